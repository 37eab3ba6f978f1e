"""``showsafe board``: every weapon as the record believes it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from showsafe.domain.spoken import HOT
from showsafe.entrypoints.cli import act, say
from showsafe.entrypoints.cli.app import DONE
from showsafe.entrypoints.cli.reading import View, looking
from showsafe.projections import board as weapons
from showsafe.projections import counts, whole_set
from showsafe.projections.rows import read

Line = dict[str, Any]
Lines = dict[str, list[Line]]
SHOWN = {"scopes": whole_set.NAME, "weapons": weapons.NAME, "lots": counts.NAME}
"""What a board is made of: its parts, and the projection of each."""

_STOPS = {
    "live": "a live or unidentified round was found",
    "missing-dummy": "a dummy is missing",
    "hold": "a doubt; custodian and 1st AD lift it together",
    "stop": "stopped until somebody outside the department has reviewed it",
    "incident": "an incident is open",
}


@click.command("board", short_help="every weapon, as the record believes it")
@act.DIRECTORY
@click.option("--day", default="", help="Only this scope: set, or the id of a told day.")
@act.IN_JSON
def board(directory: Path, day: str, *, in_json: bool) -> int:
    """Show every weapon: contents first, who has it, the proof as somebody's word, what is held and why."""
    with looking(directory, *SHOWN.values()) as view:
        lines = lines_of(view, day)
        if in_json:
            say.as_json({"record": view.size, "as_of": view.as_of, **lines})
        else:
            show(view, lines)
    return DONE


def lines_of(view: View, day: str = "") -> Lines:
    """Return the lines of scopes, weapons and lots; of one scope where it is named."""
    read_all = {part: [read(value) for _, value in view.store.rows(name)] for part, name in SHOWN.items()}
    return {part: [one for one in lines if day in ("", one["scope"])] for part, lines in read_all.items()}


def show(view: View, lines: Lines) -> None:
    """Print the board."""
    say.text(view.header(), style="bold")
    say.text(say.OWN_WORDS)
    if not lines["weapons"]:
        say.text("No weapon is on record.")
    for scope in lines["scopes"]:
        own = {part: [one for one in lines[part] if one["scope"] == scope["scope"]] for part in lines}
        if own["weapons"] or own["lots"] or any(_against(scope)):
            _show_scope(scope, own)


def _show_scope(scope: Line, own: Lines) -> None:
    say.text()
    say.text(f"{_named(scope['scope'])}, profile {scope['profile']}", style="bold")
    for why in _against(scope):
        say.text(why, style=say.HOT_STYLE, indent=2)
    for weapon in own["weapons"]:
        show_weapon(weapon, scope["utc_offset_minutes"])
    if own["lots"]:
        say.text()
    for lot in own["lots"]:
        _show_lot(lot)


def _show_lot(lot: Line) -> None:
    held = f" Held: {'; '.join(lot['held'])}." if lot["held"] else ""
    tainted = f" Tainted: {lot['tainted']}." if lot["tainted"] else ""
    kind = " ".join(part for part in (lot["size"], lot["kind"], lot["calibre"]) if part)
    said = f"Lot {lot['short']} ({kind}, {lot['state']}): {lot['shown']}. {_capital(lot['where'])}.{held}{tainted}"
    say.text(said, indent=2)


def _named(scope: str) -> str:
    return "The set" if scope == "set" else f"Day {scope}"


def _against(line: Line) -> Iterator[str]:
    for held in line["held"]:
        about = f", {held['about']}" if held["about"] else ""
        yield f"HELD, the whole set: {_STOPS.get(held['why'], held['why'])}{about} (record {held['record']})."
    if line["exceptions"]:
        yield f"The last day was closed with exceptions: {', '.join(line['exceptions'])}."
    for find in line["live"]:
        kept = "quarantined" if find["quarantined"] else "not quarantined"
        yield f"Live or unidentified round found in {find['where']} (record {find['record']}), {kept}."
    for concern in line["concerns"]:
        yield f"A concern is open (record {concern['record']})."


def show_weapon(weapon: Line, offset: int) -> None:
    """Print what is believed of one weapon: contents first, and the word never alone."""
    hot = weapon["word"] == HOT
    word = weapon["word"].upper() if hot else weapon["word"].capitalize()
    say.text()
    contents = f"{weapon['short']}: {weapon['contents']} {word}. {_capital(weapon['where'])}."
    say.text(contents, style=say.HOT_STYLE if hot else "", indent=2)
    say.text(weapon["proof"], indent=4)
    if weapon["bore"]:
        say.text(weapon["bore"], indent=4)
    for why, records in _reasons(weapon).items():
        since = f" (record {', '.join(records)})" if records else ""
        say.text(f"Held: {why}{since}.", style="bold", indent=4)
    for matter in weapon["open"]:
        say.text(matter, indent=4)
    at = say.local(weapon["at"], offset)
    say.text(f"as of record {weapon['record']}, {at} there", style=say.QUIET, indent=4)


def _reasons(weapon: Line) -> dict[str, list[str]]:
    """Return why a weapon is held, each reason once, with the records it stands in."""
    reasons: dict[str, list[str]] = {}
    for held in weapon["held"]:
        reasons.setdefault(held["why"], []).extend([str(held["record"])] if held["record"] else [])
    return reasons


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
