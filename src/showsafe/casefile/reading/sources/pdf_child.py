"""The process that opens a PDF: a stranger's file, held to time and memory, with nothing else of the case in it.

Reads the file from its input and writes one line of JSON: the pieces of text of each page with their places, or what
is wrong. It asks nobody for anything: what a PDF points to outside of itself is never followed.
"""

from __future__ import annotations

import io
import json
import logging
import sys
from typing import Any

PAGES = 2_000
"""How many pages are read at most."""

SIGNS = 16_000_000
"""How many signs of text are taken at most."""

SECONDS = 120
MEMORY = 1 << 30

Piece = tuple[str, float, float, float]
"""Text, where it stands from the left and from the bottom of the page, in points, and how large it is."""


def limit() -> None:
    """Hold this process to its time and memory, where the system can; its parent waits no longer in any case."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def opened(source: bytes) -> dict[str, Any]:
    """Return the pieces of all pages, or the reason why there are none."""
    from pypdf import PdfReader  # noqa: PLC0415 - loaded in this process alone
    from pypdf.errors import LimitReachedError  # noqa: PLC0415

    try:
        reader = PdfReader(io.BytesIO(source))
        if reader.is_encrypted and not reader.decrypt(""):
            return {"error": "locked"}
        pages = len(reader.pages)
    except (MemoryError, LimitReachedError):
        return {"error": "too-much"}
    except Exception:  # noqa: BLE001 - whatever a broken file makes the library say, it is broken
        return {"error": "broken"}
    if pages > PAGES:
        return {"error": "too-much"}
    found: list[list[Piece]] = []
    signs = 0
    for number in range(pages):
        try:
            found.append(_pieces(reader, number))
        except LimitReachedError:
            return {"error": "too-much"}
        signs += sum(len(piece[0]) for piece in found[-1])
        if signs > SIGNS:
            return {"error": "too-much"}
    return {"pages": found}


def _pieces(reader: Any, number: int) -> list[Piece]:  # noqa: ANN401 - a type of the library
    """Return the pieces of one page; none where the page cannot be read."""
    from pypdf.errors import LimitReachedError  # noqa: PLC0415 - as above

    found: list[Piece] = []

    def visit(text: str, outer: Any, inner: Any, _font: Any, size: float) -> None:  # noqa: ANN401
        if text:
            x = inner[4] * outer[0] + inner[5] * outer[2] + outer[4]
            y = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
            height = abs(size * (inner[3] or inner[1] or 1) * (outer[3] or outer[1] or 1))
            found.append((text, round(float(x), 1), round(float(y), 1), round(float(height), 1)))

    try:
        reader.pages[number].extract_text(visitor_text=visit)
    except (MemoryError, LimitReachedError):
        raise
    except Exception:  # noqa: BLE001 - a page that cannot be read is said to have been left out
        return []
    return found


def main() -> None:
    """Read the file from the input, and write what was found."""
    logging.disable(logging.CRITICAL)
    limit()
    try:
        answer = opened(sys.stdin.buffer.read())
    except (MemoryError, RecursionError):
        answer = {"error": "too-much"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
