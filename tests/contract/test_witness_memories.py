"""Both memories of a witness keep the contract: that of tests, and the directory."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from showsafe.adapters import witness_store
from showsafe.adapters.witness_store import WitnessDirectory
from tests.contract.witness_memory_contract import LOG, WitnessMemoryContract
from tests.witnesses import MemoryInMemory


class TestMemoryInMemory(WitnessMemoryContract):
    """The suite over the memory that tests use."""

    @pytest.fixture
    def memory(self) -> MemoryInMemory:
        """Return a memory that has seen nothing."""
        return MemoryInMemory(LOG)


class TestWitnessDirectory(WitnessMemoryContract):
    """The suite over a directory on the disk."""

    @pytest.fixture
    def memory(self, tmp_path: Path) -> WitnessDirectory:
        """Return a directory that has seen nothing."""
        witness_store.create(tmp_path / "w", "studio.example/witness")
        opened = WitnessDirectory(tmp_path / "w", lambda: datetime(2026, 3, 2, tzinfo=UTC))
        opened.trust(LOG)
        return opened
