"""Routes of counts: what is to be counted, every account with its sum, and the differences with their owners.

What is to be counted, and the lots, come without a number: whoever is about to count has not seen one there. The
account of a lot is asked for by itself, and while two people count it apart nobody gets it: it comes out with the
record of both.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection
from typing import Any

from litestar import Router, get
from litestar.datastructures import State
from litestar.params import FromPath

from showsafe.application.next_acts import counts_due
from showsafe.application.would import Moment
from showsafe.domain.counted import key_of
from showsafe.entrypoints.http.api import dry, screens, views
from showsafe.entrypoints.http.api.counting import being_counted, covered
from showsafe.entrypoints.http.api.errors import Asking, no_such
from showsafe.entrypoints.http.api.node import Node
from showsafe.entrypoints.http.api.screens import Shown
from showsafe.ledger.store import Store
from showsafe.projections import counts, discrepancies, rounds, tallies
from showsafe.projections.rows import SET, read

Line = dict[str, Any]

LINES = 200
"""So many lines of an account are shown, the newest; a paper has them all."""


@get("/counts", opt={"route": "GET /api/v1/counts"}, summary="What is to be counted, accounts, differences")
async def the_counts(request: Asking, state: State) -> Shown:
    """Show what is to be counted now, the lots by name, the account of every weapon, and every difference."""
    node: Node = state.node
    who = request.state.session.person
    parts = (counts.NAME, discrepancies.NAME)
    return await screens.shown(
        request, node, parts, lambda at: whole(at, node.store, who, being_counted(node))
    )


@get("/counts/{lot:str}", opt={"route": "GET /api/v1/counts/{lot}"}, summary="The account of one lot")
async def one_account(request: Asking, state: State, lot: FromPath[str]) -> Shown:
    """Show the account of a lot, one line for every record that moved a round of it; none while it is counted."""
    node: Node = state.node
    return await screens.shown(
        request,
        node,
        (counts.NAME, rounds.NAME),
        lambda _: account(node.store, lot, hidden=lot in being_counted(node)),
    )


def whole(at: Moment, store: Store, person: str, counting: Collection[str]) -> Line:
    """Return all that is counted as of one moment; of what is being counted no number."""
    lots = [read(value) for _, value in store.rows(counts.NAME)]
    mine = [each for each in lots if each["scope"] == SET]
    weapons = at.state.tallies.items()
    return {
        "would": dry.WOULD,
        "due": [
            {"lot": each.lot, "why": each.why, "record": each.since_record}
            for each in counts_due.due(at.state)
        ],
        "lots": [covered(each, counting=each["lot"] in counting) for each in mine],
        "weapons": [{"weapon": name, **tallies.account(at.state, name, tally)} for name, tally in weapons],
        "discrepancies": [
            _difference(at, each, person) for each in _in_order(store) if each["name"] not in counting
        ],
    }


def _lot(line: Line) -> Line:
    return {**line, "sums": views.sums(line), "counting": False}


def _in_order(store: Store) -> list[Line]:
    found = [each for each in discrepancies.every(store) if each["scope"] == SET]
    return sorted(found, key=lambda each: (not each["open"], -each["record"]))


def _difference(at: Moment, line: Line, person: str) -> Line:
    """Return a difference, and what the one who looks may do about it while it is open."""
    known = at.state.discrepancies.get(key_of(line["of"], line["thing"], line["name"]))
    acts = counts_due.of_discrepancy(at, known, person) if known is not None else ()
    return {**line, "acts": [dry.right(each, see=True) for each in acts]}


def account(store: Store, lot: str, *, hidden: bool) -> Line:
    """Return the newest lines of the account of a lot; raises WrongInput ``view.no-such``."""
    line = views.lot(store, lot)["lot"]
    if hidden:
        return {"lot": covered(line), "lines": []}
    kept = deque((read(value) for _, value in store.rows(rounds.NAME, f"{lot}\n")), maxlen=LINES)
    if not lot.isprintable():
        raise no_such("lot")
    return {"lot": _lot(line), "lines": list(kept)}


def router() -> Router:
    """Return these routes."""
    return Router("/api/v1", route_handlers=[the_counts, one_account])
