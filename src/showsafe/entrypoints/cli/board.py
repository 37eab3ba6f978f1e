"""``showsafe board``: every weapon as the record believes it; the live set first, told days after it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from shlex import quote
from typing import Any

import click

from showsafe import bootstrap
from showsafe.application.nearest import did_you_mean
from showsafe.application.unit import SET
from showsafe.domain.spoken import HOT
from showsafe.entrypoints.cli import act, say, witnessed
from showsafe.entrypoints.cli.app import DONE
from showsafe.entrypoints.cli.line import as_typed, newest_scope
from showsafe.entrypoints.cli.now import contents_first, lot_in_words, set_held, why_held
from showsafe.entrypoints.cli.reading import View, looking
from showsafe.errors import ShowsafeError, WrongInput
from showsafe.projections import board as weapons
from showsafe.projections import counts, waiting, whole_set
from showsafe.projections.rows import read, telling_of

Line = dict[str, Any]
Lines = dict[str, list[Line]]
SHOWN = {
    "scopes": whole_set.NAME,
    "waiting": waiting.NAME,
    "weapons": weapons.NAME,
    "lots": counts.NAME,
}
"""What a board is made of: its parts, and the projection of each."""


@click.command("board", short_help="every weapon, as the record believes it")
@act.DIRECTORY
@click.option("--day", default="", help="Only the newest telling of this day; or set, for the live set.")
@act.IN_JSON
def board(directory: Path, day: str, *, in_json: bool) -> int:
    """Show every weapon: contents first, who has it, the proof as somebody's word, what is held and why."""
    with looking(directory, *SHOWN.values(), witnessed.NAME) as view:
        lines = lines_of(view, _scope(view, day))
        if in_json:
            attested = witnessed.as_json(view)
            about = {"record": view.size, "as_of": view.as_of, "attested": attested}
            say.as_json({**about, "rules": _rules(directory, view), **lines})
        else:
            show(view, lines, quote(str(directory)), _rules(directory, view))
    return DONE


def _scope(view: View, day: str) -> str:
    """Return the scope that is meant by a day; raises WrongInput ``input.unknown-day``."""
    known = tuple(view.store.scopes())
    scope = newest_scope(day, known)
    if not day or scope in known:
        return scope
    raise WrongInput(
        "input.unknown-day",
        f"No day {say.plain(day)} is told in this unit.",
        did_you_mean(day, known, f"Days of this unit: {', '.join(known)}."),
    )


def lines_of(view: View, day: str = "") -> Lines:
    """Return the lines of scopes, held asks, weapons and lots; of one scope where it is named. The set comes first."""
    read_all = {part: [read(value) for _, value in view.store.rows(name)] for part, name in SHOWN.items()}
    return {
        part: [
            one for one in sorted(lines, key=lambda line: line["scope"] != SET) if day in ("", one["scope"])
        ]
        for part, lines in read_all.items()
    }


def _rules(directory: Path, view: View) -> list[str]:
    """Say what everybody has to know of the rules: each value that is laxer, or that they are not those on record."""
    try:
        profile = bootstrap.rules_in(directory, view.settings)(view.settings.profile).profile
    except ShowsafeError as error:
        return [error.says]
    return [
        f"Under profile {profile.id}, {name} is LAXER than in what it rests on; decision {number} allows it."
        for name, number in profile.laxer.items()
    ]


def show(view: View, lines: Lines, where: str, rules: Sequence[str] = ()) -> None:
    """Print the board; ``where`` is the directory, for the commands that come next, ``rules`` what is said of them."""
    say.text(view.header(), style="bold")
    for alarm in witnessed.alarms(view):
        say.text(alarm, style=say.HOT_STYLE)
    for rule in rules:
        say.text(rule, style="bold")
    say.text(say.OWN_WORDS, hang=0)
    for line in witnessed.witnessed(view):
        say.text(line, style=say.QUIET)
    if not lines["weapons"]:
        say.text("No weapon is on record.")
    scopes = tuple(view.store.scopes())
    for scope in lines["scopes"]:
        own = {part: [one for one in lines[part] if one["scope"] == scope["scope"]] for part in lines}
        if scope["scope"] == SET or own["weapons"] or own["lots"] or own["waiting"] or any(_against(scope)):
            _show_scope(scope, own, scopes, where)


