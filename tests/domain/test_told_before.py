"""What is told of before a thing moved is history: where the thing is since stays, and what was known of it ends."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from showsafe.domain.acts import Draw
from showsafe.domain.belief import Belief, Said, Watched
from showsafe.domain.changing import replace
from showsafe.domain.counted import LotCount
from showsafe.domain.effects.table import EFFECTS
from showsafe.domain.events import LATE, PERMIT, SOON
from showsafe.domain.proof import stands
from showsafe.domain.state import State
from showsafe.domain.things import Lot, Person
from tests.domain.bare import BOX, after, at, bare, box, lot_of, proof

BEFORE, SAME, LATER, HEARD = 9, 10, 11, 12
"""Everything here moved at ten past noon; what is told is heard at twelve past."""

HAD = Belief(
    proof=proof("empty"),
    bore=proof("clear"),
    said=Said(word="cold", by="prop-master", record=1, at=at(0)),
    shown_to=("safety",),
    watched=Watched(user="prop-master", watcher="safety", record=1),
    holder="prop-master",
    since=at(SAME),
    moved=at(SAME),
)
"""An empty weapon that the prop-master has had since ten past noon."""

WAYS: dict[str, tuple[dict[str, Any], tuple[str, str, str, str]]] = {
    "lock": ({"in_": "safe B"}, ("", "safe B", "", "")),
    "unlock": ({}, ("armorer", "", "", "")),
    "quarantine": ({"in_": "a drawer"}, ("", "a drawer", "", "")),
    "consign": ({"to": ("rental house",)}, ("", "", "", "rental house")),
    "return-to-owner": ({}, ("", "", "", "owner")),
    "leave": ({"place": "the bar"}, ("", "", "the bar", "")),
    "preset": ({"place": "the bar"}, ("", "", "the bar", "")),
    "pick-up": ({}, ("armorer", "", "", "")),
    "accept": ({"to": ("performer",)}, ("performer", "", "", "")),
    "hand-over": ({"to": ("performer",)}, ("performer", "", "", "")),
    "pass-open": ({"from_": "prop-master", "to": ("armorer",)}, ("armorer", "", "", "")),
}
"""What puts a weapon somewhere, and where it is then: in whose hands, in which safe, at which place, with whom else."""


def where(state: State) -> tuple[str, str, str, str]:
    """Return where the weapon is."""
    belief = state.believed("revolver")
    return belief.holder, belief.container, belief.place, belief.gone


@pytest.mark.parametrize("kind", WAYS)
def test_what_is_told_of_before_a_weapon_moved_leaves_it_where_it_is(kind: str) -> None:
    """Whoever has it since still has it, and nobody knows any more what is in it or in its bore."""
    said, _ = WAYS[kind]
    state = after(bare(revolver=HAD), kind, said=BEFORE, heard=HEARD, weapon="revolver", **said)
    belief = state.believed("revolver")
    assert where(state) == ("prop-master", "", "", "")
    assert [stands(belief.proof), stands(belief.bore), belief.locked_empty] == [False, False, False]
    assert [belief.said, belief.watched, belief.shown_to] == [None, None, ()]


@pytest.mark.parametrize("moment", [SAME, LATER])
@pytest.mark.parametrize("kind", WAYS)
def test_what_is_told_of_since_a_weapon_moved_moves_it(kind: str, moment: int) -> None:
    """Told of the same moment or of later it is what happened last, and the weapon is where that put it."""
    said, put = WAYS[kind]
    state = after(bare(revolver=HAD), kind, said=moment, heard=HEARD, weapon="revolver", **said)
    assert where(state) == put


@pytest.mark.parametrize("moment", [BEFORE, SAME])
def test_a_quarantine_counts_wherever_the_weapon_is(moment: int) -> None:
    """Somebody wanted it out of everybody's way: it is in quarantine, and its way is not one of permitted hands."""
    state = after(bare(revolver=HAD), "quarantine", "performer", said=moment, heard=HEARD, weapon="revolver")
    assert [state.believed("revolver").quarantined, state.believed("revolver").gated] == [True, False]


