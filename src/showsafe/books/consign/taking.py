"""What comes: a slip is held against what is known here, and what arrived is said as it was found. Always hot.

A slip may be refused, with a sentence. That a thing is here is never refused: it is then recorded as come without a
slip, a difference that somebody looks after. What is brought in has no class but the one that asks most; who looks at
it registers what it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from showsafe.application import consigned
from showsafe.application.consigned import Words
from showsafe.application.nearest import did_you_mean
from showsafe.application.records import unstamp
from showsafe.books import serials
from showsafe.books.consign import slip
from showsafe.books.consign.sending import Prepared, saying
from showsafe.books.consign.slip import Proven, Thing
from showsafe.books.consign.state import Consignments
from showsafe.domain.state import State
from showsafe.errors import NotVerified, WrongInput
from showsafe.ledger.checkpoint import Checkpoint, origin_of

STALE_DAYS = 30
"""Ours: so many days after the one by which it was expected a slip is not taken any more."""

STALE = timedelta(days=1)
"""Ours: a slip is stale where a later one of the same log, sent more than this after it, is known here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """How one thing of a slip came: the serial read on it, its name here, and what somebody says differs."""

    serial: str = ""
    name: str = ""
    differs: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was found in a case: what came, what was not in it, what was not taken and why; seals as they were read."""

    came: Mapping[str, Came] = field(default_factory=dict)
    absent: tuple[str, ...] = ()
    refused: Mapping[str, str] = field(default_factory=dict)
    seals: tuple[str, ...] = ()
    condition: str = ""
    owner: str = ""

    @property
    def named(self) -> tuple[str, ...]:
        """Every thing that is spoken of."""
        return (*self.came, *self.absent, *self.refused)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known here of another log: a checkpoint, and when the record was received that it was shown for."""

    checkpoint: Checkpoint
    sent: str = ""


@dataclass(frozen=True, slots=True)
class Here:
    """The unit that takes: its origin, its consignments, its state, the day, and what it knows of the other log."""

    origin: str
    mine: Consignments
    state: State
    today: date
    known: Sequence[Known] = ()


def taking(here: Here, proven: Proven, found: Found, data: bytes) -> list[Prepared]:
    """Return the acts that say what came with a slip, in its order; ``data`` is the slip, attached to each arrival.

    Raises WrongInput: ``consign.not-a-slip-but-a-receipt``, ``consign.other-unit``, ``consign.own``,
    ``consign.slip-used``, ``consign.not-in-it``, ``consign.not-said``, ``consign.stale``, ``consign.other-serial``,
    ``consign.name-taken``. Raises NotVerified: ``consign.forked``, ``consign.rolled-back``, and as ``things_of``.
    """
    if proven.file.sort != slip.SLIP:
        raise _a_receipt()
    things = slip.things_of(proven)
    for thing in things:
        _for_us(here, thing)
    _fresh(here, proven, things)
    _complete(here, things, found)
    return [made for thing in things for made in _told(here, proven, thing, found, data)]


def expecting(here: Here, proven: Proven, owner: str) -> list[Prepared]:
    """Return the acts that say that the things of a slip are waited for; raises as ``taking``.

    Raises WrongInput ``consign.slip-used`` where all of them are waited for, or came, already.
    """
    if proven.file.sort != slip.SLIP:
        raise _a_receipt()
    things = slip.things_of(proven)
    for thing in things:
        _for_us(here, thing)
    _fresh(here, proven, things)
    made = [_expected(here, proven, thing, owner) for thing in things]
    if not any(made):
        raise WrongInput(
            "consign.slip-used",
            "Everything on this slip is waited for, or came, already.",
            "Look at it: showsafe consign list DIR",
        )
    return [each for each in made if each is not None]


