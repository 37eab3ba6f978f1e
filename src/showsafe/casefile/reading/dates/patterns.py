"""What times look like in English: one pattern for each kind of expression."""

from __future__ import annotations

import re
from collections.abc import Iterator

from showsafe.casefile.reading.tables import table

_T = table("dates")


def _any(key: str) -> str:
    return "|".join(sorted((re.escape(word) for word in _T[key]), key=lambda word: (-len(word), word)))


FULL_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
MONTH = rf"(?:{FULL_MONTH}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)"
DAY = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_SHORT_DAY = "Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun"
_ORDINAL = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:1[5-9]|20)\d\d"
_UNIT = "second|minute|hour|day|night|weekend|week|fortnight|month|quarter|year|decade"
_UNITS = rf"(?:(?:{_UNIT})s?|century|centuries)"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_NUMBER = (
    rf"(?:\d+(?:[.,]\d+)*|(?:{_TENS})-(?:one|two|three|four|five|six|seven|eight|nine)|{_any('numbers')})"
)
_SOME = "several|many|some|a few|a couple of|few|couple of|a number of|dozens of|hundreds of|countless"
_ROUGH = (
    "(?:about|around|almost|nearly|roughly|approximately|more than|less than|over|under|at least|up to"
    "|just over|just under)"
)
_SEASON = _any("seasons")
_PART = "early|late|mid|the beginning of|the start of|the end of|the middle of|the first half of|the second half of"
_PARTS = rf"(?:(?:{_PART})[ -])"
_CLOCK = r"(?:[01]?\d|2[0-3])"

_RELATED = "last|next|this|this past|this coming"
_WEEKDAY = rf"(?:(?:{DAY}|(?:{_SHORT_DAY})\.?),? )?"
_ZONE = "UTC|GMT|BST|E[SD]T|P[SD]T|C[SD]T|M[SD]T|ET|PT|CT|MT"
_LONG = "seconds|minutes|hours|days|weeks|months|years|decades|centuries"

_SOURCES = {
    "iso": (
        rf"(?<![\d/-])(?P<y>{_YEAR})-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])"
        r"(?:T[\d:]+(?:Z|[+-]\d\d:?\d\d)?)?(?![\d/-])"
    ),
    "slash": r"(?<![\d/.-])(?P<a>\d{1,2})(?P<sep>[/.])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4}|\d\d)(?![\d/]|\.\d)",
    "mdy": (
        rf"\b{_WEEKDAY}(?P<m>{MONTH}) (?:the )?(?P<d>{_ORDINAL})(?!\d)(?:,? (?P<y>{_YEAR})(?!\d))?(?!:\d)"
    ),
    "dmy": (
        rf"\b{_WEEKDAY}(?:the )?(?<![\d.,])(?P<d>{_ORDINAL}) (?:of )?(?P<m>{MONTH})"
        rf"(?:,? (?P<y>{_YEAR})(?!\d))?(?! \d\d?,)"
    ),
    "my": rf"\b(?P<part>{_PARTS})?(?P<m>{MONTH})(?:,? of|,)? (?P<y>{_YEAR})(?!\d)",
    "month": (rf"\b(?:(?P<rel>{_RELATED}|the following)[ ])?(?P<part>{_PARTS})?(?P<m>{FULL_MONTH})\b(?! \d)"),
    "season": (
        rf"\b(?P<part>{_PARTS})?(?:(?P<rel>{_RELATED}) )?(?P<s>{_SEASON})(?: of)?(?: (?P<y>{_YEAR}))?\b"
    ),
    "quarter": rf"\b(?:the )?(?P<n>first|second|third|fourth|Q[1-4]) ?(?:quarter)?(?: of)? (?P<y>{_YEAR})\b",
    "bare_quarter": r"\b(?:the )?(?P<n>first|second|third|fourth)[ -]quarter\b(?! (?:of )?(?:1[5-9]|20)\d\d)",
    "earlier": rf"\b(?P<n>{_NUMBER}) (?P<u>months?|years?|decades?) (?P<dir>earlier|before)\b",
    "over_weekend": r"\b(?:over|at|during) (?P<w>the weekend)\b",
    "vague": (
        r"\b(?:in|over) (?:the )?(?P<w>recent|coming) (?:days|weeks|months|years|decades)\b"
        r"|\b(?:in|for) (?P<ref>the (?:near |distant )?(?P<far>past|future))\b"
    ),
    "holiday": rf"\b(?P<w>{_any('holidays')})\b(?:,? (?P<y>{_YEAR})(?!\d))?",
    "decade": (
        r"\b(?:the )?(?P<part>early |late |mid-?)?(?P<y>(?:1[5-9]|20)\d)0[’']?s\b"
        r"|(?<!\w)(?:the )?[’'‘](?P<short>[2-9])0s\b"
    ),
    "year": (
        rf"(?<![\d$€£#/.,:-])\b(?P<part>{_PARTS})?(?:the year )?(?P<y>(?:19|20)\d\d)\b"
        r"(?![\d%/:]|-\d|,\d|\.\d)"
    ),
    "weekday": (
        rf"\b(?:(?P<rel>{_RELATED}|the following|the previous) )?(?P<w>{DAY})s?"
        r"(?: (?P<p>morning|afternoon|evening|night)| (?P<next>week)(?![\w-]))?\b"
    ),
    "near": (
        r"\b(?P<w>today|yesterday|tomorrow|tonight|last night|this (?:morning|afternoon|evening)"
        r"|(?:yesterday|tomorrow) (?:morning|afternoon|evening|night)"
        r"|the day (?:before yesterday|after tomorrow))\b"
    ),
    "related": (
        r"\b(?P<part>(?:later|earlier|early|late|(?:the )?(?:very )?(?:beginning|end|start|middle) of"
        r"|(?:first|second) half of) )?"
        rf"(?P<rel>{_RELATED}|the past|the last|the next|the coming|the previous|the following|that|the same"
        r"|the current|the) (?P<u>week|weekend|month|quarter|year|decade|century)\b(?![- ](?:old|long))"
    ),
    "ago": (
        rf"\b(?:{_ROUGH} )?(?P<n>{_NUMBER}|{_SOME})(?: (?P<half>and a half))?[ -](?P<u>{_UNITS}) "
        r"(?P<dir>ago|from now)\b"
    ),
    "span": (
        rf"\b(?P<rough>{_ROUGH} )?"
        r"(?P<lead>(?:the )?(?:past|last|next|coming|first|final|previous|following) )?"
        rf"(?P<n>{_NUMBER}|{_SOME})(?: (?P<half>and a half))?[ -](?P<u>{_UNITS})(?P<old>-old|-long)?\b"
    ),
    "half": r"\bhalf (?:an? )(?P<u>hour|day|year|century|decade)\b",
    "plural": (
        r"\b(?:for|over the|over|in|after|of|within) "
        rf"(?P<span>(?:the )?(?:past |last |next |coming )?(?P<u>{_LONG}))\b"
        r"|\b(?P<bare>(?P<v>decades|years|months|weeks|days|hours)[- ]long)\b"
    ),
    "every": (
        rf"\b(?:every|each) (?:(?P<n>{_NUMBER}|other) )?(?P<u>{_UNITS}|{DAY}|morning|evening|afternoon)\b"
    ),
    "set": rf"\b(?P<w>{_any('sets')})\b",
    "reference": rf"\b(?P<w>{_any('references')})\b(?!-)",
    "clock": (
        rf"\b(?P<h>{_CLOCK})(?::(?P<min>[0-5]\d)|\.(?P<dot>[0-5]\d)(?= ?[ap]\.?m))?"
        r"(?::[0-5]\d)?(?: ?(?P<half>[ap]\.?m\.?)(?!\w))?"
        rf"(?: ?\(?(?P<z>{_ZONE})\)?)?|\b(?P<w>noon|midnight)\b"
    ),
}
_CASED = ("iso", "slash", "mdy", "dmy", "my", "month", "weekday", "quarter", "clock", "holiday")
"""Kinds in which small and capital letters tell words apart: a month that is a verb, too, has a capital."""

