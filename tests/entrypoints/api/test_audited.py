"""A data directory that was written over HTTP: whole for the auditor, with every signature of a phone in it."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx

from showsafe import bootstrap
from showsafe.adapters.clock import FixedClock
from showsafe.adapters.settings_file import UnitSettings
from showsafe.ledger import record
from showsafe.ledger.verify import verify
from tests.application.units import Node
from tests.entrypoints.api.pictures import jpeg
from tests.entrypoints.api.sets import UNIT, Phone, answering, b64
from tests.evidence.tools import bundle
from tests.evidence.tools import node as node_checks
from tests.simulator import MORNING, PEOPLE

PERSONAL: dict[str, Any] = {"person": "stunt", "roles": ["stunt"], "age": 29, "name": "Sam Field"}


def _with_a_photo(phone: Phone) -> httpx.Response:
    photo = jpeg()
    fell = {"weapon": "revolver", "photos": [hashlib.sha256(photo).hexdigest()]}
    said = phone.saying("drop", "armorer", door="report", **fell)
    return phone.post("reports", {**said, "photos": [b64(photo)]})


def test_what_phones_said_over_http_holds(tmp_path: Path) -> None:
    """Eight phones act at the same moment, each twice; each act is there once, and the audit finds nothing wrong."""
    clock = FixedClock(MORNING)
    unit_path = tmp_path / "unit"
    bootstrap.create_unit(unit_path, UnitSettings(UNIT, "common"), clock)
    with bootstrap.open_unit(unit_path, clock, stays=True) as unit:
        node = Node(unit, unit.store, clock)  # type: ignore[arg-type] # any store will do
        for name, person in PEOPLE.items():
            node.ask("enrol", "producer", person=name, **person)
        node.ask("register", weapon="revolver", **{"class": "live-capable", "capacity": 6})
        with answering(node, bootstrap.badges_of(unit, unit_path)) as served:
            phones = [served.phone(f"phone-{number}", seed=10 + number) for number in range(8)]
            for phone in phones:
                assert phone.sign_in("armorer").status_code == 200
            said = [phone.saying("check", "armorer", weapon="revolver", seen=6, of=6) for phone in phones]
            with ThreadPoolExecutor(16) as pool:
                twice = [(phone, body) for phone, body in zip(phones, said, strict=True) for _ in range(2)]
                answers = list(pool.map(lambda one: one[0].post("asks", one[1]), twice))
            assert {answer.status_code for answer in answers} == {200}
            assert len({answer.json()["record"] for answer in answers}) == len(phones)
            together = phones[0].together(
                "check", "armorer", "assistant", {"seen": 6}, weapon="revolver", seen=6, of=6
            )
            assert {together.status_code, _with_a_photo(phones[0]).status_code} == {200}
            phones[0].sign_in("producer")
            assert phones[0].ask("enrol", "producer", **PERSONAL).json()["outcome"] == "permit"
            assert phones[0].ask("erase", "producer", person="stunt").json()["outcome"] == "permit"
        bodies = [record.read(entry.raw).body for entry in unit.store.entries()]
    assert sum("asked" in body for body in bodies) == len(phones) + 4
    assert sum("second" in body for body in bodies) == 1
    report = verify(unit_path)
    assert report.ok, [step.fault for step in report.steps if step.fault]
    handed_on = bundle(unit_path, tmp_path / "all.zip", "--all")
    assert verify(handed_on).ok
    assert node_checks(tmp_path, handed_on).failed == []
