"""Two sides of one time: what was recorded at the production, and what people are reported to have said; never merged.

Rows are in the order of the first moment that each can be about. What nobody can place in time stands at the end.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from showsafe.casefile.placed import LAST, Placed
from showsafe.casefile.recorded import Row
from showsafe.casefile.state import Link
from showsafe.casefile.views.look import Look
from showsafe.casefile.views.sources import link, statement

RECORDED, SAID = "recorded", "said"


def timeline(
    look: Look, offset: int = 0, limit: int = 100, *, side: str = "", rejected: bool = False
) -> dict[str, Any]:
    """Return a page of the timeline; ``side`` is "recorded" or "said" for one side alone.

    Statements that were rejected are left out unless they are asked for; one that a party rejected is there.
    """
    rows = _rows(look, side, rejected=rejected)
    page = rows[offset : offset + limit]
    links = _links(look, page)
    shown = [
        _recorded(look, each, links[each.number])
        if isinstance(each, Row)
        else _said(look, each, links[each.id])
        for each in page
    ]
    return {"rows": shown, "total": len(rows), "offset": offset, "limit": limit}


def _rows(look: Look, side: str, *, rejected: bool) -> list[Row | Placed]:
    said = look.kept.ordered.all(look.state)
    known = look.kept.rows.get((side, rejected))
    if known is not None and known[0] is said and known[1] is look.side:
        return known[2]
    told = [each for each in said if rejected or not each.dropped] if side != RECORDED else []
    records = sorted(look.side.rows, key=_at) if side != SAID else []
    both: list[Row | Placed] = [*records, *told]
    if records and told:
        both.sort(
            key=_at
        )  # two runs that are in order already: what is recorded comes first where both are of one time
    look.kept.rows[side, rejected] = (said, look.side, both)
    return both


def _at(row: Row | Placed) -> str:
    return row.at


def _links(look: Look, page: list[Row | Placed]) -> dict[Any, list[Link]]:
    """Return the links of a page, by statement and by record; those of an earlier reading hold no more."""
    found: dict[Any, list[Link]] = defaultdict(list)
    if not page:
        return found
    for source in look.shown():
        now = source.reading.by.number if source.reading else 0
        for each in source.links:
            if each.reading in (0, now):
                found[each.statement].append(each)
                found[each.record].append(each)
    return found


def _recorded(look: Look, row: Row, links: list[Link]) -> dict[str, Any]:
    return {
        "side": RECORDED,
        "at": row.at,
        **recorded_row(row),
        "links": [link(look, each) for each in links],
    }


def recorded_row(row: Row) -> dict[str, Any]:
    """Return a record of the production, by the ids that it has there."""
    return {
        "record": row.number,
        "received": row.received,
        "kind": row.kind,
        "door": row.door,
        "outcome": row.outcome,
        "deviation": row.deviation,
        "sentence": row.sentence,
        "people": list(row.people),
        "weapon": row.weapon,
        "lot": row.lot,
        "place": row.place,
    }


def _said(look: Look, placed: Placed, links: list[Link]) -> dict[str, Any]:
    return {
        "side": SAID,
        "at": "" if placed.at == LAST else placed.at,
        "rests": placed.rests,
        **statement(look, placed),
        "published": placed.source.published,
        "type": placed.source.type,
        "links": [link(look, each) for each in links],
    }
