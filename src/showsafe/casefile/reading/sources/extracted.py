"""The text of a source, where each of its parts stood, and who is named as speaking where."""

from __future__ import annotations

from dataclasses import dataclass

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Extracted:
    """A text, and the map from it to what it was taken from.

    Each row of ``map`` is (a place in the text, its length, a place in the source): as many code points from the one
    stand for what begins at the other. What lies between rows was put in, such as an end of line.
    """

    text: str
    kind: str
    map: tuple[tuple[int, int, int], ...] = ()
    turns: tuple[tuple[Place, Place | None], ...] = ()
    published: str | None = None
    """The day that the source itself names, as it writes it; it is shown, and never taken without being asked for."""
