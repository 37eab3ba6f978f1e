"""What a day takes over of counts: boxes that nobody has counted since they moved, and differences that are open."""

from __future__ import annotations

from collections.abc import Iterator

from showsafe.application.next_acts import counts_due
from showsafe.books.readiness.own import own
from showsafe.books.readiness.values import Item
from showsafe.domain.state import State


def counted(state: State) -> Iterator[Item]:
    """Yield the lots that are to be counted now, and every difference with who owns it."""
    for each in counts_due.due(state, by_wrap=False):
        names = {"lot": each.lot, "record": each.since_record}
        yield own("to-count", names=names, thing=each.lot, act="recount")
    for found in state.discrepancies.values():
        names = {"thing": found.name, "record": found.record, "owner": found.owner or "-"}
        yield own("difference", names=names, thing=found.name, who=found.owner, act="close-discrepancy")
