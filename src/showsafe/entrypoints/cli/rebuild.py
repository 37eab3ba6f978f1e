"""``showsafe rebuild``: all views anew, from the records."""

from __future__ import annotations

from pathlib import Path

import click

from showsafe import bootstrap
from showsafe.entrypoints.cli import act, say
from showsafe.entrypoints.cli.app import DONE
from showsafe.projections.numbers import counted
from showsafe.projections.rebuild import rebuild as make_anew


@click.command("rebuild", short_help="make all views anew from the records")
@act.DIRECTORY
@act.IN_JSON
def rebuild(directory: Path, *, in_json: bool) -> int:
    """Make board, custody, counts, people and set anew from the records; the records stay as they are."""
    with bootstrap.open_ledger(directory) as unit, say.bar("views", shown=not in_json) as tell:
        lines = make_anew(unit.store, tell)
        size = unit.store.size()
    if in_json:
        say.as_json({"record": size, "lines": lines})
    else:
        say.text(f"{counted(lines, 'line')} made anew from {counted(size, 'record')}.")
    return DONE
