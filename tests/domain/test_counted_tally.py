"""The account of a weapon: every round that went into it was fired, came out, was not found, or is in it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from showsafe.domain.acts import Draw
from showsafe.domain.belief import Belief, Use
from showsafe.domain.counted import Tally
from showsafe.domain.state import State
from showsafe.domain.things import Cartridge
from tests.domain.bare import after, bare, box, rounds

GUN = {"weapon": "revolver", "witness": "assistant"}
BEFORE = Tally(loaded=50, extra=40, fired=30, out=20, lost=10, unexplained=5)
OUT = box(box=9, proven=9, spent=2, unaccounted=3)
BLANKS = box(id="blanks", kind="blank", box=9, proven=9, spent=2, unaccounted=3)
LOOK: dict[str, Any] = {
    "seen": 6,
    "of": 6,
    "looked": ("chambers", "cylinder", "barrel", "bore"),
    "bore": "clear",
}


def holding(*contents: Cartridge, of: Tally | None = BEFORE, **fields: Any) -> State:  # noqa: ANN401
    """Return a record on which the revolver holds these rounds, and has an account already."""
    state = bare(OUT, BLANKS, revolver=Belief(holder="armorer", contents=contents, **fields))
    return replace(state, tallies={"revolver": of, "other": Tally(loaded=1)} if of else {})


def grew(before: State, state: State) -> dict[str, int]:
    """Return by how much each part of the revolver's account grew; nothing else has another account than before."""
    now, was = state.tallies.get("revolver", Tally()), before.tallies.get("revolver", Tally())
    assert state.tallies == {**before.tallies, **({"revolver": now} if "revolver" in state.tallies else {})}
    names = ("loaded", "extra", "fired", "out", "lost", "unexplained")
    more = {name: getattr(now, name) - getattr(was, name) for name in names}
    return {name: count for name, count in more.items() if count}


def unfired(state: State) -> int:
    """Return how many rounds are in the revolver that were not fired."""
    return sum(1 for each in state.believed("revolver").contents if each.state != "spent")


def of(lot: str, count: int) -> Draw:
    """Return so many rounds of a lot."""
    return Draw(count=count, lot=lot)


DUMMIES = rounds(3)
FIRED = tuple(replace(each, lot="blanks", kind="blank", state="spent") for each in rounds(2))
LOADED = tuple(replace(each, lot="blanks", kind="blank") for each in rounds(3))
NAMELESS = rounds(2, lot="", kind="unidentified")
FAULTY_NAMELESS = rounds(2, lot="", state="faulty")
FAULTY = rounds(2, state="faulty")
INTO = {"rounds": (of("dummies", 3),)}


