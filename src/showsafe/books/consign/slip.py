"""A slip goes with a consignment, a receipt comes back: records in full, with their proofs, in one file.

Everything that is read from it comes from records that are proven to be in the log whose checkpoint it carries. What a
file says beside them is nothing: it has no other words. Form: docs/formats/consignment.md.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from showsafe.application import consigned
from showsafe.application.consigned import Pointer, Step
from showsafe.application.parse import act_from_record
from showsafe.application.records import unstamp
from showsafe.domain.acts import EVENTS
from showsafe.domain.described import weapon_from
from showsafe.domain.things import Weapon
from showsafe.errors import NotVerified, WrongInput
from showsafe.ledger import base64text, canonical, checkpoint, record
from showsafe.ledger.checkpoint import Checkpoint
from showsafe.ledger.note import VerifierKey
from showsafe.ledger.policy import Policy, judge
from showsafe.ledger.store import Store
from showsafe.ledger.tiles import subtree_of
from showsafe.ledger.tree import check_inclusion, prove_inclusion

FORMAT = "showsafe-consignment/1"
SLIP, RECEIPT = "slip", "receipt"
LARGEST = 4 * 1024 * 1024
MOST_THINGS = 100

LEFT, SENT, KNOWN, TOLD = "left", "sent", "known", "told"
ROLES = {SLIP: (LEFT, SENT, KNOWN), RECEIPT: (TOLD,)}
"""What a record is in a file: by which the thing left, with what was said of its way, and that says what it is; in a
receipt, the one that says that it came, or that it did not."""

_NEEDED = {SLIP: (LEFT, SENT), RECEIPT: (TOLD,)}
_KEYS = {"format", "sort", "origin", "checkpoint", "things"}


@dataclass(frozen=True, slots=True)
class Shown:
    """One record of a file: its number, its bytes, and the audit path to the checkpoint."""

    number: int
    raw: bytes
    path: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class File:
    """A slip or receipt as it was read; nothing of it is proven yet. ``digest`` is its SHA-256 in hex."""

    sort: str
    origin: str
    checkpoint: bytes
    things: tuple[Mapping[str, Shown], ...]
    digest: str


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing of a proven slip: the steps by which it left and was sent, and what it is by the sender's record."""

    left: Step
    sent: Step
    weapon: Weapon
    of: Pointer
    lot: Mapping[str, Any]
    """What the sender's record says of it where it is a lot; empty of a weapon."""

    @property
    def words(self) -> consigned.Words:
        """What was said as it was sent."""
        if self.sent.words is None:
            raise AssertionError(self.of)
        return self.sent.words


@dataclass(frozen=True, slots=True)
class Proven:
    """A file whose records are all proven to be in one log, under a key that was given from outside."""

    file: File
    checkpoint: Checkpoint
    key: VerifierKey

    @property
    def origin(self) -> str:
        """Whose log."""
        return self.checkpoint.origin


def write(sort: str, store: Store, origin: str, signed: bytes, things: Sequence[Mapping[str, int]]) -> bytes:
    """Return a slip or receipt: for each thing the numbers of its records by role, under a signed checkpoint."""
    size = checkpoint.read(signed).size
    subtree = subtree_of(store.tile, size)

    def shown(number: int) -> dict[str, Any]:
        path = prove_inclusion(number - 1, size, subtree)
        raw = base64.b64encode(store.entry(number).raw).decode()
        return {"record": number, "raw": raw, "path": [base64text.encode(step) for step in path]}

    return canonical.encode(
        {
            "format": FORMAT,
            "sort": sort,
            "origin": origin,
            "checkpoint": signed.decode(),
            "things": [{role: shown(number) for role, number in each.items()} for each in things],
        }
    )


