"""``showsafe simulate``: a fleet's year, compressed, with the figures of how it grows."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.progress import Progress
from rich.table import Table

from showsafe.entrypoints import auditing, simulating
from showsafe.entrypoints.cli import act, say
from showsafe.entrypoints.cli.app import DONE, NO
from showsafe.errors import WrongInput
from showsafe.fleet.simulated_fleet import Figures

MOST_PRODUCTIONS, MOST_DAYS, MOST_WORKERS = 100_000, 366, 64
_MIB = 1 << 20
_LATE = 1.05
_HERE = "The archive is in PostgreSQL; nothing of it is left unless a database was named."


@click.command("simulate", short_help="a made-up fleet's year, compressed: how acts, office and audit grow")
@click.option("--productions", type=int, required=True, metavar="N", help="How many productions.")
@click.option("--days", type=int, required=True, metavar="D", help="How many shooting days each has.")
@click.option("--seed", type=int, default=1, metavar="S", help="The same seed gives the same acts (1).")
@click.option("--workers", type=int, metavar="W", help="How many processes share the work.")
@click.option(
    "--office",
    metavar="OFFICE",
    type=act.PLACE,
    help="Into the empty database of this office, which keeps it.",
)
@act.IN_JSON
def simulate(
    *,
    productions: int,
    days: int,
    seed: int,
    workers: int | None,
    office: Path | None,
    in_json: bool,
) -> int:
    """Simulate N productions of D shooting days each, copy all of them to an office, alter one record, and audit.

    Every act goes through the write path of a set, every record through that of an office, in a private PostgreSQL
    that is started for the time. Exit status 0 where the altered record, and nothing else, was found.
    """
    wish = simulating.Wish(
        _within("productions", productions, MOST_PRODUCTIONS),
        _within("days", days, MOST_DAYS),
        _within("seed", seed, 1 << 31, least=0),
        _workers(productions, workers),
        auditing.dsn_of(office) if office is not None else "",
    )
    with _told(shown=not in_json) as tell:
        figures = simulating.simulate(wish, tell)
    if in_json:
        say.as_json(figures.as_json())
    else:
        show(figures, wish)
    return DONE if figures.audited.altered_found else NO


def show(figures: Figures, wish: simulating.Wish) -> None:
    """Print how everything grew, and what was found at the end."""
    productions, days = wish.productions, wish.days
    say.text(f"{productions} productions of {days} days, {figures.records} records, {figures.seconds:.1f} s.")
    table = Table(box=None, pad_edge=False)
    for name in (
        "productions",
        "records",
        "office, MiB",
        "bytes a record",
        "act, CPU us",
        "records/s in",
        "lag, ms",
    ):
        table.add_column(name, justify="right")
    begun = 0
    for stage in figures.stages:
        part = Figures(figures.shots[begun : stage.productions], (), figures.workers, figures.audited, 0.0)
        begun = stage.productions
        table.add_row(
            str(stage.productions),
            str(stage.records),
            f"{stage.office_bytes / _MIB:.1f}",
            f"{stage.office_bytes / max(stage.records, 1):.0f}",
            f"{sum(shot.cpu for shot in part.shots) / sum(shot.acts for shot in part.shots) * 1e6:.0f}",
            f"{part.ingested():.0f}",
            f"{part.lag()[0] * 1e3:.1f}",
        )
    say.console().print(table)
    first, last = figures.act_us(last=False), figures.act_us(last=True)
    late = "unchanged within 5 %" if last <= first * _LATE else f"{last / first - 1:+.0%}"
    say.text(
        f"The act in the middle: {first:.0f} us of CPU in the first tenth, {last:.0f} in the last: {late}."
    )
    median, worst = figures.lag()
    say.text(
        f"From the last act to the office's cosignature: {median * 1e3:.1f} ms; 99 of 100 within {worst * 1e3:.1f}."
    )
    done = figures.audited
    found = "found and named, and nothing else" if done.altered_found else "NOT found as the only one"
    say.text(
        f"Audit: {done.records} records in {done.seconds:.1f} s; altered on purpose: {done.altered}, {found}."
    )
    say.text(_HERE)


def _within(name: str, value: int, most: int, least: int = 1) -> int:
    if least <= value <= most:
        return value
    raise WrongInput(
        "simulate.number",
        f"{value} {name} cannot be simulated.",
        f"Give a number from {least} to {most}.",
    )


def _workers(productions: int, wanted: int | None) -> int:
    if wanted is not None:
        return _within("workers", wanted, MOST_WORKERS)
    return (os.cpu_count() or 1) if productions >= simulating.WORTH_A_PROCESS else 1


@contextmanager
def _told(*, shown: bool) -> Iterator[Callable[[str, int, int], None]]:
    """Show on standard error what is done now and how far it is."""
    err = say.console(errors=True)
    with Progress(console=err, transient=True, disable=not (shown and err.is_terminal)) as progress:
        task = progress.add_task("office", total=None)

        def tell(what: str, done: int, total: int) -> None:
            progress.update(task, description=what, completed=done, total=total)

        yield tell
