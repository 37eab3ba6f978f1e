"""The wrap report says what is open: never that nothing is, while anything of the day, a weapon or a lot is."""

from __future__ import annotations

import pytest

from tests.papers.seen import Stage

TWO = {"witness": "assistant"}


def opened(stage: Stage, lang: str = "en") -> list[str]:
    """Return what the wrap report has as not finished."""
    found = stage.built("wrap-report", lang=lang)["open"]
    assert isinstance(found, list)
    return found


def test_an_open_day_and_a_weapon_in_hands_are_open() -> None:
    """No stop, no find and no concern: and yet the day goes on, and the revolver is with somebody."""
    stage = Stage()
    found = opened(stage)
    assert f"The day is open since record {stage.node.state.day.opened_record}." in found
    assert "revolver is in no safe and has not left the unit." in found
    assert "Nothing of this is open" not in stage.printed("wrap-report").text


@pytest.mark.parametrize(
    ("kind", "keys", "said"),
    [
        ("drop", {"cause": "It fell."}, "revolver is locked out (dropped) since record {}: not released."),
        ("quarantine", {}, "revolver is quarantined."),
        ("isolate", {"in": "safe", **TWO}, "revolver is locked away unopened."),
        ("collect", {"from_": "grip", **TWO}, "revolver is held since record {}: not released."),
    ],
)
def test_a_weapon_that_is_held_is_open(kind: str, keys: dict[str, object], said: str) -> None:
    """Each of what holds a weapon has its sentence, with the record since which it does."""
    stage = Stage()
    if kind == "collect":
        number = stage.node.report("hand-over", weapon="revolver", to="grip", scene="barn").number
        assert stage.node.state.beliefs["revolver"].holds
    else:
        number = stage.node.report(kind, weapon="revolver", **keys).number
    assert said.format(number) in opened(stage)


@pytest.mark.parametrize(("more", "said"), [(-1, "1 not accounted for"), (1, "1 counted too many")])
def test_a_lot_that_does_not_come_out_is_open_with_its_difference(more: int, said: str) -> None:
    """Short and too many alike: the lot has a sentence, and so has the count that nobody has closed."""
    stage = Stage()
    seen = stage.node.state.lots["blanks"].box + more
    number = stage.node.ask("recount", lot="blanks", seen=seen, witness_seen=seen, **TWO).number
    found = opened(stage)
    assert f"Lot blanks: {said}." in found
    assert f"A count of blanks differs since record {number}: nobody has closed it." in found
    assert len(opened(stage, "es")) == len(found)
