"""How the office stands: who holds which role, and which productions there are, as rows beside its log.

Each row is written in one transaction with the record that it comes of, so it is never older than the log, and who
holds what is one look-up however long the log is.

* ``office-role``: issuer (the beginning of its SHA-256), subject, production, role -> the record that gave it
* ``office-production``: the production -> its title, and the record that added it
* ``office-access``: production and number of the record -> what was looked at, and who did
* ``office-administrators``: issuer -> how many administrators there are
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

from showsafe.application.office.roles import ADMINISTRATOR, Held
from showsafe.application.office.words import OFFICE
from showsafe.ledger import canonical
from showsafe.ledger.store import Row, Store

ROLES, PRODUCTIONS, ACCESS, ADMINISTRATORS = (
    "office-role",
    "office-production",
    "office-access",
    "office-administrators",
)


@dataclass(frozen=True, slots=True)
class Given:
    """A role that somebody holds: of which production, who gave it, and in which record and when that stands."""

    subject: str
    role: str
    production: str
    by: str
    at: str
    number: int


@dataclass(frozen=True, slots=True)
class Production:
    """A production of the office: its id, what it is called, and the record that added it."""

    id: str
    title: str
    number: int


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody looked at people of a production: who, when, on which page, at what, at whom; and its record."""

    number: int
    production: str
    by: str
    at: str
    thing: str
    page: str
    persons: tuple[str, ...]


class Rows:
    """How the office stands, as the rows of a store say. What it answers is as of this moment."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def holds(self, issuer: str, subject: str, role: str, production: str) -> bool:
        """Whether somebody holds a role."""
        return self._store.row(ROLES, _role_key(issuer, subject, production, role)) is not None

    def has_administrator(self, issuer: str) -> bool:
        """Whether anybody is an administrator."""
        return _count(self._store, issuer) > 0

    def has_production(self, production: str) -> bool:
        """Whether a production was added."""
        return self._store.row(PRODUCTIONS, production) is not None

    def held(self, issuer: str, subject: str) -> Held:
        """Return the roles that somebody holds."""
        prefix = f"{_issuer(issuer)}/{quote(subject, safe='')}/"
        return Held(frozenset(_parts(key) for key, _ in self._store.rows(ROLES, prefix)))

    def given(self, issuer: str) -> Iterator[Given]:
        """Yield every role that is held, by whom it is held."""
        for key, value in self._store.rows(ROLES, f"{_issuer(issuer)}/"):
            role, production = _parts(key)
            said = canonical.decode(value)
            subject = unquote(key.split("/")[1])
            yield Given(subject, role, production, said["by"], said["at"], said["record"])

    def productions(self) -> Iterator[Production]:
        """Yield every production, by its id."""
        for key, value in self._store.rows(PRODUCTIONS):
            said = canonical.decode(value)
            yield Production(key, said["title"], said["record"])

    def ids(self) -> frozenset[str]:
        """Return the ids of all productions, without looking into their rows."""
        return frozenset(key for key, _ in self._store.rows(PRODUCTIONS))

    def production(self, id_: str) -> Production | None:
        """Return a production, if there is one of this id."""
        value = self._store.row(PRODUCTIONS, id_)
        if value is None:
            return None
        said = canonical.decode(value)
        return Production(id_, said["title"], said["record"])

    def looks(self, production: str, limit: int) -> Iterator[Look]:
        """Yield the last looks at people of a production, the newest first."""
        found = self._store.rows(ACCESS, f"{production}/", newest_first=True, limit=limit)
        for key, value in found:
            yield look_of(int(key.split("/")[1]), canonical.decode(value))


def look_of(number: int, said: Mapping[str, Any]) -> Look:
    """Return a look from its record's number, and who said what."""
    return Look(
        number=number,
        production=said["production"],
        by=said["by"],
        at=said["at"],
        thing=said["thing"],
        page=said["page"],
        persons=tuple(said["persons"]),
    )


def rows_of(store: Store, number: int, body: Mapping[str, Any]) -> list[Row]:
    """Return the rows that a record of the office changes."""
    act, by, at = body["act"], body["by"], body["received_at"]
    match body["kind"]:
        case "role-given":
            said = canonical.encode({"at": at, "by": by, "record": number})
            return [Row(ROLES, _key_in(act), said), *_counted(store, act, 1)]
        case "role-taken":
            return [Row(ROLES, _key_in(act), None), *_counted(store, act, -1)]
        case "production-added":
            said = canonical.encode({"record": number, "title": act["title"]})
            return [Row(PRODUCTIONS, act["production"], said)]
        case "looked":
            names = ("production", "thing", "page", "persons")
            said = canonical.encode({"at": at, "by": by, **{name: act[name] for name in names}})
            return [Row(ACCESS, f"{act['production']}/{number:015d}", said)]
    return []


def _counted(store: Store, act: Mapping[str, Any], change: int) -> list[Row]:
    if act["role"] != ADMINISTRATOR:
        return []
    count = _count(store, act["issuer"]) + change
    return [Row(ADMINISTRATORS, _issuer(act["issuer"]), str(count).encode())]


def _count(store: Store, issuer: str) -> int:
    return int(store.row(ADMINISTRATORS, _issuer(issuer)) or b"0")


def _key_in(act: Mapping[str, Any]) -> str:
    return _role_key(act["issuer"], act["to"], act["production"], act["role"])


def _role_key(issuer: str, subject: str, production: str, role: str) -> str:
    return f"{_issuer(issuer)}/{quote(subject, safe='')}/{production or OFFICE}/{role}"


def _parts(key: str) -> tuple[str, str]:
    _, _, production, role = key.split("/")
    return role, production


def _issuer(issuer: str) -> str:
    return hashlib.sha256(issuer.encode()).hexdigest()[:32]
