"""The history of keys: who may sign a record, from which one on, and until which."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from conformance.curve import low_order_encodings
from showsafe.ledger.keys import DeviceKey, key_id
from showsafe.ledger.mldsa import MlDsaKey
from showsafe.ledger.verify import verify
from tests.ledger.verify.logs import (
    NEXT,
    NODE,
    OTHER,
    PERSON,
    Log,
    audited,
    b64,
    checkpoint_of,
    failed,
    fault,
    folder_of,
)


def opened() -> Log:
    """Return a log with its first record."""
    return Log().open()


def test_a_person_signs_after_their_key_is_enrolled(tmp_path: Path) -> None:
    """Enrolled with a signature of its own, a key counts from the next record on, beside the device's."""
    log = opened()
    log.enrol(PERSON)
    log.add("handed-over", {}, PERSON)
    log.rotate(PERSON, OTHER, PERSON, OTHER)
    log.add("handed-over", {}, OTHER)
    assert audited(tmp_path, log).ok


def test_the_node_changes_its_key(tmp_path: Path) -> None:
    """After a rotation the new key signs records, in a chain of its own, and the checkpoint over that very record."""
    log = opened().checked()
    log.rotate(NODE, NEXT, NEXT)
    assert audited(tmp_path / "at once", log).ok
    log.checked(2)
    report = audited(tmp_path / "later", log)
    assert report.ok
    log.node = NODE
    assert fault(audited(tmp_path / "old", log), "checkpoint")


def test_the_old_key_of_the_node_is_at_its_end(tmp_path: Path) -> None:
    """A record under the node's old key after the rotation is a fault, and is named."""
    log = opened()
    log.rotate(NODE, NEXT, NEXT)
    log.checked()
    log.add("weapon-checked", {}, device=NODE)
    report = audited(tmp_path, log)
    assert fault(report, "signatures") == "record 4 carries a signature of a key that was rotated before it"


def test_another_device_records_under_its_own_key(tmp_path: Path) -> None:
    """A key enrolled for a device may record in a chain of its own; one of a person may not."""
    log = opened()
    log.enrol(PERSON, "device:second tablet")
    log.add("weapon-checked", {}, device=PERSON)
    log.add("weapon-checked", {}, device=PERSON)
    assert audited(tmp_path / "device", log).ok
    log = opened()
    log.enrol(PERSON)
    log.add("weapon-checked", {}, device=PERSON)
    assert "under a key that is not a device's" in fault(audited(tmp_path / "person", log), "signatures")


def test_a_signature_of_a_key_that_nobody_enrolled(tmp_path: Path) -> None:
    """An unknown key beside the device's own is a fault: whose it is nobody could ever say."""
    log = opened()
    log.add("handed-over", {}, PERSON)
    report = audited(tmp_path, log)
    assert fault(report, "signatures") == "record 2 carries a signature of a key that no record enrols"


def test_a_signature_before_the_enrolment(tmp_path: Path) -> None:
    """A key that is enrolled only later does not count before."""
    log = opened()
    log.add("handed-over", {}, PERSON)
    log.enrol(PERSON)
    assert "not enrolled before" in fault(audited(tmp_path, log), "signatures")


def test_a_signature_after_the_revocation(tmp_path: Path) -> None:
    """A revoked key counts no more, and the first record that carries it is named."""
    log = opened()
    log.enrol(PERSON)
    log.add("handed-over", {}, PERSON)
    log.add("key-revoked", {"key_id": PERSON.id, "reason": "lost"})
    log.checked(3)
    log.add("handed-over", {}, PERSON)
    log.add("handed-over", {}, PERSON)
    report = audited(tmp_path, log)
    assert fault(report, "signatures") == "record 8 carries a signature of a key that was revoked before it"


def test_a_cosignature_that_does_not_hold(tmp_path: Path) -> None:
    """Each of several signatures of a record has to hold, not only the first."""
    log = opened()
    log.enrol(PERSON)
    number = log.add("handed-over", {}, PERSON)
    good = log.raws[number - 1]
    at = good.rindex(b'"sig":"') + 20
    log.raws[number - 1] = good[:at] + (b"A" if good[at : at + 1] != b"A" else b"B") + good[at + 1 :]
    assert fault(audited(tmp_path, log), "signatures") == "a signature of record 3 does not hold"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"key": "no base64"}, "brings a key that is not base64"),
        ({"key": b64(bytes(31))}, "brings a weak key"),
        ({"key_id": "0" * 32}, "names its key by another id"),
        ({"algorithm": "rsa"}, "enrols a key of an unknown kind"),
        ({"of": ""}, "enrols a key of an unknown kind, or of nobody"),
        ({"of": "node"}, "enrols a key of a kind that is not for its owner"),
        ({"algorithm": "ml-dsa-44", "of": "node"}, "brings a key of a wrong length"),
    ],
)
def test_an_enrolment_that_is_none(tmp_path: Path, change: dict[str, Any], says: str) -> None:
    """Each part of an enrolment has to be right."""
    log = opened()
    act = {"key": b64(PERSON.public), "algorithm": "ed25519", "of": "person-1", "key_id": PERSON.id}
    log.add("key-enrolled", {**act, **change}, PERSON)
    report = audited(tmp_path, log)
    assert says in fault(report, "keys")
    assert report.first_fault is not None
    assert report.first_fault.record == 2


def test_an_enrolment_without_proof_of_possession(tmp_path: Path) -> None:
    """Whoever enrols a key shows that they have it, and nobody enrols a key twice."""
    log = opened()
    log.add(
        "key-enrolled", {"key": b64(PERSON.public), "algorithm": "ed25519", "of": "p", "key_id": PERSON.id}
    )
    assert "is not signed by the key that it enrols" in fault(audited(tmp_path / "1", log), "keys")
    log = opened()
    log.enrol(PERSON)
    log.enrol(PERSON)
    assert "enrols a key that is known already" in fault(audited(tmp_path / "2", log), "keys")


