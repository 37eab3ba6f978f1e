"""Having the ledger cosigned by witnesses (the log's side of C2SP tlog-witness), and hearing what they show.

Only the newest checkpoint matters: a witness that was away for a week vouches for the whole week at once, so nothing
is queued. What a witness last cosigned is in the records; where that is not what it remembers, it says so itself. No
answer is believed further than it can be checked, and none changes the ledger but by a record of what was said.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from showsafe.application import selfkept
from showsafe.application.unit import Answer as Recorded
from showsafe.application.unit import Unit
from showsafe.errors import NotVerified, Unusable
from showsafe.ledger import checkpoint, cosignature, note, record, tiles, tree, witness
from showsafe.ledger.checkpoint import Checkpoint
from showsafe.ledger.mldsa import MlDsaKey
from showsafe.ledger.note import VerifierKey
from showsafe.ledger.store import Store
from showsafe.ledger.witness import CONFLICT, FORBIDDEN, OK, SIZE, UNKNOWN, UNPROVED, Answer, Request

COSIGNATURE, FORK, ROLLED_BACK, ML_DSA = "cosignature", "fork", "rolled-back", "ml-dsa"
ATTESTED = "attested"
"""The kind of the records made here. They alone are no reason to ask again, or asking would never end."""

TRIES = 4
CLOCK_AHEAD = timedelta(days=1)
"""How far the clock of a witness may be ahead of ours before its cosignature is not taken."""

Post = Callable[[str, bytes], Answer]
"""Sends a request to the URL of a witness; raises Unusable ``witness.away``."""


class Log(Protocol):
    """The ledger as a witness may ask about it: one checkpoint, and what leads up to it."""

    @property
    def checkpoint(self) -> bytes:
        """The signed checkpoint that is to be cosigned."""

    @property
    def keys(self) -> Sequence[VerifierKey]:
        """The keys that this ledger signs its checkpoints with, or has signed them with."""

    def prove(self, old: int) -> tuple[bytes, ...]:
        """Return the proof that the first ``old`` records are a beginning of those of the checkpoint."""

    def root(self, size: int) -> bytes:
        """Return the root of the first so many records."""


@dataclass(frozen=True, slots=True)
class StoredLog:
    """A log in a store, as of one checkpoint; a store that has grown since gives the same answers."""

    store: Store
    checkpoint: bytes
    keys: Sequence[VerifierKey]

    def prove(self, old: int) -> tuple[bytes, ...]:
        """Return the proof that the first ``old`` records are a beginning of those of the checkpoint."""
        size = checkpoint.read(self.checkpoint).size
        return tree.prove_consistency(old, size, tiles.subtree_of(self.store.tile, size))

    def root(self, size: int) -> bytes:
        """Return the root of the first so many records."""
        return tiles.frontier_at(self.store.tile, size).root()


@dataclass(frozen=True, slots=True)
class Heard:
    """What a witness said that is to be recorded, with what it showed."""

    what: str
    size: int
    who: str
    attachments: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Peer:
    """A witness that is asked: its key, and where."""

    key: VerifierKey
    url: str


def worth_asking(store: Store, cosigned: int) -> bool:
    """Say whether there is a record after so many that is not only about what somebody attested."""
    return any(
        record.read(entry.raw).body.get("kind") != ATTESTED for entry in store.entries(cosigned + 1, None)
    )


def ask(log: Log, peer: Peer, cosigned: int, post: Post, now: datetime) -> Heard:
    """Ask a witness to cosign the checkpoint of a log; ``cosigned`` is up to where it did so last, as far as we know.

    Raises Unusable: ``witness.away``, ``witness.unknown-log``, ``witness.unknown-key``, ``witness.refused``, and
    ``witness.lying`` for an answer that cannot be right.
    """
    ours = checkpoint.read(log.checkpoint)
    old = cosigned if cosigned <= ours.size else 0
    for _ in range(TRIES):
        proof = log.prove(old) if old else ()
        answer = post(peer.url, Request(old, proof, log.checkpoint).to_bytes())
        if answer.status == OK:
            return taken(log, peer, answer.body, now)
        if answer.status == CONFLICT and answer.content_type == SIZE:
            seen = _size(answer.body)
            if seen is None or seen == old:
                raise _lying(peer, "it names no size that it could have cosigned")
            if seen > ours.size:
                return Heard(ROLLED_BACK, ours.size, peer.key.name, _shown(answer.body, log.checkpoint))
            old = seen
        elif answer.status in (CONFLICT, UNPROVED):
            return branched(log, ours, peer, answer.body)
        else:
            raise _refused(log, peer, answer.status)
    raise _lying(peer, "it names another size every time")


def known_already(store: Store, number: int, heard: Heard) -> bool:
    """Say whether a record tells the same of the same witness, with the very thing that it shows again now.

    A branch that a witness shows is recorded once, not each time that it is asked.
    """
    if heard.what == COSIGNATURE or not number:
        return False
    body = record.read(store.entry(number).raw).body
    return witness_sum(heard.attachments[0]) in body.get("attachments", ())


def witness_sum(data: bytes) -> str:
    """Return the name under which something that was shown is attached."""
    return hashlib.sha256(data).hexdigest()


def keep(unit: Unit, heard: Heard) -> Recorded:
    """Record what a witness said."""
    return selfkept.attest(
        unit, what=heard.what, size=heard.size, who=heard.who, attachments=heard.attachments
    )


def cosign_ourselves(unit: Unit, key: MlDsaKey) -> tuple[Heard, Recorded]:
    """Cosign the newest checkpoint with the node's own ML-DSA-44 key, and record that; the key is enrolled first."""
    selfkept.enrol_key(unit, key.public, algorithm="ml-dsa-44")
    signed, origin = unit.store.checkpoint(), unit.writer.origin
    line = cosignature.sign(signed, origin, key, int(unit.clock.now().timestamp()))
    heard = Heard(ML_DSA, checkpoint.read(signed).size, origin, (signed + line,))
    return heard, keep(unit, heard)


