"""The facts of a unit as they are kept: one line for the unit, and lines for its weapons, people and open matters.

1. A line says only what the records of one unit say. Two productions are never merged in a line.
2. ``said`` is a time by the node's clock, ``arrived`` one by the office's. Deadlines go by the second alone.
3. A line depends on the records up to it and on nothing else, so that facts made again are the same facts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

WEAPON, PERSON, PAPER, DAY, STOP = "weapon", "person", "paper", "day", "stop"
DEVIATION, DISCREPANCY, CONCERN, GAP = "deviation", "discrepancy", "concern", "gap"
CONSIGNMENT, ATTESTED = "consignment", "attested"

KINDS = (*(WEAPON, PERSON, PAPER, DAY, STOP, DEVIATION, DISCREPANCY, CONCERN, GAP, CONSIGNMENT, ATTESTED),)
"""Of what there are lines."""

MATTERS = (DEVIATION, DISCREPANCY, CONCERN, GAP)
"""What somebody has to own until it is closed."""

BRANCH = "branch"
"""What a node showed and the office refused: evidence, in no line. The office may answer it, and keeps it."""

Allowed = frozenset[str]
"""The productions that somebody may see. Nothing in it means nothing is seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One fact: of which kind, under which key, and what the records say of it.

    ``record`` is the one that last changed it, ``said`` and ``arrived`` when that was, by either clock. ``until`` is
    the last day of a paper. ``who`` is the weapon or person that it is about, ``owner`` who owns it by the record.
    """

    kind: str
    key: str
    record: int
    value: Mapping[str, Any]
    said: datetime | None = None
    arrived: datetime | None = None
    open: bool = True
    until: date | None = None
    who: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The line of a unit: how far its records were followed, and what they come to.

    ``as_of`` is the number of the last record that was followed; ``said`` and ``arrived`` are of that record. ``day``
    is the record that opened the day that is open, 0 where none is. ``out`` are weapons neither locked away nor gone,
    ``hot`` those of them that are not proven cold, ``held`` all that something stands against.
    """

    as_of: int = 0
    profile: str = ""
    said: datetime | None = None
    arrived: datetime | None = None
    day: int = 0
    day_said: datetime | None = None
    day_arrived: datetime | None = None
    exceptions: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    live: int = 0
    weapons: int = 0
    out: int = 0
    hot: int = 0
    held: int = 0
    people: int = 0
    untold: int = 0
    """Records that are not of the set itself: told days, and what belongs to a case or a book."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Why a unit cannot be followed further: the record, a code that never changes, and a sentence."""

    record: int
    code: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is kept of a unit: how far it was followed, its trouble, and a snapshot of an earlier record or none.

    ``edition`` names the program's way to make lines; those of another one are made anew. ``opened`` is a digest of the
    personal values that the set had shown the office, ``shown`` how
    many they were, and ``openings`` how many there are now.
    """

    summary: Summary
    trouble: Trouble | None = None
    edition: str = ""
    opened: str = ""
    shown: int = 0
    openings: int = 0
    snapshot: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What following some records came to, written in one transaction; ``snapshot`` empty where none is due.

    ``papers_of`` names subjects (*person* or *weapon*, and which) of whom these are all papers: others of theirs go.
    ``whole`` says that these are all lines of the unit: those that are kept and not among them go. A line of the same
    record keeps the earlier arrival of the two: an archive that is tidied says only when something came at the latest.
    """

    summary: Summary
    lines: tuple[Line, ...] = ()
    papers_of: tuple[tuple[str, str], ...] = ()
    trouble: Trouble | None = None
    edition: str = ""
    opened: str = ""
    shown: int = 0
    snapshot: bytes = b""
    whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a unit stands with the office, beside what its records say: by the office's own clock and checks.

    ``held`` records are in the archive and ``told`` are in the node's own log, as it last said; ``received`` is when
    records last came, ``heard`` when the node last called. ``witnessed`` is up to where the office cosigned,
    ``checked`` up to where it checked every signature, ``fault`` what was wrong there. ``branches`` counts the refused
    ones that are kept as evidence, by kind.
    """

    origin: str
    production: str
    unit: str
    held: int = 0
    told: int = 0
    received: datetime | None = None
    heard: datetime | None = None
    witnessed: int = 0
    checked: int = 0
    fault: str = ""
    branches: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFacts:
    """A unit on the board: what its records come to, how it stands with the office, and its open matters, counted.

    ``unowned_since`` and ``concern_since`` are the arrival of the oldest open matter with no owner, and of the oldest
    open concern; ``looked`` is when the follower last looked at this unit. ``reasons`` are codes of ``REASONS``, and
    ``level`` is the gravest of theirs.
    """

    standing: Standing
    summary: Summary
    trouble: Trouble | None = None
    looked: datetime | None = None
    deviations: int = 0
    discrepancies: int = 0
    concerns: int = 0
    gaps: int = 0
    unowned: int = 0
    unowned_since: datetime | None = None
    concern_since: datetime | None = None
    reasons: tuple[str, ...] = ()
    level: str = ""


@dataclass(frozen=True, slots=True)
class BoardPage:
    """A part of the board, most urgent first, and the counts over all of it that may be seen."""

    rows: tuple[UnitFacts, ...]
    totals: Mapping[str, int]


ALARM, GREY, ATTENTION, QUIET = "alarm", "grey", "attention", "quiet"
LEVELS = (ALARM, GREY, ATTENTION, QUIET)
"""How urgent a unit is, gravest first; grey is where nobody can say."""

REASONS: Mapping[str, str] = {
    "branch": ALARM,
    "fault": ALARM,
    "live": ALARM,
    "stop": ALARM,
    "gap": ALARM,
    "unreadable": GREY,
    "behind": GREY,
    "never-heard": ATTENTION,
    "late": ATTENTION,
    "day-open": ATTENTION,
    "unowned": ATTENTION,
    "concern": ATTENTION,
    "witness": ATTENTION,
    "clock": ATTENTION,
    "held": ATTENTION,
    "doubt": ATTENTION,
}
"""Why a unit stands where it does on the board, each with its level. Codes are permanent.

