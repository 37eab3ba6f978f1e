"""The tests that the web app has of its own, run as one."""

from __future__ import annotations

import subprocess

import pytest

from tests.architecture.sources import ROOT
from tools import web_build

WEB = ROOT / "web"


@pytest.mark.slow
def test_the_app_passes_its_own_tests() -> None:
    """What the app signs, keeps, sends and says holds, as its own tests in ``web/tests`` tell it."""
    assert web_build.state().get("dev"), "The tools of the app are not here. Run: make test"
    assert web_build.npm("run", "--silent", "test") == 0


def test_every_file_of_the_app_has_one_subject() -> None:
    """No file of the app is longer than 300 lines."""
    listing = subprocess.run(["git", "ls-files", "-z", "web"], cwd=ROOT, check=True, capture_output=True)  # noqa: S607
    files = [
        ROOT / name for name in listing.stdout.decode().split("\0") if name.endswith((".ts", ".tsx", ".css"))
    ]
    lengths = {
        file.relative_to(WEB).as_posix(): len(file.read_text(encoding="utf-8").splitlines()) for file in files
    }
    assert lengths
    assert {name: length for name, length in lengths.items() if length > 300} == {}
