"""How each value of an act of a case is read: into its one form, or refused with what is wrong with it."""

from __future__ import annotations

import base64
import binascii
import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TypeAlias

from showsafe.application import text as texts
from showsafe.casefile import edtf
from showsafe.errors import WrongInput

Read: TypeAlias = Callable[[Any, str], Any]
"""Reads a value; the second argument says which one it is. Raises WrongInput."""

LONGEST_LIST = 200
"""How many names, pages or files one act lists."""

_SUM = re.compile(r"[0-9a-f]{64}")
_STATEMENT = re.compile(r"s[1-9]\d{0,8}\.x?[1-9]\d{0,8}", re.ASCII)
_SOURCE = re.compile(r"s[1-9]\d{0,8}", re.ASCII)
_PERSON = re.compile(r"p[1-9]\d{0,8}", re.ASCII)
_ENTRY = re.compile(r"h[1-9]\d{0,8}", re.ASCII)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
_ABOUT = ("title", "publisher", "author", "address")
_DIRECTNESS = ("direct", "indirect", "mixed")
_SAID_KINDS = ("stated", "not-after", "unknown")
_PRECISIONS = ("", "open", "year", "month", "week", "day", "part-of-day", "minute")
MOST_PLACES = 4_000_000
"""How many rows the map of one source has."""


def wrong(where: str, what: str) -> WrongInput:
    """Return the error for a value that is not what it has to be."""
    return WrongInput("case.wrong-value", f"{where} has to be {what}.", "Correct it and send the act again.")


def text(value: Any, where: str) -> str:  # noqa: ANN401 - values come from outside
    """Read a text of some lines."""
    if not isinstance(value, str) or not value.strip():
        raise wrong(where, "a text")
    return texts.free_text(value, where)


def line(value: Any, where: str) -> str:  # noqa: ANN401 - as above
    """Read a text of one line."""
    if not isinstance(value, str) or not value.strip():
        raise wrong(where, "a text of one line")
    return texts.label(value, where)


def line_or_none(value: Any, where: str) -> str:  # noqa: ANN401 - as above
    """Read a text of one line, or nothing."""
    return "" if value == "" else line(value, where)


def name(value: Any, where: str) -> str:  # noqa: ANN401 - as above
    """Read the id of a person at the node."""
    if not isinstance(value, str):
        raise wrong(where, "the name of a person")
    return texts.name(value, where)


def flag(value: Any, where: str) -> bool:  # noqa: ANN401 - as above
    """Read yes or no."""
    if type(value) is not bool:
        raise wrong(where, "true or false")
    return value


def count(value: Any, where: str) -> int:  # noqa: ANN401 - as above
    """Read a number from nothing up."""
    if type(value) is not int or not 0 <= value <= 2**53 - 1:
        raise wrong(where, "a whole number from 0 up")
    return value


def day(value: Any, where: str) -> str:  # noqa: ANN401 - as above
    """Read a day of the calendar, as YYYY-MM-DD."""
    try:
        found = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        found = None
    if found is None or found.isoformat() != value:
        raise wrong(where, "a day, written as YYYY-MM-DD")
    return found.isoformat()


def day_or_none(value: Any, where: str) -> str:  # noqa: ANN401 - as above
    """Read a day, or nothing."""
    return "" if value == "" else day(value, where)


def one_of(words: tuple[str, ...]) -> Read:
    """Return how one of some words is read."""

    def read(value: Any, where: str) -> str:  # noqa: ANN401 - as above
        if value not in words:
            raise wrong(where, f"one of {', '.join(words)}")
        return str(value)

    return read


def _by_form(form: re.Pattern[str], what: str) -> Read:
    def read(value: Any, where: str) -> str:  # noqa: ANN401 - as above
        if not isinstance(value, str) or not form.fullmatch(value):
            raise wrong(where, what)
        return value

    return read


sha256 = _by_form(_SUM, "a SHA-256 in 64 hex digits")
statement = _by_form(_STATEMENT, "a statement, such as s3.12 or s3.x1")
source = _by_form(_SOURCE, "a source, such as s3")
person = _by_form(_PERSON, "a person of the case, such as p1")
entry = _by_form(_ENTRY, "an entry of the history, such as h57")
anything = _by_form(
    re.compile(f"(?:{_STATEMENT.pattern}|{_SOURCE.pattern}|{_PERSON.pattern}|{_ENTRY.pattern})", re.ASCII),
    "a statement, source, person or entry of the history, such as s3.12, s3, p1 or h57",
)


