"""What expressions of time mean, from the day of publication."""

from __future__ import annotations

from datetime import date

import pytest

from showsafe.casefile.reading.read import read
from tests.casefile.reading import SATURDAY, read_on_saturday, times


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("It was on March 4, 2021.", "2021-03-04"),
        ("It was on 4 March 2021.", "2021-03-04"),
        ("It was on 2021-03-04.", "2021-03-04"),
        ("It was in March 2021.", "2021-03"),
        ("It was in 2021.", "2021"),
        ("It was in the 1990s.", "199"),
        ("It happened today.", "2024-11-02"),
        ("It happened yesterday.", "2024-11-01"),
        ("It happened on Thursday.", "2024-10-31"),
        ("It happened on Saturday.", "2024-11-02"),
        ("It will be tested on Tuesday.", "2024-11-05"),
        ("It happened on Friday morning.", "2024-11-01TMO"),
        ("It happened last night.", "2024-11-01TNI"),
        ("It happened last week.", "2024-W43"),
        ("It happened last month.", "2024-10"),
        ("It was bought last year.", "2023"),
        ("It was bought in February.", "2024-02"),
        ("It will be sold in February.", "2025-02"),
        ("It was bought on December 20.", "2023-12-20"),
        ("It was bought three days ago.", "2024-10-30"),
        ("It was bought two years ago.", "2022"),
        ("It took two years.", "P2Y"),
        ("It took two and a half years.", "P2.5Y"),
        ("It took thirty minutes.", "PT30M"),
        ("It took several years.", "PXY"),
        ("It is tested every year.", "P1Y"),
        ("It happened at 6:40 p.m. that day.", "2024-11-02T18:40"),
        ("It happened in the third quarter 2021.", "2021-Q3"),
    ],
)
def test_value_of_an_expression(said: str, value: str) -> None:
    """Each kind of expression has its value, reckoned from Saturday, 2 November 2024."""
    assert value in times(said).values()


def test_the_date_trap() -> None:
    """Last Thursday, two days before the stamp, is not inside last week: both stay and conflict; nothing is cut."""
    text = "He was asked about it in last week’s interview. In the interview last Thursday he said nothing of it."
    week, thursday = read_on_saturday(text).dates
    assert (week.value, week.edtf) == ("2024-W43", "2024-10-21/2024-10-27")
    assert thursday.value == "2024-10-31"
    assert thursday.alternatives == ("2024-10-24",)
    assert week.conflict
    assert week.conflict == thursday.conflict
    assert "asked" in week.conflict


def test_two_things_of_two_days_are_no_conflict() -> None:
    """A week and a day that stand with different things do not conflict."""
    text = "He was asked about it in last week’s interview. The inspection last Thursday found nothing."
    assert [each.conflict for each in read_on_saturday(text).dates] == [None, None]


def test_another_order_of_day_and_month() -> None:
    """7/8/2024 may be July or August; a date of the text that can be read in one order alone decides."""
    open_ = read_on_saturday("It was on 7/8/2024.").dates[0]
    assert (open_.value, open_.alternatives) == ("2024-07-08", ("2024-08-07",))
    assert open_.conflict
    first, _ = read_on_saturday("It was on 7/8/2024 and not on 25/8/2024.").dates
    assert (first.value, first.conflict) == ("2024-08-07", None)


def test_no_day_of_publication() -> None:
    """Without a day of publication nothing is reckoned: what is relative stays open."""
    found = {
        each.text: (each.value, each.edtf)
        for each in read("It was on Thursday, or on March 4, or today.").dates
    }
    assert found == {
        "Thursday": ("XXXX-WXX-4", None),
        "March 4": ("XXXX-03-04", "XXXX-03-04"),
        "today": ("PRESENT_REF", None),
    }


@pytest.mark.parametrize(
    "text", ["It may rain in the marches.", "They march and fall.", "Take 2,024 lamps.", "Call 555-2024."]
)
def test_what_is_no_date(text: str) -> None:
    """Verbs that sound like months, counts and numbers of telephones are no dates."""
    assert not read_on_saturday(text).dates


def test_days_that_do_not_exist() -> None:
    """A day that no calendar has is no date, and the ends of the calendar break nothing."""
    assert not [
        each for each in read_on_saturday("It was on February 30, 2021.").dates if each.value == "2021-02-30"
    ]
    for published in (date.min, date.max, SATURDAY):
        assert read(
            "Last week, next Friday, in May, 400 days ago, next century, last quarter.", published
        ).dates
