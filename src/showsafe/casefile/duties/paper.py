"""A table on paper: a PDF/A-2b that is the same to the byte every time it is made."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from typing import Any

from showsafe.application.records import unstamp
from showsafe.casefile.duties import lines
from showsafe.casefile.duties.document import Document
from showsafe.casefile.duties.values import RECORDED
from showsafe.casefile.duties.words import said
from showsafe.projections import typesetting

_LONGEST_WORD = 40


def paper(document: Document, language: str = "en") -> bytes:
    """Return the table as a PDF."""
    return typesetting.pdf(_template(), as_json(document, language), _moment(document))


def pages(document: Document, language: str = "en") -> list[bytes]:
    """Return the pages as pictures (PNG), to be looked at."""
    return typesetting.pictures(_template(), as_json(document, language))


@cache
def _template() -> bytes:
    return (resources.files(__package__) / "typeset" / "duties.typ").read_bytes()


def _moment(document: Document) -> datetime:
    stamped = document["as_of"]
    moment = unstamp(stamped) if stamped else datetime(2000, 1, 1, tzinfo=UTC)
    return moment.replace(microsecond=0)


def as_json(document: Document, language: str) -> str:
    """Return everything that stands on the paper."""
    keys = ("uses_why", "record", "time", "act", "who", "duty", "clause", "whose", "ought", "found")
    return json.dumps(
        {
            "language": language,
            "heading": said(language, "title"),
            "title": lines.title(language, document),
            "facts": lines.facts(language, document),
            "cautions": lines.cautions(language, document),
            "words": {
                key: said(language, key) for key in (*keys, "uses", "entries", "recorded", "nothing", "none")
            },
            "uses": [_use(language, use, document["utc_offset_minutes"]) for use in document["uses"]],
            "entries": list(_entries(language, document)),
            "foot": said(language, "foot", unit=document["unit"], record=document["record"]),
        }
    )


def _use(language: str, use: Document, offset: int) -> dict[str, Any]:
    there = [each for each in use["ought"] if each["found"] == RECORDED]
    after = f"{said(language, 'after')}: " if use["after"] else ""
    return {
        "head": f"{after}{use['name'][language]}, {use['weapon']}",
        "record": str(use["record"]),
        "time": lines.local(use["at"], offset),
        "profile": use["profile"],
        "there": [
            f"{each['name'][language]} {', '.join(str(one['record']) for one in each['records'])}"
            for each in there
        ],
        "rest": [
            {
                "name": each["name"][language],
                "whose": each["whose"][language],
                "clauses": lines.clauses(language, each["clauses"], brief=True),
                "found": lines.found(language, each),
                "none": not each["records"],
                "says": [_fitted(one["says"]) for one in each["said"]],
            }
            for each in use["ought"]
            if each["found"] != RECORDED
        ],
    }


def _entries(language: str, document: Document) -> Iterator[dict[str, Any]]:
    """Yield the entries; what was refused and then told as done gives its reasons once, where it was done."""
    entries = document["entries"]
    for entry, after in zip(entries, [*entries[1:], {}], strict=True):
        shown = _entry(language, entry, document["utc_offset_minutes"])
        alike = ("act", "about", "at", "deviations")
        if entry["deviations"] and all(entry[key] == after.get(key) for key in alike):
            shown["deviations"] = [said(language, "as", record=after["record"])]
        yield shown


def _entry(language: str, entry: Document, offset: int) -> dict[str, Any]:
    return {
        "record": str(entry["record"]),
        "time": lines.local(entry["at"], offset),
        "act": entry["name"][language],
        "about": _fitted(entry["about"]),
        "stands": lines.stands(language, entry, offset),
        "deviations": [_fitted(each["says"]) for each in entry["deviations"]],
        "parts": [
            {
                "who": lines.who(language, part["who"]),
                "nobody": part["who"]["is"] == "nobody",
                "duty": part["duty"][language],
                "clauses": lines.clauses(
                    language, part["duty"]["clauses"], part["duty"]["basis"], brief=True
                ),
            }
            for part in entry["parts"]
        ],
    }


def _fitted(sentence: str) -> str:
    """A name as long as a line is broken: nothing runs over the edge of the paper."""
    words = ("\u200b".join(_pieces(word)) for word in sentence.split(" "))
    return " ".join(words)


def _pieces(word: str) -> list[str]:
    if len(word) <= _LONGEST_WORD:
        return [word]
    return [word[start : start + _LONGEST_WORD // 2] for start in range(0, len(word), _LONGEST_WORD // 2)]
