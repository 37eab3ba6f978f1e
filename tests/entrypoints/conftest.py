"""Ready data directories for tests of commands: made once, and copied for each test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.entrypoints.cli import unit


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data directory that no test writes into."""
    return unit(tmp_path_factory.mktemp("made") / "north-ridge")


@pytest.fixture
def data(made: Path, tmp_path: Path) -> Path:
    """Return a data directory of this test's own, with people, a revolver and a lot."""
    shutil.copytree(made, tmp_path / "north-ridge")
    return tmp_path / "north-ridge"
