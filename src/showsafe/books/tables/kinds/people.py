"""The table of people: each row enrols one, with roles and papers; names and what else is personal are sealed.

Whoever is on record and said otherwise is enrolled anew with what the row says; what it leaves out stays as it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from showsafe.application.keys import read_credential
from showsafe.books.tables import acting, headed, values
from showsafe.books.tables.acting import Draft
from showsafe.books.tables.cells import Fault
from showsafe.books.tables.registry import KNOWN, Column, Judged, Plan, Table, Taken
from showsafe.books.tables.source import Source, Wish
from showsafe.domain.things import Credential, Person

_PARTS = 4
_NO_IDS = (
    "Add a column person with a short id for each, such as a number of the crew list: "
    "ids stand on papers and in exports, names are sealed and do not."
)


def credential(value: Any, where: str) -> Credential:  # noqa: ANN401 - values come from files
    """Read a credential: ``KIND``, or ``KIND:CLASS:NUMBER:2027-03-31`` with parts left empty, or of JSON a table."""
    if not isinstance(value, str):
        return read_credential(value, where)
    kind, *rest = [part.strip() for part in value.split(":", _PARTS - 1)]
    said: dict[str, Any] = {"kind": kind}
    for key, part in zip(("class", "number", "expires"), rest, strict=False):
        if part:
            said[key] = values.day(part, where) if key == "expires" else part
    return read_credential(said, where)


def _roles(value: Any, where: str) -> tuple[str, ...]:  # noqa: ANN401 - as above
    """Read the roles of somebody."""
    read = values.key("roles")
    return tuple(role for each in values.parts(value) for role in read(_role(str(each)), where))


def _role(text: str) -> str:
    plain = "".join(letter for letter in text.casefold() if letter.isalnum())
    return headed.ROLE_WORDS.get(plain, text.casefold().replace(" ", "-"))


COLUMNS = (
    Column("person", values.name, headed.PERSON, needed=True, absent=_NO_IDS),
    Column("name", values.label, headed.NAME, personal=True),
    Column("contact", values.label, headed.CONTACT, personal=True),
    Column("roles", _roles, headed.ROLES),
    Column("duties", values.listed(values.label)),
    Column("credentials", values.listed(credential), headed.CREDENTIALS, personal=True),
    Column("instructed", values.listed(values.label), headed.INSTRUCTED),
    Column("age", values.count, ("edad", "alter"), personal=True),
    Column("papers", values.listed(values.label), ("minor papers",), personal=True),
)
NAMES = tuple(column.name for column in COLUMNS)


def rows(source: Source, _wish: Wish) -> Iterator[Mapping[str, Any]]:
    """Yield everybody on record who was not erased; without names, ids and what they do on the production."""
    for person in source.state.people.values():
        if not person.erased:
            yield as_row(person)


def as_row(person: Person) -> dict[str, Any]:
    """Return somebody by column, so that they are read back as the same."""
    said = {name: getattr(person, name, None) for name in NAMES}
    said["person"] = person.id
    said["credentials"] = [_as_text(each) for each in person.credentials]
    return said


def _as_text(paper: Credential) -> str:
    expires = paper.expires.isoformat() if paper.expires else ""
    kind = "" if paper.class_ == "any" else paper.class_
    return f"{paper.kind}:{kind}:{paper.number}:{expires}".rstrip(":")


def take(taken: Sequence[Taken], source: Source, wish: Wish) -> Plan:
    """Judge the rows: enrol each, unless all that it says is on record."""
    drafts = [Draft(Judged(each.row, each.values["person"]), "enrol", dict(each.values)) for each in taken]
    for draft in drafts:
        _hold(draft, source.state.people.get(draft.judged.name))
    acting.twice(drafts, "person", lambda draft: draft.judged.name)
    return acting.plan(drafts, source, wish)


def _hold(draft: Draft, known: Person | None) -> None:
    if known is None or known.erased:
        return
    on_record = {name: getattr(known, name, None) for name in NAMES if name != "person"}
    changed = [name for name, said in draft.keys.items() if name in on_record and on_record[name] != said]
    if not changed:
        draft.known, draft.judged.outcome = True, KNOWN
        return
    at = draft.judged.row.at
    says = f"{at}: {draft.judged.name} is on record already; this changes {', '.join(changed)}."
    draft.judged.notes.append(Fault(at, "table.changes", says, "Leave the row out where that is not meant."))


TABLE = Table("people", "People", COLUMNS, rows, take)
