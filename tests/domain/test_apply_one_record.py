"""One record after another: what is asked and waits, what a confirm completes, which weapon moved, what is sealed."""

from __future__ import annotations

from typing import Any

import pytest

from showsafe.domain.apply import PENDING_KEPT, apply
from showsafe.domain.belief import Belief
from showsafe.domain.changing import replace
from showsafe.domain.events import HOLD, PERMIT, REFUSE, Event
from showsafe.domain.state import Pending, State
from tests.domain.bare import NOON, after, at, bare, box, event_of, rounds

SEALED = (("age", "a commitment"), ("contact", "another one"))
RECOUNT: dict[str, Any] = {"lot": "dummies", "witness": "assistant", "seen": 18, "witness_seen": 18}
COLLECT: dict[str, Any] = {"weapon": "revolver", "from_": "performer"}


def waiting(event: Event) -> Pending:
    """Return an ask as it is kept until somebody confirms or overrides it."""
    return Pending(
        act=event.act,
        outcome=event.outcome,
        codes=event.codes,
        at=event.at,
        record=event.number,
        sealed=event.sealed,
    )


@pytest.mark.parametrize("answer", [HOLD, REFUSE])
def test_an_ask_that_waits_or_was_refused_changes_nothing_but_what_waits(answer: str) -> None:
    """It did not happen: it is kept whole, with what stood against it, and the record has its number."""
    before = bare(revolver=Belief(holder="performer"))
    event = replace(
        event_of(before, "recount", **RECOUNT, asked=answer, said=2, heard=3), gates=("count", "duty")
    )
    assert apply(before, event) == replace(before, last_record=1, pending={"act-1": waiting(event)})


@pytest.mark.parametrize("would", [PERMIT, HOLD, REFUSE])
def test_what_is_reported_happened_whatever_the_gates_said(would: str) -> None:
    """A report waits for nobody, and neither does what was asked and permitted."""
    state = after(bare(), "recount", would=would, **RECOUNT)
    assert (state.pending, state.lots["dummies"].unaccounted, state.last_record) == ({}, 2, 1)
    asked = after(bare(), "recount", asked=PERMIT, **RECOUNT)
    assert (asked.pending, asked.lots["dummies"].unaccounted) == ({}, 2)


@pytest.mark.parametrize("outcome", [HOLD, REFUSE])
def test_a_report_is_never_set_aside(outcome: str) -> None:
    """Whatever stands as its answer, what is told has happened."""
    event = replace(event_of(bare(), "recount", **RECOUNT), outcome=outcome)
    state = apply(bare(), event)
    assert (state.pending, state.lots["dummies"].unaccounted) == ({}, 2)


@pytest.mark.parametrize("count", [PENDING_KEPT - 1, PENDING_KEPT, PENDING_KEPT + 1])
def test_only_so_many_wait(count: int) -> None:
    """The oldest lapses for the newest where there are as many as are kept; none does before."""
    asked = event_of(bare(), "recount", **RECOUNT, asked=HOLD)
    earlier = {f"earlier-{number}": waiting(asked) for number in range(count)}
    before = replace(bare(), pending=earlier, last_record=500)
    state = after(before, "recount", **RECOUNT, asked=HOLD)
    left = list(earlier)[max(count + 1 - PENDING_KEPT, 0) :]
    assert list(state.pending) == [*left, "act-501"]
    assert len(state.pending) == min(count + 1, PENDING_KEPT)


def confirmed(before: State, first: Event, kind: str, /, **said: Any) -> State:  # noqa: ANN401
    """Return the record after somebody let an ask that waited happen."""
    event = event_of(before, kind, "safety", of_act=first.act.act_id, **said)
    return apply(before, replace(event, completes=first.act))


@pytest.mark.parametrize("kind", ["confirm", "override"])
@pytest.mark.parametrize("would", [PERMIT, HOLD])
def test_what_is_confirmed_happens_then_and_as_permitted(kind: str, would: str) -> None:
    """The act has its own people and keys, the time and number of the confirm, and it waits no longer; others do."""
    asked = replace(event_of(bare(), "recount", **RECOUNT, asked=HOLD, would=HOLD), gates=("duty",))
    other = replace(waiting(asked), record=0)
    before = replace(apply(bare(), asked), pending={"act-0": other, "act-1": waiting(asked)})
    state = confirmed(before, asked, kind, said=4, heard=6, would=would, asked=PERMIT)
    assert state.pending == {"act-0": other}
    assert (state.lots["dummies"].box, state.lots["dummies"].holds) == (18, ())
    assert (state.counts["dummies"].record, state.counts["dummies"].at) == (2, at(4))
    assert state.handled == {"lot dummies": ("armorer", "assistant")}


