"""Queensland: every transaction of the supplier's, as it was recorded at once, and the notice that follows it.

A transaction is what comes into the unit and what leaves it. A performer who uses a weapon under the supplier's
supervision is none, as far as was read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from showsafe.application.records import stamp, unstamp
from showsafe.books.clauses import clause_as_json
from showsafe.books.kinds import tasks
from showsafe.books.material import Material
from showsafe.projections import custody

PLACE = "au-qld"
CLAUSES = ("QLD-REG", "QLD-WR-103(3)", "QLD-121", "QLD-119")
COLUMNS = (
    *("record", "at", "what", "weapon", "class", "action", "maker", "model", "calibre", "serial"),
    *("from", "to", "number", "by", "notice_due", "notified_on", "notice_reference"),
)
NOTICE_DAYS = 14
_IN, _OUT = ("register", "bring"), ("consign", "return-to-owner")

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Transaction:
    """One transaction: the act, its record, and between whom, as it was said."""

    weapon: str
    what: str
    record: int
    at: datetime
    by: str
    from_: str = ""
    to: str = ""
    number: str = ""


def transactions(material: Material) -> list[Transaction]:
    """Return every transaction, in the order of the records."""
    found = []
    for _, row in material.rows(custody.NAME):
        if row.get("weapon") and row["kind"] in _WORTH_READING:
            found += list(_transaction(material, row))
    return sorted(found, key=lambda each: (each.record, each.weapon))


def _transaction(material: Material, row: Plain) -> Iterator[Transaction]:
    body = material.body(row["record"])
    deed = body.get("completes") or {**body, "act_kind": row["kind"]}
    kind = _KINDS.get(deed["act_kind"], "")
    if not kind:
        return
    said = deed["act"]
    to = said.get("to", "")
    yield Transaction(
        weapon=row["weapon"],
        what=kind,
        record=row["record"],
        at=unstamp(row["claimed"]),
        by=deed["by"],
        from_=str(said.get("from", "") or said.get("owner", "")),
        to=", ".join(to) if isinstance(to, list) else str(to),
        number=str(said.get("number", "")),
    )


_KINDS = {kind: kind for kind in (*_IN, *_OUT)} | {
    "registered": "register",
    "brought": "bring",
    "consigned": "consign",
    "returned-to-owner": "return-to-owner",
}

_WORTH_READING = (*_KINDS, "confirmed", "overridden")
"""What a line of custody may come from: an act of these, or the word of a second person that completes one."""


def register(material: Material, *, names: bool = False) -> Plain:
    """Return the register; people by their id. ``names`` changes nothing: firms are named as they were recorded."""
    done = {kept["task"]: kept for kept in material.office.entries(tasks.DONE)}
    lines = []
    for each in transactions(material):
        weapon = material.state.weapons.get(each.weapon)
        kept = done.get(f"qld.notice:{each.record}:{each.weapon[:80]}")
        lines.append(
            {
                "record": each.record,
                "at": stamp(each.at),
                "what": each.what,
                "weapon": each.weapon,
                "class": weapon.class_ if weapon else "",
                "action": weapon.action if weapon else "",
                "maker": weapon.maker if weapon else "",
                "model": weapon.model if weapon else "",
                "calibre": weapon.calibre if weapon else "",
                "serial": weapon.serial if weapon else "",
                "from": each.from_,
                "to": each.to,
                "number": each.number,
                "by": each.by,
                "notice_due": (material.day_of(each.at) + timedelta(days=NOTICE_DAYS)).isoformat(),
                "notified_on": kept["on"] if kept else "",
                "notice_reference": kept["reference"] if kept else "",
            }
        )
    return {
        "register": PLACE,
        "unit": material.unit,
        "names": names,
        "clauses": [clause_as_json(material.clauses[name]) for name in CLAUSES],
        "transactions": lines,
    }


def lines(register: Plain) -> Iterator[Plain]:
    """Yield the register as lines of a table."""
    yield from register["transactions"]
