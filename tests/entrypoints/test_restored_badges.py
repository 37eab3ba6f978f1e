"""What a backup holds of badges is of its day: put back, none of them opens anything by itself."""

from __future__ import annotations

from pathlib import Path

from showsafe import bootstrap
from tests.entrypoints.cli import run
from tests.entrypoints.test_backup import backup as backup  # noqa: PLC0414 - a fixture
from tests.entrypoints.test_backup import says_of


def test_a_badge_that_was_withdrawn_since_opens_nothing(data: Path, backup: Path, tmp_path: Path) -> None:
    """Nothing in a backup says what was withdrawn after it: every badge is locked, on record, until it is unlocked."""
    assert run("badge", data, "armorer", "--withdraw").status == 0
    again = tmp_path / "again"
    said = run("restore", backup, again)
    assert "1 badge locked" in said.flat
    assert says_of(again) == "All badges are locked: restored from a backup."
    with bootstrap.open_unit(again) as unit:
        assert bootstrap.badges_of(unit, again).locked() == {"armorer": True}
    assert run("badge", again, "armorer", "--unlock").status == 0
    with bootstrap.open_unit(again) as unit:
        assert bootstrap.badges_of(unit, again).locked() == {"armorer": False}
