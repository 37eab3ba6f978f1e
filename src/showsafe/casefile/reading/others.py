"""Who else may have said it: the other speakers that the text allows, each with why; none of them is likelier here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from showsafe.casefile.reading.people import People, Person
from showsafe.casefile.reading.phrases import Span
from showsafe.casefile.reading.speakers import Parsed
from showsafe.casefile.reading.tables import words

PRONOUN, SURNAME, BESIDE, DOER = "pronoun", "same-surname", "speaks-beside", "told-or-done-by"
WEAK = frozenset(
    ("goes-on", "colon", "later", "owner", "sentence-before", "subject", "paragraph-before", "before")
)
"""The rules that take whoever stands nearest, where somebody else who speaks beside it may be meant."""

_PRONOUNS = words("grammar", "subjects") | words("grammar", "relatives") | words("grammar", "others")
_SPEAKING = ("say", "ask", "call", "source")
_MOST = 4


@dataclass(frozen=True, slots=True)
class Other:
    """Somebody else who may have said it, by the words of the text that name them, and why they may be meant."""

    name: str
    start: int
    end: int
    why: str


def others(
    people: People,
    who: tuple[int, int] | None,
    person: Person | None,
    near: Sequence[tuple[Parsed, Span]],
    why: str = BESIDE,
    since: int = 0,
) -> tuple[Other, ...]:
    """Return who else may have said something; no more than four, and never whoever is proposed already.

    Args:
        people: The names of the text.
        who: Where the proposed speaker is named.
        person: Whom that means.
        near: Who else is named near, with the sentence.
        why: Why those may be meant.
        since: Where the words begin in which all this stands; nobody from before them is meant by a pronoun.
    """
    text = people.text
    found: dict[str, Other] = {}
    mention = text[slice(*who)] if who else ""
    taken = {mention.lower(), person.name.lower() if person is not None else mention.lower()}
    for each in _all(people, who, person, near, why, since):
        if each.name.lower() not in taken and not (who and each.start < who[1] and who[0] < each.end):
            found.setdefault(each.name.lower(), each)
    return tuple(found.values())[:_MOST]


def _all(
    people: People,
    who: tuple[int, int] | None,
    person: Person | None,
    near: Sequence[tuple[Parsed, Span]],
    why: str,
    since: int,
) -> Iterator[Other]:
    if person is not None and person.alternatives:
        for name in person.alternatives:
            yield Other(name, *people.place(name), SURNAME)
    if who is not None and people.text[slice(*who)].lower() in _PRONOUNS:
        for each in people.may_be(who, since):
            yield Other(each.name, each.start, each.end, PRONOUN)
    for parsed, span in near:
        place = parsed.place(span)
        if people.text[slice(*place)].lower() not in _PRONOUNS:
            named = people.named(place)
            yield Other(
                *((named.name, named.start, named.end) if named else (people.text[slice(*place)], *place)),
                why,
            )


def beside(sentences: Sequence[Parsed]) -> list[tuple[Parsed, Span]]:
    """Return who else speaks in sentences."""
    return [(each, told.who) for each in sentences for told in each.told if told.cue.kind in _SPEAKING]
