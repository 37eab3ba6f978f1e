"""``showsafe verify``: does the record hold, do its views say what it says, and could it have happened so?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from shlex import quote
from typing import Any

import click

from showsafe.entrypoints.cli import act, say
from showsafe.entrypoints.cli.app import DONE, NO
from showsafe.entrypoints.cli.verify_beyond import beyond_of, with_beyond
from showsafe.errors import WrongInput
from showsafe.ledger.verify import DIRECTORY, Report
from showsafe.ledger.verify import verify as audit
from showsafe.projections.numbers import counted
from showsafe.projections.rebuild import Difference

_VIEWS = "What projections and snapshots say"
"""How the auditor begins to say that it did not look at the views; here they are looked at."""

_SHOWN = 10
_COLUMN = 20
_LARGEST = 1 << 20
_OTHERS = ("showsafe.json", "ledger.sqlite", "tile")
_HELD = {"directory": "A data directory", "tiles": "A tile folder", "bundle": "An evidence bundle"}


@dataclass(frozen=True, slots=True)
class Kept:
    """What somebody kept outside of the data and gives along."""

    vkey: str | None = None
    policy: bytes | None = None
    seen: bytes | None = None
    since: bytes | None = None


@click.command("verify", short_help="check the whole record, and its views")
@click.argument("path", metavar="PATH", type=act.PLACE)
@click.option(
    "--vkey", metavar="FILE|TEXT", help="The unit's public key, as it was kept outside of the data."
)
@click.option("--policy", metavar="FILE", type=act.PLACE, help="Whose cosignatures and time stamps count.")
@click.option("--seen", metavar="CHECKPOINT", type=act.PLACE, help="A checkpoint kept outside of the data.")
@click.option(
    "--since", metavar="CHECKPOINT", type=act.PLACE, help="Read only what came after a kept checkpoint."
)
@click.option("--hashes-only", is_flag=True, help="Check the tree alone; the status is then 1 at best.")
@act.IN_JSON
def verify(
    path: Path,
    vkey: str | None,
    policy: Path | None,
    seen: Path | None,
    since: Path | None,
    *,
    hashes_only: bool,
    in_json: bool,
) -> int:
    """Check a data directory, a tile folder or an evidence bundle with code that shares nothing with the writer.

    Of a data directory, all views are then rebuilt and compared, and every act is decided again by the rules that its
    record names.

    Exit status 0 only when everything was checked and holds.
    """
    _refuse_unpacked(path)
    kept = Kept(
        _key(vkey),
        _read(policy, "policy.missing", "the policy"),
        _read(seen, "checkpoint.missing", "the kept checkpoint"),
        _read(since, "checkpoint.missing", "the kept checkpoint"),
    )
    with say.bar("records", shown=not in_json) as tell:
        report = audit(
            path,
            vkey=kept.vkey,
            policy=kept.policy,
            seen=kept.seen,
            since=kept.since,
            progress=tell,
            signatures=not hashes_only,
        )
    beyond = beyond_of(path, in_json=in_json) if report.ok and report.what == DIRECTORY else None
    whole = with_beyond(report, beyond)
    views = beyond.views if beyond else None
    if in_json:
        say.as_json(_as_json(whole, views))
    else:
        show(whole, views, path)
    return DONE if whole.ok else NO


def _refuse_unpacked(path: Path) -> None:
    """An unpacked bundle is no tile folder: it is not to look like one in which everything is missing."""
    if (path / "MANIFEST.sha256").is_file() and not any((path / name).exists() for name in _OTHERS):
        raise WrongInput(
            "verify.unpacked",
            "This is an evidence bundle that was unpacked; what is checked is the file itself.",
            "Give the .zip as you got it. For the folder: node verify.mjs FOLDER, or VERIFY.txt in it.",
        )


def _key(given: str | None) -> str | None:
    """Return the text of a key, from the file that holds it or as it was typed."""
    if given is None or ("+" in given and not Path(given).is_file()):
        return given
    data = _read(Path(given), "key.missing", "the key") or b""
    return data.decode(errors="replace")


def _read(path: Path | None, code: str, what: str) -> bytes | None:
    if path is None:
        return None
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST)
    except OSError:
        raise WrongInput(code, f"The file {path} cannot be read.", f"Check the path of {what}.") from None


def _unknown(report: Report, views: list[Difference] | None) -> list[str]:
    return [line for line in report.could_not_know if views is None or not line.startswith(_VIEWS)]


def _as_json(report: Report, views: list[Difference] | None) -> dict[str, Any]:
    said = {**report.as_json(), "could_not_know": _unknown(report, views)}
    said["views_checked"] = views is not None
    said["differences"] = [{"name": d.name, "key": d.key, "why": d.why} for d in views or ()]
    return said


def show(report: Report, views: list[Difference] | None, path: Path) -> None:
    """Print step by step what was checked, the first bad record, and what no check can know."""
    say.text(f"{_HELD[report.what]} of {counted(report.records, 'record')}")
    for step in report.steps:
        covered = f", {counted(step.covered, 'record')}" if step.covered else ""
        why = f": {step.fault.says}" if step.fault else ""
        say.text(f"{step.number:>2}  {step.name:<13} {step.state.value}{covered}{why}", hang=_COLUMN)
    for difference in (views or [])[:_SHOWN]:
        say.text(str(difference), indent=_COLUMN)
    say.text()
    say.text(verdict(report, views), style="bold")
    if views:
        say.text("The records are whole; only what is made from them differs. Make it anew:")
        say.command(f"showsafe rebuild {quote(str(path))}")
    for note in (*report.notes, *_unknown(report, views)):
        say.text(f"- {note}")


def verdict(report: Report, views: list[Difference] | None) -> str:
    """Return the whole answer in one sentence."""
    fault = report.first_fault
    if views:
        return "The record holds, and its views do not say what it says. [verify.views]"
    if fault is not None:
        where = f"the first bad record is {fault.record}" if fault.record else "in no one record"
        return f"The record does not hold ({where}): {fault.says}. [{fault.code}]"
    if not report.ok:
        return "Not everything could be checked, so nothing is verified. [verify.incomplete]"
    held = f"All {counted(report.records, 'record')} hold"
    compared = ", every view says what they say, and the rules say so too" if report.what == DIRECTORY else ""
    return f"{held}{compared}. Root {report.root}."
