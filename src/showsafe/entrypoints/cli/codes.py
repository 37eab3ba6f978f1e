"""A QR in a terminal, dark on light also where the terminal is dark."""

from __future__ import annotations

from showsafe.adapters.certificates import codes
from showsafe.entrypoints.cli import say
from showsafe.entrypoints.cli.certificates import QR_STYLE


def show(text: str) -> None:
    """Print a text as a QR."""
    for row in codes.rows(text):
        say.console().print(row, style=QR_STYLE, soft_wrap=True)
