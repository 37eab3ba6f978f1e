"""What the office takes from a node: only what the log's own signed checkpoint binds, and nothing that rewrites.

1. A checkpoint is accepted when the key signed it that signs so many records, and a proof shows that it grew from the
   one before; the office cosigns it in the same step.
2. Records are taken when they come next, and the tree over all of them is proved to be a beginning of that one's.
3. What a log signed and the office refused is kept as evidence, and the node is told in one sentence what happened.

Nothing here judges what the records say. Whether every signature in them holds is checked before they are taken
(``Signatures.ALL``) or behind them (see ``checking``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from showsafe.errors import NotVerified, ShowsafeError, Unusable
from showsafe.fleet import followed
from showsafe.fleet.refusals import Behind, Refused, refused
from showsafe.ledger import archive as port
from showsafe.ledger import checkpoint, cosignature, note, tree, witness
from showsafe.ledger.archive import FOREIGN_KEY, Archive, Branch, Stretch, Unit
from showsafe.ledger.checkpoint import Checkpoint
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.mldsa import MlDsaKey
from showsafe.ledger.replication import Sent, SentBranch, Shown, State
from showsafe.ledger.tree import Frontier
from showsafe.ledger.witness import ROLLED_BACK, Seen

TRIES = 16
CALLS_NOTED = timedelta(seconds=30)
"""A call of a node that says nothing new is noted at most so often."""

LARGEST_BRANCH = 4 << 20
MOST_UNKNOWN = 10
"""So many checkpoints under a key that was never the log's are kept: anybody with a token can make more of them."""


class Signatures(StrEnum):
    """When every signature in the records is checked: before they are taken, or behind them."""

    ALL = "all"
    TREE = "tree"


class Checks(Protocol):
    """Checks every signature of records before they are taken; see ``checking.Checker``."""

    def before(self, unit: Unit, stretch: Stretch) -> Callable[[], None]:
        """Look at records that come next; return what notes the standing once they are taken.

        Raises NotVerified ``ingest.records`` for the first record that does not hold.
        """


@dataclass(frozen=True, slots=True)
class Cosigner:
    """The office as a witness: its name, its keys, and its clock in seconds since 1970."""

    name: str
    signers: tuple[DeviceKey | MlDsaKey, ...]
    seconds: Callable[[], int]

    def lines(self, signed: bytes) -> bytes:
        """Return the cosignature lines of a checkpoint."""
        at = self.seconds()
        return b"".join(cosignature.sign(signed, self.name, key, at) for key in self.signers)

    def vkeys(self) -> tuple[note.VerifierKey, ...]:
        """Return the keys under which its cosignatures are known."""
        return tuple(cosignature.vkey_of(self.name, key) for key in self.signers)


