"""The store in memory keeps the contract."""

from __future__ import annotations

import pytest

from showsafe.adapters.memory import MemoryStore
from tests.contract.store_contract import StoreContract
from tests.contract.together_contract import TogetherContract


class TestMemoryStore(StoreContract, TogetherContract):
    """The suite over a store that is gone with its process."""

    @pytest.fixture
    def store(self) -> MemoryStore:
        """Return an empty store."""
        return MemoryStore()
