"""Routes for machines: health, metrics, the schema, and the ledger itself as tiles."""

from __future__ import annotations

import asyncio
from typing import Any

import msgspec
from litestar import Response, get
from litestar.datastructures import State
from litestar.params import FromPath

from showsafe.entrypoints.http.api import tiles
from showsafe.entrypoints.http.api.described import described
from showsafe.entrypoints.http.api.errors import Asking, no_such
from showsafe.entrypoints.http.api.node import Node
from showsafe.entrypoints.telling import standing
from showsafe.projections.project import of_this_layout, stale

_BYTES = "application/octet-stream"
_FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}


@get("/health", opt={"route": "GET /health"}, summary="Whether this node can be relied on")
async def health(state: State) -> Response[dict[str, Any]]:
    """Say whether records can be read and views shown; 503 where not."""
    node: Node = state.node

    def look() -> tuple[bool, dict[str, Any]]:
        failed = sorted(stale(node.store))
        whole = not failed and of_this_layout(node.store)
        return whole, {"ok": whole, "record": node.store.size(), "failed": failed}

    whole, content = await asyncio.to_thread(look)
    return Response(content, status_code=200 if whole else 503, headers={"Cache-Control": "no-store"})


@get("/metrics", opt={"route": "GET /metrics"}, summary="Counters, in the text form of Prometheus")
async def metrics(state: State) -> Response[str]:
    """Show how much there was to do, and no person in it."""
    node: Node = state.node
    gauges = {
        "records": await asyncio.to_thread(node.store.size),
        "sessions": node.desk.sessions.count(),
        "streams": node.telling.listeners,
        **await asyncio.to_thread(lambda: standing.gauges(node.store, node.desk.unit.clock.now())),
    }
    return Response(node.metrics.text(gauges), media_type="text/plain; version=0.0.4")


@get(
    "/schema/openapi.json", opt={"route": "GET /schema/openapi.json"}, summary="This interface (OpenAPI 3.1)"
)
async def schema(request: Asking) -> Response[bytes]:
    """Show this interface."""
    content = msgspec.json.encode(described(request.app.openapi_schema.to_schema()))
    return Response(content, media_type="application/json")


@get("/checkpoint", opt={"route": "GET /checkpoint"}, summary="The newest signed checkpoint")
async def checkpoint(state: State) -> Response[bytes]:
    """Show the newest checkpoint."""
    node: Node = state.node
    note = await asyncio.to_thread(node.store.checkpoint)
    if not note:
        raise no_such("checkpoint")
    return Response(note, media_type="text/plain", headers={"Cache-Control": "no-cache"})


@get("/tile/{level:int}/{place:path}", opt={"route": "GET /tile/{level}/{place}"}, summary="A tile of hashes")
async def tile(state: State, level: FromPath[int], place: FromPath[str]) -> Response[bytes]:
    """Show a tile of hashes."""
    node: Node = state.node
    content = await asyncio.to_thread(tiles.hashes, node.store, level, place.removeprefix("/"))
    return Response(content, media_type=_BYTES, headers=_FOR_EVER)


@get("/tile/entries/{place:path}", opt={"route": "GET /tile/entries/{place}"}, summary="A bundle of records")
async def entries(state: State, place: FromPath[str]) -> Response[bytes]:
    """Show a bundle of records, to the office and the safety advisor."""
    node: Node = state.node
    content = await asyncio.to_thread(tiles.records, node.store, place.removeprefix("/"))
    return Response(content, media_type=_BYTES, headers={"Cache-Control": "private, no-store"})


HANDLERS = [health, metrics, schema, checkpoint, tile, entries]
