"""Spans: nobody's by default, never with a person in them, and never in the way of the work."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from showsafe.application import spans
from tests.projections.units import Set


class Tracer:
    """Keeps every span with what was said of it."""

    def __init__(self, *, broken: bool = False) -> None:
        self.broken = broken
        self.kept: list[tuple[str, dict[str, str | int]]] = []

    @contextmanager
    def span(self, name: str) -> Iterator[spans.Span]:
        """Keep a span."""
        said: dict[str, str | int] = {}
        self.kept.append((name, said))
        tracer = self

        class Kept:
            """One of them."""

            def set(self, name: str, value: str | int) -> None:
                """Keep what is said of it."""
                if tracer.broken:
                    raise RuntimeError("the tracer is broken")
                said[name] = value

        yield Kept()


@pytest.fixture
def tracer() -> Iterator[Tracer]:
    """Return a tracer that all spans go to while the test runs."""
    made = Tracer()
    spans.trace_with(made)
    yield made
    spans.trace_with(None)


def test_only_what_may_be_said(tracer: Tracer) -> None:
    """What is not among the attributes that there are is not handed on."""
    with spans.span("showsafe.follow", unit="north-ridge", person="pat") as span:
        span.set("records", 3)
        span.set("by", "pat")
    assert tracer.kept == [("showsafe.follow", {"unit": "north-ridge", "records": 3})]


def test_an_act_is_traced_by_its_kind_alone(tracer: Tracer) -> None:
    """Asked and reported acts are spans with kind, door and outcome: no name and no text of anybody."""
    unit = Set()
    unit.say("raise-concern", by="performer", about="revolver", says="loose")
    name, said = tracer.kept[-1]
    assert (name, said) == (
        "showsafe.report",
        {"act": "raise-concern", "door": "report", "outcome": "record"},
    )
    assert "performer" not in repr(tracer.kept)


def test_nobody_traces_unless_told() -> None:
    """Without a tracer a span takes what is said and keeps nothing."""
    with spans.span("showsafe.follow") as span:
        span.set("records", 3)
    assert isinstance(span, spans.Nobody)


def test_a_tracer_that_breaks_stops_nothing(tracer: Tracer) -> None:
    """A tracer that fails where something is said of a span does not stop the act."""
    tracer.broken = True
    assert Set().say("raise-concern", about="revolver", says="x").number > 1
