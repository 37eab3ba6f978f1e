"""The habits of spreadsheets: what is taken as it is meant, and what could be two things and is refused."""

from __future__ import annotations

from datetime import date

import pytest

from showsafe.books.tables import values
from showsafe.errors import WrongInput


@pytest.mark.parametrize(
    ("text", "count"), [("6", 6), ("6.0", 6), ("6,00", 6), (" 12 ", 12), ("0", 0), ("1000", 1000)]
)
def test_whole_numbers_are_read_as_they_are_written(text: str, count: int) -> None:
    """Empty decimals do not count, with a point or a comma."""
    assert values.count(text, "capacity") == count


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1.200", "table.two-numbers"),
        ("1,200,300", "table.two-numbers"),
        ("6,5", "input.wrong-value"),
        ("-1", "input.negative"),
        ("six", "input.wrong-value"),
        ("9" * 30, "input.too-large"),
    ],
)
def test_what_could_be_two_numbers_is_refused(text: str, code: str) -> None:
    """One thousand two hundred or one point two: nobody guesses."""
    with pytest.raises(WrongInput) as raised:
        values.count(text, "capacity")
    assert raised.value.code == code


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-31", date(2026, 3, 31)),
        ("2026-03-31 00:00:00", date(2026, 3, 31)),
        ("31.03.2026", date(2026, 3, 31)),
        ("4.3.2026", date(2026, 3, 4)),
        ("31/03/2026", date(2026, 3, 31)),
        ("03/31/2026", date(2026, 3, 31)),
        ("05/05/2026", date(2026, 5, 5)),
    ],
)
def test_dates_that_can_be_one_day_only(text: str, day: date) -> None:
    """Points are European; a slash is read where only one of the two numbers can be the month."""
    assert values.day(text, "expires") == day


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("03/04/2026", "table.two-dates"),
        ("45000", "input.wrong-value"),
        ("31/31/2026", "input.wrong-value"),
        ("next week", "input.wrong-value"),
    ],
)
def test_what_could_be_two_days_is_refused(text: str, code: str) -> None:
    """The third of April or the fourth of March: nobody guesses; and a bare number is no date."""
    with pytest.raises(WrongInput) as raised:
        values.day(text, "expires")
    assert raised.value.code == code


def test_a_shortened_number_has_lost_its_digits() -> None:
    """What a spreadsheet made of a long serial is no serial."""
    for text in ("1.23457E+11", "1,23E+08"):
        with pytest.raises(WrongInput) as raised:
            values.label(text, "serial")
        assert raised.value.code == "table.shortened"
    assert values.label("12E45", "serial") == "12E45"


def test_calibres_have_points_and_names_no_slash() -> None:
    """A decimal comma of a calibre is a point; spaces and slashes of a name are hyphens."""
    assert values.calibre(",45 Colt", "calibre") == ".45 Colt"
    assert values.calibre("9,3x62", "calibre") == "9.3x62"
    assert values.name("SAA 12/b", "weapon") == "SAA-12-b"


def test_yes_and_no_in_several_languages() -> None:
    """What is neither is refused."""
    assert [values.flag(text, "modified") for text in ("x", "Ja", "sí", "TRUE", "nein", "-")] == [
        True
    ] * 4 + [False] * 2
    with pytest.raises(WrongInput):
        values.flag("perhaps", "modified")
