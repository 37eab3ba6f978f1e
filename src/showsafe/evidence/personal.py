"""Personal values that are opened on purpose: for the people who are named, and only in the records that are here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from showsafe.application.naming import Body
from showsafe.application.personal import Opened, sealed_in
from showsafe.domain.acts import EVENTS
from showsafe.domain.effects.forgetting import DESCRIBING
from showsafe.errors import WrongInput
from showsafe.ledger import canonical
from showsafe.ledger.store import Personal, Store


def opened(
    store: Store,
    bodies: Iterable[tuple[int, Body]],
    people: Iterable[str],
    values: frozenset[str] = frozenset(),
) -> tuple[list[dict[str, Any]], Opened]:
    """Return the values of the people named, as ``personal.json`` has them, and how a record's reader finds them.

    ``values`` are commitments that are opened whosever they are.

    Raises WrongInput ``bundle.nothing-to-open`` for somebody of whom no record here has a value that is still kept.
    """
    asked = dict.fromkeys(people, 0)
    shown: dict[str, Personal] = {}
    items = []
    for number, who, commitment in _commitments(bodies) if asked or values else ():
        wanted = who in asked or commitment in values
        value = store.personal(commitment) if wanted and commitment not in shown else None
        if value is not None:
            if who in asked:
                asked[who] += 1
            shown[commitment] = value
            items.append(
                {
                    "record": number,
                    "commitment": commitment,
                    "salt": value.salt.hex(),
                    "value": canonical.decode(value.value),
                }
            )
    for who, count in asked.items():
        if not count:
            raise WrongInput(
                "bundle.nothing-to-open",
                f"No record of this selection has a personal value of {who[:60]} that is still kept.",
                "Check the name; what was erased cannot be opened by anybody.",
            )
    return items, shown.get


def _commitments(bodies: Iterable[tuple[int, Body]]) -> Iterator[tuple[int, str, str]]:
    for number, body in bodies:
        yield from _of_deed(number, EVENTS.get(body["kind"], ""), body["act"])
        if "completes" in body:
            yield from _of_deed(number, body["completes"]["act_kind"], body["completes"]["act"])


def _of_deed(number: int, kind: str, act: dict[str, Any]) -> Iterator[tuple[int, str, str]]:
    said = act.get("person" if kind in DESCRIBING else "about", "")
    subject = said if isinstance(said, str) else ""
    for value in act.values():
        commitment = sealed_in(value)
        if commitment:
            yield number, subject, commitment