@pytest.mark.parametrize(
    ("contents", "kind", "said", "parts"),
    [
        ((), "load", INTO, {"loaded": 3}),
        (FIRED, "load", INTO, {"loaded": 3}),
        ((), "load", {"rounds": ()}, {}),
        (LOADED, "discharge", {"count": 2}, {"fired": 2}),
        (LOADED, "discharge", {}, {"fired": 1}),
        (LOADED, "discharge", {"count": 0}, {}),
        (LOADED, "discharge", {"count": 5}, {"fired": 3, "unexplained": 2}),
        (DUMMIES, "discharge", {}, {"unexplained": 1}),
        (FIRED, "discharge", {"count": 1}, {"unexplained": 1}),
        (LOADED, "unplanned-discharge", {}, {"fired": 1}),
        (FIRED, "unplanned-discharge", {}, {"unexplained": 1}),
        (LOADED, "misfire", {}, {}),
        (LOADED, "drop", {"count": 2}, {}),
        (DUMMIES, "unload", {}, {"out": 3}),
        (DUMMIES, "clear", {}, {"out": 3}),
        (FAULTY, "clear", {"found": (of("dummies", 2),)}, {"out": 2}),
        (FIRED, "unload", {}, {}),
        ((*FIRED, *DUMMIES), "unload", {"found": (of("dummies", 3),)}, {"out": 3}),
        (DUMMIES, "unload", {"found": (of("dummies", 2),)}, {"out": 2, "lost": 1}),
        (DUMMIES, "clear", {"found": ()}, {"lost": 3}),
        (FAULTY, "clear", {"found": ()}, {"lost": 2}),
        (DUMMIES, "unload", {"found": (of("dummies", 5),)}, {"out": 5, "extra": 2}),
        (DUMMIES, "clear", {"found": (of("blanks", 1),)}, {"out": 1, "lost": 3, "extra": 1}),
        ((), "unload", {"found": (of("dummies", 1),)}, {"out": 1, "extra": 1}),
        (NAMELESS, "unload", {}, {"out": 2}),
        (NAMELESS, "unload", {"found": (Draw(count=1, kind="unidentified"),)}, {"out": 1, "lost": 1}),
        (NAMELESS, "clear", {"found": ()}, {"lost": 2}),
        (NAMELESS, "clear", {"found": (of("blanks", 1),)}, {"out": 1, "lost": 2, "extra": 1}),
        (FAULTY_NAMELESS, "clear", {"found": (Draw(count=2, kind="dummy"),)}, {"out": 2}),
        (FAULTY_NAMELESS, "clear", {"found": (Draw(count=1, kind="dummy"),)}, {"out": 1, "lost": 1}),
        (
            (*FIRED, *DUMMIES),
            "unload",
            {"found": (of("dummies", 3), Draw(count=2, kind="spent"))},
            {"out": 3},
        ),
        ((), "check", {**LOOK, "found": (of("dummies", 2),)}, {"extra": 2}),
        (NAMELESS, "misfire", {}, {}),
        (NAMELESS, "check", {**LOOK, "found": (of("blanks", 1),)}, {"lost": 2, "extra": 1}),
        ((), "check", {**LOOK, "found": ()}, {}),
        (DUMMIES, "check", {**LOOK, "found": ()}, {"lost": 3}),
        (DUMMIES, "check", {**LOOK, "found": (of("dummies", 3),)}, {}),
        (DUMMIES, "check", {**LOOK, "found": (of("dummies", 2),)}, {"lost": 1}),
        (DUMMIES, "check", {**LOOK, "found": (of("blanks", 4),)}, {"lost": 3, "extra": 4}),
        (NAMELESS, "check", {**LOOK, "found": ()}, {"lost": 2}),
        ((*FIRED, *DUMMIES), "lock", {"in_": "weapon safe"}, {}),
        (DUMMIES, "collect", {"from_": "performer"}, {}),
    ],
)
@pytest.mark.parametrize("known", [BEFORE, None])
def test_where_the_rounds_of_a_weapon_came_from_and_went(
    contents: tuple[Cartridge, ...],
    kind: str,
    said: dict[str, Any],
    parts: dict[str, int],
    known: Tally | None,
) -> None:
    """Each act adds what it moved, and only that; what is in it and what went into it sum, and no part ever falls."""
    before = holding(*contents, of=known)
    state = after(before, kind, **GUN, **said)
    assert grew(before, state) == parts
    into = parts.get("loaded", 0) + parts.get("extra", 0)
    went = sum(parts.get(each, 0) for each in ("fired", "out", "lost"))
    assert unfired(state) - unfired(before) == into - went


def test_a_lost_round_never_came_out() -> None:
    """Closed as missing, or written off, a round that was not found in a weapon stays a lost one in its account."""
    before = holding(*DUMMIES)
    state = after(before, "unload", found=(of("dummies", 2),), **GUN)
    closed = after(state, "reconcile", lot="dummies", missing=1, **GUN)
    assert (closed.lots["dummies"].missing, closed.lots["dummies"].unaccounted) == (4, 0)
    assert grew(before, closed) == {"out": 2, "lost": 1}


