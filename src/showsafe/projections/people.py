"""The people: one line a person, with roles, duties, papers and their last day, and what they were instructed on.

Never a score, never how often somebody pressed or refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from showsafe.application.records import stamp
from showsafe.domain.state import State
from showsafe.domain.things import Person
from showsafe.ledger.store import Row
from showsafe.projections.rows import Change, key_of, line

NAME = "people"


def project(change: Change) -> Iterator[Row]:
    """Yield the line of every person of whom something new is on record."""
    scope, before, after, event = change.scope, change.before, change.after, change.event
    if before.people is after.people and before.papers is after.papers:
        return
    for name, person in after.people.items():
        if before.papers is after.papers and before.people.get(name) is person:
            continue
        value = _value(scope, after, person)
        if name in before.people and value == _value(scope, before, before.people[name]):
            continue
        yield line(NAME, key_of(scope, name), {**value, "record": event.number, "at": stamp(event.at)})


def _value(scope: str, state: State, person: Person) -> dict[str, Any]:
    papers = [
        {"kind": each.kind, "class": each.class_, "expires": _day(each.expires)}
        for each in person.credentials
    ]
    listed = {each.kind for each in person.credentials}
    for kind in person.papers:
        if kind not in listed:
            paper = state.papers.get(f"{person.id}/{kind}")
            papers.append({"kind": kind, "class": "", "expires": _day(paper.expires if paper else None)})
    return {
        "scope": scope,
        "person": person.id,
        "name": person.name,
        "erased": person.erased,
        "roles": list(person.roles),
        "duties": list(person.duties),
        "instructed": list(person.instructed),
        "papers": papers,
    }


def _day(last: date | None) -> str:
    return last.isoformat() if last else ""
