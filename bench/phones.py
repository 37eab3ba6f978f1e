"""The phones of a set as a load: some act over HTTPS, the rest watch the board. A process of its own.

``python -m bench.phones PLAN`` reads a plan as JSON (address, authority, devices with their keys and badges, how many
watch, how many acts each phone makes and how often), plays it, and prints what it measured as JSON. It speaks HTTP/1.1
by hand, so that the load takes as little of the cores as it can. Each has an address of its own, as on a set.
"""

from __future__ import annotations

import asyncio
import base64
import json
import random
import ssl
import sys
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from nacl.signing import SigningKey

PAUSE = 0.2
"""How far apart the watchers come in, in groups, as phones do."""

GROUP = 20


def canonical(value: object) -> bytes:
    """Return JSON in its one form."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def signed(key: SigningKey, kind: str, said: dict[str, Any]) -> str:
    """Return a signature of what is said, as a device makes it."""
    content = canonical(said)
    message = b"DSSEv1 %d %s %d %s" % (len(kind), kind.encode(), len(content), content)
    return base64.b64encode(key.sign(message).signature).decode()


@dataclass
class Connection:
    """One connection that is kept open."""

    host: str
    port: int
    context: ssl.SSLContext
    address: str
    reader: asyncio.StreamReader = field(init=False)
    writer: asyncio.StreamWriter = field(init=False)

    async def open(self) -> None:
        """Connect."""
        self.reader, self.writer = await asyncio.open_connection(
            self.host, self.port, ssl=self.context, local_addr=(self.address, 0)
        )

    def send(self, method: str, path: str, body: bytes = b"", headers: str = "") -> None:
        """Send a request."""
        head = f"{method} {path} HTTP/1.1\r\nHost: {self.host}:{self.port}\r\n{headers}"
        if method == "POST":
            head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
        self.writer.write(head.encode() + b"\r\n" + body)

    async def answer(self) -> tuple[int, dict[str, str], bytes]:
        """Return status, headers and body of an answer with a length."""
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:])}
        body = await self.reader.readexactly(int(headers.get("content-length", "0")))
        return int(head[0].split(" ")[1]), headers, body


@dataclass(frozen=True)
class Clock:
    """A clock that began at a time, in seconds since 1970, and runs so many times as fast as ours."""

    began: float
    speed: float

    def now(self) -> datetime:
        """Return the time."""
        return datetime.fromtimestamp(self.began + (time.time() - self.began) * self.speed, UTC)


class Phone:
    """A phone with a device key on which one person is signed in."""

    def __init__(self, connection: Connection, said: dict[str, Any], plan: dict[str, Any]) -> None:
        self.connection = connection
        self.clock = Clock(**plan["clock"])
        self.key = SigningKey(bytes.fromhex(said["seed"]))
        self.said = said
        self.unit = plan["unit"]
        self.headers = ""
        self.numbers = count(1)

    async def post(self, path: str, body: dict[str, Any]) -> tuple[int, dict[str, str], Any]:
        """Post JSON and read JSON."""
        self.connection.send("POST", path, json.dumps(body).encode(), self.headers)
        status, headers, content = await self.connection.answer()
        return status, headers, json.loads(content)

    async def sign_in(self) -> float:
        """Prove the person; return how long the proof took, in seconds."""
        begun = time.perf_counter()
        _, _, challenge = await self.post("/api/v1/session/challenge", {})
        device = self.said["device"]
        said = {"challenge": challenge["challenge"], "device": device}
        text = {**said, "format": "showsafe-session/1", "unit": self.unit}
        signature = signed(self.key, "application/vnd.showsafe.session+json", text)
        badge = {"badge": self.said["badge"], "pin": self.said["pin"]}
        status, headers, answer = await self.post(
            "/api/v1/session", {**said, **badge, "signature": signature}
        )
        if status != 200:  # noqa: PLR2004
            raise SystemExit(f"sign in: {status} {answer}")
        cookie = headers["set-cookie"].partition(";")[0]
        self.headers = f"Cookie: {cookie}\r\nX-Showsafe-Token: {answer['token']}\r\n"
        return time.perf_counter() - begun

    async def act(self) -> tuple[float, float, int]:
        """Ask for one act; return when it was tapped, when it was answered, and the number of its record.

        Where the session is over it signs in again; where the clock of the set ran ahead of a busy machine, it says
        the act once more, with the time that it is now.
        """
        act_id = f"{self.said['device'][:8]}-{next(self.numbers)}"
        status, answer = 0, dict[str, Any]()
        for _ in range(20):
            begun = time.monotonic()
            status, _, answer = await self.post("/api/v1/asks", self.asking(act_id))
            if status == 200 and answer["outcome"] == "permit":  # noqa: PLR2004
                return begun, time.monotonic(), int(answer["record"])
            if status == 401:  # noqa: PLR2004
                await self.sign_in()
            elif answer.get("code") != "input.in-the-past":
                break
        raise SystemExit(f"act: {status} {answer}")

    def asking(self, act_id: str) -> dict[str, Any]:
        """Return the act as this phone sends it, signed."""
        claimed = self.clock.now().replace(microsecond=0, tzinfo=None).isoformat() + "Z"
        kind, event, keys, device = (self.said[part] for part in ("kind", "event", "keys", "device"))
        said = {"act_id": act_id, "by": self.said["person"], "claimed_at": claimed}
        fixed = {"door": "ask", "format": "showsafe-act/1", "kind": event, "scope": "set", "unit": self.unit}
        statement = {**said, **fixed, "act": keys, "device": device}
        signature = signed(self.key, "application/vnd.showsafe.act+json", statement)
        return {**said, "kind": kind, "keys": keys, "device": device, "signature": signature}


@dataclass
class Seen:
    """When a watcher first knew of each record."""

    at: list[tuple[int, float]] = field(default_factory=list)


async def watch(connection: Connection, seen: Seen) -> None:
    """Read the stream of events until it is cancelled."""
    connection.send("GET", "/api/v1/events", headers="Accept: text/event-stream\r\n")
    await connection.reader.readuntil(b"\r\n\r\n")
    while True:
        line = await connection.reader.readline()
        if not line:
            raise SystemExit("a stream ended")
        if line.startswith(b"id: "):
            seen.at.append((int(line[4:]), 0.0))
        elif line == b"\n" and seen.at and not seen.at[-1][1]:
            seen.at[-1] = (seen.at[-1][0], time.monotonic())


async def play(plan: dict[str, Any]) -> dict[str, Any]:
    """Play a plan."""
    context = ssl.create_default_context(cafile=plan["authority"])
    where = (plan["host"], plan["port"], context)
    watchers = [Seen() for _ in range(plan["watching"])]
    tasks = []
    for number, seen in enumerate(watchers):
        connection = Connection(*where, f"127.0.2.{number + 1}")
        await connection.open()
        tasks.append(asyncio.create_task(watch(connection, seen)))
        if number % GROUP == GROUP - 1:
            await asyncio.sleep(PAUSE)
    phones, proofs = [], []
    for number, said in enumerate(plan["phones"]):
        connection = Connection(*where, f"127.0.1.{number + 1}")
        await connection.open()
        phones.append(Phone(connection, said, plan))
        proofs.append(await phones[-1].sign_in())
    acts = await asyncio.gather(*(work(phone, plan["acts"], plan["every"]) for phone in phones))
    await asyncio.sleep(1)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    done = sorted((record, begun, ended) for each in acts for begun, ended, record in each)
    return {
        "proof_ms": [each * 1000 for each in proofs],
        "act_ms": [(ended - begun) * 1000 for _, begun, ended in done],
        "seen_ms": [each * 1000 for seen in watchers for each in delays(done, seen)],
    }


async def work(phone: Phone, acts: int, every: float) -> list[tuple[float, float, int]]:
    """Let one phone act so many times, about so often."""
    chance = random.Random(phone.said["device"])  # noqa: S311 - no secret
    await asyncio.sleep(chance.uniform(0, every))
    found = []
    for _ in range(acts):
        found.append(await phone.act())
        await asyncio.sleep(chance.uniform(0.5 * every, 1.5 * every))
    return found


def delays(done: list[tuple[int, float, float]], seen: Seen) -> list[float]:
    """Return for each act how long after its answer, which is after its commit, a watcher knew of it."""
    found, place = [], 0
    for record, _, ended in done:
        while place < len(seen.at) and seen.at[place][0] < record:
            place += 1
        if place == len(seen.at):
            raise SystemExit(f"a watcher never saw record {record}")
        found.append(max(0.0, seen.at[place][1] - ended))
    return found


if __name__ == "__main__":
    print(json.dumps(asyncio.run(play(json.loads(Path(sys.argv[1]).read_text())))))
