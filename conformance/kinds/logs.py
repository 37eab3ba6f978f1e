"""Whole logs as exported folders: tiles, records, chains, signatures and the history of keys, all at once.

Each is audited under the vkey in its index. Where a record is to blame, ``first_bad`` is the number of the first one,
and an auditor has to name it; where a file as a whole is, there is no such number.
"""

from __future__ import annotations

from collections.abc import Mapping

from conformance import curve
from conformance.case import Case
from conformance.given import NEXT_NODE, NODE, ORIGIN, PERSON, STRANGER, VKEY, Log, enrolment, text_of
from conformance.kinds import odd_logs
from showsafe.ledger import checkpoint, note, record
from showsafe.ledger.note import VerifierKey
from showsafe.ledger.tree import Frontier, leaf_hash


def cases() -> list[Case]:
    """Return the cases of logs: each a folder of its own."""
    return [*_good(), *_held(), *_bad_folders(), *_bad_records(), *_bad_keys(), *_odd()]


def _case(
    name: str, reason: str, files: Mapping[str, bytes], vkey: VerifierKey = VKEY, **says: object
) -> Case:
    return Case(
        name, reason, {f"{name}/{path}": data for path, data in files.items()}, {"vkey": str(vkey), **says}
    )


def _fail(name: str, reason: str, log: Log, first_bad: int, vkey: VerifierKey = VKEY) -> Case:
    return _bad(name, reason, log.files(), first_bad, vkey)


def _bad(
    name: str, reason: str, files: Mapping[str, bytes], first_bad: int, vkey: VerifierKey = VKEY
) -> Case:
    says = {"first_bad": first_bad} if first_bad else {}
    return _case(f"{name}_fail", reason, files, vkey, **says)


def _plain(count: int = 3) -> Log:
    log = Log().opened()
    while len(log.entries) < count:
        log.say()
    return log


def _odd() -> list[Case]:
    return [
        _fail(name, reason, log, first_bad)
        if first_bad
        else _case(name, reason, log.files(), records=len(log.entries))
        for name, reason, log, first_bad in odd_logs.rows()
    ]


def _good() -> list[Case]:
    people = _plain(2).enrolled(PERSON).say(signers=(PERSON,))
    revoked = {"key_id": PERSON.id, "reason": "lost"}
    gone = Log().opened().enrolled(PERSON).say(signers=(PERSON,)).say("key-revoked", revoked).say()
    rotated = _plain(2).rotated(NEXT_NODE).say().say()
    last = _plain(2).rotated(NEXT_NODE)
    moved = (
        Log().opened().enrolled(PERSON).say("key-rotated", _rotation(PERSON, STRANGER), (PERSON, STRANGER))
    )
    now = VerifierKey(ORIGIN, NEXT_NODE.public)
    return [
        _case("one-record", "only the opening of the unit", _plain(1).files(), records=1),
        _case("three-records", "three records of the node", _plain().files(), records=3),
        _case("person-signs", "a person's key is enrolled and signs too", people.files(), records=4),
        _case("person-revoked", "a key that signed before it was revoked", gone.files(), records=5),
        _case(
            "person-rotated", "a person's key is replaced", moved.say(signers=(STRANGER,)).files(), records=4
        ),
        _case("node-rotated", "the node's key is replaced", rotated.files(), now, records=5),
        _case(
            "kept-before-rotating",
            "the key that somebody kept before leads to the one that signs now",
            rotated.files(),
            records=5,
        ),
        _case(
            "node-rotated-last",
            "the rotation is the last record, so the new key signs the checkpoint",
            last.files(),
            now,
            records=3,
        ),
    ]