@pytest.mark.parametrize(
    ("said", "known"),
    [(BEFORE, False), (SAME, True), (HEARD, True), (HEARD - SOON.total_seconds() / 60, True)],
)
def test_an_accept_that_was_long_on_its_way_proves_nothing(said: float, *, known: bool) -> None:
    """Asked of before it moved, the receiver has it and nobody watched it; asked soon, it is of now."""
    moved = HEARD - 0.1 if said > SAME else SAME
    before = bare(revolver=replace(HAD, moved=at(moved)))
    asked = {"said": said, "heard": HEARD, "asked": PERMIT}
    belief = after(before, "accept", "performer", weapon="revolver", witness="safety", **asked).believed(
        "revolver"
    )
    assert belief.holder == "performer"
    assert [stands(belief.proof), stands(belief.bore), bool(belief.watched)] == [known] * 3


# --- loaded, shown, said -------------------------------------------------------------------------------

LOADING: dict[str, Any] = {
    "weapon": "revolver",
    "rounds": (Draw(count=3, lot="dummies"),),
    "witness": "assistant",
}


@pytest.mark.parametrize(
    ("moved", "disturbed", "said", "proven"),
    [(SAME, 0, BEFORE, False), (SAME, 0, SAME, True), (0, SAME, BEFORE, False), (0, SAME, SAME, True)],
)
def test_a_load_of_before_proves_nothing(moved: int, disturbed: int, said: int, *, proven: bool) -> None:
    """Its rounds are in it by the record, and what is in it is not known until two people look."""
    had = replace(HAD, holder="armorer", moved=at(moved), disturbed=at(disturbed))
    belief = after(bare(revolver=had), "load", said=said, heard=HEARD, **LOADING).believed("revolver")
    assert [each.proven for each in belief.contents] == [proven] * 3
    assert [stands(belief.proof), belief.gated] == [proven, proven]


def test_a_load_ends_what_somebody_watched() -> None:
    """Who watched it before rounds went in has not watched those: the next to have it needs a word of its own."""
    had = replace(HAD, holder="armorer")
    assert after(bare(revolver=had), "load", said=LATER, **LOADING).believed("revolver").watched is None


@pytest.mark.parametrize(("said", "shown"), [(BEFORE, ("safety",)), (SAME, ("safety", "performer"))])
def test_who_was_shown_it_before_it_moved_was_shown_something_else(said: int, shown: tuple[str, ...]) -> None:
    """What they saw then may be another sight now; a no that was said then stands all the same."""
    to = {"to": ("performer", "assistant"), "declined": ("assistant",)}
    belief = after(bare(revolver=HAD), "show", said=said, heard=HEARD, weapon="revolver", **to).believed(
        "revolver"
    )
    assert [name for name in belief.shown_to if name != "assistant"] == list(shown)
    assert belief.shown_declined == ("assistant",)


@pytest.mark.parametrize(("said", "word"), [(BEFORE, ""), (SAME, "hot"), (LATER, "hot")])
def test_a_word_of_before_it_moved_is_no_word_of_now(said: int, word: str) -> None:
    """Nor is the word of before that one: whoever hands it on says it anew."""
    told = {"weapon": "revolver", "word": "hot"}
    belief = after(bare(revolver=HAD), "declare", said=said, heard=HEARD, **told).believed("revolver")
    assert (belief.said.word if belief.said else "") == word


@pytest.mark.parametrize(("asked", "word"), [(PERMIT, "hot"), ("", "")])
def test_an_ask_that_came_soon_is_of_now_and_a_report_is_of_then(asked: str, word: str) -> None:
    """Clocks of phones are a little apart: who asks does it after the answer, and who reports has done it before."""
    before = bare(revolver=replace(HAD, moved=at(HEARD - 0.1)))
    told = {"said": HEARD - 0.2, "heard": HEARD, "asked": asked, "weapon": "revolver", "word": "hot"}
    belief = after(before, "declare", **told).believed("revolver")
    assert (belief.said.word if belief.said else "") == word


# --- boxes ---------------------------------------------------------------------------------------------

