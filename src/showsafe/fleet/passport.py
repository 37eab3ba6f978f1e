"""One weapon across productions: every unit that had it, with whom it travelled, what was done with it, and the gaps.

1. Which weapon it is follows from the pointers of consignments. Maker, model and serial only *propose*: two with the
   same serial exist, and a person says which of them are one (``joined``).
2. Each line names the production, the record and its leaf hash; ``proof_of`` gives the proof of it as a file.
3. Who sees only their own production reads of another one what was done, when, and in which role: never by whom, and
   none of its free words.
4. Where no record says where it was, that is a line too. Times are those of each node's own clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Protocol

from showsafe.application.consigned import CAME, Pointer
from showsafe.books import serials
from showsafe.books.consign import views
from showsafe.books.consign.state import Consignments, Place, Said
from showsafe.books.consign.views import in_words, unit_of
from showsafe.domain.acts import EVENTS
from showsafe.fleet.consignments import Entry
from showsafe.fleet.passported import Line, Log, Thing, read_log
from showsafe.fleet.stays import Stay

Plain = dict[str, Any]


class Logs(Protocol):
    """Where the records of logs are read."""

    def production(self, origin: str) -> str:
        """Return whose log it is; "" where that is not known."""

    def entries(self, origin: str) -> Iterator[Entry]:
        """Yield the records of a log that are here, in their order; none of a log that is not."""

    def whole(self, origin: str) -> bool:
        """Whether every record of a log is here, and not only those that a slip shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What somebody may see: the productions, and those of them whose people may be named."""

    productions: frozenset[str]
    named: frozenset[str] = frozenset()


OPENING = ("incident", "freeze", "quarantine", "unplanned-discharge", "find-live", "misfire")
"""What stays open until a release names the weapon."""


def passport(
    logs: Logs,
    consignments: Consignments,
    start: Thing,
    seen: Seen,
    today: str,
    *,
    joined: Iterable[tuple[Thing, Thing]] = (),
) -> Plain:
    """Return the passport of a weapon, as plain values with English and Spanish texts.

    ``joined`` are pairs of weapons that people said are one. Where none of its productions may be seen, it has no
    lines at all.
    """
    chain = _chain(consignments, start, tuple(joined))
    read = [read_log(logs.entries(each[0]), consignments, each) for each in chain]
    shown = [each for each in read if logs.production(each.origin) in seen.productions]
    own = bool(shown) or logs.production(start[0]) in seen.productions
    lines = sorted(
        (line for each in read for line in each.lines), key=lambda line: (line.at, line.origin, line.record)
    )
    where = consignments.where(*start)
    claims = consignments.claims(*start)
    told = _Told(logs, seen)
    if not own:
        return {"weapon": {"id": start[1]}, "lines": [], "stays": [], "gaps": [], "certificates": [], "open": [],
                "place": None, "disputes": [], "chain": [], "today": today}  # fmt: skip
    return {
        "weapon": {"id": start[1], **_described(read, shown)},
        "today": today,
        "chain": [told.thing(each) for each in chain],
        "place": views.place(where),
        "disputes": _disputes(consignments, chain, claims, start[1]),
        "stays": sorted(
            (told.stay(log, stay) for log in read for stay in log.stays),
            key=lambda stay: (str(stay["from"]), str(stay["origin"])),
        ),
        "lines": [told.line(line) for line in lines],
        "gaps": _gaps(consignments, read),
        "certificates": _certificates(read, today),
        "open": [told.line(line) for log in read for line in _open(log)],
        "unread": [{"origin": log.origin, "record": log.broken} for log in read if log.broken],
    }


def _chain(consignments: Consignments, start: Thing, joined: Sequence[tuple[Thing, Thing]]) -> list[Thing]:
    """Return every log that the weapon was in, by pointers and by what people joined."""
    reached: dict[Thing, None] = {}
    waiting = [start]
    while waiting:
        for each in consignments.chain(*waiting.pop()):
            if each not in reached:
                reached[each] = None
                waiting += [b if a == each else a for a, b in joined if each in (a, b)]
    return list(reached)


def _open(log: Log) -> list[Line]:
    """Return what stands against it by one log: trouble that no later release names."""
    released = max((line.record for line in log.lines if line.code == "passport.released"), default=0)
    opening = {f"passport.{event}" for event, kind in EVENTS.items() if kind in OPENING} | {
        "passport.deviation"
    }
    return [line for line in log.lines if line.code in opening and line.record > released]


def _described(read: Sequence[Log], shown: Sequence[Log]) -> Plain:
    """Return what the weapon is by each log, and in what they differ; its owner by those alone that may be seen."""
    said: dict[str, list[str]] = {}
    for log in read:
        for key, value in log.described.items():
            if key == "owner" and log not in shown:
                continue
            if value not in said.setdefault(key, []):
                said[key].append(value)
    return {
        **{key: values[-1] for key, values in said.items()},
        "differs": [
            {"key": key, "values": values} for key, values in said.items() if len(values) > 1 and key != "tag"
        ],
    }


def _disputes(
    consignments: Consignments, chain: Sequence[Thing], claims: Sequence[Place], thing: str
) -> list[Plain]:
    logs = set(chain)
    found: list[Plain] = [
        {
            "code": code,
            "says": in_words(f"consign.dispute.{code}", {"thing": each.thing, "to": each.word("to")}),
        }
        for each in consignments
        if each.of is not None and (each.of.origin, each.thing) in logs
        for code in each.disputes
    ]
    if len(claims) > 1:
        says = in_words("consign.dispute.held-twice", {"thing": thing})
        found.append({"code": "held-twice", "claims": [views.place(each) for each in claims], "says": says})
    return found


def _gaps(consignments: Consignments, read: Sequence[Log]) -> list[Plain]:
    """Return from when to when nobody's record says where it was: no carrier of a consignment that fits has it then."""
    moves = [list(consignments.moves.get((log.origin, log.thing), ())) for log in read]
    gaps = []
    for before, after in pairwise(_in_order(moves)):
        words = after.step.words
        if after.step.kind != CAME or before.step.kind == CAME:
            continue
        of = words.of if words is not None else None
        if of is not None and of == before.pointer:
            continue
        begins, ends = before.step.at, after.step.at
        says = in_words("passport.gap", {"from": begins[:16], "to": ends[:16]})
        gaps.append({"from": begins, "to": ends, "after": views.pointer(before.pointer),
                     "before": views.pointer(after.pointer), "says": says})  # fmt: skip
    return gaps


