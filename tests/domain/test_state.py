"""The state of a set: what is out, who is a custodian, which day it is, and which plans are of today."""

from __future__ import annotations

from dataclasses import make_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from showsafe.domain.belief import Belief, Fault
from showsafe.domain.changing import Put, changed, put
from showsafe.domain.changing import replace as change
from showsafe.domain.spoken import Spoken, in_words, is_hot, spoken
from showsafe.domain.state import Day, ShotPlan, State
from showsafe.domain.things import Cartridge, Lot, Weapon
from tests.domain.values import BEFORE, BOX, NOW, OUT, PEOPLE, STORED, event, proof

LOCKED_BOX = replace(BOX, container="safe")


@pytest.mark.parametrize(
    ("person", "is_one"), [("armorer", True), ("assistant", False), ("stranger", False), ("", False)]
)
def test_who_is_a_custodian(person: str, *, is_one: bool) -> None:
    """Only who is on record with a custodian's role is one."""
    assert State(people=PEOPLE).is_custodian(person) is is_one


@pytest.mark.parametrize(
    ("before", "after", "active"),
    [
        (None, OUT, ("a", "b", "one")),
        (None, STORED, ("a", "b")),
        (STORED, OUT, ("a", "b", "one")),
        (OUT, replace(OUT, holder="armorer"), ("one", "a", "b")),
        (OUT, STORED, ("a", "b")),
        (STORED, replace(STORED, seal=""), ("a", "b")),
    ],
)
def test_what_is_out_is_listed(before: Belief | None, after: Belief, active: tuple[str, ...]) -> None:
    """What is not simply locked away is listed once, in the order in which it came out."""
    day = State() if before is None else State().with_belief("one", before)
    day = day.with_belief("a", OUT).with_belief("b", OUT)
    left = day.with_belief("one", after)
    assert left == replace(day, beliefs={**day.beliefs, "one": after}, active=active)


@pytest.mark.parametrize(
    ("before", "after", "active"),
    [
        (None, BOX, ("a", "blanks")),
        (None, LOCKED_BOX, ("a",)),
        (LOCKED_BOX, BOX, ("a", "blanks")),
        (BOX, replace(BOX, box=1), ("blanks", "a")),
        (BOX, LOCKED_BOX, ("a",)),
        (LOCKED_BOX, LOCKED_BOX, ("a",)),
    ],
)
def test_boxes_that_are_out_are_listed(before: Lot | None, after: Lot, active: tuple[str, ...]) -> None:
    """A box with rounds that is in no container is listed once, until it is locked away."""
    day = State() if before is None else State().with_lot(before)
    day = day.with_lot(replace(BOX, id="a"))
    left = day.with_lot(after)
    assert left == replace(day, lots={**day.lots, "blanks": after}, active_lots=active)


def test_of_what_was_never_heard_of_nothing_is_believed() -> None:
    """Of a weapon that is on no record nothing is known: no proof, no hands, no place."""
    assert State().believed("one") == Belief()
    assert State().with_belief("one", OUT).believed("one") == OUT


@pytest.mark.parametrize(
    ("minutes", "day"),
    [(0, 2), (-540, 2), (-541, 1), (899, 2), (900, 3)],
)
def test_the_date_where_the_set_is(minutes: int, day: int) -> None:
    """The date is that of the place where the set is."""
    assert State(offset_minutes=minutes).local_date(NOW) == date(2026, 3, day)


EVENING = datetime(2026, 3, 2, 22, 0, tzinfo=UTC)
NIGHT = Day(open=True, opened_at=EVENING, opened_record=2)


