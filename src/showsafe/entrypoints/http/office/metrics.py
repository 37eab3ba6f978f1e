"""``/metrics``: the office in numbers, for the program that watches it. It shows no person, and asks for a token."""

from __future__ import annotations

import asyncio
import hmac
from pathlib import Path
from typing import Any

from litestar import Request, Response, get
from litestar.handlers import HTTPRouteHandler

from showsafe.application.facts.port import Facts
from showsafe.application.facts.values import USUAL, Patience
from showsafe.application.measured import COUNTERS
from showsafe.application.ports import Clock
from showsafe.fleet import metrics

TOKEN = "keys/metrics-token"  # noqa: S105 - where it lies
"""Where the token of whoever watches lies in the directory of an office; without that file there is no such page."""

SHORTEST = 16
_BEARER = "bearer "


def token_of(directory: Path) -> str:
    """Return the token that opens ``/metrics``, or "" where there is none, or one too short to keep anybody out."""
    try:
        token = (directory / TOKEN).read_text("utf-8").strip()
    except OSError:
        return ""
    return token if len(token) >= SHORTEST else ""


def routes(facts: Facts, clock: Clock, token: str, patience: Patience = USUAL) -> list[HTTPRouteHandler]:
    """Return the route, or none without a token: numbers of productions are for nobody who happens to ask."""
    if not token:
        return []

    @get("/metrics", opt={"node": True, "route": "metrics"})
    async def shown(request: Request[Any, Any, Any]) -> Response[str]:
        """Answer with all metrics as of now."""
        said = request.headers.get("authorization", "")
        given = said[len(_BEARER) :].strip() if said.lower().startswith(_BEARER) else ""
        if not hmac.compare_digest(given.encode("utf-8", "replace"), token.encode()):
            return Response(
                "", status_code=401, headers={"www-authenticate": "Bearer"}, media_type="text/plain"
            )
        said = await asyncio.to_thread(metrics.text, facts, clock.now(), patience, COUNTERS)
        return Response(said, headers={"content-type": metrics.CONTENT_TYPE, "cache-control": "no-store"})

    return [shown]
