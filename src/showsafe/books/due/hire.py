"""Tasks of hire: what is to go back or to come back, another thing that came in place of one, services that are due.

No clause that was read names these days: a contract does, an interval that the production stated, or a gunsmith.
"""

from __future__ import annotations

from collections.abc import Iterator

from showsafe.books.hire.service import DUE, NONE, UNKNOWN, Due
from showsafe.books.hire.source import Source
from showsafe.books.hire.state import Hire
from showsafe.books.material import Material
from showsafe.books.tasks import OFFICE_BOOK, Shown, Task
from showsafe.domain.things import Weapon
from showsafe.projections import custody, shots


def due(material: Material) -> Iterator[Task]:
    """Yield every hire with its last day, every thing that came in place of another, every service that is due."""
    material.refuse_old(shots.NAME)
    material.refuse_old(custody.NAME)
    source = Source(material.state, material.store, material.office, material.today)
    for hire in source.hires:
        yield _return(hire)
        yield from _another(hire)
    for weapon in material.state.weapons.values():
        if "/" not in weapon.id and not material.state.believed(weapon.id).gone:
            yield from _service(material, weapon, source.due(weapon))


def _return(hire: Hire) -> Task:
    left = [item.thing for item in hire.items.values() if item.outstanding]
    return Task(
        id=f"hire.return:{hire.id}",
        code="hire.get-back" if hire.ours else "hire.send-back",
        about={"hire": hire.id, "party": hire.party, "count": len(left)},
        due=hire.until,
        rests=tuple(Shown(OFFICE_BOOK, number) for number in (hire.opened, *hire.extended[-1:])),
        done=None if hire.open else Shown(OFFICE_BOOK, hire.entries[-1]),
    )


def _another(hire: Hire) -> Iterator[Task]:
    for item in hire.items.values():
        for move in item.back:
            if move.another:
                later = [each for each in item.back if each.entry > move.entry and not each.another]
                yield Task(
                    id=f"hire.another:{hire.id}:{item.thing}:{move.entry}"[:120],
                    code="hire.another",
                    about={"hire": hire.id, "thing": item.thing, "party": hire.party},
                    due=move.on,
                    rests=(Shown(OFFICE_BOOK, move.entry),),
                    done=Shown(OFFICE_BOOK, later[0].entry) if later else None,
                )


def _service(material: Material, weapon: Weapon, due: Due) -> Iterator[Task]:
    if due.state == NONE:
        return
    rests = [due.entry, due.interval.entry if due.interval else 0]
    now = due.state == DUE and not (due.on and due.on < material.today.isoformat())
    yield Task(
        id=f"service:{weapon.id}:{due.last}"[:120],
        code="service.unknown" if due.state == UNKNOWN else "service.rounds" if now else "service.due",
        about={"weapon": weapon.id, "last": due.last, "rounds": due.rounds},
        due=material.today.isoformat() if now else due.on,
        rests=tuple(Shown(OFFICE_BOOK, number) for number in rests if number),
    )
