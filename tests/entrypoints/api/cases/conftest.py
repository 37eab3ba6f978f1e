"""A served set with two cases beside it: one that is being worked on, and one that none of them has access to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from showsafe.adapters.clock import FixedClock
from showsafe.casefile.case import Case
from showsafe.entrypoints.http.api.cases.held import Cases
from showsafe.entrypoints.http.api.front import csrf_of
from showsafe.ledger.keys import DeviceKey
from tests.casefile import cases
from tests.entrypoints.api.sets import PLAIN, Phone, Served, serving

WHO = {"safety": "owner", "producer": "reviewer", "first-ad": "reader", "armorer": "party"}
"""Who has access to the case, and as what; everybody else of the set has none."""

NAMES = ("Wenna Tollifax", "Bram Oddy", "Ines Quell", "Tollifax", "Quell", "Odo Marl")
"""Whom the sources of the case name."""


def desk_of(served: Served, person: str) -> Phone:
    """Return a computer at which somebody is signed in already; nobody for ""."""
    key = DeviceKey(hashlib.sha256(person.encode()).digest())
    desk = Phone(served, key, httpx.Client(base_url=served.url, timeout=30))
    served.phones.append(desk)
    if person:
        token = served.desk.sessions.begin(person, key.id, "badge-pin-own-device")
        desk.http.cookies.set(PLAIN.cookie, token)
        desk.token = csrf_of(token)
    return desk


@dataclass
class Room:
    """The served set, its case, and a phone for whoever asks."""

    served: Served
    case: Case
    other: Case
    held: Cases
    _phones: dict[str, Phone] = field(default_factory=dict)

    @property
    def clock(self) -> FixedClock:
        """The clock of the case."""
        clock = self.case.clock
        assert isinstance(clock, FixedClock)
        return clock

    def of(self, person: str) -> Phone:
        """Return the phone of somebody who is signed in; of nobody for ""."""
        if person not in self._phones:
            self._phones[person] = desk_of(self.served, person)
        return self._phones[person]

    def get(self, person: str, path: str = "", case: str = "bang", **headers: str) -> httpx.Response:
        """Look at something of a case."""
        return self.of(person).get(f"cases/{case}{path}", **headers)

    def act(
        self,
        person: str,
        kind: str,
        act_id: str = "",
        /,
        case: str = "bang",
        **keys: Any,  # noqa: ANN401 - keys of any act
    ) -> httpx.Response:
        """Do an act in a case; ``as_`` stands for the key ``as``."""
        said = {key.rstrip("_"): value for key, value in keys.items()}
        name = act_id or f"test-{next(cases.numbers)}"
        return self.of(person).post(f"cases/{case}/acts", {"kind": kind, "act_id": name, "keys": said})

    def looks(self) -> list[tuple[str, str]]:
        """Return who looked at what, in order."""
        return [(each.by, each.what) for each in self.case.state().looks]


@pytest.fixture
def room() -> Iterator[Room]:
    """Return a set that is served with its cases."""
    case, other = cases.whole(), cases.opened()
    for person, role in WHO.items():
        cases.do(case, "give-access", person=person, role=role, purpose="inquiry")
    with Cases(given={"bang": case, "elsewhere": other}) as held, serving(cases=held) as served:
        yield Room(served, case, other, held)
