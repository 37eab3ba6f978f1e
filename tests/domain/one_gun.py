"""A set with one revolver and two boxes, made by hand, so that one effect is asked what it does and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from showsafe.domain.acts import Act
from showsafe.domain.belief import Belief, Hold, Offer, Said, Take, Use, Watched
from showsafe.domain.changing import replace
from showsafe.domain.events import ASK, PERMIT, Event
from showsafe.domain.proof import Proof, void
from showsafe.domain.state import State
from showsafe.domain.things import Cartridge, Lot, Person, Weapon

AT = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
BEFORE = AT - timedelta(hours=1)
RECORD = 50
REVOLVER = Weapon(id="revolver", action="single-action-revolver", calibre=".45 Colt", capacity=6)
BLANKS = Lot(
    id="blanks", kind="blank", size="half", calibre=".45 Colt", state="opened", total=30, box=10, proven=10
)
DUMMIES = Lot(id="dummies", kind="dummy", calibre=".45 Colt", state="opened", total=30, box=8, proven=8)
PEOPLE = {
    name: Person(id=name, roles=(role,))
    for name, role in {
        "armorer": "armorer",
        "prop-master": "property-master",
        "assistant": "assistant-armorer",
        "first-ad": "first-ad",
        "performer": "performer",
        "grip": "crew",
    }.items()
}


def proof(says: str = "empty", *rests: int, voided: int = 0, because: str = "") -> Proof:
    """Return a proof of an hour ago, by armorer and assistant."""
    return Proof(
        says=says,
        rests_on=rests or (10,),
        people=("armorer", "assistant"),
        since=BEFORE,
        renewed=BEFORE,
        voided_by=voided,
        void_because=because,
    )


def blank(place: str, state: str = "ready", *, proven: bool = True) -> Cartridge:
    """Return a blank of the box in a weapon."""
    return Cartridge(place=place, lot="blanks", kind="blank", size="half", state=state, proven=proven)


def dummy(place: str, state: str = "ready", *, proven: bool = True) -> Cartridge:
    """Return a dummy of the box in a weapon."""
    return Cartridge(place=place, lot="dummies", kind="dummy", state=state, proven=proven)


def stray(place: str, kind: str = "unidentified", state: str = "ready") -> Cartridge:
    """Return a round of no box in a weapon."""
    return Cartridge(place=place, lot="", kind=kind, state=state)


def bare(belief: Belief | None = None, *lots: Lot, weapon: Weapon = REVOLVER, **more: Belief) -> State:
    """Return the set: what is believed of its weapon, its two boxes or those given, and of further weapons."""
    beliefs = {weapon.id: belief or Belief(), **more}
    weapons = {name: weapon if name == weapon.id else Weapon(id=name, capacity=6) for name in beliefs}
    boxes = {lot.id: lot for lot in (BLANKS, DUMMIES, *lots)}
    return State(people=PEOPLE, weapons=weapons, beliefs=beliefs, lots=boxes, active=tuple(beliefs))


WHOLE: dict[str, Any] = {
    "witness": "assistant",
    "seen": 6,
    "of": 6,
    "found": (),
    "looked": ("chambers", "bore"),
    "bore": "clear",
}
"""What two people say of a look into every place and through the bore, with nothing in it."""


def done(
    kind: str,
    by: str = "armorer",
    /,
    *,
    would: str = PERMIT,
    told: float = 0,
    **keys: Any,  # noqa: ANN401
) -> Event:
    """Return that an act was asked and happened, heard at noon; ``told`` so many minutes after it was done."""
    at = AT - timedelta(minutes=told)
    act = Act(kind=kind, act_id="act", by=by, at=at, **{"weapon": "revolver", **keys})
    return Event(number=RECORD, act=act, door=ASK, outcome=PERMIT, would=would, at=AT)


FULL = Belief(
    proof=proof("empty", 5, 10),
    bore=proof("clear", 10),
    said=Said(word="cold", by="armorer", record=11, at=BEFORE),
    shown_to=("first-ad", "performer"),
    shown_declined=("grip",),
    watched=Watched(user="performer", watcher="assistant", record=12),
    declined_by=("prop-master",),
    holder="armorer",
    since=BEFORE,
    issued_by="prop-master",
    offer=Offer(from_="armorer", to="performer", record=13),
    take=Take(user="performer", scene="saloon", record=14),
    use=Use(record=9, fired=2, back=True, bore_looked=True),
    uncounted=("record 8: 1 of 3 not found",),
    holds=(Hold(why="deviation", record=4),),
    seal="0417",
    magazine="m1",
    preset="armorer",
    locked_empty=True,
    seen_on_set=True,
)
"""A revolver of which everything has been said, so that what an act leaves alone is asserted as well."""


def ended(belief: Belief, because: str, *, bore: bool = True) -> Belief:
    """Return a belief whose contents proof, and bore proof, ended with this record, with all that rests on it."""
    belief = replace(
        belief,
        proof=void(belief.proof, RECORD, because),
        said=None,
        shown_to=(),
        shown_declined=(),
        watched=None,
        offer=None,
        preset="",
        locked_empty=False,
    )
    return replace(belief, bore=void(belief.bore, RECORD, because)) if bore else belief
