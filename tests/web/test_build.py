"""The web app is built once, from what is locked, and nothing is packed without it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT
from tools import web_build
from tools.lock_check import faults_of_web

PARTS = ("pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "hatch_build.py")
APP = Path("src/showsafe/entrypoints/http/web")
HASH = "sha512-x"


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """Return a copy of what a wheel is built from, without the app."""
    for name in PARTS:
        shutil.copy(ROOT / name, tmp_path / name)
    left = shutil.ignore_patterns("web", "__pycache__")
    shutil.copytree(ROOT / "src" / "showsafe", tmp_path / "src" / "showsafe", ignore=left)
    (tmp_path / ".gitignore").write_text((ROOT / ".gitignore").read_text(encoding="utf-8"), encoding="utf-8")
    return tmp_path


def wheel(sources: Path) -> subprocess.CompletedProcess[str]:
    """Build a wheel of the copy, with no network."""
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel", "--no-build-isolation"]
    words = [*pip, "--no-deps", "--no-index", "--wheel-dir", str(sources / "out"), str(sources)]
    return subprocess.run(words, check=False, capture_output=True, text=True)


@pytest.mark.slow
def test_no_wheel_without_the_app(sources: Path) -> None:
    """A wheel is not built where the app is missing, and the reason says what to do."""
    done = wheel(sources)
    assert done.returncode != 0
    assert "Run: make setup" in done.stdout + done.stderr
    assert not list(sources.glob("out/*.whl"))


@pytest.mark.slow
def test_the_wheel_holds_the_app(sources: Path) -> None:
    """A wheel holds the built app, although git keeps none of it."""
    (sources / APP / "assets").mkdir(parents=True)
    for name in ("index.html", "sw.js", "assets/index-1.js"):
        (sources / APP / name).write_text("x", encoding="utf-8")
    done = wheel(sources)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(next(sources.glob("out/*.whl"))) as packed:
        names = packed.namelist()
    for name in ("index.html", "sw.js", "assets/index-1.js"):
        assert f"showsafe/entrypoints/http/web/{name}" in names


@pytest.mark.parametrize(
    ("version", "does"),
    [
        ("v20.19.0", True),
        ("v20.18.9", False),
        ("v18.20.4", False),
        ("v21.7.0", False),
        ("v22.12.0", True),
        ("v22.11.9", False),
        ("v24.19.0", True),
        ("", False),
    ],
)
def test_node_has_to_be_new_enough(version: str, does: bool) -> None:  # noqa: FBT001
    """An old Node of the system is not used, and neither is a line of it that the build was not made for."""
    assert web_build.will_do(version) is does


def test_the_sum_is_of_every_source(tmp_path: Path) -> None:
    """A source that changes, comes or goes changes the sum, so the app is built anew; tests do not."""
    web = tmp_path / "web"
    shutil.copytree(ROOT / "web", web, ignore=shutil.ignore_patterns("node_modules"))
    first = web_build.sum_of(web)
    (web / "tests" / "more.test.ts").write_text("x", encoding="utf-8")
    assert web_build.sum_of(web) == first
    (web / "src" / "more.ts").write_text("x", encoding="utf-8")
    second = web_build.sum_of(web)
    (web / "src" / "more.ts").write_text("y", encoding="utf-8")
    assert len({first, second, web_build.sum_of(web)}) == 3


@pytest.mark.parametrize(
    ("said", "version", "fault"),
    [
        ({"integrity": HASH}, "1.2.3", ""),
        ({"integrity": HASH, "resolved": "x"}, "1.2.3", "where it came from"),
        ({}, "1.2.3", "no hash"),
        ({"integrity": HASH}, "^1.2.3", "no exact version"),
    ],
)
def test_loose_parts_of_the_app_are_seen(said: dict[str, str], version: str, fault: str) -> None:
    """A part of the app that names a place, has no hash or no exact version is a fault of its lock file."""
    lock = {"packages": {"": {}, "node_modules/preact": said}}
    found = list(faults_of_web(lock, {"preact": version}))
    assert len(found) == bool(fault)
    assert all(fault in each for each in found)
