"""An act that the device of a person signed: recorded with the signature, refused where it is another, erasable."""

from __future__ import annotations

from typing import Any

import pytest

from showsafe.application import asked
from showsafe.application.access.possession import Elsewhere, ToBeSigned
from showsafe.application.along import Along
from showsafe.application.asked import Asked
from showsafe.application.parse import act_as_mapping
from showsafe.application.personal import commitment_of, without_values
from showsafe.application.records import stamp
from showsafe.domain.acts import KINDS, Act
from showsafe.errors import WrongInput
from showsafe.ledger import base64text, canonical, record
from showsafe.ledger.keys import DeviceKey
from tests.application.units import Node, a_node

PHONE = DeviceKey(bytes(range(5, 37)))
OTHER = DeviceKey(bytes(range(6, 38)))
NONCE = bytes(32)


def enrolled(node: Node, key: DeviceKey = PHONE, name: str = "phone") -> None:
    """Enrol the key of a device."""
    act = node.act(
        "enrol-key", "producer", key=base64text.encode(key.public), of=f"device:{name}", witness="safety"
    )
    assert node.unit.ask(act, along=Along(cosigners=(key,))).outcome == "permit"


def signed(
    what: Act,
    key: DeviceKey = PHONE,
    door: str = "ask",
    unit: str = "north-ridge",
    **changes: Any,  # noqa: ANN401
) -> Along:
    """Return how an act comes in that a device signed, as the device makes it up by itself."""
    said = act_as_mapping(what)
    salt = asked.salts_of(NONCE, what.act_id)
    personal = [name for name in ("age", "credentials", "name") if what.kind == "enrol" and name in said]
    names = tuple((name, commitment_of(salt(name), canonical.encode(said[name]))) for name in personal)
    body = {
        "act": without_values(said, names),
        "act_id": what.act_id,
        "by": what.by,
        "claimed_at": stamp(what.at),
        "door": door,
        "kind": KINDS[what.kind].event,
        "scope": "set",
        **changes,
    }
    claim = Asked("badge-pin-own-device", key.id, key.sign(asked.message(body, unit, key.id)))
    return Along(asked=claim, salts=salt)


def refused(node: Node, act: Act, along: Along) -> str:
    """Ask, and return the code with which it is refused before anything is recorded."""
    before = node.store.size()
    with pytest.raises(WrongInput) as found:
        node.unit.ask(act, along=along)
    assert node.store.size() == before
    return found.value.code


def test_the_record_carries_what_the_device_signed() -> None:
    """The signature and the proof of person stand in the record, and the statement can be made from it again."""
    node = a_node()
    enrolled(node)
    act = node.act("check", weapon="revolver", seen=6, of=6, witness="assistant")
    answer = node.unit.ask(act, along=signed(act))
    body = record.read(node.store.entry(answer.number).raw).body
    assert body["proof"] == "badge-pin-own-device"
    assert body["asked"]["keyid"] == PHONE.id
    claim = Asked(body["proof"], PHONE.id, base64text.decode(body["asked"]["sig"]))
    asked.check(claim, body, "north-ridge", node.state.keys)
    assert b'"format":"showsafe-act/1"' in asked.statement(body, "north-ridge", PHONE.id)


def test_a_proof_without_a_signature_is_recorded_too() -> None:
    """Where no device signed, the record says how it was known who asked, and nothing more."""
    node = a_node()
    answer = node.unit.ask(node.act("hold", "grip"), along=Along(asked=Asked("none")))
    body = record.read(node.store.entry(answer.number).raw).body
    assert body["proof"] == "none"
    assert "asked" not in body


@pytest.mark.parametrize(
    "changes",
    [
        {"by": "partner"},
        {"door": "report"},
        {"kind": "loaded"},
        {"scope": "day"},
        {"unit": "south-ridge"},
        {"act_id": "tap-0"},
        {"act": {"weapon": "rifle"}},
    ],
)
def test_what_is_sent_has_to_be_what_was_signed(changes: dict[str, Any]) -> None:
    """Another person, door, act, unit or id under the signature is refused, and nothing is recorded."""
    node = a_node()
    enrolled(node)
    act = node.act("check", weapon="revolver", seen=6, of=6)
    assert refused(node, act, signed(act, **changes)) == "act.not-signed"


