"""``showsafe``: all commands under one name."""

from __future__ import annotations

import click

from showsafe import __version__
from showsafe.entrypoints.cli.app import Commands

COMMANDS = (
    "init",
    "ask",
    "report",
    "confirm",
    "board",
    "weapon",
    "counts",
    "replay",
    "read",
    "case",
    "duties",
    "tasks",
    "book",
    "hire",
    "consign",
    "schedule",
    "readiness",
    "papers",
    "paper",
    "template",
    "verify",
    "verify-rules",
    "audit",
    "simulate",
    "rebuild",
    "vkey",
    "checkpoint",
    "import",
    "export",
    "bundle",
    "explain",
    "profiles",
    "keys",
    "witness",
    "office",
    "replicate",
    "cosign",
    "trust",
    "time",
    "telling",
    "ca",
    "badge",
    "device",
    "backup",
    "restore",
    "serve",
)
"""Every command; each is a module of its own beside this one, loaded when it is called."""


@click.group(
    cls=Commands,
    names=COMMANDS,
    epilog="Exit status: 0 done, 1 no, 2 wrong input. Every command has --json.",
)
@click.version_option(__version__, prog_name="showsafe")
def main() -> None:
    """Keep the record of who checked, loaded, carried and handed over a weapon on set.

    The record says who claimed what, when, and in which order; it never says that a weapon is safe.
    """
