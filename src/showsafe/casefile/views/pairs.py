"""Statements side by side: pairs that are proposed, and the labels that people gave them."""

from __future__ import annotations

from typing import Any

from showsafe.casefile.pairs import Pair, place_of
from showsafe.casefile.state import Labelled
from showsafe.casefile.views.look import Look
from showsafe.casefile.views.ordered import Proposed
from showsafe.casefile.views.sources import statement


def pairs(
    look: Look, offset: int = 0, limit: int = 50, *, slot: str = "", labelled: bool | None = None
) -> dict[str, Any]:
    """Return a page of pairs: those that a person labelled first, then those that are proposed.

    ``slot`` keeps those of one slot; ``labelled`` keeps those with a label, or those without one.
    """
    state, ordered = look.state, look.kept.ordered
    done = [each for each in state.pairs.values() if _holds(look, each[-1])]
    own = [] if labelled is False else [each for each in done if slot in ("", each[-1].slot)]
    known = {_pair(each[-1]) for each in done}
    first = own[offset : offset + limit]
    rest = limit - len(first)
    skip = max(offset - len(own), 0)
    page, proposed = ordered.pairs(state, known, slot=slot, offset=skip, limit=rest)
    rows = [_labelled(look, each) for each in first]
    if labelled is not True:
        rows += [_proposed(look, each) for each in page]
    return {
        "rows": rows,
        "total": len(own) + (0 if labelled is True else proposed),
        "labelled": len(done),
        "proposed": proposed,
        "offset": offset,
        "limit": limit,
    }


def _pair(one: Labelled) -> Pair:
    """Return the pair that a label is of, with the statement first that comes first in the case."""
    a, b = sorted((place_of(one.a), place_of(one.b)))
    return a, b, one.slot


def _holds(look: Look, one: Labelled) -> bool:
    """Whether both statements are there still, and are those of the readings that were compared."""
    for name, reading in zip((one.a, one.b), one.readings, strict=True):
        placed = look.kept.ordered.one(look.state, name)
        if placed is None:
            return False
        now = placed.source.reading
        if reading != (0 if ".x" in name or now is None else now.by.number):
            return False
    return True


def _of_these(one: Labelled, last: Labelled) -> bool:
    """Whether a label was given to the very statements of another, and not to those of an earlier reading."""
    mine = dict(zip((one.a, one.b), one.readings, strict=True))
    return mine == dict(zip((last.a, last.b), last.readings, strict=True))


def _proposed(look: Look, one: Proposed) -> dict[str, Any]:
    return {
        "slot": one.slot,
        "on": [look.covered(each) for each in one.on],
        "a": statement(look, one.a),
        "b": statement(look, one.b),
        "as": "",
        "labels": [],
    }


def _labelled(look: Look, labels: tuple[Labelled, ...]) -> dict[str, Any]:
    last = labels[-1]
    a, b = (look.kept.ordered.one(look.state, each) for each in (last.a, last.b))
    if a is None or b is None:
        raise AssertionError(last)  # _holds has looked
    return {
        "slot": last.slot,
        "on": [],
        "a": statement(look, a),
        "b": statement(look, b),
        "as": last.as_,
        "labels": [
            {
                "as": each.as_,
                "why": None if each.why is None else look.covered(each.why),
                **look.flagged(each.by, party=each.party),
            }
            for each in labels
            if _of_these(each, last)
        ],
    }
