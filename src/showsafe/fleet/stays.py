"""The stays of a weapon in a unit: from the record by which it came to the one by which it left, and what was done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from showsafe.application.consigned import CAME
from showsafe.books.consign.state import Said
from showsafe.domain.acts import EVENTS
from showsafe.domain.events import PERMIT, RECORD, REPORT

Plain = dict[str, Any]

FIRING = ("discharge", "unplanned-discharge")
CUSTODIAN = (
    "lock",
    "unlock",
    "check",
    "load",
    "unload",
    "clear",
    "offer",
    "hand-over",
    "pass-open",
    "collect",
)
"""Acts by which somebody had it in charge, or gave or took it."""


@dataclass(slots=True)
class Stay:
    """One stay: its first and last record, when, and counts of what was done; ``last`` is 0 while it goes on.

    ``shots`` are those that somebody said at the shot; what automatics fired by difference is not among them.
    """

    first: int
    begins: str
    last: int = 0
    ends: str = ""
    checks: int = 0
    checked: tuple[int, str] = (0, "")
    loads: int = 0
    shots: int = 0
    takes: int = 0
    roles: dict[str, int] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)

    def count(
        self, kind: str, act: Mapping[str, Any], by: str, role: str, number: int, at: str, *, good: bool
    ) -> None:
        """Count what one record says that was done; a look counts where nothing stood against it."""
        if self.last and number > self.last:
            return
        if kind == "check" and good:
            self.checks, self.checked = self.checks + 1, (number, at)
        elif kind == "load":
            self.loads += 1
        elif kind == "take":
            self.takes += 1
        elif kind in FIRING:
            shots = act.get("count", 1)
            self.shots += shots if type(shots) is int and shots > 0 else 0
        if kind in CUSTODIAN:
            self.roles[role or "?"] = self.roles.get(role or "?", 0) + 1
            self.people[by] = role

    def as_json(self) -> Plain:
        """Return it as plain values; ``people`` by their ids."""
        return {
            "from": self.begins,
            "from_record": self.first,
            "to": self.ends,
            "to_record": self.last,
            "checks": self.checks,
            "last_check": {"record": self.checked[0], "at": self.checked[1]},
            "loads": self.loads,
            "takes": self.takes,
            "shots": self.shots,
            "custodians": sorted(self.roles, key=lambda role: (-self.roles[role], role)),
            "people": dict(self.people),
        }


def of_moves(moves: Iterable[Said]) -> list[Stay]:
    """Return the stays that moves of a weapon make; one that comes again while it is here goes on."""
    found: list[Stay] = []
    here = False
    for said in moves:
        step = said.step
        if step.kind == CAME and not here:
            found.append(Stay(step.number, step.at))
            here = True
        elif step.kind != CAME:
            if here:
                found[-1].last, found[-1].ends = step.number, step.at
            here = False
    return found


def happened(body: Mapping[str, Any]) -> bool:
    """Whether what a record says took place."""
    return body["door"] == REPORT or body["outcome"] in (PERMIT, RECORD) or "completes" in body


def deed_of(body: Mapping[str, Any]) -> tuple[Mapping[str, Any], str, str]:
    """Return the act that took place, its kind in the imperative, and who did it."""
    whole = body.get("completes")
    if whole is not None:
        return whole["act"], str(whole["act_kind"]), str(whole["by"])
    return body["act"], EVENTS.get(body["kind"], ""), str(body["by"])
