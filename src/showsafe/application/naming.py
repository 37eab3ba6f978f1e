"""Finding the records that name something, without reading the others.

A body lies in its envelope as base64. Of a text that a body would hold, three forms can stand there, by the place that
it has among the bytes; a record that holds none of the three does not hold the text, and needs no reading. One that
does is read, and what it says decides.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from showsafe.ledger import record
from showsafe.ledger.store import Entry

Body = dict[str, Any]
_GROUP, _CHARACTERS = 3, 4


def forms_of(text: str) -> tuple[bytes, ...]:
    """Return what the bytes of a text look like within base64, wherever they begin."""
    needle = text.encode()
    found = []
    for before in range(_GROUP):
        coded = base64.b64encode(b"\0" * before + needle)
        # The first characters hold bits of what stands before, the last ones of what stands after: they are left out.
        start = -(-before * _CHARACTERS // _GROUP)
        found.append(coded[start : (before + len(needle)) * 8 // 6])
    return tuple(found)


def value_forms(texts: Iterable[str]) -> tuple[bytes, ...]:
    """Return the forms of texts as whole strings of canonical JSON."""
    return tuple(form for text in texts for form in forms_of(json.dumps(text, ensure_ascii=False)))


def field_forms(name: str, value: str) -> tuple[bytes, ...]:
    """Return the forms of a field with its value, or with the beginning of its value."""
    return forms_of(f'"{name}":"{value}')


def reading(
    entries: Iterable[Entry], forms: tuple[bytes, ...], holds: Callable[[Body], bool]
) -> Iterator[tuple[int, Body]]:
    """Yield number and body of the records that hold one of the forms, and of which ``holds`` says yes."""
    for entry in entries:
        raw = entry.raw
        if any(form in raw for form in forms):
            body = record.read(raw).body
            if holds(body):
                yield entry.number, body


def deeds(body: Body) -> Iterator[dict[str, Any]]:
    """Yield the act of a record, and the act that it lets happen."""
    yield body["act"]
    if "completes" in body:
        yield body["completes"]["act"]


def names(body: Body, wanted: frozenset[str]) -> bool:
    """Whether an act of a record names one of the things or people wanted, under any key."""
    return any(_holds(deed, wanted) for deed in deeds(body))


def _holds(value: object, wanted: frozenset[str]) -> bool:
    if isinstance(value, str):
        return value in wanted
    if isinstance(value, dict):
        return any(_holds(each, wanted) for each in value.values())
    return isinstance(value, list) and any(_holds(each, wanted) for each in value)
