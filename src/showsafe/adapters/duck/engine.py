"""DuckDB in this process: opened so that it reaches nothing but what it is given, its errors in our words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING

from showsafe.adapters.duck.arrow import BYTES, INT, TEXT
from showsafe.errors import Unusable

if TYPE_CHECKING:
    import duckdb


_KINDS = {INT: "BIGINT", TEXT: "VARCHAR", BYTES: "BLOB"}
"""What the engine calls the kinds of columns that it was handed."""


def connect(threads: int = 1) -> duckdb.DuckDBPyConnection:
    """Open an empty database in memory that keeps the order of what it reads.

    Nothing is installed or loaded by itself. Raises Unusable ``office.not-installed``.
    """
    try:
        import duckdb  # noqa: PLC0415 - of the office alone
    except ImportError as error:
        raise Unusable(
            "office.not-installed",
            "What reads and writes Parquet is not installed here.",
            'Install it with: pip install "showsafe[office]"',
        ) from error
    return duckdb.connect(
        config={
            "threads": threads,
            "preserve_insertion_order": True,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "allow_community_extensions": False,
        }
    )


@lru_cache(maxsize=1)
def reader() -> duckdb.DuckDBPyConnection:
    """Return the one connection of this process that only reads files, in one thread.

    Opening another takes as long as hashing 20,000 records.
    """
    return connect()


@contextmanager
def translated(what: str) -> Iterator[None]:
    """Raise errors of the engine inside this block as Unusable ``audit.unreadable``, named after what was read."""
    import duckdb  # noqa: PLC0415 - as above

    try:
        yield
    except duckdb.Error as error:
        raise Unusable(
            "audit.unreadable",
            f"{what} cannot be read: {said(error)}.",
            "Keep it as it is, and take the export again from the office.",
        ) from error


def check(file: str, columns: Iterable[tuple[str, bytes]]) -> None:
    """Let a file (quoted) pass whose columns are of these kinds; raises Unusable ``audit.unreadable``."""
    rows = reader().execute(f"DESCRIBE SELECT * FROM read_parquet({file})").fetchall()
    there = {row[0]: row[1] for row in rows}
    if any(there.get(name) != _KINDS[kind] for name, kind in columns):
        raise Unusable(
            "audit.unreadable",
            "Its columns are not those of an export.",
            "Keep it as it is, and take the export again from the office.",
        )


def said(error: Exception) -> str:
    """Return the first line of what the engine says, without its type and its full stop."""
    line = str(error).split("\n", 1)[0].strip()
    return line.partition("Error: ")[2].rstrip(".") or line.rstrip(".") or "it is damaged"


def quoted(text: str) -> str:
    """Return a text as a literal of SQL, for the places where no parameter may stand."""
    return "'" + text.replace("'", "''") + "'"
