"""Schedules are read as offices send them, judged row by row, and replace the last one as a whole."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from openpyxl import Workbook

from showsafe.adapters.memory import MemoryStore
from showsafe.books.book import Book
from showsafe.books.planning import entering
from showsafe.books.planning.now import planning_of
from showsafe.books.tables import exporting, importing, registry
from showsafe.books.tables.importing import Import
from showsafe.books.tables.kinds.schedule import read_call, read_day
from showsafe.books.tables.source import Source, Wish
from showsafe.domain.state import State
from showsafe.errors import WrongInput
from tests.books.planning.scripts import RIDGE, script
from tests.books.ready import AT, book

PLAIN = """Shoot date,Scenes,Set,Cast,D/N,Call time,Pages
2026-04-01,"12, 13",Ridge,"EVE, BOB",D,7:30 am,3 2/8
2026-04-02,14,Bar,BOB,N,18h00,1
"""


def source(into: Book) -> Source:
    """Return what a schedule is imported into."""
    return Source(State(), MemoryStore(), AT, None, lambda _: into)


def judged(into: Book, content: str | bytes) -> Import:
    """Judge a file as a schedule."""
    raw = content.encode() if isinstance(content, str) else content
    return importing.judge(registry.table("schedule"), raw, source(into), Wish(by="pat"))


def codes(found: Import) -> list[tuple[str, str]]:
    """Return where and why rows cannot be taken, or are odd."""
    return [(each.at, each.code) for row in found.judged for each in (*row.faults, *row.notes)]


def test_schedule_in_text_with_its_own_headings() -> None:
    """Days, scenes, place, people and call come out; what this table has no column for is passed over."""
    into = book()
    assert judged(into, PLAIN).take().rows == 2
    first, second = planning_of(into.entries()).days.values()
    assert (first.day, [each.key for each in first.scenes]) == (date(2026, 4, 1), ["12", "13"])
    assert (first.rows[0].location, first.rows[0].cast, first.rows[0].call) == ("Ridge", "EVE, BOB", "07:30")
    assert second.rows[0].call == "18:00"


def test_schedule_in_spanish() -> None:
    """Headings and dates in Spanish are understood, semicolons between the cells too."""
    into = book()
    judged(into, "Fecha;Escenas;Localización;Día/Noche\n2 de abril de 2026;12 y 13;Sierra;Noche\n").take()
    (day,) = planning_of(into.entries()).days.values()
    assert (day.day, [each.key for each in day.scenes], day.rows[0].when) == (
        date(2026, 4, 2),
        ["12", "13"],
        "Noche",
    )


def test_schedule_of_a_workbook_with_dates_and_times_as_such() -> None:
    """A workbook's own dates and times of day are what a person sees in them."""
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for row in (
        ("Date", "Scene", "Call"),
        (datetime(2026, 4, 1, tzinfo=UTC).replace(tzinfo=None), 12, time(7, 30)),
        (date(2026, 4, 2), "A13", time(18)),
    ):
        sheet.append(row)
    content = io.BytesIO()
    made.save(content)
    into = book()
    judged(into, content.getvalue()).take()
    days = planning_of(into.entries()).days
    assert [(day.day.day, day.rows[0].scenes, day.rows[0].call) for day in days.values()] == [
        (1, "12", "07:30"),
        (2, "A13", "18:00"),
    ]


def test_same_schedule_again_changes_nothing() -> None:
    """The schedule that holds is known; another replaces it, and the first one can come back."""
    into = book()
    other = PLAIN.replace("2026-04-02", "2026-04-03")
    judged(into, PLAIN).take()
    assert judged(into, PLAIN).counts()["known"] == 2
    assert judged(into, other).take().rows == 2
    assert "replaces the schedule" in judged(into, PLAIN).said[-1]
    judged(into, PLAIN).take()
    assert len(planning_of(into.entries()).schedules) == 3
    assert date(2026, 4, 2) in planning_of(into.entries()).days


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ("03/04/2026,12", [("A2", "table.two-dates")]),
        ("46113,12", [("A2", "input.wrong-value")]),
        ("2026-02-30,12", [("A2", "input.wrong-value")]),
        (",12", [("A2", "table.missing")]),
        ("2026-04-01,", [("B2", "table.missing")]),
        ("2026-04-01,TRAVEL", [("B2", "schedule.no-scene")]),
        ("2026-04-01,1\u200b2", [("B2", "input.hidden-characters")]),
        ("2026-04-01,99", []),
    ],
)
def test_bad_cells_are_named(rows: str, found: list[tuple[str, str]]) -> None:
    """Dates that could be two, days that never were, empty and hidden characters are named with their cell."""
    assert codes(judged(book(), f"Date,Scenes\n{rows}\n")) == found


def test_bad_row_keeps_the_whole_schedule_out() -> None:
    """With one bad row nothing is imported, and the schedule that holds stays as it is."""
    into = book()
    judged(into, PLAIN).take()
    with pytest.raises(WrongInput) as refused:
        judged(into, PLAIN + "2026-02-30,15,,,,,\n").take()
    assert refused.value.code == "table.bad-rows"
    assert len(planning_of(into.entries()).schedules) == 1


def test_scenes_are_held_against_the_script() -> None:
    """A scene that the script does not have, or has omitted, is a note beside the row and no fault."""
    into = book()
    into.enter(replace(entering.script(script(*RIDGE), "", "pat", AT), act_id="a-script"))
    found = judged(into, "Date,Scenes\n2026-04-01,12-14\n2026-04-02,99\n")
    assert codes(found) == [("B3", "schedule.unknown-scene")]
    assert found.may


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Monday, March 2, 2026", date(2026, 3, 2)),
        ("Mon. Mar 2nd 2026", date(2026, 3, 2)),
        ("2 March 2026", date(2026, 3, 2)),
        ("lunes, 2 de marzo de 2026", date(2026, 3, 2)),
        ("02.03.2026", date(2026, 3, 2)),
        ("13/03/2026", date(2026, 3, 13)),
    ],
)
def test_dates_in_words(text: str, day: date) -> None:
    """Dates as schedules print them are read."""
    assert read_day(text, "date") == day


@pytest.mark.parametrize(
    ("text", "call"), [("0730", "07:30"), ("1845h", "18:45"), ("0000", "00:00"), ("7h30", "07:30")]
)
def test_call_as_call_sheets_write_it(text: str, call: str) -> None:
    """Four digits are hours and minutes, as on most call sheets."""
    assert read_call(text, "call") == call


@pytest.mark.parametrize("text", ["25:00", "7:75", "13 pm", "soon", "0 am", "2500", "730", "0775"])
def test_call_that_is_no_time(text: str) -> None:
    """What is no time of day is refused."""
    with pytest.raises(WrongInput):
        read_call(text, "call")


def test_export_leaves_people_out_unless_they_are_wanted() -> None:
    """What leaves names no cast unless names are allowed, and comes in again as the same days."""
    into = book()
    judged(into, PLAIN).take()
    table = registry.table("schedule")
    without = exporting.export(table, source(into), Wish(), "csv").decode()
    assert "EVE" not in without
    assert "EVE, BOB" in exporting.export(table, source(into), Wish(names=True), "csv").decode()
    assert (
        judged(into, exporting.export(table, source(into), Wish(names=True), "xlsx")).counts()["known"] == 2
    )
