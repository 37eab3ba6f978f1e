"""``showsafe``: all commands under one name."""

from __future__ import annotations

import click

from showsafe import __version__
from showsafe.entrypoints.cli.app import Commands
from showsafe.entrypoints.cli.ask import ask
from showsafe.entrypoints.cli.board import board
from showsafe.entrypoints.cli.bundle import bundle
from showsafe.entrypoints.cli.checkpoint import checkpoint
from showsafe.entrypoints.cli.confirm import confirm
from showsafe.entrypoints.cli.cosign import cosign
from showsafe.entrypoints.cli.explain import explain
from showsafe.entrypoints.cli.export import export
from showsafe.entrypoints.cli.init import init
from showsafe.entrypoints.cli.keys import keys
from showsafe.entrypoints.cli.profiles import profiles
from showsafe.entrypoints.cli.rebuild import rebuild
from showsafe.entrypoints.cli.replay import replay
from showsafe.entrypoints.cli.report import report
from showsafe.entrypoints.cli.time import time
from showsafe.entrypoints.cli.trust import trust
from showsafe.entrypoints.cli.verify import verify
from showsafe.entrypoints.cli.vkey import vkey
from showsafe.entrypoints.cli.weapon import weapon
from showsafe.entrypoints.cli.witness import witness


@click.group(cls=Commands, epilog="Exit status: 0 done, 1 no, 2 wrong input. Every command has --json.")
@click.version_option(__version__, prog_name="showsafe")
def main() -> None:
    """Keep the record of who checked, loaded, carried and handed over a weapon on set.

    The record says who claimed what, when, and in which order; it never says that a weapon is safe.
    """


for command in (
    init,
    ask,
    report,
    confirm,
    board,
    weapon,
    replay,
    verify,
    rebuild,
    vkey,
    checkpoint,
    export,
    bundle,
    explain,
    profiles,
    keys,
    witness,
    cosign,
    trust,
    time,
):
    main.add_command(command)
