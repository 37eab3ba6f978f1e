"""Where the sources are, for the tests that read them."""

from __future__ import annotations

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "showsafe"


def modules(room: str = "") -> list[Path]:
    """Return the Python files of a room (or of the whole package), sorted."""
    return sorted((PACKAGE / room).rglob("*.py"))


def tracked() -> list[Path]:
    """Return every file that the repository keeps, sorted; what is only lying about does not count."""
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True)  # noqa: S607
    names = listing.stdout.decode().split("\0")
    return sorted(ROOT / name for name in names if name and (ROOT / name).is_file())


def named(path: Path) -> str:
    """Return a file's name as seen from the top of the repository."""
    return path.relative_to(ROOT).as_posix()
