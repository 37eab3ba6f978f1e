"""The custody of the weapon of the incident as a picture, from the records of the bundle that was taken.

It shows who is on record to have had the weapon, and in which state it was said to be; what a bundle leaves out, the
picture leaves out too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from showsafe.application.records import event_of, unstamp
from showsafe.casefile.duties.bundled import Bundled, bundled
from showsafe.casefile.duties.select import of_incident
from showsafe.casefile.exports.duties import offset_of
from showsafe.casefile.exports.material import Material
from showsafe.casefile.exports.written import Files
from showsafe.domain.apply import apply
from showsafe.domain.state import State
from showsafe.ledger import record
from showsafe.projections import custody, swimlane
from showsafe.projections.rows import change_of, read

Span = dict[str, Any]


def custodies(material: Material) -> Files:
    """Return a picture of each weapon of the incident (SVG); none without a record, an incident, or a weapon in it.

    People stand in it by their role in the case, or by a number, unless names are shown: then by their ids.
    """
    opening = material.look.state.opening
    incident = opening.incident if opening is not None else 0
    if not material.bundle or not incident:
        return {}
    held = bundled(material.bundle)
    if incident not in held.held:
        return {}
    body = record.read(held.entry(incident).raw).body
    offset = offset_of(held, body["scope"])
    weapons = of_incident(incident, body, offset).weapons
    return {
        f"custody-{place}.svg": _picture(material, held, body["scope"], weapon, offset)
        for place, weapon in enumerate(weapons, start=1)
    }


def _picture(material: Material, held: Bundled, scope: str, weapon: str, offset: int) -> bytes:
    state, spans = _chain(held, scope, weapon)
    called = {} if material.names else _called(material, state, spans)
    custodians = [called.get(who.id, who.id) for who in state.people.values() if who.custodian]
    until = unstamp(record.read(held.entry(held.size).raw).body["received_at"])
    return swimlane.draw(
        [_retold(each, called) for each in spans],
        title=weapon,
        until=until,
        custodians=custodians,
        offset_minutes=offset,
    ).encode()


def _chain(held: Bundled, scope: str, weapon: str) -> tuple[State, list[Span]]:
    """Return what the records lead to, and the spans of a weapon: each ends where the next begins."""
    state, found = State(), []
    for entry in held.scope_entries(scope):
        event = event_of(record.read(entry.raw).body, entry.number, lambda _: None)
        before, state = state, apply(state, event)
        found += [
            said
            for row in custody.project(change_of(scope, before, state, event))
            if row.value is not None and (said := read(row.value)).get("weapon") == weapon
        ]
    return state, list(_ended(found))


def _ended(found: list[Span]) -> Iterator[Span]:
    for each, after in zip(found, [*found[1:], None], strict=True):
        yield {**each, "to": after["from"] if after else "", "to_record": after["record"] if after else 0}


def _called(material: Material, state: State, spans: list[Span]) -> dict[str, str]:
    """Return how each person of the production is called: by their role, with a number where it is shared."""
    ids = dict.fromkeys((*state.people, *(each["holder"] for each in spans), *_resetters(spans)))
    roles: dict[str, int] = {}
    called = {}
    for who in filter(None, ids):
        role = material.stand_in(who)
        roles[role] = roles.get(role, 0) + 1
        called[who] = role if roles[role] == 1 else f"{role} {roles[role]}"
    return called


def _resetters(spans: list[Span]) -> list[str]:
    return [each["reset"]["by"] for each in spans if "reset" in each]


def _retold(span: Span, called: dict[str, str]) -> Span:
    said = {**span, "holder": called.get(span["holder"], span["holder"])}
    for key in ("where", "spoken"):
        said[key] = _without_ids(str(span[key]), called)
    if "reset" in span:
        said["reset"] = {**span["reset"], "by": called.get(span["reset"]["by"], span["reset"]["by"])}
    return said


def _without_ids(text: str, called: dict[str, str]) -> str:
    if not called:
        return text
    names = {each: how for who, how in called.items() for each in (who, who.rpartition("/")[2])}
    longest = sorted(names, key=lambda each: (-len(each), each))
    found = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest))})(?![\w-])")
    return found.sub(lambda one: names[one.group()], text)
