"""What each kind of trouble leaves of a weapon, a lot and the set, whole: nothing more, nothing less."""

from __future__ import annotations

from typing import Any

import pytest

from showsafe.domain.acts import Draw
from showsafe.domain.apply import apply
from showsafe.domain.belief import Belief, Fault, Hold, Offer, Said, Take, Watched
from showsafe.domain.changing import replace
from showsafe.domain.counted import LotCount
from showsafe.domain.proof import Proof, void
from showsafe.domain.state import Concern, LiveFind, State, Stop
from showsafe.domain.things import Cartridge, Lot
from tests.domain.bare import NOON, after, at, bare, box, event_of, rounds

BLANKS = box(id="blanks", kind="blank", box=14, proven=14, spent=1, faulty=1)
CONTENTS = (
    Cartridge(place="chamber:1", lot="blanks", kind="blank", state="spent"),
    Cartridge(place="chamber:2", lot="blanks", kind="blank"),
    Cartridge(place="chamber:3", lot="blanks", kind="blank"),
)
PROOF = Proof(says="blanks", rests_on=(1,), people=("armorer", "assistant"), since=NOON, renewed=NOON)
BORE = replace(PROOF, says="clear")
OUT = Belief(
    contents=CONTENTS,
    proof=PROOF,
    bore=BORE,
    said=Said(word="hot", by="armorer", record=1, at=NOON),
    shown_to=("performer",),
    shown_declined=("safety",),
    watched=Watched(user="performer", watcher="safety", record=1),
    holder="performer",
    issued_by="prop-master",
    preset="armorer",
    locked_empty=True,
    offer=Offer(from_="armorer", to="performer", record=1),
    take=Take(user="performer", scene="saloon", record=1),
)
GUN: dict[str, Any] = {"weapon": "revolver"}


def set_of(belief: Belief = OUT, *lots: Lot, **counts: LotCount) -> State:
    """Return a record of a revolver in a performer's hands, and of the box that fed it."""
    return bare(*(lots or (BLANKS, box())), counts=counts, revolver=belief)


def ended(why: str, belief: Belief = OUT, when: float = 0, heard: float = 0, **fields: Any) -> Belief:  # noqa: ANN401
    """Return what is believed once all proofs ended, and something happened that no look of before can have seen."""
    none = {"said": None, "shown_to": (), "shown_declined": (), "watched": None, "offer": None, "preset": ""}
    proofs = {"proof": void(belief.proof, 1, why), "bore": void(belief.bore, 1, why), "locked_empty": False}
    return replace(belief, **{**none, **proofs, "moved": at(when), "disturbed": at(heard), **fields})


def fault(kind: str, by: str = "performer", **fields: Any) -> Fault:  # noqa: ANN401
    """Return an open fault of the first record, in which whoever told, held and issued it had a part."""
    involved = tuple(dict.fromkeys((by, "performer", "prop-master")))
    return replace(Fault(kind=kind, at=NOON, record=1, by=by, involved=involved), **fields)


def test_a_misfire_leaves_one_faulty_round_and_locks_it_out() -> None:
    """The first round that could have been struck did not fire; all proofs ended, and nobody is offered it."""
    state = after(set_of(), "misfire", "performer", **GUN)
    contents = (CONTENTS[0], replace(CONTENTS[1], state="faulty"), CONTENTS[2])
    locked: dict[str, Any] = {"fault": fault("misfire"), "seen_on_set": True}
    assert state.believed("revolver") == ended("misfire", contents=contents, **locked)
    assert state.lots == {"blanks": replace(BLANKS, faulty=2), "dummies": box()}
    second = after(state, "misfire", "performer", **GUN)
    assert [each.state for each in second.believed("revolver").contents] == ["spent", "faulty", "faulty"]
    assert second.lots["blanks"].faulty == 3
    third = after(second, "misfire", "performer", **GUN)
    assert (third.believed("revolver").contents, third.lots) == (
        second.believed("revolver").contents,
        second.lots,
    )


def test_a_round_of_no_lot_fails_too() -> None:
    """It is faulty where it is, and no account of a lot has it."""
    state = after(set_of(replace(OUT, contents=rounds(2, lot=""))), "misfire", **GUN)
    assert [each.state for each in state.believed("revolver").contents] == ["faulty", "ready"]
    assert state.lots == set_of().lots


