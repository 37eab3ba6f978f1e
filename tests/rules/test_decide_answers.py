"""The two answers to an answer: a confirm fills in the second person, an override lifts what may be lifted."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from showsafe.domain.acts import KINDS, Act, Draw, Sight
from showsafe.domain.state import Pending, State
from showsafe.domain.things import Person
from showsafe.rules.decide import Decided, decide, with_second
from showsafe.rules.decision import Decision, Finding, Weight
from showsafe.rules.gates.duty import Duty
from tests.rules.deciding import NAMES, NOW, Falls, Told, act, rules, said

BEFORE = NOW - timedelta(minutes=5)
LOAD = act("load", at=BEFORE, weapon="revolver", rounds=(Draw(count=1, lot="blanks"),))
OFFER = act("offer", at=BEFORE, weapon="revolver", to=("performer",))
CONFIRM = act("confirm", "assistant", of_act="the-load")
OVERRIDE = act("override", "producer", of_act="the-offer", reason="late", witness="safety")
OFFICE = {
    "producer": ("crew", "producer"),
    "second-producer": ("producer",),
    "safety": ("safety-advisor", "crew"),
    "both": ("producer", "safety-advisor"),
    "armorer": ("armorer",),
}
NEVER = ("live", "rounds", "check", "bore", "hands", "sight", "trouble", "count")
STOOD = (
    *(f"{gate}.{word}" for gate in NAMES for word in ("x", "a", "b", "none", "own")),
    *("receiver.declined", "receiver.prohibited", "receiver.too-young", "file.held", "file.crosses"),
)
"""What stood against every ask that waits here."""


def waiting(of: Act, outcome: str) -> State:
    """Return a state in which an ask of before waits for an answer."""
    people = {name: Person(id=name, roles=roles) for name, roles in OFFICE.items()}
    pending = Pending(act=of, outcome=outcome, codes=STOOD, at=BEFORE, record=3)
    return State(people=people, pending={of.act_id: pending})


HELD = waiting(LOAD, "hold")
REFUSED = waiting(OFFER, "refuse")


def duty(name: str, **names: object) -> Finding:
    """Return a finding of gate *duty*, in full."""
    return Duty().find(name, **names)


def answered(state: State, of: Act, *gates: Told, **more: Any) -> Decided:  # noqa: ANN401
    """Return what came of an answer, under gates that say what they are told to."""
    return decide(state, of, rules(*gates, **more), NOW)


def note(finding: Finding) -> Finding:
    """Return a finding as a note."""
    return replace(finding, weight=Weight.NOTE)


NOTHING = (
    (State(), CONFIRM, "nothing-held"),
    (HELD, replace(CONFIRM, of_act="another"), "nothing-held"),
    (waiting(LOAD, "refuse"), CONFIRM, "nothing-held"),
    (State(), OVERRIDE, "not-refused"),
    (REFUSED, replace(OVERRIDE, of_act="another"), "not-refused"),
    (waiting(OFFER, "hold"), OVERRIDE, "not-refused"),
)


def test_nothing_to_answer() -> None:
    """A confirm answers what was held, an override what was refused; where there is none, that is all that is said."""
    own = said("duty.own")
    for state, of, lacks in NOTHING:
        assert answered(state, of, Told("duty", own)) == Decided(Decision((own, duty(lacks))))


def test_nobody_confirms_their_own_ask() -> None:
    """Who asked cannot be the second person, whatever the gates say."""
    own = said("duty.own")
    same = replace(CONFIRM, by="armorer")
    expected = Decided(Decision((own, duty("same-person", who="armorer"))))
    assert answered(HELD, same, Told("duty", own)) == expected


def test_a_confirm() -> None:
    """The act that waited is decided again with its second person, as of now, and happens where nothing is left."""
    confirm = replace(CONFIRM, sight=Sight(count=3))
    bore, own = Told("bore", said("bore.warm")), Told("duty", said("duty.own"))
    completed = replace(LOAD, witness="assistant", sight=Sight(count=3))
    expected = Decided(Decision((said("duty.own"), said("duty.own"), said("bore.warm"))), completed)
    assert answered(HELD, confirm, own, bore) == expected
    assert own.asked == [(HELD, confirm), (HELD, replace(completed, at=NOW))]
    assert bore.asked == [(HELD, replace(completed, at=NOW))]


@pytest.mark.parametrize("weight", ["hold", "refuse"])
def test_a_confirm_is_not_enough(weight: str) -> None:
    """What stands against the act with both people in it, or against the confirm itself, keeps it from happening."""
    left = said("bore.none", weight)
    assert answered(HELD, CONFIRM, Told("bore", left)) == Decided(Decision((left,)))

    class OfConfirms(Told):
        """Does it speak of confirms alone?"""

        def look(self, *args: Any) -> Any:  # noqa: ANN401
            """Say it of them."""
            found = tuple(super().look(*args))
            yield from (each for each in found if args[1].kind == "confirm")

    own = said("duty.own", weight)
    warm = said("bore.warm")
    expected = Decided(Decision((own, warm)))
    assert answered(HELD, CONFIRM, OfConfirms("duty", own), Told("bore", warm)) == expected


def test_of_a_confirm_no_count_is_said() -> None:
    """What counts of a refused cycle is said of the cycle that was asked, and not again of its confirm."""
    found = (said("bore.a"), said("run.counts"), said("run.found"), said("bore.b"))
    (bore, *_, last) = found
    assert answered(HELD, CONFIRM, Told("bore", *found)).decision == Decision((bore, last))


SECONDS = {"receive": "countersigned_by", "release": "reviewed_by"}
NAMED = ("staff", "instruct", "show", "pass-open")
"""Acts that cannot be said, and so are never held, without the one whom they are about."""


def test_where_a_second_person_stands() -> None:
    """A receipt is countersigned, a release reviewed, everything else witnessed; what they saw is said with it."""
    seen = Sight(seal="4711")
    for kind in set(KINDS) - set(NAMED):
        asked = act(kind, sight=Sight(count=2))
        second: dict[str, Any] = {SECONDS.get(kind, "witness"): "grip"}
        assert with_second(asked, "grip") == replace(asked, **second)
        assert with_second(asked, "grip", seen) == replace(asked, sight=seen, **second)


def test_an_override() -> None:
    """Producer and safety advisor lift a refusal: the act, asked as of now and for its watcher as of then, happens."""
    own, grave = said("duty.own"), said("meeting.none", "refuse")
    both = Told("meeting", grave, said("meeting.old"))
    result = answered(REFUSED, OVERRIDE, Told("duty", own), both)
    assert result == Decided(Decision((own, own, note(grave), said("meeting.old"))), OFFER)
    assert both.asked == [(REFUSED, replace(OFFER, at=NOW)), (REFUSED, OFFER)]


def test_an_override_that_its_own_gates_refuse() -> None:
    """What stands against the override itself keeps it from lifting anything."""
    own = said("duty.own", "refuse")
    result = answered(
        waiting(act("show", weapon="revolver", to=("first-ad",)), "refuse"),
        replace(OVERRIDE, of_act="the-show"),
        Told("duty", own),
    )
    assert result == Decided(Decision((own,)))


PAIRS = (
    ("producer", "safety", True),
    ("safety", "producer", True),
    ("both", "producer", True),
    ("safety", "both", True),
    ("producer", "second-producer", False),
    ("producer", "armorer", False),
    ("armorer", "safety", False),
    ("armorer", "both", False),
    ("nobody", "producer", False),
    ("safety", "nobody", False),
)


def test_who_overrides() -> None:
    """One of the two is the producer, the other the safety advisor, whoever of them asks."""
    for one, other, may in PAIRS:
        result = answered(REFUSED, replace(OVERRIDE, by=one, witness=other))
        found = () if may else (duty("override-roles"),)
        assert result == Decided(Decision(found), OFFER if may else None)


def test_an_override_without_its_second() -> None:
    """Of one person alone it is not said that the two are the wrong ones: gate *duty* holds it; nothing is lifted."""
    missing = said("duty.second-person-missing", "hold")
    shown = act("show", weapon="revolver", to=("first-ad",))
    alone = replace(OVERRIDE, witness="", of_act="the-show")
    assert answered(waiting(shown, "refuse"), alone, Told("duty", missing)) == Decided(Decision((missing,)))


def test_an_override_that_waited() -> None:
    """A confirm of an override is its second signature: what it may lift is asked now, of the act that was refused."""
    alone = replace(OVERRIDE, witness="")
    both = replace(
        waiting(alone, "hold"),
        pending={**REFUSED.pending, **waiting(alone, "hold").pending},
    )
    grave = said("meeting.none", "refuse")
    confirm = act("confirm", "safety", of_act="the-override")
    assert answered(both, confirm, Told("meeting", grave)) == Decided(Decision((note(grave),)), OFFER)
    wrong = replace(confirm, by="armorer")
    expected = Decided(Decision((duty("override-roles"), note(grave))))
    assert answered(both, wrong, Told("meeting", grave)) == expected
    gone = waiting(alone, "hold")
    assert answered(gone, confirm) == Decided(Decision((duty("not-refused"),)))


def test_an_override_lifts_only_what_stood_against_it_when_it_was_asked() -> None:
    """What the same gate says besides by now, the two who sign have not seen: it is asked anew."""
    stood, newer = said("meeting.none", "refuse"), said("meeting.changed", "refuse")
    expected = Decided(Decision((duty("changed-since"), note(stood), note(newer))))
    assert answered(REFUSED, OVERRIDE, Told("meeting", stood, newer)) == expected
    assert answered(REFUSED, OVERRIDE, Told("meeting", stood)).completes == OFFER


def test_no_override_lifts_a_hold() -> None:
    """Who is missing from the act itself is not stood in for by an override."""
    missing = said("receiver.waits", "hold")
    expected = Decided(Decision((duty("override-held"), note(missing))))
    assert answered(REFUSED, OVERRIDE, Told("receiver", missing)) == expected


def test_gates_that_nobody_overrides() -> None:
    """Of all gates an offer meets, these are never overridden; a warning of theirs stands in nobody's way."""
    for gate in set(NAMES) - {"run", "count", "duty"}:
        grave, warned = said(f"{gate}.x", "refuse"), said(f"{gate}.x")
        result = answered(REFUSED, OVERRIDE, Told(gate, grave))
        if gate in NEVER:
            assert result == Decided(Decision((duty("override-never", gates=gate), note(grave))))
        else:
            assert result == Decided(Decision((note(grave),)), OFFER)
        assert answered(REFUSED, OVERRIDE, Told(gate, warned)) == Decided(Decision((warned,)), OFFER)


