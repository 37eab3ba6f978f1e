"""The log of a server: to standard error, one line each, and no name of a person in any of them.

A request is its route, its status and its time. What went wrong is its kind, without a word of what was sent.
"""

from __future__ import annotations

import logging
import time

OFF, ERRORS, REQUESTS = "off", "errors", "requests"
LEVELS = (OFF, ERRORS, REQUESTS)


class Line(logging.Formatter):
    """One line, in UTC; of an exception its kind alone, since its text may name somebody."""

    converter = staticmethod(time.gmtime)

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record."""
        text = " ".join(record.getMessage().split())
        if record.exc_info and record.exc_info[0] is not None:
            text = f"{text.rstrip(':')}: {record.exc_info[0].__name__}"
        return f"{self.formatTime(record, '%Y-%m-%dT%H:%M:%S')}Z {text}"


def begin(level: str) -> None:
    """Write the log from now on: nothing, what went wrong, or every request as well."""
    handler = logging.StreamHandler()
    handler.setFormatter(Line())
    root = logging.getLogger()
    root.handlers[:] = [logging.NullHandler() if level == OFF else handler]
    root.setLevel(logging.CRITICAL + 1 if level == OFF else logging.WARNING)
    logging.getLogger("showsafe").setLevel(logging.INFO if level == REQUESTS else logging.NOTSET)
    # Its own level, so that the server does not write a line for each connection to nowhere.
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
