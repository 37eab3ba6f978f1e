"""A plug is no proof of a barrel that is on record as open, whatever else is said of the weapon."""

from __future__ import annotations

from typing import Any

import pytest

from showsafe.domain.changing import replace
from showsafe.domain.effects.checking import check
from showsafe.domain.proof import stands
from showsafe.domain.things import Weapon
from tests.domain.one_gun import FULL, REVOLVER, WHOLE, bare, done
from tests.simulator import BLANK_PLAN, a_day

BLANK_ONLY = replace(REVOLVER, class_="blank-only")
MODIFIED = replace(REVOLVER, modified=True)


@pytest.mark.parametrize(
    ("weapon", "barrel", "bore", "proven"),
    [
        (BLANK_ONLY, "open", "plugged", False),
        (MODIFIED, "open", "plugged", False),
        (REVOLVER, "open", "plugged", False),
        (BLANK_ONLY, "", "plugged", True),
        (MODIFIED, "", "plugged", True),
        (REVOLVER, "", "plugged", False),
        (BLANK_ONLY, "plugged", "plugged", True),
        (MODIFIED, "plugged", "plugged", True),
        (REVOLVER, "plugged", "plugged", True),
        (BLANK_ONLY, "open", "clear", True),
        (MODIFIED, "open", "clear", True),
        (REVOLVER, "open", "clear", True),
    ],
)
def test_what_is_plugged_is_no_open_barrel(weapon: Weapon, barrel: str, bore: str, *, proven: bool) -> None:
    """What two people call a plug in an open barrel is something stuck in it; clear, it is as open as the record."""
    looked = check(
        bare(FULL, weapon=replace(weapon, barrel=barrel)), done("check", **{**WHOLE, "bore": bore})
    )
    assert stands(looked.believed("revolver").bore) is proven


@pytest.mark.parametrize(
    "said",
    [
        {"class": "live-capable", "modified": True, "certificates": [{"kind": "conversion"}]},
        {"class": "blank-only"},
    ],
)
def test_nothing_is_loaded_behind_what_is_called_a_plug(said: dict[str, Any]) -> None:
    """No blank goes into it until the bore is looked through and clear."""
    day = a_day()
    is_ = {"action": "single-action-revolver", "calibre": ".45 Colt", "capacity": 6, "barrel": "open", **said}
    day.permit("register", weapon="conversion", **is_)
    day.planned("conversion", **BLANK_PLAN)
    day.drawn("blanks").permit("check", **{**day.looking("conversion"), "bore": "plugged"})
    load = {"weapon": "conversion", "rounds": ["blanks:3"], "witness": "assistant"}
    assert day.against("load", **load) & {"bore.none", "bore.void"}
    day.permit("check", **day.looking("conversion"))
    assert day.against("load", **load) == set()
