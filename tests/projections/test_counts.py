"""Every round of a lot is accounted for, and the sum is shown."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from showsafe.projections.counts import PARTS
from showsafe.projections.rows import read
from tests.projections.units import Set, scenario, scenario_files, told


@pytest.mark.parametrize("path", scenario_files(), ids=lambda path: path.stem)
def test_counts_sum_to_the_total(path: Path) -> None:
    """In every told day the parts of each lot's account are its total, and what was counted too many."""
    for _, value in told(scenario(path)).store.rows("counts"):
        lot = read(value)
        assert lot["total"] == lot["sum"]
        assert lot["total"] + lot["surplus"] == sum(lot[part] for part in PARTS)


def test_the_sum_is_shown() -> None:
    """A load moves rounds from the box into the weapon, and the line shows the sum."""
    on = Set()
    lot: dict[str, Any] = {
        "kind": "dummy",
        "count": 50,
        "state": "sealed",
        "calibre": ".45 Colt",
        "from": "supplier",
    }
    on.say("receive", lot="a", countersigned_by="assistant", **lot)
    on.say("load", weapon="revolver", rounds="a:5", witness="assistant")
    value = on.unit.store.row("counts", "a")
    assert value is not None
    assert read(value)["shown"] == "50 = 45 box + 5 in weapons"


def test_a_lot_without_a_count_says_so() -> None:
    """Where nobody counted, no sum of nothing is shown."""
    on = Set()
    on.say("bring", lot="loose", kind="unidentified", state="loose")
    value = on.unit.store.row("counts", "loose")
    assert value is not None
    assert read(value)["shown"] == "no count on record"