@pytest.mark.parametrize(
    ("code", "never"),
    [
        ("receiver.declined", True),
        ("receiver.prohibited", True),
        ("receiver.too-young", False),
        ("file.held", True),
        ("file.crosses", False),
    ],
)
def test_a_no_is_a_no(code: str, never: bool) -> None:  # noqa: FBT001
    """Who declined, or may have no weapon at all, is handed none by any override; nor is one of a file short of a flag.

    Only that is said to be why.
    """
    grave = said(code, "refuse")
    result = answered(REFUSED, OVERRIDE, Told(grave.gate, grave))
    if never:
        assert result == Decided(Decision((duty("override-never", gates=code), note(grave))))
    else:
        assert result == Decided(Decision((note(grave),)), OFFER)


def test_all_that_nobody_overrides_is_named_once() -> None:
    """Gates, codes, and gates that gave no answer, in this order, each once; what could be overridden is not named."""
    gates = (
        Told("receiver", said("receiver.declined", "refuse"), said("receiver.x", "refuse")),
        Told("live", said("live.a", "refuse"), said("live.b", "refuse")),
        Falls("bore"),
        Falls("meeting"),
        Told("plan", said("plan.x", "refuse")),
    )
    (never, *notes) = answered(REFUSED, OVERRIDE, *gates).decision.findings
    assert never == duty("override-never", gates="live, bore, receiver.declined, meeting")
    assert all(each.weight == Weight.NOTE for each in notes)
    assert [each.gate for each in notes] == [
        *("live", "live", "bore", "meeting", "receiver", "receiver", "plan")
    ]


