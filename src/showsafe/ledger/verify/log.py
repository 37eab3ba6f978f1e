"""The way through a whole log, from a data directory or a tile folder: what each step means stands in the package."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from showsafe.ledger.verify import block, hashing, notes, resume, signing, work
from showsafe.ledger.verify.attested import Attestations, Trust
from showsafe.ledger.verify.block import Event, Wanted
from showsafe.ledger.verify.hashing import HASH, TILE, TILE_BYTES
from showsafe.ledger.verify.notes import PLAIN, Kept, Vkey
from showsafe.ledger.verify.outside import Outside
from showsafe.ledger.verify.quick import open_record
from showsafe.ledger.verify.report import FOLDER, Notebook
from showsafe.ledger.verify.strict import Malformed
from showsafe.ledger.verify.walk import KEYS_BEFORE, Walk
from showsafe.ledger.verify.work import Place, Source

PREFIX = "showsafe/"
_ROOTS = 64
_ONLY_FIRST = "The checkpoint is not signed by the first key; whether by a later one is in the records alone."


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
        # Where no index says that no act is recorded twice: it is not looked at when an audit goes on from somewhere.
        prints = walk.deep and (self.source.what == FOLDER or self.begun > 0)
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
        if not self.walk.deep:
            return {}
        keys = [self._first_key(), *([self.outside.vkey.public] if self.outside.vkey else [])]
        return {signing.key_name(key): key for key in keys if key}

    def first_record(self) -> bytes:
        """Return the bytes of the first record; none where there is no such record."""
        return next(iter(self.source.rows(1, 1, columns=False).raws), b"")

    def _first_key(self) -> bytes:
        """Return the key that the first record brings, or nothing."""
        try:
            body = open_record(self.first_record()).body
        except Malformed:
            return b""
        return block.key_of(body.kind, body.act)

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
        if not self._signed_then(kept):
            self._not_signed(kept, "the checkpoint is not signed by the key of this ledger")

    def _signed_then(self, kept: Kept) -> bool:
        """Say whether a checkpoint is signed by the key that the records had brought by its size."""
        life = self.walk.history.node_at(kept.size)
        return life is not None and notes.signed_by(kept.note, Vkey(self.origin, PLAIN, life.public))

    def _not_signed(self, kept: Kept, says: str) -> None:
        """Tell that a checkpoint is not signed by a key of this ledger, or that this is not known here."""
        if self.walk.deep and not self.walk.partial:
            self.book.fault("checkpoint", says)
        elif not self._known_signer(kept):
            self.book.unknown(_ONLY_FIRST, "checkpoint")

    def _known_signer(self, kept: Kept) -> bool:
        """Say whether the first key, or the one from outside, signed; all that is known where no record is read."""
        keys = [
            Vkey(self.origin, PLAIN, self._first_key()),
            *([self.outside.vkey] if self.outside.vkey else []),
        ]
        return any(notes.signed_by(kept.note, key) for key in keys)

    def _outside_key(self) -> None:
        key = self.outside.vkey
        named = self.attestations.named_by_policy(partial=self.walk.partial)
        if key is None and not named:
            says = "No key was given from outside: whoever can replace the whole log can replace its key too."
            self.book.unknown(says)
            return
        if key is None or (
            key.name == self.origin and key.public in {life.public for life in self.walk.history.node}
        ):
            return
        if self.walk.partial and key.name == self.origin:
            self.book.unknown(KEYS_BEFORE, "keys")
        else:
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
        signed = self._signed_then(kept) if self.walk.deep else self._known_signer(kept)
        wrong = "the kept checkpoint is not signed by the key of this ledger"
        if kept.origin != self.origin:
            book.fault("checkpoint", wrong)
        elif not signed:
            self._not_signed(kept, wrong)
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
            return hashing.edge_at(self._tile, size).root()
        except Malformed:
            return b""

    def bound(self, number: int) -> bytes:
        """Return the leaf hashes of a tile before where the walk began if the tiles above it name it, or nothing."""
        try:
            return self._tile(0, number)
        except Malformed:
            return b""

    def _tile(self, level: int, number: int) -> bytes:
        """Return a stored tile; of those that no walk held against records, only one that the tile above it names."""
        hashes = self.source.tile(level, number)
        if (number + 1) * TILE ** (level + 1) <= self.begun:
            above, place = divmod(number, TILE)
            named = self._tile(level + 1, above)[place * HASH : (place + 1) * HASH]
            if len(hashes) != TILE_BYTES or hashing.reduced(hashes) != named:
                raise Malformed("has a tile that the one above it does not name")
        return hashes
