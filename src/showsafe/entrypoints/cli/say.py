"""Speaking to the person at the terminal, or to a program that reads JSON.

Nothing here is green and nothing is ticked off: no colour stands for *safe*. Only *hot* is shown loud.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

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


def text(line: str = "", style: str = "", *, indent: int = 0) -> None:
    """Print one line of text as it is: nothing in it is taken for markup."""
    console().print(" " * indent + line, style=style or None, soft_wrap=True)


def console(*, errors: bool = False) -> Console:
    """Return a console over what is standard output, or standard error, now."""
    return Console(stderr=errors, markup=False, emoji=False, highlight=False)


def as_json(value: Mapping[str, Any]) -> None:
    """Print one JSON object on one line; beyond ASCII it is escaped, so that any terminal can carry it."""
    sys.stdout.write(json.dumps(value) + "\n")


def error(what: ShowsafeError, *, in_json: bool) -> None:
    """Print an error: one sentence, what to do now, and its permanent code."""
    if in_json:
        as_json({"error": what.as_json()})
        return
    err = console(errors=True)
    err.print(what.says, soft_wrap=True)
    err.print(f"Now: {what.now}", soft_wrap=True)
    err.print(f"[{what.code}]", soft_wrap=True)


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
