"""An office joined from its database and its key."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from showsafe.adapters import postgres
from showsafe.application.office.words import KEYBOARD
from showsafe.bootstrap_office import open_office_log, open_pool
from showsafe.errors import Unusable
from showsafe.ledger.keys import DeviceKey
from tests.application.office.office import ISSUER, OWN
from tests.postgres import Database


def test_two_processes_of_an_office_write_one_log(office_database: Database) -> None:
    """Two that have the log of one office open record in turn; each record is there once, and each sees all."""
    key = DeviceKey(bytes(32))
    with open_pool(office_database.dsn) as here, open_pool(office_database.dsn) as there:
        logs = [open_office_log(pool, "office-1", key, ISSUER) for pool in (here, there)]
        logs[0].say("give-role", KEYBOARD, role="administrator", to="adm-1", **OWN)

        def add(number: int) -> int:
            log = logs[number % 2]
            return log.say("add-production", "adm-1", production=f"p-{number}", title="P", through="web")

        with ThreadPoolExecutor(2) as both:
            numbers = list(both.map(add, range(6)))
        assert sorted(numbers) == [2, 3, 4, 5, 6, 7]
        for log in logs:
            assert {each.id for each in log.rows.productions()} == {f"p-{number}" for number in range(6)}


def test_a_database_without_tables_is_refused(empty_database: Database) -> None:
    """An office over a database that was not brought up says which command does that."""
    with pytest.raises(Unusable, match="showsafe office migrate") as refused:
        open_pool(empty_database.dsn)
    assert refused.value.code == "postgres.schema-older"


def test_an_installation_of_a_set_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra of an office one sentence says how to install it."""
    monkeypatch.setattr(postgres, "find_spec", lambda _: None)
    with pytest.raises(Unusable, match=r"showsafe\[office\]") as refused:
        open_pool("host=nowhere")
    assert refused.value.code == "postgres.no-extra"
