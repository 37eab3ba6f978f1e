"""The four sentences that govern all gates, and the one above them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any, ClassVar

import pytest

from showsafe.domain.acts import KINDS, Act
from showsafe.domain.events import ASK, REPORT
from showsafe.domain.state import State
from showsafe.rules.decide import decide
from showsafe.rules.decision import Decision, Finding, Weight
from showsafe.rules.gate import Gate, hold, note, refuse
from showsafe.rules.profile import Profile
from showsafe.rules.rulebook import Rulebook
from tests.simulator import FilmSet, a_day


class Broken(Gate):
    """Does this gate hold? It does not."""

    id = "broken"

    def look(self, state: State, act: Act, profile: Profile, now: datetime) -> Iterator[Finding]:  # noqa: ARG002
        """Break, as a programming error would."""
        raise ZeroDivisionError


class BrokenHalfway(Broken):
    """Does this gate hold to its end?"""

    def look(self, state: State, act: Act, profile: Profile, now: datetime) -> Iterator[Finding]:  # noqa: ARG002
        """Say something first, and then break."""
        yield Finding("broken.note", "broken", Weight.NOTE, "A note.", "Nothing.", ())
        raise KeyError("halfway")


class Says(Gate):
    """Does it say what it was told to say?"""

    codes: ClassVar = {
        "refuse": refuse("No.", "Stop."),
        "hold": hold("Wait.", "Wait."),
        "note": note("So.", "Go."),
    }

    def __init__(self, name: str, *codes: str) -> None:
        self.name = name
        self.said = codes

    def look(self, state: State, act: Act, profile: Profile, now: datetime) -> Iterator[Finding]:  # noqa: ARG002
        """Yield what it was told to."""
        for code in self.said:
            yield replace(self.find(code), gate=self.name, code=f"{self.name}.{code}")


def answered(gates: dict[str, Gate], kind: str = "load", door: str = ASK) -> Decision:
    """Return the decision of a rulebook with these gates and no others, on a day with the revolver out."""
    day = a_day().out()
    rules = Rulebook(profile=day.rules.profile, gates=gates, acts={**day.rules.acts, kind: tuple(gates)})
    said: dict[str, Any] = {"rounds": ["blanks:1"]} if kind == "load" else {}
    act = day.act(kind, weapon="revolver", **said)
    return decide(day.state, act, rules, day.now, door).decision


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [("load", "refuse"), ("offer", "refuse"), ("take", "refuse"), ("check", "permit"), ("stop", "permit")],
)
def test_no_row_means_refuse(kind: str, outcome: str) -> None:
    """An act of which the rulebook says nothing is refused; the safe direction stands even then, with a note."""
    day = a_day()
    rules = replace(day.rules, acts={name: row for name, row in day.rules.acts.items() if name != kind})
    said: dict[str, Any] = {"load": {"rounds": ["blanks:1"]}, "offer": {"to": ["performer"]}}.get(kind, {})
    thing = {} if kind == "stop" else {"weapon": "revolver"}
    decision = decide(day.state, day.act(kind, **thing, **said), rules, day.now).decision
    assert [f.code for f in decision.findings] == ["rules.no-row"]
    assert decision.outcome == outcome


def test_a_missing_gate_refuses() -> None:
    """A row that names a gate which is not there refuses, and names it."""
    day = a_day()
    rules = replace(day.rules, gates={k: g for k, g in day.rules.gates.items() if k != "meeting"})
    decision = decide(
        day.state, day.act("offer", weapon="revolver", to=["performer"]), rules, day.now
    ).decision
    assert "meeting" in {f.gate for f in decision.findings if f.code == "rules.gate-broken"}


@pytest.mark.parametrize("broken", [Broken(), BrokenHalfway()])
def test_a_gate_that_breaks_refuses_and_is_named(broken: Gate) -> None:
    """A gate that breaks means refuse, and the answer names it without a traceback."""
    decision = answered({"broken": broken})
    (finding,) = [f for f in decision.findings if f.code == "rules.gate-broken"]
    assert decision.outcome == "refuse"
    assert finding.gate == "broken"
    assert "broken" in finding.says
    assert "Traceback" not in finding.says


@pytest.mark.parametrize("kind", ["collect", "check", "unload", "clear", "isolate"])
@pytest.mark.parametrize("door", [ASK, REPORT])
def test_the_safe_direction_stands_even_then(kind: str, door: str) -> None:
    """A gate that breaks refuses nothing that makes safe: there it is a note."""
    decision = answered({"broken": Broken()}, kind, door)
    assert decision.outcome == "permit"
    assert [f.code for f in decision.findings] == ["rules.gate-broken"]


def test_every_gate_runs() -> None:
    """A refusal, and even a break, in one gate keeps no other from being asked."""
    decision = answered(
        {"a": Says("a", "refuse"), "broken": Broken(), "b": Says("b", "hold"), "c": Says("c", "note")}
    )
    assert [f.gate for f in decision.findings] == ["a", "broken", "b", "c"]


def test_all_reasons_at_once() -> None:
    """Somebody who asks for an offer of a locked, unchecked weapon sees all reasons, not the first."""
    codes = a_day().refused("offer", weapon="pistol", to=["grip"])
    assert {"hands.locked", "check.void", "bore.void", "plan.none", "show.first-ad"} <= codes


@pytest.mark.parametrize(
    ("says", "outcome"),
    [
        ((), "permit"),
        (("note",), "permit"),
        (("hold",), "hold"),
        (("note", "hold"), "hold"),
        (("refuse",), "refuse"),
        (("hold", "refuse", "note"), "refuse"),
        (("refuse", "hold"), "refuse"),
    ],
)
def test_the_gravest_wins(says: tuple[str, ...], outcome: str) -> None:
    """Refuse outweighs hold, hold outweighs permit, and a note stops nothing."""
    gates: dict[str, Gate] = {f"g{i}": Says(f"g{i}", each) for i, each in enumerate(says)}
    assert answered(gates or {"g": Says("g")}).outcome == outcome


def test_asking_to_leave_is_always_refused() -> None:
    """Asking to leave a weapon or a box to nobody is refused; reporting it is recorded as a deviation."""
    day = a_day().out()
    assert day.refused("leave", weapon="revolver")
    assert day.report("leave", weapon="revolver").event.deviation


def test_what_is_told_is_not_refused() -> None:
    """Asking whether a shot may fall outside the rules is answered with notes, since it happened or happens."""
    day = a_day().ready("revolver", "blanks").handed()
    stepped = day.ask("discharge", "performer", weapon="revolver", count=1)
    assert stepped.event.outcome == "permit"
    assert "plan.outside-take" in {f.code for f in stepped.decision.findings}


@pytest.mark.parametrize("pressed", ["hold", "stop"])
def test_release_never_names_who_pressed(pressed: str) -> None:
    """Neither findings nor sentences of a release name who pressed, whoever asks and whoever reviews."""
    day = a_day()
    day.permit(pressed, "grip", says="a doubt")
    for by in ("armorer", "prop-master", "first-ad"):
        for reviewer in ("grip", "producer", "first-ad", "assistant", ""):
            said = {"reviewed_by": reviewer} if reviewer else {}
            found = day.findings("release", by, set_=True, **said)
            assert found
            for finding in found:
                assert "grip" not in finding.says + finding.next or finding.code == "trouble.who-may"


def test_the_same_answer_for_presser_and_insider() -> None:
    """A reviewer who pressed gets the same answer as one who may not review for any other reason."""
    day = a_day()
    day.permit("stop", "producer")
    lift: dict[str, Any] = {"set_": True, "cause": "looked into"}
    presser = day.findings("release", **lift, reviewed_by="producer")
    insider = day.findings("release", **lift, reviewed_by="prop-master")
    assert presser == insider


def test_clauses_of_the_place_come_first() -> None:
    """A place's own clause is shown before those of the trade."""
    day = a_day("us-ca")
    (finding,) = [f for f in day.findings("offer", weapon="revolver", to=["grip"]) if f.code == "check.void"]
    (giver,) = [
        f for f in day.findings("unlock", "assistant", weapon="sabre") if f.code == "custodian.not-custodian"
    ]
    assert giver.clauses[0] == "CA-9153(a)(1)"
    assert len(set(giver.clauses)) == len(giver.clauses)
    assert finding.clauses


def test_deciding_changes_nothing() -> None:
    """Deciding is pure: the same question of the same state has the same answer, and the state is as before."""
    day: FilmSet = a_day().ready("revolver", "blanks")
    before = day.state
    first = day.findings("offer", weapon="revolver", to=["performer"])
    assert first == day.findings("offer", weapon="revolver", to=["performer"])
    assert day.state is before
    assert set(KINDS) == set(day.rules.acts)


def test_one_reason_is_said_so_often_and_no_more() -> None:
    """What stands a hundred times against an act is said twenty times; nothing that is graver is lost for it."""
    many = [Finding("a.note", "a", Weight.NOTE, f"Note {n}.", "", ()) for n in range(100)]
    grave = [Finding("a.note", "a", Weight.REFUSE, "The same, but it refuses.", "", ())]
    other = [Finding("b.held", "b", Weight.HOLD, "Another.", "", ())]
    decision = Decision((*many, *grave, *other))
    assert [finding.says for finding in decision.findings[:20]] == [f"Note {n}." for n in range(20)]
    assert decision.findings[20:] == (*grave, *other)
    assert decision.gates_against == ("a", "b")
    assert Decision(decision.findings) == decision
