"""Quotation marks of every kind, paired paragraph by paragraph.

What stands open at the end of a paragraph runs to its end, and goes on in the next one where that begins with an
opening mark, as printers have it. Double marks are paired by themselves, and single ones by themselves, so that an
apostrophe too many spoils no quotation in double marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice, takewhile

from showsafe.casefile.reading.words import paragraphs

_DOUBLE = re.compile(r"[“”„‟«»「」『』\"＂]|``|''")
_SINGLE = re.compile(r"[‘‚‹›'’]")
_ENDS = {
    "“": '”"',
    '"': '"”',
    "＂": "＂",
    "„": '“”"',
    "‟": '”"',
    "``": "''",
    "''": "''",
    "«": "»",
    "»": "«",
    "「": "」",
    "『": "』",
}
_SINGLE_ENDS = {"‘": "’", "‚": "‘’", "‹": "›", "›": "‹", "'": "'"}
_NAMES = {
    "“": "curly",
    '"': "straight",
    "＂": "straight",
    "„": "low",
    "‟": "curly",
    "``": "accents",
    "''": "apostrophes",
    "«": "angle",
    "»": "angle",
    "「": "corner",
    "『": "corner",
    "‘": "single",
    "‚": "single",
    "'": "single",
    "‹": "angle-single",
    "›": "angle-single",
}
_STRAIGHT = re.compile('"')
_SPACED = re.compile(r'(?:^|\s)"\s')
_LEAST_OPEN = 25
"""A mark that is never closed opens a quotation only if more than this many characters follow it in its paragraph."""

_LONGEST_SINGLE = 1_000
_CANDIDATES = 40
"""How many single marks are looked at for the end of one quotation: more are apostrophes of another."""

DOUBLE = frozenset(_NAMES[mark] for mark in '“"')
"""The kinds of marks that most news in English is printed in."""


@dataclass(frozen=True, slots=True)
class Marked:
    """What stands inside one pair of marks, without them."""

    start: int
    end: int
    marks: str
    closed: bool
    outer: tuple[int, int]
    """With its marks."""

    depth: int = 0
    continues: bool = False
    """Whether it goes on from the paragraph before, where a quotation was left open."""


def marked(text: str) -> list[Marked]:
    """Return everything that stands in quotation marks, in order, with how deep it stands in others."""
    found: list[Marked] = []
    left_open = False
    for start, end in paragraphs(text):
        doubles = list(_doubles(text, start, end))
        if doubles and left_open and doubles[0].outer[0] == _first(text, start):
            doubles[0] = replace(doubles[0], continues=True)
        left_open = bool(doubles) and not doubles[-1].closed
        singles = list(_singles(text, start, end, doubles))
        found += _nested(sorted([*doubles, *singles], key=lambda each: (each.start, -each.end)))
    return found


def _first(text: str, start: int) -> int:
    while text[start].isspace():
        start += 1
    return start


def _nested(ordered: list[Marked]) -> Iterator[Marked]:
    around: list[Marked] = []
    for each in ordered:
        while around and around[-1].end <= each.start:
            around.pop()
        if around and around[-1].end < each.end:
            continue  # crossed with another pair: one of the two is no quotation, and the longer one stands
        yield replace(each, depth=len(around))
        around.append(each)


def _doubles(text: str, start: int, end: int) -> Iterator[Marked]:
    opened: re.Match[str] | None = None
    spaced = _are_spaced(text, start, end)
    for found in _DOUBLE.finditer(text, start, end):
        sign = found.group()
        if opened is None:
            if _opens(text, found, end) or (spaced and sign == '"'):
                opened = found
        elif sign in _ENDS[opened.group()] and not _reopens(text, found, opened):
            if found.start() > opened.end():
                yield _pair(text, opened, found.span(), closed=True)
            opened = None
    if opened is not None and end - opened.end() > _LEAST_OPEN:
        yield _pair(text, opened, (end, end), closed=False)


def _are_spaced(text: str, start: int, end: int) -> bool:
    """Return whether all straight marks of a paragraph stand between spaces, two and two, as corpora have them."""
    if '"' not in text[start:end] or not _SPACED.search(text, start, end):
        return False
    signs = [found.start() for found in _STRAIGHT.finditer(text, start, end)]
    apart = all(
        (place == start or text[place - 1].isspace()) and (place + 1 >= end or text[place + 1].isspace())
        for place in signs
    )
    inches = any(text[max(place - 2, start)].isdigit() for place in signs[::2])
    return apart and not inches and len(signs) % 2 == 0


def _pair(text: str, opened: re.Match[str], close: tuple[int, int], *, closed: bool) -> Marked:
    """Return what stands between two marks, without the spaces beside them."""
    start, end = opened.end(), close[0]
    while start < end - 1 and text[start].isspace():
        start += 1
    while end > start + 1 and closed and text[end - 1].isspace():
        end -= 1
    return Marked(start, end, _NAMES[opened.group()], closed, (opened.start(), close[1]))


def _opens(text: str, found: re.Match[str], end: int) -> bool:
    sign, before, after = (
        found.group(),
        text[found.start() - 1 : found.start()],
        text[found.end() : min(found.end() + 1, end)],
    )
    if sign in ("”", "」", "』") or not after or before == "=":
        return False
    if sign in ('"', "''", "＂"):
        # An inch, a second of arc and a mark that closes what was never opened begin nothing.
        return not (before.isalnum() and not after.isalnum()) and not after.isspace()
    return sign != "»" or not before or before.isspace() or before in "([—-"


def _reopens(text: str, found: re.Match[str], opened: re.Match[str]) -> bool:
    """Return whether a mark that could close stands where only an opening one can: after a space, before a word."""
    if found.group() not in ('"', "''") or opened.group() == found.group():
        return False
    before, after = text[found.start() - 1], text[found.end() : found.end() + 1]
    return (
        before.isspace()
        and after.isalnum()
        and opened.group() == "“"
        and "”" in text[found.end() : found.end() + _LONGEST_SINGLE]
    )


def _singles(text: str, start: int, end: int, doubles: list[Marked]) -> Iterator[Marked]:
    taken = start
    signs = [found.start() for found in _SINGLE.finditer(text, start, end)]
    if not signs:
        return
    skipped = {place for each in doubles for edge in (each.outer[0], each.end) for place in (edge, edge + 1)}
    for number, place in enumerate(signs):
        if place < taken or not _single_opens(text, place, end) or (place in skipped and text[place] == "'"):
            continue
        close = _single_close(text, _within(signs, number, place), place)
        if close > place + 1:
            yield Marked(place + 1, close, _NAMES[text[place]], closed=True, outer=(place, close + 1))
            taken = close + 1


def _within(signs: list[int], number: int, place: int) -> list[int]:
    return list(
        takewhile(
            lambda each: each - place < _LONGEST_SINGLE, islice(signs, number + 1, number + 1 + _CANDIDATES)
        )
    )


def _single_opens(text: str, place: int, end: int) -> bool:
    sign, before, after = (
        text[place],
        text[place - 1 : place] if place else "",
        text[place + 1 : min(place + 2, end)],
    )
    if sign == "’" or not after or after.isspace():
        return False
    if sign == "'":
        return after.isalpha() and (not before or before.isspace() or before in '([“"—')
    return not before.isalnum()


def _single_close(text: str, signs: list[int], place: int) -> int:
    """Return the likeliest end: after a sign or before one first, a plural's apostrophe last; 0 where there is none."""
    ends = _SINGLE_ENDS[text[place]]
    able = []
    for each in signs:
        after, before = text[each + 1 : each + 2], text[each - 1]
        if text[each] in ends and not after.isalnum() and not before.isspace() and after != text[each]:
            able.append(each)
    for each in able:
        if text[each - 1] in ",.?!…" or text[each - 1] not in "sS":
            return each
    return able[0] if able else 0
