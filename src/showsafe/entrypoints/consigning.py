"""What is said of consignments at the node's own keyboard, also while a program serves the directory.

Only acts that say something of what travels come in this way: whoever has the directory has its key (ADR 0026), and
this is no second way to record everything else. A slip or receipt is named by its path, as it lies on this machine.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from showsafe.application import consigned
from showsafe.application.along import Along
from showsafe.application.unit import SET, Unit
from showsafe.books.consign import slip
from showsafe.books.consign.sending import Prepared
from showsafe.errors import WrongInput

DO = "consign"
KINDS = ("acknowledge", "bring")


def is_ours(request: Mapping[str, Any]) -> bool:
    """Whether a request is about a consignment."""
    return request.get("do") == DO


def request_of(made: Prepared, by: str, file: Path | None) -> dict[str, Any]:
    """Return the request by which the program that serves records an act; ``file`` is what is attached to it."""
    attached = str(file.absolute()) if made.attachments and file is not None else ""
    return {"do": DO, "kind": made.kind, "keys": dict(made.keys), "by": by, "file": attached}


def done(unit: Unit, request: Mapping[str, Any]) -> dict[str, Any]:
    """Record what a request says; return the number of its record.

    Raises WrongInput ``control.unknown`` for anything that says nothing of what travels, and as ``Unit.report``.
    """
    kind, keys, by = request.get("kind"), request.get("keys"), request.get("by")
    good = kind in KINDS and isinstance(keys, dict) and isinstance(by, str)
    words = consigned.read(keys.get("says")) if good and isinstance(keys, dict) else None
    if words is None or not isinstance(keys, dict):
        raise WrongInput(
            "control.unknown",
            "The program that serves this directory does not know this.",
            "Start it again, so that both are of one version.",
        )
    files = _attached(str(request.get("file", "")))
    if words["slip"] and any(slip.read(each).digest != words["slip"] for each in files):
        raise WrongInput(
            "consign.another-file", "The slip is another one than it was a moment ago.", "Take it once more."
        )
    made = Prepared(str(kind), keys, files)
    answer = unit.report(made.act(str(by), unit.clock.now()), SET, Along(attachments=made.attachments))
    return {"number": answer.number}


def _attached(path: str) -> tuple[bytes, ...]:
    """Return a slip or receipt, in the one form in which it is attached; nothing else is read for anybody."""
    if not path:
        return ()
    try:
        with Path(path).open("rb") as file:
            data = file.read(slip.LARGEST + 1).removesuffix(b"\n")
    except OSError as error:
        raise WrongInput(
            "input.no-file", f"{path[:200]} cannot be read: {error.strerror}.", "Name the file that is meant."
        ) from None
    slip.read(data)
    return (data,)
