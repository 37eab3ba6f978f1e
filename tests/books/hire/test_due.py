"""Hires and services as dated tasks: due by the contract or the interval, done by the entry that shows it."""

from __future__ import annotations

from datetime import UTC, datetime

from showsafe.books import tasks
from showsafe.books.book import Book
from showsafe.books.due import SOURCES, hire
from showsafe.books.material import Material
from tests.books.hire.days import Unit, back, book, enter, gun, opened

NOW = datetime(2026, 3, 31, 12, 0, tzinfo=UTC)


def standing(unit: Unit, office: Book) -> list[tuple[str, str, str]]:
    """Return every task of hire: its code, its state, its last day."""
    material = Material(unit.unit.state(), unit.unit.store, {}, NOW, office=office.pages())
    found = tasks.standing(material, [hire.due], everything=True)
    assert all(tasks.as_json(material, one)["says"]["es"] for one in found)
    return [(one.task.code, one.state, one.task.due) for one in found]


def test_what_is_late_back_is_overdue_until_it_is_back() -> None:
    """Its last day is over: overdue; extended: later; all back: done, by that entry."""
    unit, office = Unit(), book()
    opened(office)
    assert standing(unit, office) == [("hire.send-back", "overdue", "2026-03-27")]
    enter(office, "extend-hire", hire="mill-1", until="2026-04-20")
    assert standing(unit, office) == [("hire.send-back", "later", "2026-04-20")]
    back(office, "mill-1", gun(serial="X", differs=["serial"]))
    assert standing(unit, office)[0] == ("hire.another", "overdue", "2026-03-27")
    back(office)
    assert [each[:2] for each in standing(unit, office)] == [
        ("hire.another", "done"),
        ("hire.send-back", "done"),
    ]
    assert hire.due in SOURCES


def test_a_service_is_a_task_by_days_by_rounds_or_because_nobody_knows() -> None:
    """By the interval's day; at once where the rounds are fired; without a day where no service is on record."""
    unit, office = Unit(), book()
    assert standing(unit, office) == []
    enter(office, "set-interval", of="class", name="live-capable", days=90, rounds=6)
    assert standing(unit, office) == [
        ("service.unknown", "undated", ""),
        ("service.due", "later", "2026-04-10"),
    ]
    unit.say("discharge", weapon="rifle", count=6)
    assert standing(unit, office) == [
        ("service.rounds", "today", "2026-03-31"),
        ("service.unknown", "undated", ""),
    ]
    enter(office, "record-service", weapon="rifle", on="2026-03-30", result="fit", who="a smith")
    enter(office, "record-service", weapon="revolver", on="2026-03-30", result="unfit", who="a smith")
    assert standing(unit, office) == [
        ("service.rounds", "today", "2026-03-31"),
        ("service.due", "later", "2026-06-28"),
    ]
    unit.say("return-to-owner", weapon="revolver", to="the house")
    assert [each[0] for each in standing(unit, office)] == ["service.due"]
