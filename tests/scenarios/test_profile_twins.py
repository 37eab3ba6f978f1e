"""Every value in which a place differs from the common base has a day that shows the difference."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from showsafe.bootstrap import COMMON, profile, profiles
from showsafe.domain.events import PERMIT, REFUSE
from tests.scenarios.days import files, name_of, told

TWINS = files("profiles")


def value_of(path: Path) -> tuple[str, str]:
    """Return the profile and the value that a file is about."""
    said = tomllib.loads(path.read_text("utf-8"))
    return said["profile"], said["twin_value"]


def test_every_value_of_every_place_has_its_twin() -> None:
    """Each value that a profile states itself has its file, and there is none for anything else."""
    stated = {(place, value) for place in profiles() if place != COMMON for value in profile(place).own}
    assert {value_of(path) for path in TWINS} == stated


@pytest.mark.parametrize("path", TWINS, ids=name_of)
def test_the_file_is_named_after_its_value(path: Path) -> None:
    """A file is called by its profile and value."""
    assert path.stem == "-".join(value_of(path))


@pytest.mark.parametrize("path", TWINS, ids=name_of)
def test_the_same_day_is_answered_otherwise_in_the_common_base(path: Path) -> None:
    """The last step is refused under the place and permitted under ``common``; of a laxer value the other way round."""
    place, value = value_of(path)
    here, there = (PERMIT, REFUSE) if value in profile(place).laxer else (REFUSE, PERMIT)
    under_place, under_common = told(path), told(path, COMMON)
    assert (under_place[-1].outcome, under_common[-1].outcome) == (here, there)
    before = [(a.outcome, b.outcome) for a, b in zip(under_place[:-1], under_common[:-1], strict=True)]
    assert all(a == b for a, b in before)
