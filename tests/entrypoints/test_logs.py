"""The log of a server: one line each, by route, with no name of anybody and nothing of the inside."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest

from showsafe.entrypoints.http import logs


@pytest.fixture
def root() -> Iterator[logging.Logger]:
    """Return the log of everything, which is put back afterwards."""
    one, own = logging.getLogger(), logging.getLogger("showsafe")
    before = one.handlers[:], one.level, own.level
    yield one
    one.handlers[:], level, own_level = before
    one.setLevel(level)
    own.setLevel(own_level)


def written(root: logging.Logger, level: str) -> str:
    """Begin the log at a level, let three things happen, and return what was written."""
    logs.begin(level)
    out = io.StringIO()
    for handler in root.handlers:
        if isinstance(handler, logging.StreamHandler):
            handler.setStream(out)
    logging.getLogger("showsafe.http").info("%s %d", "GET /api/v1/people", 200)
    logging.getLogger("showsafe.serve").warning("The disk\nis full.")
    try:
        int("Ann Smith, born 1990")
    except ValueError:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application\n")
    return out.getvalue()


def test_what_went_wrong_is_a_line_without_its_words(root: logging.Logger) -> None:
    """Of an exception its kind is written and no text of it, on one line, without a traceback."""
    lines = written(root, logs.ERRORS).splitlines()
    assert [line.partition("Z ")[2] for line in lines] == [
        "The disk is full.",
        "Exception in ASGI application: ValueError",
    ]


def test_requests_are_written_where_that_is_wanted(root: logging.Logger) -> None:
    """With `requests` each one is a line, in UTC."""
    first = written(root, logs.REQUESTS).splitlines()[0]
    assert first.endswith("Z GET /api/v1/people 200")


def test_off_is_silent(root: logging.Logger) -> None:
    """With `off` nothing is written at all."""
    assert written(root, logs.OFF) == ""
