"""VERIFY.txt is a script for any POSIX shell that finds nothing but openssl and sha256sum."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.entrypoints import cli
from tests.evidence import tools, units
from tests.evidence.tools import Files, Judged

SHELLS = ("dash", "bash")
Shell = Callable[..., Judged]


@pytest.fixture(params=SHELLS)
def shell(request: pytest.FixtureRequest, tmp_path: Path) -> Shell:
    """Return what runs VERIFY.txt of an unpacked bundle: under one shell, with two programs and no others."""
    where = tools.program(request.param)
    box = tmp_path / "programs"
    box.mkdir()
    for name in ("openssl", "sha256sum"):
        (box / name).symlink_to(tools.program(name))

    def run(bundle: Path, *words: object) -> Judged:
        folder = tools.unpacked(bundle, tmp_path / f"{bundle.stem}-unpacked")
        work = tmp_path / "work"
        work.mkdir(exist_ok=True)
        command = [where, str(folder / "VERIFY.txt"), str(folder), *map(str, words)]
        done = subprocess.run(
            command, cwd=work, env={"PATH": str(box)}, check=False, capture_output=True, text=True
        )
        return Judged(done.returncode, done.stdout, done.stderr)

    return run


def test_bundles_hold_by_openssl_and_sha256sum_alone(
    shell: Shell, redacted: Path, everything: Path, vkey: Path
) -> None:
    """A bundle with redacted records and a later end, and one of everything, hold by two programs and a shell."""
    whole = shell(everything, vkey)
    assert (whole.status, whole.err) == (0, ""), whole.out
    part = shell(redacted)
    assert (part.status, part.err) == (0, ""), part.out
    assert "NO KEY CAME FROM OUTSIDE" in part.out
    assert "NO KEY CAME FROM OUTSIDE" not in whole.out


def _flip(name: str, at: int) -> Callable[[Files], None]:
    def change(files: Files) -> None:
        files[name] = files[name][:at] + bytes([files[name][at] ^ 1]) + files[name][at + 1 :]

    return change


CHANGES: dict[str, Callable[[Files], None]] = {
    "a record": _flip("leaves/00000017", 400),
    "a proof": _flip("proofs/00000017.tlog-proof", 60),
    "the checkpoint": _flip("checkpoint", 30),
    "the signature of the log": _flip("checkpoint", 150),
    "the range": lambda files: files.__setitem__(
        "range.json", files["range.json"].replace(b'"left":["', b'"left":["00', 1)
    ),
    "a proof of another record": lambda files: files.__setitem__(
        "proofs/00000017.tlog-proof", files["proofs/00000018.tlog-proof"]
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_found_by_openssl_and_sha256sum(
    name: str, shell: Shell, redacted: Path, tmp_path: Path
) -> None:
    """A changed record, proof, checkpoint or range is found, whether or not the manifest was made to fit."""
    made = tools.tampered(redacted, tmp_path / "made.zip", CHANGES[name])
    judged = shell(made)
    assert judged.status == 1, judged.out
    assert "DOES NOT HOLD" in judged.out
    assert "NOT VERIFIED" in judged.out


def test_a_file_beside_the_manifest_is_found(shell: Shell, redacted: Path, tmp_path: Path) -> None:
    """What the manifest does not name, or names otherwise, is found before anything else."""
    files = tools.files_of(redacted)
    for number, name in enumerate(("more.txt", "leaves/.hidden", "about.json")):
        made = tools.packed(tmp_path / f"made-{number}.zip", {**files, name: b"x"})
        assert "DOES NOT HOLD" in shell(made).out


def test_a_record_of_another_key_is_found(shell: Shell, redacted: Path, tmp_path: Path) -> None:
    """A bundle of another ledger of the same name holds in itself, and not under the key from outside."""
    other = units.told(tmp_path / "north-ridge")
    made = tools.bundle(other, tmp_path / "other.zip", "--weapon", units.RIFLE)
    kept = tmp_path / "kept.vkey"
    kept.write_bytes(tools.files_of(redacted)["origin.vkey"])
    assert shell(made).status == 0
    assert shell(made, kept).status == 1


def test_a_body_beyond_ascii_is_checked_too(shell: Shell, tmp_path: Path) -> None:
    """Letters and signs of any script come through the shell as they are."""
    unit = cli.unit(tmp_path / "north-ridge")
    says = "says=grüße, \u0441\u043f\u0430\u0441\u0438\u0431\u043e, \u4f60\u597d, \u2014 \U0001f3ac %s \\101 $HOME `x`"
    assert cli.run("report", unit, "raise-concern", "by=performer", says).status == 0
    judged = shell(tools.bundle(unit, tmp_path / "made.zip", "--all"))
    assert judged.status == 0, judged.out + judged.err


def test_nothing_in_a_bundle_is_run_as_a_command(shell: Shell, redacted: Path, tmp_path: Path) -> None:
    """What looks like a command in a number or in the name of a file is refused, and never worked out."""
    evil = b"a[$(printf pwned >pwned)]"

    def number(files: Files) -> None:
        for name in (b"first", b"last", b"size"):
            files["range.json"] = files["range.json"].replace(b'"%s":' % name, b'"%s":"%s",' % (name, evil))

    def name(files: Files) -> None:
        for folder, end in (("leaves", ""), ("proofs", ".tlog-proof")):
            files[f"{folder}/{evil.decode()}{end}"] = files[f"{folder}/00000017{end}"]

    for change in (number, name):
        files = tools.files_of(redacted)
        change(files)
        made = tools.packed(tmp_path / f"{change.__name__}.zip", tools.with_manifest(files))
        judged = shell(made)
        assert judged.status == 1, judged.out
        assert "NOT VERIFIED" in judged.out
        assert not list(tmp_path.rglob("pwned"))


def test_it_does_not_run_inside_of_the_bundle(redacted: Path, tmp_path: Path) -> None:
    """Its working files must not end up among the files that it checks."""
    folder = tools.unpacked(redacted, tmp_path / "unpacked")
    before = {path.name for path in folder.iterdir()}
    for words in (["."], []):
        command = [tools.program("dash"), "VERIFY.txt", *words]
        done = subprocess.run(command, cwd=folder, check=False, capture_output=True)
        assert done.returncode == 2
    assert {path.name for path in folder.iterdir()} == before
