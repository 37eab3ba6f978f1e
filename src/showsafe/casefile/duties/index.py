"""Which records of a scope name which thing: made in one pass, and grown as the ledger grows.

A record is not parsed for it: its body is canonical JSON, in which the kind and the names of things stand in one form.
"""

from __future__ import annotations

import json
import re
from array import array
from binascii import a2b_base64
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from showsafe.domain.acts import KINDS
from showsafe.ledger import record
from showsafe.ledger.store import Entry

ALONG = (
    *(
        "open-unit",
        "begin",
        "describe",
        "enrol",
        "assign-role",
        "staff",
        "record-paper",
        "instruct",
        "acknowledge",
    ),
    *(
        "assess",
        "meet",
        "open-day",
        "close-day",
        "stop",
        "hold",
        "release",
        "incident",
        "freeze",
        "find-live",
    ),
    *("erase", "answer-concern", "register", "bring", "receive", "quarantine", "consign", "return-to-owner"),
    *("unplanned-discharge", "misfire", "drop"),
)
"""Acts about people, papers or the day, or that hold the set: what gates know of a weapon rests on them too.

So it does on every record that names no thing: a count closed for the whole set, a cut."""

_ALONG = frozenset(KINDS[act].event.encode() for act in ALONG)
_START = b'{"payload":"'
_KIND = re.compile(rb'"kind":"([a-z-]+)","outcome":"')
_NAMED = re.compile(rb'"(weapon|lot|about|in)":"((?:[^"\\]|\\.)+)"')


@dataclass(slots=True)
class Index:
    """The numbers of records by what they name, those that are about no one thing, and which names are weapons."""

    upto: int = 0
    things: dict[str, array[int]] = field(default_factory=dict)
    weapons: set[str] = field(default_factory=set)
    along: array[int] = field(default_factory=lambda: array("q"))

    def grow(self, entries: Iterable[Entry]) -> None:
        """Take in records of the scope, in order; those that are in already are passed over."""
        for entry in entries:
            if entry.number <= self.upto:
                continue
            self.upto = entry.number
            payload = _payload(entry.raw)
            kind = _KIND.search(payload)
            found = _NAMED.findall(payload)
            names = {_name(name) for _, name in found}
            self.weapons.update(_name(name) for key, name in found if key == b"weapon")
            if not names or kind is None or kind[1] in _ALONG:
                self.along.append(entry.number)
            for name in names:
                self.things.setdefault(name, array("q")).append(entry.number)

    def numbers(self, things: Iterable[str]) -> list[int]:
        """Return the numbers of the records that name one of the things or are about none, in order."""
        found = set(self.along)
        for thing in things:
            found.update(self.things.get(thing, ()))
        return sorted(found)


def runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last number of every stretch of neighbours: they are read together."""
    start = 0
    for place in range(1, len(numbers) + 1):
        if place == len(numbers) or numbers[place] != numbers[place - 1] + 1:
            yield numbers[start], numbers[place - 1]
            start = place


def _payload(raw: bytes) -> bytes:
    if raw.startswith(_START):
        return a2b_base64(raw[len(_START) : raw.index(b'"', len(_START))])
    return record.read(raw).payload


def _name(said: bytes) -> str:
    return str(json.loads(b'"%s"' % said)) if b"\\" in said else said.decode()
