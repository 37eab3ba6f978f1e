"""Who does what a verb says: the noun phrase before it, or the one after it where the order is turned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from showsafe.casefile.reading.cues import FORMS, ING, PAST, THIRD, Cue, lists
from showsafe.casefile.reading.tables import words
from showsafe.casefile.reading.words import Word

_G = {
    key: words("grammar", key)
    for key in (
        "subjects",
        "relatives",
        "others",
        "determiners",
        "prepositions",
        "subordinators",
        "conjunctions",
        "auxiliaries",
        "adverbs",
        "days",
        "months",
        "times",
        "titles",
        "verbs",
    )
}
_STEP_OVER = _G["auxiliaries"] | _G["adverbs"]
_NO_SUBJECT = _G["conjunctions"] | _G["relatives"] | _G["prepositions"] | _G["determiners"]
_CLOCK = _G["days"] | _G["months"]
_WALLS = (
    _G["subordinators"]
    | _G["conjunctions"]
    | _G["auxiliaries"]
    | _G["relatives"]
    | _G["subjects"]
    | _G["verbs"]
)
_NAMING = frozenset(("call", "dub", "label", "term", "know"))
_BE = frozenset(
    (
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "am",
        "isn’t",
        "wasn’t",
        "weren’t",
        "isn't",
        "wasn't",
        "weren't",
    )
)
_BEING = frozenset(
    ("it’s", "it's", "he’s", "he's", "she’s", "she's", "they’re", "they're", "that’s", "that's")
)
_SCENE = words("grammar", "scene")
_DASHES = ("—", "–", "--", "-")
INVERTED = lists("inverted")
_CLAUSE = lists("clause")


class Span(NamedTuple):
    """Words from one place to another, the end not among them."""

    first: int
    after: int


def subject(sentence: Sequence[Word], cue: Cue) -> Span | None:
    """Return who says it; nothing where the sentence does not show it."""
    if cue.verb == "according to":
        return forward(sentence, cue.at + 2)
    if is_passive(sentence, cue):
        return _agent(sentence, cue.at)
    if cue.form == ING and not _stands_on_a_noun(sentence, cue.at):
        return _main(sentence, cue.at)
    if _is_infinitive(sentence, cue.at):
        return _of_the_clause(sentence, cue.at)
    if _turned(sentence, cue):
        found = forward(sentence, cue.at + 1)
        if found:
            return found
    return before(sentence, cue.at)


def is_passive(sentence: Sequence[Word], cue: Cue) -> bool:
    """Return whether it is done to its subject: was told, has been called."""
    if cue.form != PAST or cue.verb == "agree":
        return False
    if cue.verb in _NAMING and _names(sentence, cue.at):
        return True
    at = cue.at
    while at and (
        sentence[at - 1].low in _G["adverbs"]
        or _is_adverb(sentence[at - 1])
        or sentence[at - 1].low in ("not", "n't")
    ):
        at -= 1
    return bool(at) and (sentence[at - 1].low in _BE or sentence[at - 1].low in _BEING)


def _names(sentence: Sequence[Word], at: int) -> bool:
    """Return whether a thing has its name from it: a song called “...”, known as the “...”."""
    after = sentence[at + 1 : at + 3]
    named = bool(after) and (
        after[0].quote >= 0 or (after[0].low == "as" and bool(at) and sentence[at - 1].text == ",")
    )
    return named and not {"what", "which", "whom"} & {word.low for word in sentence[max(at - 8, 0) : at]}


def _agent(sentence: Sequence[Word], at: int) -> Span | None:
    """Return who did it, if that is said: was called a danger by the inspector."""
    for place in range(at + 1, len(sentence) - 1):
        if not sentence[place].is_word and sentence[place].quote < 0:
            break
        if sentence[place].low == "by":
            found = forward(sentence, place + 1)
            return found if found and not sentence[place + 1].low.endswith("ing") else None
    return None


def _stands_on_a_noun(sentence: Sequence[Word], at: int) -> bool:
    """Return whether a form in -ing has its subject right before it: the officer saying, they are saying."""
    if not at:
        return False
    word = sentence[at - 1]
    if word.low in _G["auxiliaries"] or word.low in _G["adverbs"] or word.low in _G["relatives"]:
        return word.low != "then"
    return word.is_word and not (
        word.low in _WALLS or word.low in _G["prepositions"] or _is_adverb(word) or word.low in _CLOCK
    )


def _main(sentence: Sequence[Word], at: int) -> Span | None:
    """Return the subject of the sentence that a form in -ing hangs on: ..., saying that it was late."""
    found = first_noun(sentence, at)
    return found if found is not None else _of_the_clause(sentence, at)


def _is_infinitive(sentence: Sequence[Word], at: int) -> bool:
    return bool(at) and sentence[at - 1].low == "to"


def _turned(sentence: Sequence[Word], cue: Cue) -> bool:
    """Return whether the subject stands after the verb: “...,” said the officer. Said the officer: “...”."""
    if cue.verb not in INVERTED:
        return False
    at = cue.at
    while at and sentence[at - 1].low in _G["adverbs"]:
        at -= 1
    if not at or sentence[at - 1].quote >= 0:
        return _starts_a_noun(sentence, cue.at + 1)
    if sentence[at - 1].text in (",", *_DASHES) and at > 1:
        return (sentence[at - 2].quote >= 0 and _starts_a_noun(sentence, cue.at + 1)) or _name_then_stop(
            sentence, cue.at + 1
        )
    return False


def _starts_a_noun(sentence: Sequence[Word], at: int) -> bool:
    if at >= len(sentence):
        return False
    word = sentence[at]
    return (
        word.is_capital
        or word.low in _G["determiners"]
        or word.low in _G["subjects"]
        or (word.is_word and word.low not in _G["prepositions"] | _G["adverbs"])
    )


def _name_then_stop(sentence: Sequence[Word], at: int) -> bool:
    """Return whether a name follows and then the clause ends: ..., said the officer."""
    found = forward(sentence, at)
    if found is None or not (sentence[at].is_capital or sentence[at].low in _G["determiners"]):
        return False
    return found.after >= len(sentence) or (
        not sentence[found.after].is_word and sentence[found.after].quote < 0
    )


def forward(sentence: Sequence[Word], at: int) -> Span | None:
    """Return the noun phrase that begins at a place."""
    end = at
    while end < len(sentence):
        word = sentence[end]
        stop = (
            word.low in _WALLS
            or word.low in _CLOCK
            or (word.low in FORMS and end > at and not word.is_capital)
        )
        stop = stop or (end - at > 0 and _is_past(sentence, end))
        if not word.is_word or (stop and not (end == at and word.low in _G["subjects"])):
            break
        if word.low in _G["prepositions"] and (word.low != "of" or end == at):
            break
        end += 1
        if word.low in _G["subjects"]:
            break
    return Span(at, end) if end > at else None


def _is_past(sentence: Sequence[Word], at: int) -> bool:
    """Return whether a word in -ed is a verb after its noun, and not an adjective before one."""
    word, leads = sentence[at], sentence[at - 1]
    adjective = leads.low in _G["determiners"] or _is_adverb(leads) or leads.low.endswith("ed")
    return word.low.endswith("ed") and not word.is_capital and not adjective


def before(sentence: Sequence[Word], at: int) -> Span | None:
    """Return the noun phrase that ends before a verb, past what stands between them."""
    at = _over(sentence, at)
    if not at:
        return None
    word = sentence[at - 1]
    if word.low in _G["relatives"]:
        return _with_antecedent(sentence, at - 1)
    if word.text in (",", ")", *_DASHES):
        return _past_insertion(sentence, at - 1)
    if word.low in _G["conjunctions"] or word.text == ";":
        return _of_the_clause(sentence, at - 1)
    if not word.is_word:
        return None
    return noun_phrase(sentence, at)


def _over(sentence: Sequence[Word], at: int) -> int:
    while at and (
        sentence[at - 1].low in _STEP_OVER or sentence[at - 1].low in _CLOCK or _is_adverb(sentence[at - 1])
    ):
        at -= 1
    return at


def _is_adverb(word: Word) -> bool:
    return word.low.endswith("ly") and not word.is_capital


def noun_phrase(sentence: Sequence[Word], after: int) -> Span | None:
    """Return the noun phrase that ends at a place, with what hangs on it: officials from the county."""
    first = _plain(sentence, after)
    if first == after:
        return None
    while first > 1 and sentence[first - 1].low in _G["prepositions"]:
        further = _plain(sentence, first - 1)
        if further == first - 1:
            return Span(_name_at_the_end(sentence, first, after), after)
        first = further
    return Span(first, after)


def _plain(sentence: Sequence[Word], after: int) -> int:
    first = after
    while first:
        word = sentence[first - 1]
        if word.low in _G["subjects"] and first == after:
            return first - 1
        if not word.is_word or word.low in _WALLS or word.low in _G["prepositions"]:
            break
        if ((word.low in _CLOCK or word.low in _G["times"]) and first < after) or _is_verb(
            sentence, first - 1, after
        ):
            break
        first -= 1
        if word.low in _G["determiners"]:
            break
    return first


def _is_verb(sentence: Sequence[Word], at: int, after: int) -> bool:
    word = sentence[at]
    form = FORMS.get(word.low)
    if form is None or word.is_capital or at + 1 == after:
        return False
    following = sentence[at + 1]
    return form.verb in _CLAUSE or following.low in _G["determiners"] or following.is_capital


def _name_at_the_end(sentence: Sequence[Word], first: int, after: int) -> int:
    """Return where a name begins that stands after another noun: in a statement | the mayor."""
    place = after
    while place > first and sentence[place - 1].is_capital:
        place -= 1
    return place if place < after else first


def _with_antecedent(sentence: Sequence[Word], at: int) -> Span | None:
    """Return *who* and the noun before it."""
    end = at - 1 if at and sentence[at - 1].text == "," else at
    found = noun_phrase(sentence, end) if end else None
    return Span(found.first, at + 1) if found else Span(at, at + 1)


def _past_insertion(sentence: Sequence[Word], at: int) -> Span | None:
    """Return the noun before an insertion: the director, who was there, said."""
    pieces = _pieces(sentence, at)
    for first, after in pieces:
        if _leads(sentence, first, after):
            found = _head(sentence, first, after)
            if found:
                return found
    return noun_phrase(sentence, pieces[-1][1]) if pieces else None


def _pieces(sentence: Sequence[Word], at: int) -> list[tuple[int, int]]:
    """Return what stands between the commas from the beginning of a clause to a place."""
    start = at
    while (
        start
        and sentence[start - 1].quote < 0
        and sentence[start - 1].text not in (";", ":")
        and sentence[start - 1].low != "that"
    ):
        start -= 1
    found, first = [], start
    for place in range(start, at + 1):
        if place == at or sentence[place].text in (",", "(", ")", *_DASHES):
            if place > first:
                found.append((first, place))
            first = place + 1
    return found


def _leads(sentence: Sequence[Word], first: int, after: int) -> bool:
    word = sentence[first]
    if word.low in _G["conjunctions"] and first + 1 < after:
        word = sentence[first + 1]
    barred = (
        word.low in _G["prepositions"]
        or word.low in _SCENE
        or word.low in _G["subordinators"]
        or word.low in _STEP_OVER
        or word.low in _CLOCK
    )
    return not barred and word.is_word and not word.low.endswith(("ing", "ed"))


def _head(sentence: Sequence[Word], first: int, after: int) -> Span | None:
    """Return the noun phrase that a piece begins with."""
    if sentence[first].low in _G["conjunctions"]:
        first += 1
    found = forward(sentence, first)
    return Span(found.first, min(found.after, after)) if found else None


def _of_the_clause(sentence: Sequence[Word], at: int) -> Span | None:
    """Return the subject of the nearest finite verb before that reports, or else what the sentence begins with."""
    for place in range(at - 1, 0, -1):
        form = FORMS.get(sentence[place].low)
        if (
            form is None
            or form.form not in (PAST, THIRD)
            or sentence[place].is_capital
            or _is_infinitive(sentence, place)
        ):
            continue
        over = _over(sentence, place)
        if not over or sentence[over - 1].low in _NO_SUBJECT:
            continue
        found = before(sentence, place)
        if found is not None and not _is_object(sentence, found):
            return found
    return first_noun(sentence, at)


def _is_object(sentence: Sequence[Word], found: Span) -> bool:
    return found.first > 0 and sentence[found.first - 1].low == "to"


def first_noun(sentence: Sequence[Word], at: int) -> Span | None:
    """Return the noun phrase that a sentence begins with, before a place, past what only sets the scene."""
    pieces = _pieces(sentence, at)
    for first, after in pieces:
        if _leads(sentence, first, after):
            return _head(sentence, first, after)
    return None
