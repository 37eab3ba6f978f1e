"""The sources of a case, and one of them with its text, what was proposed of it, and what people said of that."""

from __future__ import annotations

from collections import Counter
from typing import Any

from showsafe.casefile.placed import Placed
from showsafe.casefile.reviewing import PROPOSED, last_review, reviews_of
from showsafe.casefile.state import Link, Review, Source
from showsafe.casefile.views.look import Look, words
from showsafe.casefile.views.people import named_in, with_stands
from showsafe.errors import WrongInput


def sources(look: Look) -> dict[str, Any]:
    """Return all sources; of one that is sealed, withdrawn or erased only that it was there, and why it is gone."""
    return {"sources": [_row(look, each) for each in look.state.sources.values()]}


def _row(look: Look, one: Source) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "id": one.id,
        "type": one.type,
        "format": one.format,
        "published": one.published,
        "sum": one.sealed.get("original", ""),
        "same_as": one.same_as,
        "corrects": one.corrects,
        "corrected_by": look.corrected.get(one.id, ""),
        "gone": gone(look, one),
        **look.said(one.by),
    }
    if one.gone is not None:
        return shown
    states = Counter(each.standing.state for each in look.kept.ordered.of(one))
    return {
        **shown,
        "about": words(one.about, look),
        "length": one.length,
        "unread": list(one.unread),
        "readings": len(one.readings),
        "statements": sum(states.values()),
        "reviewed": sum(states.values()) - states[PROPOSED],
        "states": dict(states),
    }


def gone(look: Look, one: Source) -> dict[str, Any] | None:
    """Return how and since when a source is gone, or None; the order is shown, the source is not.

    ``copies`` are the sources that are shown still and were found to have the same bytes or words: whether an order
    reaches them too is for people to say.
    """
    if one.gone is None:
        return None
    why = None if one.gone.why is None else look.covered(one.gone.why)
    first = one.same_as or one.id
    copies = [each.id for each in look.shown() if first in (each.id, each.same_as)]
    return {"how": one.gone.how, "on": one.gone.on, "why": why, "copies": copies, **look.said(one.gone.by)}


def source(look: Look, name: str) -> dict[str, Any]:
    """Return one source with its text, its last reading, and each statement with its reviews.

    Names of people of the case are covered in the text unless they are shown; places stay as they are.
    Raises WrongInput ``case.unknown``.
    """
    one = look.state.sources.get(name)
    if one is None:
        raise WrongInput(
            "case.unknown", f"This case has no source {name[:40]}.", "Look at the list of sources."
        )
    shown = _row(look, one)
    shown["corrections"] = [
        look.note(each)
        for each in look.state.corrections
        if each.what.partition(".")[0] == name and one.gone is None
    ]
    if one.gone is not None:
        return shown
    text = look.opened(one.sealed["text"]) or ""
    reading = one.reading
    said = look.opened(reading.proposals) if reading and reading.proposals else None
    said = said or {"quotes": [], "dates": [], "statements": []}
    shown |= {
        "text": look.covered(text),
        "map": look.opened(one.sealed["map"]) or [],
        "pages": look.opened(one.sealed["pages"]) if "pages" in one.sealed else [],
        "reading": None
        if reading is None
        else {"reader": reading.reader, "edition": reading.edition, **look.said(reading.by)},
        "quotes": [_covered(look, each) for each in said["quotes"]],
        "dates": [_covered(look, each) for each in said["dates"]],
        "statements": [statement(look, each) for each in look.kept.ordered.of(one)],
        "earlier_reviews": _earlier(look, one),
        "links": [link(look, each) for each in one.links if _holds(one, each)],
        "earlier_links": [link(look, each) for each in one.links if not _holds(one, each)],
    }
    return shown


def _holds(one: Source, link: Link) -> bool:
    """Whether a link is of a statement of the last reading; one of an earlier reading was of other words, maybe."""
    return link.reading in (0, one.reading.by.number if one.reading else 0)


def _covered(look: Look, value: dict[str, Any]) -> dict[str, Any]:
    """Return a part of a reading without the names that it found, unless they are shown."""
    if look.names:
        return dict(value)
    shown = {**value, "text": look.covered(value["text"])}
    if value.get("person"):
        shown["person"] = None
    return shown


