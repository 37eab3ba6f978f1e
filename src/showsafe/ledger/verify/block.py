"""One block of records: hashed, read, and held against itself. What it says of the order is left to ``walk``.

Blocks can be looked at in any order and by several processes; a block's answer is small, however large the block is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from msgspec import UNSET

from showsafe.ledger.verify import asked, hashing, seconded, signing, strict
from showsafe.ledger.verify.asked import Claim
from showsafe.ledger.verify.hashing import HASH, TILE
from showsafe.ledger.verify.quick import Body, Opened, open_record
from showsafe.ledger.verify.report import Fault
from showsafe.ledger.verify.strict import Malformed

TOLERANCE = timedelta(seconds=2)
"""By how much a received time may run back before the report tells it: clocks are set while they run."""

OPENED, SETTINGS = "unit-opened", "settings-changed"
ENROLLED, ROTATED, REVOKED = "key-enrolled", "key-rotated", "key-revoked"
ATTESTED, ERASED = "attested", "erased"
KEY_KINDS = frozenset({OPENED, ENROLLED, ROTATED, REVOKED})
KINDS = KEY_KINDS | {SETTINGS, ATTESTED, ERASED}
"""The records that say something about the ledger itself."""

_ACTS = {"enrol-key": ENROLLED, "rotate-key": ROTATED, "revoke-key": REVOKED}
"""What a confirmation or an override may let happen that changes keys, by the name of the act."""

PRINT = 16
PLACE = 8
_SECOND = 19
_REPORT, _PERMIT = "report", "permit"
Reader = Callable[[Body], Claim | None]
_DONE = frozenset({_PERMIT, "record"})


@dataclass(slots=True)
class Rows:
    """Records as a source gives them: bytes, stored leaf hashes joined, and columns where there are any.

    ``tiles`` are the full tiles of leaf hashes, joined, where they are stored beside these. ``fault`` says why there
    are fewer records than were asked for.
    """

    raws: Sequence[bytes]
    leaves: bytes
    columns: Sequence[tuple[bytes, bytes]] | None = None
    tiles: bytes | None = None
    fault: Fault | None = None


@dataclass(slots=True)
class Event:
    """A record about the ledger itself, as the walk folds it; ``signers`` are the keys whose signatures hold.

    ``happened``: it was reported, or asked and not held or refused. ``counts``: the rules permit it in full, too.
    ``late``: it lets happen what an earlier record asked for. ``act_id`` is that of what was asked, ``brings`` the id
    of the Ed25519 key that it names as a new one.
    """

    number: int
    kind: str
    act: dict[str, Any]
    attachments: list[str]
    signers: list[str]
    happened: bool = True
    counts: bool = True
    late: bool = False
    act_id: str = ""
    brings: str = ""


@dataclass(slots=True)
class Stretch:
    """The part of a device's chain within a block: how it begins, and how it ends."""

    record: int
    number: int
    previous: str
    last_number: int
    last_leaf: str


@dataclass(slots=True)
class Wanted:
    """What to look at: the first record (from 1) and how many; the keys known so far; and how deep to look."""

    first: int
    count: int
    unit: str = ""
    keys: dict[str, bytes] = field(default_factory=dict)
    signatures: bool = True
    prints: bool = False


@dataclass(slots=True)
class Found:
    """What a block says: hashes of its tiles and of the leaves after them, faults, ends of chains, uses of keys.

    ``spoke`` is the first record in which a person's act or word was signed with a key.
    """

    first: int
    count: int = 0
    tops: bytes = b""
    rest: bytes = b""
    faults: dict[str, Fault] = field(default_factory=dict)
    ended: bool = False
    devices: dict[str, Stretch] = field(default_factory=dict)
    used: dict[str, list[int]] = field(default_factory=dict)
    spoke: dict[tuple[str, str], int] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    unknown: list[int] = field(default_factory=list)
    first_time: str = ""
    last_time: str = ""
    backwards: int = 0
    first_backwards: int = 0
    prints: bytes = b""
    attachments: bytes = b""
    sealed: bytes = b""

    @property
    def last(self) -> int:
        """The number of the block's last record."""
        return self.first + self.count - 1

    def fault(self, step: str, says: str, record: int | None) -> None:
        """Note a fault, unless the step has one already."""
        self.faults.setdefault(step, Fault(f"verify.{step}", says, record))


def examine(rows: Rows, wanted: Wanted) -> Found:
    """Look at a block of records."""
    found = Found(wanted.first, len(rows.raws))
    if rows.fault is not None:
        found.faults["structure"], found.ended = rows.fault, True
    leaves = _hash(found, rows)
    if wanted.signatures:
        Examiner(found, wanted).look(rows, leaves)
    else:
        _sizes(found, rows)
    return found


