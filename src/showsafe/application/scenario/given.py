"""What is true before the first step becomes records: reported acts through the one write path, with their two people.

The file's own word stands behind them, so they are said by two people of record, ``given-armorer`` and
``given-witness``, who take no part in the day itself. No proof exists without the record that they make.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from showsafe.application import keys
from showsafe.application.parse import act_from
from showsafe.application.scenario.day import Scenario
from showsafe.domain import layout, words
from showsafe.domain.acts import Act
from showsafe.domain.things import Weapon
from showsafe.errors import WrongInput

ARMORER = "given-armorer"
WITNESS = "given-witness"


class Given:
    """The acts that stand before the first step of one scenario."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.at: datetime = scenario.begins
        self.of_the_day = self._on_the_date()
        self.count = 0

    def _on_the_date(self) -> datetime:
        """Meeting and plan hold on the file's date, also where its first step lies on an earlier one."""
        local = self.at + timedelta(minutes=self.scenario.offset_minutes)
        day = self.scenario.date
        if local.date() >= day:
            return self.at
        midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
        return midnight - timedelta(minutes=self.scenario.offset_minutes)

    def acts(self) -> Iterator[Act]:
        """Yield them in the order in which they have to be on record."""
        yield from self._who_and_what()
        yield from self._papers()
        yield from self._ready()
        yield from self._plans_and_meetings()
        yield from self._places()

    def _act(self, act_kind: str, /, **said: Any) -> Act:  # noqa: ANN401 - values of keys
        self.count += 1
        at = self.of_the_day if act_kind in ("plan", "meet") else self.at
        said = {key.rstrip("_"): value for key, value in said.items() if value is not None}
        try:
            return act_from(act_kind, said, act_id=f"given-{self.count}", by=ARMORER, at=at, strict=False)
        except WrongInput as error:
            raise WrongInput(error.code, f"{self.scenario.id}, given: {error.says}", error.now) from None

    def _who_and_what(self) -> Iterator[Act]:
        credentials = [{"kind": kind} for kind in words.CREDENTIALS]
        yield self._act("describe", person=ARMORER, roles=["armorer"], credentials=credentials, age=40)
        yield self._act("describe", person=WITNESS, roles=["safety-advisor"], age=40)
        for name, said in self.scenario.people.items():
            yield self._act("describe", person=name, **said)
        for name, said in self.scenario.containers.items():
            yield self._act("describe", in_=name, **said)
        for name, said in self.scenario.weapons.items():
            yield self._act(
                "describe", weapon=name, **{key: value for key, value in said.items() if key != "lot"}
            )
        for name, said in self.scenario.lots.items():
            kind = "unidentified" if said.get("kind") == "live" else said.get("kind")
            yield self._act("describe", lot=name, **{**said, "kind": kind, "on_set": not self._arrives(name)})

    def _arrives(self, lot: str) -> bool:
        """Whether a lot comes on set during the file, and so is not there before."""
        given = {**self.scenario.given.get("proven", {})}
        if lot in given or lot in self._named("locked"):
            return False
        return any(
            step.act.lot == lot and step.act.kind in ("bring", "receive", "register")
            for step in self.scenario.steps
        )

    def _papers(self) -> Iterator[Act]:
        given = self.scenario.given
        if given.get("risk_assessment"):
            yield self._act("assess", witness=WITNESS)
        if given.get("compliance_contact"):
            yield self._act("record-paper", kind="compliance-contact", about="day")
        if given.get("first_aid"):
            yield self._act("record-paper", kind="first-aid", about="day")
        for kind in self._named("permission"):
            yield self._act("record-paper", kind=kind, about="day")
        for person, types in self._instructed():
            for type_ in types:
                yield self._act("instruct", person=person, type=type_)

    def _instructed(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        said = self.scenario.given.get("instructed", {})
        if isinstance(said, Mapping):
            for person, types in said.items():
                yield str(person), tuple(_listed(types))
            return
        every = tuple({_type_of(weapon) for weapon in self.scenario.weapons.values()})
        for person in _listed(said):
            yield person, tuple(sorted(every))

    def _ready(self) -> Iterator[Act]:
        for lot, count in self.scenario.given.get("proven", {}).items():
            self._known(lot, self.scenario.lots, "proven")
            kind = self.scenario.lots[lot].get("kind")
            methods = (
                ["primer-state", "rattle"]
                if kind in words.INERT_KINDS
                else ["primer-state", "crimp", "weight"]
            )
            total = (
                count
                if isinstance(count, int) and not isinstance(count, bool)
                else self.scenario.lots[lot].get("count")
            )
            yield self._act("prove", lot=lot, count=total, of=total, methods=methods, witness=WITNESS)
            yield self._act("describe", lot=lot, on_set=True)
        for name in self._named("checked"):
            self._known(name, self.scenario.weapons, "checked")
            said = self.scenario.weapons[name]
            capacity = said.get("capacity", 0) or (1 if _weapon(name, said).fires else 0)
            looked = list(layout.needed_looks(_weapon(name, said)))
            seen = capacity or None
            yield self._act(
                "check",
                weapon=name,
                seen=seen,
                of=seen,
                bore=True,
                found=[],
                looked=looked or None,
                witness=WITNESS,
            )
            yield self._act("describe", weapon=name, on_set=True, enrolled=self._enrolled(name))

    def _plans_and_meetings(self) -> Iterator[Act]:
        for plan in self._tables("plan", "plans"):
            yield self._act("plan", **{**plan, "witness": WITNESS})
        for meeting in self._tables("meeting", "meetings"):
            yield self._act("meet", **{**meeting, "witness": WITNESS})
        if self.scenario.given.get("day_open"):
            yield self._act("open-day", witness=WITNESS)

    def _tables(self, one: str, several: str) -> Iterator[Mapping[str, Any]]:
        for key in (one, several):
            said = self.scenario.given.get(key, [])
            for table in said if isinstance(said, list) else [said]:
                if not isinstance(table, Mapping):
                    raise keys.wrong(f"{key} of given", "a table", "Write it in braces.")
                yield table

    def _places(self) -> Iterator[Act]:
        for name in self._named("locked"):
            if name in self.scenario.weapons:
                where = self._container(name) or "weapon safe"
                yield self._act(
                    "describe", weapon=name, in_=where, enrolled=self._enrolled(name), witness=WITNESS
                )
            else:
                self._known(name, self.scenario.lots, "locked")
                where = self._container(name) or "ammunition safe"
                yield self._act("describe", lot=name, in_=where, witness=WITNESS)
        for weapon, person in self.scenario.given.get("out", {}).items():
            self._known(weapon, self.scenario.weapons, "out")
            self._known(str(person), self.scenario.people, "out")
            said = {"holder": str(person), "from": self._custodian(), "enrolled": self._enrolled(weapon)}
            yield self._act("describe", weapon=weapon, **said)

    def _custodian(self) -> str:
        """Whose watch something is on that is out already: the first custodian whom the file names."""
        for name, said in self.scenario.people.items():
            if set(said.get("roles", ())) & set(words.CUSTODIAN_ROLES):
                return name
        return ARMORER

    def _enrolled(self, weapon: str) -> bool:
        return self.scenario.weapons[weapon].get("enrolled", True) is not False

    def _container(self, name: str) -> str | None:
        """Where the file says that it is locked, or the declared container that it is later taken out of."""
        said = self.scenario.given.get("locked", ())
        if isinstance(said, Mapping) and isinstance(said.get(name), str):
            return str(said[name]) or None
        for step in self.scenario.steps:
            if step.act.kind == "unlock" and name in (step.act.weapon, step.act.lot):
                return step.act.in_ or None
        return None

    def _named(self, key: str) -> tuple[str, ...]:
        said = self.scenario.given.get(key, [])
        if isinstance(said, Mapping):
            return tuple(str(name) for name, value in said.items() if value)
        return tuple(_listed(said))

    def _known(self, name: str, declared: Mapping[str, Any], key: str) -> None:
        if name not in declared:
            raise WrongInput(
                "scenario.unknown-name",
                f"{self.scenario.id}, given.{key}: {name} is not declared in the file.",
                "Declare it, or mend the name.",
            )


def _listed(value: Any) -> list[str]:  # noqa: ANN401 - values from a file
    if isinstance(value, str):
        return [value]
    if not isinstance(value, (list, tuple)):
        raise keys.wrong("a list of given", "a list of names", "Write it in brackets.")
    return [str(each) for each in value]


def _weapon(name: str, said: Mapping[str, Any]) -> Weapon:
    return Weapon(
        id=name,
        class_=str(said.get("class", "live-capable")),
        action=str(said.get("action", "none")),
        capacity=int(said.get("capacity", 0)),
    )


def _type_of(said: Mapping[str, Any]) -> str:
    return _weapon("", said).type
