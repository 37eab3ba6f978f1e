"""Logs that somebody made who holds the node's key: everything is signed, and what is said could not be.

Keys that sign where they may not, changes of keys that are not the ones that were asked, and bodies that two readers of
JSON might read as two things.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from conformance.given import NEXT_NODE, NODE, PERSON, STRANGER, Log, enrolment, text_of
from conformance.kinds import seconds, twofold
from showsafe.ledger import record
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.tree import leaf_hash

Rows = list[tuple[str, str, Log, int]]
"""Name, reason, log, and the number of the first bad record; 0 where the log holds."""

_HELD: dict[str, Any] = {"door": "ask", "outcome": "hold", "would": "hold"}
_REFUSED: dict[str, Any] = {"door": "ask", "outcome": "refuse", "would": "refuse"}
_REVOKED = {"key_id": PERSON.id, "reason": "lost"}


def rows() -> Rows:
    """Return all of them."""
    return [
        *_signers(),
        *_changes(),
        *_of_ml_dsa(),
        *_devices(),
        *_acts(),
        *seconds.rows(),
        *twofold.logs(),
        *_bodies(),
    ]


def _enrolled() -> Log:
    return Log().opened().enrolled(PERSON)


def _raw(log: Log, body: Mapping[str, object] | bytes, *signers: DeviceKey) -> Log:
    """Append a body as it stands, whether or not it is one."""
    payload = (
        body if isinstance(body, bytes) else json.dumps(body, sort_keys=True, separators=(",", ":")).encode()
    )
    claims = [record.Signature(key.id, key.sign(record.pae(payload))) for key in signers or (NODE,)]
    return log.append(record.assemble(payload, claims))


def _signers() -> Rows:
    gone = _enrolled().say("key-revoked", _REVOKED)
    rotated = Log().opened().rotated(NEXT_NODE)
    old = rotated.copy()
    old.node, old.number, old.previous = NODE, 2, leaf_hash(old.entries[-1]).hex()
    twice = _enrolled()
    twice = _raw(twice, twice.body("acknowledged", {}), NODE, PERSON, PERSON)
    return [
        ("signed-twice", "one key signs a record twice", twice, 3),
        (
            "revoked-key-asks",
            "a revoked key signs a refused enrolment of itself",
            gone.copy().say("key-enrolled", enrolment(PERSON), (PERSON,), **_REFUSED),
            4,
        ),
        (
            "old-node-key-asks",
            "the node's old key records a refused enrolment of itself",
            old.say("key-enrolled", enrolment(NODE), **_REFUSED),
            3,
        ),
        (
            "revoked-again",
            "a key that has ended is revoked again",
            gone.copy().say("key-revoked", _REVOKED),
            0,
        ),
        (
            "revoked-by-deviation-signs",
            "a revocation holds whatever the rules would say",
            _enrolled().say("key-revoked", _REVOKED, would="refuse", deviation=True).say(signers=(PERSON,)),
            4,
        ),
        (
            "revoked-old-node",
            "a key that was the node's is revoked",
            rotated.copy().say("key-revoked", {"key_id": NODE.id, "reason": "lost"}),
            3,
        ),
    ]


def _changes() -> Rows:
    held = Log().opened().say("key-enrolled", enrolment(PERSON), (PERSON,), **_HELD)
    silent = Log().opened().say("key-enrolled", enrolment(PERSON), **_HELD)
    good = {**enrolment(PERSON), "witness": "producer"}

    def late(act: Mapping[str, str]) -> dict[str, object]:
        return {"act_kind": "enrol-key", "act_id": "act-2", "by": "armorer", "act": dict(act)}

    def confirmed(log: Log, act: Mapping[str, str], *signers: DeviceKey) -> Log:
        return log.copy().say("confirmed", {"of_act": "act-2"}, signers, completes=late(act))

    nothing = Log().opened().say().say("confirmed", {"of_act": "act-2"}, completes=late(good))
    refused = Log().say("unit-opened", {"device_key": text_of(NODE.public)}, **_REFUSED)
    unsaid = Log().opened().say("key-enrolled", enrolment(PERSON), (PERSON,), would=None)
    return [
        (
            "confirmed-with-second",
            "a second person is added",
            confirmed(held, good).say(signers=(PERSON,)),
            0,
        ),
        ("confirmed-for-another", "the key of somebody else", confirmed(held, {**good, "of": "grip"}), 3),
        ("confirmed-unproven", "what was asked was not signed by the key", confirmed(silent, good), 3),
        ("confirmed-out-of-nothing", "nothing of the kind was asked", nothing, 3),
        ("confirmed-by-new-key", "the key signs before it counts", confirmed(held, good, PERSON), 3),
        ("opened-and-refused", "the opening of the unit is refused", refused, 1),
        (
            "opened-again-refused",
            "a second opening, which is refused",
            Log().opened().say("unit-opened", {}, **_REFUSED),
            2,
        ),
        ("unsaid-key-signs", "nobody says what the rules would", unsaid.say(signers=(PERSON,)), 3),
    ]


def _of_ml_dsa() -> Rows:
    one, two = bytes(1312), bytes((1,)) * 1312
    ids = [hashlib.sha256(key).hexdigest()[:32] for key in (one, two)]
    act = {"key": text_of(one), "algorithm": "ml-dsa-44", "of": "node", "key_id": ids[0]}
    rotation = {"key_id": ids[0], "key": text_of(two), "new_key_id": ids[1]}
    log = Log().opened().say("key-enrolled", act)
    return [
        (
            "ml-dsa-rotated",
            "the node's key for ML-DSA-44 is replaced",
            log.copy().say("key-rotated", rotation),
            0,
        ),
        (
            "ml-dsa-revoked",
            "the node's own key is revoked",
            log.copy().say("key-revoked", {"key_id": ids[0]}),
            3,
        ),
        (
            "ml-dsa-of-person",
            "such a key of a person",
            Log().opened().say("key-enrolled", {**act, "of": "grip"}),
            2,
        ),
    ]


def _devices() -> Rows:
    tablet = Log().opened().enrolled(STRANGER, "device:tablet")
    number, previous = tablet.number, tablet.previous

    def said(log: Log, place: int, before: str) -> Log:
        body = log.body("acknowledged", {}, device=STRANGER.id, device_number=place, device_previous=before)
        return _raw(log, body, STRANGER)

    one = said(tablet.copy(), 1, "")
    two = said(one.copy(), 2, leaf_hash(one.entries[-1]).hex())
    two.number, two.previous = number, previous
    return [
        ("two-devices", "a tablet has a chain of its own", two.say(), 0),
        ("other-device-chain", "a tablet names no record before", said(one.copy(), 2, "0" * 64), 4),
        ("person-records", "a person's key records", said(Log().opened().enrolled(STRANGER), 1, ""), 3),
    ]


def _acts() -> Rows:
    """Records that carry what the device of a person signed of the act."""
    act = {"weapon": "revolver"}

    def asked(log: Log, key: DeviceKey = STRANGER, **changes: Any) -> Log:  # noqa: ANN401 - whatever a body could say
        said = ("act_id", "by", "claimed_at", "door", "kind", "scope", "unit")
        body = log.body("checked", act)
        statement = {
            **{name: body[name] for name in said},
            "act": act,
            "device": key.id,
            "format": "showsafe-act/1",
        }
        payload = json.dumps(statement, sort_keys=True, separators=(",", ":")).encode()
        signature = key.sign(record.pae(payload, "application/vnd.showsafe.act+json"))
        claim = {"keyid": key.id, "sig": text_of(signature)}
        changes = {"act": act, "asked": claim, "proof": "none", **changes}
        return log.copy().say("checked", changes.pop("act"), **changes)

    log = Log().opened().enrolled(STRANGER, "device:cart")
    gone = log.copy().say("key-revoked", {"key_id": STRANGER.id, "reason": "lost"})
    others = Log().opened().enrolled(STRANGER, "grip")
    return [
        ("act-signed", "the device of a person signed the act", asked(log), 0),
        ("act-of-another", "somebody else is named than the one who signed", asked(log, by="grip"), 3),
        ("act-of-another-thing", "another weapon than was signed", asked(log, act={"weapon": "rifle"}), 3),
        ("act-of-unknown-device", "a device that no record enrols", asked(log, PERSON), 3),
        ("act-of-lost-device", "a device whose key is revoked", asked(gone), 4),
        ("act-under-their-key", "a key of somebody else than the one who asks", asked(others), 3),
        ("act-signed-by-halves", "a claim without a signature", asked(log, asked={"keyid": STRANGER.id}), 3),
        ("act-proven-somehow", "a proof of no known word", asked(log, proof=["none"]), 3),
    ]


def _bodies() -> Rows:
    def with_body(**changes: object) -> Log:
        log = Log().opened()
        return _raw(log, {**log.body("acknowledged", {}), **changes})

    log = Log().opened()
    plain = json.dumps(log.body("acknowledged", {}), sort_keys=True, separators=(",", ":")).encode()
    doubled = plain.replace(b'"kind":', b'"kind":"checked","kind":')
    other_case = Log().opened().say(KIND="unit-opened", Would="refuse", UNIT="other")
    return [
        ("names-in-upper-case", "fields that only look like others", other_case, 0),
        (
            "act-of-any-shape",
            "an act that has nothing to do with keys",
            Log().opened().say(act={"key": 5, "of": []}),
            0,
        ),
        ("doubled-kind", "a body with two kinds", _raw(log.copy(), doubled), 2),
        ("blank-in-body", "a body in another form", _raw(log.copy(), plain.replace(b":", b": ", 1)), 2),
        ("float-in-body", "a number that is not whole", with_body(version=1.5), 2),
        ("large-number-in-body", "a number beyond 2^53 - 1", with_body(act={"seen": 2**53}), 2),
        ("no-findings", "a body without findings", with_body(findings=None), 2),
        ("no-time", "a day that the calendar does not have", with_body(as_of="2026-02-29T00:00:00Z"), 2),
        ("attachments-null", "attachments that are no list", with_body(attachments=None), 2),
    ]
