"""A statement as it was proposed, its reviews, and what stands after them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from showsafe.casefile.state import CaseState, Review, Source, Statement
from showsafe.casefile.words import CONFIRMED, CORRECTED

PROPOSED = "proposed"
"""The state of a statement that no person has reviewed."""


def found(state: CaseState, what: str) -> bool:
    """Whether there is a source, statement, person or entry of this id."""
    if "." in what:
        return statement(state, what) is not None
    return what in state.sources or what in state.people or what in state.history


def statement(state: CaseState, name: str) -> Statement | None:
    """Return a statement of the last reading of its source, or one that a person added; None where there is none.

    A statement of a source whose words were erased is there without them.
    """
    source = state.sources.get(name.partition(".")[0])
    return None if source is None else statement_of(source, name)


def statement_of(source: Source, name: str) -> Statement | None:
    """Return a statement of a source by its id, as ``statement``."""
    number = name.partition(".")[2]
    if number.startswith("x"):
        return added(source, name)
    reading = source.reading
    if reading is None or not 0 < int(number) <= reading.count:
        return None
    if not reading.statements:
        return Statement(name, 0, 0, "", (), "direct")
    return reading.statements[int(number) - 1]


def added(source: Source, name: str) -> Statement | None:
    """Return a statement that a person added, as they first added it."""
    first = next(iter(source.reviews.get(name, ())), None)
    if first is None:
        return None
    content = first.content or {}
    spans = tuple((start, end) for start, end in content.get("spans", ()))
    begin, end = (spans[0][0], spans[-1][1]) if spans else (0, 0)
    return Statement(
        name, begin, end, first.text, spans, str(content.get("directness", "direct")), rule="a person"
    )


def reviews_of(source: Source, name: str) -> tuple[Review, ...]:
    """Return the reviews of a statement that were made of the reading that holds now, the refused ones too."""
    reading = source.reading
    now = 0 if ".x" in name or reading is None else reading.by.number
    return tuple(each for each in source.reviews.get(name, ()) if each.reading == now)


def last_review(source: Source, name: str) -> Review | None:
    """Return the review of a statement that stands, if there is one."""
    standing = [each for each in reviews_of(source, name) if not each.refused]
    return standing[-1] if standing else None


@dataclass(frozen=True, slots=True)
class Standing:
    """A statement with what its last review put in place of the proposal.

    ``state`` is ``proposed``, ``confirmed``, ``corrected`` or ``rejected``; ``who`` is a person of the case, "unknown",
    or "" where no person has said.
    """

    statement: Statement
    state: str
    who: str
    event: str
    review: Review | None


def standing(source: Source, one: Statement) -> Standing:
    """Return what stands of a statement: the proposal, or what a person put in its place."""
    review = last_review(source, one.id)
    if review is None:
        return Standing(one, PROPOSED, "", "", None)
    content = content_of(source, one.id)
    if not content:
        return Standing(one, review.as_, "", "", review)
    return Standing(
        _put(one, words_of(source, one.id), content),
        review.as_,
        content.get("who", ""),
        _event(content),
        review,
    )


def content_of(source: Source, name: str) -> Mapping[str, Any]:
    """Return what people said that a statement is: the last correction, and whom a confirmation since says is meant.

    Whom it was said to stays as somebody said until another correction says otherwise.
    """
    content: Mapping[str, Any] = {}
    for each in reviews_of(source, name):
        if not each.refused and each.content is not None:
            stays = (
                content if each.as_ == CONFIRMED else {key: content[key] for key in ("to",) if key in content}
            )
            content = {**stays, **each.content}
    return content


def words_of(source: Source, name: str) -> str:
    """Return the words at the spans of the last correction of a statement, or "" where it has none."""
    corrected = [each.text for each in reviews_of(source, name) if not each.refused and each.as_ == CORRECTED]
    return corrected[-1] if corrected else ""


def joined(text: str, spans: Sequence[Sequence[int]]) -> str:
    """Return the words at some spans of a text; where words between them are left out stands a sign for that."""
    said, after = "", 0
    for start, end in spans:
        left_out = bool(said) and any(map(str.isalnum, text[after:start]))
        said += f"{' … ' if left_out else ' ' * bool(said)}{text[start:end]}"
        after = end
    return said


def _event(content: Mapping[str, Any]) -> str:
    return str(content.get("about", {}).get("event", ""))


def _put(one: Statement, words: str, content: Mapping[str, Any]) -> Statement:
    spans = tuple((start, end) for start, end in content.get("spans", ())) or one.spans
    said = content.get("said")
    about = content.get("about", {})
    return replace(
        one,
        spans=spans,
        start=spans[0][0] if spans else one.start,
        end=spans[-1][1] if spans else one.end,
        text=words or one.text,
        kind=content.get("directness", one.kind),
        said=(said["edtf"], said["kind"], said["precision"]) if said else one.said,
        about=(about["edtf"],) if about.get("edtf") else one.about,
        events=(about["event"],) if about.get("event") else one.events,
        depth=content.get("depth", one.depth),
        to=(content["to"], "") if "to" in content else one.to,
    )


def statements_of(source: Source) -> tuple[Statement, ...]:
    """Return the statements of a source that can be shown: none of one that is gone."""
    if source.gone is not None:
        return ()
    read = source.reading.statements if source.reading else ()
    own = (added(source, name) for name in source.reviews if ".x" in name)
    return (*read, *(each for each in own if each is not None))
