"""What an unload leaves: rounds back in their boxes, differences open, and a weapon of which nothing is known."""

from __future__ import annotations

from typing import Any

import pytest

from showsafe.domain.acts import Draw
from showsafe.domain.belief import Belief, Fault, Hold, Loaded, Use
from showsafe.domain.changing import replace
from showsafe.domain.effects.ready import unload
from showsafe.domain.state import State
from showsafe.domain.things import Cartridge, Lot, Weapon
from tests.domain.one_gun import (
    AT,
    BEFORE,
    BLANKS,
    DUMMIES,
    FULL,
    RECORD,
    REVOLVER,
    bare,
    blank,
    done,
    dummy,
    ended,
    stray,
)

IN_IT = (blank("chamber:1"), blank("chamber:2"), dummy("chamber:3"))
ALL = (Draw(count=2, lot="blanks"), Draw(count=1, lot="dummies"))
LOADED = replace(
    FULL,
    contents=IN_IT,
    fed=("blanks", "dummies"),
    loaded=Loaded(by="armorer", custodian=True, at=BEFORE, record=15, kind="blank", size="half", count=3),
)
FULL_USE = Use(record=9, fired=2, back=True, bore_looked=True)
AUTOMATIC = replace(REVOLVER, action="automatic")


def after(belief: Belief, *lots: Lot, kind: str = "unload", weapon: Weapon = REVOLVER, **said: Any) -> State:  # noqa: ANN401
    """Return what an unload by the armorer, before the assistant, leaves."""
    return unload(bare(belief, *lots, weapon=weapon), done(kind, **{"witness": "assistant", **said}))


def out(came: tuple[Cartridge, ...], *, because: str = "unloaded", counted: bool, **more: Any) -> Belief:  # noqa: ANN401
    """Return what is believed of the revolver once these rounds came out."""
    use = replace(FULL_USE, cleared=True, counted=counted)
    return replace(
        ended(LOADED, because),
        contents=(),
        came_out=came,
        loaded=None,
        magazine="",
        seal="",
        **{"use": use, **more},
    )


@pytest.mark.parametrize(("kind", "because"), [("unload", "unloaded"), ("clear", "cleared")])
def test_what_went_in_proven_comes_out_proven(kind: str, because: str) -> None:
    """All of it was found, by two: the rounds are in their boxes again, and nobody knows that the weapon is empty."""
    state = after(LOADED, kind=kind, found=ALL)
    assert state.beliefs == {"revolver": out(IN_IT, because=because, counted=True)}
    assert state.lots == {
        "blanks": replace(BLANKS, box=12, proven=12),
        "dummies": replace(DUMMIES, box=9, proven=9),
    }
    assert state.stops == ()


@pytest.mark.parametrize(
    ("gated", "said"),
    [
        (False, {"found": ALL}),
        (True, {"found": ALL, "witness": ""}),
        (True, {"found": ALL, "witness": "armorer"}),
    ],
)
def test_on_any_other_way_nothing_comes_out_proven(*, gated: bool, said: dict[str, Any]) -> None:
    """It left the permitted way, or one alone took them out: all of the box are proven again."""
    state = after(replace(LOADED, gated=gated), **said)
    counted = said.get("witness") is None
    assert state.beliefs == {"revolver": out(IN_IT, counted=counted, gated=gated)}
    assert state.lots == {
        "blanks": replace(BLANKS, box=12, proven=0),
        "dummies": replace(DUMMIES, box=9, proven=0),
    }


@pytest.mark.parametrize(("before", "counted"), [(False, False), (True, True)])
def test_an_unload_without_what_was_found_takes_out_what_is_believed(*, before: bool, counted: bool) -> None:
    """Nobody counted: fired cases and misfires go with it, only what is ready goes back, and no count is closed."""
    spent, faulty = blank("chamber:4", "spent"), blank("chamber:5", "faulty")
    belief = replace(LOADED, contents=(*IN_IT, spent, faulty, stray("chamber:6", "dummy")))
    state = after(replace(belief, use=replace(FULL_USE, counted=before)), replace(BLANKS, faulty=1))
    came = (*IN_IT, stray("chamber:6", "dummy"))
    assert state.believed("revolver") == out((IN_IT[0], IN_IT[1], *came[2:]), counted=counted)
    assert state.lots == {
        "blanks": replace(BLANKS, box=12, proven=12, faulty=1),
        "dummies": replace(DUMMIES, box=9, proven=9),
    }


