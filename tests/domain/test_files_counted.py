"""What lifts the hold of a file, and what counts as issued with it: counted and read by its own two people, whole."""

from __future__ import annotations

from typing import Any

import pytest

from showsafe.domain.events import REPORT
from tests.files import FILE, TWO, drawn, issue
from tests.simulator import FilmSet


def one_flag_lost() -> FilmSet:
    """Return a set on which the flags of three rifles were counted, and one is missing."""
    day = drawn(3)
    day.permit("return-file", flags=2, **FILE, **TWO)
    assert day.state.files["trench"].held
    return day


@pytest.mark.parametrize(
    "count",
    [
        {"scans": ["bg-1:S-1"], "flags": 1, **TWO},
        {"flags": 3},
        {"flags": 3, "witness": "first-ad"},
        {"flags": 3, "witness": "armorer"},
    ],
    ids=["of one of them", "by one alone", "with somebody else", "by one person twice"],
)
def test_a_count_that_is_not_whole_lifts_no_hold(count: dict[str, Any]) -> None:
    """Only the two people of a file, who count all of it, end a hold over its flags."""
    day = one_flag_lost()
    day.permit("return-file", **FILE, **count)
    assert day.state.files["trench"].held


def test_a_count_by_a_stranger_lifts_no_hold() -> None:
    """Whoever counts in passing may hold a file, and never lets it go."""
    day = one_flag_lost()
    day.permit("return-file", "grip", flags=3, **FILE, **TWO)
    assert day.state.files["trench"].held
    day.permit("return-file", flags=3, **FILE, **TWO)
    assert not day.state.files["trench"].held


def test_what_is_told_as_issued_lifts_no_hold() -> None:
    """An issue that is told although the file held leaves it held."""
    day = one_flag_lost()
    day.report("issue-file", **issue(1, 2, 3))
    assert day.state.files["trench"].held


def test_a_count_told_late_lifts_no_hold() -> None:
    """A count of an hour ago says nothing of how many flags there are now."""
    day = one_flag_lost()
    counted = day.act("return-file", flags=3, **FILE, **TWO)
    day.later(3600).through(REPORT, counted)
    assert day.state.files["trench"].held


def test_only_what_was_read_counts_as_issued() -> None:
    """A rifle that was handed over by itself is not covered by the signature under an issue of the others."""
    day = drawn(2)
    day.permit("hand-over", weapon="bg-1", to=["extra-1"], scene="wood", **TWO)
    day.permit("issue-file", **issue(2))
    assert [(each.weapon, each.issued) for each in day.state.files["trench"].members] == [
        ("bg-1", False),
        ("bg-2", True),
    ]
