"""What the records say of the ledger itself, as the walk folds it: settings, erasures, and changes that come late."""

from __future__ import annotations

from typing import Any

import pytest

from showsafe.ledger.keys import DeviceKey, key_id
from showsafe.ledger.mldsa import MlDsaKey
from showsafe.ledger.verify.report import Fault
from tests.ledger.verify.logs import NEXT, NODE, OTHER, PERSON, Log, b64
from tests.ledger.verify.test_walk import each_way, fault, opened, walked


def settings(log: Log, named: str, *carried: str, kind: str = "settings-changed", **changes: Any) -> Log:  # noqa: ANN401
    """Add a record that names settings and carries attachments."""
    act = {"settings": named}
    if kind == "unit-opened":
        act["device_key"] = b64(NODE.public)
    log.add(kind, act, attachments=sorted(carried), **changes)
    return log


ONE, TWO, THREE = "1" * 64, "2" * 64, "3" * 64
NOT_CARRIED = "record {} does not carry the settings that it names"


@pytest.mark.parametrize(
    ("carried", "own", "says"),
    [
        ((ONE,), "", ""),
        ((ONE, TWO), TWO, ""),
        ((), "", NOT_CARRIED),
        ((TWO,), TWO, NOT_CARRIED),
        ((ONE, TWO, THREE), THREE, NOT_CARRIED),
    ],
)
def test_what_the_opening_carries(carried: tuple[str, ...], own: str, says: str) -> None:
    """Its settings, and at the most one more: the profile of the production."""
    walk = walked(settings(Log(), ONE, *carried, kind="unit-opened"))
    assert walk.book.faults == (fault("keys", says.format(1), 1) if says else {})
    assert (walk.settings, walk.own_profile) == ((1, ONE), own)


@pytest.mark.parametrize(
    ("carried", "says"), [((ONE,), ""), ((ONE, TWO), NOT_CARRIED), ((), NOT_CARRIED), ((TWO,), NOT_CARRIED)]
)
def test_what_a_change_of_settings_carries(carried: tuple[str, ...], says: str) -> None:
    """Its settings, and nothing else; from then on they are those that count."""
    walk = walked(settings(opened(), ONE, *carried))
    assert walk.book.faults == (fault("keys", says.format(2), 2) if says else {})
    assert (walk.settings, walk.own_profile) == ((2, ONE), None)


def test_settings_that_were_not_changed() -> None:
    """A change that was held or refused changes nothing, and a record of another kind names no settings."""
    log = settings(opened(), ONE, ONE)
    settings(log, TWO, TWO, door="ask", outcome="hold", would="hold")
    log.add("attested", {"settings": THREE}, attachments=[THREE])
    log.add("settings-changed", {"settings": 7})
    walk = walked(log)
    assert (walk.settings, walk.book.faults) == ((2, ONE), {})


@pytest.mark.parametrize(
    ("named", "changes", "told"),
    [
        ([], {}, False),
        ([ONE, TWO], {}, False),
        ([ONE, "x"], {}, True),
        (ONE, {}, True),
        (None, {}, True),
        ([], {"door": "ask", "outcome": "refuse"}, False),
        ([ONE], {"door": "ask", "outcome": "refuse"}, True),
    ],
)
def test_what_an_erasure_names(named: object, changes: dict[str, Any], told: bool) -> None:  # noqa: FBT001
    """Sums in a list, and none where nothing was erased: only those may be missing afterwards."""
    log = opened()
    log.add("erased", {"commitments": named}, **changes)
    walk = walked(log)
    says = "record 2 erases what it does not name"
    assert walk.book.faults == (fault("structure", says, 2) if told else {})
    assert walk.erased.count == (0 if told or not isinstance(named, list) else len(named))


