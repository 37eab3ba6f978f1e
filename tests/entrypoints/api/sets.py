"""A set that is served, and the phones on it: each has a key of its own and signs as a phone does."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import httpx
from litestar import Litestar

from showsafe.adapters.clock import FixedClock
from showsafe.application.access.badges import Badges
from showsafe.application.access.desk import Desk
from showsafe.application.along import Along
from showsafe.domain.acts import KINDS
from showsafe.entrypoints.http import witness as http_witness
from showsafe.entrypoints.http.api import node as of
from showsafe.entrypoints.http.api.app import node_of, routes_of
from showsafe.entrypoints.http.api.app import served as api_of
from showsafe.entrypoints.http.api.cases.held import Cases
from showsafe.entrypoints.http.api.front import Config
from showsafe.entrypoints.http.api.limits import Rate, Rates
from showsafe.entrypoints.http.api.serve import server
from showsafe.entrypoints.http.api.shelf import Shelf
from showsafe.ledger.keys import DeviceKey
from tests.application.units import Node, a_node

UNIT = "north-ridge"
PIN = "4071"
PLAIN = Config(secure=False, rates=Rates(proof=Rate(1000, 1000.0)))
"""As over plain HTTP; whoever signs in again and again is a test, and a quick machine is no attack."""
PEOPLE = ("producer", "armorer", "prop-master", "assistant", "safety", "first-ad", "performer", "grip")
PERSONAL = ("name", "contact", "age", "credentials", "papers", "prohibited")


def b64(data: bytes) -> str:
    """Return base64 text."""
    return base64.b64encode(data).decode()


def canonical(value: object) -> bytes:
    """Return JSON in its one form, made without the product."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def pae(kind: bytes, content: bytes) -> bytes:
    """Return what is signed of a content of a type."""
    return b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(content), content)


@dataclass
class Served:
    """A unit, its desk, where it is served, and everybody's badge; ``pins`` where not all have the same."""

    node: Node
    desk: Desk
    url: str
    badges: dict[str, str] = field(default_factory=dict)
    phones: list[Phone] = field(default_factory=list)
    unit: str = UNIT
    pins: dict[str, str] = field(default_factory=dict)

    @property
    def clock(self) -> FixedClock:
        """The clock of the node."""
        return self.node.clock

    def pin(self, person: str) -> str:
        """Return somebody's PIN."""
        return self.pins.get(person, PIN)

    def phone(self, name: str = "cart", owner: str = "", seed: int = 7) -> Phone:
        """Return a phone whose key is enrolled."""
        key = DeviceKey(bytes(range(seed, seed + 32)))
        of = f"device:{name}" + (f"@{owner}" if owner else "")
        if key.id not in self.node.state.keys:
            act = self.node.act("enrol-key", "producer", key=b64(key.public), of=of, witness="safety")
            assert self.node.unit.ask(act, along=Along(cosigners=(key,))).outcome == "permit"
        self.phones.append(Phone(self, key, httpx.Client(base_url=self.url, timeout=30)))
        return self.phones[-1]


