"""Which log a policy names, where the node has changed its key and the audit goes on from a kept checkpoint."""

from __future__ import annotations

from pathlib import Path

import pytest

from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.verify import Fault, Report, verify
from tests.ledger.verify.directories import directory_of, settled
from tests.ledger.verify.logs import NEXT, NODE, ORIGIN, OTHER, Log, folder_of, vkey_of
from tests.ledger.verify.test_attested_node import Audit

BEFORE = "Keys from before the kept checkpoint are not known: what changes keys could not be checked whole."
NOT_THIS = "none of the logs that the policy names is this one"


def turned(log: Log) -> Log:
    """Let the node change its key early on, and add records."""
    log.rotate(NODE, NEXT, NEXT)
    return log.checked(300)


def keys(report: Report) -> str:
    """Return what is wrong with the keys, or nothing."""
    return next((step.fault.says for step in report.steps if step.name == "keys" and step.fault), "")


@pytest.mark.parametrize(
    ("key", "origin", "size", "says", "known"),
    [
        (NEXT, ORIGIN, 280, "", False),
        (NEXT, ORIGIN, 302, "", False),
        (NEXT, ORIGIN, 200, "", True),
        (NEXT, ORIGIN, 0, "", True),
        (NODE, ORIGIN, 280, "", True),
        (OTHER, ORIGIN, 280, "", False),
        (OTHER, ORIGIN, 0, NOT_THIS, True),
        (NEXT, "showsafe/other", 280, NOT_THIS, True),
    ],
)
def test_a_policy_that_names_a_later_key(
    tmp_path: Path,
    key: DeviceKey,
    origin: str,
    size: int,
    says: str,
    known: bool,  # noqa: FBT001
) -> None:
    """In a folder, the change of keys may lie before where the audit goes on: it is not known, and nobody accused."""
    log = turned(Log().open())
    policy = f"log {vkey_of(key, origin)}\nquorum none\n"
    since = log.checkpoint(size) if size else None
    folder = folder_of(tmp_path, log.raws, log.checkpoint())
    report = verify(folder, policy=policy.encode(), workers=1, since=since)
    assert (keys(report), BEFORE not in report.could_not_know) == (says, known)


def test_nothing_to_read_after_the_kept_checkpoint(tmp_path: Path) -> None:
    """Nobody is accused, either, where the log ends where the audit would go on."""
    log = turned(Log().open())
    raws, note = log.raws[:256], log.checkpoint(256)
    policy = f"log {vkey_of(NEXT)}\nquorum none\n".encode()
    report = verify(folder_of(tmp_path, raws, note), policy=policy, workers=1, since=note)
    assert (keys(report), BEFORE in report.could_not_know) == ("", True)


@pytest.mark.parametrize(("key", "told"), [(NODE, False), (NEXT, False), (OTHER, True)])
def test_a_directory_knows_the_keys_from_before(tmp_path: Path, key: DeviceKey, told: bool) -> None:  # noqa: FBT001
    """What is filed as being about the ledger is read there, so a policy for another log is told."""
    log = turned(settled())
    policy = f"log {vkey_of(key)}\nquorum none\n".encode()
    report = verify(directory_of(tmp_path, log), policy=policy, workers=1, since=log.checkpoint(280))
    assert (keys(report) == NOT_THIS, BEFORE in report.could_not_know) == (told, False)


def test_a_policy_for_another_key_of_this_log() -> None:
    """It is for another log, unless keys of the node are not known here: then the keys are not checked whole."""
    given = f"log {vkey_of(OTHER)}\nquorum none\n"
    audit = Audit(given)
    assert not audit.heard.named_by_policy()
    assert audit.book.faults == {"keys": Fault("verify.keys", NOT_THIS)}
    assert (audit.book.could_not_know, audit.book.short) == ([], set())
    audit = Audit(given)
    assert not audit.heard.named_by_policy(partial=True)
    assert (audit.book.faults, audit.book.could_not_know, audit.book.short) == ({}, [BEFORE], {"keys"})
