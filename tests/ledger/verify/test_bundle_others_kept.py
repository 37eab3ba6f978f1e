"""What was kept outside is held against all that a bundle leads to; and whose word counts that lies inside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from showsafe.ledger.verify import Fault
from tests.ledger.verify.logs import PERSON, Log, checkpoint_of, leaf_of, vkey_of
from tests.ledger.verify.small_bundles import attested, consistency, eight, faults, judged, lines, says, small
from tests.ledger.verify.test_attested import WITNESS, root_of, stamped
from tests.ledger.verify.test_bundle_others import OWN_ANCHOR, kept, witnessed
from tests.ledger.verify.test_trusted import trust_root
from tests.time_authority import Authority


def test_a_kept_checkpoint_of_a_size_that_a_witness_saw(tmp_path: Path) -> None:
    """A bundle leads to the checkpoints that others saw, too: one that was kept of that size is the same, or a fork."""
    raws = eight().raws
    other = raws[:7] + Log(raws[:7], dict(eight().ends)).checked(2).raws[8:]
    forked = "the first {} records are not those that were there when the checkpoint was kept"
    for size, branch in ((5, [raws[1], *raws[1:5]]), (8, other)):
        proof = lines(consistency(min(size, 7), list(map(leaf_of, raws[: max(size, 7)]))))
        contents = {"checkpoint": checkpoint_of(raws[:size]), "consistency": proof}
        files = attested(small(later=0), size + 1, "cosignature", WITNESS, size, contents)
        for name in ("seen", "since"):
            report = judged(tmp_path, files, **{name: kept(raws[:size])})
            assert (says(report), report.ok) == ({}, True)
            fault = Fault("verify.forked", forked.format(size))
            assert faults(judged(tmp_path, files, **{name: kept(branch)})) == {"checkpoint": fault}


def test_a_trust_root_that_lies_in_the_bundle(tmp_path: Path) -> None:
    """It may be the policy of a bundle, whether or not its time is over: it is no anchor, and names who is who."""
    rest = f"witness studio {vkey_of(PERSON, WITNESS, 4)}\nquorum studio\n"
    for year in (2020, 9000):
        policy = trust_root(f"expires {year}-06-01T00:00:00Z\nthreshold 2\n", rest=rest)
        report = judged(tmp_path, {**witnessed(7), "policy.txt": policy})
        assert (says(report), report.witnessed) == ({}, 7)
        assert OWN_ANCHOR in report.could_not_know
    found = "the file policy.txt is signed by 1 of its roots, and 2 are needed"
    one = trust_root("expires 2020-06-01T00:00:00Z\nthreshold 2\n", signers={"b": PERSON}, rest=rest)
    report = judged(tmp_path, {**witnessed(7), "policy.txt": one})
    assert (says(report), report.witnessed) == ({"cosignatures": (found, None)}, 0)


def test_certificates_that_lie_beside_a_time_token(tmp_path: Path, first_authority: Authority) -> None:
    """They are of the authority that the record names, and no anchor where a policy names another root."""
    pytest.importorskip("rfc3161_client")
    note = checkpoint_of(eight().raws[:7])
    contents = {
        "checkpoint": note,
        "token.tsr": stamped(first_authority, note),
        "certificates.pem": first_authority.certificates.encode(),
    }
    files = attested(small(), 8, "time-token", "clock", 7, contents)
    report = judged(tmp_path, files)
    assert (says(report), report.ok) == ({}, True)
    (line,) = [each for each in report.notes if each.startswith("Stamped up to 7 of 7, at ")]
    assert line.endswith(" by clock.")
    assert OWN_ANCHOR in report.could_not_know
    own = f"authority ours {root_of(first_authority.certificates)}\nquorum none\n".encode()
    report = judged(tmp_path, files, policy=own)
    (line,) = [each for each in report.notes if each.startswith("Stamped up to 7 of 7, at ")]
    assert line.endswith(" by ours.")
    report = judged(tmp_path, files, policy=b"quorum none\n")
    assert faults(report).keys() == {"time"}
