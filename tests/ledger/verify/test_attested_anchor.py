"""Whom a policy trusts, and what an audit says of what others said that it does not have: each answer whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from showsafe.ledger.verify import Fault, Report, verify
from tests.ledger.verify.directories import directory_of, settled
from tests.ledger.verify.logs import NEXT, NODE, OTHER, PERSON, Log, cosigned, folder_of, vkey_of
from tests.ledger.verify.test_attested import ALL, ANY, SECOND, WITNESS, attest, witnessed

NO_KEY = "No key was given from outside: whoever can replace the whole log can replace its key too."


def faults(report: Report) -> dict[str, Fault]:
    """Return the faults by their steps."""
    return {step.name: step.fault for step in report.steps if step.fault}


@pytest.mark.parametrize(
    ("logs", "holds"),
    [
        ((vkey_of(NODE),), True),
        ((vkey_of(NEXT),), True),
        ((vkey_of(OTHER, "showsafe/other"), vkey_of(NODE)), True),
        ((vkey_of(OTHER),), False),
        ((vkey_of(NODE, "showsafe/other"),), False),
        ((vkey_of(OTHER), vkey_of(NODE, "showsafe/other")), False),
    ],
)
def test_the_logs_that_a_policy_names(tmp_path: Path, logs: tuple[str, ...], holds: bool) -> None:  # noqa: FBT001
    """One of them is this log, under its name and under a key that its node has had: both, in one line."""
    log = Log().open().checked(2)
    log.rotate(NODE, NEXT, NEXT)
    lines = "".join(f"log {line}\n" for line in logs)
    report = verify(
        folder_of(tmp_path, log.raws, log.checkpoint()), policy=f"{lines}quorum none\n".encode(), workers=1
    )
    says = "none of the logs that the policy names is this one"
    assert faults(report) == ({} if holds else {"keys": Fault("verify.keys", says)})
    assert (NO_KEY in report.could_not_know) is not holds


def test_a_policy_that_names_no_log(tmp_path: Path) -> None:
    """It trusts witnesses and authorities alone: that no key was given from outside is still said."""
    log = Log().open().checked(2)
    report = verify(folder_of(tmp_path, log.raws, log.checkpoint()), policy=b"quorum none\n", workers=1)
    assert (report.ok, NO_KEY in report.could_not_know) == (True, True)


def test_what_others_said_that_is_not_here(tmp_path: Path) -> None:
    """A tile folder holds no attachments: the cosignatures that records name are not checked, and that is said."""
    log = witnessed()
    report = verify(folder_of(tmp_path, log.raws, log.checkpoint()), policy=b"quorum none\n", workers=1)
    assert (report.ok, report.witnessed, faults(report)) == (True, 0, {})
    says = "1 records name cosignatures or time tokens that are not kept here; not checked."
    assert says in report.could_not_know


TOO_FEW = Fault(
    "verify.cosignatures", "no checkpoint is cosigned by as many witnesses as the policy asks for"
)


def test_a_quorum_that_nobody_met(tmp_path: Path) -> None:
    """Where nothing is cosigned, or by too few, a policy that asks for witnesses is not met."""
    bare = settled().checked(3)
    path = directory_of(tmp_path / "bare", bare)
    for number, policy in enumerate((ANY, ALL)):
        assert faults(verify(path, policy=policy)) == {"cosignatures": TOO_FEW}, number
    path = directory_of(tmp_path / "one", witnessed())
    assert faults(verify(path, policy=ALL)) == {"cosignatures": TOO_FEW}


def test_two_witnesses_of_two_sizes_do_not_agree(tmp_path: Path) -> None:
    """Each saw another log: of neither size have both said anything."""
    log = witnessed(3, 1)
    attest(log, "cosignature", SECOND, 4, cosigned(log.checkpoint(4), SECOND, OTHER))
    path = directory_of(tmp_path / "unit", log)
    assert faults(verify(path, policy=ALL)) == {"cosignatures": TOO_FEW}
    report = verify(path, policy=ANY)
    assert (report.ok, report.witnessed, report.notes) == (
        True,
        4,
        (f"Witnessed up to 4 of 6, by {SECOND}.",),
    )


def test_the_lines_of_the_checkpoint_itself(tmp_path: Path) -> None:
    """A witness that signed the last checkpoint saw the whole log; a false line under its key is a fault."""
    log = Log().open().checked(3)
    signed = cosigned(log.checkpoint(), WITNESS, PERSON)
    report = verify(folder_of(tmp_path / "good", log.raws, signed), policy=ANY, workers=1)
    assert (report.ok, report.witnessed) == (True, 4)
    false = cosigned(log.checkpoint(), WITNESS, PERSON, 0)
    report = verify(folder_of(tmp_path / "false", log.raws, false), policy=ANY, workers=1)
    says = f"the cosignature of {WITNESS} that the checkpoint carries does not hold"
    assert faults(report)["cosignatures"] == Fault("verify.cosignatures", says)
    strange = cosigned(log.checkpoint(), WITNESS, NODE)
    report = verify(folder_of(tmp_path / "strange", log.raws, strange), policy=ANY, workers=1)
    assert (report.witnessed, faults(report)) == (0, {"cosignatures": TOO_FEW})


@pytest.mark.parametrize(
    "act",
    [
        {"what": "cosignature", "who": WITNESS, "size": 0},
        {"what": "cosignature", "who": WITNESS, "size": -1},
        {"what": "cosignature", "who": WITNESS, "size": True},
        {"what": "cosignature", "who": WITNESS, "size": "3"},
        {"what": "cosignature", "who": WITNESS},
        {"what": "rumour", "who": WITNESS, "size": 3},
        {"who": WITNESS, "size": 3},
    ],
)
def test_an_attestation_of_no_known_form(tmp_path: Path, act: dict[str, object]) -> None:
    """What somebody attested is of a kind that is known, and of a size that a log can have."""
    log = settled().checked(3)
    log.add("attested", act)
    says = "record 5 attests something that is not known"
    report = verify(directory_of(tmp_path / "unit", log), policy=b"quorum none\n")
    assert faults(report) == {"structure": Fault("verify.structure", says, 5)}


def test_an_attestation_that_was_held_says_nothing(tmp_path: Path) -> None:
    """What did not happen attests nothing, whatever it says."""
    log = settled().checked(3)
    log.add("attested", {"what": "rumour"}, door="ask", outcome="hold", would="hold")
    assert verify(directory_of(tmp_path / "unit", log), policy=b"quorum none\n").ok
