"""The Go program, built once for each worker."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conformance.go import go


@pytest.fixture(scope="session")
def go_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where Go keeps what it has compiled: shared by all workers, who may use it at the same time."""
    return tmp_path_factory.getbasetemp().parent / "go-cache"


@pytest.fixture(scope="session")
def go_auditor(go_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The auditor in Go."""
    program = tmp_path_factory.mktemp("go") / "audit"
    go("build", "-o", str(program), ".", cache=go_cache)
    return program
