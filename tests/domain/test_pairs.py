"""Two people, never one twice: who the second person of an act is, and whether they can be one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from showsafe.domain.acts import Pass
from showsafe.domain.named import deeds, of_a_person, people_named
from showsafe.domain.pairs import conflict, pair, rank, second_of, users_of
from showsafe.domain.state import ShotPlan
from showsafe.domain.things import Person
from tests.domain.values import BEFORE, PEOPLE, a_state, event

ROLES = {
    "supplier": ("supplier",),
    "dealer": ("supplier", "armorer"),
    "ad": ("first-ad",),
    "grip": ("crew",),
}
DAY = a_state()
DAY = replace(DAY, people={**PEOPLE, **{name: Person(id=name, roles=roles) for name, roles in ROLES.items()}})


def planned(*rows: tuple[str, str]) -> dict[str, ShotPlan]:
    """Return plans, each of a weapon and its user."""
    acts = [
        event("plan", scene=f"scene {n}", weapon=weapon, user=user).act
        for n, (weapon, user) in enumerate(rows)
    ]
    return {f"{act.scene}\n{act.weapon}": ShotPlan(act=act, record=3, at=BEFORE) for act in acts}


@pytest.mark.parametrize(
    ("kind", "said", "second"),
    [
        ("show", {"to": ("ad", "performer")}, "ad"),
        ("show", {"witness": "assistant"}, ""),
        ("check", {"witness": "assistant", "to": ("performer",)}, "assistant"),
        ("check", {"attendees": ("ad", "grip")}, ""),
        ("meet", {"attendees": ("armorer", "ad", "grip")}, "ad"),
        ("meet", {"attendees": ("armorer",)}, ""),
        ("meet", {"attendees": ("ad",), "witness": "grip"}, "grip"),
        ("release", {"reviewed_by": "safety", "witness": "grip"}, "safety"),
        ("release", {"witness": "grip"}, "grip"),
        ("release", {}, ""),
        ("receive", {"countersigned_by": "prop-master", "witness": "grip"}, "prop-master"),
        ("staff", {"person": "grip", "witness": "ad"}, "grip"),
        ("hold", {"witness": "grip"}, ""),
    ],
)
def test_who_the_second_person_is(kind: str, said: dict[str, Any], second: str) -> None:
    """The second person is whom the act itself names as one: a witness, a receiver, a reviewer, or who came to meet."""
    assert second_of(event(kind, **said).act) == second


@pytest.mark.parametrize(
    ("kind", "said", "users"),
    [
        ("offer", {"to": ("performer", "partner")}, ("performer", "partner")),
        ("hand-over", {"to": ("performer",)}, ("performer",)),
        ("accept", {"to": ("performer",), "by": "partner"}, ("performer",)),
        ("accept", {"by": "partner"}, ("partner",)),
        ("show", {"to": ("performer",)}, ()),
        ("take", {"user": "performer", "by": "ad"}, ("performer",)),
        ("check", {}, ()),
        ("check", {"weapon": "revolver"}, ("performer", "partner")),
        ("load", {"weapon": "revolver", "user": "partner"}, ("partner", "performer")),
        ("check", {"weapon": "rifle"}, ("grip",)),
    ],
)
def test_who_is_to_use_it(kind: str, said: dict[str, Any], users: tuple[str, ...]) -> None:
    """Who is to use a weapon is its receiver, whom the act names, and whom its plans name; each of them once."""
    plans = planned(
        ("revolver", "performer"),
        ("revolver", "partner"),
        ("revolver", ""),
        ("revolver", "performer"),
        ("rifle", "grip"),
        ("", "ad"),
    )
    assert users_of(replace(DAY, plans=plans), event(kind, **said).act) == users


@pytest.mark.parametrize(
    ("roles", "place"),
    [
        (("first-ad", "armorer"), 0),
        (("property-master",), 0),
        (("safety-advisor",), 1),
        (("first-ad", "safety-advisor"), 1),
        (("assistant-armorer",), 2),
        (("first-ad",), 3),
        (("crew",), 4),
        ((), 4),
    ],
)
def test_who_comes_first_as_a_witness(roles: tuple[str, ...], place: int) -> None:
    """A second custodian comes first, then safety advisor, assistant armorer and 1st AD, then anybody else."""
    assert rank(Person(id="who", roles=roles)) == place


OPENED = ("check", "load", "unload", "clear", "accept", "hand-over")


@pytest.mark.parametrize(
    ("kind", "said", "why"),
    [
        *((kind, {"weapon": "revolver", "witness": "performer"}, "user") for kind in OPENED),
        ("lock", {"weapon": "revolver", "witness": "performer"}, ""),
        ("hand-over", {"weapon": "revolver", "to": ("ad",), "witness": "ad"}, "user"),
        ("check", {"weapon": "revolver", "witness": "armorer"}, "actor"),
        ("show", {"weapon": "revolver", "to": ("armorer",)}, "actor"),
        ("show", {"weapon": "revolver", "to": ("supplier",)}, ""),
        ("show", {"weapon": "revolver", "to": ("performer",)}, ""),
        ("check", {"weapon": "revolver", "witness": "supplier"}, "supplier"),
        ("lock", {"weapon": "revolver", "witness": "supplier"}, "supplier"),
        ("check", {"weapon": "revolver", "witness": "dealer"}, ""),
        ("check", {"weapon": "revolver", "witness": "assistant"}, ""),
        ("check", {"weapon": "revolver", "witness": "stranger"}, ""),
    ],
)
def test_who_cannot_be_the_second(kind: str, said: dict[str, Any], why: str) -> None:
    """Nobody witnesses their own act, nor what they are to use, nor as a supplier who is no custodian here."""
    day = replace(DAY, plans=planned(("revolver", "performer")))
    assert conflict(day, event(kind, **said).act) == why


@pytest.mark.parametrize("kind", ["check", "load", "unload", "clear", "prove"])
@pytest.mark.parametrize(
    ("by", "witness", "people"),
    [
        ("armorer", "assistant", ("armorer", "assistant")),
        ("assistant", "armorer", ("assistant", "armorer")),
        ("armorer", "prop-master", ("armorer", "prop-master")),
        ("assistant", "ad", ()),
        ("armorer", "", ()),
        ("armorer", "armorer", ()),
        ("armorer", "stranger", ()),
        ("stranger", "armorer", ()),
        ("armorer", "supplier", ()),
    ],
)
def test_two_people_one_of_them_a_custodian(
    kind: str, by: str, witness: str, people: tuple[str, ...]
) -> None:
    """What opens a weapon or proves rounds is done by two on record who can be the two, one of them a custodian."""
    assert pair(DAY, event(kind, weapon="rifle", by=by, witness=witness).act) == people


def test_nobody_named_is_nobody() -> None:
    """An act without a second name is done by one, even if the record had somebody without a name."""
    day = replace(DAY, people={**DAY.people, "": Person(id="")})
    assert pair(day, event("check", weapon="rifle").act) == ()


def test_elsewhere_two_are_enough() -> None:
    """What opens no weapon and proves no round may be done by two of whom none is a custodian."""
    assert pair(DAY, event("assess", by="safety", witness="ad").act) == ("safety", "ad")


# --- whom an act names --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "said", "named"),
    [
        (
            "check",
            {"witness": "b", "countersigned_by": "c", "reviewed_by": "d", "person": "e", "user": "f"},
            [
                ("witness", "b"),
                ("countersigned_by", "c"),
                ("reviewed_by", "d"),
                ("person", "e"),
                ("user", "f"),
            ],
        ),
        ("show", {"to": ("b", "c"), "declined": ("d",)}, [("to", "b"), ("to", "c"), ("declined", "d")]),
        ("meet", {"attendees": ("b", "c")}, [("attendees", "b"), ("attendees", "c")]),
        ("plan", {"line": ("b",), "user": "c"}, [("user", "c"), ("line", "b")]),
        ("plan", {"line": None}, []),
        ("consign", {"to": ("carrier",), "declined": ("b",)}, [("declined", "b")]),
        ("return-to-owner", {"to": ("owner",)}, []),
        *(
            (kind, {"from_": "b"}, [("from", "b")])
            for kind in ("offer", "accept", "hand-over", "pass-open", "collect", "decline", "withdraw")
        ),
        ("offer", {}, []),
        ("receive", {"from_": "rental house"}, []),
        ("bring", {"from_": "sender"}, []),
        ("enrol-key", {"key_of": "b"}, [("of", "b")]),
        ("enrol-key", {"key_of": "device:tablet"}, []),
        ("enrol-key", {"key_of": "node"}, []),
        (
            "plan",
            {"passes": (Pass(from_="b", to="c"), Pass(from_="c", to="d"))},
            [("passes", each) for each in "bccd"],
        ),
        ("store", {"holder": "b", "openers": ("c",), "approver": "d", "medic": "e"}, []),
    ],
)
def test_whom_an_act_names(kind: str, said: dict[str, Any], named: list[tuple[str, str]]) -> None:
    """Everybody whom an act names by id is named once for each key; a carrier, an owner or a supplier is nobody."""
    assert list(people_named(event(kind, **said).act)) == [("by", "armorer"), *named]


def test_the_steps_of_a_cycle_name_people_too() -> None:
    """What is done in the steps of a cycle names people as the cycle itself does, after it and in their order."""
    steps = (event("check", by="b", witness="c").act, event("load", by="d").act)
    cycle = event("cycle", steps=steps).act
    assert list(people_named(cycle)) == [("by", "armorer"), ("by", "b"), ("witness", "c"), ("by", "d")]
    assert list(deeds(cycle)) == [cycle, *steps]


@pytest.mark.parametrize(
    ("owner", "person"),
    [("grip", True), ("node", False), ("device:tablet", False), ("node-2", True), ("a device:", True)],
)
def test_whose_key_it_is(owner: str, *, person: bool) -> None:
    """A key is a person's, unless it is the node's or that of a device."""
    assert of_a_person(owner) is person
