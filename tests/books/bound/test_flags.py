"""What is odd in a line is flagged for somebody to look at, in every view and as a task, and refused nowhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.books.bound.ready import Desk
from tests.books.office import Office, day


def flagged(desk: Desk, view: str = "both") -> list[tuple[int, str, int, int]]:
    """Return the flags of a book: line, what, and the two entries."""
    lines = desk.view(view)["lines"]
    return [(line["line"], *each.values()) for line in lines for each in line["flags"]]


def _ahead(desk: Desk) -> None:
    desk.acquire(on="2026-04-30")


def _before(desk: Desk) -> None:
    desk.dispose(desk.acquire(), on="2026-03-20")


def _twice(desk: Desk) -> None:
    line = desk.acquire()
    desk.dispose(line)
    desk.dispose(line)


def _held(desk: Desk) -> None:
    desk.acquire()
    desk.acquire(serial="m 1001", manufacturer="")


def _struck(desk: Desk) -> None:
    line = desk.acquire()
    desk.dispose(line)
    desk.strike(line)


def _carried(desk: Desk) -> None:
    desk.acquire(carried="book 3, line 1", entered_on="2026-03-01")


@pytest.mark.parametrize(
    ("make", "found"),
    [
        (_ahead, [(1, "ahead", 4, 0)]),
        (_before, [(1, "before-acquired", 5, 4)]),
        (_twice, [(1, "disposed-twice", 6, 5)]),
        (_held, [(2, "serial-held-twice", 5, 4)]),
        (_struck, [(1, "struck-alone", 4, 5)]),
        (_carried, [(1, "entered-ahead", 4, 0)]),
    ],
)
def test_what_is_odd_is_flagged(make: Callable[[Desk], None], found: list[tuple[int, str, int, int]]) -> None:
    """Each is written down, flagged with its entries, and counted."""
    desk = Desk()
    make(desk)
    assert flagged(desk) == found
    assert desk.view()["flagged"] == 1


def test_what_was_put_right_is_flagged_no_more() -> None:
    """A corrected day, a struck disposition and another maker end it; the original view still says what it said."""
    desk = Desk()
    desk.correct(desk.acquire(on="2026-04-30"), on="2026-03-27")
    line = desk.acquire(serial="K-1")
    desk.dispose(line)
    desk.strike(desk.dispose(line))
    desk.acquire(serial="M-1001", manufacturer="Northway")
    desk.acquire(serial="none")
    desk.acquire(serial="None")
    assert flagged(desk) == []
    assert flagged(desk, "original") == [(1, "ahead", 4, 0)]


def test_a_flag_is_a_task_until_it_is_put_right() -> None:
    """It has no day and no clause, rests on its entries, and somebody may say that they looked at it."""
    office = Office(bound=True)
    line = office.bound.acquire(on=day(0))
    first, second = office.bound.dispose(line, on=day(0)), office.bound.dispose(line, on=day(0))
    task = office.tasks()[f"bound.disposed-twice:{second}"]
    assert (task["state"], task["clause"], [each["record"] for each in task["rests"]]) == (
        "undated",
        None,
        [first, second],
    )
    office.enter("do-task", task=task["id"], on=day(0))
    assert office.states("bound.disposed") == {task["id"]: "done"}
    office.bound.strike(first)
    assert office.states("bound.disposed") == {}


def test_nothing_is_said_of_how_where_nobody_said_it() -> None:
    """No way of acquiring or disposing is made up."""
    desk = Desk()
    desk.dispose(desk.acquire())
    line = desk.line()
    assert (line["acquired"]["facts"]["how"], line["disposed"]["facts"]["how"]) == ("", "")