def _held() -> list[Case]:
    """Logs in which a change of keys was refused, or held until somebody confirmed it."""
    asked = {"door": "ask", "outcome": "hold", "would": "hold"}
    refused = {"door": "ask", "outcome": "refuse", "would": "refuse"}
    reported = {"door": "report", "outcome": "record", "would": "refuse", "deviation": True}
    late = {"act_kind": "enrol-key", "act_id": "act-2", "by": "armorer", "act": enrolment(PERSON)}
    held = Log().opened().say("key-enrolled", enrolment(PERSON), (PERSON,), **asked)
    again = Log().opened().say("key-enrolled", enrolment(PERSON), (PERSON,), **refused).enrolled(PERSON)
    told = Log().opened().say("key-enrolled", enrolment(PERSON), (PERSON,), **reported).say()
    confirmed = held.copy().say("confirmed", {"of_act": "act-2"}, completes=late)
    return [
        _case("enrolment-held", "what is held changes nothing", held.copy().say().files(), records=3),
        _case(
            "enrolment-confirmed",
            "what was held counts from the record that lets it happen, and its signature was on what was asked",
            confirmed.copy().say(signers=(PERSON,)).files(),
            records=4,
        ),
        _case("enrolment-refused", "what was refused can be asked again", again.files(), records=3),
        _case("enrolment-deviation", "what is only a deviation changes nothing", told.files(), records=3),
        _fail("held-key-signs", "a key whose enrolment is held", held.copy().say(signers=(PERSON,)), 3),
        _fail("deviating-key-signs", "a key whose enrolment is a deviation", told.say(signers=(PERSON,)), 4),
    ]


def _rotation(old: object, new: object) -> dict[str, str]:
    return {"key_id": old.id, "key": text_of(new.public), "new_key_id": new.id}  # type: ignore[attr-defined]


def _bad_folders() -> list[Case]:
    files = _plain(5).files()
    tile, bundle = "tile/0/000.p/5", "tile/entries/000.p/5"
    entries = _plain(5).entries

    def changed(**new: bytes) -> dict[str, bytes]:
        return {
            **files,
            **{
                {"tile": tile, "bundle": bundle, "note": "checkpoint"}[name]: data
                for name, data in new.items()
            },
        }

    def without(path: str) -> dict[str, bytes]:
        return {name: data for name, data in files.items() if name != path}

    swapped = b"".join(_prefixed(raw) for raw in (entries[0], entries[2], entries[1], *entries[3:]))
    at = 2 + len(entries[0]) + 2 + 30
    table: list[tuple[str, str, dict[str, bytes], int]] = [
        ("flipped-record", "one bit of a record is turned", changed(bundle=_flip(files[bundle], at)), 2),
        ("flipped-tile", "one bit of a hash is turned", changed(tile=_flip(files[tile], 70)), 0),
        ("flipped-root", "another root than was signed", changed(note=_other_root(files["checkpoint"])), 0),
        ("swapped-records", "two records change places", changed(bundle=swapped), 2),
        ("cut-bundle", "the last record is cut off", changed(bundle=files[bundle][:-9]), 5),
        ("longer-bundle", "bytes after the last record", changed(bundle=files[bundle] + b"\0\0"), 0),
        ("short-tile", "a tile lacks its last hash", changed(tile=files[tile][:-32]), 0),
        ("no-tile", "a tile is missing", without(tile), 0),
        ("no-bundle", "a bundle is missing", without(bundle), 0),
        ("no-checkpoint", "no checkpoint", without("checkpoint"), 0),
        ("further-file", "a file that no export has", {**files, "tile/notes.txt": b"mine"}, 0),
        ("wider-tile", "a tile of another size beside it", {**files, "tile/0/000.p/4": files[tile][:128]}, 0),
    ]
    return [
        *(_bad(name, reason, changed_files, first_bad) for name, reason, changed_files, first_bad in table),
        _bad("huge-size", "a checkpoint of more records than there are files for", changed(note=_huge()), 0),
        _bad("other-vkey", "another key than the log's", files, 0, VerifierKey(ORIGIN, STRANGER.public)),
        _bad("other-log", "another log's name", files, 0, VerifierKey("showsafe/other", NODE.public)),
    ]


def _huge() -> bytes:
    text = f"{ORIGIN}\n{2**53 - 1}\n{text_of(bytes(32))}\n"
    return note.sign(text, ORIGIN, NODE)


def _prefixed(raw: bytes) -> bytes:
    return len(raw).to_bytes(2) + raw


