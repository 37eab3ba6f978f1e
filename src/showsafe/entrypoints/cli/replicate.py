"""``showsafe replicate``: an office gets a copy of the set's log, checks it, and cosigns it."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from shlex import quote
from typing import Any

import click

from showsafe import bootstrap
from showsafe.adapters import files, office_client, offices_file, settings_file
from showsafe.adapters.offices_file import OfficeSettings
from showsafe.adapters.settings_file import WitnessSettings
from showsafe.application.replicating_values import MAY_BE_SHOWN
from showsafe.entrypoints.cli import act, asking, say
from showsafe.entrypoints.cli.app import DONE
from showsafe.entrypoints.replicating import Replicator, Said
from showsafe.errors import WrongInput
from showsafe.ledger.note import VerifierKey

LONGEST_TOKEN, SHORTEST_TOKEN = 128, 16


@click.group("replicate", short_help="an office gets a copy of the log")
def replicate() -> None:
    """Let an office have a copy of the log: records with their commitments, and nothing of what lies behind those.

    The set never waits for it. While the unit is served, the copy goes on by itself. Each command takes --json.
    """


@replicate.command("add", short_help="an office gets a copy from now on")
@act.DIRECTORY
@click.argument("vkey")
@click.argument("url")
@click.option(
    "--token-file",
    type=act.PLACE,
    metavar="FILE",
    required=True,
    help="The unit's token, as the office gave it.",
)
@click.option(
    "--open",
    "opens",
    type=click.Choice(MAY_BE_SHOWN),
    help="Show it the papers of people too, so that it sees when they expire. Left out, no value leaves the set.",
)
@act.IN_JSON
def add(directory: Path, vkey: str, url: str, token_file: Path, opens: str | None, *, in_json: bool) -> int:
    """Give the office of this vkey, at this URL, a copy of the log from now on; it is a witness of the unit, too.

    VKEY, URL and the token come from whoever runs the office. A new token or URL takes the place of the old one.
    """
    key = VerifierKey.parse(vkey)
    if not office_client.may_be_called(url):
        raise WrongInput(
            "office.not-an-address",
            "An office is called over https, or over http on this machine alone.",
            "Write it as https://office.example, as whoever runs the office gives it.",
        )
    new = OfficeSettings(vkey, url, _token(token_file), opens is not None)
    with bootstrap.open_unit(directory) as unit:
        now = settings_file.read(directory)
        witnesses = (*(each for each in now.witnesses if each.vkey != vkey), WitnessSettings(vkey, url))
        answer = bootstrap.change_settings(unit, directory, replace(now, witnesses=witnesses))
        others = [each for each in offices_file.read(directory) if each.vkey != vkey]
        offices_file.write(directory, [*others, new])
    number = answer.number if answer is not None else 0
    if in_json:
        say.as_json({"office": key.name, "url": url, "open": opens, "record": number})
        return DONE
    say.text(f"{key.name} gets a copy of the log from now on.")
    say.text("It sees the papers of people." if opens else "No personal value leaves the set.")
    say.text("While the unit is served, the copy goes on by itself. To copy now:")
    say.command(f"showsafe replicate now {quote(str(directory))}")
    return DONE


@replicate.command("list", short_help="which offices get a copy")
@act.DIRECTORY
@act.IN_JSON
def list_(directory: Path, *, in_json: bool) -> int:
    """Show which offices get a copy, and what they are shown; never a token."""
    settings_file.read(directory)
    offices = offices_file.read(directory)
    if in_json:
        shown = [
            {"office": each.name, "vkey": each.vkey, "url": each.url, "open": each.opens} for each in offices
        ]
        say.as_json({"offices": shown})
        return DONE
    for each in offices:
        opens = "sees the papers of people" if each.opens else "sees no personal value"
        say.text(f"{each.name} at {each.url} {opens}.")
    if not offices:
        say.text("No office gets a copy. Add one with: showsafe replicate add DIR VKEY URL --token-file FILE")
    return DONE


@replicate.command("remove", short_help="an office gets nothing any more")
@act.DIRECTORY
@click.argument("name")
@act.IN_JSON
def remove(directory: Path, name: str, *, in_json: bool) -> int:
    """Give the office of this name or vkey nothing any more. What it has, it keeps."""
    settings_file.read(directory)
    offices = offices_file.read(directory)
    gone = [each for each in offices if name in (each.vkey, each.name)]
    if not gone:
        known = ", ".join(each.name for each in offices) or "none"
        raise WrongInput(
            "replicate.unknown",
            f"No office {say.plain(name)} gets a copy of this log.",
            f"Offices of this unit: {known}.",
        )
    number = 0
    with bootstrap.open_ledger(directory) as unit:
        offices_file.write(directory, [each for each in offices if each not in gone])
        now = settings_file.read(directory)
        vkeys = {each.vkey for each in gone}
        left = tuple(each for each in now.witnesses if each.vkey not in vkeys)
        answer = bootstrap.change_settings(unit, directory, replace(now, witnesses=left))
        number = answer.number if answer is not None else 0
    if in_json:
        say.as_json({"office": gone[0].name, "record": number})
    else:
        say.text("It gets nothing any more. What it has, it keeps; what it has cosigned stays on record.")
    return DONE


@replicate.command("now", short_help="copy what the offices lack")
@act.DIRECTORY
@click.option("--every", type=click.IntRange(1), metavar="SECONDS", help="Again and again, until stopped.")
@act.IN_JSON
def now(directory: Path, every: int | None, *, in_json: bool) -> int:
    """Copy to every office what it lacks, and record its cosignature. It goes on from where the office is."""
    replicator = Replicator(directory, patient=every is not None)

    def show(said: Sequence[Said], waits: str) -> None:
        _show(said, waits, in_json=in_json)

    if every is None:
        return asking.once(replicator, show)
    stop = threading.Event()
    return asking.again(replicator, lambda: stop.wait(every), show)


def _token(file: Path) -> str:
    if not file.is_file():
        raise WrongInput(
            "replicate.no-token-file",
            f"There is no file {file}.",
            "Give the file with the unit's token, as whoever runs the office gave it.",
        )
    with files.translated(file):
        data = file.read_bytes()[: LONGEST_TOKEN + 2]
    token = data.decode("ascii", "replace").strip()
    if not SHORTEST_TOKEN <= len(token) <= LONGEST_TOKEN or not token.isprintable() or " " in token:
        raise WrongInput(
            "replicate.not-a-token",
            f"The file {file.name} does not hold a token: one word of {SHORTEST_TOKEN} to {LONGEST_TOKEN} letters.",
            "Take the file as whoever runs the office gave it.",
        )
    return token


def _show(said: Sequence[Said], waits: str, *, in_json: bool) -> None:
    if in_json:
        shown: list[dict[str, Any]] = [asdict(each) for each in said]
        say.as_json({"offices": shown, "waits": waits})
        return
    if not said and not waits:
        say.text("No office gets a copy. Add one with: showsafe replicate add DIR VKEY URL --token-file FILE")
    for one in said:
        style = say.HOT_STYLE if one.outcome.startswith("ingest.") else ""
        say.text(one.says + (f" Recorded as {one.record}." if one.record else ""), style=style)
    if waits:
        say.text(f"Nothing is lost; it is tried again. {waits}")
