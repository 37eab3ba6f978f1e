"""What a record, a proof, a thing and a person are, by what stands in them: small questions that every gate asks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from showsafe.domain.acts import KINDS, Act, Draw, Notice, Sight, said
from showsafe.domain.events import ASK, HOLD, PERMIT, RECORD, REFUSE, REPORT, Did
from showsafe.domain.kind import WITH_PHOTOS, Kind, kind
from showsafe.domain.proof import Proof, stands, void
from showsafe.domain.things import Key, Lot, Person, Weapon
from tests.domain.values import NOW, NUMBER, event, proof

# --- records ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("door", "outcome", "would", "happened", "good", "deviation"),
    [
        (ASK, PERMIT, PERMIT, True, True, False),
        (ASK, HOLD, HOLD, False, False, False),
        (ASK, REFUSE, REFUSE, False, False, False),
        (ASK, HOLD, PERMIT, False, False, False),
        (ASK, RECORD, PERMIT, True, True, False),
        (REPORT, RECORD, PERMIT, True, True, False),
        (REPORT, RECORD, HOLD, True, False, False),
        (REPORT, RECORD, REFUSE, True, False, True),
        (REPORT, REFUSE, REFUSE, True, False, True),
    ],
)
def test_what_took_place(
    door: str, outcome: str, would: str, *, happened: bool, good: bool, deviation: bool
) -> None:
    """What is reported took place, and what was permitted; it is good, or a deviation, by what the gates say of it."""
    one = event("lock", weapon="revolver", door=door, outcome=outcome, would=would)
    assert (one.happened, one.good, one.deviation, one.proves) == (happened, good, deviation, good)


@pytest.mark.parametrize(
    ("ago", "late"), [(0, False), (600, False), (600.001, True), (601, True), (86_400, True), (-60, False)]
)
def test_what_is_told_late_proves_nothing(ago: float, *, late: bool) -> None:
    """What is told more than ten minutes after it was done is history, however good it was, and proves nothing."""
    one = event("check", weapon="revolver", ago=ago)
    assert (one.late, one.good, one.proves) == (late, True, not late)
    refused = event("check", weapon="revolver", ago=ago, door=REPORT, would=REFUSE)
    assert (refused.late, refused.good, refused.proves) == (late, False, False)


def test_the_name_of_a_record_and_the_steps_that_count() -> None:
    """A record has the permanent name of its act; of a refused cycle the steps count that were recorded."""
    steps = (Did(would=RECORD), Did(would=REFUSE), Did(would=RECORD), Did(would=PERMIT))
    assert event("cycle", did=steps).counts == (1, 3)
    assert (event("hand-over").kind, event("cycle").counts) == ("handed-over", ())


# --- proofs -------------------------------------------------------------------------------------------

WHOLE = proof("empty")
VOID = replace(WHOLE, voided_by=4, void_because="left unattended")
BARE = replace(WHOLE, rests_on=())


@pytest.mark.parametrize(
    ("one", "holds", "after"),
    [
        (WHOLE, True, replace(WHOLE, voided_by=NUMBER, void_because="locked away")),
        (VOID, False, VOID),
        (BARE, False, BARE),
        (None, False, None),
    ],
)
def test_when_a_proof_stands(one: Proof | None, after: Proof | None, *, holds: bool) -> None:
    """A proof stands while it rests on a record and none has ended it; what was void keeps its first reason."""
    assert stands(one) is holds
    assert void(one, NUMBER, "locked away") == after
    assert one is None or one.stands is holds


# --- people -------------------------------------------------------------------------------------------

CUSTODIANS = ("armorer", "property-master", "assistant-property-master")
DEPARTMENT = (*CUSTODIANS, "assistant-armorer", "supplier")
OUTSIDE = ("safety-advisor", "producer", "production-manager", "first-ad")


@pytest.mark.parametrize(
    "roles",
    [
        (),
        *((role,) for role in (*DEPARTMENT, *OUTSIDE, "performer", "crew")),
        ("performer", "armorer"),
        ("producer", "supplier"),
        ("crew", "producer"),
        ("armorer", "crew"),
        ("assistant-armorer", "crew"),
    ],
)
def test_what_a_role_makes_of_a_person(roles: tuple[str, ...]) -> None:
    """Any role of the department makes one of it; only who has none, and answers for the production, releases."""
    person = Person(id="who", roles=roles)
    inside = bool(set(roles) & set(DEPARTMENT))
    assert person.custodian is bool(set(roles) & set(CUSTODIANS))
    assert person.of_department is inside
    assert person.outside_department is (bool(roles) and not inside)
    assert person.may_release_frozen is (bool(set(roles) & set(OUTSIDE)) and not inside)


# --- weapons, boxes and keys --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("class_", "capacity", "fires", "discharges", "takes_rounds"),
    [
        ("live-capable", 0, True, True, True),
        ("blank-only", 6, True, True, True),
        ("airsoft", 6, False, True, False),
        ("non-gun", 6, False, True, False),
        ("replica", 0, False, False, False),
        ("replica", 1, False, False, True),
        ("deactivated", 6, False, False, True),
        ("deactivated", 0, False, False, False),
        ("rubber", 6, False, False, False),
        ("blade", 6, False, False, False),
    ],
)
def test_what_a_weapon_can_do(
    class_: str, capacity: int, *, fires: bool, discharges: bool, takes_rounds: bool
) -> None:
    """What fires, what something comes out of, and what a round can be put into, is said by class and capacity."""
    weapon = Weapon(id="one", class_=class_, capacity=capacity)
    assert (weapon.fires, weapon.discharges, weapon.takes_rounds) == (fires, discharges, takes_rounds)


@pytest.mark.parametrize(("action", "type_"), [("none", "blade"), ("lever-rifle", "lever-rifle"), ("", "")])
def test_what_one_is_instructed_on(action: str, type_: str) -> None:
    """One is instructed on an action, and on the class of what has none."""
    assert Weapon(id="one", class_="blade", action=action).type == type_


GOOD = Lot(id="one", kind="blank", state="sealed", box=3)


@pytest.mark.parametrize(
    ("changed", "bad", "loose", "active"),
    [
        ({}, False, True, True),
        ({"box": 1}, False, True, True),
        ({"box": 0}, False, False, False),
        ({"on_set": False}, False, False, False),
        *(({key: "x"}, False, False, False) for key in ("container", "gone")),
        ({"quarantined": True}, False, False, False),
        ({"kind": "unidentified"}, True, True, True),
        ({"kind": "unidentified", "box": 0}, True, False, True),
        ({"kind": "unidentified", "container": "x"}, True, False, True),
        ({"state": "mixed", "container": "x"}, True, False, True),
        ({"state": "opened", "container": "x"}, False, False, False),
        *(
            ({"kind": "unidentified", key: value}, True, False, False)
            for key, value in (("on_set", False), ("quarantined", True), ("gone", "x"))
        ),
    ],
)
def test_a_box_that_is_not_quietly_locked_away(
    changed: dict[str, Any], *, bad: bool, loose: bool, active: bool
) -> None:
    """Rounds here in no container are loose; a box whose rounds nobody can name is open until it is out of the way."""
    lot = replace(GOOD, **changed)
    assert (lot.bad, lot.loose, lot.active) == (bad, loose, active)


@pytest.mark.parametrize(("until", "holds"), [(0, True), (1, False), (9, False)])
def test_a_key_that_holds(until: int, *, holds: bool) -> None:
    """A key holds until the record that revokes or replaces it."""
    assert Key(id="k", of="grip", algorithm="ed25519", public="", since=1, until=until).holds is holds


# --- acts ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("to", "first"), [((), ""), (("a",), "a"), (("a", "b"), "a")])
def test_whom_it_is_given_to(to: tuple[str, ...], first: str) -> None:
    """It is given to the first who is named, and to nobody where nobody is."""
    assert event("offer", to=to).act.given_to == first


SAID: tuple[tuple[str, str, object], ...] = (
    ("weapon", "weapon", "revolver"),
    ("in", "in_", "safe"),
    ("from", "from_", "armorer"),
    ("class", "class_", "blade"),
    ("kind", "sort", "fire"),
    ("set", "set_", True),
    ("count", "count", 0),
    ("count", "count", 2),
    ("flags", "flags", 0),
    ("to", "to", ("a",)),
    ("rounds", "rounds", (Draw(count=1),)),
    ("notice", "notice", Notice(kind="fire", number="1")),
    ("sight", "sight", Sight(count=0)),
    ("modified", "modified", True),
)
NOT_SAID: tuple[tuple[str, str, object], ...] = (
    ("weapon", "weapon", ""),
    ("set", "set_", False),
    ("count", "count", None),
    ("flags", "flags", None),
    ("to", "to", ()),
    ("rounds", "rounds", None),
    ("in", "in_", ""),
)


@pytest.mark.parametrize(("key", "field", "value"), SAID)
def test_a_key_that_is_said(key: str, field: str, value: object) -> None:
    """A count of none is a count, and each key is read from where it is kept, whatever else was said."""
    assert said(event("lock", **{field: value}).act, key)
    assert not said(event("lock").act, key)


@pytest.mark.parametrize(("key", "field", "value"), NOT_SAID)
def test_a_key_that_is_not_said(key: str, field: str, value: object) -> None:
    """What is empty was not said."""
    assert not said(event("lock", **{field: value}).act, key)


@pytest.mark.parametrize(
    ("name", "field", "is_said"),
    [
        ("enrol-key", "key_of", True),
        ("enrol-key", "of_act", False),
        ("confirm", "of_act", True),
        ("confirm", "key_of", False),
    ],
)
def test_of_whom_or_of_what(name: str, field: str, *, is_said: bool) -> None:
    """Of a key that is enrolled *of* is its owner; elsewhere it is an act."""
    act = Act(kind=name, act_id="a", by="b", at=NOW)
    act = replace(act, **{field: "grip"})  # type: ignore[arg-type]
    assert said(act, "of") is is_said
    assert not said(act, "person")


@pytest.mark.parametrize(
    ("arguments", "more", "row"),
    [
        (("lock", "locked"), {}, Kind(name="lock", event="locked")),
        (
            ("lock", "locked", "weapon lot", (("weapon", "lot"),), "witness"),
            {"safe": True},
            Kind(
                name="lock",
                event="locked",
                keys=("weapon", "lot"),
                needs=(("weapon", "lot"),),
                second="witness",
                safe=True,
            ),
        ),
        (("leave", "left"), {"told": True}, Kind(name="leave", event="left", told=True)),
        (
            ("check", "checked", "weapon seen"),
            {},
            Kind(name="check", event="checked", keys=("weapon", "seen", "photos")),
        ),
    ],
)
def test_a_row_of_the_table_of_acts(arguments: Any, more: Any, row: Kind) -> None:  # noqa: ANN401
    """A row says what it is given and nothing more: without a word of it no second person, not safe and not told."""
    made = kind(*arguments, **more)
    assert made == row
    assert (type(made.safe), type(made.told), type(made.second)) == (bool, bool, str)


def test_photos_belong_to_what_was_seen() -> None:
    """The acts to which photos can belong may say them, and no other act."""
    assert {name for name, row in KINDS.items() if "photos" in row.keys} == set(WITH_PHOTOS)
