"""The misfire log has everything that was done about a fault: looks and refused asks too, up to the release."""

from __future__ import annotations

from showsafe.papers import misfire_log
from tests.papers.seen import Stage

TWO = {"witness": "assistant"}
LOOKED = {"seen": 6, "of": 6, "bore": True, "found": (), "witness_seen": 6, **TWO}


def fallen() -> Stage:
    """Return a set on which the revolver fell."""
    stage = Stage()
    stage.node.report("drop", weapon="revolver", cause="It fell on a stone.")
    return stage


def test_the_inspection_after_a_drop_is_on_the_log() -> None:
    """A look by two that changed neither hands nor state, an ask that was refused, and then the release: in order."""
    stage = fallen()
    ask = stage.node.ask
    looks = [stage.node.report("check", weapon="revolver", **LOOKED).number for _ in range(2)]
    refused = ask("hand-over", weapon="revolver", to="performer", scene="barn", **TWO)
    assert refused.outcome == "refuse"
    released = ask("release", weapon="revolver", reviewed_by="safety", cause="Nothing is bent.")
    assert released.outcome == "permit"
    later = stage.node.report("check", weapon="revolver", **LOOKED).number
    (case,) = stage.built("misfire-log")["cases"]
    assert [each["record"] for each in case["after"]] == [*looks, refused.number, released.number]
    assert later not in {each["record"] for each in case["after"]}
    assert case["released"]
    text = stage.printed("misfire-log").text
    assert "nothing found" in text
    assert "second person, and what was said" in text


def test_a_weapon_that_was_not_released_says_so_however_much_followed() -> None:
    """What another weapon went through is not there; a release that was refused, or reported all the same, is none."""
    stage = fallen()
    stage.node.report("register", weapon="pistol", **{"class": "replica"})
    assert stage.node.ask("release", "grip", weapon="revolver").outcome == "refuse"
    assert stage.node.report("release", "grip", weapon="revolver").outcome == "record"
    (case,) = stage.built("misfire-log")["cases"]
    assert [each["act"] for each in case["after"]] == ["release", "release"]
    assert not case["released"]


def test_the_release_is_on_the_log_after_more_records_than_it_shows() -> None:
    """Where more followed than has room, how many are left out is said, and the release stands there all the same."""
    stage = fallen()
    for _ in range(misfire_log.MOST_AFTER + 3):
        stage.node.report("check", weapon="revolver", **LOOKED)
    number = stage.node.ask("release", weapon="revolver", reviewed_by="safety", cause="Whole.").number
    (case,) = stage.built("misfire-log")["cases"]
    assert case["after"][-1]["record"] == number
    assert len(case["after"]) == misfire_log.MOST_AFTER
    assert case["left_out"] == 4
    assert case["released"]
    assert "4 more records of it are left out here" in stage.printed("misfire-log").text
