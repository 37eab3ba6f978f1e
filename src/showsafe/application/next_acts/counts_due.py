"""Which lots are to be counted now, and why; and what can be done about a difference that is open. Nothing is refused.

A lot is due where it has another custodian than before, where a break was called and it moved since it was counted,
and where it moved on a day since it was counted: *wrap*, before that day closes and ever after until it is counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from showsafe.application.next_acts import people
from showsafe.application.next_acts.candidate import Candidate, Right, dry_run
from showsafe.application.would import Moment
from showsafe.domain.counted import BREAK, CUSTODIAN, WRAP, Discrepancy
from showsafe.domain.effects.counted import used_on
from showsafe.domain.state import State
from showsafe.domain.things import Lot

ORDER = (CUSTODIAN, BREAK, WRAP)
"""What is asked for first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueLot:
    """A lot that is to be counted: why, and since which record. One that is due at wrap has until then."""

    lot: str
    why: str
    since_record: int


def due(state: State, *, by_wrap: bool = True) -> tuple[DueLot, ...]:
    """Return what is to be counted, what is due now before what is due by wrap, each lot once with its first reason.

    ``by_wrap`` off leaves out what only the end of a day that is still open will ask for.
    """
    found = [each for name in state.counts for each in _of_lot(state, name, by_wrap=by_wrap)]
    return tuple(sorted(found, key=lambda each: ORDER.index(each.why)))


def _of_lot(state: State, name: str, *, by_wrap: bool) -> Iterator[DueLot]:
    lot, known = state.lots[name], state.counts[name]
    if lot.gone or lot.quarantined or not lot.total:
        return
    reasons = {each.why: each.record for each in known.due}
    if by_wrap and state.day.open and used_on(state.day, known):
        reasons.setdefault(WRAP, known.moved)
    first = min(reasons, key=ORDER.index, default="")
    if first:
        yield DueLot(lot=name, why=first, since_record=reasons[first])


def of_lot(state: State, lot: Lot) -> Iterator[Candidate]:
    """Yield the acts of counting of one lot: counted apart, then what can leave it for good."""
    by = people.custodians(state, lot.holder)
    others = people.with_roles(state, "assistant-armorer", "first-ad", "safety-advisor")
    keys = {"lot": lot.id}
    yield Candidate(
        kind="recount",
        by=(*by, *others),
        keys=keys,
        asks=("seen",),
        assumed={"seen": lot.box, "witness_seen": lot.box},
    )
    if lot.spent:
        yield Candidate(kind="count-cases", by=by, keys=keys, asks=("count",), assumed={"count": 1})
    if lot.container or not lot.box:
        return
    asks = ("count", "number")
    some = {"count": 1}
    yield Candidate(
        kind="keep-sample",
        by=by,
        keys=keys,
        asks=("count", "holder", "place"),
        assumed={**some, "holder": by[0] if by else "somebody", "place": "apart"},
    )
    yield Candidate(kind="destroy-rounds", by=by, keys=keys, asks=asks, assumed=some)
    back = {**keys, **({"supplier": lot.supplier} if lot.supplier else {})}
    told = some if lot.supplier else {**some, "supplier": "its supplier"}
    yield Candidate(kind="return-rounds", by=by, keys=back, asks=(*asks, "supplier"), assumed=told)


def of_discrepancy(at: Moment, found: Discrepancy, person: str) -> tuple[Right, ...]:
    """Return what somebody may do about a difference, dry-run: name who owns it, and close it."""
    roles = ("first-ad", "safety-advisor", *people.OF_THE_OFFICE, "assistant-armorer")
    by = (*people.custodians(at.state), *people.with_roles(at.state, *roles))
    keys = {found.thing: found.name, "of": found.of}
    own = Candidate(kind="own-discrepancy", by=by, keys=keys, asks=("person",), assumed={"person": person})
    close = Candidate(
        kind="close-discrepancy",
        by=by,
        keys=keys,
        asks=("reason", "count"),
        assumed={"reason": "looked into"},
    )
    rights = (dry_run(at, each, person) for each in (own, close))
    return tuple(each for each in rights if person in each.who)
