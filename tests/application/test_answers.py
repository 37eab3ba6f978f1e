"""Answers to an answer: confirm and override, through the write path."""

from __future__ import annotations

from typing import Any

import pytest

from showsafe.application.states import rebuilt
from showsafe.domain.proof import stands
from tests.application.units import Node, a_node
from tests.simulator import a_day

PROVE: dict[str, Any] = {"lot": "blanks", "count": 20, "of": 20, "methods": ["primer-state", "crimp"]}


def held() -> tuple[Node, str]:
    """Return a unit with a proof of rounds that waits for its second person."""
    node = a_node()
    answer = node.ask("prove", **PROVE)
    assert answer.outcome == "hold"
    return node, answer.act_id


def test_a_held_act_changes_nothing_until_it_is_confirmed() -> None:
    """A held ask proves nothing; with the second person's confirm it happens, under the confirm's record."""
    node, of = held()
    assert node.state.lots["blanks"].proven == 0
    answer = node.ask("confirm", "assistant", of=of)
    lot = node.state.lots["blanks"]
    assert lot.proven == 20
    assert lot.proof is not None
    assert lot.proof.people == ("armorer", "assistant")
    assert lot.proof.rests_on == (answer.number,)
    assert rebuilt(node.store.entries(), node.store.personal) == node.state


def test_nobody_confirms_their_own_ask() -> None:
    """The one who asked cannot be the second person."""
    node, of = held()
    answer = node.ask("confirm", "armorer", of=of)
    assert answer.outcome == "refuse"
    assert "duty.same-person" in {f.code for f in answer.findings}
    assert node.state.lots["blanks"].proven == 0


def test_confirmed_once() -> None:
    """A held ask is confirmed once; a second confirm finds nothing waiting."""
    node, of = held()
    node.ask("confirm", "assistant", of=of)
    assert "duty.nothing-held" in {f.code for f in node.ask("confirm", "safety", of=of).findings}


def test_decided_again_as_of_the_confirm() -> None:
    """A confirm is answered by the rules as they find the set then: what has happened since counts."""
    node, of = held()
    node.ask("quarantine", lot="blanks")
    node.report("receive", lot="blanks", state="loose")
    answer = node.ask("confirm", "assistant", of=of)
    assert answer.outcome == "refuse"
    assert node.state.lots["blanks"].proven == 0


def test_a_held_ask_lapses_with_the_day() -> None:
    """What was held is over when the day is closed."""
    node, of = held()
    node.report("close-day", "first-ad", witness="producer")
    assert "duty.nothing-held" in {f.code for f in node.ask("confirm", "assistant", of=of).findings}


def test_who_cannot_be_the_second_cannot_confirm() -> None:
    """A confirm by somebody who could not have been the witness is refused as the act would have been."""
    node = a_node()
    node.ask("enrol", "producer", person="rental", roles=["supplier"])
    of = node.ask("prove", **PROVE).act_id
    assert node.ask("confirm", "rental", of=of).outcome == "refuse"


def refused() -> tuple[Node, str]:
    """Return a unit with a refusal that may be overridden: the armorer has a second job today."""
    node = a_node()
    node.ask("check", weapon="revolver", seen=6, of=6, found=[], bore=True, witness="assistant")
    node.ask("lock", weapon="revolver", in_="safe", witness="assistant")
    node.ask("staff", "producer", person="armorer", duties=["weapons", "driving"])
    answer = node.ask("unlock", weapon="revolver", witness="assistant")
    assert answer.outcome == "refuse"
    return node, answer.act_id


OVERRIDE: dict[str, Any] = {"reason": "the driver is on the way", "witness": "safety"}


def test_an_override_is_an_act_of_its_own() -> None:
    """Producer and safety advisor together let it happen, under a record of their own, with the findings as notes."""
    node, of = refused()
    answer = node.ask("override", "producer", of=of, **OVERRIDE)
    assert answer.outcome == "permit"
    assert "duty.other-duty" in {f.code for f in answer.findings}
    assert node.state.beliefs["revolver"].holder == "armorer"
    assert rebuilt(node.store.entries(), node.store.personal) == node.state


def test_an_override_by_one_alone_waits() -> None:
    """One of the two alone is held until the other is there."""
    node, of = refused()
    answer = node.ask("override", "producer", of=of, reason="the driver is on the way")
    assert answer.outcome != "permit"
    assert node.state.beliefs["revolver"].container


