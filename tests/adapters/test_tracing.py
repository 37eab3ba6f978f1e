"""Traces by OpenTelemetry: only where the environment says so, without a person, and without it the node works."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from showsafe.adapters import tracing
from showsafe.application import spans
from showsafe.errors import Unusable, WrongInput
from tests.projections.units import Set


@pytest.fixture
def exporter() -> Iterator[InMemorySpanExporter]:
    """Return what keeps every span that is sent while the test runs."""
    provider, kept = TracerProvider(), InMemorySpanExporter()
    provider.add_span_processor(SimpleSpanProcessor(kept))
    spans.trace_with(tracing.OpenTelemetry(provider))
    yield kept
    spans.trace_with(None)
    provider.shutdown()


def test_spans_of_acts_hold_no_person(exporter: InMemorySpanExporter) -> None:
    """Whatever people do and say on a set, nothing of them is in any attribute, event or status of a span."""
    unit = Set()
    unit.say("raise-concern", by="performer", about="revolver", says="it feels loose")
    sent = exporter.get_finished_spans()
    assert [span.name for span in sent] == ["showsafe.report"] * 6
    said = sent[-1].attributes
    assert dict(said or {}) == {
        "showsafe.act": "raise-concern",
        "showsafe.door": "report",
        "showsafe.outcome": "record",
    }
    everything = " ".join(span.to_json() for span in sent)
    assert not [word for word in ("performer", "armorer", "assistant", "loose") if word in everything]


def test_a_span_lies_under_the_one_around_it(exporter: InMemorySpanExporter) -> None:
    """A span that begins inside another one is its child."""
    with spans.span("outer"), spans.span("inner", records=3):
        pass
    inner, outer = exporter.get_finished_spans()
    assert inner.parent is not None
    assert inner.parent.span_id == outer.context.span_id


def test_an_error_is_said_by_its_code(exporter: InMemorySpanExporter) -> None:
    """Work that fails is a span with the code of its error, never with its sentence, and fails as it would have."""
    error = WrongInput("input.not-a-name", "pat is no name.", "Write another.")
    with pytest.raises(WrongInput) as raised, spans.span("showsafe.ask"):
        raise error
    assert raised.value is error
    (span,) = exporter.get_finished_spans()
    assert (span.status.description, span.events) == ("input.not-a-name", ())
    assert "pat" not in span.to_json()


def test_off_unless_the_environment_says_where_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an endpoint nothing is traced, and nothing of the extra is imported."""
    monkeypatch.delenv(tracing.ENDPOINT, raising=False)
    monkeypatch.setitem(sys.modules, "opentelemetry", None)
    with tracing.traced() as tracer:
        assert tracer is None
        assert Set().say("raise-concern", about="revolver", says="x").number > 1


def test_asked_for_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """An endpoint without the extra is told in one sentence, with what to install."""
    monkeypatch.setenv(tracing.ENDPOINT, "http://127.0.0.1:9")
    monkeypatch.setitem(sys.modules, "opentelemetry.sdk.trace", None)
    with pytest.raises(Unusable) as raised:
        tracing.from_environment()
    assert raised.value.code == "tracing.no-extra"
    assert 'pip install "showsafe[tracing]"' in raised.value.now


def test_nothing_waits_for_whoever_looks_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """An endpoint where nobody listens stops no act."""
    monkeypatch.setenv(tracing.ENDPOINT, "http://127.0.0.1:9")
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_TIMEOUT", "1")
    with tracing.traced() as tracer:
        assert tracer is not None
        assert Set().say("raise-concern", about="revolver", says="x").number > 1
    with spans.span("after") as span:
        assert isinstance(span, spans.Nobody)
