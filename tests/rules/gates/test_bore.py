"""Gate *bore*: does a bore proof stand, made on the open, empty weapon?"""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulator import a_day


def test_none() -> None:
    """A weapon whose bore no two people have looked through is not loaded."""
    day = a_day().out()
    load = {"weapon": "revolver", "rounds": [{"lot": "blanks", "count": 1}], "witness": "assistant"}
    day.report("register", weapon="new-rifle", action="lever-rifle", capacity=5, calibre=".45 Colt")
    assert "bore.none" in day.refused("load", **{**load, "weapon": "new-rifle"})
    assert "bore.none" not in day.looked().against("load", **load)


@pytest.mark.parametrize("said", [False, "obstructed"])
def test_void(said: object) -> None:
    """A look that did not go through the bore, or found it obstructed, ends the bore proof."""
    day = a_day().out().looked()
    load = {"weapon": "revolver", "rounds": [{"lot": "blanks", "count": 1}], "witness": "assistant"}
    assert "bore.void" not in day.against("load", **load)
    day.looked(bore=said)
    assert "bore.void" in day.refused("load", **load)


def test_plugged() -> None:
    """A plugged barrel that two looked at is a bore proof of a blank-firer, and never of what could fire a bullet."""
    day = a_day().out().looked(bore="plugged").drawn()
    load: dict[str, Any] = {"rounds": ["blanks:1"], "witness": "assistant"}
    assert "bore.void" in day.against("load", weapon="revolver", **load)
    gun: dict[str, Any] = {
        "class": "blank-only",
        "action": "single-action-revolver",
        "calibre": ".45 Colt",
        "capacity": 6,
    }
    day.permit("register", weapon="blank-firer", **gun)
    day.planned("blank-firer", ammunition="blank").looked("blank-firer", bore="plugged")
    assert not day.against("load", weapon="blank-firer", **load)


def test_what_cannot_fire_is_not_asked() -> None:
    """Of a rubber gun no bore is asked, and none is on record."""
    day = a_day().planned("rubber-gun").out("rubber-gun").looked("rubber-gun").shown("rubber-gun")
    assert day.belief("rubber-gun").bore is None
    day.permit("offer", weapon="rubber-gun", to=["performer"])


def test_asked_once_in_a_take() -> None:
    """Within one take the bore is asked at its first shot only; at the end of the take it is void."""
    day = a_day().in_use()
    day.permit("discharge", "performer", weapon="revolver", count=1)
    assert not day.against("discharge", "performer", weapon="revolver", count=1)
    day.permit("cut", "first-ad", weapon="revolver")
    assert "bore.void" in {f.code for f in day.findings("discharge", "performer", weapon="revolver")}


def test_a_look_at_a_loaded_weapon_is_no_bore_proof() -> None:
    """``bore = true`` on a loaded weapon is a note and never makes or renews the proof."""
    day = a_day().out().looked()
    before = day.belief().bore
    day.loaded()
    found = [{"lot": "blanks", "count": 3}]
    day.permit("check", weapon="revolver", seen=6, of=6, bore=True, found=found, witness="assistant")
    assert day.belief().bore == before