@pytest.mark.parametrize("by", ["grip", "performer", "prop-master", "armorer"])
def test_a_drop_locks_it_out(by: str) -> None:
    """All proofs end; who told of it, who held it and who issued it had a part in it, each once."""
    state = after(set_of(), "drop", by, said=2, heard=5, **GUN)
    locked: dict[str, Any] = {"fault": replace(fault("drop", by), at=at(5)), "seen_on_set": True}
    assert state.believed("revolver") == ended("drop", when=2, heard=5, **locked)
    assert state.lots == set_of().lots


def test_in_nobodys_hands_nobody_else_had_a_part_in_it() -> None:
    """Lying there, issued by nobody, it was dropped by whoever told of it, as far as anybody knows."""
    lying = replace(OUT, holder="", issued_by="")
    state = after(set_of(lying), "drop", "grip", **GUN)
    assert state.believed("revolver").fault == fault("drop", "grip", involved=("grip",))


def test_one_fault_never_hides_an_earlier_one() -> None:
    """Those that were open stay open behind it."""
    first = fault("misfire", record=0)
    state = after(set_of(replace(OUT, fault=first)), "drop", "performer", **GUN)
    assert state.believed("revolver").fault == fault("drop", earlier=(first,))


def test_an_unplanned_shot_holds_every_lot_that_fed_it() -> None:
    """Each lot of what is in it, fired or not, once, beside what it was held for already; no other lot."""
    both = (*CONTENTS, Cartridge(place="chamber:4", lot="dummies", kind="dummy"), *rounds(1, lot=""))
    lots = (replace(BLANKS, holds=("wet",)), box(), box(id="other"))
    state = after(set_of(replace(OUT, contents=both), *lots), "unplanned-discharge", "performer", **GUN)
    assert {name: lot.holds for name, lot in state.lots.items()} == {
        "blanks": ("wet", "unplanned discharge, record 1"),
        "dummies": ("unplanned discharge, record 1",),
        "other": (),
    }
    assert state.lots["blanks"].spent == 2
    belief = state.believed("revolver")
    assert (belief.fault, belief.proof) == (
        fault("unplanned-discharge"),
        void(PROOF, 1, "unplanned-discharge"),
    )
    assert (state.frozen, state.stops) == ({}, ())


@pytest.mark.parametrize(
    ("kind", "frozen"), [("incident", True), ("hold", False), ("stop", False), ("live", False)]
)
def test_an_unplanned_shot_during_an_incident_freezes_the_weapon(kind: str, frozen: bool) -> None:  # noqa: FBT001
    """With what belongs to it, while an incident is open, whatever else stops the set; no other stop does."""
    stops = tuple(Stop(kind=each, record=0, at=NOON, pressed_by="grip") for each in ("hold", kind, "hold"))
    state = after(replace(set_of(), stops=stops), "unplanned-discharge", "performer", **GUN)
    assert sorted(state.frozen) == (["lot blanks", "weapon revolver"] if frozen else [])
    assert state.believed("revolver").frozen is frozen
    already = after(replace(set_of(replace(OUT, frozen=True)), stops=stops), "unplanned-discharge", **GUN)
    assert already.frozen == {}


DOUBT: dict[str, Any] = {"tainted": "live round in it, record 1", "proven": 0, "on_set": True}
STRANGE: dict[str, Any] = {"over": 0, "strange": True}


def test_a_live_round_in_a_weapon() -> None:
    """The weapon is quarantined and known of nothing, every lot it holds rounds of is doubtful, and the set stops."""
    other = replace(OUT, contents=rounds(1), take=None)
    before = set_of(
        OUT,
        replace(BLANKS, on_set=False),
        box(on_set=False),
        blanks=LotCount(custodian="armorer", cases=2, over=3),
    )
    before = before.with_belief("other", other)
    state = after(before, "find-live", "grip", said=2, heard=5, **GUN)
    why = "a live round was in its lot"
    fed = ended(why, bore=BORE, take=None, gated=False, quarantined=True)
    expected = replace(fed, bore=void(BORE, 1, "a live round was in it"), moved=at(2), disturbed=at(5))
    assert state.believed("revolver") == expected
    assert state.believed("other") == other
    assert state.lots == {"blanks": replace(BLANKS, **DOUBT), "dummies": box(on_set=False)}
    assert state.counts == {"blanks": LotCount(custodian="armorer", cases=2, doubted_at=at(5), **STRANGE)}
    assert state.live == (LiveFind(where="revolver", record=1, quarantined=True),)
    assert state.stops == (
        Stop(kind="live", record=1, at=at(5), pressed_by="grip", about="revolver", said_at=at(2)),
    )


