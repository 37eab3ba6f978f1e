"""What a take, a shot, a cut and a closed count leave: what is open stays open until it is closed by two."""

from __future__ import annotations

from typing import Any

import pytest

from showsafe.domain.belief import Belief, Hold, Loaded, Take, Use
from showsafe.domain.changing import replace
from showsafe.domain.counted import LOT, Discrepancy, key_of
from showsafe.domain.effects.use import cut, discharge, reconcile, rehearse, take
from showsafe.domain.proof import void
from showsafe.domain.state import State, Stop
from showsafe.domain.things import Lot
from tests.domain.one_gun import (
    AT,
    BEFORE,
    BLANKS,
    DUMMIES,
    FULL,
    RECORD,
    bare,
    blank,
    done,
    dummy,
    ended,
    proof,
    stray,
)

FIRED = "fired since it was looked through"
LOAD = Loaded(by="armorer", custodian=True, at=BEFORE, record=15, kind="blank", size="half", count=3)
SAID: dict[str, Any] = {"user": "grip", "scene": "bar"}
TAKEN = Take(user="grip", scene="bar", record=RECORD)
GOES_ON = Take(user="performer", scene="saloon", record=14)


def after_bore(belief: Belief, because: str) -> Belief:
    """Return a belief whose bore proof ended with this record."""
    return replace(belief, bore=void(belief.bore, RECORD, because))


# --- takes ----------------------------------------------------------------------------------------


def test_a_take_begins_a_use_or_goes_on_with_one() -> None:
    """It is no longer back with its custodian, and what is loaded has been in a take."""
    before = replace(FULL, take=None, loaded=LOAD)
    assert FULL.use is not None
    expected = replace(
        before, take=TAKEN, loaded=replace(LOAD, taken=True), use=replace(FULL.use, back=False)
    )
    assert take(bare(before), done("take", "first-ad", **SAID)).beliefs == {"revolver": expected}
    new = replace(before, use=None, loaded=None)
    first = replace(new, take=replace(TAKEN, user="armorer", scene=""), use=Use(record=RECORD))
    assert take(bare(new), done("take", "first-ad")).beliefs == {"revolver": first}


def test_a_rehearsal_is_no_use() -> None:
    """It begins as a take does, and nothing of it has to be closed again."""
    before = replace(FULL, take=None, loaded=LOAD)
    for said, begun in ((SAID, TAKEN), ({}, replace(TAKEN, user="armorer", scene=""))):
        after = rehearse(bare(before), done("rehearse", "first-ad", **said))
        assert after.beliefs == {"revolver": replace(before, take=begun)}


@pytest.mark.parametrize("begins", [take, rehearse])
@pytest.mark.parametrize("shots", [0, 1, 2])
def test_the_next_take_ends_the_one_before(begins: Any, shots: int) -> None:  # noqa: ANN401
    """Nobody said cut: what was fired from in it needs its bore looked at all the same."""
    before = replace(FULL, take=replace(GOES_ON, shots=shots), use=Use(record=9))
    after = begins(bare(before), done("take", "first-ad", **SAID)).believed("revolver")
    expected = replace(before, take=TAKEN)
    assert after == (after_bore(expected, FIRED) if shots else expected)


@pytest.mark.parametrize(
    ("said", "ends"),
    [
        ({}, ("revolver", "rifle", "nameless")),
        ({"scene": "saloon"}, ("revolver", "nameless")),
        ({"scene": "street"}, ("nameless",)),
        ({"weapon": "rifle"}, ("rifle",)),
        ({"weapon": "rifle", "scene": "saloon"}, ()),
        ({"weapon": "nameless", "scene": "saloon"}, ("nameless",)),
        ({"weapon": "idle"}, ()),
    ],
)
def test_a_cut_ends_the_takes_of_its_weapon_and_scene(said: dict[str, Any], ends: tuple[str, ...]) -> None:
    """A take of no scene is of any; what is in no take keeps its word, and nothing is cold for a cut."""
    beliefs = {
        "idle": replace(FULL, take=None),
        "revolver": replace(FULL, take=replace(GOES_ON, shots=1)),
        "rifle": replace(FULL, take=replace(GOES_ON, scene="bar")),
        "nameless": replace(FULL, take=replace(GOES_ON, scene="")),
    }
    state = State(beliefs=beliefs, active=tuple(beliefs))
    after = cut(state, done("cut", "first-ad", **{"weapon": "", **said}))
    expected = {name: replace(b, take=None, said=None) if name in ends else b for name, b in beliefs.items()}
    if "revolver" in ends:
        expected["revolver"] = after_bore(expected["revolver"], FIRED)
    assert after.beliefs == expected


