"""The wrap report: a whole production on a few pages, from the views alone, however many records there are."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from showsafe.domain.counted import Tally
from showsafe.domain.events import HOLD, REFUSE
from showsafe.papers import days, shown, unfinished
from showsafe.papers.catalogue import Paper
from showsafe.papers.days import Day
from showsafe.papers.source import Source
from showsafe.papers.wish import Wish
from showsafe.papers.words import both
from showsafe.projections import board, counts, matters
from showsafe.projections import days as day_lines

REFUSED, HELD, OUTSIDE, FAULTS, STOPS = "refused", "held", "outside", "faults", "stops"
"""What is counted of each day and thing."""

_MOST_REASONS, MOST_SERIOUS = 25, 500


def build(source: Source, wish: Wish) -> dict[str, Any]:
    """Return the production from its first record to its last."""
    found = list(days.every(source))
    odd = list(_odd(source))
    words = both(PAPER.name, wish.lang)
    by_day = _by_day(found, odd)
    serious = [line for line in odd if line["kind"] in _SERIOUS]
    return {
        "facts": [[words[name], value] for name, value in _facts(source, wish, found)],
        "days": [_day(day, by_day[place], fired) for place, (day, fired) in enumerate(_fired(source, found))],
        "weapons": list(_weapons(source, wish, odd)),
        "lots": list(_lots(source, wish)),
        "reasons": _reasons(odd),
        "serious": [_serious(source, wish, line) for line in serious[-MOST_SERIOUS:]],
        "left_out": max(len(serious) - MOST_SERIOUS, 0),
        "open": list(unfinished.every(source, wish)),
        "records": "all",
        "whole": True,
    }


_SERIOUS = frozenset((*matters.FAULTS, *matters.FINDS, "incident", "freeze", "stop"))


def _facts(source: Source, wish: Wish, found: list[Day]) -> Iterator[tuple[str, str]]:
    words, state = both(PAPER.name, wish.lang), source.state
    ends = [source.when(str(source.body(number)["received_at"])) for number in (1, source.size) if number]
    yield "period", f"{ends[0]} - {ends[-1]}" if ends else words["none"]
    yield "records", str(source.size)
    yield "shooting_days", str(len(found))
    yield "weapons", str(len(state.weapons))
    yield "lots", str(len(state.lots))
    roles = Counter(person.roles[0] for person in state.people.values() if person.roles)
    people = ", ".join(_so_many(shown.role(role, wish.lang), count) for role, count in roles.items())
    yield "people", f"{len(state.people)}: {people}" if people else str(len(state.people))


def _so_many(role: str, count: int) -> str:
    return f"{count} x {role}" if count > 1 else role


def _odd(source: Source) -> Iterator[dict[str, Any]]:
    for _, line in source.rows(matters.NAME, f"{source.scope}\n"):
        yield line


def _kinds(line: dict[str, Any]) -> Iterator[str]:
    """Yield under which heads a line is counted."""
    if line["outcome"] == REFUSE:
        yield REFUSED
    if line["outcome"] == HOLD:
        yield HELD
    if line["deviation"]:
        yield OUTSIDE
    if line["kind"] in (*matters.FAULTS, *matters.FINDS):
        yield FAULTS
    if line["kind"] in matters.STOPS:
        yield STOPS


def _by_day(found: list[Day], odd: list[dict[str, Any]]) -> list[Counter[str]]:
    """Return the counts of each day; what came before the first is in none."""
    firsts = [day.first for day in found]
    counted: list[Counter[str]] = [Counter() for _ in found]
    for line in odd:
        place = bisect_right(firsts, line["record"]) - 1
        if place >= 0:
            counted[place].update(_kinds(line))
    return counted


def _fired(source: Source, found: list[Day]) -> Iterator[tuple[Day, int]]:
    """Yield each day with how many rounds were fired in it: from the accounts of lots at its end and the end before."""
    ends: dict[str, int] = {}
    for _, line in source.rows(day_lines.NAME, f"{source.scope}\n"):
        if line["closed_record"]:
            ends[source.date(line["opened_at"])] = sum(each["spent"] for each in line["lots"].values())
    now = sum(lot.spent for lot in source.state.lots.values())
    before = 0
    for place, day in enumerate(found):
        after = now if place == len(found) - 1 else ends.get(day.date, before)
        yield day, after - before
        before = after


def _day(day: Day, counted: Counter[str], fired: int) -> list[Any]:
    """Return a day as cells: date, its records, rounds fired, and what was counted."""
    numbers = [counted[name] for name in (REFUSED, HELD, OUTSIDE, FAULTS, STOPS)]
    return [day.date, f"{day.first}-{day.last}", day.last - day.first + 1, fired, *numbers, day.open]


def _weapons(source: Source, wish: Wish, odd: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    counted: dict[str, Counter[str]] = {}
    for line in odd:
        if line["weapon"]:
            counted.setdefault(line["weapon"], Counter()).update(_kinds(line))
    classes = both("custody-chain", wish.lang)["class"]
    for _, line in source.rows(board.NAME):
        name = line["weapon"]
        tally, of = source.state.tallies.get(name, Tally()), counted.get(name, Counter())
        yield {
            "weapon": source.short(name),
            "class": classes.get(line["class"], line["class"]),
            "loaded": tally.loaded,
            "fired": tally.fired,
            "counts": [of[each] for each in (REFUSED, OUTSIDE, FAULTS)],
            "where": shown.where(line, lambda who: source.who(who, wish.lang, names=wish.names), wish.lang),
            "contents": shown.contents(f"{line['contents']} {line['word'].capitalize()}.", wish.lang),
            "out": not line["container"] and not line["where"].startswith("left the unit"),
        }


def _lots(source: Source, wish: Wish) -> Iterator[dict[str, Any]]:
    for _, line in source.rows(counts.NAME):
        elsewhere = ("faulty", "ejected", "sampled")
        yield {
            "lot": line["short"],
            "what": shown.rounds_of(line["kind"], line["size"], line["calibre"], wish.lang),
            "cells": [
                line["total"],
                line["spent"],
                line["box"],
                line["in_weapons"],
                sum(line[part] for part in elsewhere),
                line["destroyed"] + line["returned"],
                line["missing"] + line["unaccounted"],
            ],
            "adds_up": not line["missing"] and not line["unaccounted"] and not line["surplus"],
        }


def _reasons(odd: Sequence[dict[str, Any]]) -> list[list[Any]]:
    """Return which gates refused or held, and how often; the most frequent first."""
    gates = Counter(gate for line in odd for gate in line["gates"])
    return [[gate, count] for gate, count in sorted(gates.items(), key=lambda each: (-each[1], each[0]))][
        :_MOST_REASONS
    ]


def _serious(source: Source, wish: Wish, line: dict[str, Any]) -> list[Any]:
    about = source.short(line["weapon"] or line["lot"])
    return [
        line["record"],
        source.when(line["at"]),
        shown.act(line["kind"], wish.lang),
        about,
        line["deviation"],
    ]


PAPER = Paper(name="wrap-report", build=build, tagged=False)