def test_no_override_where_the_rules_say_nothing() -> None:
    """An act without a row, or a gate without an answer, is overridden by nobody."""
    acts = {name: row for name, row in rules().acts.items() if name != "offer"}
    result = answered(REFUSED, OVERRIDE, acts=acts)
    assert result.completes is None
    assert result.decision.findings[0] == duty("override-never", gates="rules")
    broken = answered(REFUSED, OVERRIDE, Falls("meeting"))
    assert broken.completes is None
    assert broken.decision.findings[0] == duty("override-never", gates="meeting")


NOBODY_OVERRIDES = (
    *("enrol-key", "rotate-key", "revoke-key", "erase"),
    *("open-run", "cycle", "open-file", "draw-in", "issue-file", "close-file"),
)


def test_acts_that_nobody_overrides() -> None:
    """No override enrols a key, forgets anybody, or lets a run or a file pass: all that stands against it is named."""
    papers, plan = said("papers.none", "refuse"), said("plan.none", "refuse")
    for kind in NOBODY_OVERRIDES:
        refused = act(kind, weapon="revolver")
        override = replace(OVERRIDE, of_act=refused.act_id)
        acts = {**rules().acts, kind: ("papers", "plan")}
        gates = (Told("papers", papers), Told("plan", plan))
        (never, *others) = answered(waiting(refused, "refuse"), override, *gates, acts=acts).decision.findings
        assert never == duty("override-never", gates="duty, papers, plan")
        assert {each.code for each in others[:-2]} == {"duty.incomplete"}
        assert others[-2:] == [note(papers), note(plan)]


@pytest.mark.parametrize(
    "refused",
    [
        act("erase", person="grip"),
        act("revoke-key", key_id="k"),
        act("open-file", file="trench", scene="wood"),
        act("cycle", weapon="revolver", steps=(act("check", weapon="revolver"),)),
    ],
)
def test_what_nobody_overrides_though_nothing_is_left(refused: Act) -> None:
    """Such an act, said whole and with nothing left against it, is asked again, and not overridden."""
    override = replace(OVERRIDE, of_act=refused.act_id)
    never = duty("override-never", gates="duty")
    assert answered(waiting(refused, "refuse"), override) == Decided(Decision((never,)))
