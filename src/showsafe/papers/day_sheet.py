"""The day sheet: one shooting day on paper, what stood out first, then scenes, weapons, rounds, and every record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from showsafe.domain.events import HOLD, REFUSE
from showsafe.papers import shown, told
from showsafe.papers.catalogue import Paper
from showsafe.papers.days import Day
from showsafe.papers.source import MOST_ROWS, Line, Source
from showsafe.papers.wish import Wish
from showsafe.papers.words import both
from showsafe.projections import counts, custody, matters, rounds
from showsafe.projections.rows import read

PREPARING = ("assess", "meet", "plan", "record-paper", "instruct", "acknowledge")
"""What is done before a scene, so that it may be shot."""


def build(source: Source, wish: Wish) -> dict[str, Any]:
    """Return one shooting day."""
    day = source.day(wish.day)
    lines = list(source.between(day.first, day.last))
    words = both(PAPER.name, wish.lang)
    rows = [told.row(source, line, wish) for line in lines]
    return {
        "title": words["of"].format(day.date),
        "facts": [[words[name], value] for name, value in _facts(source, wish, day, lines)],
        "odd": [row for row, line in zip(rows, lines, strict=True) if _stands_out(line)],
        "scenes": [row for row, line in zip(rows, lines, strict=True) if line.event.act.kind in PREPARING],
        "weapons": [
            found
            for name in _touched(lines, "weapon")
            if (found := _weapon(source, wish, day, lines, name)) is not None
        ],
        "lots": [found for name in source.state.lots if (found := _lot(source, day, name)) is not None],
        "rows": rows[-MOST_ROWS:],
        "left_out": max(len(rows) - MOST_ROWS, 0),
        "records": [line.number for line in lines] or "all",
        "whole": not lines,
    }


def _stands_out(line: Line) -> bool:
    event = line.event
    return event.deviation or event.outcome in (HOLD, REFUSE) or event.act.kind in matters.ALWAYS


def _facts(source: Source, wish: Wish, day: Day, lines: list[Line]) -> Iterator[tuple[str, str]]:
    words = both(PAPER.name, wish.lang)
    yield "day", day.date
    for name, kind in (("opened", "open-day"), ("closed", "close-day")):
        found = [line for line in lines if line.event.act.kind == kind and line.event.happened]
        said = "; ".join(_end(source, wish, line) for line in found)
        yield name, said or (words["goes_on"] if kind == "close-day" and day.open else words["none"])
    notices = [line.event.act.notice for line in lines if line.event.act.notice is not None]
    yield "notices", "; ".join(f"{each.kind} {each.number}" for each in notices) or words["none"]
    yield "records", f"{day.first}-{day.last}"


def _end(source: Source, wish: Wish, line: Line) -> str:
    words = both(PAPER.name, wish.lang)
    act = line.event.completes or line.event.act
    people = [told.by(source, act, wish)]
    people += [source.who(who, wish.lang, names=wish.names) for who in told.seconds(act)]
    open_still = f", {words['exceptions']}: {', '.join(act.exceptions)}" if act.exceptions else ""
    joined = f" {words['and']} ".join(people)
    return f"{source.time(line.body['as_of'])}, {words['record']} {line.number}, {words['by']} {joined}{open_still}"


def _touched(lines: list[Line], name: str) -> list[str]:
    """Return the things that the records of the day name, in their order."""
    found: dict[str, None] = {}
    for line in lines:
        act = line.event.completes or line.event.act
        for each in (act, *act.steps):
            if value := getattr(each, name):
                found.setdefault(value)
        found.update(dict.fromkeys(each.weapon for each in act.scans))
    return list(found)


def _weapon(source: Source, wish: Wish, day: Day, lines: list[Line], name: str) -> dict[str, Any] | None:
    """Return how a weapon went through the day: when it was out, in whose hands, how often it fired, where it ended."""
    spans = _spans(source, day, name)
    if not spans:
        return None

    def who(person: str) -> str:
        return source.who(person, wish.lang, names=wish.names)

    begun = [span for span in spans if span["record"] >= day.first]
    out = [span for span in spans if span["out"]]
    last = spans[-1]
    shots = sum(_shots(line, name) for line in lines)
    return {
        "weapon": source.short(name),
        "records": [span["record"] for span in begun],
        "out": source.time(out[0]["from"]) if out and out[0]["record"] >= day.first else "…" if out else "",
        "hands": list(dict.fromkeys(who(span["holder"]) for span in out if span["holder"])),
        "shots": shots,
        "where": shown.where(last, who, wish.lang),
        "contents": shown.contents(last["spoken"], wish.lang),
        "is_out": bool(last["out"]),
    }


def _shots(line: Line, weapon: str) -> int:
    act = line.event.completes or line.event.act
    acts = [act, *act.steps] if act.kind == "cycle" else [act]
    fired = [
        each for each in acts if each.kind in ("discharge", "unplanned-discharge") and act.weapon == weapon
    ]
    return sum(1 if each.count is None else each.count for each in fired) if line.event.happened else 0


def _spans(source: Source, day: Day, weapon: str) -> list[dict[str, Any]]:
    """Return the spans of a weapon in the day, with the one before; the newest are read first."""
    found: list[dict[str, Any]] = []
    for _, value in source.store.rows(custody.NAME, f"{source.key(weapon)}\n", newest_first=True):
        span = read(value)
        if span["record"] <= day.last:
            found.append(span)
        if span["record"] < day.first:
            break
    return found[::-1]


def _lot(source: Source, day: Day, lot: str) -> dict[str, Any] | None:
    """Return the account of a lot at the beginning and at the end of the day; None where none of it moved."""
    moves: list[dict[str, Any]] = []
    before: dict[str, Any] | None = None
    for _, value in source.store.rows(rounds.NAME, f"{source.key(lot)}\n", newest_first=True):
        move = read(value)
        if move["record"] < day.first:
            before = move
            break
        if move["record"] <= day.last:
            moves.append(move)
    if not moves:
        return None
    after, start = moves[0], before or dict.fromkeys((*counts.PARTS, "total", "surplus"), 0)
    elsewhere = [part for part in counts.PARTS if part not in ("box", "in_weapons", "spent")]
    return {
        "lot": source.short(lot),
        "records": [move["record"] for move in moves],
        "begin": start["box"] + start["in_weapons"],
        "came": after["total"] - start["total"],
        "fired": after["spent"] - start["spent"],
        "box": after["box"],
        "in_weapons": after["in_weapons"],
        "rest": sum(after[part] - start[part] for part in elsewhere),
        "missing": after["missing"] + after["unaccounted"],
    }


PAPER = Paper(name="day-sheet", takes=("day",), build=build, tagged=False)
