"""What devices signed for people, within one block: held where the key is known, and left to the walk where not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from showsafe.ledger.verify import asked as asking
from showsafe.ledger.verify import block
from showsafe.ledger.verify.block import Found, Wanted
from showsafe.ledger.verify.report import Fault
from tests.ledger.verify.logs import NODE, OTHER, PERSON, UNIT, Log, b64, canonical, sealed
from tests.ledger.verify.test_asked import ACT, asked, signed
from tests.ledger.verify.test_block import examined, fault, opened

BOTH = {NODE.id: NODE.public, PERSON.id: PERSON.public}
AT = "2025-03-04T05:06:09Z"


def word(number: int, **changes: object) -> dict[str, Any]:
    """Return the word of a second person of a check in a record, signed by a device; what is changed was not signed."""
    statement = {
        "act_id": f"act-{number:05}",
        "by": "armorer",
        "claimed_at": AT,
        "device": PERSON.id,
        "format": "showsafe-second/1",
        "kind": "check",
        "says": {"seen": 6},
        "second": "assistant",
        "thing": "revolver",
        "unit": UNIT,
    }
    payload, kind = canonical(statement), b"application/vnd.showsafe.second+json"
    sig = PERSON.sign(b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(payload), payload))
    return {
        "by": "assistant",
        "proof": "badge-pin-own-device",
        "claimed_at": AT,
        "says": {"seen": 6},
        "waited_ms": 0,
        "asked": {"keyid": PERSON.id, "sig": b64(sig)},
        **changes,
    }


def seconded(log: Log, **changes: object) -> int:
    """Add a check with the word of a second person."""
    act = {"weapon": "revolver", "witness": "assistant"}
    return log.add("checked", act, by="armorer", second=word(len(log.raws) + 1, **changes))


def looked(log: Log, keys: dict[str, bytes] = BOTH) -> Found:
    """Return what a block says from the second record on, with these keys known."""
    return examined(log, 2, {"keys": keys})


def test_words_under_a_key_that_is_known() -> None:
    """Each use of the key is told from the first to the last record, and for whom it first spoke."""
    log = opened().checked()
    for add in (asked, asked, seconded, seconded):
        add(log)
    found = looked(log)
    assert (found.faults, found.unknown) == ({}, [])
    assert found.used == {NODE.id: [2, 6], PERSON.id: [3, 6]}
    assert found.spoke == {(PERSON.id, "armorer"): 3, (PERSON.id, "assistant"): 5}


def test_words_under_a_key_that_is_not_known_yet() -> None:
    """The records are left to the walk, each once, and nothing is said of the key's use."""
    log = opened()
    for add in (asked, seconded):
        add(log)
    asked(log, asked=signed(log, PERSON, ACT), second=word(4))
    claim = signed(log, PERSON, ACT)
    log.add("loaded", ACT, OTHER, by="armorer", door="ask", outcome="permit", asked=claim)
    found = looked(log, {NODE.id: NODE.public})
    assert found.unknown == [2, 3, 4, 5]
    assert found.spoke == {(PERSON.id, "armorer"): 2, (PERSON.id, "assistant"): 3}
    assert found.used == {NODE.id: [2, 5]}


def with_both() -> Log:
    """Return a log with an act that both the first and the second person's devices signed."""
    log = opened()
    act = {"weapon": "revolver", "witness": "assistant"}
    claim = signed(log, PERSON, act, kind="checked", door="report")
    log.add("checked", act, by="armorer", asked=claim, second=word(2))
    return log


def test_both_persons_of_one_act() -> None:
    """Both are held, and a record with two unknown claims is left to the walk once."""
    found = looked(with_both())
    assert (found.faults, found.unknown, found.used) == ({}, [], {NODE.id: [2, 2], PERSON.id: [2, 2]})
    assert found.spoke == {(PERSON.id, "armorer"): 2, (PERSON.id, "assistant"): 2}
    assert looked(with_both(), {NODE.id: NODE.public}).unknown == [2]


