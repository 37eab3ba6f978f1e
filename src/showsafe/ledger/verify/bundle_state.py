"""What the audit of a bundle holds while it goes through the steps, and how its files are found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from showsafe.ledger.verify import bundle_parts, hashing
from showsafe.ledger.verify.archive import Archive
from showsafe.ledger.verify.attested import Attestations, Trust
from showsafe.ledger.verify.block import (
    Event,
    Found,
    Rows,
    Stretch,
)
from showsafe.ledger.verify.bundle_parts import Span
from showsafe.ledger.verify.notes import Kept
from showsafe.ledger.verify.outside import Outside
from showsafe.ledger.verify.quick import Body
from showsafe.ledger.verify.report import BUNDLE, Notebook
from showsafe.ledger.verify.strict import Malformed
from showsafe.ledger.verify.walk import Walk
from showsafe.ledger.verify.work import Source

_NUMBER = r"(\d{8}|[1-9]\d{8,15})"
LEAF = re.compile(rf"leaves/{_NUMBER}", re.ASCII)
PROOF = re.compile(rf"proofs/{_NUMBER}\.tlog-proof", re.ASCII)
ATTACHMENT = re.compile(r"attachments/([0-9a-f]{64})", re.ASCII)
ATTESTED_FILE = re.compile(
    rf"attestations/{_NUMBER}-([a-z-]+)/(checkpoint|token\.tsr|shown|consistency|certificates\.pem)", re.ASCII
)


class _Last(NamedTuple):
    """The last record of a device that is here: its number in the log and in the device's chain, and its sum.

    ``here`` is how many of the records up to this one are here.
    """

    record: int
    number: int
    leaf: str
    here: int


class SparseWalk(Walk):
    """A walk over some of the records of a log, in their order; ``redacted`` has the sums of the whole stretch."""

    def __init__(self, book: Notebook, source: Source) -> None:
        super().__init__(book, source)
        self.last: dict[str, _Last] = {}
        self.here: set[int] = set()
        self.redacted: dict[int, str] = {}

    def again(self, numbers: Sequence[int]) -> None:  # type: ignore[override]
        """All keys up to here are known, so an unknown one is enrolled by nobody."""
        for number in numbers:
            self.unenrolled(number)

    def _signers(self, event: Event) -> list[str]:
        """All whose signatures hold are known at the first look, and no record is read a second time."""
        return event.signers

    def chains(self, found: Found) -> None:
        """Hold a record against the last one of its device that is here, and against what is redacted between them."""
        for device, stretch in found.devices.items():
            self.device(device, stretch)
            end = self.last.get(device, _Last(0, 0, "", 0))
            if not self._continues(stretch, end):
                says = (
                    f"record {stretch.record} does not continue its device's chain after number {end.number}"
                )
                self.book.fault("chains", says, stretch.record)
            self.here.add(stretch.record)
            self.last[device] = _Last(stretch.record, stretch.number, stretch.last_leaf, len(self.here))

    def _continues(self, stretch: Stretch, end: _Last) -> bool:
        if stretch.number == end.number + 1:
            return stretch.previous == end.leaf
        if stretch.number <= end.number or not stretch.previous:
            return False
        others = len(self.here) - end.here
        if stretch.record - end.record - others < stretch.number - end.number:
            return False
        for number in range(stretch.record - 1, end.record, -1):
            # Outside of the stretch nothing is known of the records between, but for those that are here.
            if number not in self.here and self.redacted.get(number, stretch.previous) == stretch.previous:
                return True
        return False


class Held:
    """The open bundle, and what was read of it so far."""

    what = BUNDLE

    def __init__(self, book: Notebook, archive: Archive, given: Outside) -> None:
        self.book = book
        self.archive = archive
        self.given = given
        self.about: dict[str, Any] = {}
        self.main: Kept | None = None
        self.later: Kept | None = None
        self.roots: dict[int, bytes] = {}
        self.span: Span | None = None
        self.leaves: dict[int, bytes] = {}
        self.bodies: dict[int, Body] = {}
        self.sealed: dict[int, set[str]] = {}
        self.walk = SparseWalk(book, self)
        self.attestations = Attestations(
            book,
            Trust(given.policy),
            self.walk.history,
            self.root_at,
            self.attachment,
        )
        self._offered: dict[str, bytes] = {}

    def root(self) -> bytes:
        """Return the root that the checkpoint states, or nothing."""
        return self.main.root if self.main else b""

    def root_at(self, size: int) -> bytes:
        """Return the root that a checkpoint or a proof shows for a size, or nothing."""
        return self.roots.get(size, b"")

    def rows(self, first: int, count: int, *, columns: bool = True) -> Rows:
        """Records of a bundle are read once, and never again by their place."""
        del first, count, columns
        return Rows([], b"")

    def tile(self, level: int, number: int) -> bytes:
        """There are no tiles in a bundle."""
        del level, number
        return b""

    def close(self) -> None:
        """The archive is closed by who opened it."""

    def attachment(self, sha256: str) -> bytes | None:
        """Return an attachment that is here, or a file that an attestation brings."""
        if sha256 in self._offered:
            return self._offered[sha256]
        name = f"attachments/{sha256}"
        return self.archive.read(name) if name in self.archive.members else None

    def named(self, form: re.Pattern[str]) -> Iterator[tuple[int, str]]:
        """Yield (record, name) of the members of one form, in the order of the records."""
        found = ((form.fullmatch(name), name) for name in self.archive.members)
        yield from sorted((int(match[1]), name) for match, name in found if match)

    def follows(self, one: Kept, other: Kept, name: str, step: str) -> None:
        """Hold one checkpoint against another by the proof in a file; what is shown is remembered."""
        early, late = (one, other) if one.size <= other.size else (other, one)
        try:
            proof = bundle_parts.hashes(self.archive.read(name)) if name in self.archive.members else []
            if early.size == late.size:
                held = early.root == late.root and not proof
            else:
                roots = hashing.roots_by_consistency(early.size, late.size, early.root, proof)
                held = roots == (early.root, late.root)
        except Malformed as error:
            self.book.fault(step, f"the proof {name} {error}")
            return
        if not held:
            self.book.fault(step, f"the proof {name} does not lead from one checkpoint to the other")
            return
        for kept in (early, late):
            if self.roots.setdefault(kept.size, kept.root) != kept.root:
                says = f"the proof {name} leads to another log of {kept.size} records than one that is here"
                self.book.fault(step, says, code="verify.forked")
