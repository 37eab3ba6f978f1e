"""``showsafe export calendar``: days with weapons, meetings, what ends and what is due, for phones and offices."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from showsafe.adapters import files
from showsafe.entrypoints.cli import say
from showsafe.entrypoints.cli.app import DONE
from showsafe.entrypoints.planning import looking

NAME = "calendar"


def run(directory: Path, file: Path, said: Mapping[str, object], *, in_json: bool) -> int:
    """Write the calendar of a unit into a file; people are named in it only where ``names`` says so."""
    # The library of calendars is needed for nothing else.
    from showsafe.books.calendar import What, calendar  # noqa: PLC0415

    names = bool(said["names"])
    with looking(directory) as looked:
        content = calendar(What(looked, names=names, language=str(said["language"])))
    with files.translated(file):
        files.write(file, content)
    if in_json:
        say.as_json({"table": NAME, "file": str(file), "bytes": len(content), "names": names})
    else:
        say.text(f"Calendar in {file}, {'people by their ids' if names else 'nobody named'}.")
    return DONE
