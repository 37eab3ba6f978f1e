"""Spans of work, for whoever traces it. Nobody does unless the program was told to: then a span costs next to nothing.

No personal data goes into a span: ``ATTRIBUTES`` names all that may, and everything else is left out. A tracer that
fails never stops the work that it looks at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import wraps
from typing import Any, Protocol, TypeVar, cast

ATTRIBUTES = frozenset(
    {"unit", "production", "records", "act", "door", "outcome", "code", "size", "signatures"}
)
"""What a span may say: things, kinds and counts. A kind of act is one; who does it is none."""


class Span(Protocol):
    """One piece of work that is going on."""

    def set(self, name: str, value: str | int) -> None:
        """Say something of it, by one of ``ATTRIBUTES``."""


class Tracer(Protocol):
    """Whoever takes spans."""

    def span(self, name: str) -> AbstractContextManager[Span]:
        """Begin a span, under the one that is going on in this thread; it ends with its block."""


class Nobody:
    """Takes a span and keeps nothing of it."""

    def set(self, name: str, value: str | int) -> None:
        """Keep nothing."""


class _Guarded:
    def __init__(self, span: Span) -> None:
        self._span = span

    def set(self, name: str, value: str | int) -> None:
        """Say something of it, if it is what may be said; a tracer that fails is not heard of."""
        if name in ATTRIBUTES:
            with suppress(Exception):
                self._span.set(name, value)


_NOBODY = Nobody()
_tracers: list[Tracer] = []


def trace_with(tracer: Tracer | None) -> None:
    """Hand every span of this process to a tracer from now on; None for nobody."""
    _tracers[:] = [tracer] if tracer is not None else []


Work = TypeVar("Work", bound=Callable[..., Any])


def of_an_act(work: Work) -> Work:
    """Return work on an act, ``(self, act, door, ...)``, as it is done in a span that says its kind and its door."""

    @wraps(work)
    def done(self: object, act: Any, door: str, *rest: Any) -> Any:  # noqa: ANN401 - as the work itself
        if not _tracers:
            return work(self, act, door, *rest)
        with span(f"showsafe.{door}", act=act.kind, door=door) as begun:
            answer = work(self, act, door, *rest)
            begun.set("outcome", answer.outcome)
            return answer

    return cast("Work", done)


@contextmanager
def span(name: str, **said: str | int) -> Iterator[Span]:
    """Do the work of a block in a span of this name."""
    if not _tracers:
        yield _NOBODY
        return
    with _tracers[0].span(name) as begun:
        guarded = _Guarded(begun)
        for key, value in said.items():
            guarded.set(key, value)
        yield guarded
