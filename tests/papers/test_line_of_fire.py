"""The line of fire as it is drawn: to scale, nobody nearer than planned, nothing drawn that the plan does not say."""

from __future__ import annotations

import math

import pytest

from showsafe.papers.line_of_fire import HIGH, MUZZLE, WIDE, Shot, drawn, scale_of


def shot(**said: object) -> Shot:
    """Return a shot of eight metres past three people, unless something else is said of it."""
    whole = {"discharges": True, "distance": 8000, "least": 6100, "clear": True, "people": 3, **said}
    return Shot(**whole)  # type: ignore[arg-type]


def away(point: tuple[float, float]) -> float:
    """Return how far a point is from the muzzle, in millimetres on paper."""
    return math.dist(point, MUZZLE)


@pytest.mark.parametrize("distance", [1, 350, 2000, 6099, 8000, 61_000, 5_000_000])
def test_distances_are_to_one_scale(distance: int) -> None:
    """Every point of an arc is as far from the muzzle as its distance is at the scale that is said."""
    seen = drawn(shot(distance=distance))
    for points, real in ((seen["arc"], distance), (seen["least"], 6100)):
        assert all(abs(away(point) - real / seen["scale"]) < 0.02 for point in points)
    assert seen["bar"]["long"] == pytest.approx(seen["bar"]["metres"] * 1000 / seen["scale"], abs=0.01)
    assert seen["reach"] - MUZZLE[0] == pytest.approx(distance / seen["scale"], abs=0.01)


@pytest.mark.parametrize("people", [1, 3, 12, 40])
@pytest.mark.parametrize("distance", [0, 500, 8000, 40_000, None])
def test_nobody_is_drawn_nearer_than_planned(distance: int | None, people: int) -> None:
    """Figures stand beyond the arc and beside the line, on the paper, and none on another one's place."""
    seen = drawn(shot(distance=distance, people=people))
    nearest = (distance or 0) / seen["scale"]
    assert len(seen["figures"]) + seen["more"] == people
    assert len(set(seen["figures"])) == len(seen["figures"])
    for x, y in seen["figures"]:
        assert away((x, y)) >= nearest
        assert abs(y - MUZZLE[1]) > 4
        assert 0 < x < WIDE
        assert 0 < y < HIGH


def test_somebody_in_the_line_is_drawn_on_it() -> None:
    """Only a plan that says so has a figure on the line."""
    assert drawn(shot(clear=False))["in_line"][1] == MUZZLE[1]
    assert drawn(shot())["in_line"] is None
    assert drawn(shot(clear=None))["in_line"] is None


def test_what_is_not_said_is_not_drawn() -> None:
    """No distance is no arc of it; a line of which nothing is said is another line than one that is clear."""
    seen = drawn(shot(distance=None, clear=None))
    assert (seen["arc"], seen["line"]) == (None, "not-said")
    assert seen["least"]
    nothing = drawn(shot(distance=None, least=None))
    assert (nothing["scale"], nothing["bar"], nothing["least"]) == (0, None, None)


def test_what_cannot_discharge_has_no_line_of_fire() -> None:
    """Of a rubber gun nothing is to scale: no distance is asked of it."""
    seen = drawn(shot(discharges=False))
    assert (seen["line"], seen["arc"], seen["least"], seen["scale"]) == ("none", None, None, 0)


@pytest.mark.parametrize(
    ("distances", "scale"), [([8000, 6100], 75), ([9000], 100), ([108], 1), ([], 0), ([0], 0)]
)
def test_the_scale_is_round(distances: list[int], scale: float) -> None:
    """It is the first round one at which the longest distance has room."""
    assert scale_of(distances) == scale
