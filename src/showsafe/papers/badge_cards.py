"""Badge cards: who somebody is on the set, on a card of the size of a bank card, to be cut out.

A badge is a secret that is shown once, when it is given (ADR 0020): the unit keeps its hash alone. So only who gives a
badge can print its code (``showsafe badge DIR PERSON --card FILE``); printed later, a card has a place for it and no
code. No PIN, no credential and no number of a paper is on a card.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from showsafe.domain.things import Person
from showsafe.papers import press_codes, shown
from showsafe.papers.catalogue import Paper
from showsafe.papers.source import Source
from showsafe.papers.wish import Wish

CARD = (85.6, 53.98)
"""Millimetres: the size of ID-1 (ISO/IEC 7810), which holders and pouches are made for."""

GRIDS = {"a4": (2, 5), "letter": (2, 4), "card": (1, 1)}
"""How many cards a sheet has, across and down; *card* is the card itself, for printers of cards."""


def build(source: Source, wish: Wish, codes: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return the card of one person, or of everybody who has a role; ``codes`` are badges that were just given.

    Raises WrongInput ``paper.no-such``.
    """
    people = source.state.people
    wanted = (
        [source.known("person", wish.person)]
        if wish.person
        else [each for each in people.values() if each.roles and not each.erased]
    )
    return {
        "card": CARD,
        "grid": GRIDS[wish.size],
        "cards": [_card(source, wish, each, (codes or {}).get(each.id, "")) for each in wanted],
        "records": "all",
    }


def _card(source: Source, wish: Wish, person: Person, code: str) -> dict[str, Any]:
    return {
        "id": source.short(person.id),
        "name": person.name if wish.names else "",
        "roles": [shown.role(each, wish.lang) for each in person.roles],
        "picture": press_codes.svg(code) if code else "",
    }


def with_codes(codes: Mapping[str, str]) -> Paper:
    """Return the paper for badges that were just given: the code of each person by their id."""
    return Paper(name=PAPER.name, build=partial(build, codes=codes), takes=PAPER.takes, sizes=PAPER.sizes)


PAPER = Paper(name="badge-cards", build=build, takes=("person",), sizes=tuple(GRIDS))
