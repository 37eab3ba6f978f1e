"""A log checked from a kept checkpoint on, or by its hashes alone: what is not known accuses nobody, and is said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.verify import Fault, Report, State, verify
from tests.ledger.verify.directories import change, directory_of, settled
from tests.ledger.verify.logs import (
    NEXT,
    NODE,
    OTHER,
    PERSON,
    Log,
    b64,
    checkpoint_of,
    leaf_of,
    note_of,
    path_of,
    tree_of,
    vkey_of,
)
from tests.ledger.verify.test_audit_pages import repeating
from tests.ledger.verify.test_log import KEPT, ONLY_FIRST, checked, faults

KEYS = "Keys from before the kept checkpoint are not known: what changes keys could not be checked whole."
NOT_OURS = "the key that was kept outside is not one of the node's keys"


def short(report: Report) -> set[str]:
    """Return the steps that did not come to their end."""
    return {step.name for step in report.steps if step.state == State.INCOMPLETE}


def rotated() -> Log:
    """Return a log whose node has changed its key early on."""
    log = Log().open().checked()
    log.rotate(NODE, NEXT, NEXT)
    return log.checked(297)


@pytest.mark.parametrize(
    ("vkey", "steps"),
    [
        (None, {"checkpoint", "signatures"}),
        (NODE, {"checkpoint", "signatures"}),
        (NEXT, {"signatures", "keys"}),
    ],
)
def test_going_on_in_a_folder_after_the_node_changed_its_key(
    tmp_path: Path, vkey: DeviceKey | None, steps: set[str]
) -> None:
    """The record that changed it is not read: the new key is not known, or from outside alone, and nobody lied."""
    log = rotated()
    kept: dict[str, Any] = {"vkey": vkey_of(vkey)} if vkey else {}
    report = checked(tmp_path, log, since=log.checkpoint(280), **kept)
    assert (report.ok, faults(report), short(report)) == (False, {}, steps)
    assert (ONLY_FIRST in report.could_not_know) is ("checkpoint" in steps)
    assert (KEYS in report.could_not_know) is ("keys" in steps)


@pytest.mark.parametrize("since", [0, 280])
def test_a_policy_for_another_log(tmp_path: Path, since: int) -> None:
    """What a policy names is held against this log; where a key of the node is not known, it is not accused."""
    log = rotated()
    kept: dict[str, Any] = {"since": log.checkpoint(since)} if since else {}
    for key, ours in ((NEXT, True), (OTHER, False)):
        policy = f"log {vkey_of(key)}\nquorum none\n".encode()
        report = checked(tmp_path / str(ours), log, policy=policy, **kept)
        says = "none of the logs that the policy names is this one"
        assert faults(report) == ({} if ours or since else {"keys": Fault("verify.keys", says)})
        assert (KEYS in report.could_not_know) is bool(since)


def test_going_on_in_a_folder_with_the_key_of_another_log(tmp_path: Path) -> None:
    """Under another name it is no key of this log, whatever stands in the records that are not read."""
    log = rotated()
    report = checked(tmp_path, log, since=log.checkpoint(280), vkey=vkey_of(NEXT, "showsafe/other"))
    assert faults(report)["keys"] == Fault("verify.keys", NOT_OURS)


def test_only_hashes_with_a_checkpoint_of_a_later_key(tmp_path: Path) -> None:
    """Who kept a checkpoint of the new key accuses nobody, whether they gave the key along or not."""
    log = rotated()
    ways: tuple[tuple[dict[str, Any], bool], ...] = (({}, False), ({"vkey": vkey_of(NEXT)}, True))
    for number, (kept, known) in enumerate(ways):
        path = tmp_path / str(number)
        report = checked(path, log, seen=log.checkpoint(280), signatures=False, **kept)
        assert (report.ok, faults(report)) == (False, {})
        assert ("checkpoint" in short(report), ONLY_FIRST in report.could_not_know) == (not known, not known)


def enrolment(key: DeviceKey) -> dict[str, str]:
    """Return the act that enrols a key for a person."""
    return {"key": b64(key.public), "algorithm": "ed25519", "of": "person-1", "key_id": key.id}


def enrols(log: Log) -> None:
    """Enrol a key, perhaps one that has been revoked before."""
    log.enrol(OTHER)


def rotates(log: Log) -> None:
    """Rotate a key that is known from before."""
    log.rotate(PERSON, OTHER, PERSON, OTHER)


def revokes(log: Log) -> None:
    """Revoke a key that is known from before."""
    log.add("key-revoked", {"key_id": PERSON.id})


def confirms(log: Log) -> None:
    """Let an enrolment happen that was asked for before."""
    whole = {"act_kind": "enrol-key", "act_id": "act-00003", "act": enrolment(OTHER), "by": "p"}
    log.add("confirmed", {}, completes=whole, door="ask", outcome="permit")


@pytest.mark.parametrize("change", [enrols, rotates, revokes, confirms])
def test_a_change_of_keys_that_rests_on_what_is_not_read(tmp_path: Path, change: Any) -> None:  # noqa: ANN401
    """It is neither accused nor called fine: whether a key was known before stands in records that were not read."""
    log = Log().open()
    log.enrol(PERSON)
    log.add("key-enrolled", enrolment(OTHER), OTHER, door="ask", outcome="hold", would="hold")
    log.checked(297)
    change(log)
    log.checked()
    report = checked(tmp_path / "on", log, since=log.checkpoint(280))
    assert (report.ok, faults(report)) == (False, {})
    assert ("keys" in short(report), KEYS in report.could_not_know) == (True, True)
    report = checked(tmp_path / "whole", log)
    assert (report.ok, faults(report), KEYS in report.could_not_know) == (True, {}, False)


def test_a_change_of_keys_that_is_wrong_by_itself(tmp_path: Path) -> None:
    """What an enrolment after the kept checkpoint says wrongly is a fault wherever the reading began."""
    log = Log().open().checked(299)
    log.add("key-enrolled", enrolment(PERSON))
    report = checked(tmp_path, log, since=log.checkpoint(280))
    says = "record 301 is not signed by the key that it enrols"
    assert faults(report) == {"keys": Fault("verify.keys", says, 301)}


@pytest.mark.parametrize("since", [0, 280])
def test_an_act_that_is_recorded_twice(tmp_path: Path, since: int) -> None:
    """It is found where both records are read, from the first one on or from a kept checkpoint on."""
    log = Log().open().checked(299)
    for _ in range(2):
        log.add("weapon-checked", {}, act_id="act-once")
    kept = {"since": log.checkpoint(since)} if since else {}
    says = "the act of record 302 is recorded twice"
    assert faults(checked(tmp_path, log, **kept)) == {"structure": Fault("verify.structure", says, 302)}


def test_an_act_that_is_recorded_twice_in_a_directory(tmp_path: Path) -> None:
    """Where an audit goes on from a kept checkpoint nobody looks at the index, and what is read is looked through."""
    log = settled().checked(259)
    path = repeating(tmp_path, log, 260)
    says = "the act of record 261 is recorded twice"
    assert faults(verify(path, since=log.checkpoint(257))) == {
        "structure": Fault("verify.structure", says, 261)
    }


def test_a_tile_in_whose_place_its_top_stands(tmp_path: Path) -> None:
    """One hash that leads to the root like those of the tile tells of no record: nobody is accused by it."""
    log = settled().checked(299)
    path = directory_of(tmp_path, log)
    top = tree_of([leaf_of(raw) for raw in log.raws[:256]])
    change(path, "UPDATE tiles SET hashes = ? WHERE level = 0 AND number = 0", top)
    says = "tile 0 of level 0, over record 1 and those after it, is not bound by the root"
    assert faults(verify(path, since=log.checkpoint(290)))["tiles"] == Fault("verify.tiles", says)


FORKED = "the first {} records are not those that were there when the checkpoint was kept"


@pytest.mark.parametrize("seen", [1, 100, 256])
def test_two_kept_checkpoints_of_two_branches(tmp_path: Path, seen: int) -> None:
    """Hashes of another branch, put where nobody reads records any more, make no room for both checkpoints."""
    log = Log().open().checked(300)
    other = Log().open(said="otherwise").checked(300)
    kept: dict[str, Any] = {"since": log.checkpoint(290), "vkey": vkey_of(NODE)}
    folder = tmp_path / "own"
    assert checked(folder, log, seen=log.checkpoint(seen), **kept).ok
    forged = b"".join(leaf_of(raw) for raw in other.raws[:256])
    for number, tile in enumerate((forged, tree_of([leaf_of(raw) for raw in other.raws[:seen]]))):
        path = tmp_path / str(number)
        checked(path, log)
        (path / path_of("0", 0, 256)).write_bytes(tile)
        report = verify(path, workers=1, seen=other.checkpoint(seen), **kept)
        assert faults(report)["checkpoint"] == Fault("verify.forked", FORKED.format(seen))


@pytest.mark.parametrize("what", ["seen", "since"])
@pytest.mark.parametrize("deep", [True, False])
def test_a_kept_checkpoint_whose_text_names_another_log(tmp_path: Path, what: str, deep: bool) -> None:  # noqa: FBT001
    """The key signed it under the name of this log, and it speaks of another one: it anchors nothing here."""
    log = Log().open().checked(5)
    root = tree_of([leaf_of(raw) for raw in log.raws])
    note = note_of(f"showsafe/other\n6\n{b64(root)}\n", "showsafe/north-ridge", NODE)
    report = checked(tmp_path, log, signatures=deep, **{what: note})
    assert faults(report) == {"checkpoint": Fault("verify.checkpoint", KEPT)}


def test_a_checkpoint_of_nobody_where_hashes_alone_are_looked_at(tmp_path: Path) -> None:
    """A first record that brings no key makes no checkpoint signed: who signed it is not known."""
    for number, raw in enumerate((b"{}", b"")):
        log = Log()
        log.raws.append(raw)
        report = checked(tmp_path / str(number), log, checkpoint_of(log.raws, NODE), signatures=False)
        assert (report.ok, "checkpoint" in short(report)) == (False, True)
