"""Who does what a verb says: the noun phrase before it, or the one after it where the order is turned."""

from __future__ import annotations

from collections.abc import Sequence

from showsafe.casefile.reading.cues import FORMS, ING, PAST, THIRD, Cue, lists
from showsafe.casefile.reading.passives import HEARING, is_passive, teller
from showsafe.casefile.reading.phrases import CLOCK, GRAMMAR, WALLS, Span, forward, is_adverb, noun_phrase
from showsafe.casefile.reading.tables import words
from showsafe.casefile.reading.words import Word

_STEP_OVER = GRAMMAR["auxiliaries"] | GRAMMAR["adverbs"]
_NO_SUBJECT = (
    GRAMMAR["conjunctions"] | GRAMMAR["relatives"] | GRAMMAR["prepositions"] | GRAMMAR["determiners"]
)
_QUOTING = frozenset(("quote", "cite"))
_AS_SAYING = ("saying", "telling", "writing")
_NEAR = 12
_CONTENT = GRAMMAR["auxiliaries"] | GRAMMAR["subjects"] | {"that"}
_NO_AGENT = words("grammar", "means") | GRAMMAR["others"]
_CATENATIVE = words("grammar", "catenative")
_ISSUING = words("grammar", "issuing")
_DOCUMENTS = words("grammar", "documents")
_SCENE = words("grammar", "scene")
_DASHES = ("—", "–", "--", "-")
_ADDRESSED = lists("addressed")
INVERTED = lists("inverted")
CLAUSE = lists("clause")


def subject(sentence: Sequence[Word], cue: Cue) -> Span | None:
    """Return who says it; nothing where the sentence does not show it."""
    if cue.verb == "according to":
        return forward(sentence, cue.at + 2)
    quoted = quoted_as_saying(sentence, cue)
    if quoted is not None:
        return quoted
    if is_passive(sentence, cue):
        return _agent(sentence, cue)
    if cue.form == ING and (issuer := _issuer(sentence, cue.at)) is not None:
        return issuer
    if cue.form == ING and not _stands_on_a_noun(sentence, cue.at):
        return _main(sentence, cue.at)
    if _is_infinitive(sentence, cue.at):
        once = cue.at > 1 and sentence[cue.at - 2].low == "used"
        return before(sentence, cue.at - 2) if once else _of_the_clause(sentence, cue.at)
    if _turned(sentence, cue):
        found = forward(sentence, cue.at + 1)
        if found:
            return found
    return before(sentence, cue.at)


def quoted_as_saying(sentence: Sequence[Word], cue: Cue) -> Span | None:
    """Return who is quoted where somebody else quotes them: a paper quoted the officer as saying, “...”."""
    if cue.verb in _QUOTING:
        near = [word.low for word in sentence[cue.at + 1 : cue.at + _NEAR]]
        said = "as" in near[1:-1] and near[near.index("as", 1) + 1] in _AS_SAYING
        return forward(sentence, cue.at + 1) if said else None
    if sentence[cue.at].low not in _AS_SAYING or not cue.at or sentence[cue.at - 1].low != "as":
        return None
    for at in range(cue.at - 2, max(cue.at - _NEAR, -1), -1):
        form = FORMS.get(sentence[at].low)
        if form is not None and form.verb in _QUOTING:
            return forward(sentence, at + 1)
    return None


def _agent(sentence: Sequence[Word], cue: Cue) -> Span | None:
    """Return who did it, if that is said before what was said begins: was called a danger by the inspector."""
    if cue.verb in HEARING:
        return None
    for place in range(cue.at + 1, len(sentence) - 1):
        word, after = sentence[place], sentence[place + 1]
        if word.quote < 0 and (not word.is_word or word.low in _CONTENT or _is_told(cue, word, after)):
            break
        if word.low == "by":
            found = forward(sentence, place + 1)
            return found if found and not after.low.endswith("ing") and after.low not in _NO_AGENT else None
    behind = teller(sentence, cue)
    return behind[0] if behind is not None and behind[1] else None


