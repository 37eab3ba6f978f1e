"""What stands against an act because something is frozen after an incident, and who is two from outside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from showsafe.domain.acts import Act
from showsafe.domain.belief import Belief
from showsafe.domain.frozen import Frozen
from showsafe.domain.state import State, Stop
from showsafe.domain.things import Person
from showsafe.rules.decision import Weight
from showsafe.rules.frozen import against, inside_of_any, released_from_outside
from showsafe.rules.gates.trouble import Trouble
from tests.domain.bare import at, bare, box

FREEZE = Frozen(
    thing="weapon", name="revolver", record=1, at=at(5), opened_by=("first-ad",), inside=("armorer",)
)
WEAPON = {"weapon revolver": FREEZE}
LOT = {"lot dummies": replace(FREEZE, thing="lot", name="dummies")}
SAFE = {"container safe": replace(FREEZE, thing="container", name="safe")}
OUTSIDE = {
    "producer": "producer",
    "first-ad": "first-ad",
    "safety": "safety-advisor",
    "manager": "production-manager",
}


def frozen(things: dict[str, Frozen], lot: dict[str, Any] | None = None, **how: Any) -> State:  # noqa: ANN401
    """Return a record on which these things are frozen; ``how`` is believed of the weapon, ``lot`` is so of the box."""
    state = bare(box(**{"holder": "", **(lot or {})}), revolver=Belief(**how))
    people = {name: Person(id=name, roles=(role,)) for name, role in OUTSIDE.items()}
    return replace(state, people={**state.people, **people}, frozen=things)


def act(kind: str, by: str = "armorer", said: float = 9, **keys: Any) -> Act:  # noqa: ANN401
    """Return an act of four minutes after the freeze."""
    return Act(kind=kind, act_id="a", by=by, at=at(said), **keys)


MARKS = {Weight.NOTE: "note ", Weight.HOLD: "hold ", Weight.REFUSE: ""}


def stands(state: State, asked: Act) -> list[str]:
    """Return the short names of what stands against it; what is only noted says so."""
    return [MARKS[each.weight] + each.code.split(".")[1] for each in against(Trouble(), state, asked)]


OPENED = {"weapon": "revolver", "witness": "safety", "says": "under the hammer: one", "found": ()}


@pytest.mark.parametrize("kind", ["check", "unload", "clear"])
@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({}, "made-safe"),
        ({"says": ""}, "frozen-opened"),
        ({"found": None}, "frozen-opened"),
        ({"witness": ""}, "frozen-opened"),
        ({"witness": "armorer"}, "frozen-opened"),
    ],
)
def test_what_makes_opening_it_safe(kind: str, change: dict[str, Any], says: str) -> None:
    """Before somebody else, with what was found and what was where: one of the three missing, and it is asked why."""
    opened = act(kind, **{**OPENED, **change})
    assert [each.split()[-1] for each in stands(frozen(WEAPON), opened)] == [says]
    assert stands(frozen({}), opened) == []


MIND_ITS_PLACE: tuple[tuple[str, dict[str, Any], dict[str, Any], bool], ...] = (
    ("foul", {}, {}, True),
    ("collect", {"container": "box 9"}, {}, True),
    ("collect", {"holder": "performer"}, {}, False),
    ("isolate", {"holder": "armorer"}, {"in_": "box 9"}, False),
    ("isolate", {"container": "weapon safe"}, {"in_": "box 9"}, False),
    ("isolate", {"container": "box 9", "isolated": True}, {"in_": "box 9"}, False),
    ("isolate", {"container": "box 9", "isolated": True}, {"in_": "another box"}, True),
    ("isolate", {"container": "box 9", "quarantined": True}, {"in_": "another box"}, True),
    ("quarantine", {"container": "box 9", "isolated": True}, {"in_": "another box"}, True),
    ("drop", {"container": "box 9", "isolated": True}, {"in_": "another box"}, False),
)


@pytest.mark.parametrize(("kind", "how", "said", "changes"), MIND_ITS_PLACE)
def test_what_changes_a_frozen_weapon(
    kind: str,
    how: dict[str, Any],
    said: dict[str, Any],
    changes: bool,  # noqa: FBT001 - of a table
) -> None:
    """Cleaned, taken out of where it is shut in, or carried on from its isolation: anything else keeps it as it is."""
    asked = act(kind, weapon="revolver", **said)
    assert [each.split()[-1] for each in stands(frozen(WEAPON, **how), asked)] == (
        ["frozen"] if changes else []
    )


@pytest.mark.parametrize(
    ("lot", "where", "changes"),
    [
        ({"container": "box 9", "quarantined": True}, "another box", True),
        ({"container": "box 9", "quarantined": True}, "box 9", False),
        ({"container": "ammunition safe"}, "box 9", False),
        ({"holder": "armorer"}, "box 9", False),
    ],
)
def test_a_frozen_box_that_was_put_apart_stays_there(
    lot: dict[str, Any],
    where: str,
    changes: bool,  # noqa: FBT001 - of a table
) -> None:
    """It is quarantined where it is, or from where it was; out of a quarantine it is not carried on."""
    asked = act("quarantine", lot="dummies", in_=where)
    assert [each.split()[-1] for each in stands(frozen(LOT, lot), asked)] == (["frozen"] if changes else [])


def test_a_weapon_and_a_box_of_one_name_are_two() -> None:
    """That a box of the same name is quarantined says nothing of where the weapon was isolated."""
    twin = frozen(WEAPON, container="box 9", isolated=True).with_lot(box(id="revolver", holder="armorer"))
    assert len(stands(twin, act("isolate", weapon="revolver", in_="another box"))) == 1


@pytest.mark.parametrize(
    ("things", "asked", "lot", "how", "says"),
    [
        (WEAPON, act("load", weapon="revolver"), {}, {"holder": "armorer"}, ["frozen"]),
        (WEAPON, act("pick-up", weapon="revolver"), {}, {"place": "the bar"}, []),
        (WEAPON, act("pick-up", "performer", weapon="revolver"), {}, {"place": "the bar"}, ["frozen"]),
        (WEAPON, act("pick-up", weapon="revolver"), {}, {"container": "box 9"}, ["frozen"]),
        (LOT, act("pick-up", lot="dummies"), {}, {}, []),
        (LOT, act("pick-up", lot="dummies"), {"container": "safe"}, {}, ["frozen"]),
        (WEAPON, act("bring", weapon="revolver"), {}, {"gone": "rental house"}, []),
        (WEAPON, act("register", weapon="revolver"), {}, {"gone": "rental house"}, []),
        (WEAPON, act("register", weapon="revolver"), {}, {"holder": "armorer"}, ["frozen"]),
        (WEAPON, act("unlock", weapon="revolver"), {}, {"gone": "rental house"}, ["frozen"]),
        (LOT, act("receive", lot="dummies"), {"gone": "rental house"}, {}, ["frozen"]),
        (LOT, act("lock", lot="dummies", in_="safe"), {}, {}, []),
        (LOT, act("lock", lot="dummies", in_="safe"), {"container": "another"}, {}, ["frozen"]),
        (LOT, act("prove", lot="dummies"), {}, {}, ["frozen"]),
        (WEAPON, act("lock", weapon="revolver", in_="safe"), {}, {"holder": "armorer"}, ["frozen"]),
        (SAFE, act("lock", weapon="revolver", in_="safe"), {}, {"holder": "armorer"}, ["note frozen"]),
        (SAFE, act("unlock", weapon="revolver"), {}, {"container": "safe"}, ["frozen"]),
        (SAFE, act("seal", in_="safe"), {}, {}, []),
        (WEAPON, act("seal", weapon="revolver"), {}, {"holder": "armorer"}, []),
        (WEAPON, act("seal", weapon="revolver"), {}, {"holder": "armorer", "seal": "S-1"}, ["frozen"]),
        (LOT, act("seal", lot="dummies"), {}, {}, []),
        (LOT, act("seal", lot="dummies"), {"seal": "S-1"}, {}, ["frozen"]),
        ({}, act("load", weapon="revolver"), {}, {"holder": "armorer"}, []),
    ],
)
def test_what_touches_what_is_frozen(
    things: dict[str, Frozen], asked: Act, lot: dict[str, Any], how: dict[str, Any], says: list[str]
) -> None:
    """All but keeping it: a custodian picks it up, it comes back, it is sealed once, its box is locked away."""
    assert stands(frozen(things, lot, **how), asked) == says


@pytest.mark.parametrize(
    ("said", "things", "says"),
    [
        (4, WEAPON, ["note told-after"]),
        (5, WEAPON, ["frozen"]),
        (
            4,
            {**WEAPON, "container safe": replace(SAFE["container safe"], at=at(1))},
            ["note frozen", "frozen"],
        ),
    ],
)
def test_what_was_done_before_the_freeze_is_no_tidying(
    said: float, things: dict[str, Frozen], says: list[str]
) -> None:
    """By its own word before all of what it touches was frozen: at the same minute, or before one of two, it is."""
    told = act("lock", weapon="revolver", in_="safe", said=said)
    assert sorted(stands(frozen(things, holder="armorer"), told)) == sorted(says)


def test_erasing_somebody_with_a_part_in_it_is_said() -> None:
    """Of those who are kept inside; of others nothing is."""
    both = frozen({**WEAPON, "lot dummies": replace(LOT["lot dummies"], inside=("assistant", "armorer"))})
    says = [each.says for each in against(Trouble(), both, act("erase", person="armorer"))]
    assert len(says) == 1
    assert "revolver, dummies" in says[0]
    assert stands(both, act("erase", person="safety")) == []


# --- two from outside ------------------------------------------------------------------------------


def release(by: str, reviewer: str, witness: str = "", **said: Any) -> Act:  # noqa: ANN401 - values of keys
    """Return a release."""
    return act("release", by, reviewed_by=reviewer, witness=witness, **{"weapon": "revolver", **said})


@pytest.mark.parametrize(
    ("asked", "outside"),
    [
        (release("safety", "producer"), True),
        (release("first-ad", "producer"), True),
        (release("producer", "first-ad"), False),
        (release("armorer", "producer", "safety"), True),
        (release("armorer", "producer"), False),
        (release("armorer", "producer", "assistant"), False),
        (release("producer", "producer"), False),
        (release("producer", ""), False),
        (release("producer", "", "safety"), False),
        (release("producer", "armorer", "safety"), False),
        (release("producer", "a stranger", "safety"), False),
    ],
)
def test_two_from_outside_release_it(asked: Act, outside: bool) -> None:  # noqa: FBT001 - of a table
    """Two who release, without a part in it, one of them the reviewer, who is not the one who opened the incident."""
    assert stands(frozen(WEAPON), asked) == ([] if outside else ["outside"])


def test_what_is_not_frozen_is_released_without_two_from_outside() -> None:
    """Here nothing is asked of it: the rest of gate *trouble* says who releases a fault or a hold."""
    assert stands(frozen(WEAPON), release("armorer", "safety", weapon="rifle")) == []


def test_a_frozen_safe_is_sealed_whatever_has_its_name() -> None:
    """That a weapon of that name has a seal already says nothing of the safe."""
    state = frozen(SAFE).with_belief("safe", Belief(holder="armorer", seal="S-1"))
    assert stands(state, act("seal", in_="safe")) == []


@pytest.mark.parametrize("part", ["inside", "brought"])
def test_whoever_has_a_part_in_one_of_the_things_is_not_outside(part: str) -> None:
    """Of all that is released together; of what is not, nobody asks."""
    known: dict[str, Any] = {part: ("producer",)}
    other = replace(LOT["lot dummies"], **known)
    state = frozen({**WEAPON, "lot dummies": other})
    assert stands(state, release("safety", "producer", lot="dummies")) == ["outside"]
    assert stands(state, release("safety", "producer")) == []
    assert inside_of_any(state, "producer")
    assert not inside_of_any(state, "manager")


PRESSED = Stop(
    kind="freeze", record=2, at=at(5), pressed_by="producer", inside=("safety",), brought=("manager",)
)


@pytest.mark.parametrize(
    ("said", "by", "reviewer", "outside"),
    [
        ({"set_": True}, "producer", "first-ad", True),
        ({"set_": True}, "first-ad", "producer", False),
        ({"set_": True}, "safety", "first-ad", False),
        ({"set_": True}, "manager", "first-ad", False),
        ({"weapon": "revolver"}, "safety", "producer", True),
        ({"weapon": "revolver"}, "manager", "producer", True),
    ],
)
def test_a_freeze_of_the_whole_set_is_released_with_the_set_alone(
    said: dict[str, Any],
    by: str,
    reviewer: str,
    outside: bool,  # noqa: FBT001 - of a table
) -> None:
    """Who pressed it does not review, and who had a part is none of the two; a weapon is released apart from it."""
    hold = replace(PRESSED, kind="hold", pressed_by="first-ad", inside=("producer", "first-ad"), brought=())
    state = replace(frozen(WEAPON), stops=(hold, PRESSED))
    asked = act("release", by, reviewed_by=reviewer, **said)
    assert stands(state, asked) == ([] if outside else ["outside"])


RELEASES: tuple[tuple[Callable[[], Act], bool], ...] = (
    (lambda: release("producer", "safety"), True),
    (lambda: release("armorer", "safety"), False),
    (lambda: release("producer", "safety", weapon="rifle"), False),
    (lambda: release("producer", "safety", weapon="", set_=True), False),
)


@pytest.mark.parametrize(("asked", "outside"), RELEASES)
def test_who_may_ask_for_the_release_of_what_is_frozen(
    asked: Callable[[], Act],
    outside: bool,  # noqa: FBT001 - of a table
) -> None:
    """One of those who release, and only of something that is frozen."""
    assert released_from_outside(frozen(WEAPON), asked()) is outside
