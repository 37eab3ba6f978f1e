"""A QR of an address: as rows of text for a terminal, and as a picture for a page."""

from __future__ import annotations

import io
from collections.abc import Iterator

import segno

QUIET = 2
"""Light modules around it; readers ask for four, and take two of a screen."""

_HALVES = {(False, False): " ", (True, False): "\u2580", (False, True): "\u2584", (True, True): "\u2588"}


def rows(text: str) -> Iterator[str]:
    """Yield a QR as rows of half blocks, to be shown dark on light."""
    lines = [[bool(module) for module in line] for line in _code(text).matrix_iter(border=QUIET)]
    if len(lines) % 2:
        lines.append([False] * len(lines[0]))
    for upper, lower in zip(lines[::2], lines[1::2], strict=True):
        yield "".join(_HALVES[pair] for pair in zip(upper, lower, strict=True))


def svg(text: str) -> str:
    """Return a QR as one SVG element, dark on light also where the page is dark."""
    out = io.BytesIO()
    _code(text).save(out, kind="svg", border=4, light="white", xmldecl=False, nl=False, omitsize=True)
    return out.getvalue().decode("utf-8")


def _code(text: str) -> segno.QRCode:
    return segno.make_qr(text, error="m")
