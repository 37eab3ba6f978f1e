"""The files of a bundle as a whole: which have to be there, which may be, and what the manifest says of each."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import NoReturn

import pytest

from showsafe.ledger.verify import BUNDLE, Fault, Report, State, verify
from showsafe.ledger.verify.archive import Archive
from showsafe.ledger.verify.bundle_state import SparseWalk
from tests.ledger.verify.bundles import MANIFEST, Files, item
from tests.ledger.verify.small_bundles import faults, judged, says, small, sum_of, told

OTHERS = (
    "What the records say that are not here in full cannot be known from a bundle: neither whether they belong to what "
    "was asked for, nor whether one of them ends a key."
)
WORDS = (
    "The report, the instructions, the programs and about.json in a bundle are signed by nobody: they are as the "
    "manifest has them, and that is all."
)
HASHES = "A bundle is always checked whole; only its hashes were asked for."


def test_what_no_bundle_can_show(tmp_path: Path) -> None:
    """Each report says what is signed by nobody and what is not here, and that hashes alone are never enough."""
    report = judged(tmp_path, small())
    assert {OTHERS, WORDS} <= set(report.could_not_know)
    assert HASHES not in report.could_not_know
    assert HASHES in judged(tmp_path, small(), signatures=False).could_not_know


def test_the_files_that_a_bundle_may_have(tmp_path: Path) -> None:
    """Text, pages and programs for people are known, and nothing else is."""
    more = dict.fromkeys(("VERIFY.txt", "report.pdf", "verify.html", "verify.mjs"), b"x")
    assert judged(tmp_path, {**small(), **more}).ok
    for name in ("verify.txt", "VERIFY.txt.bak", "a/report.pdf", "later/checkpoint2", "leaves", "zz"):
        found = Fault("verify.unknown-file", f"the file {name} is not one of a bundle")
        assert faults(judged(tmp_path, {**small(), name: b"x", "zzz": b"x"})) == {"structure": found}, name


def test_the_files_that_a_bundle_must_have(tmp_path: Path) -> None:
    """Without one of them nothing else is looked at, and no step passes."""
    for name in ("about.json", "checkpoint", "keys.json", "origin.vkey", "personal.json", "range.json"):
        report = judged(tmp_path, {path: content for path, content in small().items() if path != name})
        assert faults(report) == {"structure": Fault("verify.structure", f"the file {name} is missing")}
        assert stopped(report), name


def stopped(report: Report) -> bool:
    """Say whether nothing passed, and no record was counted."""
    return report.records == 0 and all(
        step.state in (State.FAILED, State.INCOMPLETE) for step in report.steps
    )


def listed(folder: Path, files: Files) -> Report:
    """Audit a bundle of these very files: the manifest is one of them, or there is none."""
    path = folder / "bundle.zip"
    room = io.BytesIO()
    with zipfile.ZipFile(room, "w") as archive:
        for name, content in files.items():
            archive.writestr(item(name), content)
    path.write_bytes(room.getvalue())
    return verify(path)


def sums(files: Files) -> bytes:
    """Return the manifest of files."""
    return "".join(f"{sum_of(files[name])}  {name}\n" for name in sorted(files)).encode()


def test_what_the_manifest_lists(tmp_path: Path) -> None:
    """It lists each file but itself, and no other, each with its sum."""
    files = small()
    assert listed(tmp_path, {MANIFEST: sums(files), **files}).ok
    missing = Fault("verify.structure", "the file MANIFEST.sha256 is missing")
    assert faults(listed(tmp_path, files)) == {"structure": missing}
    why = "a file of the bundle is in the manifest or in the bundle, and not in both ({})"
    rows = (
        (sums({**files, "a": b""}), "a"),
        (sums({**files, MANIFEST: b""}), MANIFEST),
        (sums({name: content for name, content in files.items() if name != "about.json"}), "about.json"),
        (b"", "about.json"),
        (sums({**files, "later/x": b"", "zz": b""}), "later/x"),
    )
    for manifest, name in rows:
        report = listed(tmp_path, {MANIFEST: manifest, **files})
        assert faults(report) == {"structure": Fault("verify.structure", why.format(name))}
        assert stopped(report), name
    report = listed(tmp_path, {MANIFEST: b"x", **files})
    cut = "a file of the bundle lists files, and its last line does not end (MANIFEST.sha256)"
    assert (says(report), stopped(report)) == ({"structure": (cut, None)}, True)


def test_a_file_that_is_not_the_one_that_the_manifest_lists(tmp_path: Path) -> None:
    """The first in order is named, and the rest is looked at all the same."""
    files = small()
    other = {**files, "range.json": b"x", "VERIFY.txt": b"x", "verify.mjs": b"x"}
    report = listed(tmp_path, {MANIFEST: sums(other), **other, "verify.mjs": b"y", "VERIFY.txt": b"y"})
    assert says(report)["structure"] == ("the file VERIFY.txt is not the one that the manifest lists", None)
    assert "root" in says(report)
    large = {**files, "verify.mjs": bytes(3 << 20)}
    assert listed(tmp_path, {MANIFEST: sums(large), **large}).ok


def test_what_cannot_be_read_of_what_a_bundle_says(tmp_path: Path) -> None:
    """Without knowing what the bundle is about nothing is looked at."""
    report = judged(tmp_path, {**small(), "about.json": b"{}"})
    found = "a file of the bundle is not of a known format (about.json)"
    assert (says(report), stopped(report)) == ({"structure": (found, None)}, True)


def test_files_that_are_no_bundle(tmp_path: Path) -> None:
    """What is no zip file of the one form is refused as a whole, with the reason."""
    path = tmp_path / "bundle.zip"
    path.write_bytes(b"")
    report = verify(path)
    assert faults(report) == {"structure": Fault("verify.bundle", "the file is empty, or far too large")}
    assert (report.what, report.records, report.root, report.witnessed) == (BUNDLE, 0, "", 0)


def test_a_file_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that gives out, at the beginning or on the way, is told in its own words, and nothing is green."""

    def broken(*_: object) -> NoReturn:
        raise OSError(5, "Input/output error")

    found = {"structure": Fault("verify.bundle", "the file cannot be read (Input/output error)")}
    for name in ("__init__", "chunks", "read"):
        with monkeypatch.context() as patch:
            patch.setattr(Archive, name, broken)
            report = judged(tmp_path, small())
        assert (faults(report), report.ok, report.what) == (found, False, BUNDLE), name


def test_a_bundle_without_a_record(tmp_path: Path) -> None:
    """Nothing is never green, however well it fits."""
    files = {
        name: content for name, content in small().items() if not name.startswith(("leaves/", "proofs/"))
    }
    report = judged(tmp_path, told(files, records=[], keys=[]))
    assert (report.ok, report.records) == (False, 0)
    assert "structure" in faults(report)
    del files["range.json"]
    report = judged(tmp_path, told({**files, "range.json": b"[]"}, records=[], keys=[]))
    empty = "there is not a single record in full, and nothing is never green"
    assert faults(report)["structure"] == Fault("verify.empty", empty)


def test_what_is_opened_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file of a bundle is let go, whatever came of it."""
    closed: list[str] = []
    whole = Archive.close

    def close(self: Archive) -> None:
        closed.append("archive")
        whole(self)

    monkeypatch.setattr(Archive, "close", close)
    monkeypatch.setattr(SparseWalk, "close", lambda _: closed.append("walk"))
    for files in (small(), {**small(), "about.json": b"{}"}):
        judged(tmp_path, files)
    assert closed == ["archive", "walk"] * 2
