"""What is out, off or unknown at the end of a day: all that has to be seen to, or named."""

from __future__ import annotations

from showsafe.application.next_acts import ends
from showsafe.application.would import Moment
from tests.simulator import a_day


def test_rounds_in_what_is_quarantined_are_listed_by_their_box() -> None:
    """The box that they are of is what keeps the day from closing, and what is named for it; all named, it closes."""
    day = a_day().ready("revolver", "blanks", 3)
    day.permit("quarantine", "grip", weapon="revolver", in_="drawer")
    day.permit("lock", lot="blanks", in_="ammunition safe", witness="assistant")
    at = Moment(day.state, day.rules, day.now)
    assert ends.off(at) == [{"thing": "blanks", "kind": "count", "where": "3 in what is quarantined"}]
    assert day.fork().refused("close-day", "first-ad", witness="producer") == {"store.count-open"}
    day.permit("close-day", "first-ad", witness="producer", exceptions=["blanks"])
