"""Dry runs as they are sent: what is next, what blocks the next take, what is in somebody's hands, the day, the files.

Nothing here is a permission; the words of it say *would*. What the rules find of somebody's papers or age is said in
full only to whoever may say that act themselves, and would be told it, and to the office.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from showsafe.application.access import table
from showsafe.application.next_acts.candidate import Right
from showsafe.application.next_acts.floor import Block, Planned, Scene, floor
from showsafe.application.next_acts.way import hand_back
from showsafe.application.next_acts.weapon import Next, next_of
from showsafe.application.records import stamp
from showsafe.application.unit import SET
from showsafe.application.would import Moment
from showsafe.domain import layout
from showsafe.domain.belief import Belief
from showsafe.domain.proof import stands
from showsafe.domain.spoken import spoken
from showsafe.domain.state import State
from showsafe.domain.things import Weapon
from showsafe.entrypoints.answers import finding_as_json
from showsafe.ledger.store import Store
from showsafe.projections import custody, proven, sentences
from showsafe.rules.decision import Finding

Line = dict[str, Any]

CANNOT_SHOW = "Ask to see it: this screen cannot show it."
WOULD = "A dry run, not a permission: nothing was asked and nothing is recorded."

PAPERS = (
    "no-credential",
    "expired",
    "class",
    "under-age",
    "age-not-said",
    "prohibited",
    "no-course",
    "minor",
)
"""Short names of codes that say something of somebody's papers, age, or what stands against them."""


def next_for(at: Moment, store: Store, name: str, person: str) -> Line:
    """Return the one next right act of a weapon, what the person may say, and what others may."""
    found = next_of(at, name, person, been_out=been_out(at.state, store, name))
    weapon = at.state.weapons[name]
    see = sees(at.state, person)
    return {
        **_word(weapon, at.state.believed(name)),
        "would": WOULD,
        "next": right(found.right, see),
        "next_is_mine": person in found.right.who,
        "acts": [right(each, see) for each in found.mine],
        "others": [right(each, see) for each in found.others],
        "wait": _wait(at, found),
        "places": list(layout.places(weapon)),
        "looks": list(layout.needed_looks(weapon)),
    }


def been_out(state: State, store: Store, name: str) -> bool:
    """Whether somebody who is no custodian has had a weapon since it last came out of a container."""
    out = False
    for span in custody.chain(store, name):
        holder = str(span.says["holder"])
        out = bool(span.says["out"]) and (out or bool(holder and not state.is_custodian(holder)))
    return out


def right(each: Right, see: bool) -> Line:  # noqa: FBT001 - whether papers are seen
    """Return one act that could come next, as it is sent."""
    return {
        "kind": each.kind,
        "door": each.door,
        "keys": dict(each.keys),
        "asks": list(each.asks),
        "second": each.second,
        "second_says": list(each.second_says),
        "seconds": list(each.seconds),
        "who": list(each.who),
        "would": each.would,
        "findings": [finding_as_json(finding) for finding in masked(each.findings, see)],
        "announce": each.announce,
        "things": list(each.things),
    }


def masked(findings: Iterable[Finding], see: bool) -> list[Finding]:  # noqa: FBT001 - as above
    """Return findings as somebody may see them: of papers and ages only that there is something."""
    return [each if see or each.code.partition(".")[2] not in PAPERS else _hidden(each) for each in findings]


def _hidden(finding: Finding) -> Finding:
    return replace(
        finding,
        code=f"{finding.gate}.papers",
        says="Something in somebody's papers or age stands against it.",
        next="The production office and the custodian see what; ask them.",
        clauses=(),
    )


def sees(state: State, person: str) -> bool:
    """Whether somebody would be told of papers when they ask, or sees them anyway."""
    known = state.people.get(person)
    return known is not None and not (table.SEE_PAPERS | table.CUSTODIANS).isdisjoint(known.roles)


def _word(weapon: Weapon, belief: Belief) -> Line:
    """Contents first, then the word; neither ever without the other."""
    word = spoken(weapon, belief)
    return {
        "weapon": weapon.id,
        "class": weapon.class_,
        "action": weapon.action,
        "state": word.name,
        "contents": word.contents,
        "word": word.word,
        "spoken": str(word),
    }


def _wait(at: Moment, found: Next) -> Line | None:
    if found.wait is None:
        return None
    until = at.now + timedelta(seconds=found.wait.seconds)
    return {"seconds": found.wait.seconds, "until": stamp(until), "says": found.wait.says}


