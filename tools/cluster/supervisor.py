"""The one process behind ``make cluster``: makes the folder, starts every program, starts again what has died.

It is to the programs what systemd is on a host. A file ``down/HOST`` or ``down/HOST.PART`` says that something is to
stay dead, as a host that was switched off. When it ends, however it ends, its keeper clears up.
"""

from __future__ import annotations

import contextlib
import json
import os
import pwd
import secrets
import socket
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import replace
from pathlib import Path

from showsafe.errors import Unusable
from tools.cluster.hands import Hands
from tools.cluster.inventory import Inventory, read
from tools.cluster.links import Link, Links
from tools.cluster.processes import end, found, left_over, sweep, until
from tools.cluster.programs import Program, as_user, ensure, programs, user
from tools.cluster.rendering import Setting, dsn, pgpass, write
from tools.cluster.secrets import certificates, kept, passwords

PREFIX = "showsafe-cluster-"
PATIENCE = 240
_LOWEST, _HIGHEST, _STEP = 20_000, 32_000, 100
_BEAT = 0.2
ROOT = Path(__file__).parents[2]


class Ports:
    """A stretch of a hundred ports for one cluster, below those that the system gives to others by chance."""

    def __init__(self) -> None:
        starts = list(range(_LOWEST, _HIGHEST, _STEP))
        secrets.SystemRandom().shuffle(starts)
        for start in starts:
            try:
                self._held = socket.create_server(("127.0.0.1", start))
            except OSError:
                continue
            self._next = start
            return
        raise Unusable(
            "cluster.no-ports", "No stretch of ports is free on this machine.", "Stop what has them."
        )

    def free(self) -> int:
        """Return the next port that nobody has."""
        while True:
            self._next += 1
            try:
                socket.create_server(("127.0.0.1", self._next)).close()
            except OSError:
                continue
            return self._next


