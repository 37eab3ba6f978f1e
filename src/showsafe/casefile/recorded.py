"""The production's side: the records of the evidence bundle that was taken into a case, read once.

The bundle was audited when it was taken. What is shown of a record is who did what by their ids at the production, in
the sentence that its own screens would say, and when; whether it happened so is not for this program to say.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from showsafe.application.records import event_of, unstamp
from showsafe.casefile.state import CaseState
from showsafe.domain.named import people_named
from showsafe.errors import NotVerified, WrongInput
from showsafe.ledger import checkpoint, record
from showsafe.projections.retold import retold

_LEAF = re.compile(r"leaves/(\d{8,16})")


@dataclass(frozen=True, slots=True)
class Row:
    """One record of the production: ``at`` is its time where the set is, as far as a minute, and sorts as text."""

    number: int
    at: str
    received: str
    kind: str
    door: str
    outcome: str
    deviation: bool
    sentence: str
    people: tuple[str, ...]
    weapon: str
    lot: str
    place: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """All records of a bundle in full, in order, and those of them by their numbers."""

    rows: tuple[Row, ...] = ()
    by_number: dict[int, Row] = field(default_factory=dict)
    unit: str = ""


def recorded(bundle: bytes) -> Recorded:
    """Return the production's side of a bundle; nothing where there is none.

    Raises NotVerified ``case.bundle-damaged`` for bytes that are no bundle.
    """
    if not bundle:
        return Recorded()
    try:
        bodies = list(_bodies(bundle))
        rows = tuple(_row(number, body, _offset(bodies)) for number, body in bodies)
    except (zipfile.BadZipFile, WrongInput, KeyError, TypeError, ValueError) as error:
        raise NotVerified(
            "case.bundle-damaged",
            "The evidence bundle of this case cannot be read.",
            "Run the check of the case: showsafe verify CASE",
        ) from error
    unit = str(bodies[0][1]["unit"]) if bodies else ""
    return Recorded(rows, {row.number: row for row in rows}, unit)


def head_of(bundle: bytes) -> tuple[int, str]:
    """Return of how many records the ledger of a bundle was, and its root in hex, as its checkpoint says; else (0, "").

    Whether the bundle holds is for the auditor to say.
    """
    try:
        signed = checkpoint.read(checkpoint_in(bundle))
    except NotVerified:
        return 0, ""
    return signed.size, signed.root.hex()


def of_its_production(state: CaseState, bundle: bytes) -> bool:
    """Whether a bundle is of the ledger that a case is about: by the origin that its checkpoint is signed under."""
    opening = state.opening
    if opening is None or not opening.origin:
        return True
    try:
        return checkpoint.read(checkpoint_in(bundle)).origin == opening.origin
    except NotVerified:
        return False


def checkpoint_in(bundle: bytes) -> bytes:
    """Return the checkpoint of a bundle as it was signed; nothing where there is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
            return archive.read("checkpoint")
    except (zipfile.BadZipFile, KeyError, ValueError):
        return b""


def _bodies(bundle: bytes) -> Iterator[tuple[int, dict[str, Any]]]:
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        for name in sorted(archive.namelist()):
            found = _LEAF.fullmatch(name)
            if found:
                yield int(found[1]), record.read(archive.read(name)[1:]).body


def _offset(bodies: list[tuple[int, dict[str, Any]]]) -> timedelta:
    """Return how far the clock of the set is from UTC, as the record that opens the unit says it."""
    for _, body in bodies:
        if body["kind"] == "unit-opened":
            said = str(body["act"].get("utc_offset", "+00:00"))
            hours, _, minutes = said[1:].partition(":")
            shift = timedelta(hours=int(hours), minutes=int(minutes))
            return -shift if said.startswith("-") else shift
    return timedelta()


def _row(number: int, body: dict[str, Any], offset: timedelta) -> Row:
    event = event_of(body, number, lambda _: None)
    act = event.act
    when = _local(unstamp(body["claimed_at"]), offset)
    people = dict.fromkeys(who for _, who in people_named(act) if who)
    return Row(
        number,
        when,
        body["received_at"],
        body["kind"],
        body["door"],
        body["outcome"],
        bool(body["deviation"]),
        retold(body["scope"], act),
        tuple(people),
        act.weapon,
        act.lot,
        act.place,
    )


def _local(when: datetime, offset: timedelta) -> str:
    return (when + offset).strftime("%Y-%m-%dT%H:%M:%S")
