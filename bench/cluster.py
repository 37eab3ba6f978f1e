"""The studio's cluster under load while its parts die: how long writers wait, and what became of each answered act.

``python -m bench.cluster`` starts the cluster of ``make cluster`` with the times that hosts have, lets three processes
record through the office's own store with its usual limits, and brings each fault about several times. It takes some
minutes. Each pause stands beside the time after which the configuration lets a death be noticed at all.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from showsafe.adapters.postgres import migrate
from tests.faults.cluster.load import ROOT, Load, settled
from tools.cluster.hands import Hands
from tools.cluster.processes import until
from tools.cluster.supervisor import Supervisor, supervised

PATIENCE = 20.0
"""How long the office lets a fail-over take (``Limits.failover``), in seconds: also the goal."""
FROZEN = 40
LONG = 180


def kill_postgres(hands: Hands) -> None:
    """Kill the PostgreSQL of the primary."""
    hands.kill_postgres(hands.primary())


def host_off(hands: Hands) -> None:
    """Switch the host of the primary off, with its vote; it comes back when another one is primary."""
    before = hands.primary()
    hands.down(before)
    until(lambda: hands.primary(but=(before,)), LONG)
    hands.up(before)


def freeze_votes(hands: Hands) -> None:
    """Let every vote stand still."""
    for host in hands.running("etcd"):
        hands.freeze(host, "etcd")
    threading.Event().wait(FROZEN)
    for host in hands.running("etcd"):
        hands.thaw(host, "etcd")


def lose_standbys(hands: Hands) -> None:
    """Switch both standbys off, and on again when the primary goes on alone."""
    standbys = hands.standbys()
    for host in standbys:
        hands.down(host, "patroni")
    until(lambda: not any(one.role == "sync_standby" for one in hands.members()), LONG)
    for host in standbys:
        hands.up(host, "patroni")


def hand_over(hands: Hands) -> None:
    """Hand the lead to the synchronous standby."""
    to = next(one.name for one in hands.members() if one.role == "sync_standby")
    hands.patronictl("switchover", "--master", hands.primary(), "--candidate", to, "--force")


FAULTS: dict[str, tuple[Callable[[Hands], None], int]] = {
    "kill -9 of the primary's PostgreSQL": (kill_postgres, 3),
    "the primary's whole host, with its vote": (host_off, 3),
    f"all of etcd frozen for {FROZEN} s": (freeze_votes, 1),
    "both standbys lost": (lose_standbys, 1),
    "the lead handed over by hand": (hand_over, 2),
}


def tried(hands: Hands, fault: Callable[[Hands], None]) -> dict[str, Any]:
    """Bring a fault about under load, and return how long writers waited and how the account stands."""
    assert until(hands.whole, LONG), hands.members()
    with tempfile.TemporaryDirectory() as place, Load(hands.dsn, Path(place), 3, PATIENCE) as load:
        load.goes_on(20)
        began = time.monotonic()
        fault(hands)
        load.goes_on(20, LONG)
        spent = time.monotonic() - began
        assert until(hands.whole, LONG), hands.members()
        load.stop()
        account = settled(load, hands.dsn)
        assert account.clean, account
        usual = sorted(answer.took for answer in load.acknowledged())
        return {
            "pause_s": round(load.pause(), 2),
            "answered": account.answered,
            "lost": account.lost,
            "doubled": account.doubled,
            "errors": load.refused(),
            "usual_ms": round(statistics.median(usual) * 1000, 1),
            "whole_after_s": round(spent, 1),
        }


def run() -> dict[str, Any]:
    """Start the cluster, bring every fault about, and end it."""
    path = ROOT / "deploy" / "inventory" / "local.toml"
    cluster: Supervisor = supervised(path, restart_after=0, links=False)
    try:
        began = time.monotonic()
        cluster.start()
        started = time.monotonic() - began
        watching = threading.Thread(target=cluster.watch, daemon=True)
        watching.start()
        migrate.upgrade(cluster.hands.dsn_owner, login="office")
        found: dict[str, list[dict[str, Any]]] = {}
        for name, (fault, times) in FAULTS.items():
            found[name] = [tried(cluster.hands, fault) for _ in range(times)]
            print(name, json.dumps(found[name]), file=sys.stderr, flush=True)
        cluster.stop()
        watching.join()
        timing = cluster.inventory.timing
        return {"started_s": round(started, 1), "ttl": timing.ttl, "loop": timing.loop_wait, "faults": found}
    finally:
        cluster.close()


if __name__ == "__main__":
    json.dump(run(), sys.stdout, indent=1)
    print()