A doubt that somebody raised on a set is no alarm at the office: nobody shall think twice before they raise one.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A line together with whose it is, and as of which record of its unit it holds.

    ``grey`` is the sentence of a unit that cannot be followed further, or "". ``owner`` is who owns it: by the record
    where the record says so, else whom the office named, and then ``named_by`` says who did. ``answered`` is what the
    office answered to what no record closes.
    """

    production: str
    unit: str
    origin: str
    as_of: int
    line: Line
    grey: str = ""
    owner: str = ""
    named_by: str = ""
    named_at: datetime | None = None
    answered: str = ""
    answered_by: str = ""
    answered_at: datetime | None = None

    @property
    def open(self) -> bool:
        """Whether it is open: neither closed by a record, nor answered where only the office can."""
        return self.line.open and not self.answered


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What somebody of the office said of an open matter: who owns it, or the answer that closes it."""

    origin: str
    kind: str
    key: str
    by: str
    at: datetime
    owner: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One production's own word of a person, under the id that it uses."""

    origin: str
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Claims that somebody of the office said are of one person, who said it and when."""

    number: int
    claims: tuple[Claim, ...]
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which lines somebody asks for; "" and None ask for any.

    ``only_sealed`` asks for people of whom the set did not show the papers, ``until`` for papers whose last day is
    that day or before. At most ``limit`` come, after the first ``skip``.
    """

    kinds: tuple[str, ...]
    production: str = ""
    origin: str = ""
    who: str = ""
    key: str = ""
    serial: str = ""
    tag: str = ""
    only_open: bool = True
    only_unowned: bool = False
    only_sealed: bool = False
    until: date | None = None
    limit: int = 500
    skip: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long the office waits before it says so; all of it by the office's clock.

    ``late_open`` and ``late`` are for a node that was not heard while its day is open, and else. ``day`` is how long a
    day may be open, ``concern`` how long a concern may have no answer, ``owner`` how long a matter may have no owner.
    ``skew`` is how far a node's clock may differ unnoticed. ``behind`` is how many records the follower may lag and
    ``witness`` how many the witness may; ``waiting`` is how long even one record may wait for the follower.
    ``papers`` is how many days ahead an expiring paper is shown.
    """

    late_open_s: int = 2 * 3600
    late_s: int = 7 * 24 * 3600
    day_s: int = 20 * 3600
    concern_s: int = 24 * 3600
    owner_s: int = 4 * 3600
    skew_s: int = 300
    waiting_s: int = 120
    behind: int = 100
    witness: int = 1000
    papers_days: int = 30


USUAL = Patience()
"""How long an office waits that was told nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedBoard:
    """Which part of the board somebody asks for: as of ``now``, with so much patience.

    ``only`` is one of ``LEVELS`` or ``REASONS``, or ``open-day``; "" asks for all. At most ``limit`` rows are given,
    after the first ``skip``.
    """

    now: datetime
    patience: Patience = USUAL
    only: str = ""
    production: str = ""
    limit: int = 200
    skip: int = 0
