"""Personal values: commitments in the record, values beside it, and every way in which they come together again."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from showsafe.application import personal
from showsafe.application.states import rebuilt
from showsafe.application.unit import SET
from showsafe.errors import NotVerified, WrongInput
from showsafe.ledger import record
from showsafe.ledger.store import Beside, Personal
from showsafe.projections.rebuild import differences
from tests.application.units import Node, a_node

WANDA: dict[str, Any] = {
    "person": "wanda",
    "roles": ["crew"],
    "name": "Wanda",
    "age": 30,
    "prohibited": False,
}


def said(node: Node, number: int) -> dict[str, Any]:
    """Return what a record says of its act."""
    return dict(record.read(node.store.entry(number).raw).body["act"])


def test_a_commitment_is_as_the_page_says() -> None:
    """The SHA-256 of a text, a salt and the value in canonical JSON; all three are kept, and the value is not said."""
    node = a_node()
    answer = node.ask("enrol", "producer", **WANDA)
    act = said(node, answer.number)
    assert act["person"] == "wanda"
    assert act["roles"] == ["crew"]
    assert set(act["age"]) == set(act["name"]) == set(act["prohibited"]) == {"sealed"}
    kept = node.store.personal(act["age"]["sealed"])
    assert kept is not None
    assert (kept.value, len(kept.salt)) == (b"30", 32)
    whole = b"showsafe-commitment/1\n" + kept.salt + b"30"
    assert hashlib.sha256(whole).hexdigest() == kept.commitment == act["age"]["sealed"]


def test_the_number_of_a_paper_about_a_person() -> None:
    """The number of a paper about a person is personal, that of a permit of the production is not."""
    node = a_node()
    own = node.ask("record-paper", "producer", kind="course", about="grip", number="17")
    permit = node.ask("record-paper", "producer", kind="permission", about="day", number="18")
    assert set(said(node, own.number)["number"]) == {"sealed"}
    assert said(node, permit.number)["number"] == "18"


def test_what_is_sealed_is_in_the_state() -> None:
    """The state is the same whether an act was just decided, or read back from its record."""
    node = a_node()
    node.ask("enrol", "producer", **WANDA)
    node.ask("record-paper", "producer", kind="course", about="wanda", number="17")
    wanda = node.state.people["wanda"]
    assert (wanda.name, wanda.age, wanda.credentials[0].number) == ("Wanda", 30, "17")
    assert rebuilt(node.store.entries(), node.store.personal) == node.state
    node.unit.forget()
    assert node.state.people["wanda"] == wanda
    assert len(node.state.sealed["wanda"]) == 4


def overridden(node: Node) -> tuple[int, int]:
    """Let an override put somebody on record, and return the records of the ask and of the override."""
    refused = node.ask("enrol", "grip", **{**WANDA, "act_id": "by-grip"})
    assert refused.outcome == "refuse"
    lifted = node.ask(
        "override", "producer", of="by-grip", reason="nobody else is here", witness="safety", act_id="over"
    )
    assert lifted.outcome == "permit"
    return refused.number, lifted.number


def test_an_act_that_is_let_happen_keeps_its_commitments() -> None:
    """What was sealed with a refused ask is not sealed a second time where an override lets it happen."""
    node = a_node()
    asked, lifted = overridden(node)
    body = record.read(node.store.entry(lifted).raw).body
    assert body["completes"]["act"] == said(node, asked)
    assert "sealed" not in str(body["act"])
    assert node.state.people["wanda"].age == 30
    assert rebuilt(node.store.entries(), node.store.personal) == node.state
    assert len(node.state.sealed["wanda"]) == 3


def test_what_was_let_happen_is_erased_too() -> None:
    """The values of an overridden ask go with the rest, and rebuilt is live before and after."""
    node = a_node()
    overridden(node)
    assert node.ask("erase", "producer", person="wanda").outcome == "permit"
    assert node.state.people["wanda"].name == ""
    assert rebuilt(node.store.entries(), node.store.personal) == node.state
    assert differences(node.store) == []
    node.ask("enrol", "producer", **WANDA)
    assert node.state.people["wanda"].age == 30
    assert rebuilt(node.store.entries(), node.store.personal) == node.state


def test_what_was_only_refused_can_be_erased() -> None:
    """Of somebody who was never put on record, only asked about, what was said can be erased as well."""
    node = a_node()
    asked = node.ask("enrol", "grip", **WANDA)
    assert "wanda" not in node.state.people
    answer = node.ask("erase", "producer", person="wanda")
    assert len(said(node, answer.number)["commitments"]) == 3
    assert node.store.personal(said(node, asked.number)["age"]["sealed"]) is None
    assert rebuilt(node.store.entries(), node.store.personal) == node.state
    with pytest.raises(WrongInput) as unknown:
        node.ask("erase", "producer", person="nobody")
    assert unknown.value.code == "input.unknown-person"


def test_a_changed_value_is_found() -> None:
    """A value that is not the one that the record commits to is never used."""
    node = a_node()
    answer = node.ask("enrol", "producer", **WANDA)
    commitment = said(node, answer.number)["age"]["sealed"]
    node.store.append(node.store.size(), [], beside=Beside(erased=(commitment,)))
    kept = Personal(commitment, bytes(32), b"31")
    node.store.append(node.store.size(), [], beside=Beside(personal=(kept,)))
    node.unit.forget()
    with pytest.raises(NotVerified) as damaged:
        node.unit.state(SET)
    assert damaged.value.code == "personal.damaged"


def test_an_act_is_the_same_by_its_values() -> None:
    """The same act again gets its first answer; with another age it is another act, and says so."""
    node = a_node()
    first = node.ask("enrol", "producer", **WANDA, act_id="w")
    assert node.ask("enrol", "producer", **WANDA, act_id="w").number == first.number
    for other in ({**WANDA, "age": 31}, {**WANDA, "contact": "here"}, {"person": "wanda", "roles": ["crew"]}):
        with pytest.raises(WrongInput) as taken:
            node.ask("enrol", "producer", **other, act_id="w")
        assert taken.value.code == "input.act-id-taken"


def test_nothing_else_is_taken_for_a_commitment() -> None:
    """Only a table with the one key is a commitment; what is said of a sight or a notice is not."""
    assert personal.sealed_in({"sealed": "00"}) == "00"
    assert [personal.sealed_in(each) for each in ("00", {"sealed": 1}, {"sealed": "0", "x": 1}, None)] == [
        ""
    ] * 4


def test_the_salt_can_be_given() -> None:
    """Salts come from the unit, so that an example can be made again to the byte."""
    nodes = (a_node(), a_node())
    for node in nodes:
        node.unit.salt = lambda: b"s" * 32
    one, two = (said(node, node.ask("enrol", "producer", **WANDA).number) for node in nodes)
    assert one == two