# --- shots ----------------------------------------------------------------------------------------

SIX = (
    blank("chamber:1", "spent"),
    dummy("chamber:2"),
    blank("chamber:3", "faulty"),
    blank("chamber:4"),
    stray("chamber:5", "blank"),
    blank("chamber:6"),
)
OPEN = Use(record=9, fired=2)
CLOSED_USE = replace(OPEN, back=True, cleared=True, bore_looked=True, counted=True)
ARMED = replace(FULL, contents=SIX, proof=proof("blanks"), use=CLOSED_USE)


def shot(belief: Belief, count: int | None = None) -> State:
    """Return what so many shots leave."""
    return discharge(bare(belief, replace(BLANKS, spent=1)), done("discharge", "performer", count=count))


@pytest.mark.parametrize(
    ("count", "fired", "spent"),
    [(None, (3,), 1), (1, (3,), 1), (2, (3, 4), 1), (3, (3, 4, 5), 2), (0, (), 0)],
)
def test_a_shot_spends_a_blank(count: int | None, fired: tuple[int, ...], spent: int) -> None:
    """In the order of the places; no dummy and no misfire is fired, and the bore is void when the take ends."""
    contents = tuple(replace(c, state="spent") if n in fired else c for n, c in enumerate(SIX))
    state = shot(replace(ARMED, take=replace(GOES_ON, shots=4)), count)
    shots = 1 if count is None else count
    use = replace(OPEN, fired=2 + shots)
    taking = replace(GOES_ON, shots=4 + shots)
    expected = replace(ARMED, contents=contents, said=None, use=use, take=taking, disturbed=AT)
    assert state.beliefs == {"revolver": expected}
    assert state.lots == {"blanks": replace(BLANKS, spent=1 + spent), "dummies": DUMMIES}


def test_a_shot_outside_a_take_voids_the_bore_at_once() -> None:
    """No cut will end it; and where it was in no use, one begins."""
    belief = replace(ARMED, take=None, use=None)
    contents = tuple(replace(c, state="spent") if n == 3 else c for n, c in enumerate(SIX))
    use = Use(record=RECORD, fired=1)
    expected = replace(belief, contents=contents, said=None, use=use, disturbed=AT)
    assert shot(belief).believed("revolver") == after_bore(expected, "discharged")


MORE = "more came out of it than the record knows"


def test_more_shots_than_blanks_hold_the_weapon() -> None:
    """Something was in it that nobody put there: all proofs end, and the difference stays open."""
    contents = tuple(replace(c, state="spent") if n in (3, 4, 5) else c for n, c in enumerate(SIX))
    belief = shot(ARMED, 5).believed("revolver")
    fired = replace(
        ARMED, contents=contents, use=replace(OPEN, fired=7), take=replace(GOES_ON, shots=5), disturbed=AT
    )
    expected = replace(
        ended(fired, MORE),
        holds=(*FULL.holds, Hold(why="fired more than was loaded", record=RECORD, at=AT)),
        uncounted=(*FULL.uncounted, f"record {RECORD}: 2 unexplained shots"),
        gated=False,
    )
    assert belief == expected


@pytest.mark.parametrize("known", [None, proof("blanks", voided=20, because="left")])
def test_a_shot_from_a_weapon_that_nobody_knew_is_off_the_permitted_way(known: Any) -> None:  # noqa: ANN401
    """A blank was believed in it, so no shot is unexplained; but nothing was proven of it, and nothing is now."""
    belief = replace(ARMED, proof=known)
    contents = tuple(replace(c, state="spent") if n == 3 else c for n, c in enumerate(SIX))
    fired = replace(
        belief, contents=contents, use=replace(OPEN, fired=3), take=replace(GOES_ON, shots=1), disturbed=AT
    )
    assert shot(belief).believed("revolver") == replace(ended(fired, MORE), gated=False)


# --- counts ---------------------------------------------------------------------------------------

SHORT = replace(BLANKS, missing=2, unaccounted=3)
CLOSED = f"count closed with 3 missing, record {RECORD}"


def closed(state: State, **said: Any) -> State:  # noqa: ANN401
    """Return what a count leaves that armorer and assistant closed."""
    return reconcile(state, done("reconcile", **{"weapon": "", "witness": "assistant", **said}))


