"""The calendar out: events that keep their names, days that are cancelled, and nobody named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from icalendar import Calendar, Component

from showsafe.adapters.memory import MemoryStore
from showsafe.application.would import Moment
from showsafe.books.book import Book
from showsafe.books.calendar import What, calendar, texts
from showsafe.books.planning import entering
from showsafe.books.readiness.look import Looked
from showsafe.books.tasks import OVERDUE, Standing, Task
from tests.books.readiness.looks import confirmed, office, planned, tomorrow
from tests.simulator import FilmSet, a_day


@pytest.fixture(scope="module")
def day() -> FilmSet:
    """Return a day on which a paper of an armorer, whose name the office knows, ends in a week."""
    made = a_day()
    ends = str(tomorrow(made) + timedelta(days=6))
    papers = [{"kind": "firearms", "expires": ends}, {"kind": "course"}]
    made.permit(
        "enrol", "producer", person="armorer", roles=["armorer"], credentials=papers, age=40, name="Ann Ames"
    )
    made.permit("enrol", "producer", person="bob", roles=["performer"], age=30, name="Robert Roe")
    return made


def made(day: FilmSet, into: Book) -> bytes:
    """Return the calendar of a set in memory."""
    at = Moment(day.state, day.rules, day.now)
    return calendar(What(Looked(at, MemoryStore(), into.pages(), "north-ridge")))


def events(content: bytes) -> dict[str, Component]:
    """Return the events of a calendar by their UID, as another program reads them."""
    return {str(each["uid"]): each for each in Calendar.from_ical(content).walk("VEVENT")}


def of(content: bytes, kind: str) -> Iterator[Component]:
    """Yield the events of one kind."""
    yield from (each for each in events(content).values() if each["categories"].to_ical() == kind.encode())


SAID = {"uses": [{"weapon": "revolver", "user": "bob"}], "ammunition": "blank", "load": "half", "shots": 3}


def test_days_meetings_and_what_ends(day: FilmSet) -> None:
    """A day with weapons stands there, its meeting at the call where the set is, and the last day of a paper."""
    content = made(day, confirmed(office(day), day, said=SAID))
    (armed,) = of(content, "weapons")
    assert (armed.decoded("dtstart"), armed["summary"]) == (tomorrow(day), "Weapons: scenes 12")
    assert "revolver for performer 3, half blank" in str(armed["description"])
    (meeting,) = of(content, "meeting")
    assert meeting.decoded("dtstart") == datetime.fromisoformat(f"{tomorrow(day)}T07:30+00:00")
    (ends,) = of(content, "expiry")
    assert (ends.decoded("dtstart"), ends["summary"]) == (
        tomorrow(day) + timedelta(days=6),
        "Last day: firearms paper, armorer",
    )
    assert [alarm["action"] for alarm in ends.walk("VALARM")] == ["DISPLAY"]


@pytest.mark.parametrize("language", ["en", "es"])
def test_nobody_is_named_unless_that_is_allowed(day: FilmSet, language: str) -> None:
    """Neither ids nor names are in it, in tasks either; with names allowed, ids are."""
    into = confirmed(office(day), day, said=SAID)
    task = Task(id="t", code="bound.renew-licence", about={"number": "L-5521 of bob"}, due="2026-03-09")
    looked = Looked(
        Moment(day.state, day.rules, day.now), MemoryStore(), into.pages(), "u", (Standing(task, OVERDUE, 1),)
    )
    without = calendar(What(looked, language=language)).decode()
    assert not any(each in without for each in ("bob", "Robert", "Ames", "L-5521"))
    named = calendar(What(looked, names=True, language=language)).decode().replace("\r\n ", "")
    assert "revolver" in named
    assert "bob" in named
    assert "L-5521" in named


def test_papers_of_people_are_for_those_who_may_see_them(day: FilmSet) -> None:
    """Without leave the last day of somebody's paper is in no calendar but their own."""
    at = Moment(day.state, day.rules, day.now)
    looked = Looked(at, MemoryStore(), office(day).pages(), "north-ridge")
    for who, shown in (("armorer", 1), ("bob", 0), ("", 0)):
        assert len(list(of(calendar(What(looked, papers=False, own=who)), "expiry"))) == shown, who


def test_same_records_give_the_same_bytes_and_events_keep_their_names(day: FilmSet) -> None:
    """Made twice it is the same; a paper that is prolonged moves its event, and makes no second one."""
    into = confirmed(office(day), day, said=SAID)
    first = made(day, into)
    assert made(day, into) == first
    later = day.fork()
    papers = [{"kind": "firearms", "expires": "2027-01-01"}, {"kind": "course"}]
    later.permit("enrol", "producer", person="armorer", roles=["armorer"], credentials=papers, age=40)
    after = made(later, into)
    assert events(after).keys() == events(first).keys()
    (was,), (is_,) = of(first, "expiry"), of(after, "expiry")
    assert (was["uid"], is_.decoded("dtstart")) == (is_["uid"], date(2027, 1, 1))
    assert int(str(is_.decoded("sequence"))) > int(str(was.decoded("sequence")))


def test_day_that_is_no_longer_planned_is_cancelled(day: FilmSet) -> None:
    """A day whose scene moved away is sent once more under its own name, as cancelled."""
    into = confirmed(office(day), day, said=SAID)
    (before,) = of(made(day, into), "weapons")
    planned(into, day, "13")
    (after,) = of(made(day, into), "weapons")
    assert (after["uid"], after["status"], after.decoded("dtstart")) == (
        before["uid"],
        "CANCELLED",
        tomorrow(day),
    )


def test_text_from_outside_stays_text(day: FilmSet) -> None:
    """What a schedule says of a place makes no line and no event of its own."""
    into = confirmed(office(day), day, said=SAID)
    rows = [{"day": tomorrow(day).isoformat(), "scenes": "12", "location": "Ridge\nEND:VEVENT;x,y\\n"}]
    into.enter(replace(entering.schedule(rows, "", "first-ad", day.now), act_id="odd"))
    (armed,) = of(made(day, into), "weapons")
    assert str(armed["location"]).startswith("Ridge")
    assert len(events(made(day, into))) == 2
    assert texts()["en"].keys() == texts()["es"].keys()
