"""What has to hold of a data directory after a fault: everything that was answered, whole appends, nothing else.

The checks read the store and compute everything again from the bytes of the records: their leaf hashes, signatures
and chain, the tree with its edge, tiles and signed checkpoint, what lies beside them, and every line of every view.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

from showsafe import bootstrap
from showsafe.adapters import directory, tail
from showsafe.adapters.directory import OpenDirectory
from showsafe.adapters.sqlite import SqliteStore
from showsafe.ledger import base64text, checkpoint, record
from showsafe.ledger.checkpoint import origin_of
from showsafe.ledger.keys import key_id
from showsafe.ledger.note import VerifierKey
from showsafe.ledger.tiles import TILE, grow
from showsafe.ledger.tree import Frontier, leaf_hash
from showsafe.ledger.verify import verify
from showsafe.projections.rebuild import differences
from tests.faults.acts import AFTER, an_act, clock
from tests.faults.children import Told

START = 20
BELOW_A_TILE = 254
"""How many records a directory begins with: a few, or just fewer than fill a tile."""


def begins_with(scenario: str) -> int:
    """Return how many records the directory of a scenario begins with."""
    return {"boundary": BELOW_A_TILE, "after-a-crash": START + AFTER}.get(scenario, START)


def check_survivor(path: Path, told: Told, start: int) -> int:
    """Write on in a directory after a fault, and check it; return its size before that.

    One more act on top mends nothing that is half written: it is looked for once, after it.
    """
    with bootstrap.open_unit(path, clock()) as unit:
        store = unit.store
        assert isinstance(store, SqliteStore)
        size = store.size()
        check_told(store, told, start)
        answer = unit.ask(an_act("afterwards"))
        assert (answer.number, answer.repeated) == (size + 1, False)
    with directory.open_for_reading(path) as opened:
        assert opened.store.size() == size + 1
        check_opened(opened)
    report = verify(path)
    assert (report.ok, report.records) == (True, size + 1), report.first_fault
    return size


def check_told(store: SqliteStore, told: Told, start: int) -> None:
    """Every answered act is there under its number, and the ledger ends where one of its appends ended."""
    size = store.size()
    kept = {act_id: store.number_of(act_id) for act_id in told.answered}
    assert kept == told.answered, "an answered act is lost"
    ends = {int(base) + int(count) for base, count in told.of("batch")}
    assert size in {start, *ends}, f"half an append: {size} of {sorted(ends)}"
    assert size >= max([start, *told.answered.values()])


def check_opened(opened: OpenDirectory) -> None:
    """As ``check_whole``, and the checkpoint is that of the directory's unit."""
    check_whole(opened.store)
    first = record.read(opened.store.entry(1).raw).body
    assert first["unit"] == opened.settings.unit


@lru_cache(maxsize=8192)
def read(raw: bytes) -> dict[str, Any]:
    """Return the body of a record; most records are the same after each fault, and are read once."""
    return dict(record.read(raw).body)


@lru_cache(maxsize=8192)
def signed(raw: bytes, public: bytes) -> bool:
    """Say whether a record is signed by a key; as ``read``, once for the same bytes."""
    return record.signed_by(record.read(raw), public)


def check_whole(store: SqliteStore) -> None:
    """Compute everything that is kept again from the bytes of the records, and compare."""
    assert store._all("PRAGMA integrity_check", ())[0][0] == "ok"
    entries = list(store.entries())
    assert [entry.number for entry in entries] == list(range(1, store.size() + 1))
    assert [entry.leaf for entry in entries] == [leaf_hash(entry.raw) for entry in entries]
    bodies = [read(entry.raw) for entry in entries]
    assert [(entry.act_id, entry.scope) for entry in entries] == [
        (body["act_id"], body["scope"]) for body in bodies
    ]
    assert all(store.number_of(entry.act_id) == entry.number for entry in entries)
    check_signatures(store, bodies)
    check_tree(store, [entry.leaf for entry in entries])
    check_beside(store, bodies)
    assert differences(store) == []


def check_signatures(store: SqliteStore, bodies: list[dict[str, Any]]) -> None:
    """Every record is signed by the key of the node at that time, and is the next in that key's chain."""
    public, number, previous = tail.first_key(store), 0, ""
    for entry, body in zip(store.entries(), bodies, strict=True):
        number += 1
        assert signed(entry.raw, public), entry.number
        assert body["device"] == key_id(public)
        assert (body["device_number"], body["device_previous"]) == (number, previous)
        previous = entry.leaf.hex()
        if body["kind"] == "key-rotated":
            public, number, previous = base64text.decode(body["act"]["key"]), 0, ""
            assert signed(entry.raw, public), entry.number
    newest = checkpoint.verify(store.checkpoint(), VerifierKey(origin_of(bodies[0]["unit"]), public))
    assert (newest.size, newest.root) == (store.size(), store.frontier().root())


def check_tree(store: SqliteStore, leaves: list[bytes]) -> None:
    """The edge and every kept tile are what the leaves lead to, and there is no tile beside them."""
    assert store.frontier() == Frontier().extend(leaves)
    tiles: dict[tuple[int, int], bytes] = {}
    for start in range(0, len(leaves), TILE):
        grown = grow(start, leaves[start : start + TILE], lambda *at: tiles.get(at, b""))
        tiles.update({(level, number): hashes for level, number, hashes in list(grown)})
    kept = {(row[0], row[1]): row[2] for row in store._all("SELECT level, number, hashes FROM tiles", ())}
    assert kept == tiles
    assert store.edge_before(len(leaves)) == Frontier().extend(leaves[: (len(leaves) - 1) // TILE * TILE])


def check_beside(store: SqliteStore, bodies: list[dict[str, Any]]) -> None:
    """Every attachment that a record names is there with its own content, and no other."""
    named = {sha256 for body in bodies for sha256 in body.get("attachments", [])}
    assert set(store.attachments()) == named
    for sha256 in named:
        content = store.attachment(sha256)
        assert content is not None
        assert hashlib.sha256(content).hexdigest() == sha256
    check_personal(store, bodies)


def check_personal(store: SqliteStore, bodies: list[dict[str, Any]]) -> None:
    """The personal values that records commit to are there, but for those that a record erases, and no others."""
    sealed = [value for body in bodies for value in body["act"].values() if isinstance(value, dict)]
    named = {value["sealed"] for value in sealed if "sealed" in value}
    erased = {each for body in bodies if body["kind"] == "erased" for each in body["act"]["commitments"]}
    assert {str(row[0]) for row in store._all("SELECT commitment FROM personal", ())} == named - erased
