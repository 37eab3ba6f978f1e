"""``showsafe confirm``: the second person of a held act."""

from __future__ import annotations

from pathlib import Path

import click

from showsafe.domain.events import ASK
from showsafe.entrypoints.cli import act


@click.command("confirm", short_help="be the second person of a held act")
@act.DIRECTORY
@click.argument("act_id", metavar="N|ACT_ID")
@act.WORDS
@act.SIGN
@act.WHY
@act.IN_JSON
def confirm(
    directory: Path, act_id: str, words: tuple[str, ...], sign: tuple[Path, ...], *, why: bool, in_json: bool
) -> int:
    """Confirm a held act as its second person, by the number of its record: it is decided again, as of now."""
    return act.run(
        directory,
        ASK,
        "confirm",
        (f"of={act_id}", *words),
        in_json=in_json,
        why=why,
        signers=act.keys_in(sign),
    )
