"""The archive of an office audited where it lies."""

from __future__ import annotations

from dataclasses import replace

import pytest

from showsafe.adapters.memory_archive import MemoryArchive
from showsafe.fleet import audit
from showsafe.ledger.verify import notes
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


def test_keys_from_outside() -> None:
    """A log of which a key was kept outside and that is not in the archive is named; so is one under another key."""
    keys = {f"showsafe/{unit}": [notes.read_vkey(str(exports.vkey_of(unit)))] for unit in ("main", "gone")}
    found = {(each.log.unit, each.code) for each in audit.audit(exports.archived(), keys).named}
    assert found == {("gone", "audit.no-log"), ("second", "audit.checkpoint"), ("stage", "audit.checkpoint")}


def test_empty_archive_is_not_green() -> None:
    """An archive with no record is never green."""
    assert not audit.audit(MemoryArchive(lambda: exports.AT)).ok
