"""What the board says of a weapon, in sentences. Contents first; a proof is somebody's word, with its time.

From the protocol: *Last said 10:43: dummies, five, cold. Armorer and assistant say they looked 10:41. Treat as
loaded.* A proof that is void at the bench is no alarm: *Next: open and look.*
"""

from __future__ import annotations

from showsafe.domain.belief import Belief
from showsafe.domain.proof import Proof
from showsafe.domain.spoken import spoken
from showsafe.domain.state import State
from showsafe.domain.things import Weapon
from showsafe.projections.numbers import agreed, counted
from showsafe.projections.rows import clock_time, short

TREAT = "Treat as loaded."


def where(scope: str, belief: Belief) -> str:
    """Say who has a weapon, or where it is."""
    if belief.gone:
        return f"left the unit, to {short(scope, belief.gone)}"
    if belief.container:
        return f"in {short(scope, belief.container)}"
    if belief.preset:
        return f"placed at {belief.place}, watched by {short(scope, belief.preset)}"
    if belief.holder:
        return f"with {short(scope, belief.holder)}"
    if belief.place in ("", "unattended"):
        return "unattended" if belief.place else "with nobody on record"
    return f"at {belief.place}, unattended"


def proof_of_contents(scope: str, state: State, weapon: Weapon, belief: Belief) -> str:
    """Say what is known of the contents, from whom and since when; or what comes next where nothing is."""
    said = _contents(scope, state, weapon, belief)
    return said if weapon.class_ == "blade" else f"{said} {TREAT}"


def _contents(scope: str, state: State, weapon: Weapon, belief: Belief) -> str:
    if belief.gone:
        return "It has left the unit."
    if belief.quarantined:
        return "Quarantined: it stays where it is until custodian and review release it."
    if belief.fault is not None:
        kind = belief.fault.kind.replace("-", " ")
        since = clock_time(state, belief.fault.at)
        return f"Locked out since {since}: {kind}. Next: the custodian clears it, then a release."
    if belief.isolated:
        return "Locked as it is: LOADED - NOT OPENED."
    if belief.proof is None or not belief.proof.stands:
        return _void(scope, state, belief)
    word = spoken(weapon, belief)
    looked = f"{_people(scope, belief.proof)} say they looked {clock_time(state, belief.proof.renewed)}"
    contents = word.contents.rstrip(".")
    if belief.said is None:
        return f"{looked}: {contents[:1].lower()}{contents[1:]}. Not announced since."
    at = clock_time(state, belief.said.at)
    return f"Last said {at}: {contents[:1].lower()}{contents[1:]}, {belief.said.word}. {looked}."


def _void(scope: str, state: State, belief: Belief) -> str:
    if belief.container:
        return "Locked away: not known until two people have looked."
    person = state.people.get(belief.holder)
    if belief.holder and (person is None or not person.custodian):
        who = short(scope, belief.holder)
        return f"Not known, and with {who}. Next: the custodian takes it back, opens it and looks."
    return "Next: open and look."


def proof_of_bore(scope: str, state: State, weapon: Weapon, belief: Belief) -> str:
    """Say what was last said of the bore; a plugged one is never called clear."""
    if not weapon.fires:
        return ""
    if belief.bore is None or not belief.bore.stands:
        return "Bore not known."
    seen = "plugged, plug sound" if belief.bore.says == "plugged" else belief.bore.says
    at = clock_time(state, belief.bore.renewed)
    return f"{_people(scope, belief.bore)} say of the bore at {at}: {seen}."


def _people(scope: str, proof: Proof) -> str:
    return " and ".join(short(scope, person) for person in proof.people)


def open_matters(scope: str, belief: Belief) -> list[str]:
    """Say what is not finished: an offer, a take, a use, a count."""
    matters = []
    if belief.offer is not None:
        to = short(scope, belief.offer.to)
        matters.append(f"Offered to {to}, record {belief.offer.record}; not accepted yet.")
    if belief.take is not None:
        matters.append(f"In use since record {belief.take.record}; no cut since.")
    if belief.use is not None and not belief.use.closed:
        matters.append(f"Its use since record {belief.use.record} is not closed.")
    matters.extend(f"Count open: {agreed(note)}." for note in belief.uncounted)
    return matters


def open_run(scope: str, state: State, weapon: str) -> list[str]:
    """Say that a run is open, with whom, and how many resets there were; what has ended is not said any more."""
    run = state.runs.get(weapon)
    if run is None or run.ended:
        return []
    since = clock_time(state, run.at)
    done = counted(run.cycles, "reset")
    user = short(scope, run.user)
    return [f"A run with {user} is open since {since}, record {run.record}: {done} done, each asked in full."]


def held(belief: Belief) -> list[dict[str, object]]:
    """Say what holds a weapon, and since which record where that is known."""
    why: list[dict[str, object]] = [{"why": hold.why, "record": hold.record} for hold in belief.holds]
    if belief.fault is not None:
        why.append({"why": belief.fault.kind.replace("-", " "), "record": belief.fault.record})
    said = ((belief.quarantined, "quarantined"), (belief.frozen, "frozen"), (belief.isolated, "not opened"))
    why.extend({"why": word, "record": 0} for holds, word in said if holds)
    return why
