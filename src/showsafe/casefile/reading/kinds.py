"""What stands in marks and is nobody's words: a title, a nickname, a term that the writer holds at arm's length."""

from __future__ import annotations

import re
from collections.abc import Sequence

from showsafe.casefile.reading.speakers import Said
from showsafe.casefile.reading.tables import words as table
from showsafe.casefile.reading.words import Word

QUOTE, TITLE, NICKNAME, TERM = "quote", "title", "nickname", "term"
_TOKEN = re.compile(r"[\w’'.$-]+")
_SMALL = table("grammar", "prepositions") | table("grammar", "conjunctions") | table("grammar", "determiners")
_LONGEST_TITLE = 8
_LONGEST_TERM = 4
_LONGEST_NAME = 2


def kind(words: Sequence[Word], at: int, said: Said | None) -> str:
    """Return what a quotation is, from its own words, those around it and how its speaker was found."""
    inner = _TOKEN.findall(words[at].text)
    if _is_nickname(words, at, inner):
        return NICKNAME
    if _is_title(words, at, inner, said):
        return TITLE
    if len(inner) <= _LONGEST_TERM and _is_called(words, at):
        return TERM
    loose = said is None or said.rule in _LOOSE
    held = _set_apart(words, at) or (at > 0 and words[at - 1].text == ":")
    if loose and len(inner) <= _LONGEST_TERM and _others(words, at) and not held:
        return TERM
    return QUOTE


def _is_nickname(words: Sequence[Word], at: int, inner: list[str]) -> bool:
    if not 0 < at < len(words) - 1 or not 0 < len(inner) <= _LONGEST_NAME:
        return False
    return words[at - 1].is_capital and words[at + 1].is_capital and all(word[0].isupper() for word in inner)


def _is_title(words: Sequence[Word], at: int, inner: list[str], said: Said | None) -> bool:
    """Return whether all words of weight have capitals, and no verb that reports stands right beside it."""
    if not 0 < len(inner) <= _LONGEST_TITLE or words[at].text.rstrip()[-1:] in "?!":
        return False
    if not (inner[0][0].isupper() or inner[0][0].isdigit()):
        return False
    if not all(word[0].isupper() or word[0].isdigit() or word in _SMALL for word in inner):
        return False
    if said is not None and said.rule == "unknown":
        return len(inner) > 1 or bool(at and words[at - 1].low in _BEFORE_TITLES)
    if said is not None and said.cue is not None and (said.cue.kind == "call" or said.cue.at == at - 1):
        return False
    loose = said is None or said.rule in _LOOSE
    if loose and len(inner) > 1 and at:
        return True
    before = words[at - 1] if at else None
    if before is None:
        return said is None or said.rule in _LOOSE
    return (
        before.low in _BEFORE_TITLES
        or (before.low.endswith(("’s", "'s")) and said is not None and said.rule != "owner")
        or (len(inner) > 1 and said is None)
    )


_BEFORE_TITLES = frozenset(
    (
        "on",
        "titled",
        "entitled",
        "of",
        "in",
        "named",
        "headlined",
        "for",
        "during",
        "film",
        "movie",
        "show",
        "book",
        "series",
        "song",
    )
)
_LOOSE = ("subject", "paragraph-before", "owner", "colon")
_NAMED = frozenset(("commonly", "formerly", "popularly", "sometimes", "often", "known"))
_HELD = frozenset(("as", "a", "an"))


def _is_called(words: Sequence[Word], at: int) -> bool:
    """Return whether words right before say that something has this as its name: so-called, commonly called, dubbed."""
    before = [word.low for word in words[max(at - 2, 0) : at]]
    if not before or before[-1] in ("so-called", "nicknamed", "dubbed"):
        return bool(before)
    return len(before) > 1 and before[0] in _NAMED and before[1] in ("called", "as")


def _set_apart(words: Sequence[Word], at: int) -> bool:
    """Return whether somebody is held up as something: went after the producer as “careless”."""
    back = [word.low for word in words[max(at - 2, 0) : at]]
    return "as" in back and set(back[back.index("as") :]) <= _HELD


def _others(words: Sequence[Word], at: int) -> bool:
    return any(word.is_word for place, word in enumerate(words) if place != at)
