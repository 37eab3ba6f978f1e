"""``showsafe export``: a table as a file, or the ledger as plain files that anybody can check without this program."""

from __future__ import annotations

from pathlib import Path

import click

from showsafe.adapters import files, tile_export
from showsafe.adapters.directory import open_for_reading
from showsafe.books.tables import exporting, registry, writing
from showsafe.books.tables.source import Wish
from showsafe.entrypoints import tables
from showsafe.entrypoints.cli import act, export_calendar, say
from showsafe.entrypoints.cli.app import DONE
from showsafe.errors import WrongInput
from showsafe.projections.numbers import counted

_A_TABLE = 2


@click.command("export", short_help="a table as a file, or the ledger as plain files")
@click.argument("what", nargs=-1, metavar="[TABLE] DIR")
@click.option(
    "--format", "form", default="", metavar="csv|xlsx|json", help="The format; else by the name of FILE."
)
@click.option("--out", "file", metavar="FILE", type=act.PLACE, help="The file to write a table into.")
@click.option(
    "--names", is_flag=True, help="With names and what is personal of people, where the table has them."
)
@click.option("--language", type=click.Choice(("en", "es")), default="en", help="Of a calendar.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@click.option("--tiles", "out", metavar="OUT", type=act.PLACE, help="The folder to write the ledger into.")
@act.IN_JSON
def export(
    what: tuple[str, ...], out: Path | None, file: Path | None, *, in_json: bool, **said: object
) -> int:
    """Write a table into FILE: weapons, lots, people and others, as CSV, an Excel workbook or JSON.

    The table calendar is an .ics file for phones and offices: days with weapons, meetings, what ends, what is due.

    With --tiles: checkpoint, tree and records into the folder OUT; once more, and only what is new is written.
    Attachments and personal values are not among them.
    """
    if out is not None and len(what) == 1 and file is None:
        return _tiles(_place(what[0]), out, in_json=in_json)
    if out is None and len(what) == _A_TABLE and file is not None:
        if what[0] == export_calendar.NAME:
            _refuse_taken(_place(what[1]), file, said)
            return export_calendar.run(_place(what[1]), file, said, in_json=in_json)
        form = str(said["form"]) or file.suffix.removeprefix(".").lower()
        return _table(what[0], _place(what[1]), file, form, said, in_json=in_json)
    raise WrongInput(
        "export.what",
        "It is not said what to export, or where to.",
        f"showsafe export TABLE DIR --out FILE, or: showsafe export DIR --tiles OUT. "
        f"Tables: {', '.join(registry.names())}.",
    )


def _place(typed: str) -> Path:
    return act.PLACE.convert(typed, None, None)


def _table(
    name: str, directory: Path, file: Path, form: str, said: dict[str, object], *, in_json: bool
) -> int:
    table = registry.table(name)
    if form not in writing.FORMATS:
        raise WrongInput(
            "table.format",
            f"A table is not written as {say.plain(form)!r}.",
            f"Say --format; formats: {', '.join(writing.FORMATS)}.",
        )
    _refuse_taken(directory, file, said)
    with tables.for_export(directory) as source:
        content = exporting.export(table, source, Wish(names=bool(said["names"])), form)
    with files.translated(file):
        files.write(file, content)
    if in_json:
        say.as_json({"table": name, "file": str(file), "bytes": len(content)})
    else:
        say.text(f"{table.title} in {file}.")
    return DONE


def _refuse_taken(directory: Path, file: Path, said: dict[str, object]) -> None:
    _refuse_inside(directory, file)
    if file.is_dir() or (file.exists() and not said["force"]):
        raise WrongInput(
            "export.occupied",
            f"There is something at {file} already.",
            "Choose another name, or write over it with --force.",
        )


def _tiles(directory: Path, out: Path, *, in_json: bool) -> int:
    """Write the ledger as plain files."""
    _refuse_inside(directory, out)
    with open_for_reading(directory) as opened, say.bar("records", shown=not in_json) as tell:
        done = tile_export.export(opened.store, out, tell)
    if in_json:
        say.as_json({"records": done.size, "written": done.written, "removed": done.removed})
    else:
        written = counted(done.written, "new file")
        say.text(f"{counted(done.size, 'record')} in {out}: {written}, {done.removed} superseded removed.")
    return DONE


def _refuse_inside(directory: Path, out: Path) -> None:
    """Nothing but its own files may lie in a data directory."""
    if out.resolve().is_relative_to(directory.resolve()):
        raise WrongInput(
            "export.inside",
            "The folder to export into lies in the data directory itself.",
            "Choose a folder somewhere else.",
        )
