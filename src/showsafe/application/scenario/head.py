"""What was on record before the first act of a day, as the head and ``[given]`` of a scenario file.

The other way round from ``given``: acts become what the file says, so that reading the file makes the same acts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from showsafe.application.parse import act_as_mapping
from showsafe.application.scenario import file
from showsafe.application.scenario.given import ARMORER, WITNESS
from showsafe.domain.acts import ANONYMOUS, MAY_BE_ANONYMOUS, Act
from showsafe.domain.named import deeds, people_named

COMMON = "common"
_OF_THE_DAY = ("plan", "meet")
_FLAGS = {"compliance-contact": "compliance_contact", "first-aid": "first_aid"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a scenario file says before its steps."""

    profile: str
    date: date
    offset_minutes: int
    groups: dict[str, dict[str, dict[str, Any]]]
    given: dict[str, Any]


@dataclass(slots=True)
class Before:
    """What is gathered from the acts before a day, in their order."""

    profile: str = COMMON
    offset_minutes: int = 0
    began: datetime | None = None
    of_the_day: datetime | None = None
    groups: dict[str, dict[str, dict[str, Any]]] = field(
        default_factory=lambda: {"people": {}, "weapons": {}, "lots": {}, "containers": {}}
    )
    given: dict[str, Any] = field(default_factory=dict)
    plans: list[dict[str, Any]] = field(default_factory=list)
    meetings: list[dict[str, Any]] = field(default_factory=list)

    def take(self, act: Act) -> bool:
        """Take one act in; False where neither the head nor ``[given]`` has a place for it."""
        take = _TAKES.get(act.kind)
        if take is None or not (act.by == ARMORER or act.kind in ("begin", "describe") or _given_too(act)):
            return False
        if act.kind in _OF_THE_DAY:
            self.of_the_day = self.of_the_day or act.at
        take(self, act)
        return True

    def head(self, acts: Sequence[Act]) -> Head:
        """Return the head of a file whose steps are these acts."""
        self._one_or_several("plan", self.plans)
        self._one_or_several("meeting", self.meetings)
        first = self.of_the_day or (acts[0].at if acts else self.began)
        if first is None:
            raise AssertionError("a day has at least one act, or a time at which it begins")
        local = first + timedelta(minutes=self.offset_minutes)
        return Head(
            profile=self.profile,
            date=local.date(),
            offset_minutes=self.offset_minutes,
            groups=self.groups,
            given=self.given,
        )

    def declare(self, acts: Iterable[Act]) -> None:
        """Declare whoever and whatever acts name and nobody described: a file names nobody that it does not know."""
        for act in acts:
            for _, name in people_named(act):
                if not (name == ANONYMOUS and act.kind in MAY_BE_ANONYMOUS):
                    self.groups["people"].setdefault(name, {})
            for each in deeds(act):
                for name in (each.weapon, *(scan.weapon for scan in each.scans)):
                    if name:
                        self.groups["weapons"].setdefault(name, {"enrolled": False})
                for name in (each.lot, *(draw.lot for draw in (*(each.rounds or ()), *(each.found or ())))):
                    if name:
                        self.groups["lots"].setdefault(name, {})

    def _one_or_several(self, key: str, tables: list[dict[str, Any]]) -> None:
        if len(tables) == 1:
            self.given[key] = tables[0]
        elif tables:
            self.given[f"{key}s"] = tables

    def begin(self, act: Act) -> None:
        """The law of the place, and where it is in time."""
        self.profile = act.profile or self.profile
        self.offset_minutes = act.offset_minutes or 0
        self.began = act.at

    def describe(self, act: Act) -> None:
        """Somebody or something, where it is locked away, or in whose hands it is."""
        said = act_as_mapping(act)
        if act.person:
            if act.person not in (ARMORER, WITNESS):
                self._tell("people", act.person, said, file.PERSON)
        elif act.weapon:
            said = {key: value for key, value in said.items() if key != "enrolled" or value is False}
            self._tell("weapons", act.weapon, said, file.WEAPON)
            if act.holder:
                self.given.setdefault("out", {})[act.weapon] = act.holder
            elif act.in_:
                self.given.setdefault("locked", {})[act.weapon] = act.in_
        elif act.lot:
            self._tell("lots", act.lot, said, file.LOT)
            if act.in_:
                self.given.setdefault("locked", {})[act.lot] = act.in_
        elif act.in_:
            self._tell("containers", act.in_, said, ("kind", "openers"))

    def _tell(self, group: str, name: str, said: dict[str, Any], known: Sequence[str]) -> None:
        table = self.groups[group].setdefault(name, {})
        table.update((key, said[key]) for key in known if key in said)

    def paper(self, act: Act) -> None:
        """A paper about the day."""
        flag = _FLAGS.get(act.sort)
        if flag is not None:
            self.given[flag] = True
        else:
            self.given.setdefault("permission", []).append(act.sort)

    def instruct(self, act: Act) -> None:
        """Who was instructed on what."""
        self.given.setdefault("instructed", {}).setdefault(act.person, []).append(act.type)

    def prove(self, act: Act) -> None:
        """How many rounds of a lot two people have proven."""
        self.given.setdefault("proven", {})[act.lot] = True if act.count is None else act.count

    def check(self, act: Act) -> None:
        """A weapon that two people have looked into."""
        self.given.setdefault("checked", []).append(act.weapon)

    def plan(self, act: Act) -> None:
        """A shot plan."""
        self.plans.append(_of_two(act))

    def meet(self, act: Act) -> None:
        """A safety meeting."""
        self.meetings.append(_of_two(act))

    def flag(self, act: Act) -> None:
        """That something is on record."""
        self.given[{"assess": "risk_assessment", "open-day": "day_open"}[act.kind]] = True


def before_of(acts: Iterable[Act]) -> tuple[Before, list[Act]]:
    """Return what the head of a file says of acts, and those that it has no place for."""
    before = Before()
    more = [act for act in acts if not before.take(act)]
    return before, more


def _given_too(act: Act) -> bool:
    """Whether an act of real people says no more than ``[given]`` does: done in full, by two of them."""
    if act.kind == "instruct":
        return act.person != act.by
    if act.kind == "record-paper":
        return act.about == "day" and (act.sort in _FLAGS or not (act.number or act.expires))
    if act.witness in ("", act.by) or act.kind == "check":
        return False
    tests = ({"primer-state", "rattle"}, {"primer-state", "crimp"})
    proven = act.count is not None and act.count == act.of and any(each <= set(act.methods) for each in tests)
    return proven if act.kind == "prove" else act.notice is None


def _of_two(act: Act) -> dict[str, Any]:
    """The table of an act whose two people are those of no day."""
    return {key: value for key, value in act_as_mapping(act).items() if key != "witness"}


_TAKES: dict[str, Callable[[Before, Act], None]] = {
    "begin": Before.begin,
    "describe": Before.describe,
    "record-paper": Before.paper,
    "instruct": Before.instruct,
    "prove": Before.prove,
    "check": Before.check,
    "plan": Before.plan,
    "meet": Before.meet,
    "assess": Before.flag,
    "open-day": Before.flag,
}
