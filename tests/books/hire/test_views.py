"""What is shown of hires: days, condition out beside condition in, differences by name, what of an owner is where."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from showsafe.books.book import Book
from showsafe.books.hire import entering, views, workshop
from showsafe.errors import WrongInput
from tests.books.hire.days import AT, HOUSE, Unit, back, book, enter, gun, noted, opened


def only(office: Book, unit: Unit | None = None, today: date = date(2026, 3, 31)) -> dict[str, Any]:
    """Return the only hire of a book, whole."""
    source = (unit or Unit()).source(office, today)
    (hire,) = source.hires
    return views.one(source, hire)


def codes(shown: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    """Return the differences of a hire."""
    return [(each["code"], each["thing"], each["before"], each["after"]) for each in shown["differences"]]


def test_hires_are_listed_with_their_days_what_is_late_first() -> None:
    """Overdue, then soon, then open, then over; each with the days that are left."""
    office = book()
    opened(office, "late", gun("a", ""))
    opened(office, "soon", gun("b", ""), until="2026-04-10")
    opened(office, "open", gun("c", ""), until="2026-06-30")
    opened(office, "over", gun("d", ""))
    back(office, "over", gun("d", ""))
    lines = views.listed(Unit().source(office))
    assert [(line["hire"], line["state"], line["days_left"]) for line in lines] == [
        ("late", "overdue", -4),
        ("soon", "soon", 10),
        ("open", "open", 91),
        ("over", "over", -4),
    ]


def test_condition_out_stands_beside_condition_in() -> None:
    """Point by point; what is worse is a difference with its entry, what nobody looked at is said to be that."""
    office = book()
    opened(office)
    noted(office, "in", "2026-03-02", cylinder="ok", bore="ok", grip="worn")
    noted(office, "out", "2026-03-27", cylinder="fault", bore="ok", sights="missing")
    last = back(office)
    shown = only(office)
    points = {each["point"]: each for each in shown["things"][0]["points"]}
    assert [points["cylinder"][side] for side in ("before", "after", "worse")] == ["ok", "fault", True]
    assert [points["grip"][side] for side in ("before", "after", "worse")] == ["worn", "not-looked", False]
    assert points["sights"]["before"] == "not-looked"
    assert ("condition", "revolver", "ok", "fault") in codes(shown)
    assert shown["differences"][0]["point"] == "cylinder"
    assert len(codes(shown)) == 1
    assert shown["things"][0]["after"]["second"] == "somebody"
    assert last.number in [each["entry"] for each in shown["consignments"]]


def test_every_difference_is_named() -> None:
    """Another serial, one nobody read, a seal, a case seal, what the packing list has and no case, a short count."""
    office = book()
    box = {"thing": "blanks", "sort": "lot"}
    opened(
        office,
        "mill-1",
        gun(),
        gun("rifle", "OM 77", seal="0417"),
        {**box, "count": 50},
        seals=["C1", "C2"],
        absent=["sling"],
    )
    back(
        office,
        "mill-1",
        gun(serial="X 9", differs=["serial"]),
        gun("rifle", "", seal="0418"),
        {**box, "count": 30, "used": 10},
        seals=["C1", "C3"],
    )
    noted(office, "in", "2026-03-02", bore="ok")
    assert codes(only(office)) == [
        ("absent", "sling", "on the packing list", ""),
        ("case-seal", "C2", "C2", ""),
        ("case-seal", "C3", "", "C3"),
        ("serial", "revolver", "OM 1042", "X 9"),
        ("serial-not-read", "rifle", "OM 77", ""),
        ("seal", "rifle", "0417", "0418"),
        ("condition-not-noted", "rifle", "", ""),
        ("short", "blanks", "50", "40"),
        ("condition-not-noted", "blanks", "", ""),
    ]


def test_a_screen_hides_the_last_signs_of_a_serial() -> None:
    """Whoever looks at a weapon is asked for them; free words stay, and nobody is named."""
    office = book()
    opened(office, says="two slings as well", driver="Jo Carrier", contact="jo@mill.example")
    back(office, "mill-1", gun(serial="X 9999", differs=["serial"]))
    source = Unit().source(office, masked=True)
    text = json.dumps(views.one(source, source.hires.hires["mill-1"]), ensure_ascii=False)
    assert "OM 1\u2022\u2022\u2022" in text
    assert "OM 1042" not in text
    assert "X 9999" not in text
    assert "two slings" in text
    assert "Jo" not in text
    assert "pat" not in text


def test_what_the_record_says_otherwise_stands_beside_it() -> None:
    """The office says it went back, and the record of the set has it in hand; then it is sent off there too."""
    unit, office = Unit(), book()
    opened(office)
    assert only(office, unit)["things"][0]["against"] == ""
    back(office)
    shown = only(office, unit)
    assert shown["things"][0]["against"] == "here-by-the-record"
    assert shown["against_the_record"] == 1
    unit.say("return-to-owner", weapon="revolver", to="Old Mill Armoury")
    assert only(office, unit)["things"][0]["against"] == ""
    enter(office, "take-in", hire="mill-1", on="2026-03-30", items=[gun()])
    assert only(office, unit)["things"][0]["against"] == "gone-by-the-record"
    owned = {each["thing"]: each["against"] for each in views.owned(unit.source(office), HOUSE)["things"]}
    assert owned == {"revolver": "gone-by-the-record", "rifle": ""}


def test_an_owner_sees_what_of_theirs_is_where_by_role() -> None:
    """Custody by role, the day it is due back, the service; and no name of anybody."""
    unit, office = Unit(), book()
    opened(office, "mill-1", gun("rifle", "OM 77"), {"thing": "sling", "sort": "other"})
    unit.say("hand-over", weapon="rifle", to="performer")
    shown = views.owned(unit.source(office), HOUSE.upper())
    rifle, sling = shown["things"]
    assert rifle["where"] == {"place": "held", "name": "", "role": "performer"}
    assert (rifle["hire"], rifle["due_back"], rifle["serial"]) == ("mill-1", "2026-03-27", "OM 77")
    assert sling["where"]["place"] == "not-on-record"
    assert (shown["here"], shown["overdue"]) == (1, 2)
    assert views.owners(unit.source(office)) == [HOUSE]
    assert views.owned(unit.source(office), "nobody")["things"] == []


def test_a_service_is_due_by_days_and_by_rounds() -> None:
    """The nearest interval counts, shots since the day of the service, and the paper's own last day."""
    unit, office = Unit(), book()

    def line(weapon: str, today: date = date(2026, 3, 31)) -> dict[str, Any]:
        return next(
            each for each in workshop.services(unit.source(office, today)) if each["weapon"] == weapon
        )

    assert (line("rifle")["state"], line("rifle")["last"], line("revolver")["state"]) == (
        "none",
        "2026-01-10",
        "none",
    )
    enter(office, "set-interval", of="class", name="live-capable", days=365)
    assert (line("rifle")["state"], line("rifle")["on"]) == ("later", "2027-01-10")
    assert line("revolver")["state"] == "unknown"
    enter(office, "set-interval", of="weapon", name="rifle", days=90, rounds=10)
    assert (line("rifle")["state"], line("rifle")["on"], line("rifle")["rounds_left"]) == (
        "soon",
        "2026-04-10",
        10,
    )
    assert line("rifle", date(2026, 4, 11))["state"] == "due"
    unit.say("discharge", weapon="rifle", count=10)
    assert (line("rifle")["state"], line("rifle")["rounds_left"]) == ("due", 0)
    keys: dict[str, Any] = {"weapon": "rifle", "who": "the gunsmith", "certificate": "S-17"}
    enter(office, "record-service", on="2026-03-05", result="fit", **keys)
    assert (line("rifle")["state"], line("rifle")["rounds"], line("rifle")["done"]["certificate"]) == (
        "later",
        0,
        "S-17",
    )
    enter(office, "record-service", on="2026-03-10", result="fit", expires="2026-03-20", **keys)
    assert (line("rifle")["state"], line("rifle")["on"]) == ("due", "2026-03-20")
    enter(office, "record-service", on="2026-03-21", result="unfit", **keys)
    assert line("rifle")["state"] == "due"
    assert [each["result"] for each in workshop.history(unit.source(office), "rifle")] == [
        "fit",
        "fit",
        "unfit",
    ]
    enter(office, "set-interval", of="weapon", name="rifle", why="sold")
    assert line("rifle")["interval"] is None