def read(data: bytes) -> File:
    """Read a slip or receipt; raises WrongInput ``consign.not-a-slip``."""
    if len(data) > LARGEST:
        raise _not_a_slip("it is larger than 4 MB")
    try:
        value = canonical.decode(data.removesuffix(b"\n"))
    except WrongInput:
        raise _not_a_slip("it is not in the one form that such a file has") from None
    if not isinstance(value, dict) or value.get("format") != FORMAT or set(value) != _KEYS:
        raise _not_a_slip(f"it does not say {FORMAT}")
    sort, origin, signed = value["sort"], value["origin"], value["checkpoint"]
    if sort not in ROLES or not isinstance(origin, str) or not isinstance(signed, str):
        raise _not_a_slip("it does not say what it is and whose")
    listed = value["things"]
    if not isinstance(listed, list) or not 0 < len(listed) <= MOST_THINGS:
        raise _not_a_slip(f"it names between 1 and {MOST_THINGS} things")
    things = tuple(_thing(sort, each) for each in listed)
    digest = hashlib.sha256(data.removesuffix(b"\n")).hexdigest()
    return File(sort, origin, signed.encode(), things, digest)


def _thing(sort: str, value: object) -> dict[str, Shown]:
    if not isinstance(value, dict) or not set(_NEEDED[sort]) <= set(value) <= set(ROLES[sort]):
        raise _not_a_slip(f"each thing has the records {', '.join(_NEEDED[sort])}")
    return {role: _shown(each) for role, each in value.items()}


def _shown(value: object) -> Shown:
    if not isinstance(value, dict) or set(value) != {"record", "raw", "path"}:
        raise _not_a_slip("a record is not given with its number, its bytes and its path")
    number, raw, path = value["record"], value["raw"], value["path"]
    if type(number) is not int or number < 1 or not isinstance(raw, str) or not isinstance(path, list):
        raise _not_a_slip("a record is not given with its number, its bytes and its path")
    try:
        steps = tuple(base64text.decode(step) for step in path)
        return Shown(number, base64text.decode(raw), steps)
    except ValueError:
        raise _not_a_slip("something in it is not base64") from None


def prove(file: File, keys: Sequence[VerifierKey], policy: Policy | None = None) -> Proven:
    """Let a file pass whose records are in the log that it names, by a checkpoint signed under one of the keys.

    ``policy`` says which witnesses have to have seen that checkpoint; without one none has to.

    Raises NotVerified: ``consign.unknown-log`` where no key of that log was given, ``consign.altered``,
    ``policy.no-quorum``, ``cosignature.wrong``.
    """
    mine = [key for key in keys if key.name == file.origin]
    if not mine:
        raise NotVerified(
            "consign.unknown-log",
            f"No key of the log {_plain(file.origin)} was given, so nobody can tell whether this file is from it.",
            "Get the key from that unit by another way than with the case (showsafe vkey DIR), and give it: --vkey",
        )
    read, key = _signed(file, mine)
    if policy is not None:
        judge(file.checkpoint, policy, mine)
    for thing in file.things:
        for shown in thing.values():
            _included(shown, read)
    return Proven(file, read, key)


def _signed(file: File, keys: Sequence[VerifierKey]) -> tuple[Checkpoint, VerifierKey]:
    why: NotVerified | None = None
    for key in keys:
        try:
            return checkpoint.verify(file.checkpoint, key), key
        except NotVerified as error:
            why = error
    raise _altered(f"{why.says if why else ''} Or that unit has another key by now.") from why


def _included(shown: Shown, read: Checkpoint) -> None:
    leaf = hashlib.sha256(b"\0" + shown.raw).digest()
    try:
        check_inclusion(shown.number - 1, read.size, leaf, shown.path, read.root)
        body = record.read(shown.raw).body
    except NotVerified as error:
        raise _altered(f"record {shown.number} is not in that log as it stands here") from error
    if not isinstance(body.get("act"), dict):
        raise _altered(f"record {shown.number} has no act")


