"""What PostgreSQL and the way to it report, in the words and codes of ``showsafe.errors``.

Nothing of a connection string, a statement or a value is in them: there may be a password or a person in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from showsafe.errors import NotVerified, ShowsafeError, Unusable, WrongInput

NOT_REPLICATED, READ_ONLY = "postgres.not-replicated", "postgres.read-only"
PASSING = frozenset(
    {
        "postgres.unreachable",
        "postgres.lost",
        "postgres.restarting",
        "postgres.no-answer",
        NOT_REPLICATED,
    }
)
"""What a fail-over looks like from outside: worth another try on another connection."""


class NoAnswer(psycopg.OperationalError):
    """The server did not answer in time, and the connection was closed."""


class NotReplicated(psycopg.OperationalError):
    """The server committed without waiting for its standby: what was written may be lost with its disk."""


_WORDS: dict[str, tuple[str, str, str]] = {
    "25006": (
        READ_ONLY,
        "The office's database takes no writes now; nothing of this was written.",
        "Let whoever runs it see why the server is read-only or a standby, then repeat the act.",
    ),
    "53100": (
        "postgres.full",
        "The disk of the office's database is full; nothing of this was written, and everything before it is safe.",
        "Let whoever runs it free some space, then repeat the act.",
    ),
    "58030": (
        "postgres.disk-error",
        "The disk of the office's database refused to read or write; nothing of this was written.",
        "Let whoever runs it look at the server's log and disk, then repeat the act.",
    ),
    "57014": (
        "postgres.slow",
        "The office's database took too long, and this was broken off; nothing of it was written.",
        "Try again in a moment; where it stays slow, let whoever runs it look at the server.",
    ),
    "42501": (
        "postgres.not-allowed",
        "The office's user of the database may not do this.",
        "Sign in as the user that `showsafe office migrate` gave its rights to.",
    ),
    "3D000": (
        "postgres.no-database",
        "The office's database is not there.",
        "Create it (createdb), or correct its name in the connection string.",
    ),
}
_NO_TABLE = (
    "postgres.no-schema",
    "The office's database has not all the tables that this program needs.",
    "Run `showsafe office migrate` as the owner of the database.",
)
_CLASSES: dict[str, tuple[str, str, str]] = {
    "28": (
        "postgres.sign-in",
        "The office's database does not let this user in.",
        "Correct user and password in the connection string.",
    ),
    "25P": (
        "postgres.slow",
        "The office's database ended a transaction that stood idle; nothing of it was written.",
        "Try again.",
    ),
    "42P": _NO_TABLE,
    "3F": _NO_TABLE,
    "57P": (
        "postgres.restarting",
        "The office's database is stopping or starting.",
        "Try again in a moment.",
    ),
    "53": (
        "postgres.busy",
        "The office's database has no connection or no memory free.",
        "Try again in a moment; where it stays so, let whoever runs it look at the server.",
    ),
    "40": (
        "postgres.busy",
        "Others were writing the same at the same time; nothing of this was written.",
        "Try again.",
    ),
    "55": (
        "postgres.busy",
        "Another program holds what is needed here; nothing of this was written.",
        "Try again in a moment.",
    ),
    "08": (
        "postgres.lost",
        "The connection to the office's database was lost.",
        "Try again; the same act id makes sure that nothing is recorded twice.",
    ),
}


@contextmanager
def translated(*, connecting: bool = False) -> Iterator[None]:
    """Raise every error of the database inside this block as one of ours; ``connecting`` while there is none yet."""
    try:
        yield
    except psycopg.Error as error:
        raise of(error, connecting=connecting) from error


def of(error: psycopg.Error, *, connecting: bool = False) -> ShowsafeError:
    """Return our error for one of the database's."""
    if isinstance(error, NoAnswer):
        return no_answer()
    if isinstance(error, NotReplicated):
        return not_replicated()
    state = error.sqlstate or ""
    if state.startswith(("XX001", "XX002")):
        return damaged()
    known = _WORDS.get(state) or _CLASSES.get(state[:3]) or _CLASSES.get(state[:2])
    if known is not None:
        return Unusable(*known)
    if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError) and not state:
        return _while_connecting(str(error)) if connecting else Unusable(*_CLASSES["08"])
    return Unusable(
        "postgres.refused",
        f"The office's database refused this ({state or type(error).__name__}); nothing of it was written.",
        "Look at the server's log, and report it with this code.",
    )


def _while_connecting(says: str) -> ShowsafeError:
    """Tell apart what the library says only in words before there is a session; its words hold no password."""
    if "authentication failed" in says or "no password supplied" in says or "pg_hba.conf" in says:
        return Unusable(*_CLASSES["28"])
    if "does not exist" in says and "database" in says:
        return Unusable(*_WORDS["3D000"])
    if "role" in says and "does not exist" in says:
        return Unusable(*_CLASSES["28"])
    if "too many clients" in says or "remaining connection slots" in says:
        return busy()
    if "the database system is" in says:
        return Unusable(*_CLASSES["57P"])
    return Unusable(
        "postgres.unreachable",
        "The office's database cannot be reached.",
        "Check that it runs, and that host and port in the connection string are right.",
    )


def no_answer() -> Unusable:
    """The server was reached and says nothing: half-open, frozen, or too slow."""
    return Unusable(
        "postgres.no-answer",
        "The office's database does not answer.",
        "Try again in a moment; the same act id makes sure that nothing is recorded twice.",
    )


def not_replicated() -> Unusable:
    """The server has it, and the standby that it should have waited for may not."""
    return Unusable(
        NOT_REPLICATED,
        "The office's database kept this on one machine, and its standby did not say that it has it too.",
        "Repeat the act with the same act id, and let whoever runs the database look at the standby.",
    )


def no_log(name: str) -> WrongInput:
    """There is no log of this name."""
    return WrongInput(
        "postgres.no-log",
        f"The office's database has no log {name}.",
        "Ask for one that it has.",
    )


def busy() -> Unusable:
    """No connection is free, here or there."""
    return Unusable(*_CLASSES["53"])


def unknown_outcome() -> Unusable:
    """The connection broke while it was being committed, and nobody could be asked since."""
    return Unusable(
        "postgres.unknown-outcome",
        "The office's database went away while this was being written; whether it was kept is not known yet.",
        "Repeat the act with the same act id: it is recorded once, however often it is sent.",
    )


def wrong_dsn() -> WrongInput:
    """The connection string cannot be read; it is not shown, since there may be a password in it."""
    return WrongInput(
        "postgres.wrong-dsn",
        "The connection string of the office's database cannot be read.",
        "Write it as in postgresql://user@host:5432/database or host=... dbname=... user=...",
    )


def damaged() -> NotVerified:
    """The server found pages that are not as it wrote them."""
    return NotVerified(
        "postgres.damaged",
        "The office's database is damaged.",
        "Keep it as it is, and restore a backup to another place.",
    )
