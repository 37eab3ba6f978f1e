"""The parts that pictures are made of: elements as text, every value escaped, and how wide a text comes out.

Looks are said by presentation attributes and classes: no script, no ``style``, nothing from elsewhere, so that a
picture is the same on a screen under a strict policy and on paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"

WIDE = 0.62
"""How wide a letter is at the most, on average, in parts of its size; text is cut by it, so that none overlaps."""

_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a picture: the same as those of the screens (tokens.css), by day or by night."""

    ground: str
    raised: str
    ink: str
    soft: str
    line: str
    edge: str
    hot: str
    hot_ground: str
    known: str
    known_ground: str


DAY = Palette(
    ground="#ffffff",
    raised="#f2f4f6",
    ink="#101214",
    soft="#474d55",
    line="#b4bac1",
    edge="#6a7078",
    hot="#a32408",
    hot_ground="#fdeee9",
    known="#17477e",
    known_ground="#eef4fb",
)
NIGHT = Palette(
    ground="#000000",
    raised="#0f1113",
    ink="#c6cbd0",
    soft="#949ba3",
    line="#2c3136",
    edge="#7a828b",
    hot="#ff8159",
    hot_ground="#210a03",
    known="#8db8e8",
    known_ground="#061019",
)


def escaped(text: str) -> str:
    """Return a text that is only text wherever it stands; what no document can hold is left out."""
    kept = (each for each in text if each.isprintable() or each == " ")
    return "".join(_ESCAPES.get(each, each) for each in kept)


def element(name: str, /, *inside: str, **attributes: Any) -> str:  # noqa: ANN401 - numbers and texts
    """Return an element; an underscore in the name of an attribute is a hyphen, and one at its end is dropped."""
    said = "".join(
        f' {key.removesuffix("_").replace("_", "-")}="{escaped(str(value))}"'
        for key, value in attributes.items()
    )
    return f"<{name}{said}>{''.join(inside)}</{name}>" if inside else f"<{name}{said}/>"


def words(text: str, x: float, y: float, /, *, size: int, fill: str, **attributes: Any) -> str:  # noqa: ANN401
    """Return a text at a place, its baseline at ``y``."""
    return element("text", escaped(text), x=x, y=y, font_size=size, fill=fill, **attributes)


def width_of(text: str, size: int) -> int:
    """Return how wide a text is at the most."""
    return int(len(text) * size * WIDE) + 1


def cut(text: str, size: int, room: int) -> str:
    """Return as much of a text as there is room for, with dots where something was cut off."""
    if width_of(text, size) <= room:
        return text
    letters = max(int(room / (size * WIDE)) - 1, 0)
    return f"{text[:letters].rstrip()}…" if letters else ""