@pytest.mark.parametrize(
    ("day", "at", "now", "today"),
    [
        (NIGHT, EVENING, EVENING + timedelta(hours=8), True),
        (NIGHT, EVENING + timedelta(hours=3), EVENING + timedelta(hours=8), True),
        (NIGHT, EVENING - timedelta(hours=1), EVENING + timedelta(hours=8), True),
        (NIGHT, EVENING - timedelta(hours=23), EVENING + timedelta(hours=8), False),
        (replace(NIGHT, open=False), EVENING, EVENING + timedelta(hours=8), False),
        (replace(NIGHT, open=False), EVENING, EVENING + timedelta(hours=1), True),
        (Day(open=True), EVENING, EVENING + timedelta(hours=8), False),
        (Day(), EVENING, EVENING + timedelta(hours=1), True),
    ],
)
def test_a_night_belongs_to_the_day_that_was_opened(
    day: Day, at: datetime, now: datetime, *, today: bool
) -> None:
    """While a day is open, what was since then, or on that date, is of today; before that the date decides."""
    assert State(day=day).is_today(at, now) is today


def test_the_plans_of_today() -> None:
    """The plans of a weapon are those of today, of every scene or of the one that is asked for."""
    plans = {
        key: ShotPlan(act=event("plan", scene=scene, weapon=weapon).act, record=n, at=at)
        for n, (key, scene, weapon, at) in enumerate(
            [
                ("a", "saloon", "revolver", BEFORE),
                ("b", "barn", "revolver", BEFORE),
                ("c", "saloon", "rifle", BEFORE),
                ("d", "saloon", "revolver", BEFORE - timedelta(days=1)),
            ]
        )
    }
    day = State(plans=plans)
    assert day.plans_for("revolver", "", NOW) == (plans["a"], plans["b"])
    assert day.plans_for("revolver", "saloon", NOW) == (plans["a"],)
    assert day.plans_for("sabre", "", NOW) == ()


# --- what may be said over a weapon -------------------------------------------------------------------


def rounds(*said: str) -> tuple[Cartridge, ...]:
    """Return cartridges, each said as kind, size and state."""
    parts = [each.split(" ") for each in said]
    return tuple(
        Cartridge(place=f"chamber:{n}", lot="box", kind=kind, size=size, state=state)
        for n, (kind, size, state) in enumerate(parts, start=1)
    )


HALF, SPENT, DUMMY = "blank half ready", "blank half spent", "dummy  ready"
NOT_KNOWN = Spoken("UNKNOWN", "Contents not known.", "hot")


@pytest.mark.parametrize(
    ("held", "name", "contents", "word"),
    [
        ((DUMMY,), "DUMMIES", "Dummies, one.", "cold"),
        ((DUMMY, DUMMY), "DUMMIES", "Dummies, two.", "cold"),
        ((HALF,), "BLANKS", "Blanks, one, half.", "hot"),
        ((HALF, HALF, "blank full ready"), "BLANKS", "Blanks, three, half and full.", "hot"),
        (("blank  ready",), "BLANKS", "Blanks, one, size not said.", "hot"),
        ((HALF, SPENT), "PART-FIRED", "Part fired: one of two left.", "hot"),
        ((SPENT,), "PART-FIRED", "Part fired: none of one left.", "hot"),
        ((HALF, "blank half faulty"), "PART-FIRED", "Part fired: one of two left.", "hot"),
        ((DUMMY, HALF), *("UNKNOWN", "Contents not known.", "hot")),
        (("dummy  spent",), *("UNKNOWN", "Contents not known.", "hot")),
        ((DUMMY, "dummy  faulty"), *("UNKNOWN", "Contents not known.", "hot")),
        (("unidentified  ready",), *("UNKNOWN", "Contents not known.", "hot")),
        ((HALF, "unidentified  ready"), *("UNKNOWN", "Contents not known.", "hot")),
        ((DUMMY, "unidentified  ready"), *("UNKNOWN", "Contents not known.", "hot")),
    ],
)
def test_what_is_said_of_what_is_in_it(held: tuple[str, ...], name: str, contents: str, word: str) -> None:
    """Only dummies that are all as they were put in are cold; whatever was or can be fired is hot, and so is a mix."""
    belief = Belief(contents=rounds(*held), proof=proof("seen"))
    weapon = Weapon(id="one", capacity=6)
    assert spoken(weapon, belief) == Spoken(name, contents, word)
    assert is_hot(weapon, belief) is (word == "hot")