def _show_scope(scope: Line, own: Lines, scopes: Sequence[str], where: str) -> None:
    name = scope["scope"]
    say.text()
    say.text(f"{_named(name, scopes)}, profile {scope['profile']}. {_day(scope)}", style="bold")
    for why in _against(scope):
        say.text(why, style=say.HOT_STYLE, indent=2)
    for file in scope["files"]:
        say.text(_file(file), indent=2)
    for asked in own["waiting"]:
        at = say.local(asked["at"], scope["utc_offset_minutes"])
        say.text(
            f"Waits for a second person since {at}, record {asked['record']}: {asked['says']}.", indent=2
        )
        say.command(f"showsafe confirm {where} {asked['record']} {asked['with']}", indent=4)
    for weapon in own["weapons"]:
        show_weapon(weapon, scope["utc_offset_minutes"], as_typed(weapon["weapon"], name, scopes))
    if own["lots"]:
        say.text()
    for lot in own["lots"]:
        _show_lot(lot, as_typed(lot["lot"], name, scopes))


def _file(file: Line) -> str:
    """Return a file in words: its word first, since it is hot if one of its weapons is."""
    marks = [
        f"{each['mark']} {each['weapon']}, {'with' if each['out'] else 'for'} {each['user']}"
        for each in file["weapons"]
    ]
    whose = f"{file['custodian']} keeps it, {file['watcher']} watches, scene {file['scene']}"
    parts = [f"File {file['file']}: {file['word']}. {whose}: {'; '.join(marks) or 'nothing in it'}."]
    if file["dropped"]:
        parts.append(f"Dropped out, hot: {', '.join(file['dropped'])}.")
    if file["held"]:
        parts.append(f"It holds: {file['held']}.")
    return " ".join(parts)


def _show_lot(lot: Line, name: str) -> None:
    kind = " ".join(part for part in (lot["size"], lot["kind"], lot["calibre"]) if part)
    say.text(f"Lot {name} ({kind}, {lot['state']}): {lot_in_words(lot)}", indent=2)


def _named(scope: str, scopes: Sequence[str]) -> str:
    if scope == SET:
        return "The live set"
    day, _ = telling_of(scope)
    return f"Told day {scope}" + ("" if newest_scope(day, scopes) == scope else " (told again since)")


def _day(scope: Line) -> str:
    """Say where the shooting day of a scope stands."""
    offset = scope["utc_offset_minutes"]
    if scope["day_open"]:
        return f"The day is open since {say.local(scope['opened_at'], offset)}."
    if not scope["closed_at"]:
        return "No day was opened yet."
    odd = f", with exceptions: {', '.join(scope['exceptions'])}" if scope["exceptions"] else ""
    return f"The day was closed {say.local(scope['closed_at'], offset)}{odd}."


def _against(line: Line) -> Iterator[str]:
    yield from set_held(line)
    for find in line["live"]:
        kept = "quarantined" if find["quarantined"] else "not quarantined"
        yield f"Live or unidentified round found in {find['where']} (record {find['record']}), {kept}."
    for concern in line["concerns"]:
        yield f"A concern is open (record {concern['record']})."


def show_weapon(weapon: Line, offset: int, name: str) -> None:
    """Print what is believed of one weapon, under the name that is typed for it: contents before the word."""
    say.text()
    style = say.HOT_STYLE if weapon["word"] == HOT else ""
    say.text(f"{name}: {contents_first(weapon)}", style=style, indent=2)
    say.text(weapon["proof"], indent=4)
    if weapon["bore"]:
        say.text(weapon["bore"], indent=4)
    for why in why_held(weapon):
        say.text(f"Held: {why}.", style="bold", indent=4)
    for matter in weapon["open"]:
        say.text(matter, indent=4)
    at = say.local(weapon["at"], offset)
    say.text(f"as of record {weapon['record']}, {at} there", style=say.QUIET, indent=4)