def _hash(found: Found, rows: Rows) -> list[bytes]:
    leaves = list(map(hashing.leaf_of, rows.raws))
    joined = b"".join(leaves)
    if joined != rows.leaves:
        for place, leaf in enumerate(leaves):
            if rows.leaves[place * HASH : (place + 1) * HASH] != leaf:
                number = found.first + place
                found.fault("tiles", f"the stored sum of record {number} is not that of its bytes", number)
                break
    full = len(leaves) // TILE * TILE * HASH
    if rows.tiles is not None and rows.tiles != joined[:full]:
        says = f"a tile of level 0, over record {found.first} or those after it, is not what they make"
        found.fault("tiles", says, None)
    tiles = range(0, full, hashing.TILE_BYTES)
    found.tops = b"".join(hashing.reduced(joined[at : at + hashing.TILE_BYTES]) for at in tiles)
    found.rest = joined[full:]
    return leaves


def _sizes(found: Found, rows: Rows) -> None:
    if max(map(len, rows.raws), default=0) > strict.LARGEST_ENTRY:
        sizes = enumerate(map(len, rows.raws), start=found.first)
        number = next(number for number, size in sizes if size > strict.LARGEST_ENTRY)
        found.fault("structure", f"record {number} is larger than 65,535 bytes", number)


class Examiner:
    """Reads the records of one block, one after another."""

    def __init__(self, found: Found, wanted: Wanted) -> None:
        self.found = found
        self.unit = wanted.unit
        self.keys = dict(wanted.keys)
        self._prints: list[bytes] | None = [] if wanted.prints else None
        self._attachments: list[bytes] = []
        self._sealed: list[bytes] = []
        self._latest = ""

    def look(self, rows: Rows, leaves: Sequence[bytes]) -> None:
        """Look at all records, and complete what was found."""
        columns = rows.columns
        for place, (raw, leaf) in enumerate(zip(rows.raws, leaves, strict=True)):
            self.record(self.found.first + place, raw, leaf, columns[place] if columns else None)
        self.end()

    def end(self) -> None:
        """Complete what was found."""
        self.found.last_time = self._latest
        self.found.prints = b"".join(self._prints or ())
        self.found.attachments = b"".join(self._attachments)
        self.found.sealed = b"".join(self._sealed)

    def record(
        self, number: int, raw: bytes, leaf: bytes, column: tuple[bytes, bytes] | None = None
    ) -> Body | None:
        """Look at one record; None where it cannot be read."""
        try:
            opened = open_record(raw)
        except Malformed as error:
            self.found.fault("structure", f"record {number} {error}", number)
            return None
        body = opened.body
        if body.unit != self.unit:
            self.found.fault("structure", f"record {number} belongs to another unit", number)
        if (number == 1) != (body.kind == OPENED):
            says = f"record {number} opens no unit where it should, or opens one again"
            self.found.fault("structure", says, number)
        if column is not None and column != (body.act_id.encode(), body.scope.encode()):
            self.found.fault(
                "structure", f"the columns of record {number} do not say what the record says", number
            )
        if self._prints is not None:
            own = hashlib.sha256(body.act_id.encode()).digest()[:PRINT]
            self._prints.append(own + number.to_bytes(PLACE))
        self.chain(number, body, leaf)
        self._time(number, body.received_at)
        if body.kind in KINDS or (body.completes is not UNSET and _let_happen(body)):
            self._event(number, opened)
        else:
            self._signatures(number, opened)
        self._claims(number, body)
        if opened.sealed:
            self._sealed.extend(map(bytes.fromhex, opened.sealed))
        if body.attachments is not UNSET:
            self._attachments.extend(map(bytes.fromhex, body.attachments))
        return body

    def chain(self, number: int, body: Body, leaf: bytes) -> None:
        """Hold a record against the one before it of the same device, if that is in the block."""
        devices = self.found.devices
        stretch = devices.get(body.device)
        if stretch is None:
            devices[body.device] = Stretch(
                number, body.device_number, body.device_previous, body.device_number, leaf.hex()
            )
            return
        if body.device_number != stretch.last_number + 1 or body.device_previous != stretch.last_leaf:
            says = chain_fault(number, body, stretch.last_number)
            self.found.fault("chains", says, number)
        stretch.last_number, stretch.last_leaf = body.device_number, leaf.hex()

    def _signatures(self, number: int, opened: Opened) -> list[str]:
        """Check the signatures by known keys; say by whom, and leave a record with an unknown key to the walk."""
        signatures, used = opened.signatures, self.found.used
        if signatures[0].keyid != opened.body.device:
            self.found.fault("signatures", f"record {number} is not signed first by its device", number)
        signers = []
        for one in signatures:
            public = self.keys.get(one.keyid)
            if public is None:
                self.found.unknown.append(number)
                break
            if not signing.holds(public, opened.signed, one.sig):
                self.found.fault("signatures", f"a signature of record {number} does not hold", number)
                continue
            signers.append(one.keyid)
            use = used.get(one.keyid)
            if use is None:
                used[one.keyid] = [number, number]
            else:
                use[1] = number
        return signers

    def _claims(self, number: int, body: Body) -> None:
        if body.asked is not UNSET or body.proof is not UNSET:
            self._claim(number, body, asked.claim, asked.DOES_NOT_HOLD)
        if body.second is not UNSET or body.unprotected is not UNSET:
            self._claim(number, body, seconded.claim, seconded.DOES_NOT_HOLD)

    def _claim(self, number: int, body: Body, read: Reader, wrong: str) -> None:
        """Check what the device of a person signed; a key that is not known yet is left to the walk."""
        try:
            claim = read(body)
        except Malformed as error:
            self.found.fault("signatures", f"record {number} {error}", number)
            return
        if claim is None:
            return
        keyid, person, signed, sig = claim
        self.found.spoke.setdefault((keyid, person), number)
        public = self.keys.get(keyid)
        if public is None:
            if self.found.unknown[-1:] != [number]:
                self.found.unknown.append(number)
        elif not signing.holds(public, signed, sig):
            self.found.fault("signatures", wrong.format(number), number)
        else:
            self.found.used.setdefault(keyid, [number, number])[1] = number

    def _event(self, number: int, opened: Opened) -> None:
        body = opened.body
        if body.kind in KINDS and body.completes is not UNSET:
            says = f"record {number} says something of the ledger itself, and that it completes something else as well"
            self.found.fault("structure", says, number)
        kind, act, act_id = _let_happen(body) or (body.kind, body.act, body.act_id)
        late = kind != body.kind
        new = "" if late else new_key(kind, act)
        before = self.found.used.get(new)
        use = list(before) if before else None
        if new and new not in self.keys:
            self.keys[new] = key_of(kind, act)
        signers = self._signatures(number, opened)
        if new:
            # A signature by the key that the record itself brings proves possession; the walk looks whether it may.
            self.found.used.pop(new, None)
            self.found.used.update({new: use} if use else {})
        happened = body.door == _REPORT or body.outcome in _DONE
        counts = happened and body.would == _PERMIT
        attachments = [] if body.attachments is UNSET else body.attachments
        event = Event(number, kind, act, attachments, signers, happened, counts, late, act_id, new)
        self.found.events.append(event)

    def _time(self, number: int, received: str) -> None:
        if not self._latest:
            self.found.first_time = received
        elif runs_back(self._latest, received):
            self.found.backwards += 1
            self.found.first_backwards = self.found.first_backwards or number
        self._latest = received