class Ingest:
    """The office's side of copying logs; safe to call from several threads and processes."""

    def __init__(
        self,
        archive: Archive,
        cosigner: Cosigner,
        now: Callable[[], datetime],
        checks: Checks | None = None,
    ) -> None:
        """``checks`` look at every signature before records are taken; without them, records are tree-checked alone."""
        self.archive = archive
        self.cosigner = cosigner
        self.now = now
        self.checks = checks

    def state(self, origin: str, told: int | None = None) -> State:
        """Return how far the office is with a log; ``told`` is how many records the node says that it has."""
        unit, held = self.archive.unit(origin), self.archive.held(origin)
        now = self.now()
        if told is not None and (
            told != held.told or held.called_at is None or now - held.called_at > CALLS_NOTED
        ):
            self.archive.called(origin, now, told)
        seen = held.checkpoint()
        return State(
            origin=origin,
            size=held.size,
            root=held.edge.root() if held.size else b"",
            seen=seen.size if seen else 0,
            checkpoint=held.seen,
            key=str(unit.keys[-1].vkey),
            checked=held.checked,
            fault=held.fault,
        )

    def show(self, origin: str, shown: Shown) -> bytes:
        """Accept a checkpoint, and return the office's cosignature lines; what they vouch for is durable.

        Raises Behind where something newer was seen, Refused with evidence kept, NotVerified for what cannot be read.
        """
        unit = self.archive.unit(origin)
        signed = note.parse(shown.request.checkpoint)
        read = checkpoint.of_text(signed.text)
        if read.origin != origin:
            raise refused("ingest.other-log", origin, read)
        further = followed.keys_after(unit, read, shown.rotations)
        key = replace(unit, keys=further).key_at(read.size)
        if not cosignature.signed_by(signed, key):
            replaced = any(cosignature.signed_by(signed, each.vkey) for each in unit.keys)
            self._other_key(unit, read, shown, most=port.MOST_BRANCHES if replaced else MOST_UNKNOWN)
            raise refused("ingest.replaced-key" if replaced else "ingest.other-key", origin, read)
        lines = self._accepted(origin, shown, read, Seen(_only(signed, key)))
        if len(further) > len(unit.keys):
            self.archive.trust(replace(unit, keys=further))
        return lines

    def cosign(self, body: bytes) -> witness.Answer:
        """Answer a request of C2SP tlog-witness, for logs that ask the office as a plain witness.

        A key counts only for the sizes that it signs; the rest is as ``ledger.witness``.
        """
        try:
            read = checkpoint.read(witness.parse(body).checkpoint)
            key = self.archive.unit(read.origin).key_at(read.size)
        except ShowsafeError:
            memory: witness.Memory = self.archive
        else:
            memory = _Plain(self.archive, key)
        return witness.Witness(
            self.cosigner.name, self.cosigner.signers, memory, self.cosigner.seconds
        ).add_checkpoint(body)

    def take(self, origin: str, sent: Sent) -> State:
        """Take records that come next, and return how far the office is then; ones that it has are let be.

        Raises Behind where they do not come next or are bound to another checkpoint than the latest, Refused where they
        are not bound to it or, with ``checks``, do not hold.
        """
        held = self.archive.held(origin)
        bound = held.checkpoint()
        last = sent.first + sent.count - 1
        if last <= held.size:
            return self.state(origin)
        if bound is None or sent.size != bound.size or sent.first != held.size + 1 or last > bound.size:
            raise Behind(self.state(origin))
        stretch = _stretch(held.edge, sent)
        try:
            tree.check_consistency(last, bound.size, stretch.edge.root(), bound.root, sent.proof)
        except NotVerified as error:
            raise refused("ingest.not-bound", origin, bound, first=sent.first, last=last) from error
        noted = self._checked(origin, stretch, held.seen, sent)
        try:
            self.archive.take(origin, held.size, stretch, self.now())
        except port.NotNext as error:
            raise Behind(self.state(origin)) from error
        noted()
        return self.state(origin)

    def root(self, origin: str, size: int) -> bytes:
        """Return the root over the first records that the office holds: how a node finds where it branched off.

        Raises Behind for more records than it holds.
        """
        if not 0 < size <= self.archive.held(origin).size:
            raise Behind(self.state(origin))
        return port.root_at(self.archive, origin, size)

    def branch(self, origin: str, sent: SentBranch) -> int:
        """Keep the records of a branch that was refused, beside it; return its number in the evidence, or 0.

        They are taken as evidence only where the refused checkpoint binds them to what the office holds itself.
        Raises Refused ``ingest.not-bound``, ``ingest.no-branch``.
        """
        found = [each for each in self.archive.branches(origin) if _same(each.shown, sent.checkpoint)]
        if not found or len(sent.records) > LARGEST_BRANCH:
            raise refused("ingest.no-branch", origin, None)
        read = checkpoint.read(found[-1].shown)
        edge, count = sent.edge, sent.count
        held = self.archive.held(origin).size
        stretch = _stretch(edge, Sent(edge.size + 1, count, read.size, (), sent.records))
        wrong = refused("ingest.not-bound", origin, read, first=stretch.first, last=stretch.last)
        if edge.size > held or (edge.size and port.root_at(self.archive, origin, edge.size) != edge.root()):
            raise wrong
        try:
            tree.check_consistency(stretch.last, read.size, stretch.edge.root(), read.root, sent.proof)
        except NotVerified as error:
            raise wrong from error
        done = self.archive.add_records(found[-1].number, stretch.first, sent.records)
        return found[-1].number if done else 0

    def _accepted(self, origin: str, shown: Shown, read: Checkpoint, seen: Seen) -> bytes:
        for _ in range(TRIES):
            before = self.archive.seen(origin)
            verdict = witness.decide(shown.request, read, seen, before)
            if verdict.evidence is not None and (
                not _repeated(verdict.evidence.kind, shown, read) or _rewritten(self.archive, origin, read)
            ):
                self.archive.keep(origin, verdict.evidence)
                raise refused(f"ingest.{verdict.evidence.kind}", origin, read, before)
            if verdict.refused is not None:
                raise Behind(self.state(origin))
            # Signed first: a key that fails then leaves the memory as it is.
            lines = self.cosigner.lines(seen.checkpoint)
            if self.archive.advance(origin, before, seen):
                return lines
        raise Unusable(
            "ingest.busy", "Other checkpoints of the same log came first, again and again.", "Ask again."
        )

    def _other_key(self, unit: Unit, read: Checkpoint, shown: Shown, most: int) -> None:
        """Keep what a key signed that may not (any more): it is a sign of a stolen key, or of a wrong copy."""
        if sum(each.kind == FOREIGN_KEY for each in self.archive.branches(unit.origin)) >= most:
            return
        says = (
            f"A checkpoint of {read.size} records is not signed by the key that signs that many "
            f"({unit.key_at(read.size).hash.hex()})."
        )
        before = self.archive.seen(unit.origin)
        data = shown.request.checkpoint
        self.archive.keep_branch(
            Branch(unit.origin, FOREIGN_KEY, says, self.now(), before.checkpoint if before else b"", data)
        )

    def _checked(self, origin: str, stretch: Stretch, seen: bytes, sent: Sent) -> Callable[[], None]:
        if self.checks is None:
            return lambda: None
        try:
            return self.checks.before(self.archive.unit(origin), stretch)
        except NotVerified as error:
            # Sent again under a newer checkpoint it is the same fault, and kept once.
            if all(each.says != error.says for each in self.archive.branches(origin)):
                kept = (self.now(), seen, seen, sent.proof, sent.first, sent.records)
                self.archive.keep_branch(Branch(origin, port.FAULT, error.says, *kept))
            raise Refused(error.code, error.says, error.now) from error


