"""A count is of the weapon as it was: once it was left or changed hands, a word from before goes into no record."""

from __future__ import annotations

from typing import Any

import pytest

from tests.entrypoints.api.looked import CHECK, SIX, body, code, looked
from tests.entrypoints.api.sets import Phone, Served


@pytest.mark.parametrize("seconds", [0, 60])
def test_a_word_from_before_it_was_left_is_no_word_on_what_is_in_it(
    served: Served, cart: Phone, pocket: Phone, seconds: int
) -> None:
    """It lay on a table since: the answered look is turned away, and with nobody as the second it proves nothing."""
    look = looked(cart, pocket)
    at = served.clock.now()
    served.clock.advance(seconds)
    served.node.report("leave", weapon="revolver", place="table")
    assert code(cart.done(look, witness="assistant", witness_seen=6, at=at)) == (
        403,
        "access.second-not-said",
    )
    served.node.report("pick-up", weapon="revolver")
    again = cart.done(look, witness="assistant", witness_seen=6, at=at)
    assert code(again) == (403, "access.second-not-said")
    assert "Look again" in again.json()["now"]
    alone = cart.done(look, at=at)
    assert body(served, alone)["outcome"] == "permit"
    assert served.node.state.beliefs["revolver"].proof is None


def test_a_word_from_before_it_changed_hands(served: Served, cart: Phone, pocket: Phone) -> None:
    """Somebody else had it meanwhile, also where it came back before the word was used."""
    look = looked(cart, pocket)
    for from_, to in (("armorer", "prop-master"), ("prop-master", "armorer")):
        served.node.report("hand-over", from_, weapon="revolver", from_=from_, to=[to])
    assert code(cart.done(look, witness="assistant", witness_seen=6)) == (403, "access.second-not-said")
    answer = cart.together("check", "armorer", "assistant", SIX, **CHECK)
    assert body(served, answer)["outcome"] == "permit"


def test_a_word_on_a_load_from_before_it_moved(served: Served, cart: Phone, pocket: Phone) -> None:
    """Whatever is counted, it is counted again."""
    keys: dict[str, Any] = {"weapon": "revolver", "rounds": [{"count": 2, "lot": "blanks"}]}
    look = cart.look("load", "armorer", **keys)
    served.clock.advance(5)
    pocket.second(look, "assistant", {"seen": 2}, badge="", pin="")
    served.node.report("leave", weapon="revolver", place="table")
    assert code(cart.done(look, witness="assistant")) == (403, "access.second-not-said")


def test_what_was_recorded_is_answered_again_wherever_the_weapon_is(
    served: Served, cart: Phone, pocket: Phone
) -> None:
    """An act that was sent twice is one, although the weapon has moved between."""
    look = looked(cart, pocket)
    first = cart.done(look, witness="assistant", witness_seen=6)
    served.node.report("leave", weapon="revolver", place="table")
    again = cart.done(look, witness="assistant", witness_seen=6)
    assert (again.json()["record"], again.json()["repeated"]) == (first.json()["record"], True)