def _expected(here: Here, proven: Proven, thing: Thing, owner: str) -> Prepared | None:
    known = here.mine.by_record.get(thing.of)
    if known is not None and (known.awaited or known.arrivals):
        return None
    words = thing.words
    says = {"thing": thing.left.thing, "carrier": words["carrier"], "expected": words["expected"]}
    says |= {"owner": owner, "slip": proven.file.digest}
    if words["seals"]:
        says["seals"] = words["seals"]
    return saying(thing.left.thing, Words(consigned.EXPECTED, thing.of, says))


def _a_receipt() -> WrongInput:
    return WrongInput(
        "consign.not-a-slip-but-a-receipt",
        "This file is a receipt, and no slip.",
        "A receipt is taken by the sender: showsafe consign close DIR RECEIPT --vkey LINE by=PERSON",
    )


def _for_us(here: Here, thing: Thing) -> None:
    to = str(thing.words["to"])
    if thing.of.origin == here.origin:
        raise WrongInput(
            "consign.own",
            f"This slip is of this unit's own record {thing.of.record}.",
            "Where the thing came back: showsafe consign back DIR THING by=PERSON",
        )
    if thing.words["to_is"] != consigned.UNIT or origin_of(to) != here.origin:
        raise WrongInput(
            "consign.other-unit",
            f"This slip is for {to}, and this unit is {here.origin.removeprefix('showsafe/')}.",
            "Send it on. What is here all the same is recorded without a slip: showsafe consign arrived",
        )


def _fresh(here: Here, proven: Proven, things: Sequence[Thing]) -> None:
    """Refuse a slip whose log was known here otherwise, or further than it shows."""
    mine, sent = proven.checkpoint, max(thing.sent.at for thing in things)
    for known in here.known:
        other = known.checkpoint
        if other.size == mine.size and other.root != mine.root:
            raise NotVerified(
                "consign.forked",
                f"This slip shows another history of {proven.origin} than one that was shown here before.",
                "Keep both, and tell whoever answers for both productions. What came: showsafe consign arrived",
            )
        if other.size <= mine.size:
            continue
        if known.sent and known.sent < sent:
            raise NotVerified(
                "consign.rolled-back",
                f"{proven.origin} had {other.size} records before this was sent, and this slip shows {mine.size}.",
                "Keep both, and tell whoever answers for both productions. What came: showsafe consign arrived",
            )
        if not known.sent or unstamp(known.sent) - unstamp(sent) > STALE:
            raise _stale(f"{proven.origin} is known here with {other.size} records, and it shows {mine.size}")
    last = max(str(thing.words["expected"]) for thing in things)
    if date.fromisoformat(last) + timedelta(days=STALE_DAYS) < here.today:
        raise _stale(f"it was expected by {last}, more than {STALE_DAYS} days ago")


def _stale(why: str) -> WrongInput:
    return WrongInput(
        "consign.stale",
        f"This slip is old: {why}.",
        "Ask the sender for a new one (showsafe consign slip). What came: showsafe consign arrived",
    )


def _complete(here: Here, things: Sequence[Thing], found: Found) -> None:
    """Each thing of a slip is spoken of, once, and nothing else is."""
    names = [thing.left.thing for thing in things]
    for name in found.named:
        if name not in names:
            meant = did_you_mean(name, names, f"In it: {', '.join(names)}.")
            raise WrongInput("consign.not-in-it", f"{name[:60]!r} is not on this slip.", meant)
    if len(set(found.named)) < len(found.named):
        raise WrongInput("consign.twice", "A thing is spoken of twice.", "Say of each what was found, once.")
    here_as = [came.name or name for name, came in found.came.items()]
    if len(set(here_as)) < len(here_as):
        raise WrongInput(
            "consign.name-taken",
            "Two things would stand here under one name.",
            "Give each a name of its own.",
        )
    for thing in things:
        before = _told_before(here, thing)
        if thing.left.thing in found.named:
            if before and (consigned.ARRIVED in before or thing.left.thing not in found.came):
                raise WrongInput(
                    "consign.slip-used",
                    f"This slip was used: record {max(before.values())} says what became of {thing.left.thing}.",
                    "One slip stands for one arrival. Where something came again: showsafe consign arrived",
                )
        elif not before:
            raise WrongInput(
                "consign.not-said",
                f"Nothing is said of {thing.left.thing}, which is on this slip.",
                "Say of each thing: thing=NAME:SERIAL came, absent=NAME was not in it, refused=NAME:WHY.",
            )