def test_a_round_that_is_missing_from_a_box_was_in_no_weapon() -> None:
    """A box counted one short, then closed together with a weapon, moves nothing into or out of that weapon."""
    before = holding(*DUMMIES, use=Use(record=0, fired=1))
    state = after(before, "recount", lot="dummies", witness="assistant", seen=8, witness_seen=8)
    assert state.tallies == before.tallies
    closed = after(state, "reconcile", lot="dummies", missing=1, **GUN)
    assert (closed.lots["dummies"].missing, closed.lots["dummies"].unaccounted) == (4, 0)
    assert closed.tallies == before.tallies


def test_an_unload_that_is_said_twice_is_one() -> None:
    """Said again by two, with what was found: what was not found is taken off what came out."""
    before = holding(*DUMMIES)
    state = after(after(before, "unload", weapon="revolver"), "unload", found=(of("dummies", 2),), **GUN)
    assert grew(before, state) == {"out": 2, "lost": 1}
    nameless = holding(*NAMELESS)
    state = after(after(nameless, "unload", weapon="revolver"), "unload", found=(), **GUN)
    assert grew(nameless, state) == {"lost": 2}


def test_an_unload_that_is_said_again_without_a_number_adds_nothing() -> None:
    """Nobody counted either time: what came out came out once."""
    before = holding(*DUMMIES)
    state = after(after(before, "unload", weapon="revolver"), "unload", **GUN)
    assert grew(before, state) == {"out": 3}


def test_what_was_found_in_it_after_an_unload_is_another_round() -> None:
    """One that one person saw in it after three had come out is a fourth, of no lot, and comes out as that."""
    before = holding(*DUMMIES)
    state = after(
        after(before, "unload", weapon="revolver"), "check", weapon="revolver", found=(of("dummies", 1),)
    )
    assert grew(before, state) == {"out": 3, "extra": 1}
    state = after(state, "unload", found=(Draw(kind="dummy", count=1),), **GUN)
    assert grew(before, state) == {"out": 4, "extra": 1}


def test_what_came_out_of_no_lot_is_not_lost_by_the_next_look() -> None:
    """Rounds of no lot that came out are out, also after two people have looked and found it empty."""
    before = holding(*NAMELESS)
    state = after(before, "unload", **GUN)
    assert grew(before, after(state, "check", found=(), **GUN, **LOOK)) == {"out": 2}


@pytest.mark.parametrize(("found", "parts"), [((of("dummies", 3),), {"out": 3}), ((), {"lost": 3})])
def test_a_round_of_a_box_that_left_came_out_or_was_lost_as_any_other(
    found: tuple[Draw, ...], parts: dict[str, int]
) -> None:
    """The box takes none back, so that they are open there; of the weapon it is known what was found."""
    before = holding(*DUMMIES)
    before = before.with_lot(replace(OUT, gone="supplier"))
    state = after(before, "unload", found=found, **GUN)
    assert (state.lots["dummies"].unaccounted, grew(before, state)) == (6, parts)


@pytest.mark.parametrize("gone", ["", "supplier"])
def test_what_an_automatic_fired_by_difference_was_fired(gone: str) -> None:
    """What went in and did not come out of an automatic that fired was fired, wherever its box is; a dummy is lost."""
    contents = (*LOADED, replace(DUMMIES[0], place="chamber:4"))
    before = holding(*contents, use=Use(record=0, fired=1))
    gun = replace(before.weapons["revolver"], action="automatic", capacity=20)
    before = replace(before, weapons={"revolver": gun}).with_lot(replace(BLANKS, gone=gone))
    state = after(before, "unload", found=(of("blanks", 1),), **GUN)
    assert grew(before, state) == {"fired": 2, "out": 1, "lost": 1}


def test_what_names_no_weapon_has_no_account() -> None:
    """Rounds that leave a box are in the account of no weapon, not even of one without a name."""
    before = holding(*DUMMIES)
    for kind in ("destroy-rounds", "keep-sample"):
        state = after(before, kind, lot="dummies", count=2, witness="assistant", would="hold")
        assert (state.lots["dummies"].unaccounted, state.tallies) == (5, before.tallies)
    found = after(before, "find-live", lot="dummies", witness="assistant")
    assert found.tallies == before.tallies