@pytest.mark.parametrize("nameless", [(), rounds(1, lot="")])
def test_a_live_round_in_a_weapon_that_no_lot_fed(nameless: tuple[Cartridge, ...]) -> None:
    """Believed empty, or with rounds of no lot in it or out of it: it is quarantined, and no lot is doubtful."""
    gun = replace(OUT, contents=nameless, came_out=nameless)
    state = after(set_of(gun), "find-live", "grip", **GUN)
    fields: dict[str, Any] = {"take": None, "gated": False, "quarantined": True}
    assert state.believed("revolver") == ended("a live round was in it", gun, **fields)
    assert (state.lots, state.counts) == (set_of().lots, {})


def test_a_live_round_in_a_lot() -> None:
    """The lot is doubtful, and so is every weapon that it fed; none is quarantined, and another lot is as it was."""
    state = after(set_of(), "find-live", "grip", lot="blanks")
    why = "a live round was in its lot"
    assert state.believed("revolver") == ended(why, bore=BORE, gated=False, disturbed=None)
    assert state.lots == {"blanks": replace(BLANKS, **DOUBT), "dummies": box()}
    assert state.counts == {"blanks": LotCount(doubted_at=NOON, **STRANGE)}
    assert state.live == (LiveFind(where="blanks", record=1),)
    assert [(stop.kind, stop.about) for stop in state.stops] == [("live", "blanks")]


@pytest.mark.parametrize(
    ("named", "wheres", "about"),
    [
        ({}, ["set"], "set"),
        ({"in_": "a drawer"}, ["a drawer"], "a drawer"),
        (
            {"lot": "dummies", "weapon": "revolver", "in_": "a drawer"},
            ["dummies", "revolver", "a drawer"],
            "dummies",
        ),
        ({"lot": "dummies", "in_": "dummies"}, ["dummies"], "dummies"),
        ({"weapon": "unheard of"}, ["unheard of"], "unheard of"),
    ],
)
def test_a_live_round_is_found_wherever_it_was(named: dict[str, Any], wheres: list[str], about: str) -> None:
    """Each thing that is named has its own find, once; the set stops once for all of them."""
    state = after(set_of(), "find-live", "grip", **named)
    finds = tuple(LiveFind(where=each, record=1, quarantined=each == "revolver") for each in wheres)
    assert state.live == finds
    assert [(stop.kind, stop.about, stop.record) for stop in state.stops] == [("live", about, 1)]
    assert set(state.beliefs) == {"revolver"}
    again = after(state, "find-live", "grip", in_="the floor")
    assert again.live == (*finds, LiveFind(where="the floor", record=2))
    assert [(stop.kind, stop.about, stop.record) for stop in again.stops] == [
        ("live", about, 1),
        ("live", "the floor", 2),
    ]


def test_a_concern_is_open_until_it_is_answered() -> None:
    """Each by its own act: what it is about, and when it was heard."""
    state = after(
        after(set_of(), "raise-concern", "grip", about="revolver", said=2, heard=5), "raise-concern"
    )
    concerns = {
        "act-1": Concern(about="revolver", record=1, at=at(5)),
        "act-2": Concern(about="", record=2, at=NOON),
    }
    assert state.concerns == concerns
    third = after(state, "raise-concern", "grip", about="revolver")
    by_act = after(third, "answer-concern", of_act="act-1", about="revolver")
    assert list(by_act.concerns) == ["act-2", "act-3"]
    assert list(after(third, "answer-concern", about="revolver", said=5, heard=5).concerns) == ["act-2"]
    assert list(after(third, "answer-concern", about="revolver").concerns) == ["act-1", "act-2"]
    assert list(after(third, "answer-concern", about="rifle").concerns) == ["act-1", "act-2", "act-3"]
    assert list(after(third, "answer-concern", of_act="act-9").concerns) == ["act-1", "act-2", "act-3"]


