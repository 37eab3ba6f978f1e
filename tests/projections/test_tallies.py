"""The account of a weapon sums with every line, and every difference keeps its owner and why it was closed."""

from __future__ import annotations

from pathlib import Path

import pytest

from showsafe.projections import discrepancies, tallies
from showsafe.projections.rows import read
from tests.projections.units import SCENARIOS, scenario, told

DAYS = sorted((SCENARIOS / "days").glob("*.toml"))
MISFIRE = SCENARIOS / "days" / "misfire-handled-well.toml"
COUNTED = SCENARIOS / "days" / "counted-apart.toml"


@pytest.mark.parametrize("path", DAYS, ids=lambda path: path.stem)
def test_what_goes_in_comes_to_something(path: Path) -> None:
    """In every ordinary day what went into a weapon was fired, came out, was not found, or is in it."""
    store = told(scenario(path)).store
    for _, value in store.rows(tallies.NAME):
        line = read(value)
        assert line["loaded"] + line["extra"] == sum(line[part] for part in ("fired", "out", "lost", "in_it"))
        assert line["unexplained"] == 0


def test_a_weapon_has_a_line_for_each_record_that_moved_a_round() -> None:
    """Loaded twice with three, five fired, the one that did not fire taken out: in their order, with what is in it."""
    store = told(scenario(MISFIRE)).store
    (key, _) = next(iter(store.rows(tallies.NAME)))
    lines = list(tallies.lines(store, key.partition("\n")[0]))
    assert [line["record"] for line in lines] == sorted(line["record"] for line in lines)
    assert (lines[0]["kind"], lines[0]["loaded"], lines[0]["in_it"]) == ("load", 3, 3)
    last = lines[-1]
    assert (last["loaded"], last["fired"], last["out"], last["in_it"]) == (6, 5, 1, 0)


def test_a_difference_stays_with_its_owner_and_its_reason() -> None:
    """What was closed is still there: who owned it, who counted, who closed it, why, and how many were found again."""
    found = discrepancies.every(told(scenario(COUNTED)).store)
    assert [(each["why"], each["count"], each["open"]) for each in found] == [
        ("short", 1, False),
        ("over", 1, False),
    ]
    first = found[0]
    assert (first["owner"], first["closed"]["by"]) == (
        "counted-apart/property-master",
        "counted-apart/first-ad",
    )
    assert first["counted_by"] == ["counted-apart/property-master", "counted-apart/safety-advisor"]
    assert (first["closed"]["found_again"], "under the tray" in first["closed"]["reason"]) == (1, True)
