"""A source comes into a case: stored whole, its text taken out, and read at once by the reader that needs no model."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from showsafe import __version__
from showsafe.casefile import values
from showsafe.casefile.case import Case, CaseAct, Done
from showsafe.casefile.reading.read import read
from showsafe.casefile.reading.sources.extracted import Extracted
from showsafe.casefile.reading.sources.taken import taken
from showsafe.casefile.reading.trees import Parser
from showsafe.casefile.state import Source
from showsafe.errors import WrongInput

READER = "rules"
"""The reader that is always there: rules, and no model."""

WITH_PARSER = "rules+parser"
"""The same reader with a parser beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A source as somebody gives it: its bytes, the name of its file, what it is, and what it says of itself."""

    content: bytes
    name: str
    type: str
    published: str = ""
    about: Mapping[str, str] | None = None
    corrects: str = ""


def add(case: Case, given: Given, *, by: str, at: datetime, act_id: str) -> tuple[Done, Done]:
    """Add a source and read it; asked again with the same ``act_id``, it is the same source.

    Raises WrongInput: as ``taken``, and as ``Case.do``.
    """
    found = taken(given.content, given.name)
    said = said_of(given, found)
    done = case.do(CaseAct(kind="add-source", by=by, act_id=act_id, at=at, said=said))
    return done, read_again(case, done.id, by=by, at=at, act_id=f"{act_id}.read")


def said_of(given: Given, found: Extracted) -> dict[str, Any]:
    """Return the keys of the act that adds a source."""
    if len(found.map) > values.MOST_PLACES:
        raise WrongInput(
            "case.source-too-large",
            f"This source is made of more than {values.MOST_PLACES:,} pieces.",
            "Save it as plain text, or divide it, and add that.",
        )
    about = {key: " ".join(value.split()) for key, value in (given.about or {}).items() if value.strip()}
    said: dict[str, Any] = {
        "type": given.type,
        "format": found.kind,
        "published": given.published,
        "about": about,
        "original": base64.b64encode(given.content).decode(),
        "text": whole(found.text),
        "map": [list(row) for row in found.map],
        "corrects": given.corrects,
    }
    if found.spots:
        said["pages"] = [
            [at, length, page, *_points(left, bottom)] for at, length, page, left, bottom in found.spots
        ]
        said["unread"] = list(found.unread)[: values.LONGEST_LIST]
    if found.turns:
        said["turns"] = [
            [list(place), None if named is None else list(named)] for place, named in found.turns
        ]
    return said


def _points(left: float, bottom: float) -> tuple[int, int]:
    """Return where a line begins on its page, to the nearest point: a record holds whole numbers alone."""
    return max(round(left), 0), max(round(bottom), 0)


def whole(text: str) -> str:
    """Return a text in which halves of characters, which no file can hold, are signs for that; as long as before."""
    return "".join("\ufffd" if "\ud800" <= each <= "\udfff" else each for each in text)


def read_again(
    case: Case, source: str, *, by: str, at: datetime, act_id: str, parser: Parser | None = None
) -> Done:
    """Read a source that is in the case; what was read of it before is kept, with the reviews of it.

    ``parser`` shows how sentences are built, where that was asked for; the record says which one it was.

    Raises WrongInput: ``case.unknown``, ``case.source-gone``, and as ``Case.do``.
    """
    one = case.state().sources.get(source)
    if one is None:
        raise WrongInput(
            "case.unknown", f"This case has no source {source[:40]}.", "Look at its list of sources."
        )
    said = {
        "source": source,
        "reader": READER if parser is None else WITH_PARSER,
        "edition": __version__ if parser is None else f"{__version__}, {parser.edition}",
        "proposals": proposals(case, one, parser),
    }
    return case.do(CaseAct(kind="read-source", by=by, act_id=act_id, at=at, said=said))


def proposals(case: Case, source: Source, parser: Parser | None = None) -> dict[str, Any]:
    """Return what the reader proposes of a source, as plain values; nothing of one whose text is erased."""
    text = case.opened(source.sealed["text"]) or ""
    turns = case.opened(source.sealed["turns"]) if "turns" in source.sealed else ()
    given = tuple((tuple(place), None if named is None else tuple(named)) for place, named in turns or ())
    published = date.fromisoformat(source.published) if source.published else None
    return read(text, published, given, parser).as_json()
