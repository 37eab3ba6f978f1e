"""``showsafe ask``: before it happens."""

from __future__ import annotations

from pathlib import Path

import click

from showsafe.domain.events import ASK
from showsafe.entrypoints.cli import act


@click.command("ask", epilog=act.KEYS_HELP, short_help="ask before it happens")
@act.DIRECTORY
@click.argument("kind", metavar="ACT")
@act.WORDS
@act.SIGN
@act.WHY
@act.IN_JSON
def ask(
    directory: Path, kind: str, words: tuple[str, ...], sign: tuple[Path, ...], *, why: bool, in_json: bool
) -> int:
    """Ask before it happens: nothing recorded stands against it (0), or it is held or refused (1)."""
    return act.run(directory, ASK, kind, words, in_json=in_json, why=why, signers=act.keys_in(sign))
