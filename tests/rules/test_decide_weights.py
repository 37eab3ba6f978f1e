"""What a finding weighs: the safe direction is never refused, what is told is not, and a report says what it was."""

from __future__ import annotations

import pytest

from showsafe.domain.acts import KINDS
from showsafe.domain.events import ASK, REPORT
from showsafe.domain.state import State
from showsafe.rules.decide import Decided, decide
from showsafe.rules.decision import Decision, Finding, Weight
from tests.rules.deciding import NOW, Told, act, rules, said

GATE = "papers"
SINGLE = [kind for kind in KINDS if kind not in ("confirm", "override", "cycle", "issue-file")]
"""Acts that are decided by their row alone."""

SAFE = (
    *("check", "unload", "clear", "collect", "isolate", "quarantine", "return-file", "drop-out", "end-run"),
    *("stop", "hold", "cut", "decline", "withdraw", "call-break", "revoke-key", "freeze"),
    *("misfire", "drop", "foul", "unplanned-discharge", "find-live", "raise-concern", "incident"),
    *("open-unit", "change-settings", "attest", "begin"),
)
TOLD = ("leave", "discharge")
"""What happened, and is no way to safety."""

ALWAYS = ("trouble.misfire-wait", "trouble.misfire-open")
TIDYING = ("trouble.frozen", "trouble.frozen-opened")
PARTS = ("rounds.part-proof", "rounds.method-missing")
OF_NOBODY = ("custodian.not-enrolled", "hands.nobody", "store.unattended")
OLD = ("sight.word-old",)
ANY = ("check.void", "rules.gate-broken", "live.found")


def weighed(kind: str, codes: tuple[str, ...], weight: str, door: str) -> tuple[set[str], set[str]]:
    """Return which codes keep their weight in an act, and which are only notes in it."""
    found = tuple(said(code, weight) for code in codes)
    book = rules(Told(GATE, *found), acts={kind: (GATE,)})
    decision = decide(State(), act(kind, weapon="revolver"), book, NOW, door).decision
    answers = [each for each in decision.findings if each.code in codes]
    assert [each.code for each in answers] == list(codes)
    lowered = {each.code for each in answers if each.weight == Weight.NOTE}
    assert all(each in (*found, said(each.code)) for each in answers)
    return set(codes) - lowered, lowered


EVERY = (*ALWAYS, *TIDYING, *PARTS, *OF_NOBODY, *OLD, *ANY)


@pytest.mark.parametrize("weight", ["hold", "refuse"])
def test_asked(weight: str) -> None:
    """In the safe direction the misfire wait alone limits; what is told, a strange weapon or a leaving to nobody."""
    keeps = dict.fromkeys(SINGLE, EVERY) | dict.fromkeys(SAFE, ALWAYS) | dict.fromkeys(TOLD, OF_NOBODY)
    for kind in SINGLE:
        kept, lowered = weighed(kind, EVERY, weight, ASK)
        assert (kind, kept) == (kind, set(keeps[kind]))
        assert lowered == set(EVERY) - kept


@pytest.mark.parametrize("weight", ["hold", "refuse"])
def test_reported(weight: str) -> None:
    """Told as done, tidying up what is frozen is a deviation too; an old word, or a proof in parts, is none."""
    told = tuple(code for code in EVERY if code not in OLD)
    keeps = dict.fromkeys(SINGLE, told) | dict.fromkeys(SAFE, (*ALWAYS, *TIDYING))
    keeps["prove"] = tuple(code for code in told if code not in PARTS)
    for kind in SINGLE:
        kept, lowered = weighed(kind, EVERY, weight, REPORT)
        assert (kind, kept) == (kind, set(keeps[kind]))
        assert lowered == set(EVERY) - kept


def test_the_safe_direction_by_name() -> None:
    """Which acts are safe, and which tell what happened, is written down here once more."""
    assert {kind for kind in KINDS if KINDS[kind].safe} == set(SAFE)
    assert {kind for kind in KINDS if KINDS[kind].told} - set(SAFE) == set(TOLD)


@pytest.mark.parametrize("door", [ASK, REPORT])
@pytest.mark.parametrize("kind", ["load", "check", "discharge", "prove"])
def test_a_note_stays_a_note(kind: str, door: str) -> None:
    """What is only a note is the same note everywhere."""
    kept, lowered = weighed(kind, EVERY, "note", door)
    assert (kept, lowered) == (set(), set(EVERY))


def test_a_decision_alone() -> None:
    """An act that is decided by its row completes no other, and nothing of it was done one by one."""
    shown = act("show", weapon="revolver", to=("first-ad",))
    found = said("check.void", "refuse")
    assert decide(State(), shown, rules(Told("check", found)), NOW) == Decided(Decision((found,)), None, ())


@pytest.mark.parametrize("kind", ["confirm", "override"])
def test_an_answer_that_is_told(kind: str) -> None:
    """A confirm or override is asked, never told: told, it meets its row, completes nothing, and says what it lacks."""
    told = act(kind, of_act="another", reason="late", witness="safety")
    found = said("duty.x", "refuse")
    decided = decide(State(), told, rules(Told("duty", found)), NOW, REPORT)
    assert decided == Decided(Decision((found,)))
    asked = decide(State(), told, rules(Told("duty", found)), NOW, ASK)
    own, lacks = asked.decision.findings
    assert own == found
    assert lacks.code == ("duty.nothing-held" if kind == "confirm" else "duty.not-refused")


OUTCOMES = [
    ([], "permit", 0),
    (["note"], "permit", 0),
    (["note", "hold", "note"], "hold", 1),
    (["hold", "refuse", "note"], "refuse", 2),
    (["refuse", "hold"], "refuse", 2),
]


@pytest.mark.parametrize(("weights", "outcome", "weight"), OUTCOMES)
def test_a_decision(weights: list[str], outcome: str, weight: int) -> None:
    """The gravest finding wins; what is against it are those that hold or refuse, and their gates, each once."""
    found = tuple(said(f"g{number}.x", each) for number, each in enumerate(weights))
    decision = Decision((*found, *found))
    assert (decision.outcome, decision.weight) == (outcome, Weight(weight))
    grave = tuple(each for each in found if each.weight in (Weight.HOLD, Weight.REFUSE))
    assert decision.against == (*grave, *grave)
    assert decision.gates_against == tuple(each.gate for each in grave)


@pytest.mark.parametrize(("count", "kept"), [(0, 0), (1, 1), (19, 19), (20, 20), (21, 20), (100, 20)])
def test_twenty_of_one(count: int, kept: int) -> None:
    """Twenty of one reason and weight are kept, the first; another weight, or another reason, has its own twenty."""

    def many(code: str, weight: str) -> tuple[Finding, ...]:
        return tuple(
            Finding(code, "a", said(code, weight).weight, f"{number}", "", ()) for number in range(count)
        )

    one, other, graver = many("a.x", "note"), many("a.y", "note"), many("a.x", "hold")
    mixed = [each for three in zip(one, other, graver, strict=True) for each in three]
    assert Decision(tuple(mixed)).findings == tuple(mixed[: 3 * kept])
    assert Decision((*one, *other, *graver)).findings == (*one[:kept], *other[:kept], *graver[:kept])
