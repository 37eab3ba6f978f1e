"""How much a bundle may hold, the longer count of its members, and what is left behind where it is refused."""

from __future__ import annotations

import os
import struct
from pathlib import Path
from typing import Any

import pytest

from showsafe.ledger.verify import archive
from showsafe.ledger.verify.archive import Archive
from showsafe.ledger.verify.strict import Malformed
from tests.ledger.verify.zips import said, whole

FILES = {"about.json": b"123456789", "leaves/1": b"one leaf", "a/b/c": b""}
BESIDE = "has no members or too many, or something beside them"
COUNTS = "does not count its members as a zip file of the one form does"


WHOLE = whole(FILES)
LIST, END = WHOLE.index(b"PK\x01\x02"), len(WHOLE) - 22


@pytest.mark.parametrize(("most", "says"), [(4, ""), (3, ""), (2, BESIDE)])
def test_how_many_members_there_may_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int, says: str
) -> None:
    """As many as may be are read, and one more is refused before its list is."""
    monkeypatch.setattr(archive, "MOST_MEMBERS", most)
    assert said(tmp_path, WHOLE) == says


@pytest.mark.parametrize(("most", "says"), [(6, "has a list of members that ends too early"), (5, BESIDE)])
def test_how_many_members_a_file_may_claim(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int, says: str
) -> None:
    """Whether the members are too many is told by their number alone, before anything is read of them."""
    monkeypatch.setattr(archive, "MOST_MEMBERS", most)
    assert said(tmp_path, struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 6, 6, 0, 0, 0)) == says


@pytest.mark.parametrize(
    ("largest", "says"),
    [(10, ""), (9, ""), (8, "has a member that is far too large (about.json)")],
)
def test_how_large_a_member_may_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, largest: int, says: str
) -> None:
    """A member of the largest size is read, and one that is larger by a byte is refused."""
    monkeypatch.setattr(archive, "LARGEST_MEMBER", largest)
    assert said(tmp_path, WHOLE) == says


LONGER = {
    "mark": b"PK\x06\x06",
    "rest": 44,
    "made": 0x032D,
    "version": 45,
    "disk": 0,
    "start_disk": 0,
    "here": 3,
    "count": 3,
    "length": END - LIST,
    "start": LIST,
    "where": b"PK\x06\x07",
    "where_disk": 0,
    "at": END,
    "disks": 1,
}


def longer(short: int = 0xFFFF, between: bytes = b"", **changes: Any) -> bytes:  # noqa: ANN401 - one field
    """Return the zip with the longer end that many members need, in which a field is another."""
    end = struct.pack("<4sQ2H2I4Q4sIQI", *(LONGER | changes).values())
    own = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, short, short, END - LIST, LIST, 0)
    return WHOLE[:END] + between + end + own


@pytest.fixture
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let three members be more than the shorter end can count."""
    monkeypatch.setattr(archive, "_MANY", 3)


@pytest.mark.usefixtures("_few")
def test_the_longer_count_is_read(tmp_path: Path) -> None:
    """Where the shorter end cannot count the members the longer one does, and all of them are read."""
    (tmp_path / "bundle.zip").write_bytes(longer())
    read = Archive(tmp_path / "bundle.zip")
    assert {name: read.read(name) for name in read.members} == FILES
    read.close()


@pytest.mark.usefixtures("_few")
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("mark", b"PK\x06\x05"),
        ("rest", 45),
        ("made", 0x002D),
        ("made", 0x0314),
        ("version", 20),
        ("disk", 1),
        ("start_disk", 1),
        ("here", 4),
        ("length", END - LIST + 1),
        ("start", LIST + 1),
        ("where", b"PK\x06\x06"),
        ("where_disk", 1),
        ("at", END + 1),
        ("disks", 2),
    ],
)
def test_one_field_of_the_longer_end_that_is_another(tmp_path: Path, field: str, value: Any) -> None:  # noqa: ANN401 - one field
    """Each field of the longer end has its one value, so that no other program reads another list."""
    assert said(tmp_path, longer(**{field: value})) == COUNTS


@pytest.mark.usefixtures("_few")
@pytest.mark.parametrize(
    ("count", "says"),
    [
        (2, COUNTS),
        (4, "has a list of members that ends too early"),
        (1_000_000, "has a list of members that ends too early"),
        (1_000_001, BESIDE),
    ],
)
def test_a_longer_count_that_is_wrong(tmp_path: Path, count: int, says: str) -> None:
    """Members that the shorter end could have counted are not counted in the longer one; too many are too many."""
    assert said(tmp_path, longer(here=count, count=count)) == says


@pytest.mark.usefixtures("_few")
def test_something_before_the_longer_end(tmp_path: Path) -> None:
    """The longer end follows the list of members with nothing between them."""
    assert said(tmp_path, longer(between=b"xx", at=END + 2)) == BESIDE


@pytest.mark.parametrize("before", [0, 1, 55, 56, 75, 76, 77, 200])
def test_a_longer_end_that_is_not_there(tmp_path: Path, before: int) -> None:
    """A file that says it has a longer end and is too short for one is refused like any other, and no crash."""
    own = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0, 0, 0)
    assert said(tmp_path, bytes(before) + own) == COUNTS


def test_a_longer_end_and_nothing_else(tmp_path: Path) -> None:
    """A file that begins with its longer end has no list, however many members it counts."""
    nothing = {"length": 0, "start": 0, "at": 0, "here": 0xFFFF, "count": 0xFFFF}
    end = struct.pack("<4sQ2H2I4Q4sIQI", *(LONGER | nothing).values())
    own = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0, 0, 0)
    assert said(tmp_path, end + own) == "has a list of members that ends too early"


def test_a_member_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A large member is never in memory as a whole: it comes in pieces, the last one shorter."""
    monkeypatch.setattr(archive, "_CHUNK", 4)
    (tmp_path / "bundle.zip").write_bytes(WHOLE)
    read = Archive(tmp_path / "bundle.zip")
    assert list(read.chunks("about.json")) == [b"1234", b"5678", b"9"]
    assert list(read.chunks("leaves/1")) == [b"one ", b"leaf"]
    assert list(read.chunks("a/b/c")) == []
    assert read.broken() == ""
    read.close()


def test_a_file_that_is_cut_while_it_is_read(tmp_path: Path) -> None:
    """A bundle that somebody cuts off during the check ends there, and the member is broken."""
    (tmp_path / "bundle.zip").write_bytes(whole({"about.json": bytes(20_000)}))
    read = Archive(tmp_path / "bundle.zip")
    os.truncate(tmp_path / "bundle.zip", 10_040)
    assert b"".join(read.chunks("about.json")) == bytes(10_000)
    assert read.broken() == "about.json"
    read.close()


@pytest.mark.parametrize("content", [WHOLE, WHOLE[:-1], b""])
def test_nothing_stays_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    """A file is let go of when it is closed, and at once where it is refused."""
    opened: list[Any] = []
    plain = Path.open

    def kept(path: Path, mode: str) -> object:
        opened.append(plain(path, mode))
        return opened[-1]

    (tmp_path / "bundle.zip").write_bytes(content)
    monkeypatch.setattr(Path, "open", kept)
    try:
        read = Archive(tmp_path / "bundle.zip")
    except Malformed:
        assert content != WHOLE
    else:
        assert not opened[0].closed
        read.close()
    assert [file.closed for file in opened] == [True]
