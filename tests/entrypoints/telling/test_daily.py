"""Messages of the morning: once a day to whom wants them, in the morning where the set is, and naming nobody."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from showsafe.books.readiness.look import Looked
from showsafe.entrypoints.telling import mornings
from showsafe.entrypoints.telling.daily import Daily, Source, Text
from showsafe.entrypoints.within import Live
from showsafe.errors import Unusable
from tests.entrypoints.telling.sets import Telling, add, telling

EIGHT_THERE = datetime(2027, 3, 1, 14, 0, tzinfo=UTC)
"""Eight in the morning where the set is: six hours behind UTC."""


def daily(here: Telling, sources: Mapping[str, Source]) -> Daily:
    """Return who puts these messages into the outbox."""
    return Daily(here.path, Live(here.unit, here.path), here.clock, lambda: nullcontext(_LOOKED), sources)


_LOOKED: Any = None


def texts(here: Telling, name: str = "board") -> list[tuple[str, str]]:
    """Return key and body of what waits for a destination."""
    return [(each.what.key, each.what.body.decode()) for each in here.unit.store.outbox(name, "waiting")]


def test_once_a_day_and_in_its_language(data: Path) -> None:
    """However often it is looked, and after a start anew, each destination has one message of each topic a day."""
    asked: list[str] = []

    def source(_: Looked, language: str) -> Text:
        asked.append(language)
        return Text(f"Ready ({language})", ("One.", "Two."))

    with telling(data, at=EIGHT_THERE) as here:
        add(here.unit, here.path, "floor", topics="morning,day", language="es")
        first, one = (daily(here, {"morning": source}) for _ in range(2))
        for each in (first, first, first, one, one, one):
            each.put(here.teller.destinations())
        assert texts(here) == [("morning 2027-03-01", '{"lines":["One.","Two."],"title":"Ready (en)"}')]
        assert [body for _, body in texts(here, "floor")] == [
            '{"lines":["One.","Two."],"title":"Ready (es)"}'
        ]
        assert len(asked) == 4
        here.clock.advance(24 * 3600)
        one.put(here.teller.destinations())
        assert [key for key, _ in texts(here)] == ["morning 2027-03-01", "morning 2027-03-02"]
        here.tell()
        assert [(each.title, each.lines) for each in here.end.heard] == [("Ready (en)", ("One.", "Two."))] * 2


@pytest.mark.parametrize(("hours", "told"), [(-3.1, 0), (-3, 1), (3.9, 1), (4, 0), (12, 0)])
def test_in_the_morning_of_the_set(data: Path, hours: float, told: int) -> None:
    """From five to noon by the clock of the set; whoever starts the node in the evening is not told of the morning."""
    with telling(data, at=EIGHT_THERE + timedelta(hours=hours)) as here:
        daily(here, {"morning": lambda *_: Text("x", ())}).put(here.teller.destinations())
        assert len(texts(here)) == told


def test_nothing_to_tell_is_not_told(data: Path) -> None:
    """A topic of which there is nothing is no message; one that fails says what is wrong, and the others come."""

    def broken(*_: object) -> Text:
        raise Unusable("view.busy", "The record grew faster than it could be read.", "Ask again.")

    with telling(data, at=EIGHT_THERE) as here:
        sources: dict[str, Source] = {"morning": broken, "tasks": lambda *_: None}
        daily(here, sources).put(here.teller.destinations())
        ((key, body),) = texts(here)
        assert key == "morning 2027-03-01"
        assert "grew faster" in body


def test_the_morning_of_a_real_unit(data: Path) -> None:
    """Of a unit with no schedule that is said, for its own day; of tasks there are none, and no message."""
    with telling(data, at=EIGHT_THERE) as here, mornings.served(here.unit, here.path)() as looked:
        found = mornings.of_today(looked, "en")
        assert found.title == "north-ridge: readiness for Monday 1 March 2027"
        assert "- No schedule on record says what is shot on 2027-03-01." in found.lines
        assert mornings.of_today(looked, "es").title != found.title
        assert mornings.of_tasks(looked, "en") is None


def test_tasks_are_told_by_role(data: Path) -> None:
    """A paper that ends soon is a task that is told; whose it is and its number stay on the set."""
    paper = {"kind": "permit", "number": "P-1", "about": "bob-smith", "expires": "2027-03-04"}
    with telling(data, at=EIGHT_THERE) as here:
        here.report("enrol", person="bob-smith", roles=["performer"], age=30, papers=["permit"])
        here.report("record-paper", **paper)
        with mornings.served(here.unit, here.path)() as looked:
            found = mornings.of_tasks(looked, "en")
        assert found is not None
        assert found.lines == (
            "Soon: The permit of performer 2 ends. (2027-03-04)",
            "Soon: The permit ends. (2027-03-04)",
        )
        assert "bob" not in found.title
