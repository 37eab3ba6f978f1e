"""Gate *trouble*, in its rarer ways: what is open of the set, of one thing, and of which acts it is not asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from showsafe.domain.belief import Fault, Hold
from showsafe.domain.events import REPORT
from showsafe.domain.frozen import WEAPON, Frozen, key_of
from showsafe.domain.state import Concern, Stop
from tests.rules.gates.asking import believed, found, of_lot
from tests.simulator import MORNING, FilmSet, a_day

GUN: dict[str, Any] = {"weapon": "revolver"}
OFFER: dict[str, Any] = {**GUN, "to": ["performer"]}


def fault(kind: str, **fields: Any) -> Fault:  # noqa: ANN401
    """Return a fault that the performer reported."""
    return Fault(**{"kind": kind, "at": MORNING, "record": 900, "by": "performer", **fields})


def stopped(day: FilmSet, kind: str = "stop") -> FilmSet:
    """Hold a set."""
    day.state = replace(day.state, stops=(Stop(kind=kind, record=900, at=MORNING, pressed_by="grip"),))
    return day


def frozen(day: FilmSet, weapon: str, *inside: str) -> FilmSet:
    """Freeze a weapon, in which somebody had a part."""
    thing = Frozen(thing=WEAPON, name=weapon, record=900, at=MORNING, opened_by=("grip",), inside=inside)
    day.state = replace(day.state, frozen={key_of(WEAPON, weapon): thing})
    return believed(day, weapon, frozen=True)


@pytest.mark.parametrize(
    ("kind", "by", "keys", "expected"),
    [
        ("offer", "armorer", OFFER, ["frozen", "stop"]),
        ("show", "armorer", {**GUN, "to": ["first-ad"]}, ["frozen"]),
        ("show", "armorer", {"weapon": "sabre", "to": ["first-ad"]}, []),
        ("pick-up", "performer", {"weapon": "sabre"}, ["stop"]),
        ("pick-up", "prop-master", {"weapon": "sabre"}, []),
        ("offer", "armorer", {"weapon": "sabre", "to": ["performer"]}, ["stop"]),
        ("erase", "producer", {"person": "medic"}, []),
        ("erase", "producer", {"person": "performer"}, ["note frozen-part"]),
    ],
)
def test_where_only_what_is_frozen_is_asked(
    kind: str, by: str, keys: dict[str, Any], expected: list[str]
) -> None:
    """A stop stands against what goes on; not against who is erased, nor what a custodian picks up."""
    day = stopped(frozen(a_day(), "revolver", "performer"))
    assert found("trouble", day, kind, by, **keys) == expected


@pytest.mark.parametrize(
    ("action", "cleared", "seconds", "kind", "expected"),
    [
        ("single-action-revolver", False, 29, "check", ["misfire-wait"]),
        ("single-action-revolver", False, 30, "check", ["misfire-open"]),
        ("single-action-revolver", True, 29, "check", ["misfire-open"]),
        ("single-action-revolver", True, 29, "clear", []),
        ("single-action-revolver", False, 30, "clear", []),
        ("muzzle-loader", False, 119, "clear", ["misfire-wait"]),
        ("muzzle-loader", False, 120, "clear", []),
        ("percussion-revolver", False, 119, "clear", ["misfire-wait"]),
        ("percussion-revolver", False, 120, "unload", ["misfire-open"]),
    ],
)
def test_how_long_nobody_opens_it(
    action: str,
    cleared: bool,  # noqa: FBT001
    seconds: int,
    kind: str,
    expected: list[str],
) -> None:
    """Thirty seconds, two minutes where it is loaded from the front; once cleared there is nothing to wait for."""
    day = believed(a_day(), fault=fault("misfire", cleared=cleared))
    gun = replace(day.state.weapons["revolver"], action=action)
    day.state = replace(day.state, weapons={**day.state.weapons, "revolver": gun})
    day.now = MORNING + timedelta(seconds=seconds)
    assert found("trouble", day, kind, **GUN) == expected
    assert found("trouble", believed(day, fault=fault("drop")), kind, **GUN) == []


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, []),
        ({"fault": fault("misfire")}, ["misfire"]),
        ({"fault": fault("drop")}, ["fault"]),
        ({"fault": fault("unplanned-discharge")}, ["unreviewed"]),
        ({"fault": fault("drop", earlier=(fault("misfire"),))}, ["misfire"]),
        ({"fault": fault("drop", earlier=(fault("unplanned-discharge"),))}, ["unreviewed"]),
        ({"holds": (Hold(why="a deviation", record=9),)}, ["held"]),
        ({"quarantined": True}, ["quarantined"]),
        ({"quarantined": True, "holds": (Hold(why="a deviation", record=9),)}, ["held", "quarantined"]),
    ],
)
def test_what_is_open_of_one_weapon(fields: dict[str, Any], expected: list[str]) -> None:
    """Each thing that is open of a weapon is said once, the gravest fault for all."""
    day = believed(a_day(), **{"container": "", "holder": "armorer", **fields})
    assert found("trouble", day, "offer", **OFFER) == expected
    others = [each for each in expected if each == "unreviewed"]
    assert found("trouble", day, "offer", weapon="sabre", to=["performer"]) == others


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, []),
        ({"holds": ("a doubt",)}, ["held"]),
        ({"quarantined": True}, ["quarantined"]),
        ({"holds": ("a doubt",), "quarantined": True}, ["held", "quarantined"]),
    ],
)
def test_what_is_open_of_a_box(fields: dict[str, Any], expected: list[str]) -> None:
    """What is open of a box of rounds stands against taking it out."""
    day = of_lot(a_day(), "blanks", **fields)
    assert found("trouble", day, "unlock", lot="blanks") == expected
    assert found("trouble", day, "unlock", lot="dummies") == []


@pytest.mark.parametrize(
    ("kind", "expected"), [("hold", ["hold"]), ("stop", ["stop"]), ("incident", ["stop"])]
)
def test_what_holds_the_set(kind: str, expected: list[str]) -> None:
    """A doubt is said as one, everything else as what stopped the set."""
    assert found("trouble", stopped(a_day(), kind), "offer", **OFFER) == expected


@pytest.mark.parametrize(("hours", "seconds", "expected"), [(24, 0, []), (24, 1, ["concern-overdue"])])
def test_a_concern_in_time(hours: int, seconds: int, expected: list[str]) -> None:
    """A concern stands against everything once its time is over, whatever it is about."""
    day = a_day()
    day.state = replace(day.state, concerns={"c": Concern(about="", record=1, at=MORNING)})
    day.now = MORNING + timedelta(hours=hours, seconds=seconds)
    assert found("trouble", day, "offer", **OFFER) == expected


def test_who_has_a_part_in_another_thing() -> None:
    """Who has a part in something frozen does not review the set, and may review another weapon's drop."""
    day = believed(frozen(a_day(), "sabre", "producer"), fault=fault("drop"))
    asked = {"reviewed_by": "producer", "cause": "looked into"}
    assert found("trouble", day, "release", **GUN, **asked) == []
    assert found("trouble", stopped(day), "release", set_=True, **asked) == ["reviewer"]


def test_told_of_before_it_was_frozen() -> None:
    """What was done before the freeze and is told after it is noted as that; asked, it is asked of now."""
    day = frozen(a_day(), "revolver")
    later = replace(day.state.frozen[key_of(WEAPON, "revolver")], at=MORNING + timedelta(hours=1))
    day.state = replace(day.state, frozen={key_of(WEAPON, "revolver"): later})
    show: dict[str, Any] = {**GUN, "to": ["first-ad"]}
    assert found("trouble", day, "show", **show, door=REPORT) == ["note told-after"]
    day.later(3600)
    assert found("trouble", day, "show", **show, door=REPORT) == ["frozen"]
