"""Questions across productions in SQL: read-only, and with nothing to reach but the files of one export."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Any

from showsafe.adapters.duck import engine, layout
from showsafe.adapters.duck.views import SHOWN, VIEWS
from showsafe.errors import WrongInput

if TYPE_CHECKING:
    import duckdb

MOST_ROWS = 10_000
"""How many rows an answer has at most."""

SECONDS = 300.0
"""How long a question may take."""

_MEMORY = "2GB"
_LOCKED = (
    "SET memory_limit = '{memory}'",
    "SET temp_directory = ''",
    "SET TimeZone = 'UTC'",
    "SET allowed_paths = [{files}]",
    "SET enable_external_access = false",
    "SET lock_configuration = true",
)


@dataclass(frozen=True, slots=True)
class Answer:
    """Columns and rows; ``more`` where there were more rows than an answer has."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    more: bool


def ask(path: Path, question: str, most: int = MOST_ROWS, seconds: float = SECONDS) -> Answer:
    """Answer one SELECT over the views of an export in Parquet.

    Raises WrongInput ``audit.question`` for anything but one SELECT that can be answered in time; Unusable as
    ``layout.read``.
    """
    import duckdb  # noqa: PLC0415 - of the office alone; ``engine`` says so where it is not there

    connection = engine.connect(threads=os.cpu_count() or 1)
    with connection:
        _open(connection, path)
        _refuse_others(connection, question)
        clock = Timer(seconds, connection.interrupt)
        clock.start()
        try:
            told = connection.execute(question)
            columns = tuple(str(each[0]) for each in told.description or ())
            rows = told.fetchmany(most + 1)
        except duckdb.InterruptException as error:
            raise _wrong(f"it was not answered in {seconds:.0f} seconds") from error
        except (duckdb.Error, OverflowError, ValueError) as error:
            raise _wrong(engine.said(error)) from error
        finally:
            clock.cancel()
    return Answer(columns, tuple(map(tuple, rows[:most])), len(rows) > most)


def _open(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Make the views, and then shut every door but to the files that they read."""
    manifest = layout.read(path)
    place = path.resolve()
    records = [str(place / layout.RECORDS / name) for name in manifest.files]
    logs = str(place / layout.LOGS)
    files = {"records": _list(records), "logs": _list([logs])}
    with engine.translated(str(path)):
        for view in VIEWS:
            connection.execute(view.replace("{records}", files["records"]).replace("{logs}", files["logs"]))
        for setting in _LOCKED:
            allowed = ", ".join(map(engine.quoted, [*records, logs]))
            connection.execute(setting.replace("{memory}", _MEMORY).replace("{files}", allowed))


def _list(files: list[str]) -> str:
    return "[" + ", ".join(map(engine.quoted, files)) + "]"


def _refuse_others(connection: duckdb.DuckDBPyConnection, question: str) -> None:
    import duckdb  # noqa: PLC0415 - as above

    try:
        statements = connection.extract_statements(question)
    except (duckdb.Error, ValueError) as error:
        raise _wrong(engine.said(error)) from error
    if [each.type for each in statements] != [duckdb.StatementType.SELECT]:
        raise _wrong("it is not one SELECT and nothing else")


def _wrong(why: str) -> WrongInput:
    return WrongInput(
        "audit.question",
        f"This question has no answer: {why}.",
        f"Ask one SELECT over {', '.join(SHOWN[:-1])} or {SHOWN[-1]}; docs/audit-fleet.md lists their columns.",
    )