def _flip(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def _other_root(signed: bytes) -> bytes:
    read = checkpoint.read(signed)
    other = Frontier(1, (leaf_hash(b"other"),)).root()
    return signed.replace(text_of(read.root).encode(), text_of(other).encode())


def _bad_records() -> list[Case]:
    """Logs whose tree and checkpoint hold, while a record in them does not."""
    body = _plain(2).body("acknowledged", {})
    payload = record.seal(body, (NODE,))
    low = curve.signature_with_low_order_r(NODE.seed, NODE.public, record.pae(record.read(payload).payload))
    weak = record.assemble(record.read(payload).payload, [record.Signature(NODE.id, low)])
    forged = record.assemble(record.read(payload).payload, [record.Signature(NODE.id, STRANGER.sign(b"x"))])
    return [
        _fail("forged-signature", "a signature that the node never made", _plain(2).append(forged).say(), 3),
        _fail("low-order-r", "a signature whose R is of low order", _plain(2).append(weak), 3),
        _fail("no-record", "bytes that are no record", _plain(2).append(b"{}").say(), 3),
        _fail(
            "blank-in-envelope",
            "an envelope in another form",
            _plain(2).append(payload.replace(b":", b": ", 1)),
            3,
        ),
        _fail("gap-in-chain", "the device's chain leaves out a number", _plain(2).say(device_number=4), 3),
        _fail(
            "broken-chain",
            "the device's chain names another record before",
            _plain(2).say(device_previous="0" * 64),
            3,
        ),
        _fail("other-unit", "a record of another unit", _plain(2).say(unit="other"), 3),
        _fail("act-id-twice", "an act id that was there before", _plain(2).say(act_id="act-2"), 3),
        _fail("not-opened", "the first record does not open the unit", Log().say().say(), 1),
        _fail("opened-twice", "the unit is opened a second time", _plain(2).opened(), 3),
    ]


def _bad_keys() -> list[Case]:
    """Logs whose history of keys does not hold."""
    revoked = {"key_id": PERSON.id, "reason": "lost"}
    enrolled = {"of": "armorer", "algorithm": "ed25519"}
    unsigned = Log().opened().say("key-enrolled", enrolment(PERSON))
    one_sided = Log().opened().say("key-rotated", _rotation(NODE, NEXT_NODE))
    one_sided.node, one_sided.number, one_sided.previous = NEXT_NODE, 0, ""
    old_goes_on = _plain(2).rotated(NEXT_NODE)
    old_goes_on.node, old_goes_on.number, old_goes_on.previous = (
        NODE,
        3,
        leaf_hash(old_goes_on.entries[-1]).hex(),
    )
    weak = {**enrolled, "key": text_of(curve.encoded(curve.IDENTITY)), "key_id": PERSON.id}
    misnamed = {**enrolment(PERSON), "key_id": STRANGER.id}
    now = VerifierKey(ORIGIN, NEXT_NODE.public)
    after = _plain(2).rotated(NEXT_NODE).say()
    stale = {**after.files(), "checkpoint": after.checkpoint(NODE)}
    return [
        _fail(
            "unknown-signer",
            "a signature of a key that no record enrols",
            _plain(2).say(signers=(PERSON,)),
            3,
        ),
        _fail(
            "enrolled-later",
            "a key that signs before it is enrolled",
            Log().opened().say(signers=(PERSON,)).enrolled(PERSON),
            2,
        ),
        _fail("enrolled-unsigned", "a new key that did not sign its own enrolment", unsigned, 2),
        _fail(
            "enrolled-twice",
            "a key that is enrolled again",
            Log().opened().enrolled(PERSON).enrolled(PERSON, "grip"),
            3,
        ),
        _fail("enrolled-weak", "a key of low order is enrolled", Log().opened().say("key-enrolled", weak), 2),
        _fail(
            "enrolled-misnamed",
            "a key under another key's id",
            Log().opened().say("key-enrolled", misnamed, (PERSON,)),
            2,
        ),
        _fail("opened-weak", "the node's own key is weak", Log().opened(curve.encoded(curve.IDENTITY)), 1),
        _fail(
            "signed-after-revoking",
            "a key that signs after it was revoked",
            Log().opened().enrolled(PERSON).say("key-revoked", revoked).say(signers=(PERSON,)),
            4,
        ),
        _fail(
            "revoked-node",
            "the node's key cannot be revoked",
            Log().opened().say("key-revoked", {"key_id": NODE.id, "reason": "lost"}),
            2,
        ),
        _fail(
            "revoked-unknown",
            "a key is revoked that nobody enrolled",
            Log().opened().say("key-revoked", revoked),
            2,
        ),
        _fail("rotated-unsigned", "the new key did not sign its rotation", one_sided, 2, now),
        _fail("old-key-goes-on", "the old key signs a record after its rotation", old_goes_on.say(), 4),
        _bad("checkpoint-of-old-key", "after a rotation the old key signs the checkpoint", stale, 0),
    ]
