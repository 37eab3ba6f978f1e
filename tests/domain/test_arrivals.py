"""What comes in, is described, or is proven round by round: what is on record of it then, whole."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from showsafe.domain.belief import Belief, Watched
from showsafe.domain.counted import LotCount
from showsafe.domain.effects import intake
from showsafe.domain.events import HOLD, PERMIT, REFUSE, REPORT
from showsafe.domain.proof import Proof
from showsafe.domain.state import State
from showsafe.domain.things import Container, Lot, Person, Weapon
from tests.domain.values import BOX, EMPTY, NOW, OUT, PEOPLE, REVOLVER, STORED, a_state, ended, event

NEW = State(people=dict(PEOPLE))
BLADE = Weapon(id="sabre", class_="blade")
IN_HANDS = Belief(holder="armorer", since=NOW, seen_on_set=True)
METHODS = ("primer-state", "crimp")


@pytest.mark.parametrize(
    ("kind", "door", "would", "enrolled"),
    [
        ("register", "ask", PERMIT, True),
        ("register", REPORT, PERMIT, True),
        ("register", REPORT, REFUSE, False),
        ("register", REPORT, HOLD, False),
        ("bring", "ask", PERMIT, False),
    ],
)
def test_registering_enrols_and_bringing_does_not(
    kind: str, door: str, would: str, *, enrolled: bool
) -> None:
    """Registered as the rules permit it is enrolled; brought, or registered against them, it is only here."""
    said = event(kind, weapon="sabre", class_="blade", door=door, would=would)
    after = (intake.register if kind == "register" else intake.bring)(NEW, said)
    known = replace(NEW, weapons={"sabre": replace(BLADE, enrolled=enrolled)})
    assert after == known.with_belief("sabre", IN_HANDS)


@pytest.mark.parametrize("comes", [intake.register, intake.bring])
def test_nothing_becomes_another_thing_by_coming_in_again(comes: Any) -> None:  # noqa: ANN401 - an effect
    """What is enrolled keeps its description, its enrolment, its place and its proofs, whatever is said of it later."""
    before = replace(STORED, seen_on_set=False)
    after = comes(a_state(before), event("bring", weapon="revolver", class_="rubber", serial="B-2"))
    assert after == a_state(before).with_belief("revolver", replace(before, seen_on_set=True))
    assert after.weapons["revolver"] is REVOLVER


def test_what_was_only_brought_can_be_described_and_enrolled_later() -> None:
    """What came without being enrolled is enrolled by its registration, with what was known of it before."""
    brought = intake.bring(NEW, event("bring", weapon="sabre", class_="blade"))
    after = intake.register(brought, event("register", weapon="sabre", maker="the maker"))
    assert after.weapons["sabre"] == replace(BLADE, maker="the maker", enrolled=True)


@pytest.mark.parametrize(
    ("before", "by", "after"),
    [
        (Belief(), "armorer", IN_HANDS),
        (Belief(), "stranger", Belief(seen_on_set=True)),
        (replace(OUT, seen_on_set=False), "armorer", replace(OUT, seen_on_set=True)),
        (replace(STORED, seen_on_set=False), "armorer", replace(STORED, seen_on_set=True)),
        (
            replace(EMPTY, holder="", place="", preset="", gone="carrier"),
            "armorer",
            replace(
                ended(EMPTY, "came back from elsewhere", holder="armorer", since=NOW, place=""),
                seen_on_set=True,
            ),
        ),
    ],
)
def test_what_arrives_is_with_whoever_brought_it(before: Belief, by: str, after: Belief) -> None:
    """It is in the hands of a person on record who brings it, unless it is somewhere here; back from away, unknown."""
    left = intake.bring(a_state(before), event("bring", weapon="revolver", by=by))
    assert left == a_state(before).with_belief("revolver", after)


@pytest.mark.parametrize("comes", [intake.register, intake.bring])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (replace(BOX, holder="", container="safe", on_set=False), {"on_set": True}),
        (replace(BOX, on_set=False), {"on_set": True}),
        (replace(BOX, holder="", gone="carrier"), {"holder": "prop-master", "gone": ""}),
    ],
)
def test_a_box_that_comes_in_again(comes: Any, before: Lot, after: dict[str, Any]) -> None:  # noqa: ANN401
    """A box of which rounds are known keeps what it is and its counts; it is here, in its safe or in those hands."""
    said = event("receive", lot="blanks", by="prop-master", count=99, sort="dummy", supplier="another")
    assert comes(a_state(lot=before), said) == a_state(lot=replace(before, **after))


@pytest.mark.parametrize("before", [None, Lot(id="new", maker="the maker")])
def test_a_box_that_is_new(before: Lot | None) -> None:
    """A box of which no rounds are known is put on record as it comes, in the hands of whoever brought it."""
    day = NEW.with_lot(before) if before else NEW
    said = event("receive", lot="new", sort="blank", count=12, calibre="9 mm", from_="rental house")
    known = replace(before or Lot(id="new"), kind="blank", size="full", calibre="9 mm", total=12, box=12)
    after = replace(known, supplier="rental house", holder="armorer")
    assert intake.register(day, said) == NEW.with_lot(after)


# --- proven one by one --------------------------------------------------------------------------------


def proven(lot: Lot, **said: Any) -> State:  # noqa: ANN401 - values of keys
    """Return the state after two people proved rounds of a box, however the record says it."""
    keys = {"lot": "blanks", "count": 17, "of": 17, "methods": METHODS, "witness": "assistant", **said}
    counts = {"blanks": LotCount(custodian="armorer", strange=True)}
    return intake.prove(a_state(lot=lot, counts=counts), event("prove", **keys))


FRESH = replace(BOX, proven=0, proof=None, tainted="left unattended, record 3")
PROOF = Proof(says="proven", rests_on=(9,), people=("armorer", "assistant"), since=NOW, renewed=NOW)


def test_every_round_proven_by_two() -> None:
    """Proven n of n by two people, a box is opened, its seal is broken, and no doubt about it is left."""
    after = proven(FRESH)
    box = replace(FRESH, proven=17, proof=PROOF, state="opened", tainted="", seal="")
    assert after == a_state(lot=box, counts={"blanks": LotCount(custodian="armorer", strange=False)})


@pytest.mark.parametrize("state", ["opened", "sealed"])
def test_fewer_than_are_in_the_box(state: str) -> None:
    """Where more are in the box than were proven, what made it doubtful stays."""
    lot = replace(FRESH, state=state)
    after = proven(lot, count=5, of=5)
    box = replace(lot, proven=5, proof=PROOF, state="opened", seal="")
    assert after == a_state(lot=box, counts={"blanks": LotCount(custodian="armorer", strange=True)})


def test_proven_again_in_part_no_fewer_are_proven() -> None:
    """Whoever proves some rounds of a box once more takes nothing back of what was proven; never more than it holds."""
    assert proven(replace(BOX, proven=9), count=5, of=5).lots["blanks"].proven == 9
    assert proven(replace(BOX, proven=18), count=5, of=5).lots["blanks"].proven == 17


@pytest.mark.parametrize(
    "said",
    [
        {"witness": ""},
        {"witness": "armorer"},
        {"of": 18},
        {"count": 18, "of": 18},
        {"count": None},
        {"methods": ("primer-state",)},
        {"door": REPORT, "would": REFUSE},
        {"door": REPORT, "would": HOLD},
        {"outcome": HOLD},
    ],
)
def test_what_proves_no_round(said: dict[str, Any]) -> None:
    """One person, a part of them, too few tests, or an act that the rules do not permit in full, proves nothing."""
    counts = {"blanks": LotCount(custodian="armorer", strange=True)}
    assert proven(FRESH, **said) == a_state(lot=FRESH, counts=counts)


@pytest.mark.parametrize(
    ("lot", "holder"),
    [
        (replace(FRESH, holder="", gone="carrier", on_set=False), "prop-master"),
        (replace(FRESH, holder="", container="cart", on_set=False), ""),
        (replace(FRESH, on_set=False), "armorer"),
    ],
)
def test_a_box_whose_rounds_are_proven_is_here(lot: Lot, holder: str) -> None:
    """Proven or not, a box that somebody works on is here: in its container, with its holder, or in those hands."""
    after = proven(lot, by="prop-master", witness="")
    assert after.lots["blanks"] == replace(lot, holder=holder, gone="", on_set=True)


def test_no_count_is_made_up_by_a_proof() -> None:
    """A box that was never counted has no count by being proven; one that is not strange keeps its own."""
    said = event("prove", lot="blanks", count=17, of=17, methods=METHODS, witness="assistant")
    assert intake.prove(a_state(lot=FRESH), said).counts == {}
    plain = {"blanks": LotCount(custodian="armorer")}
    assert intake.prove(a_state(lot=FRESH, counts=plain), said).counts is plain


# --- a unit is opened, and a told day begins -----------------------------------------------------------


@pytest.mark.parametrize("minutes", [None, 0, -420])
def test_where_a_unit_is_in_time(minutes: int | None) -> None:
    """A unit that is opened, or a day that is told, has its profile and its distance from UTC: none said is none."""
    after = intake.begin(a_state(), event("begin", profile="us-ca", offset_minutes=minutes))
    assert after == replace(a_state(), profile="us-ca", offset_minutes=minutes or 0)


def test_a_container_of_a_told_day() -> None:
    """A container that the file of a told day names is of its kind, else a safe, with those who may open it."""
    day = a_state(containers={"cart": Container(id="cart")})
    after = intake.describe(day, event("describe", in_="bunker", sort="box", openers=("armorer",)))
    bunker = Container(id="bunker", kind="box", openers=("armorer",))
    assert after == replace(day, containers={"cart": Container(id="cart"), "bunker": bunker})
    assert intake.describe(day, event("describe", in_="s")).containers["s"] == Container(id="s", kind="safe")


def test_a_person_of_a_told_day() -> None:
    """A person whom the file of a told day names is as it says, and what was known of them before stays."""
    day = a_state()
    grip = intake.describe(day, event("describe", person="grip", roles=("crew",)))
    assert grip == replace(day, people={**PEOPLE, "grip": Person(id="grip", roles=("crew",))})
    partner = intake.describe(day, event("describe", person="partner", age=30))
    assert partner == replace(day, people={**PEOPLE, "partner": replace(PEOPLE["partner"], age=30)})


@pytest.mark.parametrize(
    ("said", "after"),
    [
        ({}, {}),
        ({"on_set": True}, {"holder": ""}),
        ({"on_set": False}, {"on_set": False}),
        ({"in_": "cart"}, {"container": "cart", "holder": ""}),
        ({"maker": "another"}, {"maker": "another"}),
    ],
)
def test_a_box_of_a_told_day(said: dict[str, Any], after: dict[str, Any]) -> None:
    """A box is here unless the file says that it is not, and in a container only where it says so."""
    day = a_state(lot=replace(BOX, on_set=False))
    assert intake.describe(day, event("describe", lot="blanks", **said)) == a_state(
        lot=replace(BOX, **{"on_set": True, **after})
    )


HELD: dict[str, Any] = {"since": NOW, "seen_on_set": True, "place": "", "preset": "", "offer": None}
GIVEN = Watched(user="performer", watcher="safety", record=9)


@pytest.mark.parametrize(
    ("before", "said", "after"),
    [
        (OUT, {}, OUT),
        (OUT, {"on_set": True}, replace(OUT, holder="", since=None)),
        (OUT, {"holder": "prop-master"}, replace(OUT, holder="prop-master", **HELD)),
        (
            STORED,
            {"holder": "performer"},
            replace(STORED, holder="performer", container="", issued_by="safety", watched=GIVEN, **HELD),
        ),
        (
            STORED,
            {"holder": "performer", "from_": "armorer"},
            replace(STORED, holder="performer", container="", issued_by="armorer", watched=GIVEN, **HELD),
        ),
        (OUT, {"in_": "cart"}, ended(OUT, "locked away", container="cart", holder="", seen_on_set=True)),
    ],
)
def test_a_weapon_of_a_told_day(before: Belief, said: dict[str, Any], after: Belief) -> None:
    """A weapon is where the file says: lying there, in a container with no proof, or in hands, issued and watched."""
    left = intake.describe(a_state(before), event("describe", weapon="revolver", by="safety", **said))
    assert left == a_state(before).with_belief("revolver", after)


@pytest.mark.parametrize(("said", "enrolled"), [(None, True), (True, True), (False, False)])
def test_a_weapon_of_a_told_day_is_enrolled(said: bool | None, *, enrolled: bool) -> None:  # noqa: FBT001
    """A weapon of a told day is enrolled as the file describes it, unless it says that it is not."""
    after = intake.describe(a_state(), event("describe", weapon="revolver", enrolled=said, maker="another"))
    assert after.weapons == {"revolver": replace(REVOLVER, enrolled=enrolled, maker="another")}
