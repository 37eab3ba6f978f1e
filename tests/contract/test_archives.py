"""Both archives of an office keep the contract: that of tests, and PostgreSQL; so do they as memories of a witness."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from showsafe.adapters.memory_archive import MemoryArchive
from showsafe.adapters.postgres.archive import PostgresArchive
from showsafe.adapters.postgres.connect import Pool
from showsafe.ledger.archive import Archive
from tests.contract.archive_contract import ArchiveContract, unit
from tests.contract.witness_memory_contract import WitnessMemoryContract
from tests.postgres import Database


class TestMemoryArchive(ArchiveContract):
    """The suite over the archive that tests use."""

    @pytest.fixture
    def archive(self) -> Archive:
        """Return an archive that keeps no log yet."""
        return MemoryArchive()


class TestPostgresArchive(ArchiveContract):
    """The suite over PostgreSQL, with the rights of a running office."""

    @pytest.fixture
    def archive(self, office_database: Database) -> Iterator[Archive]:
        """Return an archive in a database of its own."""
        with Pool(office_database.dsn) as pool:
            yield PostgresArchive(pool)


class TestPostgresWitnessMemory(WitnessMemoryContract):
    """The suite of a witness's memory over PostgreSQL."""

    @pytest.fixture
    def memory(self, office_database: Database) -> Iterator[Archive]:
        """Return a memory that has seen nothing."""
        with Pool(office_database.dsn) as pool:
            archive = PostgresArchive(pool)
            archive.trust(unit())
            yield archive


class TestArchiveInMemoryAsWitnessMemory(WitnessMemoryContract):
    """The suite of a witness's memory over the archive of tests."""

    @pytest.fixture
    def memory(self) -> Archive:
        """Return a memory that has seen nothing."""
        archive = MemoryArchive()
        archive.trust(unit())
        return archive
