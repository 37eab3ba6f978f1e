"""Tasks that the place of a production brings with it: notices and returns in Queensland, the police in New Zealand.

Only where the unit works by the profile of that place. New South Wales wants a register, and no notice by a day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from showsafe.books.due.bound import months_after
from showsafe.books.kinds.tasks import LICENCE
from showsafe.books.material import Material
from showsafe.books.registers import au_qld, nz
from showsafe.books.tasks import OFFICE_BOOK, UNIT, Shown, Task

NOTICE, RETURN, POLICE_DAY = "QLD-WR-103(3)", "QLD-121", "NZ-SS/POLICE-DAY"
NOTICE_DAYS, RETURN_MONTHS = 14, 2


def due(material: Material) -> Iterator[Task]:
    """Yield the tasks of the place."""
    if au_qld.PLACE in material.places:
        yield from _notices(material)
        yield from _returns(material)
    if nz.PLACE in material.places:
        yield from _police(material)


def _notices(material: Material) -> Iterator[Task]:
    """Each transaction is notified to an officer within fourteen days."""
    for each in au_qld.transactions(material):
        yield Task(
            id=notice_id(each.weapon, each.record),
            code="qld.notice",
            about={"weapon": each.weapon, "what": each.what, "record": each.record},
            due=(material.day_of(each.at) + timedelta(days=NOTICE_DAYS)).isoformat(),
            clause=NOTICE,
            rests=(Shown(UNIT, each.record),),
        )


def notice_id(weapon: str, record: int) -> str:
    """Return the id of the task to notify a transaction."""
    return f"qld.notice:{record}:{weapon[:80]}"


def _returns(material: Material) -> Iterator[Task]:
    """A return of the stock follows each anniversary of the licence within two months."""
    stated = [kept for kept in material.office.entries(LICENCE) if kept["place"] == au_qld.PLACE]
    if not stated:
        yield Task(id="qld.state-licence", code="qld.state-licence", clause=RETURN)
        return
    licence = stated[-1]
    begun = date.fromisoformat(licence["since"])
    first = date.fromisoformat(licence["returns_from"] or licence["since"])
    for year in range(begun.year + 1, material.today.year + 2):
        anniversary = months_after(begun, 12 * (year - begun.year))
        if anniversary < first:
            continue
        yield Task(
            id=f"qld.return:{anniversary}",
            code="qld.return",
            about={"anniversary": anniversary.isoformat(), "number": licence["number"]},
            due=months_after(anniversary, RETURN_MONTHS).isoformat(),
            clause=RETURN,
            rests=(Shown(OFFICE_BOOK, licence.number),),
        )
        if anniversary > material.today:
            return


def _police(material: Material) -> Iterator[Task]:
    """The police are told before use and after it each day, and the number that they give is written down."""
    for day in nz.days(material):
        for side, code in ((day.opened, "nz.open"), (day.closed, "nz.close")):
            told = side is not None and bool(side.number)
            yield Task(
                id=f"{code}:{day.date}:{day.record}",
                code=code,
                about={"day": day.date},
                due=day.date,
                clause=POLICE_DAY,
                rests=(Shown(UNIT, day.record),),
                done=Shown(UNIT, side.record) if side is not None and told else None,
            )
