"""The seeds of the first million that failed: what was a hole is closed, and what could not be in the world is not."""

from __future__ import annotations

from random import Random
from unittest.mock import patch

import pytest

from showsafe.domain.belief import Belief
from showsafe.domain.events import REPORT
from tests.properties import world
from tests.simulation.many import one
from tests.simulation.morning import in_memory, truth
from tests.simulation.node import copied
from tests.simulation.run import Sim

FOUND = (435, 649, 671, 825)
MUD = (1208,)
"""Seeds in which a look through the bore, of before there was mud in it, reaches the node after word of the mud."""


@pytest.mark.parametrize("seed", FOUND)
def test_a_seed_that_failed_holds(seed: int) -> None:
    """A pistol was to be fired behind mud; twice there was a blank in a sabre; a blank in place of a dummy."""
    assert one(seed).violation is None


@pytest.mark.parametrize("seed", MUD)
def test_the_seed_of_the_mud_fails_without_its_rule(seed: int) -> None:
    """Where a look of before the mud proves the bore again, a take behind it is permitted in that seed; else not."""
    assert one(seed).violation is None
    with patch.object(Belief, "seen_before", Belief.moved_after):
        violation = one(seed).violation
    assert violation is not None
    assert violation.name == "blocked-bore"


def test_nothing_goes_into_what_takes_no_rounds() -> None:
    """A sabre stays empty, whoever says that they loaded it, and saying so is not so; one shotgun is loaded."""
    counts = {}
    for weapon in ("sabre", "shotgun"):
        sim = Sim(0, copied(in_memory()))
        sim.does(REPORT, "load", "partner", weapon=weapon, rounds=[{"lot": "shells", "count": 1}])
        counts[weapon] = (len(sim.truth.guns[weapon].inside), len(sim.truth.lies))
    assert counts == {"sabre": (0, 1), "shotgun": (1, 0)}


def test_a_load_is_untold_until_the_record_says_it() -> None:
    """Loaded and on its way: everybody there saw it, the record did not; told or emptied, nothing is untold."""
    real, load = (
        truth(),
        world.morning().act("load", "partner", weapon="rifle", rounds=["blanks:1"], act_id="one"),
    )
    real.filled("rifle", "blanks", 1, 60.0, "one")
    assert real.loaded_untold("rifle")
    real.looked(load)
    assert not real.loaded_untold("rifle")
    real.filled("rifle", "blanks", 1, 61.0, "two")
    assert real.loaded_untold("rifle")
    real.emptied("rifle", Random(0))  # noqa: S311 - a simulation
    assert not real.loaded_untold("rifle")
