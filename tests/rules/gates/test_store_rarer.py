"""Gate *store*, in its rarer ways: what is idle, what lies beside what, and what keeps a day from closing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from showsafe.domain.things import Cartridge, Container
from tests.rules.gates.asking import believed, found, of_lot
from tests.simulator import FilmSet, a_day

OFFER: dict[str, Any] = {"weapon": "revolver", "to": ["performer"]}
CLOSE: dict[str, Any] = {"witness": "producer"}
BLANK = Cartridge(place="chamber:1", lot="blanks", kind="blank", size="half")


@pytest.mark.parametrize(
    ("by", "keys", "expected"),
    [
        ("armorer", {"weapon": "revolver"}, []),
        ("prop-master", {"weapon": "revolver"}, ["opener"]),
        ("prop-master", {"lot": "blanks"}, []),
        ("prop-master", {"lot": "blanks", "in": "weapon safe"}, []),
        ("prop-master", {"weapon": "new", "in": "weapon safe"}, ["opener"]),
        ("prop-master", {"weapon": "new", "in": "open shelf"}, []),
        ("prop-master", {"weapon": "new", "in": "nowhere"}, []),
    ],
)
def test_who_opens_what(by: str, keys: dict[str, Any], expected: list[str]) -> None:
    """Who is named opens the container it is in, or of what is in none the one that is said; others anybody."""
    day = a_day()
    named = Container(id="weapon safe", openers=("armorer",))
    day.state = replace(
        day.state, containers={"weapon safe": named, "open shelf": Container(id="open shelf")}
    )
    assert found("store", day, "unlock", by, **keys) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"container": "", "holder": "armorer"}, []),
        ({"container": "", "holder": "prop-master"}, ["not-in-store"]),
        ({"container": "weapon safe", "holder": "prop-master"}, []),
        ({"container": "", "holder": ""}, []),
        ({"container": "", "gone": "carrier"}, ["not-in-store"]),
        ({"container": "", "gone": "carrier", "holder": "prop-master"}, ["not-in-store"]),
    ],
)
def test_only_what_is_in_store_comes_out(fields: dict[str, str], expected: list[str]) -> None:
    """What has left, or is in somebody else's hands, is in no safe that could be opened for it."""
    day = believed(a_day(), **fields)
    assert found("store", day, "unlock", weapon="revolver") == expected
    assert found("store", day, "unlock", lot="blanks") == []


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, []),
        ({"container": ""}, ["not-locked"]),
        ({"container": "", "holder": "performer"}, ["not-locked"]),
        ({"container": "", "holder": "performer", "seal": "7"}, []),
        ({"container": "", "holder": "armorer", "seal": "7"}, ["not-locked"]),
        ({"container": "", "holder": "", "seal": "7"}, ["not-locked"]),
        ({"container": "", "box": 0}, []),
        ({"container": "", "gone": "supplier"}, []),
        ({"container": "", "kind": "unidentified", "box": 0}, []),
    ],
)
def test_a_box_that_is_out(fields: dict[str, Any], expected: list[str]) -> None:
    """While something is handed over every box is locked, but one that went sealed to a user, or is what goes."""
    day = of_lot(a_day(), "dummies", **fields)
    assert found("store", day, "offer", **OFFER) == expected
    assert found("store", day, "offer", lot="dummies", to=["performer"]) == []


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"holder": "armorer", "place": "a table"}, []),
        ({"holder": "", "place": "a table"}, ["not-locked"]),
        ({"holder": "", "place": ""}, []),
        ({"holder": "", "place": "a table", "container": "weapon safe"}, []),
        ({"holder": "", "place": "a table", "gone": "carrier"}, []),
    ],
)
def test_a_weapon_that_lies_about(fields: dict[str, str], expected: list[str]) -> None:
    """While one weapon is handed over, no other lies where nobody holds it."""
    day = believed(a_day(), "sabre", **{"container": "", **fields})
    day.state = replace(day.state, active=("sabre",))
    assert found("store", day, "hand-over", **OFFER) == expected
    assert found("store", day, "hand-over", weapon="sabre", to=["performer"]) == []


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"weapon": "revolver", "in": "ammunition safe"}, ["with-ammunition"]),
        ({"weapon": "rubber-gun", "in": "ammunition safe"}, []),
        ({"lot": "blanks", "in": "ammunition safe"}, []),
        ({"lot": "blanks", "in": "weapon safe"}, ["with-ammunition"]),
        ({"weapon": "revolver", "in": "weapon safe"}, ["note look-alike"]),
        ({"weapon": "sabre", "in": "weapon safe"}, []),
        ({"weapon": "revolver", "in": "new safe"}, []),
        ({"weapon": "revolver"}, []),
        ({"lot": "blanks"}, []),
        ({"weapon": "revolver", "in": "blades"}, []),
        ({"weapon": "rubber-gun", "in": "blades"}, []),
        ({"lot": "blanks", "in": "blades"}, []),
        ({"weapon": "rubber-gun", "in": "guns"}, ["note look-alike"]),
        ({"weapon": "revolver", "in": "guns"}, []),
        ({"lot": "blanks", "in": "rubber"}, []),
    ],
)
def test_what_lies_beside_what(keys: dict[str, Any], expected: list[str]) -> None:
    """Weapons that fire lie apart from rounds, and from what only looks like one; a blade looks like neither."""
    day = believed(a_day(), "sabre", container="blades")
    believed(day, "pistol", container="guns")
    if keys.get("in") == "rubber":
        believed(day, "rubber-gun", container="rubber")
    assert found("store", day, "lock", **keys) == expected


