"""What one log says of one weapon: how it came and left, what went wrong with it, what it is, and its papers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from showsafe.application.consigned import LEFT, OWNER
from showsafe.application.naming import deeds, field_forms, names, value_forms
from showsafe.books.consign.state import Consignment, Consignments, Said
from showsafe.books.consign.views import unit_of
from showsafe.domain.acts import KINDS
from showsafe.errors import ShowsafeError
from showsafe.fleet import stays
from showsafe.fleet.consignments import Entry
from showsafe.fleet.stays import Stay
from showsafe.ledger import record
from showsafe.ledger.tree import leaf_hash

Plain = dict[str, Any]
Thing = tuple[str, str]
"""A weapon of a log: the origin, and its name there."""


@dataclass(slots=True)
class Line:
    """One line of a passport: a code, what it is about, when by that node's clock, and the record that says it."""

    code: str
    at: str
    origin: str
    record: int
    leaf: str
    about: dict[str, str] = field(default_factory=dict)
    by: str = ""
    role: str = ""
    says: str = ""
    private: tuple[str, ...] = ()
    """What of ``about`` is told to nobody of another production: an owner may be a person."""


@dataclass(slots=True)
class Log:
    """What one log says of one weapon."""

    origin: str
    thing: str
    lines: list[Line] = field(default_factory=list)
    roles: dict[str, str] = field(default_factory=dict)
    stays: list[Stay] = field(default_factory=list)
    described: dict[str, Any] = field(default_factory=dict)
    certificates: dict[tuple[str, str], Plain] = field(default_factory=dict)
    broken: int = 0


WITHOUT_BY = ("raise-concern", "hold", "stop", "incident")
"""Acts of which it is never shown who did them, nor in which words: nobody is to think twice before they press."""

_ROLES = tuple(form for kind in ("enrolled", "role-assigned") for form in field_forms("kind", f'{kind}"'))
_IS = ("maker", "model", "serial", "calibre", "class", "action", "owner", "tag")

TROUBLE = (
    *("misfire", "drop", "foul", "unplanned-discharge", "find-live", "incident", "freeze", "quarantine"),
    *("raise-concern", "hold", "release"),
)
"""Acts that stand as lines of their own: what went wrong with it, and what was lifted."""


def read_log(entries: Iterable[Entry], consignments: Consignments, thing: Thing) -> Log:
    """Read what one log says of one weapon, in one pass over its records.

    What never came into a log or left it is no weapon of it, whatever else has that name there: it has no lines. A
    record that no node writes ends nothing: it is named as the first that could not be read, and left out.
    """
    origin, name = thing
    log = Log(origin, name)
    wanted, forms = frozenset((name,)), (*value_forms([name]), *_ROLES)
    moves = consignments.moves.get(thing, [])
    if not moves:
        return log
    log.stays = stays.of_moves(moves)
    for entry in entries:
        if not any(form in entry.raw for form in forms):
            continue
        try:
            body = record.read(entry.raw).body
            if body["scope"] != "set":
                continue
            _roles(log, body)
            if names(body, wanted) and any(_about(act, name) for act in deeds(body)):
                _take(log, entry.number, leaf_hash(entry.raw).hex(), body)
        except (ShowsafeError, KeyError, TypeError, AttributeError, ValueError):
            log.broken = log.broken or entry.number
    log.lines += _of_consignments(consignments, thing, log)
    return log


def _about(act: Mapping[str, Any], name: str) -> bool:
    """Whether an act is about a thing of this name, and not about a person or place that is called the same."""
    scanned = [each["weapon"] for each in act.get("scans", ()) if isinstance(each, dict) and "weapon" in each]
    return name in (act.get("weapon"), act.get("lot"), act.get("about"), *scanned)


def _roles(log: Log, body: Mapping[str, Any]) -> None:
    """Keep the role of everybody as it was last said; a refused act gives none."""
    act = body["act"]
    if body["kind"] in ("enrolled", "role-assigned") and act.get("roles") and stays.happened(body):
        log.roles[str(act["person"])] = str(act["roles"][0])


def _take(log: Log, number: int, leaf: str, body: Mapping[str, Any]) -> None:
    """Take what one record says of the weapon into its stay, its description, and the lines of trouble."""
    if not stays.happened(body):
        return
    deed, kind, by = stays.deed_of(body)
    stay = next((each for each in reversed(log.stays) if each.first <= number), None)
    for act in deeds(dict(body)):
        _describe(log, number, leaf, act)
    if stay is not None and deed.get("weapon") == log.thing:
        stay.count(
            kind, deed, by, log.roles.get(by, ""), number, str(body["as_of"]), good=body["would"] == "permit"
        )
    if kind in TROUBLE or body["deviation"]:
        code = f"passport.{KINDS[kind].event}" if kind in TROUBLE else ""
        line = Line(code or "passport.deviation", str(body["as_of"]), log.origin, number, leaf)
        line.about = {"act": kind}
        if kind not in WITHOUT_BY:
            line.by, line.role = by, log.roles.get(by, "")
            line.says = str(deed.get("says") or deed.get("cause") or "")
        log.lines.append(line)


def _describe(log: Log, number: int, leaf: str, act: Mapping[str, Any]) -> None:
    if act.get("weapon") != log.thing:
        return
    for key in _IS:
        if isinstance(act.get(key), str) and act[key]:
            log.described[key] = act[key]
    for each in act.get("certificates", ()):
        if isinstance(each, dict) and isinstance(each.get("kind"), str):
            said = {key: str(each.get(key) or "") for key in ("kind", "number", "expires")}
            of = {"origin": log.origin, "unit": unit_of(log.origin), "record": number, "leaf": leaf}
            log.certificates[said["kind"], said["number"]] = {**said, "of": of}


def _of_consignments(consignments: Consignments, thing: Thing, log: Log) -> Iterator[Line]:
    """Yield how it came into a log and left it, with whom, and what the other side says of that."""
    for said in consignments.moves.get(thing, ()):
        step = said.step
        line = _line(said, log)
        line.code, line.about = "passport.registered", {"carrier": step.carrier}
        if step.kind == LEFT:
            found = consignments.by_record.get(said.pointer)
            to = found.word("to") if found is not None else ""
            line.code = "passport.left-to" if to else "passport.left"
            line.about["to"] = to
            line.private = ("to",) if found is not None and found.word("to_is") == OWNER else ()
            yield line
            if found is not None:
                yield from _on_its_way(found, log)
            continue
        of = step.words.of if step.words is not None else None
        if of is not None:
            line.code = "passport.back" if of.origin == said.origin else "passport.came-from"
            line.about["from"] = unit_of(of.origin)
        elif step.words is not None:
            line.code = "passport.came-without"
        elif step.deed != "register":
            line.code = "passport.brought"
        yield line


def _on_its_way(found: Consignment, log: Log) -> Iterator[Line]:
    """Yield what its sender said of it on its way."""
    told = (*found.carriers, *found.missing, *found.refused, *found.absent, *found.closed)
    for said in told:
        words = said.step.words
        if said.origin != log.origin or words is None:
            continue
        line = _line(said, log)
        at = words.at
        line.code = f"passport.{words.what}"
        line.about = {
            "carrier": str(words["carrier"]) or found.carrier,
            "to": unit_of(at.origin) if at else found.word("to"),
        }
        line.private = () if at is not None or found.word("to_is") != OWNER else ("to",)
        line.says = str(words["why"])
        yield line


def _line(said: Said, log: Log) -> Line:
    step = said.step
    return Line("", step.at, said.origin, step.number, step.leaf, by=step.by, role=log.roles.get(step.by, ""))
