"""What an event is about: by what it did, and not by its name alone."""

from __future__ import annotations

from typing import Any

import pytest

from showsafe.application.telling import topics
from showsafe.application.telling.subscribed import Subscribed
from tests.application.telling.told import a_teller, to, waiting
from tests.application.units import Node

LIVE: list[dict[str, Any]] = [{"kind": "live", "count": 1}]


def of_last(node: Node) -> list[str]:
    """Return the topics of the newest line, if it is of the last record."""
    lines = waiting(node)
    return lines[-1].what.topic.split() if lines and lines[-1].what.record == node.store.size() else []


@pytest.mark.parametrize(
    ("kind", "by", "keys", "about"),
    [
        ("incident", "armorer", {"weapon": "revolver"}, [topics.INCIDENT, topics.STOP]),
        (
            "unplanned-discharge",
            "armorer",
            {"weapon": "revolver"},
            [topics.INCIDENT, topics.STOP, topics.LIVE_ROUND, topics.DISCREPANCY],
        ),
        ("misfire", "armorer", {"weapon": "revolver"}, [topics.INCIDENT]),
        ("drop", "performer", {"weapon": "revolver"}, [topics.INCIDENT]),
        ("foul", "armorer", {"weapon": "revolver"}, [topics.INCIDENT]),
        ("stop", "performer", {"says": "look"}, [topics.STOP]),
        ("hold", "performer", {}, [topics.HOLD]),
        ("find-live", "armorer", {"in": "blanks", "count": 1}, [topics.STOP, topics.LIVE_ROUND]),
        ("raise-concern", "performer", {"says": "too close"}, [topics.CONCERN]),
        ("close-day", "first-ad", {"witness": "producer"}, [topics.DEVIATION, topics.DAY]),
        ("hand-over", "armorer", {"weapon": "revolver", "to": ["performer"]}, [topics.DEVIATION]),
        ("acknowledge", "performer", {"about": "bulletin"}, []),
        ("check", "armorer", {"weapon": "revolver", "seen": 6, "of": 6, "found": []}, []),
    ],
)
def test_what_an_act_is_about(kind: str, by: str, keys: dict[str, Any], about: list[str]) -> None:
    """Each act that somebody may want to hear of is that, the gravest topic first, and every other act is nothing."""
    node = a_teller()
    node.report(kind, by, **keys)
    assert of_last(node) == about


def test_a_live_round_is_one_wherever_it_was_found() -> None:
    """A check that finds a live round tells of it, though it is a check."""
    node = a_teller()
    node.report("check", weapon="revolver", seen=6, of=6, found=LIVE, witness="assistant")
    assert {topics.LIVE_ROUND, topics.STOP} <= set(of_last(node))


def test_missing_rounds_are_told() -> None:
    """A reckoning in which rounds are missing tells of it; one in which none are tells nothing."""
    node = a_teller()
    node.report("reconcile", lot="blanks", count=50, witness="assistant")
    assert topics.MISSING_ROUND not in of_last(node)
    node.report("reconcile", lot="blanks", count=48, missing=2, witness="assistant")
    assert topics.MISSING_ROUND in of_last(node)


def test_an_answer_and_a_release_are_told_to_whom_heard_the_first_half() -> None:
    """Whoever heard of a concern or a hold hears that it was answered or lifted."""
    node = a_teller(to(topics=(topics.CONCERN, topics.HOLD)))
    node.report("raise-concern", "performer", says="too close", act_id="concern-1")
    node.report("answer-concern", "first-ad", of="concern-1", says="moved back")
    assert of_last(node) == [topics.CONCERN]
    node.report("hold", "performer")
    node.ask("release", "first-ad", set=True, reviewed_by="safety", cause="looked")
    assert [each.what.topic for each in waiting(node)].count(topics.HOLD) >= 1


def test_a_refused_ask_is_told_to_nobody() -> None:
    """An ask that is refused did not happen: nobody outside hears of it."""
    node = a_teller()
    before = len(waiting(node))
    assert node.ask("open-day", "performer", witness="performer").outcome == "refuse"
    assert len(waiting(node)) == before


def test_of_a_told_day_nobody_hears() -> None:
    """What was told from a file is told to nobody outside."""
    subscribed = Subscribed((to(),))
    node = a_teller()
    node.report("stop", "performer")
    event_of_a_day = ("made-up-day", node.state, node.state)
    assert subscribed.of(*event_of_a_day, event=None) == ()  # type: ignore[arg-type]
