"""What can be done with one lot now, dry-run: out of its container or into one, proven, sealed, out of use."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from showsafe.application.next_acts import counts_due, fill, people
from showsafe.application.next_acts.candidate import Candidate, Right, dry_run
from showsafe.application.would import Moment
from showsafe.domain.state import State
from showsafe.domain.things import Lot


def of_lot(at: Moment, name: str, person: str) -> tuple[Right, ...]:
    """Return the acts of a lot that somebody may say, dry-run: what nothing recorded would stand against first."""
    lot = at.state.lots.get(name)
    if lot is None or lot.gone:
        return ()
    found = [dry_run(at, each, person) for each in _candidates(at.state, lot)]
    return tuple(sorted((each for each in found if person in each.who), key=lambda each: each.weight))


def _candidates(state: State, lot: Lot) -> Iterator[Candidate]:
    by = people.custodians(state, lot.holder)
    keys: dict[str, Any] = {"lot": lot.id}
    if lot.container:
        yield fill.unlock_lot(state, lot)
    else:
        yield fill.lock_lot(state, lot)
        if lot.box and not lot.quarantined:
            yield fill.prove(state, lot)
            yield Candidate(kind="seal", by=by, keys=keys, asks=("number",), assumed={"number": "1"})
    if not lot.quarantined:
        yield Candidate(kind="quarantine", by=by, keys=keys, asks=("in",))
        yield from counts_due.of_lot(state, lot)
    if lot.holds or lot.frozen or lot.quarantined:
        yield fill.release(state, lot=lot.id)


def loaded_in(state: State, lot: str) -> list[dict[str, Any]]:
    """Return the weapons that hold rounds of a lot, each with how many, and how many of those are fired."""
    found = []
    for name, belief in state.beliefs.items():
        own = [each for each in belief.contents if each.lot == lot]
        if own:
            spent = sum(1 for each in own if each.state == "spent")
            found.append({"weapon": name, "count": len(own), "spent": spent})
    return found
