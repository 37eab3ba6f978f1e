"""``showsafe office production`` and ``unit``: which productions there are, and whose logs the office keeps."""

from __future__ import annotations

import hashlib
import secrets
from pathlib import Path
from shlex import quote

import click

from showsafe import bootstrap_office
from showsafe.adapters import files, office_directory
from showsafe.adapters.office_directory import OWNER_ONLY
from showsafe.application import text
from showsafe.application.office import kinds
from showsafe.application.office.words import KEYBOARD
from showsafe.bootstrap_office import OpenOffice
from showsafe.entrypoints.cli import act, say
from showsafe.entrypoints.cli.app import DONE
from showsafe.entrypoints.cli.office_roles import BY
from showsafe.errors import WrongInput
from showsafe.ledger import cosignature
from showsafe.ledger.archive import LogKey, Unit
from showsafe.ledger.checkpoint import origin_of
from showsafe.ledger.note import COSIGNER, VerifierKey
from showsafe.projections.numbers import counted

TOKEN_BYTES = 32


@click.group("production", short_help="add a production, list them")
def production() -> None:
    """Say which productions the office has."""


@production.command("add", short_help="add a production")
@act.DIRECTORY
@click.argument("name", metavar="PRODUCTION")
@click.option("--title", default="", help="What it is called; its id where this is left out.")
@BY
@act.IN_JSON
def add_production(directory: Path, name: str, *, title: str, by: str, in_json: bool) -> int:
    """Add a production, by the word of an administrator. Nobody sees it before a role in it is given."""
    called = text.label(title, "the title") or name
    kinds.place_of(name)
    with bootstrap_office.open_office(directory) as opened:
        number = opened.log.say(
            "add-production", by or KEYBOARD, production=name, title=called, through=KEYBOARD
        )
    if in_json:
        say.as_json({"production": name, "record": number})
    else:
        say.text(f"The production {name} is added: record {number} of the office's own log.")
    return DONE


@production.command("list", short_help="which productions there are")
@act.DIRECTORY
@act.IN_JSON
def list_productions(directory: Path, *, in_json: bool) -> int:
    """Show every production with its units."""
    with bootstrap_office.open_office(directory) as opened:
        rows = [(each, opened.archive.units(each.id)) for each in opened.log.rows.productions()]
    if in_json:
        say.listed(
            [
                {"production": each.id, "title": each.title, "units": [unit.unit for unit in units]}
                for each, units in rows
            ]
        )
        return DONE
    say.text(f"{counted(len(rows), 'production')}.")
    for each, units in rows:
        say.text(
            f"{each.id}: {each.title}; {', '.join(unit.unit for unit in units) or 'no unit yet'}", indent=2
        )
    return DONE


@click.group("unit", short_help="keep the log of a unit, let its node call")
def unit() -> None:
    """Say whose logs the office keeps. Each unit's node writes its log; the office checks, keeps and cosigns it."""


@unit.command("add", short_help="keep the log of a unit under its key")
@act.DIRECTORY
@click.argument("name", metavar="PRODUCTION")
@click.argument("vkey")
@click.option(
    "--token-file", type=act.PLACE, required=True, help="Where the token of its node is written, once."
)
@BY
@act.IN_JSON
def add_unit(directory: Path, name: str, vkey: str, *, token_file: Path, by: str, in_json: bool) -> int:
    """Keep the log of VKEY (on the set's machine: showsafe vkey DIR) as one of a production's, and let its node call.

    The token is written for its owner only, and not kept here. Bring it to the set's machine by hand.
    """
    key = VerifierKey.parse(vkey)
    origin, called = key.name, key.name.rpartition("/")[2]
    if key.kind == COSIGNER or origin_of(called) != origin:
        raise WrongInput(
            "office.not-a-unit",
            "This is not the key of a unit's log.",
            "Take the one line that showsafe vkey DIR prints on the set's machine.",
        )
    with bootstrap_office.open_office(directory) as opened:
        log = opened.log
        number = log.say(
            "add-unit", by or KEYBOARD, production=name, unit=called, vkey=str(key), through=KEYBOARD
        )
        opened.archive.trust(Unit(name, called, origin, (LogKey(key),)))
        _token(opened, origin, token_file)
        peer = _peer(opened)
    if in_json:
        say.as_json({"unit": called, "origin": origin, "record": number, "witness": peer})
        return DONE
    say.text(f"The log {origin} is kept for {name}: record {number}. Its token is in {token_file}.")
    say.text("On the set's machine, with that file brought there by hand:")
    say.command(
        f"showsafe replicate add DIR {peer} {opened.settings.address} --token-file {quote(token_file.name)}"
    )
    return DONE


@unit.command("token", short_help="give the node of a unit a new token")
@act.DIRECTORY
@click.argument("name", metavar="UNIT")
@click.option("--token-file", type=act.PLACE, required=True, help="Where the new token is written, once.")
@act.IN_JSON
def token(directory: Path, name: str, *, token_file: Path, in_json: bool) -> int:
    """Give the node of a unit a new token; the one before does not let it in any more."""
    with bootstrap_office.open_office(directory) as opened:
        opened.archive.unit(origin_of(name))
        _token(opened, origin_of(name), token_file)
    if in_json:
        say.as_json({"unit": name, "file": str(token_file)})
    else:
        say.text(f"The new token of {name} is in {token_file}; the one before is worth nothing.")
    return DONE


@unit.command("list", short_help="whose logs the office keeps")
@act.DIRECTORY
@click.option("--production", "name", default="", help="Only those of one production.")
@act.IN_JSON
def list_units(directory: Path, *, name: str, in_json: bool) -> int:
    """Show every unit with its log, its key, and how far the office is with it."""
    with bootstrap_office.open_office(directory) as opened:
        rows = [(each, opened.archive.held(each.origin)) for each in opened.archive.units(name)]
    if in_json:
        say.listed(
            [
                {
                    "production": each.production,
                    "unit": each.unit,
                    "origin": each.origin,
                    "records": held.size,
                    "checked": held.checked,
                    "fault": held.fault,
                }
                for each, held in rows
            ]
        )
        return DONE
    say.text(f"{counted(len(rows), 'unit')}.")
    for each, held in rows:
        fault = f" Fault: {held.fault}" if held.fault else ""
        say.text(f"{each.production} {each.unit}: {counted(held.size, 'record')}.{fault}", indent=2)
    return DONE


def _token(opened: OpenOffice, origin: str, file: Path) -> None:
    """Let a new token in, after it is written: what was not written down lets nobody in."""
    if file.exists():
        raise WrongInput("office.file-there", f"There is something at {file} already.", "Choose a new name.")
    made = secrets.token_urlsafe(TOKEN_BYTES)
    with files.translated(file.parent):
        files.write(file, f"{made}\n".encode(), OWNER_ONLY)
    opened.archive.admit(origin, hashlib.sha256(made.encode()).digest())


def _peer(opened: OpenOffice) -> str:
    _, key = office_directory.keys_of(opened.path)
    return str(cosignature.vkey_of(opened.settings.witness, key))


for command in (add_production, list_productions):
    production.add_command(command)
for command in (add_unit, token, list_units):
    unit.add_command(command)