@each_way
def test_a_change_of_keys_that_somebody_lets_happen_later(length: int, known: str) -> None:
    """Who asked for it signed for the key; it counts from the confirmation on, and both records are of the change."""
    log = opened()
    act = {"key": b64(PERSON.public), "algorithm": "ed25519", "of": "person-1", "key_id": PERSON.id}
    log.add("key-enrolled", act, PERSON, door="ask", outcome="hold", would="hold")
    log.checked()
    whole = {"act_kind": "enrol-key", "act_id": "act-00002", "act": act, "by": "p"}
    log.add("confirmed", {}, completes=whole, door="ask", outcome="permit")
    log.add("handed-over", {}, PERSON)
    walk = walked(log, length, known)
    assert (walk.book.faults, walk.history.changed) == ({}, [1, 4, 2])
    assert walk.history.keys[PERSON.id].since == 4


@pytest.mark.parametrize(
    ("signers", "changes", "says"),
    [
        ((), {}, "is not signed by the key that it enrols"),
        ((PERSON,), {"of": "person-2"}, "is not signed by the key that it enrols"),
        ((PERSON,), {"act_id": "act-00009"}, "is not signed by the key that it enrols"),
    ],
)
def test_a_confirmation_of_what_nobody_signed(
    signers: tuple[DeviceKey, ...], changes: dict[str, str], says: str
) -> None:
    """Another change than the one that was asked, or one that its key did not sign, enrols nothing."""
    log = opened()
    act = {"key": b64(PERSON.public), "algorithm": "ed25519", "of": "person-1", "key_id": PERSON.id}
    log.add("key-enrolled", act, *signers, door="ask", outcome="hold", would="hold")
    of = changes.get("act_id", "act-00002")
    said = {**act, **{name: value for name, value in changes.items() if name != "act_id"}}
    log.add("confirmed", {}, completes={"act_kind": "enrol-key", "act_id": of, "act": said, "by": "p"})
    walk = walked(log, known="all")
    assert walk.book.faults["keys"] == Fault("verify.keys", f"record 3 {says}", 3)
    assert list(walk.history.keys) == [NODE.id]


@pytest.mark.parametrize(
    ("changes", "ended"),
    [
        ({}, True),
        ({"would": "hold"}, True),
        ({"door": "ask", "outcome": "permit"}, True),
        ({"door": "ask", "outcome": "permit", "would": "hold"}, True),
        ({"door": "ask", "outcome": "hold"}, False),
        ({"door": "ask", "outcome": "refuse"}, False),
    ],
)
def test_when_a_revocation_counts(changes: dict[str, Any], ended: bool) -> None:  # noqa: FBT001
    """At once where it was reported or let through, whatever the rules said of it: a lost key is never left in use."""
    log = opened()
    log.enrol(PERSON)
    log.add("key-revoked", {"key_id": PERSON.id}, **changes)
    log.add("handed-over", {}, PERSON)
    walk = walked(log)
    says = "record 4 carries a signature of a key that was revoked before it"
    assert walk.book.faults == (fault("signatures", says, 4) if ended else {})
    assert (walk.history.keys[PERSON.id].until == 3) is ended


@pytest.mark.parametrize(
    ("changes", "enrolled"),
    [
        ({}, True),
        ({"would": "hold"}, False),
        ({"door": "ask", "outcome": "permit"}, True),
        ({"door": "ask", "outcome": "permit", "would": "hold"}, False),
        ({"door": "ask", "outcome": "refuse"}, False),
    ],
)
def test_when_an_enrolment_counts(changes: dict[str, Any], enrolled: bool) -> None:  # noqa: FBT001
    """Only where it happened and the rules permit it in full: a key that nobody let in signs nothing."""
    log = opened()
    act = {"key": b64(PERSON.public), "algorithm": "ed25519", "of": "person-1", "key_id": PERSON.id}
    log.add("key-enrolled", act, PERSON, **changes)
    walk = walked(log)
    assert (PERSON.id in walk.history.keys) is enrolled


def test_a_key_is_revoked_once() -> None:
    """A second revocation changes nothing of when it ended."""
    log = opened()
    log.enrol(PERSON)
    log.add("key-revoked", {"key_id": PERSON.id})
    log.add("key-revoked", {"key_id": PERSON.id})
    walk = walked(log)
    life = walk.history.keys[PERSON.id]
    assert (life.until, life.revoked, walk.history.changed, walk.book.faults) == (3, True, [1, 2, 3], {})


