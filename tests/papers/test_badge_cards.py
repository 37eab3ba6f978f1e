"""Badge cards: who somebody is, the badge only where it was just given, and no other secret."""

from __future__ import annotations

import json

import pytest

from showsafe.papers.badge_cards import CARD, with_codes
from tests.papers.seen import Stage

BADGE = "b-TKkBPhzrVPH2wIsgb6zIHg"


def test_a_badge_that_was_just_given_is_on_its_card() -> None:
    """The code on the card is the badge itself, on a card of the size of a bank card."""
    page = Stage().printed(with_codes({"performer": BADGE}), person="performer", size="card")
    (code,) = page.codes()
    assert code.says == BADGE
    assert (code.x > CARD[0] / 2, code.x + code.wide < CARD[0], code.y + code.high < CARD[1]) == (True,) * 3
    assert "performer Performer 1" not in page.text
    assert "Performer" in page.text


@pytest.mark.parametrize("size", ["a4", "letter", "card"])
def test_printed_later_no_card_has_a_code(size: str) -> None:
    """The unit cannot show a badge again: everybody has a card, each with a place for a code and none in it."""
    stage = Stage()
    page = stage.printed("badge-cards", size=size)
    assert page.codes() == []
    people = {each.id for each in stage.source.state.people.values()}
    assert people <= {each.says for each in page.words}


def test_a_card_has_nothing_that_is_kept_of_a_person() -> None:
    """No credential, no age, no contact; a name only where names are asked for."""
    stage = Stage()
    stage.node.report(
        "enrol",
        "producer",
        person="performer",
        name="Ada Quill",
        contact="555-0100",
        age=35,
        roles=("performer",),
    )
    said = json.dumps(stage.built("badge-cards"), ensure_ascii=False)
    assert not any(each in said for each in ("Ada", "555", "firearms", "35"))
    named = stage.printed("badge-cards", person="performer", names=True)
    assert "Ada Quill" in named.text
    assert "555" not in named.text


def test_a_long_id_stays_on_its_card() -> None:
    """However long an id is, no word of a card lies outside of it."""
    stage = Stage()
    stage.node.report(
        "enrol", "producer", person="second-unit-assistant-of-the-property-master-" * 2, roles=("crew",)
    )
    page = stage.printed("badge-cards", size="card")
    assert all(each.x >= 3 and each.x + each.wide <= CARD[0] - 3 for each in page.words)
    assert all(each.y + each.high <= CARD[1] for each in page.words)