def statement(look: Look, placed: Placed) -> dict[str, Any]:
    """Return a statement as it stands: what was proposed, or what a person put in its place, and who reviewed it."""
    one, now = placed.standing.statement, placed.standing
    edtf, kind, precision = one.said
    mention = one.mention if look.names else look.covered(one.mention)
    proposed = _proposed(look, placed) if now.who == "" else ""
    shown: dict[str, Any] = {
        "id": one.id,
        "source": placed.source.id,
        "corrected_by": look.corrected.get(placed.source.id, ""),
        "spans": [list(each) for each in one.spans],
        "text": look.covered(one.text),
        "directness": one.kind,
        "state": now.state,
        "who": None
        if not now.who
        else (
            {"id": "unknown", "role": "unknown", "party": False}
            if now.who == "unknown"
            else with_stands(look, now.who)
        ),
        "mention": mention if now.who == "" and look.names else "",
        "names_somebody": bool(one.mention),
        "proposed_person": proposed,
        "named": named_in(look, placed, proposed),
        "said": {"edtf": edtf, "kind": kind, "precision": precision},
        "about": {"edtf": list(one.about), "events": [look.covered(each) for each in one.events]},
        "depth": one.depth,
        "signs": list(one.signs),
        "confidence": one.confidence,
        "rule": one.rule,
        "to": look.covered(one.to[0]),
        "alternatives": [{"name": _other(look, name), "why": why} for name, why in one.alternatives],
        "reviews": [_review(look, each) for each in reviews_of(placed.source, one.id)],
        "after": _number(last_review(placed.source, one.id)),
        "reading": placed.source.reading.by.number if placed.source.reading and ".x" not in one.id else 0,
    }
    return shown


def _number(review: Review | None) -> int:
    return 0 if review is None else review.by.number


def _other(look: Look, name: str) -> str:
    """Return who else may have said it; a name of nobody of the case is covered like any other."""
    if look.names or not any(part[0].isupper() and part not in ("The", "A", "An") for part in name.split()):
        return look.covered(name)
    return "\N{FULL BLOCK}" * len(name)


def _proposed(look: Look, placed: Placed) -> str:
    """Return the one person of the case who bears the name that the source gives the speaker; "" where nobody, or more.

    A statement that names nobody is linked to nobody.
    """
    name = placed.standing.statement.name or placed.standing.statement.mention
    if not placed.standing.statement.mention:
        return ""
    found = [each.id for each in look.state.people.values() if name and name in (each.name, *each.also)]
    return found[0] if len(found) == 1 else ""


def _review(look: Look, one: Review) -> dict[str, Any]:
    content = None if one.content is None else dict(one.content)
    if content is not None and "about" in content:
        content["about"] = {key: look.covered(each) for key, each in content["about"].items()}
    if content is not None and "to" in content:
        content["to"] = look.covered(content["to"])
    return {
        "as": one.as_,
        "after": one.after,
        "reading": one.reading,
        "content": content,
        "refused": one.refused,
        **look.flagged(one.by, party=one.party),
    }


def _earlier(look: Look, one: Source) -> list[dict[str, Any]]:
    """Return the reviews of earlier readings, each with the words that it was made of."""
    now = one.reading.by.number if one.reading else 0
    before = {each.by.number: each for each in one.readings[:-1]}
    kept = []
    for name, reviews in one.reviews.items():
        for each in reviews:
            reading = before.get(each.reading)
            if each.reading in (0, now) or reading is None or not reading.statements:
                continue
            old = reading.statements[int(name.partition(".")[2]) - 1]
            kept.append({"statement": name, "text": look.covered(old.text), **_review(look, each)})
    return kept


def link(look: Look, one: Link) -> dict[str, Any]:
    """Return a link between a statement and a record of the production; ``in_case`` is the case's own record of it."""
    return {
        **look.flagged(one.by, party=one.party),
        "in_case": one.by.number,
        "statement": one.statement,
        "reading": one.reading,
        "record": one.record,
        "as": one.as_,
        "why": None if one.why is None else look.covered(one.why),
    }
