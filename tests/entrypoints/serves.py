"""The program that serves a unit, in a process of its own or in a thread of this one, and phones that come to it."""

from __future__ import annotations

import asyncio
import json
import queue
import signal
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import httpx

from showsafe import bootstrap
from showsafe.adapters.certificates import place as places
from showsafe.adapters.clock import SystemClock
from showsafe.adapters.settings_file import UnitSettings
from showsafe.application.along import Along
from showsafe.entrypoints.http.process import Process
from showsafe.ledger.keys import DeviceKey
from tests.adapters.certificates.set_up import pem_of
from tests.application.units import Node
from tests.entrypoints.api.sets import PIN, UNIT, Phone, Served, b64
from tests.entrypoints.cli import PROGRAM
from tests.simulator import PEOPLE

HERE = "127.0.0.1"
WAIT = 30
KEY = DeviceKey(bytes(range(7, 39)))


@dataclass(frozen=True, slots=True)
class Production:
    """A data directory with people, a revolver and one phone, and the badges of those who act."""

    data: Path
    badges: dict[str, str]

    def trusting(self) -> ssl.SSLContext:
        """Return what a phone that joined goes by: the production's authority, and nothing else."""
        authority = places.of(self.data)[0].authority()
        assert authority is not None
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.load_verify_locations(cadata=pem_of(authority))
        return context

    def phone(self, url: str, verify: ssl.SSLContext | bool = True) -> Phone:  # noqa: FBT001, FBT002 - as the client takes it
        """Return the phone, which reaches the node at an address."""
        node = SimpleNamespace(clock=SystemClock())
        served = Served(cast("Node", node), None, url, self.badges)  # type: ignore[arg-type] # it is elsewhere
        return Phone(served, KEY, httpx.Client(base_url=url, timeout=WAIT, verify=verify))

    def numbers(self, act_id: str) -> list[int]:
        """Return the records of an act."""
        with bootstrap.open_unit(self.data) as unit:
            return [entry.number for entry in unit.store.entries() if entry.act_id == act_id]


def production(path: Path) -> Production:
    """Make one."""
    clock = SystemClock()
    bootstrap.create_unit(path, UnitSettings(UNIT, "common"), clock)
    with bootstrap.open_unit(path, clock) as unit:
        node = Node(unit, unit.store, clock)  # type: ignore[arg-type] # any store and clock will do
        for name in ("producer", "armorer", "safety"):
            node.ask("enrol", "producer", person=name, **PEOPLE[name])
        node.ask("register", weapon="revolver", **{"class": "live-capable", "capacity": 6})
        act = node.act("enrol-key", "producer", key=b64(KEY.public), of="device:cart", witness="safety")
        assert unit.ask(act, along=Along(cosigners=(KEY,))).outcome == "permit"
        badges = bootstrap.badges_of(unit, path)
        given = {name: badges.issue(name, PIN, "producer") for name in ("producer", "armorer")}
    return Production(path, given)


@dataclass(slots=True)
class Started:
    """The program while it serves, and what it said first."""

    process: subprocess.Popen[str]
    said: dict[str, Any]

    @property
    def url(self) -> str:
        """Where it serves."""
        return str(self.said["url"])

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Stop it, and return the status that it left with."""
        self.process.send_signal(how)
        return self.process.wait(WAIT)


@contextmanager
def started(data: Path, *words: object) -> Iterator[Started]:
    """Start the program on this machine alone, at free ports, with nothing announced; kill it if it is still there."""
    command = [*PROGRAM, "serve", "--data", data, "--host", HERE, "--port", 0, "--join-port", 0]
    process = subprocess.Popen(
        [*map(str, command), "--no-mdns", "--json", *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    with process:
        try:
            said = dict(json.loads(process.stdout.readline()))
            assert "url" in said, said
            yield Started(process, said)
        finally:
            process.kill()


@contextmanager
def running(process: Process) -> Iterator[None]:
    """Run a node in a thread of this process, and stop it at the end."""
    stops: queue.Queue[Callable[[], object]] = queue.Queue()

    @contextmanager
    def stoppable(stop: Callable[[], None]) -> Iterator[None]:
        loop = asyncio.get_running_loop()
        stops.put(lambda: loop.call_soon_threadsafe(stop))
        yield

    thread = threading.Thread(target=process.run, args=(stoppable,))
    thread.start()
    stop = stops.get(timeout=WAIT)
    try:
        yield
    finally:
        stop()
        thread.join(WAIT)
        assert not thread.is_alive()