@pytest.mark.parametrize("said", [{}, {"lot": "blanks"}])
def test_what_is_missing_when_a_count_is_closed_taints_its_box_and_what_it_fed(said: dict[str, Any]) -> None:
    """Nobody knows which of its rounds are gone, or what lies there instead."""
    fed = replace(FULL, contents=(blank("chamber:1"),), uncounted=(), use=None)
    state = closed(bare(fed, SHORT, replace(DUMMIES, unaccounted=0)), **said)
    assert state.lots == {
        "blanks": replace(BLANKS, missing=5, tainted=CLOSED, proven=0),
        "dummies": DUMMIES,
    }
    why = "its lot was closed with a difference"
    assert state.beliefs == {"revolver": replace(ended(fed, why, bore=False), gated=False)}
    assert state.stops == ()


def test_a_missing_dummy_stops_the_set() -> None:
    """It may be where a live round lies in its place, or a live round where it was."""
    state = closed(bare(None, replace(DUMMIES, unaccounted=1)))
    assert state.lots["dummies"].missing == 1
    assert state.stops == (
        Stop(kind="missing-dummy", record=RECORD, at=AT, pressed_by="armorer", about="dummies"),
    )


@pytest.mark.parametrize(
    ("said", "missing"),
    [({}, (5, 1)), ({"lot": "blanks"}, (5, 0)), ({"lot": "dummies"}, (2, 1))],
)
def test_a_count_is_closed_of_one_box_or_of_all_that_differ(
    said: dict[str, Any], missing: tuple[int, int]
) -> None:
    """The others stay open."""
    state = closed(bare(None, SHORT, replace(DUMMIES, unaccounted=1)), **said)
    assert tuple(lot.missing for lot in state.lots.values()) == missing


def test_a_box_that_sums_is_left_alone() -> None:
    """Counted, and nothing is missing."""
    assert closed(bare(), lot="blanks").lots == {"blanks": BLANKS, "dummies": DUMMIES}


def test_who_closed_a_count_had_a_part_in_its_difference() -> None:
    """Neither of the two closes the discrepancy of that box; in one of a box that sums they had none."""
    found = Discrepancy(
        of="a",
        thing=LOT,
        name="blanks",
        why="short",
        count=3,
        says="",
        record=4,
        at=BEFORE,
        owners=("armorer",),
    )
    key, other = key_of("a", LOT, "blanks"), key_of("a", LOT, "dummies")
    known = {key: found, other: replace(found, name="dummies")}
    state = closed(replace(bare(None, SHORT), discrepancies=known))
    assert state.discrepancies == {**known, key: replace(found, counted_by=("armorer", "assistant"))}


HOME = Use(record=9, back=True, cleared=True, bore_looked=True, fired=2)
NOTED = replace(FULL, use=None)
USES: list[tuple[Belief, Belief]] = [
    (NOTED, replace(NOTED, uncounted=())),
    (replace(FULL, use=HOME), replace(FULL, use=None, uncounted=())),
    (FULL, replace(FULL, use=replace(FULL.use, counted=True) if FULL.use else None, uncounted=())),
    (replace(FULL, use=HOME, uncounted=()), replace(FULL, use=None, uncounted=())),
    (replace(NOTED, uncounted=()), replace(NOTED, uncounted=())),
]


@pytest.mark.parametrize(("before", "after"), USES)
@pytest.mark.parametrize("said", [{}, {"weapon": "revolver"}])
def test_a_closed_count_closes_the_use_that_waited_for_it(
    said: dict[str, Any], before: Belief, after: Belief
) -> None:
    """Its differences are closed; where the weapon is not back, cleared and looked through, the rest stays open."""
    assert closed(bare(before), **said).beliefs == {"revolver": after}


def test_the_count_of_one_weapon_closes_that_of_no_other() -> None:
    """Each weapon that has something open has it until it is counted itself, or all are."""
    lots: tuple[Lot, ...] = (SHORT,)
    state = closed(bare(FULL, *lots, other=FULL), weapon="other")
    counted = replace(FULL, use=replace(FULL.use, counted=True) if FULL.use else None, uncounted=())
    assert state.beliefs == {"revolver": FULL, "other": counted}
    everything = closed(bare(FULL, *lots, other=FULL))
    assert everything.beliefs == {"revolver": counted, "other": counted}