def test_a_proof_from_before_a_service_is_named() -> None:
    """It was taken apart since two people looked: what they saw is not what is there now."""
    unit, office = Unit(), book()
    unit.check()
    enter(office, "record-service", weapon="revolver", on="2026-03-04", result="fit", who="a smith")
    line = next(each for each in workshop.services(unit.source(office)) if each["weapon"] == "revolver")
    assert line["look_again"]


def test_papers_of_weapons_by_what_lapses_first() -> None:
    """Lapsed, soon, in date, without a last day; of two of a kind the one that holds longer; what left is not shown."""
    unit = Unit()
    papers = [
        {"kind": "deactivation", "number": "D-1", "expires": "2026-03-30"},
        {"kind": "proof", "expires": "2026-04-14"},
        {"kind": "conversion", "number": "C-1", "expires": "2026-03-01"},
        {"kind": "export"},
    ]
    unit.say("register", weapon="old", certificates=papers, **{"class": "deactivated"})
    unit.say(
        "record-paper", kind="conversion", about="old", number="C-2", expires="2027-01-01", by="producer"
    )
    lines = workshop.certificates(unit.source())
    assert [(line["kind"], line["state"], line["number"]) for line in lines] == [
        ("deactivation", "lapsed", "D-1"),
        ("proof", "soon", ""),
        ("conversion", "in-date", "C-2"),
        ("export", "no-day", ""),
    ]
    unit.say("return-to-owner", weapon="old", to="the house")
    assert workshop.certificates(unit.source()) == []