MOVED = {"dummies": LotCount(custodian="prop-master", moved=1, moved_at=at(SAME))}
WITH_HIM = box(holder="prop-master")
BOX_WAYS: dict[str, tuple[dict[str, Any], tuple[str, str, str]]] = {
    "lock": ({"in_": "safe B"}, ("", "safe B", "")),
    "unlock": ({}, ("armorer", "", "")),
    "quarantine": ({"in_": "a drawer"}, ("", "a drawer", "")),
    "consign": ({"to": ("rental house",)}, ("", "", "rental house")),
    "return-to-owner": ({}, ("", "", "owner")),
    "collect": ({}, ("armorer", "", "")),
    "pick-up": ({}, ("armorer", "", "")),
    "accept": ({"to": ("performer",)}, ("performer", "", "")),
}
"""What puts a box somewhere, and where it is then: in whose hands, in which safe, with whom else."""


def place_of(lot: Lot) -> tuple[str, str, str]:
    """Return where a box is."""
    return lot.holder, lot.container, lot.gone


@pytest.mark.parametrize("kind", BOX_WAYS)
@pytest.mark.parametrize("said", [BEFORE, SAME, LATER])
def test_where_a_box_is_after_something_is_told_of_it(kind: str, said: int) -> None:
    """Told of before it moved, whoever has it still has it; of that moment or later, it is where it says."""
    named, put = BOX_WAYS[kind]
    state = after(bare(WITH_HIM, counts=MOVED), kind, said=said, heard=HEARD, lot="dummies", **named)
    assert place_of(lot_of(state)) == (("prop-master", "", "") if said == BEFORE else put)


@pytest.mark.parametrize(
    ("kind", "by", "doubt"),
    [
        ("accept", "performer", True),
        ("collect", "performer", True),
        ("collect", "armorer", False),
        ("lock", "armorer", False),
    ],
)
def test_an_open_box_that_somebody_else_had_is_in_doubt_whenever_it_is_told(
    kind: str, by: str, *, doubt: bool
) -> None:
    """Told too late to move it, it still tells who had it alone; a custodian may have it."""
    state = after(bare(WITH_HIM, counts=MOVED), kind, by, said=BEFORE, heard=HEARD, lot="dummies")
    assert [bool(lot_of(state).tainted), lot_of(state).proven] == [doubt, 0 if doubt else 20]


@pytest.mark.parametrize("said", [BEFORE, SAME])
def test_a_box_is_in_quarantine_whenever_it_is_told(said: int) -> None:
    """Somebody wanted its rounds out of everybody's way, and nobody draws from it until it is released."""
    state = after(bare(WITH_HIM, counts=MOVED), "quarantine", said=said, heard=HEARD, lot="dummies")
    assert lot_of(state).quarantined


PROVED: dict[str, Any] = {
    "lot": "dummies",
    "count": 20,
    "of": 20,
    "methods": ("primer-state", "rattle"),
    "witness": "assistant",
}
DOUBTS: dict[str, tuple[str, dict[str, Any]]] = {
    "find-live": ("grip", {"lot": "dummies"}),
    "quarantine": ("grip", {"lot": "dummies"}),
    "freeze": ("grip", {"lot": "dummies"}),
    "leave": ("armorer", {"lot": "dummies"}),
    "collect": ("performer", {"lot": "dummies"}),
}


@pytest.mark.parametrize(("said", "proven"), [(BEFORE, 5), (SAME, 20), (LATER, 20)])
@pytest.mark.parametrize("kind", [*DOUBTS, "deviation"])
def test_what_was_proven_before_a_box_came_into_doubt_is_not_proven(
    kind: str, said: int, proven: int
) -> None:
    """No test of before a live round, a quarantine, a freeze, a hold or other hands says anything of its rounds now."""
    by, named = DOUBTS.get(kind, ("armorer", {"lot": "dummies"}))
    told = {"would": "refuse"} if kind == "deviation" else {}
    doubted = after(bare(), "lock" if kind == "deviation" else kind, by, said=0, heard=SAME, **named, **told)
    doubted = doubted.with_lot(replace(lot_of(doubted), proven=5))
    assert lot_of(after(doubted, "prove", said=said, heard=HEARD, **PROVED)).proven == proven


