"""The shot plan on paper: what was approved, drawn to scale, and what the plan does not say."""

from __future__ import annotations

import math
from typing import Any

import pytest

from showsafe.errors import WrongInput
from showsafe.papers import plan_shown
from showsafe.papers.line_of_fire import HIGH, MUZZLE
from tests.papers.seen import NEAR, Stage, planned

EN = {
    "planned: nobody nearer than 8 m",
    "least that is asked here: 6.1 m, 20.0 ft (trade practice, not law)",
    "blanks, half load",
    "where each person stands",
    "where the camera is, and whether anybody is behind it",
}
ES = {
    "previsto: nadie a menos de 8 m",
    "mínimo que se pide aquí: 6.1 m, 20.0 ft (práctica del oficio, no ley)",
    "salvas, media carga",
    "dónde está cada persona",
}


def plan(stage: Stage, **said: Any) -> int:  # noqa: ANN401 - values of keys
    """Report a plan and return its record."""
    keys = {"scene": "mill", "weapon": "revolver", "witness": "first-ad", **said}
    return stage.node.report("plan", **keys).number


@pytest.mark.parametrize(("lang", "said"), [("en", EN), ("es", ES)])
def test_a_plan_is_drawn_and_told(lang: str, said: set[str]) -> None:
    """Its distance and what is asked at least stand at the drawing; the page names its record and holds its proof."""
    page = planned().printed("shot-plan", lang=lang)
    text = page.text.replace("\u00a0", " ")
    assert {each for each in said if each not in text} == set()
    assert any(each.says.startswith("showsafe:paper?") for each in page.codes())


DPI = 150


@pytest.mark.parametrize("distance", ["8.0", "12.0", "30.0"])
def test_the_arc_comes_out_of_the_printer_where_the_scale_has_it(distance: str) -> None:
    """On the page itself: thirty millimetres beside the line the arc is black where it belongs, and not 2 mm off."""
    stage = Stage()
    plan(stage, distance_m=distance, muzzle_line_clear=True)
    (found,) = stage.built("shot-plan")["plans"]
    page = stage.printed("shot-plan")
    label = next(each for each in page.words if each.says == "planned:")
    muzzle = label.x - 5
    row = label.y + label.high / 2 - (HIGH - 11.5 - MUZZLE[1]) + 30
    radius = float(distance) * 1000 / found["drawing"]["scale"]
    at = muzzle + math.sqrt(radius**2 - 30**2)
    dots = page.dots(1, DPI)

    def darkest(x: float) -> int:
        places = range(round((x - 0.5) / 25.4 * DPI), round((x + 0.5) / 25.4 * DPI) + 1)
        return min(dots[round(row / 25.4 * DPI), place] for place in places)

    assert darkest(at) < 90
    assert min(darkest(at - 2), darkest(at + 2)) > 200


def test_the_user_is_at_the_muzzle_and_nowhere_else() -> None:
    """Those on or near the line are drawn by number without the one who has the weapon."""
    (found,) = planned().built("shot-plan")["plans"]
    assert [each["who"] for each in found["people"]] == ["1st AD", "Crew"]
    assert len(found["drawing"]["figures"]) == len(NEAR) - 1


def test_somebody_in_the_line_is_said_loud() -> None:
    """A plan that has somebody in the line, nearer than what is asked, is recorded, drawn, and never passes quietly."""
    stage = Stage()
    plan(stage, distance_m="3.0", muzzle_line_clear=False, line=("medic", "grip"), ammunition="blank")
    text = stage.printed("shot-plan").text
    assert "The plan has somebody in the muzzle line." in text
    assert "less than what is asked at least" in text


def test_nothing_said_is_nothing_drawn() -> None:
    """A plan without distance says that it has none, and is in no way to scale by it."""
    stage = Stage()
    plan(stage)
    (found,) = stage.built("shot-plan")["plans"]
    assert {"distance", "line", "user", "people", "angle", "shields"} <= set(found["missing"])
    text = stage.printed("shot-plan").text
    assert "planned:" not in text
    assert "the distance to the nearest person" in text


def test_the_last_plan_of_a_scene_is_the_one_on_paper() -> None:
    """It says which plan it took the place of."""
    stage = Stage()
    first = plan(stage, distance_m="7.0")
    plan(stage, distance_m="9.5")
    text = stage.printed("shot-plan").text.replace("\u00a0", " ")
    assert f"takes the place of the plan in record {first}" in text
    assert "9.5 m" in text
    assert "7 m" not in text


def test_a_scene_without_a_plan_is_refused_by_name() -> None:
    """A day without any has a page that says so; a scene that is asked for and has none is wrong input."""
    stage = Stage()
    assert "No shot plan is on record of this day." in stage.printed("shot-plan").text
    with pytest.raises(WrongInput) as refused:
        planned().built("shot-plan", scene="mill")
    assert refused.value.code == "paper.no-plan"


def test_the_same_records_give_the_same_bytes() -> None:
    """Printed later, after records that are no part of it, it is the same to the byte."""
    stage = planned()
    before = stage.printed("shot-plan").pdf
    stage.node.clock.advance(3600)
    stage.node.report("raise-concern", "grip", about="cart", says="No rail.")
    assert stage.printed("shot-plan").pdf == before


@pytest.mark.parametrize(
    ("millimetres", "said"), [(8000, "26.2"), (6100, "20.0"), (6096, "20.0"), (0, "0.0")]
)
def test_a_least_distance_in_feet_is_never_more_than_it_is(millimetres: int, said: str) -> None:
    """To one decimal, rounded down."""
    assert plan_shown.feet(millimetres) == said


@pytest.mark.parametrize("lang", ["en", "es"])
def test_distances_stand_in_metres_and_in_feet(lang: str) -> None:
    """On the plan, planned and asked; on the notice for the call sheet and in the assessment, planned."""
    stage = planned()
    text = {
        name: stage.printed(name, lang=lang).text.replace("\u00a0", " ")
        for name in ("shot-plan", "call-sheet-notice", "risk-assessment")
    }
    assert "8 m, 26.2 ft)" in text["risk-assessment"]
    assert "6.1 m, 20.0 ft" in text["shot-plan"]
    assert text["shot-plan"].count("8 m (26.2 ft)") == 2
    built = stage.built("call-sheet-notice", lang=lang)
    (said,) = (each["distance"] for scene in built["scenes"] for each in scene["plans"])
    assert "8\u00a0m (26.2\u00a0ft)" in said
    assert "26.2 ft)" in text["call-sheet-notice"]