def taken(log: Log, peer: Peer, body: bytes, now: datetime) -> Heard:
    """Take the one line of this witness that holds, and nothing else that it sent along; raises ``witness.lying``."""
    try:
        lines = [line for line in note.read_lines(body) if (line.name, line.key_hash) == _name(peer)]
        cosigned = cosignature.add(log.checkpoint, lines[:1])
        at = cosignature.cosigned_at(note.parse(cosigned), peer.key)
    except NotVerified as error:
        raise _lying(peer, "its cosignature does not hold under its key") from error
    if at is None or len(lines) != 1:
        raise _lying(peer, "it gives no cosignature, or more than one")
    if at > (now + CLOCK_AHEAD).timestamp():
        raise _lying(peer, "its clock is more than a day ahead of ours")
    return Heard(COSIGNATURE, checkpoint.read(cosigned).size, peer.key.name, (cosigned,))


def branched(log: Log, ours: Checkpoint, peer: Peer, body: bytes) -> Heard:
    """What a witness that refuses shows: a checkpoint under our key that is not ours is a branch, in itself.

    Where it shows none, its word is recorded as its word. Where it shows one that our records lead to, it is wrong.
    """
    what = FORK
    shown = _ours(log, ours, body)
    if shown is not None:
        if shown.size > ours.size:
            what = ROLLED_BACK
        elif log.root(shown.size) == shown.root:
            raise _lying(peer, "it refuses what grew from the very checkpoint that it shows")
    return Heard(what, ours.size, peer.key.name, _shown(body, log.checkpoint))


def _ours(log: Log, ours: Checkpoint, body: bytes) -> Checkpoint | None:
    try:
        signed = note.parse(body)
        read = checkpoint.of_text(signed.text)
    except NotVerified:
        return None
    mine = read.origin == ours.origin and any(cosignature.signed_by(signed, key) for key in log.keys)
    return read if mine else None


def _shown(body: bytes, ours: bytes) -> tuple[bytes, ...]:
    return (body or b"(nothing)\n", ours)


def _name(peer: Peer) -> tuple[str, bytes]:
    return peer.key.name, peer.key.hash


def _size(body: bytes) -> int | None:
    """The size in an answer, which is one line of digits; None for anything else."""
    try:
        return witness.parse(b"old " + body + b"\n").old
    except NotVerified:
        return None


def _refused(log: Log, peer: Peer, status: int) -> Unusable:
    key = log.keys[-1]
    if status == UNKNOWN:
        code, why = "witness.unknown-log", "does not serve this unit's ledger"
    elif status == FORBIDDEN:
        code, why = "witness.unknown-key", "does not know the key that this unit signs with"
    else:
        return Unusable(
            "witness.refused",
            f"The witness {peer.key.name} answered with status {status}.",
            "Nothing is lost. Check its address; it is asked again.",
        )
    return Unusable(
        code,
        f"The witness {peer.key.name} {why}.",
        f"Have its keeper run, there: showsafe witness trust DIR {key}",
    )


def _lying(peer: Peer, why: str) -> Unusable:
    return Unusable(
        "witness.lying",
        f"The answer of the witness {peer.key.name} cannot be right: {why}.",
        "Nothing was recorded. Check its key and its address, and ask whoever keeps it.",
    )
