"""``showsafe witness add``, ``remove`` and ``push``: having the set's own ledger cosigned by others."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from shlex import quote
from typing import Any

import click

from showsafe import bootstrap
from showsafe.adapters import settings_file
from showsafe.adapters.settings_file import WitnessSettings
from showsafe.adapters.witness_client import WitnessClient
from showsafe.application.witnessing import FORK, ROLLED_BACK
from showsafe.entrypoints.cli import act, asking, say
from showsafe.entrypoints.cli.app import DONE
from showsafe.entrypoints.pushing import Pusher, Said, cosigned_by_ourselves
from showsafe.errors import WrongInput
from showsafe.ledger.note import VerifierKey


@click.command("add", short_help="ask a witness from now on")
@act.DIRECTORY
@click.argument("vkey")
@click.argument("url")
@act.IN_JSON
def add(directory: Path, vkey: str, url: str, *, in_json: bool) -> int:
    """Ask the witness of this vkey, at this URL, for cosignatures from now on; a new URL takes the old one's place.

    Its keeper has to trust this unit's key first, which showsafe vkey DIR prints.
    """
    new = WitnessSettings(vkey, url)
    name = VerifierKey.parse(vkey).name

    def changed(now: Sequence[WitnessSettings]) -> tuple[WitnessSettings, ...]:
        return (*(each for each in now if each.vkey != vkey), new)

    record = _change(directory, changed)
    if in_json:
        say.as_json({"witness": name, "url": url, "record": record})
        return DONE
    say.text(
        f"The witness {name} is asked from now on." if record else f"The witness {name} is asked already."
    )
    say.text("Ask it now; with --every 60, once a minute until stopped:")
    say.command(f"showsafe witness push {quote(str(directory))}")
    return DONE


@click.command("remove", short_help="ask a witness no more")
@act.DIRECTORY
@click.argument("name")
@act.IN_JSON
def remove(directory: Path, name: str, *, in_json: bool) -> int:
    """Ask the witness of this name or vkey no more. What it has cosigned stays on record."""

    def changed(now: Sequence[WitnessSettings]) -> tuple[WitnessSettings, ...]:
        kept = tuple(each for each in now if name not in (each.vkey, VerifierKey.parse(each.vkey).name))
        if len(kept) == len(now):
            known = ", ".join(VerifierKey.parse(each.vkey).name for each in now) or "none"
            raise WrongInput(
                "witness.unknown",
                f"No witness {say.plain(name)} is asked by this unit.",
                f"Witnesses of this unit: {known}.",
            )
        return kept

    record = _change(directory, changed)
    if in_json:
        say.as_json({"witness": name, "record": record})
    else:
        say.text("It is asked no more. What it has cosigned stays on record.")
    return DONE


def _change(
    directory: Path, changed: Callable[[Sequence[WitnessSettings]], tuple[WitnessSettings, ...]]
) -> int:
    """Record other witnesses; return the number of the record, or 0 where nothing changes."""
    with bootstrap.open_ledger(directory) as unit:
        now = settings_file.read(directory)
        answer = bootstrap.change_settings(unit, directory, replace(now, witnesses=changed(now.witnesses)))
        return answer.number if answer is not None else 0


@click.command("push", short_help="ask the witnesses for their cosignatures")
@act.DIRECTORY
@click.option("--every", type=click.IntRange(1), metavar="SECONDS", help="Again and again, until stopped.")
@click.option(
    "--timeout", type=click.IntRange(1, 300), default=10, show_default=True, help="Seconds for each witness."
)
@act.IN_JSON
def push(directory: Path, every: int | None, timeout: int, *, in_json: bool) -> int:
    """Have the newest checkpoint cosigned by every witness of the unit, and record what they say.

    The set never waits for it: a witness that is away is asked again, and then vouches for everything at once.
    """
    pusher = Pusher(directory, WitnessClient(timeout))

    def show(said: Sequence[Said], waits: str) -> None:
        _show(said, waits, in_json=in_json)

    def at_night() -> list[Said]:
        return [cosigned_by_ourselves(directory, pusher.clock)] if pusher.night_is_due() else []

    if every is None:
        return asking.once(pusher, show)
    stop = threading.Event()
    return asking.again(pusher, lambda: stop.wait(every), show, at_night)


def _show(said: Sequence[Said], waits: str, *, in_json: bool) -> None:
    if in_json:
        say.as_json({"witnesses": [_as_json(one) for one in said], "waits": waits})
        return
    if not said and not waits:
        say.text("This unit asks no witness. Add one with: showsafe witness add DIR VKEY URL")
    for one in said:
        style = say.HOT_STYLE if one.outcome in (FORK, ROLLED_BACK) else ""
        say.text(one.says + (f" Recorded as {one.record}." if one.record else ""), style=style)
    if waits:
        say.text(f"Nothing is lost; it is tried again. {waits}")


def _as_json(said: Said) -> dict[str, Any]:
    return {
        "who": said.who,
        "outcome": said.outcome,
        "says": said.says,
        "size": said.size,
        "record": said.record,
    }
