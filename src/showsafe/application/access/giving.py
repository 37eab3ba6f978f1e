"""Who gives which role over the network: those of the office, of safety and of a custodian come from the office alone.

Whoever has such a role answers for others: gives badges, releases what was stopped, has weapons in charge. Were one
person of the floor or of the department able to make a friend into that, the second of two would be whom they like.
The table of acts lets them enrol performers and crew; this is the door behind it, and it stands before any record. The
rules are not asked here, and the node's own keyboard does not come this way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from showsafe.application.access.table import CUSTODIANS, OFFICE, SAFETY
from showsafe.domain.acts import Act
from showsafe.domain.things import Person
from showsafe.errors import WrongInput

GIVING = ("enrol", "assign-role")
"""Acts that give roles."""

GUARDED = OFFICE | SAFETY | CUSTODIANS
"""Roles that the office alone gives."""


def check(act: Act, giver: Iterable[str], people: Mapping[str, Person]) -> None:
    """Let an act pass that gives no more than somebody with the roles ``giver`` may give; any other act too.

    A role that a person has already is not given; whoever is of the office keeps their roles as they are.

    Raises WrongInput ``access.office-gives``.
    """
    if act.kind not in GIVING or not act.roles or not OFFICE.isdisjoint(giver):
        return
    known = people.get(act.person)
    held = frozenset(known.roles if known is not None and not known.erased else ())
    said = frozenset(act.roles)
    if (OFFICE & held and said != held) or GUARDED & (said - held):
        raise WrongInput(
            "access.office-gives",
            "Roles of the office, of safety and of a custodian are given by the production office alone.",
            "Ask the producer or the production manager to say it. Performers and crew you can enrol yourself.",
        )
