"""The picture on the poster for concerns: a QR of the screen where one is raised, and the address in letters."""

from __future__ import annotations

from xml.sax.saxutils import escape

from litestar import Response, get
from litestar.datastructures import State

from showsafe.adapters.certificates import codes
from showsafe.entrypoints.http.api.errors import Asking
from showsafe.entrypoints.http.api.node import Node
from showsafe.entrypoints.http.api.outside import host_for_others
from showsafe.entrypoints.http.api.screens import ALONE, answered
from showsafe.papers.concern_poster import PATH

_WIDE, _HIGH, _LARGEST = 100, 110, 6.0


@get(
    "/api/v1/poster.svg",
    opt={"route": "GET /api/v1/poster.svg"},
    summary="The QR of the poster for concerns",
    media_type="image/svg+xml",
)
async def poster(request: Asking, state: State) -> Response[bytes]:
    """Draw where a concern is raised, black on white: the address at which whoever prints it reached this node."""
    picture = drawn(f"{reached(request, state.node)}{PATH}")
    return answered(request, picture.encode(), "image/svg+xml", {"Content-Security-Policy": ALONE})


def reached(request: Asking, node: Node) -> str:
    """Return the address at which whoever asks reached this node, as others can reach it."""
    host = host_for_others(request.headers.get("host", ""), node.front.config.name)
    return f"{request.scope['scheme']}://{host}"


def drawn(address: str) -> str:
    """Return a QR of an address with the address below it, as one picture."""
    code = codes.svg(address).replace("<svg ", f'<svg width="{_WIDE}" height="{_WIDE}" ', 1)
    shown = escape(address.partition("://")[2])
    size = min(_LARGEST, 1.6 * _WIDE / len(shown))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {_HIGH}">'
        f'<rect width="{_WIDE}" height="{_HIGH}" fill="white"/>{code}'
        f'<text x="{_WIDE / 2:g}" y="{_HIGH - 4}" font-family="sans-serif" font-size="{size:.2f}" '
        f'text-anchor="middle">{shown}</text></svg>'
    )