class Supervisor:
    """A cluster on this machine: ``start`` returns when it takes records, ``watch`` keeps it going."""

    def __init__(self, inventory: Inventory, *, restart_after: float = 0, links: bool = False) -> None:
        ensure()
        if not inventory.one_machine:
            says = "This inventory is of several hosts, and this is one."
            raise Unusable(
                "cluster.hosts", says, "Take deploy/inventory/local.toml, or render the files instead."
            )
        for old in left_over(Path(tempfile.gettempdir()), PREFIX):
            sweep(old)
        self.folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        self._restart_after = restart_after
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._died: dict[str, float] = {}
        self._ended = threading.Event()
        self._keeper = self._kept()
        self._ports = Ports()
        names = {host.name: {name: self._ports.free() for name in host.ports} for host in inventory.hosts}
        self.inventory = inventory.placed(self.folder, names)
        if links:
            self._link()
        self._write()
        self._programs = [one for host in self.inventory.hosts for one in programs(host)]
        self.hands = Hands(self.folder)

    def _kept(self) -> subprocess.Popen[bytes]:
        """Start the keeper, which ends the rest when this process is gone."""
        self.folder.chmod(0o711)
        keeper = subprocess.Popen(  # noqa: S603 (this very program)
            [sys.executable, "-m", "tools.cluster.keeper", str(self.folder)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            start_new_session=True,
        )
        (self.folder / "owners").write_text(f"{os.getpid()}\n{keeper.pid}\n", "ascii")
        return keeper

    def _link(self) -> None:
        """Put a relay between the nodes, so that a link can be cut."""
        made, hosts = [], []
        here = "127.0.0.1"
        for host in self.inventory.hosts:
            if "data" not in host.runs:
                hosts.append(host)
                continue
            reached, votes = {}, []
            for name in ("postgres", "rest"):
                port = self._ports.free()
                made.append(Link((here, port), (here, host.ports[name]), host.name))
                reached[name] = f"{here}:{port}"
            for voter in self.inventory.running("etcd"):
                port = self._ports.free()
                made.append(Link((here, port), (here, voter.ports["etcd"]), f"{voter.name}.etcd", host.name))
                votes.append(f"{here}:{port}")
            hosts.append(replace(host, links=reached, votes=tuple(votes)))
        self.inventory = replace(self.inventory, hosts=tuple(hosts))
        Links(self.folder, made, [host.name for host in self.inventory.running("data")])

    def _write(self) -> None:
        """Write every file of every host, the client's own, and what ``Hands`` needs to know."""
        words = passwords(self.folder / "secrets")
        certificates(self.folder / "secrets", self.inventory)
        for host in self.inventory.hosts:
            write(self.inventory, host, self.folder / "secrets", words, Setting(user()), Path(host.root))
            for place in (
                f"{host.var}/pgbackrest/log",
                f"{host.var}/pgbackrest/spool",
                f"{host.run}/pgbackrest",
            ):
                Path(place).mkdir(mode=0o700, parents=True)
        for name in ("down", "cut", "log"):
            (self.folder / name).mkdir()
        client = self.folder / "client"
        kept(client / "ca.crt", (self.folder / "secrets" / "ca.crt").read_bytes(), 0o644)
        kept(client / "pgpass", pgpass(words, self.inventory).encode())
        told = {
            "supervisor": os.getpid(),
            "cluster": self.inventory.name,
            "dsn": dsn(self.inventory, str(client)),
            "dsn_owner": dsn(self.inventory, str(client), user=self.inventory.owner),
            "dsn_replica": dsn(self.inventory, str(client), port="replica"),
            "hosts": {
                host.name: {
                    "runs": host.runs,
                    "ports": host.ports,
                    "data": host.data,
                    "etc": host.etc,
                    "run": host.run,
                }
                for host in self.inventory.hosts
            },
        }
        kept(client / "cluster.json", json.dumps(told, indent=1).encode())
        if os.geteuid() == 0:
            self._give_away()

    def _give_away(self) -> None:
        """Give the folders of the hosts to whom the programs run as."""
        owner = pwd.getpwnam(user())
        for host in self.inventory.hosts:
            for path in (Path(host.root), *Path(host.root).rglob("*")):
                os.chown(path, owner.pw_uid, owner.pw_gid)

    def start(self) -> bool:
        """Start everything; true when the cluster takes records with a second copy, false where it is to end before."""
        votes = [host for host in self.inventory.hosts if "etcd" in host.runs]
        for program in self._programs:
            if program.part == "etcd":
                self._spawn(program)
        if not until(lambda: all(_answers(host.ports["etcd"]) for host in votes), PATIENCE):
            raise self._failed("The votes (etcd) did not come up")
        for program in self._programs:
            if program.part != "etcd":
                self._spawn(program)
        if not until(self._come, PATIENCE):
            raise self._failed("No database with a second copy came up")
        if self._ended.is_set():
            return False
        if not until(self._repository_made, PATIENCE):
            raise self._failed("The place for backups did not come up")
        return True

    def _repository_made(self) -> bool:
        """Tell whether the repository is ready; a piece of the log that comes in just now holds its lock."""
        with contextlib.suppress(Unusable):
            self.hands.on_repository("stanza-create")
            return True
        return False

    def _come(self) -> bool:
        self._beat()
        return self._ended.is_set() or self.hands.replicated()

    def _spawn(self, program: Program) -> None:
        with (self.folder / "log" / f"{program.name}.log").open("ab") as log:
            self._running[program.name] = subprocess.Popen(  # noqa: S603 (named in this repository)
                as_user(list(program.command)),
                env=program.environment(self.folder),
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def _down(self, program: Program) -> bool:
        return any((self.folder / "down" / name).exists() for name in (program.host, program.name))

    def _beat(self) -> None:
        """Start again what has died and is not to stay dead, some time after its death."""
        for program in self._programs:
            running = self._running.get(program.name)
            if running is None or running.poll() is None:
                continue
            died = self._died.setdefault(program.name, time.monotonic())
            if not self._down(program) and time.monotonic() - died >= self._restart_after:
                del self._died[program.name]
                if program.part != "patroni":  # a new Patroni takes over the PostgreSQL that still runs
                    end(self.folder, program.host, program.part)
                self._spawn(program)

    def watch(self, owner: int = 0) -> None:
        """Keep the cluster going until ``stop``, or until the process that it is for has ended."""
        while not self._ended.wait(_BEAT):
            self._beat()
            if owner and not Path(f"/proc/{owner}").exists():
                return

    def stop(self) -> None:
        """Say that it is to end."""
        self._ended.set()

    def close(self) -> None:
        """End everything, and take the folder away."""
        self._ended.set()
        sweep(self.folder)
        if self._keeper.stdin:
            self._keeper.stdin.close()
        self._keeper.wait()

    def _failed(self, what: str) -> Unusable:
        tails = []
        for path in sorted((self.folder / "log").iterdir()):
            lines = path.read_text("utf-8", "replace").splitlines()[-3:]
            tails += [f"  {path.stem}: {line}" for line in lines]
        alive = len(found(self.folder))
        says = f"{what} within {PATIENCE} seconds ({alive} processes are there)."
        return Unusable("cluster.not-up", says, "The last lines of each:\n" + "\n".join(tails))


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


def supervised(path: Path, *, restart_after: float, links: bool) -> Supervisor:
    """Return the supervisor of an inventory file."""
    return Supervisor(read(path), restart_after=restart_after, links=links)
