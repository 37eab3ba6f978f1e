"""Of which day that was told a paper is: of the set itself, unless a told one is named, or nothing else is there."""

from __future__ import annotations

from dataclasses import replace

from showsafe.application.nearest import did_you_mean
from showsafe.errors import WrongInput
from showsafe.papers.source import Source
from showsafe.papers.wish import Wish
from showsafe.projections.rows import SET, day_of, telling_of


def on(source: Source, wish: Wish) -> tuple[Source, Wish]:
    """Return the source and the wish as they are for the scope that is meant, with names as that scope has them.

    It is the told day that is named, or that the weapon or lot is of. Where the set has neither day nor thing on
    record, it is the day that was told last. Raises WrongInput ``paper.no-told-day``.
    """
    if not source.told or source.scope != SET:
        return source, wish
    named = wish.told or _of_things(wish)
    told = _scope(source, named) if named else _only(source)
    if not told:
        return source, wish
    day = f"{day_of(told)}/"
    weapon, lot = _within(wish.weapon, day), _within(wish.lot, day)
    return replace(source, scope=told, _who={}), replace(wish, told=told, weapon=weapon, lot=lot)


def _of_things(wish: Wish) -> str:
    """Return the day of the first thing that is named by one, as *day/revolver*."""
    days = (name.partition("/")[0] for name in (wish.weapon, wish.lot) if "/" in name)
    return next(days, "")


def _within(name: str, day: str) -> str:
    """Return a name as its scope has it: with the day before it, and without the number of the telling."""
    return f"{day}{name.rpartition('/')[2]}" if name else ""


def _scope(source: Source, named: str) -> str:
    """Return the newest telling of a day, or the one that is named with its number."""
    scopes = [scope for scope in source.store.scopes() if scope != SET]
    alike = [scope for scope in scopes if named in (scope, day_of(scope))]
    if named.endswith("@1") and day_of(named) in scopes:
        return day_of(named)
    if not alike:
        seen = "".join(c if c.isprintable() else "?" for c in named[:60])
        raise WrongInput(
            "paper.no-told-day",
            f"No day {seen!r} is told in this unit.",
            did_you_mean(named, [day_of(scope) for scope in scopes], "All days: showsafe board DIR"),
        )
    return named if named in scopes and "@" in named else max(alike, key=lambda scope: telling_of(scope)[1])


def _only(source: Source) -> str:
    """Return the day that was told last, where the set itself has nothing that a paper could be of."""
    state = source.state
    if state.weapons or state.lots or state.people or state.day.opened_at is not None:
        return ""
    last: dict[str, int] = {}
    for scope in source.store.scopes():
        kept = source.store.snapshot(scope)
        if scope != SET:
            last[scope] = kept.number if kept is not None else 0
    return max(last, key=lambda scope: (last[scope], scope), default="")
