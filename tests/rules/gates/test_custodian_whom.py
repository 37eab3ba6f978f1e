"""Gate *custodian*: of whom it asks papers, what a paper covers, and what makes a description another one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from showsafe.domain.things import Credential
from tests.rules.gates.asking import believed, found, known, of_lot
from tests.simulator import FilmSet, a_day

GUN: dict[str, Any] = {"weapon": "revolver"}
NO_PAPERS = ["no-credential", "no-credential"]


def without_papers(day: FilmSet, *people: str) -> FilmSet:
    """Take the papers of somebody away."""
    for who in people:
        known(day, who, credentials=())
    return day


@pytest.mark.parametrize("kind", ["offer", "hand-over"])
def test_a_planned_pass_has_no_custodian_as_giver(kind: str) -> None:
    """Of a scripted pass between performers nobody is asked for papers; of a pass nobody planned, the giver is."""
    day = a_day()
    passing = {"weapon": "sabre", "from": "performer", "to": ["partner"]}
    assert found("custodian", day, kind, "performer", **passing) == ["not-custodian"]
    day.planned("sabre", passes=[{"from": "performer", "to": "partner"}])
    assert found("custodian", day, kind, "performer", **passing) == []
    assert found("custodian", day, kind, "performer", **{**passing, "to": ["grip"]}) == ["not-custodian"]
    day.state = replace(day.state, day=replace(day.state.day, open=False))
    assert found("custodian", day, kind, "performer", **passing) == []
    assert found("custodian", day.later(24 * 3600 * 2), kind, "performer", **passing) == ["not-custodian"]


def test_a_custodian_is_asked_whatever_is_planned() -> None:
    """A plan that names a custodian as giver of a pass frees no custodian of their papers."""
    day = a_day().planned("sabre", passes=[{"from": "armorer", "to": "performer"}])
    without_papers(day, "armorer")
    assert found("custodian", day, "offer", weapon="sabre", to=["performer"]) == NO_PAPERS


def test_who_picks_up() -> None:
    """What a custodian placed is picked up on their papers; what nobody placed, on one's own."""
    day = a_day()
    assert found("custodian", day, "pick-up", "performer", **GUN) == ["not-custodian"]
    believed(day, preset="armorer")
    assert found("custodian", day, "pick-up", "performer", **GUN) == []
    without_papers(day, "armorer")
    assert found("custodian", day, "pick-up", "performer", **GUN) == NO_PAPERS
    assert found("custodian", day, "pick-up", "prop-master", **GUN) == []
    assert found("custodian", day, "show", "performer", **GUN, to=["first-ad"]) == ["not-custodian"]


def test_both_custodians_of_an_open_pass() -> None:
    """Of an open pass giver and receiver are asked, whoever says it; without a receiver, who says it."""
    day = without_papers(a_day(), "prop-master")
    known(day, "second", roles=("armorer",), credentials=day.state.people["armorer"].credentials, age=40)
    assert found("custodian", day, "pass-open", **GUN, to=["second"]) == []
    assert found("custodian", day, "pass-open", **GUN, to=["prop-master"]) == NO_PAPERS
    assert found("custodian", day, "pass-open", **{"from": "prop-master"}, **GUN, to=["second"]) == NO_PAPERS
    assert found("custodian", day, "pass-open", **GUN) == []


def test_the_giver_of_what_is_accepted() -> None:
    """Of a weapon that is accepted the giver is asked, and not who receives it."""
    day = without_papers(a_day().ready(), "armorer")
    assert found("custodian", day, "unlock", "prop-master", **GUN) == []
    assert found("custodian", day, "unlock", "armorer", **GUN) == NO_PAPERS


def test_what_is_in_nobodys_hands_may_leave() -> None:
    """Only a holder who is no custodian stands against sending a weapon away; a box is never in anybody's way."""
    day = a_day()
    for kind in ("consign", "return-to-owner"):
        assert found("custodian", day, kind, **GUN, to=["carrier"]) == []
        assert found("custodian", believed(day, holder="performer"), kind, **GUN, to=["x"]) == [
            "in-other-hands"
        ]
        assert found("custodian", believed(day, holder="prop-master"), kind, **GUN, to=["x"]) == []
        assert found("custodian", believed(day, holder=""), kind, lot="blanks", to=["x"]) == []
    believed(day, holder="performer")
    assert found("custodian", day, "show", **GUN, to=["first-ad"]) == []


@pytest.mark.parametrize("kind", ["register", "bring", "receive"])
def test_a_box_that_is_described_again(kind: str) -> None:
    """A box keeps its kind, its count and whatever else is on record of it, by whichever act it comes in again."""
    day = of_lot(a_day(), "blanks", calibre="")
    assert found("custodian", day, kind, lot="blanks", kind_="blank", count=20) == []
    assert found("custodian", day, kind, lot="blanks", kind_="dummy") == ["described-otherwise"]
    assert found("custodian", day, kind, lot="blanks", count=21) == ["described-otherwise"]
    assert found("custodian", day, kind, lot="blanks", calibre="9 mm") == []
    assert found("custodian", of_lot(day, "blanks", total=0), kind, lot="blanks", count=21) == []


