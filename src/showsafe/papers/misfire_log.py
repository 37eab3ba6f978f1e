"""The misfire log: every misfire, drop, fouling and unplanned shot, with what was done about it until its release."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from showsafe.domain.acts import EVENTS
from showsafe.papers import told
from showsafe.papers.catalogue import Paper
from showsafe.papers.source import Source
from showsafe.papers.wish import Wish
from showsafe.papers.words import both
from showsafe.projections import custody, matters

MOST = 300
"""So many are on one paper at the most, the newest; a day or a weapon has its own."""

MOST_AFTER = 20
"""So many records after one are followed at the most; the chain of custody of the weapon has the rest."""

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
    cases = [_case(source, wish, line) for line in found[-MOST:]]
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


def _case(source: Source, wish: Wish, line: dict[str, Any]) -> dict[str, Any]:
    after = [told.row(source, each, wish) for each in source.lines(_after(source, line))]
    return {
        **told.row(source, source.line(line["record"]), wish),
        "after": after,
        "released": bool(after) and source.line(after[-1]["record"]).event.act.kind in ENDS,
    }


def _after(source: Source, line: dict[str, Any]) -> Iterator[int]:
    """Yield the records that changed the weapon after it, up to its release."""
    if not line["weapon"]:
        return
    spans = source.since(custody.NAME, source.key(line["weapon"]), line["record"])
    for span in islice(spans, MOST_AFTER):
        yield span["record"]
        if EVENTS.get(span["kind"]) in ENDS:
            return


PAPER = Paper(name="misfire-log", takes=("weapon", "day"), build=build, tagged=False)
