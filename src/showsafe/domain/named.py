"""Which people an act names. Every door asks here: one list, so that no key is checked at one door and not at another.

Not among them are ``holder``, ``openers``, ``approver`` and ``medic``: they describe a thing, a container or a paper,
and the gates *store* and *live* answer for who that is.
"""

from __future__ import annotations

from collections.abc import Iterator

from showsafe.domain.acts import LEAVING, Act

PERSON_KEYS = ("by", "witness", "countersigned_by", "reviewed_by", "person", "user")
"""Fields of an act that each name one person."""

PEOPLE_KEYS = ("to", "declined", "attendees", "line")
"""Fields of an act that each name any number of people."""

FROM_HANDS = ("offer", "accept", "hand-over", "pass-open", "collect", "decline", "withdraw")
"""Acts whose ``from`` is somebody's hands. At intake it is a supplier or a sender, and no person on record."""


NODE = "node"
"""Whose keys are those of the node that keeps the ledger."""

DEVICE = "device:"
"""What stands before the name of a device whose key is enrolled."""


def of_a_person(owner: str) -> bool:
    """Whether the owner of a key is a person, and neither the node nor another device."""
    return owner != NODE and not owner.startswith(DEVICE)


def people_named(act: Act) -> Iterator[tuple[str, str]]:
    """Yield the key and the name of every person that an act names by id, in the order of the keys."""
    for key in PERSON_KEYS:
        if getattr(act, key):
            yield key, getattr(act, key)
    for key in PEOPLE_KEYS:
        if key != "to" or act.kind not in LEAVING:
            yield from ((key, name) for name in getattr(act, key) or ())
    if act.from_ and act.kind in FROM_HANDS:
        yield "from", act.from_
    if act.key_of and of_a_person(act.key_of):
        yield "of", act.key_of
    for step in act.steps:
        yield from people_named(step)
    for each in act.passes:
        yield "passes", each.from_
        yield "passes", each.to


def deeds(act: Act) -> Iterator[Act]:
    """Yield an act and the steps that it holds."""
    yield act
    yield from act.steps
