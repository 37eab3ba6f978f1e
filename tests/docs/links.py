"""What a document points at: its links, and the paths that it names in code marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
_LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)\s]*)?\)")
_MARKED = re.compile(r"`([^`\s]+)`")
_TOPS = ("src/", "tests/", "docs/", "tools/", "bench/", "requirements/", ".ci/")


def documents() -> tuple[Path, ...]:
    """Return every document of the repository that a person reads."""
    return (*sorted((ROOT / "docs").rglob("*.md")), *sorted(ROOT.glob("*.md")))


def links(page: Path) -> Iterator[Path]:
    """Yield the files that the links of a page lead to; addresses elsewhere are left out."""
    for target in _LINK.findall(page.read_text("utf-8")):
        if "://" not in target and not target.startswith("mailto:"):
            yield page.parent / target


def named(page: Path) -> Iterator[str]:
    """Yield the paths that a page names in code marks; one with ``<`` or ``*`` in it is a pattern, and left out."""
    for text in _MARKED.findall(page.read_text("utf-8")):
        if text.startswith(_TOPS) and not re.search(r"[<*{]", text):
            yield text.partition(":")[0]


def functions(page: Path) -> Iterator[tuple[str, str]]:
    """Yield the functions and names that a page gives with their file, as in ``src/x.py:name``."""
    for text in _MARKED.findall(page.read_text("utf-8")):
        path, colon, name = text.partition(":")
        if colon and path.startswith(_TOPS) and re.fullmatch(r"\w+(\.\w+)*", name):
            yield path, name