def _is_told(cue: Cue, word: Word, after: Word) -> bool:
    """Return whether what somebody was told begins at a word: was told | the pistol, was told | to wait."""
    if cue.verb not in _ADDRESSED or after.quote >= 0:
        return False
    named = word.is_capital and word.low not in CLOCK
    return named or word.low == "to" or word.low in GRAMMAR["determiners"]


def _stands_on_a_noun(sentence: Sequence[Word], at: int) -> bool:
    """Return whether a form in -ing has its subject right before it: the officer saying, they are saying."""
    if not at:
        return False
    word = sentence[at - 1]
    if (
        word.low in GRAMMAR["auxiliaries"]
        or word.low in GRAMMAR["adverbs"]
        or word.low in GRAMMAR["relatives"]
    ):
        return word.low != "then"
    form = FORMS.get(word.low)
    if (form is not None and form.form == PAST and not word.is_capital) or word.low in _CATENATIVE:
        return False  # can be heard saying, keep saying
    return word.is_word and not (
        word.low in WALLS or word.low in GRAMMAR["prepositions"] or is_adverb(word) or word.low in CLOCK
    )


def _issuer(sentence: Sequence[Word], at: int) -> Span | None:
    """Return who gives out the paper that says it: the crew released a statement saying."""
    for place in range(at - 2, max(at - _NEAR, 0), -1):
        word = sentence[place]
        if not word.is_word:
            return None
        if word.low in _ISSUING and sentence[at - 1].low in _DOCUMENTS:
            return _main(sentence, place) if word.low.endswith("ing") else before(sentence, place)
    return None


def _main(sentence: Sequence[Word], at: int) -> Span | None:
    """Return the subject of the sentence that a form in -ing hangs on: ..., saying that it was late."""
    if sentence[at - 1].text == "," and any(_reports_a_clause(sentence, place) for place in range(at - 1)):
        found = _of_the_clause(sentence, at)
        if found is not None:
            return found
    found = first_noun(sentence, at)
    return found if found is not None else _of_the_clause(sentence, at)


def _reports_a_clause(sentence: Sequence[Word], at: int) -> bool:
    form = FORMS.get(sentence[at].low)
    return (
        form is not None
        and form.kind == "say"
        and form.form in (PAST, THIRD)
        and at + 1 < len(sentence)
        and sentence[at + 1].low == "that"
    )


def _is_infinitive(sentence: Sequence[Word], at: int) -> bool:
    return bool(at) and sentence[at - 1].low == "to"


def _turned(sentence: Sequence[Word], cue: Cue) -> bool:
    """Return whether the subject stands after the verb: “...,” said the officer. Said the officer: “...”."""
    if cue.verb not in INVERTED:
        return cue.kind == "say" and _after_a_comma_in_marks(sentence, cue.at)
    at = cue.at
    while at and sentence[at - 1].low in GRAMMAR["adverbs"]:
        at -= 1
    if not at or sentence[at - 1].quote >= 0:
        return _starts_a_noun(sentence, cue.at + 1)
    if sentence[at - 1].text in (",", *_DASHES) and at > 1:
        return (sentence[at - 2].quote >= 0 and _starts_a_noun(sentence, cue.at + 1)) or _name_then_stop(
            sentence, cue.at + 1
        )
    return False


def _after_a_comma_in_marks(sentence: Sequence[Word], at: int) -> bool:
    """Return whether a verb and a name follow words in marks that end in a comma: “...,” claims the officer."""
    if not at or sentence[at - 1].quote < 0 or at + 1 >= len(sentence):
        return False
    return sentence[at - 1].text.rstrip()[-1:] in (",", "?", "!") and _name_then_stop(sentence, at + 1)


def _starts_a_noun(sentence: Sequence[Word], at: int) -> bool:
    if at >= len(sentence):
        return False
    word = sentence[at]
    return (
        word.is_capital
        or word.low in GRAMMAR["determiners"]
        or word.low in GRAMMAR["subjects"]
        or (word.is_word and word.low not in GRAMMAR["prepositions"] | GRAMMAR["adverbs"])
    )


