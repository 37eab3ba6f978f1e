"""Planning over HTTP: readiness of a day, the schedule with its scenes, what a person says of one, and the calendar.

Papers and ages of people are said in full to whoever may see them, as of every dry run. The calendar names nobody.
"""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace
from datetime import date
from typing import Annotated, Any, Literal

from litestar import Router, get, post
from litestar.datastructures import State
from litestar.params import FromQuery, JSONBody
from msgspec import Meta, Struct

from showsafe.application.access import table
from showsafe.application.would import Moment, moment
from showsafe.books.due import SOURCES
from showsafe.books.expiring import PERSON
from showsafe.books.kinds import OFFICE
from showsafe.books.kinds import planning as kinds
from showsafe.books.planning import entering
from showsafe.books.planning.now import planning_of
from showsafe.books.planning.shown import counts, planned
from showsafe.books.readiness.look import Looked, readiness
from showsafe.books.readiness.values import Item, Readiness
from showsafe.books.tasks import standing
from showsafe.entrypoints.http.api import dry, due, screens, views
from showsafe.entrypoints.http.api.errors import Asking
from showsafe.entrypoints.http.api.models import Name, Text
from showsafe.entrypoints.http.api.node import Node
from showsafe.entrypoints.planning import decide, ready_as_json, take_script
from showsafe.errors import Unusable, WrongInput
from showsafe.ledger import base64text
from showsafe.projections import custody, days, shots

LARGEST_SCRIPT = 8 * 1024 * 1024
"""How many bytes a script has that comes in over the network; a larger one is imported at the terminal."""

_ONE = threading.Lock()
"""One script at a time is read: each takes the machine for a moment, and a stop must not wait for many."""

_WAITS = 20.0
_PARTS = (custody.NAME, days.NAME, shots.NAME)
_HIDDEN = "Something in somebody's papers or age stands against it."
_HIDDEN_ES = "Algo en los papeles o la edad de alguien lo impide."
_ASK = "The production office and the custodian see what; ask them."
_ASK_ES = "La oficina de producción y el responsable de armas ven qué; pregúntales."


class Use(Struct, forbid_unknown_fields=True, kw_only=True):
    """Which weapon whom; either may be left open."""

    weapon: Name = ""
    user: Name = ""


class Saying(Struct, forbid_unknown_fields=True, kw_only=True):
    """What a person says of a scene: it has weapons, and which; or it has none, and why."""

    scene: Name
    act_id: Name
    said: Literal["confirm", "dismiss"]
    uses: Annotated[list[Use], Meta(max_length=400)] = []
    ammunition: Name = ""
    load: Name = ""
    shots: Annotated[int, Meta(ge=0, le=100_000)] = 0
    says: Text = ""
    why: Name = ""


