"""What is said of a thing that left: to whom it goes, with whom, by when; another carrier; lost; closed by a receipt.

Each is words in an ``acknowledge`` of the unit's own record, beside the act by which it left through the gates.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from showsafe.application import consigned
from showsafe.application.consigned import Pointer, Step, Words
from showsafe.application.parse import act_from
from showsafe.books.consign import slip
from showsafe.books.consign.slip import Proven
from showsafe.books.consign.state import CLOSED, RETURNED, Consignment, Consignments
from showsafe.domain.acts import Act
from showsafe.errors import WrongInput
from showsafe.ledger.checkpoint import origin_of

_OVER = (CLOSED, RETURNED)


@dataclass(frozen=True, slots=True)
class Prepared:
    """One act that is ready to be reported: its kind, its keys, and what is attached to it."""

    kind: str
    keys: Mapping[str, Any]
    attachments: tuple[bytes, ...] = field(default=())

    def act(self, by: str, at: datetime) -> Act:
        """Return the act; who says the same of the same thing again repeats it, and gets the first answer."""
        said = "\n".join([self.kind, by, *(f"{key}={self.keys[key]}" for key in sorted(self.keys))])
        act_id = f"consign-{hashlib.sha256(said.encode()).hexdigest()[:32]}"
        return act_from(self.kind, self.keys, act_id=act_id, by=by, at=at)


def saying(thing: str, words: Words) -> Prepared:
    """Return the act that says something of a thing on its way; raises WrongInput ``consign.not-sayable``."""
    return Prepared("acknowledge", {"about": thing, "says": consigned.write(words)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How a thing travels: to whom, what that is, with whom, the day by which it is expected, seals, condition."""

    to: str
    to_is: str
    carrier: str
    expected: str
    seals: tuple[str, ...] = ()
    condition: str = ""


def under_way(mine: Consignments, origin: str, thing: str) -> Consignment:
    """Return the consignment by which a thing left, where that is not over.

    Raises WrongInput ``consign.not-sent``, ``consign.over``.
    """
    found = mine.last(origin, thing)
    if found is None or found.left is None:
        raise WrongInput(
            "consign.not-sent",
            f"Nothing on record says that {thing[:60]} left here.",
            f"When it leaves: showsafe ask DIR consign weapon={thing[:60]} to=CARRIER by=PERSON",
        )
    if found.state in _OVER:
        raise WrongInput(
            "consign.over",
            f"{thing[:60]} left by record {found.left.step.number}, and that consignment is over.",
            "Look at it: showsafe consign show DIR THING",
        )
    return found


def sent(mine: Consignments, origin: str, thing: str, way: Way) -> Prepared:
    """Return the act that says how a thing that left travels.

    Raises WrongInput: as ``under_way``, and ``consign.other-carrier``, ``consign.to-itself``, ``consign.no-time``.
    """
    found = under_way(mine, origin, thing)
    if found.of is None or found.left is None:
        raise AssertionError(thing)
    if found.carrier.casefold() != way.carrier.casefold():
        raise WrongInput(
            "consign.other-carrier",
            f"By the record {thing[:60]} travels with {found.carrier}, and not with {way.carrier[:60]}.",
            "Name that one; where another one has it now: showsafe consign carrier DIR THING carrier=NAME by=PERSON",
        )
    if way.to_is == consigned.UNIT and origin_of(way.to) == origin:
        raise WrongInput(
            "consign.to-itself", "It cannot be consigned to this unit itself.", "Name the other."
        )
    if way.expected < found.left.step.at[:10]:
        raise WrongInput(
            "consign.no-time",
            f"It is expected by {way.expected[:20]}, and left on {found.left.step.at[:10]}.",
            "Say the day by which it has to be there, as YYYY-MM-DD.",
        )
    says: dict[str, Any] = {"to": way.to, "to_is": way.to_is, "carrier": found.carrier}
    says |= {"expected": way.expected}
    if way.seals:
        says["seals"] = list(way.seals)
    if way.condition:
        says["condition"] = way.condition
    known = known_by(mine, origin, thing)
    if known is not None:
        says["known"] = Pointer(origin, known.number, known.leaf).as_json()
    return saying(thing, Words(consigned.SENT, found.of, says))


def known_by(mine: Consignments, origin: str, thing: str) -> Step | None:
    """Return the record that says what a thing is: the last that registered it, else the last by which it came."""
    came = [each.step for each in mine.moves.get((origin, thing), ()) if each.step.kind == consigned.CAME]
    registered = [step for step in came if step.deed != "bring"]
    last = (registered or came)[-1:]
    return last[0] if last else None


def records_of(mine: Consignments, origin: str, thing: str) -> dict[str, int]:
    """Return the numbers of the records of a slip, by role; raises as ``under_way``, and ``consign.no-way``."""
    found = under_way(mine, origin, thing)
    if found.left is None or found.sent is None:
        raise WrongInput(
            "consign.no-way",
            f"Nobody said yet to whom {thing[:60]} goes.",
            "Say it: --carrier NAME --to UNIT --expected DAY",
        )
    numbers = {slip.LEFT: found.left.step.number, slip.SENT: found.sent.step.number}
    known = found.sent.step.words.known if found.sent.step.words is not None else None
    return {**numbers, slip.KNOWN: known.record} if known is not None else numbers


