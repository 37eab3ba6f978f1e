"""What ends on a day of the calendar: papers of people and of the production, certificates, services, hires."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from showsafe.books.hire.source import Source
from showsafe.domain.state import State

PERSON, WEAPON, PRODUCTION, HIRE = "person", "weapon", "production", "hire"
PAPER, CERTIFICATE, SERVICE, RETURN = "paper", "certificate", "service", "return"

_ABOUT_THE_DAY = ("day", "paper")


@dataclass(frozen=True, slots=True, kw_only=True)
class Expiry:
    """One thing that ends: ``what`` it is and of which ``kind``, of whom or what, and its last day.

    ``of_sort`` is ``person``, ``weapon``, ``production`` or ``hire``, and ``of`` its id, "" for the production.
    """

    what: str
    kind: str
    of_sort: str
    of: str
    on: date

    @property
    def key(self) -> str:
        """What stays the same of it when its day changes."""
        return f"{self.what}\n{self.kind}\n{self.of_sort}\n{self.of}"


def expiries(source: Source) -> tuple[Expiry, ...]:
    """Return everything that ends, the first to end first; what has left and whoever was erased is not among it."""
    found = (
        *_people(source.state),
        *_papers(source.state),
        *_weapons(source.state),
        *_services(source),
        *_hires(source),
    )
    latest: dict[str, Expiry] = {}
    for each in found:
        known = latest.get(each.key)
        # Two papers of one kind: the one that holds longer is the one that counts.
        if known is None or each.on > known.on:
            latest[each.key] = each
    return tuple(sorted(latest.values(), key=lambda each: (each.on, each.key)))


def _people(state: State) -> Iterator[Expiry]:
    for who in state.people.values():
        endless = {paper.kind for paper in who.credentials if paper.expires is None}
        for paper in () if who.erased else who.credentials:
            if paper.expires is not None and paper.kind not in endless:
                yield Expiry(what=PAPER, kind=paper.kind, of_sort=PERSON, of=who.id, on=paper.expires)


def _papers(state: State) -> Iterator[Expiry]:
    for paper in state.papers.values():
        if paper.expires is None:
            continue
        if paper.about in state.weapons:
            if not state.believed(paper.about).gone:
                yield Expiry(
                    what=CERTIFICATE, kind=paper.kind, of_sort=WEAPON, of=paper.about, on=paper.expires
                )
        elif paper.about in state.people:
            yield Expiry(what=PAPER, kind=paper.kind, of_sort=PERSON, of=paper.about, on=paper.expires)
        else:
            about = "" if paper.about in _ABOUT_THE_DAY else paper.about
            yield Expiry(what=PAPER, kind=paper.kind, of_sort=PRODUCTION, of=about, on=paper.expires)


def _weapons(state: State) -> Iterator[Expiry]:
    for weapon in state.weapons.values():
        endless = {paper.kind for paper in weapon.certificates if paper.expires is None}
        for paper in () if state.believed(weapon.id).gone else weapon.certificates:
            if paper.expires is not None and paper.kind not in endless:
                yield Expiry(
                    what=CERTIFICATE, kind=paper.kind, of_sort=WEAPON, of=weapon.id, on=paper.expires
                )


def _services(source: Source) -> Iterator[Expiry]:
    for weapon in source.state.weapons.values():
        if source.state.believed(weapon.id).gone:
            continue
        on = source.due(weapon).on
        if on:
            yield Expiry(
                what=SERVICE, kind="service", of_sort=WEAPON, of=weapon.id, on=date.fromisoformat(on)
            )


def _hires(source: Source) -> Iterator[Expiry]:
    for hire in source.hires:
        if hire.open and hire.until:
            yield Expiry(
                what=RETURN, kind=hire.way, of_sort=HIRE, of=hire.id, on=date.fromisoformat(hire.until)
            )
