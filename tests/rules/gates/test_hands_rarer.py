"""Gate *hands*, in its rarer ways: from whose hands, into whose, and by whose word."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from showsafe.domain.belief import Offer, Use
from showsafe.domain.things import Cartridge
from tests.rules.gates.asking import believed, found, known, of_lot, ruled
from tests.simulator import FilmSet, a_day

GUN: dict[str, Any] = {"weapon": "revolver"}
OFFER: dict[str, Any] = {**GUN, "to": ["performer"]}
PASSES: dict[str, Any] = {"passes": [{"from": "performer", "to": "partner"}]}
DUMMY = Cartridge(place="chamber:1", lot="dummies", kind="dummy", proven=True)


def held_by(who: str, weapon: str = "revolver") -> FilmSet:
    """Return a day on which somebody has a weapon, looked into and empty."""
    day = a_day().out(weapon).looked(weapon)
    return believed(day, weapon, holder=who)


@pytest.mark.parametrize("kind", ["offer", "hand-over"])
def test_an_inert_weapon_alone_is_passed_on(kind: str) -> None:
    """Between performers goes what cannot fire; an empty weapon only where the profile allows it and it is proven."""
    day = held_by("performer", "rifle").planned("rifle", **PASSES)
    passing = {"weapon": "rifle", "to": ["partner"], "from": "performer"}
    assert found("hands", day, kind, "performer", **passing) == ["pass-not-inert"]
    assert found("hands", ruled(day, pass_empty=True), kind, "performer", **passing) == []
    assert found("hands", day.later(60), kind, "performer", **passing) == []
    day.state = replace(day.state, day=replace(day.state.day, open=False))
    assert found("hands", day, kind, "performer", **passing) == []
    believed(day, "rifle", contents=(DUMMY,))
    assert found("hands", day, kind, "performer", **passing) == ["pass-not-inert"]
    believed(day, "rifle", contents=(), proof=None)
    assert found("hands", day, kind, "performer", **passing) == ["pass-not-inert"]
    rubber = held_by("performer", "rubber-gun").planned("rubber-gun", **PASSES)
    believed(rubber, "rubber-gun", proof=None)
    assert found("hands", rubber, kind, "performer", **{**passing, "weapon": "rubber-gun"}) == []


def test_a_locked_out_weapon_is_not_passed_on() -> None:
    """An empty weapon that is quarantined counts as hot, and is passed on by nobody."""
    day = ruled(held_by("performer", "rifle").planned("rifle", **PASSES), pass_empty=True)
    passing = {"weapon": "rifle", "to": ["partner"]}
    assert found("hands", day, "offer", "performer", **passing) == []
    assert found("hands", believed(day, "rifle", quarantined=True), "offer", "performer", **passing) == [
        "pass-not-inert"
    ]


def test_by_the_givers_own_word() -> None:
    """A custodian says what they give themselves; a pass that nobody planned has no giver."""
    day = held_by("armorer")
    assert found("hands", day, "offer", "prop-master", **OFFER, **{"from": "armorer"}) == ["not-by-giver"]
    believed(day, holder="partner")
    assert found("hands", day, "offer", "partner", **OFFER) == ["giver"]
    assert found("hands", day, "offer", "grip", **OFFER, **{"from": "partner"}) == ["giver", "not-by-giver"]


@pytest.mark.parametrize(
    ("fields", "by", "expected"),
    [
        ({"holder": "armorer"}, "armorer", []),
        ({"holder": "prop-master"}, "armorer", ["not-held"]),
        ({"holder": "performer"}, "armorer", ["not-held"]),
        ({"holder": "performer", "use": Use(record=1)}, "armorer", ["note not-held"]),
        ({"holder": "performer", "use": Use(record=1, back=True)}, "armorer", ["not-held"]),
        ({"holder": "performer", "use": Use(record=1)}, "partner", ["giver", "not-held"]),
        ({"holder": "", "place": "a table"}, "armorer", ["unattended"]),
        ({"holder": "", "place": ""}, "armorer", []),
        ({"holder": "armorer", "place": "a table"}, "armorer", []),
        ({"holder": "", "gone": "carrier"}, "armorer", ["gone"]),
        ({"holder": "prop-master", "container": "safe"}, "armorer", ["locked"]),
    ],
)
def test_out_of_the_givers_hands(fields: dict[str, Any], by: str, expected: list[str]) -> None:
    """It has to be in the giver's hands; where a use is open a custodian is told so by gate *return*."""
    day = believed(a_day().out().looked(), **fields)
    assert found("hands", day, "offer", by, **OFFER) == expected


