"""What comes next of a weapon that something stands against: a misfire, a fault, a hold, a quarantine, an incident."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from showsafe.application.next_acts import fill, people
from showsafe.application.next_acts.candidate import Candidate
from showsafe.application.would import Moment
from showsafe.domain.belief import Belief
from showsafe.domain.state import State
from showsafe.domain.things import Weapon
from showsafe.rules.profile import Profile

SLOW = ("muzzle-loader", "percussion-revolver")


@dataclass(frozen=True, slots=True)
class Wait:
    """How long a misfired weapon still stays shut; nothing else limits the safe direction."""

    seconds: int
    says: str


def wait_of(at: Moment, weapon: Weapon) -> Wait | None:
    """Return for how long nobody opens a weapon yet, or None."""
    fault = at.state.believed(weapon.id).open_fault("misfire")
    if fault is None or fault.cleared:
        return None
    left = misfire_wait(at.profile, weapon) - int((at.now - fault.at).total_seconds())
    if left <= 0:
        return None
    return Wait(left, f"Hold {weapon.id} shut, muzzle safe: it misfired. Then clear it.")


def misfire_wait(profile: Profile, weapon: Weapon) -> int:
    """Return for how many seconds a weapon stays shut after a misfire."""
    return profile.misfire_wait_muzzle_loader_s if weapon.action in SLOW else profile.misfire_wait_s


def stands(belief: Belief) -> bool:
    """Whether something stands against a weapon itself."""
    return bool(belief.quarantined or belief.frozen or belief.fault or belief.holds)


def ways(at: Moment, weapon: Weapon) -> Iterator[Candidate]:
    """Yield what comes next of a weapon that something stands against, the first first."""
    state = at.state
    belief = state.believed(weapon.id)
    if belief.quarantined:
        yield from _quarantined(state, weapon.id, belief)
    elif belief.frozen:
        if not belief.container:
            yield isolate(state, weapon.id)
        yield fill.release(state, weapon=weapon.id)
    else:
        yield from _locked_out(state, weapon, belief)


def _quarantined(state: State, weapon: str, belief: Belief) -> Iterator[Candidate]:
    if not belief.container:
        yield Candidate(
            kind="quarantine", by=people.in_charge(state, weapon), keys={"weapon": weapon}, asks=("in",)
        )
    if state.stops:
        yield fill.release(state, set=True)
    yield fill.release(state, weapon=weapon)


def _locked_out(state: State, weapon: Weapon, belief: Belief) -> Iterator[Candidate]:
    if not belief.container and not state.is_custodian(belief.holder):
        yield fill.collect(state, weapon.id)
        return
    faults = belief.fault.all if belief.fault else ()
    if any(not fault.cleared for fault in faults) and (belief.open_fault("misfire") or not belief.container):
        yield fill.unload(state, weapon, "clear")
    yield fill.release(state, weapon=weapon.id)


def isolate(state: State, weapon: str) -> Candidate:
    """Lock it as it is, unopened: the way that is always open."""
    return Candidate(
        kind="isolate", by=people.in_charge(state, weapon), keys={"weapon": weapon}, asks=("in",)
    )
