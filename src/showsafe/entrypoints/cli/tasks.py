"""``showsafe tasks``: what is due, by when, by which clause, and which record shows it done."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from pathlib import Path
from shlex import quote
from typing import Any

import click

from showsafe import bootstrap
from showsafe.books import tasks as dated
from showsafe.books.book import Entry
from showsafe.books.due import SOURCES
from showsafe.books.kinds import OFFICE
from showsafe.books.kinds import tasks as kinds
from showsafe.books.wording import LANGUAGES
from showsafe.entrypoints import materials
from showsafe.entrypoints.cli import act, say
from showsafe.entrypoints.cli.app import DONE, NO
from showsafe.errors import WrongInput
from showsafe.projections.numbers import counted
from showsafe.rules.clause import GRADES, SECOND_HAND

_HEADINGS = {
    dated.OVERDUE: "Overdue",
    dated.TODAY: "Due today",
    dated.SOON: "Due soon",
    dated.UNDATED: "To be looked at",
    dated.LATER: "Due later",
    dated.PUT_OFF: "Put off",
    dated.DONE: "Done",
}


@click.command("tasks", short_help="what is due, by when, and by which clause")
@act.DIRECTORY
@click.option(
    "--done", "id_", metavar="ID", help="Say that a task was done, which no record shows by itself."
)
@click.option("--put-off", "later", metavar="ID", help="Put a task off; no day of the law moves by it.")
@click.option("--until", metavar="DAY", help="With --put-off: to which day.")
@click.option("--why", metavar="TEXT", help="With --put-off: why.")
@click.option("--on", metavar="DAY", help="With --done: on which day (default: today).")
@click.option("--reference", metavar="TEXT", help="With --done: a receipt, or the number of a letter.")
@click.option("--as", "who", metavar="PERSON", help="With --done and --put-off: who says so.")
@click.option("--all", "everything", is_flag=True, help="Also what is done.")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", help="Of the sentences.")
@act.IN_JSON
def tasks(
    directory: Path,
    id_: str | None,
    later: str | None,
    language: str,
    *,
    everything: bool,
    in_json: bool,
    **said: str | None,
) -> int:
    """List what is due: from the bound book, the place of the production, and papers that end; most urgent first.

    A clause that is known second-hand only is never shown as law. Exit status 1 where something is overdue.
    """
    if id_ is not None and later is not None:
        raise WrongInput("input.usage", "Say --done or --put-off, not both.", "showsafe tasks --help")
    if id_ is not None or later is not None:
        return _enter(directory, id_, later, said, in_json=in_json)
    if any(said.values()):
        raise WrongInput("input.usage", "These words belong to --done or --put-off.", "showsafe tasks --help")
    with materials.of_directory(directory) as material:
        found = dated.shown(material, SOURCES, everything=everything)
    if in_json:
        say.as_json(found)
    else:
        show(found, directory, language)
    return NO if found["counts"][dated.OVERDUE] else DONE


def _enter(
    directory: Path, id_: str | None, later: str | None, said: Mapping[str, str | None], *, in_json: bool
) -> int:
    """Enter that a task was done, or put off; only of one that there is."""
    task = id_ if id_ is not None else str(later)
    who = _needed(said, "who", "--as")
    with materials.of_directory(directory) as material:
        found = next(dated.find(material, SOURCES, task), None)
        today = material.today.isoformat()
    if found is None:
        raise WrongInput(
            "tasks.unknown",
            f"There is no task {say.plain(task)}.",
            "List them with their ids: showsafe tasks DIR --json",
        )
    if id_ is not None:
        dated.may_be_said_done(found.task)
        kind, keys = (
            kinds.DONE,
            {"task": task, "on": said["on"] or today, "reference": said["reference"] or ""},
        )
    else:
        keys = {
            "task": task,
            "until": _needed(said, "until", "--until"),
            "why": _needed(said, "why", "--why"),
        }
        kind = kinds.PUT_OFF
    with bootstrap.open_book(directory, OFFICE) as book:
        act_id = f"{kind}-{secrets.token_hex(8)}"
        done = book.enter(Entry(kind=kind, by=who, at=book.clock.now(), act_id=act_id, keys=keys))
    if in_json:
        say.as_json({"entry": done.number, "kind": kind, "task": task})
    else:
        say.text(f"Entered in the office book as {done.number}: {kind} {task}.")
    return DONE


def _needed(said: Mapping[str, str | None], key: str, option: str) -> str:
    value = said[key]
    if not value:
        raise WrongInput("input.usage", f"{option} is missing.", "showsafe tasks --help")
    return value


def show(found: Mapping[str, Any], directory: Path, language: str) -> None:
    """Print the tasks for a person, each with its clause and how well that was read."""
    for state in dated.ORDER:
        mine = [each for each in found["tasks"] if each["state"] == state]
        if mine:
            say.text(f"{_HEADINGS[state]}: {counted(len(mine), 'task')}", style="bold")
        for each in mine:
            _show(each, language)
    if not found["tasks"]:
        say.text("Nothing is due by what is on record.")
        return
    say.text()
    say.text("What a record shows done goes by itself. Else say so:")
    say.command(f"showsafe tasks {quote(str(directory))} --done ID --as PERSON")


def _show(task: Mapping[str, Any], language: str) -> None:
    when = task["at"] or task["due"]
    say.text(f"{when}  {task['says'][language]}" if when else task["says"][language], indent=2)
    say.text(f"{clause_in_words(task['clause'])} [{task['id']}]", style=say.QUIET, indent=4)
    if task["put_off"]:
        off = task["put_off"]
        say.text(
            f"Put off until {off['until']}, entry {off['entry']}: {off['why']}", style=say.QUIET, indent=4
        )
    if task["said_done"]:
        done = task["said_done"]
        said = f"Said to be done on {done['on']}, entry {done['entry']} {done['reference']}".rstrip()
        say.text(said, style=say.QUIET, indent=4)


def clause_in_words(clause: Mapping[str, Any] | None) -> str:
    """Return the clause behind something, and how well it was read; what is ours says so."""
    if clause is None:
        return "Our own reminder: no clause behind it."
    if clause["grade"] not in ("F", "P"):
        return f"{SECOND_HAND.capitalize()}."
    note = f" {clause['note']}" if clause["note"] else ""
    return f"{clause['id']} ({clause['force']}; {GRADES[clause['grade']]}).{note}"
