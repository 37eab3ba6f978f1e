"""Could the office's own log have happened under its rules? The step of its audit that knows what a role is.

The ledger's auditor knows no office: to it, any signed record is as good as another. Here every record is put to its
row again, in its place, with the roles as they stood before it: a role that somebody gave themselves, one that was
given by nobody who might, and a record of a kind that there is not are found, and the first of them is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from showsafe.application.office.kinds import KINDS, RECORDS, REFUSED, Kind, fault_of
from showsafe.application.office.roles import ADMINISTRATOR
from showsafe.application.office.words import OFFICE, RULEBOOK, SCOPE

_ANSWER = {"door": "report", "outcome": "record", "deviation": False, "version": 1}


@dataclass(slots=True)
class Told:
    """How the office stands, as its records tell it from the first."""

    roles: set[tuple[str, str, str, str]] = field(default_factory=set)
    productions: set[str] = field(default_factory=set)

    def holds(self, issuer: str, subject: str, role: str, production: str) -> bool:
        """Whether somebody holds a role."""
        return (issuer, subject, role, production) in self.roles

    def has_administrator(self, issuer: str) -> bool:
        """Whether anybody is an administrator."""
        return any(each[0] == issuer and each[2:] == (ADMINISTRATOR, OFFICE) for each in self.roles)

    def has_production(self, production: str) -> bool:
        """Whether a production was added."""
        return production in self.productions

    def add(self, body: Mapping[str, Any]) -> None:
        """Let a record change how the office stands."""
        act = body["act"]
        if body["kind"] == "role-given":
            self.roles.add((act["issuer"], act["to"], act["role"], act["production"]))
        elif body["kind"] == "role-taken":
            self.roles.discard((act["issuer"], act["to"], act["role"], act["production"]))
        elif body["kind"] == "production-added":
            self.productions.add(act["production"])


@dataclass(slots=True)
class Held:
    """What came out: how many records were held against their rows, and the first that does not fit, and why."""

    checked: int = 0
    number: int = 0
    why: str = ""
    editions: set[str] = field(default_factory=set)


def hold(records: Iterable[tuple[int, Mapping[str, Any]]]) -> Held:
    """Hold the records of the office, by number and in order, against its kinds; ends at the first that differs."""
    held, told = Held(), Told()
    for number, body in records:
        if body["scope"] != SCOPE:
            continue
        if body["rulebook"] != RULEBOOK:
            held.editions.add(str(body["rulebook"]))
            return held
        held.checked += 1
        held.why = differs(told, body)
        if held.why:
            held.number = number
            return held
        told.add(body)
    return held


def differs(told: Told, body: Mapping[str, Any]) -> str:
    """Return why a record could not have come to be where the office stood so, or nothing."""
    kind: Kind | None = RECORDS.get(body["kind"])
    if kind is None:
        return f"no record of the office is called {body['kind'][:40]}"
    fault = fault_of(KINDS[kind.name], body["act"], body["by"])
    if fault:
        return fault
    for key, value in _ANSWER.items():
        if body[key] != value:
            return f"its {key} is {body[key]!r:.40}"
    stands = kind.stands(told, body["act"], body["by"])
    if body["kind"] == kind.refused:
        return (
            "" if stands is not None and stands.code == REFUSED else "nothing stood against what it refuses"
        )
    return "" if stands is None else f"the rules of the office refuse it: {stands.says} [{stands.code}]"
