"""What is kept of counts beside the account of a lot: when it was last counted, cases, samples, differences.

No gate of a weapon asks for any of it. A *discrepancy* is opened by the program wherever a count differs; it has an
owner, and another person closes it with a reason. Its numbers stay in the account, whatever is said of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

BOX, FAULTY, SAMPLE = "box", "faulty", "sample"
PILES = (BOX, FAULTY, SAMPLE)
"""Where rounds can lie outside weapons: in the box, apart because they did not fire, kept as a sample."""

CUSTODIAN, BREAK, WRAP = "custodian", "break", "wrap"
"""Why a lot is to be counted: it has another custodian, a break was called, it was used on the day that ends."""

LOT, GUN = "lot", "weapon"
"""What a difference is of."""

SHORT, OVER, APART, CASES, WEAPON = "short", "over", "apart", "cases", "weapon"
"""Fewer rounds than the record has; more; two counts that differ; more cases than shots; a weapon's own count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Why a lot is to be counted, since which record, and since when: only a count of then or later is the one."""

    why: str
    record: int
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """Rounds of a lot that are kept: by whom, where, since which record."""

    count: int
    holder: str
    place: str
    record: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LotCount:
    """What is kept of the counts of one lot.

    ``custodian`` is who had it last; ``record`` and ``at`` are of the last count in which two people found the same.
    ``moved`` is the record that last changed its account or its hands, ``moved_at`` when that was, as it was said.
    ``doubted_at`` is when the node last heard why its rounds are in doubt: no test of before that proves them.
    ``cases`` are the fired cases that were counted in; ``over`` is what two people, apart, counted too many in the box
    while as many were missing: only that can be a missing round found again, and not before the box is proven round by
    round (``strange`` until then).
    """

    custodian: str = ""
    record: int = 0
    at: datetime | None = None
    moved: int = 0
    moved_at: datetime | None = None
    doubted_at: datetime | None = None
    due: tuple[Due, ...] = ()
    cases: int = 0
    over: int = 0
    strange: bool = False
    samples: tuple[Sample, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Every round that went into one weapon since it came, and where it went.

    ``loaded`` + ``extra`` (found in it, and nobody had loaded them) = ``fired`` + ``out`` (unfired and faulty ones that
    came out) + ``lost`` (believed in it and not found) + those in it now. ``unexplained`` shots are of no round that
    the record has, and in no sum.
    """

    loaded: int = 0
    extra: int = 0
    fired: int = 0
    out: int = 0
    lost: int = 0
    unexplained: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Discrepancy:
    """A count that differs, open until somebody other than its owners and counters closes it.

    ``of`` is the act that showed it, ``thing`` *lot* or *weapon*, ``name`` which one; ``count`` so many rounds, 0 where
    nobody can say. ``owners`` is everybody who ever owned it, the one who does now last; ``counted_by`` who counted.
    """

    of: str
    thing: str
    name: str
    why: str
    count: int
    says: str
    record: int
    at: datetime
    owners: tuple[str, ...] = ()
    counted_by: tuple[str, ...] = ()

    @property
    def owner(self) -> str:
        """Who owns it now, or "" where nobody does."""
        return self.owners[-1] if self.owners else ""


def key_of(of: str, thing: str, name: str) -> str:
    """Return under what a discrepancy is kept: one act can show one of several things."""
    return f"{of} {thing} {name}"