def the_floor(at: Moment, store: Store, person: str) -> Line:
    """Return today's scenes, and for each planned weapon what blocks its next take, in order."""
    state = at.state
    names = {plan.act.weapon for plan in state.plans.values()} & set(state.beliefs)
    out = {name: been_out(state, store, name) for name in names}
    see = sees(state, person)
    return {
        "would": WOULD,
        "day_open": state.day.open,
        "stops": [{"kind": stop.kind, "record": stop.record} for stop in state.stops],
        "scenes": [_scene(at, scene, see) for scene in floor(at, person, out)],
    }


def _scene(at: Moment, scene: Scene, see: bool) -> Line:  # noqa: FBT001
    met = scene.meeting
    return {
        "scene": scene.name,
        "meeting": None
        if met is None
        else {"attendees": list(met.attendees), "at": stamp(met.at), "record": met.record},
        "late": list(scene.late),
        "meet": right(scene.meet, see) if scene.meet else None,
        "weapons": [_planned(at, each, see) for each in scene.weapons],
    }


def _planned(at: Moment, each: Planned, see: bool) -> Line:  # noqa: FBT001
    act = each.plan.act
    belief = at.state.believed(act.weapon)
    plan = {
        "user": act.user,
        "ammunition": act.ammunition or "none",
        "load": act.load,
        "shots": act.shots,
        "distance_m": None if act.distance_mm is None else f"{act.distance_mm / 1000:g}",
        "muzzle_line_clear": act.muzzle_line_clear,
        "line": list(act.line or ()),
        "passes": [{"from": step.from_, "to": step.to} for step in act.passes],
        "reason": act.reason,
        "ppe": list(act.ppe),
        "record": each.plan.record,
    }
    return {
        **_word(at.state.weapons[act.weapon], belief),
        "where": sentences.where(SET, belief),
        "plan": plan,
        "in_take": belief.take is not None,
        "shots": belief.take.shots if belief.take is not None else 0,
        "shown": {"looked": list(belief.shown_to), "declined": list(belief.shown_declined)},
        "ready": not each.blocks,
        "blocks": [_block(block, see) for block in each.blocks],
        "next": right(each.next.right, see),
        "wait": _wait(at, each.next),
    }


def _block(block: Block, see: bool) -> Line:  # noqa: FBT001
    (finding,) = masked([block.finding], see)
    return {**finding_as_json(finding), "act": block.kind, "who": list(block.who)}


def the_hands(at: Moment, store: Store, person: str) -> Line:
    """Return the weapons that somebody is offered or has, contents first."""
    state = at.state
    offered = [w for w in state.active if (o := state.beliefs[w].offer) is not None and o.to == person]
    held = [w for w in state.active if state.beliefs[w].holder == person and w not in offered]
    return {"would": WOULD, "hands": [_hand(at, store, name, person) for name in (*offered, *held)]}


def _hand(at: Moment, store: Store, name: str, person: str) -> Line:
    state = at.state
    weapon, belief = state.weapons[name], state.believed(name)
    offer = belief.offer if belief.offer is not None and belief.offer.to == person else None
    accept, decline = hand_back(at, weapon, belief, person) if offer else (None, None)
    see = sees(state, person)
    since = belief.since
    return {
        **_word(weapon, belief),
        "offered": offer is not None,
        "from": offer.from_ if offer else belief.issued_by,
        "scene": offer.scene if offer else "",
        "since": stamp(since) if since and not offer else "",
        "record": offer.record if offer else _line_record(store, name),
        "checked": _checked(belief),
        "proven": proven.records(store, belief.proof.rests_on)
        if stands(belief.proof) and belief.proof
        else {},
        "loaded": _loaded(belief),
        "proof": sentences.proof_of_contents(SET, state, weapon, belief),
        "bore": sentences.proof_of_bore(SET, state, weapon, belief),
        "watched_by": belief.watched.watcher if belief.watched and belief.watched.user == person else "",
        "look": CANNOT_SHOW,
        "accept": right(accept, see) if accept else None,
        "decline": right(decline, see) if decline else None,
    }


def _line_record(store: Store, name: str) -> int:
    """Return the record with which the span began that a weapon is in."""
    last = 0
    for span in custody.chain(store, name):
        last = span.first
    return last


def _checked(belief: Belief) -> Line | None:
    """Who said that they looked, who witnessed it, and when; None where nothing of that stands."""
    proof = belief.proof
    if proof is None or not proof.stands:
        return None
    by, witness = (*proof.people, "", "")[:2]
    return {
        "by": by,
        "witness": witness,
        "at": stamp(proof.renewed),
        "since": stamp(proof.since),
        "records": list(proof.rests_on),
    }


def _loaded(belief: Belief) -> Line | None:
    loaded = belief.loaded
    if loaded is None:
        return None
    return {
        "by": loaded.by,
        "at": stamp(loaded.at),
        "record": loaded.record,
        "kind": loaded.kind,
        "size": loaded.size,
        "count": loaded.count,
    }
