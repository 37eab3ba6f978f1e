"""What left a unit, what came, and what was said of things on their way: a line for each such record, in order.

From these lines alone it is told where a thing is that left, with whom it travels, and which record of another log
points at it (``application.consigned``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from showsafe.application import consigned
from showsafe.application.consigned import CAME, COMING, LEFT, SAID, Step
from showsafe.application.records import stamp
from showsafe.domain.acts import LEAVING, Act
from showsafe.ledger.store import Row, Store
from showsafe.projections.rows import SET, Change, line, read

NAME = "consigned"

_WORDS = consigned.PREFIX.encode()
_KINDS = {**dict.fromkeys(LEAVING, LEFT), **dict.fromkeys(COMING, CAME), "acknowledge": SAID}


def project(change: Change) -> Iterator[Row]:
    """Yield the line of an event by which a thing left or came, or that says something of one on its way."""
    event = change.event
    deed = event.completes or event.act
    kind = _KINDS.get(deed.kind, "")
    if not kind or change.scope != SET or not (event.happened or event.completes is not None):
        return
    if kind == SAID and not deed.says.startswith(consigned.PREFIX):
        return
    yield line(NAME, f"{event.number:012}", {"at": stamp(event.at), **_said(deed, kind)})


def _said(deed: Act, kind: str) -> dict[str, Any]:
    thing = deed.about if kind == SAID else deed.weapon or deed.lot
    said = {"by": deed.by, "kind": kind, "deed": deed.kind, "thing": thing}
    if deed.says.startswith(consigned.PREFIX):
        said["says"] = deed.says
    if kind == LEFT:
        return {**said, "carrier": deed.given_to, "waybill": deed.number}
    return {**said, "serial": deed.serial}


def anything(store: Store) -> bool:
    """Whether anything was said of what travels: most units say nothing, and then nothing has to be read."""
    return any(_WORDS in value for _, value in store.rows(NAME))


def steps(store: Store) -> Iterator[Step]:
    """Yield the steps of a unit in order, each with the leaf hash of its record."""
    for key, value in store.rows(NAME):
        says, number = read(value), int(key)
        words = consigned.words_of(says["kind"], says.pop("says", ""))
        if says["kind"] != SAID or words is not None:
            yield Step(number=number, leaf=store.entry(number).leaf.hex(), words=words, **says)
