"""The views are made from the records alone: rebuilt equals live, and every difference is found."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from showsafe.application.along import Along
from showsafe.application.parse import act_from
from showsafe.application.selfkept import attest
from showsafe.ledger.store import Row, Snapshot, Store
from showsafe.projections.project import PROJECTIONS
from showsafe.projections.rebuild import differences, rebuild
from tests.projections.units import NOON, scenario, scenario_files, told

DAY = scenario_files()[0]


@pytest.mark.parametrize("path", scenario_files(), ids=lambda path: path.stem)
def test_rebuilt_equals_live(path: Path) -> None:
    """For every told day, the views written with its records are those that the records alone lead to."""
    store = told(scenario(path)).store
    assert differences(store) == []
    assert list(store.rows("board"))
    assert list(store.rows("stale")) == []


def test_rebuilding_changes_nothing_that_was_right() -> None:
    """Rebuilding writes the very same lines again, and the one that names their layout."""
    store = told(scenario(DAY)).store
    before = {name: list(store.rows(name)) for name in PROJECTIONS}
    count = rebuild(store)
    assert {name: list(store.rows(name)) for name in PROJECTIONS} == before
    assert count == sum(len(lines) for lines in before.values()) + 1


def every_view() -> Store:
    """Return a store in which every view has a line: of each one line at least."""
    unit = told(scenario(DAY))
    office = {"person": "office", "roles": "producer"}
    unit.report(act_from("enrol", office, act_id="office", by="office", at=NOON))
    unit.ask(act_from("assess", {"scene": "saloon"}, act_id="assess", by="office", at=NOON))
    unit.report(act_from("raise-concern", {"about": "saloon"}, act_id="doubt", by="office", at=NOON))
    fell = {"weapon": "gun", "photos": [hashlib.sha256(b"photo").hexdigest()]}
    unit.report(act_from("register", {"weapon": fell["weapon"]}, act_id="gun", by="office", at=NOON))
    unit.report(act_from("drop", fell, act_id="fell", by="office", at=NOON), along=Along((b"photo",)))
    one_alone = {"lot": "dummies", "seen": "1"}
    unit.report(
        act_from(
            "bring", {"lot": "dummies", "kind": "dummy", "count": "2"}, act_id="box", by="office", at=NOON
        )
    )
    unit.report(act_from("recount", one_alone, act_id="one", by="office", at=NOON))
    attest(unit, what="cosignature", size=1, who="witness.example", attachments=(b"checkpoint",))
    return unit.store


@pytest.mark.parametrize("name", list(PROJECTIONS))
def test_a_changed_line_is_found_and_mended(name: str) -> None:
    """A line that was changed, taken out or put in by hand is named, and a rebuild mends it."""
    store = every_view()
    lines = list(store.rows(name))
    forged = [Row(name, lines[0][0], b"{}"), Row(name, "nobody", b"{}")]
    store.clear_rows(name, [*forged, *(Row(name, key, value) for key, value in lines[2:])])
    found = {(each.key, each.why) for each in differences(store)}
    expected = {(lines[0][0], "the records say otherwise"), ("nobody", "no record leads to this line")}
    if len(lines) > 1:
        expected.add((lines[1][0], "the line is not there"))
    assert found == expected
    assert len({str(each) for each in differences(store)}) == len(expected)
    rebuild(store)
    assert differences(store) == []


def test_a_forged_snapshot_is_found() -> None:
    """A snapshot that says what the records do not lead to is named."""
    store = told(scenario(DAY)).store
    scope = scenario(DAY).id
    kept = store.snapshot(scope)
    assert kept is not None
    forged = kept.state.replace(b'"last_record":', b'"last_record":9')
    assert forged != kept.state
    store.append(store.size(), [], [], [Snapshot(scope, kept.number, forged)])
    assert [(each.name, each.key) for each in differences(store)] == [("snapshot", scope)]


def test_the_same_day_told_twice_has_lines_of_its_own() -> None:
    """A day that is told again does not write over the lines of its first telling."""
    day = scenario(DAY)
    once, twice = told(day).store, told(day, day).store
    assert len(list(twice.rows("board"))) == 2 * len(list(once.rows("board")))
    assert any(key.startswith(f"{day.id}@2/") for key, _ in twice.rows("board"))
    assert differences(twice) == []


def test_progress_is_told_to_the_end() -> None:
    """Whoever waits for a check is told how far it is, up to the last record."""
    store = told(scenario(DAY)).store
    heard: list[tuple[int, int]] = []
    differences(store, lambda done, total: heard.append((done, total)))
    assert heard[-1] == (store.size(), store.size())
