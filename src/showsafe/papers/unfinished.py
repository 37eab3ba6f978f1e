"""What is not finished at the end of a production, in sentences: the day, stops, weapons, lots, counts that differ."""

from __future__ import annotations

from collections.abc import Iterator

from showsafe.domain.belief import Belief
from showsafe.domain.things import Lot
from showsafe.papers import shown
from showsafe.papers.source import Source
from showsafe.papers.wish import Wish
from showsafe.papers.words import both

NAME = "wrap-report"
"""The paper whose texts these are."""


def every(source: Source, wish: Wish) -> Iterator[str]:
    """Yield what is open: stops and finds first, then the day, each weapon, each lot, each count that differs."""
    yield from _stands(source, wish)
    yield from _day(source, wish)
    for name, belief in source.state.beliefs.items():
        yield from _weapon(source, wish, name, belief)
    for lot in source.state.lots.values():
        yield from _lot(source, wish, lot)
    words = both(NAME, wish.lang)
    for found in source.state.discrepancies.values():
        yield words["open_difference"].format(source.short(found.name), found.record)


def _stands(source: Source, wish: Wish) -> Iterator[str]:
    words, state = both(NAME, wish.lang), source.state
    for stop in state.stops:
        yield words["open_stop"].format(shown.act(stop.kind, wish.lang), stop.record)
    for find in state.live:
        yield words["open_live"].format(source.short(find.where), find.record)
    for frozen in state.frozen.values():
        yield words["open_frozen"].format(source.short(frozen.name), frozen.record)
    for concern in state.concerns.values():
        yield words["open_concern"].format(concern.record)


def _day(source: Source, wish: Wish) -> Iterator[str]:
    """Yield that the day is open, or with what the last one was closed; runs and files that nobody ended."""
    words, state = both(NAME, wish.lang), source.state
    if state.day.open:
        yield words["open_day_since"].format(state.day.opened_record)
    elif state.day.exceptions:
        said = "; ".join(source.masked(each, wish.lang, names=wish.names) for each in state.day.exceptions)
        yield words["open_exceptions"].format(said)
    for run in state.runs.values():
        if not run.ended:
            yield words["open_run"].format(source.short(run.weapon), run.record)
    for file in state.files.values():
        if not file.closed:
            yield words["open_file"].format(source.short(file.id), file.record)


def _weapon(source: Source, wish: Wish, name: str, belief: Belief) -> Iterator[str]:
    words, called = both(NAME, wish.lang), source.short(name)
    for fault in belief.fault.all if belief.fault else ():
        yield words["open_fault"].format(called, shown.act(fault.kind, wish.lang), fault.record)
    for hold in belief.holds:
        yield words["open_hold"].format(called, hold.record)
    if belief.quarantined:
        yield words["open_quarantine"].format(called)
    if belief.isolated:
        yield words["open_isolated"].format(called)
    if not belief.container and not belief.gone:
        yield words["open_out"].format(called)
    if belief.uncounted or (belief.use is not None and not belief.use.closed):
        yield words["open_use"].format(called)


def _lot(source: Source, wish: Wish, lot: Lot) -> Iterator[str]:
    words, called = both(NAME, wish.lang), source.short(lot.id)
    off = (
        ("open_missing", lot.missing),
        ("open_unaccounted", lot.unaccounted),
        ("open_surplus", lot.surplus),
        ("open_ejected", lot.ejected),
    )
    for name, count in off:
        if count:
            yield words[name].format(called, count)
    if lot.quarantined:
        yield words["open_quarantine"].format(called)
    if lot.holds or lot.tainted:
        yield words["open_lot_held"].format(called)
    if lot.total and not lot.container and not lot.gone:
        yield words["open_out"].format(called)
