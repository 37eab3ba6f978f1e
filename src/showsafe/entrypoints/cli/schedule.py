"""``showsafe schedule``: the days, their scenes with weapons, what waits for a word, and what changed."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from shlex import quote
from typing import Any

import click

from showsafe import bootstrap
from showsafe.adapters.clock import SystemClock
from showsafe.application.would import Moment
from showsafe.books.kinds import OFFICE
from showsafe.books.kinds import planning as kinds
from showsafe.books.planning.now import Planning, planning_of
from showsafe.books.planning.shown import planned
from showsafe.books.readiness.look import Looked, readiness
from showsafe.books.readiness.morning import shooting_day
from showsafe.entrypoints.cli import act, say, tags
from showsafe.entrypoints.cli.app import DONE
from showsafe.entrypoints.planning import decide, looking, state_of
from showsafe.errors import WrongInput
from showsafe.projections.numbers import counted

PREPARED = 10
"""So many days to come that have weapons are looked at ahead."""

_WORDS_SHOWN = 3
_ACTIONS = {"confirm": kinds.CONFIRM, "dismiss": kinds.DISMISS}
_CHANGES = {
    "added": "new",
    "gone": "no longer there",
    "omitted": "omitted",
    "back": "back in",
    "rewritten": "text changed",
    "moved": "moved",
    "day-added": "new day",
    "day-gone": "day no longer there",
    "otherwise": "otherwise",
}


_SAYING = """\b
confirm SCENE by=PERSON uses=WEAPON:PERSON,... ammunition=none|blank|dummy|LOT
              load=half shots=3 says=TEXT
dismiss SCENE by=PERSON why=TEXT