def made(unit: Unit, office: Book, kind: str, **said: Any) -> Any:  # noqa: ANN401
    """Return the keys of an entry as they are prepared."""
    return entering.entry(unit.source(office), kind, said, by="armorer", at=AT, act_id="x").keys


def test_what_the_record_knows_is_filled_in() -> None:
    """What a thing is, and its serial where it goes first: never where it comes back, there somebody reads it."""
    unit, office = Unit(), book()
    keys = made(unit, office, "take-in", hire="h", items=[{"thing": "rifle"}, {"thing": "sling"}])
    assert keys["on"] == "2026-03-31"
    assert [(each["sort"], each.get("serial")) for each in keys["items"]] == [
        ("weapon", "OM 77"),
        ("other", None),
    ]
    assert keys["items"][0]["record"] > 0
    opened(office, "mill-1", gun("rifle", "OM 77"))
    keys = made(unit, office, "send-out", hire="mill-1", items=[{"thing": "rifle"}])
    assert "serial" not in keys["items"][0]
    assert made(unit, office, "note-condition", thing="rifle", moment="out")["list"] == "lever-1"


@pytest.mark.parametrize(
    ("kind", "said", "code"),
    [
        ("take-in", {"on": "2026-04-01"}, "hire.not-yet"),
        ("take-in", {"witness": "nobody"}, "hire.nobody"),
        ("take-in", {"witness": ["assistant"]}, "hire.nobody"),
        ("take-in", {"hire": "h", "items": [{"thing": "rifle", "serial": "OM 78"}]}, "hire.other-serial"),
        ("record-service", {"weapon": "rifl"}, "hire.unknown-weapon"),
        ("set-interval", {"of": "weapon", "name": "rifl"}, "hire.unknown-weapon"),
        ("do-task", {}, "hire.unknown-kind"),
    ],
)
def test_slips_are_named_before_the_book_is_asked(kind: str, said: dict[str, Any], code: str) -> None:
    """A day ahead, a person or weapon nobody knows, another serial than the registered one, another kind."""
    with pytest.raises(WrongInput) as refused:
        made(Unit(), book(), kind, **said)
    assert refused.value.code == code


def test_on_the_first_consignment_nothing_came_back() -> None:
    """Another serial than the registered one is told to register the other weapon, and nothing of a return."""
    with pytest.raises(WrongInput) as refused:
        made(Unit(), book(), "take-in", hire="h", items=[{"thing": "rifle", "serial": "OM 78"}])
    assert "register it" in refused.value.now
    assert "came back" not in refused.value.now
