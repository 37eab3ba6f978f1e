"""``showsafe audit``: the records of all productions, held by hash against what their units signed."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from time import perf_counter
from typing import Any

import click
from rich.table import Table

from showsafe.adapters import fleet_tiles
from showsafe.adapters.clock import SystemClock
from showsafe.adapters.duck import asking, layout, writing
from showsafe.adapters.duck import audit as parquet
from showsafe.entrypoints import auditing
from showsafe.entrypoints.cli import act, say
from showsafe.entrypoints.cli.app import DONE, NO
from showsafe.errors import WrongInput
from showsafe.ledger.verify.many import Named
from showsafe.ledger.verify.many_report import GIVEN, Report
from showsafe.projections.numbers import counted

_CHECK = "check"
_SHOWN = 20
_OFFICE = click.option(
    "--office", metavar="OFFICE", type=act.PLACE, help="The directory of an office: its database is read."
)
_CANNOT_KNOW = (
    "Whether a log was left out, or cut short, with every trace of it: give the keys that you expect (--vkey).",
    "Whether the export's own keys are those of the units: they are the word of whoever made it. Give your own.",
    "What the records say, and their signatures: showsafe verify checks those, log by log.",
)


class _Audit(click.Group):
    """The group in which no word of a command means the audit itself."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put in the command that is meant where none is named."""
        if args and args[0] not in self.commands and args[0] not in ("--help", "-h"):
            args = [_CHECK, *args]
        return super().parse_args(ctx, args)


@click.group(
    "audit",
    cls=_Audit,
    short_help="check the records of all productions by hash, export them, ask them",
    epilog="showsafe audit DIR, or showsafe audit --office OFFICE, audits. Every command has --json.",
)
def audit() -> None:
    """Audit the records of all productions: an export of an office's archive, or the archive itself.

    Every leaf and every tree is computed anew and held against the checkpoints that the units signed. What was altered,
    removed, swapped or doubled is named: production, unit and record.
    """


@audit.command(_CHECK, short_help="audit an export, or an office (the word check may be left out)")
@click.argument("path", metavar="[DIR]", type=act.PLACE, required=False)
@_OFFICE
@click.option(
    "--vkey", metavar="FILE", type=act.PLACE, help="The keys of the units as you kept them, one a line."
)
@click.option("--workers", type=click.IntRange(1, 64), metavar="N", help="How many processes share the work.")
@act.IN_JSON
def check(
    path: Path | None, office: Path | None, vkey: Path | None, workers: int | None, *, in_json: bool
) -> int:
    """Audit an export in DIR, in Parquet or as tile folders, or the database of an OFFICE.

    Exit status 0 only when every record is under a signed checkpoint and all hashes hold.
    """
    if (path is None) == (office is None):
        raise WrongInput(
            "audit.what",
            "It is not said what to audit.",
            "showsafe audit DIR for an export, or: showsafe audit --office OFFICE",
        )
    keys = auditing.keys_in(vkey) if vkey is not None else None
    started = perf_counter()
    with say.bar("audit", shown=not in_json) as tell:
        if path is None:
            report = auditing.of_office(auditing.dsn_of(office or Path()), keys, workers, tell)
        elif (path / fleet_tiles.LOGS).is_file() and not layout.is_export(path):
            report = auditing.of_tiles(path, keys, workers, tell)
        else:
            report = parquet.audit(path, keys, workers, tell)
    seconds = perf_counter() - started
    if in_json:
        unknown = [line for line in _CANNOT_KNOW if report.keys != GIVEN or line == _CANNOT_KNOW[2]]
        say.as_json({**report.as_json(), "seconds": round(seconds, 3), "could_not_know": unknown})
    else:
        show(report, seconds)
    return DONE if report.ok else NO


