"""A transcript in plain text: lines that begin with the label of whoever speaks, and the head that stands before them.

Labels are in capitals, names with a role in brackets, or *Q.* and *A.*; a time in figures may stand before or after
them. A line that goes on without a label belongs to the turn before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from showsafe.casefile.reading.sources.extracted import Place
from showsafe.casefile.reading.tables import words

_CLOCK = r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:[.,]\d+)?(?: ?[ap]\.?m\.?)?"
_BEFORE = rf"[ \t]*(?:[-–—•*]|>>)?[ \t]*(?:[\[(]?{_CLOCK}[\])]?[ \t]+)?(?:\d{{1,3}}[.)]?[ \t]+)?"
_AFTER = rf"(?:[ \t]*[\[(][^\])\n]{{1,60}}[\])])?(?:[ \t]+{_CLOCK})?"
_CAPITALS = r"[A-Z][A-Z.’'-]*(?: [A-Z0-9][A-Z0-9.’'-]*){0,4}"
_NAME = r"[^\W\d_a-z][\w.’'-]*(?: (?:(?:de|la|van|von|of|the) )?[^\W\d_a-z][\w.’'-]*){0,4}(?: \d{1,2})?"
_LABELLED = re.compile(
    rf"^{_BEFORE}(?P<label>{_CAPITALS}|{_NAME}){_AFTER}[ \t]*:[ \t]+(?P<said>\S.*?)[ \t]*$"
)
_ASKED = re.compile(rf"^{_BEFORE}(?P<label>[QA])(?:\.[ \t]*|:[ \t]*|[ \t]{{2,}})(?P<said>\S)")
_LINE = re.compile(r"^[^\n\r]*\S[^\n\r]*$", re.MULTILINE)
_LONGEST_ASIDE = 80
_ASIDE = r"\[[^\]\n]{0,60}\]|\((?![^)\n]{0,40}[.?!])[^)\n]{1,40}\)"
_FIRST_ASIDE = re.compile(rf"(?:\s*(?:{_ASIDE}))*\s*")
_LAST_ASIDE = re.compile(rf"\s*(?:{_ASIDE})\s*$")
_NO_WORDS = re.compile(
    rf"\s*(?:[\[(].*[\])]|{_CLOCK}(?:\s*-->\s*{_CLOCK})?|[A-Z\d\W]+|.*\b(?:[Ee]xamin|EXAMIN)\w+\b.*[^.?!]|BY .*:)"
)
_LONGEST_HEADING = 120
_KEYS = words("grammar", "keys")
"""What stands before a colon in the head of a document, and is nobody who speaks."""

_LEAST = 3
"""Fewer labels than this make no transcript, and their words are read as those of the writer."""

_WRAPPED = 40
"""A line that is shorter ends its turn, unless it ends within a sentence."""


class _Line(NamedTuple):
    start: int
    end: int
    label: Place | None
    capitals: bool
    role: bool
    said: int


def turns(text: str) -> Iterator[tuple[Place, Place | None]]:
    """Yield what each label of a transcript stands before, with the label; nothing where a text is none."""
    lines = [_line(each) for each in _LINE.finditer(text)]
    labels = _labels(text, lines)
    found = [number for number, each in enumerate(lines) if each.label and _own(text, each) in labels]
    spoken: list[tuple[Place, Place]] = []
    covered = len(found)
    for place, number in enumerate(found):
        until = found[place + 1] if place + 1 < len(found) else len(lines)
        end, more = _goes_on(text, lines, number, until)
        covered += more
        label = lines[number].label
        said = _without_asides(text, lines[number].said, end)
        if label is not None and said is not None:
            spoken.append((said, label))
    others = sum(1 for each in lines if not _is_heading(text[each.start : each.end]))
    if len(found) >= _LEAST and 2 * covered >= others:
        yield from spoken


def _line(match: re.Match[str]) -> _Line:
    start, end = match.span()
    found = _ASKED.match(match[0]) or _LABELLED.match(match[0])
    if found is None:
        return _Line(start, end, None, capitals=False, role=False, said=end)
    label = found["label"]
    if label.lower() in _KEYS:
        return _Line(start, end, None, capitals=False, role=False, said=end)
    return _Line(
        start,
        end,
        (start + found.start("label"), start + found.end("label")),
        capitals=label == label.upper(),
        role=found[0][found.end("label") : found.start("said")].strip() not in (":", "."),
        said=start + found.start("said"),
    )


def _own(text: str, line: _Line) -> str:
    return text[slice(*line.label)] if line.label else ""


def _labels(text: str, lines: Sequence[_Line]) -> set[str]:
    """Return what labels a text has: those in capitals, and names that come again or have a role beside them."""
    often: dict[str, int] = {}
    for each in lines:
        if each.label:
            own = _own(text, each)
            often[own] = often.get(own, 0) + 1
    capitals = {_own(text, each) for each in lines if each.capitals}
    if {"Q", "A"} & capitals and not capitals >= {"Q", "A"}:
        capitals -= {"Q", "A"}
    again = {own for own, times in often.items() if times > 1}
    if not capitals and not again:
        return set()
    return capitals | again | {_own(text, each) for each in lines if each.role}


def _goes_on(text: str, lines: Sequence[_Line], number: int, until: int) -> tuple[int, int]:
    """Return where a turn ends, and how many lines without a label it goes on over."""
    end, more = lines[number].end, 0
    for each in lines[number + 1 : until]:
        own, before = text[each.start : each.end], text[end - 1]
        blank = text.count("\n", end, each.start) > 1
        short = end - lines[number + more].start < _WRAPPED
        if _is_heading(own) or blank or (short and before in ".?!"):
            break
        end, more = each.end, more + 1
    return end, more


def _is_heading(line: str) -> bool:
    """Return whether a line holds nobody's words: a time, an aside, a heading."""
    own = line.strip()
    return len(own) <= _LONGEST_HEADING and _NO_WORDS.fullmatch(own) is not None


def _without_asides(text: str, start: int, end: int) -> Place | None:
    """Return a turn without what the transcriber put in brackets at its ends; nothing where nothing else is there."""
    first = _FIRST_ASIDE.match(text, start, end)
    start = first.end() if first else start
    while end > start and (last := _LAST_ASIDE.search(text, max(start, end - _LONGEST_ASIDE), end)):
        end = last.start()
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if end > start else None
