"""Statements side by side: pairs that are proposed, and the labels that people gave them."""

from __future__ import annotations

from typing import Any

from showsafe.casefile.pairs import Proposed
from showsafe.casefile.placed import Placed
from showsafe.casefile.reviewing import statement_of
from showsafe.casefile.state import Labelled
from showsafe.casefile.views.look import Look
from showsafe.casefile.views.sources import statement


def pairs(
    look: Look, offset: int = 0, limit: int = 50, *, slot: str = "", labelled: bool | None = None
) -> dict[str, Any]:
    """Return a page of pairs: those that a person labelled first, then those that are proposed.

    ``slot`` keeps those of one slot; ``labelled`` keeps those with a label, or those without one.
    """
    placed = {each.id: each for each in look.kept.ordered.all(look.state)}
    done = [each for each in look.state.pairs.values() if _holds(each[-1], placed)]
    known = {(frozenset((each[-1].a, each[-1].b)), each[-1].slot) for each in done}
    open_ = [
        each
        for each in look.kept.ordered.pairs(look.state)
        if (frozenset((each.a.id, each.b.id)), each.slot) not in known
    ]
    rows: list[tuple[Labelled, ...] | Proposed] = []
    if labelled is not False:
        rows += [each for each in done if slot in ("", each[-1].slot)]
    if labelled is not True:
        rows += [each for each in open_ if slot in ("", each.slot)]
    page = rows[offset : offset + limit]
    shown = [
        _proposed(look, each) if isinstance(each, Proposed) else _labelled(look, each, placed)
        for each in page
    ]
    return {
        "rows": shown,
        "total": len(rows),
        "labelled": len(done),
        "proposed": len(open_),
        "offset": offset,
        "limit": limit,
    }


def _holds(one: Labelled, placed: dict[str, Placed]) -> bool:
    """Whether both statements are there still, and are those of the readings that were compared."""
    for name, reading in zip((one.a, one.b), one.readings, strict=True):
        if name not in placed or statement_of(placed[name].source, name) is None:
            return False
        now = placed[name].source.reading
        if reading != (0 if ".x" in name or now is None else now.by.number):
            return False
    return True


def _proposed(look: Look, one: Proposed) -> dict[str, Any]:
    return {
        "slot": one.slot,
        "on": list(one.on),
        "a": statement(look, one.a),
        "b": statement(look, one.b),
        "as": "",
        "labels": [],
    }


def _labelled(look: Look, labels: tuple[Labelled, ...], placed: dict[str, Placed]) -> dict[str, Any]:
    last = labels[-1]
    return {
        "slot": last.slot,
        "on": [],
        "a": statement(look, placed[last.a]),
        "b": statement(look, placed[last.b]),
        "as": last.as_,
        "labels": [
            {
                "as": each.as_,
                "why": None if each.why is None else look.covered(each.why),
                **look.said(each.by),
                "party": each.party,
            }
            for each in labels
        ],
    }