@dataclass
class Phone:
    """A phone on the set."""

    served: Served
    key: DeviceKey
    http: httpx.Client
    token: str = ""
    count: int = 0

    def close(self) -> None:
        """Switch it off."""
        self.http.close()

    @property
    def headers(self) -> dict[str, str]:
        """What the page of the node sends beside the cookie."""
        return {"X-Showsafe-Token": self.token} if self.token else {}

    def post(self, path: str, body: object = None, **headers: str) -> httpx.Response:
        """Send JSON."""
        return self.http.post(f"/api/v1/{path}", json=body, headers={**self.headers, **headers})

    def get(self, path: str, **headers: str) -> httpx.Response:
        """Look at something."""
        return self.http.get(path if path.startswith("/") else f"/api/v1/{path}", headers=headers)

    def challenge(self) -> str:
        """Return a text to sign."""
        return str(self.http.post("/api/v1/session/challenge").json()["challenge"])

    def signing_in(self, person: str, pin: str = "", **changes: str) -> dict[str, str]:
        """Return what signing in sends."""
        challenge = changes.get("challenge") or self.challenge()
        said = {
            "challenge": challenge,
            "device": self.key.id,
            "format": "showsafe-session/1",
            "unit": self.served.unit,
        }
        signature = b64(self.key.sign(pae(b"application/vnd.showsafe.session+json", canonical(said))))
        badge = self.served.badges.get(person, "")
        body = {
            "badge": badge,
            "pin": pin or self.served.pin(person),
            "device": self.key.id,
            "challenge": challenge,
            "signature": signature,
        }
        return {**body, **changes}

    def sign_in(self, person: str, pin: str = "", **changes: str) -> httpx.Response:
        """Sign somebody in."""
        self.token = ""
        self.http.cookies.clear()
        answer = self.http.post("/api/v1/session", json=self.signing_in(person, pin, **changes))
        if answer.status_code == 200:
            self.token = answer.json()["token"]
        return answer

    def saying(self, kind: str, by: str, /, *, door: str = "ask", **keys: Any) -> dict[str, Any]:  # noqa: ANN401
        """Return an act as a phone sends it, signed; ``at`` is the phone's own clock, ``signed`` what it signs else."""
        self.count += 1
        said = {key.removesuffix("_"): value for key, value in keys.items()}
        at: datetime = said.pop("at", self.served.clock.now())
        act_id = said.pop("act_id", f"{self.key.id[:6]}-{self.count}")
        nonce = bytes((self.count % 256,)) * 32
        act = {
            key: self._sealed(nonce, act_id, key, value) if kind == "enrol" else value
            for key, value in said.items()
        }
        claimed = at.replace(tzinfo=None).isoformat() + "Z"
        statement = {
            "act": act,
            "act_id": act_id,
            "by": by,
            "claimed_at": claimed,
            "device": self.key.id,
            "door": door,
            "format": "showsafe-act/1",
            "kind": KINDS[kind].event,
            "scope": "set",
            "unit": self.served.unit,
        }
        signature = b64(self.key.sign(pae(b"application/vnd.showsafe.act+json", canonical(statement))))
        return {
            "kind": kind,
            "act_id": act_id,
            "by": by,
            "claimed_at": claimed,
            "keys": said,
            "device": self.key.id,
            "signature": signature,
            **({"nonce": b64(nonce)} if kind == "enrol" else {}),
        }

    def look(self, kind: str, by: str, /, thing: str = "revolver", **keys: Any) -> Looked:  # noqa: ANN401
        """Ask for a second person, for an act with these keys of the first; their numbers are committed to."""
        self.count += 1
        act_id = keys.pop("act_id", f"{self.key.id[:6]}-{self.count}")
        nonce = bytes((self.count % 256,)) * 32
        own = firsts({key.removesuffix("_"): value for key, value in keys.items()})
        commitment = hashlib.sha256(b"showsafe-look/1\n" + nonce + canonical(own)).hexdigest()
        said: dict[str, Any] = {
            "act_id": act_id,
            "kind": kind,
            "thing": thing,
            "device": self.key.id,
            "commitment": commitment,
        }
        if "pile" in own:
            said["pile"] = own["pile"]
        if kind not in COUNTED:
            said |= {"look_nonce": b64(nonce), "keys": own}
        answer = self.post("looks", said)
        return Looked(said, by, keys, b64(nonce), answer)

    def second(
        self,
        looked: Looked,
        by: str,
        says: dict[str, Any] | None = None,
        **changes: Any,  # noqa: ANN401
    ) -> httpx.Response:
        """Say the word of a second person on this phone, with badge and PIN where ``by`` is not signed in here."""
        claimed = self.served.clock.now().replace(tzinfo=None).isoformat() + "Z"
        statement = {
            "act_id": looked.said["act_id"],
            "by": looked.by,
            "claimed_at": claimed,
            "device": self.key.id,
            "format": "showsafe-second/1",
            "kind": looked.said["kind"],
            "says": says or {},
            "second": by,
            "thing": looked.said["thing"],
            "unit": self.served.unit,
        }
        signature = b64(self.key.sign(pae(b"application/vnd.showsafe.second+json", canonical(statement))))
        shown = {"badge": self.served.badges.get(by, ""), "pin": self.served.pin(by)}
        body = {"device": self.key.id, "by": by, "claimed_at": claimed, "says": says or {}}
        sent = {**body, "signature": signature, **shown, **changes}
        return self.post(f"looks/{looked.said['act_id']}/second", sent)

    def done(self, looked: Looked, /, door: str = "ask", **seconds: Any) -> httpx.Response:  # noqa: ANN401
        """Send the act of a look, with what the second person said in it."""
        keys = {**looked.keys, **seconds, "act_id": looked.said["act_id"]}
        said = self.saying(looked.said["kind"], looked.by, door=door, **keys)
        return self.post("asks" if door == "ask" else "reports", {**said, "look_nonce": looked.nonce})

    def together(
        self,
        kind: str,
        by: str,
        second: str,
        /,
        says: dict[str, Any] | None = None,
        **keys: Any,  # noqa: ANN401
    ) -> httpx.Response:
        """Do all of it: ask for a second person, who says it here after five seconds; then ask for the act."""
        looked = self.look(kind, by, **keys)
        assert looked.answer.status_code == 200, looked.answer.text
        self.served.clock.advance(5)
        word = self.second(looked, second, says)
        assert word.status_code == 200, word.text
        seen = {"witness_seen": says["seen"]} if kind == "check" and says else {}
        return self.done(looked, witness=second, **seen)

    @staticmethod
    def _sealed(nonce: bytes, act_id: str, key: str, value: object) -> object:
        if key not in PERSONAL:
            return value
        salt = hashlib.sha256(b"showsafe-salt/1\n" + nonce + f"\n{act_id}\n{key}".encode()).digest()
        return {"sealed": hashlib.sha256(b"showsafe-commitment/1\n" + salt + canonical(value)).hexdigest()}

    def ask(self, kind: str, by: str, /, **keys: Any) -> httpx.Response:  # noqa: ANN401
        """Ask for an act."""
        return self.post("asks", self.saying(kind, by, **keys))

    def report(self, kind: str, by: str, /, **keys: Any) -> httpx.Response:  # noqa: ANN401
        """Report an act."""
        return self.post("reports", self.saying(kind, by, door="report", **keys))


