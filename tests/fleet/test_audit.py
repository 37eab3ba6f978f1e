"""The archive of an office audited where it lies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from showsafe.adapters.memory_archive import MemoryArchive
from showsafe.fleet import audit
from showsafe.ledger.verify import notes
from showsafe.ledger.verify.hashing import HASH
from tests.adapters.duck import exports

MAIN = "showsafe/main"


class Altered(MemoryArchive):
    """An archive in which somebody with the database's password changed one record, and its tile where it has one."""

    record = 0

    def entries(self, origin: str, first: int = 1, last: int | None = None):  # type: ignore[no-untyped-def]  # noqa: ANN201
        """Yield the records, one of them another."""
        for kept in super().entries(origin, first, last):
            hit = origin == MAIN and kept.number == self.record
            yield replace(kept, raw=kept.raw.replace(b"sig", b"sog")) if hit else kept


@pytest.mark.parametrize(("record", "code"), [(0, ""), (300, "audit.altered"), (590, "audit.altered")])
def test_altered_record_is_named(record: int, code: str) -> None:
    """A record altered in the database is named, in a full tile and in the one that still grows."""
    archive = exports.archived(archive=Altered(lambda: exports.AT))
    assert isinstance(archive, Altered)
    archive.record = record
    report = audit.audit(archive)
    assert [(each.log.unit, each.code, each.record) for each in report.named] == (
        [("main", code, record)] if record else []
    )
    assert (report.ok, report.logs, report.records) == (not record, 3, 863)


class Torn(Altered):
    """An archive in which somebody with the database's password changed a stored tile of leaf hashes, too."""

    place = ("", 0, 0)
    change: Callable[[bytes], bytes] = bytes

    def tile(self, origin: str, level: int, number: int) -> bytes:
        """Return the hashes of a tile, one of them changed."""
        hashes = super().tile(origin, level, number)
        return self.change(hashes) if (origin, level, number) == self.place else hashes


ANOTHER_LENGTH: list[Callable[[bytes], bytes]] = [
    lambda _: b"",
    lambda row: row[:-HASH],
    lambda row: row[:-1],
    lambda row: row[HASH:],
    lambda row: row + row[:HASH],
    lambda row: row + b"x",
    lambda row: row + row,
]


@pytest.mark.parametrize(("unit", "tile"), [("main", 0), ("main", 1), ("stage", 0)])
@pytest.mark.parametrize("change", ANOTHER_LENGTH)
def test_stored_tile_of_another_length(unit: str, tile: int, change: Callable[[bytes], bytes]) -> None:
    """A full tile that is empty, too short or too long is named where it lies, and no tile after it is."""
    archive = exports.archived(archive=Torn(lambda: exports.AT))
    assert isinstance(archive, Torn)
    archive.place, archive.change = (f"showsafe/{unit}", 0, tile), change
    first, last = tile * 256 + 1, (tile + 1) * 256
    assert [
        (each.log.unit, each.code, each.record, each.last, each.says) for each in audit.audit(archive).named
    ] == [
        (
            unit,
            "audit.tile",
            first,
            last,
            f"the tile of records {first} to {last} does not keep one leaf hash for each of them",
        )
    ]


@pytest.mark.parametrize("change", ANOTHER_LENGTH)
@pytest.mark.parametrize("record", [200, 300, 590])
def test_record_altered_beside_a_torn_tile(record: int, change: Callable[[bytes], bytes]) -> None:
    """A torn tile hides no altered record: neither one of its own, nor one of another tile."""
    archive = exports.archived(archive=Torn(lambda: exports.AT))
    assert isinstance(archive, Torn)
    archive.place, archive.change, archive.record = (MAIN, 0, 0), change, record
    named = {(each.code, each.record) for each in audit.audit(archive).named}
    assert named == {("audit.tile", 1), ("audit.altered", record)}


def test_keys_from_outside() -> None:
    """A log of which a key was kept outside and that is not in the archive is named; so is one under another key."""
    keys = {f"showsafe/{unit}": [notes.read_vkey(str(exports.vkey_of(unit)))] for unit in ("main", "gone")}
    found = {(each.log.unit, each.code) for each in audit.audit(exports.archived(), keys).named}
    assert found == {("gone", "audit.no-log"), ("second", "audit.checkpoint"), ("stage", "audit.checkpoint")}


def test_empty_archive_is_not_green() -> None:
    """An archive with no record is never green."""
    assert not audit.audit(MemoryArchive(lambda: exports.AT)).ok