Of uses, either side may be left open: revolver, or :performer.
"""


@click.command(
    "schedule", short_help="days and scenes with weapons; confirm or dismiss a scene", epilog=_SAYING
)
@act.DIRECTORY
@click.argument("words", nargs=-1, metavar="[confirm|dismiss SCENE KEY=VALUE...]", type=click.UNPROCESSED)
@act.IN_JSON
def schedule(directory: Path, words: tuple[str, ...], *, in_json: bool) -> int:
    """Show the days of the schedule with their scenes, what was found in the script and why, and what changed.

    A person says whether a scene has weapons. What was said last holds, of the text as it stood then.
    """
    if words:
        return _decide(directory, words, in_json=in_json)
    planning, prepared = _looked(directory)
    if in_json:
        say.as_json({**planned(planning), "prepared": prepared})
    else:
        show(planned(planning), prepared, quote(str(directory)))
    return DONE


def _decide(directory: Path, words: Sequence[str], *, in_json: bool) -> int:
    action, *rest = words
    if action not in _ACTIONS or not rest:
        raise WrongInput(
            "input.usage",
            f"{say.plain(action)!r} is no action on a scene."
            if action not in _ACTIONS
            else "No scene is named.",
            "Say: confirm SCENE by=PERSON ..., or: dismiss SCENE by=PERSON why=TEXT",
        )
    said = {"scene": rest[0], **_read(rest[1:])}
    act_id = str(said.pop("act_id", "")) or f"scene-{secrets.token_hex(8)}"
    state = state_of(directory)
    for each in said.get("uses", ()):
        tags.in_keys(each, state.weapons)
    with bootstrap.open_book(directory, OFFICE, SystemClock()) as book:
        done = decide(book, state, _ACTIONS[action], said, act_id)
    if in_json:
        say.as_json({"entry": done.number, "scene": done.kept["scene"], "kind": done.kept.kind})
    else:
        word = "confirmed: it has weapons" if action == "confirm" else "dismissed: it has none"
        say.text(f"Scene {done.kept['scene']} is {word}. Office entry {done.number}.")
    return DONE


def _read(words: Iterable[str]) -> dict[str, Any]:
    """Return what is said of a scene; raises WrongInput ``input.not-a-key``, ``input.wrong-value``."""
    said: dict[str, Any] = {}
    for word in words:
        key, equals, value = word.partition("=")
        if not equals or not key or key in said:
            raise WrongInput(
                "input.not-a-key",
                f"{say.plain(word)!r} is no KEY=VALUE, or says a key again.",
                "Write each key once, as in by=armorer.",
            )
        said[key] = value
    if "uses" in said:
        said["uses"] = [_use(each) for each in str(said["uses"]).split(",") if each.strip()]
    if "shots" in said:
        text = str(said["shots"])
        if not (text.isascii() and text.isdecimal() and len(text) <= 6):  # noqa: PLR2004 - no take has a million
            raise WrongInput("input.wrong-value", "shots is a whole number.", "Write it as shots=3.")
        said["shots"] = int(text)
    return said


def _use(text: str) -> dict[str, str]:
    weapon, _, user = text.strip().partition(":")
    return {"weapon": weapon.strip(), "user": user.strip()}


def _looked(directory: Path) -> tuple[Planning, list[dict[str, Any]]]:
    """Return what is planned, and what the next days with weapons still lack."""
    with looking(directory) as found:
        planning = planning_of(found.pages)
        return planning, [_prepared(found, day) for day in _armed(planning, found.at)]


def _armed(planning: Planning, at: Moment) -> list[date]:
    today = shooting_day(at.state, at.now)
    return [day for day in planning.days if day >= today and planning.armed_on(day)][:PREPARED]


def _prepared(at: Looked, day: date) -> dict[str, Any]:
    found = readiness(at, day)
    return {
        "day": day.isoformat(),
        "scenes": [each.key for each in found.scenes],
        "missing": sorted({each.code for each in found.missing}),
        "look": sorted({each.code for each in found.to_look_at}),
        "on_the_day": sorted({each.code for each in found.to_do}),
    }


def show(line: Mapping[str, Any], prepared: list[dict[str, Any]], where: str) -> None:
    """Print what is planned for a person."""
    for name in ("script", "schedule"):
        file = line[name]
        if file is None:
            say.text(f"No {name} is on record: showsafe import {name} {where} FILE --by PERSON", style="bold")
            continue
        revision = f", {file['revision']}" if file["revision"] else ""
        title = f" {file['title']}" if file["title"] else ""
        say.text(
            f"{name.capitalize()}{title}{revision}: office entry {file['entry']}, by {file['by']}.",
            style="bold",
        )
        for note in file["notes"]:
            say.text(note, indent=2)
    counts = line["counts"]
    say.text(
        f"{counted(counts['scenes'], 'scene')}: {counts['confirmed']} confirmed with weapons, {counts['waiting']} wait "
        f"for a word, {counts['dismissed']} dismissed, {counts['unlikely']} by figures of speech alone, "
        f"{counts['without_words']} in which no word was found."
    )
    say.text(line["says"], style=say.QUIET, hang=0)
    _show_changes(line["changes"])
    _show_waiting(line["scenes"], where)
    for day in line["days"]:
        _show_day(day, next((each for each in prepared if each["day"] == day["day"]), None), where)


def _show_changes(changes: Mapping[str, list[dict[str, str]]]) -> None:
    for name, found in changes.items():
        if found:
            say.text()
            say.text(f"Changed against the last {name}", style="bold")
        for each in found:
            what = (
                f"Scene {each['scene']}: {_CHANGES[each['what']]}"
                if each["scene"]
                else _CHANGES[each["what"]]
            )
            between = " to ".join(
                filter(None, (each["was"], each["is"] if each["is"] != each["was"] else ""))
            )
            say.text(f"{what}{f': {between}' if between else ''}", indent=2)


def _show_waiting(scenes: list[dict[str, Any]], where: str) -> None:
    waiting = [each for each in scenes if each["waits"]]
    if waiting:
        say.text()
        say.text("Has it weapons? A person says", style="bold")
    for scene in waiting:
        again = ", dismissed before its text changed" if scene["said"] else ""
        days = f", {', '.join(scene['days'])}" if scene["days"] else ""
        say.text(
            f"Scene {scene['scene']}, {scene['slug']}{days}: {scene['proposed'] or 'not proposed'}{again}",
            indent=2,
        )
        for word in scene["words"][:_WORDS_SHOWN]:
            times = f" ({word['times']} times)" if word["times"] > 1 else ""
            because = f", {word['because']['en']}" if word["because"] else ""
            say.text(
                f"{word['in']}: {word['before']}*{word['word']}*{word['after']}{times}{because}", indent=4
            )
        rest = len(scene["words"]) - _WORDS_SHOWN + scene["more"]
        if rest > 0:
            say.text(f"and {rest} more", indent=4, style=say.QUIET)
    if waiting:
        scene = waiting[0]["scene"]
        say.command(f"showsafe schedule {where} confirm {scene} by=PERSON uses=WEAPON:PERSON ammunition=none")
        say.command(f"showsafe schedule {where} dismiss {scene} by=PERSON why=TEXT")


def _show_day(day: Mapping[str, Any], prepared: Mapping[str, Any] | None, where: str) -> None:
    say.text()
    places = ", ".join(dict.fromkeys(row["location"] for row in day["rows"] if row["location"]))
    say.text(f"{day['day']}{f', {places}' if places else ''}", style="bold")
    for scene in day["scenes"]:
        part = f" part {scene['part']}" if scene["part"] else ""
        slug = f", {scene['slug']}" if scene["slug"] else ""
        say.text(f"Scene {scene['scene']}{part}{slug}: {_stands(scene)}", indent=2)
    if prepared is not None:
        missing, look, to_do = (len(prepared[name]) for name in ("missing", "look", "on_the_day"))
        say.text(
            f"Reasons: {missing} why something is missing before the day, {look} to look at, {to_do} left to the day:",
            indent=2,
        )
        say.command(f"showsafe readiness {where} --day {day['day']}", indent=4)


def _stands(scene: Mapping[str, Any]) -> str:
    if scene["omitted"]:
        return "omitted in the script"
    if scene["waits"]:
        return f"waits for a word ({scene['proposed']})" if scene["proposed"] else "waits for a word"
    if scene["standing"] == "open":
        return "not in the script" if not scene["written"] else "no weapon was found or named"
    return "has weapons" if scene["standing"] == "confirmed" else "dismissed"
