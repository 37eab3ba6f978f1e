"""Dated tasks over HTTP: what is due, by when, by which clause; and that one was done or put off.

Whose permit ends is shown to the office, and to whoever it is; everybody else in charge sees the other tasks.
"""

from __future__ import annotations

import asyncio
from typing import Annotated, Any, Literal

from litestar import Router, get, post
from litestar.datastructures import State
from litestar.params import JSONBody, QueryParameter
from msgspec import Struct

from showsafe import bootstrap
from showsafe.application.access import table
from showsafe.application.would import Moment, moment
from showsafe.books import tasks
from showsafe.books.book import Entry
from showsafe.books.due import SOURCES
from showsafe.books.kinds import BOUND, OFFICE
from showsafe.books.kinds import tasks as kinds
from showsafe.books.material import Material
from showsafe.domain.state import State as Set
from showsafe.entrypoints import materials
from showsafe.entrypoints.http.api import screens
from showsafe.entrypoints.http.api.errors import Asking
from showsafe.entrypoints.http.api.models import Name, Text
from showsafe.entrypoints.http.api.node import Node
from showsafe.errors import WrongInput
from showsafe.projections import custody, days

_PARTS = (custody.NAME, days.NAME)
_OF_PEOPLE = {"expiring.credential": "person", "expiring.paper": "of"}
"""Tasks that may be of somebody's papers, and where each says whose; a paper may also be of the day or a weapon."""


class Answering(Struct, forbid_unknown_fields=True, kw_only=True):
    """What is said of a task: that it was done, on which day; or that it is put off, until when and why."""

    task: Name
    act_id: Name
    said: Literal["done", "put-off"]
    on: Name = ""
    reference: Name = ""
    says: Text = ""
    until: Name = ""
    why: Name = ""


def material_of(node: Node, at: Moment) -> Material:
    """Return what tasks are made from, as of one moment of a node."""
    return Material(
        state=at.state,
        store=node.store,
        clauses=bootstrap.clauses(),
        now=at.now,
        unit=node.desk.unit.writer.unit,
        offset_minutes=at.state.offset_minutes,
        places=materials.places_of(at.profile),
        office=node.shelf.pages(OFFICE),
        book=node.shelf.pages(BOUND),
    )


@get("/tasks", opt={"route": "GET /api/v1/tasks"}, summary="What is due, by when, and by which clause")
async def the_tasks(
    request: Asking, state: State, *, everything: Annotated[bool, QueryParameter(name="all")] = False
) -> screens.Shown:
    """Show dated tasks in English and Spanish, the most urgent first; with ``all`` also those that are done."""
    node: Node = state.node
    who = request.state.session.person

    def look(at: Moment) -> dict[str, Any]:
        found = tasks.shown(material_of(node, at), SOURCES, everything=everything)
        mine = [task for task in found["tasks"] if _may_see(node, at.state, who, task)]
        counts = {state: sum(task["state"] == state for task in mine) for state in found["counts"]}
        return {**found, "counts": counts, "tasks": mine}

    return await screens.shown(request, node, _PARTS, look)


@post(
    "/tasks",
    status_code=200,
    opt={"route": "POST /api/v1/tasks"},
    summary="Say that a task was done or put off",
)
async def answer(request: Asking, state: State, data: JSONBody[Answering]) -> dict[str, Any]:
    """Enter it in the office book, by who is signed in; the same ``act_id`` again gets the first answer again."""
    node: Node = state.node
    return await asyncio.to_thread(_entered, node, data, request.state.session.person)


def _entered(node: Node, data: Answering, who: str) -> dict[str, Any]:
    material = material_of(node, moment(node.desk.unit))
    found = next(tasks.find(material, SOURCES, data.task), None)
    if found is None or not _may_see(node, material.state, who, tasks.as_json(material, found)):
        raise WrongInput("tasks.unknown", "There is no task of this id.", "Look at the list again.")
    today = material.state.local_date(material.now).isoformat()
    if data.said == "done":
        tasks.may_be_said_done(found.task)
        kind = kinds.DONE
        said = {"task": data.task, "on": data.on or today, "reference": data.reference, "says": data.says}
    else:
        kind, said = kinds.PUT_OFF, {"task": data.task, "until": data.until, "why": data.why}
    with node.shelf.writing(OFFICE) as book:
        done = book.enter(Entry(kind=kind, by=who, at=material.now, act_id=data.act_id, keys=said))
    return {"entry": done.number, "act_id": data.act_id, "kind": kind, "repeated": done.repeated}


def _may_see(node: Node, unit: Set, who: str, task: dict[str, Any]) -> bool:
    """The papers of people are for the office, and for whoever they are of."""
    whose = task["about"].get(_OF_PEOPLE.get(task["code"], ""), "")
    if whose not in unit.people or whose == who:
        return True
    return not table.SEE_PAPERS.isdisjoint(node.desk.roles_of(who))


def router() -> Router:
    """Return these routes."""
    return Router("/api/v1", route_handlers=[the_tasks, answer])
