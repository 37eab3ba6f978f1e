"""What is told of somebody without their own words: the part of a sentence that a verb reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from showsafe.casefile.reading import hanging
from showsafe.casefile.reading.cues import ING, Cue, lists
from showsafe.casefile.reading.phrases import forward
from showsafe.casefile.reading.speakers import CLAUSE, Parsed, Told
from showsafe.casefile.reading.tables import words as table
from showsafe.casefile.reading.trees import Tree
from showsafe.casefile.reading.words import Word

_ADDRESSED = lists("addressed")
_SKIPPED = table("grammar", "adverbs") | table("grammar", "days")
_NEEDS_THAT = lists("needs_that")
_DASHES = ("—", "–", "--")
_STOPS = (".", "?", "!", "…", "...", ",", ":", *_DASHES)
_SCENES = frozenset(
    ("by", "with", "after", "during", "before", "at", "about", "on", "in", "as", "for", "of", "from")
)
_REACH = 8
_LEAST = 3
"""Fewer words than this are no statement."""


@dataclass(frozen=True, slots=True)
class Reported:
    """A verb, who said it, and the places of what they are reported to have said."""

    sentence: Parsed
    told: Told
    parts: tuple[tuple[int, int], ...]
    rule: str


def reported(each: Parsed) -> Iterator[Reported]:
    """Yield what a sentence reports; what another report holds within itself is yielded by itself as well."""
    words = each.sentence.words
    for told in each.told:
        if told.cue.verb not in CLAUSE and told.cue.kind != "source":
            continue
        rule, parts = _content(words, told, each.told, each.sentence.tree)
        if not parts or _only_a_scene(words, parts):
            continue
        kept = tuple(part for part in (_trimmed(words, *part) for part in parts) if part[1] > part[0])
        if sum(_weight(words, *part) for part in kept) >= _LEAST:
            yield Reported(each, told, kept, rule)


def _content(
    words: Sequence[Word], told: Told, everyone: Sequence[Told], tree: Tree | None
) -> tuple[str, list[tuple[int, int]]]:
    first, after = min(told.who.first, told.cue.at), max(told.who.after, told.cue.at + 1)
    if told.who.first < told.cue.at - 12 or told.cue.form == ING:
        first, after = told.cue.at, told.cue.at + 1
    if _closes(words, first, after, told.cue):
        begin = 0
        return "before-its-verb", [(begin, first)]
    if (
        first
        and words[first - 1].text in (",", *_DASHES)
        and after < len(words)
        and words[after].text in (",", *_DASHES)
    ):
        return "around-its-verb", [(0, first), (after, len(words))]
    if told.cue.kind == "source":
        if not first:
            comma = next(
                (place for place in range(after, len(words)) if words[place].text == ","), len(words)
            )
            return "after-its-source", [(comma, len(words))]
        return "before-its-source", [(0, first)]
    if (
        told.who.first > told.cue.at
        or (first and words[first - 1].quote >= 0)
        or (first > 1 and words[first - 2].quote >= 0)
    ):
        that = told.cue.at + 1 < len(words) and words[told.cue.at + 1].low == "that"
        return (
            ("after-its-verb", [(told.cue.at + 2, _ending(words, told, everyone))])
            if that
            else ("after-its-verb", [])
        )
    if told.cue.verb in _NEEDS_THAT and "that" not in [
        word.low for word in words[told.cue.at + 1 : told.cue.at + _REACH]
    ]:
        return "after-its-verb", []
    return "after-its-verb", [_clause(words, told, everyone, tree)]


def _clause(
    words: Sequence[Word], told: Told, everyone: Sequence[Told], tree: Tree | None
) -> tuple[int, int]:
    """Return the clause that a verb reports: as its tree shows, or as far as the rules see."""
    shown = hanging.clause(tree, told.cue.at) if tree is not None else None
    if shown is None or shown.first < told.cue.at:
        return _opening(words, told.cue), _ending(words, told, everyone)
    return shown.first + (words[shown.first].low == "that"), shown.after


def _only_a_scene(words: Sequence[Word], parts: Sequence[tuple[int, int]]) -> bool:
    """Return whether what would be reported only says where, when or with what: at a meeting, he said: “...”."""
    first, after = parts[0]
    while first < after and not words[first].is_word and words[first].quote < 0:
        first += 1
    if first >= after:
        return False
    if len(parts) == 1 and after < len(words) and any(word.quote >= 0 for word in words[after:]):
        return True
    return words[first].low in _SCENES and "," not in [word.text for word in words[first:after]]


def _closes(words: Sequence[Word], first: int, after: int, cue: Cue) -> bool:
    """Return whether a sentence ends in its report: ..., the officer said on Monday."""
    if first < _LEAST or (words[first - 1].text not in (",", *_DASHES) and words[first - 1].quote < 0):
        return False
    rest = [word for word in words[after:] if word.is_word]
    if any(word.low == "that" for word in rest[:1]):
        return False
    return len(rest) <= _LEAST or (
        after < len(words) and words[after].low in ("in", "on", "at", "during", "of") and cue.kind != "source"
    )


def _opening(words: Sequence[Word], cue: Cue) -> int:
    """Return where what is reported begins: after the verb, whom it was told, when, and *that*."""
    at = cue.at + 1
    if cue.verb in _ADDRESSED and at < len(words) and words[at].low != "that":
        addressed = forward(words, at)
        if addressed is not None and addressed.after - addressed.first < _REACH:
            at = addressed.after
    that = next((place for place in range(at, min(at + 8, len(words))) if words[place].low == "that"), None)
    if that is not None and not any(word.text == "," for word in words[at:that]):
        return that + 1
    while at < len(words) and (words[at].low in _SKIPPED or words[at].text in (",", ":")):
        at += 1
    return at


def _ending(words: Sequence[Word], told: Told, everyone: Sequence[Told]) -> int:
    """Return where it ends: with the sentence, or before another report that stands beside it."""
    for other in everyone:
        begins = min(other.who.first, other.cue.at)
        if (
            begins > told.cue.at + _LEAST
            and words[begins - 1].low in ("but", "while", ";")
            and other.cue.form != ING
        ):
            return begins - 1
    return len(words)


def _trimmed(words: Sequence[Word], first: int, after: int) -> tuple[int, int]:
    while first < after and words[first].text in _STOPS:
        first += 1
    while after > first and words[after - 1].text in _STOPS:
        after -= 1
    return first, after


def _weight(words: Sequence[Word], first: int, after: int) -> int:
    return sum(
        1 if word.is_word else len(word.text.split()) if word.quote >= 0 else 0 for word in words[first:after]
    )
