"""``python -m tools.cluster``: run a cluster on this machine, or make the files for hosts.

* ``run INVENTORY`` starts all of it, says how to reach it, and runs until interrupted;
* ``render INVENTORY --secrets DIR --out DIR`` writes one tree of files for each host;
* ``show``, ``down``, ``up``, ``kill``, ``freeze``, ``thaw`` try a running one out, by its folder.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from pathlib import Path

from showsafe.errors import ShowsafeError, WrongInput
from tools.cluster.hands import Hands
from tools.cluster.inventory import read
from tools.cluster.rendering import Setting, dsn, pgpass, write
from tools.cluster.secrets import certificates, kept, passwords
from tools.cluster.supervisor import Supervisor, supervised

_HERE = f"{os.path.relpath(sys.executable)} -m tools.cluster"
_SHOWN = {
    "etcd": ("etcd",),
    "data": ("postgres", "rest"),
    "proxy": ("primary", "replica"),
    "repository": ("backup",),
}


def _printed(cluster: Supervisor) -> None:
    hands = cluster.hands
    leader = hands.primary()
    print(f"\nThe cluster is up, in {cluster.folder}\n")
    print(f"  DSN      {hands.dsn}")
    print(f"  owner    {hands.dsn_owner}  (for: showsafe office migrate)")
    print(f"  reading  {hands.dsn_replica}\n")
    for name, host in hands.hosts.items():
        ports = [f"{port} {host['ports'][port]}" for part in host["runs"] for port in _SHOWN[part]]
        print(f"  {name:6} {', '.join(ports)}{'   <- primary' if name == leader else ''}")
    data = hands.hosts[leader]["data"]
    print(f"\n  kill the primary's PostgreSQL   kill -9 $(head -1 {data}/postmaster.pid)")
    print(f"  switch its whole host off       {_HERE} down {cluster.folder} {leader}")
    print(f"  and on again                    {_HERE} up {cluster.folder} {leader}")
    print(f"  freeze the votes, let them go   {_HERE} freeze|thaw {cluster.folder} {leader}.etcd")
    print(f"  who is what                     {_HERE} show {cluster.folder}")
    print(f"  patronictl                      {hands.hosts[leader]['etc']}/bin/patronictl list")
    print("\nWhat dies is started again. Ctrl-C ends all of it and removes the folder.", flush=True)


def run(words: argparse.Namespace) -> None:
    """Run a cluster until interrupted."""
    cluster = supervised(words.inventory, restart_after=words.restart_after, links=words.links)
    for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(one, lambda *_: cluster.stop())
    try:
        print(f"Starting in {cluster.folder} ...", flush=True)
        if cluster.start():
            _printed(cluster)
            cluster.watch(words.owner)
    finally:
        cluster.close()


def render(words: argparse.Namespace) -> None:
    """Write the files of every host, and make the secrets that are not there yet."""
    inventory = read(words.inventory)
    if inventory.one_machine:
        raise WrongInput("cluster.one-machine", "This inventory is of one machine.", f"Start it: {_HERE} run")
    told = passwords(words.secrets)
    certificates(words.secrets, inventory)
    setting = Setting()
    for host in inventory.hosts:
        write(inventory, host, words.secrets, told, setting, words.out / host.name)
        print(f"{words.out / host.name}  runs {', '.join(host.runs)}")
    office = words.out / "office"
    place = "/etc/showsafe-cluster"
    kept(office / place[1:] / "ca.crt", (words.secrets / "ca.crt").read_bytes(), 0o644)
    kept(office / place[1:] / "pgpass", pgpass(told, inventory).encode())
    print(f"{office}  for each machine of the office; there the DSN is\n  {dsn(inventory, place)}")
    print(f"  and for showsafe office migrate user={inventory.owner} instead")
    print(f"Keep {words.secrets} where no host can reach it: who has it owns the database and every backup.")


def act(words: argparse.Namespace) -> None:
    """Do one thing to a running cluster."""
    hands = Hands(words.folder)
    if words.what == "show":
        print(hands.patronictl("list"), end="")
        return
    host, _, part = words.name.partition(".")
    if host not in hands.hosts:
        names = ", ".join(hands.hosts)
        raise WrongInput("cluster.no-such-host", f"There is no host called {host}.", f"Name one of: {names}.")
    if words.what == "kill":
        hands.kill_postgres(host)
    else:
        getattr(hands, words.what)(host, part)


def _parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog=_HERE, description=__doc__)
    commands = parser.add_subparsers(required=True)
    one = commands.add_parser("run", help="run a cluster on this machine")
    one.add_argument("inventory", type=Path)
    one.add_argument(
        "--restart-after", type=float, default=20, help="seconds until a dead program is started again"
    )
    one.add_argument(
        "--links", action="store_true", help="run links between nodes over relays that can be cut"
    )
    one.add_argument("--owner", type=int, default=0, help="end with this process")
    one.set_defaults(do=run)
    one = commands.add_parser("render", help="write the files of hosts")
    one.add_argument("inventory", type=Path)
    one.add_argument(
        "--secrets", type=Path, required=True, help="folder of passwords and keys; made where missing"
    )
    one.add_argument("--out", type=Path, required=True)
    one.set_defaults(do=render)
    for name in ("show", "down", "up", "kill", "freeze", "thaw"):
        one = commands.add_parser(name)
        one.add_argument("folder", type=Path)
        if name != "show":
            one.add_argument("name", help="a host, or HOST.PART: pg1, pg1.etcd, pg1.patroni")
        one.set_defaults(do=act, what=name)
    return parser.parse_args()


def main() -> None:
    """Do what was asked; what is wrong is said in a sentence."""
    words = _parsed()
    try:
        words.do(words)
    except ShowsafeError as error:
        print(error, file=sys.stderr)
        sys.exit(error.exit_status)


if __name__ == "__main__":
    main()
