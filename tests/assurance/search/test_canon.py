"""The normal form moves as the state does: the same answers, and the same normal form after every act."""

from __future__ import annotations

from dataclasses import replace as with_times
from datetime import datetime
from random import Random

import pytest

from showsafe.application.step import step
from showsafe.assurance.search.bounds import SMALL, Bound
from showsafe.assurance.search.canon import NOW, RECORD, TICK, Canon, Normal, aged
from showsafe.assurance.search.explore import Explorer
from showsafe.assurance.search.move import CLOCK
from showsafe.domain.acts import Act
from showsafe.domain.changing import replace
from showsafe.domain.events import ASK, PERMIT
from showsafe.domain.state import State
from tests.assurance.search.walks import search, walk

WALKS = 12
STEPS = 60


class Plain:
    """A set as production has it: every record its own number, every act its own time, nothing brought to form."""

    def __init__(self, one: Explorer) -> None:
        """Begin with what a search begins with."""
        self.one = one
        self.state = replace(one.records.states[one.records.first].state, last_record=RECORD)
        self.now = NOW

    def answer(self, act: Act, door: str) -> str:
        """Put an act to the production rules, as of now; as in a search what is not permitted leaves no trace."""
        done = step(
            self.state,
            with_times(act, at=self.now),
            door=door,
            rulebook=self.one.records.book,
            now=self.now,
            number=self.state.last_record + 1,
        )
        outcome = done.decision.outcome
        if door != ASK or outcome == PERMIT or (outcome == "hold" and act.kind == "accept"):
            self.state = done.state
        return outcome

    def form(self) -> tuple[object, ...]:
        """Return the normal form of the state as it is now: its times are held against the time that it is."""
        return parts(self.one.records.canon, shifted(self.state, self.now))


def shifted(state: State, now: datetime) -> State:
    """Return a state with the times that rules ask about as far before ``NOW`` as they are before ``now``."""
    back = now - NOW
    beliefs = {}
    for name, belief in state.beliefs.items():
        said: dict[str, object] = {}
        if belief.proof is not None:
            said["proof"] = replace(belief.proof, renewed=belief.proof.renewed - back)
        if belief.loaded is not None:
            said["loaded"] = replace(belief.loaded, at=belief.loaded.at - back)
        if belief.fault is not None:
            earlier = tuple(replace(each, at=each.at - back) for each in belief.fault.earlier)
            said["fault"] = replace(belief.fault, at=belief.fault.at - back, earlier=earlier)
        beliefs[name] = replace(belief, **said)
    return replace(state, beliefs=beliefs)


def parts(canon: Canon, state: State) -> tuple[object, ...]:
    """Return the parts of the normal form of a state."""
    return tuple(canon.parts.kept[number] for number in canon.normal(state).key)


@pytest.mark.parametrize("bound", SMALL, ids=lambda bound: f"{bound.name}, {bound.adversary.name}")
def test_every_answer_and_every_form_is_that_of_the_plain_state(bound: Bound) -> None:
    """Along random walks the plain state is answered as the normal form is, and comes to the same normal form."""
    one = search(bound)
    for seed in range(WALKS):
        plain = Plain(one)
        for _, move, after, outcome in walk(one, seed, STEPS):
            if move.door == CLOCK:
                plain.now += TICK
            elif move.act is not None:
                assert plain.answer(move.act, move.door) == outcome, move
            assert plain.form() == parts(one.records.canon, one.records.states[after[0]].state), move


def test_a_normal_form_is_its_own() -> None:
    """The normal form of a normal form is itself, however it is come by."""
    one = search(SMALL[3])
    for _, _, after, _ in walk(one, 1, 100):
        normal = one.records.states[after[0]]
        assert one.records.canon.normal(normal.state).key == normal.key
        assert one.records.canon.normal(normal.state, normal) == Normal(normal.state, normal.key)


def test_time_makes_everything_older_and_stops_at_the_oldest() -> None:
    """After more steps of the clock than any limit needs, one more changes nothing."""
    one = search(SMALL[3])
    canon, random = one.records.canon, Random(3)  # noqa: S311 - a test draws at random
    for _, _, after, _ in walk(one, random.randrange(99), 80):
        state = one.records.states[after[0]].state
        old = canon.normal(aged(canon.normal(aged(state)).state))
        assert canon.normal(aged(old.state)).key == old.key
