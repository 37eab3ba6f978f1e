"""Values in which everything is said, so that an effect is compared whole: what it leaves alone as well."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from showsafe.domain.acts import Act
from showsafe.domain.belief import Belief, Hold, Loaded, Offer, Said, Take, Use, Watched
from showsafe.domain.events import ASK, PERMIT, Event
from showsafe.domain.proof import Proof
from showsafe.domain.state import State
from showsafe.domain.things import Cartridge, Certificate, Credential, Lot, Person, Weapon

BEFORE = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NUMBER = 9
"""The number of the record whose effect is looked at."""

LAST_DAY = date(2027, 1, 31)


def proof(says: str, **more: Any) -> Proof:  # noqa: ANN401 - values of fields
    """Return a proof that stands since the morning."""
    whole: dict[str, Any] = {"rests_on": (3,), "people": ("armorer", "assistant"), "since": BEFORE}
    return Proof(says=says, **{**whole, "renewed": BEFORE, **more})


ROUND = Cartridge(place="chamber:1", lot="blanks", kind="blank", size="half", proven=True)
OUT = Belief(
    contents=(ROUND,),
    came_out=(replace(ROUND, state="spent"),),
    fed=("blanks",),
    proof=proof("blanks"),
    bore=proof("clear"),
    said=Said(word="hot", by="armorer", record=4, at=BEFORE),
    loaded=Loaded(
        by="armorer", custodian=True, at=BEFORE, record=3, kind="blank", size="half", count=1, taken=True
    ),
    shown_to=("first-ad",),
    shown_declined=("partner",),
    watched=Watched(user="performer", watcher="safety", record=5),
    declined_by=("partner",),
    holder="performer",
    since=BEFORE,
    issued_by="armorer",
    place="the bar",
    preset="armorer",
    offer=Offer(from_="performer", to="partner", record=6, scene="saloon"),
    use=Use(record=7, fired=1),
    uncounted=("blanks",),
    holds=(Hold(why="deviation", record=2),),
    seal="S-1",
    magazine="M-1",
    moved=BEFORE,
)
"""A loaded weapon in a performer's hands, of which everything is said that can be; no fault, and no take."""

EMPTY = replace(OUT, contents=(), proof=proof("empty"))
"""The same with a proof that it is empty."""

IN_TAKE = replace(OUT, take=Take(user="performer", scene="saloon", record=7))
"""The same in a take."""

STORED = replace(OUT, holder="", place="", preset="", issued_by="", container="weapon safe", offer=None)
"""The same in a safe."""

BOX = Lot(
    id="blanks",
    kind="blank",
    size="half",
    calibre=".45 Colt",
    closure="crimped",
    barrel="open",
    state="sealed",
    supplier="rental house",
    maker="the maker",
    total=20,
    box=17,
    proven=17,
    spent=1,
    ejected=1,
    proof=proof("proven"),
    holds=("counts differ",),
    holder="armorer",
    kept_in="ammunition safe",
    seal="S-2",
    offered_to="prop-master",
)
"""A box of rounds in the armorer's hands, of which everything is said that can be."""

REVOLVER = Weapon(
    id="revolver",
    class_="blank-only",
    action="single-action-revolver",
    calibre=".45 Colt",
    capacity=6,
    serial="A-17",
    maker="the maker",
    model="1873",
    owner="rental house",
    tag="T-1",
    feed="gate",
    barrel="plugged",
    permit_class="B",
    last_service=date(2026, 1, 5),
    takes=(".45 blank",),
    certificates=(Certificate(kind="conversion", number="7", expires=LAST_DAY),),
    modified=True,
)
ARMORER = Person(
    id="armorer",
    roles=("armorer",),
    duties=("weapons",),
    credentials=(Credential(kind="firearms", number="12", expires=LAST_DAY),),
    instructed=("blade",),
    age=40,
    papers=("course",),
    name="the name",
    contact="the number",
)
PEOPLE = {
    "armorer": ARMORER,
    "prop-master": Person(id="prop-master", roles=("property-master",)),
    "assistant": Person(id="assistant", roles=("assistant-armorer",)),
    "safety": Person(id="safety", roles=("safety-advisor",)),
    "performer": Person(id="performer", roles=("performer",), instructed=("single-action-revolver",)),
    "partner": Person(id="partner", roles=("performer",)),
}


def a_state(belief: Belief = OUT, lot: Lot = BOX, **more: Any) -> State:  # noqa: ANN401 - values of fields
    """Return a state with one revolver, one box of blanks, and people."""
    state = State(people=dict(PEOPLE), weapons={"revolver": REVOLVER}, **more)
    return state.with_belief("revolver", belief).with_lot(lot)


def event(kind: str, **said: Any) -> Event:  # noqa: ANN401 - values of keys
    """Return a record of an act at nine; ``ago`` seconds before it, and fields of the event, may be said."""
    of_event = ("door", "outcome", "would", "sealed", "completes", "did", "gates")
    given = {key: said.pop(key) for key in of_event if key in said}
    at = NOW - timedelta(seconds=said.pop("ago", 0))
    act = Act(kind=kind, act_id="act-9", by=said.pop("by", "armorer"), at=at, **said)
    return Event(number=NUMBER, act=act, at=NOW, **{"door": ASK, "outcome": PERMIT, "would": PERMIT, **given})


def voided(before: Proof | None, because: str) -> Proof | None:
    """Return a proof as this record ends it."""
    return replace(before, voided_by=NUMBER, void_because=because) if before else None


def ended(before: Belief, because: str, **more: Any) -> Belief:  # noqa: ANN401 - values of fields
    """Return what is left of a belief of which nothing is known any more: no proof, and nothing that rested on one."""
    left: dict[str, Any] = {"proof": voided(before.proof, because), "bore": voided(before.bore, because)}
    left |= {"said": None, "shown_to": (), "shown_declined": (), "watched": None, "offer": None}
    return replace(before, **{**left, "preset": "", "locked_empty": False, **more})


def without_holder(lot: Lot, **more: Any) -> Lot:  # noqa: ANN401 - values of fields
    """Return a lot as nobody has it, and here."""
    return replace(lot, **{"holder": "", "gone": "", "on_set": True, **more})
