"""New South Wales: which guns there are, who had each, from when until when, and when it was out of the safe.

The clause that was read is that of the 2006 regulation, which was repealed in 2017; its successor was not found. The
register says so itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from showsafe.books.clauses import clause_as_json
from showsafe.books.material import Material
from showsafe.domain.things import Weapon
from showsafe.projections import custody
from showsafe.projections.custody import Span
from showsafe.projections.rows import SET, key_of

PLACE = "au-nsw"
CLAUSES = ("NSW-35A(3)(a)(i)", "NSW-35A(3)(a)(ii)", "NSW-35A(3)(a)(iii)", "NSW-35A(3)(b)")
COLUMNS = (
    *("what", "weapon", "class", "action", "maker", "model", "calibre", "serial"),
    *("who", "role", "from", "to", "from_record", "to_record"),
)

Plain = dict[str, Any]


def register(material: Material, *, names: bool = False) -> Plain:
    """Return the register; people by id and role, and by name only where that is allowed."""
    material.refuse_old(custody.NAME)
    weapons = [_weapon(material, weapon, names=names) for _, weapon in sorted(material.state.weapons.items())]
    return {
        "register": PLACE,
        "unit": material.unit,
        "names": names,
        "clauses": [clause_as_json(material.clauses[name]) for name in CLAUSES],
        "weapons": weapons,
    }


def _weapon(material: Material, weapon: Weapon, *, names: bool) -> Plain:
    spans = list(custody.chain(material.store, key_of(SET, weapon.id)))
    return {
        "weapon": weapon.id,
        "class": weapon.class_,
        "action": weapon.action,
        "maker": weapon.maker,
        "model": weapon.model,
        "calibre": weapon.calibre,
        "serial": weapon.serial,
        "held": [_held(material, first, last, names=names) for first, last in _holdings(spans)],
        "out": [
            {"from": first.begins, "to": last.ends, "from_record": first.first, "to_record": last.last}
            for first, last in custody.out_of_store(iter(spans))
        ],
    }


def _holdings(spans: Iterable[Span]) -> Iterator[tuple[Span, Span]]:
    """Yield the first and last span of every time that somebody held it without a break."""
    first = last = None
    for span in spans:
        if first is not None and last is not None and span.says["holder"] != first.says["holder"]:
            yield first, last
            first = None
        if span.says["holder"]:
            first, last = first or span, span
    if first is not None and last is not None:
        yield first, last


def _held(material: Material, first: Span, last: Span, *, names: bool) -> Plain:
    person = material.state.people.get(first.says["holder"])
    named = person.name if person is not None and names else ""
    return {
        "who": named or first.says["holder"],
        "role": ", ".join(person.roles) if person is not None else "",
        "from": first.begins,
        "to": last.ends,
        "from_record": first.first,
        "to_record": last.last,
    }


def lines(register: Plain) -> Iterator[Plain]:
    """Yield the register as lines of a table: one for each time that it was held, and each time out of the safe."""
    for weapon in register["weapons"]:
        about = {key: weapon[key] for key in COLUMNS[1:8]}
        for held in weapon["held"]:
            yield {"what": "held", **about, **held}
        for out in weapon["out"]:
            yield {"what": "out-of-safe", **about, "who": "", "role": "", **out}
        if not weapon["held"] and not weapon["out"]:
            yield {"what": "listed", **about, **dict.fromkeys(COLUMNS[8:], "")}
