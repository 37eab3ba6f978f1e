"""That somebody watched is a word of the moment in which it was said: an ask that was long on its way asks anew."""

from __future__ import annotations

import pytest

from showsafe.domain.acts import Act
from showsafe.domain.events import ASK, HOLD, PERMIT, REPORT
from tests.simulator import FilmSet, a_day


def _offered() -> FilmSet:
    """Return a day on which an empty revolver is offered to the performer."""
    day = a_day().out("revolver").looked("revolver")
    day.permit("show", weapon="revolver", to=["first-ad", "performer"])
    day.permit("declare", weapon="revolver", word="cold")
    day.permit("offer", weapon="revolver", to=["performer"])
    return day


def _accept(day: FilmSet) -> Act:
    return day.act("accept", "performer", weapon="revolver", witness="safety", act_id="read-back")


@pytest.mark.parametrize(("seconds", "codes"), [(30, set()), (31, {"sight.word-old"})])
def test_a_word_of_half_a_minute_is_asked_for_anew(seconds: int, codes: set[str]) -> None:
    """Up to half a minute on its way it passes; after that it waits for whoever watched."""
    day = _offered()
    accept = _accept(day)
    stepped = day.later(seconds).through(ASK, accept)
    assert {finding.code for finding in stepped.decision.against} == codes
    assert stepped.event.outcome == (HOLD if codes else PERMIT)


def test_whoever_watched_says_so_again_and_it_passes() -> None:
    """The watcher confirms now what was said minutes ago; their own word too is of when they say it."""
    day = _offered()
    accept = _accept(day)
    day.later(150).through(ASK, accept)
    late = day.act("confirm", "safety", of="read-back")
    assert day.later(60).through(ASK, late).event.outcome == HOLD
    day.permit("confirm", "safety", of="read-back", act_id="said now")
    assert day.state.believed("revolver").holder == "performer"
    assert day.spoken("revolver").word == "cold"


def test_told_as_done_the_word_is_of_when_it_was_done() -> None:
    """A report of two minutes later says who watched at the hand-over: a note is all that stands against it."""
    day = _offered()
    accept = _accept(day)
    stepped = day.later(120).through(REPORT, accept)
    assert stepped.event.would == PERMIT
    assert "sight.word-old" in [finding.code for finding in stepped.decision.findings]
