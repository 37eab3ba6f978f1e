"""Reads and tells scenario files for tests."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from showsafe.application.scenario.day import Scenario
from showsafe.application.scenario.file import read
from showsafe.application.scenario.run import Numbered, Telling, Told
from showsafe.bootstrap import rules_of

HERE = Path(__file__).parent
FOLDERS = ("incidents", "days", "twins", "profiles", "readers")


def files(folder: str) -> tuple[Path, ...]:
    """Return the scenario files below one folder."""
    return tuple(sorted(HERE.joinpath(folder).rglob("*.toml")))


ALL = tuple(path for folder in FOLDERS for path in files(folder))


@cache
def scenario(path: Path) -> Scenario:
    """Return the day of one file."""
    return read(path.name, path.read_bytes())


@cache
def told(path: Path, profile: str = "") -> tuple[Told, ...]:
    """Tell the day of one file under its own profile, or under another."""
    day = scenario(path)
    rules = rules_of(profile or day.profile)
    telling = Telling(day, rules, Numbered(rules))
    telling.begin()
    return tuple(telling.steps())


def name_of(path: Path) -> str:
    """Return what a test of one file is called."""
    return str(path.relative_to(HERE).with_suffix(""))
