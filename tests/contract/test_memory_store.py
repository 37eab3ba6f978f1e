"""The store in memory keeps the contract."""

from __future__ import annotations

import pytest

from showsafe.adapters.memory import MemoryStore
from tests.contract.store_contract import StoreContract


class TestMemoryStore(StoreContract):
    """The suite over a store that is gone with its process."""

    @pytest.fixture
    def store(self) -> MemoryStore:
        """Return an empty store."""
        return MemoryStore()