@pytest.mark.parametrize(
    ("class_", "empty"),
    [
        ("live-capable", Spoken("EMPTY", "Empty.", "cold")),
        ("airsoft", Spoken("EMPTY", "Empty.", "cold")),
        ("rubber", Spoken("INERT", "Inert.", "cold")),
    ],
)
def test_the_gravest_state_wins(class_: str, empty: Spoken) -> None:
    """Quarantined before a fault, a fault before what is not proven, and that before empty or inert."""
    weapon = Weapon(id="one", class_=class_)
    plain = Belief(proof=proof("empty"))
    fault = Fault(kind="unplanned-discharge", at=BEFORE, record=3, by="armorer")
    assert spoken(weapon, plain) == empty
    assert spoken(weapon, replace(plain, proof=None)) == NOT_KNOWN
    assert spoken(weapon, replace(plain, proof=proof("empty", voided_by=4))) == NOT_KNOWN
    locked_out = Spoken("FAULT", "Locked out: unplanned discharge.", "hot")
    assert spoken(weapon, replace(plain, fault=fault)) == locked_out
    away = Spoken("QUARANTINE", "Quarantined, removed.", "hot")
    assert spoken(weapon, replace(plain, fault=fault, quarantined=True)) == away
    assert is_hot(weapon, plain) is False


@pytest.mark.parametrize(
    ("count", "word"), [(0, "none"), (1, "one"), (12, "twelve"), (13, "13"), (-1, "-1"), (30, "30")]
)
def test_a_count_as_it_is_read_aloud(count: int, word: str) -> None:
    """Counts up to twelve are words, any other is a number."""
    assert in_words(count) == word


# --- frozen values ------------------------------------------------------------------------------------


@pytest.mark.parametrize("names", [("one",), ("one", "two"), ("one", "two", "three")])
def test_a_value_of_any_kind(names: tuple[str, ...]) -> None:
    """A value of a kind that was never changed before, with one field or several, is changed and copied whole."""
    made: Any = make_dataclass("Made", names, frozen=True, slots=True, kw_only=True)
    before = made(**{name: f"old {name}" for name in names})
    for name in names:
        after = change(before, **{name: "new"})
        assert after == made(**{**{each: f"old {each}" for each in names}, name: "new"})
    assert change(before) == before
    assert change(before) is not before


def names(maps: list[dict[str, Any]], before: int) -> list[str]:
    """Return what the last map has that an earlier one has not."""
    return changed(maps[before], maps[-1])


def test_a_map_remembers_its_last_changes() -> None:
    """What changed since any of the last thirty-two changes is told from them alone; before that, by a look."""
    maps: list[dict[str, Any]] = [put({}, "first", object())]
    for n in range(40):
        maps.append(put(maps[-1], f"name {n}", object()))
    last = maps[-1]
    assert isinstance(last, Put)
    assert len(last.trail) == 32
    assert [name for _, name in last.trail] == [f"name {n}" for n in range(8, 40)]
    for before in range(len(maps)):
        assert names(maps, before) == [f"name {n}" for n in range(before, 40)]


def test_what_is_put_twice_is_told_once() -> None:
    """A name that changed more than once is told once; one that has its old value again did not change."""
    old, new = object(), object()
    first = put({"a": old, "b": old}, "c", old)
    again = put(put(put(first, "a", new), "b", new), "a", object())
    assert changed(first, again) == ["a", "b"]
    assert changed(first, put(again, "a", old)) == ["b"]
    assert changed(first, first) == []
    assert changed({"a": old}, {"a": old, "b": new}) == ["b"]
