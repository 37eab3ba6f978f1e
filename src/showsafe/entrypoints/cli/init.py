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
from showsafe.entrypoints.cli import act, say
from showsafe.entrypoints.cli.app import DONE


def unit_name(directory: Path) -> str:
    """Return an id for a unit from the name of its directory."""
    name = re.sub(r"[^a-z0-9]+", "-", Path(os.path.realpath(directory)).name.lower()).strip("-")
    return name[:63].rstrip("-") or "unit"


@click.command("init", short_help="make a data directory")
@act.DIRECTORY
@click.option("--profile", required=True, help="Whose rules hold; the list: showsafe profiles")
@click.option("--unit", default="", help="The unit's id (default: from the directory's name).")
@click.option("--utc-offset", default="+00:00", help="The set's clock from UTC, such as -06:00.")
@act.IN_JSON
def init(directory: Path, profile: str, unit: str, utc_offset: str, *, in_json: bool) -> int:
    """Make a data directory for one production unit, and record its opening."""
    minutes = read_offset(utc_offset, "--utc-offset")
    bootstrap.rules_of(profile)
    settings = UnitSettings(unit or unit_name(directory), profile, minutes)
    bootstrap.create_unit(directory, settings)
    if in_json:
        say.as_json({"unit": settings.unit, "profile": profile, "utc_offset": write_offset(minutes)})
        return DONE
    say.text(f"Unit {settings.unit} is open at {directory}, under profile {profile}.")
    where = quote(str(directory))
    say.text("Next: put people on record, beginning with the office, who then enrols a custodian:")
    say.command(f"showsafe report {where} enrol by=producer person=producer roles=producer")
    custodian = "person=armorer roles=armorer credentials=firearms,course age=40"
    say.command(f"showsafe report {where} enrol by=producer {custodian}")
    say.text("A copy of keys/device.key belongs in a safe place that is not this machine.")
    return DONE
