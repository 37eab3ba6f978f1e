"""The fleet board and the open matters of many productions, in sentences that say whose word and whose clock it is.

1. What cannot be said now is grey, with the record up to which it holds; it never looks as if nothing were open.
2. Every deadline goes by the office's clock. Where a node's clock differs, both times are said, neither as right.
3. Nobody is judged: a row says what is open and who owns it, never who does well.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypedDict, Unpack

from showsafe.application.facts.port import Facts
from showsafe.application.facts.values import (
    CONCERN,
    DEVIATION,
    DISCREPANCY,
    GAP,
    MATTERS,
    USUAL,
    Allowed,
    Asked,
    AskedBoard,
    Fact,
    Named,
    Patience,
    UnitFacts,
)
from showsafe.application.text import free_text, label
from showsafe.projections.numbers import counted

_MINUTES, _HOURS, _DAYS = 60, 3600, 86_400


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a unit stands where it does: a code that never changes, and one sentence."""

    code: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """One unit on the board. All of it holds as of record ``as_of``; ``grey`` says why nothing later can be read.

    ``said`` is a time by the node's own clock, ``arrived``, ``heard`` and ``day_since`` by the office's. ``clock`` says
    both where they differ. ``day`` is the record that opened the day, 0 where none is open.
    """

    production: str
    unit: str
    origin: str
    alarm: str
    reasons: tuple[Reason, ...]
    as_of: int
    held: int
    behind: int
    told: int
    grey: str
    profile: str
    said: datetime | None
    arrived: datetime | None
    heard: datetime | None
    clock: str
    day: int
    day_since: datetime | None
    exceptions: tuple[str, ...]
    stops: tuple[str, ...]
    live: int
    weapons: int
    out: int
    hot: int
    held_things: int
    people: int
    deviations: int
    discrepancies: int
    concerns: int
    gaps: int
    unowned: int
    witnessed: int
    checked: int
    fault: str
    branches: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Board:
    """A part of the board, most urgent first, the counts over all of it, and how many more rows there are."""

    rows: tuple[UnitRow, ...]
    totals: Mapping[str, int]
    left_out: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterRow:
    """An open matter: what, of which production, since when by either clock, and who owns it by whose word.

    ``answerable`` says that the office may answer it; any other is closed by a record of the set alone.
    """

    production: str
    unit: str
    origin: str
    kind: str
    key: str
    record: int
    said: datetime | None
    arrived: datetime | None
    about: str
    says: str
    owner: str
    owner_by: str
    named_by: str
    open: bool
    overdue: bool
    answerable: bool
    answered: str
    answered_by: str
    as_of: int
    grey: str
    clock: str


@dataclass(frozen=True, slots=True)
class Matters:
    """Open matters, the oldest first, and how many there are in all."""

    rows: tuple[MatterRow, ...]
    count: int


class WhichMatters(TypedDict, total=False):
    """Which matters are asked for: of some ``kinds``, of one production, without an owner, also closed ones."""

    kinds: tuple[str, ...]
    production: str
    unowned: bool
    only_open: bool
    limit: int
    skip: int


def fleet_board(
    facts: Facts,
    allowed: Allowed,
    now: datetime,
    patience: Patience = USUAL,
    *,
    only: str = "",
    limit: int = 200,
    skip: int = 0,
) -> Board:
    """Return the units of the productions that may be seen, most urgent first.

    ``only`` is a level, the code of a reason, or ``open-day``.
    """
    asked = AskedBoard(now=now, patience=patience, only=only, limit=limit, skip=skip)
    page = facts.board(allowed, asked)
    rows = tuple(unit_row(unit, now) for unit in page.rows)
    left_out = max(0, page.totals.get("wanted", 0) - skip - len(rows))
    return Board(rows, page.totals, left_out, now)


