"""The state of one scope of a unit: everything that the rules may look at, rebuilt from events alone.

``apply(state, event)`` is the only place where state changes. The effects themselves stand in ``effects/``, one
file a subject; the table that joins event kinds to them is there too. Maps are never changed in place.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from showsafe.domain.acts import Act, Draw
from showsafe.domain.belief import Belief
from showsafe.domain.changing import put, replace
from showsafe.domain.counted import Discrepancy, LotCount, Tally
from showsafe.domain.frozen import Frozen
from showsafe.domain.things import Container, Key, Lot, Paper, Person, Weapon


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """The shooting day: from open-day to close-day, past midnight where the night is long."""

    open: bool = False
    opened_at: datetime | None = None
    opened_record: int = 0
    closed_at: datetime | None = None
    notices: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    """What the last day was closed with: a day that has any never looks clean."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A safety meeting: which scene, who was there, when."""

    scene: str
    attendees: tuple[str, ...]
    at: datetime
    record: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShotPlan:
    """An approved shot plan for one weapon in one scene; what it leaves out is not limited, but for ammunition.

    ``changed`` is the number of the record that last changed it within the day, 0 where none did.
    """

    act: Act
    record: int
    at: datetime
    changed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """The set is held: a doubt (``hold``), or a stop, live round, incident, missing dummy.

    ``pressed_by`` is kept so that they cannot be the one who lifts it; it is never shown and never counted.
    ``said_at`` is when it was touched, by whoever says so, where that was before it was heard. ``inside`` and
    ``brought`` are said of a freeze of the whole set, as of a ``Frozen`` thing.
    """

    kind: str
    record: int
    at: datetime
    pressed_by: str
    about: str = ""
    said_at: datetime | None = None
    inside: tuple[str, ...] = ()
    brought: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveFind:
    """A live or unidentified round that was found, and where."""

    where: str
    record: int
    quarantined: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """Something that somebody raised and nobody has answered yet."""

    about: str
    record: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """An ask that was held or refused: it may be confirmed (held) or overridden (refused), or lapses with the day.

    ``codes`` are what stood against it. ``sealed`` are its personal values as its record has them (see ``Event``). It
    is ``stale`` once what it is about
    is not what it was when it was asked (see ``effects.lapsing``).
    """

    act: Act
    outcome: str
    codes: tuple[str, ...]
    at: datetime
    record: int
    sealed: tuple[tuple[str, str], ...] = ()
    stale: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Quick resets between takes: what they rest on, how many there were, and why they ended.

    ``custodian`` opened it and ``witness`` stood by; ``rounds`` is what every cycle loads.
    """

    weapon: str
    user: str
    scene: str
    rounds: tuple[Draw, ...]
    custodian: str
    witness: str
    place: str
    record: int
    at: datetime
    cycles: int = 0
    ended: str = ""
    ended_by: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A weapon of a file: its numbered mark, who is to use it, and whether it has been issued from the file."""

    weapon: str
    mark: str
    user: str
    issued: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """Many background weapons under one custodian and one watcher.

    ``lots`` are those from which its weapons were loaded; ``dropped`` names those that dropped out; ``held`` says why
    nothing more is issued, and ``held_at`` is when the node last heard why.
    """

    id: str
    custodian: str
    watcher: str
    scene: str
    record: int
    at: datetime
    members: tuple[Member, ...] = ()
    dropped: tuple[str, ...] = ()
    lots: tuple[str, ...] = ()
    held: str = ""
    held_at: datetime | None = None
    closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """One scope of a unit (the set itself, or one day that was told from a file) as the record has it.

    ``active`` and ``active_lots`` name what is not simply locked away, so that a gate that asks about the whole set
    looks at what is out and not at a safe full of weapons.
    """

    profile: str = ""
    offset_minutes: int = 0
    settings: str = ""
    """The SHA-256 of the settings that hold."""
    last_record: int = 0
    people: dict[str, Person] = field(default_factory=dict)
    weapons: dict[str, Weapon] = field(default_factory=dict)
    beliefs: dict[str, Belief] = field(default_factory=dict)
    lots: dict[str, Lot] = field(default_factory=dict)
    active: tuple[str, ...] = ()
    active_lots: tuple[str, ...] = ()
    containers: dict[str, Container] = field(default_factory=dict)
    day: Day = field(default_factory=Day)
    meetings: dict[str, Meeting] = field(default_factory=dict)
    plans: dict[str, ShotPlan] = field(default_factory=dict)
    papers: dict[str, Paper] = field(default_factory=dict)
    stops: tuple[Stop, ...] = ()
    live: tuple[LiveFind, ...] = ()
    concerns: dict[str, Concern] = field(default_factory=dict)
    pending: dict[str, Pending] = field(default_factory=dict)
    magazines: dict[str, str] = field(default_factory=dict)
    """The number of each magazine, belt or pouch that is in a weapon, and which weapon."""
    runs: dict[str, Run] = field(default_factory=dict)
    """The latest run of each weapon that had one, ended or not."""
    files: dict[str, File] = field(default_factory=dict)
    """The latest file of each name, closed or not."""
    frozen: dict[str, Frozen] = field(default_factory=dict)
    """What is frozen after an incident: weapons, lots and containers, by ``frozen.key_of``."""
    handled: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """By ``frozen.key_of``, who has had a weapon or lot in their hands, or watched it, since the date of this day."""
    counts: dict[str, LotCount] = field(default_factory=dict)
    """By lot, when it was last counted and is to be counted again, and what is kept of it."""
    tallies: dict[str, Tally] = field(default_factory=dict)
    """By weapon, every round that went into it."""
    discrepancies: dict[str, Discrepancy] = field(default_factory=dict)
    """Counts that differ and that nobody has closed, by ``counted.key_of``."""
    keys: dict[str, Key] = field(default_factory=dict)
    """Every key that ever could sign, by its id; of the set alone."""
    sealed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """By person, the commitments to personal values that are not erased."""

    def is_custodian(self, person: str) -> bool:
        """Whether somebody has a role that may have weapons in charge."""
        known = self.people.get(person)
        return known is not None and known.custodian

    def with_belief(self, weapon: str, belief: Belief) -> State:
        """Return the state with one weapon's belief replaced; every change of a belief goes through here."""
        known = self.beliefs.get(weapon)
        active = self.active
        if known is None:
            active = (*active, weapon) if belief.active else active
        elif known.active != belief.active:
            active = _listed(active, weapon, listed=belief.active)
        return replace(self, beliefs=put(self.beliefs, weapon, belief), active=active)

    def with_lot(self, lot: Lot) -> State:
        """Return the state with one lot replaced; every change of a lot goes through here."""
        active = _listed(self.active_lots, lot.id, listed=lot.active)
        return replace(self, lots=put(self.lots, lot.id, lot), active_lots=active)

    def local_date(self, at: datetime) -> date:
        """Return the calendar date of ``at`` where the set is."""
        return (at + timedelta(minutes=self.offset_minutes)).date()

    def is_today(self, at: datetime, now: datetime) -> bool:
        """Whether ``at`` lies in the shooting day that is going on at ``now``.

        While a day is open: anything since it was opened, or on the calendar date on which it was opened. Before
        one is opened: the same calendar date.
        """
        if self.day.open and self.day.opened_at is not None:
            opened = self.day.opened_at
            return at >= opened or self.local_date(at) == self.local_date(opened)
        return self.local_date(at) == self.local_date(now)

    def plans_for(self, weapon: str, scene: str, now: datetime) -> tuple[ShotPlan, ...]:
        """Return today's plans for a weapon; with a scene, only that scene's."""
        return tuple(
            plan
            for plan in self.plans.values()
            if plan.act.weapon == weapon
            and (not scene or plan.act.scene == scene)
            and self.is_today(plan.at, now)
        )

    def believed(self, weapon: str) -> Belief:
        """Return what is believed of a weapon; of one never heard of, nothing."""
        return self.beliefs.get(weapon) or Belief()


def _listed(names: tuple[str, ...], name: str, *, listed: bool) -> tuple[str, ...]:
    if listed == (name in names):
        return names
    return (*names, name) if listed else tuple(each for each in names if each != name)
