"""The table of weapons: each row registers one, by its tag and serial, as it is described on the list.

What is enrolled already is held against the row and kept as it is; only how many places for rounds it has is added
where nobody had said it. Serials that are the same but for spaces and hyphens are one serial, and refused; those that
look like another one of the same make are flagged, and two people read both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from showsafe.application.keys import one_of, read_certificate
from showsafe.books import serials
from showsafe.books.tables import acting, headed, values
from showsafe.books.tables.acting import Draft
from showsafe.books.tables.cells import Fault
from showsafe.books.tables.registry import KNOWN, Column, Judged, Plan, Table, Taken
from showsafe.books.tables.source import Source, Wish
from showsafe.domain import words
from showsafe.domain.things import Weapon
from showsafe.errors import WrongInput

FIXED = ("class", "action", "calibre", "capacity", "serial", "certificates", "tag")
"""What describes a weapon that is enrolled and cannot be said otherwise; what else a row says differently is a note."""

DESCRIBED = ("maker", "model", "action", "calibre", "class")
"""What describes a weapon: a row that says none of it is a sum or a remark, and no weapon."""

LOOK_ALIKE = "table.look-alike"
_PARTS = 3
_OLDEST = 1950
_HOT_WORDS = ("blank", "activ")


def certificate(value: Any, where: str) -> Any:  # noqa: ANN401 - values come from files
    """Read a certificate: ``KIND``, ``KIND:NUMBER`` or ``KIND:NUMBER:2027-03-31``, or of JSON a table."""
    if not isinstance(value, str):
        return read_certificate(value, where)
    kind, *rest = [part.strip() for part in value.split(":", _PARTS - 1)]
    plain = "".join(letter for letter in kind.casefold() if letter.isalnum())
    said: dict[str, Any] = {"kind": headed.CERTIFICATE_KINDS.get(plain, kind.casefold().replace(" ", "-"))}
    if rest and rest[0]:
        said["number"] = rest[0]
    if len(rest) == _PARTS - 1 and rest[1]:
        said["expires"] = values.day(rest[1], where)
    return read_certificate(said, where)


_read_class = values.word(headed.CLASSES, one_of(words.WEAPON_CLASSES))


def weapon_class(value: Any, where: str) -> str:  # noqa: ANN401 - as above
    """Read a class; of a word of hot guns, such as *blank firing* or *reactivated*, nothing is put forward.

    It is said of guns that take live rounds too, and the nearest word would be a colder one.
    """
    try:
        read: str = _read_class(value, where)
    except WrongInput as error:
        if not any(part in str(value).casefold() for part in _HOT_WORDS):
            raise
        says = f"{error.says.removesuffix('.')}; guns that take live rounds too are called so."
        now = "Look at the gun: blank-only where no live round can be fired from it, live-capable otherwise."
        raise WrongInput(error.code, says, now) from None
    return read


COLUMNS = (
    Column("weapon", values.name, headed.WEAPON),
    Column("serial", values.label, headed.SERIAL),
    Column("tag", values.label, headed.TAG),
    Column("maker", values.label, headed.MAKER),
    Column("model", values.label, headed.MODEL),
    Column("class", weapon_class, headed.CLASS),
    Column("action", values.word(headed.ACTIONS, one_of(words.ACTIONS)), headed.ACTION),
    Column("calibre", values.calibre, headed.CALIBRE),
    Column("capacity", values.count, headed.CAPACITY),
    Column("takes", values.listed(values.calibre), headed.TAKES),
    Column("feed", values.label, headed.FEED),
    Column("barrel", values.key("barrel")),
    Column("owner", values.label, headed.OWNER),
    Column("permit_class", values.label, headed.PERMIT),
    Column("last_service", values.day, headed.SERVICE),
    Column("certificates", values.listed(certificate), headed.CERTIFICATES),
    Column("modified", values.flag, headed.MODIFIED),
)
NAMES = tuple(column.name for column in COLUMNS)


def rows(source: Source, _wish: Wish) -> Iterator[Mapping[str, Any]]:
    """Yield every weapon of the unit that has not left it."""
    for weapon in source.state.weapons.values():
        if not source.state.believed(weapon.id).gone:
            yield as_row(weapon)


def as_row(weapon: Weapon) -> dict[str, Any]:
    """Return a weapon by column, so that it is read back as the same."""
    said = {name: getattr(weapon, "class_" if name == "class" else name, None) for name in NAMES}
    said["weapon"] = weapon.id
    said["capacity"] = weapon.capacity or None
    said["modified"] = weapon.modified or None
    said["certificates"] = [
        f"{each.kind}:{each.number}:{each.expires.isoformat() if each.expires else ''}".rstrip(":")
        for each in weapon.certificates
    ]
    return said


def take(taken: Sequence[Taken], source: Source, wish: Wish) -> Plan:
    """Judge the rows: register each, unless it is on record."""
    drafts = [_draft(each) for each in taken]
    known = source.state.weapons
    for draft in drafts:
        _hold(draft, known.get(draft.judged.name), source)
        _describe(draft, known.get(draft.judged.name), source)
    acting.twice(drafts, "weapon", lambda draft: draft.judged.name)
    acting.twice(drafts, "tag", lambda draft: str(draft.keys.get("tag", "")))
    _tags(drafts, source)
    said = _serials(drafts, known)
    if taken and not any("weapon" in each.values for each in taken):
        said.append("No column names the weapons: each is called by its tag, or by its serial.")
    plan = acting.plan(drafts, source, wish)
    plan.said[:0] = said
    return plan


def _draft(taken: Taken) -> Draft:
    keys = dict(taken.values)
    judged = Judged(taken.row, "")
    called = keys.get("weapon") or keys.get("tag") or keys.get("serial") or ""
    try:
        judged.name = values.name(called, "the name of the weapon")
    except WrongInput as error:
        at = taken.row.at
        says = f"{at}: Nothing in this row names the weapon." if not called else f"{at}: {error.says}"
        judged.bad(Fault(at, "table.missing", says, "Give it a name, a tag or a serial."))
    keys["weapon"] = judged.name
    if "class" not in keys:
        at = taken.row.at
        says = f"{at}: The class is not said, so it counts as live-capable."
        judged.notes.append(Fault(at, "table.hot", says, "Say its class where it is another one."))
    return Draft(judged, "register", keys)


def _hold(draft: Draft, known: Weapon | None, source: Source) -> None:
    """What is enrolled and here keeps its description; a row that says another one is named by its cell."""
    if known is None or not known.enrolled:
        return
    on_record = {name: getattr(known, "class_" if name == "class" else name, None) for name in NAMES}
    acting.differs(draft, on_record, fixed=FIXED)
    adds = bool(draft.keys.get("capacity")) and not known.capacity
    if not draft.judged.faults and not adds and not source.state.believed(known.id).gone:
        draft.known, draft.judged.outcome = True, KNOWN


def _describe(draft: Draft, known: Weapon | None, source: Source) -> None:
    """A row that describes nothing and is of nothing on record is no weapon; a day of service that cannot be is noted.

    Such a row is most often the sum below a list.
    """
    judged, keys = draft.judged, draft.keys
    if known is None and judged.name and not any(keys.get(name) for name in DESCRIBED):
        at = judged.row.at
        says = f"{at}: {judged.name} is not described: neither {', '.join(DESCRIBED[:-1])} nor class is said."
        now = "Take the row out where it is no weapon; else say what it is."
        judged.bad(Fault(at, "table.not-described", says, now))
    day = keys.get("last_service")
    if day is not None and not (day.year >= _OLDEST and day <= source.now.date()):
        at = judged.row.where("last_service")
        says = f"{at}: {day} is no likely day of a service: a spreadsheet writes such a day where none was typed."
        judged.notes.append(Fault(at, "table.odd-day", says, "Look into the papers of the service."))


def _tags(drafts: Sequence[Draft], source: Source) -> None:
    """A tag that another weapon here has would open the wrong one when it is scanned."""
    state = source.state
    tagged = {
        each.tag: name for name, each in state.weapons.items() if each.tag and not state.believed(name).gone
    }
    for draft in drafts:
        other = tagged.get(str(draft.keys.get("tag", "")))
        if other is not None and other != draft.judged.name:
            at = draft.judged.row.where("tag")
            says = f"{at}: tag {draft.keys['tag']} is on {other} by the record."
            draft.judged.bad(Fault(at, "table.twice", says, "Read both tags; one tag is on one weapon."))


def _serials(drafts: Sequence[Draft], known: Mapping[str, Weapon]) -> list[str]:
    """Refuse a serial that another weapon has, and flag those that look like another one of the same make."""
    described = [(draft, _weapon(draft)) for draft in drafts]
    mine = {weapon.id for _, weapon in described}
    index = serials.Serials([*(each for each in known.values() if each.id not in mine)])
    for _, weapon in described:
        index.add(weapon)
    flagged = 0
    where = {draft.judged.name: draft.judged.row.where("serial") for draft in drafts}
    for draft, weapon in described:
        at = draft.judged.row.where("serial")
        for other in index.same(weapon):
            says = f"{at}: serial {weapon.serial} is that of {other} too, {where.get(other, 'on record')}."
            if not draft.known:
                draft.judged.bad(
                    Fault(at, "table.serial-twice", says, "Read both again; one weapon has one name.")
                )
        for warned in index.warned(weapon):
            if warned.code == LOOK_ALIKE:
                flagged += 1
                draft.judged.notes.append(Fault(at, warned.code, f"{at}: {warned.says}", warned.now))
    return [f"{flagged} serials look like another one of the same make: see the rows."] if flagged else []


def _weapon(draft: Draft) -> Weapon:
    """Return the weapon that a row describes, as far as it says."""
    keys = draft.keys
    return Weapon(
        id=draft.judged.name,
        serial=keys.get("serial", ""),
        maker=keys.get("maker", ""),
        model=keys.get("model", ""),
        calibre=keys.get("calibre", ""),
    )


TABLE = Table("weapons", "Weapons", COLUMNS, rows, take)