def test_what_did_not_come_out_stays_open() -> None:
    """One blank and the dummy are missing: not accounted for, and the count is not closed."""
    state = after(LOADED, found=(Draw(count=1, lot="blanks"),))
    note = f"record {RECORD}: 2 of 3 not found"
    assert state.beliefs == {"revolver": out(IN_IT[:1], counted=False, uncounted=(*FULL.uncounted, note))}
    assert state.lots == {
        "blanks": replace(BLANKS, box=11, proven=11, unaccounted=1),
        "dummies": replace(DUMMIES, unaccounted=1),
    }


def test_a_misfire_that_did_not_come_out_is_missing_from_its_box_alone() -> None:
    """It was not ready: no round to be fired is open of the weapon, and one of its box is not accounted for."""
    belief = replace(LOADED, contents=(blank("chamber:1", "faulty"),))
    state = after(belief, replace(BLANKS, faulty=1), found=())
    assert state.beliefs == {"revolver": out((), counted=False)}
    assert state.lots["blanks"] == replace(BLANKS, unaccounted=1)


def test_more_than_was_loaded_holds_the_weapon_and_its_box() -> None:
    """Two too many: the count stays open, the weapon is held, and nobody can tell the strange ones in the box."""
    found = (*ALL, Draw(count=1, lot="dummies"), Draw(count=1, kind="snap-cap"))
    state = after(LOADED, found=found)
    note = f"record {RECORD}: 2 more than was loaded"
    holds = (*FULL.holds, Hold(why="more in it than was loaded", record=RECORD, at=AT))
    expected = out(IN_IT, counted=False, uncounted=(*FULL.uncounted, note), holds=holds)
    assert state.beliefs == {"revolver": expected}
    tainted = f"a round too many, record {RECORD}"
    assert state.lots == {
        "blanks": replace(BLANKS, box=12, proven=0, tainted=tainted),
        "dummies": replace(DUMMIES, box=9, proven=0, tainted=tainted),
    }


FIRED = (*IN_IT, blank("chamber:4"))


@pytest.mark.parametrize(
    ("action", "fired", "by_difference"),
    [("automatic", 1, 2), ("belt-fed", 1, 2), ("automatic", 0, 0), ("single-action-revolver", 1, 0)],
)
def test_what_did_not_come_out_of_an_automatic_was_fired(action: str, fired: int, by_difference: int) -> None:
    """Nobody can count its shots; but where none was fired, or of a revolver, what is gone is missing."""
    belief = replace(LOADED, contents=FIRED, use=replace(FULL_USE, fired=fired))
    found = (Draw(count=1, lot="blanks"), Draw(count=1, lot="dummies"))
    state = after(belief, weapon=replace(REVOLVER, action=action), found=found)
    lost = 2 - by_difference
    assert state.lots["blanks"] == replace(
        BLANKS, box=11, proven=11, spent=by_difference, by_difference=by_difference, unaccounted=lost
    )
    note = (f"record {RECORD}: 2 of 4 not found",) if lost else ()
    use = replace(FULL_USE, fired=fired, cleared=True, counted=not lost)
    expected = out((FIRED[0], FIRED[2]), counted=not lost, uncounted=(*FULL.uncounted, *note), use=use)
    assert state.believed("revolver") == expected


def test_an_automatic_that_was_in_no_use_fired_nothing() -> None:
    """No shot of it is on record: what is gone is missing."""
    state = after(replace(LOADED, use=None), weapon=AUTOMATIC, found=ALL[:1])
    assert state.lots["dummies"] == replace(DUMMIES, unaccounted=1)
    note = f"record {RECORD}: 1 of 3 not found"
    expected = out(IN_IT[:2], counted=False, use=None, uncounted=(*FULL.uncounted, note))
    assert state.believed("revolver") == expected


CAME = replace(LOADED, contents=(), came_out=IN_IT)
BACK = (replace(BLANKS, box=12, proven=12), replace(DUMMIES, box=9, proven=9))


def test_an_unload_said_again_is_one_unload() -> None:
    """Said with what was found after it was said without: the rounds are in their boxes once, and counted."""
    state = after(CAME, *BACK, found=ALL)
    assert state.beliefs == {"revolver": out(IN_IT, counted=True)}
    assert state.lots == {"blanks": BACK[0], "dummies": BACK[1]}


def test_what_an_unload_said_again_did_not_find_is_missing() -> None:
    """The dummy was put back on paper; two people say now that it was not there."""
    state = after(CAME, *BACK, found=ALL[:1])
    note = f"record {RECORD}: 1 of 3 not found"
    assert state.beliefs == {"revolver": out(IN_IT[:2], counted=False, uncounted=(*FULL.uncounted, note))}
    assert state.lots == {"blanks": BACK[0], "dummies": replace(DUMMIES, unaccounted=1)}


