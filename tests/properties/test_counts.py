"""Any order of acts with counts among them: every account sums, and no round is lost without a difference on record."""

from __future__ import annotations

from typing import Any

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from showsafe.domain.counted import PILES, Tally
from showsafe.domain.counting import pile_of
from showsafe.domain.events import ASK, REPORT
from showsafe.domain.state import State
from tests.properties import world
from tests.simulator import FilmSet

SETTINGS = settings(
    max_examples=40,
    stateful_step_count=40,
    derandomize=True,
    deadline=None,
    database=None,
    phases=(Phase.explicit, Phase.generate),
)
COUNTS = (
    *("recount", "recount", "recount-apart", "destroy-rounds", "keep-sample", "return-rounds"),
    *("count-cases", "call-break", "own-discrepancy", "close-discrepancy", "close-discrepancy"),
)
OTHERS = (
    *("load", "load", "unload", "clear", "discharge", "misfire", "check", "reconcile", "take", "collect"),
    *("lot-unlock", "lot-collect", "lot-lock", "prove", "hand-over", "unplanned-discharge", "release"),
)
WHO = ("armorer", "armorer", "prop-master", "assistant", "safety", "first-ad", "grip")


def gap(state: State, lot: str) -> int:
    """Return how many rounds of a lot are missing, closed or not."""
    return state.lots[lot].missing + state.lots[lot].unaccounted


def said_of(day: FilmSet, kind: str, draw: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return an act of counting and its keys, from what was drawn."""
    lot, pile, count = day.lot(draw["lot"]), draw["pile"], draw["count"]
    two = {"lot": lot.id, "pile": pile, **({"witness": draw["witness"]} if draw["witness"] else {})}
    there = pile_of(day.state, lot, pile)
    open_ones = list(day.state.discrepancies.values())
    if kind.startswith("recount"):
        seen = max(there + count - 4, 0) if draw["flag"] else there
        other = seen + 1 if kind == "recount-apart" else seen
        return "recount", {**two, "seen": seen, **({"witness_seen": other} if draw["witness"] else {})}
    if kind in ("own-discrepancy", "close-discrepancy"):
        if not open_ones:
            return "call-break", {}
        each = open_ones[count % len(open_ones)]
        about = {each.thing: each.name, "of": each.of}
        if kind == "own-discrepancy":
            return kind, {**about, "person": draw["other"]}
        return kind, {**about, "reason": "searched", **({"count": 1} if draw["flag"] else {})}
    table: dict[str, dict[str, Any]] = {
        "destroy-rounds": two,
        "keep-sample": {**two, "holder": "safety", "place": "an envelope"},
        "return-rounds": {**two, "supplier": "supplier"},
        "count-cases": {name: value for name, value in two.items() if name != "pile"},
        "call-break": {},
    }
    return kind, table[kind] | ({} if kind == "call-break" else {"count": count})


class Counting(RuleBasedStateMachine):
    """A set on which everybody counts, takes, closes and denies; the accounts are looked at after every act."""

    def __init__(self) -> None:
        super().__init__()
        self.day: FilmSet = world.morning().drawn("dummies", "blanks")
        self.before = self.day.state

    @rule(
        kind=st.sampled_from((*COUNTS, *OTHERS)),
        by=st.sampled_from(WHO),
        door=st.sampled_from((ASK, ASK, REPORT)),
        weapon=st.sampled_from(("revolver", "rifle")),
        lot=st.sampled_from(("dummies", "blanks")),
        pile=st.sampled_from((*PILES, "box", "box")),
        other=st.sampled_from(WHO),
        witness=st.sampled_from(("assistant", "prop-master", "safety", "armorer", "")),
        count=st.integers(min_value=0, max_value=9),
        flag=st.booleans(),
        seconds=st.sampled_from((0, 1, 40)),
    )
    def act(self, kind: str, by: str, door: str, seconds: int, **draw: Any) -> None:  # noqa: ANN401
        """Somebody does something."""
        self.before = self.day.state
        name, keys = (said_of if kind in COUNTS else world.said_of)(self.day, kind, draw)
        self.day.later(seconds).through(door, self.day.act(name, by, **keys))

    @invariant()
    def accounts_sum(self) -> None:
        """Every round of every lot is somewhere, and nothing is below zero."""
        world.lots_sum(self.day)
        for lot in self.day.state.lots.values():
            kept = self.day.state.counts.get(lot.id)
            assert lot.sampled == (sum(each.count for each in kept.samples) if kept else 0), lot
            assert kept is None or 0 <= kept.over <= lot.surplus, lot

    @invariant()
    def weapons_sum(self) -> None:
        """What went into a weapon was fired, came out, was not found, or is in it."""
        for name, belief in self.day.state.beliefs.items():
            tally = self.day.state.tallies.get(name, Tally())
            inside = sum(1 for each in belief.contents if each.state != "spent")
            into = tally.loaded + tally.extra
            assert into == tally.fired + tally.out + tally.lost + inside, (name, tally)
            assert tally.unexplained >= 0

    @invariant()
    def no_gap_without_a_difference(self) -> None:
        """A round that went missing has a difference of this record, and only a close ends a gap."""
        state, number = self.day.state, self.day.state.last_record
        opened = {each.name for each in state.discrepancies.values() if each.record == number}
        act = self.day.steps[-1].event.act
        for name in state.lots:
            more = gap(state, name) - gap(self.before, name)
            assert more <= 0 or name in opened, (name, act)
            assert more >= 0 or act.kind == "close-discrepancy", (name, act)
            over = state.lots[name].surplus - self.before.lots[name].surplus
            assert over <= 0 or name in opened, (name, act)
            assert over >= 0 or act.kind == "close-discrepancy", (name, act)

    @invariant()
    def differences_are_closed_by_others(self) -> None:
        """A difference that is not there any more was closed, asked or told, by somebody with no part in it."""
        event = self.day.steps[-1].event
        for key, was in self.before.discrepancies.items():
            if key in self.day.state.discrepancies:
                continue
            assert event.act.kind == "close-discrepancy", event.act
            assert event.act.by not in (*was.owners, *was.counted_by)
            assert event.act.reason


def test_counts_in_any_order() -> None:
    """Whatever is counted, taken and closed, nothing is lost among it."""
    run_state_machine_as_test(Counting, settings=SETTINGS)
