"""Whatever is changed in a bundle, and its manifest made to fit: no check lets it pass."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from showsafe.evidence.stored_zip import stored
from tests.evidence import tools, units
from tests.evidence.tools import Files


def _flip(name: str, at: int) -> Callable[[Files], None]:
    def change(files: Files) -> None:
        content = files[name]
        files[name] = content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]

    return change


def _swap(one: str, other: str) -> Callable[[Files], None]:
    def change(files: Files) -> None:
        files[one], files[other] = files[other], files[one]

    return change


def _drop(*names: str) -> Callable[[Files], None]:
    def change(files: Files) -> None:
        for name in names:
            del files[name]

    return change


def _edit(name: str, edit: Callable[[Any], object]) -> Callable[[Files], None]:
    def change(files: Files) -> None:
        value = json.loads(files[name])
        edit(value)
        files[name] = json.dumps(value, sort_keys=True, separators=(",", ":")).encode()

    return change


def _without_17(files: Files) -> None:
    """Leave a record out, and everywhere that it is named."""
    _drop("leaves/00000017", "proofs/00000017.tlog-proof")(files)
    _edit("about.json", lambda about: about["records"].remove(17))(files)


def _shorter(value: dict[str, Any]) -> None:
    value["last"] = value["last"] - 1
    value["leaves"] = value["leaves"][:-1]


CHANGES: dict[str, Callable[[Files], None]] = {
    "a record": _flip("leaves/00000017", 400),
    "the zero byte before a record": _flip("leaves/00000017", 0),
    "a proof": _flip("proofs/00000017.tlog-proof", 60),
    "two records exchanged": _swap("leaves/00000017", "leaves/00000018"),
    "two proofs exchanged": _swap("proofs/00000017.tlog-proof", "proofs/00000018.tlog-proof"),
    "a record without its proof": _drop("proofs/00000017.tlog-proof"),
    "a record left out": _drop("leaves/00000017", "proofs/00000017.tlog-proof"),
    "a redacted sum": _edit("range.json", lambda value: value["leaves"].__setitem__(1, "0" * 64)),
    "a shorter range": _edit("range.json", _shorter),
    "a hash beside the range": _edit("range.json", lambda value: value["left"].__setitem__(0, "0" * 64)),
    "the size of the range": _edit("range.json", lambda value: value.__setitem__("size", 26)),
    "the checkpoint's root": _flip("checkpoint", 30),
    "the later checkpoint": _flip("later/checkpoint", 30),
    "the way to the later checkpoint": _flip("later/consistency", 3),
    "a cosignature": _flip("checkpoint", 250),
    "the key history": _edit("keys.json", lambda value: value.pop()),
    "a record about keys": _drop("leaves/00000022", "proofs/00000022.tlog-proof"),
    "the key of the log": _flip("origin.vkey", 40),
    "another unit": _edit("about.json", lambda value: value.__setitem__("unit", "other")),
    "an attachment that nobody names": lambda files: files.__setitem__("attachments/" + "0" * 64, b"x"),
    "a file more": lambda files: files.__setitem__("more.txt", b"x"),
    "an attested checkpoint": _flip("attestations/00000026-cosignature/checkpoint", 30),
    "an opened value that is none": lambda files: files.__setitem__(
        "personal.json", b'[{"commitment":"%s","record":17,"salt":"%s","value":1}]' % (b"0" * 64, b"0" * 64)
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_found(name: str, redacted: Path, vkey: Path, policy: Path, tmp_path: Path) -> None:
    """Each change makes a step fail, whether or not the manifest was made to fit."""
    made = tools.tampered(redacted, tmp_path / "made.zip", CHANGES[name])
    judged = tools.node(tmp_path, made, "--vkey", vkey, "--policy", policy)
    assert judged.status == 1, judged.out
    assert judged.json["ok"] is False


def test_a_record_left_out_makes_the_claim_smaller(redacted: Path, vkey: Path, tmp_path: Path) -> None:
    """Leaving a record out everywhere is not hidden: it stands in the range, and counts as redacted."""
    before = tools.node(tmp_path, redacted, "--vkey", vkey).json
    made = tools.tampered(redacted, tmp_path / "made.zip", _without_17)
    after = tools.node(tmp_path, made, "--vkey", vkey).json
    assert (after["ok"], after["redacted"]) == (True, before["redacted"] + 1)


def test_a_file_not_in_the_manifest_or_not_as_it_says_is_found(
    redacted: Path, vkey: Path, tmp_path: Path
) -> None:
    """The manifest names every file with its sum, and no other is there."""
    files = tools.files_of(redacted)
    for name, content in (("report.pdf", b"x"), ("VERIFY.txt", b"x"), ("verify.html", b"x")):
        made = tools.packed(tmp_path / "made.zip", {**files, name: content})
        assert tools.node(tmp_path, made, "--vkey", vkey).failed == ["structure"], name


def test_another_log_of_the_same_name_is_found(redacted: Path, vkey: Path, tmp_path: Path) -> None:
    """A whole bundle of another ledger with the same name holds in itself, and not under the key from outside."""
    other = units.told(tmp_path / "north-ridge")
    made = tools.bundle(other, tmp_path / "other.zip", "--weapon", units.RIFLE)
    assert tools.node(tmp_path, made).status == 0
    assert tools.node(tmp_path, made, "--vkey", vkey).failed == ["checkpoint"]
    assert tools.node(tmp_path, redacted, "--vkey", vkey).status == 0


def _zip(
    path: Path, files: Files, change: Callable[[zipfile.ZipFile], None], method: int = zipfile.ZIP_STORED
) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, compress_type=method)
        change(archive)
    return path


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_zip_that_two_readers_would_read_differently_is_refused(redacted: Path, tmp_path: Path) -> None:
    """Packed entries, names twice, names that climb, gaps, comments and bytes that belong to nothing are refused."""
    files = tools.files_of(redacted)
    whole = redacted.read_bytes()

    def comment(archive: zipfile.ZipFile) -> None:
        archive.comment = b"hello"

    made = [
        _zip(tmp_path / "packed.zip", files, lambda _: None, zipfile.ZIP_DEFLATED),
        _zip(tmp_path / "twice.zip", files, lambda archive: archive.writestr("checkpoint", b"x")),
        _zip(tmp_path / "climbs.zip", files, lambda archive: archive.writestr("../checkpoint", b"x")),
        _zip(tmp_path / "root.zip", files, lambda archive: archive.writestr("/checkpoint", b"x")),
        _zip(tmp_path / "comment.zip", files, comment),
    ]
    for name, content in (
        ("before", b"x" + whole),
        ("after", whole + b"x"),
        ("cut", whole[:-1]),
        ("empty", b""),
    ):
        (tmp_path / f"{name}.zip").write_bytes(content)
        made.append(tmp_path / f"{name}.zip")
    (tmp_path / "both.zip").write_bytes(stored([*files.items(), ("checkpoint/x", b"x")]))
    for path in (*made, tmp_path / "both.zip"):
        assert tools.node(tmp_path, path).status == 1, path.name
