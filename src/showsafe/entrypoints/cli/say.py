"""Speaking to the person at the terminal, or to a program that reads JSON.

Nothing here is green and nothing is ticked off: no colour stands for *safe*. Only *hot* is shown loud.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.progress import Progress

from showsafe.application.records import unstamp
from showsafe.errors import ShowsafeError

OWN_WORDS = (
    "This record shows that the steps were signed for in an order that leaves no gap. "
    "It does not prove that the weapon is safe. Treat every firearm as loaded."
)
"""What the product says of itself, wherever it shows what it believes."""

HOT_STYLE = "bold red"
QUIET = "dim"

WIDTH = 80
"""Columns where the output is no terminal."""

HANG = 2
"""How much further in the second line of a paragraph stands than its first."""

_NARROWEST = 20


def text(line: str = "", style: str = "", *, indent: int = 0, hang: int = HANG) -> None:
    """Print one paragraph, wrapped at the terminal's width; nothing in it is taken for markup."""
    out = console()
    for row in wrapped(line, out.width, indent, hang):
        out.print(row, style=style or None, soft_wrap=True)


def command(line: str, *, indent: int = HANG) -> None:
    """Print a command on one line, however long, so that it can be taken over as it stands."""
    console().print(" " * indent + line, soft_wrap=True)


def wrapped(line: str, width: int, indent: int = 0, hang: int = HANG) -> list[str]:
    """Return the rows of a paragraph of at most ``width`` cells; a longer word has a row of its own."""
    rows = [" " * indent]
    fresh = True
    for word in line.replace("\n", " ").split(" "):
        longer = f"{rows[-1]}{word}" if fresh else f"{rows[-1]} {word}"
        if fresh or cell_len(longer) <= max(width, _NARROWEST):
            rows[-1] = longer
        else:
            rows.append(" " * (indent + hang) + word)
        fresh = False
    return [row.rstrip() for row in rows]


def console(*, errors: bool = False) -> Console:
    """Return a console over what is standard output, or standard error, now."""
    stream = sys.stderr if errors else sys.stdout
    width = None if stream.isatty() else WIDTH
    return Console(stderr=errors, markup=False, emoji=False, highlight=False, width=width)


def aside(line: str) -> None:
    """Print how something long goes on, beside what is printed for whoever reads the answer."""
    err = console(errors=True)
    for row in wrapped(line, err.width):
        err.print(row, style=QUIET, soft_wrap=True)


def as_json(value: Mapping[str, Any]) -> None:
    """Print one JSON object on one line; beyond ASCII it is escaped, so that any terminal can carry it."""
    sys.stdout.write(json.dumps(value) + "\n")


def listed(values: Sequence[Mapping[str, Any]]) -> None:
    """Print one JSON list on one line, escaped as above."""
    sys.stdout.write(json.dumps(list(values)) + "\n")


def error(what: ShowsafeError, *, in_json: bool) -> None:
    """Print an error: one sentence, what to do now, and its permanent code."""
    if in_json:
        as_json({"error": what.as_json()})
        return
    err = console(errors=True)
    for line in (what.says, f"Now: {what.now}", f"[{what.code}]"):
        for row in wrapped(line, err.width):
            err.print(row, soft_wrap=True)


def local(stamped: str, offset_minutes: int = 0) -> str:
    """Return a record's time as date, hours and minutes where the set is; what is "" stays so."""
    if not stamped:
        return ""
    moment = unstamp(stamped).astimezone(UTC) + timedelta(minutes=offset_minutes)
    return moment.strftime("%Y-%m-%d %H:%M")


def local_time(moment: datetime, offset_minutes: int) -> str:
    """Return the time of day where the set is."""
    return (moment + timedelta(minutes=offset_minutes)).strftime("%H:%M")


def plain(value: str) -> str:
    """Return what somebody typed so that it can be shown: short, and without what nobody can see."""
    seen = "".join(c if c.isprintable() else "?" for c in value[:60])
    return f"{seen}..." if len(value) > len(seen) else seen


@contextmanager
def bar(label: str, *, shown: bool) -> Iterator[Callable[[int, int], None]]:
    """Show a progress bar on standard error while a long thing runs; yields what is told of its progress."""
    err = console(errors=True)
    with Progress(console=err, transient=True, disable=not (shown and err.is_terminal)) as progress:
        task = progress.add_task(label, total=None)

        def tell(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total)

        yield tell
