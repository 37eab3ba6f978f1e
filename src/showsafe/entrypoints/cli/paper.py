"""``showsafe paper``: one paper of a unit, as PDF/A, from its records alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from showsafe.adapters import files
from showsafe.domain.changing import replace
from showsafe.entrypoints.cli import act, say, tags
from showsafe.entrypoints.cli.app import DONE
from showsafe.entrypoints.cli.reading import looking
from showsafe.entrypoints.printing import source_of
from showsafe.errors import WrongInput
from showsafe.papers import catalogue, own, press
from showsafe.papers.own import Own
from showsafe.papers.source import Source
from showsafe.papers.wish import ABOUT, LANGUAGES, Wish


@click.command("paper", short_help="one paper of the unit, as PDF/A")
@click.argument("name", metavar="NAME")
@act.DIRECTORY
@click.option("--weapon", default="", metavar="TAG", help="About one weapon.")
@click.option("--lot", default="", metavar="TAG", help="About one lot.")
@click.option("--day", default="", metavar="DATE", help="A day of the set; without it the last shooting day.")
@click.option("--scene", default="", metavar="SCENE", help="About one scene.")
@click.option("--incident", default="", metavar="N", help="The record, or the act id, of an incident.")
@click.option("--person", default="", metavar="ID", help="About one person.")
@click.option("--label", default="", metavar="KIND", help="Which labels, or which sheet of labels.")
@click.option("--start", default="", metavar="N", help="The label of the first sheet to begin with.")
@click.option("--address", default="", metavar="URL", help="Where the code of a poster leads to.")
@click.option("--view", default="", metavar="VIEW", help="Of a book: original, corrected or both.")
@click.option("--hire", default="", metavar="ID", help="About one hire of the office book.")
@click.option("--lang", default="en", metavar="|".join(LANGUAGES), help="English or Spanish.")
@click.option(
    "--size", default="", metavar="SHEET", help="The sheet: a4, letter, or one that the paper names."
)
@click.option("--told", default="", metavar="DAY", help="Of a day that was told; without it of the set.")
@click.option("--own", default="", metavar="NAME", help="Set by a template that is kept in the office book.")
@click.option("--template", type=act.PLACE, metavar="FILE", help="Set by a template that is tried out.")
@click.option("--names", is_flag=True, help="With names; without it people stand by role.")
@click.option("--out", "out", required=True, metavar="FILE", type=act.PLACE, help="Where the PDF goes.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@act.IN_JSON
def paper(name: str, directory: Path, *, out: Path, force: bool, in_json: bool, **said: Any) -> int:  # noqa: ANN401 - click's own
    """Write one paper as PDF/A. The same records give the same file, to the byte, whenever it is printed.

    NAME is one of those that `showsafe papers` lists.
    """
    wanted = catalogue.paper(name)
    texts = {key: str(said[key]) for key in (*ABOUT, "told", "lang", "size")}
    texts["size"] = texts["size"] or wanted.sizes[0]
    wish = catalogue.fitting(wanted, Wish(names=bool(said["names"]), **texts))
    _refuse_inside(directory, out)
    with looking(directory) as view:
        source = source_of(view.store, view.settings, directory)
        if wish.weapon:
            wish = replace(wish, weapon=tags.named(wish.weapon, source.state.weapons))
        made = press.sheet(wanted, source, wish, _own(source, name, said["own"], said["template"]))
        content = press.printed(made)
    _write(out, content, force=force)
    if in_json:
        say.as_json({"paper": name, "file": str(out), "bytes": len(content), "check": made.uri})
    else:
        say.text(f"{out}: {wanted.title}, {len(content)} bytes.")
    return DONE


def _own(source: Source, paper: str, named: str, file: Path | None) -> Own | None:
    """Return the template that is wished, kept or in a file; None for the program's own."""
    if named and file is not None:
        raise WrongInput(
            "input.usage", "One template sets a paper, and two are named.", "Leave out --own or --template."
        )
    if file is not None:
        return own.read(file.stem, paper, read_template(file))
    return own.named(source, paper, named) if named else None


def read_template(file: Path) -> bytes:
    """Return the bytes of a file that holds a template, and one more where there are too many."""
    if not file.is_file():
        raise WrongInput("input.no-file", f"There is no file {say.plain(str(file))}.", "Check the path.")
    with files.translated(file), file.open("rb") as opened:
        return opened.read(own.LARGEST + 1)


def _refuse_inside(directory: Path, out: Path) -> None:
    if not out.parent.is_dir():
        raise WrongInput(
            "paper.no-place",
            f"There is no folder {say.plain(str(out.parent))} to write into.",
            "Make it first, or choose another place.",
        )
    if directory.is_dir() and out.resolve().is_relative_to(directory.resolve()):
        raise WrongInput(
            "export.inside",
            "The file to write lies in the data directory itself.",
            "Choose a place somewhere else.",
        )


def _write(out: Path, content: bytes, *, force: bool) -> None:
    """Write the file; the very same one may be there already, since a paper printed again is the same."""
    with files.translated(out):
        if out.is_dir() or (out.exists() and not force and out.read_bytes() != content):
            raise WrongInput(
                "paper.is-there",
                f"There is something else at {out} already.",
                "Choose another name, or say --force to write over it.",
            )
        files.write(out, content)
