"""What the device of a person signed of an act: made again from the record, and held against its key."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from msgspec import UNSET

from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.verify.asked import claim, key_of
from showsafe.ledger.verify.strict import Malformed
from tests.ledger.verify.logs import NEXT, OTHER, PERSON, UNIT, Log, audited, b64, canonical, failed, fault

AT = "2025-03-04T05:06:07Z"
ACT = {"weapon": "revolver", "rounds": [{"count": 3, "lot": "blanks"}]}


def signed(log: Log, key: DeviceKey, act: dict[str, Any], **changes: Any) -> dict[str, str]:  # noqa: ANN401
    """Return the signature of a device under the next act of a log."""
    statement = {
        "act": act,
        "act_id": f"act-{len(log.raws) + 1:05}",
        "by": "armorer",
        "claimed_at": AT,
        "device": key.id,
        "door": "ask",
        "format": "showsafe-act/1",
        "kind": "loaded",
        "scope": "set",
        "unit": UNIT,
        **changes,
    }
    payload, kind = canonical(statement), b"application/vnd.showsafe.act+json"
    return {
        "keyid": key.id,
        "sig": b64(key.sign(b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(payload), payload))),
    }


def asked(log: Log, key: DeviceKey = PERSON, **changes: Any) -> int:  # noqa: ANN401
    """Add a record whose act a device signed; what is changed was not what it signed."""
    claim = changes.pop("asked", None) or signed(log, key, ACT)
    said = {"by": "armorer", "door": "ask", "outcome": "permit", "proof": "badge-pin-own-device", **changes}
    return log.add(said.pop("kind", "loaded"), said.pop("act", ACT), asked=claim, **said)


def enrolled() -> Log:
    """Return a log in which the key of a device is enrolled."""
    log = Log().open()
    log.enrol(PERSON, "device:cart")
    return log


def test_an_act_signed_by_its_device_holds(tmp_path: Path) -> None:
    """A record carries the signature of the device under its act, and the audit is whole."""
    log = enrolled().checked(3)
    asked(log)
    log.checked(300)
    asked(log)
    assert audited(tmp_path, log).ok


@pytest.mark.parametrize(
    "changes",
    [
        {"by": "partner"},
        {"door": "report", "outcome": "record"},
        {"kind": "checked"},
        {"scope": "day-1"},
        {"claimed_at": "2025-03-04T05:06:08Z"},
        {"act_id": "act-of-another"},
        {"act": {**ACT, "weapon": "rifle"}},
        {"act": {**ACT, "witness": "grip"}},
    ],
)
def test_another_act_than_the_one_signed_is_a_fault(tmp_path: Path, changes: dict[str, Any]) -> None:
    """Whatever the node wrote in place of what the person's device signed, the audit names the record."""
    log = enrolled()
    number = asked(log, **changes)
    report = audited(tmp_path, log)
    assert failed(report) == {"signatures"}
    assert f"record {number} signed does not hold" in fault(report, "signatures")


def test_a_key_that_no_record_enrols_signs_no_act(tmp_path: Path) -> None:
    """The signature of a device that nobody enrolled is a fault."""
    log = enrolled()
    asked(log, OTHER)
    assert "of a key that no record enrols" in fault(audited(tmp_path, log), "signatures")


def test_a_device_signs_no_act_before_it_is_enrolled_or_after_it_is_lost(tmp_path: Path) -> None:
    """Acts count after the record that enrols the key, up to the one that revokes it."""
    log = Log().open()
    asked(log)
    log.enrol(PERSON, "device:cart")
    assert "not enrolled before it" in fault(audited(tmp_path / "early", log), "signatures")
    log = enrolled()
    asked(log)
    log.add("key-revoked", {"key_id": PERSON.id})
    assert audited(tmp_path / "whole", log).ok
    number = asked(log)
    report = audited(tmp_path / "late", log)
    assert (
        fault(report, "signatures")
        == f"record {number} carries a signature of a key that was revoked before it"
    )


def test_the_claim_of_an_act_is_no_proof_that_a_new_key_is_there(tmp_path: Path) -> None:
    """A key that is enrolled signs its record itself; to sign only the act is not enough."""
    log = Log().open()
    act = {"key": b64(NEXT.public), "algorithm": "ed25519", "of": "device:cart", "key_id": NEXT.id}
    claim = signed(log, NEXT, act, kind="key-enrolled", door="report")
    log.add("key-enrolled", act, asked=claim, by="armorer")
    assert {"keys", "signatures"} & failed(audited(tmp_path, log))