@audit.command("export", short_help="write an office's archive as Parquet or as tile folders")
@_OFFICE
@click.option("--to", "out", metavar="DIR", type=act.PLACE, required=True, help="The folder to write into.")
@click.option("--parquet", "form", flag_value="parquet", default=True, help="As Parquet, for audit and ask.")
@click.option(
    "--tiles", "form", flag_value="tiles", help="As tile folders (C2SP tlog-tiles), one for each log."
)
@act.IN_JSON
def export(office: Path | None, out: Path, form: str, *, in_json: bool) -> int:
    """Write everything that an office's archive holds into DIR, as it is.

    No names and no personal values are in it: records hold commitments to them.
    """
    if office is None:
        raise WrongInput(
            "audit.what", "It is not said of which office.", "showsafe audit export --office OFFICE --to DIR"
        )
    archive = auditing.archive_at(auditing.dsn_of(office))
    with say.bar("records", shown=not in_json) as tell:
        if form == "tiles":
            logs, records, wrong = fleet_tiles.export(archive, out, tell)
        else:
            done = writing.export(archive, out, SystemClock().now(), tell)
            logs, records, wrong = done.logs, done.records, done.damaged
    if in_json:
        say.as_json({"logs": logs, "records": records, "form": form, "wrong": list(wrong)})
    else:
        say.text(f"{counted(records, 'record')} of {counted(logs, 'log')} in {out}.")
        for line in wrong[:_SHOWN]:
            say.text(f"- {line}")
        if wrong:
            say.text("Find the record, and keep the database as it is:")
            say.command("showsafe audit --office OFFICE")
    return NO if wrong else DONE


@audit.command("ask", short_help="ask an export a question in SQL")
@click.argument("path", metavar="DIR", type=act.PLACE)
@click.argument("question", metavar="SELECT...")
@click.option(
    "--rows", type=click.IntRange(1, asking.MOST_ROWS), default=200, help="How many rows at most (200)."
)
@click.option(
    "--seconds", type=click.FloatRange(0.1, 3600), default=asking.SECONDS, help="How long it may take (300)."
)
@act.IN_JSON
def ask(path: Path, question: str, rows: int, seconds: float, *, in_json: bool) -> int:
    """Answer one SELECT over the export in DIR: records, acts, findings, deviations, logs.

    Nothing can be changed by it, and no other file and no network be reached.
    """
    answer = asking.ask(path, question, rows, seconds)
    if in_json:
        content = {"columns": answer.columns, "rows": answer.rows, "more": answer.more}
        sys.stdout.write(json.dumps(content, default=_plain) + "\n")
        return DONE
    table = Table(*(say.plain(name) for name in answer.columns), box=None, pad_edge=False)
    for row in answer.rows:
        table.add_row(*("" if value is None else _shown(value) for value in row))
    say.console().print(table)
    if answer.more:
        say.text(f"There are more than these {rows} rows: ask for fewer, or for more with --rows.")
    return DONE


def show(report: Report, seconds: float) -> None:
    """Print the verdict, every fault with its place, and what no audit of the data alone can know."""
    whose = "the keys given" if report.keys == GIVEN else "the keys that the data itself names"
    logs, records = counted(report.logs, "log"), counted(report.records, "record")
    say.text(f"{logs}, {records}, {seconds:.1f} s, held against {whose}.")
    for each in (*report.named[:_SHOWN], *report.unbound[:_SHOWN]):
        say.text(f"- {place(each)}{each.says} [{each.code}]")
    more = max(0, len(report.named) - _SHOWN) + max(0, len(report.unbound) - _SHOWN)
    if more:
        say.text(f"- and {more} more; --json has all of them")
    say.text()
    say.text(verdict(report), style="bold")
    say.text("What an audit by hash cannot know:")
    for line in _CANNOT_KNOW if report.keys != GIVEN else _CANNOT_KNOW[2:]:
        say.text(f"- {line}")


def place(named: Named) -> str:
    """Return of which log something is said."""
    owner = ", ".join(say.plain(part) for part in (named.log.production, named.log.unit) if part)
    return f"{owner}: " if owner else ""


def verdict(report: Report) -> str:
    """Return the whole answer in one sentence."""
    if report.named:
        first = report.named[0]
        return f"These records do not hold: {place(first)}{first.says}. [{first.code}]"
    if report.unbound:
        return f"Nothing is wrong, and {counted(len(report.unbound), 'log')} cannot be told yet. [audit.on-its-way]"
    if not report.records:
        return "There is no record here, so nothing is verified. [audit.nothing]"
    return f"All {counted(report.records, 'record')} are what their units signed for."


def _shown(value: Any) -> str:  # noqa: ANN401 - whatever a question gives
    text = value.hex() if isinstance(value, bytes) else str(value)
    return "".join(sign if sign.isprintable() else "?" for sign in text)


def _plain(value: object) -> object:
    return value.hex() if isinstance(value, bytes) else str(value)