@pytest.mark.parametrize(
    ("by", "witness"), [("producer", "first-ad"), ("armorer", "safety"), ("grip", "medic")]
)
def test_an_override_by_other_roles(by: str, witness: str) -> None:
    """Other roles cannot override, however senior."""
    node, of = refused()
    answer = node.ask("override", by, of=of, reason="because", witness=witness)
    assert answer.outcome == "refuse"
    assert node.state.beliefs["revolver"].container


def test_an_override_needs_a_reason() -> None:
    """Without a reason an override is not even an ask."""
    node, of = refused()
    with pytest.raises(Exception, match="reason"):
        node.ask("override", "producer", of=of, witness="safety")


def test_a_stale_override() -> None:
    """What was refused yesterday is not overridden today; and nothing is overridden twice."""
    node, of = refused()
    node.report("close-day", "first-ad", witness="producer")
    assert "duty.not-refused" in {
        f.code for f in node.ask("override", "producer", of=of, **OVERRIDE).findings
    }
    again, of = refused()
    again.ask("override", "producer", of=of, **OVERRIDE)
    twice = again.ask("override", "producer", of=of, **OVERRIDE)
    assert "duty.not-refused" in {f.code for f in twice.findings}


@pytest.mark.parametrize("gate", ["check", "hands", "trouble", "bore", "live"])
def test_gates_that_nobody_overrides(gate: str) -> None:
    """What one of these gates refuses stays refused, whoever asks."""
    node = a_node()
    if gate == "trouble":
        node.ask("check", weapon="revolver", seen=6, of=6, found=[], bore=True, witness="assistant")
        node.report("drop", weapon="revolver")
    if gate == "live":
        node.report("find-live", "grip", in_="a drawer")
    kind = {"check": "show", "hands": "accept", "bore": "declare", "live": "declare", "trouble": "declare"}[
        gate
    ]
    said: dict[str, Any] = {"to": ["first-ad"]} if kind == "show" else {}
    said |= {"word": "hot"} if kind == "declare" else {}
    of = node.ask(kind, "performer" if kind == "accept" else "armorer", weapon="revolver", **said).act_id
    answer = node.ask("override", "producer", of=of, **OVERRIDE)
    assert answer.outcome == "refuse"
    never = [f for f in answer.findings if f.code == "duty.override-never"]
    assert never
    assert gate in never[0].says


def test_an_override_makes_no_proof() -> None:
    """A load whose witness cannot be one may be overridden; no proof of contents comes of it."""
    day = a_day().planned("revolver", ammunition="dummy", user="assistant")
    day.out("revolver")
    day.permit("check", weapon="revolver", witness="safety", seen=6, of=6, bore=True, found=[])
    day.permit(
        "meet", "first-ad", scene="saloon", attendees=["armorer", "assistant", "performer", "first-ad"]
    )
    day.drawn("dummies")
    load = day.ask("load", weapon="revolver", rounds=["dummies:3"], witness="assistant")
    assert {f.code for f in load.decision.against} == {"duty.witness-conflict"}
    done = day.ask(
        "override", "producer", of=load.event.act.act_id, witness="safety", reason="nobody else is here"
    )
    assert done.event.outcome == "permit"
    assert len(day.belief("revolver").contents) == 3
    assert not stands(day.belief("revolver").proof)


def test_a_reported_confirm_completes_nothing() -> None:
    """Saying afterwards that somebody confirmed lets nothing happen."""
    node, of = held()
    node.report("confirm", "assistant", of=of)
    assert node.state.lots["blanks"].proven == 0


def test_a_refused_reset_says_which_steps_count() -> None:
    """In the first answer and in each repetition of it; a rebuild of the record holds the set for what was found."""
    node = a_node()
    steps = "collect; unlock in=box; check seen=6 of=6 found=live:1; load rounds=blanks:3"
    said = node.act("cycle", weapon="revolver", witness="assistant", steps=steps)
    answer = node.unit.ask(said)
    assert (answer.outcome, answer.counts) == ("refuse", (1, 3))
    again = node.unit.ask(said)
    assert (again.repeated, again.counts) == (True, (1, 3))
    assert node.state.stops
    assert rebuilt(node.store.entries(), node.store.personal) == node.state
