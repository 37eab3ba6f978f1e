"""People stand in a table by role; who pressed is never shown."""

from __future__ import annotations

import json

import pytest

from showsafe.errors import WrongInput
from tests.casefile.duties import units
from tests.casefile.duties.made import a_set


def test_nobody_is_named_unless_asked() -> None:
    """No id of a person stands anywhere in a table, in no sentence either; with names it does."""
    day = a_set()
    hidden = json.dumps(units.of_weapon(day, "r1"))
    assert not [
        name for name in ("ann", "bob", "cid", "dee") if f'"{name}"' in hidden or f"{name} " in hidden
    ]
    assert '"id": "ann"' in json.dumps(units.of_weapon(day, "r1", names=True))


def test_who_shares_a_role_has_a_letter() -> None:
    """Two armorers are told apart by a letter, and somebody alone in their role has none."""
    parts = [part for entry in units.of_weapon(a_set(), "r1")["entries"] for part in entry["parts"]]
    letters = {(tuple(p["who"]["roles"]), p["who"]["letter"]) for p in parts if p["who"]["is"] == "person"}
    assert {(("armorer",), "A"), (("armorer",), "B"), (("performer",), "")} <= letters


def test_who_pressed_is_never_shown() -> None:
    """Neither stop nor hold nor a concern says who, not even with names."""
    entries = units.of_weapon(a_set(), "r1", names=True)["entries"]
    pressed = [entry for entry in entries if entry["act"] in ("stop", "hold", "raise-concern")]
    assert {entry["act"] for entry in pressed} == {"stop", "hold"}
    assert {part["who"]["is"] for entry in pressed for part in entry["parts"]} == {"withheld"}


def test_a_missing_second_person_is_a_line() -> None:
    """Where two belong and one is on record, the other part says that there is no record."""
    entries = units.of_weapon(a_set(), "r1")["entries"]
    check = next(entry for entry in entries if entry["act"] == "check" and len(entry["parts"]) == 2)
    lone = next(entry for entry in entries if entry["act"] == "load")
    assert check["parts"][1]["who"]["is"] == "person"
    assert [(part["part"], part["who"]["is"]) for part in lone["parts"]] == [
        ("by", "person"),
        ("second", "nobody"),
    ]


def test_there_is_no_table_of_a_person() -> None:
    """Whoever asks for a person as if they were a weapon, or for a lot or a place, is told that there is none."""
    for name in ("ann", "cid", "set", "blanks"):
        with pytest.raises(WrongInput, match=r"duties\.no-such-weapon"):
            units.of_weapon(a_set(), name)
