"""Gate *check*: an open pass says that it was seen empty, and nothing was seen of what came on record after it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.rules.gates.asking import believed, found
from tests.simulator import a_day


@pytest.mark.parametrize(
    ("kind", "seconds", "expected"),
    [
        ("pass-open", 1, ["note before"]),
        ("pass-open", 0, []),
        ("pass-open", -1, []),
        ("pass-open", None, []),
        ("lock", 1, []),
        ("show", 1, []),
    ],
)
def test_a_pass_of_before(kind: str, seconds: int | None, expected: list[str]) -> None:
    """An open pass from before mud, a shot, a fall or a live round is told that it shows nothing of it now."""
    day = a_day().out().looked()
    disturbed = None if seconds is None else day.now + timedelta(seconds=seconds)
    keys: dict[str, dict[str, Any]] = {
        "pass-open": {"to": ["prop-master"]},
        "lock": {"in": "weapon safe"},
        "show": {"to": ["first-ad"]},
    }
    assert (
        found("check", believed(day, disturbed=disturbed), kind, weapon="revolver", **keys[kind]) == expected
    )
