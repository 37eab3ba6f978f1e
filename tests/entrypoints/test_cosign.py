"""The node's own ML-DSA-44 key: made, enrolled and used, and once a night is enough."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from showsafe.adapters.clock import FixedClock
from showsafe.adapters.directory import open_for_reading
from showsafe.adapters.witness_client import WitnessClient
from showsafe.entrypoints.pushing import Pusher, cosigned_by_ourselves
from showsafe.errors import Unusable
from showsafe.ledger import base64text, checkpoint, cosignature, mldsa, note, record
from showsafe.ledger.note import VerifierKey
from tests.entrypoints.cli import run, size


def enrol(data: Path, person: str) -> int:
    """Record something; return how many records there are."""
    assert run("report", data, "enrol", "by=producer", f"person={person}", "roles=crew", "age=30").status == 0
    return size(data)


def test_the_node_cosigns_with_its_own_second_key(data: Path) -> None:
    """The first time the key is made, enrolled and used; then only where something new is on record."""
    whole = size(data)
    assert run("cosign", data, "--json").json == {"outcome": "ml-dsa", "size": whole + 1, "record": whole + 2}
    assert run("cosign", data, "--json").json["outcome"] == "nothing-new"
    with open_for_reading(data) as opened:
        enrolled = record.read(opened.store.entry(whole + 1).raw).body
        attested = record.read(opened.store.entry(whole + 2).raw).body
        kept = opened.store.attachment(attested["attachments"][0])
    assert (enrolled["kind"], enrolled["act"]["algorithm"]) == ("key-enrolled", "ml-dsa-44")
    assert kept is not None
    public = base64text.decode(enrolled["act"]["key"])
    assert len(public) == mldsa.PUBLIC_BYTES
    vkey = VerifierKey(checkpoint.read(kept).origin, public, note.ML_DSA_44)
    assert cosignature.cosigned_at(note.parse(kept), vkey) is not None
    enrol(data, "rookie")
    assert run("cosign", data, "--json").json["size"] == whole + 3


def test_a_machine_without_ml_dsa_says_so(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the library has none, cosigning ends in one plain sentence, and nothing is recorded."""

    def none(seed: bytes) -> object:
        del seed
        raise Unusable("key.no-ml-dsa", "This machine has no ML-DSA-44.", "Install it.")

    monkeypatch.setattr(mldsa, "_private", none)
    before = size(data)
    said = run("cosign", data, "--json")
    assert (said.status, said.json["error"]["code"]) == (2, "key.no-ml-dsa")
    assert size(data) == before


def test_once_a_night_is_enough(data: Path) -> None:
    """The second key is due when midnight in UTC has passed since it cosigned, and something is new."""
    clock = FixedClock(datetime(2030, 3, 2, 23, 0, tzinfo=UTC))
    pusher = Pusher(data, WitnessClient(), clock)
    assert pusher.night_is_due()
    cosigned_by_ourselves(data, clock)
    assert not pusher.night_is_due()
    with_more = enrol(data, "rookie")
    assert not pusher.night_is_due()
    clock.advance(3601)
    assert pusher.night_is_due()
    cosigned_by_ourselves(data, clock)
    clock.advance(timedelta(days=2).total_seconds())
    assert not pusher.night_is_due()
    assert size(data) == with_more + 1
