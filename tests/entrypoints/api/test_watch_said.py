"""The word of a watcher is of now: a hand-over that is asked long after they said so waits until they say it anew."""

from __future__ import annotations

from typing import Any

import pytest

from tests.entrypoints.api.looked import body, code
from tests.entrypoints.api.sets import Looked, Phone, Served

HANDED: dict[str, Any] = {"weapon": "revolver", "to": ["performer"]}


def watched(cart: Phone, pocket: Phone) -> Looked:
    """Ask somebody whether they watched the revolver, and let them say so."""
    look = cart.look("hand-over", "armorer", **HANDED)
    cart.served.clock.advance(40)
    word = pocket.second(look, "assistant", {}, badge="", pin="")
    assert word.status_code == 200, word.text
    return look


def test_a_word_is_good_for_half_a_minute(served: Served, cart: Phone, pocket: Phone) -> None:
    """However long the watcher was waited for, from their word on there is half a minute for the hand-over."""
    look = watched(cart, pocket)
    served.clock.advance(30)
    assert body(served, cart.done(look, witness="assistant"))["second"]["by"] == "assistant"


def test_a_word_of_before_is_asked_for_anew(served: Served, cart: Phone, pocket: Phone) -> None:
    """Later than that nobody knows who watched since: it is turned away, and nothing is on record."""
    look = watched(cart, pocket)
    served.clock.advance(31)
    size = served.node.store.size()
    answer = cart.done(look, witness="assistant")
    assert code(answer) == (403, "access.word-old")
    assert "once more" in answer.json()["now"]
    assert served.node.store.size() == size
    again = cart.together("hand-over", "armorer", "assistant", {}, **HANDED)
    assert body(served, again)["second"]["by"] == "assistant"


@pytest.mark.parametrize("seconds", [31, 300])
def test_what_was_answered_in_time_is_answered_again(
    served: Served, cart: Phone, pocket: Phone, seconds: int
) -> None:
    """A phone that heard no answer asks once more as it was, and hears the answer that stands."""
    look = watched(cart, pocket)
    at = served.clock.now()
    first = cart.done(look, witness="assistant", at=at)
    served.clock.advance(seconds)
    assert cart.done(look, witness="assistant", at=at).json()["record"] == first.json()["record"]


def test_what_was_done_is_told_with_the_word_of_then(served: Served, cart: Phone, pocket: Phone) -> None:
    """A hand-over that has happened is on record with its watcher, however late it is told: no record is refused."""
    look = watched(cart, pocket)
    at = served.clock.now()
    served.clock.advance(120)
    told = cart.done(look, door="report", witness="assistant", at=at)
    assert body(served, told)["second"]["by"] == "assistant"