@dataclass(frozen=True)
class Looked:
    """A look that a phone opened: what it sent, who for, the first one's keys, the nonce, and the answer."""

    said: dict[str, Any]
    by: str
    keys: dict[str, Any]
    nonce: str
    answer: httpx.Response

    @property
    def asks(self) -> list[str]:
        """What the second person is asked."""
        return list(self.answer.json()["asks"])


COUNTED = ("check", "load", "unload", "cycle", "recount")
SECONDS = ("witness", "witness_seen", "sight", "countersigned_by", "reviewed_by")


def firsts(value: Any) -> Any:  # noqa: ANN401 - keys of an act, at any depth
    """Return what is the first person's own of the keys of an act."""
    if isinstance(value, dict):
        return {key: firsts(each) for key, each in value.items() if key not in SECONDS}
    return [firsts(each) for each in value] if isinstance(value, list) else value


@cache
def _issued() -> tuple[bytes, dict[str, str]]:
    """Return what is kept of everybody's badge, and the badges: given once, since each PIN takes its time to hash."""
    kept = [b""]
    badges = Badges(b"", lambda content, _: kept.append(content))
    given = {person: badges.issue(person, PIN, "producer") for person in PEOPLE}
    return kept[-1], given


_FREE: list[Callable[[of.Node], Litestar]] = []
"""Routes that no node uses now: making them takes longer than most tests."""


def _routes() -> Callable[[of.Node], Litestar]:
    """Return what gives the routes of a node: those of one that has ended, if there are some."""
    made: list[Litestar] = []

    def routes(node: of.Node) -> Litestar:
        if not made:
            made.append(routes_of(node))
        made[0].state.node = node
        return made[0]

    return _FREE.pop() if _FREE else routes


@contextmanager
def serving(
    config: Config = PLAIN, beat: float = 15.0, cases: Cases | None = None, shelf: Shelf | None = None
) -> Iterator[Served]:
    """Serve an ordinary morning in memory, everybody with a badge and the same PIN, cases and books beside it."""
    content, given = _issued()
    badges = Badges(content, lambda _, __: None)
    with answering(a_node(), badges, config, beat, given, cases=cases, shelf=shelf) as served:
        yield served


@contextmanager
def answering(
    node: Node,
    badges: Badges,
    config: Config = PLAIN,
    beat: float = 15.0,
    given: Mapping[str, str] | None = None,
    *,
    cases: Cases | None = None,
    shelf: Shelf | None = None,
) -> Iterator[Served]:
    """Serve a unit, everybody with a badge and the same PIN; ``given`` are the badges where they were given before."""
    desk = Desk(node.unit, badges)
    listening = http_witness.listen("127.0.0.1", 0)
    routes = _routes()
    running = server(api_of(node_of(desk, config, beat, cases, shelf), routes=routes))
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]})
    thread.start()
    served = Served(node, desk, http_witness.url_of(listening))
    try:
        served.badges = dict(given or {person: badges.issue(person, PIN, "producer") for person in PEOPLE})
        yield served
    finally:
        for phone in served.phones:
            phone.close()
        running.should_exit = True
        thread.join(20)
        listening.close()
        assert not thread.is_alive()
    _FREE.append(routes)


HOURS = timedelta(hours=1)
