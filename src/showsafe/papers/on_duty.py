"""Who answers for weapons on a production, as the record has it: custodians, and the people that papers name."""

from __future__ import annotations

from typing import Any

from showsafe.papers.source import Source
from showsafe.papers.wish import Wish

CONTACT = "compliance-contact"
FIRST_AID = "first-aid"
ADVISOR = "safety-advisor"


def custodians(source: Source, wish: Wish) -> list[str]:
    """Return everybody who may have weapons in charge by their role."""
    return _shown(source, wish, [each.id for each in source.state.people.values() if each.custodian])


def with_role(source: Source, wish: Wish, role: str) -> list[str]:
    """Return everybody who has a role."""
    return _shown(source, wish, [each.id for each in source.state.people.values() if role in each.roles])


def named_for(source: Source, wish: Wish, kind: str) -> list[dict[str, Any]]:
    """Return whom papers of a kind name, each with the record that does."""
    return [
        {"who": source.who(paper.about, wish.lang, names=wish.names), "record": paper.record}
        for paper in source.state.papers.values()
        if paper.kind == kind and paper.about in source.state.people
    ]


def notices(source: Source, last: int) -> list[dict[str, Any]]:
    """Return the papers of the production itself until a record: permits and notices, never one about a person."""
    return [
        {
            "kind": paper.kind.replace("-", " "),
            "number": paper.number,
            "place": paper.place,
            "record": paper.record,
        }
        for paper in source.state.papers.values()
        if paper.about not in source.state.people
        and paper.kind not in ("risk-assessment", CONTACT, FIRST_AID)
        and paper.record <= last
    ]


def _shown(source: Source, wish: Wish, people: list[str]) -> list[str]:
    return [source.who(each, wish.lang, names=wish.names) for each in people]