def _name_then_stop(sentence: Sequence[Word], at: int) -> bool:
    """Return whether a name follows and then the clause ends: ..., said the officer."""
    found = forward(sentence, at)
    if found is None or not (sentence[at].is_capital or sentence[at].low in GRAMMAR["determiners"]):
        return False
    return found.after >= len(sentence) or (
        not sentence[found.after].is_word and sentence[found.after].quote < 0
    )


def before(sentence: Sequence[Word], at: int) -> Span | None:
    """Return the noun phrase that ends before a verb, past what stands between them."""
    at = _over(sentence, at)
    if not at:
        return None
    word = sentence[at - 1]
    if word.low in GRAMMAR["relatives"]:
        return _with_antecedent(sentence, at - 1)
    if word.text in (",", ")", *_DASHES):
        return _past_insertion(sentence, at - 1)
    if word.low in GRAMMAR["conjunctions"] or word.text == ";":
        return _of_the_clause(sentence, at - 1)
    if not word.is_word:
        return None
    found = noun_phrase(sentence, at)
    return _with_its_list(sentence, found) if found is not None else None


def _with_its_list(sentence: Sequence[Word], found: Span) -> Span:
    """Return a noun with the name that it describes, or that is in one list with it: a name, head and owner."""
    if found.first < 2 or sentence[found.first - 1].low != "and":  # noqa: PLR2004 - a name and a comma
        return found
    start = found.first - 1
    while start and (sentence[start - 1].is_word or sentence[start - 1].text == ","):
        start -= 1
    whole = sentence[start : found.first - 1]
    doing = any(word.low in WALLS or word.low in FORMS or word.low.endswith("ed") for word in whole)
    listed = (
        any(word.text == "," for word in whole)
        and whole[0].is_capital
        and whole[0].low not in GRAMMAR["prepositions"]
    )
    return Span(start, found.after) if listed and not doing else found


def _over(sentence: Sequence[Word], at: int) -> int:
    """Return where a noun may end before a verb, past adverbs, auxiliaries and days: the officer on Monday | said."""
    while at:
        word = sentence[at - 1]
        if word.low in CLOCK and at > 1 and sentence[at - 2].low in ("on", "in"):
            at -= 2
        elif word.low in _STEP_OVER or word.low in CLOCK or is_adverb(word):
            at -= 1
        else:
            break
    return at


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
        and not _opens_a_clause(sentence, start - 1)
    ):
        start -= 1
    found, first = [], start
    for place in range(start, at + 1):
        if place == at or sentence[place].text in (",", "(", ")", *_DASHES):
            if place > first:
                found.append((first, place))
            first = place + 1
    return found


def _opens_a_clause(sentence: Sequence[Word], at: int) -> bool:
    """Return whether *that* begins a clause of its own: not in *on that day*, nor within an insertion with *who*."""
    if sentence[at].low != "that" or (at and sentence[at - 1].low in GRAMMAR["prepositions"]):
        return False
    back = at
    while back and sentence[back].text not in (",", *_DASHES) and sentence[back].quote < 0:
        back -= 1
    return sentence[back + 1].low not in ("who", "which", "whose")


def _leads(sentence: Sequence[Word], first: int, after: int) -> bool:
    word = sentence[first]
    if word.low in GRAMMAR["conjunctions"] and first + 1 < after:
        word = sentence[first + 1]
    barred = (
        word.low in GRAMMAR["prepositions"]
        or word.low in _SCENE
        or word.low in GRAMMAR["subordinators"]
        or word.low in _STEP_OVER
        or word.low in CLOCK
    )
    return not barred and word.is_word and not word.low.endswith(("ing", "ed"))


def _head(sentence: Sequence[Word], first: int, after: int) -> Span | None:
    """Return the noun phrase that a piece begins with."""
    if sentence[first].low in GRAMMAR["conjunctions"]:
        first += 1
    found = forward(sentence, first)
    return Span(found.first, min(found.after, after)) if found and found.first < after else None


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
    if at and sentence[at - 1].text == ":":
        at -= 1
    pieces = _pieces(sentence, at)
    for first, after in pieces:
        if _leads(sentence, first, after):
            return _head(sentence, first, after)
    return None