def chain_fault(number: int, body: Body | Stretch, last: int) -> str:
    """Say in words how a record does not continue its device's chain."""
    place = body.device_number if isinstance(body, Body) else body.number
    if place != last + 1:
        return f"record {number} is number {place} of its device, after number {last}"
    return f"record {number} does not name its device's record before it"


def runs_back(before: str, after: str) -> bool:
    """Say whether a received time runs back by more than the tolerance."""
    if after[:_SECOND] >= before[:_SECOND]:
        return False
    return datetime.fromisoformat(after) < datetime.fromisoformat(before) - TOLERANCE


def key_of(kind: str, act: dict[str, Any]) -> bytes:
    """Return the public Ed25519 key that a record brings, if it is the only one and can be trusted; else nothing."""
    name, other = ("device_key", "key") if kind == OPENED else ("key", "device_key")
    key = act.get(name)
    if act.get(other, key) != key:
        return b""
    try:
        public = strict.base64_bytes(key)
    except Malformed:
        return b""
    return public if signing.is_strong(public) else b""


def new_key(kind: str, act: dict[str, Any]) -> str:
    """Return the id of the Ed25519 key that a record brings, or nothing."""
    if kind not in (OPENED, ENROLLED, ROTATED):
        return ""
    public = key_of(kind, act)
    return signing.key_name(public) if public else ""


def _let_happen(body: Body) -> tuple[str, dict[str, Any], str] | None:
    """Return kind, act and act id of a change of keys that a record lets happen, if it does."""
    whole = None if body.completes is UNSET else body.completes
    if not isinstance(whole, dict) or type(whole.get("act_kind")) is not str:
        return None
    kind, act = _ACTS.get(str(whole["act_kind"])), whole.get("act")
    return (kind, act, str(whole.get("act_id"))) if kind and isinstance(act, dict) else None
