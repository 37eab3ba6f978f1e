"""Gate *papers* asks of the day alone what is taken or rehearsed with."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.simulator import TEAM, FilmSet, a_day

TAKE: dict[str, Any] = {"weapon": "revolver", "user": "performer"}
CLOSE: tuple[str, str] = ("close-day", "first-ad")


@pytest.mark.parametrize("kind", ["take", "rehearse"])
def test_a_day_that_was_never_closed_has_no_takes(kind: str) -> None:
    """What was handed over on a day of more hours than the profile allows waits until a new one is opened."""
    day = a_day().ready().handed()
    assert not {each for each in day.against(kind, "first-ad", **TAKE) if each.startswith("papers.")}
    day.later(25 * 3600)
    assert "papers.day-too-long" in day.refused(kind, "first-ad", **TAKE)


@pytest.mark.parametrize("kind", ["take", "rehearse"])
def test_of_what_was_handed_over_the_day_alone_is_asked(kind: str) -> None:
    """A paper that is gone since keeps the next weapon from being handed over, and stops no take with this one."""
    day = a_day().ready().handed()
    day.state = replace(day.state, papers={})
    assert "papers.no-risk-assessment" in day.against("offer", weapon="shotgun", to=["performer"])
    assert not {each for each in day.against(kind, "first-ad", **TAKE) if each.startswith("papers.")}


def test_a_day_that_is_over_has_no_takes() -> None:
    """Planned and met upon again after its end, a scene still waits for the day to be opened."""
    day = a_day().ready().handed()
    day.permit(*CLOSE, witness="producer", exceptions=["revolver", "blanks"])
    day.planned("revolver")
    day.permit("meet", "first-ad", scene="saloon", attendees=list(TEAM), witness="armorer")
    assert "papers.day-not-open" in day.refused("take", "first-ad", **TAKE)


def overnight(day: FilmSet) -> FilmSet:
    """Close the day over what is out, and open the next one."""
    day.permit(*CLOSE, witness="producer", exceptions=["revolver", "blanks", "dummies"])
    day.later(14 * 3600)
    day.permit("open-day", "first-ad", witness="producer")
    return day


def test_what_was_out_over_night_is_hot() -> None:
    """In a performer's hands, offered or preset: nobody watched it, and nothing that was proven is proven now."""
    held = overnight(a_day().ready().handed())
    assert held.spoken().word == "hot"
    offered = a_day().ready()
    offered.permit("offer", weapon="revolver", to=["performer"])
    overnight(offered)
    assert offered.belief().offer is None
    placed = a_day().ready()
    placed.permit("preset", weapon="revolver", place="bar", witness="safety")
    overnight(placed)
    assert (placed.belief().preset, placed.belief().watched) == ("", None)
    assert "hands.nobody" not in placed.against("collect", weapon="revolver")


def test_a_day_that_was_not_closed_ends_with_the_next() -> None:
    """Opened by an override over yesterday, a new day finds what was out as unknown as if somebody had closed it."""
    day = a_day().ready().handed()
    day.later(24 * 3600)
    asked = day.ask("open-day", "first-ad", witness="producer")
    day.permit("override", "producer", of=asked.event.act.act_id, reason="nobody closed it", witness="safety")
    assert day.spoken().word == "hot"


def test_what_is_locked_away_with_a_fault_is_as_it_was_put_there() -> None:
    """A revolver that was dropped, and locked away proven empty, is locked away empty when the day is over."""
    day = a_day().out()
    day.report("drop", weapon="revolver", cause="Slipped.")
    day.looked()
    day.permit("lock", weapon="revolver", in_="weapon safe", witness="assistant")
    assert day.belief().locked_empty
    overnight(day)
    assert day.belief().locked_empty


def test_a_box_that_was_out_over_night_is_proven_again() -> None:
    """Locked away in time it is as good as it was."""
    day = a_day().drawn("blanks", "dummies")
    day.permit("lock", lot="blanks", in_="ammunition safe", witness="assistant")
    overnight(day)
    assert (day.lot("blanks").proven, day.lot("blanks").tainted) == (20, "")
    assert day.lot("dummies").proven == 0
    assert day.lot("dummies").tainted
