"""What the board says now of the things that an act named, in one line each: no hold and no taint is a surprise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from showsafe.domain.acts import Act
from showsafe.domain.spoken import HOT
from showsafe.errors import Unusable
from showsafe.ledger.store import Store
from showsafe.projections import board, counts, whole_set
from showsafe.projections.project import stale
from showsafe.projections.rows import key_of, read

STOPS = {
    "live": "a live or unidentified round was found",
    "missing-dummy": "a dummy is missing",
    "hold": "a doubt; custodian and 1st AD lift it together",
    "stop": "stopped until somebody outside the department has reviewed it",
    "incident": "an incident is open",
}
"""What stops a whole set, in words."""


def capital(words: str) -> str:
    """Return words as they begin a sentence; never used where a name comes first."""
    return words[:1].upper() + words[1:]


def contents_first(weapon: dict[str, Any]) -> str:
    """Return contents, word and place of a weapon's line; only *hot* is loud."""
    word = weapon["word"].upper() if weapon["word"] == HOT else weapon["word"].capitalize()
    return f"{weapon['contents']} {word}. {capital(weapon['where'])}."


def why_held(weapon: dict[str, Any]) -> list[str]:
    """Return why a weapon is held, each reason once, with the records it stands in."""
    reasons: dict[str, list[str]] = {}
    for held in weapon["held"]:
        reasons.setdefault(held["why"], []).extend([str(held["record"])] if held["record"] else [])
    return [f"{why} (record {', '.join(numbers)})" if numbers else why for why, numbers in reasons.items()]


def lot_in_words(lot: dict[str, Any]) -> str:
    """Return the account of a lot: its sum, how many are proven, where it is, and what stands against it."""
    held = f" Held: {'; '.join(lot['held'])}." if lot["held"] else ""
    tainted = f" Tainted: {lot['tainted']}." if lot["tainted"] else ""
    return f"{lot['shown']}. Proven: {lot['proven']}. {capital(lot['where'])}.{held}{tainted}"


def set_held(scope: dict[str, Any]) -> Iterator[str]:
    """Yield what stops a whole set."""
    for held in scope["held"]:
        about = f", {held['about']}" if held["about"] else ""
        yield f"HELD, the whole set: {STOPS.get(held['why'], held['why'])}{about} (record {held['record']})."


def lines(store: Store, scope: str, *acts: Act) -> Iterator[str]:
    """Yield a line for every weapon and lot that the acts name, and what stops the set."""
    failed = sorted({board.NAME, counts.NAME, whole_set.NAME} & set(stale(store)))
    if failed:
        yield f"What the board says now cannot be shown ({', '.join(failed)}): showsafe rebuild DIR"
        return
    try:
        yield from _lines(store, scope, *acts)
    except Unusable as error:
        # The act is on record by now, so what cannot be read beside it is no reason to call it an error.
        yield f"What the board says now cannot be shown. {error.now}"


def _lines(store: Store, scope: str, *acts: Act) -> Iterator[str]:
    for weapon in dict.fromkeys(act.weapon for act in acts if act.weapon):
        value = store.row(board.NAME, key_of(scope, weapon))
        if value is not None:
            yield _weapon(read(value))
    for lot in dict.fromkeys(lot for act in acts for lot in lots_of(act)):
        value = store.row(counts.NAME, key_of(scope, lot))
        if value is not None:
            yield f"Now {lot}: {lot_in_words(read(value))}"
    value = store.row(whole_set.NAME, scope)
    if value is not None:
        yield from set_held(read(value))


def _weapon(line: dict[str, Any]) -> str:
    held = "; ".join(why_held(line))
    return f"Now {line['weapon']}: {contents_first(line)}{f' Held: {held}.' if held else ''}"


def lots_of(act: Act) -> tuple[str, ...]:
    """Return every lot that an act names."""
    drawn = (draw.lot for draw in (*(act.rounds or ()), *(act.found or ())))
    return tuple(dict.fromkeys(lot for lot in (act.lot, *drawn) if lot))
