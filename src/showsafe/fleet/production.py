"""One production: its units, what is open, its weapons and whose they are, its papers, days and consignments.

Somebody who may not see a production is told the same as of one that does not exist.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from showsafe.application.facts.port import Facts
from showsafe.application.facts.values import (
    ATTESTED,
    CONSIGNMENT,
    DAY,
    PERSON,
    STOP,
    USUAL,
    WEAPON,
    Allowed,
    Asked,
    AskedBoard,
    Fact,
    Patience,
)
from showsafe.domain.spoken import HOT, UNKNOWN
from showsafe.errors import WrongInput
from showsafe.fleet.board import MatterRow, UnitRow, clock, grey, matters, unit_row
from showsafe.fleet.people import PaperRow, expiring

MOST = 500
"""So many lines of each kind stand on the page of a production; there is a page of its own for more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeaponRow:
    """A weapon as one unit's record believes it: contents first, then the word; where it is, and whose."""

    production: str
    unit: str
    origin: str
    weapon: str
    class_: str
    maker: str
    model: str
    serial: str
    tag: str
    owner: str
    state: str
    contents: str
    word: str
    where: str
    holder: str
    gone: str
    held: tuple[str, ...]
    record: int
    said: datetime | None
    arrived: datetime | None
    as_of: int
    grey: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRow:
    """A day, stop, consignment or attestation: its values as they are kept, and as of which record."""

    production: str
    unit: str
    origin: str
    kind: str
    key: str
    record: int
    said: datetime | None
    arrived: datetime | None
    open: bool
    value: Mapping[str, Any]
    as_of: int
    grey: str
    clock: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductionPage:
    """Everything the office says of one production."""

    production: str
    units: tuple[UnitRow, ...]
    matters: tuple[MatterRow, ...]
    matters_count: int
    weapons: tuple[WeaponRow, ...]
    weapons_count: int
    papers: tuple[PaperRow, ...]
    people: int
    stops: tuple[LineRow, ...]
    days: tuple[LineRow, ...]
    consignments: tuple[LineRow, ...]
    attested: tuple[LineRow, ...]


def production_page(
    facts: Facts, allowed: Allowed, production: str, now: datetime, patience: Patience = USUAL
) -> ProductionPage:
    """Return the page of one production; raises WrongInput ``facts.unknown`` for one that may not be seen."""
    only = allowed & {production}
    asked = AskedBoard(now=now, patience=patience, production=production, limit=MOST)
    page = facts.board(only, asked)
    if not page.rows:
        raise unknown()
    open_ = matters(facts, only, now, patience, production=production)
    every = Asked(kinds=(WEAPON,), production=production, limit=MOST)
    return ProductionPage(
        production=production,
        units=tuple(unit_row(unit, now) for unit in page.rows),
        matters=open_.rows,
        matters_count=open_.count,
        weapons=tuple(weapon_row(fact) for fact in facts.lines(only, every)),
        weapons_count=facts.count(only, every),
        papers=expiring(facts, only, now, patience, production=production).rows,
        people=facts.count(only, Asked(kinds=(PERSON,), production=production)),
        stops=_lines(facts, only, production, STOP),
        days=_lines(facts, only, production, DAY, only_open=False),
        consignments=_lines(facts, only, production, CONSIGNMENT),
        attested=_lines(facts, only, production, ATTESTED),
    )


def weapons(
    facts: Facts,
    allowed: Allowed,
    *,
    production: str = "",
    serial: str = "",
    tag: str = "",
    limit: int = MOST,
    skip: int = 0,
) -> tuple[WeaponRow, ...]:
    """Return weapons by serial or tag, or all of them, also those that left: a serial may be in several logs."""
    asked = Asked(
        kinds=(WEAPON,),
        production=production,
        serial=serial,
        tag=tag,
        only_open=not (serial or tag),
        limit=limit,
        skip=skip,
    )
    return tuple(weapon_row(fact) for fact in facts.lines(allowed, asked))


def weapon_row(fact: Fact) -> WeaponRow:
    """Return the row of one weapon; where what came after cannot be read, nothing proves it cold any more."""
    line, value = fact.line, fact.line.value
    if fact.grey:
        value = {**value, "state": UNKNOWN, "contents": "Contents not known.", "word": HOT}
    texts = {name: str(value.get(name, "")) for name in ("maker", "model", "serial", "tag", "owner", "state")}
    more = {name: str(value.get(name, "")) for name in ("contents", "word", "where", "holder", "gone")}
    return WeaponRow(
        production=fact.production,
        unit=fact.unit,
        origin=fact.origin,
        weapon=line.key,
        class_=str(value.get("class", "")),
        held=tuple(str(each["why"]) for each in value.get("held", ())),
        record=line.record,
        said=line.said,
        arrived=line.arrived,
        as_of=fact.as_of,
        grey=grey(fact.as_of, fact.grey) if fact.grey else "",
        **texts,
        **more,
    )


def _lines(
    facts: Facts, allowed: Allowed, production: str, kind: str, *, only_open: bool = True
) -> tuple[LineRow, ...]:
    asked = Asked(kinds=(kind,), production=production, only_open=only_open, limit=MOST)
    return tuple(_line(fact) for fact in facts.lines(allowed, asked))


def _line(fact: Fact) -> LineRow:
    line = fact.line
    return LineRow(
        production=fact.production,
        unit=fact.unit,
        origin=fact.origin,
        kind=line.kind,
        key=line.key,
        record=line.record,
        said=line.said,
        arrived=line.arrived,
        open=line.open,
        value=line.value,
        as_of=fact.as_of,
        grey=grey(fact.as_of, fact.grey) if fact.grey else "",
        clock=clock(line.said, line.arrived),
    )


def unknown() -> WrongInput:
    """There is no such production, or it is not among those that may be seen: whoever asks is not told which."""
    return WrongInput(
        "facts.unknown",
        "There is nothing of that name among the productions that you may see.",
        "Look it up on the board; a production that is not there has to be opened to you first.",
    )
