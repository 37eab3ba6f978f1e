"""The node's side of copying its log to an office: what it shows, what it sends next, and what it makes of the answer.

Nothing waits here: where the office is, it says so itself, and the node goes on from there; killed at any moment, it
asks again. A stretch at a time is in memory. No answer is believed further than it can be checked: the office's
cosignature under its key, and its root against this log's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from showsafe.application import witnessing
from showsafe.application.witnessing import Heard, Peer, StoredLog
from showsafe.errors import NotVerified, Unusable
from showsafe.ledger import base64text, checkpoint, keys, record, tiles, tree
from showsafe.ledger.note import VerifierKey
from showsafe.ledger.replication import (
    LARGEST_STRETCH,
    MOST_RECORDS,
    MOST_ROTATIONS,
    Rotation,
    Sent,
    SentBranch,
    Shown,
    State,
    Values,
)
from showsafe.ledger.store import Store
from showsafe.ledger.witness import Request

TRIES = 8
STRETCH_BYTES = 4 << 20
"""So many bytes of records go in one stretch at the most: what is in memory at both ends."""

FIRST_BYTES, LEAST_BYTES = 1 << 19, 1 << 14
"""So many go in the first one, and over a link that is slow or drops: each that arrives is followed by a larger one."""

BRANCH_BYTES = 3 << 20
NODE_KEYS = "node-keys"


REWRITTEN = ("ingest.fork", "ingest.rolled-back", "ingest.not-consistent")
"""Refusals that say that this log is not what it was."""


class Behind(Unusable):
    """The office is somewhere else than was thought; it says where."""

    def __init__(self, state: State) -> None:
        super().__init__("office.behind", "The office is at another record.", "Go on from there.")
        self.state = state


class Refusal(NotVerified):
    """The office refuses what was shown, and keeps it as evidence; its own sentence says what happened."""


class Office(Protocol):
    """The office as a node calls it.

    Every method raises Behind where it is elsewhere, Refusal where it refuses, and Unusable: ``office.away``,
    ``office.busy`` (with ``wait`` seconds), ``office.not-admitted``.
    """

    def state(self, size: int) -> State:
        """Say how many records there are here, and hear how far the office is."""

    def show(self, shown: Shown) -> bytes:
        """Show a checkpoint, and return the office's cosignature lines."""

    def send(self, sent: Sent) -> State:
        """Send records, and hear how far the office is then."""

    def root(self, size: int) -> bytes:
        """Return the root over the first records that the office holds."""

    def branch(self, sent: SentBranch) -> None:
        """Send records of a branch that was refused, for the office's evidence."""

    def values(self, values: Values) -> None:
        """Send openings, and what is erased."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What came of one call: how many records the office holds, of how many; its cosignature, where it gave one.

    ``fault`` is what the office found wrong with a record, ``trouble`` what is wrong with its cosignature: neither
    keeps records from being copied.
    """

    held: int
    size: int
    seen: int
    sent: int
    checked: int
    fault: str = ""
    heard: Heard | None = None
    trouble: str = ""


