"""The misfire log: every misfire, drop, fouling and unplanned shot, with what was done about it until its release."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from showsafe.application.naming import value_forms
from showsafe.papers import told
from showsafe.papers.catalogue import Paper
from showsafe.papers.source import Line, Source
from showsafe.papers.wish import Wish
from showsafe.papers.words import both
from showsafe.projections import matters

MOST = 300
"""So many are on one paper at the most, the newest; a day or a weapon has its own."""

MOST_AFTER = 20
"""So many records after one are shown at the most, the release among them; how many are left out is said."""

ENDS = ("release", "consign", "return-to-owner")


def build(source: Source, wish: Wish) -> dict[str, Any]:
    """Return the log of the whole production, or of one weapon or day."""
    if wish.weapon:
        source.known("weapon", wish.weapon)
    day = source.day(wish.day) if wish.day else None
    found = [
        line
        for _, line in source.rows(matters.NAME, f"{source.scope}\n")
        if line["kind"] in matters.FAULTS
        and wish.weapon in ("", line["weapon"])
        and (day is None or day.first <= line["record"] <= day.last)
    ]
    words = both(PAPER.name, wish.lang)
    cases = [_shown(source, wish, case) for case in _followed(source, found[-MOST:])]
    return {
        "facts": [
            [words[name], value]
            for name, value in (("weapon", source.short(wish.weapon)), ("day", day.date if day else ""))
            if value
        ],
        "cases": cases,
        "left_out": len(found) - len(cases),
        # That there were no others is said of every record.
        "records": "all",
        "whole": True,
    }


@dataclass
class _Case:
    """One fault with the records that concern its weapon since: those that are shown, and how many are not."""

    line: dict[str, Any]
    after: list[Line] = field(default_factory=list)
    left_out: int = 0
    released: bool = False

    @property
    def weapon(self) -> str:
        """The weapon with which it happened."""
        return str(self.line["weapon"])

    @property
    def done(self) -> bool:
        """Whether nothing more is followed: fouling is looked at, and never released."""
        full = len(self.after) >= MOST_AFTER
        return not self.weapon or self.released or (full and self.line["kind"] == "foul")

    def take(self, line: Line) -> None:
        """Take one more record of the weapon; the release is there whatever else has no room."""
        deed = line.event.completes or line.event.act
        done = line.event.good if deed.kind == "release" else line.event.happened
        self.released = deed.kind in ENDS and done and deed.weapon == self.weapon
        if len(self.after) < MOST_AFTER:
            self.after.append(line)
            return
        self.left_out += 1
        if self.released:
            self.after[-1] = line


def _followed(source: Source, found: list[dict[str, Any]]) -> list[_Case]:
    """Return each fault with what came after it, in one reading of the records since the first of them."""
    cases = [_Case(line) for line in found]
    waiting = [case for case in cases if not case.done]
    forms = value_forms({case.weapon for case in waiting})
    begins = waiting[0].line["record"] + 1 if waiting else source.size + 1
    for entry in source.store.entries(begins, source.size):
        if entry.scope != source.scope or not any(form in entry.raw for form in forms):
            continue
        line = source.line(entry.number)
        concerned = _weapons(line)
        for case in waiting:
            if case.weapon in concerned and entry.number > case.line["record"]:
                case.take(line)
        if any(case.done for case in waiting):
            waiting = [case for case in waiting if not case.done]
            forms = value_forms({case.weapon for case in waiting})
        if not waiting:
            break
    return cases


def _weapons(line: Line) -> set[str]:
    """Return the weapons that a record is about."""
    deed = line.event.completes or line.event.act
    return {deed.weapon, *(scan.weapon for scan in deed.scans)}


def _shown(source: Source, wish: Wish, case: _Case) -> dict[str, Any]:
    return {
        **told.row(source, source.line(case.line["record"]), wish),
        "after": [told.row(source, line, wish) for line in case.after],
        "left_out": case.left_out,
        "released": case.released,
    }


PAPER = Paper(name="misfire-log", takes=("weapon", "day"), build=build, tagged=False)
