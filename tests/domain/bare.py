"""A few people, boxes and weapons on record, and nothing else: what one act leaves is asserted whole.

Records are numbered from 1, and each is heard at the full hour of noon and so many minutes (``at``), as it was said.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from showsafe.domain.acts import Act
from showsafe.domain.apply import apply
from showsafe.domain.belief import Belief
from showsafe.domain.counted import LOT, Discrepancy, LotCount, key_of
from showsafe.domain.events import ASK, PERMIT, RECORD, REFUSE, REPORT, Event
from showsafe.domain.proof import Proof
from showsafe.domain.state import State
from showsafe.domain.things import Cartridge, Lot, Person, Weapon

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
ROLES = {
    "armorer": "armorer",
    "prop-master": "property-master",
    "assistant": "assistant-armorer",
    "safety": "safety-advisor",
    "performer": "performer",
}
BOX = Lot(id="dummies", kind="dummy", total=20, box=20, proven=20, holder="armorer")


def proof(says: str) -> Proof:
    """Return a proof of two people that stands since noon."""
    return Proof(says=says, rests_on=(1,), people=("armorer", "assistant"), since=at(0), renewed=at(0))


def at(minutes: float) -> datetime:
    """Return so many minutes after noon."""
    return NOON + timedelta(minutes=minutes)


def bare(*lots: Lot, counts: dict[str, LotCount] | None = None, **beliefs: Belief) -> State:
    """Return a record with these lots, or one box of twenty proven dummies, and with these weapons."""
    people = {name: Person(id=name, roles=(role,)) for name, role in ROLES.items()}
    guns = {name: Weapon(id=name, action="single-action-revolver", capacity=6) for name in beliefs}
    state = State(people=people, weapons=guns, counts=counts or {})
    for lot in lots or (BOX,):
        state = state.with_lot(lot)
    for name, belief in beliefs.items():
        state = state.with_belief(name, belief)
    return state


def rounds(
    count: int, lot: str = "dummies", kind: str = "dummy", state: str = "ready"
) -> tuple[Cartridge, ...]:
    """Return so many rounds in the first chambers of a revolver."""
    return tuple(
        Cartridge(place=f"chamber:{place}", lot=lot, kind=kind, state=state) for place in range(1, count + 1)
    )


def event_of(
    state: State,
    kind: str,
    by: str = "armorer",
    /,
    *,
    said: float = 0,
    heard: float | None = None,
    would: str = PERMIT,
    asked: str = "",
    **fields: Any,  # noqa: ANN401 - values of keys
) -> Event:
    """Return the next record: an act as it was reported, or ``asked`` with that answer, and what the gates said."""
    number = state.last_record + 1
    act = Act(kind=kind, act_id=f"act-{number}", by=by, at=at(said), **fields)
    return Event(
        number=number,
        act=act,
        door=ASK if asked else REPORT,
        outcome=asked or RECORD,
        would=would,
        at=at(said if heard is None else heard),
    )


def after(state: State, kind: str, by: str = "armorer", /, **said: Any) -> State:  # noqa: ANN401
    """Return the record after one more act (see ``event_of``), permitted in full unless it says otherwise."""
    return apply(state, event_of(state, kind, by, **said))


def alone(state: State, kind: str, by: str = "armorer", /, **said: Any) -> State:  # noqa: ANN401
    """Return the record after one more act that the gates would have refused, as one that one person tells alone."""
    return after(state, kind, by, would=REFUSE, **said)


def difference(name: str = "dummies", record: int = 1, **fields: Any) -> dict[str, Discrepancy]:  # noqa: ANN401
    """Return one open difference of the box, which the armorer owns and counted with the assistant, by its key."""
    usual: dict[str, Any] = {
        "of": f"act-{record}",
        "thing": LOT,
        "at": NOON,
        "owners": ("armorer",),
        "counted_by": ("armorer", "assistant"),
    }
    found = Discrepancy(name=name, record=record, **{**usual, **fields})
    return {key_of(found.of, found.thing, name): found}


def lot_of(state: State, name: str = "dummies") -> Lot:
    """Return a lot."""
    return state.lots[name]


def box(**fields: Any) -> Lot:  # noqa: ANN401
    """Return the box of twenty dummies with some of it otherwise."""
    return replace(BOX, **fields)