@dataclass(slots=True)
class Copying:
    """One call to an office: everything up to the checkpoint of ``log``, as far as ``go_on`` lets it.

    ``rotations`` yields the records that brought the node another key, in order: number, and the key. ``portion`` is
    how many bytes the next stretch has; it is kept from call to call.
    """

    log: StoredLog
    office: Office
    peer: Peer
    now: datetime
    rotations: Callable[[], Iterator[tuple[int, bytes]]]
    go_on: Callable[[], bool] = lambda: True
    fresh: Callable[[], StoredLog] | None = None
    """Gives the log as it is by now: asked where the office has seen more than this checkpoint says."""
    portion: int = FIRST_BYTES
    cosigned: int = 0
    """Up to which record this office has cosigned, by the records here."""
    trouble: str = ""
    branch: Heard | None = None
    """What is to be recorded of a refusal: that the office has seen another past, with the checkpoint that it shows."""

    @property
    def size(self) -> int:
        """How many records the checkpoint speaks of."""
        return checkpoint.read(self.log.checkpoint).size

    def run(self) -> Copied:
        """Show the checkpoint, and send what is not there yet.

        Raises Refusal where the office refuses it: then its records after the last common one were sent as evidence.
        """
        state = self.office.state(self.size)
        heard: Heard | None = None
        if state.seen < self.cosigned:
            # It says less than it signed once: what it has lost is sent again, and somebody should know.
            self.trouble = (
                f"The office has cosigned {self.cosigned} records and now says that it has seen {state.seen}: "
                "it was put back from a backup, or it is not the same office."
            )
        sent = 0
        for _ in range(TRIES):
            try:
                if state.seen > self.size and self.fresh is not None:
                    # Another program may have copied what was recorded since: this log is looked at again, once more.
                    self.log = self.fresh()
                if self._is_new(state):
                    heard = self._shown(state) or heard
                    state = self.office.state(self.size)
                self._like_ours(state)
                for after, count in self._sent(state):
                    state, sent = after, sent + count
                break
            except Behind as behind:
                state = behind.state
            except Refusal as error:
                self._hear(error, state)
                self._send_branch()
                raise
        else:
            raise Unusable("office.busy", "Somebody else copies this log too.", "It is tried again.")
        return Copied(
            state.size, self.size, state.seen, sent, state.checked, state.fault, heard, self.trouble
        )

    def _is_new(self, state: State) -> bool:
        """Say whether the office has seen another checkpoint than this one, or expects another key."""
        if state.seen != self.size or state.key != str(self.log.keys[-1]):
            return True
        return checkpoint.read(state.checkpoint).root != checkpoint.read(self.log.checkpoint).root

    def _shown(self, state: State) -> Heard | None:
        """Show the checkpoint; ``old`` is what the office said it had seen, also where that is more than we have."""
        old = state.seen
        proof = self.log.prove(old) if 0 < old <= self.size else ()
        lines = self.office.show(
            Shown(Request(old, proof, self.log.checkpoint), tuple(self._rotations(state)))
        )
        try:
            return witnessing.taken(self.log, self.peer, lines, self.now)
        except Unusable as error:
            # A clock that is off, here or there, is no reason to keep the office without records.
            self.trouble = error.says
            return None

    def _rotations(self, state: State) -> Iterator[Rotation]:
        """Yield the changes of key that the office does not know yet."""
        if state.key == str(self.log.keys[-1]):
            return
        subtree = tiles.subtree_of(self.log.store.tile, self.size)
        missing: list[int] = []
        for number, public in self.rotations():
            known = str(VerifierKey(state.origin, public)) == state.key
            missing = [] if known else [*missing, number]
        for number in missing[:MOST_ROTATIONS]:
            raw = self.log.store.entry(number).raw
            proof = tree.prove_inclusion(number - 1, self.size, subtree)
            yield Rotation(number, raw, proof)

    def _hear(self, error: Refusal, state: State) -> None:
        """Keep what the office shows of another past; it counts only as a checkpoint under a key of this node."""
        if error.code not in REWRITTEN or not state.checkpoint:
            return
        try:
            ours = checkpoint.read(self.log.checkpoint)
            self.branch = witnessing.branched(self.log, ours, self.peer, state.checkpoint)
        except Unusable as lying:
            self.trouble = lying.says

    def _like_ours(self, state: State) -> None:
        """Hold what the office has against this log: records that are not ours are nothing to go on from."""
        if state.size and (state.size > self.size or self.log.root(state.size) != state.root):
            raise Unusable(
                "office.other-records",
                f"The office holds {state.size} records of {state.origin} that are not those of this node.",
                "Keep this node as it is, and call the office: one of the two copies is not the right one.",
            )

    def _sent(self, state: State) -> Iterator[tuple[State, int]]:
        subtree = tiles.subtree_of(self.log.store.tile, self.size)
        while state.size < self.size and self.go_on():
            records, count = self._next(state.size + 1)
            last = state.size + count
            proof = tree.prove_consistency(last, self.size, subtree)
            try:
                after = self.office.send(Sent(state.size + 1, count, self.size, proof, records))
            except Unusable as error:
                if not isinstance(error, Behind):
                    self.portion = max(self.portion // 4, LEAST_BYTES)
                raise
            self.portion = min(self.portion * 2, STRETCH_BYTES)
            if after.size < last:
                raise Behind(after)
            state = after
            yield state, count

    def _next(self, first: int, most: int = 0) -> tuple[bytes, int]:
        """Return records from a number on as a bundle, up to so many bytes, ending with a tile where more follow."""
        raws: list[bytes] = []
        held = 0
        for entry in self.log.store.entries(first, min(self.size, first + MOST_RECORDS - 1)):
            held += len(entry.raw) + 2
            if raws and held > min(most or self.portion, STRETCH_BYTES, LARGEST_STRETCH):
                break
            raws.append(entry.raw)
        last = first + len(raws) - 1
        whole = last // tiles.TILE * tiles.TILE - first + 1
        if last < self.size and whole > 0:
            raws = raws[:whole]
        return tiles.bundle_of(raws), len(raws)

    def _send_branch(self) -> None:
        """Send the records after the last that is common, as evidence; that it was refused is said in any case."""
        try:
            state = self.office.state(self.size)
            common = self._common(min(state.size, self.size))
            if common == self.size:
                return
            records, count = self._next(common + 1, BRANCH_BYTES)
            subtree = tiles.subtree_of(self.log.store.tile, self.size)
            proof = tree.prove_consistency(common + count, self.size, subtree)
            edge = tiles.frontier_at(self.log.store.tile, common) if common else tree.Frontier()
            self.office.branch(SentBranch(self.log.checkpoint, edge, count, proof, records))
        except (Unusable, NotVerified):
            return

    def _common(self, most: int) -> int:
        """Return how many records both have alike, by halving."""
        low, high = 0, most
        while low < high:
            middle = (low + high + 1) // 2
            if self.office.root(middle) == self.log.root(middle):
                low = middle
            else:
                high = middle - 1
        return low


def rotations(store: Store, scope: str) -> Iterator[tuple[int, bytes]]:
    """Yield the records that brought the node another key, in order: the number, and that key."""
    node = b""
    for entry in store.scope_entries(scope, 0):
        opened = record.read(entry.raw)
        body, act = opened.body, opened.body["act"]
        if body["kind"] == "unit-opened":
            node = base64text.decode(act["device_key"])
        elif body["kind"] == "key-rotated" and act.get("key_id") == keys.key_id(node):
            node = base64text.decode(act["key"])
            yield entry.number, node
