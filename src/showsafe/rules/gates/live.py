"""Is there a live, loose, unlabelled, home-made or unidentified round anywhere in the set's record?

Documented in docs/rules/live.md; the two change together.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar

from showsafe.domain import words
from showsafe.domain.acts import Act
from showsafe.domain.described import lot_from
from showsafe.domain.state import State
from showsafe.domain.things import Lot, Paper
from showsafe.rules.decision import Finding, Weight
from showsafe.rules.gate import Gate, note, refuse
from showsafe.rules.profile import Profile

ARRIVING = ("register", "bring", "receive")


class Live(Gate):
    """No live, loose, unlabelled, home-made or unidentified round anywhere in the set's record."""

    id = "live"
    protects = "a live round is never fired, and no act moves one into a weapon or box"
    codes: ClassVar = {
        "found": refuse(
            "A live or unidentified round was found in {where} and that is still open.",
            "Quarantine {where}; then custodian and an outside reviewer release the set.",
            "CA-9155(a)",
            "IWLMSC-1/LIVE",
            "ON-39(2)",
        ),
        "bad-lot": refuse(
            "{lot} is on set and nobody can say what its rounds are: {why}.",
            "Quarantine it.",
            "IWLMSC-1/LIVE",
            "CA-9155(a)",
        ),
        "arriving": refuse(
            "What comes in as {lot} is live or unidentified.",
            "It does not come on set: turn it away, or quarantine it.",
            "CA-9155(a)",
            "IWLMSC-1/LIVE",
        ),
        "exception": note(
            "A declared exception covers {where}: {number}, {place}, approved by {approver}, medic {medic}.",
            "It covers that place and nothing else.",
            "CA-9155(a)",
            "CA-9155(b)",
        ),
    }

    def look(self, state: State, act: Act, profile: Profile, now: datetime) -> Iterator[Finding]:
        """Yield every live find that is open, and every lot of which nobody can say what it is."""
        for find in state.live:
            yield from self._unless_excepted(
                state, profile, now, find.where, self.find("found", where=find.where)
            )
        coming = act.lot if act.kind in ARRIVING else ""
        for lot in (state.lots[name] for name in state.active_lots):
            if lot.bad and lot.id != coming:
                finding = self.find("bad-lot", lot=lot.id, why=_why(lot))
                yield from self._unless_excepted(state, profile, now, lot.container, finding)
        if coming:
            arriving = lot_from(act, state.lots.get(coming))
            if arriving.kind == "unidentified":
                yield self.find("arriving", lot=coming)
            elif arriving.state in words.BAD_LOT_STATES:
                yield self.find("bad-lot", Weight.NOTE, lot=coming, why=arriving.state)

    def _unless_excepted(
        self, state: State, profile: Profile, now: datetime, where: str, finding: Finding
    ) -> Iterator[Finding]:
        paper = _exception_for(state, profile, now, where)
        if paper is None:
            yield finding
            return
        names = {
            "number": paper.number,
            "place": paper.place,
            "approver": paper.approver,
            "medic": paper.medic,
        }
        yield self.find("exception", where=where, **names)


def _exception_for(state: State, profile: Profile, now: datetime, where: str) -> Paper | None:
    """An exception holds only with its sub-paragraph, place, approver and medic, for that place, today."""
    paper = state.papers.get("day/live-exception")
    if paper is None or paper.at is None or not paper.place:
        return None
    holds = (
        paper.number in profile.live_exceptions
        and state.is_today(paper.at, now)
        and paper.approver in state.people
        and paper.medic in state.people
        and where == paper.place
    )
    return paper if holds else None


def _why(lot: Lot) -> str:
    return lot.state if lot.state in words.BAD_LOT_STATES else "unidentified"
