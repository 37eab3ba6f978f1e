"""What every archive of an office has to do: one suite, and each archive only supplies itself.

A subclass gives the fixture ``archive``: one that keeps no log yet.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest

from showsafe.errors import ShowsafeError, WrongInput
from showsafe.ledger import archive as port
from showsafe.ledger import tiles, tree
from showsafe.ledger.archive import (
    FAULT,
    MOST_BRANCHES,
    Archive,
    Branch,
    Checking,
    LogKey,
    NoSuchLog,
    NotNext,
    Opening,
    Unit,
    stretch_of,
)
from showsafe.ledger.checkpoint import origin_of
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.note import VerifierKey
from showsafe.ledger.tree import Frontier
from showsafe.ledger.witness import ROLLED_BACK, Evidence, Seen
from tests.contract.witness_memory_contract import KEY, ORIGIN, seen

AT = datetime(2025, 3, 4, 5, 6, 7, tzinfo=UTC)
LATER = AT + timedelta(hours=1)
NEXT = VerifierKey(ORIGIN, DeviceKey(bytes(range(1, 33))).public)
OTHER = origin_of("south-fork")


def unit(name: str = "north-ridge", production: str = "the-ridge") -> Unit:
    """Return a unit under its first key."""
    origin = origin_of(name)
    return Unit(production, name, origin, (LogKey(VerifierKey(origin, KEY.public)),))


def record(number: int) -> bytes:
    """Return the bytes of a record; some are large."""
    return b"%d " % number * (1 + number % 7 * 40)


def put(archive: Archive, count: int, at: datetime = AT, origin: str = ORIGIN) -> None:
    """Take so many records that come next."""
    held = archive.held(origin)
    raws = [record(number) for number in range(held.size + 1, held.size + count + 1)]
    archive.take(origin, held.size, stretch_of(held.edge, raws), at)


class ArchiveContract:
    """The suite; see the module."""

    def test_a_log_that_is_not_kept_is_refused_by_name(self, archive: Archive) -> None:
        """Nothing is read or written for a log that nobody added."""
        asks = (
            lambda: archive.unit(ORIGIN),
            lambda: archive.held(ORIGIN),
            lambda: archive.called(ORIGIN, AT, 1),
            lambda: archive.admit(ORIGIN, b"x" * 32),
            lambda: archive.take(ORIGIN, 0, stretch_of(Frontier(), [b"x"]), AT),
            lambda: list(archive.entries(ORIGIN)),
            lambda: archive.tile(ORIGIN, 0, 0),
            lambda: archive.checking(ORIGIN),
            lambda: archive.recheck(ORIGIN),
            lambda: archive.keep_branch(Branch(ORIGIN, FAULT, "", AT)),
            lambda: archive.open_values(ORIGIN, [Opening(1, "a" * 64, b"", b"")]),
            lambda: archive.erase_values(ORIGIN, ["a" * 64]),
        )
        for ask in asks:
            with pytest.raises(NoSuchLog):
                ask()
        assert archive.units() == ()
        assert archive.keys_of(ORIGIN) == ()

    def test_units_are_kept_under_their_keys(self, archive: Archive) -> None:
        """A unit comes back as it was added, by production, and adding it again changes nothing."""
        assert archive.trust(unit())
        assert not archive.trust(unit())
        assert archive.trust(unit("south-fork", "a-fork"))
        assert archive.unit(ORIGIN) == unit()
        assert archive.units() == (unit("south-fork", "a-fork"), unit())
        assert archive.units("the-ridge") == (unit(),)
        assert archive.units("nobody") == ()

    def test_further_keys_go_on_from_the_first(self, archive: Archive) -> None:
        """A key that comes later is added; another first key, another production or a strange name is refused."""
        archive.trust(unit())
        more = replace(unit(), keys=(*unit().keys, LogKey(NEXT, 7)))
        assert archive.trust(more)
        assert not archive.trust(unit())
        assert archive.unit(ORIGIN) == more
        assert archive.unit(ORIGIN).key_at(6) == unit().keys[0].vkey
        assert archive.unit(ORIGIN).key_at(7) == NEXT
        wrong = (
            (replace(unit(), keys=(LogKey(NEXT),)), "archive.other-key"),
            (replace(unit(), production="another"), "archive.other-production"),
            (replace(unit(), origin="somebody/else"), "archive.not-a-log"),
            (replace(unit(), keys=()), "archive.not-a-log"),
            (replace(unit(), keys=(LogKey(NEXT, 2),)), "archive.not-a-log"),
        )
        for asked, code in wrong:
            with pytest.raises(WrongInput) as error:
                archive.trust(asked)
            assert error.value.code == code
        assert archive.unit(ORIGIN) == more

    def test_a_token_admits_one_node_until_another_takes_its_place(self, archive: Archive) -> None:
        """Only the sum of the token that was admitted last finds the unit."""
        archive.trust(unit())
        assert archive.admitted(b"x" * 32) is None
        archive.admit(ORIGIN, b"x" * 32)
        assert archive.admitted(b"x" * 32) == unit()
        archive.admit(ORIGIN, b"y" * 32)
        assert archive.admitted(b"x" * 32) is None
        archive.admit(ORIGIN, None)
        assert archive.admitted(b"y" * 32) is None

    @pytest.mark.parametrize(
        "steps", [(1, 1, 1), (255, 1, 1), (256,), (300, 300, 212), (1, 511, 513, 255), (65_600,)]
    )
    def test_records_come_back_byte_for_byte_in_their_order(
        self, archive: Archive, steps: tuple[int, ...]
    ) -> None:
        """However they came, in few or in many, across tiles or not: the same records, tiles and edge."""
        archive.trust(unit())
        for count in steps:
            put(archive, count)
        size = sum(steps)
        raws = [record(number) for number in range(1, size + 1)]
        assert [(each.number, each.raw) for each in archive.entries(ORIGIN)] == list(enumerate(raws, start=1))
        leaves = [tree.leaf_hash(raw) for raw in raws]
        edge = Frontier().extend(leaves)
        held = archive.held(ORIGIN)
        assert (held.size, held.edge, held.received_at) == (size, edge, AT)
        for level, full, growing in tiles.widths(size):
            assert len(archive.tile(ORIGIN, level, full)) == growing * tree.HASH_BYTES
            assert not archive.tile(ORIGIN, level, full + 1)
        assert port.root_at(archive, ORIGIN, size) == edge.root()
        half = min(size // 2, 700)
        if half:
            assert port.root_at(archive, ORIGIN, half) == Frontier().extend(leaves[:half]).root()

    def test_a_range_is_read_as_asked(self, archive: Archive) -> None:
        """From one number to another, both included; beyond the end there is nothing."""
        archive.trust(unit())
        put(archive, 500)
        put(archive, 100, LATER)
        for first, last in ((1, 1), (250, 260), (256, 257), (500, 600), (590, 700), (601, 700), (5, 4)):
            numbers = [each.number for each in archive.entries(ORIGIN, first, last)]
            assert numbers == list(range(first, min(last, 600) + 1))
        assert {each.received_at for each in archive.entries(ORIGIN, 520)} == {LATER}

    def test_records_are_taken_only_at_the_end(self, archive: Archive) -> None:
        """What does not come next is refused, and nothing of it is there."""
        archive.trust(unit())
        put(archive, 10)
        edge = archive.held(ORIGIN).edge
        for expected, start in ((9, edge), (11, edge), (0, Frontier())):
            with pytest.raises(NotNext):
                archive.take(ORIGIN, expected, stretch_of(start, [b"x"]), AT)
        assert archive.held(ORIGIN).edge == edge
        assert len(list(archive.entries(ORIGIN))) == 10

    def test_of_two_that_take_at_once_one_is_first(self, archive: Archive) -> None:
        """Four threads take the same next records: they are there once, and the others hear that they came second."""
        archive.trust(unit())
        put(archive, 200)
        barrier = Barrier(4)
        stretch = stretch_of(archive.held(ORIGIN).edge, [record(number) for number in range(201, 301)])

        def one(_: int) -> bool:
            barrier.wait()
            try:
                archive.take(ORIGIN, 200, stretch, AT)
            except NotNext:
                return False
            return True

        with ThreadPoolExecutor(4) as pool:
            assert sum(pool.map(one, range(4))) == 1
        assert [each.number for each in archive.entries(ORIGIN)] == list(range(1, 301))

    def test_logs_do_not_touch_each_other(self, archive: Archive) -> None:
        """What is taken, seen, checked or opened of one log is not there of another."""
        archive.trust(unit())
        archive.trust(unit("south-fork"))
        put(archive, 300)
        archive.advance(ORIGIN, None, seen(5))
        archive.open_values(ORIGIN, [Opening(1, "a" * 64, b"s", b"1")])
        assert archive.held(OTHER).size == 0
        assert archive.seen(OTHER) is None
        assert not list(archive.opened(OTHER))
        put(archive, 3, origin=OTHER)
        assert archive.held(ORIGIN).size == 300

    def test_what_a_node_tells_when_it_calls_is_kept(self, archive: Archive) -> None:
        """When it called, and how many records it said to have."""
        archive.trust(unit())
        assert archive.held(ORIGIN).called_at is None
        archive.called(ORIGIN, LATER, 77)
        held = archive.held(ORIGIN)
        assert (held.called_at, held.told, held.received_at) == (LATER, 77, None)

    def test_the_latest_checkpoint_is_part_of_how_far_it_is(self, archive: Archive) -> None:
        """What the witness cosigned last is what the office says that it has seen."""
        archive.trust(unit())
        assert archive.held(ORIGIN).checkpoint() is None
        archive.advance(ORIGIN, None, seen(5))
        found = archive.held(ORIGIN).checkpoint()
        assert found is not None
        assert found.size == 5

    def test_a_branch_is_kept_once_with_its_records(self, archive: Archive) -> None:
        """The same branch again is the same number; its records are put beside it once, and come back."""
        archive.trust(unit())
        branch = Branch(ORIGIN, FAULT, "It is wrong.", AT, b"seen", b"shown", (b"p" * 32, b"q" * 32))
        number = archive.keep_branch(branch)
        assert number > 0
        assert archive.keep_branch(replace(branch, at=LATER)) == number
        assert list(archive.branches(ORIGIN)) == [replace(branch, number=number)]
        assert list(archive.branches(OTHER)) == []
        assert archive.add_records(number, 7, b"records")
        assert not archive.add_records(number, 8, b"others")
        assert archive.branch(number) == replace(branch, number=number, first=7, records=b"records")
        assert list(archive.branches()) == [replace(branch, number=number, first=7)]
        assert archive.branch(number + 1) is None

    def test_nobody_fills_the_disk_with_branches(self, archive: Archive) -> None:
        """Of one kind and log so many are kept, and then no more; another kind is still kept."""
        archive.trust(unit())
        branches = [Branch(ORIGIN, FAULT, "Wrong.", AT, b"", b"%d" % at) for at in range(MOST_BRANCHES + 3)]
        assert [archive.keep_branch(each) for each in branches][-3:] == [0, 0, 0]
        assert len(list(archive.branches(ORIGIN))) == MOST_BRANCHES
        archive.keep(ORIGIN, Evidence(ROLLED_BACK, seen(5).checkpoint, seen(3).checkpoint))
        (last,) = [each for each in archive.branches(ORIGIN) if each.kind == ROLLED_BACK]
        assert "5 records" in last.says

    def test_nobody_fills_the_disk_with_refused_records(
        self, archive: Archive, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Beyond so many bytes a branch is kept without its records, and none are put beside it later."""
        monkeypatch.setattr(port, "MOST_REFUSED", 100)
        archive.trust(unit())
        one = archive.keep_branch(Branch(ORIGIN, FAULT, "One.", AT, b"", b"", (), 5, b"x" * 60))
        two = archive.keep_branch(Branch(ORIGIN, FAULT, "Two.", AT, b"", b"", (), 5, b"x" * 60))
        assert not archive.add_records(two, 5, b"x" * 41)
        assert archive.add_records(two, 5, b"x" * 40)
        found = [archive.branch(number) for number in (one, two)]
        assert [len(each.records) for each in found if each] == [60, 40]

    def test_the_check_goes_on_from_where_it_stands(self, archive: Archive) -> None:
        """A standing takes the place of the one it was made from; after a fault nothing more is checked."""
        archive.trust(unit())
        archive.trust(unit("south-fork"))
        put(archive, 10)
        put(archive, 20, origin=OTHER)
        assert archive.checking(ORIGIN) == Checking()
        assert archive.unchecked() == (OTHER, ORIGIN)
        assert archive.unchecked(1) == (OTHER,)
        assert archive.checked(ORIGIN, 0, Checking(6, b"state"))
        assert not archive.checked(ORIGIN, 0, Checking(7, b"late"))
        assert archive.checking(ORIGIN) == Checking(6, b"state")
        assert archive.held(ORIGIN).checked == 6
        assert archive.checked(ORIGIN, 6, Checking(8, b"more", "record 9 is not signed"))
        assert archive.held(ORIGIN).fault == "record 9 is not signed"
        assert not archive.checked(ORIGIN, 8, Checking(10, b""))
        assert archive.unchecked() == (OTHER,)
        archive.recheck(ORIGIN)
        assert archive.checking(ORIGIN) == Checking()
        assert archive.unchecked() == (OTHER, ORIGIN)

    def test_an_opening_that_was_erased_stays_erased(self, archive: Archive) -> None:
        """What a set shows is kept until it is erased; then it is gone, also where it is sent again."""
        archive.trust(unit())
        one, two = Opening(3, "a" * 64, b"s" * 32, b'"x"'), Opening(4, "b" * 64, b"t" * 32, b'"y"')
        archive.open_values(ORIGIN, [one, two])
        archive.open_values(ORIGIN, [one])
        assert list(archive.opened(ORIGIN)) == [one, two]
        assert archive.erase_values(ORIGIN, [one.commitment, "c" * 64]) == 1
        archive.open_values(ORIGIN, [one, Opening(5, "c" * 64, b"", b"")])
        assert list(archive.opened(ORIGIN)) == [two]

    def test_openings_have_an_end(self, archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
        """Whoever follows a log reads all that is shown of it: beyond so many none more is kept, and none is lost."""
        monkeypatch.setattr(port, "MOST_OPENED", 2)
        archive.trust(unit())
        one, two, three = (Opening(3, each * 64, b"s" * 32, b'"x"') for each in "abc")
        archive.open_values(ORIGIN, [one, two])
        archive.open_values(ORIGIN, [two])
        with pytest.raises(WrongInput) as refused:
            archive.open_values(ORIGIN, [two, three])
        assert refused.value.code == "archive.too-many-values"
        assert list(archive.opened(ORIGIN)) == [one, two]
        archive.erase_values(ORIGIN, [one.commitment])
        archive.open_values(ORIGIN, [three])
        assert list(archive.opened(ORIGIN)) == [two, three]

    def test_the_archive_is_the_memory_of_the_witness(self, archive: Archive) -> None:
        """It keeps what was cosigned last, and takes nothing on a wrong before."""
        archive.trust(unit())
        assert archive.keys_of(ORIGIN) == (unit().keys[0].vkey,)
        assert archive.seen(ORIGIN) is None
        assert archive.advance(ORIGIN, None, seen(2))
        assert not archive.advance(ORIGIN, None, seen(3))
        assert archive.seen(ORIGIN) == Seen(seen(2).checkpoint)

    def test_errors_are_said_to_people(self, archive: Archive) -> None:
        """A log that is not kept is named, with what to do."""
        with pytest.raises(ShowsafeError) as error:
            archive.held(ORIGIN)
        assert ORIGIN in error.value.says
        assert "add the unit" in error.value.now
