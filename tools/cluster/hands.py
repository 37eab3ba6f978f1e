"""What a person or a test does to a running cluster of one machine: look, kill, freeze, cut, back up, restore.

Everything is found from the folder alone, so that any process may do it.
"""

from __future__ import annotations

import http.client
import json
import signal
import ssl
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from showsafe.errors import Unusable
from tools.cluster.processes import end, found, postmaster, send
from tools.cluster.programs import CLUSTER, HOST, PART, PATHS, as_user

_CLOSE = 1 << 20
"""How many bytes a standby may be behind that follows well, while acts are being recorded."""


@dataclass(frozen=True, slots=True)
class Member:
    """A database node as Patroni tells of it; ``role`` is ``leader``, ``sync_standby`` or ``replica``."""

    name: str
    role: str
    state: str
    timeline: int
    lag: int | None


class Hands:
    """Looks at a cluster, and does to it what happens to clusters."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._told: dict[str, Any] = json.loads((folder / "client" / "cluster.json").read_text("utf-8"))
        self._trust = ssl.create_default_context(cafile=str(folder / "client" / "ca.crt"))

    @property
    def dsn(self) -> str:
        """Return how the office connects: to whoever is primary."""
        return str(self._told["dsn"])

    @property
    def dsn_owner(self) -> str:
        """Return how the owner of the tables connects (``showsafe office migrate``)."""
        return str(self._told["dsn_owner"])

    @property
    def dsn_replica(self) -> str:
        """Return how one connects for reading from a standby."""
        return str(self._told["dsn_replica"])

    @property
    def name(self) -> str:
        """Return the name of the cluster."""
        return str(self._told["cluster"])

    @property
    def hosts(self) -> dict[str, dict[str, Any]]:
        """Return each host with what it runs, its ports and its folders."""
        hosts: dict[str, dict[str, Any]] = self._told["hosts"]
        return hosts

    def running(self, part: str) -> list[str]:
        """Return the names of the hosts that run a part."""
        return [name for name, host in self.hosts.items() if part in host["runs"]]

    def straight(self, host: str) -> str:
        """Return how one connects to one node and not through the proxy, as somebody cut off with it would."""
        port = self.hosts[host]["ports"]["postgres"]
        other = {"port", "host", "hostaddr", "target_session_attrs"}
        kept = [word for word in self.dsn.split() if word.partition("=")[0] not in other]
        return f"host=showsafe-db hostaddr=127.0.0.1 port={port} {' '.join(kept)}"

    # -- looking --------------------------------------------------------------------------------

    def asked(self, host: str, path: str) -> tuple[int, Any]:
        """Ask the Patroni of a host; 0 and nothing where it does not answer."""
        try:
            port = self.hosts[host]["ports"]["rest"]
            line = http.client.HTTPSConnection("127.0.0.1", port, timeout=3, context=self._trust)
            try:
                line.request("GET", path)
                answer = line.getresponse()
                return answer.status, json.loads(answer.read() or b"null")
            finally:
                line.close()
        except (OSError, http.client.HTTPException, ValueError):
            return 0, None

    def members(self, but: tuple[str, ...] = ()) -> list[Member]:
        """Return the members as the first node that answers tells of them."""
        for host in self.running("data"):
            if host in but:
                continue
            status, told = self.asked(host, "/cluster")
            if status and told:
                return [
                    Member(
                        one["name"],
                        one["role"],
                        one["state"],
                        int(one.get("timeline") or 0),
                        one.get("lag") if isinstance(one.get("lag"), int) else None,
                    )
                    for one in told["members"]
                ]
        return []

    def primary(self, but: tuple[str, ...] = ()) -> str:
        """Return the name of the node that answers for being primary; empty where none does."""
        names = [host for host in self.running("data") if host not in but]
        return next((host for host in names if self.asked(host, "/primary")[0] == http.client.OK), "")

    def standbys(self) -> list[str]:
        """Return the nodes that follow the primary."""
        return [one.name for one in self.members() if one.role != "leader"]

    def replicated(self) -> bool:
        """Tell whether there is a primary and a standby that has every answered record."""
        return bool(self.primary()) and any(one.role == "sync_standby" for one in self.members())

    def whole(self) -> bool:
        """Tell whether every node runs, on one timeline, with one primary and a synchronous standby."""
        members = self.members()
        following = [one for one in members if one.role != "leader"]
        return (
            len(members) == len(self.running("data"))
            and len({one.timeline for one in members}) == 1
            and all(one.state in {"running", "streaming"} for one in members)
            and all(one.lag is not None and one.lag < _CLOSE for one in following)
            and any(one.role == "sync_standby" for one in following)
        )

    # -- doing ----------------------------------------------------------------------------------

    def kill_postgres(self, host: str) -> None:
        """Kill the PostgreSQL of a host; its Patroni lives."""
        pid = postmaster(self.hosts[host]["data"])
        if pid:
            send([pid], signal.SIGKILL)

    def down(self, host: str, part: str = "") -> None:
        """Switch a host off, or one part of it: it is killed at once, and stays dead."""
        (self.folder / "down" / (f"{host}.{part}" if part else host)).touch()
        end(self.folder, host, part)

    def up(self, host: str, part: str = "") -> None:
        """Switch it on again."""
        (self.folder / "down" / (f"{host}.{part}" if part else host)).unlink(missing_ok=True)

    def freeze(self, host: str, part: str = "") -> None:
        """Stop the processes where they stand, as a machine that hangs."""
        before: list[int] = []
        while before != (now := found(self.folder, host, part)):
            send(now, signal.SIGSTOP)
            before = now

    def thaw(self, host: str, part: str = "") -> None:
        """Let them go on."""
        send(found(self.folder, host, part), signal.SIGCONT)

    def freeze_agent(self, host: str) -> None:
        """Stop Patroni alone: its PostgreSQL runs on and believes what it believed."""
        send(self._agents(host), signal.SIGSTOP)

    def thaw_agent(self, host: str) -> None:
        """Let Patroni go on."""
        send(self._agents(host), signal.SIGCONT)

    def _agents(self, host: str) -> list[int]:
        pids = found(self.folder, host, "patroni")
        return [pid for pid in pids if Path(f"/proc/{pid}/comm").read_text() != "postgres\n"]

    def cut(self, host: str) -> None:
        """Cut a host off from the other nodes and from all votes (where the cluster runs over links)."""
        (self.folder / "cut" / host).touch()

    def mend(self, host: str) -> None:
        """Join it again."""
        (self.folder / "cut" / host).unlink(missing_ok=True)

    # -- commands of the cluster ----------------------------------------------------------------

    def _run(self, host: str, command: list[str], seconds: float = 300) -> str:
        """Run a command as the programs run, on a host, and return what it said."""
        environment = {"PATH": PATHS, "LANG": "C.UTF-8", "HOME": str(self.folder)}
        environment |= {CLUSTER: str(self.folder), HOST: host, PART: "command"}
        done = subprocess.run(  # noqa: S603 (programs of this repository, by their full path)
            as_user(command),
            env=environment,
            cwd="/",
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )
        if done.returncode:
            says = f"{Path(command[0]).name} ended with {done.returncode}: {done.stdout}{done.stderr}"
            raise Unusable("cluster.command", says, "Look into the folder log of the cluster.")
        return done.stdout

    def patronictl(self, *words: str) -> str:
        """Run ``patronictl`` with these words, from the first data host that is up."""
        host = next(name for name in self.running("data") if not (self.folder / "down" / name).exists())
        return self._run(host, [f"{self.hosts[host]['etc']}/bin/patronictl", *words])

    def on_repository(self, command: str, *words: str) -> str:
        """Run a command of pgBackRest where the backups are kept."""
        host = self.running("repository")[0]
        config = f"--config={self.hosts[host]['etc']}/pgbackrest.conf"
        return self._run(host, ["pgbackrest", config, f"--stanza={self.name}", *words, command])

    def backup(self, kind: str) -> None:
        """Take a backup: ``full``, ``diff`` or ``incr``."""
        host = self.running("repository")[0]
        self._run(host, [f"{self.hosts[host]['etc']}/bin/backup", kind])

    def archived(self) -> None:
        """Return when the log of the primary up to now is where the backups are."""
        self.on_repository("check")

    def restore(self, host: str, folder: Path, when: str = "") -> None:
        """Restore into a new folder, by the files of a host: the newest state, or that of a moment."""
        command = [f"{self.hosts[host]['etc']}/bin/restore", str(folder)]
        self._run(host, [*command, when] if when else command)
