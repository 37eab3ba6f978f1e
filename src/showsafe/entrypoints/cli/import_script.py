"""``showsafe import script``: a Final Draft script, and the scenes in it that may have weapons."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from shlex import quote

from showsafe import bootstrap
from showsafe.adapters.clock import SystemClock
from showsafe.books.book import Done, Entry
from showsafe.books.kinds import OFFICE
from showsafe.books.planning import entering
from showsafe.books.planning.compare import Change, script_changes
from showsafe.books.planning.now import planning_of
from showsafe.books.planning.shown import FOUND_BY_WORDS
from showsafe.entrypoints.cli import say
from showsafe.entrypoints.cli.app import DONE
from showsafe.entrypoints.planning import content_of, state_of, take_script
from showsafe.projections.numbers import counted

NAME = "script"
_STANDINGS = {
    "likely": "likely",
    "maybe": "maybe",
    "unlikely": "by figures of speech alone",
    "": "without a word",
}


def run(directory: Path, file: Path, by: str, *, dry_run: bool, in_json: bool) -> int:
    """Read a script, and enter it in the office book unless it is a dry run or the one that holds already."""
    entry = entering.script(content_of(file), file.name, by, SystemClock().now())
    done = None if dry_run else _entered(directory, entry)
    changes = () if done is None else script_changes(planning_of(bootstrap.read_book(directory, OFFICE)))
    if in_json:
        say.as_json(
            {
                "entry": done.number if done else 0,
                "known": done is None and not dry_run,
                "revision": entry.keys["revision"],
                "title": entry.keys["title"],
                "notes": entry.keys["notes"],
                "scenes": entry.keys["scenes"],
                "changes": [{"what": c.what, "scene": c.scene, "was": c.was, "is": c.is_} for c in changes],
            }
        )
    else:
        _show(entry, done, changes, quote(str(directory)), dry_run=dry_run)
    return DONE


def _entered(directory: Path, entry: Entry) -> Done | None:
    state = state_of(directory)
    with bootstrap.open_book(directory, OFFICE, SystemClock()) as book:
        return take_script(book, state, entry)


def _show(entry: Entry, done: Done | None, changes: tuple[Change, ...], where: str, *, dry_run: bool) -> None:
    scenes = entry.keys["scenes"]
    played = [each for each in scenes if not each["omitted"]]
    standings = Counter(each["found"]["standing"] if "found" in each else "" for each in played)
    named = ", ".join(filter(None, (entry.keys["title"], entry.keys["revision"])))
    say.text(
        f"{counted(len(played), 'scene')}{f' of {named}' if named else ''}, {len(scenes) - len(played)} omitted."
    )
    for note in entry.keys["notes"]:
        say.text(note)
    parts = (f"{standings[name]} {words}" for name, words in _STANDINGS.items())
    say.text(f"With weapons, by their words: {', '.join(parts)}.")
    say.text(FOUND_BY_WORDS, style=say.QUIET, hang=0)
    for each in changes:
        between = " to ".join(filter(None, (each.was, each.is_ if each.is_ != each.was else "")))
        say.text(f"Scene {each.scene}: {each.what}{f', {between}' if between else ''}", indent=2)
    if dry_run:
        say.text("A dry run: nothing was imported.", style="bold")
    elif done is None:
        say.text("Nothing new: this script is the one that holds already.", style="bold")
    else:
        say.text(f"Imported: office entry {done.number}.", style="bold")
        say.command(f"showsafe schedule {where}")
