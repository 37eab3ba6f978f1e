"""Nodes and offices in memory for tests of copying: logs that grow, branch, are put back, and change their key."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from showsafe.adapters.memory import MemoryStore
from showsafe.adapters.memory_archive import MemoryArchive
from showsafe.application import replicating
from showsafe.application.replicating import Copied, Copying, Refusal
from showsafe.application.witnessing import Peer, StoredLog
from showsafe.fleet.ingest import Cosigner, Ingest
from showsafe.fleet.refusals import Behind, Refused
from showsafe.ledger import keys, tiles, tree
from showsafe.ledger.archive import Archive, LogKey, Unit
from showsafe.ledger.checkpoint import origin_of
from showsafe.ledger.keys import DeviceKey, Signer
from showsafe.ledger.note import VerifierKey
from showsafe.ledger.replication import Sent, SentBranch, Shown, State, Values
from showsafe.ledger.store import Row
from showsafe.ledger.witness import Request
from showsafe.ledger.writer import HEAD_ROWS, Writer
from tests.ledger import ledgers

T = TypeVar("T")

UNIT = "north-ridge"
ORIGIN = origin_of(UNIT)
KEY, NEXT_KEY, OTHER_KEY = (DeviceKey(bytes(range(at, at + 32))) for at in (0, 1, 2))
NAME = "studio.example/office"
WITNESS = DeviceKey(bytes(range(64, 96)))
NOW = datetime(2025, 3, 4, 12, 0, tzinfo=UTC)


class Node:
    """The log of one unit in memory, with the key that signs now."""

    def __init__(self, size: int = 0, unit: str = UNIT, key: DeviceKey = KEY) -> None:
        self.unit = unit
        self.origin = origin_of(unit)
        self.store = MemoryStore()
        self.writer = Writer(unit, key)
        self.keys = [key]
        if size:
            self.put(ledgers.opening(key))
            self.write(size - 1)

    @property
    def key(self) -> DeviceKey:
        """The key that signs now."""
        return self.keys[-1]

    def write(self, count: int, word: str = "act") -> None:
        """Record so many acts."""
        size = self.store.size()
        made = [ledgers.body(size + at, act_id=f"{word}-{size + at}") for at in range(count)]
        if made:
            self.put(*made)

    def put(self, *bodies: dict[str, Any], beside: tuple[Signer, ...] = ()) -> None:
        """Record bodies as they are; ``beside`` sign the first of them too."""
        at = self.writer.position(self.store)
        sealed = self.writer.seal(list(bodies), at, {0: beside} if beside else {})
        self.store.append(at.frontier.size, sealed.entries, sealed.rows, (), sealed.checkpoint)

    def rotate(self, key: DeviceKey = NEXT_KEY, **changes: Any) -> None:  # noqa: ANN401 - any value of an act
        """Let another key sign from now on, by a record that both sign."""
        act = {
            "key_id": self.key.id,
            "key": base64.b64encode(key.public).decode(),
            "new_key_id": keys.key_id(key.public),
        }
        said = {
            "scope": "unit",
            "kind": "key-rotated",
            "door": "report",
            "outcome": "record",
            "would": "permit",
        }
        body = ledgers.body(self.store.size(), act_id=f"rotate-{key.id}", act=act | changes, **said)
        at = self.writer.position(self.store)
        entry, after = self.writer.seal_one(body, at, (key,))
        sealed = self.writer.finish([entry], after, key)
        self.store.append(at.frontier.size, sealed.entries, sealed.rows, (), sealed.checkpoint)
        self.keys.append(key)
        self.writer = Writer(self.unit, key)

    def copy(self) -> Node:
        """Return a backup of this node."""
        copy = Node(unit=self.unit, key=self.key)
        copy.keys = list(self.keys)
        rows = [
            Row(HEAD_ROWS, key.id, head) for key in self.keys if (head := self.store.row(HEAD_ROWS, key.id))
        ]
        copy.store.append(0, tuple(self.store.entries()), rows, (), self.store.checkpoint())
        return copy

    def log(self) -> StoredLog:
        """Return the log as of now."""
        vkeys = tuple(VerifierKey(self.origin, key.public) for key in self.keys)
        return StoredLog(self.store, self.store.checkpoint(), vkeys)

    def rotations(self) -> Iterator[tuple[int, bytes]]:
        """Yield the records that changed the node's key, and the key of each."""
        return replicating.rotations(self.store, "unit")

    def known_as(self, production: str = "the-ridge") -> Unit:
        """Return the unit as the office adds it: under its first key."""
        return Unit(
            production, self.unit, self.origin, (LogKey(VerifierKey(self.origin, self.keys[0].public)),)
        )


