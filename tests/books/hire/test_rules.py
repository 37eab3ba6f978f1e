"""What may be entered of a hire and what not: days, returns, serials, counts, conditions, intervals, services."""

from __future__ import annotations

from typing import Any

import pytest

from showsafe.application.sealing import opener
from showsafe.books import happened
from showsafe.books.hire import checklists
from showsafe.books.hire.state import hires_of
from showsafe.domain import words
from showsafe.domain.things import Weapon
from showsafe.errors import WrongInput
from showsafe.ledger import record
from tests.books.hire.days import back, book, enter, gun, noted, opened
from tests.books.ready import entry


def against(code: str, kind: str, /, into: Any = None, **keys: Any) -> WrongInput:  # noqa: ANN401
    """Enter something that is refused, insist on its code, and that nothing was recorded."""
    into = into if into is not None else book()
    before = len(into.entries())
    with pytest.raises(WrongInput) as refused:
        enter(into, kind, **keys)
    assert refused.value.code == code, refused.value.says
    assert refused.value.now
    assert len(into.entries()) == before
    return refused.value


def test_a_hire_goes_its_way() -> None:
    """It came in with its days, one thing goes back, then the other one, and it is over."""
    into = book()
    opened(into, "mill-1", gun(), gun("rifle", "OM 77"))
    back(into, "mill-1", gun())
    hire = hires_of(into.pages()).hires["mill-1"]
    assert (hire.open, hire.ours, hire.way, hire.party) == (True, False, "in", "Old Mill Armoury")
    assert (hire.items["revolver"].outstanding, hire.items["rifle"].outstanding) == (0, 1)
    assert hire.overdue("2026-03-28")
    assert not hire.overdue("2026-03-27")
    back(into, "mill-1", gun("rifle", "OM 77"), on="2026-03-30")
    hire = hires_of(into.pages()).hires["mill-1"]
    assert (hire.open, hire.closed_on, hire.overdue("2026-05-01")) == (False, "2026-03-30", False)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"since": "2026-03-27", "until": "2026-03-02"}, "hire.dates"),
        ({"until": ""}, "hire.unknown"),
        ({"party": ""}, "hire.unknown"),
        ({"items": []}, "hire.no-items"),
        ({"items": [gun(), gun()]}, "hire.twice"),
        ({"until": "27.3.2026"}, "book.wrong-value"),
        ({"until": "2026-02-30"}, "book.wrong-value"),
        ({"items": [gun(count=0)]}, "book.wrong-value"),
        ({"items": [{"serial": "1"}]}, "book.wrong-value"),
        ({"items": [gun()] * 201}, "book.wrong-value"),
        ({"witness": "pat"}, "book.same-person"),
    ],
)
def test_what_does_not_open_a_hire(said: dict[str, Any], code: str) -> None:
    """Days the wrong way round, no party, nothing in it, something twice, no date: refused, and nothing is recorded."""
    keys = {"hire": "h", "party": "house", "since": "2026-03-02", "until": "2026-03-27", "on": "2026-03-02"}
    against(code, "take-in", **{**keys, "items": [gun()], **said})


def test_what_was_never_hired_does_not_come_back() -> None:
    """A thing that was not part of it is refused with the name that was perhaps meant; so is a hire nobody knows."""
    into = book()
    opened(into)
    refused = against(
        "hire.never-hired", "send-out", into, hire="mill-1", on="2026-03-27", items=[gun("revolvr")]
    )
    assert "revolver" in refused.now
    against("hire.unknown", "send-out", into, hire="mil-1", on="2026-03-27", items=[gun()])


def test_nothing_comes_back_twice() -> None:
    """A second return names the entry of the first; sent once more, it may come back once more."""
    into = book()
    opened(into)
    first = back(into)
    refused = against(
        "hire.returned-already", "send-out", into, hire="mill-1", on="2026-03-28", items=[gun()]
    )
    assert f"entry {first.number}" in refused.says
    enter(into, "take-in", hire="mill-1", on="2026-03-29", items=[gun()])
    back(into, on="2026-03-30")


