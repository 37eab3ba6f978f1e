"""The consignments of one log, or of many: what left, with whom it travels, where it came, and what does not fit.

A thing is in exactly one place: with a unit, with a named carrier, or unknown. Two logs that both say that they have
it are a dispute, which names both; so is a pointer to a record that says otherwise. Nobody is said to be wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from showsafe.application import consigned
from showsafe.application.consigned import Pointer, Step
from showsafe.ledger.checkpoint import origin_of

TRANSIT, ARRIVED, CLOSED, RETURNED = "in-transit", "arrived", "closed", "returned"
REFUSED, ABSENT, ANOTHER, MISSING, DISPUTED = "refused", "absent", "another", "missing", "disputed"
STATES = (TRANSIT, ARRIVED, CLOSED, RETURNED, REFUSED, ABSENT, ANOTHER, MISSING, DISPUTED)
"""How a consignment stands: under way; come, and the sender has not said that it knows; closed by both; back with its
sender; not taken; not in the case; another thing came in its place; nobody knows where it is; two records differ."""

OPEN = (TRANSIT, ARRIVED, REFUSED, ABSENT, ANOTHER, MISSING, DISPUTED)
"""States in which somebody still has something to do."""

UNIT, OWNER, CARRIER, UNKNOWN = "unit", "owner", "carrier", "unknown"
"""Where a thing can be."""

ONE = 1
NEVER_LEFT = "never-left"

Named = tuple[str, str]
"""A thing of a log: the origin, and its name there."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a thing is: with a unit (by its origin), an owner, a carrier (by name), or unknown, and who had it last."""

    kind: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """One step of one log."""

    origin: str
    step: Step

    @property
    def pointer(self) -> Pointer:
        """The record that says it."""
        return Pointer(self.origin, self.step.number, self.step.leaf)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A record by which something came: ``thing`` is its name there, ``differs`` what did not fit."""

    said: Said
    differs: tuple[str, ...]
    owner: str

    @property
    def another(self) -> bool:
        """Whether the serial read on it is not that of the thing that left."""
        return consigned.SERIAL in self.differs


@dataclass(slots=True)
class Consignment:
    """One thing on one way, from the record by which it left (None: no slip came with it, and nobody's is known)."""

    left: Said | None
    of: Pointer | None
    sent: Said | None = None
    awaited: list[Said] = field(default_factory=list)
    carriers: list[Said] = field(default_factory=list)
    arrivals: list[Arrival] = field(default_factory=list)
    absent: list[Said] = field(default_factory=list)
    refused: list[Said] = field(default_factory=list)
    closed: list[Said] = field(default_factory=list)
    missing: list[Said] = field(default_factory=list)
    settled: set[tuple[str, int]] = field(default_factory=set)
    disputes: list[str] = field(default_factory=list)
    """Codes of what two records say differently."""

    @property
    def thing(self) -> str:
        """Its name in the log that it left; where that is not known, in the one that it came into."""
        if self.left is not None:
            return self.left.step.thing
        said = next(iter((*self._told(),)), None)
        named = said.step.words["thing"] if said is not None and said.step.words is not None else ""
        return str(named) or (said.step.thing if said is not None else "")

    def _told(self) -> Iterator[Said]:
        yield from (each.said for each in self.arrivals)
        yield from (*self.awaited, *self.absent, *self.refused, *self.missing)

    @property
    def carrier(self) -> str:
        """With whom it travels by the last word on it."""
        changed = self._words(self.carriers[-1]) if self.carriers else None
        if changed is not None:
            return str(changed["carrier"])
        sent = self._words(self.sent)
        if sent is not None:
            return str(sent["carrier"])
        if self.left is not None:
            return self.left.step.carrier or UNKNOWN
        told = next((w["carrier"] for s in self._told() if (w := self._words(s)) and w["carrier"]), "")
        return str(told) or UNKNOWN

    @staticmethod
    def _words(said: Said | None) -> consigned.Words | None:
        return said.step.words if said is not None else None

    def word(self, key: str) -> str:
        """Return what the sender said under a key: ``to``, ``to_is``, ``expected``, ``condition``.

        Where the sender's log is not known, what the one who waits for it took from the slip.
        """
        words = self._words(self.sent or next(iter(self.awaited[-1:]), None))
        return str(words[key]) if words is not None else ""

    @property
    def seals(self) -> tuple[str, ...]:
        """The numbers of its seals as it was sent."""
        words = self._words(self.sent or next(iter(self.awaited[-1:]), None))
        return tuple(words["seals"]) if words is not None else ()

    @property
    def itself(self) -> list[Arrival]:
        """The arrivals of the thing itself, not of another one in its place."""
        return [each for each in self.arrivals if not each.another]

    @property
    def state(self) -> str:
        """How it stands, by the records that are known here."""
        if self.disputes:
            return DISPUTED
        if self.itself:
            home = self.of is not None and self.itself[-1].said.origin == self.of.origin
            return RETURNED if home else CLOSED if self._closes() else ARRIVED
        if self._closes():
            return CLOSED
        for told, state in ((self.missing, MISSING), (self.absent, ABSENT), (self.refused, REFUSED)):
            if told:
                return state
        return ANOTHER if self.arrivals or self._closes(another=True) else TRANSIT

    def _closes(self, *, another: bool = False) -> bool:
        """Whether the sender knows a receipt; ``another``: one that says that another thing came."""
        told = [words for each in self.closed if (words := self._words(each)) is not None]
        return any((consigned.SERIAL in words["differs"]) is another for words in told)

    @property
    def receipts(self) -> list[Pointer]:
        """The records of other logs that its sender knows as receipts."""
        told = [words.at for each in self.closed if (words := self._words(each)) is not None]
        return [at for at in told if at is not None]

    @property
    def answers(self) -> set[Pointer]:
        """The records of other logs that this log points at already: receipts, and what was not taken or not there."""
        told = [self._words(each) for each in (*self.closed, *self.refused, *self.absent)]
        return {at for words in told if words is not None and (at := words.at) is not None}

    @property
    def place(self) -> Place:
        """Where the thing is as far as this consignment says; UNKNOWN names whom it was with last."""
        state = self.state
        if state in (ARRIVED, CLOSED, RETURNED) and self.itself:
            return Place(UNIT, self.itself[-1].said.origin)
        if state == CLOSED:
            return self._by_the_sender()
        if state in (TRANSIT, REFUSED):
            return Place(CARRIER, self.carrier)
        return Place(UNKNOWN, self.carrier)

    def _by_the_sender(self) -> Place:
        """Where the sender's own record of the receipt says that it is; the other log is not known here."""
        words = self._words(self.closed[-1])
        at = words.at if words is not None else None
        return Place(UNIT, at.origin) if at is not None else Place(OWNER, self.word("to") or self.carrier)

    @property
    def differences(self) -> Iterator[tuple[str, Said, str]]:
        """Yield what differs and nobody has settled: its code, the record that says it, and who looks after it."""
        for arrival in self.arrivals:
            if (arrival.said.origin, arrival.said.step.number) not in self.settled:
                yield from ((code, arrival.said, arrival.owner) for code in arrival.differs)
        for told, code in ((self.absent, ABSENT), (self.refused, REFUSED)):
            for said in told:
                words = self._words(said)
                settled = (said.origin, said.step.number) in self.settled
                if words is not None and not settled and not self.itself and words.at is None:
                    yield code, said, str(words["owner"])

    def overdue(self, today: str) -> bool:
        """Whether the day by which it was expected is over and nobody says that it came."""
        expected = self.word("expected")
        return self.state in (TRANSIT, REFUSED, ABSENT, ANOTHER) and bool(expected) and expected < today


class Consignments:
    """The consignments of one log or of many; steps of one log come in their order, logs in any."""

    def __init__(self, said: Iterable[Said] = ()) -> None:
        """Begin with what was said."""
        self.by_record: dict[Pointer, Consignment] = {}
        self.without: list[Consignment] = []
        self.moves: dict[Named, list[Said]] = {}
        self._told_by: dict[tuple[str, int], Consignment] = {}
        self._ways: dict[Named, set[Named]] | None = None
        for each in said:
            self.add(each)

    def __iter__(self) -> Iterator[Consignment]:
        yield from (self.by_record[key] for key in sorted(self.by_record))
        yield from self.without

    def add(self, said: Said) -> None:
        """Take up the next step of a log."""
        step = said.step
        self._ways = None
        if step.kind in (consigned.LEFT, consigned.CAME):
            self.moves.setdefault((said.origin, step.thing), []).append(said)
        if step.kind == consigned.LEFT:
            self._get(said.pointer).left = said
        elif step.words is not None:
            self._said(said, step.words)

    def _get(self, of: Pointer) -> Consignment:
        """Return the consignment of a record; whoever names another leaf hash means another record."""
        if of not in self.by_record:
            self.by_record[of] = Consignment(None, of)
        return self.by_record[of]

    def _said(self, said: Said, words: consigned.Words) -> None:
        of = words.of
        if words.what == consigned.SETTLED:
            found = self._told_by.get((said.origin, words["record"]))
            if found is not None:
                found.settled.add((said.origin, words["record"]))
            return
        if of is None:
            found = Consignment(None, None)
            self.without.append(found)
        else:
            found = self._get(of)
        if words.what in _BY_SENDER and of is not None and said.origin != of.origin:
            _dispute(found, "not-its-sender")
            return
        if words.what in _WITH_OWNER:
            self._told_by[said.origin, said.step.number] = found
        if words.what == consigned.ARRIVED:
            found.arrivals.append(Arrival(said, tuple(words["differs"]), str(words["owner"])))
            if len({(each.said.origin, each.said.step.thing) for each in found.itself}) > ONE:
                _dispute(found, "arrived-twice")
        elif words.what == consigned.SENT:
            found.sent = said
        else:
            _LISTS[words.what](found).append(said)

    def check(self, known: Iterable[str]) -> None:
        """Hold what was said against the logs that are known in full: a pointer may lead to no such record."""
        logs = set(known)
        self._ways = None
        for found in self.by_record.values():
            if found.of is not None and found.of.origin in logs and found.left is None:
                _dispute(found, NEVER_LEFT)
            to = found.word("to") if found.word("to_is") == consigned.UNIT else ""
            home = found.of.origin if found.of is not None else ""
            ends = [each.said.origin for each in found.itself] + [at.origin for at in found.receipts]
            if to and any(end not in (origin_of(to), home) for end in ends):
                _dispute(found, "other-unit")
            told = {one.pointer for one in (*(a.said for a in found.arrivals), *found.refused, *found.absent)}
            for each in (*found.closed, *found.refused, *found.absent):
                at = each.step.words.at if each.step.words is not None else None
                if at is not None and at.origin in logs and at not in told:
                    _dispute(found, "no-such-arrival")

    def last(self, origin: str, thing: str) -> Consignment | None:
        """Return the consignment by which a thing left a log last, where it did not come back since."""
        moves = self.moves.get((origin, thing), ())
        if not moves or moves[-1].step.kind != consigned.LEFT:
            return None
        return self.by_record.get(moves[-1].pointer)

    def where(self, origin: str, thing: str) -> Place:
        """Return where a thing of a log is now, over every log that it passed through.

        Where more than one log says who has it now, or records differ, it is unknown: ``claims`` and ``disputes`` say
        more.
        """
        claims = self.claims(origin, thing)
        return claims[0] if len(claims) == ONE else Place(UNKNOWN)

    def claims(self, origin: str, thing: str) -> list[Place]:
        """Return what each log that a thing passed through says of where it is now; more than one is a dispute.

        A log that it left, and that another one points at as it came there, claims nothing any more.
        """
        found = [self._claim(each) for each in self.chain(origin, thing) if each in self.moves]
        return [place for place in found if place is not None]

    def _claim(self, key: Named) -> Place | None:
        left = self.last(*key)
        if left is None:
            return Place(UNIT, key[0])
        arrived = left.itself[-1].said if left.itself and left.state != DISPUTED else None
        if arrived is not None and (arrived.origin, arrived.step.thing) in self.moves:
            return None
        return left.place

    def chain(self, origin: str, thing: str) -> list[Named]:
        """Return every log that a thing passed through, with its name there: by pointers alone, in both directions."""
        if self._ways is None:
            self._ways = self._linked()
        reached, waiting = {(origin, thing): None}, [(origin, thing)]
        while waiting:
            for other in sorted(self._ways.get(waiting.pop(), ())):
                if other not in reached:
                    reached[other] = None
                    waiting.append(other)
        return list(reached)

    def _linked(self) -> dict[Named, set[Named]]:
        ways: dict[Named, set[Named]] = {}
        for found in self.by_record.values():
            if found.of is None or NEVER_LEFT in found.disputes:
                continue
            start = (found.of.origin, found.thing)
            for each in found.itself:
                end = (each.said.origin, each.said.step.thing)
                ways.setdefault(start, set()).add(end)
                ways.setdefault(end, set()).add(start)
        return ways


def _dispute(found: Consignment, code: str) -> None:
    if code not in found.disputes:
        found.disputes.append(code)


_BY_SENDER = (consigned.SENT, consigned.CLOSED)
_WITH_OWNER = (consigned.ARRIVED, consigned.ABSENT, consigned.REFUSED)
_LISTS: dict[str, Callable[[Consignment], list[Said]]] = {
    consigned.EXPECTED: lambda found: found.awaited,
    consigned.CARRIED: lambda found: found.carriers,
    consigned.ABSENT: lambda found: found.absent,
    consigned.REFUSED: lambda found: found.refused,
    consigned.CLOSED: lambda found: found.closed,
    consigned.MISSING: lambda found: found.missing,
}
