"""What the fault tests share: one nursery for each worker, and the directories that a fault begins with."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.acts import crashed, make
from tests.faults.children import Nursery
from tests.faults.survivors import BELOW_A_TILE, START

Begun = Callable[[str, str], Path]
"""Returns a fresh directory for a scenario, under a name."""


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    """Return the nursery of this worker."""
    made = Nursery()
    yield made
    made.close()


@pytest.fixture(scope="session")
def origins(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the directories from which the scenarios begin, closed; of a crash, as it was left."""
    place = tmp_path_factory.mktemp("origins")
    plain, below = make(place / "plain", START), make(place / "below", BELOW_A_TILE)
    shutil.copytree(plain, place / "crashing")
    crashed(place / "crashing", place / "crashed")
    return {"": plain, "boundary": below, "after-a-crash": place / "crashed"}


@pytest.fixture
def begun(origins: dict[str, Path], tmp_path: Path) -> Begun:
    """Return what makes a fresh directory for a scenario."""

    def begin(scenario: str, name: str) -> Path:
        path = tmp_path / name
        if scenario != "making":
            shutil.copytree(origins.get(scenario, origins[""]), path)
        return path

    return begin
