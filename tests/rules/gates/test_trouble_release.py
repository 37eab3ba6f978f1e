"""Gate *trouble*, of a release: who may ask for it, who reviews it, and whose word is not enough."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from showsafe.domain.belief import Fault
from showsafe.domain.state import Stop
from tests.rules.gates.asking import believed, found, known, of_lot
from tests.simulator import MORNING, FilmSet, a_day

SET: dict[str, Any] = {"set_": True, "cause": "looked into"}
GUN: dict[str, Any] = {"weapon": "revolver", "cause": "looked into"}


def stopped(*stops: tuple[str, str]) -> FilmSet:
    """Return a set that is held: by what, and who pressed it."""
    day = a_day()
    pressed = tuple(
        Stop(kind=kind, record=900 + n, at=MORNING, pressed_by=who) for n, (kind, who) in enumerate(stops)
    )
    day.state = replace(day.state, stops=pressed)
    return day


def fault(kind: str, **fields: Any) -> Fault:  # noqa: ANN401
    """Return a fault that the performer reported."""
    return Fault(**{"kind": kind, "at": MORNING, "record": 900, "by": "performer", **fields})


@pytest.mark.parametrize(
    ("stops", "keys", "expected"),
    [
        # a doubt: custodian and 1st AD
        ([("hold", "grip")], {"reviewed_by": "first-ad"}, []),
        ([("hold", "grip")], {"witness": "first-ad"}, []),
        ([("hold", "grip")], {"reviewed_by": "producer"}, ["reviewer"]),
        ([("hold", "grip")], {"reviewed_by": "producer", "witness": "first-ad"}, []),
        ([("hold", "grip")], {"reviewed_by": "first-ad", "witness": "grip"}, ["reviewer"]),
        ([("hold", "grip")], {"reviewed_by": "grip", "witness": "first-ad"}, ["reviewer"]),
        ([("hold", "grip")], {"reviewed_by": "armorer", "witness": "first-ad"}, ["reviewer"]),
        ([("hold", "grip")], {"reviewed_by": "assistant", "witness": "first-ad"}, ["reviewer"]),
        ([("hold", "grip")], {}, ["hold review-missing"]),
        # nothing was pressed: lifted as a doubt is
        ([], {"reviewed_by": "first-ad"}, []),
        ([], {"reviewed_by": "producer"}, ["reviewer"]),
        # every 1st AD pressed it: somebody else from outside
        ([("hold", "first-ad")], {"reviewed_by": "producer"}, []),
        ([("hold", "first-ad")], {"reviewed_by": "first-ad"}, ["reviewer"]),
        ([("hold", "first-ad")], {"reviewed_by": "producer", "witness": "first-ad"}, ["reviewer"]),
        ([("hold", "first-ad")], {"reviewed_by": "assistant"}, ["reviewer"]),
        # a stop: anybody from outside who did not press it
        ([("stop", "grip")], {"reviewed_by": "producer"}, []),
        ([("stop", "grip")], {"reviewed_by": "medic"}, []),
        ([("stop", "grip")], {"reviewed_by": "grip"}, ["reviewer"]),
        ([("stop", "grip")], {"reviewed_by": "producer", "witness": "grip"}, []),
        ([("stop", "grip")], {"reviewed_by": "assistant"}, ["reviewer"]),
        ([("stop", "grip")], {}, ["reviewer"]),
        # both at once: outside, and the 1st AD for the doubt
        ([("stop", "grip"), ("hold", "grip")], {"reviewed_by": "producer"}, ["reviewer"]),
        ([("stop", "grip"), ("hold", "grip")], {"reviewed_by": "producer", "witness": "first-ad"}, []),
        ([("stop", "grip"), ("hold", "grip")], {"reviewed_by": "first-ad"}, []),
        (
            [("hold", "grip"), ("stop", "medic")],
            {"reviewed_by": "medic", "witness": "first-ad"},
            ["reviewer"],
        ),
    ],
)
def test_the_set(stops: list[tuple[str, str]], keys: dict[str, Any], expected: list[str]) -> None:
    """A doubt takes custodian and 1st AD, a stop somebody from outside, and nobody lifts what they pressed."""
    assert found("trouble", stopped(*stops), "release", **SET, **keys) == expected


@pytest.mark.parametrize(
    ("stops", "custodians", "keys", "expected"),
    [
        ([("hold", "armorer")], 2, {"reviewed_by": "first-ad"}, ["reviewer"]),
        ([("hold", "armorer")], 2, {"reviewed_by": "first-ad", "witness": "producer"}, ["reviewer"]),
        ([("hold", "armorer")], 1, {"reviewed_by": "first-ad"}, ["reviewer"]),
        ([("hold", "armorer")], 1, {"witness": "first-ad"}, ["reviewer"]),
        ([("hold", "armorer")], 1, {"reviewed_by": "first-ad", "witness": "first-ad"}, ["reviewer"]),
        ([("hold", "armorer")], 1, {"reviewed_by": "first-ad", "witness": "producer"}, []),
        ([("hold", "armorer")], 2, {}, ["hold review-missing"]),
        ([("stop", "armorer")], 2, {"reviewed_by": "first-ad"}, []),
        ([("hold", "prop-master")], 2, {"reviewed_by": "first-ad"}, []),
    ],
)
def test_a_custodian_who_had_the_doubt(
    stops: list[tuple[str, str]], custodians: int, keys: dict[str, Any], expected: list[str]
) -> None:
    """Who pressed hold leaves its lifting to another custodian; the only one there is lifts it with two others."""
    day = stopped(*stops)
    if custodians == 1:
        known(day, "prop-master", roles=("crew",))
    assert found("trouble", day, "release", **SET, **keys) == expected


def test_of_one_weapon_nobody_asks_who_pressed_for_the_set() -> None:
    """Who stopped the set may review one weapon, and who doubted may stand by: neither is about that weapon."""
    day = believed(stopped(("hold", "grip"), ("stop", "producer")), fault=fault("drop"))
    assert found("trouble", day, "release", **GUN, reviewed_by="producer") == []
    assert found("trouble", day, "release", **GUN, reviewed_by="producer", witness="grip") == []
    by_a_custodian = believed(stopped(("hold", "armorer")), fault=fault("drop"))
    assert found("trouble", by_a_custodian, "release", **GUN, reviewed_by="producer") == []
    assert found("trouble", stopped(("stop", "grip")), "release", **GUN) == ["hold review-missing"]


@pytest.mark.parametrize(
    ("fields", "unreviewed"),
    [
        ({"fault": fault("drop")}, "hold review-missing"),
        ({"fault": fault("unplanned-discharge")}, "reviewer"),
        ({"quarantined": True}, "reviewer"),
        ({"frozen": True}, "reviewer"),
        ({}, "hold review-missing"),
    ],
)
def test_what_is_grave(fields: dict[str, Any], unreviewed: str) -> None:
    """An unplanned shot, a quarantine and a freeze wait for no reviewer: without one they are refused."""
    assert unreviewed in found("trouble", believed(a_day(), **fields), "release", **GUN)


@pytest.mark.parametrize(
    ("fields", "unreviewed"),
    [
        ({}, "hold review-missing"),
        ({"quarantined": True}, "reviewer"),
        ({"frozen": True}, "reviewer"),
        ({"holds": ("a deviation",)}, "hold review-missing"),
    ],
)
def test_a_grave_lot(fields: dict[str, Any], unreviewed: str) -> None:
    """So it is with a box of rounds that is quarantined or frozen; one that is only held waits."""
    day = of_lot(a_day(), "blanks", **fields)
    assert found("trouble", day, "release", lot="blanks", cause="counted") == [unreviewed]


def test_who_had_a_part_in_it_does_not_review_it() -> None:
    """Of an unplanned shot, not who reported it, nor who held it, nor who had a part in a fault before it."""
    day = a_day()
    shot = fault(
        "unplanned-discharge", by="first-ad", involved=("safety",), earlier=(fault("drop", by="grip"),)
    )
    believed(day, fault=shot)
    for who in ("first-ad", "safety", "grip", "assistant"):
        assert found("trouble", day, "release", **GUN, reviewed_by=who) == ["reviewer"]
    for who in ("producer", "medic", "performer"):
        assert found("trouble", day, "release", **GUN, reviewed_by=who) == []
    believed(day, fault=None, quarantined=True)
    assert found("trouble", day, "release", **GUN, reviewed_by="first-ad") == []
    assert found("trouble", day, "release", **GUN, reviewed_by="prop-master") == ["reviewer"]


def test_of_a_drop_anybody_outside_reviews() -> None:
    """A fault that is not grave is reviewed by anybody outside the department, whoever reported it."""
    day = believed(a_day(), fault=fault("drop", by="first-ad"))
    assert found("trouble", day, "release", **GUN, reviewed_by="first-ad") == []
    assert found("trouble", day, "release", **GUN, reviewed_by="assistant") == ["reviewer"]
    assert found("trouble", day, "release", **GUN, witness="producer") == []


@pytest.mark.parametrize(("cleared", "expected"), [(False, ["not-cleared"]), (True, [])])
def test_a_misfire_is_cleared_first(cleared: bool, expected: list[str]) -> None:  # noqa: FBT001
    """A misfire is released once it is cleared; another fault is not asked for that."""
    day = believed(a_day(), fault=fault("misfire", cleared=cleared))
    assert found("trouble", day, "release", **GUN, reviewed_by="producer") == expected
    believed(day, fault=fault("drop", cleared=cleared))
    assert found("trouble", day, "release", **GUN, reviewed_by="producer") == []
    assert found("trouble", stopped(("stop", "grip")), "release", **SET, reviewed_by="producer") == []
