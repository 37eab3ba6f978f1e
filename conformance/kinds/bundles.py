"""Evidence bundles: two of seven records in full, one between them redacted, and what shows that nothing is missing.

The text and the programs in them are stubs: whoever checks a bundle takes his programs from elsewhere.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from conformance.case import Case, one_file
from conformance.given import NODE, PERSON, STRANGER, UNIT, VKEY, Log
from conformance.kinds import more_bundles, odd_bundles
from showsafe.adapters.memory import MemoryStore
from showsafe.evidence import bundle
from showsafe.evidence.select import Selection
from showsafe.evidence.stored_zip import stored
from showsafe.ledger import canonical, tree
from showsafe.ledger.store import Entry
from showsafe.ledger.tree import leaf_hash

Files = dict[str, bytes]

NUMBERS = (4, 6)
_STUBS = {"VERIFY.txt": b"a text\n", "verify.mjs": b"// a program\n", "verify.html": b"<!-- a page -->\n"}
_ABOUT = ("VERIFY.txt", "about.json", "verify.html", "verify.mjs")
_FOURTH, _SIXTH = "leaves/00000004", "proofs/00000006.tlog-proof"


def cases() -> list[Case]:
    """Return the cases of bundles: each one zip file, to be checked under the vkey in its index."""
    good = _files(_log())
    whole = _files(_log(), tuple(range(1, 8)))
    return [
        _case("two-of-seven", "records 4 and 6 in full, 5 redacted, and the records of keys", good),
        _case("everything", "the whole log", whole),
        _case(
            "confirmed-key",
            "a key whose enrolment was held and let happen",
            _files(odd_bundles.confirmed(), (5, 6)),
        ),
        *_bad(good),
        *(_case(f"{name}_fail", reason, files) for name, reason, files in odd_bundles.rows(good, _files)),
        *(_case(*row) for row in more_bundles.rows(_files)),
        _case(
            "no-opening_fail",
            "the record that opens the unit is not in full",
            more_bundles.without_opening(good),
            first_bad=1,
        ),
    ]


def _log() -> Log:
    log = Log().opened().say().enrolled(PERSON).say(signers=(PERSON,))
    return log.say(act={"scene": "somebody else's"}).say(signers=(PERSON,)).say()


def _files(log: Log, numbers: tuple[int, ...] = NUMBERS) -> Files:
    store = MemoryStore()
    entries = [
        Entry(number, f"act-{number}", "set", raw, leaf_hash(raw))
        for number, raw in enumerate(log.entries, start=1)
    ]
    store.append(0, entries, (), (), log.checkpoint(log.node))
    kind = "all" if len(numbers) == len(entries) else "weapon"
    made = bundle.gather(store, UNIT, Selection(kind, "", "set", numbers, "as said"), bundle.Asked())
    about = {**made.about, "made_by": "conformance"}
    return {**made.files, **_STUBS, "about.json": canonical.encode(about)}


def zipped(files: Mapping[str, bytes], manifest: bytes = b"") -> bytes:
    """Return files as a bundle, with their manifest unless another one is given."""
    sums = "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    order = [*_ABOUT, *sorted(set(files) - set(_ABOUT))]
    listed = [(name, files[name]) for name in order if name in files]
    return stored([("MANIFEST.sha256", manifest or sums.encode()), *listed])


def _case(name: str, reason: str, files: Mapping[str, bytes], vkey: object = VKEY, **says: object) -> Case:
    return one_file(name, reason, ".zip", zipped(files), vkey=str(vkey), **says)


def _bad(good: Files) -> list[Case]:
    flipped = _flip(good[_FOURTH], 200)
    listed = zipped({**good, _FOURTH: flipped}, _manifest(good))
    span = json.loads(good["range.json"])
    table: list[tuple[str, str, Files]] = [
        ("flipped-record", "one bit of a record is turned", {**good, _FOURTH: flipped}),
        ("no-zero-byte", "a leaf file without its first byte", {**good, _FOURTH: good[_FOURTH][1:]}),
        ("no-proof", "a record without its proof", _without(good, _SIXTH)),
        ("no-record", "a proof without its record", _without(good, "leaves/00000006")),
        (
            "left-out",
            "a record of the claim is left out",
            _without(_without(good, "leaves/00000006"), _SIXTH),
        ),
        ("other-proof", "the proof of another record", {**good, _SIXTH: good["proofs/00000004.tlog-proof"]}),
        (
            "other-redacted",
            "another sum for the redacted record",
            {**good, "range.json": _redacted(span, tree.leaf_hash(b"").hex())},
        ),
        ("shorter-range", "the range ends one record earlier", {**good, "range.json": _shorter(span)}),
        ("other-right", "another sum right of the range", {**good, "range.json": _right(span)}),
        (
            "other-key",
            "a checkpoint that another key signed",
            {**good, "checkpoint": _log().checkpoint(STRANGER)},
        ),
        (
            "other-origin",
            "the log's key in the bundle is another",
            {**good, "origin.vkey": b"showsafe/other+00000000+AA==\n"},
        ),
        ("no-keys", "the history of keys is empty", {**good, "keys.json": b"[]"}),
        (
            "no-key-record",
            "the record that enrols a key is left out",
            _without(_without(good, "leaves/00000003"), "proofs/00000003.tlog-proof"),
        ),
        ("further-file", "a file that no bundle has", {**good, "notes.txt": b"mine"}),
        ("no-about", "a bundle that does not say what it is", _without(good, "about.json")),
    ]
    forged = _files(_forged())
    return [
        *(_case(f"{name}_fail", reason, files) for name, reason, files in table),
        one_file("other-manifest_fail", "a manifest with another sum", ".zip", listed, vkey=str(VKEY)),
        one_file("cut_fail", "the end of the file is missing", ".zip", zipped(good)[:-30], vkey=str(VKEY)),
        one_file("nothing_fail", "no byte at all", ".zip", b"", vkey=str(VKEY)),
        _case("forged-signature_fail", "a record signed by somebody else in another's name", forged),
        _case(
            "other-vkey_fail",
            "another key than the log's from outside",
            good,
            VKEY.__class__(VKEY.name, STRANGER.public),
        ),
    ]


def _forged() -> Log:
    log = Log().opened().say().enrolled(PERSON)
    raw = log.copy().say(signers=(STRANGER,)).entries[-1]
    log.append(raw.replace(STRANGER.id.encode(), PERSON.id.encode()))
    return log.say().say(signers=(PERSON,)).say()


def _manifest(files: Mapping[str, bytes]) -> bytes:
    return "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)).encode()


def _flip(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def _without(files: Files, name: str) -> Files:
    return {path: data for path, data in files.items() if path != name}


def _redacted(span: dict[str, object], leaf: str) -> bytes:
    leaves = span["leaves"]
    if not isinstance(leaves, list):
        raise TypeError(leaves)
    return canonical.encode({**span, "leaves": [leaves[0], leaf, leaves[2]]})


def _shorter(span: dict[str, object]) -> bytes:
    leaves, right = span["leaves"], span["right"]
    if not isinstance(leaves, list) or not isinstance(right, list):
        raise TypeError(span)
    return canonical.encode({**span, "last": 5, "leaves": leaves[:-1], "right": [leaves[-1], *right]})


def _right(span: dict[str, object]) -> bytes:
    return canonical.encode({**span, "right": [tree.leaf_hash(NODE.public).hex()]})