def test_a_weapon_that_is_described_again() -> None:
    """A weapon on record keeps its description; one that nobody enrolled is described when it is registered."""
    day = a_day()
    again = {"weapon": "revolver", "calibre": "9 mm"}
    assert found("custodian", day, "register", **again) == ["described-otherwise"]
    assert found("custodian", day, "bring", **again) == ["described-otherwise"]
    assert found("custodian", day, "register", **{**again, "calibre": ".45 Colt"}) == []
    assert found("custodian", day, "register", weapon="new", calibre="9 mm") == []
    stranger = replace(day.state.weapons["revolver"], enrolled=False)
    day.state = replace(day.state, weapons={**day.state.weapons, "revolver": stranger})
    assert found("custodian", day, "register", **again) == []
    assert found("custodian", day, "bring", **again) == ["not-enrolled"]


def test_a_serial_of_two() -> None:
    """A serial is of one enrolled weapon; said again of the same one, or of one nobody enrolled, it is no other."""
    day = a_day()
    for name, enrolled in (("revolver", True), ("pistol", False)):
        gun = replace(day.state.weapons[name], serial=f"S-{name}", enrolled=enrolled)
        day.state = replace(day.state, weapons={**day.state.weapons, name: gun})
    assert found("custodian", day, "register", weapon="new", serial="S-revolver") == ["serial-twice"]
    assert found("custodian", day, "register", weapon="new", serial="S-pistol") == []
    assert found("custodian", day, "register", weapon="revolver", serial="S-revolver") == []
    assert found("custodian", day, "register", weapon="new") == []
    assert found("custodian", day, "register", lot="new", serial="S-revolver") == []


@pytest.mark.parametrize(
    ("class_", "weapon", "covered"),
    [
        ("any", "revolver", True),
        ("all", "revolver", True),
        ("live-capable", "revolver", True),
        ("single-action-revolver", "revolver", True),
        ("handgun", "revolver", True),
        ("long-gun", "revolver", False),
        ("long-gun", "rifle", True),
        ("long-gun", "rubber-gun", True),
        ("long-gun", "sabre", True),
    ],
)
def test_what_a_paper_covers(class_: str, weapon: str, covered: bool) -> None:  # noqa: FBT001
    """A paper covers any, its class, its action or its family; what cannot fire needs no class."""
    day = a_day()
    course = Credential(kind="course", class_="any")
    known(day, "armorer", credentials=(Credential(kind="firearms", class_=class_), course))
    assert found("custodian", day, "unlock", weapon=weapon) == ([] if covered else ["class"])


def test_an_action_of_no_family() -> None:
    """A weapon whose action belongs to no family is covered by its class or by any."""
    day = a_day()
    odd = replace(day.state.weapons["revolver"], action="belt-fed-of-no-family")
    day.state = replace(day.state, weapons={**day.state.weapons, "revolver": odd})
    assert found("custodian", day, "unlock", **GUN) == []
    papers = (Credential(kind="firearms", class_="handgun"), Credential(kind="course", class_="any"))
    known(day, "armorer", credentials=papers)
    assert found("custodian", day, "unlock", **GUN) == ["class"]


def test_one_paper_in_date_is_enough() -> None:
    """Of several papers of a kind one has to be in date, and that one has to cover the weapon."""
    day = a_day()
    course = Credential(kind="course", class_="any")
    old = Credential(kind="firearms", class_="any", expires=date(2026, 3, 1))
    narrow = Credential(kind="firearms", class_="long-gun", expires=date(2026, 3, 2))
    assert found("custodian", known(day, "armorer", credentials=(old, course)), "unlock", **GUN) == [
        "expired"
    ]
    assert found("custodian", known(day, "armorer", credentials=(old, narrow, course)), "unlock", **GUN) == [
        "class"
    ]


@pytest.mark.parametrize(
    ("kind", "by", "expected"),
    [
        ("take", "first-ad", ["not-enrolled"]),
        ("unlock", "armorer", ["not-enrolled"]),
        ("unlock", "grip", ["not-custodian", "not-enrolled"]),
        ("register", "armorer", []),
        ("check", "grip", []),
    ],
)
def test_a_weapon_that_nobody_enrolled(kind: str, by: str, expected: list[str]) -> None:
    """Where only a weapon that nobody enrolled brings the gate in, it asks that and nothing of who acts."""
    day = a_day()
    stranger = replace(day.state.weapons["revolver"], enrolled=False)
    day.state = replace(day.state, weapons={**day.state.weapons, "revolver": stranger})
    assert found("custodian", day, kind, by, **GUN) == expected
