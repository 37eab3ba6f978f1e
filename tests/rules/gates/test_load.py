"""Gate *load*: loaded by the custodian, last, within the limit, and announced with kind, count and size."""

from __future__ import annotations

import pytest

from tests.simulator import a_day

TAKE = {"weapon": "revolver", "user": "performer"}


def test_not_by_custodian() -> None:
    """A weapon that somebody else loaded is not used."""
    day = a_day().ready("revolver", "blanks").handed()
    assert "load.not-by-custodian" not in day.against("take", "first-ad", **TAKE)
    other = a_day().out().looked()
    other.report("load", "assistant", weapon="revolver", rounds=["blanks:3"], witness="armorer")
    assert "load.not-by-custodian" in other.against("take", "first-ad", **TAKE)


def test_too_long_ago() -> None:
    """Between load and take lie five minutes at the most."""
    day = a_day().ready("revolver", "blanks").handed().later(300)
    assert "load.too-long-ago" not in day.against("take", "first-ad", **TAKE)
    day.later(1)
    assert "load.too-long-ago" in day.refused("take", "first-ad", **TAKE)


@pytest.mark.parametrize(("lot", "late"), [("blanks", True), ("dummies", False)])
def test_kept_between_takes(lot: str, *, late: bool) -> None:
    """After a cut the limit is asked again of a hot load only; a cold one that was watched is kept."""
    day = a_day().planned("revolver", "close-up", ammunition="dummy").ready("revolver", lot).handed()
    day.permit("take", "first-ad", **TAKE)
    day.permit("cut", "first-ad", weapon="revolver")
    day.later(400)
    assert ("load.too-long-ago" in day.against("take", "first-ad", **TAKE)) is late


def test_not_announced() -> None:
    """A load is announced before the take, and again after each cut."""
    day = a_day().ready("revolver", "blanks").handed()
    day.permit("take", "first-ad", **TAKE)
    day.permit("cut", "first-ad", weapon="revolver")
    assert "load.not-announced" in day.refused("take", "first-ad", **TAKE)
    day.said()
    assert "load.not-announced" not in day.against("take", "first-ad", **TAKE)


def test_say_again() -> None:
    """Of an empty weapon the missing word is a note."""
    day = a_day().out().looked().shown().handed()
    assert "load.say-again" in day.notes("take", "first-ad", **TAKE)
    day.said()
    assert "load.say-again" not in day.notes("take", "first-ad", **TAKE)
