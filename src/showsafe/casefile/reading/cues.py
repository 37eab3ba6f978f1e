"""Words that report: which verbs they are, in which form, and where they are none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from showsafe.casefile.reading.tables import table, words
from showsafe.casefile.reading.words import Word

BASE, THIRD, PAST, ING = "base", "third", "past", "ing"
_NOUNS = words("grammar", "determiners") | words("grammar", "prepositions")


class Form(NamedTuple):
    """One form of a verb that reports."""

    verb: str
    kind: str
    form: str


class Cue(NamedTuple):
    """A word of a sentence that reports, by its place among the words."""

    at: int
    verb: str
    kind: str
    form: str


def lists(name: str) -> frozenset[str]:
    """Return one of the lists of verbs."""
    return frozenset(table("cues")["lists"][name])


def _regular(verb: str) -> tuple[str, str, str, str]:
    if verb.endswith("e"):
        return verb + "s", verb + "d", verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies", verb[:-1] + "ied", verb[:-1] + "ied", verb + "ing"
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x")) else "s")
    return third, verb + "ed", verb + "ed", verb + "ing"


def _forms() -> dict[str, Form]:
    own = table("cues")
    made: dict[str, Form] = {}
    for kind, verbs in own["kinds"].items():
        for verb in verbs:
            third, past, participle, ing = own["irregular"].get(verb) or _regular(verb)
            for form, word in ((BASE, verb), (THIRD, third), (PAST, past), (PAST, participle), (ING, ing)):
                made.setdefault(word, Form(verb, kind, form))
    return made


FORMS = _forms()
"""Every form of every verb that reports."""

_AS_NOUN = lists("nouns")
_BEFORE_VERBS = words("grammar", "auxiliaries") | words("grammar", "adverbs") | {"to"}
_ALONE = words("grammar", "alone")
_SUBJECTS = words("grammar", "subjects")
_AFTER_NOUNS = (words("grammar", "prepositions") | words("grammar", "auxiliaries")) - {"to"}


def cues(sentence: Sequence[Word]) -> Iterator[Cue]:
    """Yield the words of a sentence that report, *according to* among them."""
    for at, word in enumerate(sentence):
        if word.low == "according" and at + 1 < len(sentence) and sentence[at + 1].low == "to":
            yield Cue(at, "according to", "source", BASE)
        form = FORMS.get(word.low)
        if form is not None and word.quote < 0 and not _is_noun(sentence, at, form):
            yield Cue(at, *form)


def _is_noun(sentence: Sequence[Word], at: int, form: Form) -> bool:
    before = sentence[at - 1].low if at else ""
    if before == "to" and form.form == BASE:
        return False
    if before in _NOUNS and before != "that" and not (form.form == PAST and before in _ALONE):
        return True
    if form.form == ING:
        return form.kind == "think" and bool(at) and sentence[at - 1].is_word and before not in _BEFORE_VERBS
    if form.form == PAST or form.verb not in _AS_NOUN:
        return False
    return _reads_as_noun(sentence, at, form)


def _reads_as_noun(sentence: Sequence[Word], at: int, form: Form) -> bool:
    before = sentence[at - 1].low if at else ""
    after = sentence[at + 1] if at + 1 < len(sentence) else None
    if (
        before.endswith(("'s", "’s", "s’"))
        or "-" in before
        or (sentence[at].is_capital and at and sentence[at - 1].is_capital)
    ):
        return True
    if (
        form.verb == "state"
        and before not in _SUBJECTS
        and not (at and sentence[at - 1].is_capital and form.form == THIRD)
    ):
        return True
    if after is not None and (after.low in _AFTER_NOUNS or after.low.endswith("ing")):
        return True
    return form.form == BASE and not _can_be_subject(sentence, at)


def _can_be_subject(sentence: Sequence[Word], at: int) -> bool:
    if not at:
        return False
    before = sentence[at - 1]
    known = before.low in _BEFORE_VERBS or before.low in _SUBJECTS
    return known or before.low.endswith("s") or before.low == "who"