_UNIT_WORD = re.compile(
    r"(?<=[ -])(?:second|minute|hour|day|night|week|fortnight|month|quarter|year|decade|centur)",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d\d")
_SEASON_WORD = re.compile(r"\b(?:spring|summer|autumn|fall|winter)\b", re.IGNORECASE)
_MONTH_WORD = re.compile(r"Jan|Feb|Ma[ry]|Apr|Ju[nl]|Aug|Sep|Oct|Nov|Dec")
_DAY_WORD = re.compile(DAY)
_CLOCK_WORD = re.compile(r"\d(?!\d\d)|noon|midnight")
_ANCHORS = {
    **dict.fromkeys(("mdy", "dmy", "month"), _MONTH_WORD),
    "weekday": _DAY_WORD,
    "clock": _CLOCK_WORD,
    **dict.fromkeys(("span", "ago", "related", "plural", "half", "earlier", "bare_quarter"), _UNIT_WORD),
    **dict.fromkeys(("year", "decade", "my", "quarter", "slash", "iso"), _FIGURE),
    "season": _SEASON_WORD,
}
"""A word without which a kind is not there: around these alone a pattern is tried, which is several times as fast."""

_HINTS: dict[str, tuple[str, ...]] = {
    "over_weekend": ("the weekend",),
    "vague": ("recent", "coming", "past", "future"),
    "holiday": tuple(word.lower() for word in _T["holidays"]),
    "set": tuple(_T["sets"]),
    "every": ("every", "each"),
    "earlier": (" earlier", " before"),
    "ago": (" ago", "from now"),
    "half": ("half ",),
    "reference": tuple(_T["references"]),
    "near": ("day", "night", "tomorrow", "this morning", "this afternoon", "this evening"),
}
"""Pieces of which one is there wherever a kind is; none of them, and the pattern is not tried."""

_BEFORE, _AFTER = 80, 40


def places(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Yield every match of every pattern, with the kind that it is of."""
    windows = {anchor: _windows(text, anchor) for anchor in set(_ANCHORS.values())}
    low = text.lower()
    for name, pattern in PATTERNS.items():
        if name in _HINTS and not any(hint in low for hint in _HINTS[name]):
            continue
        anchor = _ANCHORS.get(name)
        for start, end in windows[anchor] if anchor is not None else ((0, len(text)),):
            for match in pattern.finditer(text, start, end):
                yield name, match


def _windows(text: str, anchor: re.Pattern[str]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for match in anchor.finditer(text):
        start, end = max(match.start() - _BEFORE, 0), min(match.end() + _AFTER, len(text))
        end = _edge(text, end, 1)
        start = _edge(text, start, -1)
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], end
        else:
            found.append((start, end))
    return found


PATTERNS = {
    name: re.compile(source, 0 if name in _CASED else re.IGNORECASE) for name, source in _SOURCES.items()
}


def _edge(text: str, place: int, step: int) -> int:
    """Return where the word ends that a place cuts, unless it is longer than any word of a date."""
    for _ in range(_AFTER):
        beside = place - 1 if step < 0 else place
        if not 0 <= beside < len(text) or not text[beside].isalnum():
            break
        place += step
    return place
