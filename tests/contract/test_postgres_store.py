"""The store in PostgreSQL keeps the contract, as the user of a running office, beside other logs of one database."""

from __future__ import annotations

from collections.abc import Iterator
from secrets import token_hex

import pytest

from showsafe.adapters.postgres.connect import Pool
from showsafe.adapters.postgres.store import PostgresStore, logs, open_log
from showsafe.errors import WrongInput
from tests.contract.store_contract import StoreContract, fill, picture
from tests.contract.together_contract import TogetherContract
from tests.postgres import Database


@pytest.fixture(scope="module")
def pool(shared_database: Database) -> Iterator[Pool]:
    """Return connections to a database in which others have logs too."""
    with Pool(shared_database.dsn) as opened:
        yield opened


class TestPostgresStore(StoreContract, TogetherContract):
    """The suite over one log of a database, with another one beside it that stays as it is."""

    @pytest.fixture
    def store(self, pool: Pool) -> Iterator[PostgresStore]:
        """Return an empty store beside one that holds other records under the same act ids."""
        beside = open_log(pool, f"beside {token_hex(8)}")
        fill(beside, 3)
        before = picture(beside)
        yield open_log(pool, f"unit {token_hex(8)}")
        assert picture(beside) == before

    @pytest.fixture
    def reader(self, store: PostgresStore, shared_database: Database) -> Iterator[PostgresStore]:
        """Return the log as another program reads it."""
        with Pool(shared_database.dsn) as other:
            yield open_log(other, store.name, making=False)

    def test_a_reader_sees_what_was_appended(self, store: PostgresStore, reader: PostgresStore) -> None:
        """Another program reads every finished append, and all that it asks in one reading comes from one moment."""
        fill(store, 300)
        assert picture(reader) == picture(store)
        with reader.reading():
            before = picture(reader)
            fill(store, 300)
            assert picture(reader) == before
        assert picture(reader) == picture(store)

    def test_a_log_that_is_not_there_is_not_made_by_reading(self, pool: Pool) -> None:
        """Who only reads gets a sentence for a log of an unknown name, and none is made."""
        with pytest.raises(WrongInput, match=r"postgres\.no-log"):
            open_log(pool, "nowhere", making=False)
        assert "nowhere" not in logs(pool)
