"""The board: one line a weapon, with its contents in words, who has it, the proof as a sentence, what is held."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from showsafe.application.records import stamp
from showsafe.domain.belief import Belief
from showsafe.domain.proof import Proof
from showsafe.domain.spoken import spoken
from showsafe.domain.things import Weapon
from showsafe.ledger.store import Row
from showsafe.projections import sentences
from showsafe.projections.rows import Change, key_of, line, short

NAME = "board"


def project(change: Change) -> Iterator[Row]:
    """Yield the line of every weapon that the event touched."""
    before, after = change.before, change.after
    for name in change.weapons:
        weapon = after.weapons.get(name) or Weapon(id=name)
        belief = after.beliefs[name]
        same = before.beliefs.get(name) == belief and before.weapons.get(name) == weapon
        if same and before.runs.get(name) == after.runs.get(name):
            continue
        yield line(NAME, key_of(change.scope, name), _value(change, weapon, belief))


def _value(change: Change, weapon: Weapon, belief: Belief) -> dict[str, Any]:
    scope, state, event = change.scope, change.after, change.event
    word = spoken(weapon, belief)
    return {
        "scope": scope,
        "weapon": weapon.id,
        "short": short(scope, weapon.id),
        "class": weapon.class_,
        "action": weapon.action,
        "enrolled": weapon.enrolled,
        "state": word.name,
        "contents": word.contents,
        "word": word.word,
        "holder": belief.holder,
        "container": belief.container,
        "where": sentences.where(scope, belief),
        "proof": sentences.proof_of_contents(scope, state, weapon, belief),
        "bore": sentences.proof_of_bore(scope, state, weapon, belief),
        "held": sentences.held(belief),
        "open": [*sentences.open_matters(scope, belief), *sentences.open_run(scope, state, weapon.id)],
        "rests_on": {"contents": _rests_on(belief.proof), "bore": _rests_on(belief.bore)},
        "record": event.number,
        "at": stamp(event.at),
    }


def _rests_on(proof: Proof | None) -> dict[str, Any] | None:
    if proof is None:
        return None
    return {
        "says": proof.says,
        "records": list(proof.rests_on),
        "people": list(proof.people),
        "since": stamp(proof.since),
        "renewed": stamp(proof.renewed),
        "voided_by": proof.voided_by,
        "because": proof.void_because,
    }
