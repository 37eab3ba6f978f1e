"""The one form of a bundle's zip, field by field: a file that differs in one of them alone is refused for that."""

from __future__ import annotations

import os
import struct
import zlib
from pathlib import Path

import pytest

from showsafe.ledger.verify import archive
from showsafe.ledger.verify.archive import Archive, Member
from showsafe.ledger.verify.strict import Malformed
from tests.ledger.verify.zips import said, whole

FILES = {"about.json": b"{}", "leaves/1": b"one leaf", "a/b/c": b""}


WHOLE = whole(FILES)
LIST, END = WHOLE.index(b"PK\x01\x02"), len(WHOLE) - 22


def test_a_zip_of_the_one_form_is_read(tmp_path: Path) -> None:
    """Each member with its place, its size and its CRC; its bytes whole, or a piece at a time."""
    (tmp_path / "bundle.zip").write_bytes(WHOLE)
    read = Archive(tmp_path / "bundle.zip")
    at = 0
    for name, content in FILES.items():
        start = at + 30 + len(name)
        assert read.members[name] == Member(name, start, len(content), zlib.crc32(content), at)
        assert read.read(name) == b"".join(read.chunks(name)) == content
        at = start + len(content)
    assert list(read.members) == list(FILES)
    assert read.broken() == ""
    read.close()


@pytest.mark.parametrize("name", ["about.json", "leaves/1"])
def test_bytes_that_are_not_those_of_their_sum(tmp_path: Path, name: str) -> None:
    """The first member whose bytes have another CRC is named."""
    at = WHOLE.index(name.encode()) + len(name)
    (tmp_path / "bundle.zip").write_bytes(WHOLE[:at] + b"\x00" + WHOLE[at + 1 :])
    read = Archive(tmp_path / "bundle.zip")
    assert read.broken() == name
    read.close()


ENDS = "does not end as a zip file of the one form ends"
BESIDE = "has no members or too many, or something beside them"
FORM = "has a member that is not of the one form (about.json)"
TWICE = "describes a member twice, and not in the same words (about.json)"


@pytest.mark.parametrize(
    ("place", "to", "says"),
    [
        (END, b"QK", ENDS),
        (END + 2, b"\x05\x07", ENDS),
        (END + 4, b"\x01", ENDS),
        (END + 6, b"\x01", ENDS),
        (END + 8, b"\x02", ENDS),
        (END + 20, b"\x01", ENDS),
        (END + 8, b"\x00\x00\x00\x00", BESIDE),
        (END + 12, b"\x00\x00", BESIDE),
        (END + 16, b"\x00\x00", BESIDE),
        (END + 8, b"\x02\x00\x02\x00", "has a list of members that goes on after its last"),
        (END + 8, b"\x04\x00\x04\x00", "has a list of members that ends too early"),
        (END + 8, b"\xff\xff\xff\xff", "does not count its members as a zip file of the one form does"),
        (LIST + 2, b"\x01\x03", FORM),
        (LIST + 4, b"\x15", FORM),
        (LIST + 5, b"\x00", FORM),
        (LIST + 6, b"\x15", FORM),
        (LIST + 8, b"\x02", FORM),
        (LIST + 8, b"\x01", "has an encrypted member (about.json)"),
        (LIST + 8, b"\x40", "has an encrypted member (about.json)"),
        (LIST + 10, b"\x08", "has a compressed member (about.json)"),
        (LIST + 12, b"\x01", FORM),
        (LIST + 14, b"\x22", FORM),
        (LIST + 16, b"\x00", TWICE),
        (LIST + 20, b"\x03", "has a compressed member (about.json)"),
        (LIST + 24, b"\x03", "has a compressed member (about.json)"),
        (LIST + 20, b"\x03\x00\x00\x00\x03", TWICE),
        (LIST + 30, b"\x01", FORM),
        (LIST + 32, b"\x01", FORM),
        (LIST + 34, b"\x01", FORM),
        (LIST + 36, b"\x01", FORM),
        (LIST + 38, b"\x01", FORM),
        (LIST + 41, b"\xa1", "has a member that is a link (about.json)"),
        (LIST + 42, b"\x01", "has members that overlap, or a gap between them (about.json)"),
        (LIST + 46, b"b", "describes a member twice, and not in the same words (bbout.json)"),
        (LIST + 46, b".", "has a member whose name leads elsewhere, or is not plain ('.bout.json')"),
        (LIST + 46, b"\xe4", "has a member whose name is not plain"),
        (2, b"\x03\x05", TWICE),
        (4, b"\x15", TWICE),
        (6, b"\x02", TWICE),
        (8, b"\x08", TWICE),
        (10, b"\x01", TWICE),
        (12, b"\x22", TWICE),
        (14, b"\x00", TWICE),
        (18, b"\x03", TWICE),
        (22, b"\x03", TWICE),
        (26, b"\x09", TWICE),
        (28, b"\x01", TWICE),
        (30, b"b", TWICE),
    ],
)
def test_one_field_that_is_another(tmp_path: Path, place: int, to: bytes, says: str) -> None:
    """At the end, in the list of members, in a member's own head: each field has its one value."""
    changed = WHOLE[:place] + to + WHOLE[place + len(to) :]
    assert changed != WHOLE
    assert said(tmp_path, changed) == says


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o100600, 0o100644])
def test_the_rights_of_a_member(tmp_path: Path, mode: int) -> None:
    """A plain file that its owner may read and write, and others may read or not."""
    outer = struct.pack("<I", mode << 16)
    assert said(tmp_path, WHOLE[: LIST + 38] + outer + WHOLE[LIST + 42 :]) == ""


