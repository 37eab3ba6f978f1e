"""A set that is served, in this process, and the phones and the television on it.

A test says what was done before at once (``stage.ask``, ``stage.report``), or over the API (``stage.hand``), and works
the screens with ``stage.phone("ann")``. Time goes by itself and can be moved (``stage.pass_time``).
"""

from __future__ import annotations

import os
import ssl
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import httpx
from playwright.sync_api import Browser

from showsafe import bootstrap
from showsafe.adapters import case_directory
from showsafe.adapters.certificates import context, modes, place
from showsafe.adapters.certificates.hosts import LOOPBACK, unit_name
from showsafe.application.access.desk import Desk
from showsafe.application.along import Along
from showsafe.application.parse import act_from
from showsafe.application.unit import SET, Answer, Unit
from showsafe.domain.state import State
from showsafe.entrypoints.demo_set import UNIT
from showsafe.entrypoints.http import static
from showsafe.entrypoints.http.api.cases.held import Cases
from showsafe.entrypoints.http.api.shelf import Shelf
from showsafe.entrypoints.http.listening import listening
from showsafe.entrypoints.http.process import Process, Way
from showsafe.ledger import record as records
from showsafe.ledger.keys import DeviceKey
from tests.adapters.certificates.set_up import pem_of
from tests.application.units import Node
from tests.browser import phones
from tests.browser.phones import Phone
from tests.browser.scene import Scene, SetClock
from tests.entrypoints.api import sets
from tests.entrypoints.serves import HERE, WAIT, running

BUILT = "SHOWSAFE_BUILT_WEB"
"""Names another folder with a built app, while somebody builds anew in the usual one."""

SHARED = "cart"

WHILE = 300.0
"""For so many seconds a session lasts for certain: looking is nobody's act, and keeps none alive."""


@cache
def _files() -> dict[str, static.File]:
    """Return the built app, read once for a worker."""
    found = static.files_of(Path(os.environ.get(BUILT) or static.WEB))
    assert found, "The web app is not built. Run: make setup"
    return found


