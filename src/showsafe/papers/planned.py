"""What a day's records say of its planning: shot plans, safety meetings, risk assessments, and who acknowledged what.

From events alone, in the order of their records; a plan or meeting that ends with the day is on paper all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from showsafe.domain.acts import Act
from showsafe.domain.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A shot plan as it was approved: its act, its record, and the record of the plan that it took the place of."""

    act: Act
    record: int
    at: datetime
    before: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """One safety meeting; ``changed`` is the record by which a plan of its scene changed after it, 0 where none did."""

    act: Act
    record: int
    at: datetime
    changed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """One approval of a risk assessment: of the production as a whole where its act names no scene."""

    act: Act
    record: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledged:
    """What somebody said that they have read or heard."""

    act: Act
    record: int
    at: datetime


def done(events: Iterable[Event]) -> Iterator[tuple[Event, Act]]:
    """Yield every act that took place with the record by which it did: its own, or that of who confirmed it."""
    for event in events:
        if event.happened and (event.completes is not None or event.act.kind not in ("confirm", "override")):
            yield event, event.completes or event.act


def plans(events: Iterable[Event]) -> tuple[Planned, ...]:
    """Return the plans that hold after these events: of one scene and weapon the last."""
    found: dict[tuple[str, str], Planned] = {}
    for event, act in done(events):
        if act.kind == "plan":
            key = (act.scene, act.weapon)
            before = found[key].record if key in found else 0
            found[key] = Planned(act=act, record=event.number, at=event.at, before=before)
    return tuple(found[key] for key in sorted(found))


def meetings(events: Iterable[Event]) -> tuple[Met, ...]:
    """Return every meeting, in order; a plan of its scene that is another one than before means that it is over."""
    found: list[Met] = []
    held: dict[tuple[str, str], Act] = {}
    for event, act in done(events):
        if act.kind == "meet":
            found.append(Met(act=act, record=event.number, at=event.at))
        elif act.kind == "plan":
            before = held.get((act.scene, act.weapon))
            if before is not None and not _same(before, act):
                found = [_after(met, act.scene, event.number) for met in found]
            held[act.scene, act.weapon] = act
    return tuple(found)


def assessments(events: Iterable[Event]) -> tuple[Assessed, ...]:
    """Return every approval of a risk assessment, in order."""
    return tuple(
        Assessed(act=act, record=event.number, at=event.at)
        for event, act in done(events)
        if act.kind == "assess"
    )


def acknowledgements(events: Iterable[Event]) -> tuple[Acknowledged, ...]:
    """Return every acknowledgement, in order."""
    return tuple(
        Acknowledged(act=act, record=event.number, at=event.at)
        for event, act in done(events)
        if act.kind == "acknowledge"
    )


def _after(met: Met, scene: str, record: int) -> Met:
    return replace(met, changed=record) if met.act.scene == scene and not met.changed else met


def _same(before: Act, after: Act) -> bool:
    """Whether two plans say the same of the shot itself, whoever approved them."""
    kept = {"act_id": "", "by": "", "witness": "", "at": before.at, "reason": "", "says": ""}
    return replace(before, **kept) == replace(after, **kept)  # type: ignore[arg-type]
