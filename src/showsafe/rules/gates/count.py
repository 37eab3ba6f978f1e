"""Does the account of a lot hold: counted apart, no more taken than there is, no difference closed by its own owner?

Documented in docs/rules/count.md; the two change together.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import ClassVar

from showsafe.domain import counting, words
from showsafe.domain.acts import LEAVING, Act
from showsafe.domain.counted import BOX, GUN, LOT, SAMPLE, Discrepancy, key_of
from showsafe.domain.counting_acts import DISPOSING, OF_A_DISCREPANCY
from showsafe.domain.state import State
from showsafe.domain.things import Lot
from showsafe.rules.decision import Finding
from showsafe.rules.facts import lot_of, person
from showsafe.rules.gate import Gate, note, refuse
from showsafe.rules.profile import Profile

KEEPING = "keep-sample"
"""A sample may be what a difference is cleared up with: it is kept while one is open."""

KEEPERS = frozenset({"producer", "production-manager", "safety-advisor", *words.CUSTODIAN_ROLES})
"""Whose roles keep samples: a custodian's, the safety advisor's, or the production office's."""

MOST_SAMPLES = 3
"""So many samples of a lot are kept at most while a difference of it is open: our own figure."""

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
        "not-all-there": refuse(
            "{count} rounds of {lot} are not with it: {where}.",
            "Take them out of the weapons, and destroy or return the samples; or send back the rest by number.",
            "IWLMSC-1/CLEAN-COUNT",
        ),
        "too-old": note(
            "{lot} moved at {moved}, after the time that is said of this count; it settles nothing.",
            "Look at the clock of the device, and count it again apart.",
            "IWLMSC-1/CLEAN-COUNT",
        ),
        "sample-keeper": refuse(
            "{who} is no custodian, and not of the office; samples are kept by one who answers for them.",
            "Name a custodian, the safety advisor, or somebody of the production office.",
            "STAGE/TWO-SIGN",
        ),
        "too-many-samples": refuse(
            "{count} samples of {lot} would be kept while a difference is open; {most} are enough to look into it.",
            "Keep fewer, or close the difference first.",
            "IWLMSC-1/CLEAN-COUNT",
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
        "names-another": refuse(
            "{who} owned or counted this difference, and names {person} as its owner.",
            "Somebody with no part in it names who owns it; anybody can take it on themselves.",
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
        "strange": refuse(
            "A round too many, or a live one, was in {lot}, and not every round has been proven since.",
            "Two people prove the whole box round by round; only then can a round be one that was missing.",
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
        if act.kind == "recount":
            yield from self._too_old(state, act)
        if lot.gone and act.kind not in LEAVING:
            yield self.find("gone", lot=lot.id, to=lot.gone)
        if act.kind in DISPOSING:
            yield from self._taken(state, act, lot)
        if act.kind == KEEPING:
            yield from self._kept(state, act, lot)
        elif act.kind in (*DISPOSING, *LEAVING):
            yield from self._open(state, lot)
        if act.kind in LEAVING:
            yield from self._not_with_it(state, lot)

    def _too_old(self, state: State, act: Act) -> Iterator[Finding]:
        known = state.counts.get(act.lot)
        if known is not None and known.moved_at is not None and act.at < known.moved_at:
            moved = (known.moved_at + timedelta(minutes=state.offset_minutes)).strftime("%H:%M:%S")
            yield self.find("too-old", lot=act.lot, moved=moved)

    def _kept(self, state: State, act: Act, lot: Lot) -> Iterator[Finding]:
        if not set(person(state, act.holder).roles) & KEEPERS:
            yield self.find("sample-keeper", who=act.holder)
        more = 0 if act.pile == SAMPLE else act.count or 0
        if lot.sampled + more > MOST_SAMPLES and any(self._open(state, lot)):
            yield self.find("too-many-samples", count=lot.sampled + more, lot=lot.id, most=MOST_SAMPLES)

    def _not_with_it(self, state: State, lot: Lot) -> Iterator[Finding]:
        guns = counting.in_weapons(state, lot.id) + counting.faulty_in_weapons(state, lot.id)
        parts = ((guns, "in weapons"), (lot.sampled, "kept as samples"))
        where = " and ".join(f"{count} {words}" for count, words in parts if count)
        if where:
            yield self.find("not-all-there", count=guns + lot.sampled, lot=lot.id, where=where)

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
        elif act.person != act.by and act.by in (*known.owners, *known.counted_by):
            yield self.find("names-another", who=act.by, person=act.person)

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
        elif found and self._strange(state, lot):
            yield self.find("strange", lot=lot.id)
        elif lot.unaccounted > found:
            yield self.find("not-reconciled", count=lot.unaccounted - found, lot=lot.id)

    def _strange(self, state: State, lot: Lot) -> bool:
        known = state.counts.get(lot.id)
        return (known is not None and known.strange) or any(find.where == lot.id for find in state.live)
