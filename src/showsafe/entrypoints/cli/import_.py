"""``showsafe import``: a table from a file, every row judged first, and all of it or nothing."""

from __future__ import annotations

from pathlib import Path

import click

from showsafe.books.tables import importing, registry
from showsafe.books.tables.importing import Import
from showsafe.books.tables.registry import BAD, GOOD, KNOWN, WAITS, Done, Judged
from showsafe.books.tables.source import Wish
from showsafe.entrypoints import tables
from showsafe.entrypoints.cli import act, import_script, say
from showsafe.entrypoints.cli.app import DONE, NO
from showsafe.errors import WrongInput
from showsafe.projections.numbers import counted

EPILOG = f"Tables: {', '.join(registry.names())}; and {import_script.NAME}, a script of Final Draft."

SHOWN = 40
"""So many rows are shown at a terminal; all of them with --json."""

_OUTCOMES = {
    GOOD: "new",
    WAITS: "new, and held until a second person confirms",
    KNOWN: "on record already",
    BAD: "cannot be taken",
}


@click.command(
    "import", epilog=EPILOG, short_help="weapons, lots, people, a schedule, a script and more from a file"
)
@click.argument("name", metavar="TABLE")
@act.DIRECTORY
@click.argument("file", metavar="FILE", type=act.PLACE)
@click.option("--by", default="", metavar="PERSON", help="Who imports it: every row is recorded as theirs.")
@click.option("--dry-run", is_flag=True, help="Judge every row and record nothing.")
@click.option("--only-good", is_flag=True, help="Import the good rows, and leave out those that are not.")
@click.option("--sheet", default="", help="Which sheet of a workbook.")
@click.option(
    "--column",
    "joined",
    multiple=True,
    metavar="HEADING=COLUMN",
    help="Which column a heading of the file means; once for each.",
)
@act.IN_JSON
def import_(name: str, directory: Path, file: Path, *, in_json: bool, dry_run: bool, **said: object) -> int:
    """Import a table from CSV, Excel or JSON: every bad row is named with its cell, and then nothing is imported.

    The dry run shows which heading of the file was taken for which column. The same file again imports nothing twice.
    """
    if name == import_script.NAME:
        return import_script.run(directory, file, str(said["by"]), dry_run=dry_run, in_json=in_json)
    table = registry.table(name)
    content = tables.content_of(file)
    wish = Wish(
        by=str(said["by"]),
        sheet=str(said["sheet"]),
        only_good=bool(said["only_good"]),
        columns=_joined(said["joined"]),
    )
    with tables.for_import(directory) as source:
        found = importing.judge(table, content, source, wish)
        done = found.take() if found.may and not dry_run else None
    if in_json:
        say.as_json({**tables.as_json(found), "done": None if done is None else _done_as_json(done)})
    else:
        _show(found, done)
    return DONE if found.takes_any and (done is not None or (dry_run and found.may)) else NO


def _joined(pairs: object) -> dict[str, str]:
    joined: dict[str, str] = {}
    for pair in pairs if isinstance(pairs, tuple) else ():
        heading, equals, column = str(pair).rpartition("=")
        if not equals or not heading:
            raise WrongInput(
                "table.not-joined",
                f"{say.plain(str(pair))!r} joins no heading to a column.",
                "Write HEADING=COLUMN, as in 'Ser. No.=serial'.",
            )
        joined[heading] = column
    return joined


def _done_as_json(done: Done) -> dict[str, object]:
    return {"rows": done.rows, "records": list(done.records), "where": done.where}


def _show(found: Import, done: Done | None) -> None:
    for line in found.said:
        say.text(line)
    columns = "; ".join(f"{heading} is {column}" for heading, column in found.columns if column)
    say.text(f"Columns: {columns}.")
    kept = [heading for heading, column in found.columns if not column]
    if kept:
        say.text(f"Kept as said, without a column here: {', '.join(kept)}.")
    _show_rows([each for each in found.judged if each.faults or each.notes])
    counts = found.counts()
    say.text(
        ", ".join(f"{counts[outcome]} {_OUTCOMES[outcome]}" for outcome in counts if counts[outcome]) + "."
    )
    if done is None or not found.takes_any:
        say.text(_nothing(found), style="bold")
    elif done.rows:
        where = f" in {done.where}" if done.where else ""
        numbers = f", records {done.records[0]} to {done.records[-1]}" if done.records else ""
        say.text(f"Imported: {counted(done.rows, 'row')}{where}{numbers}.", style="bold")
    else:
        known = "what can be taken" if counts[BAD] else "all of it"
        say.text(f"Nothing new: {known} is on record already.", style="bold")


def _nothing(found: Import) -> str:
    if not found.judged:
        return "Nothing was imported: there is no row under the headings."
    if not found.takes_any:
        return "Nothing was imported: no row could be taken. Mend the rows."
    if found.may:
        return "A dry run: nothing was imported."
    return "Nothing was imported. Mend the rows, or import the good ones alone: --only-good."


def _show_rows(judged: list[Judged]) -> None:
    # What cannot be taken comes first: of a long list it is what has to be mended.
    judged = sorted(judged, key=lambda each: each.outcome != BAD)
    for each in judged[:SHOWN]:
        for fault in each.faults:
            say.text(f"{fault.says} {fault.now} [{fault.code}]", indent=2)
        for note in each.notes:
            say.text(f"Note: {note.says} {note.now}", indent=2)
    if len(judged) > SHOWN:
        say.text(f"... and {len(judged) - SHOWN} more rows; all of them with --json.", indent=2)