@pytest.mark.parametrize(
    ("planned", "to", "expected"),
    [
        ("performer", "performer", []),
        ("performer", "partner", []),
        ("performer", "prop-master", ["pass-open"]),
        ("performer", "grip", ["receiver"]),
        ("grip", "grip", []),
        ("prop-master", "prop-master", []),
        (None, "grip", ["receiver"]),
        (None, "prop-master", ["pass-open"]),
        (None, "armorer", []),
    ],
)
def test_into_whose_hands(planned: str | None, to: str, expected: list[str]) -> None:
    """It goes to a user or to whom the plan names; to a custodian open, and a plan without a user names nobody."""
    day = a_day().planned("sabre", user=planned).out("sabre")
    assert found("hands", day, "offer", weapon="sabre", to=[to]) == expected
    assert found("hands", day.later(0), "hand-over", weapon="sabre", to=[to]) == expected


def test_whom_a_planned_pass_names() -> None:
    """Somebody to whom the plan has it passed may be given it by the custodian too; yesterday's plan names nobody."""
    day = a_day().planned("sabre", passes=[{"from": "performer", "to": "grip"}]).out("sabre")
    assert found("hands", day, "offer", weapon="sabre", to=["grip"]) == []
    assert found("hands", day, "offer", weapon="sabre", to=["medic"]) == ["receiver"]
    day.state = replace(day.state, day=replace(day.state.day, open=False))
    assert found("hands", day.later(48 * 3600), "offer", weapon="sabre", to=["grip"]) == ["receiver"]


def test_from_somebody_who_is_no_custodian_to_one() -> None:
    """A custodian who is handed it by a performer needs no open pass: there is no such pass from a performer."""
    day = believed(a_day().planned("sabre"), "sabre", container="", holder="performer")
    assert found("hands", day, "offer", "performer", weapon="sabre", to=["prop-master"]) == ["giver"]


@pytest.mark.parametrize(
    ("fields", "kind", "by", "to", "expected"),
    [
        ({"seal": "7"}, "offer", "armorer", "performer", []),
        ({}, "offer", "armorer", "performer", ["lot-open"]),
        ({}, "offer", "armorer", "prop-master", []),
        ({"seal": "7"}, "offer", "grip", "performer", ["giver"]),
        ({"seal": "7", "offered_to": "performer"}, "accept", "performer", "performer", []),
        ({"seal": "7", "offered_to": "partner"}, "accept", "performer", "performer", ["not-offered"]),
        ({"seal": "7"}, "hand-over", "armorer", "performer", []),
        ({}, "hand-over", "grip", "performer", ["giver", "lot-open"]),
    ],
)
def test_a_box(fields: dict[str, str], kind: str, by: str, to: str, expected: list[str]) -> None:
    """A box goes from a custodian, sealed unless to another one, and is accepted by whom it was offered to."""
    day = of_lot(a_day(), "blanks", **fields)
    assert found("hands", day, kind, by, lot="blanks", to=[to]) == expected


def test_a_box_is_not_used() -> None:
    """Of a box that is picked up this gate has nothing to ask."""
    assert found("hands", a_day(), "pick-up", "grip", lot="blanks") == []


@pytest.mark.parametrize(
    ("offered", "by", "keys", "expected"),
    [
        ("performer", "performer", {}, []),
        ("performer", "performer", {"to": ["performer"]}, []),
        ("performer", "partner", {"to": ["performer"]}, ["not-by-giver"]),
        ("performer", "partner", {}, ["not-offered"]),
        ("", "performer", {}, ["not-offered"]),
    ],
)
def test_who_accepts(offered: str, by: str, keys: dict[str, Any], expected: list[str]) -> None:
    """It is accepted by whom it was offered to, in their own words."""
    offer = Offer(from_="armorer", to=offered, record=1) if offered else None
    assert found("hands", believed(a_day(), offer=offer), "accept", by, **GUN, **keys) == expected


