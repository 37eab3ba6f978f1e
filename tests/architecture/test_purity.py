"""The rooms that decide are pure, and the reader that says so sees each kind of impurity."""

from __future__ import annotations

import pytest

from tests.architecture.purity import impurities
from tests.architecture.sources import modules, named

ROOMS = {
    "domain": frozenset({"errors", "domain"}),
    "rules": frozenset({"errors", "domain", "rules"}),
}


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_room_is_pure(room: str) -> None:
    """Domain and rules use the standard library alone: no clock, no chance, no input, no output."""
    sources = modules(room)
    assert sources, f"{room} has no modules to read"
    found = [
        f"{named(path)}, {reason}"
        for path in sources
        for reason in impurities(path.read_text(encoding="utf-8"), ROOMS[room])
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("source", "word"),
    [
        ("import os", "reaches outside"),
        ("import os.path", "reaches outside"),
        ("from pathlib import Path", "reaches outside"),
        ("import random", "reaches outside"),
        ("def late():\n    import time", "reaches outside"),
        ("import msgspec", "not in the standard library"),
        ("from showsafe.ledger import tree", "another room"),
        ("from showsafe import ledger", "another room"),
        ("import showsafe", "another room"),
        ("from uuid import uuid4", "ids come in"),
        ("import uuid\nuuid.uuid4()", "ids come in"),
        ("open('x')", "uses open"),
        ("reader = open", "uses open"),
        ("from datetime import datetime\ndatetime.now()", "asks the clock"),
        ("import datetime\ndatetime.datetime.utcnow()", "asks the clock"),
        ("from datetime import datetime as when\nclock = when.now", "asks the clock"),
        ("from datetime import date\ndate.today()", "asks the clock"),
    ],
)
def test_impurity_is_seen(source: str, word: str) -> None:
    """Each way to reach a clock, chance, a disk or another room is named with its line."""
    (reason,) = impurities(source, ROOMS["domain"])
    assert word in reason
    assert reason.startswith("line ")


@pytest.mark.parametrize(
    "source",
    [
        "from dataclasses import dataclass",
        "from datetime import UTC, datetime, timedelta\ndatetime.fromisoformat('2024-01-01')",
        "from showsafe.domain import acts\nfrom showsafe.errors import WrongInput",
        "import tomllib\ntomllib.loads('')",
        "error.now",
        "class Day:\n    open: bool = False\n\ndef ended(day):\n    return not day.open",
    ],
)
def test_pure_source_passes(source: str) -> None:
    """Plain data, reckoning with times that were handed in, and the lower rooms are allowed."""
    assert impurities(source, ROOMS["domain"]) == []
