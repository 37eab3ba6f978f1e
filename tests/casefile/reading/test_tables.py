"""What stands in the tables: words of the language, and nothing of any one document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from showsafe.casefile.reading.tables import table
from tests.casefile.reading.documents import KINDS, documents

_TABLES = ("cues", "grammar", "dates")
_NUMBER = re.compile(r"\d")
_ORDINALS = {"1st", "2nd", "1st ad", "2nd ad"}
"""What the crew of any film calls its assistants."""

_CALENDAR = {
    "Christmas",
    "Halloween",
    "Independence",
    "Valentine’s",
    "Valentine's",
    "New",
    "Year’s",
    "Year's",
    "Day",
    "Eve",
}
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}(?: [A-Z][a-z]{2,})+")
_TRADES = {
    "roles", "roles_and_surnames", "titles", "labels", "bodies", "legal", "as_he", "as_she", "shortened", "days",
    "months", "keys", "sets",
}  # fmt: skip
"""Lists of what people and bodies are called: their words stand in names, and are none; so does *daily*."""


def rows(own: Any, row: str = "") -> Iterator[tuple[str, str]]:  # noqa: ANN401 - any value of a table
    """Yield every word of a table that rules look up, with the row that it stands in; what it stands for is not one."""
    if isinstance(own, dict):
        for key, value in own.items():
            yield from rows(value, key)
            if not isinstance(value, (dict, list)):
                yield row, key
    elif isinstance(own, list):
        for each in own:
            yield row, each


def every() -> list[tuple[str, str]]:
    """Return all words of all tables."""
    return [pair for name in _TABLES for pair in rows(table(name))]


def names() -> dict[str, set[str]]:
    """Return each part of a name that the documents at hand write, with the documents that do."""
    found: dict[str, set[str]] = {}
    for kind in KINDS:
        for each in documents(kind):
            for name in _NAME.findall(each.text):
                for part in name.split():
                    found.setdefault(part.lower(), set()).add(each.name)
    return found


def small() -> dict[str, set[str]]:
    """Return each word that the documents at hand write without a capital, with the documents that do."""
    found: dict[str, set[str]] = {}
    for kind in KINDS:
        for each in documents(kind):
            for word in set(re.findall(r"\b[a-z][a-z’'-]*", each.text)):
                found.setdefault(word, set()).add(each.name)
    return found


def test_no_table_holds_a_number() -> None:
    """No rule looks up a number that a document may hold; the numbers of crew's ranks are words of their trade."""
    words = every()
    assert len(words) > 800
    assert [word for _, word in words if _NUMBER.search(word) and word not in _ORDINALS] == []


def test_no_table_holds_a_proper_name() -> None:
    """With a capital stand holidays alone; and no word is only ever part of a name in the documents at hand."""
    words, written, plainly = every(), names(), small()
    assert len(written) > 100
    capitals = [word for _, word in words if word != word.lower()]
    assert {part for word in capitals for part in word.split()} <= _CALENDAR
    only = {word for row, word in words if row not in _TRADES and word in written and word not in plainly}
    assert only == set()


def test_these_checks_would_find_a_name() -> None:
    """A name and a number that were put into a table are found by the same search."""
    made = [*rows({"lists": {"spoken": ["say", "tollifax", "Orrin", "of 1999"]}, "months": {"may": 5}})]
    assert made == [
        ("spoken", "say"), ("spoken", "tollifax"), ("spoken", "Orrin"), ("spoken", "of 1999"), ("months", "may"),
    ]  # fmt: skip
    assert [word for _, word in made if _NUMBER.search(word) or word != word.lower()] == ["Orrin", "of 1999"]
    assert _NAME.findall("It was told by Wenna Tollifax then.") == ["Wenna Tollifax"]
