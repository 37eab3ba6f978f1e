"""Handing the record on: the key in one line, the newest checkpoint, and the ledger as plain files."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from showsafe.entrypoints.cli import main as cli_main
from showsafe.ledger import checkpoint
from showsafe.ledger.note import VerifierKey
from showsafe.ledger.verify import verify
from tests.entrypoints.cli import run, size


def whole(*words: object) -> bytes:
    """Run a command as a process of its own, with a standard output that knows no letter beyond ASCII."""
    code = f"import sys; from {cli_main.__name__} import main; main(sys.argv[1:])"
    command = [sys.executable, "-c", code, *map(str, words)]
    return subprocess.run(command, check=True, capture_output=True, env={"PYTHONIOENCODING": "ascii"}).stdout


def test_the_key_is_one_line_and_the_checkpoint_its_bytes(data: Path) -> None:
    """What the two commands print is, to the byte, a vkey and a checkpoint that it verifies, on any terminal."""
    line = whole("vkey", data)
    note = whole("checkpoint", data)
    assert line.count(b"\n") == 1
    key = VerifierKey.parse(line.decode())
    assert checkpoint.verify(note, key).size == size(data)
    assert run("vkey", data, "--json").json == {"vkey": str(key)}
    said = run("checkpoint", data, "--json").json
    assert (said["note"].encode(), said["size"], said["origin"]) == (note, size(data), key.name)


def test_the_kept_checkpoint_verifies_the_directory(data: Path, tmp_path: Path) -> None:
    """The two lines that somebody keeps are what the check takes."""
    (tmp_path / "kept").write_bytes(whole("checkpoint", data))
    key = whole("vkey", data).decode().strip()
    assert run("verify", data, "--vkey", key, "--seen", tmp_path / "kept").status == 0


def test_after_a_rotation_the_key_is_the_one_that_signs(data: Path, tmp_path: Path) -> None:
    """The printed key verifies the newest checkpoint, and the one that was kept before still leads to it."""
    before = whole("vkey", data).decode().strip()
    assert run("keys", "rotate", data, "--node").status == 0
    after = whole("vkey", data).decode().strip()
    assert before != after
    checkpoint.verify(whole("checkpoint", data), VerifierKey.parse(after))
    assert run("export", data, "--tiles", tmp_path / "out").status == 0
    for key in (before, after):
        report = verify(tmp_path / "out", vkey=key, workers=1)
        assert (report.ok, report.records) == (True, size(data)), report.first_fault


def test_an_export_says_what_it_did(data: Path, tmp_path: Path) -> None:
    """The first export writes all, the second only what is new, and both leave the checkpoint as it is signed."""
    out = tmp_path / "out"
    said = run("export", data, "--tiles", out, "--json")
    count = size(data)
    assert (said.status, said.json) == (0, {"records": count, "written": 2, "removed": 0})
    assert (out / "checkpoint").read_bytes() == whole("checkpoint", data)
    assert sorted(path.name for path in out.iterdir()) == ["checkpoint", "tile"]
    again = run("export", data, "--tiles", out)
    assert again.status == 0
    assert f"{count} records in" in again.flat
    assert "0 new files, 0 superseded removed" in again.flat


def test_a_data_directory_is_no_place_for_an_export(data: Path) -> None:
    """Neither the data directory itself nor a folder in it is written into."""
    before = sorted(data.rglob("*"))
    for out in (data, data / "tiles", data / ".." / data.name / "keys"):
        said = run("export", data, "--tiles", out, "--json")
        assert (said.status, said.json["error"]["code"]) == (2, "export.inside")
    assert sorted(data.rglob("*")) == before


def test_a_folder_with_something_else_is_refused(data: Path, tmp_path: Path) -> None:
    """A folder that holds other things is left as it is, with a code."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "budget.ods").write_text("mine")
    said = run("export", data, "--tiles", tmp_path / "out", "--json")
    assert (said.status, said.json["error"]["code"]) == (2, "export.not-a-folder")
