"""Which record shows that something is done that a use ought to rest on: found in the state before the use."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from showsafe.casefile.duties.table import Ought
from showsafe.casefile.duties.values import Evidence
from showsafe.domain.acts import Act
from showsafe.domain.belief import Belief
from showsafe.domain.proof import Proof
from showsafe.domain.state import State
from showsafe.rules.facts import belief_of, custodian_of, plans_of, receiver_of, scene_of

INSTRUCTED, PAPERS, CONTACT, BORE = "instructed", "papers", "compliance-contact", "bore"
"""What an act says of somebody, under which it is kept beside its kind."""

_OF_A_LOAD = {"load": "loaded", "declare": "said"}


@dataclass(slots=True)
class Seen:
    """The acts that happened so far: the latest record of each kind and thing, and the acts of each record."""

    latest: dict[tuple[str, str], int] = field(default_factory=dict)
    acts: dict[int, tuple[str, ...]] = field(default_factory=dict)

    def note(self, number: int, act: Act) -> None:
        """Keep that an act happened."""
        self.acts[number] = (*self.acts.get(number, ()), act.kind)
        draws = (draw.lot for draw in act.rounds or ())
        for thing in (act.weapon, act.lot, act.person, act.about, *(draws if act.kind == "load" else ()), ""):
            self.latest[act.kind, thing] = number
        if act.kind == "instruct" or act.instructed:
            self.latest[INSTRUCTED, act.person] = number
        if act.kind == "record-paper" or act.credentials or act.papers:
            self.latest[PAPERS, act.about or act.person] = number
        if act.scene:
            self.latest[act.kind, act.scene] = number
        if act.bore:
            self.latest[BORE, act.weapon] = number
        if act.kind == "record-paper" and act.sort == CONTACT:
            self.latest[CONTACT, ""] = number

    def of(self, ought: Ought, numbers: Iterable[int]) -> tuple[Evidence, ...]:
        """Return records as evidence, each with the act of it that answers; one that holds none of them is none."""
        found = []
        for number in dict.fromkeys(numbers):
            act = next((kind for kind in ought.acts if kind in self.acts.get(number, ())), "")
            if act:
                found.append(Evidence(record=number, act=act))
        return tuple(found)

    def last(self, ought: Ought, thing: str) -> tuple[Evidence, ...]:
        """Return the latest record of one of the acts that an ought names, of a thing."""
        numbers = [self.latest.get((kind, thing), 0) for kind in ought.acts]
        return self.of(ought, [max(numbers, default=0)])


Look = Callable[[Seen, Ought, State, Act], tuple[Evidence, ...]]


def evidence(seen: Seen, ought: Ought, state: State, act: Act) -> tuple[Evidence, ...]:
    """Return the records that answer an ought of an act, as of the state before it; often none."""
    return _LOOKS[ought.thing](seen, ought, state, act)


def nearest(seen: Seen, ought: Ought, state: State, act: Act) -> tuple[Evidence, ...]:
    """Return the last record of such an act where the gate says that none counts: it is there, and proves nothing."""
    key = {
        "bore": (BORE, act.weapon),
        "weapon": (ought.acts[0] if ought.acts else "", act.weapon),
        "scene": ("meet", _scene(state, act)),
        "plan": ("plan", act.weapon),
        "instructed": (INSTRUCTED, receiver_of(state, act)),
        "papers": (PAPERS, custodian_of(state, act)),
        "contact": (CONTACT, ""),
        "set": (ought.acts[0] if ought.acts else "", ""),
    }.get(ought.thing)
    if ought.thing == "lot":
        return _of_lots(seen, ought, state, act)
    return seen.of(ought, [seen.latest.get(key, 0)]) if key and key[1] + key[0] else ()


def _nothing(seen: Seen, ought: Ought, state: State, act: Act) -> tuple[Evidence, ...]:  # noqa: ARG001 - one shape for all
    return ()


def _of_weapon(seen: Seen, ought: Ought, state: State, act: Act) -> tuple[Evidence, ...]:
    belief = belief_of(state, act)
    if ought.gate == "check":
        return seen.of(ought, _rests_on(belief.proof))
    if ought.gate == "load":
        held = getattr(belief, _OF_A_LOAD[ought.acts[0]])
        return seen.of(ought, [held.record] if held is not None else [])
    if ought.gate == "show":
        return seen.last(ought, act.weapon) if belief.shown_to else ()
    if ought.gate == "hands":
        return seen.of(ought, [belief.offer.record]) if belief.offer and act.kind == "accept" else ()
    if ought.gate == "sight":
        return seen.of(ought, [belief.watched.record]) if belief.watched else ()
    return seen.last(ought, act.weapon)


def _of_bore(seen: Seen, ought: Ought, state: State, act: Act) -> tuple[Evidence, ...]:
    return seen.of(ought, _rests_on(belief_of(state, act).bore))


def _of_lots(seen: Seen, ought: Ought, state: State, act: Act) -> tuple[Evidence, ...]:
    belief: Belief = belief_of(state, act)
    lots = [each.lot for each in belief.contents] + [draw.lot for draw in act.rounds or ()]
    numbers = [seen.latest.get((kind, lot), 0) for lot in dict.fromkeys(lots) if lot for kind in ought.acts]
    return seen.of(ought, sorted(numbers))


def _of_scene(seen: Seen, ought: Ought, state: State, act: Act) -> tuple[Evidence, ...]:
    meeting = state.meetings.get(_scene(state, act))
    return seen.of(ought, [meeting.record] if meeting else [])


def _of_plan(seen: Seen, ought: Ought, state: State, act: Act) -> tuple[Evidence, ...]:
    plans = plans_of(state, act, act.at)
    return seen.of(ought, sorted(plan.record for plan in plans))


def _of_instructed(seen: Seen, ought: Ought, state: State, act: Act) -> tuple[Evidence, ...]:
    return seen.of(ought, [seen.latest.get((INSTRUCTED, receiver_of(state, act)), 0)])


def _of_papers(seen: Seen, ought: Ought, state: State, act: Act) -> tuple[Evidence, ...]:
    who = custodian_of(state, act)
    return seen.of(ought, [seen.latest.get((PAPERS, who), 0)]) if state.is_custodian(who) else ()


def _of_set(seen: Seen, ought: Ought, state: State, act: Act) -> tuple[Evidence, ...]:  # noqa: ARG001 - one shape for all
    return seen.last(ought, "")


def _of_contact(seen: Seen, ought: Ought, state: State, act: Act) -> tuple[Evidence, ...]:  # noqa: ARG001 - one shape for all
    return seen.of(ought, [seen.latest.get((CONTACT, ""), 0)])


def _rests_on(proof: Proof | None) -> tuple[int, ...]:
    return proof.rests_on if proof is not None else ()


def _scene(state: State, act: Act) -> str:
    scene = scene_of(state, act)
    if scene or not act.weapon:
        return scene
    plans = plans_of(state, act, act.at)
    return plans[-1].act.scene if plans else ""


_LOOKS: dict[str, Look] = {
    "": _nothing,
    "weapon": _of_weapon,
    "bore": _of_bore,
    "lot": _of_lots,
    "scene": _of_scene,
    "plan": _of_plan,
    "instructed": _of_instructed,
    "papers": _of_papers,
    "set": _of_set,
    "contact": _of_contact,
}
