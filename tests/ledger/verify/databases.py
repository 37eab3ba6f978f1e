"""Files of ledgers for tests of the auditor: asked directly, and changed as their tables would not let them be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from showsafe.ledger.verify.database import Database
from tests.ledger.verify.directories import database as browser

Answer = TypeVar("Answer")


def asked(path: Path, question: Callable[[Database], Answer]) -> Answer:
    """Open the file of a directory, ask, and close it again."""
    opened = Database(path / "ledger.sqlite")
    try:
        return question(opened)
    finally:
        opened.close()


def loosened(path: Path, table: str, sql: str) -> None:
    """Put something into a table that lets anything in for as long as that takes."""
    put = "UPDATE sqlite_schema SET sql = ? WHERE name = ?"
    with browser(path) as connection:
        (was,) = connection.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(put, (was.replace(" STRICT", "").replace(" BLOB", "").replace(" TEXT", ""), table))
    with browser(path) as connection:
        connection.execute(sql)
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(put, (was, table))
