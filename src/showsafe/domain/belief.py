"""What the record believes of one weapon: contents, proofs, hands, and what stands against it.

*Cold* and *hot* are never stored: they are spoken words derived from this value (see ``spoken``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from showsafe.domain.changing import replace
from showsafe.domain.proof import Proof
from showsafe.domain.things import Cartridge


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """An open offer: from whom to whom, since which record."""

    from_: str
    to: str
    record: int
    scene: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """Who said, at the hand-over to ``user``, that they watched the weapon since its check or load."""

    user: str
    watcher: str
    record: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The word that was spoken over the weapon, and by whom."""

    word: str
    by: str
    record: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """The load that is in it: by whom, when, how many of what."""

    by: str
    custodian: bool
    at: datetime
    record: int
    kind: str
    size: str
    count: int
    taken: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """One use, from the first take or discharge until weapon, bore and counts are closed again."""

    record: int
    back: bool = False
    cleared: bool = False
    bore_looked: bool = False
    counted: bool = False
    fired: int = 0

    @property
    def closed(self) -> bool:
        """Whether nothing of it is open: back, cleared, bore looked at, and what was fired counted by two."""
        return self.back and self.cleared and self.bore_looked and (self.counted or not self.fired)


@dataclass(frozen=True, slots=True, kw_only=True)
class Take:
    """A take or rehearsal that no cut has ended yet."""

    user: str
    scene: str
    record: int
    shots: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A misfire, drop, unplanned discharge or obstructed bore that nobody has released yet.

    ``involved`` are those who had a part in it: who held it, who issued it, who reported it. ``earlier`` are those that
    were open already when it came: a drop neither shortens the wait of a misfire nor stands in for the review of an
    unplanned shot.
    """

    kind: str
    at: datetime
    record: int
    by: str
    cleared: bool = False
    involved: tuple[str, ...] = ()
    earlier: tuple[Fault, ...] = ()

    @property
    def all(self) -> tuple[Fault, ...]:
        """Every fault that is open, the latest first."""
        return (self, *self.earlier)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """Why one weapon is held after a deviation or a contradiction, since which record, and when that was heard."""

    why: str
    record: int
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Belief:
    """Everything the record believes of one weapon now.

    ``fed`` are the lots of what was last loaded.
    ``came_out`` is what the last unload or clear took out: the same unload said again, by two, is no second one.
    ``contents`` is what was last said to be in it; it counts only while ``proof`` stands. ``gated`` is True while it
    has moved only by hand-overs that the rules permit since its contents were last proven or loaded. ``moved`` is when
    hands, place, contents or proof of it last changed, as it was said, and no later than the node heard of it.
    ``disturbed`` is when the node last heard of what no look of before can have seen: mud, a shot, a misfire, a fall,
    an obstruction, a live round.
    """

    contents: tuple[Cartridge, ...] = ()
    came_out: tuple[Cartridge, ...] = ()
    fed: tuple[str, ...] = ()
    proof: Proof | None = None
    bore: Proof | None = None
    said: Said | None = None
    loaded: Loaded | None = None
    shown_to: tuple[str, ...] = ()
    shown_declined: tuple[str, ...] = ()
    watched: Watched | None = None
    declined_by: tuple[str, ...] = ()
    holder: str = ""
    since: datetime | None = None
    issued_by: str = ""
    container: str = ""
    place: str = ""
    preset: str = ""
    gone: str = ""
    gated: bool = True
    locked_empty: bool = False
    offer: Offer | None = None
    take: Take | None = None
    use: Use | None = None
    uncounted: tuple[str, ...] = ()
    fault: Fault | None = None
    holds: tuple[Hold, ...] = ()
    quarantined: bool = False
    frozen: bool = False
    isolated: bool = False
    seal: str = ""
    magazine: str = ""
    seen_on_set: bool = False
    moved: datetime | None = None
    disturbed: datetime | None = None

    def open_fault(self, kind: str) -> Fault | None:
        """Return the latest open fault of one kind, or None."""
        faults = self.fault.all if self.fault else ()
        return next((fault for fault in faults if fault.kind == kind), None)

    def with_fault(self, fault: Fault) -> Belief:
        """Return the belief with one more fault open; those before it stay open too."""
        before = self.fault.all if self.fault else ()
        earlier = tuple(replace(each, earlier=()) for each in before)
        return replace(self, fault=replace(fault, earlier=earlier))

    @property
    def standing(self) -> tuple[object, ...]:
        """What a look is a look at: where the weapon is, and what was last known of it."""
        voided = self.proof.voided_by if self.proof else 0
        return (
            self.holder,
            self.since,
            self.container,
            self.place,
            self.gone,
            self.contents,
            self.magazine,
            voided,
        )

    def moved_after(self, at: datetime) -> bool:
        """Whether it moved, or what is known of it changed, later than this."""
        return self.moved is not None and at < self.moved

    def disturbed_after(self, at: datetime) -> bool:
        """Whether something came on record later than this that no look of this time can have seen."""
        return self.disturbed is not None and at < self.disturbed

    def seen_before(self, at: datetime) -> bool:
        """Whether a look of this time is of the weapon as it was, before it moved or something happened to it."""
        return self.moved_after(at) or self.disturbed_after(at)

    @property
    def active(self) -> bool:
        """Whether it is anything but quietly locked away: in hands, lying somewhere, or with a fault."""
        return not self.gone and (not self.container or self.fault is not None)
