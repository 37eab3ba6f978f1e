"""``showsafe report``: it has happened."""

from __future__ import annotations

from pathlib import Path

import click

from showsafe.domain.events import REPORT
from showsafe.entrypoints.cli import act


@click.command("report", epilog=act.KEYS_HELP, short_help="record what has happened")
@act.DIRECTORY
@click.argument("kind", metavar="ACT")
@act.WORDS
@act.SIGN
@act.WHY
@act.IN_JSON
def report(
    directory: Path, kind: str, words: tuple[str, ...], sign: tuple[Path, ...], *, why: bool, in_json: bool
) -> int:
    """Record what has happened: always written, and marked where the rules would have refused it."""
    return act.run(directory, REPORT, kind, words, in_json=in_json, why=why, signers=act.keys_in(sign))
