"""A correction is an entry of its own, and the book is shown as it was written, as it is now, or both."""

from __future__ import annotations

from typing import Any

import pytest

from showsafe.books.kinds.bound import ROWS
from showsafe.errors import WrongInput
from tests.books.bound.ready import Desk


def test_all_facts_of_the_regulation_are_shown() -> None:
    """Day, source, maker, importer, country, model, serial, type, calibre and recipient, each as it was said."""
    desk = Desk("importer")
    first = desk.acquire(importer="Northway", country="Italy", nfa=True)
    desk.dispose(first, form_4473="4473-17")
    line = desk.line()
    assert line["acquired"]["facts"] == {
        "on": "2026-03-27",
        "how": "",
        "manufacturer": "Marlow",
        "importer": "Northway",
        "country": "Italy",
        "model": "92",
        "serial": "M-1001",
        "type": "rifle",
        "calibre": ".44",
        "private": False,
        "nfa": True,
        "from_name": "Ada Quill",
        "from_address": "2 Mill Lane",
        "from_licence": "",
        "paper": "",
        "note": "",
        "weapon": "",
    }
    assert line["disposed"]["facts"] == {
        "on": "2026-03-27",
        "how": "",
        "to_name": "Odo Pell",
        "to_address": "",
        "to_licence": "9-99-002-01-8B-00002",
        "form_4473": "4473-17",
        "note": "",
    }
    assert line["state"] == "disposed"
    assert (line["acquired"]["lacks"], line["disposed"]["lacks"]) == ([], [])


def test_a_correction_is_seen_in_three_views() -> None:
    """Original shows what was first written, corrected what holds, both shows the two, and who corrected and why."""
    desk = Desk()
    first = desk.acquire(serial="M-1O01")
    before = desk.book.store.entry(first).raw
    desk.pass_days(1)
    second = desk.correct(first, "O for 0", serial="M-1001", from_name="Ada Quell")
    third = desk.correct(first, "misread again", serial="M-1007")
    original, now, both = desk.line("original"), desk.line("corrected"), desk.line("both")
    assert original["acquired"]["facts"]["serial"] == "M-1O01"
    assert (original["acquired"]["corrections"], original["acquired"]["original"]) == ([], {})
    assert now["acquired"]["facts"]["serial"] == "M-1007"
    assert now["acquired"]["facts"]["from_name"] == "Ada Quell"
    assert (now["acquired"]["corrections"], now["acquired"]["corrected"]) == ([], 2)
    assert both["acquired"]["facts"]["serial"] == "M-1007"
    assert both["acquired"]["original"] == {"serial": "M-1O01", "from_name": "Ada Quill"}
    told = both["acquired"]["corrections"]
    assert [each["entry"] for each in told] == [second, third]
    assert told[0]["was"] == {"serial": "M-1O01", "from_name": "Ada Quill"}
    assert told[0]["now"] == {"serial": "M-1001", "from_name": "Ada Quell"}
    assert told[1]["was"] == {"serial": "M-1001"}
    assert (told[0]["by"], told[0]["why"], told[0]["recorded"]) == ("pat", "O for 0", "2026-03-28T18:00:00Z")
    assert desk.book.store.entry(first).raw == before


def test_a_struck_line_stays_in_the_book() -> None:
    """What was struck is not among what holds now, stands as written in the original, and with why in both."""
    desk = Desk()
    first = desk.acquire()
    desk.acquire()
    desk.strike(first)
    assert [line["line"] for line in desk.view("corrected")["lines"]] == [2]
    assert [line["state"] for line in desk.view("original")["lines"]] == ["held", "held"]
    assert desk.line("both")["state"] == "struck"
    assert desk.line("both")["acquired"]["struck"]["why"] == "entered twice"
    assert desk.view()["held"] == 1


def test_a_struck_disposition_lets_the_weapon_be_held_again() -> None:
    """A disposition that never was is struck: the line is held, and what was written is still shown."""
    desk = Desk()
    first = desk.acquire()
    gone = desk.dispose(first)
    assert desk.line("corrected")["state"] == "disposed"
    desk.strike(gone, "the buyer did not come")
    assert (desk.line("corrected")["state"], desk.line("corrected")["disposed"]) == ("held", None)
    assert desk.line("original")["state"] == "disposed"
    assert desk.line("both")["disposed"]["struck"]["why"] == "the buyer did not come"


def test_disposed_of_twice_is_recorded_and_shown() -> None:
    """A second disposition of the same thing is no reason to refuse the record: it stands beside the first."""
    desk = Desk()
    first = desk.acquire()
    desk.dispose(first)
    second = desk.dispose(first, to_name="Ines Carr")
    assert [each["entry"] for each in desk.line()["disposed_again"]] == [second]


def test_what_came_back_refers_to_how_it_left() -> None:
    """Entries of the same thing point at each other, from both sides."""
    desk = Desk()
    first = desk.acquire()
    gone = desk.dispose(first)
    again = desk.acquire(how="returned", after=gone)
    copy = desk.acquire(duplicates=[first])
    assert desk.line(number=1)["crosses"] == [again, copy]
    assert desk.line(number=2)["crosses"] == [gone]
    assert desk.line(number=3)["crosses"] == [first]


