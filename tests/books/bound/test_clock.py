"""By when something has to be in the bound book, and what is said of an entry that came late or lacks something."""

from __future__ import annotations

from datetime import date

import pytest

from showsafe.books.bound import clock
from showsafe.books.bound.clock import Open
from showsafe.errors import WrongInput
from tests.books.bound.ready import Desk

FRIDAY, MONDAY, TUESDAY = date(2026, 3, 27), date(2026, 3, 30), date(2026, 3, 31)


@pytest.mark.parametrize(
    ("licence", "nfa", "paper", "day", "clause"),
    [
        ("dealer", False, False, MONDAY, "CFR-478.125(e)-acq"),
        ("dealer", True, False, MONDAY, "CFR-478.125(e)-acq"),
        ("dealer", False, True, date(2026, 4, 3), "CFR-478.125(e)-acq"),
        ("manufacturer", False, False, date(2026, 4, 3), "CFR-478.123(a)"),
        ("manufacturer", True, False, MONDAY, "CFR-478.123(a)"),
        ("manufacturer", True, True, date(2026, 4, 3), "CFR-478.123(a)"),
        ("importer", False, False, date(2026, 4, 11), "CFR-478.122(a)"),
    ],
)
def test_an_acquisition_is_due(licence: str, nfa: bool, paper: bool, day: date, clause: str) -> None:  # noqa: FBT001
    """Next business day for a dealer, seven days beside a commercial record, and as other licences have it."""
    due = clock.acquisition(licence, FRIDAY, Open(), nfa=nfa, paper=paper)
    assert (due.day, due.clause) == (day, clause)


def test_a_disposition_is_due_in_seven_days() -> None:
    """A disposition has seven days, whoever the licensee is."""
    assert clock.disposition(FRIDAY).day == date(2026, 4, 3)


@pytest.mark.parametrize(
    ("opening", "day"),
    [
        (Open(), MONDAY),
        (Open(frozenset({"sat", "sun", "mon"})), TUESDAY),
        (Open(days=frozenset({"2026-03-30"})), TUESDAY),
        (Open(frozenset()), date(2026, 3, 28)),
        (Open(frozenset({"mon", "tue", "wed", "thu", "fri", "sat", "sun"})), date(2026, 3, 28)),
    ],
)
def test_a_business_day_is_one_on_which_it_is_open(opening: Open, day: date) -> None:
    """Closed weekdays and holidays are passed over; whoever says that every day is closed gains nothing."""
    assert opening.next_after(FRIDAY) == day


def test_a_late_entry_is_flagged_and_recorded() -> None:
    """On Monday it is in time, to the end of that day where the premises are; on Tuesday it is late by a day."""
    desk = Desk()
    desk.pass_days(3.49)
    desk.acquire()
    desk.pass_days(0.02)
    desk.acquire()
    in_time, late = (desk.line(number=number)["acquired"]["late"] for number in (1, 2))
    assert in_time is None
    assert late == {"days": 1, "due": "2026-03-30", "clause": "CFR-478.125(e)-acq"}
    assert desk.view()["late"] == 1


def test_what_a_correction_of_the_day_does_to_lateness_is_seen() -> None:
    """A corrected day may make an entry timely; that it was late as it was entered stays in sight."""
    desk = Desk()
    desk.pass_days(4)
    first = desk.acquire()
    desk.correct(first, on="2026-03-30")
    both = desk.line("both")["acquired"]
    assert both["late"] is None
    assert both["late_as_entered"]["days"] == 1
    assert desk.line("original")["acquired"]["late"]["days"] == 1


def test_a_late_disposition_is_flagged() -> None:
    """A disposition on the eighth day is late by one."""
    desk = Desk()
    first = desk.acquire()
    desk.pass_days(8)
    desk.dispose(first)
    assert desk.line()["disposed"]["late"] == {
        "days": 1,
        "due": "2026-04-03",
        "clause": "CFR-478.125(e)-disp",
    }


def test_the_licence_of_that_day_counts() -> None:
    """What was acquired under an earlier licence is held against that one; before any, a dealer's days count."""
    desk = Desk("importer")
    desk.enter(
        "state-licence",
        licensee="Ridge Props",
        number="2",
        licence="dealer",
        premises="1 Depot Road",
        since="2026-04-01",
    )
    desk.pass_days(10)
    desk.acquire(on="2026-03-27")
    desk.acquire(on="2026-04-01")
    assert [desk.line(number=number)["acquired"]["late"] is None for number in (1, 2)] == [True, False]
    bare = Desk(stated=False)
    bare.pass_days(4)
    bare.acquire()
    assert bare.line()["acquired"]["late"]["days"] == 1


def test_carried_over_from_an_earlier_book_counts_by_that_book() -> None:
    """A line of an earlier book is held against the day on which it was entered there, and says where it comes from."""
    desk = Desk()
    desk.acquire(on="2019-05-02", carried="book 3, line 17", entered_on="2019-05-03")
    desk.acquire(on="2019-05-02", carried="book 3, line 18", entered_on="2019-05-10")
    one, other = (desk.line(number=number)["acquired"] for number in (1, 2))
    assert (one["late"], one["carried"], one["entered"]) == (None, "book 3, line 17", "2019-05-03")
    assert other["late"]["days"] == 7
    assert one["recorded"] == "2026-03-27T18:00:00Z"


