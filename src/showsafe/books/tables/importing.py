"""An import: read a file, judge every row, and take all rows or none; good ones alone only where a person says so."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from showsafe.books.book import Entry
from showsafe.books.kinds import OFFICE
from showsafe.books.kinds.intake import KEEP
from showsafe.books.tables import headings, reading
from showsafe.books.tables.cells import Cell, Fault, Row
from showsafe.books.tables.registry import BAD, GOOD, KNOWN, WAITS, Done, Judged, Plan, Table, Taken
from showsafe.books.tables.source import Source, Wish
from showsafe.errors import ShowsafeError, WrongInput
from showsafe.ledger import canonical

OTHERS_SHOWN = 400
"""So many characters of a cell that no column takes are kept."""


@dataclass(slots=True)
class Import:
    """A file that was read for a table, with every row judged: the dry run. Nothing is recorded until ``take``.

    ``columns`` joins each heading of the file to the column that it was taken for, "" where it is kept as said.
    """

    table: Table
    format: str
    sum: str
    columns: list[tuple[str, str]]
    judged: list[Judged]
    said: list[str]
    plan: Plan
    source: Source
    wish: Wish

    def counts(self) -> dict[str, int]:
        """Return how many rows there are of each outcome."""
        counted = Counter(each.outcome for each in self.judged)
        return {outcome: counted.get(outcome, 0) for outcome in (GOOD, WAITS, KNOWN, BAD)}

    @property
    def may(self) -> bool:
        """Whether it may be taken: no row is bad, or the good ones alone are wanted."""
        return self.wish.only_good or not any(each.outcome == BAD for each in self.judged)

    @property
    def takes_any(self) -> bool:
        """Whether there is a row that can be taken, or is on record already."""
        return any(each.outcome != BAD for each in self.judged)

    def take(self) -> Done:
        """Record what is good.

        Raises WrongInput ``table.bad-rows`` where a row is bad and the good ones alone are not wanted; nothing of it is
        recorded then.
        """
        if not self.may:
            raise WrongInput(
                "table.bad-rows",
                f"{self.counts()[BAD]} of {len(self.judged)} rows cannot be taken, so nothing was imported.",
                "Mend them in the file, or import the good rows alone: --only-good.",
            )
        fresh = any(each.outcome in (GOOD, WAITS) for each in self.judged)
        done = self.plan.commit() if fresh else Done(0)
        try:
            self._keep()
        except ShowsafeError as error:
            # What is recorded stays recorded: the same list once more puts down what could not be kept now.
            self.said.append(
                f"What no column took could not be put down: {error.says} Import the list once more."
            )
        return done

    def _keep(self) -> None:
        """Put the list down in the office book: its sum, its columns, and what stood in those that no column took.

        Once for each list and person; a list of which every heading is known has no need of it.
        """
        others = [
            {"at": each.row.at, "name": each.name, "said": _others(each.row)}
            for each in self.judged
            if each.outcome != BAD and each.row.others
        ]
        if not others:
            return
        keys = {
            "table": self.table.name,
            "sum": self.sum,
            "format": self.format,
            "rows": len(self.judged),
            "columns": [list(pair) for pair in self.columns],
            "others": json.dumps(others, ensure_ascii=False),
        }
        said = canonical.encode({**keys, "by": self.wish.by})
        act_id = f"import-{hashlib.sha256(said).hexdigest()[:24]}"
        entry = Entry(kind=KEEP, by=self.wish.by, at=self.source.now, act_id=act_id, keys=keys)
        self.source.book(OFFICE).enter(entry)


def judge(table: Table, content: bytes, source: Source, wish: Wish) -> Import:
    """Read a file for a table and judge every row of it; nothing is recorded.

    Raises WrongInput: as ``reading.read`` and ``headings.mapped``; ``table.not-imported``.
    """
    if table.take is None:
        raise WrongInput(
            "table.not-imported",
            f"The table {table.name} is made from the record, and is not imported.",
            "Export it; what is in it comes from the acts themselves.",
        )
    grid = reading.read(content, wish.sheet)
    found = headings.mapped(grid, table, wish.columns)
    taken: list[Taken] = []
    spoiled: list[Judged] = []
    for row in found.rows:
        values, faults = read_row(table, row)
        if faults:
            spoiled.append(Judged(row, str(values.get(table.columns[0].name, "")), BAD, faults))
        else:
            taken.append(Taken(row, values, _others(row)))
    plan = table.take(taken, source, wish)
    judged = sorted([*plan.judged, *spoiled], key=lambda each: each.row.number)
    said = [*grid.said, *found.said, *plan.said]
    total = hashlib.sha256(content).hexdigest()
    return Import(table, grid.format, total, found.columns, judged, said, plan, source, wish)


def read_row(table: Table, row: Row) -> tuple[dict[str, Any], list[Fault]]:
    """Return the values that a row says by column, and every fault of its cells."""
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    for column in table.columns:
        cell = row.cells.get(column.name)
        if cell is not None and cell.wrong:
            faults.append(Fault(cell.at, "table.cell", f"{cell.at}: {cell.wrong}", cell.now))
        elif cell is None or cell.empty:
            if column.needed:
                at = row.where(column.name)
                faults.append(Fault(at, "table.missing", f"{at}: {column.name} is not said.", "Fill it in."))
        else:
            _read_cell(column.read, column.name, cell, values, faults)
    return values, faults


def _read_cell(read: Any, name: str, cell: Cell, values: dict[str, Any], faults: list[Fault]) -> None:  # noqa: ANN401 - as Column.read
    try:
        values[name] = read(cell.value, name)
    except WrongInput as error:
        shown = f" ({str(cell.value)[:40]!r})" if cell.value else ""
        faults.append(Fault(cell.at, error.code, f"{cell.at}: {error.says}{shown}", error.now))


def _others(row: Row) -> Mapping[str, str]:
    return {name: (str(cell.value) or cell.wrong)[:OTHERS_SHOWN] for name, cell in row.others.items()}
