"""Records that could be read as two things: one reader would take the one, and another reader the other.

They say something of the ledger itself and complete something else as well, or they bring two keys.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from conformance.given import NEXT_NODE, NODE, PERSON, STRANGER, Log, enrolment, text_of
from showsafe.ledger.keys import DeviceKey

Files = dict[str, bytes]
Gather = Callable[[Log, tuple[int, ...]], Files]

_HELD: dict[str, Any] = {"door": "ask", "outcome": "hold", "would": "hold"}
_ASKED = {
    "act_kind": "acknowledge",
    "act_id": "act-0",
    "by": "armorer",
    "claimed_at": "2026-03-02T07:30:02Z",
    "act": {},
}


def logs() -> list[tuple[str, str, Log, int]]:
    """Return rows of logs, as in ``odd_logs``."""
    return [*_completing(), *_let_happen(), *_keys()]


def bundles(gather: Gather) -> list[tuple[str, str, Files]]:
    """Return rows of bundles, as in ``more_bundles``: the last two records in full, and those about keys."""
    chosen = {
        "revoked-and-revoking",
        "settings-and-completing",
        "confirmed-and-completing",
        "enrolled-two-keys",
        "opened-one-key-twice",
    }
    return [
        (f"{name}_fail" if bad else name, reason, gather(log, (len(log.entries) - 1, len(log.entries))))
        for name, reason, log, bad in logs()
        if name in chosen
    ]


def _completing() -> list[tuple[str, str, Log, int]]:
    both = Log().opened().enrolled(PERSON).enrolled(STRANGER, "grip")
    other = {
        "act_kind": "revoke-key",
        "act_id": "act-0",
        "by": "armorer",
        "claimed_at": "2026-03-02T07:30:02Z",
        "act": {"key_id": STRANGER.id},
    }
    both.say("key-revoked", {"key_id": PERSON.id}, completes=other).say(signers=(PERSON,))
    opened = {"device_key": text_of(NODE.public)}

    def second(kind: str, completes: object, act: dict[str, str] | None = None, *signers: DeviceKey) -> Log:
        return Log().opened().say(kind, act, signers, completes=completes).say()

    return [
        ("revoked-and-revoking", "a revocation that lets another one happen", both, 4),
        (
            "settings-and-completing",
            "settings that complete an acknowledgement",
            second("settings-changed", _ASKED),
            2,
        ),
        (
            "attested-and-completing",
            "a word of others that completes an acknowledgement",
            second("attested", _ASKED),
            2,
        ),
        ("erased-and-completing", "an erasure that completes something of no form", second("erased", 7), 2),
        (
            "enrolled-and-completing",
            "an enrolment that completes nothing, and says so",
            second("key-enrolled", None, enrolment(PERSON), PERSON),
            2,
        ),
        (
            "opened-and-completing",
            "an opening that completes something",
            Log().say("unit-opened", opened, completes={}).say(),
            1,
        ),
        (
            "confirmed-and-completing",
            "a confirmation completes what was asked",
            second("confirmed", _ASKED),
            0,
        ),
    ]


def _let_happen() -> list[tuple[str, str, Log, int]]:
    """What is completed is named by texts: a list of one text is none, whatever it looks like when it is written."""
    held = Log().opened().say("key-enrolled", enrolment(PERSON), (PERSON,), **_HELD)
    whole = {
        "act_kind": "enrol-key",
        "act_id": "act-2",
        "by": "armorer",
        "claimed_at": "2026-03-02T07:30:02Z",
        "act": enrolment(PERSON),
    }

    def confirmed(**changes: object) -> Log:
        log = held.copy().say("confirmed", {"of_act": "act-2"}, completes={**whole, **changes})
        return log.say(signers=(PERSON,))

    return [
        (
            "confirmed-kind-in-list",
            "the kind of what happens is a list",
            confirmed(act_kind=["enrol-key"]),
            4,
        ),
        ("confirmed-id-in-list", "the id of what happens is a list", confirmed(act_id=["act-2"]), 3),
    ]


def _keys() -> list[tuple[str, str, Log, int]]:
    """A record brings a key as ``key``, and the opening as ``device_key``; where both are there, they are one."""
    two = {**enrolment(PERSON), "device_key": text_of(STRANGER.public)}
    one = {**enrolment(PERSON), "device_key": text_of(PERSON.public)}
    misplaced = {name: text for name, text in one.items() if name != "key"}
    ml_dsa = {
        **two,
        "key": text_of(bytes(1312)),
        "algorithm": "ml-dsa-44",
        "of": "node",
        "key_id": hashlib.sha256(bytes(1312)).hexdigest()[:32],
    }
    rotation = {"key_id": PERSON.id, "key": text_of(STRANGER.public), "new_key_id": STRANGER.id}
    rotated = Log().opened().enrolled(PERSON)
    rotated.say("key-rotated", {**rotation, "device_key": text_of(NEXT_NODE.public)}, (PERSON, STRANGER))

    def opened(**keys: DeviceKey) -> Log:
        return Log().say("unit-opened", {name: text_of(key.public) for name, key in keys.items()}).say().say()

    def enrolled(act: dict[str, str], *signers: DeviceKey, **changes: object) -> Log:
        return Log().opened().say("key-enrolled", act, signers, **changes).say().say()

    return [
        ("enrolled-two-keys", "an enrolment that names two keys", enrolled(two, PERSON), 2),
        ("enrolled-second-key", "the second of both signs", enrolled(two, STRANGER), 2),
        ("held-two-keys", "a held enrolment that names two keys", enrolled(two, PERSON, **_HELD), 2),
        ("enrolled-one-key-twice", "an enrolment that names one key twice", enrolled(one, PERSON), 0),
        ("ml-dsa-beside-key", "a key that signs no record, beside another", enrolled(ml_dsa, STRANGER), 2),
        ("rotated-to-two-keys", "a rotation to two keys", rotated.say(), 3),
        ("opened-two-keys", "an opening that names two keys", opened(device_key=NODE, key=PERSON), 1),
        ("opened-one-key-twice", "an opening that names one key twice", opened(device_key=NODE, key=NODE), 0),
        ("opened-key-elsewhere", "an opening whose key has the name of later ones", opened(key=NODE), 1),
        (
            "held-key-elsewhere",
            "a held enrolment whose key has the name of the first one",
            enrolled(misplaced, PERSON, **_HELD),
            2,
        ),
    ]