@dataclass(slots=True)
class Stage:
    """One served unit, and who came to it."""

    scene: Scene
    browser: Browser
    unit: Unit
    process: Process
    clock: SetClock
    secure: bool
    phones: list[Phone] = field(default_factory=list)
    hands: list[sets.Phone] = field(default_factory=list)
    _count: int = 0
    _visitors: dict[str, tuple[float, Phone]] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Where it is served, without a slash at the end."""
        port = self.process.port
        return f"https://{HERE}:{port}" if self.secure else f"http://{unit_name(UNIT)}:{port}"

    @property
    def state(self) -> State:
        """What the records say of the set."""
        return self.unit.state(SET)

    @property
    def record(self) -> int:
        """How many records there are."""
        return self.unit.store.size()

    def bodies(self, after: int) -> list[dict[str, Any]]:
        """Return what the records after one say, in order."""
        entries = self.unit.store.entries(after + 1, self.record)
        return [records.read(entry.raw).body for entry in entries]

    def kinds(self, after: int) -> list[str]:
        """Return of what kind the records after one are, in order."""
        return [str(body["kind"]) for body in self.bodies(after)]

    def pass_time(self, seconds: float) -> None:
        """Let time pass at once, at the node and on every phone that has a clock of its own (``clock=True``)."""
        self.clock.advance(seconds)
        for phone in self.phones:
            if phone.has_clock:
                phone.context.clock.fast_forward(int(seconds * 1000))

    # What happened before: straight to the unit, with no signature and no second person's own word.

    def ask(self, kind: str, by: str, /, outcome: str = "permit", **keys: Any) -> Answer:  # noqa: ANN401
        """Ask for something, which has to be permitted unless said otherwise."""
        return self._say("ask", kind, by, outcome, keys)

    def report(self, kind: str, by: str, /, outcome: str = "record", **keys: Any) -> Answer:  # noqa: ANN401
        """Report something."""
        return self._say("report", kind, by, outcome, keys)

    def check(self, weapon: str, by: str = "ann", witness: str = "bob", **keys: Any) -> Answer:  # noqa: ANN401
        """Have two people look into a weapon, every chamber of it, and find nothing unless said otherwise."""
        capacity = self.state.weapons[weapon].capacity
        counts = {"seen": capacity, "of": capacity, "witness_seen": capacity} if capacity else {}
        bore = {"bore": True} if capacity else {}
        return self.ask(
            "check", by, weapon=weapon, witness=witness, **{"found": (), **counts, **bore, **keys}
        )

    def _say(
        self, door: str, kind: str, by: str, outcome: str, keys: dict[str, Any], along: Along | None = None
    ) -> Answer:
        self._count += 1
        said = {key.removesuffix("_"): value for key, value in keys.items()}
        act = act_from(kind, said, act_id=f"scene-{self._count}", by=by, at=self.clock.now())
        answer = (self.unit.ask if door == "ask" else self.unit.report)(act, SET, along or Along())
        found = [f"{each.says} {each.next}" for each in answer.findings]
        assert answer.outcome == outcome, (kind, keys, answer.outcome, found)
        self.process.changed()
        return answer

    def enrolled(self, name: str, owner: str = "") -> DeviceKey:
        """Return the key of a device, which is on record: it need not be shown a code first."""
        key = DeviceKey(sha256(name.encode()).digest())
        if key.id not in self.state.keys:
            said = {"key": sets.b64(key.public), "of": f"device:{name}" + (f"@{owner}" if owner else "")}
            self._say(
                "ask", "enrol-key", "moe", "permit", {**said, "witness": "sue"}, Along(cosigners=(key,))
            )
        return key

    # Who is there.

    def phone(
        self,
        person: str = "",
        *,
        own: bool = True,
        width: int = 360,
        height: int = 740,
        signed_in: bool = True,
        clock: bool = False,
        **options: Any,  # noqa: ANN401 - as Browser.new_context takes them
    ) -> Phone:
        """Return a phone that is enrolled, with somebody signed in by badge and PIN; nobody where no name is said.

        ``own`` is their own one, else it is the shared one of the cart. ``clock`` gives it a clock that
        ``pass_time`` moves. ``options`` go to the browser, as ``color_scheme="dark"`` or ``locale="es-MX"``.
        """
        owner = person if own else ""
        name = f"phone-{person}" if owner else SHARED
        view = {"width": width, "height": height}
        phone = phones.opened(self, name, {"viewport": view, **phones.TOUCH, **options}, clock=clock)
        self.phones.append(phone)
        phone.bring_in(self.enrolled(name, owner))
        if person and signed_in:
            phone.sign_in(person)
        return phone

    def visitor(self, person: str, **options: Any) -> Phone:  # noqa: ANN401 - as ``phone`` takes them
        """Return the phone of somebody who only looks: the same one again, as it was when it came."""
        wanted = f"{person} {sorted(options.items())}"
        since, phone = self._visitors.get(wanted) or (time.monotonic(), self.phone(person, **options))
        phone.page.evaluate("delete localStorage.language, delete localStorage.theme")
        if person and time.monotonic() - since > WHILE:
            phone.sign_in(person)
            since = time.monotonic()
        self._visitors[wanted] = since, phone
        return phone

    def stranger(self, *, width: int = 360, height: int = 740, clock: bool = False, **options: Any) -> Phone:  # noqa: ANN401
        """Return a phone that was never here: it has no key, and nobody is signed in."""
        view = {"width": width, "height": height}
        phone = phones.opened(self, "stranger", {"viewport": view, **phones.TOUCH, **options}, clock=clock)
        self.phones.append(phone)
        return phone

    def television(self, **options: Any) -> Phone:  # noqa: ANN401
        """Return a television with the board, at which nobody is signed in."""
        view = {"width": 1920, "height": 1080}
        shown = phones.opened(self, "television", {"viewport": view, **options}, clock=False)
        self.phones.append(shown)
        shown.goto("/")
        return shown

    def hand(self, person: str) -> sets.Phone:
        """Return a device of somebody's that needs no screen: it says acts over the API, signed, as a phone does."""
        name = f"tablet-{person}"
        key = self.enrolled(name)
        node = cast("Node", SimpleNamespace(clock=self.clock))
        desk = cast("Desk", None)
        known = sets.Served(node, desk, self.url, self.scene.badges, unit=UNIT, pins=self.scene.pins)
        url = f"{self.url.partition(':')[0]}://{HERE}:{self.process.port}"
        made = sets.Phone(
            known, key, httpx.Client(base_url=url, timeout=WAIT, verify=self.trusting() or True)
        )
        self.hands.append(made)
        assert made.sign_in(person).status_code == 200
        return made

    def trusting(self) -> ssl.SSLContext | None:
        """Return what a client goes by that joined; None over plain HTTP."""
        authority = place.of(self.scene.data)[0].authority()
        if not self.secure or authority is None:
            return None
        return ssl.create_default_context(cadata=pem_of(authority))

    def close(self) -> None:
        """Switch everything off that came to it."""
        for phone in self.phones:
            phone.close()
        for hand in self.hands:
            hand.close()

    @property
    def complaints(self) -> list[str]:
        """What went wrong in any page: errors that nobody caught, and what the policy of the pages refused."""
        return [each for phone in self.phones for each in phone.complaints]


@contextmanager
def served(
    scene: Scene, folder: Path, browser: Browser, *, tls: bool = True, cases: bool = False
) -> Iterator[Stage]:
    """Serve a copy of the scene, with its ``cases`` where it has some; at the end no page may have complained."""
    here = scene.copied(folder)
    clock, where = SetClock(), place.of(here.data)[0]
    with ExitStack() as stack:
        unit = stack.enter_context(bootstrap.open_unit(here.data, clock, stays=True))
        present = lambda: LOOPBACK  # noqa: E731 - a name for what is passed twice
        mode, serving = context.serving(where, modes.CA if tls else modes.OFF, clock.now(), present)
        at = stack.enter_context(listening(HERE, 0))
        way = Way(unit=UNIT, place=where, mode=mode, tls=serving, present=present, clock=clock, only=HERE)
        desk = Desk(unit, bootstrap.badges_of(unit, here.data))
        held = stack.enter_context(Cases(case_directory.folder_of(here.data) if cases else None, clock))
        process = Process(desk, way, at, files=_files(), cases=held, shelf=Shelf(here.data, clock))
        stack.enter_context(running(process))
        stage = Stage(here, browser, unit, process, clock, secure=tls)
        try:
            yield stage
        finally:
            stage.close()
    assert not stage.complaints, stage.complaints
