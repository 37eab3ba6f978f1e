"""The page of a production, weapons across productions, and what somebody may not see."""

from __future__ import annotations

import pytest

from showsafe.errors import WrongInput
from showsafe.fleet import production
from showsafe.fleet.production import production_page
from tests.fleet.offices import Office
from tests.fleet.sets import REVOLVER, Node, long_day, open_day

RIDGE = frozenset({"the-ridge"})
BOTH = frozenset({"the-ridge", "the-fork"})


def test_the_page_of_a_production(office: Office) -> None:
    """A production's page has its units, open matters, weapons, papers, stops, days, consignments, as of a record."""
    node = Node("north-ridge")
    long_day(node)
    node.say("register", weapon="rifle", serial="R-1", **REVOLVER)
    office.follows(node, "the-ridge")
    page = production_page(office.facts, BOTH, "the-ridge", office.now())
    assert [unit.unit for unit in page.units] == ["north-ridge"]
    assert (page.matters_count, page.weapons_count, page.people) == (len(page.matters), 1, 6)
    (weapon,) = page.weapons
    assert (weapon.weapon, weapon.serial, weapon.state, weapon.word) == ("rifle", "R-1", "UNKNOWN", "hot")
    assert (weapon.where, weapon.as_of) == ("with armorer", len(node.raws()))
    assert [(each.kind, each.about) for each in page.papers] == [("permit", "day"), ("firearms", "assistant")]
    assert [each.value["kind"] for each in page.stops] == ["stop"]
    assert [each.open for each in page.days] == [True]
    assert [(each.value["way"], each.value["other"]) for each in page.consignments] == [("out", "carrier")]


def test_nothing_is_cold_once_its_records_cannot_be_read(office: Office) -> None:
    """A proof that was followed by what nobody can read says nothing of now: the weapon is hot, as of that record."""
    node = Node("north-ridge")
    open_day(node)
    node.say("check", weapon="revolver", seen=6, of=6, bore=True, found=[], witness="assistant")
    office.follows(node, "the-ridge")
    (proven,) = production.weapons(office.facts, RIDGE)
    assert (proven.state, proven.word, proven.grey) == ("EMPTY", "cold", "")
    node.extra += [b"none"]
    office.follows(node, "the-ridge")
    (unread,) = production.weapons(office.facts, RIDGE)
    assert (unread.state, unread.contents, unread.word) == ("UNKNOWN", "Contents not known.", "hot")
    assert unread.grey.startswith(f"As of record {proven.as_of};")


def test_another_production_is_as_if_it_were_not(office: Office) -> None:
    """Of a production that may not be seen the answer is the same, word for word, as of one that does not exist."""
    node = Node("north-ridge")
    office.follows(node, "the-ridge")
    answers = []
    for name in ("the-ridge", "nowhere"):
        with pytest.raises(WrongInput) as raised:
            production_page(office.facts, frozenset({"the-fork"}), name, office.now())
        answers.append((raised.value.code, raised.value.says, raised.value.now))
    assert answers[0] == answers[1]
    with pytest.raises(WrongInput):
        production_page(office.facts, frozenset(), "the-ridge", office.now())


def test_one_serial_in_two_logs(office: Office) -> None:
    """A serial in two productions' logs is two weapons on two words, also where it left one of them."""
    first, second = Node("north-ridge"), Node("south-fork")
    for node, name in ((first, "the-ridge"), (second, "the-fork")):
        node.say("register", weapon="rifle", serial="R-1", tag="T-9", **REVOLVER)
        office.takes(node, name)
    first.say("consign", weapon="rifle", to="carrier")
    office.takes(first, "the-ridge")
    office.follower().once()
    found = production.weapons(office.facts, BOTH, serial="R-1")
    assert sorted((each.production, each.gone) for each in found) == [
        ("the-fork", ""),
        ("the-ridge", "carrier"),
    ]
    assert [each.production for each in production.weapons(office.facts, RIDGE, tag="T-9")] == ["the-ridge"]
