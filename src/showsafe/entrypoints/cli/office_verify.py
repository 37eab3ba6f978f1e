"""``showsafe office verify``: the office's own log, checked by the auditor of the sets' logs, and by its own rules."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from showsafe import bootstrap_office
from showsafe.adapters import tile_export
from showsafe.application.office import compared, happened
from showsafe.bootstrap_office import OpenOffice
from showsafe.entrypoints.cli import act, say
from showsafe.entrypoints.cli.app import DONE, NO
from showsafe.entrypoints.cli.verify import verdict
from showsafe.errors import WrongInput
from showsafe.ledger import record
from showsafe.ledger.note import VerifierKey
from showsafe.ledger.verify import verify as audit
from showsafe.projections.numbers import counted

_LARGEST = 65_536


@click.command("verify", short_help="check the office's own log: who was let in, and who looked")
@act.DIRECTORY
@click.option("--seen", type=act.PLACE, metavar="CHECKPOINT", help="One that somebody kept elsewhere.")
@click.option(
    "--tiles", type=act.PLACE, metavar="OUT", help="Keep the log there as plain files, for others to check."
)
@act.IN_JSON
def verify(directory: Path, *, seen: Path | None, tiles: Path | None, in_json: bool) -> int:
    """Check the office's own log with the code that shares nothing with its writer, then by the rules of roles.

    A role that somebody gave themselves, and one that no record gives, are found. Exit status 0 only where all holds.
    """
    kept = _read(seen)
    with bootstrap_office.open_office(directory) as opened:
        if tiles is not None:
            return _checked(opened, tiles, kept, in_json=in_json)
        with tempfile.TemporaryDirectory(prefix="showsafe-office-") as folder:
            return _checked(opened, Path(folder) / "log", kept, in_json=in_json)


def _checked(opened: OpenOffice, out: Path, seen: bytes | None, *, in_json: bool) -> int:
    log = opened.log
    tile_export.export(log.store, out)
    vkey = str(VerifierKey(log.writer.origin, log.writer.key.public))
    report = audit(out, vkey=vkey, seen=seen)
    held = happened.hold(_bodies(opened, report.records)) if report.ok else None
    rows = (
        compared.differences(log.rows, _bodies(opened, log.store.size()), log.issuer)
        if held is not None and not held.why
        else []
    )
    ok = held is not None and not held.why and not held.editions and not rows
    if in_json:
        say.as_json(
            {
                "ok": ok,
                **{key: value for key, value in report.as_json().items() if key != "ok"},
                "rules_checked": held.checked if held else 0,
                "first": held.number if held else 0,
                "why": held.why if held else "",
                "differences": rows,
            }
        )
        return DONE if ok else NO
    say.text(verdict(report, None), style="bold")
    if held is not None:
        for line in _told(held, rows):
            say.text(line)
    return DONE if ok else NO


def _told(held: happened.Held, rows: list[str]) -> Iterator[str]:
    if held.why:
        yield f"Record {held.number} could not have come to be: {held.why}. [office.verify]"
    elif held.editions:
        yield f"Rules that this program does not have: {', '.join(sorted(held.editions))}. Nothing is verified."
    else:
        yield f"The rules of the office let {counted(held.checked, 'record')} happen, roles and looks included."
    yield from rows


def _bodies(opened: OpenOffice, last: int) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for entry in opened.log.store.entries(1, last):
        yield entry.number, record.read(entry.raw).body


def _read(path: Path | None) -> bytes | None:
    if path is None:
        return None
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST)
    except OSError:
        raise WrongInput(
            "checkpoint.missing", f"The file {path} cannot be read.", "Check the path of the kept checkpoint."
        ) from None
