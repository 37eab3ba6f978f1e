"""Time tokens and post-quantum signatures in a bundle: who checks them, and who says that they do not."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from showsafe import bootstrap
from showsafe.adapters.settings_file import AuthoritySettings, UnitSettings
from showsafe.application import selfkept
from showsafe.ledger import cosignature, note, timestamp
from showsafe.ledger.mldsa import MlDsaKey
from tests.entrypoints import cli
from tests.evidence import tools, units
from tests.time_authority import Authority, first_authority, second_authority

__all__ = ["first_authority", "second_authority"]


@pytest.fixture(scope="module")
def stamped(tmp_path_factory: pytest.TempPathFactory, first_authority: Authority) -> Path:
    """Return a unit with a told day; after it an ML-DSA signature, and after that a time token."""
    path = units.told(tmp_path_factory.mktemp("stamped") / "north-ridge")
    authority = AuthoritySettings("first", "http://127.0.0.1:1/tsr", first_authority.certificates)
    with bootstrap.open_unit(path) as unit:
        bootstrap.change_settings(unit, path, UnitSettings("north-ridge", "common", -360, (), (authority,)))
        quantum = MlDsaKey(bytes(32))
        selfkept.enrol_key(unit, quantum.public, algorithm="ml-dsa-44")
        shown, size, name = unit.store.checkpoint(), unit.store.size(), "showsafe/north-ridge"
        signed = shown + cosignature.sign(shown, name, quantum, units.AT)
        selfkept.attest(unit, what="ml-dsa", size=size, who=name, attachments=(signed,))
        shown, size = unit.store.checkpoint(), unit.store.size()
        answer = first_authority.answer(timestamp.question(shown).der)
        selfkept.attest(unit, what="time-token", size=size, who="first", attachments=(shown, answer))
    return path


@pytest.fixture(scope="module")
def bundle(stamped: Path) -> Path:
    """Return a bundle that both speak for."""
    return tools.bundle(stamped, stamped.parent / "made.zip", "--day", "captive-1915")


def _token(files: tools.Files) -> str:
    return next(name for name in files if name.endswith("/token.tsr"))


def test_a_token_comes_with_what_was_stamped_and_its_certificates(bundle: Path) -> None:
    """Token, stamped checkpoint, certificates and the way to the bundle's checkpoint lie in one folder."""
    files = tools.files_of(bundle)
    folder = _token(files).rpartition("/")[0]
    found = sorted(name.rpartition("/")[2] for name in files if name.startswith(f"{folder}/"))
    assert found == ["certificates.pem", "checkpoint", "consistency", "token.tsr"]


def test_a_bundle_leads_to_the_checkpoint_with_most_signatures(bundle: Path) -> None:
    """Where the log signed a checkpoint with its post-quantum key too, the proofs lead to that one."""
    files = tools.files_of(bundle)
    assert len(note.parse(files["checkpoint"]).signatures) == 2
    assert "later/checkpoint" in files


def test_node_says_that_it_cannot_check_a_token(bundle: Path, tmp_path: Path) -> None:
    """Not everything could be checked, so the status is neither that of a yes nor that of a no."""
    judged = tools.node(tmp_path, bundle)
    assert judged.status == 3
    steps = {step["name"]: step["state"] for step in judged.json["steps"]}
    assert steps.pop("time") == "incomplete"
    assert "failed" not in steps.values()


def test_openssl_checks_a_token_against_a_root_from_outside(
    bundle: Path, first_authority: Authority, second_authority: Authority, tmp_path: Path
) -> None:
    """VERIFY.txt lets openssl check each token; a root that is not the authority's lets none through."""
    folder = tools.unpacked(bundle, tmp_path / "unpacked")
    for authority, status in ((first_authority, 0), (second_authority, 1)):
        (tmp_path / "root.pem").write_text(authority.root)
        work = tmp_path / f"work-{status}"
        work.mkdir()
        done = subprocess.run(
            [tools.program("dash"), folder / "VERIFY.txt", folder],
            cwd=work,
            env={**os.environ, "ROOTS": str(tmp_path / "root.pem")},
            check=False,
            capture_output=True,
            text=True,
        )
        assert done.returncode == status, done.stdout + done.stderr


def test_the_auditor_checks_all_of_it(
    bundle: Path, stamped: Path, first_authority: Authority, tmp_path: Path
) -> None:
    """The auditor of the program checks token and post-quantum signature as well, and agrees on the rest."""
    (tmp_path / "vkey").write_text(cli.run("vkey", stamped).out)
    said = cli.run("verify", bundle, "--vkey", tmp_path / "vkey", "--json")
    steps = {step["name"]: step["state"] for step in said.json["steps"]}
    assert "failed" not in steps.values(), said.out

    def other(files: tools.Files) -> None:
        name = _token(files)
        files[name] = files[name][:-10] + bytes([files[name][-10] ^ 1]) + files[name][-9:]

    made = tools.tampered(bundle, tmp_path / "made.zip", other)
    assert cli.run("verify", made, "--vkey", tmp_path / "vkey", "--json").status == 1
    assert first_authority.root
