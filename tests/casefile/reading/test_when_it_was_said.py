"""When something was said: beside the verb, or where the speech is first told, and never in what is said."""

from __future__ import annotations

import pytest

from showsafe.casefile.reading.read import read
from tests.casefile.reading import SATURDAY, read_on_saturday

THURSDAY = "2024-10-31"


@pytest.mark.parametrize(
    "text",
    [
        "The inspector said on Thursday that the door was open.",
        "On Thursday, the inspector said that the door was open.",
        "On Thursday the inspector said that the door was open.",
        "The inspector on Thursday said that the door was open.",
        "The door was open, the inspector said on Thursday.",
        "The inspector told reporters at the gate on Thursday that the door was open.",
        "Opening the case on Thursday, the inspector told the jury that the door was open.",
        "“The door was open,” the inspector told reporters on Thursday.",
        "The inspector said on Thursday: “The door was open.”",
    ],
)
def test_a_time_beside_the_verb_is_when_it_was_said(text: str) -> None:
    """A day that stands with the verb, with who speaks, or where the sentence begins is when it was said."""
    when = read_on_saturday(text).statements[-1].when
    assert (when.kind, when.edtf) == ("stated", THURSDAY)


@pytest.mark.parametrize(
    "text",
    [
        "The inspector said that the door was open on Thursday.",
        "“The door was open on Thursday,” the inspector said.",
        "The inspector, who was there on Thursday, said that the door was open.",
        "The inspector said that the yard will be shut until Thursday.",
        "The door, which broke on Thursday, was open, the inspector said.",
        "The grip left on Thursday, citing what he called “an open and dark door.”",
        "The inspector said at 10:30 a.m. that the door was open.",
        "By Thursday the inspector said that the door was open.",
        "The inspector will say it on 4 December 2024, and said that the door was open.",
    ],
)
def test_another_time_is_not_when_it_was_said(text: str) -> None:
    """A day in what was said, in a clause of its own, to come, or an hour alone does not date the words."""
    assert {each.when.kind for each in read_on_saturday(text).statements} == {"not-after"}


def test_what_goes_on_was_said_then_too() -> None:
    """The same speaker goes on at the time that was told first; another speaker does not."""
    text = (
        "Wenna Tollifax told reporters on Thursday that the door was open. Ms Tollifax said that it was dark.\n\n"
        "“Nobody had a lamp that night,” Ms Tollifax added.\n\nOrrin Vale said that it was not so."
    )
    found = [(each.when.kind, each.when.edtf) for each in read_on_saturday(text).statements]
    assert found == [("stated", THURSDAY)] * 3 + [("not-after", "../2024-11-02")]


def test_an_old_time_is_not_carried_on() -> None:
    """What somebody said years ago dates nothing that they say now."""
    text = "Wenna Tollifax said in May 2010 that the door was open. Ms Tollifax said that it was dark."
    found = [(each.when.kind, each.when.edtf) for each in read_on_saturday(text).statements]
    assert found == [("stated", "2010-05"), ("not-after", "../2024-11-02")]


@pytest.mark.parametrize(
    ("text", "kind", "quotes"),
    [
        ("The inspector said that the door was “wide open”.", "mixed", "wide open"),
        (
            "The inspector said the door had been “left wide open and unlocked all night long”.",
            "mixed",
            "left",
        ),
        ("The inspector said it was “a dark room with an open door”.", "mixed", "a dark"),
        ("The inspector called it “a dark room with an open door”.", "direct", "a dark"),
        ("The inspector said: “The door was wide open.”", "direct", "The door"),
        ("“The door was wide open,” the inspector said.", "direct", "The door"),
        ("The inspector said that “the door was wide open”.", "direct", "the door"),
        ("The inspector said that “the door” had been left wide open by all of them.", "mixed", "the door"),
        ("The inspector said that the so-called “oven” had been left wide open.", "indirect", "oven"),
    ],
)
def test_a_clause_that_is_half_in_marks_is_one_statement(text: str, kind: str, quotes: str) -> None:
    """A clause that the writer begins and marks finish is one statement, and its marked part is none of its own."""
    found = read_on_saturday(text)
    assert [each.kind for each in found.statements] == [kind]
    assert [each.text.startswith(quotes) for each in found.quotes] == [True]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It was on 7/8/2024. The hearing was on 9 September 2024.", "2024-08-07"),
        ("It was on 7/8/2024. The hearing was on September 9, 2024.", "2024-07-08"),
        ("It was on 7/8/2024.", "2024-07-08"),
        ("It was on 5/12/2024 that it broke.", "2024-05-12"),
        ("It was on 12/5/2024 that it broke.", "2024-05-12"),
    ],
)
def test_the_order_of_a_date_in_figures(text: str, value: str) -> None:
    """Dates in words, and what can have been by then, show which comes first; both are kept, and it has to be asked."""
    found = read_on_saturday(text).dates[0]
    assert found.value == value
    assert found.alternatives
    assert found.conflict


def test_a_clock_with_a_point() -> None:
    """9.10am is a time of day, and a figure with a point is none."""
    assert [each.value for each in read("It was 9.10am.", SATURDAY).dates] == ["2024-11-02T09:10"]
    assert not read("It was 9.10 metres.", SATURDAY).dates


def test_a_weekday_and_a_week() -> None:
    """Thursday week is the Thursday after the next one."""
    assert [each.value for each in read_on_saturday("They meet on Thursday week.").dates] == ["2024-11-14"]
