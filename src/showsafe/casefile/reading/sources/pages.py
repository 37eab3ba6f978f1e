"""From pieces of text with places on pages to one text: lines, columns, paragraphs, words broken at the end of a line.

What is put together here is the text that is read, and that every place is counted in. Each line keeps its page and
place. Lines that every page repeats at its head or foot are left out, and so are the numbers of lines at the margin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from showsafe.casefile.reading.sources.extracted import Extracted, Spot
from showsafe.casefile.reading.sources.pdf_child import Piece

_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u00a0": " "}
)
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
_BREAK = re.compile(r"[^\W\d_][-‐\u00ad]$")
_INSIDE = re.compile(r"(?<=\w)\u00ad(?=\w)")
_WORD = re.compile(r"\w+(?:[-‐]\w+)*")
_STOPS = re.compile(r"[.?!:…][”’\"')\]]*$")
_BEGINS = re.compile(r"(?:[A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]*){0,4} ?:|[QA]\.\s|[•–*‣·-]\s)")
_NUMBER = re.compile(r"\s*(\d{1,3})\b\s*")
_WIDTH = 0.5
"""How wide a letter is for its size, on the whole."""

_GAP = 2.0
"""What is this many sizes away on the same line stands in another column."""

_COLUMN = 6
_LOOKED_AT = 200
_LEAST_LEFT, _LEAST_RIGHT = 20, 12
_APART, _INDENT, _SHORT = 1.35, 0.8, 0.7
_EDGES = 2
_NUMBERED = 8


@dataclass(frozen=True, slots=True)
class Line:
    """One line of one column, with where it begins."""

    text: str
    page: int
    x: float
    y: float
    size: float

    @property
    def end(self) -> float:
        """About where it ends."""
        return self.x + len(self.text) * self.size * _WIDTH


def laid_out(pages: Sequence[Sequence[Piece]]) -> Extracted:
    """Return the text of all pages with its map; pages without text are named."""
    rows = [list(_rows(pieces, number)) for number, pieces in enumerate(pages, 1)]
    unread = tuple(number for number, each in enumerate(rows, 1) if not each)
    repeated = _repeated(rows)
    lines: list[Line] = []
    for each in rows:
        kept = [row for at, row in enumerate(each) if not _edge(each, at) & repeated]
        lines += _in_columns(_without_numbers(kept))
    return _joined(lines, unread)


def _rows(pieces: Sequence[Piece], page: int) -> Iterator[list[Line]]:
    """Yield the lines across the page, each as what stands apart on it."""
    row: list[Line] = []
    for text, x, y, size in pieces:
        piece = _UNSEEN.sub("", text.replace("\n", " ").translate(_LIGATURES))
        if not piece.strip():
            if "\n" in text and row:
                yield _cleaned(row)
                row = []
            continue
        if row and (text.startswith("\n") or abs(row[-1].y - y) > max(row[-1].size, size) / 2):
            yield _cleaned(row)
            row = []
        shift = len(piece) - len(piece.lstrip())
        if row and x - row[-1].end < _GAP * max(size, 1):
            row[-1] = replace(row[-1], text=row[-1].text + piece)
        else:
            row.append(Line(piece[shift:], page, x, y, size))
    if row:
        yield _cleaned(row)


def _cleaned(row: list[Line]) -> list[Line]:
    """Return a line with one space between its words; a hyphen that is printed within it is one."""
    return [replace(each, text=_INSIDE.sub("-", " ".join(each.text.split()))) for each in row]


def _key(row: Sequence[Line]) -> str:
    return re.sub(r"\d+", "#", " ".join(each.text for each in row)).lower()


def _edge(rows: Sequence[Sequence[Line]], at: int) -> set[tuple[str, str]]:
    """Return a line of the head or the foot of a page by its words, without numbers."""
    heights = sorted((row[0].y for row in rows), reverse=True)
    own, key = rows[at][0].y, _key(rows[at])
    head = {("head", key)} if own >= heights[min(_EDGES, len(heights)) - 1] else set()
    foot = {("foot", key)} if own <= heights[-min(_EDGES, len(heights))] else set()
    return head | foot


def _repeated(pages: Sequence[Sequence[Sequence[Line]]]) -> set[tuple[str, str]]:
    """Return the lines that half of the pages, and two at least, have at their head or at their foot."""
    seen: dict[tuple[str, str], int] = {}
    for rows in pages:
        for key in {key for at in range(len(rows)) for key in _edge(rows, at)}:
            seen[key] = seen.get(key, 0) + 1
    return {key for key, times in seen.items() if times >= max(2, len(pages) / 2)}


def _without_numbers(rows: list[list[Line]]) -> list[list[Line]]:
    """Return a page without the numbers of its lines, as transcripts have them at the margin."""
    numbers = [_NUMBER.match(row[0].text) for row in rows]
    counted = [int(found[1]) for found in numbers if found]
    steps = sum(after - before == 1 for before, after in pairwise(counted))
    if len(counted) < _NUMBERED or steps < 0.8 * (len(counted) - 1):
        return rows
    kept = []
    for row, found in zip(rows, numbers, strict=True):
        rest = row[0].text[found.end() :] if found else row[0].text
        cut = [replace(row[0], text=rest), *row[1:]] if rest else row[1:]
        if cut:
            kept.append(cut)
    return kept


def _in_columns(rows: list[list[Line]]) -> list[Line]:
    """Return the lines of a page as they are read: column by column where the page writes across two of them."""
    gutter = _gutter(rows)
    if gutter is None:
        return [replace(row[0], text=" ".join(each.text for each in row)) for row in rows]
    lines: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    for row in rows:
        for each in row:
            if each.x < gutter < each.end - each.size * _GAP:
                lines += [*left, *right]
                left, right = [], []
                lines.append(each)
            else:
                (left if each.x < gutter - each.size else right).append(each)
    return [*lines, *left, *right]


def _gutter(rows: list[list[Line]]) -> float | None:
    """Return where the second column begins; nothing where there is one, or where this is a table of short words."""
    pairs = [(row[0], row[1]) for row in rows if len(row) == 2][:_LOOKED_AT]  # noqa: PLR2004 - two columns
    for _, second in pairs:
        same = [pair for pair in pairs if abs(pair[1].x - second.x) < second.size]
        if len(same) < _COLUMN:
            continue
        lefts, rights = ([len(pair[side].text) for pair in same] for side in (0, 1))
        if median(lefts) >= _LEAST_LEFT and median(rights) >= _LEAST_RIGHT:
            return min(pair[1].x for pair in same)
    return None


def _joined(lines: list[Line], unread: tuple[int, ...]) -> Extracted:
    """Return the lines as paragraphs, with where each of them stood."""
    known = {word.lower() for line in lines for word in _WORD.findall(line.text)}
    leading = _leading(lines)
    longest: dict[int, int] = {}
    for line in lines:
        longest[line.page] = max(longest.get(line.page, 0), len(line.text))
    text: list[str] = []
    spots: list[Spot] = []
    length = 0
    for at, line in enumerate(lines):
        after = lines[at + 1] if at + 1 < len(lines) else None
        own, between = line.text, "\n"
        if after is not None and not _parted(line, after, leading, longest[line.page]):
            own, between = _seam(line.text, after.text, known)
        spots.append((length, len(own), line.page, line.x, line.y))
        text += [own, between]
        length += len(own) + len(between)
    return Extracted("".join(text), "pdf", spots=tuple(spots), unread=unread)


def _leading(lines: Sequence[Line]) -> float:
    steps = [a.y - b.y for a, b in pairwise(lines) if a.page == b.page and 0 < a.y - b.y < 4 * max(a.size, 1)]
    return median(steps) if steps else 0.0


def _parted(line: Line, after: Line, leading: float, longest: int) -> bool:
    """Return whether a paragraph ends between two lines."""
    ends = _STOPS.search(line.text) is not None
    if _BEGINS.match(after.text) or abs(line.size - after.size) > 0.1 * max(line.size, 1):
        return True
    if line.page != after.page or after.y > line.y:
        return ends or not (after.text[0].islower() or len(line.text) >= _SHORT * longest)
    if line.y - after.y > _APART * leading:
        return True
    if after.x - line.x > _INDENT * line.size:
        return True
    return ends and len(line.text) < _SHORT * longest


def _seam(line: str, after: str, known: set[str]) -> tuple[str, str]:
    """Return a line and what joins it to the next one of its paragraph: a word broken at its end is made whole.

    Whether a hyphen there belongs to the word is not on the page; it does where the text writes the word so elsewhere.
    """
    if not _BREAK.search(line) or not after[:1].islower():
        return line, " "
    first, second = _WORD.findall(line[:-1])[-1].lower(), _WORD.findall(after)[0].lower()
    kept = f"{first}-{second}" in known and f"{first}{second}" not in known
    return (f"{line[:-1]}-", "") if kept else (line[:-1], "")
