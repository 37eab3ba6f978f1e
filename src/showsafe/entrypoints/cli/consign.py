"""``showsafe consign``: what travels between units and owners, with a named carrier, slip and receipt."""

from __future__ import annotations

from pathlib import Path
from shlex import quote

import click

from showsafe import bootstrap
from showsafe.adapters.clock import SystemClock
from showsafe.application.nearest import did_you_mean
from showsafe.application.states import loaded
from showsafe.application.unit import SET
from showsafe.books.bound.lines import bound
from showsafe.books.consign import rows, views
from showsafe.books.consign.state import Consignment, Consignments
from showsafe.books.kinds import BOUND
from showsafe.domain.things import Weapon
from showsafe.entrypoints.cli import act, consign_shown, consign_take, consign_work, say, tags
from showsafe.entrypoints.cli.app import DONE
from showsafe.entrypoints.cli.reading import View, looking
from showsafe.errors import WrongInput
from showsafe.ledger.checkpoint import origin_of
from showsafe.projections import consigned as projected

THING = click.argument("thing", metavar="THING")


@click.group(
    "consign",
    short_help="send and take weapons between units, with slip, carrier and receipt",
    epilog="Every command has --json.",
)
def consign() -> None:
    """Send what leaves for another unit or an owner, and take what comes; both records then point at each other.

    What leaves is consigned through the gates first: showsafe ask DIR consign weapon=NAME to=CARRIER by=PERSON.
    Whatever came is hot, whatever its papers say, until two people here have looked.
    """


for each in (*consign_work.COMMANDS, *consign_take.COMMANDS):
    consign.add_command(each)


def _mine(view: View) -> Consignments:
    return views.of_store(view.store, origin_of(view.settings.unit))


@consign.command("list", short_help="everything that left or came, what needs somebody first")
@act.DIRECTORY
@click.option("--open", "only_open", is_flag=True, help="Only what somebody still has something to do with.")
@act.IN_JSON
def list_(directory: Path, *, only_open: bool, in_json: bool) -> int:
    """Show every consignment: to whom, with which carrier, by when, where it is, and what differs."""
    with looking(directory, projected.NAME) as view:
        today = loaded(view.store, SET).state.local_date(SystemClock().now()).isoformat()
        lines = views.listed(_mine(view), today, only_open=only_open)
    if in_json:
        say.as_json({"today": today, "consignments": lines})
    else:
        consign_shown.lines(lines)
    return DONE


@consign.command("show", short_help="one consignment in full, with the records on both sides")
@act.DIRECTORY
@THING
@act.IN_JSON
def show(directory: Path, thing: str, *, in_json: bool) -> int:
    """Show every consignment of a thing, by its name here, or one by its record, as north-ridge#41."""
    with looking(directory, projected.NAME) as view:
        state = loaded(view.store, SET).state
        name = tags.named(thing, state.weapons)
        today = state.local_date(SystemClock().now()).isoformat()
        shown = [views.as_json(found, today) for found in _meant(_mine(view), name)]
    if in_json:
        say.as_json({"today": today, "consignments": shown})
    else:
        for each in shown:
            consign_shown.one(each)
    return DONE


def _meant(mine: Consignments, name: str) -> list[Consignment]:
    meant = name if name.startswith("showsafe/") else f"showsafe/{name}"
    found = [
        each
        for each in mine
        if name == each.thing
        or str(each.of) == meant
        or any(name == arrival.said.step.thing for arrival in each.arrivals)
    ]
    if not found:
        known = sorted({each.thing for each in mine})
        raise WrongInput(
            "consign.no-such",
            f"No consignment of {say.plain(name)!r} is on record.",
            did_you_mean(name, known, "All of them: showsafe consign list DIR"),
        )
    return found


@consign.command("rows", short_help="what a consignment means for the bound book, to be entered by a person")
@act.DIRECTORY
@THING
@act.IN_JSON
def rows_(directory: Path, thing: str, *, in_json: bool) -> int:
    """Propose the rows of the owner's acquisition and disposition book; nothing is entered by this.

    Whether something is a disposition, whoever holds the licence knows: a loan to a production may be none.
    """
    with looking(directory, projected.NAME) as view:
        state = loaded(view.store, SET).state
        book = bound(bootstrap.read_book(directory, BOUND))
        origin = origin_of(view.settings.unit)
        name = tags.named(thing, state.weapons)
        found = [
            row
            for each in _meant(_mine(view), name)
            for row in rows.proposed(
                each,
                origin,
                book,
                state.weapons.get(_here(each, origin)) or Weapon(id=_here(each, origin)),
                state.offset_minutes,
            )
        ]
    shown = [
        {
            "kind": row.kind,
            "weapon": row.weapon,
            "keys": row.keys,
            "lacks": list(row.lacks),
            "record": row.record,
            "against": row.why_not,
            "command": rows.command(row, quote(str(directory))),
        }
        for row in found
    ]
    if in_json:
        say.as_json({"rows": shown})
    else:
        consign_shown.rows(shown)
    return DONE


def _here(found: Consignment, origin: str) -> str:
    """Return the name of a thing in this unit."""
    arrived = [each.said.step.thing for each in found.arrivals if each.said.origin == origin]
    return arrived[-1] if arrived else found.thing