def source_or_none(value: Any, where: str) -> str:  # noqa: ANN401 - as above
    """Read a source, or nothing."""
    return "" if value == "" else str(source(value, where))


def next_id(letter: str, table: Iterable[str]) -> str:
    """Return the id that comes next in a table of sources or people."""
    return f"{letter}{max((int(name[1:]) for name in table), default=0) + 1}"


def _listed(value: Any, where: str, read: Read, what: str) -> list[Any]:  # noqa: ANN401 - as above
    if not isinstance(value, list | tuple) or len(value) > LONGEST_LIST:
        raise wrong(where, what)
    return [read(each, where) for each in value]


def lines(value: Any, where: str) -> list[str]:  # noqa: ANN401 - as above
    """Read texts of one line each."""
    return _listed(value, where, line, "a list of texts")


def sums(value: Any, where: str) -> list[str]:  # noqa: ANN401 - as above
    """Read commitments; there may be many."""
    if not isinstance(value, list | tuple):
        raise wrong(where, "a list of sums")
    return [str(sha256(each, where)) for each in value]


def languages(value: Any, where: str) -> list[str]:  # noqa: ANN401 - as above
    """Read tags of languages, such as en."""
    return _listed(value, where, _by_form(_LANGUAGE, "tags of languages, such as en"), "a list of languages")


def about(value: Any, where: str) -> dict[str, str]:  # noqa: ANN401 - as above
    """Read what a source says of itself: title, publisher, author, address; each may be empty."""
    said = fields(value, where, dict.fromkeys(_ABOUT, line_or_none))
    return {key: said.get(key, "") for key in _ABOUT}


def about_what(value: Any, where: str) -> dict[str, str]:  # noqa: ANN401 - as above
    """Read what an entry of the history is about: one weapon, one lot, or one person of the case."""
    said = fields(value, where, {"weapon": line, "lot": line, "person": person})
    if len(said) != 1:
        raise wrong(where, "about one weapon, one lot or one person")
    return said


def base64_bytes(value: Any, where: str) -> str:  # noqa: ANN401 - as above
    """Read bytes in base64 in its one form."""
    try:
        data = base64.b64decode(value, validate=True) if isinstance(value, str) else None
    except (ValueError, binascii.Error):
        data = None
    if data is None or base64.b64encode(data).decode() != value:
        raise wrong(where, "bytes in base64")
    return str(value)


def whole_text(value: Any, where: str) -> str:  # noqa: ANN401 - as above
    """Read the text of a source, whatever it holds: it is kept to the letter."""
    if not isinstance(value, str) or any("\ud800" <= each <= "\udfff" for each in value):
        raise wrong(where, "a text without halves of characters")
    return value


def _rows(value: Any, where: str, width: int) -> list[list[int]]:  # noqa: ANN401 - as above
    if not isinstance(value, list | tuple) or len(value) > MOST_PLACES:
        raise wrong(where, "rows of places")
    for row in value:
        sound = isinstance(row, list | tuple) and len(row) == width
        if not sound or any(type(each) is not int or each < 0 for each in row):
            raise wrong(where, f"rows of {width} numbers")
    return [list(row) for row in value]


def places(value: Any, where: str) -> list[list[int]]:  # noqa: ANN401 - as above
    """Read the map of a text: rows of a place, a length, and a place in the source."""
    return _rows(value, where, 3)


def turns(value: Any, where: str) -> list[Any]:  # noqa: ANN401 - as above
    """Read where somebody speaks without marks: rows of a place, and the place that names them, or null."""
    if not isinstance(value, list | tuple):
        raise wrong(where, "rows of turns")
    found = []
    for row in value:
        if not isinstance(row, list | tuple) or len(row) != 2:  # noqa: PLR2004 - a place and who is named
            raise wrong(where, "rows of two places")
        told, named = row
        found.append([_rows([told], where, 2)[0], None if named is None else _rows([named], where, 2)[0]])
    return found