class Bringing(Struct, forbid_unknown_fields=True, kw_only=True):
    """A script of Final Draft, in base64, and what its file is called."""

    content: Annotated[str, Meta(max_length=LARGEST_SCRIPT * 4 // 3 + 8)]
    file: Name = ""


def looked_of(node: Node, at: Moment) -> Looked:
    """Return what readiness and the calendar look at, as of one moment of a node."""
    material = due.material_of(node, at)
    return Looked(at, node.store, material.office, material.unit, tuple(standing(material, SOURCES)))


@get(
    "/readiness",
    opt={"route": "GET /api/v1/readiness"},
    summary="What is missing for a day's scenes with weapons",
)
async def the_readiness(request: Asking, state: State, *, day: FromQuery[str] = "") -> screens.Shown:
    """Show what is missing for a day, tomorrow where none is named, by dry runs as of its morning; no permission."""
    node: Node = state.node
    who = request.state.session.person

    def look(at: Moment) -> dict[str, Any]:
        found = readiness(looked_of(node, at), _day(day))
        return {"would": dry.WOULD, **ready_as_json(_masked(found, see=dry.sees(at.state, who), who=who))}

    return await screens.shown(request, node, _PARTS, look)


def _day(typed: str) -> date | None:
    try:
        found = date.fromisoformat(typed) if typed else None
    except ValueError:
        found = None
    if typed and (found is None or found.isoformat() != typed):
        raise WrongInput("input.wrong-value", "This is no day.", "Write it as 2026-03-31.")
    return found


def _masked(found: Readiness, *, see: bool, who: str) -> Readiness:
    """Return readiness as somebody may see it: of papers and ages of others only that there is something."""
    if see:
        return found
    return replace(
        found,
        items=tuple(
            dict.fromkeys(
                _hidden(each) if _of_papers(each) and each.who != who else each for each in found.items
            )
        ),
        expiring=tuple(each for each in found.expiring if each.of_sort != PERSON or each.of == who),
    )


def _of_papers(item: Item) -> bool:
    return item.code.partition(".")[2] in dry.PAPERS


def _hidden(item: Item) -> Item:
    return replace(
        item,
        code=f"{item.gate}.papers",
        says=_HIDDEN,
        says_es=_HIDDEN_ES,
        next=_ASK,
        next_es=_ASK_ES,
        clauses=(),
        who="",
    )


@get("/schedule", opt={"route": "GET /api/v1/schedule"}, summary="Days, their scenes, and which have weapons")
async def the_schedule(request: Asking, state: State, *, brief: FromQuery[bool] = False) -> screens.Shown:
    """Show the days, every scene of which words were found or something was said, and what changed since the last.

    ``brief`` has of the scenes those that wait for a word alone, with the first words of each.
    """
    node: Node = state.node
    return await screens.shown(
        request, node, (), lambda _: planned(planning_of(node.shelf.pages(OFFICE)), brief=brief)
    )


@post(
    "/schedule/scenes",
    status_code=200,
    opt={"route": "POST /api/v1/schedule/scenes"},
    summary="Say that a scene has weapons, or has none",
)
async def say_of_scene(request: Asking, state: State, data: JSONBody[Saying]) -> dict[str, Any]:
    """Enter it in the office book, by who is signed in; the same ``act_id`` again gets the first answer again."""
    node: Node = state.node
    return await asyncio.to_thread(_said, node, data, request.state.session.person)


def _said(node: Node, data: Saying, who: str) -> dict[str, Any]:
    at = moment(node.desk.unit)
    said: dict[str, Any] = {"by": who, "scene": data.scene}
    if data.said == "dismiss":
        kind, said["why"] = kinds.DISMISS, data.why
    else:
        kind = kinds.CONFIRM
        said["uses"] = [{"weapon": each.weapon, "user": each.user} for each in data.uses]
        said |= {"ammunition": data.ammunition, "load": data.load, "shots": data.shots, "says": data.says}
    with node.shelf.writing(OFFICE) as book:
        done = decide(book, at.state, kind, said, data.act_id)
    return {"entry": done.number, "act_id": data.act_id, "kind": kind, "repeated": done.repeated}


@post(
    "/schedule/script",
    status_code=200,
    opt={"route": "POST /api/v1/schedule/script"},
    summary="Bring in a script",
    request_max_body_size=LARGEST_SCRIPT * 4 // 3 + 64 * 1024,
)
async def bring_script(request: Asking, state: State, data: JSONBody[Bringing]) -> dict[str, Any]:
    """Enter a script in the office book, by who is signed in; the one that holds already is known."""
    node: Node = state.node
    return await asyncio.to_thread(_brought, node, data, request.state.session.person)


def _brought(node: Node, data: Bringing, who: str) -> dict[str, Any]:
    try:
        content = base64text.decode(data.content)
    except ValueError:
        raise WrongInput("script.not-whole", "The file did not arrive whole.", "Choose it again.") from None
    if not _ONE.acquire(timeout=_WAITS):
        raise Unusable("script.busy", "Another script is being read.", "Wait a little and try again.")
    try:
        entry = entering.script(content, data.file, who, node.desk.unit.clock.now())
    finally:
        _ONE.release()
    state = moment(node.desk.unit).state
    with node.shelf.writing(OFFICE) as book:
        done = take_script(book, state, entry)
        found = planning_of(book.entries())
    return {
        "entry": done.number if done else 0,
        "known": done is None,
        "title": entry.keys["title"],
        "revision": entry.keys["revision"],
        "notes": entry.keys["notes"],
        "counts": counts(found),
    }


@get(
    "/calendar.ics",
    opt={"route": "GET /api/v1/calendar.ics"},
    summary="The calendar: days with weapons, meetings, what ends, what is due",
    media_type="text/calendar",
)
async def the_calendar(
    request: Asking, state: State, *, language: FromQuery[Literal["en", "es"]] = "en"
) -> screens.Shown:
    """Give the calendar as iCalendar, people by their roles: what is taken into a phone leaves the node.

    When somebody's paper ends is in it for the office, and for whoever it is of.
    """
    node: Node = state.node
    who = request.state.session.person

    def whole() -> bytes:
        # The library of calendars is needed for nothing else.
        from showsafe.books.calendar import What, calendar  # noqa: PLC0415

        at = moment(node.desk.unit)
        see = not table.SEE_PAPERS.isdisjoint(node.desk.roles_of(who))
        made = What(looked_of(node, at), language=language, papers=see, own=who)
        return views.as_of(node.store, _PARTS, lambda: calendar(made))[1]

    content = await asyncio.to_thread(whole)
    more = {"Content-Disposition": 'attachment; filename="weapons.ics"'}
    return screens.answered(request, content, "text/calendar", more)


def router() -> Router:
    """Return these routes."""
    return Router(
        "/api/v1", route_handlers=[the_readiness, the_schedule, say_of_scene, bring_script, the_calendar]
    )
