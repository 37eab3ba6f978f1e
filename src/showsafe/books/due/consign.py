"""Tasks of consignments: what is not there by its day, what is lost on its way, and differences with their owners.

That a firearm was lost or stolen on its way is told within 48 hours and entered within seven days by whoever sent it
as a licensee (27 CFR 478.39a); how well that was read is shown with the clause.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from showsafe.application.records import unstamp
from showsafe.books.bound import words as bound
from showsafe.books.bound.lines import Loss
from showsafe.books.consign.state import (
    ABSENT,
    ANOTHER,
    ARRIVED,
    CLOSED,
    DISPUTED,
    REFUSED,
    RETURNED,
    TRANSIT,
    Consignment,
)
from showsafe.books.consign.views import of_store, unit_of
from showsafe.books.material import Material
from showsafe.books.tasks import BOUND_BOOK, UNIT, Shown, Task
from showsafe.ledger.checkpoint import origin_of
from showsafe.projections import consigned

REPORT = timedelta(hours=48)
ENTER = timedelta(days=7)


def due(material: Material) -> Iterator[Task]:
    """Yield the tasks of everything that left this unit or came into it."""
    material.refuse_old(consigned.NAME)
    if not consigned.anything(material.store):
        return
    origin = origin_of(material.unit)
    for found in of_store(material.store, origin):
        if found.of is not None and found.of.origin == origin:
            yield from _on_its_way(found)
            yield from _missing(material, found)
        else:
            yield from _awaited(origin, found)
        yield from _differences(origin, found)
        yield from _disputed(found)


def _on_its_way(found: Consignment) -> Iterator[Task]:
    """Somebody asks after it once the day is over; its arrival on record ends that."""
    if found.sent is None or found.of is None or found.missing:
        return
    waits = found.state in (TRANSIT, REFUSED, ABSENT, ANOTHER, DISPUTED)
    ends = [*(each.said for each in found.itself), *found.closed]
    yield Task(
        id=f"consign.arrives:{found.of.record}",
        code="consign.comes-back" if found.state == REFUSED else "consign.arrives",
        about={"thing": found.thing, "to": found.word("to"), "carrier": found.carrier},
        due=found.word("expected"),
        rests=(Shown(UNIT, found.of.record), Shown(UNIT, found.sent.step.number)),
        done=None if waits or not ends else Shown(UNIT, ends[-1].step.number),
    )


def _awaited(origin: str, found: Consignment) -> Iterator[Task]:
    """What another unit sent here is asked after once its day is over."""
    said = next((each for each in found.awaited if each.origin == origin), None)
    if said is None or said.step.words is None or found.of is None:
        return
    ends = [*(each.said for each in found.arrivals), *found.refused, *found.absent]
    yield Task(
        id=f"consign.awaited:{said.step.number}",
        code="consign.awaited",
        about={"thing": found.thing, "from": unit_of(found.of.origin), "carrier": found.carrier},
        due=str(said.step.words["expected"]),
        rests=(Shown(UNIT, said.step.number),),
        done=Shown(UNIT, ends[-1].step.number) if ends else None,
    )


def _missing(material: Material, found: Consignment) -> Iterator[Task]:
    words = found.missing[-1].step.words if found.missing else None
    if words is None or found.of is None:
        return
    told, since = found.missing[-1].step.number, unstamp(str(words["found"]))
    about = {"thing": found.thing, "carrier": found.carrier, "as": str(words["as"])}
    known = [*(each.said for each in found.itself), *found.closed]
    again = (
        Shown(UNIT, known[-1].step.number) if known and found.state in (ARRIVED, CLOSED, RETURNED) else None
    )
    loss = _in_the_book(material, found.thing)
    entered = Shown(BOUND_BOOK, loss.version.kept.number) if loss is not None else None
    yield Task(
        id=f"consign.report:{found.of.record}",
        code="consign.report",
        about=about,
        moment=since + REPORT,
        clause=bound.LOSS_REPORT,
        rests=(Shown(UNIT, told),),
        done=again or (entered if loss is not None and loss.told else None),
    )
    yield Task(
        id=f"consign.enter:{found.of.record}",
        code="consign.enter",
        about=about,
        due=(material.day_of(since) + ENTER).isoformat(),
        clause=bound.LOSS_ENTRY,
        rests=(Shown(UNIT, told),),
        done=again or entered,
    )
    yield Task(
        id=f"consign.find:{found.of.record}",
        code="consign.find",
        about=about,
        rests=(Shown(UNIT, found.of.record), Shown(UNIT, told)),
        done=again,
    )


def _in_the_book(material: Material, thing: str) -> Loss | None:
    """Return the loss of a weapon that the bound book says, if a book is kept and it does."""
    losses = [loss for line in material.bound.lines if line.weapon == thing for loss in line.losses]
    return next((loss for loss in reversed(losses) if loss.version.struck is None), None)


def _differences(origin: str, found: Consignment) -> Iterator[Task]:
    for code, told, owner in found.differences:
        if told.origin == origin:
            yield Task(
                id=f"consign.differs:{told.step.number}:{code}",
                code=f"consign.differs.{code}",
                about={
                    "thing": found.thing,
                    "carrier": found.carrier,
                    "to": found.word("to"),
                    "owner": owner,
                },
                due=told.step.at[:10],
                rests=(Shown(UNIT, told.step.number),),
            )


def _disputed(found: Consignment) -> Iterator[Task]:
    """What two records say differently somebody looks into, and says that it was settled."""
    told = [each for each in (found.left, *(each.said for each in found.arrivals)) if each is not None]
    for code in found.disputes:
        yield Task(
            id=f"consign.dispute:{told[0].step.number if told else 0}:{code}",
            code=f"consign.dispute.{code}",
            about={"thing": found.thing, "to": found.word("to")},
            rests=tuple(Shown(UNIT, each.step.number) for each in told[:1]),
        )
