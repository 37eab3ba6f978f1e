"""``showsafe checkpoint``: the newest signed checkpoint, to keep elsewhere."""

from __future__ import annotations

from pathlib import Path

import click

from showsafe.adapters.directory import open_for_reading
from showsafe.entrypoints.cli import act, say
from showsafe.entrypoints.cli.app import DONE
from showsafe.ledger.checkpoint import read


@click.command("checkpoint", short_help="the newest signed checkpoint, to keep elsewhere")
@act.DIRECTORY
@act.IN_JSON
def checkpoint(directory: Path, *, in_json: bool) -> int:
    """Print the newest checkpoint as it is, and nothing else.

    Keep it elsewhere, and you can tell later whether records were changed or taken away:
    showsafe verify DIR --seen FILE
    """
    with open_for_reading(directory) as opened:
        note = opened.store.checkpoint()
    if in_json:
        signed = read(note)
        root = signed.root.hex()
        say.as_json({"origin": signed.origin, "size": signed.size, "root": root, "note": note.decode()})
    else:
        click.echo(note, nl=False)
    return DONE