def _told_before(here: Here, thing: Thing) -> dict[str, int]:
    """Return what this unit said of a thing of a slip already, with the number of the record."""
    known = here.mine.by_record.get(thing.of)
    if known is None:
        return {}
    told = [*(each.said for each in known.arrivals), *known.absent, *known.refused]
    return {
        each.step.words.what: each.step.number
        for each in told
        if each.origin == here.origin and each.step.words is not None
    }


def _told(here: Here, proven: Proven, thing: Thing, found: Found, data: bytes) -> Iterable[Prepared]:
    name = thing.left.thing
    carrier = str(thing.words["carrier"])
    about = {"thing": name, "slip": proven.file.digest, "owner": found.owner, "carrier": carrier}
    if name in found.absent:
        yield saying(name, Words(consigned.ABSENT, thing.of, about))
    elif name in found.refused:
        yield saying(name, Words(consigned.REFUSED, thing.of, {**about, "why": found.refused[name]}))
    elif name in found.came:
        yield _arrived(here, thing, found, about, data)


def _arrived(here: Here, thing: Thing, found: Found, about: Mapping[str, Any], data: bytes) -> Prepared:
    came = found.came[thing.left.thing]
    differs = _differs(thing, came, found)
    name = came.name or thing.left.thing
    _name_is_free(here.state, thing, name, came)
    says = dict(about)
    if differs:
        says["differs"] = differs
    if found.seals:
        says["seals"] = list(found.seals)
    if found.condition:
        says["condition"] = found.condition
    if came.why:
        says["why"] = came.why
    words = consigned.write(Words(consigned.ARRIVED, thing.of, says))
    keys = {**_described(thing, name, came, another=consigned.SERIAL in differs), "says": words}
    return Prepared("bring", {**keys, "from": str(about["carrier"])}, (data,))


def _differs(thing: Thing, came: Came, found: Found) -> list[str]:
    """Return what does not fit, in the order of the codes; raises WrongInput ``consign.other-serial``."""
    differs = set(came.differs)
    known = thing.weapon.serial
    if known and not came.serial:
        differs.add(consigned.NOT_READ)
    elif known and serials.plain(came.serial) != serials.plain(known) and consigned.SERIAL not in differs:
        raise WrongInput(
            "consign.other-serial",
            f"The serial that was read is not the one of {thing.left.thing} by the sender's record.",
            "Read it again on the thing itself. Where another thing came in its place: "
            f"differs={thing.left.thing[:60]}:serial as={thing.left.thing[:60]}:NAME",
        )
    if tuple(thing.words["seals"]) and set(found.seals) != set(thing.words["seals"]):
        differs.add(consigned.SEAL)
    return [each for each in consigned.DIFFERENCES if each in differs]


def _name_is_free(state: State, thing: Thing, name: str, came: Came) -> None:
    """What is here under a name already is another thing; what left under it may be the same one, back again."""
    _of_the_set(name, f"as={thing.left.thing[:60]}:NAME")
    known, lot = state.weapons.get(name), state.lots.get(name)
    if known is None and lot is None:
        return
    gone = state.believed(name).gone if known is not None else (lot.gone if lot is not None else "")
    another = consigned.SERIAL in came.differs
    same = known is None or serials.plain(known.serial) == serials.plain(came.serial or thing.weapon.serial)
    if not gone or another or not same or bool(lot) is not bool(thing.lot):
        raise WrongInput(
            "consign.name-taken",
            f"Something else stands on record here as {name[:60]}.",
            f"Give what came a name of its own: as={thing.left.thing[:60]}:NAME",
        )


