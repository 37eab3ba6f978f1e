"""Effects on settings and keys: the node's own with the opening of the unit, enrolment, rotation, revocation.

1. A key counts from the record after the one that enrols it, and until the one that revokes or replaces it.
2. An enrolment or rotation that the rules do not permit in full enrols nothing; a revocation always holds.
3. A key of the node is replaced, never revoked: somebody has to sign what comes after.
"""

from __future__ import annotations

import base64
import hashlib

from showsafe.domain.changing import replace
from showsafe.domain.effects.common import put
from showsafe.domain.effects.intake import begin
from showsafe.domain.events import Event
from showsafe.domain.named import NODE
from showsafe.domain.state import State
from showsafe.domain.things import Key

ED25519 = "ed25519"
_ID_CHARACTERS = 32


def open_unit(state: State, event: Event) -> State:
    """A unit is opened, under its profile, by the node whose key signs this record."""
    state = begin(state, event)
    public = event.act.device_key
    key = Key(id=key_id(public), of=NODE, algorithm=ED25519, public=public, since=event.number)
    return replace(state, settings=event.act.settings, keys=put(state.keys, key.id, key))


def change_settings(state: State, event: Event) -> State:
    """Other settings hold from now on: other witnesses, or other time authorities."""
    return replace(state, settings=event.act.settings)


def enrol_key(state: State, event: Event) -> State:
    """A key is on record: what it signs from now on counts as signed by its owner."""
    act = event.act
    key = Key(id=act.key_id, of=act.key_of, algorithm=act.algorithm, public=act.key, since=event.number)
    return replace(state, keys=put(state.keys, key.id, key))


def rotate_key(state: State, event: Event) -> State:
    """A new key stands in for an old one of the same owner."""
    act = event.act
    old = state.keys.get(act.key_id)
    if old is None:
        return state
    new = replace(old, id=act.new_key_id, public=act.key, since=event.number, until=0)
    ended = replace(old, until=event.number)
    return replace(state, keys=put(put(state.keys, old.id, ended), new.id, new))


def revoke_key(state: State, event: Event) -> State:
    """A key counts no more; what it signed before still does."""
    key = state.keys.get(event.act.key_id)
    if key is None or key.of == NODE or not key.holds:
        return state
    return replace(state, keys=put(state.keys, key.id, replace(key, until=event.number)))


def key_id(public: str) -> str:
    """Return the name of a public key in base64: the first 32 hex digits of its SHA-256."""
    return hashlib.sha256(base64.b64decode(public)).hexdigest()[:_ID_CHARACTERS]
