"""Which acts change something on one person's word, and which only with their two."""

from __future__ import annotations

from showsafe.domain.acts import KINDS
from showsafe.domain.effects.table import EFFECTS, approved, nothing
from showsafe.domain.events import HOLD, PERMIT, REFUSE, Event
from showsafe.domain.state import State
from tests.domain.bare import bare, event_of

BY_TWO = {
    *("enrol", "assign-role", "staff", "instruct", "enrol-key", "rotate-key", "erase"),
    *("assess", "meet", "plan", "open-day", "reconcile", "own-discrepancy"),
}
"""What one person alone reports of these approves nothing."""

ON_RECORD_ALONE = {"attest", "acknowledge", "confirm", "override"}


def test_every_act_has_its_effect() -> None:
    """None is left out, so that nothing that happened is passed over; and nothing else has one."""
    assert set(EFFECTS) == set(KINDS)


def test_which_acts_one_person_alone_does_not_make_true() -> None:
    """Whose roles, duties and keys somebody has, and what is approved for the day, needs more than a report."""
    wrapped = approved(nothing).__qualname__
    assert {kind for kind, effect in EFFECTS.items() if effect.__qualname__ == wrapped} == BY_TWO


def test_which_acts_change_nothing() -> None:
    """They are on record, and that is all."""
    assert {kind for kind, effect in EFFECTS.items() if effect is nothing} == ON_RECORD_ALONE
    state = bare()
    assert nothing(state, event_of(state, "attest")) is state


def test_what_is_approved_is_what_the_rules_permit_in_full() -> None:
    """Permitted, or reported as the rules would have it, the effect is had; over a refusal or a hold it is not."""
    before = bare()
    got: list[tuple[State, Event]] = []

    def effect(state: State, event: Event) -> State:
        got.append((state, event))
        return State()

    good = event_of(before, "meet", "armorer")
    assert approved(effect)(before, good) == State()
    assert got == [(before, good)]
    for against in (REFUSE, HOLD):
        assert approved(effect)(before, event_of(before, "meet", would=against)) is before
        assert approved(effect)(before, event_of(before, "meet", asked=against)) is before
    assert approved(effect)(before, event_of(before, "meet", asked=PERMIT)) == State()
