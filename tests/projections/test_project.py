"""A view that fails never keeps a record from being written, and says that it is stale."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from showsafe.application.records import event_of
from showsafe.domain.state import State
from showsafe.ledger import record
from showsafe.ledger.store import Row
from showsafe.projections import project as projecting
from showsafe.projections.project import of_this_layout, project_by, stale
from showsafe.projections.rebuild import rebuild
from showsafe.projections.rows import Change, line, read
from tests.projections.units import Set


def broken(change: Change) -> Iterator[Row]:
    """Fail after the first line, as a bug would."""
    yield Row("board", change.scope, b"{}")
    raise ZeroDivisionError


def test_a_view_that_fails_is_marked_and_the_record_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    """The record is written, the other views too, and the failed one is named with the record."""
    on = Set()
    monkeypatch.setattr(projecting, "PROJECTIONS", {**projecting.PROJECTIONS, "board": broken})
    number = on.check().number
    assert on.unit.store.size() == number
    assert stale(on.unit.store) == {"board": number}
    assert read(on.unit.store.row("stale", "board") or b"")["why"] == "ZeroDivisionError"
    custody = list(on.unit.store.rows("custody", "revolver\n"))
    assert custody[-1][0] == f"revolver\n{number:012}"


def test_a_rebuild_ends_the_mark() -> None:
    """Once the cause is gone, a rebuild writes the line and takes the mark away."""
    on = Set()
    on.unit.store.clear_rows("stale", [line("stale", "board", {"record": 3, "why": "X"})])
    assert stale(on.unit.store) == {"board": 3}
    rebuild(on.unit.store)
    assert stale(on.unit.store) == {}


def test_lines_of_another_layout_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines that an older program wrote are told apart, until they are made anew."""
    on = Set()
    assert of_this_layout(on.unit.store)
    monkeypatch.setattr(projecting, "LAYOUT", projecting.LAYOUT + 1)
    assert not of_this_layout(on.unit.store)
    rebuild(on.unit.store)
    assert of_this_layout(on.unit.store)


def test_nothing_of_a_failed_view_is_written() -> None:
    """Lines that a view made before it failed are not written: half a board is no board."""
    on = Set()
    entry = on.unit.store.entry(on.unit.store.size())
    event = event_of(record.read(entry.raw).body, entry.number, on.unit.store.personal)
    rows = project_by({"board": broken}, "set", State(), on.unit.state(), event)
    assert [(row.name, row.key) for row in rows] == [("stale", "board")]
