"""``showsafe init``: a data directory for one production unit."""

from __future__ import annotations

import os
import re
from pathlib import Path
from shlex import quote

import click

from showsafe import bootstrap
from showsafe.adapters.settings_file import UnitSettings
from showsafe.application.keys import read_offset, write_offset
from showsafe.entrypoints.cli import act, say, whose
from showsafe.entrypoints.cli.app import DONE
from showsafe.rules.profile import Profile


def unit_name(directory: Path) -> str:
    """Return an id for a unit from the name of its directory."""
    name = re.sub(r"[^a-z0-9]+", "-", Path(os.path.realpath(directory)).name.lower()).strip("-")
    return name[:63].rstrip("-") or "unit"


def _show_own(profile: Profile) -> None:
    """Say what a production's own profile rests on, and every value in it that is laxer."""
    say.text(f"It is the production's own, and rests on {profile.base}: showsafe profiles FILE shows it.")
    for name in profile.own:
        if profile.values[name].adr:
            number = profile.values[name].adr
            say.text(f"{name} is LAXER than in {profile.base}; decision {number} allows it.", style="bold")


@click.command("init", short_help="make a data directory")
@act.DIRECTORY
@click.option(
    "--profile",
    required=True,
    metavar=whose.METAVAR,
    help="Whose rules hold; the list: showsafe profiles. Or the file of the production's own, stricter one.",
)
@click.option("--unit", default="", help="The unit's id (default: from the directory's name).")
@click.option("--utc-offset", default="+00:00", help="The set's clock from UTC, such as -06:00.")
@act.IN_JSON
def init(directory: Path, profile: str, unit: str, utc_offset: str, *, in_json: bool) -> int:
    """Make a data directory for one production unit, and record its opening.

    A production's own profile is searched first, for minutes: where something is found against it, nothing is made.
    """
    minutes = read_offset(utc_offset, "--utc-offset")
    book = whose.rules(profile)
    settings = UnitSettings(unit or unit_name(directory), book.profile.id, minutes)
    settings = bootstrap.create_unit(directory, settings, own=whose.own(profile))
    if in_json:
        say.as_json({"unit": settings.unit, "profile": settings.profile, "utc_offset": write_offset(minutes)})
        return DONE
    say.text(f"Unit {settings.unit} is open at {directory}, under profile {settings.profile}.")
    if settings.own_profile:
        _show_own(book.profile)
    where = quote(str(directory))
    say.text("Next: put people on record, beginning with the office, who then enrols a custodian:")
    say.command(f"showsafe report {where} enrol by=producer person=producer roles=producer")
    custodian = "person=armorer roles=armorer credentials=firearms,course age=40"
    say.command(f"showsafe report {where} enrol by=producer {custodian}")
    say.text("A copy of keys/device.key belongs in a safe place that is not this machine.")
    return DONE
