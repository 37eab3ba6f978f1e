"""What somebody kept of another branch, and cosignatures that cannot be checked: judged by the check for Node."""

from __future__ import annotations

from pathlib import Path

import pytest

from conformance.given import NODE, VKEY
from conformance.kinds import bundles
from conformance.kinds.more_bundles import on, seven, witnessed
from showsafe.ledger import cosignature
from showsafe.ledger.mldsa import MlDsaKey
from showsafe.ledger.note import ML_DSA_44, NoteSignature, VerifierKey
from showsafe.ledger.verify import verify
from tests.conformance.test_policies import AT, NAME, WITNESS
from tests.evidence import tools
from tests.ledger.verify.test_trusted import trust_root

SECOND = VerifierKey("studio.example/second", MlDsaKey(bytes(range(32))).public, ML_DSA_44)


@pytest.mark.slow
@pytest.mark.parametrize(("branch", "status"), [("one", 0), ("other", 1)])
def test_a_kept_checkpoint_of_a_size_that_a_witness_saw(branch: str, status: int, tmp_path: Path) -> None:
    """Where the bundle leads to a checkpoint of that size beside its own two, the kept one has to be the same."""
    bundle, kept, key = tmp_path / "bundle.zip", tmp_path / "kept", tmp_path / "vkey"
    files = bundles._files(seven())
    bundle.write_bytes(bundles.zipped(witnessed(files, 9, on(seven(), "one"))))
    kept.write_bytes(on(seven(), branch).checkpoint(NODE))
    key.write_text(f"{VKEY}\n")
    report = verify(bundle, vkey=str(VKEY), seen=kept.read_bytes(), workers=1)
    assert (report.ok, report.first_fault is None) == ((True, True) if status == 0 else (False, False))
    said = tools.node(tmp_path, bundle, "--vkey", key, "--seen", kept)
    assert said.status == status, said.out


def with_lines(*kinds: str) -> bundles.Files:
    """Return a bundle whose checkpoint carries lines of two witnesses: one that holds, one that is made up."""
    files = bundles._files(seven())
    plain = files["checkpoint"]
    lines = cosignature.sign(plain, NAME, WITNESS, AT) if "ed25519" in kinds else b""
    lines += NoteSignature(SECOND.name, SECOND.hash, bytes(2428)).line() if "ml-dsa" in kinds else b""
    return {name: content.replace(plain, plain + lines) for name, content in files.items()}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("rule", "kinds", "status"),
    [
        ("all", ("ed25519", "ml-dsa"), 3),
        ("all", ("ml-dsa",), 1),
        ("all", ("ed25519",), 1),
        ("any", ("ml-dsa",), 3),
        ("any", ("ed25519",), 0),
        ("any", (), 1),
    ],
)
def test_a_line_that_cannot_be_checked_stands_in_for_no_other(
    rule: str, kinds: tuple[str, ...], status: int, tmp_path: Path
) -> None:
    """A policy that is not met even if every ML-DSA-44 line holds is not met; only where it might be, that is open."""
    bundle, policy = tmp_path / "bundle.zip", tmp_path / "policy.txt"
    bundle.write_bytes(bundles.zipped(with_lines(*kinds)))
    first = cosignature.vkey_of(NAME, WITNESS)
    policy.write_text(
        f"log {VKEY}\nwitness one {first}\nwitness two {SECOND}\ngroup both {rule} one two\nquorum both\n"
    )
    said = tools.node(tmp_path, bundle, "--policy", policy)
    assert said.status == status, said.out


@pytest.mark.slow
@pytest.mark.parametrize(("year", "status"), [(9000, 0), (2020, 2)])
def test_a_trust_root_from_outside(year: int, status: int, tmp_path: Path) -> None:
    """It is a policy that several people signed: it counts until its time is over, and for nothing from then on."""
    bundle, policy = tmp_path / "bundle.zip", tmp_path / "trust.txt"
    bundle.write_bytes(bundles.zipped(with_lines("ed25519")))
    rest = f"log {VKEY}\nwitness one {cosignature.vkey_of(NAME, WITNESS)}\nquorum one\n"
    policy.write_bytes(trust_root(f"expires {year}-06-01T00:00:00Z\nthreshold 2\n", rest=rest))
    said = tools.node(tmp_path, bundle, "--policy", policy)
    assert said.status == status, said.out