@pytest.mark.parametrize(
    ("kind", "named", "stopped", "about", "frozen"),
    [
        ("hold", {"about": "revolver"}, "hold", "revolver", []),
        ("stop", {"about": "somebody fell"}, "stop", "somebody fell", []),
        ("freeze", {"about": "all of it"}, "freeze", "all of it", []),
        ("freeze", {"weapon": "revolver"}, "", "", ["lot blanks", "weapon revolver"]),
        ("freeze", {"lot": "dummies"}, "", "", ["lot dummies"]),
        ("freeze", {"in_": "a cart"}, "", "", ["container a cart"]),
        ("incident", {"weapon": "revolver"}, "incident", "revolver", ["lot blanks", "weapon revolver"]),
        (
            "incident",
            {"lot": "dummies", "in_": "a cart"},
            "incident",
            "dummies",
            ["container a cart", "lot dummies"],
        ),
        ("incident", {"in_": "a cart"}, "incident", "a cart", ["container a cart"]),
        ("incident", {}, "incident", "", ["lot blanks", "weapon revolver"]),
    ],
)
def test_what_stops_the_set_and_what_freezes(
    kind: str, named: dict[str, Any], stopped: str, about: str, frozen: list[str]
) -> None:
    """A hold, a stop and an incident stop the set, with what they are about; a freeze only where it names nothing."""
    state = after(set_of(), kind, "performer", said=2, heard=5, **named)
    assert sorted(state.frozen) == frozen
    inside = tuple(sorted(("armorer", "prop-master", "assistant"))) if kind == "freeze" else ()
    pressed: dict[str, Any] = {"pressed_by": "performer", "about": about, "said_at": at(2), "inside": inside}
    assert state.stops == ((Stop(kind=stopped, record=1, at=at(5), **pressed),) if stopped else ())


@pytest.mark.parametrize(("cause", "why"), [("mud", "mud"), ("", "fouled")])
def test_mud_is_looked_through_again(cause: str, why: str) -> None:
    """The bore proof ends for what was said, and the word with it; the contents are known as before."""
    state = after(set_of(), "foul", cause=cause, said=2, heard=5, **GUN)
    assert state.believed("revolver") == replace(OUT, bore=void(BORE, 1, why), said=None, disturbed=at(5))


def test_what_was_done_outside_the_rules_is_held() -> None:
    """The weapon, or the lot, with which it was done: the last three reasons and this one, and nothing else."""
    many = tuple(Hold(why="deviation", record=number) for number in range(5))
    told: dict[str, Any] = {"number": "7", "would": "refuse"}
    state = after(set_of(replace(OUT, holds=many)), "seal", **GUN, **told)
    assert state.believed("revolver").holds == (*many[2:], Hold(why="deviation", record=1, at=NOON))
    assert {lot.holds for lot in state.lots.values()} == {()}
    assert set(state.beliefs) == {"revolver"}
    lots = (replace(BLANKS, holds=("a", "b", "c", "d")), box())
    state = after(set_of(OUT, *lots), "seal", lot="blanks", **told)
    assert state.lots["blanks"].holds == ("b", "c", "d", "deviation, record 1")
    assert (state.lots["dummies"].holds, state.believed("revolver").holds) == ((), ())
    assert set(state.beliefs) == {"revolver"}
    proven = event_of(set_of(), "prove", lot="blanks", witness="assistant", **told)
    state = apply(set_of(), replace(proven, gates=("rounds",)))
    assert state.lots["blanks"].holds == ("deviation, record 1",)


@pytest.mark.parametrize(
    ("gates", "held"),
    [
        ((), set()),
        (("hands", "custodian"), set()),
        (("rounds",), {"dummies", "blanks"}),
        (("hands", "live"), {"dummies", "blanks"}),
    ],
)
def test_of_rounds_that_went_in_against_the_rules_their_lots_are_held(
    gates: tuple[str, ...], held: set[str]
) -> None:
    """Only where something stood against the rounds themselves; each lot on record once, and the weapon always."""
    draws = (Draw(count=1, lot="dummies"), Draw(count=1, lot="blanks"), Draw(count=1, lot="dummies"))
    unheard = Draw(count=1, lot="unheard of")
    before = set_of(replace(OUT, contents=()))
    load = event_of(before, "load", rounds=(*draws, unheard), would="refuse", **GUN)
    state = apply(before, replace(load, gates=gates))
    assert {name for name, lot in state.lots.items() if lot.holds == ("deviation, record 1",)} == held
    assert {lot.holds for name, lot in state.lots.items() if name not in held} <= {()}
    assert state.believed("revolver").holds[-1] == Hold(why="deviation", record=1, at=NOON)


def test_the_safe_direction_is_no_deviation() -> None:
    """What makes anything safer is held for nothing, whatever the gates said."""
    state = after(set_of(), "collect", from_="performer", would="refuse", **GUN)
    assert state.believed("revolver").holds == ()
