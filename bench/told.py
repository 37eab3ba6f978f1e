"""How much of what news tells in other words is found, against attributions that people marked.

Only what stands mostly outside of quotation marks counts, and only with a verb that reads as words spoken or written.
Something is found where half of what both places cover together is in both.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from showsafe.casefile.reading.cues import FORMS, lists
from showsafe.casefile.reading.marks import marked

_SPOKEN = lists("spoken") | {"according to"}
_HALF = 0.5
Place = tuple[int, int]


def score(gold: Path, texts: Mapping[str, str], found: Mapping[str, Mapping[str, Any]]) -> float:
    """Return F1 of the places, for readings as a batch writes them."""
    total = right = 0
    for key, text in texts.items():
        notes = sorted((gold / "attributions").glob(f"{_plain(key)}_*.ann"))
        wanted = list(_told(notes[0].read_text("utf-8"), text)) if notes else []
        its = [
            (each["start"], each["end"])
            for each in found[key]["statements"]
            if each["kind"] != "direct" and each["verb"] in _SPOKEN
        ]
        quoted = _quoted(text)
        its = [place for place in its if not _is_inside([place], quoted)]
        total += len(wanted) + len(its)
        for place in wanted:
            best = max(its, key=lambda each: _in_common(place, each), default=None)
            if best is not None and _in_common(place, best) >= _HALF:
                its.remove(best)
                right += 1
    return round(2 * right / total, 3) if total else 0.0


def _plain(key: str) -> str:
    return re.sub(r"([*?\[])", r"[\1]", key)


def _in_common(one: Place, other: Place) -> float:
    both = min(one[1], other[1]) - max(one[0], other[0])
    return both / (max(one[1], other[1]) - min(one[0], other[0])) if both > 0 else 0.0


def _told(notes: str, text: str) -> Iterator[Place]:
    spans: dict[str, list[Place]] = {}
    quoted = _quoted(text)
    for line in notes.splitlines():
        if line.startswith("T") and line.count("\t") > 1:
            key, where, _ = line.split("\t", 2)
            spans[key] = [(int(a), int(b)) for a, b in re.findall(r"(\d+) (\d+)", where)]
        elif line.startswith("E"):
            parts: dict[str, list[Place]] = defaultdict(list)
            for role, key in re.findall(r"([A-Za-z]+)\d*:(\S+)", line):
                parts[role] += spans.get(key, [])
            if parts["Content"] and _is_told(parts, text, quoted):
                content = sorted(parts["Content"])
                yield content[0][0], content[-1][1]


def _is_told(parts: Mapping[str, list[Place]], text: str, quoted: list[Place]) -> bool:
    words = " ".join(text[slice(*place)] for place in (*parts["Cue"], *parts["Source"])).lower().split()
    spoken = "according" in words or bool({FORMS[word].verb for word in words if word in FORMS} & _SPOKEN)
    return spoken and not _is_inside(parts["Content"], quoted)


def _quoted(text: str) -> list[Place]:
    return [(each.start, each.end) for each in marked(text) if not each.depth]


def _is_inside(places: list[Place], quoted: list[Place]) -> bool:
    """Return whether more than half of what is told stands in quotation marks."""
    whole = sum(end - start for start, end in places)
    inside = sum(
        max(min(end, after) - max(start, first), 0) for start, end in places for first, after in quoted
    )
    return inside > _HALF * whole