def test_what_is_lacking_is_said_with_its_clause() -> None:
    """An entry without maker, model, serial or source is recorded; what lacks is listed until a correction says it."""
    desk = Desk()
    first = desk.enter("acquire", on="2026-03-27", type="rifle", calibre=".44", from_name="Ada Quill")
    lacks = {each["fact"]: each["clause"] for each in desk.line()["acquired"]["lacks"]}
    assert lacks == {
        "manufacturer": "CFR-478.125(e)-both",
        "model": "ATF-2016-1(1)",
        "serial": "ATF-2016-1(1)",
        "from_address": "ATF-2016-1(1)",
    }
    desk.correct(first, manufacturer="Marlow", model="none", serial="none", from_licence="9-99")
    assert desk.line("corrected")["acquired"]["lacks"] == []
    assert len(desk.line("original")["acquired"]["lacks"]) == 4


def test_a_privately_made_firearm_has_no_maker_to_name() -> None:
    """Where somebody made it privately, no manufacturer is lacking, and it is marked."""
    desk = Desk()
    desk.acquire(private=True, manufacturer="")
    line = desk.line()["acquired"]
    assert (line["lacks"], line["facts"]["private"]) == ([], True)


@pytest.mark.parametrize(
    ("keys", "lacking"),
    [
        ({"to_name": "", "to_licence": ""}, ["to_name", "to_address"]),
        ({"to_licence": ""}, ["to_address"]),
        ({"to_licence": "", "form_4473": "17"}, []),
        ({"to_name": "", "to_licence": "", "how": "stolen"}, []),
    ],
)
def test_a_recipient_is_named_in_one_of_three_ways(keys: dict[str, str], lacking: list[str]) -> None:
    """Name and address, name and licence, or the number of a Form 4473; what was stolen went to nobody."""
    desk = Desk()
    desk.dispose(desk.acquire(), **keys)
    assert [each["fact"] for each in desk.line()["disposed"]["lacks"]] == lacking


def test_second_hand_clauses_are_not_shown_as_law() -> None:
    """In a view no clause that was not read is named as law: what is known second-hand is said to be so."""
    named = Desk().view()["clauses"]
    assert {each["grade"] for each in named if each["shown_as_law"]} <= {"F", "P"}
    private = next(each for each in named if each["id"] == "CFR-478.125(i)")
    assert (private["shown_as_law"], private["label"]) == (False, "known second-hand; not shown as law")


def test_a_clock_that_was_set_back_makes_nothing_timely() -> None:
    """An entry is no earlier than the one before it; where the clock of the node had gone back, that is flagged."""
    desk = Desk()
    desk.pass_days(5)
    desk.acquire(on="2026-04-01")
    desk.pass_days(-4)
    desk.acquire(on="2026-03-27")
    one, other = (desk.line(number=number)["acquired"] for number in (1, 2))
    assert (one["late"], one["clock_back"]) == (None, False)
    assert (other["late"]["days"], other["clock_back"], other["entered"]) == (2, True, "2026-04-01")
    assert desk.view()["clock_back"] == 1


def test_what_is_stated_afterwards_hides_no_late_entry() -> None:
    """A licence or holiday that was stated after an entry may excuse it now; that it was late as entered stays."""
    desk = Desk()
    desk.pass_days(4)
    first = desk.acquire(on="2026-03-27")
    desk.enter("state-closed-days", days=["2026-03-30", "2026-03-31"])
    line = desk.line()["acquired"]
    assert (line["entry"], line["late"], line["late_as_entered"]["days"]) == (first, None, 1)
    assert desk.line("original")["acquired"]["late"]["days"] == 1
    keys = {"licensee": "Ridge Props", "number": "2", "premises": "1 Depot Road"}
    desk.enter("state-licence", **keys, licence="importer", since="2025-01-01")
    assert desk.line("original")["acquired"]["late"]["days"] == 1


def test_a_correction_carries_nothing_over_from_an_earlier_book() -> None:
    """A late entry stays late: that it stood in an earlier book is said as it is entered, or never."""
    desk = Desk()
    desk.pass_days(4)
    first = desk.acquire()
    for key, value in (("carried", "Book A line 9"), ("entered_on", "2026-03-27")):
        with pytest.raises(WrongInput, match="is not corrected") as refused:
            desk.correct(first, **{key: value})
        assert "carried" not in refused.value.now
    assert desk.line()["acquired"]["late"]["days"] == 1
    carried = desk.acquire(carried="Book A line 9", entered_on="2026-03-31")
    desk.correct(carried, entered_on="2026-03-28")
    line = desk.line(number=2)["acquired"]
    assert (line["late"], line["late_as_entered"]["days"]) == (None, 1)
