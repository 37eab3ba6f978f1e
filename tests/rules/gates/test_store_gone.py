"""What is told as gone takes nothing off the record: rounds in it, an unreviewed shot, an open use."""

from __future__ import annotations

from showsafe.domain.effects.freezing import concerned
from tests.rules.telling import CLOSING, GUN, TWO, fired
from tests.simulator import FilmSet, a_day


def shot_and_gone() -> FilmSet:
    """Return a set on which a weapon with an unplanned shot and two blanks is told as back with its owner."""
    day = a_day().in_use("revolver", "blanks", 3).later(5)
    day.report("unplanned-discharge", "performer", **GUN, count=1)
    day.report("return-to-owner", **GUN, to=["owner"])
    return day


def test_an_unreviewed_shot_stays_unreviewed() -> None:
    """Gone or not, its unplanned shot waits for a review, and nothing else goes out."""
    day = shot_and_gone()
    assert "trouble.unreviewed" in day.against("unlock", weapon="pistol", **TWO)
    assert "revolver" in concerned(day.state)


def test_released_it_is_asked_no_more() -> None:
    """The review of what is gone is a release as ever."""
    day = shot_and_gone().later(60)
    day.permit("release", **GUN, reviewed_by="medic", cause="looked at")
    assert day.against("unlock", weapon="pistol", **TWO) == set()


def test_rounds_in_what_is_gone_keep_the_day_open() -> None:
    """Told as gone while it was hot, its rounds are named at the close, or the day does not close."""
    day = a_day().ready("revolver", "blanks", 3)
    day.report("return-to-owner", **GUN, to=["owner"])
    kind, by = CLOSING
    assert day.refused(kind, by, witness="producer") == {"store.day-open-things"}
    day.permit(kind, by, witness="producer", exceptions=["revolver"])
    assert day.state.day.exceptions == ("revolver",)


def test_isolated_and_then_gone_is_asked_too() -> None:
    """Isolated with rounds in it and told as gone, it is no less open."""
    day = a_day().ready("revolver", "blanks", 3)
    day.report("isolate", **GUN)
    day.report("return-to-owner", **GUN, to=["owner"])
    kind, by = CLOSING
    assert "store.day-open-things" in day.against(kind, by, witness="producer")


def test_an_open_use_of_what_is_gone_is_open_at_the_close() -> None:
    """Told as gone in the middle of a use, it is asked of at the close, and named once for all of it."""
    day = shot_and_gone()
    kind, by = CLOSING
    assert {"return.not-back", "store.day-open-things"} <= day.against(kind, by, witness="producer")
    left = day.against(kind, by, witness="producer", exceptions=["revolver"])
    assert not {"return.not-back", "store.day-open-things"} & left


def test_gone_as_permitted_is_gone() -> None:
    """Fired, counted, proven empty and sent back as the rules permit, it is nothing that a day closes with."""
    day = fired(a_day().in_use("revolver", "blanks", 3), 3)
    day.permit("reconcile", **GUN, **TWO)
    day.permit("return-to-owner", **GUN, to=["owner"])
    kind, by = CLOSING
    assert day.against(kind, by, witness="producer") == set()
