"""brat stand-off, read: what somebody marked elsewhere becomes proposals, which a person of the case has to confirm.

Nothing is guessed: a type that is not known, a span that is not in the text, and words that do not stand at their
place are answered with the number of their line, all of them, before anything is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from showsafe.application.nearest import did_you_mean
from showsafe.casefile.exports.brat import ATTRIBUTES, DOT, SAID_BY, SPEAKER, STATEMENT
from showsafe.casefile.reviewing import joined
from showsafe.errors import WrongInput

RULE = "brat"
LARGEST = 8 << 20
MOST_SHOWN = 3
_ENTITY = re.compile(r"T(\d{1,9})\t(\S+) (\d{1,9} \d{1,9}(?:;\d{1,9} \d{1,9})*)\t(.*)")
_ATTRIBUTE = re.compile(r"[AM]\d{1,9}\t(\S+) T(\d{1,9})(?: (\S+))?")
_RELATION = re.compile(r"R\d{1,9}\t(\S+) Arg1:T(\d{1,9}) Arg2:T(\d{1,9})\s*")

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """One span of text that somebody marked, with what they said of it."""

    line: int
    type: str
    spans: Spans
    said: dict[str, str] = field(default_factory=dict)
    speaker: Spans = ()


@dataclass(slots=True)
class _Reading:
    text: str
    marked: dict[str, Marked] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def take(self, number: int, line: str) -> None:
        if not line.strip() or line.startswith("#"):
            return
        reads = {"T": self._entity, "A": self._attribute, "M": self._attribute, "R": self._relation}
        read = reads.get(line[0])
        if read is None:
            self.fault(number, f"{line[:1]!r} begins no line that is read here (T, A, R, #)")
        else:
            read(number, line)

    def fault(self, number: int, what: str) -> None:
        self.faults.append(f"line {number}: {what}")

    def _entity(self, number: int, line: str) -> None:
        found = _ENTITY.fullmatch(line)
        if found is None:
            self.fault(number, "it is not of the form T1<tab>Type start end<tab>words")
            return
        name, kind, places, words = found.groups()
        if kind not in (STATEMENT, SPEAKER):
            meant = did_you_mean(kind, (STATEMENT, SPEAKER), f"Types: {STATEMENT}, {SPEAKER}.")
            self.fault(number, f"no type is called {kind[:40]!r}. {meant}".rstrip("."))
        elif name in self.marked:
            self.fault(number, f"there is a T{name} already")
        else:
            spans = tuple((int(a), int(b)) for a, _, b in (each.partition(" ") for each in places.split(";")))
            broken = self._broken(spans, words)
            if broken:
                self.fault(number, broken)
            else:
                self.marked[name] = Marked(number, kind, spans)

    def _broken(self, spans: Spans, words: str) -> str:
        end = 0
        for start, after in spans:
            if start >= after:
                return f"its span {start} {after} ends before it begins"
            if after > len(self.text):
                return f"its span {start} {after} lies behind the end of the text, at {len(self.text)}"
            if start < end:
                return f"its span {start} {after} begins before the one before it ends"
            end = after
        there = " ".join(self.text[start:after] for start, after in spans)
        same = len(words) == len(there) and all(map(_alike, words, there))
        return "" if same else f"at its place stand other words: {' '.join(there.split())[:60]!r}"

    def _attribute(self, number: int, line: str) -> None:
        found = _ATTRIBUTE.fullmatch(line.rstrip())
        if found is None or found[1] not in ATTRIBUTES:
            self.fault(number, f"no attribute of these: {', '.join(ATTRIBUTES)}")
        elif found[3] not in ATTRIBUTES[found[1]]:
            self.fault(number, f"{found[1]} is one of {', '.join(ATTRIBUTES[found[1]])}")
        elif found[2] in self.marked:
            self.marked[found[2]].said[found[1]] = found[3]
        else:
            self.fault(number, f"there is no T{found[2]} before it")

    def _relation(self, number: int, line: str) -> None:
        found = _RELATION.fullmatch(line)
        if found is None or found[1] != SAID_BY:
            self.fault(number, f"no relation of the form R1<tab>{SAID_BY} Arg1:T1 Arg2:T2")
            return
        one, other = (self.marked.get(found[place]) for place in (2, 3))
        if one is None or other is None or (one.type, other.type) != (STATEMENT, SPEAKER):
            self.fault(number, f"{SAID_BY} goes from a {STATEMENT} to a {SPEAKER} that stand before it")
        else:
            self.marked[found[2]] = replace(one, speaker=other.spans)


def _alike(marked: str, there: str) -> bool:
    """Whether a sign of a file may stand for one of the text: the same one, or one that was covered in an export."""
    return marked == there or marked in ("█", DOT) or (marked == " " and there == "\n")


def marked_in(content: bytes, text: str) -> list[Marked]:
    """Return the statements that are marked in an .ann file of a text, in the order of their places.

    Raises WrongInput: ``brat.unreadable``, ``brat.faults`` with the first of them and how many, ``brat.nothing``.
    """
    if len(content) > LARGEST:
        raise WrongInput("brat.unreadable", "The file is too large to be an .ann file.", "Check the file.")
    try:
        lines = content.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError:
        raise WrongInput(
            "brat.unreadable", "The file is not UTF-8.", "Check that it is the .ann file."
        ) from None
    reading = _Reading(text)
    for number, line in enumerate(lines, start=1):
        reading.take(number, line.removesuffix("\r"))
    if reading.faults:
        raise _faults(reading.faults)
    found = [each for each in reading.marked.values() if each.type == STATEMENT]
    if not found:
        raise WrongInput(
            "brat.nothing", f"The file marks no {STATEMENT}.", "Check that it is the right file."
        )
    return sorted(found, key=lambda each: each.spans)


def _faults(faults: list[str]) -> WrongInput:
    more = f" (and {len(faults) - MOST_SHOWN} more)" if len(faults) > MOST_SHOWN else ""
    return WrongInput(
        "brat.faults",
        f"Nothing was taken: {'; '.join(faults[:MOST_SHOWN])}{more}.",
        "Mend these lines. Places are counted in code points of the text that showsafe read --json gives.",
    )


def proposals(text: str, before: dict[str, Any], found: list[Marked]) -> tuple[dict[str, Any], int]:
    """Return a reading that holds what was proposed before, in the same order, and after it what is marked anew.

    Also returns how many statements are new; one that is proposed already at the same place is not proposed again.
    """
    known = {tuple(tuple(span) for span in each["spans"]) for each in before["statements"]}
    new = [_proposal(text, each) for each in found if not _known(text, each.spans, known)]
    return {**before, "statements": [*before["statements"], *new]}, len(new)


def _known(text: str, spans: Spans, known: set[Spans]) -> bool:
    """Whether spans are those of a statement, but for line ends between their parts."""
    joined = [spans[0]]
    for start, end in spans[1:]:
        last = joined[-1]
        if text[last[1] : start].strip("\n"):
            joined.append((start, end))
        else:
            joined[-1] = (last[0], end)
    return spans in known or tuple(joined) in known


def _proposal(text: str, one: Marked) -> dict[str, Any]:
    start, end = one.spans[0][0], one.spans[-1][1]
    return {
        "kind": one.said.get("Directness", "indirect"),
        "start": start,
        "end": end,
        "text": joined(text, one.spans),
        "spans": [list(span) for span in one.spans],
        "who": [list(span) for span in one.speaker],
        "person": None
        if not one.speaker
        else {"name": text[one.speaker[0][0] : one.speaker[-1][1]], **_place(one.speaker)},
        "cue": None,
        "verb": None,
        "when": {"kind": "unknown", "precision": "", "edtf": None, "date": None},
        "about": {"dates": [], "events": []},
        "depth": 1,
        "signs": [],
        "confidence": 0,
        "rule": RULE,
        "quote": None,
    }


def _place(spans: Spans) -> dict[str, Any]:
    return {
        "start": spans[0][0],
        "end": spans[-1][1],
        "how": "named",
        "confidence": 0,
        "alternatives": [],
    }


def lines_of(found: list[Marked], text: str) -> Iterator[str]:
    """Yield what is marked, a line each, to be shown to whoever imports it."""
    for each in found:
        words = " ".join(" ".join(text[start:end] for start, end in each.spans).split())
        yield f"{each.spans[0][0]}-{each.spans[-1][1]} {words}"
