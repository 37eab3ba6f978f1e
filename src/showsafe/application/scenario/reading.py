"""The lines of a scenario file, so that what is wrong in it is named with file, line and key."""

from __future__ import annotations

import re

from showsafe.errors import WrongInput


class Reading:
    """Reads one file; knows the lines, so that an error can say where."""

    def __init__(self, name: str, source: str) -> None:
        self.name = name
        self.lines = source.split("\n")
        self.step_lines = [
            i + 1 for i, line in enumerate(self.lines) if re.match(r"\s*\[\[\s*step\s*\]\]", line)
        ]

    def wrong(self, key: str, error: WrongInput, first: int = 1, last: int | None = None) -> WrongInput:
        """Return an error with the file, the line of a key, and the key."""
        line = self.line_of(key, first, last)
        return WrongInput(error.code, f"{self.name}, line {line}, {key}: {error.says}", error.now)

    def line_of(self, key: str, first: int, last: int | None) -> int:
        """Return the line on which a key stands, from a line on; the first line where it does not."""
        pattern = re.compile(rf"^\s*(\[+\s*)?([A-Za-z_]+\.)?{re.escape(key)}\b|\b{re.escape(key)}\s*=")
        for number in range(first, (last or len(self.lines)) + 1):
            if pattern.search(self.lines[number - 1]):
                return number
        return first