def test_only_enrolled_devices_sign_and_none_that_is_lost() -> None:
    """A key that no record enrols is refused, and so is one that was taken off the record."""
    node = a_node()
    act = node.act("check", weapon="revolver", seen=6, of=6)
    assert refused(node, act, signed(act)) == "act.unknown-device"
    enrolled(node)
    assert refused(node, act, signed(act, OTHER)) == "act.unknown-device"
    assert refused(node, act, signed(act, node.unit.writer.key)) == "act.unknown-device"
    node.ask("revoke-key", "grip", key_id=PHONE.id, reason="lost")
    assert refused(node, act, signed(act)) == "act.lost-device"


def test_a_signed_act_is_recorded_once() -> None:
    """Sent again, late or twice, it gets the first answer; another act under its id is refused."""
    node = a_node()
    enrolled(node)
    act = node.act("check", weapon="revolver", seen=6, of=6)
    first = node.unit.ask(act, along=signed(act))
    again = node.unit.ask(act, along=signed(act))
    assert (again.number, again.repeated) == (first.number, True)
    other = node.act("check", weapon="revolver", seen=5, of=6, act_id=act.act_id)
    assert refused(node, other, signed(other)) == "input.act-id-taken"


def test_what_a_device_signed_of_a_person_can_be_erased() -> None:
    """Personal values stand in the statement as commitments that the device made; erased, the record still verifies."""
    node = a_node()
    enrolled(node)
    act = node.act("enrol", "producer", person="stunt", roles=["stunt"], age=29, name="Sam Field")
    answer = node.unit.ask(act, along=signed(act))
    assert answer.outcome == "permit"
    body = record.read(node.store.entry(answer.number).raw).body
    assert set(body["act"]["age"]) == {"sealed"}
    assert node.state.people["stunt"].age == 29
    node.ask("erase", "producer", person="stunt")
    assert node.store.personal(body["act"]["age"]["sealed"]) is None
    claim = Asked(body["proof"], PHONE.id, base64text.decode(body["asked"]["sig"]))
    asked.check(claim, body, "north-ridge", node.state.keys)


def test_no_two_acts_have_one_commitment() -> None:
    """The salt follows from the act and the key, so a device that repeats its random bytes repeats no commitment."""
    salts = {asked.salts_of(NONCE, act)(key) for act in ("a", "b") for key in ("age", "name")}
    assert len(salts) == 4


def test_a_device_signs_its_own_enrolment_from_afar() -> None:
    """Without the signature nothing is recorded and the bytes come back; signed over there, the record is whole."""
    node = a_node()
    at = node.clock.now()
    act = node.act(
        "enrol-key", "producer", key=base64text.encode(PHONE.public), of="device:phone", witness="safety"
    )
    before = node.store.size()
    with pytest.raises(ToBeSigned) as asked_for:
        node.unit.ask(act, along=Along(cosigners=(Elsewhere(PHONE.public),), received_at=at))
    assert node.store.size() == before
    node.clock.advance(5)
    signature = PHONE.sign(asked_for.value.message)
    answer = node.unit.ask(act, along=Along(cosigners=(Elsewhere(PHONE.public, signature),), received_at=at))
    assert answer.outcome == "permit"
    assert node.state.keys[PHONE.id].of == "device:phone"
    assert record.signed_by(record.read(node.store.entry(answer.number).raw), PHONE.public)


def test_other_records_in_between_are_signed_again() -> None:
    """Where the ledger grew meanwhile, the signature is of another record: the new bytes come back."""
    node = a_node()
    at = node.clock.now()
    act = node.act(
        "enrol-key", "producer", key=base64text.encode(PHONE.public), of="device:phone", witness="safety"
    )
    with pytest.raises(ToBeSigned) as first:
        node.unit.ask(act, along=Along(cosigners=(Elsewhere(PHONE.public),), received_at=at))
    node.ask("hold", "grip")
    stale = Elsewhere(PHONE.public, PHONE.sign(first.value.message))
    with pytest.raises(ToBeSigned) as second:
        node.unit.ask(act, along=Along(cosigners=(stale,), received_at=at))
    assert first.value.message != second.value.message
