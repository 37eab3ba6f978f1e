"""Which records a bundle is about: a weapon, a day, an incident, or everything.

Every selection is exact by a rule that can be said in a sentence, since the bundle claims to hold all of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile
from typing import Any

from showsafe.application.admission import SET
from showsafe.application.naming import Body, deeds, field_forms, names, reading, value_forms
from showsafe.application.records import unstamp
from showsafe.errors import WrongInput
from showsafe.ledger import record
from showsafe.ledger.store import Entry, Store

INCIDENTS = ("incident-opened", "frozen")
_ANSWER = "concern-answered"
_WHOLE_SET = ("stopped", "held", "released")


@dataclass(frozen=True, slots=True)
class Selection:
    """The numbers of the records that a bundle is about, and the rule by which they were taken."""

    kind: str
    name: str
    scope: str
    numbers: tuple[int, ...]
    rule: str

    def as_json(self) -> dict[str, str]:
        """Return it without the numbers."""
        return {"kind": self.kind, "name": self.name, "scope": self.scope, "rule": self.rule}


def everything(end: int) -> Selection:
    """Return all records up to one."""
    return Selection("all", "", "", tuple(range(1, end + 1)), "every record of the ledger")


def by_weapon(store: Store, scope: str, weapon: str, end: int) -> Selection:
    """Return the records of a scope that name a weapon, and the answers to concerns among them.

    Raises WrongInput ``bundle.nothing-selected``.
    """
    numbers = [number for number, _ in _naming(store, scope, {weapon}, end)]
    rule = f"every record of the scope {scope} in which {weapon} is named, and every answer to a concern in one of them"
    return _found("weapon", weapon, scope, numbers, rule)


def by_scope(store: Store, scope: str, end: int) -> Selection:
    """Return all records of a told day; raises WrongInput ``bundle.nothing-selected``."""
    numbers = [entry.number for entry in _within(store.scope_entries(scope, 0), end)]
    return _found("day", scope, scope, numbers, f"every record of the told day {scope}")


def by_date(store: Store, day: date, offset_minutes: int, end: int) -> Selection:
    """Return the records of the set that were received on a date where the set is.

    Raises WrongInput ``bundle.nothing-selected``.
    """
    numbers = [number for number, _ in _on(store, day, offset_minutes, end)]
    rule = f"every record of the set that this node received on {day} by the unit's own clock"
    return _found("day", day.isoformat(), SET, numbers, rule)


def _on(store: Store, day: date, offset_minutes: int, end: int) -> Iterator[tuple[int, Body]]:
    def there(body: Body) -> bool:
        return (unstamp(body["received_at"]) + timedelta(minutes=offset_minutes)).date() == day

    # A day where the set is lies within three days of UTC.
    days = {day + timedelta(days=step) for step in (-1, 0, 1) if date.min < day < date.max}
    forms = tuple(
        form for each in sorted(days) for form in field_forms("received_at", f"{each.isoformat()}T")
    )
    return reading(_within(store.scope_entries(SET, 0), end), forms, there)


def by_incident(store: Store, named: str, offset_minutes: int, end: int) -> Selection:
    """Return an incident with what belongs to it: named by its act id or its record.

    Raises WrongInput: ``bundle.no-such-incident``, ``bundle.nothing-selected``.
    """
    number = store.number_of(named) or (int(named) if named.isascii() and named.isdecimal() else 0)
    if not 0 < number <= end:
        raise _no_incident(named)
    body = record.read(store.entry(number).raw).body
    if body["kind"] not in INCIDENTS:
        raise _no_incident(named)
    scope = body["scope"]
    things = {body["act"][key] for key in ("weapon", "lot", "about") if body["act"].get(key)}
    if things:
        numbers, rule = _of_things(store, scope, number, things, end)
    elif scope == SET:
        day = (unstamp(body["received_at"]) + timedelta(minutes=offset_minutes)).date()
        numbers = [each for each, _ in _on(store, day, offset_minutes, end)]
        rule = f"every record of the set that this node received on {day}, since the incident names no thing"
    else:
        return by_scope(store, scope, end)
    return _found("incident", named, scope, [*numbers, number], rule)


def _of_things(store: Store, scope: str, number: int, things: set[str], end: int) -> tuple[list[int], str]:
    """Return the records of what an incident names, of the rounds that were in it, and what held the set since."""
    bodies = [body for _, body in _naming(store, scope, things, end)]
    lots = {lot for body in bodies for deed in deeds(body) for lot in _lots(deed)}
    numbers = [each for each, _ in _naming(store, scope, things | lots, end)]
    forms = tuple(form for kind in _WHOLE_SET for form in field_forms("kind", f'{kind}"'))
    since = _within(store.scope_entries(scope, number), end)
    held = [each for each, _ in reading(since, forms, lambda body: body["kind"] in _WHOLE_SET)]
    named = ", ".join(sorted(things | lots))
    rule = (
        f"every record of the scope {scope} in which one of {named} is named (what the incident names, and the lots "
        "that were loaded into it), every answer to a concern in one of them, and every stop, hold and release since"
    )
    return [*numbers, *held], rule


def _lots(deed: dict[str, Any]) -> Iterator[str]:
    for key in ("rounds", "found"):
        for draw in deed.get(key, ()):
            if isinstance(draw, dict) and draw.get("lot"):
                yield str(draw["lot"])


def _naming(store: Store, scope: str, things: set[str], end: int) -> Iterator[tuple[int, Body]]:
    """Yield the records of a scope that name one of the things, and those that answer a concern in one of them."""
    wanted = frozenset(things)
    acts: set[str] = set()

    def belongs(body: Body) -> bool:
        found = names(body, wanted) or (body["kind"] == _ANSWER and body["act"].get("of_act") in acts)
        if found:
            acts.add(body["act_id"])
        return found

    forms = (*value_forms(sorted(things)), *field_forms("kind", f'{_ANSWER}"'))
    return reading(_within(store.scope_entries(scope, 0), end), forms, belongs)


def _within(entries: Iterable[Entry], end: int) -> Iterator[Entry]:
    within: Callable[[Entry], bool] = lambda entry: entry.number <= end  # noqa: E731 - a name for the line below
    return takewhile(within, entries)


def _found(kind: str, name: str, scope: str, numbers: Iterable[int], rule: str) -> Selection:
    taken = tuple(sorted(set(numbers)))
    if not taken:
        raise WrongInput(
            "bundle.nothing-selected",
            f"No record belongs to this selection ({kind} {name}).",
            "Check the name; all weapons and days: showsafe board DIR",
        )
    return Selection(kind, name, scope, taken, rule)


def _no_incident(named: str) -> WrongInput:
    return WrongInput(
        "bundle.no-such-incident",
        f"There is no incident or freeze with the act id or record {named[:60]!r}.",
        "Give the act id or the record of an incident; the days and incidents: showsafe board DIR",
    )