def another_carrier(
    mine: Consignments, origin: str, thing: str, carrier: str, why: str, place: str
) -> Prepared:
    """Return the act that says that a thing travels with another carrier from now on; raises as ``under_way``."""
    found = under_way(mine, origin, thing)
    says = {"carrier": carrier, **({"why": why} if why else {}), **({"place": place} if place else {})}
    return saying(thing, Words(consigned.CARRIED, found.of, says))


def missing(mine: Consignments, origin: str, thing: str, as_: str, found_at: str, why: str) -> Prepared:
    """Return the act that says that a thing was lost or stolen on its way, and since when that is known."""
    found = under_way(mine, origin, thing)
    says = {"as": as_, "found": found_at, "carrier": found.carrier, **({"why": why} if why else {})}
    return saying(thing, Words(consigned.MISSING, found.of, says))


def signed_for(mine: Consignments, origin: str, thing: str, paper: str) -> Prepared:
    """Return the act that says that whoever keeps no log signed a paper for it; raises as ``under_way``.

    Raises WrongInput ``consign.has-a-log`` where it went to a unit, which answers with a receipt.
    """
    found = under_way(mine, origin, thing)
    if found.word("to_is") == consigned.UNIT:
        raise WrongInput(
            "consign.has-a-log",
            f"{thing[:60]} went to the unit {found.word('to')}, which answers with a receipt of its own record.",
            "Take that file: showsafe consign close DIR RECEIPT --vkey LINE by=PERSON",
        )
    return saying(thing, Words(consigned.CLOSED, found.of, {"how": consigned.BY_PAPER, "paper": paper}))


def closing(mine: Consignments, origin: str, receipt: Proven, by: str, data: bytes) -> list[Prepared]:
    """Return the acts that say what a receipt proves of each thing of it, with the pointer to the other record.

    ``data`` is the receipt, attached to each of them.

    Raises WrongInput: ``consign.not-a-receipt``, ``consign.not-ours``, ``consign.receipt-used``.
    """
    if receipt.file.sort != slip.RECEIPT:
        raise WrongInput(
            "consign.not-a-receipt",
            "This file is a slip, and no receipt.",
            "A slip is taken where the thing comes: showsafe consign take DIR SLIP --vkey LINE",
        )
    made = [_closing(mine, origin, receipt, told, by) for told in slip.told_of(receipt)]
    if not any(made):
        raise WrongInput(
            "consign.receipt-used",
            "Everything that this receipt says is on record here already.",
            "Look at it: showsafe consign list DIR",
        )
    return [replace(each, attachments=(data,)) for each in made if each is not None]


def _closing(mine: Consignments, origin: str, receipt: Proven, told: Step, by: str) -> Prepared | None:
    words, at = told.words, slip.pointer(receipt, told)
    found = mine.by_record.get(words.of) if words is not None and words.of is not None else None
    if words is None or found is None or found.left is None or found.left.origin != origin:
        raise WrongInput(
            "consign.not-ours",
            f"Record {told.number} of {receipt.origin} is about nothing that left this unit.",
            "Take the receipt of this unit's own slip; where both are right, the two logs differ: keep the file.",
        )
    if at in found.answers:
        return None
    return saying(found.thing, _echo(words, found.of, at, by))


def _echo(words: Words, of: Pointer | None, at: Pointer, by: str) -> Words:
    """Return what the sender says of what the receiver said."""
    says: dict[str, Any] = {"at": at.as_json()}
    if words.what == consigned.ARRIVED:
        if words["differs"]:
            says["differs"] = words["differs"]
        return Words(consigned.CLOSED, of, {**says, "how": consigned.BY_RECEIPT})
    why = {"why": words["why"]} if words["why"] else {}
    return Words(words.what, of, {**says, **why, "thing": words["thing"], "owner": by})


def steps_by_role(numbers: Sequence[int]) -> list[dict[str, int]]:
    """Return the records of a receipt by their role in it."""
    return [{slip.TOLD: number} for number in numbers]


def settling(mine: Consignments, origin: str, number: int, why: str, by: str, witness: str) -> Prepared:
    """Return the act by which two people say how a difference was settled.

    Raises WrongInput: ``consign.nothing-differs``, ``consign.same-person``.
    """
    if by == witness:
        raise WrongInput(
            "consign.same-person",
            f"{witness[:60]} cannot settle it with themselves.",
            "Two people, and never one twice: name another one.",
        )
    for found in mine:
        for _, told, _ in found.differences:
            if (told.origin, told.step.number) == (origin, number):
                words = Words(consigned.SETTLED, None, {"record": number, "why": why})
                said = saying(found.thing, words)
                return Prepared(said.kind, {**said.keys, "witness": witness})
    raise WrongInput(
        "consign.nothing-differs",
        f"By record {number} nothing differs that is not settled.",
        "What differs, and by which record: showsafe consign list DIR --open",
    )