@pytest.mark.parametrize(("said", "proven"), [(BEFORE, 5), (SAME, 20)])
def test_what_was_proven_before_a_box_moved_is_not_proven(said: int, proven: int) -> None:
    """Its account or its hands are others since: the rounds in it need not be those that were tested."""
    moved = bare(box(proven=5, holder="prop-master"), counts=MOVED)
    assert lot_of(after(moved, "prove", said=said, heard=HEARD, **PROVED)).proven == proven


def test_the_latest_doubt_is_what_counts() -> None:
    """Two doubts are of the later one, also where the clock of the node went back between them."""
    doubted = after(bare(), "find-live", said=0, heard=LATER, lot="dummies")
    for heard, latest in ((SAME, LATER), (HEARD, HEARD)):
        again = after(doubted, "quarantine", said=0, heard=heard, lot="dummies")
        assert again.counts["dummies"].doubted_at == at(latest)
        assert after(again, "prove", said=SAME, heard=HEARD, **PROVED).lots["dummies"].proven == 0


# --- plans, meetings, people -----------------------------------------------------------------------------

SALOON: dict[str, Any] = {"scene": "saloon", "weapon": "revolver", "user": "performer", "witness": "safety"}
TOGETHER: dict[str, Any] = {"attendees": ("armorer", "performer"), "witness": "safety"}


def changed() -> State:
    """Return a record on which the plan of the saloon was changed at ten past noon."""
    state = after(bare(revolver=HAD), "plan", said=0, line=("performer",), **SALOON)
    return after(state, "plan", said=0, heard=SAME, line=("performer", "safety"), **SALOON)


@pytest.mark.parametrize(
    ("said", "scene", "met"), [(BEFORE, "saloon", False), (SAME, "saloon", True), (BEFORE, "barn", True)]
)
def test_a_meeting_of_before_a_change_of_the_plan_is_none_of_it(said: int, scene: str, *, met: bool) -> None:
    """Nobody met on what was planned later; a meeting on another scene has nothing to do with it."""
    state = after(changed(), "meet", said=said, heard=HEARD, scene=scene, **TOGETHER)
    assert (scene in state.meetings) is met


def test_a_plan_that_nobody_changed_bars_no_meeting() -> None:
    """Met on before it was written down, and told after it: the plan is the one that was met on."""
    planned = after(bare(revolver=HAD), "plan", said=SAME, **SALOON)
    assert "saloon" in after(planned, "meet", said=BEFORE, heard=HEARD, scene="saloon", **TOGETHER).meetings


@pytest.mark.parametrize(("said", "line"), [(BEFORE, ("performer", "safety")), (SAME, ("performer",))])
def test_a_plan_of_before_the_plan_of_now_replaces_nothing(said: int, line: tuple[str, ...]) -> None:
    """The plan that was approved last is the one that counts, in whatever order the phones tell of them."""
    state = after(changed(), "plan", said=said, heard=HEARD, line=("performer",), **SALOON)
    assert state.plans["saloon\nrevolver"].act.line == line


@pytest.mark.parametrize("kind", ["assign-role", "enrol"])
@pytest.mark.parametrize(("late", "roles"), [(0, ("crew",)), (1, ())])
def test_a_role_that_is_told_late_is_of_then(kind: str, late: int, roles: tuple[str, ...]) -> None:
    """It takes away what it does not name and gives nothing; who was on no record is put there, however late."""
    said = -(LATE + timedelta(seconds=late)).total_seconds() / 60
    told = {"said": said, "heard": 0, "roles": ("crew",)}
    state = after(bare(), kind, person="performer", **told)
    assert state.people["performer"].roles == roles
    stranger = after(bare(), "enrol", person="grip", **told)
    of = stranger.people["grip"].named
    assert stranger.people["grip"] == Person(id="grip", roles=("crew",), named=of)


def test_every_way_here_has_an_effect() -> None:
    """The tables above name acts, and a misspelt one would pass for an act that does nothing."""
    assert {*WAYS, *BOX_WAYS, *DOUBTS} <= set(EFFECTS)
    assert lot_of(bare()) == BOX