def unit_row(unit: UnitFacts, now: datetime) -> UnitRow:
    """Return the row of one unit, with a sentence for each reason."""
    standing, summary = unit.standing, unit.summary
    return UnitRow(
        production=standing.production,
        unit=standing.unit,
        origin=standing.origin,
        alarm=unit.level,
        reasons=tuple(Reason(code, _because(code, unit, now)) for code in unit.reasons),
        as_of=summary.as_of,
        held=standing.held,
        behind=standing.held - summary.as_of,
        told=standing.told,
        grey=grey(unit.summary.as_of, unit.trouble.says) if unit.trouble else "",
        profile=summary.profile,
        said=summary.said,
        arrived=summary.arrived,
        heard=standing.heard,
        clock=clock(summary.said, summary.arrived),
        day=summary.day,
        day_since=summary.day_arrived,
        exceptions=summary.exceptions,
        stops=summary.stops,
        live=summary.live,
        weapons=summary.weapons,
        out=summary.out,
        hot=summary.hot,
        held_things=summary.held,
        people=summary.people,
        deviations=unit.deviations,
        discrepancies=unit.discrepancies,
        concerns=unit.concerns,
        gaps=unit.gaps,
        unowned=unit.unowned,
        witnessed=standing.witnessed,
        checked=standing.checked,
        fault=standing.fault,
        branches=standing.branches,
    )


def grey(as_of: int, why: str) -> str:
    """Say up to which record facts hold, and why nothing later can be read."""
    return f"As of record {as_of}; what came after cannot be read. {why}"


def clock(said: datetime | None, arrived: datetime | None, skew_s: int = 300) -> str:
    """Say both times where they differ, and which one deadlines go by; nobody is called right."""
    if said is None or arrived is None or abs((said - arrived).total_seconds()) <= skew_s:
        return ""
    return (
        f"This node's clock says {_time(said)}; the office received it {_time(arrived)}. "
        "Deadlines here go by the office's clock."
    )


def matters(
    facts: Facts,
    allowed: Allowed,
    now: datetime,
    patience: Patience = USUAL,
    **which: Unpack[WhichMatters],
) -> Matters:
    """Return deviations, differences, concerns and gaps with their owners, the oldest arrival first."""
    asked = Asked(
        kinds=tuple(kind for kind in which.get("kinds", MATTERS) if kind in MATTERS),
        production=which.get("production", ""),
        only_open=which.get("only_open", True),
        only_unowned=which.get("unowned", False),
        limit=which.get("limit", 200),
        skip=which.get("skip", 0),
    )
    rows = tuple(matter_row(fact, now, patience) for fact in facts.lines(allowed, asked))
    whole = len(rows) < asked.limit and not asked.skip
    return Matters(rows, len(rows) if whole else facts.count(allowed, asked))


def matter_row(fact: Fact, now: datetime, patience: Patience) -> MatterRow:
    """Return the row of one open matter."""
    line = fact.line
    by = "" if not fact.owner else "office" if fact.named_by and fact.owner != line.owner else "record"
    limit = patience.concern_s if line.kind == CONCERN else patience.owner_s if not fact.owner else None
    waited = now - line.arrived if line.arrived else timedelta()
    return MatterRow(
        production=fact.production,
        unit=fact.unit,
        origin=fact.origin,
        kind=line.kind,
        key=line.key,
        record=line.record,
        said=line.said,
        arrived=line.arrived,
        about=line.who,
        says=_of_matter(fact),
        owner=fact.owner,
        owner_by=by,
        named_by=fact.named_by if by == "office" else "",
        open=fact.open,
        overdue=fact.open and limit is not None and waited.total_seconds() > limit,
        answerable=answerable(fact),
        answered=fact.answered,
        answered_by=fact.answered_by,
        as_of=fact.as_of,
        grey=grey(fact.as_of, fact.grey) if fact.grey else "",
        clock=clock(line.said, line.arrived, patience.skew_s),
    )


def answerable(fact: Fact) -> bool:
    """Whether the office may answer a matter: a gap, and a deviation that holds nothing on the set."""
    line = fact.line
    return line.kind == GAP or (line.kind == DEVIATION and not (line.value).get("holds"))


