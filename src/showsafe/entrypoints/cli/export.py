"""``showsafe export``: the ledger as plain files, for anybody to check without this program."""

from __future__ import annotations

from pathlib import Path

import click

from showsafe.adapters import tile_export
from showsafe.adapters.directory import open_for_reading
from showsafe.entrypoints.cli import act, say
from showsafe.entrypoints.cli.app import DONE
from showsafe.errors import WrongInput
from showsafe.projections.numbers import counted


@click.command("export", short_help="the ledger as plain files for a web server")
@act.DIRECTORY
@click.option(
    "--tiles", "out", metavar="OUT", type=act.PLACE, required=True, help="The folder to write into."
)
@act.IN_JSON
def export(directory: Path, out: Path, *, in_json: bool) -> int:
    """Write checkpoint, tree and records into the folder OUT; once more, and only what is new is written.

    Attachments and personal values are not among them.
    """
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