def pages(value: Any, where: str) -> list[list[int]]:  # noqa: ANN401 - as above
    """Read where the lines of a text stood: a place, a length, the page from 1, from its left and bottom in points."""
    return _rows(value, where, 5)


def counts(value: Any, where: str) -> list[int]:  # noqa: ANN401 - as above
    """Read numbers from nothing up."""
    return _listed(value, where, count, "a list of numbers")


def proposals(value: Any, where: str) -> dict[str, Any]:  # noqa: ANN401 - as above
    """Read what a reader proposed: quotes, dates and statements, as ``Reading.as_json`` has them."""
    if not isinstance(value, dict) or not {"quotes", "dates", "statements"} <= set(value):
        raise wrong(where, "a reading with quotes, dates and statements")
    for key in ("quotes", "dates", "statements"):
        if not isinstance(value[key], list | tuple) or not all(isinstance(each, dict) for each in value[key]):
            raise wrong(where, f"a reading whose {key} are a list of tables")
    return value


def content(value: Any, where: str) -> dict[str, Any]:  # noqa: ANN401 - as above
    """Read what a person says that a statement is: spans, who, directness, said, about, depth, to whom."""
    said = fields(
        value,
        where,
        {
            "spans": lambda each, at: _rows(each, at, 2),
            "who": _who,
            "directness": one_of(_DIRECTNESS),
            "said": _said,
            "about": _event,
            "depth": count,
            "to": line_or_none,
        },
    )
    after = 0
    for start, end in said.get("spans", ()):
        if not after <= start < end:
            raise wrong(f"spans of {where}", "places in the order of the text, each once, none of them empty")
        after = end
    return said


def _who(value: Any, where: str) -> str:  # noqa: ANN401 - as above
    return "unknown" if value == "unknown" else str(person(value, where))


def _said(value: Any, where: str) -> dict[str, str]:  # noqa: ANN401 - as above
    said = fields(
        value, where, {"edtf": _edtf, "kind": one_of(_SAID_KINDS), "precision": one_of(_PRECISIONS)}
    )
    return {"edtf": "", "kind": "unknown", "precision": "", **said}


def _event(value: Any, where: str) -> dict[str, str]:  # noqa: ANN401 - as above
    return {"edtf": "", "event": "", **fields(value, where, {"edtf": _edtf, "event": line_or_none})}


def _edtf(value: Any, where: str) -> str:  # noqa: ANN401 - as above
    if value == "":
        return ""
    if not isinstance(value, str) or edtf.bounds(value) is None:
        raise wrong(where, "a date in EDTF, such as 2024-11-02, 2024-11 or ../2024-11-02")
    return value


def named_sums(value: Any, where: str) -> dict[str, str]:  # noqa: ANN401 - as above
    """Read the sums of files by their names."""
    return _named(value, where, sha256)


def named_files(value: Any, where: str) -> dict[str, str]:  # noqa: ANN401 - as above
    """Read files in base64 by their names."""
    return _named(value, where, base64_bytes)


def _named(value: Any, where: str, read: Read) -> dict[str, str]:  # noqa: ANN401 - as above
    if not isinstance(value, dict) or not 0 < len(value) <= LONGEST_LIST:
        raise wrong(where, "a table of files")
    if not all(isinstance(key, str) and _FILE.fullmatch(key) for key in value):
        raise wrong(where, "a table whose names are plain names of files")
    return {key: read(each, where) for key, each in value.items()}


def fields(value: Any, where: str, rows: dict[str, Read]) -> dict[str, Any]:  # noqa: ANN401 - as above
    """Read a table, each of its keys as a row says; none of them has to be there."""
    if not isinstance(value, dict):
        raise wrong(where, f"a table of {', '.join(rows)}")
    for key in value:
        if key not in rows:
            raise WrongInput(
                "case.unknown-key", f"{where} has no key {str(key)[:40]!r}.", f"Its keys: {', '.join(rows)}."
            )
    return {key: rows[key](each, f"{key} of {where}") for key, each in value.items()}


def normal(value: str) -> str:
    """Return a text in which the same letters are the same, however they were written."""
    return " ".join(unicodedata.normalize("NFKC", value).split())