def test_another_serial_is_refused_until_somebody_says_so() -> None:
    """Said so, it is on record as a difference, and the one that was sent stays away."""
    into = book()
    opened(into)
    keys: dict[str, Any] = {"hire": "mill-1", "on": "2026-03-27"}
    against("hire.other-serial", "send-out", into, items=[gun(serial="OM 1024")], **keys)
    alike = against("hire.other-serial", "send-out", into, items=[gun(serial="OM 1O42")], **keys)
    assert "taken for each other" in alike.now
    assert "1042" not in alike.says
    back(into, "mill-1", gun(serial="om-1042"))  # how it is written is no difference
    into = book()
    opened(into)
    back(into, "mill-1", gun(serial="OM 1024", differs=["serial"]))
    item = hires_of(into.pages()).hires["mill-1"].items["revolver"]
    assert (item.outstanding, item.back[0].another) == (1, True)
    against("hire.same-serial", "send-out", into, items=[gun(differs=["serial"])], **keys)
    back(into)


def test_rounds_come_back_or_were_used() -> None:
    """What went is what came back, was used up, or is still away; never more."""
    into = book()
    box = {"thing": "blanks", "sort": "lot"}
    opened(into, "mill-2", {**box, "count": 100})
    keys: dict[str, Any] = {"hire": "mill-2", "on": "2026-03-27"}
    enter(into, "send-out", items=[{**box, "count": 20, "used": 70}], **keys)
    assert hires_of(into.pages()).hires["mill-2"].items["blanks"].outstanding == 10
    against("hire.too-many", "send-out", into, items=[{**box, "count": 11}], **keys)
    enter(into, "send-out", items=[{**box, "count": 10}], **keys)
    assert not hires_of(into.pages()).hires["mill-2"].open


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"party": "another house"}, "hire.other-party"),
        ({"until": "2026-04-30"}, "hire.dates-stand"),
        ({"on": "2026-03-01"}, "hire.before-it-left"),
    ],
)
def test_what_does_not_close_a_hire(said: dict[str, Any], code: str) -> None:
    """Another party, other days, or a day before it came: refused."""
    into = book()
    opened(into)
    against(code, "send-out", into, **{"hire": "mill-1", "on": "2026-03-27", "items": [gun()], **said})


def test_what_is_here_under_one_hire_does_not_come_under_another() -> None:
    """The same thing twice in the house is a slip; back from the first, it may come with the second."""
    into = book()
    opened(into)
    refused = against(
        "hire.away-already",
        "take-in",
        into,
        hire="mill-9",
        party="x",
        since="2026-03-02",
        until="2026-03-03",
        on="2026-03-02",
        items=[gun()],
    )
    assert "mill-1" in refused.says
    back(into)
    opened(into, "mill-9")


def test_an_extension_is_later() -> None:
    """The last day moves to a later one, what was agreed first stays on record; what is over is not extended."""
    into = book()
    opened(into)
    enter(into, "extend-hire", hire="mill-1", until="2026-04-10", agreed="mail 14")
    hire = hires_of(into.pages()).hires["mill-1"]
    assert (hire.until, hire.agreed, len(hire.extended)) == ("2026-04-10", "2026-03-27", 1)
    against("hire.not-later", "extend-hire", into, hire="mill-1", until="2026-04-10")
    against("hire.no-such", "extend-hire", into, hire="mill-7", until="2026-04-10")
    back(into)
    against("hire.over", "extend-hire", into, hire="mill-1", until="2026-05-10")


