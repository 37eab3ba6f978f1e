"""What an act says of a weapon, a lot or a person, joined to what was known: what it leaves out stays as it was.

The effects put these values on record; gates ask of them before something comes in.
"""

from __future__ import annotations

from showsafe.domain.acts import Act
from showsafe.domain.changing import replace
from showsafe.domain.things import Lot, Person, Weapon


def weapon_from(act: Act, before: Weapon | None, *, enrolled: bool) -> Weapon:
    """Return a weapon as an act describes it; what the act leaves out stays as it was."""
    old = before or Weapon(id=act.weapon)
    return replace(
        old,
        class_=act.class_ or old.class_,
        action=act.action or old.action,
        calibre=act.calibre or old.calibre,
        capacity=old.capacity if act.capacity is None else act.capacity,
        serial=act.serial or old.serial,
        maker=act.maker or old.maker,
        model=act.model or old.model,
        owner=act.owner or old.owner,
        tag=act.tag or old.tag,
        feed=act.feed or old.feed,
        barrel=act.barrel or old.barrel,
        permit_class=act.permit_class or old.permit_class,
        last_service=act.last_service or old.last_service,
        takes=act.takes or old.takes,
        certificates=act.certificates or old.certificates,
        modified=old.modified if act.modified is None else act.modified,
        enrolled=enrolled,
    )


def lot_from(act: Act, before: Lot | None) -> Lot:
    """Return a lot as an act describes it; a count given for the first time is its total, all in the box."""
    old = before or Lot(id=act.lot)
    added = (act.count or 0) if old.total == 0 else 0
    return replace(
        old,
        kind=act.sort or old.kind,
        size=act.load or old.size or ("full" if (act.sort or old.kind) == "blank" else ""),
        calibre=act.calibre or old.calibre,
        closure=act.closure or old.closure,
        barrel=act.barrel or old.barrel,
        seal=act.seal or old.seal,
        state=act.state or old.state,
        supplier=act.supplier or (act.from_ if act.kind == "receive" else "") or old.supplier,
        maker=act.maker or old.maker,
        total=old.total + added,
        box=old.box + added,
    )


def person_from(act: Act, before: Person | None) -> Person:
    """Return a person as an act describes them; what it leaves out stays as it was, unless that was erased."""
    old = before if before is not None and not before.erased else Person(id=act.person)
    return replace(
        old,
        roles=act.roles or old.roles,
        duties=act.duties or old.duties,
        credentials=act.credentials or old.credentials,
        instructed=act.instructed or old.instructed,
        age=old.age if act.age is None else act.age,
        prohibited=old.prohibited if act.prohibited is None else act.prohibited,
        papers=act.papers or old.papers,
        name=act.name or old.name,
        contact=act.contact or old.contact,
    )
