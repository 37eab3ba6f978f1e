"""What an act says of a weapon, a box or a person, joined to what was known of it, field by field."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest

from showsafe.domain.described import lot_from, person_from, weapon_from
from showsafe.domain.things import Certificate, Credential, Lot, Person, Weapon
from tests.domain.values import ARMORER, BOX, LAST_DAY, REVOLVER, event

WEAPON_SAYS: dict[str, Any] = {
    "class_": "rubber",
    "action": "semi-auto-pistol",
    "calibre": "9 mm",
    "capacity": 0,
    "serial": "B-1",
    "maker": "another",
    "model": "P1",
    "owner": "the owner",
    "tag": "T-2",
    "feed": "box",
    "barrel": "open",
    "permit_class": "A",
    "last_service": date(2026, 2, 6),
    "takes": ("8 mm",),
    "certificates": (Certificate(kind="proof", number="8"),),
    "modified": False,
}
LOT_SAYS: dict[str, Any] = {
    "sort": "dummy",
    "load": "full",
    "calibre": "9 mm",
    "closure": "wadded",
    "barrel": "plugged",
    "seal": "S-3",
    "state": "opened",
    "supplier": "another house",
    "maker": "another",
}
LOT_FIELDS = {"sort": "kind", "load": "size"}
PERSON_SAYS: dict[str, Any] = {
    "roles": ("producer",),
    "duties": ("camera",),
    "credentials": (Credential(kind="course", number="13", expires=LAST_DAY),),
    "instructed": ("rubber",),
    "age": 0,
    "prohibited": True,
    "papers": ("parent",),
    "name": "another name",
    "contact": "another number",
}


def test_the_tables_have_every_field() -> None:
    """Each field that an act can say of a weapon, a box or a person stands in the tables of this file."""
    counts = {"total", "box", "proven", "spent", "by_difference", "faulty", "ejected", "destroyed", "sampled"}
    counts |= {"returned", "surplus", "missing", "unaccounted"}
    kept = {"on_set", "proof", "tainted", "quarantined", "holds", "frozen", "holder", "container", "kept_in"}
    kept |= {"gone", "offered_to"}
    assert {each.name for each in fields(Weapon)} == {"id", "enrolled", *WEAPON_SAYS}
    assert {each.name for each in fields(Person)} == {"id", "erased", "named", "staffed", *PERSON_SAYS}
    said = {LOT_FIELDS.get(key, key) for key in LOT_SAYS}
    assert {each.name for each in fields(Lot)} == {"id", *counts, *kept, *said}


@pytest.mark.parametrize("key", WEAPON_SAYS)
def test_what_is_said_of_a_weapon(key: str) -> None:
    """What is said of a weapon is on record of it, a capacity of none and *not modified* too; the rest stays."""
    said = {key: WEAPON_SAYS[key]}
    act = event("register", weapon="revolver", **said).act
    assert weapon_from(act, REVOLVER, enrolled=True) == replace(REVOLVER, **said)
    plain = Weapon(id="revolver", enrolled=False)
    assert weapon_from(act, None, enrolled=False) == replace(plain, **said)


@pytest.mark.parametrize("enrolled", [True, False])
def test_a_weapon_of_which_nothing_is_said(*, enrolled: bool) -> None:
    """Of a weapon that is only named everything stays; one never heard of is taken as one that can fire live rounds."""
    act = event("register", weapon="revolver").act
    assert weapon_from(act, REVOLVER, enrolled=enrolled) == replace(REVOLVER, enrolled=enrolled)
    new = Weapon(id="revolver", class_="live-capable", action="none", enrolled=enrolled)
    assert weapon_from(act, None, enrolled=enrolled) == new


@pytest.mark.parametrize("key", LOT_SAYS)
def test_what_is_said_of_a_box(key: str) -> None:
    """What is said of a box is on record of it; the rest stays."""
    said = {key: LOT_SAYS[key]}
    act = event("receive", lot="blanks", **said).act
    assert lot_from(act, BOX) == replace(BOX, **{LOT_FIELDS.get(key, key): LOT_SAYS[key]})


def test_a_box_of_which_nothing_is_said() -> None:
    """Of a box that is only named everything stays; of one never heard of nobody knows what its rounds are."""
    act = event("receive", lot="blanks").act
    assert lot_from(act, BOX) == BOX
    assert lot_from(act, None) == Lot(id="blanks", kind="unidentified", size="", total=0, box=0)


@pytest.mark.parametrize(
    ("before", "said", "size"),
    [
        (None, {"sort": "blank"}, "full"),
        (None, {"sort": "blank", "load": "quarter"}, "quarter"),
        (None, {"sort": "dummy"}, ""),
        (Lot(id="blanks", kind="blank"), {}, "full"),
        (Lot(id="blanks", kind="blank"), {"sort": "dummy"}, ""),
        (Lot(id="blanks", kind="blank", size="half"), {"sort": "blank"}, "half"),
    ],
)
def test_a_blank_of_no_said_size_is_a_full_one(before: Lot | None, said: dict[str, str], size: str) -> None:
    """A blank whose load nobody said is taken as the strongest; nothing else has a load."""
    assert lot_from(event("receive", lot="blanks", **said).act, before).size == size


@pytest.mark.parametrize(
    ("before", "count", "total", "box"),
    [
        (None, 12, 12, 12),
        (None, None, 0, 0),
        (Lot(id="blanks", total=0, box=3), 12, 12, 15),
        (Lot(id="blanks", total=1, box=0), 12, 1, 0),
        (BOX, 99, 20, 17),
    ],
)
def test_the_first_count_of_a_box_is_its_total(
    before: Lot | None, count: int | None, total: int, box: int
) -> None:
    """The count that is said first is how many rounds there are, all in the box; no later one changes the account."""
    after = lot_from(event("receive", lot="blanks", count=count).act, before)
    assert (after.total, after.box) == (total, box)


@pytest.mark.parametrize(
    ("kind", "before", "said", "supplier"),
    [
        ("receive", None, {"from_": "rental house"}, "rental house"),
        ("receive", BOX, {"from_": "another house"}, "another house"),
        ("receive", None, {"from_": "the carrier", "supplier": "rental house"}, "rental house"),
        ("bring", None, {"from_": "armorer"}, ""),
        ("bring", BOX, {"from_": "armorer"}, "rental house"),
    ],
)
def test_who_supplied_a_box(kind: str, before: Lot | None, said: dict[str, str], supplier: str) -> None:
    """A box is from whoever it is said to be supplied by, else from whom it was received; to bring it says nothing."""
    assert lot_from(event(kind, lot="blanks", **said).act, before).supplier == supplier


@pytest.mark.parametrize("key", PERSON_SAYS)
def test_what_is_said_of_a_person(key: str) -> None:
    """What is said of a person is on record of them, an age of none and *prohibited* too; the rest stays."""
    said = {key: PERSON_SAYS[key]}
    act = event("enrol", person="armorer", **said).act
    assert person_from(act, ARMORER) == replace(ARMORER, **said)
    assert person_from(act, None) == replace(Person(id="armorer"), **said)


def test_a_prohibition_is_lifted_only_by_a_word() -> None:
    """Who may be given no weapon stays so until it is said that they may."""
    barred = replace(ARMORER, prohibited=True)
    assert person_from(event("enrol", person="armorer").act, barred) == barred
    allowed = person_from(event("enrol", person="armorer", prohibited=False).act, barred)
    assert allowed == replace(barred, prohibited=False)


def test_nothing_of_an_erased_person_comes_back() -> None:
    """Who was erased and is enrolled anew is as the act says, and nothing of before comes back."""
    erased = replace(ARMORER, erased=True)
    assert person_from(event("enrol", person="armorer", age=41).act, erased) == Person(id="armorer", age=41)
