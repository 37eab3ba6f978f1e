"""Building and running the auditor in Go, with Debian's golang.org/x/mod and without a network."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from conformance.make import VECTORS

SOURCES = VECTORS.parent / "go"
_DEBIAN = Path("/usr/share/gocode")
_MODULE = _DEBIAN / "src" / "golang.org" / "x" / "mod" / "sumdb"


def environment(cache: Path) -> Mapping[str, str]:
    """Return the environment in which Go takes its sources from the system, and nothing from elsewhere."""
    mine = {"GO111MODULE": "off", "GOPATH": str(_DEBIAN), "GOFLAGS": "", "GOPROXY": "off"}
    return os.environ | mine | {"GOCACHE": str(cache), "GOTOOLCHAIN": "local"}


def go(*words: str, cache: Path) -> str:
    """Run a command of Go among the sources; skip the test in one line where there is no Go."""
    found = shutil.which("go")
    if found is None or not _MODULE.is_dir():
        pytest.skip("There is no Go with its x/mod: apt-get install golang-go golang-golang-x-mod-dev.")
    done = subprocess.run(
        [found, *words],
        cwd=SOURCES,
        env=environment(cache),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def audited(program: Path, folder: Path, vkey: str) -> tuple[int, str]:
    """Return the exit status of the auditor over a folder, and the line that it says."""
    command = [str(program), "-vkey", vkey, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout.strip()
