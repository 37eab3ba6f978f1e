"""People sign records beside the node: who may, under which keys, and what is refused before anything is recorded."""

from __future__ import annotations

from typing import Any

import pytest

from showsafe.application.along import Along
from showsafe.application.parse import act_from
from showsafe.application.unit import Answer
from showsafe.errors import WrongInput
from showsafe.ledger import base64text, record
from showsafe.ledger.keys import DeviceKey
from showsafe.projections.rebuild import differences
from tests.application.units import Node, a_node
from tests.simulator import MORNING

ARMORER, ASSISTANT, LATER = (DeviceKey(letter * 32) for letter in (b"a", b"b", b"c"))
WEAK = bytes(32)


def public(key: DeviceKey) -> str:
    """Return the public half as it is typed."""
    return base64text.encode(key.public)


def ask(node: Node, kind: str, by: str, *signers: DeviceKey, **said: Any) -> Answer:  # noqa: ANN401 - values of keys
    """Ask with signatures."""
    return node.unit.ask(node.act(kind, by, **said), along=Along(cosigners=signers))


def enrolled() -> Node:
    """Return a unit in which armorer and assistant have keys."""
    node = a_node()
    for who, key in (("armorer", ARMORER), ("assistant", ASSISTANT)):
        answer = ask(node, "enrol-key", "producer", key, of=who, key=public(key), witness="first-ad")
        assert answer.outcome == "permit"
    return node


def refused(node: Node, kind: str, by: str, *signers: DeviceKey, **said: Any) -> str:  # noqa: ANN401 - as above
    """Ask, and return the code of the refusal; nothing is recorded."""
    size = node.store.size()
    with pytest.raises(WrongInput) as error:
        ask(node, kind, by, *signers, **said)
    assert error.value.says.endswith(".")
    assert error.value.now.endswith((".", "FILE", "DIR", "PERSON", "--node"))
    assert node.store.size() == size
    return error.value.code


def test_giver_and_witness_sign_with_the_node() -> None:
    """A record carries the signatures of the people whom the act names, after the node's, and each holds."""
    node = enrolled()
    answer = ask(node, "unlock", "armorer", ARMORER, ASSISTANT, weapon="revolver", witness="assistant")
    signed = record.read(node.store.entry(answer.number).raw)
    assert [each.key_id for each in signed.signatures] == [node.unit.writer.device, ARMORER.id, ASSISTANT.id]
    assert all(record.signed_by(signed, key.public) for key in (ARMORER, ASSISTANT))


def test_an_enrolment_is_signed_by_the_key_itself() -> None:
    """Nobody enrols a key that they do not have."""
    node = a_node()
    said = {"of": "armorer", "key": public(ARMORER), "witness": "first-ad"}
    assert refused(node, "enrol-key", "producer", **said) == "key.not-proven"
    assert refused(node, "enrol-key", "producer", LATER, **said) == "key.not-enrolled"
    answer = ask(node, "enrol-key", "producer", ARMORER, **said)
    body = record.read(node.store.entry(answer.number).raw).body
    assert body["act"] == {**said, "algorithm": "ed25519", "key_id": ARMORER.id}
    key = node.state.keys[ARMORER.id]
    assert (key.of, key.since, key.holds) == ("armorer", answer.number, True)


def test_a_key_of_another_device_is_enrolled() -> None:
    """A second tablet is a device with a name of its own, and no person of the set."""
    node = a_node()
    said = {"of": "device:tablet-2", "key": public(LATER), "witness": "first-ad"}
    assert ask(node, "enrol-key", "producer", LATER, **said).outcome == "permit"
    assert refused(node, "hold", "armorer", LATER) == "key.not-of-this-act"


def test_who_may_not_sign() -> None:
    """A stranger's key, a key of somebody without a part in it, and a key twice are refused by name."""
    node = enrolled()
    unlock = {"weapon": "revolver", "witness": "assistant"}
    assert refused(node, "unlock", "armorer", LATER, **unlock) == "key.not-enrolled"
    assert refused(node, "unlock", "armorer", ARMORER, ARMORER, **unlock) == "key.twice"
    assert refused(node, "hold", "armorer", ASSISTANT) == "key.not-of-this-act"
    assert refused(node, "hold", "armorer", node.unit.writer.key) == "key.not-of-this-act"


def test_a_revoked_key_signs_no_more() -> None:
    """Revoked by anybody, it signs nothing any more, and is not rotated either."""
    node = enrolled()
    assert ask(node, "revoke-key", "grip", key_id=ASSISTANT.id, reason="lost").outcome == "permit"
    assert refused(node, "hold", "assistant", ASSISTANT) == "key.revoked"
    new = {"key_id": ASSISTANT.id, "key": public(LATER), "witness": "first-ad"}
    assert refused(node, "rotate-key", "producer", ASSISTANT, LATER, **new) == "key.revoked"
    assert ask(node, "hold", "armorer", ARMORER).outcome == "permit"


