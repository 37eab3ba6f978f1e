"""The way through a whole log, from a data directory or a tile folder: what each step means stands in the package."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from showsafe.ledger.verify import block, hashing, notes, resume, signing, work
from showsafe.ledger.verify.attested import Attestations, Trust
from showsafe.ledger.verify.block import Event, Wanted
from showsafe.ledger.verify.notes import PLAIN, Kept, Vkey
from showsafe.ledger.verify.outside import Outside
from showsafe.ledger.verify.quick import open_record
from showsafe.ledger.verify.report import FOLDER, Notebook
from showsafe.ledger.verify.strict import Malformed
from showsafe.ledger.verify.walk import Walk
from showsafe.ledger.verify.work import Place, Source

PREFIX = "showsafe/"
_ROOTS = 64


@dataclass(slots=True)
class Ending:
    """What a source says of its own end: how many records, the edge if it keeps one, and the signed checkpoint."""

    size: int
    checkpoint: bytes
    edge: bytes | None = None


class Log:
    """One audit of a whole log."""

    def __init__(self, book: Notebook, source: Source, place: Place, unit: str, outside: Outside) -> None:
        self.book = book
        self.source = source
        self.place = place
        self.outside = outside
        self.origin = PREFIX + unit
        self.walk = Walk(book, source)
        self.walk.unit = unit
        self.walk.deep = outside.signatures
        self.root_at = lru_cache(_ROOTS)(self._root_at)
        self.attestations = Attestations(
            book, Trust(outside.policy), self.walk.history, self.root_at, source.attachment
        )
        self.attestations.origin = self.origin
        self.begun = 0

    def close(self) -> None:
        """Let temporary files go."""
        self.walk.close()

    def go(self, last: int) -> bool:
        """Walk over all records, from where the kept checkpoint allows; say whether the end was reached."""
        walk, outside = self.walk, self.outside
        if outside.since is not None:
            self.begun = resume.begin(self, outside.since, last)
        prints = walk.deep and self.source.what == FOLDER and not self.begun

        likely = self._likely_keys()

        def wanted(first: int, count: int) -> Wanted:
            return Wanted(first, count, walk.unit, likely | walk.history.publics(), walk.deep, prints)

        left = last - self.begun
        workers = work.enough_workers(outside.workers, left, signatures=walk.deep)
        for found in work.in_order(self.source, self.place, (self.begun + 1, last), wanted, workers):
            for event in walk.take(found):
                self.hear(event)
            outside.tell(walk.count, last)
            if found.ended:
                return False
        outside.tell(walk.count, walk.count)
        walk.hold_growing()
        self._covered()
        return True

    def _likely_keys(self) -> dict[str, bytes]:
        """Return keys that most records are signed with, before any record is read: they save looking again.

        They count for nothing by themselves: whose signature counts is decided by the history of keys.
        """
        keys = [self.outside.vkey.public] if self.outside.vkey else []
        for raw in self.source.rows(1, 1, columns=False).raws if self.walk.deep else ():
            try:
                keys.append(block.key_of(open_record(raw).body.act))
            except Malformed:
                continue
        return {signing.key_name(key): key for key in keys if key}

    def hear(self, event: Event) -> None:
        """Let what a record says of settings, witnesses and clocks count."""
        if not event.happened:
            return
        if event.kind in (block.OPENED, block.SETTINGS):
            self.attestations.settings(event)
        elif event.kind == block.ATTESTED:
            self.attestations.take(event)

    def end(self, ending: Ending) -> None:
        """Hold the end of the log against what the source says of it, and against what was kept outside."""
        walk, book = self.walk, self.book
        if walk.count == 0:
            says = "there is not a single record, and nothing is never green"
            book.fault("structure", says, code="verify.empty")
        if ending.edge is not None and (ending.size, ending.edge) != (walk.count, walk.edge.joined()):
            says = f"the ledger says that it ends at record {ending.size}, with another sum than its records have"
            book.fault("root", says)
        try:
            kept = notes.read_checkpoint(ending.checkpoint)
        except Malformed as error:
            book.fault("checkpoint", f"the checkpoint {error}")
            return
        self._root(kept)
        self._signed(kept)
        self._seen()
        book.done("checkpoint", covered=min(kept.size, walk.count))
        if walk.deep:
            self.attestations.on_checkpoint(kept)
            self.attestations.end(walk.count)
            self._outside_key()
            self._times()
        elif not self._known_signer(kept):
            says = "The checkpoint is not signed by the first key; whether by a later one is in the records alone."
            book.unknown(says, "checkpoint")

    def _covered(self) -> None:
        whole = self.walk.count
        self.book.done("structure", covered=whole - self.begun)
        self.book.done("tiles", "root", covered=whole)
        if self.walk.deep:
            self.book.done("chains", "signatures", "keys", covered=whole - self.begun)

    def _root(self, kept: Kept) -> None:
        walk, book = self.walk, self.book
        if kept.size > walk.count:
            says = f"the checkpoint speaks of {kept.size} records, and {walk.count} are here"
            book.fault("root", says, walk.count + 1)
        elif kept.size < walk.count:
            book.fault("root", f"no checkpoint covers the records after {kept.size}", kept.size + 1)
        elif kept.root != walk.edge.root():
            book.fault("root", "the signed root is not that of the records")

    def _signed(self, kept: Kept) -> None:
        if kept.origin != self.origin:
            self.book.fault("checkpoint", "the checkpoint is of another log")
        if not self.walk.deep:
            return
        life = self.walk.history.node_at(kept.size)
        if life is None or not notes.signed_by(kept.note, Vkey(self.origin, PLAIN, life.public)):
            self.book.fault("checkpoint", "the checkpoint is not signed by the key of this ledger")

    def _known_signer(self, kept: Kept) -> bool:
        """Say whether the first key, or the one from outside, signed; all that is known where no record is read."""
        keys = [self.outside.vkey] if self.outside.vkey else []
        for raw in self.source.rows(1, 1, columns=False).raws:
            try:
                public = block.key_of(open_record(raw).body.act)
            except Malformed:
                continue
            keys.append(Vkey(self.origin, PLAIN, public))
        return any(signing.is_strong(key.public) and notes.signed_by(kept.note, key) for key in keys)

    def _outside_key(self) -> None:
        key = self.outside.vkey
        named = self.attestations.named_by_policy()
        if key is None and not named:
            says = "No key was given from outside: whoever can replace the whole log can replace its key too."
            self.book.unknown(says)
        elif key is not None and (
            key.name != self.origin or key.public not in {life.public for life in self.walk.history.node}
        ):
            self.book.fault("keys", "the key that was kept outside is not one of the node's keys")

    def _seen(self) -> None:
        kept = self.outside.seen
        if kept is None and self.outside.since is None:
            says = "No checkpoint was given from outside: records may have been cut off the end unseen."
            self.book.unknown(says)
        for one in (kept, self.outside.since):
            if one is not None:
                self._hold(one)

    def _hold(self, kept: Kept) -> None:
        """Hold the log against a checkpoint that somebody kept: it has to be a beginning of this log."""
        book, count = self.book, self.walk.count
        life = self.walk.history.node_at(kept.size)
        keys = [Vkey(self.origin, PLAIN, life.public)] if life else []
        if not self.walk.deep:
            signed = self._known_signer(kept)
        else:
            signed = any(notes.signed_by(kept.note, key) for key in keys)
        if kept.origin != self.origin or not signed:
            book.fault("checkpoint", "the kept checkpoint is not signed by the key of this ledger")
        elif kept.size > count:
            says = f"{kept.size} records were there when the checkpoint was kept, and {count} are now"
            book.fault("checkpoint", says, count + 1, code="verify.rolled-back")
        elif kept.root != self.root_at(kept.size):
            says = f"the first {kept.size} records are not those that were there when the checkpoint was kept"
            book.fault("checkpoint", says, code="verify.forked")

    def _times(self) -> None:
        if self.walk.backwards:
            says = f"{self.walk.backwards} received times run backwards, first at record {self.walk.first_backwards}."
            self.book.notes.append(says)

    def _root_at(self, size: int) -> bytes:
        try:
            return hashing.edge_at(self.source.tile, size).root()
        except Malformed:
            return b""
