"""``showsafe verify-rules``: are the rules themselves right? Searched to the end of a bound, every gate taken away."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from rich.table import Table

from showsafe import bootstrap
from showsafe.adapters import rulebooks
from showsafe.application.nearest import did_you_mean
from showsafe.assurance.search.verify import BOUNDS, Verified
from showsafe.entrypoints import found as searched
from showsafe.entrypoints import stories
from showsafe.entrypoints.cli import act, say, whose
from showsafe.entrypoints.cli.app import DONE, NO
from showsafe.entrypoints.stories import Story
from showsafe.errors import WrongInput
from showsafe.projections.numbers import counted
from showsafe.rules.rulebook import Rulebook

WITHIN = "Within this bound, and no more than that: what lies outside of it was not looked at."

CUT_OFF = (
    "{count} cut off before the end: every state within so many steps was gone through ({least} at the least), and "
    "nothing of what is deeper."
)


@click.command("verify-rules", short_help="search the rules for a way to harm")
@click.option(
    "--profile",
    default=bootstrap.COMMON,
    show_default=True,
    metavar=whose.METAVAR,
    help="Whose rules.",
)
@click.option(
    "--bound", type=click.Choice(tuple(BOUNDS)), default="small", show_default=True, help="How far."
)
@click.option(
    "--without",
    metavar="GATE[,GATE]",
    default="",
    help="Take these gates away together, and tell the shortest story of what happens then.",
)
@click.option(
    "--stories", "folder", metavar="DIR", type=act.PLACE, help="Write every story as a day that replay runs."
)
@act.IN_JSON
def verify_rules(profile: str, bound: str, without: str, folder: Path | None, *, in_json: bool) -> int:
    """Search the rules of a profile: everything that anybody can do or claim, against three kinds of adversary.

    Nothing may come of it that harms; and where a gate is taken away, harm has to come, or it would be for nothing.
    Exit status: 0 nothing was found and no gate is for nothing, within this bound; 1 something was, or one is. With
    gates taken away by name: 0 harm came of it, 1 none did within this bound.
    """
    book = whose.rules(profile)
    if without:
        return _without(book, bound, without, folder, in_json=in_json)
    if folder is not None:
        stories.ready(folder)
    found = rulebooks.verified(book, bound)
    told = list(searched.violations(book, found))
    every = [*told, *searched.removals(book, found)] if folder is not None else []
    written = stories.write_all(folder, every, book) if folder is not None else []
    if in_json:
        say.as_json(as_json(found))
    else:
        _show(book, bound, found)
        for story in told:
            show_story(story)
        for path in written:
            say.text(f"Written: {path}")
        _verdict(told, found)
    return DONE if found.ok else NO


def as_json(found: Verified) -> dict[str, Any]:
    """Return what a search says, as it is for programs."""
    bounds = [
        {
            "name": each.name,
            "adversary": each.adversary,
            "states": each.states,
            "transitions": each.transitions,
            "seconds": each.seconds,
            "violations": [searched.violation_as_json(violation) for violation in each.violations],
        }
        for each in found.bounds
    ]
    gates = {
        gate: {"killed": each.killed, "property": each.property, "steps": each.steps}
        for gate, each in found.gates.items()
    }
    return {"bounds": bounds, "gates": gates, "digest": found.digest}


def show_story(story: Story) -> None:
    """Print a story as a day on set, one line a step."""
    say.text()
    say.text(f"{story.title} ({story.bound})", style="bold")
    say.text(f"What has to hold: {story.sentence}")
    for line in stories.lines(story):
        say.text(line, indent=2, hang=6)
    say.text("And then it does not hold any more.")


def _show(book: Rulebook, bound: str, found: Verified) -> None:
    say.text(f"The rules {book.edition}, searched within the bound {bound}", style="bold")
    table = Table(box=None, pad_edge=False)
    for column in ("bound", "adversary"):
        table.add_column(column, overflow="fold")
    for column in ("states", "transitions", "seconds", "whole", "found"):
        table.add_column(column, justify="right")
    for each in found.bounds:
        numbers = (f"{each.states:,}", f"{each.transitions:,}", f"{each.seconds:.1f}")
        whole = "yes" if each.whole else f"{each.depth} steps"
        table.add_row(each.name, each.adversary, *numbers, whole, str(len(each.violations)))
    say.console().print(table)
    cut_off = [each for each in found.bounds if not each.whole]
    if cut_off:
        say.text(
            CUT_OFF.format(count=counted(len(cut_off), "bound"), least=min(each.depth for each in cut_off))
        )
    say.text()
    gates = Table(box=None, pad_edge=False)
    for column in ("gate taken away", "what is broken then"):
        gates.add_column(column, overflow="fold")
    gates.add_column("steps", justify="right")
    for gate, killed in found.gates.items():
        gates.add_row(gate, killed.property or "NOTHING", str(killed.steps) if killed.killed else "")
    say.console().print(gates)


def _verdict(told: list[Story], found: Verified) -> None:
    say.text()
    for_nothing = [gate for gate, each in found.gates.items() if not each.killed]
    if told:
        say.text(f"{counted(len(told), 'way')} to harm found.", style="bold")
    else:
        say.text("No way to harm was found.", style="bold")
    if for_nothing:
        say.text(
            f"Of these gates nothing comes when they are taken away: {', '.join(for_nothing)}.", style="bold"
        )
    say.text(WITHIN)
    say.text(f"Digest of what was searched: {found.digest}")


def _without(book: Rulebook, bound: str, wish: str, folder: Path | None, *, in_json: bool) -> int:
    gates = tuple(dict.fromkeys(each.strip() for each in wish.split(",") if each.strip()))
    for gate in gates:
        if gate not in book.gates:
            meant = did_you_mean(gate, book.gates, f"Known gates: {', '.join(book.gates)}.")
            raise WrongInput("input.unknown-gate", f"There is no gate {say.plain(gate)}.", meant)
    if not gates:
        raise WrongInput("input.unknown-gate", "No gate is named.", "Write it as --without check,bore")
    killed, story = searched.without(book, bound, gates)
    written = stories.write(folder, story, book) if folder is not None and story is not None else None
    if in_json:
        said = {"killed": killed.killed, "property": killed.property, "steps": killed.steps}
        say.as_json({"gates": {",".join(gates): said}, "story": list(stories.lines(story)) if story else []})
    elif story is None:
        say.text(f"Without {' and '.join(gates)} no way to harm was found.", style="bold")
    else:
        show_story(story)
        if written:
            say.text(f"Written: {written}")
    if not in_json:
        say.text(WITHIN)
    return DONE if story is not None else NO
