"""Events: what became of an act, in the past tense, with everything that ``apply`` needs and nothing else.

Permitted, held and refused asks are all events, and so is every report. ``kind`` is a permanent string with a
version; it is never the name of a class.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from showsafe.domain.acts import KINDS, Act

ASK = "ask"
REPORT = "report"

PERMIT = "permit"
HOLD = "hold"
REFUSE = "refuse"
RECORD = "record"

SOON = timedelta(seconds=30)
"""Ours: an ask that was no longer on its way is of when it is answered; clocks of phones are apart by less."""

LATE = timedelta(minutes=10)
"""Ours: what is told later than this after it was done is history; it voids, holds and counts, and proves nothing."""


@dataclass(frozen=True, slots=True)
class Did:
    """What the gates said of one step of a cycle that is reported, and which of them refused or held.

    Of a cycle that is asked and refused: ``record`` where the step counts as done, ``refuse`` where it does not.
    """

    would: str
    gates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One record's meaning.

    ``number`` is the record's number in the ledger. ``outcome`` is the answer to an ask, or ``record`` for a report;
    ``would`` is what the gates said either way. ``gates`` are those that refused or held, ``codes`` what they
    said against it. ``completes`` is the held or
    overridden act that a confirm or override lets happen. ``sealed`` names the personal keys of the act, or of the one
    that it completes, each with the commitment that stands in the record for its value. ``did`` says of each step of a
    reported cycle, and of each weapon of an issued file, what the gates said; of a refused cycle, which of its steps
    count; of any other, all were permitted.
    """

    number: int
    act: Act
    door: str
    outcome: str
    would: str
    at: datetime
    gates: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    completes: Act | None = None
    sealed: tuple[tuple[str, str], ...] = ()
    did: tuple[Did, ...] = ()
    version: int = 1

    @property
    def kind(self) -> str:
        """The permanent name in the past tense."""
        return KINDS[self.act.kind].event

    @property
    def deviation(self) -> bool:
        """Whether this is a report of something that a gate would have refused."""
        return self.door == REPORT and self.would == REFUSE

    @property
    def happened(self) -> bool:
        """Whether the act took place: reported, or asked and permitted."""
        return self.door == REPORT or self.outcome in (PERMIT, RECORD)

    @property
    def late(self) -> bool:
        """Whether it is told so long after it was done that it says nothing of how things are now."""
        return self.at - self.act.at > LATE

    @property
    def of(self) -> datetime:
        """Of when it is, against what the node has heard since: an ask that came soon is of now."""
        soon = self.door == ASK and self.at - self.act.at <= SOON
        return max(self.at, self.act.at) if soon else self.act.at

    @property
    def proves(self) -> bool:
        """Whether it can prove anything of now: done as the rules permit in full, and told at once."""
        return self.good and not self.late

    @property
    def good(self) -> bool:
        """Whether it took place in a way that the rules permit in full."""
        return self.happened and self.would == PERMIT

    @property
    def counts(self) -> tuple[int, ...]:
        """The places, from 1, of the steps of a refused cycle that count as done."""
        return tuple(place for place, each in enumerate(self.did, start=1) if each.would == RECORD)
