"""``python -m tools.cluster``: the files of hosts in one command, and a sentence where something is amiss."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT
from tools.cluster import programs
from tools.cluster.__main__ import main

FOLDER = ROOT / "deploy" / "inventory"


def said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: object
) -> tuple[int, str, str]:
    """Run the command, and return its exit status and what it said."""
    monkeypatch.setattr(sys, "argv", ["cluster", *map(str, words)])
    try:
        main()
        status = 0
    except SystemExit as ended:
        status = int(ended.code or 0)
    out = capsys.readouterr()
    return status, out.out, out.err


def test_files_of_hosts_come_in_one_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Each host gets a tree that lies as it will lie there, and the office what it connects with."""
    words = (
        "render",
        FOLDER / "three-hosts.toml",
        "--secrets",
        tmp_path / "secrets",
        "--out",
        tmp_path / "out",
    )
    status, out, _ = said(monkeypatch, capsys, *words)
    assert status == 0
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"db1", "db2", "db3", "vault", "office"}
    assert "/target" not in out
    assert "user=office" in out
    for name in ("db1", "vault"):
        tls = tmp_path / "out" / name / "etc/showsafe-cluster/tls"
        assert {path.name for path in tls.iterdir()} == {
            "ca.crt",
            *(f"{use}.{kind}" for use in ("machine", "database") for kind in ("crt", "key")),
        }
        assert {path.stat().st_mode & 0o777 for path in tls.glob("*.key")} == {0o600}
    assert not any(path.name == "ca.key" for path in (tmp_path / "out").rglob("*"))
    secrets = {path.read_text() for path in (tmp_path / "secrets").glob("*.password")}
    assert not any(secret in out for secret in secrets)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("run", FOLDER / "three-hosts.toml"), "cluster.hosts"),
        (("run", FOLDER / "no-such.toml"), "cluster.inventory"),
        (("render", FOLDER / "local.toml", "--secrets", "s", "--out", "o"), "cluster.one-machine"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(
    words: tuple[object, ...],
    code: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    """Hosts cannot be started here, one machine has no files for hosts, a file may not be there: each has a code."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(programs, "ensure", lambda: None)
    monkeypatch.setattr("tools.cluster.supervisor.ensure", lambda: None)
    status, _, error = said(monkeypatch, capsys, *words)
    assert status == 2
    assert f"[{code}]" in error
    assert "Traceback" not in error
    assert list(tmp_path.iterdir()) == []


def test_machine_without_the_programs_is_told_which(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """``make cluster`` where the packages are missing names them in one sentence, and starts nothing."""
    monkeypatch.setattr(programs, "PATHS", str(tmp_path))
    status, out, error = said(monkeypatch, capsys, "run", FOLDER / "local.toml")
    assert (status, out) == (2, "")
    assert "lacks etcd-server, haproxy, patroni, pgbackrest, postgresql" in error
