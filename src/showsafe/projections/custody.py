"""The custody of a weapon: who had it or where it was, in which state, and from which record on.

A line is written once, when a span begins, and never again: a span ends where the next one begins. So a chain has
neither gap nor overlap, and one more event costs the same however long it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from showsafe.application.records import stamp
from showsafe.domain.acts import Act
from showsafe.domain.events import RECORD
from showsafe.domain.spoken import spoken
from showsafe.domain.state import State
from showsafe.domain.things import Weapon
from showsafe.ledger.store import Row, Store
from showsafe.projections import sentences
from showsafe.projections.rows import Change, key_of, line, read

NAME = "custody"


def project(change: Change) -> Iterator[Row]:
    """Yield a new span for every weapon that changed hands, place or state with this event."""
    scope, event = change.scope, change.event
    for weapon in change.weapons:
        now = _span(scope, change.after, weapon)
        deed = event.completes or event.act
        reset = _reset(change, deed, weapon)
        if now == _span(scope, change.before, weapon) and not reset:
            continue
        when = {
            "record": event.number,
            "from": stamp(event.at),
            "claimed": stamp(deed.at),
            "kind": event.kind,
            "deviation": event.deviation,
        }
        yield line(NAME, f"{key_of(scope, weapon)}\n{event.number:012}", {**now, **when, **reset})


def _reset(change: Change, deed: Act, weapon: str) -> dict[str, Any]:
    """Return what one record of a run holds: through whose hands it went, in which steps; nothing of another act.

    Of one that was refused, the steps that count.
    """
    event = change.event
    if deed.kind != "cycle" or deed.weapon != weapon:
        return {}
    if event.happened or event.completes:
        return {"reset": {"by": deed.by, "steps": [step.kind for step in deed.steps]}}
    counted = [step.kind for step, did in zip(deed.steps, event.did, strict=False) if did.would == RECORD]
    return {"reset": {"by": deed.by, "steps": counted, "refused": True}} if counted else {}


def _span(scope: str, state: State, name: str) -> dict[str, Any]:
    """Return what makes a span one: hands, place, state."""
    if name not in state.beliefs:
        return {}
    belief = state.beliefs[name]
    word = spoken(state.weapons.get(name) or Weapon(id=name), belief)
    return {
        "scope": scope,
        "weapon": name,
        "holder": belief.holder,
        "where": sentences.where(scope, belief),
        "out": bool(belief.holder or belief.place),
        "state": word.name,
        "spoken": str(word),
    }


@dataclass(frozen=True, slots=True)
class Span:
    """One span of a chain: from record ``first`` up to, and without, record ``last``; 0 and "" while it goes on."""

    says: dict[str, Any]
    first: int
    begins: str
    last: int = 0
    ends: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the span as plain values."""
        return {**self.says, "to": self.ends, "to_record": self.last}


def chain(store: Store, key: str) -> Iterator[Span]:
    """Yield the spans of a weapon from the first on, in bounded memory."""
    waiting: dict[str, Any] | None = None
    for _, value in store.rows(NAME, f"{key}\n"):
        says = read(value)
        if waiting is not None:
            yield Span(waiting, waiting["record"], waiting["from"], says["record"], says["from"])
        waiting = says
    if waiting is not None:
        yield Span(waiting, waiting["record"], waiting["from"])


def out_of_store(spans: Iterator[Span]) -> Iterator[tuple[Span, Span]]:
    """Yield the first and the last span of every time that a weapon was out: with somebody, or lying somewhere.

    Where nobody said where it was, it is not said to be out, nor in.
    """
    first = last = None
    for span in spans:
        if span.says["out"]:
            first, last = first or span, span
            continue
        if first is not None and last is not None:
            yield first, last
        first = None
    if first is not None and last is not None:
        yield first, last
