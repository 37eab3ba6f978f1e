"""The two ends of the day, dry-run: what its opening still misses, and what keeps it from being closed, by name."""

from __future__ import annotations

from typing import Any

from showsafe.application.next_acts import cures, people
from showsafe.application.next_acts.candidate import Candidate, Right, dry_run
from showsafe.application.would import Moment
from showsafe.domain.state import State
from showsafe.domain.things import Weapon
from showsafe.rules.decision import Finding

_OF_THE_SET = ("papers", "trouble", "rounds", "live", "store", "duty")
"""Gates whose findings are of the set, not of a weapon: what answers them needs no weapon."""


def opening(at: Moment) -> Candidate:
    """Open the day."""
    return _end(at, "open-day")


def closing(at: Moment) -> Candidate:
    """Close the day, with no exception named."""
    return _end(at, "close-day")


def _end(at: Moment, kind: str) -> Candidate:
    state, notices = at.state, at.profile.day_notices
    by = (
        *people.with_roles(state, "first-ad", *people.OF_THE_OFFICE, "safety-advisor"),
        *people.custodians(state),
    )
    notice: dict[str, Any] = {"notice": {"kind": notices[0], "number": "1"}} if notices else {}
    suggested = {"notice": {"kind": notices[0]}} if notices else {}
    return Candidate(kind=kind, by=by, keys=suggested, asks=tuple(notice), assumed=notice)


def blocks(at: Moment, right: Right, person: str) -> list[tuple[Finding, Right | None]]:
    """Return what stands against one end of the day, in order, each with the act that answers it, dry-run."""
    return [(each, _answer(at, right, each, person)) for each in cures.in_order(right.against)]


def _answer(at: Moment, right: Right, finding: Finding, person: str) -> Right | None:
    if finding.gate not in _OF_THE_SET:
        return None
    cure = cures.cure_of(cures.Case(at, right, Weapon(id=""), None, finding))
    return dry_run(at, cure, person) if cure is not None and cure.kind != right.kind else None


def off(at: Moment) -> list[dict[str, str]]:
    """Return the things that are out, off or unknown, each with where it is: what has to be seen to, or named."""
    state = at.state
    found = []
    for name, belief in state.beliefs.items():
        if belief.gone or belief.quarantined:
            continue
        if belief.container and not belief.locked_empty:
            where = f"in {belief.container}, {'not opened' if belief.isolated else 'not proven empty'}"
            found.append({"thing": name, "kind": "weapon", "where": where})
        elif not belief.container and (belief.holder or belief.place or state.weapons[name].enrolled):
            where = f"with {belief.holder}" if belief.holder else (belief.place or "in no known place")
            found.append({"thing": name, "kind": "weapon", "where": where})
        found.extend({"thing": name, "kind": "count", "where": note} for note in belief.uncounted)
    for lot in state.lots.values():
        if lot.loose:
            where = f"with {lot.holder}" if lot.holder else "in no known place"
            found.append({"thing": lot.id, "kind": "lot", "where": where})
        if lot.unaccounted:
            found.append({"thing": lot.id, "kind": "count", "where": f"{lot.unaccounted} not accounted for"})
        if put_aside := _in_quarantine(state, lot.id):
            found.append({"thing": lot.id, "kind": "count", "where": f"{put_aside} in what is quarantined"})
    return found


def _in_quarantine(state: State, lot: str) -> int:
    """Return how many unfired rounds of a lot are in weapons that are quarantined: the lot is named for them."""
    return sum(
        each.lot == lot and each.state == "ready"
        for belief in state.beliefs.values()
        if belief.quarantined and not (belief.isolated or belief.gone)
        for each in belief.contents
    )
