"""Gates *papers* and *live*, in their rarer ways: each reason alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from showsafe.domain.state import LiveFind
from showsafe.domain.things import Certificate, Paper
from tests.rules.gates.asking import found, known, of_lot, ruled
from tests.simulator import MORNING, FilmSet, a_day

GUN: dict[str, Any] = {"weapon": "revolver"}
OFFER: dict[str, Any] = {**GUN, "to": ["performer"]}
DAY = {"witness": "producer"}


def papered(day: FilmSet, key: str, **fields: Any) -> FilmSet:  # noqa: ANN401
    """Put a paper on record."""
    about, kind = key.split("/")
    paper = Paper(**{"kind": kind, "about": about, **fields})
    day.state = replace(day.state, papers={**day.state.papers, key: paper})
    return day


def unpapered(day: FilmSet) -> FilmSet:
    """Take every paper off the record."""
    day.state = replace(day.state, papers={})
    return day


@pytest.mark.parametrize(
    ("values", "missing"),
    [
        ({"needs_risk_assessment": True}, "no-risk-assessment"),
        ({"needs_compliance_contact": True}, "no-contact"),
        ({"permissions": ("event-permission",)}, "permission"),
        ({"needs_first_aid": True}, "first-aid"),
    ],
)
def test_papers_of_the_day(values: dict[str, Any], missing: str) -> None:
    """Each paper that a place asks for is asked for while weapons are used, until its last day; not at the end."""
    nothing: dict[str, Any] = {"needs_risk_assessment": False, "needs_compliance_contact": False}
    day = ruled(unpapered(a_day()), **nothing)
    assert found("papers", day, "offer", **OFFER) == []
    ruled(day, **values)
    assert found("papers", day, "offer", **OFFER) == [missing]
    assert found("papers", day, "close-day", **DAY) == []
    kinds = {"no-risk-assessment": "risk-assessment", "no-contact": "compliance-contact"}
    kind = {**kinds, "permission": "event-permission", "first-aid": "first-aid"}[missing]
    papered(day, f"day/{kind}", expires=date(2026, 3, 1))
    assert found("papers", day, "offer", **OFFER) == [missing]
    papered(day, f"day/{kind}", expires=date(2026, 3, 2))
    assert found("papers", day, "offer", **OFFER) == []
    papered(unpapered(day), f"medic/{kind}")
    assert found("papers", day, "offer", **OFFER) == ([missing] if kind == "risk-assessment" else [])
    papered(unpapered(day), f"revolver/{kind}")
    assert found("papers", day, "offer", **OFFER) == [missing]
    papered(unpapered(day), "medic/other")
    assert found("papers", day, "offer", **OFFER) == [missing]


@pytest.mark.parametrize(
    ("kind", "is_open", "keys", "expected"),
    [
        ("open-day", False, {}, []),
        ("open-day", True, {}, ["day-open-already"]),
        ("close-day", True, {}, []),
        ("close-day", False, {}, ["day-not-open"]),
        ("offer", True, OFFER, []),
        ("offer", False, OFFER, ["day-not-open"]),
    ],
)
def test_the_day_is_open(kind: str, is_open: bool, keys: dict[str, Any], expected: list[str]) -> None:  # noqa: FBT001
    """A day is opened once, closed once, and open in between; where a place asks for no open day, none is needed."""
    day = a_day()
    day.state = replace(day.state, day=replace(day.state.day, open=is_open))
    assert found("papers", day, kind, **(keys or DAY)) == expected
    assert found("papers", ruled(day, needs_open_day=False), "offer", **OFFER) == []


@pytest.mark.parametrize(
    ("kind", "notice", "expected"),
    [
        ("open-day", None, ["notice"]),
        ("open-day", {"kind": "event", "number": "7"}, []),
        ("open-day", {"kind": "other", "number": "7"}, ["notice"]),
        ("close-day", {"kind": "event", "number": "7"}, []),
        ("close-day", None, ["notice"]),
    ],
)
def test_the_notice_of_a_day(kind: str, notice: dict[str, str] | None, expected: list[str]) -> None:
    """Where a notice is asked for, it is named with its number at both ends of the day, and asked for in between."""
    day = ruled(a_day(), day_notices=("event",))
    day.state = replace(day.state, day=replace(day.state.day, open=kind == "close-day"))
    assert found("papers", day, kind, **DAY, **({"notice": notice} if notice else {})) == expected


def test_the_notice_all_day_and_its_end() -> None:
    """In between, the notice is one that the day was opened with; a day ends after so many hours."""
    day = ruled(a_day(), day_notices=("event",))
    assert found("papers", day, "offer", **OFFER) == ["notice"]
    day.state = replace(day.state, day=replace(day.state.day, notices=("event",)))
    assert found("papers", day, "offer", **OFFER) == []
    hours = day.rules.profile.day_max_h
    assert found("papers", day.later(hours * 3600), "offer", **OFFER) == []
    assert found("papers", day.later(1), "offer", **OFFER) == ["day-too-long"]
    day.state = replace(day.state, day=replace(day.state.day, opened_at=None))
    assert found("papers", day, "offer", **OFFER) == []


def is_a(day: FilmSet, **fields: Any) -> FilmSet:  # noqa: ANN401
    """Change what the revolver is."""
    gun = replace(day.state.weapons["revolver"], **fields)
    day.state = replace(day.state, weapons={**day.state.weapons, "revolver": gun})
    return day


@pytest.mark.parametrize("kind", ["register", "bring"])
def test_a_weapon_that_comes_in(kind: str) -> None:
    """What comes in is asked about as it is said to be; a box of rounds is no weapon, nor what nobody put on record."""
    day = ruled(a_day(), weapon_classes=("rubber",))
    assert found("papers", day, kind, weapon="new", class_="rubber") == []
    assert found("papers", day, kind, weapon="new", class_="blade") == ["weapon-class"]
    assert found("papers", day, kind, lot="new") == []
    assert found("papers", day, "offer", weapon="new", to=["performer"]) == []


LAPSED = Certificate(kind="proof-house", expires=date(2026, 3, 1))
IN_DATE = Certificate(kind="proof-house", expires=date(2026, 3, 2))


@pytest.mark.parametrize(
    ("weapon", "values", "expected"),
    [
        ({}, {}, []),
        ({}, {"weapon_classes": ("rubber",)}, ["weapon-class"]),
        ({"certificates": (LAPSED,)}, {}, ["certificate"]),
        ({"certificates": (IN_DATE,)}, {}, []),
        ({"certificates": (LAPSED, IN_DATE)}, {}, []),
        ({"certificates": (Certificate(kind="any"),)}, {}, []),
        ({"modified": True}, {}, ["modified"]),
        ({"modified": True, "certificates": (IN_DATE,)}, {}, []),
        ({"modified": True, "certificates": (LAPSED,)}, {}, ["certificate", "modified"]),
        ({"class_": "deactivated"}, {}, []),
        ({"class_": "deactivated"}, {"deactivation_certificate": True}, ["certificate"]),
        ({"class_": "deactivated", "certificates": (IN_DATE,)}, {"deactivation_certificate": True}, []),
        ({}, {"deactivation_certificate": True}, []),
        ({}, {"acquisition_record": True}, ["note acquisition-unknown"]),
        ({"owner": "house"}, {"acquisition_record": True}, ["acquisition"]),
        ({"owner": "house"}, {}, []),
        ({"class_": "rubber"}, {"acquisition_record": True}, []),
    ],
)
def test_papers_of_a_weapon(weapon: dict[str, Any], values: dict[str, Any], expected: list[str]) -> None:
    """Its class, its certificates, what was changed in it and where it came from are each asked for."""
    day = ruled(is_a(a_day(), **weapon), **values)
    assert found("papers", day, "offer", **OFFER) == expected
    assert found("papers", day, "register", **GUN) == expected
    assert found("papers", day, "consign", **GUN, to=["carrier"]) == expected


@pytest.mark.parametrize(
    ("weapon", "kind", "values"),
    [
        ({"certificates": (LAPSED,)}, "proof-house", {}),
        ({"modified": True}, "letter", {}),
        ({"class_": "deactivated"}, "deactivation", {"deactivation_certificate": True}),
        ({"class_": "deactivated"}, "proof-house", {"deactivation_certificate": True}),
        ({"owner": "house"}, "acquisition", {"acquisition_record": True}),
    ],
)
def test_a_paper_on_record_will_do(weapon: dict[str, Any], kind: str, values: dict[str, Any]) -> None:
    """A paper about the weapon that is in date does as well as one that it came in with; one about another does not."""
    day = ruled(is_a(a_day(), **weapon), **values)
    assert found("papers", day, "offer", **OFFER) != []
    assert found("papers", papered(day, f"sabre/{kind}"), "offer", **OFFER) != []
    assert found("papers", papered(day, f"revolver/{kind}", expires=date(2026, 3, 1)), "offer", **OFFER) != []
    assert found("papers", papered(day, f"revolver/{kind}"), "offer", **OFFER) == []


@pytest.mark.parametrize(
    ("age", "papers", "wanted", "expected"),
    [
        (18, (), (), []),
        (None, (), (), []),
        (17, (), (), ["note minor-none"]),
        (17, ("consent",), (), []),
        (17, ("consent",), ("licence",), ["minor"]),
        (17, ("consent", "minor-licence"), ("licence",), []),
        (17, ("consent",), ("consent", "licence"), ["minor"]),
    ],
)
def test_a_minor(
    age: int | None, papers: tuple[str, ...], wanted: tuple[str, ...], expected: list[str]
) -> None:
    """Of a minor each paper is asked for that the place names; without any at all, gate *receiver* refuses."""
    day = ruled(known(a_day(), "performer", age=age, papers=papers), minor_papers=wanted)
    assert found("papers", day, "offer", **OFFER) == expected
    assert found("papers", day, "hand-over", **OFFER) == expected
    assert found("papers", known(day, "armorer", age=age), "unlock", **GUN) == []


EXCEPTION: dict[str, Any] = {
    "number": "(a)",
    "place": "range",
    "approver": "producer",
    "medic": "medic",
    "at": MORNING,
}


@pytest.mark.parametrize(
    ("fields", "where", "expected"),
    [
        ({}, "range", ["note exception"]),
        ({}, "stage", ["found"]),
        ({"number": "(b)"}, "range", ["found"]),
        ({"place": ""}, "", ["found"]),
        ({"approver": "nobody"}, "range", ["found"]),
        ({"medic": "nobody"}, "range", ["found"]),
        ({"at": MORNING - timedelta(days=2)}, "range", ["found"]),
        ({"at": None}, "range", ["found"]),
    ],
)
def test_an_exception_for_live_rounds(fields: dict[str, Any], where: str, expected: list[str]) -> None:
    """Live rounds are excepted by sub-paragraph, at the place, with approver and medic, on the day: all of it."""
    day = ruled(a_day(), live_exceptions=("(a)",))
    day.state = replace(day.state, live=(LiveFind(where=where, record=1),))
    assert found("live", day, "offer", **OFFER) == ["found"]
    assert (
        found("live", papered(day, "day/live-exception", **{**EXCEPTION, **fields}), "offer", **OFFER)
        == expected
    )
    day.state = replace(day.state, day=replace(day.state.day, open=False))
    assert found("live", day, "offer", **OFFER) == expected


def test_an_excepted_box() -> None:
    """A box of live rounds is excepted where it lies, at that place alone."""
    day = papered(ruled(a_day(), live_exceptions=("(a)",)), "day/live-exception", **EXCEPTION)
    of_lot(day, "shells", kind="live", container="")
    day.state = replace(day.state, active_lots=("shells",))
    assert found("live", day, "offer", **OFFER) == ["bad-lot"]
    assert found("live", of_lot(day, "shells", container="range"), "offer", **OFFER) in (
        [],
        ["note exception"],
    )
    day.state = replace(day.state, active_lots=("shells",))
    assert found("live", day, "offer", **OFFER) == ["note exception"]
    day.state = replace(day.state, day=replace(day.state.day, open=False))
    assert found("live", day, "offer", **OFFER) == ["note exception"]


@pytest.mark.parametrize(
    ("kind", "keys", "expected"),
    [
        ("receive", {"lot": "shells"}, ["note bad-lot"]),
        ("receive", {"lot": "shells", "state": "sealed"}, []),
        ("receive", {"lot": "new", "kind_": "blank", "state": "sealed"}, ["bad-lot"]),
        ("receive", {"lot": "new", "kind_": "unidentified", "state": "sealed"}, ["arriving", "bad-lot"]),
        ("offer", {"lot": "shells", "to": ["performer"]}, ["bad-lot"]),
    ],
)
def test_a_box_that_comes_in(kind: str, keys: dict[str, Any], expected: list[str]) -> None:
    """A box that comes in is asked about as it is said to be now; any other bad one on set stands against all."""
    day = of_lot(a_day(), "shells", state="loose", container="")
    assert found("live", day, kind, **keys) == expected
