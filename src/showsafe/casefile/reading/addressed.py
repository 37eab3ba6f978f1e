"""To whom something is said: whom a verb addresses, what follows its *to*, an occasion with them, or who only hears."""

from __future__ import annotations

from collections.abc import Sequence

from showsafe.casefile.reading.cues import Cue, lists
from showsafe.casefile.reading.passives import HEARING, is_passive
from showsafe.casefile.reading.phrases import Span, addressee, to_them
from showsafe.casefile.reading.speakers import Said
from showsafe.casefile.reading.subjects import before
from showsafe.casefile.reading.tables import words as table
from showsafe.casefile.reading.words import Word

_ADDRESSED = lists("addressed")
_TO_THINGS = lists("to_things")
_OCCASIONS = table("grammar", "occasions")
_ITSELF = frozenset(("it", "there"))
_WITH = frozenset(
    ("interview", "interviews", "conversation", "call", "meeting", "briefing", "talking", "speaking")
)
_IN = frozenset(("in", "during", "at", "by", "to"))
_REACH = 6
_BACK = 5


def to_whom(said: Said) -> tuple[int, int] | None:
    """Return where in the text the person or outlet is named that the words were said to."""
    if said.cue is None:
        return None
    words = said.sentence.words
    return place(words, hearer(words, said.cue, said.who, ()))


def place(words: Sequence[Word], found: Span | None) -> tuple[int, int] | None:
    """Return where in the text words of a sentence stand."""
    return None if found is None else (words[found.first].start, words[found.after - 1].end)


def hearer(
    words: Sequence[Word], cue: Cue, who: Span | None, content: Sequence[tuple[int, int]]
) -> Span | None:
    """Return who is told, as words of a sentence.

    Args:
        words: The words of the sentence.
        cue: The verb.
        who: Who says it; nobody where that is not said.
        content: Where among the words stands what was said; nobody who is named in it is told it.
    """
    found = None
    if cue.verb in HEARING or (cue.verb in _ADDRESSED and is_passive(words, cue)):
        found = before(words, cue.at)
        found = None if found is None or words[found.first].low in _ITSELF else found
    elif cue.verb in _ADDRESSED and (who is None or who.first <= cue.at):
        found = addressee(words, cue.at + 1)
    if found is None and cue.verb not in _TO_THINGS:
        found = _behind(words, cue, content)
    if found is None:
        found = _occasion(words, content)
    return None if found is None or _meet(found, who) or _within(found.first, content) else found


def _meet(found: Span, who: Span | None) -> bool:
    return who is not None and found.first < who.after and who.first < found.after


def _within(at: int, content: Sequence[tuple[int, int]]) -> bool:
    return any(first <= at < after for first, after in content)


def _behind(words: Sequence[Word], cue: Cue, content: Sequence[tuple[int, int]]) -> Span | None:
    """Return who stands behind a *to* right after the verb: said to the officer, said on Monday to reporters."""
    for at in range(cue.at + 1, min(cue.at + _REACH, len(words) - 1)):
        if words[at].quote >= 0 or words[at].text == "," or words[at].low == "that" or _within(at, content):
            return None
        if words[at].low == "to":
            return to_them(words, at)
    return None


def _occasion(words: Sequence[Word], content: Sequence[tuple[int, int]]) -> Span | None:
    """Return with whom, or to whom, the occasion was on which it was said: in an interview with the paper."""
    for at in range(len(words) - 2):
        if words[at].low not in _OCCASIONS or _within(at, content) or not _is_this_one(words, at):
            continue
        if words[at + 1].low == "with" and words[at].low in _WITH:
            return addressee(words, at + 2)
        if words[at + 1].low == "to":
            return to_them(words, at + 1)
    return None


def _is_this_one(words: Sequence[Word], at: int) -> bool:
    """Return whether an occasion is the one on which it was said: in a ... interview; ..., speaking to."""
    if words[at].low.endswith("ing") and words[at].low not in ("meeting", "briefing"):
        return not at or not words[at - 1].is_word or words[at - 1].low in ("while", "when")
    return any(
        words[back].low in _IN and all(word.is_word for word in words[back:at])
        for back in range(at - 1, max(at - _BACK, -1), -1)
    )
