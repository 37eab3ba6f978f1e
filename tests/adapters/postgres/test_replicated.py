"""Whether there is a second copy is asked of the server, and what it is told is what is believed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from showsafe.adapters.postgres.connect import Connection, connect
from showsafe.adapters.postgres.replicated import Copies, copies, lone
from showsafe.errors import Unusable
from tests.postgres import Database


class Server:
    """A server that answers the question with one row: what a cluster, a standby or a weak setting would say."""

    def __init__(self, *row: object) -> None:
        self._row = row

    def execute(self, _: str) -> Server:
        """Take the question."""
        return self

    def fetchone(self) -> tuple[object, ...] | None:
        """Give the answer."""
        return self._row or None


@pytest.fixture
def connection(empty_database: Database) -> Iterator[Connection]:
    """Return a connection of the running office, which has no rights beyond connecting."""
    with connect(empty_database.dsn) as opened:
        yield opened


def test_server_without_standby_is_lone(connection: Connection) -> None:
    """A single server, and a primary whose last standby is gone, answer for records that no other machine has."""
    assert lone(connection)
    assert copies(connection) == Copies(standby=False, standbys="", lone=True)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ((False, '"pg2"', "on"), Copies(standby=False, standbys='"pg2"', lone=False)),
        ((False, "2 (pg2,pg3)", "remote_apply"), Copies(standby=False, standbys="2 (pg2,pg3)", lone=False)),
        ((False, "  ", "on"), Copies(standby=False, standbys="", lone=True)),
        ((True, "", "on"), Copies(standby=True, standbys="", lone=False)),
    ],
)
def test_what_the_server_is_told_is_believed(row: tuple[object, ...], expected: Copies) -> None:
    """A named standby means a second copy; a standby itself answers for nothing, so it is never lone."""
    assert copies(Server(*row)) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize("commit", ["off", "local"])
def test_weak_commit_is_lone(commit: str) -> None:
    """A server that answers before a standby has the record is lone, whatever standbys are named."""
    assert lone(Server(False, '"pg2"', commit))  # type: ignore[arg-type]  # noqa: FBT003 (a row of the server)


def test_session_cannot_hide_it(connection: Connection) -> None:
    """What one session sets for itself changes nothing in what is said of the server."""
    before = copies(connection)
    connection.execute("SET synchronous_commit = local")
    assert copies(connection) == before


def test_lost_connection_is_an_error_not_an_answer(connection: Connection) -> None:
    """Where the server cannot be asked, the answer is an error with a code, never a calm no."""
    connection.close()
    with pytest.raises(Unusable) as caught:
        lone(connection)
    assert caught.value.code == "postgres.lost"
