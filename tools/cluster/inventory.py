"""The inventory: which host runs what, under which addresses and ports, and with which times.

One shape serves one machine and many. On one machine every host has a folder of its own and ports that are chosen
when it starts; on many each has the same folders and the usual ports.
"""

from __future__ import annotations

import ipaddress
import re
import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from showsafe.errors import WrongInput

PARTS = ("etcd", "data", "proxy", "repository")
PORTS = {
    "etcd": 2379,
    "etcd_peer": 2380,
    "postgres": 5432,
    "rest": 8008,
    "backup": 8432,
    "primary": 6432,
    "replica": 6433,
}
_NAME = re.compile(r"[a-z][a-z0-9-]{0,30}")
_ODD = 2
_VOTES = (1, 3, 5)


@dataclass(frozen=True, slots=True)
class Timing:
    """How soon a dead primary is replaced, in seconds; the two of etcd in milliseconds."""

    ttl: int
    loop_wait: int
    retry_timeout: int
    etcd_heartbeat_ms: int
    etcd_election_ms: int


@dataclass(frozen=True, slots=True)
class Host:
    """One host: its name, where it is reached, what runs on it, and under which folder its files lie.

    ``root`` is empty on a host of its own and a folder on one machine. ``links`` are the places under which
    the others reach it, where that is not where it listens: ``rest``, ``postgres``, and ``etcd`` for its own way to
    the votes.
    """

    name: str
    address: str
    runs: tuple[str, ...]
    ports: dict[str, int]
    root: str = ""
    links: dict[str, str] = field(default_factory=dict)
    votes: tuple[str, ...] = ()

    @property
    def etc(self) -> str:
        """Return the folder of its settings."""
        return f"{self.root}/etc/showsafe-cluster"

    @property
    def tls(self) -> str:
        """Return the folder of its certificates."""
        return f"{self.etc}/tls"

    @property
    def var(self) -> str:
        """Return the folder of what it keeps."""
        return f"{self.root}/var/lib/showsafe-cluster"

    @property
    def data(self) -> str:
        """Return the folder of its database."""
        return f"{self.var}/postgresql"

    @property
    def run(self) -> str:
        """Return the folder of its sockets."""
        return f"{self.root}/run/showsafe-cluster"

    @property
    def reached(self) -> dict[str, str]:
        """Return where the other nodes reach its database and its Patroni."""
        places = {name: f"{self.address}:{self.ports[name]}" for name in ("postgres", "rest")}
        return places | {name: place for name, place in self.links.items() if name in places}


@dataclass(frozen=True, slots=True)
class Inventory:
    """Everything that the templates ask for, without the secrets."""

    name: str
    service: str
    one_machine: bool
    watchdog: str
    clients: tuple[str, ...]
    timing: Timing
    postgresql: dict[str, str | int]
    hosts: tuple[Host, ...]
    database: str = "showsafe"
    owner: str = "showsafe_owner"
    role: str = "office"

    def running(self, part: str) -> tuple[Host, ...]:
        """Return the hosts that run a part."""
        return tuple(host for host in self.hosts if part in host.runs)

    def host(self, name: str) -> Host:
        """Return a host by its name."""
        for host in self.hosts:
            if host.name == name:
                return host
        names = ", ".join(host.name for host in self.hosts)
        raise WrongInput("cluster.no-such-host", f"There is no host called {name}.", f"Name one of: {names}.")

    def placed(self, folder: Path, ports: dict[str, dict[str, int]]) -> Inventory:
        """Return the inventory of one machine, with each host in a folder and on ports of its own."""
        hosts = (replace(h, root=str(folder / h.name), ports=h.ports | ports[h.name]) for h in self.hosts)
        return replace(self, hosts=tuple(hosts))


def read(path: Path) -> Inventory:
    """Read an inventory, or say what is wrong with it."""
    try:
        told = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        says = f"{path.name} cannot be read as an inventory: {error}."
        raise _wrong(says) from error
    try:
        cluster, timing, postgresql = told["cluster"], Timing(**told["timing"]), told["postgresql"]
        read_hosts = tuple(_host(entry, told.get("ports", {})) for entry in told["host"])
        made = Inventory(
            name=cluster["name"],
            service=cluster["service"],
            one_machine=cluster["one_machine"],
            watchdog=cluster["watchdog"],
            clients=tuple(cluster.get("clients", ())),
            timing=timing,
            postgresql=postgresql,
            hosts=read_hosts,
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise _wrong(f"{path.name} lacks something, or has it in another shape: {error}.") from error
    _check(made)
    return made


def _host(entry: dict[str, Any], ports: dict[str, int]) -> Host:
    own = PORTS | ports | entry.get("ports", {})
    return Host(entry["name"], entry["address"], tuple(entry["runs"]), own)


def _check(made: Inventory) -> None:
    """Refuse what would start and then not hold."""
    names = [host.name for host in made.hosts]
    for text in (made.name, made.service, *names):
        if not _NAME.fullmatch(str(text)):
            raise _wrong(f"{text!r} is no name: small letters, digits and hyphens, a letter first.")
    if len(set(names)) != len(names):
        raise _wrong("Two hosts have one name.")
    for host in made.hosts:
        unknown = set(host.runs) - set(PARTS)
        if unknown or not host.runs:
            raise _wrong(f"{host.name} has to run some of {', '.join(PARTS)}, and nothing else.")
        if {"data", "repository"} <= set(host.runs):
            raise _wrong(
                f"{host.name} would keep the backups of its own database, and both would be lost at once."
            )
        _addressed(host.address)
    for network in made.clients:
        _addressed(network)
    _counted(made)
    _timed(made)


def _counted(made: Inventory) -> None:
    votes, data = len(made.running("etcd")), len(made.running("data"))
    if votes not in _VOTES:
        raise _wrong(
            f"There are {votes} votes (etcd): 1, 3 or 5 can lose fewer than half; any other number is worse."
        )
    if data < _ODD:
        raise _wrong("One database alone has no second copy: name at least two hosts that run data.")
    if len(made.running("repository")) != 1 or not made.running("proxy"):
        raise _wrong(
            "Exactly one host keeps the backups (repository), and at least one lets clients in (proxy)."
        )
    if not made.one_machine and (votes == 1 or not made.clients):
        raise _wrong("On hosts of their own there are three votes or more, and clients are named.")


def _timed(made: Inventory) -> None:
    timing = made.timing
    if timing.ttl < timing.loop_wait + 2 * timing.retry_timeout:
        raise _wrong(
            "ttl has to be at least loop_wait and twice retry_timeout, or a slow moment costs the lead."
        )
    if made.watchdog not in {"off", "automatic", "required"}:
        raise _wrong("watchdog is off, automatic or required.")


def _addressed(text: str) -> None:
    try:
        ipaddress.IPv4Network(text)
    except ValueError as error:
        says = f"{text!r} is no IPv4 address. Names are not taken: they can be answered by somebody else."
        raise _wrong(says) from error


def _wrong(says: str) -> WrongInput:
    return WrongInput("cluster.inventory", says, "Mend the inventory; deploy/inventory has examples.")
