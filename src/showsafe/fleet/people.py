"""People across productions: whose papers expire, and what each production says of one, claim by claim.

1. A production's word of a person is that production's claim. Two claims are of one person only where somebody of the
   office said so; a name or an id that is the same joins nothing.
2. Joined claims stand side by side. Where they differ, the difference is said, and none is taken for the right one.
3. Of a joined person, only claims of productions that may be seen are shown, and nothing says that there are others.
4. A paper that the set did not show the office is said to be sealed; it is never counted as missing, nor as valid.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypedDict, Unpack

from showsafe.application.facts.port import Facts
from showsafe.application.facts.values import (
    PAPER,
    PERSON,
    USUAL,
    Allowed,
    Asked,
    Claim,
    Fact,
    Patience,
)
from showsafe.errors import WrongInput
from showsafe.fleet.board import grey

MOST_CLAIMS = 50
"""So many claims are joined at once at most."""

FURTHEST_DAYS = 36_500
"""Nobody looks further ahead than a hundred years."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRow:
    """A paper and its last day. ``days_left`` goes by the office's date in UTC; below zero it has expired.

    ``of`` is *person*, *weapon* or *set*, ``about`` which one, and ``person`` the same where it is a person.
    """

    production: str
    unit: str
    origin: str
    of: str
    about: str
    person: str
    kind: str
    class_: str
    expires: date
    days_left: int
    record: int
    as_of: int
    grey: str


