"""The issue of a file, weapon by weapon: what may not go out drops out by name, and the rest go on."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from showsafe.domain import files
from showsafe.domain.acts import Act, Scan
from showsafe.domain.apply import apply
from showsafe.domain.belief import Belief
from showsafe.domain.events import ASK, PERMIT, RECORD, REPORT, Did, Event
from showsafe.domain.state import File, Member, Pending, State
from showsafe.domain.things import Person, Weapon
from showsafe.rules.decide import Decided, decide
from showsafe.rules.decision import Decision, Finding, Weight
from showsafe.rules.gates.file import File as FileGate
from tests.rules.deciding import NOW, Once, Told, act, rules, said

THREE = ("bg-1", "bg-2", "bg-3")
OUT = Belief(holder="armorer")
START = State(
    last_record=41,
    people={name: Person(id=name) for name in ("armorer", "assistant", "extra-1", "extra-2", "extra-3")},
    weapons={name: Weapon(id=name, action="lever-rifle", capacity=5) for name in THREE},
    beliefs=dict.fromkeys(THREE, OUT),
    active=THREE,
    files={
        "trench": File(
            id="trench",
            custodian="armorer",
            watcher="assistant",
            scene="wood",
            record=7,
            at=NOW,
            members=tuple(Member(weapon=f"bg-{n}", mark=f"{n}", user=f"extra-{n}") for n in (1, 2, 3)),
        )
    },
)
ISSUE = act(
    "issue-file",
    file="trench",
    scans=tuple(Scan(weapon=name, tag="read") for name in THREE),
    flags=3,
    witness="assistant",
    at=NOW - timedelta(minutes=1),
)


def single(number: int) -> Act:
    """Return the hand-over of one of the three."""
    return files.hand_over(START, ISSUE, ISSUE.scans[number - 1])


def done(state: State, number: int, door: str = ASK, *gates: str) -> State:
    """Return the state after one of the three was handed over, under the number of the record of all."""
    event = Event(
        number=42,
        act=single(number),
        door=door,
        outcome=PERMIT if door == ASK else RECORD,
        would="refuse" if gates else "permit",
        at=NOW,
        gates=gates,
    )
    return apply(state, event)


def of_file(name: str, **names: object) -> Finding:
    """Return a finding of gate *file*, in full."""
    return FileGate().find(name, **names)


def saying(number: int, finding: Finding, weight: Weight = Weight.NOTE) -> Finding:
    """Return a finding of one of the three as the issue says it: by its name."""
    return replace(finding, says=f"bg-{number}: {finding.says}", weight=weight)


def issued(*gates: Told, door: str = ASK, of: Act = ISSUE) -> Decided:
    """Return what came of the issue, under gates that say what they are told to."""
    return decide(START, of, rules(*gates), NOW, door)


def test_all_go_out() -> None:
    """Each weapon is decided by itself, after those before it have gone out, all under the number of one record."""
    gate = Told("hands")
    assert issued(gate) == Decided(Decision(()), did=(Did("permit"), Did("permit"), Did("permit")))
    second, third = done(START, 1), done(done(START, 1), 2)
    assert gate.asked == [(START, single(1)), (second, single(2)), (third, single(3))]
    assert [third.beliefs[name].holder for name in THREE] == ["extra-1", "extra-2", "armorer"]


@pytest.mark.parametrize("weight", ["hold", "refuse"])
def test_one_drops_out(weight: str) -> None:
    """What stands against one is said of it by name, as a note; it stays, and those after it are decided without it."""
    first, grave, more = said("bore.old"), said("hands.x", weight), said("bore.x", "refuse")
    gate = Once("hands", {("hand-over", "bg-2"): grave})
    bore = Once("bore", {("hand-over", "bg-2"): more, ("hand-over", "bg-1"): first})
    result = issued(gate, bore)
    outcome = Decision((grave, more)).outcome
    dropped = Did(outcome, ("hands", "bore"))
    findings = (
        saying(1, first),
        saying(2, grave),
        saying(2, more),
        of_file("drops-out", weapon="bg-2", why="hands.x"),
    )
    assert result == Decided(Decision(findings), did=(Did("permit"), dropped, Did("permit")))
    assert [each for each, _ in gate.asked] == [START, done(START, 1), done(START, 1)]
    assert [each.weapon for _, each in gate.asked] == list(THREE)


def test_none_goes_out() -> None:
    """Where every one drops out nothing is issued, and the issue is refused."""
    grave = said("hands.x", "refuse")
    gate = Once("hands", {("hand-over", name): grave for name in THREE})
    result = issued(gate)
    expected = [
        each
        for number, name in enumerate(THREE, start=1)
        for each in (saying(number, grave), of_file("drops-out", weapon=name, why="hands.x"))
    ]
    assert result.decision == Decision((*expected, of_file("nobody")))
    assert result.decision.outcome == "refuse"
    assert result.did == (Did("refuse", ("hands",)),) * 3
    assert [each for each, _ in gate.asked] == [START] * 3


@pytest.mark.parametrize("weight", ["hold", "refuse"])
def test_what_stands_against_the_issue_itself(weight: str) -> None:
    """Where the issue itself is held or refused no weapon is decided at all."""
    own, old = said("file.flags", weight), said("file.old")
    gate, hands = Once("custodian", {("issue-file", ""): own}), Told("hands")
    also = Once("duty", {("issue-file", ""): old})
    assert issued(gate, also, hands) == Decided(Decision((own, old)))
    assert hands.asked == []


def test_a_warning_of_the_issue_itself() -> None:
    """What the issue itself is warned of is said before what is said of the weapons, and stops nothing."""
    own, one = said("custodian.old"), said("hands.old")
    result = issued(Once("custodian", {("issue-file", ""): own}), Once("hands", {("hand-over", "bg-3"): one}))
    assert result == Decided(Decision((own, saying(3, one))), did=(Did("permit"),) * 3)


def test_an_issue_that_is_reported() -> None:
    """Told as done, every weapon went out, whatever stood against it and against the issue: with its own weight."""
    own, grave, held = said("custodian.x", "refuse"), said("hands.x", "refuse"), said("sight.x", "hold")
    hands = Once("hands", {("hand-over", "bg-1"): grave, ("hand-over", "bg-2"): grave})
    sight = Once("sight", {("hand-over", "bg-2"): held})
    result = issued(Once("custodian", {("issue-file", ""): own}), hands, sight, door=REPORT)
    findings = (
        own,
        saying(1, grave, Weight.REFUSE),
        saying(2, grave, Weight.REFUSE),
        saying(2, held, Weight.HOLD),
    )
    did = (Did("refuse", ("hands",)), Did("refuse", ("hands", "sight")), Did("permit"))
    assert result == Decided(Decision(findings), did=did)
    second = done(START, 1, REPORT, "hands")
    assert [each for each, _ in hands.asked] == [START, second, done(second, 2, REPORT, "hands", "sight")]


def test_a_report_of_which_nothing_was_permitted() -> None:
    """Of what is told as done it is not said that nothing went out, nor that anything dropped out."""
    grave = said("hands.x", "refuse")
    result = issued(Once("hands", {("hand-over", name): grave for name in THREE}), door=REPORT)
    assert result.decision == Decision(tuple(saying(n, grave, Weight.REFUSE) for n in (1, 2, 3)))
    assert result.did == (Did("refuse", ("hands",)),) * 3


@pytest.mark.parametrize(("door", "seconds"), [(ASK, 0), (REPORT, 60)])
def test_each_through_the_door_of_the_issue(door: str, seconds: int) -> None:
    """The weapons of an issue that is asked are still to be handed over; of one that is told they were, at its time."""
    gate = Told("trouble")
    issued(gate, door=door)
    assert [(NOW - each.at).total_seconds() for _, each in gate.asked if each.weapon] == [seconds] * 3


def test_an_issue_of_nothing() -> None:
    """An issue that scans nothing hands over nothing: it is refused."""
    result = issued(of=replace(ISSUE, scans=()))
    assert result.did == ()
    assert result.decision.outcome == "refuse"


def test_a_confirm_of_an_issue() -> None:
    """Confirmed, an issue is decided weapon by weapon, and what became of each is told; refused, nothing did."""
    alone = replace(ISSUE, witness="")
    pending = Pending(act=alone, outcome="hold", codes=("duty.other",), at=NOW, record=40)
    waiting = replace(START, pending={ISSUE.act_id: pending})
    confirm = act("confirm", "assistant", of_act=ISSUE.act_id)
    grave = said("hands.x", "refuse")
    one = Once("hands", {("hand-over", "bg-1"): grave})
    result = decide(waiting, confirm, rules(one), NOW)
    drops = of_file("drops-out", weapon="bg-1", why="hands.x")
    did = (Did("refuse", ("hands",)), Did("permit"), Did("permit"))
    assert result == Decided(Decision((saying(1, grave), drops)), ISSUE, did)
    every = Once("hands", {("hand-over", name): grave for name in THREE})
    refused = decide(waiting, confirm, rules(every), NOW)
    assert (refused.completes, refused.did, refused.decision.outcome) == (None, (), "refuse")
