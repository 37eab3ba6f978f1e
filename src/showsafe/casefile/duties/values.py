"""What a table of duties is made of: entries of the ledger with their people, and uses with what ought to be there."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from showsafe.casefile.duties.table import Duty, Ought
from showsafe.rules.profile import Profile

DONE, DEVIATION, HELD, REFUSED = "done", "deviation", "asked-held", "asked-refused"
"""How an act stands on record: done, done as a deviation, or only asked and not done."""

RECORDED, IN_PART, NO_RECORD = "recorded", "not-in-full", "no-record"
"""What is there of what ought to be: a record, one that the rules do not count in full, or none."""

PERSON, NOBODY, ANONYMOUS, WITHHELD, PROGRAM = "person", "nobody", "anonymous", "withheld", "program"
"""Who stands in a part; whoever pressed hold or stop, or raised a concern, is never shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a table is about: ``kind`` weapon or incident, its ``name``, the ``things`` of it, in which scope and time.

    ``incident`` is the number of its record, 0 for a weapon.
    """

    kind: str
    name: str
    scope: str
    things: tuple[str, ...]
    weapons: tuple[str, ...]
    incident: int = 0
    since: datetime | None = None
    until: datetime | None = None

    def within(self, at: datetime) -> bool:
        """Whether a time lies in the period."""
        return (self.since is None or at >= self.since) and (self.until is None or at <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Somebody in a part: what they are here, and their id and roles at that time where they are a person."""

    what: str
    id: str = ""
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One person's part in an act, and the duty of it."""

    part: str
    who: Who
    duty: Duty


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a gate said: its code, its sentence, its weight, and the ids of the clauses that were recorded with it."""

    code: str
    says: str
    weight: str
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One act of a record, with everybody who had a part in it.

    ``deviations`` are what would have stood against it; ``notes`` are what the rules remarked. ``late`` means: told so
    long after it was done that it proves nothing.
    """

    record: int
    act: str
    at: datetime
    received: datetime
    stands: str
    late: bool
    profile: Profile
    thing: str = ""
    scene: str = ""
    people: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    deviations: tuple[Said, ...] = ()
    notes: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A record that shows something done: its number, and which act of it."""

    record: int
    act: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What ought to be on record before a use, and what is."""

    ought: Ought
    found: str
    evidence: tuple[Evidence, ...] = ()
    said: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """One use of a weapon and everything that it ought to rest on; ``after`` the last one, what ought to follow it."""

    record: int
    act: str
    weapon: str
    at: datetime
    profile: Profile
    after: bool = False
    answers: tuple[Answered, ...] = ()


@dataclass(slots=True)
class Found:
    """What a walk through the records found, in their order; ``editions`` are rules that this program does not have.

    ``sealed`` says that something was once said of a person that is not open here: what hangs on it is not known.
    """

    entries: list[Entry] = field(default_factory=list)
    uses: list[Use] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    editions: set[str] = field(default_factory=set)
    records: int = 0
    sealed: bool = False
