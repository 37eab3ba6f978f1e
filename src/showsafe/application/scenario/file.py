"""A scenario file: one day told in words, read strictly. Bad files are wrong input, with line and key.

The format is that of ``docs/formats/scenario.md``.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from showsafe.application import keys, text
from showsafe.application.parse import act_from, kind_of
from showsafe.domain import words
from showsafe.domain.acts import Act
from showsafe.domain.events import HOLD, PERMIT, RECORD, REFUSE
from showsafe.errors import WrongInput

DOORS = ("ask", "report", "both")
EXPECTED = (PERMIT, HOLD, REFUSE, RECORD)
REQUIRED = ("id", "title", "profile", "date", "sources", "status", "given", "step")
HEAD = (
    *REQUIRED,
    "people",
    "weapons",
    "lots",
    "containers",
    "utc_offset",
    "date_nominal",
    "twin_of",
    "wrong",
    "notes",
)
STEP_REQUIRED = ("n", "at", "by", "act", "expect", "text")
STEP_OWN = (
    *STEP_REQUIRED,
    "door",
    "gates",
    "only",
    "deviation",
    "certainty",
    "variant",
    "date_nominal",
    "catalogue",
)
GIVEN = [
    "meeting",
    "plan",
    "proven",
    "locked",
    "checked",
    "risk_assessment",
    "compliance_contact",
    "permission",
    "first_aid",
    "instructed",
    "out",
    "meetings",
    "plans",
    "day_open",
]

PERSON = ("roles", "duties", "credentials", "instructed", "age", "prohibited", "papers")
WEAPON = [
    "class",
    "action",
    "calibre",
    "capacity",
    "serial",
    "maker",
    "model",
    "owner",
    "takes",
    "certificates",
    "modified",
    "enrolled",
]
LOT = ("kind", "load", "calibre", "closure", "count", "state", "supplier", "maker")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a day, with what is expected of the rules."""

    n: int
    act: Act
    door: str
    expect: str
    gates: tuple[str, ...]
    only: bool
    deviation: bool | None
    text: str
    variant: str
    harm: bool
    certainty: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A whole day: who and what is there, what is true before the first step, and the steps."""

    id: str
    title: str
    profile: str
    date: date
    offset_minutes: int
    sources: tuple[str, ...]
    status: str
    people: Mapping[str, Mapping[str, Any]]
    weapons: Mapping[str, Mapping[str, Any]]
    lots: Mapping[str, Mapping[str, Any]]
    containers: Mapping[str, Mapping[str, Any]]
    given: Mapping[str, Any]
    steps: tuple[Step, ...]

    @property
    def begins(self) -> datetime:
        """When what is given holds: at the first step, or at midnight of the date where there is none."""
        if self.steps:
            return self.steps[0].act.at
        midnight = datetime(self.date.year, self.date.month, self.date.day, tzinfo=UTC)
        return midnight - timedelta(minutes=self.offset_minutes)


class _Reading:
    """Reads one file; knows the lines, so that an error can say where."""

    def __init__(self, name: str, source: str) -> None:
        self.name = name
        self.lines = source.split("\n")
        self.step_lines = [
            i + 1 for i, line in enumerate(self.lines) if re.match(r"\s*\[\[\s*step\s*\]\]", line)
        ]

    def wrong(self, key: str, error: WrongInput, first: int = 1, last: int | None = None) -> WrongInput:
        """Return an error with the file, the line of a key, and the key."""
        line = self.line_of(key, first, last)
        return WrongInput(error.code, f"{self.name}, line {line}, {key}: {error.says}", error.now)

    def line_of(self, key: str, first: int, last: int | None) -> int:
        """Return the line on which a key stands, from a line on; the first line where it does not."""
        pattern = re.compile(rf"^\s*(\[+\s*)?([A-Za-z_]+\.)?{re.escape(key)}\b|\b{re.escape(key)}\s*=")
        for number in range(first, (last or len(self.lines)) + 1):
            if pattern.search(self.lines[number - 1]):
                return number
        return first


def read(name: str, content: bytes) -> Scenario:
    """Return the scenario of a file's bytes.

    Raises WrongInput: ``scenario.not-utf8``, ``scenario.not-toml``, ``scenario.missing-key``, ``scenario.unknown-key``,
    ``scenario.time-runs-back``, and what is wrong with a single value (``input.*``); each with file, line and key.
    """
    source = _decoded(name, content)
    reading = _Reading(name, source)
    try:
        data = tomllib.loads(source, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise WrongInput("scenario.not-toml", f"{name} is not TOML: {error}.", "Mend that line.") from None
    _keys(reading, data, HEAD, REQUIRED)
    return _scenario(reading, data)


def _decoded(name: str, content: bytes) -> str:
    try:
        source = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise WrongInput(
            "scenario.not-utf8", f"{name}, line {line}: this is not UTF-8.", "Save the file as UTF-8."
        ) from None
    return source.replace("\r\n", "\n").removeprefix("\ufeff")


def _keys(
    reading: _Reading, table: Mapping[str, Any], known: tuple[str, ...], needed: tuple[str, ...]
) -> None:
    for key in table:
        if key not in known:
            raise reading.wrong(key, keys.unknown_key(key, known, "the file"))
    for key in needed:
        if key not in table:
            missing = WrongInput("scenario.missing-key", f"the file does not say {key}.", f"Add {key}.")
            raise reading.wrong(key, missing)


def _scenario(reading: _Reading, data: Mapping[str, Any]) -> Scenario:
    offset = _offset(reading, data.get("utc_offset", "+00:00"))
    people = _things(reading, data, "people", PERSON)
    weapons = _things(reading, data, "weapons", tuple(WEAPON))
    lots = _things(reading, data, "lots", LOT)
    containers = _things(reading, data, "containers", ("kind", "openers"))
    given = data["given"]
    if not isinstance(given, Mapping):
        raise reading.wrong("given", keys.wrong("given", "a table", "Write [given]."))
    for key in given:
        if key not in GIVEN:
            raise reading.wrong(key, keys.unknown_key(key, tuple(GIVEN), "given"))
    scenario = Scenario(
        id=_value(reading, "id", data, keys.read_name),
        title=_value(reading, "title", data, keys.read_text),
        profile=_value(reading, "profile", data, keys.read_name),
        date=_value(reading, "date", data, keys.read_date),
        offset_minutes=offset,
        sources=_value(reading, "sources", data, keys.many(keys.read_text)),
        status=_value(reading, "status", data, keys.read_text),
        people=people,
        weapons=weapons,
        lots=lots,
        containers=containers,
        given=given,
        steps=tuple(_steps(reading, data["step"], offset)),
    )
    _names_known(reading, scenario)
    return scenario


def _value(reading: _Reading, key: str, table: Mapping[str, Any], read_one: keys.Reader) -> Any:  # noqa: ANN401
    try:
        return read_one(table[key], key)
    except WrongInput as error:
        raise reading.wrong(key, error) from None


def _offset(reading: _Reading, value: Any) -> int:  # noqa: ANN401
    try:
        return keys.read_offset(value, "utc_offset")
    except WrongInput as error:
        raise reading.wrong("utc_offset", error) from None


def _things(
    reading: _Reading, data: Mapping[str, Any], group: str, known: tuple[str, ...]
) -> Mapping[str, Mapping[str, Any]]:
    tables = data.get(group, {})
    if not isinstance(tables, Mapping):
        raise reading.wrong(group, keys.wrong(group, "a group of tables", f"Write [{group}.name]."))
    for name, table in tables.items():
        line = reading.line_of(str(name), 1, None)
        try:
            text.name(str(name), f"the name of one of {group}")
            if not isinstance(table, Mapping):
                raise keys.wrong(str(name), "a table", f"Write [{group}.{name}].")
        except WrongInput as error:
            raise reading.wrong(str(name), error, line) from None
        for key, value in table.items():
            try:
                if key not in known:
                    raise keys.unknown_key(key, known, f"{group}.{name}")
                _checked(group, key, value)
            except WrongInput as error:
                raise reading.wrong(key, error, line) from None
    return tables


def _checked(group: str, key: str, value: Any) -> None:  # noqa: ANN401
    keys.KEYS[key].read(value, key)
    if key == "class" and value not in words.WEAPON_CLASSES:
        keys.one_of(words.WEAPON_CLASSES)(value, key)
    if group == "lots" and key == "kind":
        keys.one_of((*words.LOT_KINDS, "live"))(value, key)


def _steps(reading: _Reading, tables: Any, offset: int) -> Iterator[Step]:  # noqa: ANN401
    if not isinstance(tables, list):
        raise reading.wrong("step", keys.wrong("step", "a list of steps", "Write [[step]]."))
    before: datetime | None = None
    seen: set[int] = set()
    for index, table in enumerate(tables):
        first = reading.step_lines[index] if index < len(reading.step_lines) else 1
        last = reading.step_lines[index + 1] - 1 if index + 1 < len(reading.step_lines) else None
        try:
            step = _step(table, offset, first)
        except _AtKey as error:
            raise reading.wrong(error.key, error.error, first, last) from None
        if before is not None and step.act.at < before:
            back = WrongInput(
                "scenario.time-runs-back", "this step is earlier than the one before it.", "Put it in order."
            )
            raise reading.wrong("at", back, first, last)
        if step.n in seen and not step.variant:
            twice = WrongInput("scenario.number-twice", f"step {step.n} is there already.", "Number it on.")
            raise reading.wrong("n", twice, first, last)
        seen.add(step.n)
        before = step.act.at
        yield step


class _AtKey(Exception):
    def __init__(self, key: str, error: WrongInput) -> None:
        super().__init__(key)
        self.key = key
        self.error = error


def _step(table: Mapping[str, Any], offset: int, line: int) -> Step:
    for key in STEP_REQUIRED:
        if key not in table:
            raise _AtKey(
                key, WrongInput("scenario.missing-key", f"this step does not say {key}.", f"Add {key}.")
            )
    own = {key: table[key] for key in STEP_OWN if key in table}
    said = {key: value for key, value in table.items() if key not in STEP_OWN}
    harm = said.get("harm") is True
    if harm:
        del said["harm"]
    expect = _read("expect", own, keys.one_of(EXPECTED))
    door = (
        _read("door", own, keys.one_of(DOORS))
        if "door" in own
        else ("report" if expect == RECORD else "both")
    )
    return Step(
        n=_read("n", own, keys.read_count),
        act=_act(own, said, offset),
        door=door,
        expect=expect,
        gates=_read("gates", own, keys.many(keys.read_name)) if "gates" in own else (),
        only=_read("only", own, keys.read_flag) if "only" in own else False,
        deviation=_read("deviation", own, keys.read_flag) if "deviation" in own else None,
        text=_read("text", own, keys.read_text),
        variant=_read("variant", own, keys.read_label) if "variant" in own else "",
        harm=harm,
        certainty=_read("certainty", own, keys.read_text) if "certainty" in own else "",
        line=line,
    )


def _read(key: str, table: Mapping[str, Any], read_one: keys.Reader) -> Any:  # noqa: ANN401
    try:
        return read_one(table[key], key)
    except WrongInput as error:
        raise _AtKey(key, error) from None


def _act(own: Mapping[str, Any], said: Mapping[str, Any], offset: int) -> Act:
    try:
        kind = kind_of(str(own["act"])).name
    except WrongInput as error:
        raise _AtKey("act", error) from None
    by = _read("by", own, keys.read_name)
    at = _local(own["at"], offset)
    for key, value in said.items():
        if key in keys.KEYS and not (key == "of" and kind in ("confirm", "override", "answer-concern")):
            _read(key, {key: value}, keys.KEYS[key].read)
    try:
        return act_from(kind, said, act_id=f"step-{own['n']}", by=by, at=at, strict=False)
    except WrongInput as error:
        culprit = next((key for key in said if key not in keys.KEYS), next(iter(said), "act"))
        raise _AtKey(culprit, error) from None


def _local(value: Any, offset: int) -> datetime:  # noqa: ANN401
    moment = value
    if isinstance(value, str):
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            moment = None
    if not isinstance(moment, datetime):
        raise _AtKey("at", keys.wrong("at", "a time", "Write it as 2021-10-21T11:30."))
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC) - timedelta(minutes=offset)
    return moment.astimezone(UTC)


PEOPLE_KEYS = ("by", "witness", "countersigned_by", "reviewed_by", "person", "user")
PEOPLE_LISTS = ("to", "declined", "attendees", "line")


def _names_known(reading: _Reading, scenario: Scenario) -> None:
    """Every person, weapon and lot that a step names is declared in the file."""
    bounds = [*reading.step_lines, len(reading.lines) + 1]
    for index, step in enumerate(scenario.steps):
        first = bounds[index] if index < len(bounds) else 1
        last = bounds[index + 1] - 1 if index + 1 < len(bounds) else None
        for key, name, declared, what in _named(step.act, scenario):
            if name not in declared:
                near = difflib.get_close_matches(name, declared, n=1)
                meant = f"Did you mean {near[0]}?" if near else f"Declare it as [{what}.{name}]."
                unknown = WrongInput("scenario.unknown-name", f"{name} is not declared in the file.", meant)
                raise reading.wrong(key, unknown, first, last)


def _named(act: Act, scenario: Scenario) -> Iterator[tuple[str, str, Mapping[str, Any], str]]:
    if act.weapon:
        yield "weapon", act.weapon, scenario.weapons, "weapons"
    if act.lot:
        yield "lot", act.lot, scenario.lots, "lots"
    yield from ((key, name, scenario.people, "people") for key, name in _people_named(act))
    for key in ("rounds", "found"):
        for draw in getattr(act, key) or ():
            if draw.lot:
                yield key, draw.lot, scenario.lots, "lots"


def _people_named(act: Act) -> Iterator[tuple[str, str]]:
    for key in PEOPLE_KEYS:
        if getattr(act, key):
            yield key, getattr(act, key)
    for key in PEOPLE_LISTS:
        if key != "to" or act.kind not in ("consign", "return-to-owner"):
            yield from ((key, name) for name in getattr(act, key) or ())
