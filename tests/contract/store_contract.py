"""What every store of the ledger has to do: one suite, and each store only supplies itself.

A subclass gives the fixture ``store``: an empty store with the port of ``showsafe.ledger.store``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from showsafe.ledger import tiles
from showsafe.ledger.outbox import ASIDE, TOLD, WAITING, Mark, Tally, ToTell
from showsafe.ledger.store import (
    Beside,
    Conflict,
    Duplicate,
    Entry,
    NoSuchRecord,
    NotInOrder,
    Personal,
    Row,
    Snapshot,
    Store,
)
from showsafe.ledger.tiles import TILE
from showsafe.ledger.tree import Frontier, leaf_hash, subtree_of


def entry(number: int, scope: str = "", act_id: str = "", raw: bytes = b"") -> Entry:
    """Return a record for a place; two scopes take turns."""
    content = raw or b"record %d" % number
    return Entry(
        number, act_id or f"act-{number}", scope or f"scope-{number % 2}", content, leaf_hash(content)
    )


def fill(store: Store, count: int) -> None:
    """Append so many records in one transaction."""
    size = store.size()
    store.append(size, [entry(number) for number in range(size + 1, size + count + 1)])


def to_tell(destination: str, record: int, key: str = "") -> ToTell:
    """Return one thing to tell of a record, or under a key of its own."""
    return ToTell(destination, key or f"record {record}", "stop", f"2026-11-27T05:00:0{record}Z", record)


def picture(store: Store) -> tuple[object, ...]:
    """Return everything a store holds that a failed append must leave alone."""
    return (
        store.size(),
        list(store.entries()),
        store.frontier(),
        store.checkpoint(),
        list(store.rows("board")),
        store.snapshot("scope-1"),
    )


class StoreContract:
    """The suite; see the module."""

    def test_an_empty_store_says_so(self, store: Store) -> None:
        """A new store has no record, no scope, no checkpoint, and the edge of an empty tree."""
        assert (store.size(), store.scopes(), store.checkpoint()) == (0, (), b"")
        assert store.frontier() == Frontier()
        assert list(store.entries()) == []
        assert store.number_of("act-1") is None

    def test_what_is_appended_is_read_back(self, store: Store) -> None:
        """Records, rows, snapshot and checkpoint of one append are all there after it."""
        entries = [entry(1), entry(2)]
        row, snapshot = Row("board", "a", b"1"), Snapshot("scope-1", 1, b"state")
        store.append(0, entries, [row], [snapshot], b"signed")
        assert store.size() == 2
        assert list(store.entries()) == entries
        assert (store.entry(2), store.number_of("act-2")) == (entries[1], 2)
        assert store.frontier() == Frontier().extend(item.leaf for item in entries)
        assert (store.checkpoint(), store.row("board", "a")) == (b"signed", b"1")
        assert store.snapshot("scope-1") == snapshot

    def test_a_stale_position_is_a_conflict(self, store: Store) -> None:
        """An append at another size than the present one is refused, and nothing of it is written."""
        fill(store, 2)
        before = picture(store)
        for expected in (0, 1, 3):
            with pytest.raises(Conflict) as refused:
                store.append(expected, [entry(expected + 1, act_id="new")], [Row("board", "b", b"2")])
            assert (refused.value.expected, refused.value.size) == (expected, 2)
        assert picture(store) == before

    def test_an_act_is_recorded_once(self, store: Store) -> None:
        """An act id that is already there, or twice in one batch, is refused with its whole batch."""
        fill(store, 2)
        before = picture(store)
        twice = [entry(3, act_id="new"), entry(4, act_id="new")]
        for batch in ([entry(3), entry(4, act_id="act-1")], twice):
            with pytest.raises(Duplicate) as refused:
                store.append(2, batch, [Row("board", "b", b"2")], [Snapshot("scope-1", 3, b"")], b"new")
            assert refused.value.act_id in {"act-1", "new"}
        assert picture(store) == before

    def test_records_do_not_leave_a_gap(self, store: Store) -> None:
        """A record whose number is not the next one, or whose sum is not that of its bytes, is refused."""
        fill(store, 1)
        before = picture(store)
        wrong_sum = Entry(2, "act-2", "scope", b"record 2", leaf_hash(b"other"))
        for batch in ([entry(3)], [entry(2), entry(4)], [entry(1, act_id="new")], [wrong_sum]):
            with pytest.raises(NotInOrder):
                store.append(1, batch)
        assert picture(store) == before

    def test_a_snapshot_does_not_run_ahead(self, store: Store) -> None:
        """A snapshot of a record that is not there is refused together with its append."""
        before = picture(store)
        for number in (0, 2):
            with pytest.raises(NotInOrder):
                store.append(0, [entry(1)], (), [Snapshot("scope-1", number, b"")])
        assert picture(store) == before

    def test_a_failed_append_is_repeated_with_success(self, store: Store) -> None:
        """After a refusal the store goes on as if nothing had happened."""
        with pytest.raises(Conflict):
            store.append(5, [entry(6)])
        fill(store, 3)
        assert store.size() == 3

    def test_an_append_without_records_keeps_rows_and_snapshots(self, store: Store) -> None:
        """Rows and snapshots may be written alone, at an expected size, and leave the tree as it is."""
        fill(store, 2)
        frontier = store.frontier()
        store.append(2, [], [Row("board", "a", b"1")], [Snapshot("scope-1", 2, b"late")])
        assert (store.frontier(), store.row("board", "a")) == (frontier, b"1")
        assert store.snapshot("scope-1") == Snapshot("scope-1", 2, b"late")
        with pytest.raises(Conflict):
            store.append(1, [], [Row("board", "a", b"2")])

    def test_an_empty_checkpoint_leaves_the_last_one(self, store: Store) -> None:
        """An append without a checkpoint keeps the one before it."""
        store.append(0, [entry(1)], checkpoint=b"first")
        store.append(1, [entry(2)])
        assert store.checkpoint() == b"first"

    @pytest.mark.parametrize(
        ("first", "last", "expected"), [(1, None, 600), (300, 302, 3), (600, 900, 1), (5, 4, 0)]
    )
    def test_ranges_of_records(self, store: Store, first: int, last: int | None, expected: int) -> None:
        """A range gives its records in order, both ends included, across blocks and beyond the end."""
        fill(store, 600)
        numbers = [item.number for item in store.entries(first, last)]
        assert numbers == list(range(first, first + expected))

    def test_a_number_that_is_not_there(self, store: Store) -> None:
        """Asking for record 0, a negative one or one after the last is an error with a code."""
        fill(store, 1)
        for number in (-1, 0, 2):
            with pytest.raises(NoSuchRecord) as refused:
                store.entry(number)
            assert refused.value.code == "ledger.no-such-record"

    def test_the_edge_is_that_of_all_records(self, store: Store) -> None:
        """Across batches of uneven size the edge equals the one computed from every record."""
        for count in (1, 254, 1, 1, 300, 43):
            fill(store, count)
        assert store.frontier() == Frontier().extend(item.leaf for item in store.entries())
        assert store.frontier().size == 600

    def test_records_of_one_scope(self, store: Store) -> None:
        """A scope gives its own records after a number, in order, and an unknown scope gives none."""
        fill(store, 600)
        found = [item.number for item in store.scope_entries("scope-1", 5)]
        assert found == list(range(7, 600, 2))
        assert list(store.scope_entries("scope-7", 0)) == []
        assert store.scopes() == ("scope-0", "scope-1")

    def test_scopes_are_sorted(self, store: Store) -> None:
        """Scopes come once each, by code point."""
        for number, scope in enumerate(["b", "\U0001f600", "a", "\uffee", "b"], start=1):
            store.append(number - 1, [entry(number, scope=scope)])
        assert store.scopes() == ("a", "b", "\uffee", "\U0001f600")

    def test_rows_by_prefix(self, store: Store) -> None:
        """Rows come by code point, from a prefix, newest first or limited, and only of one projection."""
        keys = ["a", "a/1", "a/2", "a\U0010ffff", "b", "\U0001f600", "\uffee"]
        store.append(0, [], [Row("board", key, key.encode()) for key in keys] + [Row("other", "a/3", b"")])
        assert [key for key, _ in store.rows("board")] == sorted(keys)
        assert [key for key, _ in store.rows("board", "a")] == ["a", "a/1", "a/2", "a\U0010ffff"]
        assert [key for key, _ in store.rows("board", "a/", newest_first=True)] == ["a/2", "a/1"]
        assert list(store.rows("board", "a/", limit=1)) == [("a/1", b"a/1")]
        assert list(store.rows("board", "a/", newest_first=True, limit=1)) == [("a/2", b"a/2")]
        assert list(store.rows("board", "a\U0010ffff")) == [("a\U0010ffff", "a\U0010ffff".encode())]
        assert [key for key, _ in store.rows("board", "\ud7ff")] == []
        assert list(store.rows("board", limit=0)) == []
        assert list(store.rows("nothing")) == []

    def test_many_rows_come_in_order(self, store: Store) -> None:
        """More rows than fit in one block come whole and in order, both ways."""
        keys = [f"{number:05}" for number in range(1000)]
        store.append(0, [], [Row("board", key, b"") for key in keys])
        assert [key for key, _ in store.rows("board")] == keys
        assert [key for key, _ in store.rows("board", newest_first=True)] == keys[::-1]
        assert [key for key, _ in store.rows("board", limit=700)] == keys[:700]

    def test_rows_are_replaced_and_deleted(self, store: Store) -> None:
        """A row is replaced by its key, and None deletes it, also where there is none."""
        store.append(0, [], [Row("board", "a", b"1"), Row("board", "b", b"1")])
        store.append(0, [], [Row("board", "a", b"2"), Row("board", "b", None), Row("board", "c", None)])
        assert list(store.rows("board")) == [("a", b"2")]
        assert store.row("board", "b") is None

    def test_a_projection_is_rebuilt_at_once(self, store: Store) -> None:
        """Clearing replaces one projection whole, and leaves the others."""
        store.append(0, [], [Row("board", "a", b"1"), Row("other", "a", b"1")])
        store.clear_rows("board", [Row("board", "b", b"2")])
        assert list(store.rows("board")) == [("b", b"2")]
        assert list(store.rows("other")) == [("a", b"1")]
        store.clear_rows("board")
        assert list(store.rows("board")) == []

    def test_a_rebuilding_that_fails_changes_nothing(self, store: Store) -> None:
        """When the new rows cannot be made, the old ones stay."""
        store.append(0, [], [Row("board", "a", b"1")])

        def failing() -> Iterator[Row]:
            yield Row("board", "b", b"2")
            raise LookupError

        with pytest.raises(LookupError):
            store.clear_rows("board", failing())
        assert list(store.rows("board")) == [("a", b"1")]

    def test_a_projection_is_rebuilt_from_the_records(self, store: Store) -> None:
        """The records can be read while a projection is rebuilt from them."""
        fill(store, 300)
        store.clear_rows("board", (Row("board", item.act_id, item.raw) for item in store.entries()))
        assert len(list(store.rows("board"))) == 300

    def test_the_last_snapshot_counts(self, store: Store) -> None:
        """A snapshot replaces the one before it, and a scope without one has none."""
        fill(store, 3)
        store.append(3, [], (), [Snapshot("scope-1", 1, b"old")])
        store.append(3, [], (), [Snapshot("scope-1", 3, b"new")])
        assert store.snapshot("scope-1") == Snapshot("scope-1", 3, b"new")
        assert store.snapshot("scope-0") is None

    def test_reading_goes_on_while_records_are_appended(self, store: Store) -> None:
        """An iteration begun before an append goes on over what was there, without a gap."""
        fill(store, 600)
        reading = store.entries()
        numbers = [next(reading).number]
        fill(store, 100)
        numbers.extend(item.number for item in reading)
        assert numbers == list(range(1, 601))

    def test_of_many_writers_at_one_position_one_wins(self, store: Store) -> None:
        """Eight threads that append at the same size: one record is written, seven conflicts are raised."""
        barrier = Barrier(8)

        def attempt(number: int) -> bool:
            barrier.wait()
            try:
                store.append(0, [entry(1, act_id=f"of-{number}")], [Row("board", "winner", b"%d" % number)])
            except Conflict:
                return False
            return True

        with ThreadPoolExecutor(8) as pool:
            won = [number for number, done in enumerate(pool.map(attempt, range(8))) if done]
        assert len(won) == 1
        assert store.size() == 1
        assert store.entry(1).act_id == f"of-{won[0]}"
        assert store.row("board", "winner") == b"%d" % won[0]

    def test_large_values_pass_unchanged(self, store: Store) -> None:
        """A record of the largest size and a row of a megabyte come back byte for byte."""
        raw, value = bytes(range(256)) * 255 + b"x" * 255, b"\x00\xff" * 500_000
        store.append(0, [entry(1, raw=raw)], [Row("board", "\x00", value)], [Snapshot("s", 1, value)])
        assert store.entry(1).raw == raw
        assert store.row("board", "\x00") == value
        assert store.snapshot("s") == Snapshot("s", 1, value)

    def test_the_tiles_hold_the_tree(self, store: Store) -> None:
        """Across batches of uneven size every tile holds the hashes of its subtrees, and leads to the root."""
        for count in (1, 254, 1, 1, 700, 43):
            fill(store, count)
        leaves = [item.leaf for item in store.entries()]
        roots = [subtree_of(leaves)(start, start + TILE) for start in range(0, 768, TILE)]
        assert [store.tile(0, number) for number in range(5)] == [
            b"".join(leaves[start : start + TILE]) for start in range(0, 5 * TILE, TILE)
        ]
        assert (store.tile(1, 0), store.tile(1, 1), store.tile(2, 0)) == (b"".join(roots), b"", b"")
        assert tiles.subtree_of(store.tile, 1000)(0, 1000) == store.frontier().root()
        assert tiles.frontier_at(store.tile, 777) == Frontier().extend(leaves[:777])

    def test_what_goes_beside_the_records(self, store: Store) -> None:
        """Attachments are kept under their own sum, personal values under their commitment; erasing takes those."""
        digest, value = hashlib.sha256(b"photo").hexdigest(), Personal("c" * 64, b"s" * 32, b"42")
        store.append(0, [entry(1)], beside=Beside(attachments=(b"photo", b"photo"), personal=(value,)))
        assert (store.attachment(digest), list(store.attachments())) == (b"photo", [digest])
        assert (store.personal("c" * 64), store.personal("d" * 64), store.attachment("")) == (
            value,
            None,
            None,
        )
        store.append(1, [entry(2)], beside=Beside(erased=("c" * 64, "e" * 64)))
        assert store.personal("c" * 64) is None
        assert store.attachment(digest) == b"photo"

    def test_a_refused_append_writes_nothing_beside_it(self, store: Store) -> None:
        """Tiles, attachments and personal values of an append that is refused are not there."""
        fill(store, 255)
        value = Personal("c" * 64, b"s" * 32, b"42")
        with pytest.raises(Duplicate):
            store.append(255, [entry(256, act_id="act-1")], beside=Beside((b"photo",), (value,)))
        assert (list(store.attachments()), store.personal("c" * 64)) == ([], None)
        assert store.tile(1, 0) == b""
        assert len(store.tile(0, 0)) == 255 * 32

    def test_what_is_to_be_told_comes_with_its_record(self, store: Store) -> None:
        """Lines of the outbox are there with their record, wait in their order, and each key is told once a place."""
        first, second = to_tell("office", 1), to_tell("studio", 1)
        store.append(0, [entry(1)], beside=Beside(tell=(first, second)))
        store.append(1, [entry(2)], beside=Beside(tell=(to_tell("office", 2), first)))
        waiting = store.outbox("office", WAITING)
        assert [each.what.key for each in waiting] == ["record 1", "record 2"]
        assert (waiting[0].what, waiting[0].tries, waiting[0].due) == (first, 0, "")
        assert [each.what for each in store.outbox("studio", WAITING)] == [second]
        assert [each.what.record for each in store.outbox("office", WAITING, newest_first=True, limit=1)] == [
            2
        ]
        assert store.outbox("nobody", WAITING) == []
        assert store.tallies() == [
            Tally("office", WAITING, 2, first.at),
            Tally("studio", WAITING, 1, second.at),
        ]

    def test_a_refused_append_leaves_nothing_to_tell(self, store: Store) -> None:
        """Of a record that is refused, nothing waits to be told."""
        fill(store, 1)
        with pytest.raises(Duplicate):
            store.append(1, [entry(2, act_id="act-1")], beside=Beside(tell=(to_tell("office", 2),)))
        with pytest.raises(Conflict):
            store.append(0, [entry(1)], beside=Beside(tell=(to_tell("office", 1),)))
        assert store.tallies() == []

    def test_what_was_told_is_marked(self, store: Store) -> None:
        """A line that was told waits no more and is not told again; one that is gone leaves no trace."""
        morning = ToTell("office", "morning 2026-11-27", "morning", "2026-11-27T05:00:00Z", body=b"text")
        store.tell([to_tell("office", 0, "a"), morning, to_tell("office", 0, "b"), morning])
        one, two, three = store.outbox("office", WAITING)
        assert two.what == morning
        store.mark([Mark(one.number, TOLD, 1), Mark(two.number, ASIDE, 5, "2026", "It says no.")])
        (aside,) = store.outbox("office", ASIDE)
        assert (aside.what, aside.state, aside.tries, aside.due, aside.says) == (
            morning,
            ASIDE,
            5,
            "2026",
            "It says no.",
        )
        store.tell([morning])
        assert [each.number for each in store.outbox("office", WAITING)] == [three.number]
        store.mark([], [two.number, three.number])
        assert [(each.state, each.count) for each in store.tallies()] == [(TOLD, 1)]
