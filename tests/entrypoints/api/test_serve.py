"""Whoever sends a long source is waited for as long as it comes; whoever holds a request half sent is not."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast

import h11
import pytest

from showsafe.entrypoints.http.api.serve import ENOUGH, PATIENCE, Prompt


class Line:
    """A connection in the middle of a request, and what is asked of its loop."""

    def __init__(self) -> None:
        self.closed = False
        self.later: list[tuple[float, Callable[..., None], tuple[object, ...]]] = []
        self.prompt = Prompt.__new__(Prompt)
        seen = cast("Any", self.prompt)
        seen.transport = SimpleNamespace(is_closing=lambda: self.closed, close=self.close)
        seen.loop = SimpleNamespace(
            call_later=lambda wait, call, *said: self.later.append((wait, call, said))
        )
        seen.conn = SimpleNamespace(their_state=h11.SEND_BODY)
        seen.cycle = object()

    def close(self) -> None:
        """Be closed."""
        self.closed = True

    def look(self) -> None:
        """Let the patience pass once."""
        wait, call, said = self.later.pop()
        assert wait == PATIENCE
        call(*said)


@pytest.mark.parametrize(("came", "closed"), [(ENOUGH, False), (ENOUGH - 1, True), (0, True)])
def test_a_body_that_goes_on_coming_is_waited_for(came: int, *, closed: bool) -> None:
    """The same request is awaited at the second look: it stays where enough came meanwhile, and else it ends."""
    line = Line()
    line.prompt._look(None)
    line.prompt.came = came
    line.look()
    assert line.closed is closed
    assert len(line.later) == (0 if closed else 1)


def test_what_came_before_the_last_look_counts_no_more() -> None:
    """Each stretch of patience asks for as much anew."""
    line = Line()
    line.prompt._look(None)
    line.prompt.came = 2 * ENOUGH
    line.look()
    line.look()
    assert line.closed
