"""Spans handed on by OpenTelemetry, where the program was told to: the extra ``showsafe[tracing]``.

It is switched on by ``OTEL_EXPORTER_OTLP_ENDPOINT`` and by nothing else; the other variables of OpenTelemetry hold as
its own pages say. Spans are sent in the background, a bounded number waits, and what finds no room is dropped: no work
waits for whoever looks on.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from showsafe import __version__
from showsafe.application import spans
from showsafe.errors import ShowsafeError, Unusable

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.trace import Span

ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT"
SERVICE = "showsafe"
_SERVICE_NAME = "OTEL_SERVICE_NAME"

log = logging.getLogger("showsafe.tracing")


class _Attributes:
    """One span of OpenTelemetry, which takes what may be said of it."""

    def __init__(self, span: Span) -> None:
        self._span = span

    def set(self, name: str, value: str | int) -> None:
        """Say something of it."""
        self._span.set_attribute(f"showsafe.{name}", value)


class OpenTelemetry:
    """Hands spans to a provider of OpenTelemetry."""

    def __init__(self, provider: TracerProvider) -> None:
        self.provider = provider
        self._tracer = provider.get_tracer(SERVICE, __version__)

    @contextmanager
    def span(self, name: str) -> Iterator[spans.Span]:
        """Begin a span under the one that is going on; one that ends with an error says its code, never its words."""
        from opentelemetry.trace import Status, StatusCode  # noqa: PLC0415 - an extra

        with self._tracer.start_as_current_span(
            name, record_exception=False, set_status_on_exception=False
        ) as begun:
            try:
                yield _Attributes(begun)
            except BaseException as error:
                code = error.code if isinstance(error, ShowsafeError) else type(error).__name__
                begun.set_status(Status(StatusCode.ERROR, code))
                raise

    def close(self) -> None:
        """Send what still waits, and end."""
        self.provider.shutdown()


def from_environment() -> OpenTelemetry | None:
    """Trace from now on where the environment says where to; None where it says nothing.

    Raises Unusable ``tracing.no-extra`` where it does and the extra is not installed.
    """
    if not os.environ.get(ENDPOINT, "").strip():
        return None
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415
        from opentelemetry.sdk.resources import Resource  # noqa: PLC0415
        from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
        from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415
    except ImportError as error:
        raise Unusable(
            "tracing.no-extra",
            f"{ENDPOINT} asks for traces, and this installation has not the parts for them.",
            'Install them: pip install "showsafe[tracing]", or leave the variable out.',
        ) from error
    name = {"service.name": os.environ.get(_SERVICE_NAME, SERVICE), "service.version": __version__}
    provider = TracerProvider(resource=Resource.create(name), shutdown_on_exit=True)
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    tracer = OpenTelemetry(provider)
    spans.trace_with(tracer)
    return tracer


@contextmanager
def traced() -> Iterator[OpenTelemetry | None]:
    """Trace the work of a block where the environment says where to, and send what still waits at its end."""
    tracer = from_environment()
    try:
        yield tracer
    finally:
        if tracer is not None:
            spans.trace_with(None)
            tracer.close()
