"""What tests of bundles share: making one, taking one apart, putting one together again, and asking who checks it."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from showsafe.evidence import verifier_files
from showsafe.evidence.stored_zip import stored
from tests.entrypoints import cli

MANIFEST = "MANIFEST.sha256"
Files = dict[str, bytes]


def bundle(unit: Path, out: Path, *words: object) -> Path:
    """Make a bundle without its report, with the command that people use."""
    said = cli.run("bundle", unit, *words, "--out", out, "--no-pdf")
    assert said.status == 0, said.err
    return out


def files_of(path: Path) -> Files:
    """Return the files of a bundle."""
    with zipfile.ZipFile(path) as archive:
        return {item.filename: archive.read(item) for item in archive.infolist()}


def with_manifest(files: Mapping[str, bytes]) -> Files:
    """Return files with a manifest that fits them, as somebody would make it who changed one."""
    rest = {name: content for name, content in sorted(files.items()) if name != MANIFEST}
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in rest.items())
    return {MANIFEST: sums.encode(), **rest}


def packed(path: Path, files: Mapping[str, bytes]) -> Path:
    """Write files as a bundle."""
    path.write_bytes(stored(files.items()))
    return path


def tampered(original: Path, out: Path, change: Callable[[Files], None]) -> Path:
    """Write a bundle in which something was changed, with a manifest that fits."""
    files = files_of(original)
    change(files)
    return packed(out, with_manifest(files))


def unpacked(path: Path, folder: Path) -> Path:
    """Write the files of a bundle into a folder."""
    for name, content in files_of(path).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


@dataclass(frozen=True, slots=True)
class Judged:
    """What a check said: its exit status, its JSON or its text."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The one object that it printed."""
        return dict(json.loads(self.out))

    @property
    def failed(self) -> list[str]:
        """The names of the steps that failed."""
        return [step["name"] for step in self.json.get("steps", ()) if step["state"] == "failed"]


def program(name: str) -> str:
    """Return where a program of the system is, or skip the test in one line."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"There is no {name} on this machine.")
    return found


def node(tmp: Path, path: Path, *words: object, in_json: bool = True) -> Judged:
    """Let the script that goes into bundles check one, with Node.js."""
    script = tmp / "the-check.mjs"
    script.write_bytes(verifier_files.script())
    command = [program("node"), script, path, *words, *(["--json"] if in_json else [])]
    done = subprocess.run([str(word) for word in command], check=False, capture_output=True, text=True)
    return Judged(done.returncode, done.stdout, done.stderr)


def same_names(content: bytes) -> list[str]:
    """Return the names in a zip, in order, as another reader of zips sees them."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        return archive.namelist()