def step(proven: Proven, shown: Shown) -> Step:
    """Return what a proven record says of a thing on its way; raises NotVerified ``consign.says-nothing``."""
    leaf = hashlib.sha256(b"\0" + shown.raw).hexdigest()
    try:
        found = consigned.step_of(shown.number, leaf, record.read(shown.raw).body)
    except (KeyError, TypeError, AttributeError) as error:
        raise _altered(f"record {shown.number} has not the form of a record") from error
    if found is None:
        raise _says_nothing(proven.file, shown.number)
    return found


def pointer(proven: Proven, found: Step) -> Pointer:
    """Return the pointer to a step of a proven file."""
    return Pointer(proven.origin, found.number, found.leaf)


def things_of(proven: Proven) -> tuple[Thing, ...]:
    """Return the things of a proven slip.

    Raises NotVerified ``consign.says-nothing`` where its records do not say that they left and were sent.
    """
    return tuple(_thing_of(proven, each) for each in proven.file.things)


def _thing_of(proven: Proven, shown: Mapping[str, Shown]) -> Thing:
    left, sent = step(proven, shown[LEFT]), step(proven, shown[SENT])
    of = pointer(proven, left)
    words = sent.words
    says = words is not None and words.what == consigned.SENT and words.of == of
    if left.kind != consigned.LEFT or not says or sent.thing != left.thing:
        raise _says_nothing(proven.file, shown[SENT].number)
    known = words.known if words is not None else None
    given = shown.get(KNOWN)
    leaf = hashlib.sha256(b"\0" + given.raw).hexdigest() if given is not None else ""
    if (known is None) is not (given is None) or (known is not None and known.leaf != leaf):
        raise _altered(f"what {left.thing} is stands in another record than the one that was sent with it")
    weapon, lot = _known(given, left.thing)
    return Thing(left, sent, weapon, of, lot)


def _known(shown: Shown | None, thing: str) -> tuple[Weapon, Mapping[str, Any]]:
    """Return what a thing is by the record that describes it; where there is none, its name alone."""
    if shown is None:
        return Weapon(id=thing), {}
    body = record.read(shown.raw).body
    kind = EVENTS.get(str(body.get("kind")), "")
    try:
        act = act_from_record(kind, body["act"], act_id="", by="", at=unstamp(body["claimed_at"]))
        known = weapon_from(act, None, enrolled=False)
    except (WrongInput, KeyError, TypeError, ValueError, AttributeError) as error:
        raise _altered(f"record {shown.number} does not say what a thing is") from error
    if thing not in (act.weapon, act.lot):
        raise _altered(f"record {shown.number} is about something else")
    return known, body["act"] if act.lot else {}


def told_of(proven: Proven) -> tuple[Step, ...]:
    """Return what a proven receipt says of each thing; raises NotVerified ``consign.says-nothing``."""
    found = []
    for each in proven.file.things:
        told = step(proven, each[TOLD])
        what = told.words.what if told.words is not None else ""
        if what not in (consigned.ARRIVED, consigned.ABSENT, consigned.REFUSED):
            raise _says_nothing(proven.file, told.number)
        found.append(told)
    return tuple(found)


def _plain(origin: str) -> str:
    return "".join(each if each.isprintable() else "?" for each in origin[:80])


def _not_a_slip(why: str) -> WrongInput:
    return WrongInput(
        "consign.not-a-slip",
        f"This is no slip or receipt: {why}.",
        "Take the file as the other unit wrote it (showsafe consign slip). What came is recorded without one: "
        "showsafe consign arrived",
    )


def _altered(why: str) -> NotVerified:
    return NotVerified(
        "consign.altered",
        f"This file is not as that log has it: {why}",
        "Keep it, and ask the other unit for it again. What came is recorded without one: showsafe consign arrived",
    )


def _says_nothing(file: File, number: int) -> NotVerified:
    return NotVerified(
        "consign.says-nothing",
        f"Record {number} of {_plain(file.origin)} is proven, and does not say what this {file.sort} needs it to say.",
        "Ask the other unit for it again. What came is recorded without one: showsafe consign arrived",
    )