def test_a_rotated_key_signs_no_more() -> None:
    """Old and new key sign the rotation; from then on the new one stands for its owner."""
    node = enrolled()
    new = {"key_id": ARMORER.id, "key": public(LATER), "witness": "first-ad"}
    assert refused(node, "rotate-key", "producer", LATER, **new) == "key.not-proven"
    assert refused(node, "rotate-key", "producer", ARMORER, **new) == "key.not-proven"
    answer = ask(node, "rotate-key", "producer", ARMORER, LATER, **new)
    signed = record.read(node.store.entry(answer.number).raw)
    assert signed.body["act"] == {**new, "new_key_id": LATER.id}
    assert all(record.signed_by(signed, key.public) for key in (ARMORER, LATER))
    assert refused(node, "hold", "armorer", ARMORER) == "key.revoked"
    assert ask(node, "hold", "armorer", LATER).outcome == "permit"
    assert differences(node.store) == []


def test_what_the_rules_refuse_enrols_nothing() -> None:
    """An enrolment that nobody of the office answers for is recorded as refused, and its key signs nothing."""
    node = a_node()
    said = {"of": "grip", "key": public(LATER), "witness": "performer"}
    answer = ask(node, "enrol-key", "grip", LATER, **said)
    assert (answer.outcome, answer.findings[0].code) == ("refuse", "duty.key-unanswered")
    assert node.state.keys.keys() == {node.unit.writer.device}
    assert refused(node, "hold", "grip", LATER) == "key.not-enrolled"


def test_keys_that_are_on_record_are_not_enrolled_again() -> None:
    """A key has one owner, for ever: nobody enrols it a second time, nor rotates to it."""
    node = enrolled()
    again = {"of": "grip", "key": public(ARMORER), "witness": "first-ad"}
    assert refused(node, "enrol-key", "producer", ARMORER, **again) == "key.already-enrolled"
    to = {"key_id": ASSISTANT.id, "key": public(ARMORER), "witness": "first-ad"}
    assert refused(node, "rotate-key", "producer", ARMORER, ASSISTANT, **to) == "key.already-enrolled"


def test_the_key_of_the_node_is_its_own_matter() -> None:
    """People neither enrol, nor rotate, nor revoke the key of the node."""
    node = enrolled()
    own = node.unit.writer.device
    assert refused(node, "revoke-key", "grip", key_id=own) == "key.of-the-node"
    to = {"key_id": own, "key": public(LATER), "witness": "first-ad"}
    assert refused(node, "rotate-key", "producer", LATER, **to) == "key.of-the-node"
    said = {"of": "node", "key": public(LATER), "witness": "first-ad"}
    assert refused(node, "enrol-key", "producer", LATER, **said) == "key.of-the-node"
    assert refused(node, "enrol", "producer", person="node", roles="crew") == "input.reserved-name"


def test_unknown_keys_and_owners() -> None:
    """A key that is not on record, and an owner who is not, are named."""
    node = enrolled()
    assert refused(node, "revoke-key", "grip", key_id="0" * 32) == "key.unknown"
    said = {"of": "nobody", "key": public(LATER), "witness": "first-ad"}
    assert refused(node, "enrol-key", "producer", LATER, **said) == "input.unknown-person"
    ml_dsa = {**said, "of": "grip", "key": base64text.encode(bytes(1312))}
    assert refused(node, "enrol-key", "producer", **ml_dsa) == "key.not-for-people"


def test_a_told_day_has_no_keys() -> None:
    """Keys sign the ledger of the whole unit, and belong to no scope but that of the set."""
    node = a_node()
    act = node.act("enrol", "grip", person="grip", roles="producer")
    node.unit.record(act, "report", "some-day")
    with pytest.raises(WrongInput) as error:
        node.unit.ask(node.act("revoke-key", "grip", key_id=node.unit.writer.device), "some-day")
    assert error.value.code == "key.not-of-a-told-day"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"key": "no base64"}, "key.not-base64"),
        ({"key": base64text.encode(b"short")}, "key.wrong-length"),
        ({"key": base64text.encode(WEAK)}, "key.weak"),
        ({"key": public(LATER), "key_id": "0" * 32}, "key.not-its-own"),
        ({"key": public(LATER), "algorithm": "ml-dsa-44"}, "key.not-its-own"),
        ({"key": public(LATER), "key_id": "XY"}, "input.wrong-value"),
        ({"key": public(LATER), "of": "device:"}, "input.empty-name"),
        ({"key": public(LATER), "of": 7}, "input.wrong-value"),
    ],
)
def test_a_key_is_read_strictly(said: dict[str, Any], code: str) -> None:
    """A weak key, a damaged one, and a name that is not the key's own are refused where they come in."""
    whole = {"of": "grip", "witness": "first-ad", **said}
    with pytest.raises(WrongInput) as error:
        act_from("enrol-key", whole, act_id="k", by="producer", at=MORNING)
    assert error.value.code == code
