"""Gate *return*: is the use before closed: weapon back, cleared, bore looked at, counts closed?"""

from __future__ import annotations

from typing import Any

from tests.simulator import FilmSet, a_day

OFFER = {"weapon": "revolver", "to": ["performer"]}
LOAD: dict[str, Any] = {"weapon": "revolver", "rounds": ["blanks:1"], "witness": "assistant"}


def fired(count: int = 3) -> FilmSet:
    """Return a day on which a take was shot and cut, the revolver still with the performer."""
    day = a_day().in_use()
    day.permit("discharge", "performer", weapon="revolver", count=count)
    day.permit("cut", "first-ad", weapon="revolver")
    return day


def test_not_back() -> None:
    """Nothing is loaded or offered again before it came back to a custodian."""
    day = fired()
    assert "return.not-back" in day.refused("load", **LOAD)
    day.permit("collect", weapon="revolver", from_="performer")
    assert "return.not-back" not in day.against("load", **LOAD)


def test_not_back_without_a_take() -> None:
    """A weapon in a performer's hands is not loaded there, even before any take."""
    day = a_day().ready().handed()
    assert "return.not-back" in day.refused("load", **LOAD)


def test_not_cleared() -> None:
    """What was fired is cleared by two before it is offered again."""
    day = fired()
    day.permit("collect", weapon="revolver", from_="performer")
    assert "return.not-cleared" in day.refused("offer", **OFFER)
    day.permit("clear", weapon="revolver", witness="assistant", found=[])
    assert "return.not-cleared" not in day.against("offer", **OFFER)


def test_bore() -> None:
    """After shots the bore is looked through before the next use."""
    day = fired()
    day.permit("collect", weapon="revolver", from_="performer")
    day.permit("clear", weapon="revolver", witness="assistant", found=[])
    assert "return.bore" in day.refused("offer", **OFFER)
    day.looked()
    assert "return.bore" not in day.against("offer", **OFFER)


def test_open() -> None:
    """A blank that was loaded and is neither fired nor found keeps the count open until two people close it."""
    day = fired(2)
    day.permit("collect", weapon="revolver", from_="performer")
    day.permit("clear", weapon="revolver", witness="assistant", found=[])
    day.looked()
    assert "return.open" in day.refused("load", **LOAD)
    assert day.lot("blanks").unaccounted == 1
    day.permit("reconcile", weapon="revolver", lot="blanks", witness="assistant", missing=1)
    assert "return.open" not in day.against("load", **LOAD)


def test_a_closed_use_lets_the_next_begin() -> None:
    """Back, cleared, looked at and counted: the next load goes ahead."""
    day = fired()
    day.permit("collect", weapon="revolver", from_="performer")
    day.permit("clear", weapon="revolver", witness="assistant", found=[])
    day.looked()
    assert day.belief().use is None
    day.loaded().shown().said().permit("offer", **OFFER)


def test_at_the_close_of_day() -> None:
    """No day closes over an open use, unless it is named as an exception."""
    day = fired()
    assert "return.not-back" in day.against("close-day", "first-ad", witness="producer")
    named = day.against("close-day", "first-ad", witness="producer", exceptions=["revolver"])
    assert "return.not-back" not in named


def test_not_said() -> None:
    """An unload that does not say what came out is put down as believed, and says that nobody said it."""
    day = a_day().ready("revolver", "blanks")
    said = day.permit("unload", weapon="revolver", witness="assistant")
    assert "return.not-said" in {finding.code for finding in said.decision.findings}
    day = a_day().ready("revolver", "blanks")
    said = day.permit("unload", weapon="revolver", witness="assistant", found=[{"lot": "blanks", "count": 3}])
    assert "return.not-said" not in {finding.code for finding in said.decision.findings}


def test_the_same_unload_said_again() -> None:
    """An unload said again with its witness is the same unload: nothing is held, nothing tainted, nothing doubled."""
    day = a_day().ready("revolver", "blanks")
    box = day.state.lots["blanks"].total
    found = [{"lot": "blanks", "count": 3}]
    day.permit("unload", weapon="revolver", found=found)
    day.permit("unload", weapon="revolver", witness="assistant", found=found)
    lot = day.state.lots["blanks"]
    assert (lot.box, lot.tainted, day.state.believed("revolver").holds) == (box, "", ())


def test_an_unload_said_again_with_fewer() -> None:
    """Counted again by two with one round fewer, that round is unaccounted."""
    day = a_day().ready("revolver", "blanks")
    day.permit("clear", weapon="revolver", witness="assistant")
    day.permit("unload", weapon="revolver", witness="assistant", found=[{"lot": "blanks", "count": 2}])
    assert day.state.lots["blanks"].unaccounted == 1


def test_isolated_empty_its_shots_are_still_counted() -> None:
    """Isolated although two people saw it empty, it keeps its count open; what nobody opened nobody can count."""
    day = a_day().in_use()
    day.report("discharge", "performer", weapon="revolver", count=3)
    day.report("cut", "first-ad")
    day.permit("collect", weapon="revolver")
    unopened = day.fork()
    day.permit("unload", weapon="revolver", found=[])
    day.looked()
    for each, open_count in ((day, True), (unopened, False)):
        each.permit("isolate", weapon="revolver")
        assert ("return.open" in each.against("close-day", "first-ad", witness="producer")) == open_count
