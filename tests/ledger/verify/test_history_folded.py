"""Keys as single records change them: who may sign from where to where, and what a change that comes late rests on."""

from __future__ import annotations

from typing import Any

import pytest

from showsafe.ledger.keys import DeviceKey, key_id
from showsafe.ledger.mldsa import MlDsaKey
from showsafe.ledger.verify.block import Event
from showsafe.ledger.verify.history import ED25519, ML_DSA_44, History, Life
from tests.ledger.verify.logs import NEXT, NODE, OTHER, PERSON, b64

LONG = MlDsaKey(bytes(32)).public
EARLY = "carries a signature of a key that was not enrolled before it"
ROTATED = "carries a signature of a key that was rotated before it"
REVOKED = "carries a signature of a key that was revoked before it"
UNSIGNED = "is not signed by the key that it enrols"


def enrolment(key: DeviceKey = PERSON, **changes: object) -> dict[str, Any]:
    """Return the act that enrols a key for a person."""
    return {"key": b64(key.public), "algorithm": ED25519, "of": "person-1", "key_id": key.id, **changes}


def event(number: int, kind: str, act: dict[str, Any], *signers: DeviceKey, **changes: Any) -> Event:  # noqa: ANN401
    """Return a record about keys as it was read."""
    return Event(number, kind, act, [], [key.id for key in signers], **changes)


def enrolled(number: int, *signers: DeviceKey, act: dict[str, Any] | None = None, **changes: Any) -> Event:  # noqa: ANN401
    """Return a record that enrols the key of a person."""
    return event(number, "key-enrolled", act or enrolment(), *signers, **changes)


def begun() -> History:
    """Return the history after the first record."""
    history = History()
    assert history.fold(event(1, "unit-opened", {"device_key": b64(NODE.public)}, NODE)) == ""
    return history


@pytest.mark.parametrize(
    ("algorithm", "of", "speaks"),
    [
        (ED25519, "node", True),
        (ED25519, "device:cart", True),
        (ED25519, "person-1", False),
        (ML_DSA_44, "node", False),
        (ML_DSA_44, "device:cart", False),
    ],
)
def test_under_which_keys_records_are_recorded(algorithm: str, of: str, speaks: bool) -> None:  # noqa: FBT001
    """Under the node's own and those of devices, and never under one that signs checkpoints alone."""
    assert Life("id", b"", algorithm, of, 1).speaks_for_a_device() is speaks


@pytest.mark.parametrize(
    ("algorithm", "span", "fault"),
    [
        (ED25519, (4, 4), (EARLY, 4)),
        (ED25519, (5, 5), (EARLY, 5)),
        (ED25519, (5, 12), (EARLY, 5)),
        (ED25519, (6, 9), None),
        (ED25519, (6, 10), (ROTATED, 10)),
        (ED25519, (12, 13), (ROTATED, 12)),
        (ML_DSA_44, (6, 9), (EARLY, 6)),
    ],
)
def test_from_where_to_where_a_key_signs(
    algorithm: str, span: tuple[int, int], fault: tuple[str, int] | None
) -> None:
    """After the record that brings it, up to and with the one that ends it; the first record outside is named."""
    life = Life("id", b"", algorithm, "person-1", 5, 9)
    assert life.fault_of_use(*span) == fault
    life.revoked = True
    ended = fault if fault is None or fault[0] != ROTATED else (REVOKED, fault[1])
    assert life.fault_of_use(*span) == ended


def test_the_keys_that_sign_records() -> None:
    """Those of Ed25519 alone: under the node's other one no signature of a record can hold."""
    history = begun()
    act = {"key": b64(LONG), "algorithm": ML_DSA_44, "of": "node", "key_id": key_id(LONG)}
    assert history.fold(enrolled(2, act=act)) == ""
    assert history.fold(enrolled(3, PERSON)) == ""
    assert history.publics() == {NODE.id: NODE.public, PERSON.id: PERSON.public}
    assert [life.public for life in history.node_ml_dsa] == [LONG]
    assert history.changed == [1, 2, 3]


def test_the_key_of_a_checkpoint() -> None:
    """It is the one that the node had by then: none before the first, and the new one from its own record on."""
    history = begun()
    act = {"key_id": NODE.id, "key": b64(NEXT.public), "new_key_id": NEXT.id}
    assert history.fold(event(7, "key-rotated", act, NODE, NEXT)) == ""
    at = {size: history.node_at(size) for size in (0, 1, 6, 7, 8)}
    assert {size: life and life.id for size, life in at.items()} == {
        0: None,
        1: NODE.id,
        6: NODE.id,
        7: NEXT.id,
        8: NEXT.id,
    }


