"""Which lines of which projection one event changes; written in the same transaction as its record.

A projection that fails never keeps a record from being written. It is marked as stale from that record on, and
whoever shows it has to say so, until it is rebuilt: stale green does not exist.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from showsafe.domain.events import Event
from showsafe.domain.state import State
from showsafe.ledger.store import Row, Store
from showsafe.projections import (
    attested,
    board,
    concerns,
    consigned,
    counts,
    custody,
    days,
    discrepancies,
    matters,
    people,
    photos,
    rounds,
    settings,
    shots,
    tallies,
    waiting,
    whole_set,
)
from showsafe.projections.rows import Change, change_of, line, read

Projection = Callable[[Change], Iterator[Row]]

STALE = "stale"
"""The projection that names those which failed, and since which record."""

VIEWS = "views"
"""What is said of the views themselves: under ``layout``, in which form their lines were first written."""

LAYOUT = 8
"""The form of all lines; raised when one changes, so that lines of an older program are made anew, not misread."""

PROJECTIONS: Mapping[str, Projection] = {
    board.NAME: board.project,
    custody.NAME: custody.project,
    counts.NAME: counts.project,
    people.NAME: people.project,
    waiting.NAME: waiting.project,
    whole_set.NAME: whole_set.project,
    concerns.NAME: concerns.project,
    attested.NAME: attested.project,
    settings.NAME: settings.project,
    photos.NAME: photos.project,
    days.NAME: days.project,
    rounds.NAME: rounds.project,
    matters.NAME: matters.project,
    shots.NAME: shots.project,
    tallies.NAME: tallies.project,
    discrepancies.NAME: discrepancies.project,
    consigned.NAME: consigned.project,
}
"""Every projection by its name."""


def project(scope: str, before: State, after: State, event: Event) -> Iterable[Row]:
    """Return the lines that one event changes: of a scope, from the state before and after it."""
    return project_by(PROJECTIONS, scope, before, after, event)


def project_by(
    projections: Mapping[str, Projection], scope: str, before: State, after: State, event: Event
) -> list[Row]:
    """Return the lines of the projections given; of one that fails, only that it is stale."""
    change = change_of(scope, before, after, event)
    rows = [_layout()] if event.number == 1 else []
    for name, lines_of in projections.items():
        try:
            rows.extend(list(lines_of(change)))
        except Exception as error:  # noqa: BLE001 - whatever breaks here, the record is written
            rows.append(line(STALE, name, {"record": event.number, "why": type(error).__name__}))
    return rows


def of_this_layout(store: Store) -> bool:
    """Whether the lines have the form that this program reads; where there is no record, there is no line."""
    return store.size() == 0 or store.row(VIEWS, "layout") == _layout().value


def _layout() -> Row:
    return line(VIEWS, "layout", {"layout": LAYOUT})


def stale(store: Store) -> dict[str, int]:
    """Return the projections that cannot be shown, each with the record at which it last failed."""
    return {name: read(value)["record"] for name, value in store.rows(STALE)}
