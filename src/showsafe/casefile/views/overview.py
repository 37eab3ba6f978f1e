"""What a case is, how far it has come, and who has used it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from showsafe.casefile.exported import withheld
from showsafe.casefile.reviewing import PROPOSED
from showsafe.casefile.state import Hold
from showsafe.casefile.views.look import Look
from showsafe.casefile.views.sources import gone


def overview(look: Look) -> dict[str, Any]:
    """Return the first page of a case: what it is for, how far it has come, what holds it, and what may be done."""
    state = look.state
    opening = state.opening
    if opening is None:
        raise AssertionError(look.id)  # nobody has access to a case that was not opened
    states = Counter(each.standing.state for each in look.kept.ordered.all(state))
    return {
        "id": look.id,
        "as_of": state.number,
        "title": None if opening.title is None else look.covered(opening.title),
        "production": opening.production,
        "origin": opening.origin,
        "incident": opening.incident,
        "purpose": look.covered(opening.purpose),
        "retention": opening.retention,
        "retention_over": opening.retention < look.today,
        "languages": list(opening.languages),
        "opened": look.said(opening.by),
        "closed": None
        if state.closed is None
        else {**look.said(state.closed[0]), "why": look.covered(state.closed[1])},
        "role": look.role,
        "party": state.is_party(look.by),
        "names": look.names,
        "may": look.may(),
        "taken": [
            {"bundle": each.bundle, "size": each.size, "root": each.root, **look.said(each.by)}
            for each in state.taken
        ],
        "counts": {
            "recorded": len(look.side.rows),
            "sources": len(state.sources),
            "gone": sum(each.gone is not None for each in state.sources.values()),
            "statements": sum(states.values()),
            "proposed": states[PROPOSED],
            "reviewed": sum(states.values()) - states[PROPOSED],
            "states": dict(states),
            "links": sum(len(each.links) for each in look.shown()),
            "pairs_labelled": len(state.pairs),
            "people": len(state.people),
            "history": len(state.history),
            "exports": len(state.exports),
        },
        "gone": [
            {"source": each.id, **(gone(look, each) or {})} for each in state.sources.values() if each.gone
        ],
        "holds": [_hold(look, each) for each in state.holds],
        "erasures": [
            {
                "what": each.what,
                "reason": look.covered(each.reason),
                "refused": each.refused,
                **look.said(each.by),
            }
            for each in state.erasures
        ],
    }


def _hold(look: Look, one: Hold) -> dict[str, Any]:
    return {
        "hold": one.by.number,
        "of": look.covered(one.of),
        "on": one.on,
        "order": None if one.order is None else look.covered(one.order),
        "open": one.ended is None,
        "ended": None if one.ended is None else {**look.said(one.ended), "on": one.ended_on},
        **look.said(one.by),
    }


def access(look: Look, offset: int = 0, limit: int = 100) -> dict[str, Any]:
    """Return who has had access and for what, who looked at what, the newest first, and what was handed out."""
    state = look.state
    return {
        "given": [
            {
                "person": each.person,
                "is_party": state.is_party(each.person),
                "role": each.role,
                "purpose": look.covered(each.purpose),
                "until": each.until,
                "ended": None
                if each.ended is None
                else {**look.said(each.ended), "why": look.covered(each.why)},
                "valid": each.ended is None and (not each.until or each.until >= look.today),
                **look.said(each.by),
            }
            for each in state.access
        ],
        "looks": [
            {
                "record": each.number,
                "at": each.at,
                "by": each.by,
                "party": state.is_party(each.by),
                "what": each.what,
            }
            for each in state.looks.last(limit, offset)
        ],
        "total": len(state.looks),
        "exports": [
            {
                "what": each.what,
                "format": each.format,
                "sums": dict(each.sums),
                "opened": each.opened,
                "kept": bool(each.files) and not withheld(state, each),
                **look.said(each.by),
            }
            for each in state.exports
        ],
    }
