"""Who may import and export which table over the network. A table that is not here is the office's alone.

An import of weapons, lots, people or papers is open to whoever may say its acts (``table.may_say``).
"""

from __future__ import annotations

from collections.abc import Iterable

from showsafe.application.access import table
from showsafe.application.access.table import CUSTODIANS, DEPARTMENT, FLOOR, OFFICE, SAFETY

ACT_OF = {"weapons": "register", "lots": "receive", "people": "enrol", "certificates": "record-paper"}
"""Tables whose rows become acts, and which act."""

_IN_CHARGE = DEPARTMENT | FLOOR | SAFETY | OFFICE

IMPORTS: dict[str, frozenset[str]] = {
    "ammunition-match": DEPARTMENT,
    "schedule": OFFICE | FLOOR | CUSTODIANS,
    "hires": OFFICE | CUSTODIANS,
    "services": OFFICE | CUSTODIANS,
    "bound-book": OFFICE | CUSTODIANS,
}
"""Tables whose rows go into a book, by the roles that may."""

EXPORTS: dict[str, frozenset[str]] = {
    "weapons": _IN_CHARGE,
    "lots": _IN_CHARGE,
    "certificates": _IN_CHARGE,
    "look-alikes": _IN_CHARGE,
    "ammunition-match": _IN_CHARGE,
    "schedule": _IN_CHARGE,
    "people": OFFICE | SAFETY,
    "imports": OFFICE | CUSTODIANS,
    "hires": OFFICE | CUSTODIANS,
    "services": OFFICE | CUSTODIANS,
    "bound-book": OFFICE | CUSTODIANS,
}
"""Tables by the roles that may have them as a file; what is personal in one leaves through the office alone."""


def may_import(roles: Iterable[str], name: str) -> bool:
    """Whether somebody with these roles may import a table."""
    held = set(roles)
    if name in ACT_OF:
        return table.may_say(held, ACT_OF[name])
    return not IMPORTS.get(name, OFFICE).isdisjoint(held)


def may_export(roles: Iterable[str], name: str, *, names: bool = False) -> bool:
    """Whether somebody with these roles may have a table as a file; with ``names``, with what is personal in it."""
    held = set(roles)
    if names and OFFICE.isdisjoint(held):
        return False
    return not EXPORTS.get(name, OFFICE).isdisjoint(held)
