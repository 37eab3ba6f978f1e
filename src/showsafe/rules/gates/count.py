"""Does the account of a lot hold: counted apart, no more taken than there is, no difference closed by its own owner?

Documented in docs/rules/count.md; the two change together.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar

from showsafe.domain import counting
from showsafe.domain.acts import LEAVING, Act
from showsafe.domain.counted import BOX, GUN, LOT, Discrepancy, key_of
from showsafe.domain.counting_acts import DISPOSING, OF_A_DISCREPANCY
from showsafe.domain.state import State
from showsafe.domain.things import Lot
from showsafe.rules.decision import Finding
from showsafe.rules.facts import lot_of
from showsafe.rules.gate import Gate, refuse
from showsafe.rules.profile import Profile

KEEPING = "keep-sample"
"""A sample may be what a difference is cleared up with: it is kept while one is open."""

PILE_NAMES = {"box": "the box", "faulty": "those that did not fire", "sample": "the samples"}


class Count(Gate):
    """Does the account hold: counted apart, no more taken than there is, no difference closed by its own owner?"""

    id = "count"
    protects = "no round is lost among papers: what is missing stays so until another person closes it"
    codes: ClassVar = {
        "not-apart": refuse(
            "{who} is named as the second person, and nobody says what {who} counted.",
            "Both count, each alone; then both numbers are said.",
            "STAGE/TWO-SIGN",
        ),
        "gone": refuse(
            "{lot} left the unit, to {to}.",
            "If it is back, bring it in first, as what has come in.",
            "IWLMSC-1/CLEAN-COUNT",
        ),
        "locked": refuse(
            "{lot} is locked in {container} by the record, and {by} takes rounds from it.",
            "Take it out first, with a second person, and record it.",
            "IWLMSC-1/STORE-SPLIT",
        ),
        "none-said": refuse(
            "Nobody says how many rounds.",
            "Count them, and say the number.",
            "STAGE/TWO-SIGN",
        ),
        "not-there": refuse(
            "{count} are said, and the record has {there} of {lot} among {pile}.",
            "Count again apart, with a second person; what differs is then on record.",
            "IWLMSC-1/CLEAN-COUNT",
            "STAGE/TWO-SIGN",
        ),
        "open": refuse(
            "A difference of {lot} is open since record {record}: {what}.",
            "Its owner searches; another person closes it. Until then all of the lot stays here.",
            "IWLMSC-1/CLEAN-COUNT",
            "UK-NOS-SKSAR8/recover",
        ),
        "none-open": refuse(
            "No such difference of {thing} is open.",
            "Look at the list of what is open, and name the act that showed it.",
        ),
        "nobody-owns-it": refuse(
            "Nobody owns the difference of {thing} yet.",
            "Name a person who searches and answers for it; then another one closes it.",
            "STAGE/TWO-SIGN",
        ),
        "closes-own": refuse(
            "{who} owned or counted this difference, and cannot be the one who closes it.",
            "Somebody with no part in it closes it.",
            "STAGE/TWO-SIGN",
        ),
        "not-reconciled": refuse(
            "{count} rounds of {lot} are still not accounted for.",
            "Search, then reconcile with a second person; a missing round is closed as missing, or found again.",
            "IWLMSC-1/CLEAN-COUNT",
            "STAGE/TWO-SIGN",
        ),
        "not-found-again": refuse(
            "{count} are said to be found again; {over} of {lot} were counted too many, and {gap} are missing.",
            "Put them in the box, and let two people count it apart; then say it again.",
            "IWLMSC-1/CLEAN-COUNT",
        ),
    }

    def look(self, state: State, act: Act, profile: Profile, now: datetime) -> Iterator[Finding]:  # noqa: ARG002
        """Yield what stands against a count, against rounds that leave, or against closing a difference."""
        lot = lot_of(state, act)
        if act.kind in OF_A_DISCREPANCY:
            yield from self._discrepancy(state, act, lot)
            return
        if act.kind == "recount" and act.witness and act.witness_seen is None:
            yield self.find("not-apart", who=act.witness)
        if lot is None:
            return
        if lot.gone and act.kind not in LEAVING:
            yield self.find("gone", lot=lot.id, to=lot.gone)
        if act.kind in DISPOSING:
            yield from self._taken(state, act, lot)
        if act.kind in (*DISPOSING, *LEAVING) and act.kind != KEEPING:
            yield from self._open(state, lot)

    def _taken(self, state: State, act: Act, lot: Lot) -> Iterator[Finding]:
        pile = act.pile or BOX
        there = counting.pile_of(state, lot, pile)
        if not act.count:
            yield self.find("none-said")
        elif act.count > there:
            yield self.find("not-there", count=act.count, there=there, lot=lot.id, pile=PILE_NAMES[pile])
        if pile == BOX and lot.container:
            yield self.find("locked", lot=lot.id, container=lot.container, by=act.by)

    def _open(self, state: State, lot: Lot) -> Iterator[Finding]:
        for each in state.discrepancies.values():
            if each.thing == LOT and each.name == lot.id:
                yield self.find("open", lot=lot.id, record=each.record, what=each.says)

    def _discrepancy(self, state: State, act: Act, lot: Lot | None) -> Iterator[Finding]:
        name = act.lot or act.weapon
        known = state.discrepancies.get(key_of(act.of_act, LOT if act.lot else GUN, name))
        if known is None:
            yield self.find("none-open", thing=name)
        elif act.kind == "close-discrepancy":
            yield from self._closing(state, act, known, lot)

    def _closing(self, state: State, act: Act, known: Discrepancy, lot: Lot | None) -> Iterator[Finding]:
        if not known.owner:
            yield self.find("nobody-owns-it", thing=known.name)
        if act.by in (*known.owners, *known.counted_by):
            yield self.find("closes-own", who=act.by)
        if lot is None:
            return
        found, gap = act.count or 0, lot.unaccounted + lot.missing
        over = min(state.counts[lot.id].over if lot.id in state.counts else 0, lot.surplus)
        if found > min(over, gap):
            yield self.find("not-found-again", count=found, over=over, lot=lot.id, gap=gap)
        elif lot.unaccounted > found:
            yield self.find("not-reconciled", count=lot.unaccounted - found, lot=lot.id)