@dataclass
class Clock:
    """A clock that stands until it is moved."""

    at: datetime = NOW

    def __call__(self) -> datetime:
        """Return the time."""
        return self.at

    def move(self, seconds: float) -> None:
        """Let time pass."""
        self.at += timedelta(seconds=seconds)


def ingest(*nodes: Node, archive: Archive | None = None, clock: Clock | None = None) -> Ingest:
    """Return an office that knows these nodes."""
    clock = clock or Clock()
    archive = archive if archive is not None else MemoryArchive(clock)
    for node in nodes:
        archive.trust(node.known_as())
    return Ingest(archive, Cosigner(NAME, (WITNESS,), lambda: int(clock().timestamp())), clock)


@dataclass
class Line:
    """The office as a node reaches it, through the bytes of every request, and what may happen on the way.

    ``way`` is called with the name and the body of each request, and returns the bodies that arrive, in order: none for
    one that is lost, two for one that is repeated. Of several answers the last is heard.
    """

    office: Ingest
    origin: str = ORIGIN
    way: Callable[[str, bytes], list[bytes]] = lambda _, body: [body]
    said: list[str] = field(default_factory=list)

    def state(self, size: int) -> State:
        """Ask how far the office is."""
        return State.from_bytes(self.office.state(self.origin, size).to_bytes())

    def show(self, shown: Shown) -> bytes:
        """Show a checkpoint."""
        return self._through(
            "show", shown.to_bytes(), lambda body: self.office.show(self.origin, Shown.from_bytes(body))
        )

    def send(self, sent: Sent) -> State:
        """Send records."""
        return self._through(
            "send", sent.to_bytes(), lambda body: self.office.take(self.origin, Sent.from_bytes(body))
        )

    def root(self, size: int) -> bytes:
        """Ask for a root."""
        return self._through("root", b"", lambda _: self.office.root(self.origin, size))

    def branch(self, sent: SentBranch) -> None:
        """Send a branch."""
        self._through(
            "branch",
            sent.to_bytes(),
            lambda body: self.office.branch(self.origin, SentBranch.from_bytes(body)),
        )

    def values(self, values: Values) -> None:
        """Send values."""
        self._through("values", values.to_bytes(), Values.from_bytes)

    def _through(self, name: str, body: bytes, ask: Callable[[bytes], T]) -> T:
        self.said.append(name)
        found: list[T] = []
        for each in self.way(name, body):
            try:
                found.append(ask(each))
            except Behind as behind:
                raise replicating.Behind(behind.state) from behind
            except Refused as error:
                raise Refusal(error.code, error.says, error.now) from error
        if not found:
            raise ConnectionError(name)
        return found[-1]


def copying(node: Node, line: Line) -> Copying:
    """Return a call of a node to an office."""
    peer = Peer(line.office.cosigner.vkeys()[0], "https://office.example")
    return Copying(node.log(), line, peer, NOW, node.rotations)


def copied(node: Node, office: Ingest, line: Line | None = None) -> Copied:
    """Let a node call an office once."""
    return copying(node, line or Line(office, node.origin)).run()


def kinds(office: Ingest, origin: str = ORIGIN) -> list[str]:
    """Return the kinds of the branches that were kept."""
    return [each.kind for each in office.archive.branches(origin)]


def raws(office: Ingest, origin: str = ORIGIN) -> list[bytes]:
    """Return the records that the office holds."""
    return [each.raw for each in office.archive.entries(origin)]


def own(node: Node) -> list[bytes]:
    """Return the records of a node."""
    return [each.raw for each in node.store.entries()]


def sent(node: Node, first: int, last: int, bound: int = 0) -> Sent:
    """Return records of a node, bound to its checkpoint of ``bound`` records, or of all."""
    size = bound or node.store.size()
    proof = tree.prove_consistency(last, size, tiles.subtree_of(node.store.tile, size))
    bundle = tiles.bundle_of(each.raw for each in node.store.entries(first, last))
    return Sent(first, last - first + 1, size, proof, bundle)


def shown(node: Node, old: int = 0) -> Shown:
    """Return the checkpoint of a node with the proof from a size."""
    return Shown(Request(old, node.log().prove(old) if old else (), node.store.checkpoint()))