def _in_order(logs: Sequence[list[Said]]) -> Iterator[Said]:
    """Yield moves of several logs, each log in its own order, an arrival after what it points at, else by time.

    A clock that is a year off makes no weapon come before it left.
    """
    waiting = [moves[::-1] for moves in logs if moves]
    while waiting:
        ahead = {said.pointer for moves in waiting for said in moves}
        free = [moves for moves in waiting if _points_at(moves[-1]) not in ahead] or waiting
        first = min(free, key=lambda moves: (moves[-1].step.at, moves[-1].origin))
        yield first.pop()
        waiting = [moves for moves in waiting if moves]


def _points_at(said: Said) -> Pointer | None:
    return said.step.words.of if said.step.words is not None else None


def _certificates(read: Sequence[Log], today: str) -> list[Plain]:
    found = [each for log in read for each in log.certificates.values()]
    dated = [{**each, "over": bool(each["expires"]) and each["expires"] < today} for each in found]
    return sorted(dated, key=lambda each: (each["expires"] or "9", each["kind"]))


class _Told:
    """How lines are shown to somebody: with people only of productions whose people they may read."""

    def __init__(self, logs: Logs, seen: Seen) -> None:
        self.logs, self.seen = logs, seen

    def whose(self, origin: str) -> Plain:
        """Return whose log it is."""
        return {"origin": origin, "unit": unit_of(origin), "production": self.logs.production(origin)}

    def thing(self, thing: Thing) -> Plain:
        """Return a weapon of a log."""
        return {**self.whose(thing[0]), "thing": thing[1]}

    def named(self, origin: str) -> bool:
        """Whether people of a log may be named."""
        return self.logs.production(origin) in self.seen.named

    def line(self, line: Line) -> Plain:
        """Return one line; the role of whoever said it, and their id and free words where these may be seen."""
        named, seen = self.named(line.origin), self.logs.production(line.origin) in self.seen.productions
        about = line.about if seen else {**line.about, **dict.fromkeys(line.private, "...")}
        return {
            "code": line.code,
            "at": line.at,
            **self.whose(line.origin),
            "record": line.record,
            "leaf": line.leaf,
            "says": in_words(line.code, about),
            "role": line.role,
            "who": line.by if named else "",
            "free": line.says if named else "",
        }

    def stay(self, log: Log, stay: Stay) -> Plain:
        """Return one stay in a unit, with what was done there."""
        shown = stay.as_json()
        people = shown.pop("people")
        kept = people if self.named(log.origin) else {}
        whole = self.logs.whole(log.origin)
        return {**self.whose(log.origin), "thing": log.thing, **shown, "people": kept, "whole": whole}


def candidates(
    weapon: Mapping[str, Any], chain: Iterable[Thing], others: Iterable[tuple[Thing, Mapping[str, Any]]]
) -> list[Plain]:
    """Return weapons of other logs that may be this one: same maker, model and serial. A person says whether they are.

    Without a serial nothing is proposed: a maker makes many of a model.
    """
    key = _key(weapon)
    if not key[2]:
        return []
    known = set(chain)
    return [
        {
            "origin": origin,
            "unit": unit_of(origin),
            "thing": thing,
            "says": in_words("passport.candidate", {"unit": unit_of(origin)}),
        }
        for (origin, thing), says in others
        if (origin, thing) not in known and _key(says) == key
    ]


def _key(weapon: Mapping[str, Any]) -> tuple[str, str, str]:
    maker, model, serial = (serials.plain(str(weapon.get(key, ""))) for key in ("maker", "model", "serial"))
    return maker, model, serial
