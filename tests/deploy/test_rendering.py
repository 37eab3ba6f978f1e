"""The files of a host: whole, the same on one machine and on many, with nothing in them that lets anybody else in."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.architecture.sources import ROOT
from tools.cluster.inventory import Inventory, read
from tools.cluster.programs import PATHS
from tools.cluster.rendering import Setting, dsn, pgpass, rendered, write
from tools.cluster.secrets import PASSWORDS, certificates, passwords

FOLDER = ROOT / "deploy" / "inventory"
WORDS = {name: f"word-of-{name}" for name in PASSWORDS}


def inventory(name: str, folder: Path) -> Inventory:
    """Return an inventory; that of one machine is placed in a folder."""
    made = read(FOLDER / f"{name}.toml")
    ports = {host.name: {port: 20_000 + at for at, port in enumerate(host.ports)} for host in made.hosts}
    return made.placed(folder, ports) if made.one_machine else made


def files(made: Inventory, host: str) -> dict[str, tuple[str, int]]:
    """Return every file of a host with its mode."""
    found = rendered(made, made.host(host), WORDS, Setting())
    return {path: (text, mode) for path, text, mode in found}


def patroni(made: Inventory, host: str) -> dict[str, Any]:
    """Return the settings of a Patroni."""
    text = files(made, host)["etc/showsafe-cluster/patroni/10-patroni.yml"][0]
    read_in: dict[str, Any] = yaml.safe_load(text)
    return read_in


@pytest.mark.parametrize("name", ["local", "local-two", "three-hosts", "two-hosts"])
def test_secrets_lie_in_files_for_their_owner_alone(name: str, tmp_path: Path) -> None:
    """No file that others may read holds a password, and each password is in some file."""
    made = inventory(name, tmp_path)
    seen = set()
    for host in made.hosts:
        for path, (text, mode) in files(made, host.name).items():
            held = {word for word in WORDS.values() if word in text}
            assert not held or mode == 0o600, (host.name, path, held)
            seen |= held
    assert seen == set(WORDS.values())


@pytest.mark.parametrize("name", ["local", "three-hosts", "two-hosts"])
def test_nobody_is_let_in_who_is_not_needed(name: str, tmp_path: Path) -> None:
    """Over the network PostgreSQL takes named roles from named addresses, by password and TLS; nobody by trust."""
    made = inventory(name, tmp_path)
    for host in made.running("data"):
        rules = [rule.split() for rule in patroni(made, host.name)["postgresql"]["pg_hba"]]
        for kind, *rest in rules:
            assert kind in {"local", "hostssl"}
            assert rest[2 if kind == "local" else 3] in {"peer", "scram-sha-256"}
            if kind == "hostssl":
                assert rest[2].endswith("/32")
                assert rest[1] in {"replicator", "rewinder", "office,showsafe_owner"}


def test_one_machine_runs_what_hosts_run(tmp_path: Path) -> None:
    """What decides over records and leads is the same on one machine as on hosts; only places and sizes differ."""
    here = patroni(inventory("local", tmp_path), "pg1")
    there = patroni(inventory("three-hosts", tmp_path), "db1")
    sizes = {"max_connections"}
    for made in (here, there):
        for size in sizes:
            del made["bootstrap"]["dcs"]["postgresql"]["parameters"][size]
    assert here["bootstrap"]["dcs"] == there["bootstrap"]["dcs"]
    assert here["bootstrap"]["initdb"] == there["bootstrap"]["initdb"]
    assert here["bootstrap"]["dcs"]["synchronous_mode"] is True
    assert here["bootstrap"]["dcs"]["failsafe_mode"] is True
    assert "recovery_conf" not in here["postgresql"], (
        "a standby must not take a dead primary's log from the archive"
    )
    mine, theirs = here["postgresql"]["parameters"], there["postgresql"]["parameters"]
    assert set(mine) == set(theirs)
    placed = {"unix_socket_directories", "archive_command"} | {name for name in mine if "file" in name}
    sized = {"shared_buffers", "wal_keep_size", "max_wal_size", "min_wal_size", "max_slot_wal_keep_size"}
    assert {name for name in mine if mine[name] != theirs[name]} <= placed | sized
    assert mine["synchronous_commit"] == mine["fsync"] == "on"


def test_units_start_what_was_rendered(tmp_path: Path) -> None:
    """Each unit names a file that lies in the tree of its host, and runs as nobody who may do more than it has to."""
    made = inventory("three-hosts", tmp_path)
    for host in made.hosts:
        tree = files(made, host.name)
        units = {path: text for path, (text, _) in tree.items() if path.endswith(".service")}
        assert units
        for path, text in units.items():
            started = "".join(re.findall(r"^ExecStart=.*", text, re.MULTILINE))
            named = re.findall(r"/(etc/showsafe-cluster/\S+)", started)
            assert named, path
            for name in named:
                assert any(one == name or one.startswith(f"{name}/") for one in tree), name
            assert "User=postgres" in text
            assert "NoNewPrivileges=yes" in text
        assert not any("{" in text for text in units.values())


def test_watchdog_is_on_for_hosts_and_off_here(tmp_path: Path) -> None:
    """A host that hangs restarts itself; one machine cannot, and its files say so."""
    assert patroni(inventory("local", tmp_path), "pg1")["watchdog"]["mode"] == "off"
    assert patroni(inventory("three-hosts", tmp_path), "db1")["watchdog"]["mode"] == "required"


def test_proxy_takes_its_settings() -> None:
    """The haproxy of this machine finds nothing wrong with its file, certificates included."""
    found = shutil.which("haproxy", path=PATHS)
    if not found:
        pytest.skip("Without haproxy nobody reads its settings.")
    with tempfile.TemporaryDirectory(prefix="ss-") as short:  # the path of a socket has at most 97 letters
        folder = Path(short)
        made = inventory("local", folder)
        certificates(folder / "keys", made)
        write(made, made.host("front"), folder / "keys", WORDS, Setting(), folder / "front")
        Path(made.host("front").run).mkdir(parents=True)
        command = [found, "-c", "-f", f"{made.host('front').etc}/haproxy.cfg"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_clients_check_who_answers_and_show_no_password(tmp_path: Path) -> None:
    """The connection string goes through each proxy in turn, checks the certificate's name, and holds no password."""
    made = inventory("three-hosts", tmp_path)
    text = dsn(made, "/etc/showsafe-cluster")
    assert "hostaddr=192.0.2.11,192.0.2.12,192.0.2.13 port=6432,6432,6432" in text
    assert "sslmode=verify-full" in text
    assert "target_session_attrs=read-write" in text
    assert "target_session_attrs" not in dsn(made, "/etc/showsafe-cluster", port="replica")
    assert not any(word in text for word in WORDS.values())
    assert pgpass(WORDS, made).splitlines() == [
        "*:*:showsafe:office:word-of-office",
        "*:*:showsafe:showsafe_owner:word-of-owner",
    ]


def test_certificates_follow_the_inventory(tmp_path: Path) -> None:
    """Rendering again changes no certificate, unless its host has another address; the authority stays in any case."""
    made = inventory("three-hosts", tmp_path)
    certificates(tmp_path, made)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    certificates(tmp_path, made)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    hosts = (replace(made.hosts[0], address="192.0.2.99"), *made.hosts[1:])
    certificates(tmp_path, replace(made, hosts=hosts))
    after = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    kinds = ("database.crt", "database.key", "machine.crt", "machine.key")
    assert {name for name in before if before[name] != after[name]} == {f"db1-{kind}" for kind in kinds}


def test_secrets_are_made_once(tmp_path: Path) -> None:
    """What was made is used again, so that rendering anew changes no password; each is new and long in each cluster."""
    first = passwords(tmp_path / "one")
    assert passwords(tmp_path / "one") == first
    assert len(set(first.values())) == len(PASSWORDS)
    assert all(len(word) >= 32 for word in first.values())
    assert set(first.values()).isdisjoint(passwords(tmp_path / "two").values())
    modes = {path.stat().st_mode & 0o777 for path in (tmp_path / "one").iterdir()}
    assert modes == {0o600}
    assert (tmp_path / "one").stat().st_mode & 0o777 == 0o700