@pytest.mark.parametrize("outcome", [PERMIT, HOLD])
def test_what_is_confirmed_happened_whatever_the_answer_to_the_confirm_is_called(outcome: str) -> None:
    """Its steps are those of an act that was permitted: each weapon of it moves, and none counts as refused."""
    asked = event_of(bare(), "collect", **COLLECT, asked=REFUSE, would=REFUSE)
    before = apply(bare(revolver=Belief(holder="performer", contents=rounds(1))), asked)
    confirm = event_of(before, "override", "safety", of_act="act-1", asked=PERMIT, would=PERMIT)
    state = apply(before, replace(confirm, completes=asked.act, would=outcome))
    assert (state.believed("revolver").holder, state.believed("revolver").holds) == ("armorer", ())
    assert state.handled["weapon revolver"] == ("armorer",)


def test_a_confirm_takes_off_the_list_what_it_names_and_what_it_completes() -> None:
    """Where a device gave the ask another name than the record, neither of the two waits any more."""
    asked = event_of(bare(), "recount", **RECOUNT, asked=HOLD)
    names = {"act-1": waiting(asked), "as it was named": waiting(asked), "other": waiting(asked)}
    before = replace(bare(), pending=names, last_record=1)
    confirm = event_of(before, "confirm", "safety", of_act="as it was named")
    assert list(apply(before, replace(confirm, completes=asked.act)).pending) == ["other"]


def test_the_commitments_to_what_is_personal_are_kept_with_whom_they_are_about() -> None:
    """Each once, also of an ask that waits and of one that was completed; a record without any keeps none."""
    enrol: dict[str, Any] = {"person": "grip", "roles": ("crew",), "witness": "safety"}
    plain = after(bare(), "enrol", "safety", **enrol)
    assert plain.sealed == {}
    event = replace(event_of(bare(), "enrol", "safety", **enrol, asked=HOLD), sealed=SEALED)
    state = apply(bare(), event)
    assert state.sealed == {"grip": ("a commitment", "another one")}
    assert state.pending["act-1"].sealed == SEALED
    confirm = replace(event_of(state, "confirm", "safety", of_act="act-1"), completes=event.act)
    again = apply(state, replace(confirm, sealed=(("age", "a third"), SEALED[0])))
    assert again.sealed == {"grip": ("a commitment", "another one", "a third")}


@pytest.mark.parametrize(
    ("known", "said", "heard", "moved"),
    [(None, 5, 9, 5), (None, 9, 5, 5), (3, 5, 9, 5), (7, 5, 9, 7), (7, 9, 8, 8)],
)
def test_a_weapon_last_moved_when_it_was_said_and_never_earlier_than_known(
    known: float | None, said: float, heard: float, moved: float
) -> None:
    """As it was said, no later than it was heard; told of before it moved again, the later one stands."""
    out = Belief(holder="performer", moved=None if known is None else at(known))
    state = after(
        bare(revolver=out, other=out), "drop", said=said, heard=heard, weapon="revolver", would=HOLD
    )
    assert state.believed("revolver").moved == out.moved
    state = after(
        bare(revolver=out, other=out), "lock", said=said, heard=heard, weapon="revolver", in_="safe"
    )
    assert state.believed("revolver").moved == at(moved)
    assert state.believed("other") == out


def test_what_leaves_a_weapon_where_it_is_moves_nothing() -> None:
    """A record about a lot, or about nothing, leaves every belief as it was, moved or not."""
    before = bare(revolver=Belief(holder="performer", moved=at(-5)))
    for kind in ("hold", "count-cases", "raise-concern"):
        assert after(before, kind, lot="dummies", count=1).beliefs == before.beliefs
    assert after(before, "seal", weapon="revolver", number="7").believed("revolver").moved == at(-5)


def test_what_was_done_outside_the_rules_is_held_and_what_is_safer_is_not() -> None:
    """A report that a gate would have refused; not one that it would have held, nor the safe direction, nor an ask."""
    out = bare(box(), revolver=Belief(holder="armorer"))
    seal: dict[str, Any] = {"weapon": "revolver", "number": "7"}
    held = {
        would: bool(after(out, "seal", would=would, **seal).believed("revolver").holds)
        for would in (PERMIT, HOLD, REFUSE)
    }
    assert held == {PERMIT: False, HOLD: False, REFUSE: True}
    assert after(out, "collect", **COLLECT, would=REFUSE).believed("revolver").holds == ()
    assert after(out, "seal", would=REFUSE, asked=PERMIT, **seal).believed("revolver").holds == ()
    assert at(0) == NOON