@pytest.mark.parametrize(
    ("happened", "counts", "ended"), [(True, True, 3), (True, False, 3), (False, False, None)]
)
def test_a_revocation_counts_once_it_happened(
    happened: bool,  # noqa: FBT001 - columns of the table
    counts: bool,  # noqa: FBT001
    ended: int | None,
) -> None:
    """Whatever the rules say of it, a lost key is out; one that was refused takes nobody's key away."""
    history = begun()
    history.fold(enrolled(2, PERSON))
    told = event(3, "key-revoked", {"key_id": PERSON.id}, happened=happened, counts=counts)
    assert history.fold(told) == ""
    assert history.keys[PERSON.id].until == ended


@pytest.mark.parametrize("of", ["", None, 7, True, ["node"], {"of": "node"}])
def test_a_key_of_nobody(of: object) -> None:
    """Whose a key is stands there as a word; anything else enrols nothing."""
    history = begun()
    says = history.fold(enrolled(2, PERSON, act=enrolment(of=of)))
    assert (says, list(history.keys)) == ("enrols a key of an unknown kind, or of nobody", [NODE.id])


@pytest.mark.parametrize(("others", "says"), [(4095, ""), (4096, UNSIGNED)])
def test_how_many_that_wait_are_remembered(others: int, says: str) -> None:
    """The latest 4096: a forger who asks without end fills no memory, and the eldest has to be asked again."""
    history = begun()
    history.fold(enrolled(2, PERSON, counts=False, act_id="eldest"))
    other = enrolled(3, OTHER, act=enrolment(OTHER), counts=False)
    for number in range(others):
        other.act_id = f"act-{number}"
        history.fold(other)
    assert history.was_asked("eldest") is (not says)
    assert history.fold(enrolled(9, late=True, act_id="eldest")) == says
    assert (PERSON.id in history.keys) is (not says)


def test_a_change_that_comes_late_names_both_records() -> None:
    """The record that asked for it, and the one that let it happen; what was never asked names its own alone."""
    history = begun()
    history.fold(enrolled(2, PERSON, counts=False, act_id="asked"))
    assert history.fold(enrolled(4, NODE, late=True, act_id="asked")) == ""
    assert history.changed == [1, 4, 2]
    act = {"key": b64(LONG), "algorithm": ML_DSA_44, "of": "node", "key_id": key_id(LONG)}
    assert history.fold(enrolled(6, NODE, act=act, late=True, act_id="nobody asked")) == ""
    assert history.changed == [1, 4, 2, 6]
    act = {"key_id": PERSON.id, "key": b64(NEXT.public), "new_key_id": NEXT.id}
    history.fold(event(7, "key-rotated", act, PERSON, NEXT, counts=False, act_id="turn"))
    assert history.fold(event(9, "key-rotated", act, NODE, late=True, act_id="turn")) == ""
    assert history.changed == [1, 4, 2, 6, 9, 7]


def test_a_change_at_once_rests_on_nothing_earlier() -> None:
    """Under the act id of one that was refused, it is a change of its own, signed by who signs it."""
    history = begun()
    history.fold(enrolled(2, PERSON, counts=False, act_id="same"))
    assert history.fold(enrolled(3, NODE, act_id="same")) == UNSIGNED
    assert history.fold(enrolled(4, PERSON, act_id="same")) == ""
    assert history.changed == [1, 4]


@pytest.mark.parametrize(
    ("kind", "act"),
    [
        ("key-enrolled", enrolment(OTHER)),
        ("key-enrolled", enrolment(of="person-2")),
        ("key-rotated", enrolment()),
    ],
)
def test_another_change_than_the_one_that_was_asked(kind: str, act: dict[str, Any]) -> None:
    """Who signed for one change did not sign for another, though it goes by the same act id."""
    history = begun()
    history.fold(event(2, kind, enrolment(), PERSON, OTHER, counts=False, act_id="asked"))
    wanted = act if kind == "key-enrolled" else enrolment()
    assert history.fold(enrolled(3, PERSON, OTHER, act=wanted, late=True, act_id="asked")) == UNSIGNED


@pytest.mark.parametrize("kind", ["settings-changed", "attested", "erased"])
def test_a_record_that_is_not_about_keys(kind: str) -> None:
    """It changes no key, and nothing is wrong with it."""
    history = begun()
    assert history.fold(event(2, kind, enrolment(), PERSON)) == ""
    assert (list(history.keys), history.changed) == ([NODE.id], [1])


@pytest.mark.parametrize(
    ("of", "speaks"), [("person-1", True), ("device:cart", True), ("person-2", False), ("node", False)]
)
def test_under_whose_key_a_person_speaks(of: str, speaks: bool) -> None:  # noqa: FBT001
    """Under their own and under those of devices that people share, never under somebody else's or the node's."""
    assert Life("id", b"", ED25519, of, 1).speaks_for("person-1") is speaks
