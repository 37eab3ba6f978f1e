"""``showsafe replay``: told days through the production rules, and into a unit's ledger where one is named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from showsafe import bootstrap
from showsafe.adapters import directory
from showsafe.adapters.settings_file import UnitSettings
from showsafe.application.ports import Rulebooks
from showsafe.application.scenario.day import Scenario
from showsafe.application.scenario.into import tell_into
from showsafe.application.scenario.run import Told
from showsafe.application.unit import Unit
from showsafe.entrypoints.cli import account, act, say, whose
from showsafe.entrypoints.cli.app import DONE, NO
from showsafe.entrypoints.cli.days import read_all, telling
from showsafe.entrypoints.cli.init import unit_name
from showsafe.errors import WrongInput
from showsafe.projections.numbers import counted


@click.command("replay", short_help="run days that are told in files")
@click.argument("paths", nargs=-1, required=True, metavar="FILE|FOLDER...", type=act.PLACE)
@click.option("--into", metavar="DIR", type=act.PLACE, help="Write the days into this data directory.")
@click.option(
    "--profile", metavar=whose.METAVAR, help="Tell every day under this profile, in place of its own."
)
@act.IN_JSON
def replay(paths: tuple[Path, ...], into: Path | None, profile: str | None, *, in_json: bool) -> int:
    """Run told days through the rules as they are, and hold every step to what its file expects.

    Every file is read before anything is told or written. With --into each day becomes part of the unit's ledger,
    under its own profile; the directory is made where it is not there. Exit status: 0 every expectation held, 1 one
    did not, 2 a file is wrong.
    """
    rules = _rules(into, profile)
    with say.bar("reading", shown=not in_json) as tell:
        tell(0, 1)
        days = read_all(paths, rules)
    summary = account.Summary(days=len(days))
    if into is None:
        _tell(days, summary, rules, in_json=in_json)
    else:
        _write(days, into, summary, in_json=in_json)
    if not in_json:
        summary.show()
    return NO if summary.missed else DONE


def _rules(into: Path | None, profile: str | None) -> Rulebooks:
    """Return by which rules days are told: all by one profile, or each by its own, which may be that of the unit."""
    if profile is not None:
        if into is not None:
            raise WrongInput(
                "replay.profile-into",
                "What is written into a unit is decided by the profile of its day, and no other.",
                "Leave out --into to see what another profile says, or --profile.",
            )
        book = whose.rules(profile)
        return lambda _: book
    if into is None or directory.may_be_made(into):
        return bootstrap.rules_of
    with directory.open_for_reading(into) as opened:
        return bootstrap.rules_in(into, opened.settings)


def _tell(days: Sequence[Scenario], summary: account.Summary, rules: Rulebooks, *, in_json: bool) -> None:
    for day in days:
        one = telling(day, rules)
        one.begin()
        _account(day, one.steps(), summary, in_json=in_json)


def _write(days: Sequence[Scenario], into: Path, summary: account.Summary, *, in_json: bool) -> None:
    written: list[tuple[Scenario, list[Told]]] = []
    with _opened(into) as unit:
        with say.bar("writing", shown=not in_json) as tell:
            for number, day in enumerate(days, start=1):
                written.append((day, list(tell_into(unit, day, unit.rulebooks(day.profile)))))
                tell(number, len(days))
        size = unit.store.size()
    for day, steps in written:
        _account(day, iter(steps), summary, in_json=in_json, recorded=True)
    if not in_json:
        say.text()
        say.text(f"Written into {into}, which has {counted(size, 'record')} now.")


def _account(
    day: Scenario, steps: Iterator[Told], summary: account.Summary, *, in_json: bool, recorded: bool = False
) -> None:
    if not in_json:
        account.head(day)
    for told in steps:
        summary.add(day, told)
        if in_json:
            say.as_json(account.as_json(day, told, recorded=recorded))
        else:
            account.show(day, told)


@contextmanager
def _opened(into: Path) -> Iterator[Unit]:
    if directory.may_be_made(into):
        bootstrap.create_unit(into, UnitSettings(unit_name(into), bootstrap.COMMON))
    with bootstrap.open_unit(into) as unit:
        yield unit
