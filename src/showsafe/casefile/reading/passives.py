"""Where somebody is told, and not telling: who hears, reads or is handed words is never taken to have said them."""

from __future__ import annotations

from collections.abc import Sequence

from showsafe.casefile.reading.cues import PAST, Cue, lists
from showsafe.casefile.reading.phrases import Span, forward
from showsafe.casefile.reading.tables import words
from showsafe.casefile.reading.words import Word

_BE = words("grammar", "be")
_BETWEEN = words("grammar", "adverbs") | words("grammar", "auxiliaries") | words("grammar", "times_over")
_AUXILIARIES = words("grammar", "auxiliaries")
_THINGS = words("grammar", "determiners") | {"it"}
_CLAUSES = words("grammar", "clause_subjects") | {"that", "to", "by", "not"}
_NAMING = frozenset(("call", "dub", "label", "term", "know"))
_OBJECT_NEEDED = lists("object_needed")
_ADDRESSED = lists("addressed")
HEARING = lists("hearing")
"""Whoever does this has not said it."""

_QUESTIONS = frozenset(("if", "whether", "about", "how", "why", "what", "when", "where", "who", "by"))
_GIVEN = words("grammar", "given")
_SCENES = words("grammar", "prepositions") | words("grammar", "subordinators") | words("grammar", "scene")
_REACH = 6
_PEOPLE = words("grammar", "roles") | words("grammar", "labels") | words("grammar", "titles") | {"officers"}
_NO_PERSON = words("grammar", "days") | words("grammar", "months") | {"the", "all"}
_TELLERS = words("grammar", "others")
_PARTICIPLES = words("grammar", "participles") | _GIVEN | words("grammar", "verbs")


def is_passive(sentence: Sequence[Word], cue: Cue) -> bool:
    """Return whether it is done to its subject: was told, has been called, was searched and told; or only heard."""
    if cue.verb in HEARING:
        return True
    if cue.form != PAST or cue.verb == "agree":
        return False
    if cue.verb in _NAMING and _names(sentence, cue.at):
        return True
    if cue.verb in _OBJECT_NEEDED and _is_inserted(sentence, cue.at):
        return True
    over = cue.verb in _OBJECT_NEEDED
    return (
        _after_be(sentence, cue.at, over=over) or _has_no_object(sentence, cue) or _joined(sentence, cue.at)
    )


def _is_inserted(sentence: Sequence[Word], at: int) -> bool:
    """Return whether a participle opens a sentence, or an insertion behind its noun: the grip, told of it, went."""
    if not at:
        return True
    if sentence[at - 1].text != ",":
        return False
    pieces = [place for place in range(at - 1) if not place or sentence[place - 1].text == ","]
    while pieces and sentence[pieces[0]].low in _SCENES:
        pieces.pop(0)
    return len(pieces) == 1 and all(word.quote < 0 for word in sentence[pieces[0] : at])


def _after_be(sentence: Sequence[Word], at: int, *, over: bool = False) -> bool:
    while at:
        word = sentence[at - 1]
        if word.low in _BE or word.low == "got":
            return True
        between = word.low in _BETWEEN or (word.low.endswith("ly") and not word.is_capital)
        if not (between or (over and word.text == ",")):
            return False
        at -= 1
    return False


def _has_no_object(sentence: Sequence[Word], cue: Cue) -> bool:
    """Return whether a verb stands without whom it needs to be told to: told that, informed by.

    At the beginning of a clause it may also be one that can do without: asked whether.
    """
    following = sentence[cue.at + 1].low if cue.at + 1 < len(sentence) else ""
    if cue.verb in _OBJECT_NEEDED:
        return following in _CLAUSES or _clause_follows(sentence, cue.at + 1)
    begins = not cue.at or (cue.at == 1 and not sentence[0].is_word)
    return begins and cue.verb in _ADDRESSED and following in _QUESTIONS | _CLAUSES


def _clause_follows(sentence: Sequence[Word], at: int) -> bool:
    """Return whether a thing and what it does follow at once, with nobody between: told the pistol was cold."""
    for place in range(at, min(at + _REACH, len(sentence))):
        word = sentence[place]
        if place > at and word.low in _AUXILIARIES:
            return sentence[at].low in _THINGS
        if word.quote >= 0:
            return place == at
        if not word.is_word or word.is_capital or (place > at and word.low in _THINGS | _CLAUSES):
            return False
    return False


def _joined(sentence: Sequence[Word], at: int) -> bool:
    """Return whether a passive before it goes on in it: was searched and asked, had been shown it and warned."""
    if at <= 1 or sentence[at - 1].low not in ("and", "or"):
        return False
    for place in range(at - 2, max(at - _REACH, 0), -1):
        word = sentence[place]
        if not word.is_word or word.low in ("and", "or", "but"):
            return False
        if word.low.endswith("ed") or word.low in _GIVEN:
            return _after_be(sentence, place)
    return False


def _names(sentence: Sequence[Word], at: int) -> bool:
    """Return whether a thing has its name from it: a song called “...”, known as the “...”."""
    after = sentence[at + 1 : at + 3]
    named = bool(after) and (
        after[0].quote >= 0 or (after[0].low == "as" and bool(at) and sentence[at - 1].text == ",")
    )
    return named and not {"what", "which", "whom"} & {word.low for word in sentence[max(at - 8, 0) : at]}


def is_given(sentence: Sequence[Word], first: int, at: int) -> bool:
    """Return whether whoever stands at a place is only given or shown what stands at another: was handed “...”."""
    for place in range(first, at):
        word = sentence[place]
        if word.low in ("received", "overheard"):
            return True
        if word.low in _GIVEN and _after_be(sentence, place):
            return "by" not in {each.low for each in sentence[place:at]}
    return False


def teller(sentence: Sequence[Word], cue: Cue) -> tuple[Span, bool] | None:
    """Return who stands with *by* behind what somebody was told, and whether they can only have told it.

    *Was told it was cold by the officer*: the officer told it. *Was told it was checked by the officer*: the officer
    may have told it, or checked it; nobody can say. What stands behind *by* and is nobody who speaks is not returned.
    """
    if cue.verb not in _ADDRESSED:
        return None
    for at in range(cue.at + 2, len(sentence) - 1):
        if sentence[at].text == ";" or sentence[at].low in ("but", "and"):
            return None
        if sentence[at].low == "by" and (found := _somebody(sentence, at + 1)) is not None:
            return found, _only_tells(sentence, cue.at + 1, at)
    return None


def _somebody(sentence: Sequence[Word], at: int) -> Span | None:
    """Return who is named at a place, where it is a person by a name or by what they do, and nothing else follows."""
    if sentence[at].low in _TELLERS:
        return Span(at, at + 1)
    found = forward(sentence, at)
    if found is None:
        return None
    own = sentence[found.first : found.after]
    known = own[-1].low in _PEOPLE or any(each.is_capital and each.low not in _NO_PERSON for each in own)
    following = sentence[found.after] if found.after < len(sentence) else None
    ends = following is None or not following.is_word or following.low in _SCENES
    return found if known and ends and (following is None or following.quote < 0) else None


def _only_tells(sentence: Sequence[Word], first: int, by: int) -> bool:
    """Return whether what was told is how something is: was cold, is not safe; nothing in it can be done by anybody."""
    inside = sentence[first:by]
    if inside[-1].low in _BE or not any(word.low in _BE for word in inside):
        return False
    return not any(
        word.low in _PARTICIPLES or word.low.endswith(("ed", "en", "wn", "rn", "ing")) for word in inside
    )
