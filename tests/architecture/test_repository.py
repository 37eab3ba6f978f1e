"""What lies in the repository: honest locks, no trace of one machine, one configuration."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.architecture.sources import PACKAGE, ROOT, named, tracked
from tools.lock_check import faults, faults_between, faults_of_text

SLASH = "/"
MACHINE_PATH = re.compile(rf"(?<![\w.{SLASH}-]){SLASH}(?:work|root|home){SLASH}\w")
PIN = f"click==8.1.0 \\\n    --hash=sha256:{'0' * 64}\n"


def test_locks_are_exact_and_name_no_place() -> None:
    """The lock files hold exact versions and hashes, agree with each other, and cover what is declared."""
    assert faults(ROOT) == []


@pytest.mark.parametrize(
    "line",
    [
        "--index-url x",
        "--find-links wheels",
        "# via a comment",
        "click>=8.1 \\",
        "click==8.1.0",
        "click @ file:somewhere \\",
        "-e .",
    ],
)
def test_loose_lock_line_is_seen(line: str) -> None:
    """An index, a folder, a comment, a range, a place or a pin without its hash is a fault of a lock file."""
    assert list(faults_of_text(PIN)) == []
    assert list(faults_of_text(PIN + line + "\n"))
    assert list(faults_of_text(line + "\n" + PIN))


def test_pin_without_a_hash_is_seen() -> None:
    """A pin that another pin or the end follows has no hash, and is named."""
    assert list(faults_of_text("rich==13.0 \\\n" + PIN)) == ["line 1: rich has no hash."]
    assert list(faults_of_text(PIN + "rich==13.0 \\\n")) == ["the last line: rich has no hash."]


def test_disagreeing_locks_are_seen() -> None:
    """Two versions of one package, and a declared package that is locked nowhere, are named."""
    found = list(faults_between({"rich": "13.0"}, {"rich": "14.0"}, ["rich>=13", "msgspec>=0.19"]))
    assert len(found) == 2
    assert "rich is 13.0" in found[0]
    assert found[1].startswith("msgspec is declared")


def test_no_file_names_a_place_on_one_machine() -> None:
    """No file of the repository names a folder of somebody's own machine."""
    found = [
        f"{named(path)}:{number}"
        for path in tracked()
        for number, line in enumerate(
            path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1
        )
        if MACHINE_PATH.search(line)
    ]
    assert found == []


def test_one_configuration() -> None:
    """No tool has a second configuration beside pyproject.toml, which would silently win."""
    rivals = {"setup.cfg", "setup.py", "ruff.toml", ".ruff.toml", "mypy.ini", ".mypy.ini", "pytest.ini"}
    rivals |= {"tox.ini", ".importlinter", "conftest.ini", ".coveragerc"}
    assert [named(path) for path in tracked() if path.name in rivals] == []


def test_each_exception_to_the_style_has_its_reason() -> None:
    """Every rule that is switched off in pyproject.toml says beside it why."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    config = tomllib.loads(text)["tool"]["ruff"]["lint"]
    codes = [*config["ignore"], *(code for codes in config["per-file-ignores"].values() for code in codes)]
    assert codes
    bare = [code for code in codes if not re.search(rf'"{code}",\s+# \S', text)]
    assert bare == []


def test_every_room_says_what_it_is() -> None:
    """Each folder of the package that holds code has an __init__ that says what the room is for."""
    folders = sorted({path.parent for path in PACKAGE.rglob("*.py")})
    silent = [
        named(folder)
        for folder in folders
        if not (folder / "__init__.py").is_file()
        or not (folder / "__init__.py").read_text(encoding="utf-8").startswith('"""')
    ]
    assert silent == []
