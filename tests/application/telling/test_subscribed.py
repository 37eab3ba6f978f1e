"""Lines of the outbox are written with their record, or neither is; and nothing of telling keeps a record away."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from showsafe.application.telling import subscribed
from showsafe.application.telling.subscribed import Subscribed, redirected, woken_by
from showsafe.errors import Unusable
from showsafe.ledger.store import Beside
from tests.application.telling.told import a_teller, to, waiting
from tests.application.units import a_node


def test_each_destination_hears_what_it_asked_for() -> None:
    """Two destinations of other topics each have their own lines, one for each record."""
    node = a_teller(to("office", topics=("stop", "incident")), to("floor", topics=("day",)))
    node.report("incident", weapon="revolver")
    node.report("close-day", "first-ad", witness="producer")
    assert [each.what.topic for each in waiting(node, "office")] == ["incident stop"]
    assert [each.what.topic for each in waiting(node, "floor")] == ["day"]


def test_a_line_is_there_with_its_record_or_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the append fails, nothing is told; the same act later is one record and one line."""
    node = a_teller()
    act = node.act("stop", "performer")
    append = node.store.append

    def full(*_: object, **__: object) -> None:
        raise Unusable("disk.full", "The disk is full.", "Make room.")

    monkeypatch.setattr(node.store, "append", full)
    with pytest.raises(Unusable):
        node.unit.report(act)
    monkeypatch.setattr(node.store, "append", append)
    assert waiting(node) == []
    node.unit.report(act)
    node.unit.report(act)
    assert [each.what.record for each in waiting(node)] == [node.store.size()]


def test_whoever_waits_is_woken_after_the_record_is_there() -> None:
    """The one who sends is woken once the line is on the disk, and not for an act that nobody hears of."""
    node = a_teller()
    seen: list[int] = []
    node.unit.telling = woken_by(node.unit.telling, lambda: seen.append(len(waiting(node))))
    node.report("acknowledge", "performer", about="bulletin")
    assert seen == []
    node.report("stop", "performer")
    assert seen == [1]
    node.unit.telling = redirected(node.unit.telling, [to("other")])
    node.report("stop", "armorer")
    assert (seen, len(waiting(node, "other"))) == ([1, 1], 1)


def test_without_destinations_nothing_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """A unit that tells nobody hands no line to its store."""
    node = a_node()
    handed: list[Beside] = []
    append = node.store.append

    def watched(*parts: Any) -> None:  # noqa: ANN401 - as the store takes them
        handed.append(parts[-1])
        append(*parts)

    monkeypatch.setattr(node.store, "append", watched)
    node.report("stop", "performer")
    assert [each.tell for each in handed] == [()]


def test_a_fault_of_telling_keeps_no_record_away(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Where what is told cannot be found out, the act is on record all the same, and it is said in the log."""

    def broken(*_: object) -> tuple[str, ...]:
        raise RuntimeError

    monkeypatch.setattr(subscribed, "topics_of", broken)
    node = a_teller()
    with caplog.at_level(logging.ERROR, "showsafe.telling"):
        answer = node.report("stop", "performer")
    assert node.store.size() == answer.number
    assert "could not be said" in caplog.text


def test_the_empty_one_wakes_nobody() -> None:
    """A unit starts with nobody to tell and nobody to wake."""
    Subscribed().wake()
