"""Gate *file*: a file is closed over nothing that is left lying, and its people receive no other weapon."""

from __future__ import annotations

from typing import Any

import pytest

from tests.files import FILE, TWO, drawn, issue, issued
from tests.rules.gates.asking import believed, found
from tests.simulator import FilmSet

CLOSE: dict[str, Any] = {**FILE, **TWO, "flags": 3}
PISTOL: dict[str, Any] = {"weapon": "pistol"}


def left_lying() -> FilmSet:
    """Return a set on which one rifle of three lies in the mud, and two are back."""
    day = issued(3)
    day.report("leave", "extra-1", weapon="bg-1", place="mud")
    day.report("return-file", **issue(2, 3))
    return day


def test_a_file_is_not_closed_over_a_rifle_in_the_mud() -> None:
    """Nobody has it, and so nobody has it back."""
    day = left_lying()
    assert day.refused("close-file", **CLOSE) == {"file.not-back"}
    says = [each.says for each in day.findings("close-file", **CLOSE) if each.code == "file.not-back"]
    assert says == ["bg-1 of trench is left at mud, and not back with armorer."]


def test_a_file_is_closed_once_it_is_collected() -> None:
    """The custodian of the file has it in hand."""
    day = left_lying()
    day.permit("collect", weapon="bg-1")
    day.permit("close-file", **CLOSE)


def test_a_file_is_closed_once_it_dropped_out() -> None:
    """By its name, it is on record that it is not of this file any more, and where it lies."""
    day = left_lying()
    day.permit("drop-out", **FILE, weapon="bg-1")
    day.permit("close-file", **{**CLOSE, "flags": 2})
    assert day.belief("bg-1").place == "mud"


def test_another_custodian_has_it() -> None:
    """It is not back with the people of this file; its own custodian collects it."""
    day = issued(3)
    day.report("return-file", **issue(2, 3))
    day.permit("collect", "prop-master", weapon="bg-1")
    assert day.refused("close-file", **CLOSE) == {"file.not-back"}
    day.permit("collect", weapon="bg-1")
    day.permit("close-file", **CLOSE)


@pytest.mark.parametrize(
    ("where", "says"),
    [
        ({"holder": "extra-1"}, "with extra-1"),
        ({"holder": "", "gone": "the owner"}, "gone to the owner"),
        ({"holder": "armorer", "preset": "armorer", "place": "log"}, "left at log"),
        ({"holder": ""}, "in no known place"),
    ],
)
def test_it_is_said_where_a_weapon_is_that_is_not_back(where: dict[str, str], says: str) -> None:
    """Gone, with somebody, lying where it was preset, or nobody knows."""
    day = believed(issued(3), "bg-1", **{"place": "", "preset": "", "gone": "", "container": "", **where})
    said = [each.says for each in day.findings("close-file", **CLOSE) if each.code == "file.not-back"]
    assert f"bg-1 of trench is {says}, and not back with armorer." in said


def test_from_nobodys_hands_its_people_are_offered_nothing_either() -> None:
    """A weapon that no custodian has is handed to nobody who has a file."""
    day = believed(pistol_out(), "pistol", holder="")
    assert "own-people" in found("file", day, "offer", "second-armorer", **PISTOL, to=["armorer"])


def pistol_out() -> FilmSet:
    """Return a set on which a file is out, and a custodian of no file has a pistol."""
    day = issued(2)
    return believed(day, "pistol", container="", holder="second-armorer")


def test_the_custodian_of_a_file_receives_no_other_weapon() -> None:
    """Passed open or handed over, offered or accepted: they have the file and nothing else."""
    day = pistol_out()
    for to in ("armorer", "assistant"):
        assert "own-people" in found("file", day, "pass-open", "second-armorer", **PISTOL, to=[to])
        assert "own-people" in found("file", day, "offer", "second-armorer", **PISTOL, to=[to])
        keys = {**PISTOL, "to": [to], "witness": "safety"}
        assert "own-people" in found("file", day, "hand-over", "second-armorer", **keys)
        assert "own-people" in found("file", day, "accept", "performer", **keys)
    assert found("file", day, "pass-open", "second-armorer", **PISTOL, to=["prop-master"]) == []


def test_the_way_back_to_them_is_never_refused() -> None:
    """A performer has it: who collects it, or is handed it, has it out of a user's hands."""
    day = believed(pistol_out(), "pistol", holder="performer", issued_by="second-armorer")
    assert found("file", day, "hand-over", "performer", **PISTOL, to=["armorer"], witness="safety") == []
    day.permit("collect", **PISTOL)


def test_once_the_file_is_closed_they_receive_it() -> None:
    """They have nothing else then."""
    day = believed(drawn(1), "pistol", container="", holder="second-armorer")
    day.permit("close-file", **{**CLOSE, "flags": 1})
    assert found("file", day, "pass-open", "second-armorer", **PISTOL, to=["armorer"]) == []
