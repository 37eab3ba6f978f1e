"""The programs that a cluster is made of: which are missing, as whom they run, and how each is started."""

from __future__ import annotations

import os
import pwd
import shutil
from dataclasses import dataclass
from pathlib import Path

from showsafe.errors import Unusable
from tools.cluster.inventory import Host
from tools.cluster.rendering import POSTGRESQL

# Each program with the Debian package that has it.
NEEDED = {
    "etcd": "etcd-server",
    "haproxy": "haproxy",
    "patroni": "patroni",
    "patronictl": "patroni",
    "pgbackrest": "pgbackrest",
    "postgres": "postgresql",
    "pg_rewind": "postgresql",
    "setpriv": "util-linux",
}
PATHS = f"{POSTGRESQL}:/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin"
CLUSTER, HOST, PART = "SHOWSAFE_CLUSTER", "SHOWSAFE_CLUSTER_HOST", "SHOWSAFE_CLUSTER_PART"


def missing() -> list[str]:
    """Return the packages whose programs are not on this machine."""
    lacking = {package for program, package in NEEDED.items() if not shutil.which(program, path=PATHS)}
    return sorted(lacking)


def ensure() -> None:
    """Stop with one sentence where a program is missing, or nobody is there to run it."""
    lacking = missing()
    if lacking:
        says = f"This machine lacks {', '.join(lacking)}, which the cluster is made of."
        raise Unusable("cluster.missing", says, f"On Debian: apt-get install {' '.join(lacking)}")
    try:
        pwd.getpwnam(user())
    except KeyError as error:
        says = "PostgreSQL does not run as root, and this machine has no user postgres."
        raise Unusable("cluster.no-user", says, "Start it as an ordinary user, or make that one.") from error


def user() -> str:
    """Return who runs the programs: whoever starts the cluster, or ``postgres`` where that is root."""
    return "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name


def as_user(command: list[str]) -> list[str]:
    """Return a command that is run by whoever runs the programs."""
    if os.geteuid() != 0:
        return command
    return ["setpriv", f"--reuid={user()}", f"--regid={user()}", "--init-groups", "--no-new-privs", *command]


@dataclass(frozen=True, slots=True)
class Program:
    """One program of one host, as it is started; its name is ``host.part``."""

    host: str
    part: str
    command: tuple[str, ...]

    @property
    def name(self) -> str:
        """Return its name."""
        return f"{self.host}.{self.part}"

    def environment(self, folder: Path) -> dict[str, str]:
        """Return the whole environment that it gets: nothing of the starter's, and what it is found by."""
        return {"PATH": PATHS, "LANG": "C.UTF-8", "HOME": str(folder), CLUSTER: str(folder)} | {
            HOST: self.host,
            PART: self.part,
        }


def programs(host: Host) -> list[Program]:
    """Return the programs of a host, in the order in which they start."""
    etc = host.etc
    found = []
    if "etcd" in host.runs:
        found.append(Program(host.name, "etcd", ("etcd", f"--config-file={etc}/etcd.yml")))
    if {"data", "repository"} & set(host.runs):
        carrier = ("pgbackrest", f"--config={etc}/pgbackrest.conf", "server")
        found.append(Program(host.name, "pgbackrest", carrier))
    if "data" in host.runs:
        found.append(Program(host.name, "patroni", (f"{etc}/bin/guarded-patroni", f"{etc}/patroni")))
    if "proxy" in host.runs:
        found.append(Program(host.name, "haproxy", ("haproxy", "-db", "-f", f"{etc}/haproxy.cfg")))
    return found
