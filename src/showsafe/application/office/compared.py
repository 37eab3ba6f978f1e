"""Does what stands beside the office's log say what its records say: who holds which role, and which productions?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from showsafe.application.office.happened import Told
from showsafe.application.office.standing import Rows
from showsafe.application.office.words import SCOPE


def differences(rows: Rows, records: Iterable[tuple[int, Mapping[str, Any]]], issuer: str) -> list[str]:
    """Return in what the rows of a log differ from its records, each in a sentence; empty where they are the same.

    Roles of another issuer are in the records and count for nothing: they are not looked at.
    """
    told = Told()
    looks: dict[str, int] = {}
    for _, body in records:
        if body["scope"] == SCOPE:
            told.add(body)
            if body["kind"] == "looked":
                where = body["act"]["production"]
                looks[where] = looks.get(where, 0) + 1
    given = {(each.subject, each.role, each.production) for each in rows.given(issuer)}
    recorded = {each[1:] for each in told.roles if each[0] == issuer}
    found = [f"A role stands that no record gives: {role}." for _, role, _ in sorted(given - recorded)]
    found += [
        f"A role that a record gives does not stand: {role}." for _, role, _ in sorted(recorded - given)
    ]
    if rows.has_administrator(issuer) != told.has_administrator(issuer):
        found.append("Whether there is an administrator is not what the records say.")
    kept = {each.id for each in rows.productions()}
    found += [f"The production {each} is not in both." for each in sorted(kept ^ told.productions)]
    for where in sorted(kept | set(looks)):
        count = sum(1 for _ in rows.looks(where, looks.get(where, 0) + 1))
        if count != looks.get(where, 0):
            found.append(
                f"Of the looks at people of {where}, {count} stand and {looks.get(where, 0)} are recorded."
            )
    return found
