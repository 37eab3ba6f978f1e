"""What a look at a day comes to: what is missing, by when it can be supplied, and what a person has to look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from showsafe.books.expiring import Expiry
from showsafe.rules.decision import Finding, Weight

MISSING, LOOK, NOTE = "missing", "look", "note"
"""How much an item weighs: a gate would refuse or hold; a person has to say or look; worth knowing."""

BEFORE, ON_THE_DAY = "before", "on-the-day"
"""By when it is supplied: before the day, or on the day itself, since nothing of an earlier day counts by the rules."""

OF_THE_DAY = (
    "plan.none",
    "meeting.none",
    "meeting.absent",
    "meeting.changed",
    "papers.day-not-open",
    "papers.day-too-long",
    "papers.notice",
)
"""Codes of what only the day itself can supply: plans, meetings and notices of an earlier day count for nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that is missing or to be looked at.

    ``code``, ``says``, ``next`` and ``clauses`` are those of the finding of a gate, or of readiness itself. ``scenes``
    are those that it is about, none where it is about the whole day. ``who`` is the person and ``thing`` the weapon or
    lot that it is about. ``act`` answers it, said by one of ``by``. The sentences of the rules are in English alone;
    readiness's own are in Spanish too.
    """

    code: str
    says: str
    next: str
    weight: str = MISSING
    when: str = BEFORE
    clauses: tuple[str, ...] = ()
    scenes: tuple[str, ...] = ()
    says_es: str = ""
    next_es: str = ""
    who: str = ""
    thing: str = ""
    act: str = ""
    by: tuple[str, ...] = ()

    @property
    def gate(self) -> str:
        """The gate that asks for it, or ``readiness``."""
        return self.code.partition(".")[0]


def item_of(finding: Finding, scene: str, *, who: str = "", thing: str = "") -> Item:
    """Return the finding of a gate as an item."""
    return Item(
        code=finding.code,
        says=finding.says,
        next=finding.next,
        weight=NOTE if finding.weight == Weight.NOTE else MISSING,
        when=ON_THE_DAY if finding.code in OF_THE_DAY else BEFORE,
        clauses=finding.clauses,
        scenes=(scene,) if scene else (),
        who=who,
        thing=thing,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """Which weapon whom, with which rounds, as far as somebody said it; ``planned`` where an approved plan says it.

    ``scene`` is how the plan calls the scene, "" where it is called as in the script.
    """

    weapon: str = ""
    user: str = ""
    ammunition: str = ""
    load: str = ""
    shots: int = 0
    planned: bool = False
    scene: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A scene of the day with weapons: its slug line, where and when, and who uses what; ``entry`` confirmed it."""

    key: str
    slug: str = ""
    location: str = ""
    when: str = ""
    uses: tuple[Use, ...] = ()
    entry: int = 0

    @property
    def weapons(self) -> tuple[str, ...]:
        """The weapons of it, each once."""
        return tuple(dict.fromkeys(use.weapon for use in self.uses if use.weapon))


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """Whether there are custodians enough for the scene of the day that needs most.

    ``fit`` are custodians against whom the rules have nothing on that day; ``needed`` how many the limits ask for where
    every weapon goes out by itself, ``as_files`` how many where they go out as files. ``scene`` is the one that asks.
    """

    fit: tuple[str, ...] = ()
    needed: int = 0
    as_files: int = 0
    scene: str = ""
    weapons: int = 0
    hot: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A dated task that is due by the day; ``says`` in English and Spanish, ``covered`` without numbers of papers."""

    id: str
    says: Mapping[str, str]
    covered: Mapping[str, str]
    due: date
    clause: str = ""
    overdue: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """What is missing for a day.

    ``assumed`` says that the day is looked at ahead: as if it were opened at ``morning``, with what is on record now.
    ``scheduled`` says whether any schedule names the day. ``record`` and ``entry`` are the last ones of unit and book.
    """

    day: date
    morning: datetime
    assumed: bool
    scheduled: bool
    unit: str
    profile: str
    record: int
    entry: int
    scenes: tuple[Scene, ...]
    items: tuple[Item, ...]
    staff: Staff
    expiring: tuple[Expiry, ...]
    tasks: tuple[Task, ...] = ()

    @property
    def missing(self) -> tuple[Item, ...]:
        """What is missing and can be supplied before the day."""
        return tuple(each for each in self.items if each.weight == MISSING and each.when == BEFORE)

    @property
    def to_do(self) -> tuple[Item, ...]:
        """What only the day itself can supply."""
        return tuple(each for each in self.items if each.weight != NOTE and each.when == ON_THE_DAY)

    @property
    def to_look_at(self) -> tuple[Item, ...]:
        """What a person has to say or look at before the day."""
        return tuple(each for each in self.items if each.weight == LOOK and each.when == BEFORE)

    @property
    def notes(self) -> tuple[Item, ...]:
        """What is worth knowing."""
        return tuple(each for each in self.items if each.weight == NOTE)
