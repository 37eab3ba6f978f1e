"""The show-safe log: each time a weapon was opened and looked into, shown to people, and said aloud, of one day."""

from __future__ import annotations

from typing import Any

from showsafe.papers import told
from showsafe.papers.catalogue import Paper
from showsafe.papers.source import Line, Source
from showsafe.papers.wish import Wish
from showsafe.papers.words import both

KINDS = ("check", "show", "declare")
"""Looking, showing, and saying it: what a show-safe is made of."""


def build(source: Source, wish: Wish) -> dict[str, Any]:
    """Return the log of a day, of one weapon where it is named."""
    if wish.weapon:
        source.known("weapon", wish.weapon)
    day = source.day(wish.day)
    lines = [line for line in source.between(day.first, day.last) if _of(line, wish.weapon)]
    words = both(PAPER.name, wish.lang)
    facts = [[words["day"], day.date]]
    if wish.weapon:
        facts.append([words["weapon"], source.short(wish.weapon)])
    records = [line.number for line in lines]
    return {
        "facts": facts,
        "rows": [_row(source, wish, line) for line in lines],
        # That there are no others is said of the whole day: so the paper rests on its last record, too.
        "records": [*records, day.last],
        "whole": not records,
    }


def _of(line: Line, weapon: str) -> bool:
    act = line.event.completes or line.event.act
    return act.kind in KINDS and weapon in ("", act.weapon)


def _row(source: Source, wish: Wish, line: Line) -> dict[str, Any]:
    act = line.event.completes or line.event.act

    def who(people: tuple[str, ...]) -> list[str]:
        return [source.who(each, wish.lang, names=wish.names) for each in people]

    return {
        **told.row(source, line, wish),
        "kind": act.kind,
        "to": who(act.to) if act.kind == "show" else [],
        "declined": who(act.declined),
        "witness": who((act.witness,) if act.witness else ()),
        "found": told.found(source, act, wish.lang) if act.kind == "check" else "",
        "empty": act.found == (),
        "said": _said(source, wish, line),
    }


def _said(source: Source, wish: Wish, line: Line) -> str:
    """Return what was seen or said: so many of so many, the bore, the word; what was found has its own place."""
    act = line.event.completes or line.event.act
    words = both(PAPER.name, wish.lang)
    parts = []
    if act.seen is not None:
        parts.append(words["seen_of"].format(act.seen, act.of if act.of is not None else "?"))
    if act.witness_seen is not None:
        parts.append(words["witness_seen"].format(act.witness_seen))
    if act.bore:
        parts.append(f"{words['said']['bore']} {words['said']['bores'].get(act.bore, act.bore)}")
    if act.word:
        parts.append(f"“{words['word'].get(act.word, act.word)}”")
    if act.says:
        parts.append(f"“{source.masked(act.says, wish.lang, names=wish.names)}”")
    return "; ".join(parts)


PAPER = Paper(name="show-safe-log", takes=("day", "weapon"), build=build, tagged=False)
