"""How each value of an entry of a book is read: into its one form, or refused with what is wrong with it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, TypeAlias

from showsafe.application import text as texts
from showsafe.application.records import stamp
from showsafe.errors import WrongInput

Read: TypeAlias = Callable[[Any, str], Any]
"""Reads a value; the second argument says which one it is. Raises WrongInput ``book.wrong-value``."""

MOST_LISTED = 5000
"""How many values one list holds."""

LONGEST_WHOLE = 16 * 1024 * 1024
"""How many characters a whole text has at most; it is always personal, so that it lies beside the record."""

_SUM = re.compile(r"[0-9a-f]{64}")
_DECIMAL = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d{1,6})?", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)", re.ASCII)
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
_LARGEST = 2**53 - 1
_DEEPEST = 8


def wrong(where: str, what: str) -> WrongInput:
    """Return the error for a value that is not what it has to be."""
    return WrongInput(
        "book.wrong-value", f"{where} has to be {what}.", "Correct it and send the entry again."
    )


def text(value: Any, where: str) -> str:  # noqa: ANN401 - values come from outside
    """Read a text of some lines, of at most 4,000 bytes."""
    if not isinstance(value, str) or not value.strip():
        raise wrong(where, "a text")
    return texts.free_text(value, where)


def line(value: Any, where: str) -> str:  # noqa: ANN401 - as above
    """Read a text of one line, of at most 120 characters."""
    if not isinstance(value, str) or not value.strip():
        raise wrong(where, "a text of one line")
    return texts.label(value, where)


def name(value: Any, where: str) -> str:  # noqa: ANN401 - as above
    """Read the id of a person, weapon or lot."""
    if not isinstance(value, str):
        raise wrong(where, "a name")
    return texts.name(value, where)


def slug(value: Any, where: str) -> str:  # noqa: ANN401 - as above
    """Read a word of lower-case letters, digits and hyphens, such as call-sheet."""
    if not isinstance(value, str) or not _SLUG.fullmatch(value):
        raise wrong(where, "1 to 63 lower-case letters, digits and hyphens")
    return value


def flag(value: Any, where: str) -> bool:  # noqa: ANN401 - as above
    """Read yes or no."""
    if type(value) is not bool:
        raise wrong(where, "true or false")
    return value


def count(value: Any, where: str) -> int:  # noqa: ANN401 - as above
    """Read a number from nothing up."""
    if type(value) is not int or not 0 <= value <= _LARGEST:
        raise wrong(where, "a whole number from 0 up")
    return value


def entry(value: Any, where: str) -> int:  # noqa: ANN401 - as above
    """Read the number of an entry, or of a record of the unit."""
    if type(value) is not int or not 1 <= value <= _LARGEST:
        raise wrong(where, "the number of an entry, from 1 up")
    return value


def decimal(value: Any, where: str) -> str:  # noqa: ANN401 - as above
    """Read a decimal number, written as a text with a point, such as 12.50; it is kept as it is written."""
    if type(value) is int and abs(value) <= _LARGEST:
        return str(value)
    if not isinstance(value, str) or not _DECIMAL.fullmatch(value):
        raise wrong(where, "a number with a point before its decimals, such as 12.50")
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


def moment(value: Any, where: str) -> str:  # noqa: ANN401 - as above
    """Read a moment with its zone, such as 2026-03-31T11:30-06:00, into UTC."""
    if not isinstance(value, str) or not _MOMENT.fullmatch(value):
        raise wrong(where, "a time with its zone, such as 2026-03-31T11:30-06:00")
    try:
        return stamp(datetime.fromisoformat(value))
    except (ValueError, OverflowError):
        raise wrong(where, "a time with its zone, such as 2026-03-31T11:30-06:00") from None


def sha256(value: Any, where: str) -> str:  # noqa: ANN401 - as above
    """Read a SHA-256 in 64 hex digits."""
    if not isinstance(value, str) or not _SUM.fullmatch(value):
        raise wrong(where, "a SHA-256 in 64 hex digits")
    return value


def whole_text(value: Any, where: str) -> str:  # noqa: ANN401 - as above
    """Read a text of any length, kept to the letter; only a personal key can hold it."""
    if not isinstance(value, str) or any("\ud800" <= each <= "\udfff" for each in value):
        raise wrong(where, "a text without halves of characters")
    if len(value) > LONGEST_WHOLE:
        raise wrong(where, f"a text of at most {LONGEST_WHOLE // 1024 // 1024} MB")
    return value


def one_of(words: tuple[str, ...]) -> Read:
    """Return how one of some words is read."""

    def read(value: Any, where: str) -> str:  # noqa: ANN401 - as above
        if value not in words:
            raise wrong(where, f"one of {', '.join(words)}")
        return str(value)

    return read


def or_none(read: Read) -> Read:
    """Return how a text is read that may be empty."""

    def lenient(value: Any, where: str) -> Any:  # noqa: ANN401 - as above
        return "" if value == "" else read(value, where)

    return lenient


def many(read: Read, most: int = MOST_LISTED) -> Read:
    """Return how a list is read, each value in it by ``read``."""

    def listed(value: Any, where: str) -> list[Any]:  # noqa: ANN401 - as above
        if not isinstance(value, list | tuple) or len(value) > most:
            raise wrong(where, f"a list of at most {most}")
        return [read(each, f"{where}, number {place}") for place, each in enumerate(value, start=1)]

    return listed


def table(keys: Mapping[str, Read], needed: tuple[str, ...] = ()) -> Read:
    """Return how a table of known keys is read; what is not said is left out."""

    def fields(value: Any, where: str) -> dict[str, Any]:  # noqa: ANN401 - as above
        if not isinstance(value, dict):
            raise wrong(where, f"a table of {', '.join(keys)}")
        for key in value:
            if key not in keys:
                raise wrong(where, f"a table of {', '.join(keys)}, and {str(key)[:40]!r} is none of them")
        for key in needed:
            if key not in value:
                raise wrong(where, f"a table that says {key}")
        return {key: read(value[key], f"{key} in {where}") for key, read in keys.items() if key in value}

    return fields


def plain(value: Any, where: str) -> Any:  # noqa: ANN401 - as above
    """Read any value of JSON without fractions: tables, lists, texts, whole numbers, true, false and null."""
    return _plain(value, where, _DEEPEST)


def _plain(value: Any, where: str, left: int) -> Any:  # noqa: ANN401 - as above
    if left == 0:
        raise wrong(where, f"a value in which at most {_DEEPEST} levels lie in each other")
    if value is None or type(value) is bool:
        return value
    if type(value) is int and abs(value) <= _LARGEST:
        return value
    if isinstance(value, str):
        return texts.free_text(value, where)
    if isinstance(value, list | tuple) and len(value) <= MOST_LISTED:
        return [_plain(each, where, left - 1) for each in value]
    if isinstance(value, dict) and len(value) <= MOST_LISTED and all(isinstance(key, str) for key in value):
        return {unicodedata.normalize("NFC", k): _plain(v, where, left - 1) for k, v in value.items()}
    raise wrong(where, "a value of JSON without fractions")
