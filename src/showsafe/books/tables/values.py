"""How the values of cells are read: the same forms as a key of an act, and the habits of spreadsheets beside them.

A comma between digits is a decimal point; a number that could be two numbers, and a date that could be two dates, are
refused and never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from showsafe.application.keys import KEYS, read_count, read_date, read_flag, read_label, read_name, wrong
from showsafe.errors import WrongInput

_DATE = re.compile(r"(\d{1,2})([./])(\d{1,2})\2(\d{4})")
_DIGITS = re.compile(r"\d+")
_EMPTY_DECIMALS = re.compile(r"(\d+)[.,]0{1,2}")
_TWO_WAYS = re.compile(r"\d{1,3}([.,]\d{3})+")
_SHORTENED = re.compile(r"\d[.,]\d+E\+?\d+", re.IGNORECASE)
_COMMA = re.compile(r"(?<=\d),(?=\d)|^,(?=\d)|(?<=\s),(?=\d)")
_LAST_MONTH = 12
_YES = ("x", "si", "s\u00ed", "ja", "oui", "y", "1", "wahr")
_NO = ("nein", "non", "n", "0", "-", "falsch")


def text_of(value: Any, where: str) -> str:  # noqa: ANN401 - values come from files
    """Return a value as one text; of JSON a list or a table is refused."""
    if not isinstance(value, str):
        raise wrong(where, "a text", "Write one text.")
    return value


def label(value: Any, where: str) -> str:  # noqa: ANN401 - as above
    """Read a short text of one line; what a spreadsheet shortened to 1.23E+11 is refused, since its digits are lost."""
    text = " ".join(text_of(value, where).split())
    if _SHORTENED.fullmatch(text):
        raise WrongInput(
            "table.shortened",
            f"{where} was shortened by a spreadsheet, and its digits are lost.",
            "Format the column as text and type it again from the thing itself.",
        )
    return read_label(text, where)


def name(value: Any, where: str) -> str:  # noqa: ANN401 - as above
    """Read the name of a thing or person: spaces become hyphens, and a slash too, which would name a told day."""
    return read_name(re.sub(r"[\s/\\]+", "-", text_of(value, where).strip()), where)


def calibre(value: Any, where: str) -> str:  # noqa: ANN401 - as above
    """Read a calibre; a decimal comma in it is written as a point."""
    return _COMMA.sub(".", label(value, where))


def count(value: Any, where: str) -> int:  # noqa: ANN401 - as above
    """Read a whole number; 1.200 could be two numbers, and is refused."""
    text = text_of(value, where).replace("\u00a0", " ").strip()
    whole = _EMPTY_DECIMALS.fullmatch(text)
    if whole:
        text = whole[1]
    elif _TWO_WAYS.fullmatch(text):
        raise WrongInput(
            "table.two-numbers",
            f"{where} can be read as two numbers: {text[:20]}.",
            "Write it without points and commas.",
        )
    return read_count(text, where)


def day(value: Any, where: str) -> date:  # noqa: ANN401 - as above
    """Read a date: 2026-03-31 or 31.03.2026; 03/04/2026 could be two days, and is refused."""
    text = text_of(value, where).strip().removesuffix("T00:00:00").removesuffix(" 00:00:00")
    match = _DATE.fullmatch(text)
    if match is None:
        if _DIGITS.fullmatch(text):
            raise wrong(
                where, "a date, but a bare number", "Format the column as a date, or write 2026-03-31."
            )
        return read_date(text, where)
    first, sign, second, year = int(match[1]), match[2], int(match[3]), int(match[4])
    if sign == "/" and first <= _LAST_MONTH and second <= _LAST_MONTH and first != second:
        raise WrongInput(
            "table.two-dates", f"{where} can be read as two days: {text}.", "Write it as 2026-03-31."
        )
    if sign == "/" and second > _LAST_MONTH:
        first, second = second, first
    return read_date(f"{year:04}-{second:02}-{first:02}", where)


def flag(value: Any, where: str) -> bool:  # noqa: ANN401 - as above
    """Read yes or no, in the words of several languages."""
    text = text_of(value, where).strip().casefold()
    return True if text in _YES else False if text in _NO else read_flag(text, where)


def parts(value: Any) -> list[Any]:  # noqa: ANN401 - as above
    """Return the members of a list: of JSON as they are, of a text what commas, semicolons or new lines separate."""
    if isinstance(value, str):
        return [part.strip() for part in re.split(r"[,;\n]", value) if part.strip()]
    return list(value) if isinstance(value, (list, tuple)) else [value]


def listed(read: Callable[[Any, str], Any]) -> Callable[[Any, str], tuple[Any, ...]]:
    """Return a reader of a list whose members are read so."""

    def read_all(value: Any, where: str) -> tuple[Any, ...]:  # noqa: ANN401 - as above
        return tuple(read(each, where) for each in parts(value))

    return read_all


def key(of: str) -> Callable[[Any, str], Any]:
    """Return the reader of a key of acts, which takes one word in small letters."""
    read = KEYS[of].read

    def read_key(value: Any, where: str) -> Any:  # noqa: ANN401 - as above
        return read(value.strip() if isinstance(value, str) else value, where)

    return read_key


def word(known: Mapping[str, str], read: Callable[[Any, str], Any]) -> Callable[[Any, str], Any]:
    """Return the reader of a word that has other names: ``known`` has the word by what else it is called, plain."""

    def read_word(value: Any, where: str) -> Any:  # noqa: ANN401 - as above
        text = text_of(value, where).strip()
        plain = "".join(letter for letter in text.casefold() if letter.isalnum())
        return read(known.get(plain, text.casefold().replace(" ", "-")), where)

    return read_word
