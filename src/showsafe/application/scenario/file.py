"""A scenario file: one day told in words, read strictly. Bad files are wrong input, with line and key.

The format is that of ``docs/formats/scenario.md``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from showsafe.application import keys, text
from showsafe.application.parse import OF_AN_ACT, act_from, kind_of, names_its_thing
from showsafe.application.scenario.day import Scenario, Step
from showsafe.application.scenario.names import check_names
from showsafe.application.scenario.reading import Reading
from showsafe.domain import words
from showsafe.domain.acts import BY_THE_NODE, OF_THE_LEDGER, Act
from showsafe.domain.events import HOLD, PERMIT, RECORD, REFUSE
from showsafe.errors import WrongInput

FIRST_YEAR, LAST_YEAR = 1800, 9000
"""Years in which a day can be told; earlier there was nothing to film or to fire on a stage with a cartridge."""

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
    "twin_value",
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
    "tag",
    "feed",
    "barrel",
    "permit_class",
    "last_service",
    "takes",
    "certificates",
    "modified",
    "enrolled",
]
LOT = ("kind", "load", "calibre", "closure", "count", "state", "supplier", "maker", "barrel", "seal")


def read(name: str, content: bytes) -> Scenario:
    """Return the scenario of a file's bytes.

    Raises WrongInput: ``scenario.not-utf8``, ``scenario.not-toml``, ``scenario.missing-key``, ``scenario.unknown-key``,
    ``scenario.time-runs-back``, and what is wrong with a single value (``input.*``); each with file, line and key.
    """
    source = _decoded(name, content)
    reading = Reading(name, source)
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
    reading: Reading, table: Mapping[str, Any], known: tuple[str, ...], needed: tuple[str, ...]
) -> None:
    for key in table:
        if key not in known:
            raise reading.wrong(key, keys.unknown_key(key, known, "the file"))
    for key in needed:
        if key not in table:
            missing = WrongInput("scenario.missing-key", f"the file does not say {key}.", f"Add {key}.")
            raise reading.wrong(key, missing)


def _scenario(reading: Reading, data: Mapping[str, Any]) -> Scenario:
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
        if key in ("proven", "out") and not isinstance(given[key], Mapping):
            raise reading.wrong(key, keys.wrong(f"{key} of given", "a table", "Write it in braces."))
    scenario = Scenario(
        id=_value(reading, "id", data, _day_id),
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
    check_names(reading, scenario)
    return scenario


def _day_id(value: Any, where: str) -> str:  # noqa: ANN401
    """Read the id of a day: it becomes part of names, so it has neither ``/`` nor ``@``, and is not the set's own."""
    name = keys.read_name(value, where)
    if "/" in name or "@" in name or name == "set":
        raise keys.wrong(where, "the id of a day", "Use letters, digits, - _ and . for it.")
    return name


def _value(reading: Reading, key: str, table: Mapping[str, Any], read_one: keys.Reader) -> Any:  # noqa: ANN401
    try:
        return read_one(table[key], key)
    except WrongInput as error:
        raise reading.wrong(key, error) from None


def _offset(reading: Reading, value: Any) -> int:  # noqa: ANN401
    try:
        return keys.read_offset(value, "utc_offset")
    except WrongInput as error:
        raise reading.wrong("utc_offset", error) from None


def _things(
    reading: Reading, data: Mapping[str, Any], group: str, known: tuple[str, ...]
) -> Mapping[str, Mapping[str, Any]]:
    tables = data.get(group, {})
    if not isinstance(tables, Mapping):
        raise reading.wrong(group, keys.wrong(group, "a group of tables", f"Write [{group}.name]."))
    for name, table in tables.items():
        line = reading.line_of(str(name), 1, None)
        try:
            # A container is named as acts name it, such as "weapon safe"; who and what there is, as a name.
            named = text.label if group == "containers" else text.name
            named(str(name), f"the name of one of {group}")
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


def _steps(reading: Reading, tables: Any, offset: int) -> Iterator[Step]:  # noqa: ANN401
    if not isinstance(tables, list):
        raise reading.wrong("step", keys.wrong("step", "a list of steps", "Write [[step]]."))
    before = common = datetime.min.replace(tzinfo=UTC)
    block = ""
    seen: set[int] = set()
    for index, table in enumerate(tables):
        first = reading.step_lines[index] if index < len(reading.step_lines) else 1
        last = reading.step_lines[index + 1] - 1 if index + 1 < len(reading.step_lines) else None
        try:
            step = _step(table, offset, first)
        except _AtKey as error:
            raise reading.wrong(error.key, error.error, first, last) from None
        if step.variant != block:
            # Two accounts may tell of the same minutes: each block follows the last step that both share.
            common = before if not block else common
            before = common if step.variant else before
            block = step.variant
        if step.act.at < before:
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


def _step(table: Any, offset: int, line: int) -> Step:  # noqa: ANN401
    if not isinstance(table, Mapping):
        raise _AtKey("step", keys.wrong("step", "a table", "Write [[step]] and its keys below it."))
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


def _by_a_person(kind: str) -> None:
    if kind in BY_THE_NODE:
        now = "Say it in the head of the file, or as given."
        raise WrongInput("input.unknown-act", f"The act {kind} is recorded by the program alone.", now)
    if kind in OF_THE_LEDGER:
        now = "Ask it of the unit itself."
        raise WrongInput(
            "input.unknown-act", f"The act {kind} is about a ledger, and a told day has none.", now
        )


def _act(own: Mapping[str, Any], said: Mapping[str, Any], offset: int) -> Act:
    try:
        kind = kind_of(str(own["act"])).name
        _by_a_person(kind)
    except WrongInput as error:
        raise _AtKey("act", error) from None
    by = _read("by", own, keys.read_name)
    at = _local(own["at"], offset)
    for key, value in said.items():
        if key in keys.KEYS and not (key == "of" and kind in OF_AN_ACT):
            _read(key, {key: value}, keys.KEYS[key].read)
    try:
        act = act_from(kind, said, act_id=f"step-{own['n']}", by=by, at=at, strict=False)
        names_its_thing(act)
    except WrongInput as error:
        culprit = next((key for key in said if key not in keys.KEYS), next(iter(said), "act"))
        raise _AtKey(culprit, error) from None
    return act


def _local(value: Any, offset: int) -> datetime:  # noqa: ANN401
    moment = value
    if isinstance(value, str):
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            moment = None
    if not isinstance(moment, datetime):
        raise _AtKey("at", keys.wrong("at", "a time", "Write it as 2021-10-21T11:30."))
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise _AtKey("at", keys.wrong("at", "a time of any set", "Write it as 2021-10-21T11:30."))
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC) - timedelta(minutes=offset)
    return moment.astimezone(UTC)
