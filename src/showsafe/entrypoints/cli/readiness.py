"""``showsafe readiness``: what is missing for tomorrow's scenes with weapons."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from showsafe.books.expiring import PERSON
from showsafe.books.readiness.message import message
from showsafe.books.readiness.values import Item, Readiness
from showsafe.books.roles import Unnamed
from showsafe.entrypoints.cli import act, say
from showsafe.entrypoints.cli.app import DONE, NO
from showsafe.entrypoints.planning import look_at, ready_as_json
from showsafe.errors import WrongInput

NO_PERMISSION = (
    "A look ahead, not a permission: nothing was asked and nothing is recorded. The record knows who is on the "
    "production, and not who is called in."
)


def read_day(typed: str) -> date | None:
    """Return the day that was typed, None for none; raises WrongInput ``input.wrong-value``."""
    try:
        found = date.fromisoformat(typed) if typed else None
    except ValueError:
        found = None
    if typed and (found is None or found.isoformat() != typed):
        raise WrongInput("input.wrong-value", f"{say.plain(typed)!r} is no day.", "Write it as 2026-03-31.")
    return found


@click.command("readiness", short_help="what is missing for tomorrow's scenes with weapons")
@act.DIRECTORY
@click.option(
    "--day", default="", metavar="YYYY-MM-DD", help="Another day than tomorrow; today as it is now."
)
@click.option(
    "--message",
    "language",
    type=click.Choice(("en", "es")),
    help="As the morning message in this language: plain text, roles in place of people.",
)
@act.IN_JSON
def readiness(directory: Path, *, day: str, language: str | None, in_json: bool) -> int:
    """Show who lacks instruction, whose paper ends, which lot is not proven, which plan and meeting are to be made.

    It asks the rules themselves, as of the morning of that day. Leaves with 1 where something is missing before it.
    """
    found, state = look_at(directory, read_day(day))
    if in_json:
        text = {"message": message(found, state, language)} if language else {}
        say.as_json({**ready_as_json(found), **text})
    elif language:
        click.echo(message(found, state, language), nl=False)
    else:
        show(found, Unnamed(state))
    return NO if found.missing or found.to_look_at else DONE


def show(found: Readiness, people: Unnamed) -> None:
    """Print readiness for a person."""
    ahead = ", looked at ahead" if found.assumed else ""
    say.text(
        f"{found.unit}, {found.day}{ahead}: as of record {found.record} and office entry {found.entry}.",
        style="bold",
    )
    say.text(NO_PERMISSION, style=say.QUIET, hang=0)
    for scene in found.scenes:
        around = ", ".join(filter(None, (scene.slug, scene.location, scene.when)))
        say.text(f"Scene {scene.key}{f' ({around})' if around else ''}", indent=2)
        for use in scene.uses:
            rounds = " ".join(filter(None, (use.load, use.ammunition))) or "rounds not said"
            planned = ", planned" if use.planned else ""
            say.text(f"{use.weapon or 'a weapon'} for {use.user or 'somebody'}, {rounds}{planned}", indent=4)
    if not found.scenes:
        say.text("No scene of this day is confirmed to have weapons.", indent=2)
    _part("Missing before the day", found.missing)
    _part("A person has to say or look", found.to_look_at)
    _part("On the day itself", found.to_do)
    _part("To be known", found.notes)
    if not found.missing and not found.to_look_at:
        say.text()
        say.text("Nothing recorded is missing before the day.")
    _ends(found, people)


def _part(title: str, items: tuple[Item, ...]) -> None:
    if not items:
        return
    say.text()
    say.text(f"{title}: {len(items)}", style="bold")
    for item in items:
        scenes = f"Scene {', '.join(item.scenes)}: " if item.scenes and item.gate != "readiness" else ""
        say.text(f"{scenes}{item.says} [{item.code}]", indent=2)
        who = f" Who can: {', '.join(item.by)}." if item.by else ""
        say.text(f"{item.next}{who}", style=say.QUIET, indent=4)


def _ends(found: Readiness, people: Unnamed) -> None:
    if found.expiring:
        say.text()
        say.text("Ends within two weeks after it", style="bold")
    for each in found.expiring:
        of = f"{each.of} ({people.label(each.of)})" if each.of_sort == PERSON else each.of or "the production"
        over = "ended" if each.on < found.day else "until"
        say.text(f"{each.kind} {each.what} of {of}: {over} {each.on}", indent=2)
    if found.tasks:
        say.text()
        say.text("Due by then", style="bold")
    for task in found.tasks:
        say.text(f"{task.due}{' (overdue)' if task.overdue else ''}: {task.says['en']}", indent=2)
