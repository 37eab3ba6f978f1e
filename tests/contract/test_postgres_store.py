"""The store in PostgreSQL keeps the contract, as the user of a running office, beside other logs of one database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from showsafe.adapters.postgres.connect import Pool
from showsafe.adapters.postgres.store import PostgresStore, logs, open_log
from showsafe.errors import WrongInput
from tests.contract.store_contract import StoreContract, fill, picture
from tests.postgres import Database


class TestPostgresStore(StoreContract):
    """The suite over one log of a database, with another one beside it that stays as it is."""

    @pytest.fixture
    def pool(self, office_database: Database) -> Iterator[Pool]:
        """Return connections to a database of this test."""
        with Pool(office_database.dsn) as opened:
            yield opened

    @pytest.fixture
    def store(self, pool: Pool) -> Iterator[PostgresStore]:
        """Return an empty store beside one that holds other records under the same act ids."""
        beside = open_log(pool, "beside")
        fill(beside, 3)
        before = picture(beside)
        yield open_log(pool, "unit")
        assert picture(beside) == before

    def test_a_reader_sees_what_was_appended(self, store: PostgresStore, office_database: Database) -> None:
        """Another process reads every finished append."""
        with Pool(office_database.dsn) as other:
            reader = open_log(other, "unit", making=False)
            fill(store, 300)
            assert picture(reader) == picture(store)

    def test_a_log_that_is_not_there_is_not_made_by_reading(self, pool: Pool) -> None:
        """Who only reads gets a sentence for a log of an unknown name, and none is made."""
        with pytest.raises(WrongInput, match=r"postgres\.no-log"):
            open_log(pool, "nowhere", making=False)
        assert logs(pool) == []