def test_a_condition_says_points_of_its_list() -> None:
    """A point that is not on it, none at all, a word that is no mark, or a list nobody knows: refused."""
    into = book()
    keys: dict[str, Any] = {"thing": "revolver", "moment": "in", "on": "2026-03-02", "list": "revolver-1"}
    refused = against("hire.no-such-point", "note-condition", into, marks={"cylindr": "ok"}, **keys)
    assert "cylinder" in refused.now
    against("hire.nothing-said", "note-condition", into, marks={}, **keys)
    against("book.wrong-value", "note-condition", into, marks={"cylinder": "fine"}, **keys)
    against("hire.no-such-list", "note-condition", into, marks={"bore": "ok"}, **{**keys, "list": "cannon-1"})
    against("book.same-person", "note-condition", into, marks={"bore": "ok"}, **keys, by="pat", witness="pat")
    look = {**keys, "moment": "look", "marks": {"bore": "ok"}}
    against("hire.no-such", "note-condition", into, hire="mill-1", **look)
    opened(into)
    against("hire.never-hired", "note-condition", into, hire="mill-1", **{**look, "thing": "rifle"})
    noted(into, "look", "2026-03-05", cylinder="worn", bore="ok")


def test_an_interval_says_days_or_rounds_or_why_not() -> None:
    """Neither is a slip; with a reason it ends the interval."""
    into = book()
    against("service.no-interval", "set-interval", into, of="weapon", name="revolver")
    enter(into, "set-interval", of="weapon", name="revolver", why="sold")
    against("book.wrong-value", "set-interval", into, of="calibre", name=".45", days=3)


def test_a_service_says_who_and_when() -> None:
    """Who did it is needed and sealed; a paper that ends before it was given is refused."""
    into = book()
    keys: dict[str, Any] = {"weapon": "revolver", "on": "2026-03-10", "result": "fit"}
    against("book.missing-key", "record-service", into, **keys)
    against("service.dates", "record-service", into, who="the gunsmith", expires="2026-03-09", **keys)
    done = enter(into, "record-service", who="the gunsmith", certificate="S-17", **keys)
    assert "who" in done.kept.sealed


def test_every_action_and_class_has_a_checklist() -> None:
    """No weapon goes out with the list of another kind, and every point has its text in both languages."""
    for action in words.ACTIONS:
        if action != "none":
            assert action in checklists.for_weapon(Weapon(id="w", action=action)).for_, action
    for kind in words.WEAPON_CLASSES:
        if kind not in words.FIRING_CLASSES:
            assert kind in checklists.for_weapon(Weapon(id="w", class_=kind)).for_, kind
    assert checklists.for_weapon(Weapon(id="w", action="none")).id == "other-1"
    assert checklists.for_sort("lot").id == "lot-1"
    texts = [text for each in checklists.lists().values() for text in each.points.values()]
    assert all(set(text) == {"en", "es"} and all(text.values()) for text in texts)


def test_many_entries_of_one_call_are_held_against_each_other_and_by_the_audit() -> None:
    """In, out, in again in one transaction; the audit finds the same, and a return that was forged in."""
    into = book()
    keys: dict[str, Any] = {"hire": "mill-1", "on": "2026-03-03", "items": [gun()]}
    first = {**keys, "party": "x", "since": "2026-03-02", "until": "2026-03-27", "on": "2026-03-02"}
    into.enter_all([entry("take-in", **first), entry("send-out", **keys), entry("take-in", **keys)])
    assert hires_of(into.pages()).hires["mill-1"].items["revolver"].outstanding == 1
    before = len(into.entries())
    with pytest.raises(WrongInput) as refused:
        into.enter_all([entry("send-out", **keys), entry("send-out", **keys)])
    assert refused.value.code == "hire.returned-already"
    assert len(into.entries()) == before
    back(into)
    records = [(each.number, record.read(each.raw).body) for each in into.store.entries()]
    opened_by = opener(into.store.personal)
    assert happened.hold(records, opened_by).why == ""
    twice = [*records, (records[-1][0] + 1, records[-1][1])]
    assert "came back" in happened.hold(twice, opened_by).why
