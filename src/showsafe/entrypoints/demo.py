"""``make days``: real incidents and ordinary days, shown in the terminal.

Real incidents and ordinary days, told in files, run through the rules as they are; two of them are then written into
a fresh data directory, which is verified and shown.
"""

from __future__ import annotations

import shutil
import sys
from datetime import timedelta
from pathlib import Path

from showsafe import bootstrap
from showsafe.adapters import directory, settings_file
from showsafe.adapters.lock import WriterLock
from showsafe.adapters.settings_file import UnitSettings
from showsafe.application.scenario.day import Scenario
from showsafe.application.scenario.into import tell_into
from showsafe.application.scenario.run import Told
from showsafe.domain.events import HOLD, PERMIT, REFUSE
from showsafe.entrypoints.cli import say
from showsafe.entrypoints.cli.account import thing_of
from showsafe.entrypoints.cli.app import DONE, NO, answered
from showsafe.entrypoints.cli.board import lines_of, show
from showsafe.entrypoints.cli.days import read_all, telling
from showsafe.entrypoints.cli.reading import looking
from showsafe.entrypoints.cli.verify import verdict
from showsafe.entrypoints.cli.verify_beyond import beyond_of, with_beyond
from showsafe.entrypoints.cli.weapon import show_chain
from showsafe.errors import Unusable
from showsafe.ledger.verify import verify
from showsafe.projections.numbers import agreed
from showsafe.projections.numbers import counted as several
from showsafe.rules.decision import Finding, Weight

UNIT = "demo"
SCENARIOS = Path(__file__).resolve().parents[3] / "tests" / "scenarios"
FIRST = "rust-2021"
"""The incident that is written into the data directory, where its file is there."""


def main(scenarios: Path = SCENARIOS, data: Path = Path("data")) -> int:
    """Show the incidents and the days, then write two of them and show what the record believes."""
    incidents, days = _read(scenarios / "incidents"), _read(scenarios / "days")
    if not incidents or not days:
        raise Unusable(
            "demo.no-scenarios",
            f"The told days are not at {scenarios}.",
            "Run it from a copy of the repository: they are tests, and no part of the package.",
        )
    say.text("What happened on real sets, asked of Showsafe beforehand", style="bold")
    say.text("Times are those of the files; where the sources give none, they are nominal.")
    for incident in incidents:
        _incident(incident, _told(incident))
    say.text()
    say.text("Ordinary days, which have to stay possible", style="bold")
    for day in days:
        say.text(f"{day.id} ({day.profile}): {_counted(_told(day))}", indent=2)
    incident = next((each for each in incidents if each.id == FIRST), incidents[0])
    return _record([incident, days[0]], data)


def _read(folder: Path) -> list[Scenario]:
    return read_all([folder]) if folder.is_dir() else []


def _told(day: Scenario) -> list[Told]:
    one = telling(day)
    one.begin()
    return list(one.steps())


def _incident(day: Scenario, steps: list[Told]) -> None:
    first = _first_refused(steps)
    harm = next((told for told in steps if told.step.harm), None)
    if first is None:
        say.text(f"{day.id}: nobody asked what could be refused; it is recorded as it happened.", indent=2)
        return
    told, finding = first
    act = told.step.act
    when = "no harm is told"
    if harm is not None:
        when = before(harm.step.act.at - act.at)
    say.text(
        f"{day.id}: {when}, {act.by} asks to {thing_of(act)}, and gate {finding.gate} refuses.",
        style="bold",
        indent=2,
    )
    say.text(f'"{agreed(finding.says)}" Next: {agreed(finding.next)}', indent=6)


def _first_refused(steps: list[Told]) -> tuple[Told, Finding] | None:
    """Return the first refusal that answers what the sources tell, and not what they leave out.

    A file names the gate whose question its sources answer; other gates refuse because nobody said a thing.
    """
    for told in steps:
        for finding in told.findings:
            if told.outcome == REFUSE and finding.weight == Weight.REFUSE and finding.gate in told.step.gates:
                return told, finding
    return None


def before(time: timedelta) -> str:
    """Say how long before the harm something was refused."""
    minutes = int(time.total_seconds() // 60)
    if minutes < 0:
        return "only after the harm"
    if minutes == 0:
        return "in the minute of the harm"
    hours, days = minutes // 60, minutes // (24 * 60)
    if days:
        return f"{several(days, 'day')} before the harm"
    if hours:
        return f"{hours} h {minutes % 60} min before the harm"
    return f"{minutes} min before the harm"


def _counted(steps: list[Told]) -> str:
    counts = {outcome: sum(told.outcome == outcome for told in steps) for outcome in (PERMIT, HOLD, REFUSE)}
    told = len(steps) - sum(counts.values())
    held = f", {counts[HOLD]} held for a second person" if counts[HOLD] else ""
    refused = f", {counts[REFUSE]} refused" if counts[REFUSE] else ""
    return f"{counts[PERMIT]} asked with nothing against them{held}{refused}; {told} told"


def _record(chosen: list[Scenario], data: Path) -> int:
    _fresh(data)
    bootstrap.create_unit(data, UnitSettings(UNIT, bootstrap.COMMON))
    with bootstrap.open_unit(data) as unit:
        for day in chosen:
            for _ in tell_into(unit, day, bootstrap.rules_of(day.profile)):
                pass
    report = verify(data)
    beyond = beyond_of(data, in_json=True) if report.ok else None
    say.text()
    say.text(f"{' and '.join(day.id for day in chosen)}, written into {data}", style="bold")
    whole = with_beyond(report, beyond)
    say.text(verdict(whole, beyond.views if beyond else None))
    say.text()
    with looking(data) as view:
        show(view, lines_of(view), str(data))
        weapon = next(iter(chosen[1].weapons))
        say.text()
        say.text(f"Where {weapon} was on that ordinary day", style="bold")
        scope = chosen[1].id
        show_chain(view, f"{scope}/{weapon}", chosen[1].offset_minutes)
    say.text()
    say.text("Look further:")
    program = Path(sys.prefix, "bin", "showsafe")
    here = program.relative_to(Path.cwd()) if program.is_relative_to(Path.cwd()) else Path("showsafe")
    for rest in (f"board {data}", f"weapon {data} {scope}/{weapon}", f"verify {data}", "ask --help"):
        say.command(f"{here} {rest}")
    return DONE if whole.ok else NO


def _fresh(data: Path) -> None:
    """Remove the directory of an earlier run, and none but that."""
    if not data.exists():
        return
    ours = (data / settings_file.NAME).is_file() and settings_file.read(data).unit == UNIT
    if not ours:
        raise Unusable(
            "demo.not-ours",
            f"There is something at {data} that this demonstration did not make.",
            "Move it away, or run it in another folder; nothing was touched.",
        )
    lock = WriterLock(data / directory.LOCK)
    try:
        shutil.rmtree(data)
    finally:
        lock.release()


if __name__ == "__main__":
    sys.exit(answered(main))
