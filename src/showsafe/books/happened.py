"""Could the log of a book have happened under the rules of its kinds? Step 10 of its audit.

The ledger's auditor knows no book: to it, any signed record is as good as another. Here every record is put to its row
again, in its place, with the book as it was before it. A record that the row would have refused, one whose keys are not
those of its kind, and an erasure that names other values than it had to are found, and the first of them is named.

What was erased since cannot be looked at any more; a check of an entry that had such values is passed by.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from showsafe.application.book_words import RULEBOOK, SCOPE
from showsafe.application.sealing import commitments_in
from showsafe.books import kind as rows
from showsafe.books.book import due
from showsafe.books.kinds import SORTS, Sort, own
from showsafe.books.pages import Pages
from showsafe.books.turning import add, kept_of
from showsafe.errors import WrongInput

_ANSWER = {
    "door": "report",
    "outcome": "record",
    "would": "permit",
    "deviation": False,
    "findings": [],
    "version": 1,
}


@dataclass(slots=True)
class Held:
    """What came out: how many records were held against their rows, the first that does not fit, other editions."""

    checked: int = 0
    number: int = 0
    why: str = ""
    editions: set[str] = field(default_factory=set)


def hold(records: Iterable[tuple[int, Mapping[str, Any]]], opened: Callable[[str], Any]) -> Held:
    """Hold the records of a book, by number and in order, against its kinds; ends at the first that does not fit."""
    held, pages, sort = Held(), Pages(), None
    for number, body in records:
        if body["scope"] != SCOPE:
            continue
        if body["rulebook"] != RULEBOOK:
            held.editions.add(str(body["rulebook"]))
            return held
        held.checked += 1
        sort = sort or _sort(body)
        held.why = differs(sort, pages, body, opened) if sort else "it does not say which book this is"
        if held.why or sort is None:
            held.number = number
            return held
        add(pages, kept_of(sort, number, body, opened))
    return held


def _sort(body: Mapping[str, Any]) -> Sort | None:
    """Return the sort of book that its first entry names."""
    return SORTS.get(str(body["act"].get("book"))) if body["kind"] == "book-opened" else None


def differs(sort: Sort, pages: Pages, body: Mapping[str, Any], opened: Callable[[str], Any]) -> str:
    """Return why a record could not have come to be in a book that was as these pages say, or nothing."""
    kind = sort.records.get(body["kind"])
    if kind is None:
        return f"no record of the book {sort.name} is called {body['kind'][:40]}"
    act = dict(body["act"])
    sealed = commitments_in(act)
    values = {key: opened(commitment) for key, commitment in sealed.items()}
    gone = [key for key, value in values.items() if value is None]
    there = {**act, **values}
    fault = rows.fault_of(kind, {k: v for k, v in there.items() if k not in gone}, sealed)
    if fault:
        return fault
    for key, value in _ANSWER.items():
        if body[key] != value:
            return f"its {key} is {body[key]!r:.40}"
    if body.get("attachments") and not kind.attached:
        return "something is attached to it"
    said = {**{key: row.default for key, row in kind.keys.items()}, **there}
    try:
        rows.allow(replace(kind, check=None) if gone else kind, pages, said, body["by"])
        if kind.name == own.ERASE and act["commitments"] != due(sort, pages, act["entry"]):
            return "it erases other values than those of the entry that it names"
    except WrongInput as error:
        return f"the rules of a book refuse it: {error.says.rstrip('.')} [{error.code}]"
    return ""