def name_owner(
    facts: Facts, allowed: Allowed, matter: tuple[str, str, str], owner: str, by: str, at: datetime
) -> None:
    """Keep whom the office named to own a matter (its origin, kind and key), who did, and when.

    Raises WrongInput: ``facts.unknown`` for one that is not there or may not be seen, and as ``text.label``.
    """
    named = label(owner, "owner")
    origin, kind, key = matter
    facts.name(allowed, Named(origin=origin, kind=kind, key=key, owner=named, by=by, at=at))


def answer(
    facts: Facts, allowed: Allowed, matter: tuple[str, str, str], says: str, by: str, at: datetime
) -> None:
    """Keep the office's answer to a matter (its origin, kind and key).

    That is a gap, a refused branch, or a deviation that holds nothing on the set.

    Raises WrongInput: ``facts.unknown``, ``facts.closed-by-record``, and as ``text.free_text``.
    """
    said = free_text(says, "answer").strip() or "seen"
    origin, kind, key = matter
    facts.name(allowed, Named(origin=origin, kind=kind, key=key, answer=said, by=by, at=at))


def _of_matter(fact: Fact) -> str:
    line, value = fact.line, fact.line.value
    if line.kind == GAP:
        return str(value["says"])
    if line.kind == CONCERN:
        return str(value.get("says") or f"A concern about {line.who or 'weapons'}.")
    if line.kind == DISCREPANCY:
        return str(value.get("says") or f"A count of {value.get('name')} differs.")
    found = [str(each["says"]) for each in value.get("findings", ())]
    what = f"Done outside the rules: {value.get('act')}{f' of {line.who}' if line.who else ''}."
    return " ".join((what, *found))


def _because(code: str, unit: UnitFacts, now: datetime) -> str:
    standing, summary = unit.standing, unit.summary
    sentences = {
        "branch": _branches(standing.branches),
        "fault": standing.fault,
        "live": "A live or unidentified round was found, and is not out of the way.",
        "stop": f"The set is stopped: {', '.join(summary.stops)}.",
        "gap": f"{counted(unit.gaps, 'place')} where a device's own chain does not go on.",
        "unreadable": grey(summary.as_of, unit.trouble.says) if unit.trouble else "",
        "behind": f"As of record {summary.as_of}; {standing.held - summary.as_of} later ones wait to be read.",
        "never-heard": "Its node has not called yet.",
        "late": f"Its node was heard {_ago(standing.heard, now)}.",
        "day-open": f"Its day is open since {_ago(summary.day_arrived, now)}, and not closed.",
        "unowned": f"{counted(unit.unowned, 'matter')} without an owner, the oldest {_ago(unit.unowned_since, now)}.",
        "concern": f"A concern has had no answer since {_ago(unit.concern_since, now)}.",
        "witness": f"Cosigned up to record {standing.witnessed} of {max(standing.held, standing.told)}.",
        "clock": clock(summary.said, summary.arrived),
        "doubt": "The set waits while a doubt is cleared up.",
        "held": f"{counted(summary.held, 'weapon')} held.",
    }
    return sentences[code]


def _branches(branches: Mapping[str, int]) -> str:
    words = {
        "fork": "it signed two different pasts",
        "rolled-back": "it showed fewer records than before",
        "not-consistent": "what was seen before is not the beginning of what it showed",
        "fault": "records under its signature break the form",
        "other-key": "it was signed by a key that may not",
    }
    said = "; ".join(words.get(kind, kind) for kind in sorted(branches))
    return f"What its node showed was refused, and is kept as evidence: {said}."


def _time(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M UTC") if at.year >= 1000 else f"{at.isoformat()} UTC"  # noqa: PLR2004


def _ago(at: datetime | None, now: datetime) -> str:
    if at is None:
        return "never"
    seconds = max(0, int((now - at).total_seconds()))
    for size, noun in ((_DAYS, "day"), (_HOURS, "hour"), (_MINUTES, "minute")):
        if seconds >= size:
            return f"{counted(seconds // size, noun)} ago"
    return "just now"
