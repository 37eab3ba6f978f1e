"""A record as one row of a paper: when, what, about what, by whom, and how it was answered; people by role."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from showsafe.domain.acts import Act, Draw
from showsafe.domain.events import HOLD, PERMIT, REFUSE, Event
from showsafe.papers import shown
from showsafe.papers.source import Line, Source
from showsafe.papers.wish import Wish
from showsafe.papers.words import COMMON, texts

SECONDS = ("witness", "countersigned_by", "reviewed_by")
"""Fields of an act that name its second person."""

FREE = ("cause", "harm", "reason", "says")
"""What people wrote in their own words. Whoever is known by id or name in it stands there by role, too."""

WITHOUT_BY = frozenset(("hold", "stop", "raise-concern", "incident"))
"""Who pressed or raised these is on no paper."""


def row(source: Source, line: Line, wish: Wish) -> dict[str, Any]:
    """Return a record as a row; ``loud`` where it was refused, held, or done outside the rules."""
    event = line.event
    act = event.completes or event.act
    return {
        "record": line.number,
        "at": source.time(line.body["as_of"]),
        "when": source.when(line.body["as_of"]),
        "act": shown.act(act.kind, wish.lang),
        "about": about(source, act),
        "by": by(source, act, wish),
        "with": [source.who(who, wish.lang, names=wish.names) for who in seconds(act)],
        "answer": answer(event, wish.lang),
        "loud": event.deviation or event.outcome in (HOLD, REFUSE),
        "more": list(more(source, act, wish)),
    }


def by(source: Source, act: Act, wish: Wish) -> str:
    """Return who did it; of a hold, a stop, a concern and an incident nobody is shown."""
    return "" if act.kind in WITHOUT_BY else source.who(act.by, wish.lang, names=wish.names)


def seconds(act: Act) -> tuple[str, ...]:
    """Return who else had a part: the second person, and to whom it went."""
    second = tuple(getattr(act, name) for name in SECONDS if getattr(act, name))
    return (*second, *act.to) if act.kind not in ("consign", "return-to-owner") else second


def about(source: Source, act: Act) -> str:
    """Return the thing that an act is about, the first that it names."""
    for name in ("weapon", "lot", "file", "in_", "scene"):
        if value := getattr(act, name):
            return source.short(value)
    return ""


def more(source: Source, act: Act, wish: Wish) -> Iterator[str]:
    """Yield what else was said and may stand on a paper: rounds, counts, scene, bore, their own words."""
    words = texts(COMMON, wish.lang)["said"]
    if act.rounds:
        yield _draws(source, act.rounds, wish.lang)
    if act.found is not None:
        yield found(source, act, wish.lang)
    for name in ("seen", "count", "missing"):
        value = getattr(act, name)
        if value is not None:
            yield f"{words[name]} {value}"
    if act.scene and (act.weapon or act.lot):
        yield f"{words['scene']} {act.scene}"
    if act.bore:
        yield f"{words['bore']} {words['bores'].get(act.bore, act.bore)}"
    # Whom a concern is about may be reading.
    for name in FREE if act.kind not in ("raise-concern", "answer-concern") else ():
        if value := getattr(act, name):
            yield f"{words[name]}: {source.masked(value, wish.lang, names=wish.names).rstrip('.')}"


def found(source: Source, act: Act, lang: str) -> str:
    """Return what was found in a weapon: rounds, nothing, or that nobody said what."""
    words = texts(COMMON, lang)["said"]
    if act.found is None:
        return str(words["found_unsaid"])
    if not act.found:
        return str(words["found_nothing"])
    return f"{words['found']} {_draws(source, act.found, lang)}"


def _draws(source: Source, draws: tuple[Draw, ...], lang: str) -> str:
    return ", ".join(f"{draw.count} x {_of(source, draw, lang)}" for draw in draws)


def _of(source: Source, draw: Draw, lang: str) -> str:
    """Return what was drawn: its lot, with the kind that the lot is of, or else its kind and load."""
    if not draw.lot:
        return " ".join(filter(None, (shown.kind(draw.kind, lang), shown.load(draw.load, lang))))
    lot = source.state.lots.get(draw.lot)
    kind = draw.kind or (lot.kind if lot is not None else "")
    return f"{source.short(draw.lot)} ({shown.kind(kind, lang)})" if kind else source.short(draw.lot)


def answer(event: Event, lang: str) -> str:
    """Return how it was answered, in a word or two."""
    words = texts(COMMON, lang)["answer"]
    name = "deviation" if event.deviation else event.outcome
    if event.completes is not None and event.outcome == PERMIT:
        name = "completed"
    return str(words.get(name, name))
