"""What `make days` shows: incidents, days, and a fresh directory that verifies."""

from __future__ import annotations

import shlex
from datetime import timedelta
from pathlib import Path

import pytest

from showsafe.adapters.settings_file import UnitSettings
from showsafe.bootstrap import create_unit
from showsafe.entrypoints.demo import SCENARIOS, before, main
from showsafe.errors import Unusable
from tests.entrypoints.cli import run


def test_a_day_on_set_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every incident and every ordinary day is told, and the directory that is written verifies."""
    assert main(SCENARIOS, tmp_path / "data") == 0
    out = capsys.readouterr().out
    for path in [*(SCENARIOS / "incidents").glob("*.toml"), *(SCENARIOS / "days").glob("*.toml")]:
        assert path.stem in out
    assert "before the harm" in out
    assert "records hold, every view says what they say, and the rules say so too" in out
    assert "Chain of custody:" in out
    assert run("verify", tmp_path / "data").status == 0


def test_the_closing_hint_can_be_typed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each line at the end works as it stands, the program named by the path that it has from here."""
    assert main(SCENARIOS, tmp_path / "data") == 0
    lines = capsys.readouterr().out.splitlines()
    hints = lines[lines.index("Look further:") + 1 :]
    assert len(hints) == 4
    for hint in hints:
        program, *words = shlex.split(hint)
        assert program.endswith("showsafe")
        assert run(*words).status == 0


def test_a_second_run_begins_afresh(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The directory of an earlier run is made anew."""
    for _ in range(2):
        assert main(SCENARIOS, tmp_path / "data") == 0
    assert capsys.readouterr().out.count("Unit demo, as of record") == 2


@pytest.mark.parametrize("what", ["unit", "file", "folder"])
def test_nothing_of_somebody_else_is_touched(tmp_path: Path, what: str) -> None:
    """A real unit, a file or another folder in its place stays as it is."""
    place = tmp_path / "data"
    if what == "unit":
        create_unit(place, UnitSettings("north-ridge", "common"))
    elif what == "file":
        place.write_text("x", encoding="utf-8")
    else:
        place.mkdir()
    with pytest.raises(Unusable) as refused:
        main(SCENARIOS, place)
    assert refused.value.code == "demo.not-ours"
    assert place.exists()


def test_without_the_repository_it_says_so(tmp_path: Path) -> None:
    """Where the told days are not there, that is said, and nothing is written."""
    with pytest.raises(Unusable) as refused:
        main(tmp_path, tmp_path / "data")
    assert refused.value.code == "demo.no-scenarios"
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("time", "said"),
    [
        (timedelta(days=26, hours=3), "26 days before the harm"),
        (timedelta(days=1), "1 day before the harm"),
        (timedelta(hours=2, minutes=10), "2 h 10 min before the harm"),
        (timedelta(minutes=3), "3 min before the harm"),
        (timedelta(0), "in the minute of the harm"),
        (timedelta(minutes=-5), "only after the harm"),
    ],
)
def test_how_long_before_the_harm(time: timedelta, said: str) -> None:
    """A refusal says how long before the harm it came, and honestly when it came after."""
    assert before(time) == said
