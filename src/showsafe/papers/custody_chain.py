"""The custody chain of a weapon: who had it or where it was, in which state, from record to record; drawn as well."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from showsafe.application.records import unstamp
from showsafe.domain.acts import EVENTS
from showsafe.papers import shown
from showsafe.papers.catalogue import Paper
from showsafe.papers.source import MOST_ROWS, Source
from showsafe.papers.wish import Wish
from showsafe.papers.words import both
from showsafe.projections import board, custody, swimlane
from showsafe.projections.custody import Span

IN_PICTURE = 40
"""How many spans the picture shows: the newest. The table has all of them."""

WIDE = 1000


def build(source: Source, wish: Wish) -> dict[str, Any]:
    """Return the chain of one weapon, of its whole time or of one day."""
    weapon = source.known("weapon", wish.weapon)
    source.row(board.NAME, source.key(weapon.id))
    spans = list(custody.chain(source.store, source.key(weapon.id)))
    meant = _of_day(source, wish, spans) if wish.day else spans
    shown_spans = meant[-MOST_ROWS:]
    words = both(PAPER.name, wish.lang)
    return {
        "title": words["of"].format(source.short(weapon.id)),
        "facts": [[words[name], value] for name, value in _facts(source, wish, weapon, spans) if value],
        "picture": _picture(source, wish, shown_spans[-IN_PICTURE:]),
        "left_out": len(meant) - len(shown_spans),
        "cut": max(len(shown_spans) - IN_PICTURE, 0),
        "shown": min(len(shown_spans), IN_PICTURE),
        "rows": [_row(source, wish, span) for span in shown_spans],
        "out": [_out(source, first, last) for first, last in custody.out_of_store(iter(shown_spans))],
        "records": [span.first for span in shown_spans] or "all",
        "whole": not shown_spans,
    }


def _facts(source: Source, wish: Wish, weapon: Any, spans: list[Span]) -> Iterator[tuple[str, str]]:  # noqa: ANN401
    classes = both(PAPER.name, wish.lang)["class"]
    yield (
        "kind",
        " ".join(each for each in (classes.get(weapon.class_, weapon.class_), weapon.calibre) if each),
    )
    yield "made", " ".join(each for each in (weapon.maker, weapon.model) if each)
    yield "serial", weapon.serial
    yield "day", wish.day
    if spans:
        yield "since", source.when(spans[0].begins)


def _of_day(source: Source, wish: Wish, spans: list[Span]) -> list[Span]:
    """Return the spans of a day, with the one in which it began."""
    day = source.day(wish.day)
    return [span for span in spans if span.first <= day.last and (span.last == 0 or span.last >= day.first)]


def _row(source: Source, wish: Wish, span: Span) -> list[Any]:
    """Return a span as cells: record, from when, where, contents, by which act, whether outside the rules.

    It holds until the next one begins: so its end is not written twice.
    """
    says = span.says
    return [
        span.first,
        source.when(span.begins),
        shown.where(says, lambda who: source.who(who, wish.lang, names=wish.names), wish.lang),
        shown.contents(says["spoken"], wish.lang),
        shown.act(EVENTS.get(says["kind"], says["kind"]), wish.lang),
        bool(says["deviation"]),
    ]


def _out(source: Source, first: Span, last: Span) -> list[str]:
    begun, ended = unstamp(first.begins), unstamp(last.ends) if last.ends else None
    lasted = str((ended - begun) // timedelta(minutes=1)) if ended else ""
    return [source.when(first.begins), source.when(last.ends), lasted]


def _picture(source: Source, wish: Wish, spans: list[Span]) -> str:
    """Return the picture; people in its lanes as everywhere on the paper."""
    if not spans:
        return ""

    pictured = both(PAPER.name, wish.lang)["picture_says"]

    def who(name: str) -> str:
        return source.who(name, wish.lang, names=wish.names)

    chain = []
    for span in spans:
        says = span.as_json()
        says["where"] = shown.where(says, who, "en") if not says["where"].startswith("in ") else says["where"]
        if says["holder"]:
            says["holder"] = who(says["holder"])
        says["spoken"] = shown.contents(says["spoken"], wish.lang)
        says["kind"] = shown.act(EVENTS.get(says["kind"], says["kind"]), wish.lang)
        if "reset" in says:
            says["reset"] = {**says["reset"], "by": who(says["reset"]["by"])}
        chain.append(says)
    custodians = {who(name) for name, person in source.state.people.items() if person.custodian}
    sheet = swimlane.a_sheet(WIDE, source.offset, say=lambda text: str(pictured.get(text, text)))
    return swimlane.drawn(
        sheet,
        chain,
        title=source.short(wish.weapon),
        until=unstamp(spans[-1].ends or spans[-1].begins),
        custodians=custodians,
    )


PAPER = Paper(name="custody-chain", needs=("weapon",), takes=("day",), build=build, tagged=False)