@pytest.mark.parametrize(
    ("kind", "by", "keys", "expected"),
    [
        ("preset", "armorer", {}, []),
        ("preset", "prop-master", {}, ["not-held"]),
        ("pass-open", "armorer", {"to": ["prop-master"]}, []),
        ("pass-open", "prop-master", {"from": "armorer", "to": ["prop-master"]}, []),
        ("pass-open", "grip", {"from": "armorer", "to": ["prop-master"]}, ["not-by-giver"]),
        ("pass-open", "prop-master", {"to": ["armorer"]}, ["not-held"]),
    ],
)
def test_placing_and_passing(kind: str, by: str, keys: dict[str, Any], expected: list[str]) -> None:
    """Only what somebody holds can they place or pass on, and one of the two says it."""
    day = believed(a_day(), container="", holder="armorer")
    assert found("hands", day, kind, by, **GUN, **keys) == expected


@pytest.mark.parametrize(
    ("fields", "by", "expected"),
    [
        ({"holder": "armorer", "preset": "armorer"}, "performer", []),
        ({"holder": "armorer", "preset": "armorer"}, "partner", ["pick-up"]),
        ({"holder": "armorer"}, "performer", ["not-held", "pick-up"]),
        ({"holder": ""}, "performer", ["pick-up"]),
        ({"holder": ""}, "prop-master", []),
        ({"holder": "armorer"}, "prop-master", ["not-held"]),
        ({"holder": "armorer", "preset": "armorer"}, "prop-master", []),
        ({"holder": "performer"}, "performer", ["pick-up"]),
        ({"holder": "prop-master"}, "prop-master", []),
        ({"holder": "", "container": "safe"}, "prop-master", ["locked"]),
        ({"holder": "", "container": "safe", "preset": "armorer"}, "performer", ["locked"]),
    ],
)
def test_picking_up(fields: dict[str, str], by: str, expected: list[str]) -> None:
    """A named user picks up what was placed for them; a custodian what nobody else holds; nobody out of a safe."""
    day = believed(a_day(), **{"container": "", **fields})
    assert found("hands", day, "pick-up", by, **GUN) == expected


def test_picking_up_on_a_plan_of_today() -> None:
    """The plan that names who picks it up is one of today."""
    day = believed(a_day(), container="", holder="armorer", preset="armorer")
    day.state = replace(day.state, day=replace(day.state.day, open=False))
    assert found("hands", day.later(48 * 3600), "pick-up", "performer", **GUN) == ["pick-up"]


@pytest.mark.parametrize("kind", ["take", "rehearse", "discharge"])
@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"holder": "performer"}, []),
        ({"holder": "performer", "issued_by": "armorer"}, []),
        ({"holder": "partner"}, ["user"]),
        ({"holder": ""}, ["user"]),
        ({"holder": "performer", "preset": "armorer"}, ["user"]),
        ({"holder": "performer", "preset": "armorer", "issued_by": "armorer"}, []),
        ({"holder": "performer", "container": "safe"}, ["locked"]),
    ],
)
def test_in_the_users_hands(kind: str, fields: dict[str, str], expected: list[str]) -> None:
    """It is used by who has it; what lies where it was placed has not been given to anybody."""
    day = believed(a_day(), **{"container": "", **fields})
    marked = [f"note {each}" for each in expected] if kind == "discharge" else expected
    assert found("hands", day, kind, "performer", **GUN, user="performer") == marked


@pytest.mark.parametrize(
    ("weapon", "lot", "expected"),
    [
        ({}, {}, []),
        ({"holder": "grip", "container": ""}, {}, ["still-has"]),
        ({"preset": "grip", "container": ""}, {}, ["still-has"]),
        ({}, {"holder": "grip", "container": ""}, ["still-has"]),
        ({}, {"holder": "medic", "container": ""}, []),
    ],
)
def test_who_is_erased(weapon: dict[str, str], lot: dict[str, str], expected: list[str]) -> None:
    """Nobody is erased who has a weapon or a box in hand, or watches one; of a told day nobody has anything now."""
    day = known(of_lot(believed(a_day(), **weapon), "blanks", **lot), "told/grip")
    assert found("hands", day, "erase", "producer", person="grip") == expected
    believed(day, **{key: "told/grip" for key in weapon if key != "container"})
    assert found("hands", day, "erase", "producer", person="told/grip") == []


def test_left_to_nobody() -> None:
    """To leave a weapon to nobody is refused; a box of rounds is noted, and refused by gate *store*."""
    assert found("hands", a_day(), "leave", **GUN) == ["nobody"]
    assert found("hands", a_day(), "leave", lot="blanks") == ["note nobody"]
