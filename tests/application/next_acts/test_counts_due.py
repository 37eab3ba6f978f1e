"""What is to be counted: at a change of custodian, at a break, and by wrap; and who may do what about a difference."""

from __future__ import annotations

from showsafe.application.next_acts import counts_due
from showsafe.application.would import Moment
from tests.simulator import FilmSet, a_day


def due(day: FilmSet) -> list[tuple[str, str]]:
    """Return what is due, in its order."""
    return [(each.lot, each.why) for each in counts_due.due(day.state)]


def counted(day: FilmSet, lot: str) -> None:
    """Count a lot apart, as the record has it."""
    left = day.lot(lot).box
    day.permit("recount", lot=lot, witness="assistant", seen=left, witness_seen=left)


def test_what_moved_today_is_due_by_wrap() -> None:
    """A box that was taken out on an open day is counted before it closes; counted, it is not asked for again."""
    day = a_day().drawn("dummies")
    assert ("dummies", "wrap") in due(day)
    counted(day, "dummies")
    day.permit("lock", lot="dummies", witness="assistant", in_="ammunition safe")
    assert "dummies" not in [lot for lot, _ in due(day)]
    day.permit("unlock", lot="dummies", witness="assistant")
    day.permit("destroy-rounds", lot="dummies", count=1, witness="assistant")
    assert ("dummies", "wrap") in due(day)


def test_what_is_due_now_comes_before_what_is_due_by_wrap() -> None:
    """Another custodian is the first reason, a break the next; each lot is named once."""
    day = a_day().drawn("dummies", "blanks")
    day.report("call-break", "first-ad")
    day.permit("collect", "prop-master", lot="blanks")
    assert due(day)[:2] == [("blanks", "custodian"), ("dummies", "break")]
    assert len(dict(due(day))) == len(due(day))


def test_what_is_away_or_quarantined_is_not_asked_for() -> None:
    """A lot in quarantine stays shut, and what left the unit is counted elsewhere."""
    day = a_day().drawn("dummies", "blanks")
    day.permit("quarantine", lot="dummies")
    day.permit("consign", lot="blanks", to=["carrier"])
    assert not {"dummies", "blanks"} & {lot for lot, _ in due(day)}


def test_who_counted_is_told_that_they_do_not_close_it() -> None:
    """Of a difference everybody in charge may name an owner; closing it would be refused to one of the two."""
    day = a_day().drawn("dummies")
    left = day.lot("dummies").box - 1
    day.permit("recount", lot="dummies", witness="assistant", seen=left, witness_seen=left)
    (found,) = day.state.discrepancies.values()
    at = Moment(day.state, day.rules, day.now)
    mine = {each.kind: each for each in counts_due.of_discrepancy(at, found, "armorer")}
    assert mine["own-discrepancy"].would == "permit"
    assert mine["close-discrepancy"].would == "refuse"
    assert [each.code for each in mine["close-discrepancy"].against][:1] == ["count.closes-own"]
    assert counts_due.of_discrepancy(at, found, "grip") == ()


def test_what_was_not_counted_at_wrap_is_asked_for_in_the_morning() -> None:
    """A box that was used and put away uncounted stays on the list over night and through the next day."""
    day = a_day().drawn("dummies")
    day.report("close-day", "first-ad", witness="armorer")
    assert ("dummies", "wrap") in due(day)
    day.later(40_000).report("open-day", "first-ad", witness="armorer")
    assert ("dummies", "wrap") in due(day)
    assert "dummies" in [each.lot for each in counts_due.due(day.state, by_wrap=False)]
    counted(day, "dummies")
    assert "dummies" not in [lot for lot, _ in due(day)]
