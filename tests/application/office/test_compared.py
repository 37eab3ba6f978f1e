"""What stands beside the office's log is what its records say; a row that somebody wrote by hand is found."""

from __future__ import annotations

import pytest

from showsafe.application.office import standing
from showsafe.application.office.compared import differences
from showsafe.application.office.log import OfficeLog
from showsafe.ledger import record
from showsafe.ledger.store import Row
from tests.application.office.office import ISSUER, begun, give, take


def found(log: OfficeLog) -> list[str]:
    """Return what differs."""
    bodies = ((entry.number, record.read(entry.raw).body) for entry in log.store.entries())
    return differences(log.rows, bodies, ISSUER)


def busy() -> OfficeLog:
    """Return a log in which roles came and went, and somebody looked."""
    log = begun()
    give(log, "producer", "sub-1")
    give(log, "reader", "sub-2")
    take(log, "reader", "sub-2")
    log.looked("sub-1", "north", "people", "people", ["p"])
    return log


def test_rows_of_a_log_say_what_it_says() -> None:
    """Roles, productions, looks, and that there is an administrator."""
    assert found(busy()) == []


@pytest.mark.parametrize(
    "name", [standing.ROLES, standing.PRODUCTIONS, standing.ACCESS, standing.ADMINISTRATORS]
)
def test_rows_that_are_gone_are_found(name: str) -> None:
    """Whichever they are."""
    log = busy()
    log.store.clear_rows(name)
    assert found(log) != []


def test_a_role_that_no_record_gives_is_found() -> None:
    """Somebody who can write into the database gives themselves a role past the log."""
    log = busy()
    rows = [Row(standing.ROLES, key, value) for key, value in log.store.rows(standing.ROLES)]
    forged = rows[-1]
    log.store.clear_rows(
        standing.ROLES, [*rows, Row(forged.name, forged.key.replace("sub-1", "eve"), forged.value)]
    )
    assert log.held("eve").held
    assert found(log) == ["A role stands that no record gives: producer."]
