"""Witnesses and logs of a policy from outside, judged alike by the auditor and by the check for Node."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conformance.given import NODE, STRANGER, VKEY, Log
from conformance.kinds import bundles
from showsafe.adapters.memory import MemoryStore
from showsafe.evidence import proofs
from showsafe.ledger import canonical, cosignature
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.note import VerifierKey
from showsafe.ledger.store import Entry
from showsafe.ledger.tree import leaf_hash
from showsafe.ledger.verify import verify
from tests.evidence import tools

WITNESS = DeviceKey(bytes(range(64, 96)))
NAME = "studio.example/witness"
POLICY = f"witness studio {cosignature.vkey_of(NAME, WITNESS)}\nquorum studio\n"
AT = 1_772_437_800
YES, NO = (True, True), (False, False)


def judged(tmp: Path, files: bundles.Files, policy: str = POLICY) -> tuple[bool, bool]:
    """Return whether the auditor is green, and whether the check for Node is."""
    bundle, kept, key = tmp / "bundle.zip", tmp / "policy.txt", tmp / "vkey"
    bundle.write_bytes(bundles.zipped(files))
    kept.write_text(policy)
    key.write_text(f"{VKEY}\n")
    ours = verify(bundle, vkey=str(VKEY), policy=policy.encode(), workers=1).ok
    return ours, tools.node(tmp, bundle, "--vkey", key, "--policy", kept).status == 0


def log() -> Log:
    """Return a log of seven records."""
    made = Log().opened()
    while len(made.entries) < 7:
        made.say()
    return made


def files(at: int | None) -> bundles.Files:
    """Return a bundle of records 4 and 6 whose checkpoint the witness cosigned at a time, or not at all."""
    made = bundles._files(log())
    plain = made["checkpoint"]
    seen = plain if at is None else plain + cosignature.sign(plain, NAME, WITNESS, at)
    return {
        name: content.replace(plain, seen) if name.startswith(("checkpoint", "proofs/")) else content
        for name, content in made.items()
    }


def seen_early(size: int) -> bundles.Files:
    """Return that bundle with a cosignature of an earlier checkpoint, attested by record 7."""
    whole = log()
    early = Log(NODE, whole.entries[:size]).checkpoint(NODE)
    store = MemoryStore()
    entries = [
        Entry(n, f"act-{n}", "set", raw, leaf_hash(raw)) for n, raw in enumerate(whole.entries, start=1)
    ]
    store.append(0, entries, (), (), whole.checkpoint(NODE))
    made = files(None)
    about = json.loads(made["about.json"])
    about["attestations"] = [{"record": 7, "what": "cosignature", "who": NAME, "size": size}]
    folder = "attestations/00000007-cosignature"
    return {
        **made,
        "about.json": canonical.encode(about),
        f"{folder}/checkpoint": early + cosignature.sign(early, NAME, WITNESS, AT),
        f"{folder}/consistency": proofs.consistency(proofs.tree_of(store, 7), size),
    }


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "at", "both"),
    [("met", AT, YES), ("unmet", None, NO), ("long after all calendars", 2**62, YES)],
    ids=str,
)
def test_both_count_the_witnesses_of_the_checkpoint(
    name: str, at: int | None, both: tuple[bool, bool], tmp_path: Path
) -> None:
    """A cosignature counts or is missing for both, also one of a time that no calendar has."""
    assert judged(tmp_path, files(at)) == both, name


@pytest.mark.slow
@pytest.mark.parametrize(("size", "both"), [(6, YES), (5, NO), (1, NO)])
def test_witnesses_have_to_have_seen_the_last_record(
    size: int, both: tuple[bool, bool], tmp_path: Path
) -> None:
    """What witnesses cosigned before the last record of a bundle says nothing of that record."""
    assert judged(tmp_path, seen_early(size)) == both


@pytest.mark.slow
def test_a_policy_that_names_logs_is_for_those_alone(tmp_path: Path) -> None:
    """Under a policy that names other logs alone this one does not hold, whatever key is given beside it."""
    assert judged(tmp_path, files(AT), f"log {VKEY}\n{POLICY}") == YES
    other = VerifierKey(VKEY.name, STRANGER.public)
    assert judged(tmp_path, files(AT), f"log {other}\n{POLICY}") == NO
