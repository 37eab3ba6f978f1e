"""Records that the node makes about its own ledger: attestations, settings, further keys of its own."""

from __future__ import annotations

import hashlib

import pytest

from showsafe.application import admission, selfkept
from showsafe.application.parse import act_from
from showsafe.errors import WrongInput
from showsafe.ledger import record
from showsafe.ledger.keys import DeviceKey
from showsafe.projections.attested import Attested, attestations, witnessed
from showsafe.projections.rebuild import differences
from tests.application.units import a_node


def test_an_attestation_is_a_record_with_what_was_given() -> None:
    """What a witness gave is attached to a record that says who it was and how many records it saw."""
    node = a_node()
    answer = selfkept.attest(node.unit, what="cosignature", size=7, who="w.example", attachments=(b"note",))
    body = record.read(node.store.entry(answer.number).raw).body
    assert body["kind"] == "attested"
    assert body["act"] == {"what": "cosignature", "size": 7, "who": "w.example"}
    assert body["attachments"] == [hashlib.sha256(b"note").hexdigest()]
    assert node.store.attachment(body["attachments"][0]) == b"note"


def test_the_same_attestation_is_recorded_once() -> None:
    """Told again, an attestation is the same record; what differs in anything is another one."""
    node = a_node()
    said = {"what": "time-token", "size": 7, "who": "clock", "attachments": (b"note", b"token")}
    first = selfkept.attest(node.unit, **said)  # type: ignore[arg-type]
    node.clock.advance(60)
    assert selfkept.attest(node.unit, **said).number == first.number  # type: ignore[arg-type]
    other = selfkept.attest(node.unit, **{**said, "size": 8})  # type: ignore[arg-type]
    assert other.number == first.number + 1


@pytest.mark.parametrize("mine", ["attested-", "key-", "node-key-", "restored-", "settings-"])
def test_nobody_takes_an_id_of_the_nodes_own(mine: str) -> None:
    """Whoever knows what a witness will show cannot keep it out by an act of their own under its id."""
    node = a_node()
    ids = [selfkept.attest(node.unit, what="fork", size=9, who="w", attachments=(b"one",)).act_id]
    ids.append(node.unit.take_over(DeviceKey(bytes(range(32)))).act_id)
    assert [each.startswith(tuple(admission.IDS_OF_THE_NODE)) for each in ids] == [True, True]
    size = node.store.size()
    for kind, keys in (("stop", {}), ("raise-concern", {"says": "a concern"})):
        act = act_from(kind, keys, act_id=f"{mine}{'0' * 32}", by="anonymous", at=node.clock.now())
        with pytest.raises(WrongInput) as refused:
            node.unit.report(act)
        assert refused.value.code == "input.reserved-id"
    assert node.store.size() == size


@pytest.mark.parametrize(("what", "given"), [("rumour", (b"x",)), ("cosignature", ())])
def test_an_attestation_of_nothing_is_refused(what: str, given: tuple[bytes, ...]) -> None:
    """Only what can be attested is, and never without what was given."""
    node = a_node()
    size = node.store.size()
    with pytest.raises(WrongInput) as refused:
        selfkept.attest(node.unit, what=what, size=1, who="w.example", attachments=given)
    assert (refused.value.code, node.store.size()) == ("attestation.unknown", size)


def test_the_newest_of_each_is_kept_for_the_board() -> None:
    """Of each kind and witness the newest attestation has a line, and the ledger is witnessed up to the largest."""
    node = a_node()
    for who, size in (("a.example", 3), ("b.example", 5)):
        selfkept.attest(node.unit, what="cosignature", size=size, who=who, attachments=(b"%d" % size,))
    answer = selfkept.attest(node.unit, what="cosignature", size=4, who="a.example", attachments=(b"4",))
    selfkept.attest(node.unit, what="fork", size=9, who="b.example", attachments=(b"other",))
    found = {(each.what, each.who): each for each in attestations(node.store)}
    assert {key: each.size for key, each in found.items()} == {
        ("cosignature", "a.example"): 4,
        ("cosignature", "b.example"): 5,
        ("fork", "b.example"): 9,
    }
    at = record.read(node.store.entry(answer.number).raw).body["as_of"]
    key = ("cosignature", "a.example")
    assert found[key] == Attested(what=key[0], who=key[1], size=4, record=answer.number, at=at)
    assert witnessed(node.store) == 5
    assert witnessed(node.store, "time-token") == 0
    assert differences(node.store) == []


def test_people_cannot_attest() -> None:
    """What the node says of its ledger is not said by people."""
    node = a_node()
    for kind, said in (("attest", {"what": "cosignature"}), ("change-settings", {"settings": "0" * 64})):
        with pytest.raises(WrongInput) as refused:
            node.report(kind, "producer", **said)
        assert refused.value.code == "input.unknown-act"


def test_settings_change_with_a_record() -> None:
    """Other settings are recorded with their bytes, and only then written; the same ones are no change."""
    node = a_node()
    written = []
    answer = selfkept.change_settings(node.unit, b"{}", lambda: written.append(node.store.size()))
    assert answer is not None
    body = record.read(node.store.entry(answer.number).raw).body
    assert (body["kind"], body["act"]["settings"]) == ("settings-changed", hashlib.sha256(b"{}").hexdigest())
    assert node.store.attachment(body["act"]["settings"]) == b"{}"
    assert written == [answer.number]
    assert selfkept.change_settings(node.unit, b"{}", lambda: written.append(0)) is None
    assert written == [answer.number]
    assert differences(node.store) == []


def test_a_further_key_of_the_node_is_recorded_once() -> None:
    """The node enrols its own ML-DSA key without a second person, and no signature of it stands in the record."""
    node = a_node()
    public = bytes(range(256)) * 5 + bytes(32)
    answer = selfkept.enrol_key(node.unit, public, algorithm="ml-dsa-44")
    whole = record.read(node.store.entry(answer.number).raw)
    assert (whole.body["kind"], whole.body["act"]["of"], len(whole.signatures)) == ("key-enrolled", "node", 1)
    assert selfkept.enrol_key(node.unit, public, algorithm="ml-dsa-44").number == answer.number
    assert node.state.keys[whole.body["act"]["key_id"]].holds