def test_a_key_that_has_ended_is_not_rotated() -> None:
    """From a revoked key no new one can follow."""
    log = opened()
    log.enrol(PERSON)
    log.add("key-revoked", {"key_id": PERSON.id})
    log.rotate(PERSON, NEXT, NEXT)
    says = "record 4 rotates a key that no record enrols, or that has ended"
    assert walked(log).book.faults == fault("keys", says, 4)


@pytest.mark.parametrize("name", [OTHER.id, PERSON.id])
def test_a_rotation_to_a_key_that_is_known(name: str) -> None:
    """The new key is a new one, named by its own id."""
    log = opened()
    log.enrol(PERSON)
    act = {"key_id": PERSON.id, "key": b64(PERSON.public), "new_key_id": name}
    log.add("key-rotated", act, PERSON)
    says = "record 3 names its new key by another id than the key has, or one that is known already"
    assert walked(log).book.faults == fault("keys", says, 3)


def test_a_key_for_ml_dsa_signs_no_record() -> None:
    """The node's ML-DSA-44 key is for checkpoints: beside the device's signature it never counts, before or after."""
    key = MlDsaKey(bytes(32))
    log = opened()
    act = {"key": b64(key.public), "algorithm": "ml-dsa-44", "of": "node", "key_id": key_id(key.public)}
    log.add("key-enrolled", act)
    log.checked()
    other = b'"signatures":[{"keyid":"%b","sig":"%b"},' % (
        key_id(key.public).encode(),
        b64(bytes(64)).encode(),
    )
    log.raws[2] = log.raws[2].replace(b'"signatures":[', other)
    found = walked(log, known="none").book.faults
    assert found == fault("signatures", "record 3 is not signed first by its device", 3)
    second = log.checked().raws[3]
    last = b',{"keyid":"%b","sig":"%b"}]}' % (key_id(key.public).encode(), b64(bytes(64)).encode())
    log.raws[2:] = [second[:-2] + last]
    says = "record 3 carries a signature of a key that was not enrolled before it"
    assert walked(log, known="none").book.faults["signatures"] == Fault("verify.signatures", says, 3)


@pytest.mark.parametrize("kind", ["settings-changed", "erased", "key-revoked"])
def test_a_first_record_about_the_ledger_that_does_not_open_it(kind: str) -> None:
    """Without an opening there is no key that anything could be trusted under."""
    log = Log()
    log.add(kind, {"commitments": []})
    says = "record 1 does not open the unit with a key that can be trusted"
    assert walked(log).book.faults["keys"] == Fault("verify.keys", says, 1)


@pytest.mark.parametrize("new", [b"", bytes(5), bytes(1311), bytes(1313)])
def test_a_rotation_to_an_ml_dsa_key_of_a_wrong_length(new: bytes) -> None:
    """Nobody signs for the node's ML-DSA-44 key, so its own form is all that keeps out what is no key."""
    key = MlDsaKey(bytes(32))
    log = opened()
    act = {"key": b64(key.public), "algorithm": "ml-dsa-44", "of": "node", "key_id": key_id(key.public)}
    log.add("key-enrolled", act)
    log.add("key-rotated", {"key_id": key_id(key.public), "key": b64(new), "new_key_id": key_id(new)})
    walk = walked(log)
    assert walk.book.faults == fault("keys", "record 3 brings a key of a wrong length", 3)
    assert [life.public for life in walk.history.node_ml_dsa] == [key.public]


def test_a_rotation_that_names_its_new_key_otherwise() -> None:
    """Signed by both keys as it should be, it names the new one by an id that is not its own: it rotates nothing."""
    log = opened()
    log.enrol(PERSON)
    act = {"key_id": PERSON.id, "key": b64(NEXT.public), "new_key_id": OTHER.id}
    log.add("key-rotated", act, PERSON, NEXT)
    says = "record 3 names its new key by another id than the key has, or one that is known already"
    walk = walked(log)
    assert (walk.book.faults, list(walk.history.keys)) == (fault("keys", says, 3), [NODE.id, PERSON.id])