@dataclass(frozen=True, slots=True)
class Expiring:
    """Papers by their last day, how many there are, and of how many people the office was shown no papers."""

    rows: tuple[PaperRow, ...]
    count: int
    untold: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One paper of a claim: its kind, class and last day, None where none was said."""

    kind: str
    class_: str
    expires: date | None
    days_left: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """What one production says of a person, as of a record. ``sealed`` names what the set did not show the office."""

    production: str
    unit: str
    origin: str
    person: str
    name: str
    erased: bool
    roles: tuple[str, ...]
    instructed: tuple[str, ...]
    papers: tuple[Paper, ...]
    sealed: tuple[str, ...]
    record: int
    as_of: int
    grey: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage:
    """A claim and those that it was joined with, where they differ, who joined them and when."""

    claims: tuple[ClaimRow, ...]
    differences: tuple[str, ...]
    joined_by: str = ""
    joined_at: datetime | None = None


class WhichPapers(TypedDict, total=False):
    """Which papers are asked for: that expire within so many days (None: as patience says), of one production."""

    within_days: int | None
    production: str
    limit: int
    skip: int


def expiring(
    facts: Facts,
    allowed: Allowed,
    now: datetime,
    patience: Patience = USUAL,
    **which: Unpack[WhichPapers],
) -> Expiring:
    """Return papers that have expired or will within so many days, the first to expire first."""
    today = now.astimezone(UTC).date()
    within, production = which.get("within_days"), which.get("production", "")
    days = patience.papers_days if within is None else within
    until = today + timedelta(days=min(max(days, 0), FURTHEST_DAYS))
    limit, skip = which.get("limit", 200), which.get("skip", 0)
    asked = Asked(kinds=(PAPER,), production=production, until=until, limit=limit, skip=skip)
    rows = tuple(_paper_row(fact, today) for fact in facts.lines(allowed, asked))
    sealed = Asked(kinds=(PERSON,), production=production, only_sealed=True)
    return Expiring(rows, facts.count(allowed, asked), facts.count(allowed, sealed))


def person(facts: Facts, allowed: Allowed, origin: str, name: str, now: datetime) -> PersonPage:
    """Return what may be seen of a person, claim by claim; raises WrongInput ``facts.unknown``."""
    joined = facts.joined(allowed, Claim(origin=origin, person=name))
    claims = joined.claims if joined else (Claim(origin=origin, person=name),)
    found = [fact for claim in claims for fact in _claimed(facts, allowed, claim)]
    if not any(fact.origin == origin and fact.line.key == name for fact in found):
        raise WrongInput(
            "facts.unknown",
            "There is nobody of that name among the productions that you may see.",
            "Look them up on the page of their production.",
        )
    today = now.astimezone(UTC).date()
    rows = tuple(sorted((_claim(fact, today) for fact in found), key=lambda row: (row.production, row.unit)))
    if joined is None or len(rows) == 1:
        return PersonPage(claims=rows, differences=())
    return PersonPage(
        claims=rows, differences=tuple(_differences(rows)), joined_by=joined.by, joined_at=joined.at
    )


def join(facts: Facts, allowed: Allowed, claims: Sequence[tuple[str, str]], by: str, at: datetime) -> int:
    """Keep that claims, as pairs of origin and person, are of one person, by the word of ``by``; return its number.

    Raises WrongInput: ``facts.unknown``, ``facts.not-two`` for fewer than two claims, or too many.
    """
    named = list(dict.fromkeys(Claim(origin=origin, person=name) for origin, name in claims))
    if not 1 < len(named) <= MOST_CLAIMS:
        raise WrongInput(
            "facts.not-two",
            f"Between 2 and {MOST_CLAIMS} claims are joined at once.",
            "Name each production's own id of the person.",
        )
    return facts.join(allowed, named, by, at)


def part(facts: Facts, allowed: Allowed, origin: str, name: str, by: str, at: datetime) -> None:
    """Take one claim out of what it was joined with; raises WrongInput ``facts.unknown``."""
    facts.part(allowed, Claim(origin=origin, person=name), by, at)


def _claimed(facts: Facts, allowed: Allowed, claim: Claim) -> list[Fact]:
    asked = Asked(kinds=(PERSON,), origin=claim.origin, key=claim.person, only_open=False, limit=1)
    return facts.lines(allowed, asked)


def _claim(fact: Fact, today: date) -> ClaimRow:
    value = fact.line.value
    return ClaimRow(
        production=fact.production,
        unit=fact.unit,
        origin=fact.origin,
        person=fact.line.key,
        name=str(value.get("name", "")),
        erased=bool(value.get("erased")),
        roles=tuple(value.get("roles", ())),
        instructed=tuple(value.get("instructed", ())),
        papers=tuple(_paper(each, today) for each in value.get("papers", ())),
        sealed=tuple(value.get("sealed", ())),
        record=fact.line.record,
        as_of=fact.as_of,
        grey=grey(fact.as_of, fact.grey) if fact.grey else "",
    )


def _paper(said: dict[str, Any], today: date) -> Paper:
    expires = date.fromisoformat(said["expires"]) if said.get("expires") else None
    left = (expires - today).days if expires else None
    return Paper(kind=str(said["kind"]), class_=str(said.get("class", "")), expires=expires, days_left=left)


def _differences(rows: Sequence[ClaimRow]) -> list[str]:
    """Say where two productions' words of one person are not the same; none of them is called right."""
    found = []
    for kind in sorted({paper.kind for row in rows for paper in row.papers}):
        said = [(row, next((p for p in row.papers if p.kind == kind), None)) for row in rows]
        if len({(paper.class_, paper.expires) if paper else None for _, paper in said}) > 1:
            words = "; ".join(
                f"{row.production} ({row.unit}): {_in_words(row, paper)}" for row, paper in said
            )
            found.append(f"{kind}: {words}.")
    return found


def _in_words(row: ClaimRow, paper: Paper | None) -> str:
    if paper is None:
        return "not shown to the office" if row.sealed else "no such paper on record"
    last = f"until {paper.expires.isoformat()}" if paper.expires else "no last day said"
    return f"{last}, class {paper.class_}" if paper.class_ not in ("", "any") else last


def _paper_row(fact: Fact, today: date) -> PaperRow:
    line, value = fact.line, fact.line.value
    expires = line.until or date.max
    of = str(value.get("of", ""))
    return PaperRow(
        production=fact.production,
        unit=fact.unit,
        origin=fact.origin,
        of=of,
        about=line.who,
        person=line.who if of == "person" else "",
        kind=str(value.get("kind", "")),
        class_=str(value.get("class", "")),
        expires=expires,
        days_left=(expires - today).days,
        record=line.record,
        as_of=fact.as_of,
        grey=grey(fact.as_of, fact.grey) if fact.grey else "",
    )
