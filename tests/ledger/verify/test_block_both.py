"""A record says one thing: of two that it could be read as, none is passed over in silence, nor a second key let in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.verify import Fault, State
from tests.ledger.verify.logs import NEXT, NODE, OTHER, PERSON, Log, audited, b64
from tests.ledger.verify.test_block import completes, examined, fault, opened
from tests.ledger.verify.test_log import faults
from tests.ledger.verify.test_walk import fault as fault_of
from tests.ledger.verify.test_walk import people, walked

BOTH = "record {} says something of the ledger itself, and that it completes something else as well"
NOBODYS = "record {} carries a signature of a key that no record enrols"
REVOKES_ANOTHER = {"act_kind": "revoke-key", "act_id": "act-00009", "by": "p", "act": {"key_id": OTHER.id}}


def test_a_revocation_that_also_revokes_another_key(tmp_path: Path) -> None:
    """What is signed with the key whose end it names would count on, for the end of the other one alone is kept."""
    log = people()
    log.add("key-revoked", {"key_id": PERSON.id}, completes=REVOKES_ANOTHER)
    log.add("handed-over", {}, PERSON)
    report = audited(tmp_path, log)
    assert faults(report)["structure"] == Fault("verify.structure", BOTH.format(4), 4)
    assert not report.ok


@pytest.mark.parametrize(
    "kind", ["settings-changed", "key-enrolled", "key-rotated", "key-revoked", "attested", "erased"]
)
@pytest.mark.parametrize("whole", [REVOKES_ANOTHER, completes("load"), completes(7), None, {}])
def test_no_record_about_the_ledger_completes_anything(kind: str, whole: object) -> None:
    """Settings, keys, erasures and words of others stand for themselves, whatever they are said to complete."""
    log = opened()
    log.add(kind, {}, completes=whole)
    assert examined(log, 2).faults == fault("structure", BOTH.format(2), 2)


def test_an_opening_that_completes_something() -> None:
    """The first record completes nothing: nothing was asked before it."""
    log = Log()
    log.add("unit-opened", {"device_key": b64(NODE.public)}, completes=completes("load"))
    assert examined(log).faults == fault("structure", BOTH.format(1), 1)


@pytest.mark.parametrize("kind", ["confirmed", "overridden"])
def test_what_may_complete_something(kind: str) -> None:
    """A confirmation or an override completes what was asked, be it about keys or not."""
    for whole in (REVOKES_ANOTHER, completes("load")):
        log = opened()
        log.add(kind, {}, completes=whole)
        assert examined(log, 2).faults == {}


def enrolment(**changes: object) -> dict[str, Any]:
    """Return what an enrolment of a person's key says, with changes."""
    return {"key": b64(PERSON.public), "algorithm": "ed25519", "of": "p", "key_id": PERSON.id, **changes}


@pytest.mark.parametrize("known", ["none", "so far", "all"])
@pytest.mark.parametrize("held", [True, False])
def test_an_enrolment_that_names_two_keys(known: str, held: bool) -> None:  # noqa: FBT001
    """A signature by the second one proves nobody's possession: no record enrols that key."""
    log = opened()
    changes = {"door": "ask", "outcome": "hold", "would": "hold"} if held else {}
    log.add("key-enrolled", enrolment(device_key=b64(NEXT.public)), NEXT, **changes)
    found = walked(log, known=known).book.faults
    assert found["signatures"] == fault_of("signatures", NOBODYS.format(2), 2)["signatures"]


@pytest.mark.parametrize("known", ["none", "so far", "all"])
def test_an_ml_dsa_key_beside_another(known: str) -> None:
    """A key that signs no record needs no proof, and lets no other key sign the record that enrols it."""
    act = {"key": b64(bytes(1312)), "algorithm": "ml-dsa-44", "of": "node", "device_key": b64(NEXT.public)}
    log = opened()
    log.add("key-enrolled", act, NEXT)
    assert walked(log, known=known).book.faults["signatures"].says == NOBODYS.format(2)


@pytest.mark.parametrize("other", [PERSON, NODE])
def test_a_unit_that_is_opened_with_two_keys(tmp_path: Path, other: DeviceKey) -> None:
    """Which of both holds the ledger would be for each reader to choose; one that is named twice is one."""
    report = audited(tmp_path, Log().open(key=b64(other.public)).checked())
    says = "record 1 does not open the unit with a key that can be trusted"
    found = {step.name: step.fault for step in report.steps if step.state == State.FAILED}
    assert found.get("keys") == (Fault("verify.keys", says, 1) if other is PERSON else None)
