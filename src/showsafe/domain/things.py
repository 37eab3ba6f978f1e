"""What is on set: weapons, cartridges, lots, containers, people. Frozen values without behaviour of their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from showsafe.domain import words
from showsafe.domain.proof import Proof


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """A paper that says a person may do something: its kind, the class it covers, its last day."""

    kind: str
    class_: str = "any"
    number: str = ""
    expires: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A paper about a weapon (deactivation, conversion, proof) and its last day."""

    kind: str
    number: str = ""
    expires: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody on this production, by id: what they may do and what they were shown. Never a score.

    ``age`` in whole years; None where nobody said it. One who was ``erased`` keeps the id alone until enrolled anew.
    ``named`` is of when their roles, or that they are prohibited, were last said, and ``staffed`` their duties.
    """

    id: str
    roles: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()
    credentials: tuple[Credential, ...] = ()
    instructed: tuple[str, ...] = ()
    age: int | None = None
    prohibited: bool = False
    papers: tuple[str, ...] = ()
    name: str = ""
    contact: str = ""
    erased: bool = False
    named: datetime | None = None
    staffed: datetime | None = None

    @property
    def custodian(self) -> bool:
        """Whether one of their roles may have a weapon in charge."""
        return any(role in words.CUSTODIAN_ROLES for role in self.roles)

    @property
    def of_department(self) -> bool:
        """Whether one of their roles belongs to those who supply, prepare and load."""
        return any(role in words.DEPARTMENT_ROLES for role in self.roles)

    @property
    def may_release_frozen(self) -> bool:
        """Whether they may release or review what is frozen: they answer for the production, from outside."""
        return self.outside_department and any(role in words.OUTSIDE_ROLES for role in self.roles)

    @property
    def outside_department(self) -> bool:
        """Whether none of their roles belongs to those who supply, prepare and load."""
        return bool(self.roles) and not any(role in words.DEPARTMENT_ROLES for role in self.roles)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weapon:
    """Anything in scope that looks like a weapon, as it was put on record. No class is exempt from custody.

    ``tag`` is a name on it, never a proof that it is there; ``feed`` how it is fed; ``barrel`` whether it is *open* or
    *plugged*, where somebody said so. ``capacity`` is the number of places for a cartridge; ``takes`` lists further
    calibres that fit it.
    """

    id: str
    class_: str = "live-capable"
    action: str = "none"
    calibre: str = ""
    capacity: int = 0
    serial: str = ""
    maker: str = ""
    model: str = ""
    owner: str = ""
    tag: str = ""
    feed: str = ""
    barrel: str = ""
    permit_class: str = ""
    last_service: date | None = None
    takes: tuple[str, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    modified: bool = False
    enrolled: bool = True

    @property
    def fires(self) -> bool:
        """Whether it can hold a cartridge and fire it."""
        return self.class_ in words.FIRING_CLASSES

    @property
    def discharges(self) -> bool:
        """Whether something can come out of its muzzle."""
        return self.class_ in words.DISCHARGING_CLASSES

    @property
    def takes_rounds(self) -> bool:
        """Whether a cartridge, at least a dummy, can be put into it at all."""
        return self.fires or (self.class_ in ("replica", "deactivated") and self.capacity > 0)

    @property
    def type(self) -> str:
        """What a person is instructed on: the action, or the class where there is no action."""
        return self.class_ if self.action == "none" else self.action


@dataclass(frozen=True, slots=True, kw_only=True)
class Cartridge:
    """One round in one place of a weapon, as the record believes it.

    ``place`` is ``chamber:3``, ``magazine:1``, ``tube:2``, ``belt:17`` or ``barrel:1``; ``state`` is *ready*,
    *spent* (fired, the case still there) or *faulty* (struck, did not fire). ``proven`` says whether it came from
    proven rounds in a load that the rules permit.
    """

    place: str
    lot: str
    kind: str
    size: str = ""
    state: str = "ready"
    proven: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """A box of one kind of round, every round of it always accounted for.

    ``kept_in`` is the container that it was last taken out of.
    ``total`` + ``surplus`` (counted too many) = ``box`` + those in weapons + ``spent`` + ``faulty`` + ``ejected``
    + ``destroyed`` + ``sampled`` (kept as a sample) + ``returned`` (to the supplier) + ``missing`` + ``unaccounted``
    (a difference that nobody has closed yet). ``proven`` of those in the box have been proven
    one by one by two people; ``by_difference`` of those spent were never counted as shots: an automatic's count is
    what went in less what came out, and says so.
    """

    id: str
    kind: str = "unidentified"
    size: str = ""
    calibre: str = ""
    closure: str = ""
    barrel: str = ""
    state: str = "sealed"
    supplier: str = ""
    maker: str = ""
    total: int = 0
    box: int = 0
    proven: int = 0
    spent: int = 0
    by_difference: int = 0
    faulty: int = 0
    ejected: int = 0
    destroyed: int = 0
    sampled: int = 0
    returned: int = 0
    surplus: int = 0
    missing: int = 0
    unaccounted: int = 0
    on_set: bool = True
    proof: Proof | None = None
    tainted: str = ""
    quarantined: bool = False
    holds: tuple[str, ...] = ()
    frozen: bool = False
    holder: str = ""
    container: str = ""
    kept_in: str = ""
    gone: str = ""
    seal: str = ""
    offered_to: str = ""

    @property
    def bad(self) -> bool:
        """Whether nobody can say what its rounds are."""
        return self.kind not in words.USABLE_KINDS or self.state in words.BAD_LOT_STATES

    @property
    def loose(self) -> bool:
        """Whether it has rounds in its box and is on set in no container."""
        return self.on_set and self.box > 0 and not (self.container or self.gone or self.quarantined)

    @property
    def active(self) -> bool:
        """Whether it is anything but quietly locked away: loose, or on set with nobody able to say what it is."""
        return self.loose or (self.on_set and self.bad and not self.quarantined and not self.gone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """A safe, cart or box, and who may open it (nobody named: any custodian)."""

    id: str
    kind: str = "safe"
    openers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A permit, notice or appointment on record: its number, what it is about, its last day."""

    kind: str
    number: str = ""
    about: str = "day"
    expires: date | None = None
    record: int = 0
    at: datetime | None = None
    place: str = ""
    approver: str = ""
    medic: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A public key that may sign records: whose it is, since which record, and until which one (0: still).

    ``of`` is a person, ``device:NAME``, or ``node`` for the keys of the node that keeps this ledger.
    """

    id: str
    of: str
    algorithm: str
    public: str
    since: int
    until: int = 0

    @property
    def holds(self) -> bool:
        """Whether it was neither revoked nor replaced."""
        return not self.until
