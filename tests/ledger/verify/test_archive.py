"""Hostile zip files: refused without harm, whatever another program would make of them."""

from __future__ import annotations

import io
import stat
import struct
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from showsafe.ledger.verify import BUNDLE, verify
from showsafe.ledger.verify.archive import Archive
from showsafe.ledger.verify.strict import Malformed
from tests.ledger.verify.bundles import item

Fill = Callable[[zipfile.ZipFile], None]


def refused(path: Path) -> str:
    """Audit a file, and return why it is no bundle; nothing may come to lie beside it."""
    report = verify(path)
    assert (report.ok, report.what, report.records) == (False, BUNDLE, 0)
    assert [one.name for one in path.parent.iterdir()] == [path.name]
    assert report.first_fault is not None
    return report.first_fault.says


def made(path: Path, fill: Fill) -> Path:
    """Write a zip file."""
    room = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the standard library warns of names that come twice
        with zipfile.ZipFile(room, "w") as archive:
            fill(archive)
    path.write_bytes(room.getvalue())
    return path


def twice(archive: zipfile.ZipFile) -> None:
    """Write one name twice."""
    archive.writestr(item("about.json"), b"1")
    archive.writestr(item("about.json"), b"2")


def bomb(archive: zipfile.ZipFile) -> None:
    """Write a member that unpacks to a thousand times its size."""
    archive.writestr(item("about.json"), bytes(50_000_000), zipfile.ZIP_DEFLATED)


def commented(archive: zipfile.ZipFile) -> None:
    """Write a comment behind the end."""
    archive.writestr(item("about.json"), b"{}")
    archive.comment = b"more"


def more(**changes: int) -> Fill:
    """Return what writes one member that is described otherwise."""
    return lambda archive: archive.writestr(item("about.json", **changes), b"{}")


def called(name: str) -> Fill:
    """Return what writes one member of a name."""
    return lambda archive: archive.writestr(item(name), b"{}")


@pytest.mark.parametrize(
    ("fill", "says"),
    [
        (twice, "has a member twice"),
        (bomb, "has a compressed member"),
        (commented, "does not end as a zip file of the one form"),
        (lambda archive: archive.mkdir("leaves"), "whose name leads elsewhere"),
        (called("../about.json"), "whose name leads elsewhere"),
        (called("leaves/../../about.json"), "whose name leads elsewhere"),
        (called("/etc/passwd"), "whose name leads elsewhere"),
        (called("C:\\about.json"), "whose name leads elsewhere"),
        (called("a//b"), "whose name leads elsewhere"),
        (called(".hidden"), "whose name leads elsewhere"),
        (called("a/b/c/d"), "whose name leads elsewhere"),
        (called("na\u00efve"), "whose name is not plain"),
        (more(external_attr=(stat.S_IFLNK | 0o777) << 16), "that is a link"),
        (more(external_attr=(stat.S_IFIFO | 0o644) << 16), "not of the one form"),
        (more(external_attr=0o100755 << 16), "not of the one form"),
        (more(create_system=0), "not of the one form"),
        (more(date_time=(2026, 1, 1, 0, 0, 0)), "not of the one form"),  # type: ignore[arg-type]
        (more(extra=b"\x01\x00\x00\x00"), "not of the one form"),  # type: ignore[arg-type]
        (more(comment=b"x"), "not of the one form"),  # type: ignore[arg-type]
        (lambda _: None, "has no members"),
    ],
)
def test_a_zip_of_another_form_is_refused(tmp_path: Path, fill: Fill, says: str) -> None:
    """Twice, compressed, climbing, linked, commented, dated otherwise: no such file is read any further."""
    assert says in refused(made(tmp_path / "bundle.zip", fill))


def test_an_encrypted_member_is_refused(tmp_path: Path) -> None:
    """A member that says it is encrypted is not guessed at."""
    path = made(tmp_path / "bundle.zip", called("about.json"))
    whole = bytearray(path.read_bytes())
    whole[6] |= 1
    whole[whole.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(whole)
    assert "encrypted" in refused(path)


def test_members_that_share_their_bytes_are_refused(tmp_path: Path) -> None:
    """Two members over the same bytes, as quines and overlapping bombs have them, are refused."""
    path = made(tmp_path / "bundle.zip", called("about.json"))
    whole = path.read_bytes()
    start = whole.index(b"PK\x01\x02")
    entry, end = whole[start:-22], whole[-22:]
    other = entry.replace(b"about.json", b"about.jsox")
    fields = list(struct.unpack("<4s4H2IH", end))
    fields[3] = fields[4] = 2
    fields[5] = 2 * len(entry)
    path.write_bytes(whole[:start] + entry + other + struct.pack("<4s4H2IH", *fields))
    assert "overlap" in refused(path)


def test_a_member_that_claims_to_be_huge_is_refused(tmp_path: Path) -> None:
    """A size beyond the file, or beyond the largest member, is refused before anything of it is read."""
    path = made(tmp_path / "bundle.zip", called("about.json"))
    whole = path.read_bytes()
    start = whole.index(b"PK\x01\x02")
    for size in (3, 1 << 27, 0xFFFFFFFF):
        sizes = struct.pack("<2I", size, size)
        path.write_bytes(whole[:18] + sizes + whole[26 : start + 20] + sizes + whole[start + 28 :])
        assert refused(path)


@pytest.mark.parametrize("content", [b"", b"PK\x05\x06", b"x" * 100, bytes(22), b"PK\x05\x06" + bytes(18)])
def test_what_is_no_zip_is_refused(tmp_path: Path, content: bytes) -> None:
    """A file that is no zip at all is a fault, and no crash."""
    path = tmp_path / "bundle.zip"
    path.write_bytes(content)
    assert refused(path)


def test_something_before_behind_or_between_is_refused(tmp_path: Path) -> None:
    """No byte may lie where no member has it: not before the first, not after the end, not in a gap."""
    path = made(tmp_path / "bundle.zip", called("about.json"))
    whole = path.read_bytes()
    start = whole.index(b"PK\x01\x02")
    for content in (b"#!" + whole, whole + b"x", whole[:start] + b"xx" + whole[start:]):
        path.write_bytes(content)
        assert refused(path)


def test_more_members_than_the_old_form_can_count(tmp_path: Path) -> None:
    """Beyond 65,534 members the longer count is read, and held against the shorter one."""
    path = tmp_path / "bundle.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(65_600):
            archive.writestr(item(f"leaves/{number:08}"), b"")
    # The standard library marks the end otherwise than bundles do, in one field.
    whole = bytearray(path.read_bytes())
    at = whole.rindex(b"PK\x06\x06")
    whole[at + 12 : at + 14] = (0x032D).to_bytes(2, "little")
    path.write_bytes(whole)
    archive_read = Archive(path)
    assert len(archive_read.members) == 65_600
    archive_read.close()
    whole[at + 24] ^= 1
    path.write_bytes(whole)
    with pytest.raises(Malformed):
        Archive(path)