def test_an_empty_box_is_no_ammunition() -> None:
    """Beside a box with no round left in it a weapon may be locked."""
    day = a_day()
    for lot in ("dummies", "blanks", "nine-blanks", "shells"):
        of_lot(day, lot, box=0)
    assert found("store", day, "lock", weapon="revolver", **{"in": "ammunition safe"}) == []


def test_what_a_user_has_is_collected_first() -> None:
    """What a performer has in hand is not locked away by somebody else; what a custodian has, is."""
    day = believed(a_day(), container="", holder="performer")
    assert found("store", day, "lock", weapon="revolver", **{"in": "new"}) == ["not-in-hand"]
    believed(day, holder="prop-master")
    assert found("store", day, "lock", weapon="revolver", **{"in": "new"}) == []
    assert found("store", day, "lock", lot="blanks", **{"in": "new"}) == []


def test_left_to_nobody() -> None:
    """To leave a box is refused here, to leave a weapon noted: gate *hands* refuses that."""
    assert found("store", a_day(), "leave", weapon="sabre") == ["note unattended"]
    assert found("store", a_day(), "leave", lot="blanks") == ["unattended"]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"container": "weapon safe", "locked_empty": True}, []),
        ({"container": "weapon safe", "locked_empty": False}, ["day-open-things"]),
        ({"container": "weapon safe", "locked_empty": False, "isolated": True}, ["day-open-things"]),
        ({"container": "weapon safe", "locked_empty": False, "quarantined": True}, []),
        ({"container": "", "holder": "armorer"}, ["day-open-things"]),
        ({"container": "", "holder": "", "place": "a table"}, ["day-open-things"]),
        ({"container": "", "holder": "", "place": ""}, ["day-open-things"]),
        ({"container": "", "gone": "carrier"}, []),
    ],
)
def test_a_weapon_keeps_the_day_open(fields: dict[str, Any], expected: list[str]) -> None:
    """A day closes with each weapon locked away empty, gone or quarantined; named, it is an exception."""
    day = believed(a_day(), **fields)
    assert found("store", day, "close-day", **CLOSE) == expected
    named = found("store", day, "close-day", **CLOSE, exceptions=["revolver"])
    assert named == ["note exception" for _ in expected]
    assert found("store", day, "open-day", **CLOSE) == []


