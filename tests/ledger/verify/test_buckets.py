"""Sets of digests in parts: nothing is lost, doubled or put elsewhere, in memory or on the disk."""

from __future__ import annotations

import hashlib
import tempfile

import pytest

from showsafe.ledger.verify import buckets
from showsafe.ledger.verify.buckets import Buckets, part_of


def digests(count: int, width: int = 32) -> list[bytes]:
    """Return digests, different from each other."""
    return [hashlib.sha256(b"%d" % number).digest()[:width] for number in range(count)]


def expected(items: list[bytes]) -> list[list[bytes]]:
    """Return digests in 32 lists by their first five bits, in their order."""
    return [[item for item in items if item[0] // 8 == part] for part in range(32)]


def test_the_part_of_a_digest() -> None:
    """The first five bits say where a digest lies: 0 to 31, eight first bytes to a part."""
    assert [part_of(bytes((first,)) + b"rest") for first in range(256)] == [
        first // 8 for first in range(256)
    ]


@pytest.mark.parametrize("kept", [1 << 20, 0, 20 * 32 - 1, 20 * 32, 33 * 32])
@pytest.mark.parametrize("width", [20, 32])
def test_every_digest_is_in_its_part_once(monkeypatch: pytest.MonkeyPatch, kept: int, width: int) -> None:
    """However often parts are spilled, each holds what was added, in its order: so the first of two is told rightly."""
    monkeypatch.setattr(buckets, "_KEPT", kept)
    items = digests(200, width)
    found = Buckets(width)
    added: list[bytes] = []
    for start in range(0, 200, 20):
        found.add(b"".join(items[start : start + 20]))
        added += items[start : start + 20]
        assert str(found.count) == str(len(added))
        assert list(found.parts()) == expected(added)
    assert found.part(3) == found.part(3) == expected(items)[3]
    found.close()


def test_none_is_none() -> None:
    """A set of nothing has 32 parts without a digest."""
    found = Buckets(32)
    found.add(b"")
    assert found.count == 0
    assert list(found.parts()) == [[]] * 32
    found.close()


def test_memory_stays_small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only beyond what may be kept in memory does a set go to the disk, and it stays small from there on."""
    opened: list[int] = []
    make = tempfile.TemporaryFile

    def counted() -> object:
        opened.append(1)
        return make()

    monkeypatch.setattr(tempfile, "TemporaryFile", counted)
    monkeypatch.setattr(buckets, "_KEPT", 64)
    found = Buckets(32)
    items = digests(6)
    for number, item in enumerate(items):
        found.add(item)
        assert len(opened) == (32 if number >= 2 else 0)
        assert sum(map(len, found._parts)) == (number + 1) % 3
    assert list(found.parts()) == expected(items)
    files = list(found._files)
    found.close()
    assert all(file.closed for file in files)
