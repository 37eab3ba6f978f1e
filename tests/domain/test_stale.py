"""What waits for a second person or an override is stale once what it is about is not what it was, and else never."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from showsafe.domain.acts import Act, Draw, Scan
from showsafe.domain.belief import Belief, Fault, Hold, Said, Use, Watched
from showsafe.domain.changing import replace
from showsafe.domain.effects.lapsing import with_stale
from showsafe.domain.events import HOLD, REFUSE
from showsafe.domain.frozen import LOT, Frozen, key_of
from showsafe.domain.state import LiveFind, Pending, Run, ShotPlan, State, Stop
from tests.domain.bare import after, at, bare, box, event_of, proof, rounds

HAD = Belief(proof=proof("empty"), bore=proof("clear"), holder="armorer", since=at(0))
Change = Callable[[State], State]


def gun(name: str = "revolver", **fields: Any) -> Change:  # noqa: ANN401 - values of fields
    """Return a change of what is believed of a weapon."""
    return lambda state: state.with_belief(name, replace(state.believed(name), **fields))


def lot(name: str = "dummies", **fields: Any) -> Change:  # noqa: ANN401 - values of fields
    """Return a change of a box."""
    return lambda state: state.with_lot(replace(state.lots[name], **fields))


def whole(**fields: Any) -> Change:  # noqa: ANN401 - values of fields
    """Return a change of the set."""
    return lambda state: replace(state, **fields)


def planned(scene: str) -> Change:
    """Return a change of the plan of a scene."""
    act = Act(kind="plan", act_id="plan-2", by="armorer", at=at(1), scene=scene, weapon="revolver")
    new = ShotPlan(act=act, record=2, at=at(1))
    return lambda state: replace(state, plans={**state.plans, f"{scene}\nrevolver": new})


MOVED: dict[str, Change] = {
    "other hands": gun(holder="performer"),
    "the same hands again": gun(since=at(1)),
    "in a safe": gun(container="weapon safe"),
    "lies somewhere": gun(place="the bar"),
    "left the unit": gun(gone="rental house"),
    "other rounds in it": gun(contents=rounds(1)),
    "another magazine": gun(magazine="M-2"),
    "proof ended": gun(proof=replace(proof("empty"), voided_by=2)),
    "mud": gun(disturbed=at(1)),
}
AGAINST: dict[str, Change] = {
    "fault": gun(fault=Fault(kind="drop", at=at(1), record=2, by="performer")),
    "held": gun(holds=(Hold(why="deviation", record=2),)),
    "quarantined": gun(quarantined=True),
    "frozen": gun(frozen=True),
}
USED: dict[str, Change] = {
    "fired": gun(use=Use(record=2, fired=1)),
    "difference": gun(uncounted=("record 2: one more",)),
}
OF_THE_GUN: dict[str, Change] = {
    "shown": gun(shown_to=("performer",)),
    "said": gun(said=Said(word="cold", by="armorer", record=2, at=at(1))),
    "watched": gun(watched=Watched(user="performer", watcher="safety", record=2)),
    "looked at again": gun(proof=replace(proof("empty"), renewed=at(1))),
}
BOX: dict[str, Change] = {
    "box in other hands": lot(holder="performer"),
    "box in a safe": lot(container="ammunition safe"),
    "box left the unit": lot(gone="rental house"),
    "box in doubt": lot(tainted="left unattended"),
    "box in quarantine": lot(quarantined=True),
    "box held": lot(holds=("deviation, record 2",)),
    "box frozen": lot(frozen=True),
}
ACCOUNT: dict[str, Change] = {"rounds taken from the box": lot(box=19), "too many in the box": lot(surplus=1)}
SHORT: dict[str, Change] = {"rounds of the box missing": lot(unaccounted=1)}
OF_THE_BOX: dict[str, Change] = {"box sealed": lot(seal="4711"), "fired from the box": lot(spent=1)}
SET: dict[str, Change] = {
    "stopped": whole(stops=(Stop(kind="hold", record=2, at=at(1), pressed_by="performer"),)),
    "live round": whole(live=(LiveFind(where="the cart", record=2),)),
}
THING_FROZEN: dict[str, Change] = {
    "something frozen": whole(
        frozen={key_of(LOT, "other"): Frozen(thing=LOT, name="other", record=2, at=at(1))}
    )
}
PLANNED: dict[str, Change] = {"plan of the scene": planned("saloon")}
ELSEWHERE: dict[str, Change] = {
    "rifle in other hands": gun("rifle", holder="performer"),
    "other box in other hands": lot("other", holder="performer"),
    "plan of another scene": planned("barn"),
    "another day": whole(last_record=9),
}
RIFLE_USED: dict[str, Change] = {"rifle fired": gun("rifle", use=Use(record=2, fired=1))}
OTHER_SHORT: dict[str, Change] = {"rounds of the other box missing": lot("other", unaccounted=1)}
GROUPS = (
    *(MOVED, AGAINST, USED, OF_THE_GUN, BOX, ACCOUNT, SHORT, OF_THE_BOX, SET, THING_FROZEN, PLANNED),
    *(ELSEWHERE, RIFLE_USED, OTHER_SHORT),
)
CHANGES: dict[str, Change] = {name: change for group in GROUPS for name, change in group.items()}
GUN: dict[str, Any] = {"weapon": "revolver"}
DRAWN: dict[str, Any] = {**GUN, "rounds": (Draw(count=3, lot="dummies"),)}

ROWS: list[tuple[str, dict[str, Any], tuple[dict[str, Change], ...]]] = [
    ("check", GUN, (MOVED, AGAINST)),
    ("lock", GUN, (MOVED, AGAINST)),
    ("unlock", GUN, (MOVED, AGAINST)),
    ("take", {**GUN, "scene": "saloon"}, (MOVED, AGAINST)),
    ("load", DRAWN, (MOVED, AGAINST, BOX)),
    ("load", GUN, (MOVED, AGAINST)),
    ("cycle", GUN, (MOVED, AGAINST, BOX)),
    ("lock", {"lot": "dummies"}, (BOX,)),
    ("prove", {"lot": "dummies"}, (BOX, ACCOUNT, SHORT)),
    ("reconcile", GUN, (USED, SHORT, OTHER_SHORT)),
    ("reconcile", {"lot": "other"}, (USED, RIFLE_USED, OTHER_SHORT)),
    ("reconcile", {**GUN, "lot": "dummies"}, (USED, SHORT)),
    ("reconcile", {}, (USED, SHORT, RIFLE_USED, OTHER_SHORT)),
    ("release", GUN, (AGAINST,)),
    ("release", {"lot": "dummies"}, (BOX,)),
    ("release", {"set_": True}, (SET,)),
    ("release", {"in_": "the cart"}, ()),
    ("release", {"in_": "other"}, (THING_FROZEN,)),
    ("issue-file", {"file": "ford", "scans": (Scan(weapon="revolver", tag="FA-1"),)}, (MOVED, AGAINST)),
    ("meet", {"scene": "saloon"}, (PLANNED,)),
    ("plan", {"scene": "saloon", **GUN}, (PLANNED,)),
    ("plan", {"scene": "saloon", "weapon": "rifle"}, ()),
    ("accept", GUN, ()),
    ("accept", {"lot": "dummies"}, ()),
    ("open-day", {}, ()),
]
"""Each ask, and all groups of changes that make it stale; no other change does."""


def waiting(kind: str, outcome: str = HOLD, **said: Any) -> Pending:  # noqa: ANN401 - values of keys
    """Return an ask of noon that waits."""
    act = Act(kind=kind, act_id="asked", by="armorer", at=at(0), **said)
    return Pending(act=act, outcome=outcome, codes=("duty.other",), at=at(0), record=1)


def a_set(pending: Pending | None = None) -> State:
    """Return a record with two weapons, two boxes, a run and a plan, and with one ask that waits."""
    run = Run(
        weapon="revolver",
        user="performer",
        scene="saloon",
        rounds=DRAWN["rounds"],
        custodian="armorer",
        witness="assistant",
        place="",
        record=1,
        at=at(0),
    )
    state = bare(box(), box(id="other"), revolver=HAD, rifle=HAD)
    state = replace(state, runs={"revolver": run}, last_record=1)
    return replace(state, pending={"asked": pending} if pending else {})


def made_stale(pending: Pending) -> set[str]:
    """Return the changes that make an ask stale."""
    before = a_set(pending)
    return {
        name for name, change in CHANGES.items() if with_stale(before, change(before)).pending["asked"].stale
    }


@pytest.mark.parametrize("outcome", [HOLD, REFUSE])
@pytest.mark.parametrize(("kind", "said", "groups"), ROWS)
def test_what_makes_an_ask_stale(
    kind: str, said: dict[str, Any], groups: tuple[dict[str, Change], ...], outcome: str
) -> None:
    """Each of these changes, one by one, and none of the others; of what was refused as of what was held."""
    assert made_stale(waiting(kind, outcome, **said)) == {name for group in groups for name in group}


def test_every_change_is_one() -> None:
    """A change that changes nothing would make nothing stale, and say nothing."""
    state = a_set()
    assert [name for name, change in CHANGES.items() if change(state) == state] == []
    assert len(CHANGES) == sum(len(group) for group in GROUPS)


@pytest.mark.parametrize("said", [GUN, {"lot": "dummies"}, {"set_": True}])
def test_nothing_changed_makes_nothing_stale(said: dict[str, Any]) -> None:
    """The same state is given back, not a copy of it."""
    before = a_set(waiting("release", **said))
    assert with_stale(before, before) is before
    later = replace(before, last_record=2)
    assert with_stale(before, later) is later


def test_what_is_stale_stays_so() -> None:
    """It is back where it was, and nobody knows what happened meanwhile."""
    before = a_set(waiting("check", **GUN))
    moved = with_stale(before, gun(holder="performer")(before))
    back = with_stale(moved, gun(holder="armorer")(moved))
    assert back.pending["asked"].stale


def test_of_several_asks_those_are_stale_that_are_about_it() -> None:
    """The others wait on, and none is lost."""
    asks = {
        "a": waiting("check", **GUN),
        "b": waiting("check", weapon="rifle"),
        "c": waiting("load", **DRAWN),
        "d": waiting("accept", **GUN),
    }
    before = replace(a_set(), pending=asks)
    state = with_stale(before, gun(holder="performer")(before))
    assert {key: each.stale for key, each in state.pending.items()} == {
        "a": True,
        "b": False,
        "c": True,
        "d": False,
    }
    assert {key: replace(each, stale=False) for key, each in state.pending.items()} == asks


def test_an_ask_that_came_with_the_very_change_is_not_stale() -> None:
    """It was asked of how things are after that: an ask that is held may itself stop the set or move a weapon."""
    before = a_set()
    state = replace(gun(holder="performer")(before), pending={"asked": waiting("check", **GUN)})
    assert with_stale(before, state) is state


def test_an_ask_that_is_gone_is_gone() -> None:
    """What was confirmed is not marked any more."""
    before = a_set(waiting("check", **GUN))
    state = replace(gun(holder="performer")(before), pending={})
    assert with_stale(before, state) is state


@pytest.mark.parametrize(("kind", "stale"), [("collect", True), ("show", False)])
@pytest.mark.parametrize("outcome", [HOLD, REFUSE])
def test_each_record_marks_what_waits(kind: str, outcome: str, *, stale: bool) -> None:
    """It is asked of every record, and the ask itself is none that changes what it is about."""
    state = after(a_set(), "check", asked=outcome, would=outcome, weapon="revolver")
    asked = event_of(a_set(), "check").act.act_id
    assert not state.pending[asked].stale
    told = after(state, kind, "prop-master", said=1, weapon="revolver", to=("performer",))
    assert told.pending[asked].stale is stale


def test_a_box_that_comes_on_record_is_news_for_what_names_it() -> None:
    """Asked of a box that nobody knew, it is another matter once the box is there."""
    before = a_set(waiting("lock", lot="new"))
    assert with_stale(before, before.with_lot(box(id="new"))).pending["asked"].stale
    counted = a_set(waiting("reconcile", lot="new"))
    assert not with_stale(counted, counted.with_lot(box(id="new"))).pending["asked"].stale
    assert with_stale(counted, counted.with_lot(box(id="new", unaccounted=1))).pending["asked"].stale
