"""``showsafe verify``: does the record hold, and do its views say what it says?"""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import Any

import click

from showsafe.adapters.directory import open_for_reading
from showsafe.entrypoints.cli import act, say
from showsafe.entrypoints.cli.app import DONE, NO
from showsafe.errors import ShowsafeError, WrongInput
from showsafe.ledger.verify import Report
from showsafe.ledger.verify import verify as audit
from showsafe.projections.numbers import counted
from showsafe.projections.rebuild import Difference, differences

_VIEWS = "What projections and snapshots say"
"""How the auditor begins to say that it did not look at the views; here they are looked at."""

_SHOWN = 10
_COLUMN = 16


@click.command("verify", short_help="check the whole record, and its views")
@act.DIRECTORY
@click.option("--vkey", help="The unit's public key, as it was kept outside of the directory.")
@click.option("--seen", metavar="FILE", type=act.PLACE, help="A checkpoint kept outside of the directory.")
@act.IN_JSON
def verify(directory: Path, vkey: str | None, seen: Path | None, *, in_json: bool) -> int:
    """Check every record with a checker that shares no code with the writer; then rebuild all views and compare.

    Exit status 0 only when everything was checked and holds.
    """
    kept = _read(seen) if seen else None
    with say.bar("records", shown=not in_json) as tell:
        report = audit(directory, vkey=vkey, seen=kept, progress=tell)
    views = views_of(directory, in_json=in_json) if report.ok else None
    good = report.ok and views == []
    if in_json:
        say.as_json(_as_json(report, views, good=good))
    else:
        show(report, views, directory)
    return DONE if good else NO


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise WrongInput(
            "checkpoint.missing", f"The file {path} cannot be read.", "Check the path of the kept checkpoint."
        ) from None


def views_of(directory: Path, *, in_json: bool) -> list[Difference]:
    """Return what differs; a view that cannot even be read differs."""
    try:
        with (
            open_for_reading(directory) as opened,
            opened.store.reading(),
            say.bar("views", shown=not in_json) as tell,
        ):
            return differences(opened.store, tell)
    except ShowsafeError as error:
        return [Difference("views", error.code, error.says.rstrip("."))]


def _unknown(report: Report, views: list[Difference] | None) -> list[str]:
    return [line for line in report.could_not_know if views is None or not line.startswith(_VIEWS)]


def _as_json(report: Report, views: list[Difference] | None, *, good: bool) -> dict[str, Any]:
    said = {**report.as_json(), "ok": good, "could_not_know": _unknown(report, views)}
    said["views_checked"] = views is not None
    said["differences"] = [{"name": d.name, "key": d.key, "why": d.why} for d in views or ()]
    return said


def show(report: Report, views: list[Difference] | None, directory: Path) -> None:
    """Print step by step what was checked, the first bad record, and what no check can know."""
    for step in report.steps:
        covered = f", {counted(step.covered, 'record')}" if step.covered else ""
        why = f": {step.fault.says}" if step.fault else ""
        say.text(f"{step.number:>2}  {step.name:<11} {step.state.value}{covered}{why}", hang=_COLUMN)
    say.text(f"{len(report.steps) + 1:>2}  {'views':<11} {_views_in_words(views)}", hang=_COLUMN)
    for difference in (views or [])[:_SHOWN]:
        say.text(str(difference), indent=_COLUMN)
    say.text()
    say.text(verdict(report, views), style="bold")
    if views:
        say.text("The records are whole; only what is made from them differs. Make it anew:")
        say.command(f"showsafe rebuild {quote(str(directory))}")
    for note in (*report.notes, *_unknown(report, views)):
        say.text(f"- {note}")


def _views_in_words(views: list[Difference] | None) -> str:
    if views is None:
        return "not checked, since the record itself does not hold"
    return (
        f"failed, {counted(len(views), 'line')} not as the records have it"
        if views
        else "passed, rebuilt from the records and compared"
    )


def verdict(report: Report, views: list[Difference] | None) -> str:
    """Return the whole answer in one sentence."""
    fault = report.first_fault
    if fault is not None:
        where = f"the first bad record is {fault.record}" if fault.record else "in no one record"
        return f"The record does not hold ({where}): {fault.says}. [{fault.code}]"
    if not report.ok:
        return "Not everything could be checked, so nothing is verified. [verify.incomplete]"
    if views:
        return "The record holds, and its views do not say what it says. [verify.views]"
    return f"All {counted(report.records, 'record')} hold, and every view says what they say. Root {report.root}."