def test_what_has_left_its_box_since_is_not_in_the_weapon_again() -> None:
    """Of the two blanks one went into another weapon: no round is in two places."""
    state = after(CAME, replace(BLANKS, box=1, proven=0), BACK[1], found=ALL)
    note = f"record {RECORD}: 1 more than was loaded"
    holds = (*FULL.holds, Hold(why="more in it than was loaded", record=RECORD, at=AT))
    came = (IN_IT[0], IN_IT[2])
    expected = out(came, counted=False, uncounted=(*FULL.uncounted, note), holds=holds)
    assert state.beliefs == {"revolver": expected}
    tainted = f"a round too many, record {RECORD}"
    assert state.lots == {
        "blanks": replace(BLANKS, box=1, proven=0, tainted=tainted),
        "dummies": BACK[1],
    }


def test_a_round_of_no_box_comes_out_again_too() -> None:
    """A dummy of which nobody knows the box came out: said again, it is found again."""
    strange = stray("chamber:1", "dummy")
    state = after(replace(CAME, came_out=(strange,)), found=(Draw(count=1, kind="dummy"),))
    assert state.beliefs == {"revolver": out((strange,), counted=True)}
    assert state.lots == {"blanks": BLANKS, "dummies": DUMMIES}


@pytest.mark.parametrize(
    "belief",
    [replace(CAME, contents=(blank("chamber:6"),)), replace(CAME, came_out=())],
)
def test_an_unload_of_something_else_takes_nothing_back(belief: Belief) -> None:
    """There are other rounds in it by now, or none came out before: what is said is of what is in it now."""
    found = (Draw(count=1, lot="blanks"),)
    state = after(belief, *BACK, found=found)
    more = 0 if belief.contents else 1
    assert state.lots["blanks"].box == 13 - more
    assert state.lots["dummies"] == BACK[1]
    assert len(state.believed("revolver").uncounted) == 1 + more


def test_without_what_was_found_nothing_is_said_again() -> None:
    """An empty weapon is unloaded once more: nothing moves, and what came out before is no longer what came out."""
    state = after(CAME, *BACK)
    assert state.beliefs == {"revolver": out((), counted=False)}
    assert state.lots == {"blanks": BACK[0], "dummies": BACK[1]}


def test_a_live_round_on_its_way_out_is_found_before_the_others_go_back() -> None:
    """The set stops, the weapon is out of use, and every round of the boxes in it is proven again."""
    found = (*ALL, Draw(count=1, kind="unidentified"))
    state = after(replace(LOADED, take=None), found=found)
    note = f"record {RECORD}: 1 more than was loaded"
    expected = out(
        IN_IT,
        because="a live round was in its lot",
        counted=False,
        uncounted=(*FULL.uncounted, note),
        holds=(*FULL.holds, Hold(why="more in it than was loaded", record=RECORD, at=AT)),
        quarantined=True,
        gated=False,
        take=None,
        disturbed=AT,
        bore=replace(LOADED.bore, voided_by=RECORD, void_because="a live round was in it")
        if LOADED.bore
        else None,
    )
    assert state.beliefs == {"revolver": expected}
    tainted = f"live round in it, record {RECORD}"
    assert state.lots == {
        "blanks": replace(BLANKS, box=12, proven=0, tainted=tainted),
        "dummies": replace(DUMMIES, box=9, proven=0, tainted=tainted),
    }
    assert [(stop.kind, stop.about) for stop in state.stops] == [("live", "revolver")]


def test_an_unload_clears_every_open_fault_and_no_other_use() -> None:
    """A misfire under a later drop is cleared with it; one that was in no use is in none, and none of it is closed."""
    earlier = Fault(kind="misfire", at=BEFORE, record=20, by="performer")
    fault = Fault(kind="drop", at=BEFORE, record=21, by="performer", earlier=(earlier,))
    state = after(replace(LOADED, use=None, fault=fault), found=ALL)
    cleared = replace(fault, cleared=True, earlier=(replace(earlier, cleared=True),))
    assert state.believed("revolver") == out(IN_IT, counted=True, use=None, fault=cleared)


def test_only_its_own_magazine_is_out() -> None:
    """The magazine of another weapon stays in that one."""
    state = replace(bare(LOADED), magazines={"m1": "revolver", "m2": "pistol"})
    assert unload(state, done("unload", witness="assistant", found=ALL)).magazines == {"m2": "pistol"}


def test_who_unloads_what_is_in_nobodys_hands_has_it() -> None:
    """It lay on a table: whoever takes the rounds out has it in their hands."""
    belief = after(replace(LOADED, holder="", place="table"), found=ALL).believed("revolver")
    assert (belief.holder, belief.place, belief.since) == ("armorer", "", AT)
