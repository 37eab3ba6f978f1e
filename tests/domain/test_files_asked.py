"""What is asked of a file: what is open, whose a weapon is, if what was read is its own, its word and its flags."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from showsafe.domain import files
from showsafe.domain.acts import Act, Scan
from showsafe.domain.belief import Belief
from showsafe.domain.spoken import COLD, HOT
from showsafe.domain.state import File, Member, State
from showsafe.domain.things import Weapon
from tests.domain.bare import at, bare, proof, rounds
from tests.domain.test_files_effects import ONE, OPEN, TWO, with_file

SHUT = replace(OPEN, id="dugout", closed=True)
FAR = replace(OPEN, id="far", members=(Member(weapon="three", mark="1", user="partner"),))
THREE: dict[str, File] = {each.id: each for each in (SHUT, OPEN, FAR)}
STATE: State = replace(with_file(), files=THREE)


def test_which_files_are_open() -> None:
    """By its name, or all: what is closed is none, and neither is what was never opened."""
    assert [files.open_file(STATE, name) for name in ("trench", "dugout", "none")] == [OPEN, None, None]
    assert files.open_files(STATE) == (OPEN, FAR)


def test_whose_a_weapon_is() -> None:
    """It belongs to the open file it was drawn into; what only a closed one had, or none, belongs to none."""
    assert [files.file_of(STATE, name) for name in ("one", "two", "three", "four")] == [OPEN, OPEN, FAR, None]
    assert [files.member_of(OPEN, name) for name in ("one", "two", "three")] == [ONE, TWO, None]
    assert files.file_of(replace(STATE, files={"dugout": SHUT}), "one") is None


@pytest.mark.parametrize(
    ("weapon", "tag", "right"),
    [
        (Weapon(id="one", tag="FA-1", serial="S-1"), "FA-1", True),
        (Weapon(id="one", tag="FA-1", serial="S-1"), "S-1", True),
        (Weapon(id="one", tag="FA-1", serial="S-1"), "S-2", False),
        (Weapon(id="one", tag="FA-1", serial="S-1"), "", False),
        (Weapon(id="one", tag="", serial="S-1"), "", False),
        (Weapon(id="one", tag="", serial=""), "", False),
        (None, "S-1", False),
        (None, "", False),
    ],
)
def test_what_is_read_is_its_own(weapon: Weapon | None, tag: str, right: bool) -> None:  # noqa: FBT001 - of a table
    """Its tag or its serial, and nothing else; nothing read is never right, also where nothing is on record."""
    assert files.read_right(weapon, tag) is right


EMPTY = Belief(holder="armorer", proof=proof("empty"))
LOADED = replace(EMPTY, contents=rounds(1))


@pytest.mark.parametrize(
    ("one", "two", "word"),
    [
        (EMPTY, EMPTY, COLD),
        (EMPTY, Belief(holder="armorer"), HOT),
        (Belief(holder="armorer"), EMPTY, HOT),
        (EMPTY, replace(EMPTY, quarantined=True), HOT),
    ],
)
def test_one_hot_weapon_makes_the_file_hot(one: Belief, two: Belief, word: str) -> None:
    """The word of a file is cold only where each of its weapons is."""
    assert files.word_of(with_file(OPEN, one=one, two=two), OPEN) == word


def test_a_file_with_nothing_in_it_is_hot() -> None:
    """Of nothing nobody says cold."""
    assert files.word_of(with_file(), replace(OPEN, members=())) == HOT


def test_in_how_many_a_flag_stands() -> None:
    """One in each that fires and holds no unfired round: not in a rubber gun, a loaded one, or what nobody knows."""
    faulty = replace(EMPTY, contents=rounds(1, state="faulty"))
    state = bare(
        empty=EMPTY,
        fired=replace(EMPTY, contents=rounds(2, state="spent")),
        loaded=LOADED,
        mixed=replace(EMPTY, contents=(*rounds(1, state="spent"), *rounds(1))),
        misfired=faulty,
        rubber=EMPTY,
    )
    state = replace(state, weapons={**state.weapons, "rubber": Weapon(id="rubber", class_="rubber")})
    one_by_one = {name: files.flagged(state, (name,)) for name in (*state.weapons, "unknown")}
    assert one_by_one == {
        "empty": 1,
        "fired": 1,
        "loaded": 0,
        "mixed": 0,
        "misfired": 0,
        "rubber": 0,
        "unknown": 0,
    }
    assert files.flagged(state, tuple(one_by_one)) == 2


def test_the_lots_in_a_weapon() -> None:
    """Each lot of its rounds once, fired ones too, in their order; rounds of no lot name none."""
    inside = (
        *rounds(1, "blanks", state="spent"),
        *rounds(1, ""),
        *rounds(2, "dummies"),
        *rounds(1, "blanks"),
    )
    assert files.lots_in(bare(one=Belief(contents=inside)), "one") == ("blanks", "dummies")
    assert files.lots_in(bare(), "never heard of") == ()


def act_of(kind: str, **said: Any) -> Act:  # noqa: ANN401 - values of keys
    """Return an act of the file of which everything is said that can be."""
    scans = (Scan(weapon="one", tag="S-1"), Scan(weapon="two", tag="S-2"))
    whole: dict[str, Any] = {"file": "trench", "scans": scans, "flags": 2, "witness": "assistant"}
    return Act(kind=kind, act_id="act-7", by="armorer", at=at(1), **{**whole, **said})


def test_a_hand_over_of_an_issue_is_to_the_user_of_its_mark() -> None:
    """From the one who issues, to the user on record, in the scene of the file; of the file itself nothing is left."""
    act = act_of("issue-file", scene="another scene", to=("partner",))
    assert files.hand_over(STATE, act, act.scans[0]) == Act(
        kind="hand-over",
        act_id="act-7/one",
        by="armorer",
        at=at(1),
        weapon="one",
        from_="armorer",
        to=("performer",),
        scene="wood",
        witness="assistant",
    )


def test_what_is_of_no_file_goes_to_nobody() -> None:
    """A weapon that was never drawn in has no user; out of a file that is not open, the scene is as it was said."""
    act = act_of("issue-file", scene="another scene")
    single = files.hand_over(STATE, act, Scan(weapon="three", tag="S-3"))
    assert (single.weapon, single.to, single.scene) == ("three", (), "wood")
    shut = files.hand_over(STATE, replace(act, file="dugout"), act.scans[0])
    assert (shut.weapon, shut.to, shut.scene) == ("one", (), "another scene")


def test_a_return_is_one_collecting_each() -> None:
    """By whoever returns the file, before the same witness; of the file itself nothing is left."""
    act = act_of("return-file")
    assert files.collect(act, act.scans[1]) == Act(
        kind="collect", act_id="act-7/two", by="armorer", at=at(1), weapon="two", witness="assistant"
    )