def test_a_member_twice(tmp_path: Path) -> None:
    """One name is one member."""
    twice = whole({"a": b"x", "b": b"y"}).replace(b"b", b"a")
    assert said(tmp_path, twice) == "has a member twice (a)"


def shifted(gap: int) -> bytes:
    """Return a zip with bytes of no member before its list, whose end tells where the list begins."""
    head, tail = WHOLE[:LIST] + bytes(gap), WHOLE[LIST:END]
    return head + tail + WHOLE[END : END + 16] + struct.pack("<IH", LIST + gap, 0)


def test_bytes_of_no_member(tmp_path: Path) -> None:
    """Nothing lies before the list of members but the members."""
    assert said(tmp_path, shifted(0)) == ""
    assert said(tmp_path, shifted(1)) == "has a gap before its list of members"


def test_a_member_that_reaches_into_the_list(tmp_path: Path) -> None:
    """A last member that claims a byte of the list as its own, in both its descriptions, is the one that is named."""
    one, size = whole({"a": b"x"}), struct.pack("<2I", 2, 2)
    start = one.index(b"PK\x01\x02")
    claimed = one[:18] + size + one[26 : start + 20] + size + one[start + 28 :]
    assert said(tmp_path, claimed) == "has members that overlap, or a gap between them (a)"


def test_a_member_without_a_name(tmp_path: Path) -> None:
    """A description that ends with the list is whole; it is refused since its name is none."""
    one = whole({"a": b""})
    start = one.index(b"PK\x01\x02")
    nameless = one[: start + 28] + bytes(2) + one[start + 30 : start + 46]
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1, 1, 46, start, 0)
    says = "has a member whose name leads elsewhere, or is not plain ('')"
    assert said(tmp_path, nameless + end) == says


def test_how_large_a_bundle_may_be(tmp_path: Path) -> None:
    """A file shorter than the end of a zip, or longer than any bundle, is not read at all."""
    assert said(tmp_path, b"") == "is empty, or far too large"
    assert said(tmp_path, bytes(21)) == "is empty, or far too large"
    assert said(tmp_path, bytes(22)) == ENDS
    for size, says in ((archive.LARGEST, ENDS), (archive.LARGEST + 1, "is empty, or far too large")):
        path = tmp_path / "bundle.zip"
        path.write_bytes(b"")
        os.truncate(path, size)  # a file of holes, which takes no room
        with pytest.raises(Malformed) as told:
            Archive(path)
        assert str(told.value) == says


@pytest.mark.parametrize(
    ("name", "holds"),
    [
        ("a", True),
        ("0.-_A", True),
        ("a" * 100, True),
        ("a" * 101, False),
        ("a/b/c", True),
        ("a/b/c/d", False),
        ("a/", False),
        ("/a", False),
        ("a//b", False),
        ("-a", False),
        ("a/.b", False),
        ("a b", False),
        ("a\\b", False),
        ("a:b", False),
    ],
)
def test_which_names_a_member_may_have(tmp_path: Path, name: str, holds: bool) -> None:  # noqa: FBT001
    """Three parts at the most, each of up to a hundred plain letters that begin with a letter or a digit."""
    assert (said(tmp_path, whole({name: b"x"})) == "") is holds