@pytest.mark.parametrize("weak", sorted(low_order_encodings()))
def test_weak_keys_enrol_nothing(tmp_path: Path, weak: bytes) -> None:
    """A key of low order is refused wherever it comes: enrolled, or as that of the node."""
    log = opened()
    log.add("key-enrolled", {"key": b64(weak), "algorithm": "ed25519", "of": "p", "key_id": key_id(weak)})
    assert "weak" in fault(audited(tmp_path / "enrolled", log), "keys")
    log = Log()
    log.add("unit-opened", {"device_key": b64(weak)})
    assert "can be trusted" in fault(audited(tmp_path / "opened", log), "keys")


@pytest.mark.parametrize("signers", [(), (PERSON,), (OTHER,)])
def test_a_rotation_needs_both_keys(tmp_path: Path, signers: tuple[DeviceKey, ...]) -> None:
    """A rotation is signed by the old and the new key."""
    log = opened()
    log.enrol(PERSON)
    log.rotate(PERSON, OTHER, *signers)
    assert "is not signed by both" in fault(audited(tmp_path, log), "keys")


def test_rotations_and_revocations_of_nothing(tmp_path: Path) -> None:
    """What is rotated or revoked has to be there, and the node's own key is never revoked."""
    for place, (says, kind, act) in enumerate(
        (
            ("rotates a key that no record enrols", "key-rotated", {"key_id": "0" * 32}),
            ("revokes a key that no record enrols", "key-revoked", {"key_id": "0" * 32}),
            ("revokes the node's own key", "key-revoked", {"key_id": NODE.id}),
            ("opens a unit that is open", "unit-opened", {"device_key": b64(NODE.public)}),
        )
    ):
        log = opened()
        log.add(kind, act)
        assert says in fault(audited(tmp_path / str(place), log), "keys")


def test_what_was_not_permitted_changes_no_key(tmp_path: Path) -> None:
    """An enrolment that was held enrols nothing until a second person lets it happen; then the proof given counts."""
    log = opened()
    act = {"key": b64(PERSON.public), "algorithm": "ed25519", "of": "person-1", "key_id": PERSON.id}
    log.add("key-enrolled", act, PERSON, door="ask", outcome="hold", would="hold")
    held = Log(list(log.raws), dict(log.ends))
    held.add("handed-over", {}, PERSON)
    assert "no record enrols" in fault(audited(tmp_path / "held", held), "signatures")
    completes = {
        "act_kind": "enrol-key",
        "act_id": "act-00002",
        "by": "p",
        "claimed_at": "2025-03-04T05:06:07Z",
        "act": act,
    }
    log.add(
        "confirmed", {"of": "act-00002"}, completes=completes, door="ask", outcome="permit", would="permit"
    )
    log.add("handed-over", {}, PERSON)
    assert audited(tmp_path / "confirmed", log).ok


def test_what_was_refused_erases_nothing(tmp_path: Path) -> None:
    """A refused erasure that names values all the same is a fault: what it names could go, and nobody would miss it."""
    log = opened()
    log.add("erased", {"person": "person-1", "commitments": []}, door="ask", outcome="refuse", would="refuse")
    assert audited(tmp_path / "nothing", log).ok
    act = {"person": "person-1", "commitments": ["0" * 64]}
    log.add("erased", act, door="ask", outcome="refuse", would="refuse")
    assert "erases what it does not name" in fault(audited(tmp_path / "named", log), "structure")


def test_the_first_record_is_signed_by_the_key_it_names(tmp_path: Path) -> None:
    """A first record that names one key and is signed by another opens nothing."""
    log = Log()
    log.add("unit-opened", {"device_key": b64(PERSON.public)})
    report = audited(tmp_path, log)
    assert failed(report) >= {"signatures", "keys", "checkpoint"}


def test_a_key_of_the_node_for_ml_dsa(tmp_path: Path) -> None:
    """The node's ML-DSA-44 key is enrolled without a signature of its own, signs no record, and can be rotated."""
    one, two = MlDsaKey(bytes(32)), MlDsaKey(bytes(range(32)))
    log = opened()
    act = {"key": b64(one.public), "algorithm": "ml-dsa-44", "of": "node", "key_id": key_id(one.public)}
    log.add("key-enrolled", act)
    log.add(
        "key-rotated",
        {"key_id": key_id(one.public), "key": b64(two.public), "new_key_id": key_id(two.public)},
    )
    assert audited(tmp_path, log).ok


def test_keys_are_known_across_processes(tmp_path: Path) -> None:
    """Keys enrolled in one block count in the next, also where two processes look at both at once."""
    log = opened()
    log.enrol(PERSON)
    log.checked(4200)
    log.add("handed-over", {}, PERSON)
    log.rotate(PERSON, OTHER, PERSON, OTHER)
    log.checked(4200)
    log.add("handed-over", {}, OTHER)
    folder = folder_of(tmp_path / "good", log.raws, checkpoint_of(log.raws))
    assert verify(folder, workers=2).as_json() == verify(folder, workers=1).as_json()
    assert verify(folder, workers=2).ok
    number = log.add("handed-over", {}, PERSON)
    folder = folder_of(tmp_path / "bad", log.raws, checkpoint_of(log.raws))
    report = verify(folder, workers=2)
    assert report.first_fault is not None
    assert report.first_fault.record == number
    assert report.as_json() == verify(folder, workers=1).as_json()
