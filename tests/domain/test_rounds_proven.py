"""What it takes to prove a box: every test that its kind needs, on every round, by two people."""

from __future__ import annotations

from typing import Any

import pytest

from showsafe.domain import roundproof
from showsafe.domain.changing import replace
from showsafe.domain.things import Lot
from tests.domain.one_gun import BLANKS, DUMMIES, done

SNAPS = replace(DUMMIES, kind="snap-cap")
WADDED = replace(BLANKS, closure="wadded")
SHELLS = replace(BLANKS, calibre="12 gauge")
INERT = ("primer-state", "rattle or drilled-hole")


@pytest.mark.parametrize(
    ("lot", "methods", "missing"),
    [
        (DUMMIES, (), INERT),
        (SNAPS, (), INERT),
        (DUMMIES, ("primer-state",), INERT[1:]),
        (DUMMIES, ("rattle",), INERT[:1]),
        (DUMMIES, ("drilled-hole", "primer-state"), ()),
        (DUMMIES, ("primer-state", "rattle"), ()),
        (DUMMIES, ("crimp", "weight"), INERT),
        (BLANKS, (), ("primer-state", "crimp")),
        (BLANKS, ("primer-state",), ("crimp",)),
        (BLANKS, ("rattle", "weight"), ("primer-state", "crimp")),
        (BLANKS, ("crimp", "primer-state"), ()),
        (WADDED, ("crimp", "primer-state"), ("weight",)),
        (SHELLS, ("crimp", "primer-state"), ("weight",)),
        (SHELLS, (), ("primer-state", "crimp", "weight")),
        (SHELLS, ("crimp", "primer-state", "weight"), ()),
    ],
)
def test_each_kind_has_its_tests(lot: Lot, methods: tuple[str, ...], missing: tuple[str, ...]) -> None:
    """Sight alone proves no dummy, and the primer alone passes a live round as a blank."""
    assert roundproof.missing_methods(lot, methods) == missing


@pytest.mark.parametrize(
    ("count", "of", "part"),
    [
        (None, None, True),
        (0, None, True),
        (0, 0, True),
        (1, None, False),
        (1, 1, False),
        (10, 10, False),
        (9, 10, True),
        (11, 10, False),
    ],
)
def test_fewer_than_there_are_is_a_part(count: int | None, of: int | None, *, part: bool) -> None:
    """A box is proven round by round, all of them; none at all is never all."""
    assert roundproof.part(done("prove", count=count, of=of).act) is part


@pytest.mark.parametrize(
    ("lot", "bend", "complete"),
    [
        (BLANKS, {}, True),
        (BLANKS, {"count": 5, "of": 5}, True),
        (BLANKS, {"count": 9}, False),
        (BLANKS, {"count": 11, "of": 11}, False),
        (BLANKS, {"count": None, "of": None}, False),
        (BLANKS, {"methods": ("crimp",)}, False),
        (replace(BLANKS, state="loose"), {}, False),
        (replace(BLANKS, kind="unidentified"), {}, False),
    ],
)
def test_a_box_is_proven_whole_or_not(lot: Lot, bend: dict[str, Any], *, complete: bool) -> None:
    """All of them, with every test, no more than the box holds, and never one of which nobody can say what it is."""
    said = {"count": 10, "of": 10, "methods": ("primer-state", "crimp"), **bend}
    assert roundproof.complete(lot, done("prove", weapon="", lot="blanks", **said).act) is complete


@pytest.mark.parametrize(
    ("calibre", "shotgun"),
    [
        ("12 gauge", True),
        ("12 Gauge", True),
        ("20 bore", True),
        ("12 ga", True),
        ("12GA.", True),
        (".410 bore", True),
        (".45 Colt", False),
        ("9 mm", False),
        ("garand", False),
        ("", False),
    ],
)
def test_the_calibre_of_a_shotgun_is_known_by_its_gauge(calibre: str, *, shotgun: bool) -> None:
    """Its blanks are weighed, however the gauge is written."""
    assert roundproof.is_shotgun(calibre) is shotgun


def test_spaces_and_capitals_make_no_other_calibre() -> None:
    """``.45 Colt`` and ``.45colt`` are one."""
    assert [roundproof.plain_calibre(each) for each in (".45 Colt", " .45  COLT ", "9 mm")] == [
        ".45colt",
        ".45colt",
        "9mm",
    ]