def _of_the_set(name: str, how: str) -> None:
    """A name with a slash is one of a told day: nothing that came is to be taken for what somebody only told."""
    if "/" in name:
        raise WrongInput(
            "consign.name-of-a-day",
            f"{name[:60]} is a name of a day that was told, and this is here.",
            f"Give it a name without a slash: {how}",
        )


def _described(thing: Thing, name: str, came: Came, *, another: bool) -> dict[str, Any]:
    """Return what is said of a thing as it comes: what was read on it, and what its sender's record says it is.

    Never its class: what a thing may be treated as is said here by whoever registers it, having looked.
    """
    if thing.lot:
        of_a_lot = ("kind", "load", "calibre", "closure", "count", "maker", "barrel", "supplier")
        said = {key: thing.lot[key] for key in of_a_lot if key in thing.lot}
        return {"lot": name, **({} if another else said)}
    serial = {"serial": came.serial} if came.serial else {}
    if another:
        return {"weapon": name, **serial}
    weapon = thing.weapon
    said = {
        key: getattr(weapon, key) for key in ("maker", "model", "calibre", "owner") if getattr(weapon, key)
    }
    return {"weapon": name, **said, **serial}


def without_slip(state: State, name: str, said: Mapping[str, str], *, owner: str) -> Prepared:
    """Return the act that says that something came without a slip, or with one that was refused.

    ``said``: ``serial`` read on it, ``carrier`` who brought it, ``why`` there is no slip, ``lot`` where it is rounds.
    Raises WrongInput ``consign.here-already`` where the record has it here.
    """
    _of_the_set(name, "showsafe consign arrived DIR NAME")
    known = state.weapons.get(name)
    if known is not None and not state.believed(name).gone:
        raise WrongInput(
            "consign.here-already",
            f"By the record {name[:60]} is here already.",
            "Give what came another name; which of the two is which, two people settle.",
        )
    says: dict[str, Any] = {"owner": owner, "differs": [consigned.NO_SLIP]}
    says |= {key: said[key] for key in ("carrier", "why") if said.get(key)}
    keys: dict[str, Any] = {"lot" if said.get("lot") else "weapon": name}
    keys |= {
        key: value for key, value in (("serial", said.get("serial")), ("from", said.get("carrier"))) if value
    }
    return Prepared("bring", {**keys, "says": consigned.write(Words(consigned.ARRIVED, None, says))})


def back(here: Here, thing: str, came: Came, *, owner: str) -> Prepared:
    """Return the act that says that what left came back to its sender; raises WrongInput as ``taking``.

    Raises WrongInput ``consign.not-sent`` where nothing says that it left.
    """
    found = here.mine.last(here.origin, thing)
    if found is None or found.of is None:
        raise WrongInput(
            "consign.not-sent",
            f"Nothing on record says that {thing[:60]} left here.",
            "Look where it is: showsafe weapon DIR THING",
        )
    weapon = here.state.weapons.get(thing)
    known, differs = weapon.serial if weapon is not None else "", list(came.differs)
    if known and not came.serial and consigned.NOT_READ not in differs:
        differs.append(consigned.NOT_READ)
    elif known and came.serial and serials.plain(known) != serials.plain(came.serial):
        raise WrongInput(
            "consign.other-serial",
            f"The serial that was read is not the one of {thing[:60]} by the record.",
            "Read it again on the thing itself. Another thing in its place came without a slip: "
            "showsafe consign arrived",
        )
    says: dict[str, Any] = {"thing": thing, "owner": owner, "carrier": found.carrier}
    if differs:
        says["differs"] = [each for each in consigned.DIFFERENCES if each in differs]
    if came.why:
        says["why"] = came.why
    keys = {"weapon" if weapon is not None else "lot": thing, "from": found.carrier}
    return Prepared("bring", {**keys, "says": consigned.write(Words(consigned.ARRIVED, found.of, says))})
