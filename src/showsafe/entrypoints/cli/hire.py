"""``showsafe hire``: what is here of others and what of ours is elsewhere, its condition, its days, its services."""

from __future__ import annotations

from pathlib import Path

import click

from showsafe.application.nearest import did_you_mean
from showsafe.books.hire import rules, views, workshop
from showsafe.entrypoints.cli import act, hire_shown, hire_work, say
from showsafe.entrypoints.cli.app import DONE
from showsafe.entrypoints.cli.hire_work import looking_at
from showsafe.errors import WrongInput


@click.group(
    "hire",
    short_help="keep what is hired, its condition, its days and its services",
    epilog="Every command has --json.",
)
def hire() -> None:
    """Keep consignments, conditions, hire days and services in the office book, beside the record of the set.

    Where a thing is by the record of the set stands beside what the office says of it; neither changes the other.
    """


for each in (hire_work.out, hire_work.in_, hire_work.extend, hire_work.condition):
    hire.add_command(each)
hire.add_command(hire_work.service)
hire.add_command(hire_work.interval)


@hire.command("list", short_help="every hire with its days, what is late first")
@act.DIRECTORY
@act.IN_JSON
def list_(directory: Path, *, in_json: bool) -> int:
    """Show every hire: with whom, until when, what is still to come back, what differs."""
    with looking_at(directory) as source:
        today, lines = source.day, views.listed(source)
    if in_json:
        say.as_json({"today": today, "hires": lines})
    else:
        hire_shown.hires(lines)
    return DONE


@hire.command("show", short_help="one hire, condition out beside condition in")
@act.DIRECTORY
@click.argument("name", metavar="HIRE")
@act.IN_JSON
def show(directory: Path, name: str, *, in_json: bool) -> int:
    """Show one hire: its things with their condition as they went and as they came back, and every difference."""
    with looking_at(directory) as source:
        found = source.hires.get(name)
        if found is None:
            raise rules.no_such(name)
        shown = views.one(source, found)
    if in_json:
        say.as_json(shown)
    else:
        hire_shown.one(shown)
    return DONE


@hire.command("owner", short_help="what of an owner is where, and what is due back")
@act.DIRECTORY
@click.argument("name", metavar="[OWNER]", default="")
@act.IN_JSON
def owner(directory: Path, name: str, *, in_json: bool) -> int:
    """Show what of an owner is where and in whose custody, by role, what is due back, and the services.

    It names no person: it may be given to the owner as it is. Without OWNER, it lists those whose things are on record.
    """
    with looking_at(directory) as source:
        names = views.owners(source)
        if name and name.casefold() not in (each.casefold() for each in names):
            raise WrongInput(
                "hire.no-such-owner",
                f"Nothing of {say.plain(name)!r} is on record.",
                did_you_mean(name, names, f"Owners on record: {', '.join(names) or 'none'}."),
            )
        shown = views.owned(source, name) if name else {"owners": names}
    if in_json:
        say.as_json(shown)
    elif name:
        hire_shown.owned(shown)
    else:
        for each in names:
            say.text(each)
    return DONE


@hire.command("services", short_help="which weapon is due for service, and when")
@act.DIRECTORY
@act.IN_JSON
def services(directory: Path, *, in_json: bool) -> int:
    """Show every weapon with its last service, the rounds since, and when the next one is due."""
    with looking_at(directory) as source:
        today, lines = source.day, workshop.services(source)
    if in_json:
        say.as_json({"today": today, "services": lines})
    else:
        hire_shown.services(lines)
    return DONE


@hire.command("certificates", short_help="papers of weapons, what lapses first")
@act.DIRECTORY
@act.IN_JSON
def certificates(directory: Path, *, in_json: bool) -> int:
    """Show every deactivation, conversion and other paper of a weapon, with its last day."""
    with looking_at(directory) as source:
        today, lines = source.day, workshop.certificates(source)
    if in_json:
        say.as_json({"today": today, "certificates": lines})
    else:
        hire_shown.certificates(lines)
    return DONE
