"""Steps 2 to 4 of the audit of a bundle, and all that is read from the records themselves."""

from __future__ import annotations

import hashlib

from showsafe.ledger.verify import bundle_parts, hashing, notes
from showsafe.ledger.verify.block import (
    OPENED,
    SETTINGS,
    Examiner,
    Found,
    Wanted,
)
from showsafe.ledger.verify.bundle_parts import Proof, Span
from showsafe.ledger.verify.bundle_state import LEAF, PROOF, Held
from showsafe.ledger.verify.notes import Kept
from showsafe.ledger.verify.strict import Malformed


class Records(Held):
    """Checkpoints, records, the stretch that they are of, and the proof of each."""

    def _checkpoints(self) -> None:
        self.main = self._checkpoint("checkpoint")
        if "later/checkpoint" in self.archive.members:
            self.later = self._checkpoint("later/checkpoint")
        origin = str(self.about["origin"])
        self.attestations.origin = origin
        self.walk.unit = str(self.about["unit"])
        if origin != f"showsafe/{self.walk.unit}" or self.main is None or self.main.origin != origin:
            self.book.fault("checkpoint", "the checkpoint is not of the log that the bundle is about")
        if self.main is None:
            return
        self.roots[self.main.size] = self.main.root
        if (self.about["size"], self.about["later"]) != (
            self.main.size,
            self.later.size if self.later else 0,
        ):
            self.book.fault("structure", "about.json does not speak of the checkpoints that are here")
        if self.later is not None:
            if self.later.origin != origin:
                self.book.fault(
                    "checkpoint", "the later checkpoint is not of the log that the bundle is about"
                )
            if self.later.size <= self.main.size:
                self.book.fault("root", "the later checkpoint is not later than the other")
            self.follows(self.main, self.later, "later/consistency", "root")

    def _checkpoint(self, name: str) -> Kept | None:
        try:
            return notes.read_checkpoint(self.archive.read(name))
        except Malformed as error:
            self.book.fault("checkpoint", f"the file {name} {error}")
            return None

    def _records(self) -> None:
        """Read the records in their order; all about keys is known where they are needed."""
        if "leaves/00000001" not in self.archive.members:
            self.book.fault("keys", "record 1, which opens the unit with its key, is not here", 1)
        if self.span is not None:
            self.walk.redacted = dict(enumerate(map(bytes.hex, self.span.leaves), start=self.span.first))
        for number, name in self.named(LEAF):
            data = self.archive.read(name)
            if data[:1] != b"\x00" or number < 1:
                self.book.fault("structure", f"the file {name} is not a record", number)
                continue
            leaf = hashlib.sha256(data).digest()
            self.leaves[number] = leaf
            found = Found(number)
            examiner = Examiner(found, Wanted(number, 1, self.walk.unit, self.walk.history.publics()))
            body = examiner.record(number, data[1:], leaf)
            examiner.end()
            for event in self.walk.take(found):
                if event.happened and event.kind in (OPENED, SETTINGS):
                    self.attestations.settings(event)
            if body is not None:
                self.bodies[number] = body
                sealed = (found.sealed[at : at + 32].hex() for at in range(0, len(found.sealed), 32))
                self.sealed[number] = set(sealed)
        acts: dict[str, int] = {}
        for number, body in self.bodies.items():
            if acts.setdefault(body.act_id, number) != number:
                self.book.fault("structure", f"the act of record {number} is recorded twice", number)

    def _range(self) -> None:
        try:
            self.span = bundle_parts.span(self.archive.read("range.json"))
        except Malformed as error:
            self.book.fault("root", f"the file range.json {error}")

    def _span(self) -> None:
        span = self.span
        if span is None:
            return
        try:
            root = hashing.root_by_range(span.first - 1, span.size, span.left, span.leaves, span.right)
        except Malformed as error:
            self.book.fault("root", f"the file range.json {error}")
            return
        if self.main is None or (span.size, root) != (self.main.size, self.main.root):
            self.book.fault("root", "the stretch of records does not lead to the root of the checkpoint")
        for place, leaf in enumerate(span.leaves, start=span.first):
            if self.leaves.get(place, leaf) != leaf:
                says = f"record {place} is not the one that the stretch has in its place"
                self.book.fault("tiles", says, place)
        self._claimed(span)

    def _claimed(self, span: Span) -> None:
        records, keys = self.about["records"], self.about["keys"]
        if not records or (records[0], records[-1]) != (span.first, span.last):
            self.book.fault("structure", "the stretch is not the one that about.json speaks of")
        if set(records) | set(keys) != self.leaves.keys():
            self.book.fault("structure", "the records in full are not those that about.json speaks of")
        chosen = self.about.get("selection")
        everything = isinstance(chosen, dict) and chosen.get("kind") == "all"
        if everything and records != list(range(1, span.last + 1)):
            self.book.fault("structure", "it says that it holds every record, and does not")
        full = sum(span.first <= number <= span.last for number in self.leaves)
        said = f"Records {span.first} to {span.last} of {span.size} are here as one stretch without a gap"
        redacted = span.last - span.first + 1 - full
        self.book.notes.append(f"{said}: {full} in full, {redacted} by their sums alone.")

    def _proofs(self) -> None:
        proved = dict(self.named(PROOF))
        if proved.keys() != self.leaves.keys():
            self.book.fault("root", "there is not one proof for each record")
        whole = {
            self.archive.read(name)
            for name in ("checkpoint", "later/checkpoint")
            if name in self.archive.members
        }
        for number, leaf in self.leaves.items():
            if number not in proved:
                continue
            try:
                proof = bundle_parts.proof(self.archive.read(proved[number]))
                self._proof(number, leaf, proof, whole)
            except Malformed as error:
                self.book.fault("root", f"the proof of record {number} {error}", number)

    def _proof(self, number: int, leaf: bytes, proof: Proof, whole: set[bytes]) -> None:
        if proof.checkpoint not in whole or proof.index != number - 1:
            raise Malformed("is of another record, or leads to a checkpoint that is not here")
        kept = notes.read_checkpoint(proof.checkpoint)
        if hashing.root_by_inclusion(proof.index, kept.size, leaf, proof.path) != kept.root:
            raise Malformed("does not lead to the root of its checkpoint")
