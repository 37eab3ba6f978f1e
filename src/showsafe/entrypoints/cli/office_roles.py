"""``showsafe office role`` and ``access``: who sees what, and who looked."""

from __future__ import annotations

from pathlib import Path

import click

from showsafe import bootstrap_office
from showsafe.application.office import kinds
from showsafe.application.office.roles import roles as table
from showsafe.application.office.standing import Given
from showsafe.application.office.words import EVERY, KEYBOARD, OFFICE
from showsafe.entrypoints.cli import act, say
from showsafe.entrypoints.cli.app import DONE
from showsafe.errors import WrongInput
from showsafe.projections.numbers import counted

BY = click.option(
    "--by", default="", metavar="SUBJECT", help="The administrator who says it, by their id there."
)
_TO = click.option("--to", required=True, metavar="SUBJECT", help="Whom, by their id at the sign-in service.")
_WHERE = click.option(
    "--production", default="", help="The production, or every; left out for a role of the whole office."
)


@click.group("role", short_help="give a role, take it, list them")
def role() -> None:
    """Say who sees what. A role is given by an administrator to somebody else: nobody gives themselves one."""


@role.command("give", short_help="give somebody a role")
@act.DIRECTORY
@click.argument("name", metavar="ROLE")
@_TO
@_WHERE
@BY
@act.IN_JSON
def give(directory: Path, name: str, *, to: str, production: str, by: str, in_json: bool) -> int:
    """Give somebody a role. Without --by only a first administrator is named, while there is none."""
    return _said(directory, "give-role", (name, to, production, by), in_json=in_json)


@role.command("take", short_help="take a role from somebody")
@act.DIRECTORY
@click.argument("name", metavar="ROLE")
@_TO
@_WHERE
@BY
@act.IN_JSON
def take(directory: Path, name: str, *, to: str, production: str, by: str, in_json: bool) -> int:
    """Take a role from somebody, at once: the next page that they open is not there any more."""
    return _said(directory, "take-role", (name, to, production, by), in_json=in_json)


def _said(directory: Path, kind: str, what: tuple[str, str, str, str], *, in_json: bool) -> int:
    name, to, production, by = what
    with bootstrap_office.open_office(directory) as opened:
        number = opened.log.say(
            kind,
            by or KEYBOARD,
            role=name,
            to=to,
            production=kinds.place_of(production),
            through=KEYBOARD,
        )
    if in_json:
        say.as_json({"record": number})
    else:
        say.text(f"{'Given' if kind == 'give-role' else 'Taken'}. Record {number} of the office's own log.")
    return DONE


@role.command("list", short_help="who has which role")
@act.DIRECTORY
@click.option("--production", default="", help="Only those of one production.")
@act.IN_JSON
def list_(directory: Path, *, production: str, in_json: bool) -> int:
    """Show who holds which role, who gave it, and what each role sees."""
    with bootstrap_office.open_office(directory) as opened:
        given = [
            each
            for each in opened.log.rows.given(opened.settings.issuer)
            if production in ("", each.production)
        ]
    if in_json:
        say.listed([_as_json(each) for each in given])
        return DONE
    say.text(f"{counted(len(given), 'role')} given.")
    for each in given:
        by = "at the keyboard" if each.by == KEYBOARD else f"by {each.by}"
        say.text(
            f"{each.subject}: {each.role}, {_place(each.production)}; {by}, record {each.number}.", indent=2
        )
    say.text()
    for row in table().values():
        say.text(
            f"{row.name} ({'whole office' if row.whole else 'production'}): {', '.join(sorted(row.sees))}"
        )
    return DONE


def _as_json(each: Given) -> dict[str, object]:
    return {
        "subject": each.subject,
        "role": each.role,
        "production": each.production,
        "by": each.by,
        "at": each.at,
        "record": each.number,
    }


def _place(production: str) -> str:
    return {OFFICE: "the whole office", EVERY: "every production"}.get(production, production)


@click.command("access", short_help="who looked at people of a production")
@act.DIRECTORY
@click.argument("production")
@click.option(
    "--last", default=200, show_default=True, type=click.IntRange(1, 100_000), help="So many looks."
)
@act.IN_JSON
def access(directory: Path, production: str, *, last: int, in_json: bool) -> int:
    """Show who looked at whom in one production, the newest first, as the office's own log has it."""
    with bootstrap_office.open_office(directory) as opened:
        if not opened.log.rows.has_production(production):
            raise WrongInput(
                "office.no-such-production",
                "There is no production of this id in the office.",
                "Check the id: showsafe office production list",
            )
        looks = list(opened.log.rows.looks(production, last))
    if in_json:
        say.listed(
            [
                {
                    "record": each.number,
                    "at": each.at,
                    "by": each.by,
                    "thing": each.thing,
                    "persons": list(each.persons),
                }
                for each in looks
            ]
        )
        return DONE
    say.text(f"{counted(len(looks), 'look')} at people of {production}.")
    for each in looks:
        whom = ", ".join(each.persons) or "nobody by name"
        say.text(f"{say.local(each.at)} {each.by}, {each.thing}: {whom} (record {each.number})", indent=2)
    return DONE


for each in (give, take, list_):
    role.add_command(each)