@pytest.mark.parametrize(
    ("fields", "enrolled", "expected"),
    [
        ({}, False, []),
        ({}, True, ["day-open-things"]),
        ({"holder": "grip"}, False, ["day-open-things"]),
        ({"place": "a bag"}, False, ["day-open-things"]),
        ({"seen_on_set": True}, False, ["day-open-things"]),
    ],
)
def test_a_weapon_that_was_only_named(fields: dict[str, Any], enrolled: bool, expected: list[str]) -> None:  # noqa: FBT001
    """A weapon that nobody enrolled keeps the day open where somebody has it, or it was seen on set."""
    nowhere: dict[str, Any] = {"container": "", "holder": "", "place": "", "seen_on_set": False}
    day = believed(a_day(), **{**nowhere, **fields})
    gun = replace(day.state.weapons["revolver"], enrolled=enrolled)
    day.state = replace(day.state, weapons={**day.state.weapons, "revolver": gun})
    assert found("store", day, "close-day", **CLOSE) == expected


def test_a_box_keeps_the_day_open() -> None:
    """A day closes with each box locked away, or named; where it is is said."""
    day = of_lot(a_day(), "dummies", container="", holder="")
    assert found("store", day, "close-day", **CLOSE) == ["day-open-things"]
    assert found("store", day, "close-day", **CLOSE, exceptions=["dummies"]) == ["note exception"]
    of_lot(day, "dummies", box=0, state="loose", kind="unidentified")
    assert found("store", day, "close-day", **CLOSE) == []


def where(day: FilmSet) -> list[str]:
    """Return where the day says the open things are."""
    return [each.says for each in day.findings("close-day", **CLOSE) if each.code == "store.day-open-things"]


def test_where_it_is() -> None:
    """An open thing is named with who has it, where it lies, or that nobody knows."""
    day = believed(a_day(), container="", holder="performer")
    of_lot(day, "dummies", container="", holder="grip")
    assert ["performer" in where(day)[0], "grip" in where(day)[1]] == [True, True]
    believed(day, holder="", place="a table")
    of_lot(day, "dummies", holder="")
    assert ["a table" in where(day)[0], "in no known place" in where(day)[1]] == [True, True]
    believed(day, place="")
    assert "in no known place" in where(day)[0]
    believed(day, container="weapon safe", locked_empty=False)
    assert "not proven empty" in where(day)[0]
    believed(day, isolated=True)
    assert "isolated unopened" in where(day)[0]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ["3 rounds of blanks"]),
        ({"isolated": True}, []),
        ({"quarantined": True}, ["2 rounds of blanks"]),
        ({"gone": "carrier"}, []),
    ],
)
def test_rounds_in_weapons_keep_the_day_open(fields: dict[str, Any], expected: list[str]) -> None:
    """Unfired rounds are counted by their box, also in quarantine, but for those in what is shut or has left."""
    rounds = (BLANK, BLANK, replace(BLANK, state="spent"), replace(BLANK, lot=""))
    day = believed(a_day(), contents=rounds, **fields)
    believed(day, "rifle", contents=() if fields else (BLANK,))
    said = [each.says for each in day.findings("close-day", **CLOSE) if each.code == "store.count-open"]
    assert [each.split(": ")[1].split(" are")[0] for each in said] == expected
    if expected:
        closed = found("store", day, "close-day", **CLOSE, exceptions=["blanks"])
        assert closed == ["note exception"]


def test_a_shut_weapon_hides_no_other() -> None:
    """The rounds of a weapon are counted, whatever is isolated before it on the record."""
    day = believed(a_day(), contents=(BLANK,), isolated=True)
    believed(day, "rifle", contents=(BLANK,))
    assert found("store", day, "close-day", **CLOSE) == ["count-open"]


@pytest.mark.parametrize(
    "first",
    [
        {"gone": "carrier", "container": ""},
        {"container": "weapon safe"},
        {"container": "", "holder": "", "seen_on_set": False},
    ],
)
def test_one_that_is_away_hides_no_other(first: dict[str, Any]) -> None:
    """Whatever comes before it on the record, a weapon that is out keeps the day open."""
    day = believed(a_day(), "sabre", container="", holder="armorer")
    believed(day, **{"place": "", **first})
    gun = replace(day.state.weapons["revolver"], enrolled=False)
    day.state = replace(day.state, weapons={**day.state.weapons, "revolver": gun})
    assert found("store", day, "close-day", **CLOSE) == ["day-open-things"]
