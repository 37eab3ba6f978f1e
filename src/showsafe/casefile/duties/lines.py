"""A table as lines that people read: who, clauses, what is on record. One way for terminal, CSV and PDF."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, timedelta
from typing import Any

from showsafe.application.records import unstamp
from showsafe.casefile.duties.document import Document
from showsafe.casefile.duties.values import IN_PART, PERSON
from showsafe.casefile.duties.words import role, said

_READ = {"P": "in-part", "S": "second-hand", "M": "recollection"}


def who(language: str, who: Document) -> str:
    """Return somebody by role, with a letter where others share it; with names, by id and name too."""
    if who["is"] != PERSON:
        return said(language, who["is"])
    joined = {"en": " and ", "es": " y "}[language]
    roles = joined.join(role(language, each) for each in who["roles"]) or said(language, "unknown")
    shown = f"{roles} {who['letter']}".strip()
    if "id" in who:
        shown += f" ({who['id']}{', ' + who['name'] if who['name'] else ''})"
    return shown


def clause(language: str, clause: Document, *, brief: bool = False) -> str:
    """Return a clause with its force; one that was not read itself says so instead, and that it is not law.

    ``brief`` leaves the latter to what stands at the head of the table.
    """
    parts = [said(language, clause["force"])] if clause["force"] else []
    parts += [said(language, _READ[clause["grade"]])] if clause["grade"] in _READ else []
    not_law = [] if clause["force"] or brief else [said(language, "no_law")]
    return f"{clause['id']} [{clause['grade']}] {', '.join([*parts, *not_law])}"


def clauses(
    language: str, found: Iterable[Document], basis: str = "ours", *, brief: bool = False
) -> list[str]:
    """Return the clauses that hold where the rules of then do; where none does, what the duty rests on instead."""
    here = [clause(language, each, brief=brief) for each in found if each["here"]]
    return here or [said(language, basis or "ours")]


def found(language: str, answer: Document) -> str:
    """Return what is on record of what ought to be: the numbers of its records, or that there is none."""
    records = ", ".join(str(each["record"]) for each in answer["records"])
    if answer["found"] == IN_PART and not records:
        return said(language, "not-in-full-none")
    return f"{said(language, answer['found'])} {records}".strip()


def stands(language: str, entry: Document, offset_minutes: int) -> list[str]:
    """Return how an act stands on record, where it is anything but done and told at once."""
    words = [said(language, entry["stands"])] if said(language, entry["stands"]) else []
    if entry["late"]:
        words.append(said(language, "late", received=local(entry["received"], offset_minutes)))
    return words


def local(stamped: str, offset_minutes: int) -> str:
    """Return a time as date, hours and minutes where the set is."""
    if not stamped:
        return ""
    return (unstamp(stamped).astimezone(UTC) + timedelta(minutes=offset_minutes)).strftime("%Y-%m-%d %H:%M")


def period(language: str, document: Document) -> str:
    """Return the period of a table."""
    offset = document["utc_offset_minutes"]
    since, until = (local(document[key], offset) for key in ("from", "to"))
    key = {(True, True): "between", (True, False): "since", (False, True): "until"}.get(
        (bool(since), bool(until))
    )
    return said(language, key or "always", since=since, until=until)


def title(language: str, document: Document) -> str:
    """Return what a table is about."""
    return said(language, document["about"]["kind"], name=document["about"]["name"])


def cautions(language: str, document: Document) -> list[str]:
    """Return what a reader has to know of a table before reading it."""
    keys = ["reading", "not_law", "elsewhere"]
    keys += ["bundle"] if not document["whole"] else []
    keys += ["sealed"] if document["sealed"] else []
    keys += ["editions"] if document["other_editions"] else []
    return [said(language, key) for key in keys]


def facts(language: str, document: Document) -> list[tuple[str, str]]:
    """Return what stands at the head of a table."""
    offset = document["utc_offset_minutes"]
    scope = said(language, "set") if document["scope"] == "set" else document["scope"]
    as_of = local(document["as_of"], offset)
    values: dict[str, Any] = {
        "unit": document["unit"],
        "scope": scope,
        "things": ", ".join(document["about"]["things"]) or "-",
        "period": period(language, document),
        "as_of": said(language, "record_at", record=document["record"], as_of=as_of),
        "profile": ", ".join(document["profiles"]) or "-",
        "people": said(language, "by_name" if document["names"] else "by_role"),
    }
    return [(said(language, key), value) for key, value in values.items()]
