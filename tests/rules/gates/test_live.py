"""Gate *live*: no live, loose, unlabelled, home-made or unidentified round anywhere in the set's record."""

from __future__ import annotations

from typing import Any

import pytest

from tests.rules.telling import told
from tests.simulator import FilmSet, a_day

SHOW: dict[str, Any] = {"weapon": "revolver", "to": ["performer"]}


def test_found() -> None:
    """A live find stops every offer until what held it is quarantined and the set released."""
    day = a_day().ready()
    assert "live.found" not in day.against("offer", **SHOW)
    day.report("find-live", "grip", in_="blanks", lot="blanks")
    assert "live.found" in day.refused("offer", **SHOW)
    day.permit("release", set_=True, reviewed_by="producer", cause="a stray box")
    assert "live.found" in day.against("offer", **SHOW)
    day.permit("quarantine", lot="blanks")
    assert "live.found" not in day.against("offer", **SHOW)


@pytest.mark.parametrize("state", ["loose", "unlabelled", "home-made", "mixed"])
def test_bad_lot(state: str) -> None:
    """A box of which nobody can say what it holds stops every offer until it is quarantined."""
    day = a_day().ready()
    day.report("bring", "grip", lot="tin", kind="dummy", count=5, state=state)
    assert "live.bad-lot" in day.refused("offer", **SHOW)
    day.permit("quarantine", lot="tin")
    assert "live.bad-lot" not in day.against("offer", **SHOW)


def test_bad_lot_of_no_kind() -> None:
    """A sealed box of unidentified rounds is as bad as a loose one."""
    day = a_day().ready()
    day.report("bring", "grip", lot="tin", kind="unidentified", count=5, state="sealed")
    assert "live.bad-lot" in day.refused("offer", **SHOW)


def test_arriving() -> None:
    """A box of unidentified rounds is turned away."""
    day = a_day()
    box = {"lot": "new", "count": 5, "state": "sealed", "countersigned_by": "prop-master", "from": "a shop"}
    assert "live.arriving" in day.refused("receive", **box, kind="unidentified")
    assert "live.arriving" not in day.against("receive", **box, kind="dummy")


def excepted(**changes: str) -> FilmSet:
    """Return a Californian day with a live find on the range and a declared exception for it."""
    day = a_day("us-ca")
    day.report("find-live", "grip", in_="range")
    paper = {"number": "9155(a)(1)", "place": "range", "approver": "producer", "medic": "medic", **changes}
    day.permit("record-paper", "producer", kind="live-exception", about="day", **paper)
    return day


def test_exception() -> None:
    """A declared sub-paragraph with place, approver and medic covers that place, and says so."""
    found = {f.code for f in excepted().findings("offer", **SHOW)}
    assert "live.exception" in found
    assert "live.found" not in found


@pytest.mark.parametrize(
    "changes",
    [{"number": "9155(a)(9)"}, {"place": "stage"}, {"approver": "stranger"}, {"medic": "stranger"}],
)
def test_exception_that_does_not_cover(changes: dict[str, str]) -> None:
    """An exception without one of its four parts covers nothing."""
    assert "live.found" in excepted(**changes).against("offer", **SHOW)


def test_an_exception_is_of_the_day_on_which_it_was_given() -> None:
    """One of yesterday that is told of today covers nothing today."""
    day = a_day("us-ca")
    day.report("find-live", "grip", in_="range")
    paper = {"number": "9155(a)(1)", "place": "range", "approver": "producer", "medic": "medic"}
    told(day, 86_400, "record-paper", "producer", kind="live-exception", about="day", **paper)
    assert "live.found" in day.against("offer", **SHOW)
    told(day, 3600, "record-paper", "producer", kind="live-exception", about="day", **paper)
    assert "live.found" not in day.against("offer", **SHOW)


def test_no_exception_in_the_common_base() -> None:
    """Where no clause allows an exception, a declared one changes nothing."""
    day = a_day()
    day.report("find-live", "grip", in_="range")
    said = {"number": "9155(a)(1)", "place": "range", "approver": "producer", "medic": "medic"}
    day.permit("record-paper", "producer", kind="live-exception", about="day", **said)
    assert "live.found" in day.against("offer", **SHOW)