@pytest.mark.parametrize(
    "claim",
    [
        {"keyid": PERSON.id},
        {"keyid": PERSON.id, "sig": "?"},
        {"keyid": 7, "sig": b64(bytes(64))},
        {"keyid": PERSON.id, "sig": b64(bytes(64)), "more": "x"},
        {"keyid": PERSON.id, "sig": b64(bytes(64))},
        {"keyid": PERSON.id, "sig": None},
        {"keyid": [[]], "sig": {}},
        ["keyid", "sig"],
        "keyid",
    ],
)
def test_a_claim_of_no_known_form_is_a_fault(tmp_path: Path, claim: object) -> None:
    """A part that is missing, more or of another kind is told, and nothing breaks."""
    log = enrolled()
    asked(log, asked=claim)
    assert failed(audited(tmp_path, log)) == {"signatures"}


@pytest.mark.parametrize("proof", ["", "certain", 3, None, [], {"none": "none"}])
def test_an_unknown_proof_is_a_fault(tmp_path: Path, proof: object) -> None:
    """What proved who it was is one of four words."""
    log = enrolled()
    asked(log, proof=proof)
    assert "unknown proof" in fault(audited(tmp_path, log), "signatures")


def test_what_an_erasure_takes_is_not_signed(tmp_path: Path) -> None:
    """The commitments that go are found by the node: the device signs the erasure without them."""
    log = enrolled()
    act = {"person": "grip", "reason": "asked"}
    claim = signed(log, PERSON, act, kind="erased")
    asked(log, asked=claim, kind="erased", act={**act, "commitments": []})
    assert audited(tmp_path, log).ok


def body(**changes: Any) -> Any:  # noqa: ANN401 - whatever a record may hold there
    """Return the body of a record whose act a device signed."""
    said = {"keyid": "device", "sig": b64(bytes(64))}
    whole = {
        "act": ACT,
        "act_id": "act-1",
        "asked": said,
        "by": "armorer",
        "claimed_at": AT,
        "door": "ask",
        "kind": "loaded",
        "proof": UNSET,
        "scope": "set",
        "unit": UNIT,
    }
    return SimpleNamespace(**{**whole, **changes})


def test_which_key_an_act_names() -> None:
    """It is named by a text; what is none names no key, and so none that somebody could have enrolled."""
    assert key_of(body()) == "device"
    for said in (UNSET, {}, {"keyid": 7}, {"keyid": None}, {"keyid": ""}, {"keyid": ["device"]}, "device"):
        assert key_of(body(asked=said)) == ""


def test_an_act_that_no_device_signed_claims_nothing() -> None:
    """With a known proof or without one there is nothing to check; a claim says for whom, and is read as it stands."""
    for proof in (UNSET, "none", "badge-pin-shared-device", "badge-pin-own-device", "passkey"):
        assert claim(body(asked=UNSET, proof=proof)) is None
        found = claim(body(proof=proof))
        assert found is not None
        assert (found.keyid, found.person, found.sig) == ("device", "armorer", bytes(64))


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"proof": "certain", "asked": UNSET}, "says an unknown proof of who it was"),
        ({"proof": ["none"], "asked": UNSET}, "says an unknown proof of who it was"),
        ({"asked": {"keyid": 7, "sig": b64(bytes(64))}}, "in no known form"),
        ({"asked": {"keyid": "", "sig": b64(bytes(64))}}, "in no known form"),
        ({"asked": {"keyid": "device"}}, "in no known form"),
        ({"asked": {"keyid": "device", "sig": b64(bytes(64)), "more": ""}}, "in no known form"),
        ({"asked": "keyid"}, "in no known form"),
        ({"by": UNSET}, "in no known form"),
        ({"by": None}, "in no known form"),
        ({"by": 7}, "in no known form"),
        ({"asked": {"keyid": "device", "sig": "?"}}, "is not base64"),
    ],
)
def test_why_a_claim_is_not_read(changes: dict[str, Any], says: str) -> None:
    """A court reads what is wrong with the claim: each part that is missing, more, or of nobody."""
    with pytest.raises(Malformed, match=says):
        claim(body(**changes))


def test_only_an_erasure_is_signed_without_its_commitments() -> None:
    """In any other act the word is the person's own, and stands in what their device signed."""
    act = {**ACT, "commitments": ["one"]}
    erased, loaded = (claim(body(kind=kind, act=act)) for kind in ("erased", "loaded"))
    assert erased is not None
    assert loaded is not None
    assert b"commitments" not in erased.signed
    assert b"revolver" in erased.signed
    assert b'"commitments":["one"]' in loaded.signed
