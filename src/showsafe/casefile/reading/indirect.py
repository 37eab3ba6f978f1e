"""What is told of somebody without their own words: the part of a sentence that a verb reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from showsafe.casefile.reading import hanging
from showsafe.casefile.reading.cues import BASE, FORMS, ING, Cue, lists
from showsafe.casefile.reading.passives import is_passive
from showsafe.casefile.reading.phrases import Span, forward, noun_phrase, to_them
from showsafe.casefile.reading.speakers import Parsed, Told
from showsafe.casefile.reading.subjects import before
from showsafe.casefile.reading.tables import words as table
from showsafe.casefile.reading.trees import Tree
from showsafe.casefile.reading.words import Word

_ADDRESSED = lists("addressed")
_SKIPPED = table("grammar", "adverbs") | table("grammar", "days")
_SPOKEN = lists("spoken")
_NEEDS_THAT = lists("needs_that")
_BEFORE = table("grammar", "auxiliaries") | table("grammar", "adverbs") | {"yet"}
_NOT = frozenset(("not", "n't", "never"))
_MODALS = frozenset(("will", "would", "can", "could", "may", "might", "shall", "should", "must"))
_GOING_ON = frozenset(("on", "continued", "continues", "began", "begins"))
_PLACES = table("grammar", "prepositions") - {"to", "as", "like", "under", "over", "up"}
_TALES = frozenset(("story", "stories", "tale", "tales", "lie", "lies", "truth"))
_FINDING = table("grammar", "finding")
_CLAUSE_WORDS = table("grammar", "subordinators") | {"that", "who", "which"}
_AFTER_TELLING = (
    "in",
    "on",
    "at",
    "during",
    "of",
    "outside",
    "inside",
    "after",
    "before",
    "near",
    "by",
    "from",
    "over",
)
_PRONOUNS = table("grammar", "subjects")
_AUXILIARIES = table("grammar", "auxiliaries")
_WHEN = ("when", "if", "because", "although", "though", "while", "once", "unless", "whereas")
_INSERTED = 12
_FAR = 14
_OPENING = ("that", "if", "whether")
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
    by_nobody: bool = False
    """Whether ``told.who`` only hears it, and nobody is named who said it."""


def reported(each: Parsed) -> Iterator[Reported]:
    """Yield what a sentence reports; what another report holds within itself is yielded by itself as well."""
    words = each.sentence.words
    for told in each.told:
        if not is_a_report(words, told.cue) and not _publishes(words, told):
            continue
        rule, parts = _content(words, told, each.told, each.sentence.tree)
        if not parts or _only_a_scene(words, parts) or _is_a_deed(words, told, rule, parts):
            continue
        kept = tuple(part for part in (_trimmed(words, *part) for part in parts) if part[1] > part[0])
        least = _LEAST - (bool(kept) and words[kept[0][0]].low == "to")
        if sum(_weight(words, *part) for part in kept) >= least:
            yield Reported(each, told, kept, rule)
    yield from _heard(each)


def is_a_report(words: Sequence[Word], cue: Cue) -> bool:
    """Return whether a verb tells that something was said: no thought or plan, nothing denied, refused or to come."""
    if cue.kind == "source":
        return True
    if cue.verb not in _SPOKEN:
        return False
    at = cue.at
    if words[at].is_capital and at and words[at - 1].is_capital:
        return False
    while at and (words[at - 1].low in _BEFORE or words[at - 1].low.endswith("ly")):
        at -= 1
        if words[at].low in _NOT or words[at].low.endswith(("n’t", "n't")):
            return False
    if at and words[at - 1].low == "to":
        return at > 1 and words[at - 2].low in _GOING_ON
    return not (cue.form == BASE and any(word.low in _MODALS for word in words[at : cue.at]))


def _publishes(words: Sequence[Word], told: Told) -> bool:
    """Return whether a paper or a body that tells what it found does so: the newspaper found that."""
    that = told.cue.at + 1 < len(words) and words[told.cue.at + 1].low == "that"
    own = {word.low for word in words[told.who.first : told.who.after]}
    return told.cue.verb == "find" and that and bool(own & _FINDING)


def _is_a_request(words: Sequence[Word], cue: Cue) -> bool:
    following = words[cue.at + 1].low if cue.at + 1 < len(words) else ""
    return cue.verb == "ask" and following in ("to", "for", "by")


def _is_a_deed(words: Sequence[Word], told: Told, rule: str, parts: Sequence[tuple[int, int]]) -> bool:
    """Return whether a verb only does something here: added a lamp, wrote to the office, told them at the gate."""
    if rule != "after-its-verb" or told.cue.kind == "source":
        return False
    first, after = parts[0]
    if first >= after:
        return True
    begins, before = words[first], words[first - 1].low
    if before == "that" or begins.quote >= 0:
        return False
    written = told.cue.verb == "write" and begins.low == "to"
    if begins.low in _PLACES or written or (told.cue.verb == "ask" and begins.low == "for"):
        return True
    return told.cue.verb in _ADDRESSED and any(
        word.low in _TALES for word in words[told.cue.at + 1 : first + 1]
    )


def _heard(each: Parsed) -> Iterator[Reported]:
    """Yield what somebody was told without a word of who told it, with whoever heard it in the place of a speaker."""
    words = each.sentence.words
    for cue in each.by_nobody:
        if cue.verb not in _SPOKEN or not is_a_report(words, cue) or _is_a_request(words, cue):
            continue
        hearer = before(words, cue.at) or Span(cue.at, cue.at)
        rule, parts = _content(words, Told(cue, hearer), each.told, each.sentence.tree)
        if rule == "after-its-verb":
            parts = [_what_was_heard(words, cue, parts[0][1] if parts else len(words))]
        kept = tuple(part for part in (_trimmed(words, *part) for part in parts) if part[1] > part[0])
        if kept and sum(_weight(words, *part) for part in kept) > 1 and _is_clause(words, cue, kept[0][0]):
            yield Reported(each, Told(cue, hearer), kept, rule, by_nobody=True)


def _what_was_heard(words: Sequence[Word], cue: Cue, after: int) -> tuple[int, int]:
    """Return what stands behind a passive, which has nobody else told; of an inserted one, to the next comma."""
    if not cue.at or words[cue.at - 1].text == ",":
        after = next((at for at in range(cue.at, after) if words[at].text == ","), after)
    return _addressed(words, cue), after


def _is_clause(words: Sequence[Word], cue: Cue, first: int) -> bool:
    """Return whether a clause begins at a place, and no place or time of the telling: was told on the day."""
    begins = words[first]
    return first < cue.at or words[first - 1].low == "that" or begins.low not in _SCENES - {"as"}


def _content(
    words: Sequence[Word], told: Told, everyone: Sequence[Told], tree: Tree | None
) -> tuple[str, list[tuple[int, int]]]:
    if _told_before_its_teller(words, told):
        return "after-its-verb", [(_addressed(words, told.cue), told.who.first - 1)]
    first, after = min(told.who.first, told.cue.at), max(told.who.after, told.cue.at + 1)
    if told.who.first < told.cue.at - 12 or told.cue.form == ING:
        first, after = told.cue.at, told.cue.at + 1
    first = _with_the_other(words, first)
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
        opening = after < len(words) and words[after].low in _CLAUSE_WORDS
        return "after-its-verb", [(after, _ending(words, told, everyone))] if opening else []
    if told.cue.verb in _NEEDS_THAT and "that" not in [
        word.low for word in words[told.cue.at + 1 : told.cue.at + _REACH]
    ]:
        return "after-its-verb", []
    return "after-its-verb", [_clause(words, told, everyone, tree)]


def _told_before_its_teller(words: Sequence[Word], told: Told) -> bool:
    """Return whether what was told stands between the verb and who told it: was told it was cold by the officer."""
    begins = told.cue.at + 1
    return (
        told.who.first > begins + _LEAST
        and words[told.who.first - 1].low == "by"
        and is_passive(words, told.cue)
    )


def _addressed(words: Sequence[Word], cue: Cue) -> int:
    """Return where what was told begins, behind whom it was told to: it was told to the crew that."""
    hearer = to_them(words, cue.at + 1)
    that = hearer is not None and hearer.after < len(words) and words[hearer.after].low == "that"
    return hearer.after if hearer is not None and that else cue.at + 1


def _with_the_other(words: Sequence[Word], first: int) -> int:
    """Return where a report at the end of a sentence begins: ..., the crew and the studio said."""
    if first > _LEAST and words[first - 1].low == "and":
        other = noun_phrase(words, first - 1)
        if other is not None and other.first and words[other.first - 1].text == ",":
            return other.first
    return first


def _clause(
    words: Sequence[Word], told: Told, everyone: Sequence[Told], tree: Tree | None
) -> tuple[int, int]:
    """Return the clause that a verb reports: as its tree shows, or as far as the rules see."""
    shown = hanging.clause(tree, told.cue.at) if tree is not None else None
    if shown is None or shown.first < told.cue.at:
        return _opening(words, told.cue), _ending(words, told, everyone)
    first = shown.first + (words[shown.first].low == "that")
    return first, max(min(shown.after, _ending(words, told, everyone)), first)


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
    if cue.verb in _ADDRESSED and cue.at == after - 1 and (told := forward(words, after)) is not None:
        after = told.after
    rest = [word for word in words[after:] if word.is_word]
    if any(word.low == "that" for word in rest[:1]):
        return False
    return len(rest) <= _LEAST or (
        after < len(words) and words[after].low in _AFTER_TELLING and cue.kind != "source"
    )


def _opening(words: Sequence[Word], cue: Cue) -> int:
    """Return where what is reported begins: after the verb, whom it was told, when, and *that*."""
    at = cue.at + 1
    if cue.verb in _ADDRESSED and at < len(words) and words[at].low != "that":
        addressed = forward(words, at)
        if addressed is not None and addressed.after - addressed.first < _REACH:
            at = addressed.after
    that = next(
        (place for place in range(at, min(at + _FAR, len(words))) if words[place].low == "that"), None
    )
    if that is not None and not any(word.text == "," or _begins_a_clause(word) for word in words[at:that]):
        return that + 1
    inserted = _past_insertion(words, at)
    if inserted is not None:
        return inserted
    while at < len(words) and (words[at].low in _SKIPPED or words[at].text in (",", ":")):
        at += 1
    return at


def _begins_a_clause(word: Word) -> bool:
    return word.low in _PRONOUNS or (word.low in _AUXILIARIES and not word.is_capital)


def _past_insertion(words: Sequence[Word], at: int) -> int | None:
    """Return where a clause begins behind what is set in between commas: told him, the next day, that."""
    commas = [place for place in range(at, min(at + _INSERTED, len(words))) if words[place].text == ","]
    for place in commas[1:3]:
        if place + 1 < len(words) and words[place + 1].low in _OPENING:
            return place + 2
    return None


def _ending(words: Sequence[Word], told: Told, everyone: Sequence[Told]) -> int:
    """Return where it ends: with the sentence or its own clause, or before another report that stands beside it."""
    if _is_subordinate(words, told):
        return next((at for at in range(told.cue.at, len(words)) if words[at].text == ","), len(words))
    for other in everyone:
        begins = min(other.who.first, other.cue.at)
        if (
            begins > told.cue.at + _LEAST
            and words[begins - 1].low in ("but", "while", ";")
            and other.cue.form != ING
        ):
            return begins - 1
        if begins > told.cue.at + _LEAST and words[begins - 1].text == "," and _opens(words, other):
            return begins - 1
        if begins <= told.cue.at < other.cue.at - _LEAST and _opens(words, other):
            same = _same_goes_on(words, told.cue.at, other.cue)
            if same is not None:
                return same
    return _writer_again(words, told.cue.at + _LEAST)


def _same_goes_on(words: Sequence[Word], at: int, other: Cue) -> int | None:
    """Return where the same speaker goes on with another verb: ... and added that; ..., saying that."""
    if words[other.at - 1].low in ("and", "but"):
        return other.at - 1
    commas = [place for place in range(at + 1, other.at) if words[place].text == ","]
    return commas[-1] if commas and other.form == ING else None


def _is_subordinate(words: Sequence[Word], told: Told) -> bool:
    """Return whether a report is only a clause of a longer one: when she said it was dark, the man who said so."""
    before = words[told.who.first - 1].low if told.who.first else ""
    return before in _WHEN or words[told.who.after - 1].low in ("who", "which")


def _opens(words: Sequence[Word], other: Told) -> bool:
    """Return whether another report begins whose words are still to come: ..., she said that."""
    at = max(other.cue.at + 1, other.who.after)
    return at < len(words) and (words[at].low == "that" or words[at].quote >= 0)


def _writer_again(words: Sequence[Word], first: int) -> int:
    """Return where the writer goes on: behind a semicolon without another *that*, and at *but did not say*."""
    for at in range(first, len(words) - 1):
        following = [word.low for word in words[at + 1 : at + 4]]
        if words[at].text == ";" and "that" not in following[:2]:
            return at
        if words[at].low == "but" and words[at - 1].text == "," and _is_a_verb(following):
            return at
    return len(words)


def _is_a_verb(following: Sequence[str]) -> bool:
    first = following[0]
    denied = any(word in _NOT or word.endswith(("n’t", "n't")) for word in following)
    return (first in FORMS and FORMS[first].form != ING) or (first in _BEFORE and denied)


def _trimmed(words: Sequence[Word], first: int, after: int) -> tuple[int, int]:
    while first < after and (words[first].text in _STOPS or words[first].low in _OPENING):
        first += 1
    while after > first and words[after - 1].text in _STOPS:
        after -= 1
    return first, after


def _weight(words: Sequence[Word], first: int, after: int) -> int:
    return sum(
        1 if word.is_word else len(word.text.split()) if word.quote >= 0 else 0 for word in words[first:after]
    )
