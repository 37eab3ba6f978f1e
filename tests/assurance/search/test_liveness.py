"""From every state work and wrap can be reached; a rule that refuses too much is found as a dead end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

from showsafe.assurance.search.bounds import SMALL, Bound
from showsafe.assurance.search.cast import Stage
from showsafe.assurance.search.explore import Explorer
from showsafe.assurance.search.liveness import dead_ends, refused_in_the_safe_direction
from showsafe.domain.acts import Act
from showsafe.domain.state import State
from showsafe.rules.decision import Finding
from showsafe.rules.gates.store import Store
from showsafe.rules.gates.trouble import Trouble
from showsafe.rules.profile import Profile
from tests.assurance.search.walks import search

FOUND = replace(SMALL[4], kinds=frozenset(("prove",)), stage=Stage(dummies=1, live_in_box=1))
CLOSING = replace(SMALL[1], kinds=frozenset(("wrap",)), stage=Stage(dummies=0, blanks=0))


@cache
def as_it_is() -> Explorer:
    """Return the search under the rules as they are."""
    return whole(FOUND)


def whole(bound: Bound) -> Explorer:
    """Return a search of a small bound that came to its end."""
    one = search(bound)
    found = one.run()
    assert found.whole
    assert not found.violations
    return one


def test_nothing_is_a_dead_end() -> None:
    """A live round was found; from wherever that led, the set gets going again and the day can be closed."""
    assert dead_ends(as_it_is()) == ()
    assert "close-day" not in {each.goal for each in dead_ends(whole(CLOSING))}


def test_a_release_that_nobody_can_give_is_a_dead_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where every release is refused, the find of a live round is the end of all work, and the story says how."""

    def never(self: Trouble, state: State, act: Act, profile: Profile) -> Iterator[Finding]:  # noqa: ARG001
        yield self.find("reviewer")

    monkeypatch.setattr(Trouble, "_release", never)
    ends = {each.goal: each for each in dead_ends(whole(FOUND))}
    assert ends["take"].steps[-1].act is not None
    assert ends["take"].steps[-1].act.kind == "find-live"


def test_a_day_that_cannot_be_closed_is_a_dead_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Safety is not bought by never closing."""

    def never(self: Store, state: State, act: Act) -> Iterator[Finding]:  # noqa: ARG001
        yield self.find("day-open-things", thing="colt", where="anywhere")

    monkeypatch.setattr(Store, "_close", never)
    assert "close-day" in {each.goal for each in dead_ends(whole(CLOSING))}


def test_nothing_in_the_safe_direction_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A look, an unload, the way back: permitted in every state; a rule that refuses one of them is named."""
    assert refused_in_the_safe_direction(as_it_is()) == ()
    monkeypatch.setattr(
        "showsafe.rules.decide.OPENING_LIMITS", ("custodian.not-custodian", "duty.second-person-missing")
    )
    one = search(SMALL[0])
    one.run(most=400)
    assert refused_in_the_safe_direction(one)
