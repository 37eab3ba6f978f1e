"""Codes that papers carry besides the proof of a page: what a phone or a scanner reads off them."""

from __future__ import annotations

import io

import segno


def svg(text: str) -> str:
    """Return a QR as one SVG, black on nothing, without its light margin."""
    return drawn(segno.make_qr(text, error="m"))


def drawn(code: segno.QRCode) -> str:
    """Return a code as one SVG, black on nothing, without its light margin."""
    out = io.BytesIO()
    code.save(out, kind="svg", border=0, xmldecl=False, svgns=True, nl=False, omitsize=True)
    return out.getvalue().decode("ascii")
