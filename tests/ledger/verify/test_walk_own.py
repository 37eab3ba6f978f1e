"""What the records say of the ledger itself, as the walk folds it: settings, erasures, and changes that come late."""

from __future__ import annotations

from typing import Any

import pytest

from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.verify.report import Fault
from tests.ledger.verify.logs import NODE, PERSON, Log, b64
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