class _Plain:
    """The memory of the witness for whoever asks without a token: one key alone counts, and old is no evidence.

    Anybody can show again what a log signed once. So fewer records than were seen are kept only where they are not
    those that the office holds: then the log has signed another past.
    """

    def __init__(self, archive: Archive, key: note.VerifierKey) -> None:
        self._key = key
        self._archive = archive
        self.seen, self.advance = archive.seen, archive.advance

    def keep(self, origin: str, evidence: witness.Evidence) -> None:
        """Keep what cannot be an old checkpoint of this very log."""
        if evidence.kind == ROLLED_BACK:
            shown = checkpoint.read(evidence.shown)
            if not _rewritten(self._archive, origin, shown):
                return
        self._archive.keep(origin, evidence)

    def keys_of(self, origin: str) -> tuple[note.VerifierKey, ...]:
        """Return the key that signs."""
        return (self._key,) if origin == self._key.name else ()


def _stretch(edge: Frontier, sent: Sent) -> Stretch:
    """Return the records as they would be taken; raises Refused where they are not as many as they say."""
    stretch = port.stretch_in(edge, sent.records)
    if len(stretch.leaves) != sent.count:
        raise NotVerified(
            "replication.malformed",
            f"This stretch says that it has {sent.count} records, and has {len(stretch.leaves)}.",
            "Send it again; nothing was taken.",
        )
    return stretch


def _repeated(kind: str, shown: Shown, read: Checkpoint) -> bool:
    """Say whether fewer records are an old request that came late or again, and no node that was set back.

    Whoever was told how far the office is and then shows less has less.
    """
    return kind == ROLLED_BACK and shown.request.old <= read.size


def _rewritten(archive: Archive, origin: str, shown: Checkpoint) -> bool:
    """Say whether a checkpoint of no more records than the office holds is of other records."""
    return shown.size <= archive.held(origin).size and port.root_at(archive, origin, shown.size) != shown.root


def _same(one: bytes, other: bytes) -> bool:
    try:
        return note.parse(one).text == note.parse(other).text
    except NotVerified:
        return False


def _only(signed: note.Note, key: note.VerifierKey) -> bytes:
    """Return a checkpoint with the signature of one key alone: whatever else was sent along is not kept."""
    return f"{signed.text}\n".encode() + b"".join(dict.fromkeys(line.line() for line in signed.claims(key)))
