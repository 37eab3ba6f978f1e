"""Hires over HTTP: the list with its days, one hire, what of an owner is where, checklists, and entries of the office.

Serials are shown without their last signs, and nobody is named but by role. A second person is not named from here:
who stood by says so at the node, or in an entry of their own.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from typing import Annotated, Any

import msgspec
from litestar import Response, Router, get, post
from litestar.datastructures import State
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from msgspec import Meta, Struct

from showsafe.application import pictures
from showsafe.application.unit import SET
from showsafe.books.hire import checklists, entering, rules, views, workshop
from showsafe.books.hire.source import Source
from showsafe.books.kinds import OFFICE
from showsafe.entrypoints.http.api import screens
from showsafe.entrypoints.http.api import views as seen
from showsafe.entrypoints.http.api.errors import Asking, no_such
from showsafe.entrypoints.http.api.models import Name, Photo
from showsafe.entrypoints.http.api.node import Node
from showsafe.entrypoints.http.api.screens import ALONE
from showsafe.errors import WrongInput
from showsafe.projections import custody, shots

LARGEST_ENTRY = 2_000_000
"""So many bytes one entry has at most, with its photos in base64."""

_SUM = re.compile(r"[0-9a-f]{64}", re.ASCII)
_PARTS = (custody.NAME, shots.NAME)


class Entering(Struct, forbid_unknown_fields=True, kw_only=True):
    """One entry of hire: its kind, an id of its own, its keys, and photos of a condition in base64."""

    kind: Name
    act_id: Name
    keys: dict[str, Any]
    photos: Annotated[list[Photo], Meta(max_length=pictures.MOST)] = []


def source_of(node: Node) -> Source:
    """Return what the views of hire look at, as it is now."""
    state = node.desk.unit.state(SET)
    today = state.local_date(node.desk.unit.clock.now())
    return Source(state, node.store, node.shelf.pages(OFFICE), today, masked=True)


async def _shown(request: Asking, node: Node, look: Callable[[Source], dict[str, Any]]) -> screens.Shown:
    def whole() -> bytes:
        size, found = seen.as_of(node.store, _PARTS, lambda: look(source_of(node)))
        return msgspec.json.encode({**seen.head(node.store, size), **found})

    return screens.answered(request, await asyncio.to_thread(whole), "application/json", {})


@get(
    "/hires",
    opt={"route": "GET /api/v1/hires"},
    summary="Every hire, services that are due, papers of weapons",
)
async def the_hires(request: Asking, state: State) -> screens.Shown:
    """Show every hire with its days, what is late first; each weapon with its next service; which paper lapses when."""

    def look(source: Source) -> dict[str, Any]:
        return {
            "today": source.day,
            "hires": views.listed(source),
            "services": workshop.services(source),
            "certificates": workshop.certificates(source),
            "owners": views.owners(source),
        }

    return await _shown(request, state.node, look)


@get(
    "/hires/{hire:str}",
    opt={"route": "GET /api/v1/hires/{hire}"},
    summary="One hire, condition out beside in",
)
async def one_hire(request: Asking, state: State, hire: FromPath[str]) -> screens.Shown:
    """Show one hire: its things with their condition as they went and as they came back, and every difference."""

    def look(source: Source) -> dict[str, Any]:
        found = source.hires.get(hire)
        if found is None:
            raise rules.no_such(hire)
        return {"today": source.day, **views.one(source, found)}

    return await _shown(request, state.node, look)


@get("/owners", opt={"route": "GET /api/v1/owners"}, summary="What of an owner is where")
async def of_an_owner(
    request: Asking, state: State, *, owner: Annotated[str, QueryParameter(name="name")] = ""
) -> screens.Shown:
    """Show what of an owner is where, in whose custody by role, and what is due back; nobody is named."""
    return await _shown(request, state.node, lambda source: views.owned(source, owner))


@get("/checklists", opt={"route": "GET /api/v1/checklists"}, summary="The checklist of a thing")
async def the_checklist(request: Asking, state: State, *, thing: FromQuery[str] = "") -> screens.Shown:
    """Show which points are looked at on a thing, in both languages, and which marks there are."""

    def look(source: Source) -> dict[str, Any]:
        checklist = checklists.of(views.checklist_of(source, thing))
        points = [{"point": point, "says": dict(text)} for point, text in checklist.points.items()]
        return {"thing": thing, "list": checklist.id, "points": points}

    return await _shown(request, state.node, look)


@post(
    "/hires",
    status_code=200,
    opt={"route": "POST /api/v1/hires"},
    summary="Enter a consignment, an extension, a condition, a service or an interval",
    request_max_body_size=LARGEST_ENTRY,
)
async def enter(request: Asking, state: State, data: JSONBody[Entering]) -> dict[str, Any]:
    """Enter it in the office book, by who is signed in; the same ``act_id`` again gets the first answer again."""
    node: Node = state.node
    return await asyncio.to_thread(_entered, node, data, request.state.session.person)


def _entered(node: Node, data: Entering, by: str) -> dict[str, Any]:
    if data.keys.get("witness"):
        raise WrongInput(
            "hire.second-here",
            "From a phone nobody names a second person for them.",
            "Leave the key out; who stood by enters what they saw themselves.",
        )
    keys = dict(data.keys)
    photos = pictures.received(data.photos, _named(keys.pop("photos", [])))
    now = node.desk.unit.clock.now()
    with node.shelf.writing(OFFICE) as book:
        source = source_of(node)
        source.pages = book.pages()
        made = entering.entry(source, data.kind, keys, by=by, at=now, act_id=data.act_id, photos=photos)
        done = book.enter(made)
    return {"entry": done.number, "act_id": data.act_id, "kind": data.kind, "repeated": done.repeated}


def _named(value: Any) -> list[str]:  # noqa: ANN401 - as it was sent
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


@get(
    "/hires/photos/{sha256:str}",
    opt={"route": "GET /api/v1/hires/photos/{sha256}"},
    summary="A photo of a condition",
    media_type="image/jpeg",
)
async def photo(state: State, sha256: FromPath[str]) -> Response[bytes]:
    """Show a photo that came with a condition."""
    node: Node = state.node
    content = await asyncio.to_thread(_photo, node, sha256)
    kind = pictures.media_type(content)
    headers = {
        "Cache-Control": "private, max-age=31536000, immutable",
        "Vary": "Cookie",
        "Content-Security-Policy": ALONE,
        "Content-Disposition": f'inline; filename="{sha256[:16]}.{kind.rpartition("/")[2]}"',
    }
    return Response(content, media_type=kind, headers=headers)


def _photo(node: Node, sha256: str) -> bytes:
    known = node.shelf.pages(OFFICE).entries("note-condition") if _SUM.fullmatch(sha256) else ()
    content = None
    if any(sha256 in kept.attachments for kept in known):
        content = node.shelf.attachment(OFFICE, sha256)
    if content is None:
        raise no_such("photo")
    return content


def router() -> Router:
    """Return these routes."""
    handlers = [the_hires, one_hire, of_an_owner, the_checklist, enter, photo]
    return Router("/api/v1", route_handlers=handlers)