def test_names_are_shown_only_where_they_may_be() -> None:
    """Without leave no name or address is in a view, neither now nor before nor in a correction; what lacks is said."""
    desk = Desk()
    first = desk.acquire()
    desk.dispose(first)
    desk.correct(first, from_name="Ada Quell")
    bare = str(desk.view(names=False))
    assert all(name not in bare for name in ("Quill", "Quell", "Odo", "Mill Lane"))
    assert desk.view(names=False)["lines"][0]["acquired"]["lacks"] == []
    assert "Ada Quell" in str(desk.view())


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        ({"keys": [], "now": {}}, "bound.nothing-corrected"),
        ({"keys": ["serial"], "now": {}}, "book.wrong-value"),
        ({"keys": ["serial"], "now": {"serial": "x", "model": "y"}}, "book.wrong-value"),
        ({"keys": ["serial"], "names": {"serial": "x"}}, "book.wrong-value"),
        ({"keys": ["from_name"], "now": {"from_name": "x"}}, "book.wrong-value"),
        ({"keys": ["hat"], "now": {"hat": "x"}}, "bound.not-correctable"),
        ({"keys": ["on"], "now": {"on": "27.3.2026"}}, "book.wrong-value"),
        ({"keys": ["on"], "now": {"on": ""}}, "book.wrong-value"),
        ({"keys": ["serial"], "now": {"serial": " M "}}, "book.wrong-value"),
    ],
)
def test_a_correction_says_what_can_be_corrected(keys: dict[str, Any], code: str) -> None:
    """A correction of nothing, of another key, or with a value in another form is refused; so are names in the open."""
    desk = Desk()
    first = desk.acquire()
    with pytest.raises(WrongInput) as error:
        desk.enter("correct-entry", entry=first, why="x", **keys)
    assert error.value.code == code


def test_which_acquisition_is_disposed_of_is_not_corrected() -> None:
    """A disposition of the wrong line is struck and entered anew, so that no line changes beneath another."""
    desk = Desk()
    gone = desk.dispose(desk.acquire())
    other = desk.acquire()
    with pytest.raises(WrongInput, match=r"bound\.not-correctable"):
        desk.correct(gone, acquisition=other)


def test_nothing_is_erased_while_the_licence_lasts() -> None:
    """Names and addresses stay, also corrected ones, until the business ended and its records were delivered."""
    desk = Desk()
    first = desk.acquire()
    fix = desk.correct(first, from_name="Ada Quell")
    for entry in (first, fix):
        with pytest.raises(WrongInput, match=r"bound\.kept-by-law"):
            desk.enter("erase-entry", entry=entry, why="asked for")
    desk.enter("discontinue", on="2026-03-27", delivered_to="the agency", receipt="R-77")
    desk.enter("erase-entry", entry=first, why="delivered")
    desk.enter("erase-entry", entry=fix, why="delivered")
    facts = desk.line()["acquired"]["facts"]
    assert (facts["from_name"], facts["from_address"], facts["serial"]) == (None, None, "M-1001")
    assert desk.line()["acquired"]["lacks"] == []
    assert "Qu" not in str(desk.view()["lines"])


def test_a_view_that_nobody_knows_is_refused() -> None:
    """There are three views, and another word is not taken for one of them."""
    with pytest.raises(WrongInput, match=r"bound\.unknown-view"):
        Desk().view("current")


def test_no_kind_of_the_book_changes_or_takes_out_an_entry() -> None:
    """Of all kinds only a correction and a striking are about entries as such, and both keep them."""
    about = {kind.name for kind in ROWS if "entry" in kind.keys}
    assert about == {"correct-entry", "strike-entry"}


def test_a_loss_shows_who_was_told_and_how_late() -> None:
    """Each report stands with its moment, and by how many hours it missed the forty-eight; a correction stays seen."""
    desk = Desk()
    line = desk.acquire()
    loss = desk.enter(
        "find-missing", acquisition=line, found="2026-03-27T12:00Z", as_="theft", says="Bo saw it"
    )
    desk.enter("report-missing", missing=loss, to="police", told="2026-03-29T12:00Z")
    desk.enter("report-missing", missing=loss, to="agency", told="2026-03-29T12:01Z", number="IC-9")
    desk.correct(loss, found="2026-03-27T10:00:00Z")
    shown = desk.line()["losses"][0]
    assert [(each["to"], each["late_hours"]) for each in shown["told"]] == [("police", 2), ("agency", 3)]
    assert shown["original"] == {"found": "2026-03-27T12:00:00Z"}
    first = desk.line("original")["losses"][0]
    assert [(each["to"], each["late_hours"]) for each in first["told"]] == [("police", 0), ("agency", 1)]
    assert desk.line("corrected")["state"] == "missing"
    bare = desk.view(names=False)["lines"][0]["losses"][0]
    assert (bare["says"], shown["says"]) == (None, "Bo saw it")
