"""Gates *load* and *check*, in their rarer ways: the load that is in it, the bore of a loaded weapon, the word."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from showsafe.domain.belief import Loaded
from showsafe.domain.things import Cartridge
from tests.rules.gates.asking import believed, found
from tests.simulator import MORNING, a_day

GUN: dict[str, Any] = {"weapon": "revolver"}
BLANK = Cartridge(place="chamber:1", lot="blanks", kind="blank", size="half", proven=True)
LOADED = Loaded(by="armorer", custodian=True, at=MORNING, record=1, kind="blank", size="half", count=1)


@pytest.mark.parametrize(
    ("loaded", "contents", "seconds", "expected"),
    [
        (LOADED, (BLANK,), 0, []),
        (LOADED, (BLANK,), 300, []),
        (LOADED, (BLANK,), 301, ["too-long-ago"]),
        (LOADED, (BLANK,), -1, ["too-long-ago"]),
        (replace(LOADED, custodian=False), (BLANK,), 0, ["not-by-custodian"]),
        (None, (BLANK,), 0, ["not-by-custodian"]),
        (None, (), 0, []),
        (replace(LOADED, taken=True), (BLANK,), 301, ["too-long-ago"]),
        (replace(LOADED, taken=True), (replace(BLANK, kind="dummy"),), 301, []),
        (replace(LOADED, taken=False), (replace(BLANK, kind="dummy"),), 301, ["too-long-ago"]),
    ],
)
def test_the_load(
    loaded: Loaded | None, contents: tuple[Cartridge, ...], seconds: int, expected: list[str]
) -> None:
    """What is in it was loaded by the custodian, within the limit, and not in a time that is still to come."""
    day = believed(a_day().ready().handed(), loaded=loaded, contents=contents)
    day.now = MORNING + timedelta(seconds=seconds)
    said = found("load", day, "take", "first-ad", **GUN, user="performer")
    assert [each for each in said if "say" not in each and "announced" not in each] == expected


@pytest.mark.parametrize(
    ("weapon", "found_in", "bore", "expected"),
    [
        ("revolver", [{"lot": "blanks", "count": 1}], True, ["note bore-when-loaded"]),
        ("revolver", [{"kind": "spent", "count": 2}], True, []),
        ("revolver", [{"lot": "blanks", "count": 0}], True, []),
        ("revolver", [], True, []),
        ("revolver", [{"lot": "blanks", "count": 1}], False, []),
        ("rubber-gun", [{"lot": "blanks", "count": 1}], True, []),
    ],
)
def test_a_bore_of_a_loaded_weapon(
    weapon: str,
    found_in: list[dict[str, Any]],
    bore: bool,  # noqa: FBT001
    expected: list[str],
) -> None:
    """Through a weapon with an unfired round in it nobody looks; spent cases were taken out."""
    day = a_day()
    keys = {**day.looking("revolver"), "weapon": weapon, "found": found_in, "bore": bore}
    said = found("check", day, "check", **keys)
    assert [each for each in said if "bore" in each] == expected


def test_a_look_that_says_nothing_of_what_was_found() -> None:
    """A look through the bore that names no rounds found none."""
    look = {"weapon": "revolver", "bore": True, "witness": "assistant"}
    assert found("check", a_day(), "check", **look) == ["note partial"]


def test_only_the_word_that_is_borne_out() -> None:
    """Cold is said of what is cold; hot may be said of anything, and a word that is no declaration is nobody's."""
    day = a_day().out().looked()
    assert found("check", day, "declare", **GUN, word="cold") == []
    believed(day, contents=(BLANK,))
    assert found("check", day, "declare", **GUN, word="cold") == ["word"]
    assert found("check", day, "declare", **GUN, word="hot") == []
    act = replace(day.act("show", **GUN, to=["first-ad"]), word="cold")
    assert [
        each.code for each in day.rules.gates["check"].look(day.state, act, day.rules.profile, day.now)
    ] == []


@pytest.mark.parametrize(("contents", "expected"), [((), []), ((BLANK,), ["not-empty"])])
def test_passed_open_it_is_empty(contents: tuple[Cartridge, ...], expected: list[str]) -> None:
    """From custodian to custodian it goes empty: one that is not is refused."""
    day = believed(a_day().out().looked(), contents=contents)
    assert found("check", day, "pass-open", **GUN, to=["prop-master"]) == expected
