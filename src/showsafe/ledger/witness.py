"""The witness's side of C2SP tlog-witness: a log asks it to cosign, and it cosigns only what grew from what it saw.

Everything here is decision; where the state lies is the business of whoever gives the ``Memory``. A refused branch,
signed by the log itself, is handed to the memory as evidence, with what was seen before beside it:

* ``fork``: as many records as were seen, under another root.
* ``not-consistent``: more records than were seen, and the proof does not show that those are among them. A proof can
  also be wrong by mistake; then the same checkpoint with a right proof is cosigned later.
* ``rolled-back``: fewer records than were seen. An old checkpoint that somebody sends again looks the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from showsafe.errors import NotVerified, Unusable
from showsafe.ledger import base64text, checkpoint, cosignature, note, tree
from showsafe.ledger.checkpoint import Checkpoint
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.mldsa import MlDsaKey
from showsafe.ledger.note import Note, VerifierKey

PATH = "/add-checkpoint"
MOST_HASHES = 63
LARGEST_REQUEST = note.LARGEST_NOTE + 64 * 64
LARGEST_ANSWER = note.LARGEST_NOTE
TEXT = "text/plain; charset=utf-8"
SIZE = "text/x.tlog.size"
OK, BAD, FORBIDDEN, UNKNOWN, CONFLICT, UNPROVED = 200, 400, 403, 404, 409, 422

FORK, NOT_CONSISTENT, ROLLED_BACK = "fork", "not-consistent", "rolled-back"

TRIES = 16
"""How often a request is decided again because another one for the same log was faster."""

_OLD = re.compile(rb"old (0|[1-9][0-9]{0,15})")


@dataclass(frozen=True, slots=True)
class Request:
    """What a log sends: the size that the witness last cosigned, a proof from there, and the checkpoint."""

    old: int
    proof: tuple[bytes, ...]
    checkpoint: bytes

    def to_bytes(self) -> bytes:
        """Return the body of the request."""
        lines = "".join(f"{base64text.encode(item)}\n" for item in self.proof)
        return f"old {self.old}\n{lines}\n".encode() + self.checkpoint


@dataclass(frozen=True, slots=True)
class Answer:
    """What comes back, in the words of HTTP."""

    status: int
    body: bytes = b""
    content_type: str = TEXT


@dataclass(frozen=True, slots=True)
class Seen:
    """The latest checkpoint of a log that was cosigned, as the log signed it."""

    checkpoint: bytes

    def read(self) -> Checkpoint:
        """Return what it says."""
        return checkpoint.read(self.checkpoint)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A branch that was refused: what was seen before, what was shown instead, both as the log signed them."""

    kind: str
    seen: bytes
    shown: bytes
    proof: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is decided of a request: a refusal, perhaps with evidence, or a checkpoint to cosign and remember."""

    refused: Answer | None = None
    accepted: Seen | None = None
    evidence: Evidence | None = None


class Memory(Protocol):
    """What a witness remembers; the suite in tests/contract holds every one to it."""

    def keys_of(self, origin: str) -> tuple[VerifierKey, ...]:
        """Return the keys that are trusted for a log; none for one that is not served."""

    def seen(self, origin: str) -> Seen | None:
        """Return the latest checkpoint of a log that was cosigned."""

    def advance(self, origin: str, before: Seen | None, after: Seen) -> bool:
        """Put one in the place of another, durably, or return False where another one is there by now."""

    def keep(self, origin: str, evidence: Evidence) -> None:
        """Keep a refused branch, durably; the same one twice is kept once."""


class Witness:
    """A named witness with its keys and its memory. Safe to call from several threads."""

    def __init__(
        self, name: str, signers: Sequence[DeviceKey | MlDsaKey], memory: Memory, seconds: Callable[[], int]
    ) -> None:
        self.name = name
        self.signers = tuple(signers)
        self.memory = memory
        self.seconds = seconds

    def vkeys(self) -> tuple[VerifierKey, ...]:
        """Return the keys under which its cosignatures are known."""
        return tuple(cosignature.vkey_of(self.name, key) for key in self.signers)

    def add_checkpoint(self, body: bytes) -> Answer:
        """Answer one request; when it is a cosignature, what it vouches for is durable.

        Raises Unusable: ``witness.busy``, and what the memory raises.
        """
        try:
            request = parse(body)
            signed = note.parse(request.checkpoint)
            read = checkpoint.of_text(signed.text)
        except NotVerified as error:
            return _said(BAD, error.says)
        known = self.memory.keys_of(read.origin)
        if not known:
            return _said(UNKNOWN, "This witness does not serve that log.")
        good = [key for key in known if cosignature.signed_by(signed, key)]
        if not good:
            return _said(FORBIDDEN, "No signature of a key that is trusted for that log holds.")
        return self._decided(request, read, Seen(_only(signed, good)))

    def _decided(self, request: Request, read: Checkpoint, shown: Seen) -> Answer:
        for _ in range(TRIES):
            before = self.memory.seen(read.origin)
            verdict = decide(request, read, shown, before)
            if verdict.evidence is not None:
                self.memory.keep(read.origin, verdict.evidence)
            if verdict.refused is not None:
                return verdict.refused
            # Signed first: a key that fails then leaves the memory as it is.
            at = self.seconds()
            lines = [cosignature.sign(shown.checkpoint, self.name, key, at) for key in self.signers]
            if self.memory.advance(read.origin, before, shown):
                return Answer(OK, b"".join(lines))
        raise Unusable(
            "witness.busy",
            "Other checkpoints of the same log came first, again and again.",
            "Ask again.",
        )


def parse(body: bytes) -> Request:
    """Read the body of a request, without its checkpoint; raises NotVerified ``witness.bad-request``."""
    head, gap, rest = body.partition(b"\n\n")
    first, *hashes = head.split(b"\n")
    found = _OLD.fullmatch(first)
    if len(body) > LARGEST_REQUEST or not gap or found is None:
        raise _bad("it does not begin with a line such as: old 17, and an empty line after the proof")
    if len(hashes) > MOST_HASHES:
        raise _bad(f"a proof has at most {MOST_HASHES} hashes")
    try:
        proof = tuple(base64text.decode(line.decode()) for line in hashes)
    except ValueError as error:
        raise _bad("a line of the proof is not base64") from error
    if any(len(item) != tree.HASH_BYTES for item in proof):
        raise _bad("a hash of the proof does not have 32 bytes")
    return Request(int(found[1]), proof, rest)


def decide(request: Request, read: Checkpoint, shown: Seen, before: Seen | None) -> Verdict:
    """Decide what to answer to a checkpoint that its log has signed, after what was seen of that log before."""
    was = before.read() if before is not None else None
    branch = _branch(read, was)
    evidence = (
        Evidence(branch, before.checkpoint, shown.checkpoint) if before is not None and branch else None
    )
    if request.old > read.size:
        return Verdict(_said(BAD, "The old size is above that of the checkpoint."), evidence=evidence)
    if branch == FORK and before is not None:
        return Verdict(Answer(CONFLICT, before.checkpoint), evidence=evidence)
    if request.old != (was.size if was is not None else 0):
        return Verdict(_latest(was), evidence=evidence)
    try:
        _prove(request, read, was)
    except NotVerified as error:
        if before is None:
            return Verdict(_said(UNPROVED, error.says))
        kept = Evidence(NOT_CONSISTENT, before.checkpoint, shown.checkpoint, request.proof)
        return Verdict(Answer(UNPROVED, before.checkpoint), evidence=kept if read != was else None)
    return Verdict(accepted=shown)


def _branch(read: Checkpoint, was: Checkpoint | None) -> str:
    """What a log shows that cannot have grown from what was seen; "" where it may have."""
    if was is None or read.size > was.size:
        return ""
    if read.size < was.size:
        return ROLLED_BACK
    return FORK if read.root != was.root else ""


def _prove(request: Request, read: Checkpoint, was: Checkpoint | None) -> None:
    if was is None:
        if request.proof:
            raise NotVerified("tree.not-consistent", "A first checkpoint has no proof.", "Leave it out.")
        return
    tree.check_consistency(was.size, read.size, was.root, read.root, request.proof)


def _only(signed: Note, keys: Sequence[VerifierKey]) -> bytes:
    """Return a note with the signatures of these keys alone: whatever else was sent along is not kept."""
    lines = dict.fromkeys(claim for key in keys for claim in signed.claims(key))
    return f"{signed.text}\n".encode() + b"".join(claim.line() for claim in lines)


def _latest(was: Checkpoint | None) -> Answer:
    return Answer(CONFLICT, f"{was.size if was is not None else 0}\n".encode(), SIZE)


def _said(status: int, says: str) -> Answer:
    return Answer(status, f"{says}\n".encode())


def _bad(why: str) -> NotVerified:
    return NotVerified(
        "witness.bad-request", f"This is not a request to a witness: {why}.", "Send it again as it has to be."
    )
