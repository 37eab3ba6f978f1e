"""Facts that the gates share: who gives, who receives, which plans stand, what of a thing is frozen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from showsafe.domain import words
from showsafe.domain.acts import KINDS, Act, Draw, Pass
from showsafe.domain.belief import Belief, Offer, Take, Use
from showsafe.domain.frozen import Frozen, key_of
from showsafe.domain.state import ShotPlan, State
from showsafe.domain.things import Credential, Lot, Paper, Person, Weapon
from showsafe.rules import facts

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
OFFER = Offer(from_="armorer", to="performer", record=7, scene="saloon")
TAKE = Take(user="performer", scene="street", record=8)


def act(kind: str, **keys: Any) -> Act:  # noqa: ANN401 - fields of an act
    """Return an act of the assistant about the revolver."""
    return Act(**{"kind": kind, "act_id": "a", "by": "assistant", "at": NOW, "weapon": "revolver", **keys})


def state(**belief: Any) -> State:  # noqa: ANN401 - fields of a belief
    """Return a state with the revolver alone, of which this much is believed."""
    return State(weapons={"revolver": Weapon(id="revolver")}, beliefs={"revolver": Belief(**belief)})


def test_the_thing_of_an_act() -> None:
    """The weapon or box that an act names, as it is on record; of another one, or of none, there is nothing."""
    known = replace(state(), lots={"blanks": Lot(id="blanks")})
    assert facts.weapon_of(known, act("lock")) == known.weapons["revolver"]
    assert facts.weapon_of(known, act("lock", weapon="rifle")) is None
    assert facts.weapon_of(known, act("lock", weapon="", lot="blanks")) is None
    assert facts.lot_of(known, act("lock", weapon="", lot="blanks")) == known.lots["blanks"]
    assert facts.lot_of(known, act("lock", weapon="", lot="dummies")) is None
    assert facts.lot_of(known, act("lock")) is None


@pytest.mark.parametrize(
    ("kind", "keys", "belief", "who"),
    [
        ("offer", {}, {"holder": "grip", "offer": OFFER}, "assistant"),
        ("offer", {"from_": "prop-master"}, {"holder": "grip", "offer": OFFER}, "prop-master"),
        ("hand-over", {"from_": "prop-master"}, {}, "prop-master"),
        ("collect", {}, {"holder": "performer"}, "assistant"),
        ("accept", {"from_": "grip"}, {"holder": "prop-master", "offer": OFFER}, "armorer"),
        ("accept", {"from_": "grip"}, {"holder": "prop-master"}, "grip"),
        ("accept", {}, {"holder": "prop-master"}, "prop-master"),
        ("accept", {}, {}, ""),
    ],
)
def test_who_gives(kind: str, keys: dict[str, Any], belief: dict[str, Any], who: str) -> None:
    """Who is named as giving, else who asks; what is accepted comes from who offered it, whatever is said of it."""
    assert facts.giver_of(state(**belief), act(kind, **keys)) == who


@pytest.mark.parametrize(
    ("kind", "keys", "belief", "who"),
    [
        *((kind, {"to": ("performer", "grip")}, {}, "performer") for kind in ("offer", "hand-over")),
        *((kind, {}, {"holder": "grip"}, "") for kind in ("offer", "hand-over", "pass-open")),
        ("pass-open", {"to": ("partner",), "user": "grip"}, {}, "partner"),
        ("accept", {"to": ("partner",)}, {"holder": "grip"}, "partner"),
        ("accept", {"user": "grip"}, {"holder": "grip"}, "assistant"),
        *(
            (kind, {"user": "partner", "to": ("grip",)}, {"holder": "performer"}, "partner")
            for kind in ("rehearse", "take", "discharge")
        ),
        *((kind, {}, {"holder": "performer"}, "performer") for kind in ("rehearse", "take", "discharge")),
        *((kind, {}, {}, "assistant") for kind in ("rehearse", "take", "discharge")),
        ("load", {"user": "grip", "to": ("grip",)}, {"holder": "grip"}, "assistant"),
        ("pick-up", {}, {"holder": "grip"}, "assistant"),
    ],
)
def test_who_receives(kind: str, keys: dict[str, Any], belief: dict[str, Any], who: str) -> None:
    """The one it is given to, or who accepts it; of a use who uses it, else who has it; of all else who asks."""
    assert facts.receiver_of(state(**belief), act(kind, **keys)) == who


def test_on_whose_watch() -> None:
    """Where something is given it is on the watch of who gives it, and everything else on that of who asks."""
    known = state(holder="performer", offer=OFFER)
    watch = {kind: facts.custodian_of(known, act(kind, from_="prop-master", to=("grip",))) for kind in KINDS}
    given = {"offer": "prop-master", "hand-over": "prop-master", "accept": "armorer"}
    assert watch == dict.fromkeys(KINDS, "assistant") | given


def test_of_somebody_nobody_enrolled_nothing_is_known() -> None:
    """A person is who is on record; of anybody else there is a name, and no role, paper or age."""
    grip = Person(id="grip", roles=("crew",))
    assert facts.person(State(people={"grip": grip}), "grip") == grip
    assert facts.person(State(people={"grip": grip}), "medic") == Person(id="medic")


@pytest.mark.parametrize(
    ("kind", "keys", "belief", "scene"),
    [
        ("accept", {"scene": "wood"}, {"offer": OFFER, "take": TAKE}, "wood"),
        ("accept", {}, {"offer": OFFER, "take": TAKE}, "saloon"),
        ("accept", {}, {"take": TAKE}, ""),
        ("accept", {}, {}, ""),
        ("discharge", {"scene": "wood"}, {"offer": OFFER, "take": TAKE}, "wood"),
        ("discharge", {}, {"offer": OFFER, "take": TAKE}, "street"),
        ("discharge", {}, {"offer": OFFER}, ""),
        ("discharge", {}, {}, ""),
        ("load", {}, {"offer": OFFER, "take": TAKE}, ""),
    ],
)
def test_the_scene(kind: str, keys: dict[str, Any], belief: dict[str, Any], scene: str) -> None:
    """The scene that is said; else what is accepted is for the scene it was offered for, and a shot is of its take."""
    assert facts.scene_of(state(**belief), act(kind, **keys)) == scene


def plan(scene: str = "saloon", at: datetime = NOW, **keys: Any) -> ShotPlan:  # noqa: ANN401
    """Return a plan of the revolver."""
    return ShotPlan(act=act("plan", scene=scene, **keys), record=1, at=at)


def test_plans_that_an_act_may_rest_on() -> None:
    """Those of today, for this weapon, and for the scene of the act where it has one."""
    saloon, street = plan("saloon"), plan("street")
    old, other = plan("saloon", NOW - timedelta(days=1)), plan("saloon", weapon="rifle")
    plans = {"a": saloon, "b": street, "c": old, "d": other}
    known = replace(state(offer=OFFER, take=TAKE), plans=plans)
    assert facts.plans_of(known, act("load"), NOW) == (saloon, street)
    assert facts.plans_of(known, act("load", scene="street"), NOW) == (street,)
    assert facts.plans_of(known, act("accept"), NOW) == (saloon,)
    assert facts.plans_of(known, act("discharge"), NOW) == (street,)
    assert facts.plans_of(known, act("load", weapon="rifle"), NOW) == (other,)
    assert facts.plans_of(known, act("load"), NOW - timedelta(days=1)) == (old,)


@pytest.mark.parametrize(
    ("keys", "who", "named"),
    [
        ({}, "anybody", True),
        ({"user": "performer"}, "performer", True),
        ({"user": "performer"}, "partner", False),
        ({"user": "performer", "passes": (Pass(from_="performer", to="partner"),)}, "partner", True),
        ({"user": "performer", "passes": (Pass(from_="partner", to="performer"),)}, "partner", False),
        ({"user": "performer", "passes": (Pass(from_="performer", to="grip"),)}, "partner", False),
    ],
)
def test_a_plan_names_its_users(keys: dict[str, Any], who: str, named: bool) -> None:  # noqa: FBT001
    """A plan names its user and whom it is passed to; one that names nobody limits nobody."""
    assert facts.names_user(plan(**keys), who) is named


def test_a_scripted_pass() -> None:
    """A pass is scripted from one to the other, never the other way round, and one plan that has it is enough."""
    scripted = plan(passes=(Pass(from_="grip", to="partner"), Pass(from_="performer", to="partner")))
    assert facts.planned_pass((plan(), scripted), "performer", "partner")
    assert not facts.planned_pass((plan(), scripted), "partner", "performer")
    assert not facts.planned_pass((plan(),), "performer", "partner")
    assert not facts.planned_pass((), "performer", "partner")


@pytest.mark.parametrize(
    ("expires", "offset", "held"),
    [
        (None, 0, ("parent", "commissioner")),
        (date(2026, 3, 3), 0, ("parent", "commissioner")),
        (date(2026, 3, 2), 0, ("parent", "commissioner")),
        (date(2026, 3, 1), 0, ("commissioner",)),
        (date(2026, 3, 1), -600, ("parent", "commissioner")),
        (date(2026, 3, 2), 960, ("commissioner",)),
    ],
)
def test_the_papers_of_a_minor(expires: date | None, offset: int, held: tuple[str, ...]) -> None:
    """Papers in date, to their last day where the set is; what makes a person a custodian is no paper of a minor."""
    child = Person(
        id="child",
        papers=("parent", *words.CREDENTIALS, "commissioner"),
        credentials=(Credential(kind="firearms"),),
    )
    papers = {"child/parent": Paper(kind="parent", about="child", expires=expires)}
    known = State(papers={**papers, "parent": Paper(kind="parent", expires=date(2020, 1, 1))})
    assert facts.minor_papers(replace(known, offset_minutes=offset), child, NOW) == held


@pytest.mark.parametrize("role", words.ROLES)
def test_who_is_a_user(role: str) -> None:
    """Performers, stand-ins, stunts and background have weapons issued to them; nobody else does."""
    is_one = role in ("performer", "stand-in", "stunt", "stunt-double", "stunt-coordinator", "background")
    assert facts.is_user(Person(id="x", roles=("crew", role))) is is_one
    assert facts.is_user(Person(id="x", roles=(role, "crew"))) is is_one


@pytest.mark.parametrize(
    ("line", "receiver", "on_it"),
    [
        (("first-ad", "grip"), "performer", ("first-ad", "grip", "performer")),
        (("performer", "first-ad"), "performer", ("performer", "first-ad")),
        (("first-ad", "grip"), "", ("first-ad", "grip")),
        ((), "performer", ("performer",)),
        ((), "", ()),
        (None, "performer", ("performer",)),
        (None, "", ()),
    ],
)
def test_who_is_on_the_line(line: tuple[str, ...] | None, receiver: str, on_it: tuple[str, ...]) -> None:
    """Who is planned on or near the line, and who receives the weapon, each once; without a plan the receiver."""
    assert facts.line_of(plan(line=line), receiver) == on_it
    if line is None:
        assert facts.line_of(None, receiver) == on_it


FROZEN = {
    key_of(thing, name): Frozen(thing=thing, name=name, record=number, at=NOW)
    for number, (thing, name) in enumerate(
        [
            ("weapon", "revolver"),
            ("lot", "blanks"),
            ("container", "safe"),
            ("container", "cart"),
            ("weapon", "cart"),
            ("lot", "cart"),
        ],
        start=1,
    )
}


def on_set(frozen: tuple[str, ...] = tuple(FROZEN), **lots: Lot) -> State:
    """Return a set on which all these things are frozen; the rifle is in the cart, the dummies are in the safe."""
    return State(
        weapons={name: Weapon(id=name) for name in ("revolver", "rifle", "pistol")},
        beliefs={"rifle": Belief(container="cart"), "revolver": Belief(), "pistol": Belief()},
        lots={
            "dummies": Lot(id="dummies", container="safe"),
            "blanks": Lot(id="blanks"),
            "shells": Lot(id="shells"),
            **lots,
        },
        frozen={key: FROZEN[key] for key in frozen},
    )


@pytest.mark.parametrize(
    ("kind", "keys", "touched"),
    [
        ("lock", {"weapon": "revolver"}, ["weapon revolver"]),
        ("lock", {"weapon": "pistol"}, []),
        ("lock", {"weapon": "pistol", "in_": "safe"}, ["container safe"]),
        ("lock", {"weapon": "revolver", "in_": "cart"}, ["weapon revolver", "container cart"]),
        ("unlock", {"weapon": "rifle"}, ["container cart"]),
        ("unlock", {"weapon": "rifle", "in_": "cart"}, ["container cart"]),
        ("unlock", {"weapon": "", "lot": "blanks"}, ["lot blanks"]),
        ("unlock", {"weapon": "", "lot": "dummies"}, ["container safe"]),
        ("unlock", {"weapon": "", "lot": "shells"}, []),
        ("unlock", {"weapon": "", "lot": "none-such"}, []),
        ("load", {"weapon": "pistol", "rounds": (Draw(count=1, lot="blanks"),)}, []),
        ("load", {"weapon": "pistol", "rounds": (Draw(count=1, lot="dummies"),)}, ["container safe"]),
        ("load", {"weapon": "pistol", "rounds": (Draw(count=1, kind="blank"),)}, []),
        ("load", {"weapon": "pistol", "rounds": None}, []),
        ("record-paper", {"weapon": "", "about": "revolver"}, ["weapon revolver"]),
        ("record-paper", {"weapon": "", "about": "blanks"}, ["lot blanks"]),
        ("record-paper", {"weapon": "", "about": "safe"}, ["container safe"]),
        ("record-paper", {"weapon": "", "about": "cart"}, ["weapon cart", "lot cart", "container cart"]),
        ("record-paper", {"weapon": "", "about": "day"}, []),
        ("hold", {"weapon": "", "about": "revolver"}, []),
    ],
)
def test_what_of_it_is_frozen(kind: str, keys: dict[str, Any], touched: list[str]) -> None:
    """The thing, what it is in or goes into, the box that rounds come out of; what a paper is about, by any name."""
    assert [key_of(each.thing, each.name) for each in facts.frozen_of(on_set(), act(kind, **keys))] == touched
    assert facts.frozen_of(on_set(()), act(kind, **keys)) == ()


@pytest.mark.parametrize(
    ("belief", "lot", "keys", "touched"),
    [
        ({}, {}, {}, []),
        ({"uncounted": ("a difference",)}, {}, {}, ["weapon revolver"]),
        ({"use": Use(record=1)}, {}, {}, ["weapon revolver"]),
        ({}, {"unaccounted": 1}, {}, ["lot blanks"]),
        ({}, {"unaccounted": -1}, {}, ["lot blanks"]),
        ({"use": Use(record=1)}, {"unaccounted": 1}, {}, ["weapon revolver", "lot blanks"]),
        (
            {"use": Use(record=1)},
            {"unaccounted": 1},
            {"in_": "safe"},
            ["container safe", "weapon revolver", "lot blanks"],
        ),
        ({"use": Use(record=1)}, {"unaccounted": 1}, {"weapon": "pistol"}, []),
        ({"use": Use(record=1)}, {"unaccounted": 1}, {"lot": "shells"}, []),
    ],
)
def test_a_count_of_everything_touches_what_is_open(
    belief: dict[str, Any], lot: dict[str, Any], keys: dict[str, Any], touched: list[str]
) -> None:
    """Counting everything touches each weapon in use or uncounted and each box that differs; counting one, that."""
    known = on_set(blanks=Lot(id="blanks", **lot)).with_belief("revolver", Belief(**belief))
    counted = act("reconcile", **{"weapon": "", **keys})
    assert [key_of(each.thing, each.name) for each in facts.frozen_of(known, counted)] == touched
    other = replace(counted, kind="recount", in_="")
    assert facts.frozen_of(known, other) == ()
