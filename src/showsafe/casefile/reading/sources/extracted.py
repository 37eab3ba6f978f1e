"""The text of a source, where each of its parts stood, and who is named as speaking where."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

Place = tuple[int, int]
Spot = tuple[int, int, int, float, float]
"""A place in the text, its length, and where it stood: the page from 1, and from its left and its bottom in points."""


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

    spots: tuple[Spot, ...] = ()
    """Of a PDF, where each line stood."""

    unread: tuple[int, ...] = ()
    """The pages of a PDF that have no text, and so were not read."""

    def spot(self, place: int) -> Spot | None:
        """Return the line of a page that a place of the text stood in; nothing where it came from no page."""
        number = bisect_right(self.spots, place, key=lambda row: row[0]) - 1
        return self.spots[max(number, 0)] if self.spots else None
