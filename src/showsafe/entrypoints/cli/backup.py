"""``showsafe backup``: the whole unit in one file, also while it is served."""

from __future__ import annotations

from pathlib import Path
from shlex import quote

import click

from showsafe.adapters.clock import SystemClock
from showsafe.entrypoints import backing
from showsafe.entrypoints.cli import act, say
from showsafe.entrypoints.cli.app import DONE
from showsafe.projections.numbers import counted


@click.command("backup", short_help="copy the whole unit into one file")
@act.DIRECTORY
@click.argument("out", metavar="OUT", type=act.PLACE)
@act.IN_JSON
def backup(directory: Path, out: Path, *, in_json: bool) -> int:
    """Copy records, settings, badges and the node's key into the file OUT, or into a new file in the folder OUT.

    It works beside a program that serves DIR, which waits for nothing. The copy is checked whole before it counts.
    Whoever has the file can sign as this node: keep it as you keep the key.
    """
    made = backing.make(directory, out, SystemClock())
    if in_json:
        say.as_json(
            {
                "file": str(made.file),
                "records": made.size,
                "root": made.root,
                "open_to_others": made.open_to_others,
            }
        )
        return DONE
    say.text(f"{made.file}: {counted(made.size, 'record')}, checked whole.", style="bold")
    say.text(
        "It holds the node's private key. Keep it where nobody else can read it, and not on this machine."
    )
    if made.open_to_others:
        say.text("This disk keeps no rights: whoever has it can read the file. Encrypt it, or lock it away.")
    say.text("Certificates for HTTPS are not in it; they have a copy of their own. To put it back:")
    say.command(f"showsafe restore {quote(str(made.file))} DIR --seen CHECKPOINT")
    return DONE
