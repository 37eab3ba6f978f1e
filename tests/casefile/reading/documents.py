"""Every document at hand: the pages and annotated texts of this repository, and news that people marked, where it is.

The news stands in no repository: ``SHOWSAFE_READING`` names the folder that holds it, or ``shared`` beside this one.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

ROOT = Path(__file__).parents[3]
KINDS = ("pages", "annotated", "articles", "items")
"""Pages of this repository, its annotated texts, articles of news as plain text, and news items in words with tags."""

LEAST = {"pages": 20, "annotated": 50, "articles": 1, "items": 1}
AWAY = "No news that people marked is at hand: SHOWSAFE_READING names no folder with data/, and ../shared has none."


class Document(NamedTuple):
    """A text, with the day that it was published on where it says so."""

    name: str
    text: str
    published: date | None


def news() -> Path | None:
    """Return the folder of the news that people marked, if it is at hand."""
    folder = Path(os.environ.get("SHOWSAFE_READING") or ROOT.parent / "shared") / "data"
    return folder if folder.is_dir() else None


def at_hand(kind: str) -> bool:
    """Return whether there are documents of a kind: those of this repository always, news where its folder is."""
    return kind in KINDS[:2] or news() is not None


def documents(kind: str) -> Iterator[Document]:
    """Yield all documents of a kind."""
    folder = news() or ROOT / "nowhere"
    if kind == "pages":
        for path in (*sorted((ROOT / "docs").rglob("*.md")), ROOT / "README.md"):
            yield Document(path.name, path.read_text("utf-8"), None)
    elif kind == "annotated":
        for path in sorted((ROOT / "conformance" / "reading").glob("*.json")):
            own = json.loads(path.read_text("utf-8"))
            yield Document(path.name, own["text"], _day(own["published"]))
    elif kind == "articles":
        for path in sorted(folder.rglob("*.txt")):
            if path.parent.name == "text":
                yield Document(path.name, path.read_bytes().decode("utf-8"), None)
    else:
        for path in sorted(folder.rglob("*.xml")):
            yield _item(path)


def _item(path: Path) -> Document:
    """Return a news item that stands as words, each with the number of its sentence."""
    root = ET.parse(path).getroot()  # noqa: S314 - a file that was put there to be read
    lines: dict[int, list[str]] = {}
    for word in root.iter("token"):
        lines.setdefault(int(word.get("sentence", "0")), []).append(word.text or "")
    made = [
        each.get("value") for each in root.iter("TIMEX3") if each.get("functionInDocument") == "CREATION_TIME"
    ]
    text = "\n".join(" ".join(words) for words in lines.values())
    return Document(path.name, text, _day(made[0] if made else None))


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said[:10]) if said and len(said) > len("2024-11") else None
