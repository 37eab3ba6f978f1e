"""``showsafe template``: templates of the production's own for its papers, kept as data in the office book."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from pathlib import Path

import click

from showsafe import bootstrap
from showsafe.application.keys import read_name
from showsafe.books.book import Entry
from showsafe.books.kinds import OFFICE
from showsafe.books.kinds.templates import KEEP, WITHDRAW
from showsafe.entrypoints.cli import act, say
from showsafe.entrypoints.cli.app import DONE
from showsafe.entrypoints.cli.paper import read_template
from showsafe.entrypoints.cli.reading import looking
from showsafe.entrypoints.printing import source_of
from showsafe.errors import WrongInput
from showsafe.papers import catalogue, own

NAME = click.argument("name", metavar="NAME")
BY = click.option("--by", required=True, metavar="PERSON", help="Who enters it.")


@click.group(
    "template",
    short_help="templates of the production's own for its papers",
    epilog="Every command has --json.",
)
def template() -> None:
    """Keep, list and withdraw templates that set a paper in the production's own way.

    A template is data: it is set in a process that can open no file and reach no network, held to time and memory.
    """


@template.command("keep", short_help="keep a template in the office book")
@act.DIRECTORY
@click.argument("paper", metavar="PAPER")
@click.argument("file", metavar="FILE", type=act.PLACE)
@click.option("--name", required=True, metavar="NAME", help="What it is called: letters, digits, hyphens.")
@BY
@act.IN_JSON
def keep(directory: Path, paper: str, file: Path, *, name: str, by: str, in_json: bool) -> int:
    """Keep the template in FILE for PAPER; one of the same name takes the place of the one before."""
    made = own.read(name, catalogue.paper(paper).name, read_template(file))
    keys = {"name": name, "paper": made.paper, "sum": made.sum, "text": made.text}
    number = _enter(directory, KEEP, by, keys)
    if in_json:
        say.as_json({"entry": number, "name": name, "paper": paper, "sum": made.sum})
    else:
        say.text(f"Kept, entry {number}. Print with it: showsafe paper {paper} DIR --own {name} --out FILE")
    return DONE


@template.command("list", short_help="list the templates that are kept")
@act.DIRECTORY
@act.IN_JSON
def listed(directory: Path, *, in_json: bool) -> int:
    """List the templates that hold, each with its paper, its entry and the sum of its text."""
    with looking(directory) as view:
        found = list(own.listed(source_of(view.store, view.settings, directory)))
    if in_json:
        say.listed(
            [{"name": each.name, "paper": each.paper, "entry": each.entry, "sum": each.sum} for each in found]
        )
        return DONE
    for each in found:
        say.text(f"{each.name}: for {each.paper}, entry {each.entry}, sum {each.sum[:12]}")
    if not found:
        say.text("No template is kept.")
    return DONE


@template.command("withdraw", short_help="let a template hold no more")
@act.DIRECTORY
@NAME
@BY
@click.option("--why", default="", metavar="TEXT", help="Why, in a line.")
@act.IN_JSON
def withdraw(directory: Path, name: str, *, by: str, why: str, in_json: bool) -> int:
    """Withdraw the template NAME; its entry stays, and nothing is printed with it any more."""
    with looking(directory) as view:
        found = {each.name: each for each in own.listed(source_of(view.store, view.settings, directory))}
    if name not in found:
        raise WrongInput(
            "paper.no-template",
            f"No template {say.plain(name)!r} is kept in the office book.",
            "Those that are kept: showsafe template list DIR",
        )
    number = _enter(directory, WITHDRAW, by, {"template": found[name].entry, **({"why": why} if why else {})})
    if in_json:
        say.as_json({"entry": number, "name": name})
    else:
        say.text(f"Withdrawn, entry {number}.")
    return DONE


def _enter(directory: Path, kind: str, by: str, keys: Mapping[str, object]) -> int:
    with bootstrap.open_book(directory, OFFICE) as book:
        entry = Entry(
            kind=kind, by=read_name(by, "by"), at=book.clock.now(), act_id=uuid.uuid4().hex, keys=keys
        )
        return book.enter(entry).number
