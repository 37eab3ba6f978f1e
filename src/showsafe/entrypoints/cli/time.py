"""``showsafe time``: having the ledger stamped by time authorities from outside."""

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
from showsafe.adapters.settings_file import AuthoritySettings
from showsafe.adapters.time_client import TimeClient, address_of
from showsafe.entrypoints.cli import act, asking, say
from showsafe.entrypoints.cli.app import DONE
from showsafe.entrypoints.stamping import Said, Stamper
from showsafe.errors import WrongInput

Authorities = Sequence[AuthoritySettings]


@click.group(
    "time", short_help="have the ledger stamped by time authorities", epilog="Every command has --json."
)
def time() -> None:
    """Let somebody outside say by when the records were there (RFC 3161). They see a sum, and no record."""


@time.command("add", short_help="ask a time authority from now on")
@act.DIRECTORY
@click.argument("name")
@click.argument("url")
@click.option(
    "--certificates",
    metavar="PEM",
    type=act.PLACE,
    required=True,
    help="A file with its chain, up to the root.",
)
@act.IN_JSON
def add(directory: Path, name: str, url: str, certificates: Path, *, in_json: bool) -> int:
    """Ask the authority at this URL for stamps from now on, under a NAME of your own; at most two.

    Only stamps that lead to the root among its certificates are taken. What has a NAME already is replaced.
    """
    address_of(url)
    new = AuthoritySettings(name, url, _certificates(certificates))
    record = _change(directory, lambda now: (*(each for each in now if each.name != name), new))
    if in_json:
        say.as_json({"authority": name, "url": url, "record": record})
        return DONE
    say.text(f"The time authority {name} is asked {'from now on' if record else 'already'}.")
    say.text("Ask it now; with --every 3600, once an hour until stopped:")
    say.command(f"showsafe time stamp {quote(str(directory))}")
    return DONE


@time.command("remove", short_help="ask a time authority no more")
@act.DIRECTORY
@click.argument("name")
@act.IN_JSON
def remove(directory: Path, name: str, *, in_json: bool) -> int:
    """Ask the authority of this NAME no more. What it has stamped stays on record."""

    def changed(now: Authorities) -> tuple[AuthoritySettings, ...]:
        if name not in [each.name for each in now]:
            known = ", ".join(each.name for each in now) or "none"
            raise WrongInput(
                "time.unknown",
                f"No time authority {say.plain(name)} is asked by this unit.",
                f"Time authorities of this unit: {known}.",
            )
        return tuple(each for each in now if each.name != name)

    record = _change(directory, changed)
    if in_json:
        say.as_json({"authority": name, "record": record})
    else:
        say.text("It is asked no more. What it has stamped stays on record.")
    return DONE


@time.command("stamp", short_help="have the newest checkpoint stamped")
@act.DIRECTORY
@click.option("--every", type=click.IntRange(1), metavar="SECONDS", help="Again and again, until stopped.")
@act.IN_JSON
def stamp(directory: Path, every: int | None, *, in_json: bool) -> int:
    """Have the newest checkpoint stamped by every authority of the unit, and record what they say.

    The set never waits for it: an authority that is away is asked again later, and one stamp then covers everything.
    """
    stamper = Stamper(directory, TimeClient())

    if every is None:
        return asking.once(stamper, shown(in_json=in_json))
    stop = threading.Event()
    return asking.again(stamper, lambda: stop.wait(every), shown(in_json=in_json))


def shown(*, in_json: bool) -> asking.Show[Said]:
    """Return what shows the answers of the authorities."""
    return lambda said, waits: _show(said, waits, in_json=in_json)


def _show(said: Sequence[Said], waits: str, *, in_json: bool) -> None:
    if in_json:
        say.as_json({"authorities": [_as_json(one) for one in said], "waits": waits})
        return
    if not said and not waits:
        say.text(
            "This unit asks no time authority. Add one with: showsafe time add DIR NAME URL --certificates PEM"
        )
    for one in said:
        say.text(one.says + (f" Recorded as {one.record}." if one.record else ""))
    if waits:
        say.text(f"Nothing is lost; it is tried again. {waits}")


def _as_json(said: Said) -> dict[str, Any]:
    return {
        "who": said.who,
        "outcome": said.outcome,
        "says": said.says,
        "size": said.size,
        "time": said.time,
        "record": said.record,
    }


def _change(directory: Path, changed: Callable[[Authorities], tuple[AuthoritySettings, ...]]) -> int:
    """Record other authorities; return the number of the record, or 0 where nothing changes."""
    with bootstrap.open_ledger(directory) as unit:
        now = settings_file.read(directory)
        authorities = changed(now.time_authorities)
        answer = bootstrap.change_settings(unit, directory, replace(now, time_authorities=authorities))
        return answer.number if answer is not None else 0


def _certificates(path: Path) -> str:
    """Return a chain from a file, without words between certificates; raises WrongInput ``time.certificates``."""
    from showsafe.ledger.timestamp import chain_of  # noqa: PLC0415 - large, and only needed here

    try:
        pem = path.read_bytes().decode("ascii", "replace")
    except OSError:
        raise WrongInput(
            "time.certificates", f"The file {path} cannot be read.", "Check the path of the certificates."
        ) from None
    return chain_of(pem).pem()
