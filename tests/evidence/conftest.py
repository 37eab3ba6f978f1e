"""Ready units and bundles: made once, and never written into."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.entrypoints import cli
from tests.evidence import tools, units


@pytest.fixture(scope="session")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a unit with everything a bundle can hold."""
    return units.rich(tmp_path_factory.mktemp("rich") / "north-ridge")


@pytest.fixture(scope="session")
def vkey(rich: Path) -> Path:
    """Return a file with the key of that unit's log, as it was kept elsewhere."""
    kept = rich.parent / "kept.vkey"
    kept.write_text(cli.run("vkey", rich).out)
    return kept


@pytest.fixture(scope="session")
def policy(rich: Path) -> Path:
    """Return a file with a policy that asks for the one witness."""
    kept = rich.parent / "policy.txt"
    kept.write_bytes(units.policy())
    return kept


@pytest.fixture(scope="session")
def redacted(rich: Path, policy: Path) -> Path:
    """Return a bundle about the rifle of the told day: in full and redacted, cosigned, with a later end."""
    return tools.bundle(rich, rich.parent / "rifle.zip", "--weapon", units.RIFLE, "--policy", policy)


@pytest.fixture(scope="session")
def everything(rich: Path) -> Path:
    """Return a bundle of all records."""
    return tools.bundle(rich, rich.parent / "all.zip", "--all")