SECOND = "what the device of the second person of record 2 signed does not hold, or is of another act"


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"proof": "certain"}, "record 2 says an unknown proof of who it was"),
        ({"proof": "none"}, ""),
        ({"unprotected": "plain"}, "record 2 says of its way something that is not known"),
        ({"unprotected": True}, ""),
        ({"asked": {"keyid": PERSON.id}}, "record 2 names a signature of its act in no known form"),
        ({"asked": {"keyid": PERSON.id, "sig": "?"}}, "record 2 holds something that is not base64"),
        ({"asked": {"keyid": PERSON.id, "sig": b64(bytes(64))}}, asking.DOES_NOT_HOLD.format(2)),
        ({"second": {}}, "record 2 has the word of a second person in no known form"),
        (
            {"second": word(2, by="grip")},
            "record 2 has the word of somebody who is not the second person of its act",
        ),
        ({"second": word(2, says={"seen": 5})}, SECOND),
        ({"second": word(3)}, SECOND),
        ({"second": word(2)}, ""),
    ],
)
def test_each_claim_is_held_alone(said: dict[str, Any], says: str) -> None:
    """Whichever of proof, way, signature and second word a record has: what is wrong with it is told of that record."""
    log = opened()
    log.add("checked", {"weapon": "revolver", "witness": "assistant"}, by="armorer", **said)
    assert looked(log).faults == (fault("signatures", says, 2) if says else {})


def test_a_word_that_does_not_hold_is_no_use_of_its_key() -> None:
    """Nothing is said of its key's use where its signature is another's."""
    log = opened()
    seconded(log, says={"seen": 5})
    assert looked(log).used == {NODE.id: [2, 2]}


def test_a_record_that_brings_a_key_and_an_unknown_one() -> None:
    """The signatures up to the first unknown key are told of it; the walk makes them again."""
    log = opened()
    act = {"key": b64(PERSON.public), "algorithm": "ed25519", "of": "person-1", "key_id": PERSON.id}
    log.add("key-enrolled", act, OTHER, PERSON)
    found = looked(log, {NODE.id: NODE.public})
    assert [event.signers for event in found.events] == [[NODE.id]]
    assert (found.unknown, found.faults, found.used) == ([2], {}, {NODE.id: [2, 2]})


def test_a_signature_without_the_name_of_a_key() -> None:
    """It is of a key that nobody knows, also after a record about keys that brings none."""
    log = opened()
    log.add("key-revoked", {"key_id": OTHER.id})
    log.checked()
    whole = log.raws[2].replace(
        b'"signatures":[', b'"signatures":[{"keyid":"","sig":"%b"},' % b64(bytes(64)).encode()
    )
    log.raws[2] = whole
    found = looked(log)
    assert found.unknown == [3]
    assert found.faults == fault("signatures", "record 3 is not signed first by its device", 3)


def test_a_block_of_nothing() -> None:
    """It says nothing."""
    assert block.examine(replace(rows(), raws=[], leaves=b""), Wanted(5, 0, UNIT)) == Found(5, 0)


def rows() -> block.Rows:
    """Return a record as a source gives it."""
    return block.Rows([sealed({}, [NODE])], b"")


def test_the_first_entry_that_is_too_large() -> None:
    """The largest that may be is not the one that is named."""
    log = Log(raws=[bytes(65_535), bytes(65_536)])
    assert examined(log, wanted={"signatures": False}).faults == {
        "structure": Fault("verify.structure", "record 2 is larger than 65,535 bytes", 2)
    }


def test_commitments_of_several_records_are_told_in_their_order() -> None:
    """And twice where two records hold one."""
    log = opened()
    for sum_ in ("1" * 64, "2" * 64, "1" * 64):
        log.add("enrolled", {"name": {"sealed": sum_}})
    assert looked(log).sealed == bytes.fromhex("1" * 64 + "2" * 64 + "1" * 64)
