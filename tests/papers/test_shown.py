"""How people, states and places are said on paper: by role, in both languages, and nobody in what others wrote."""

from __future__ import annotations

from pathlib import Path

import pytest

from showsafe.papers import shown
from showsafe.projections import custody
from showsafe.projections.rows import read
from tests.papers.seen import Stage
from tests.projections.units import scenario, scenario_files, told


@pytest.mark.parametrize("path", scenario_files()[::10], ids=lambda path: path.stem)
def test_whatever_is_spoken_over_a_weapon_has_a_spanish_form(path: Path) -> None:
    """In told days: contents first and the word last, in Spanish; and where it was names nobody by id."""
    for _, value in told(scenario(path)).store.rows(custody.NAME):
        span = read(value)
        said = shown.contents(span["spoken"], "es")
        assert said != span["spoken"]
        assert said.endswith(("Fría.", "Caliente."))
        assert shown.contents(span["spoken"], "en") == span["spoken"]
        place = shown.where(span, lambda _: "SOMEBODY", "es")
        if span["holder"]:
            assert "SOMEBODY" in place
            assert span["holder"] not in place


def test_people_stand_by_role_with_a_number_where_several_share_it() -> None:
    """One armorer is the armorer, the third performer has a number; by name it is the name, or else the id."""
    stage = Stage()
    stage.node.report("enrol", "producer", person="kim", roles=("performer",), name="Kim Example", age=30)
    state = stage.node.state
    assert shown.person(state, "armorer", "en", names=False) == "Armorer"
    assert shown.person(state, "performer", "es", names=False) == "Intérprete"
    assert shown.person(state, "kim", "es", names=False) == "Intérprete 3"
    assert shown.person(state, "kim", "en", names=True) == "Kim Example"
    assert shown.person(state, "armorer", "en", names=True) == "armorer"
    assert shown.person(state, "anonymous", "en", names=True) == "no name given"
    assert shown.person(state, "stranger", "en", names=False) == "role not on record"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Kim dropped it.", "Performer 3 dropped it."),
        ("kim example said so", "Performer 3 said so"),
        ("KIM'S hand", "Performer 3'S hand"),
        ("Kimberley was not there", "Kimberley was not there"),
        ("the armorer, then grip", "the Armorer, then Crew"),
        ("", ""),
    ],
)
def test_who_is_known_stands_by_role_in_what_others_wrote(text: str, masked: str) -> None:
    """By id, by name, by a part of a name, in any case; a longer word that begins the same is left alone."""
    stage = Stage()
    stage.node.report("enrol", "producer", person="kim", roles=("performer",), name="Kim Example", age=30)
    assert stage.source.masked(text, "en", names=False) == masked
    assert stage.source.masked(text, "en", names=True) == text
