"""``showsafe vkey``: the public key of a unit as one line, to keep elsewhere and to verify with."""

from __future__ import annotations

from pathlib import Path

import click

from showsafe.adapters import tail
from showsafe.adapters.directory import open_for_reading
from showsafe.entrypoints.cli import act, say
from showsafe.entrypoints.cli.app import DONE
from showsafe.ledger.checkpoint import origin_of
from showsafe.ledger.note import VerifierKey


@click.command("vkey", short_help="the unit's public key in one line, to keep elsewhere")
@act.DIRECTORY
@act.IN_JSON
def vkey(directory: Path, *, in_json: bool) -> int:
    """Print the key that signs the unit's checkpoints, as one line, and nothing else.

    Hand it over on paper or by another way than the records: whoever has it can check them with
    showsafe verify DIR --vkey LINE, or with any program that reads C2SP checkpoints.
    """
    with open_for_reading(directory) as opened:
        key = VerifierKey(origin_of(opened.settings.unit), tail.node_key(opened.store))
    if in_json:
        say.as_json({"vkey": str(key)})
    else:
        click.echo(str(key))
    return DONE
