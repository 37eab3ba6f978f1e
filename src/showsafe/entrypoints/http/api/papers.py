"""Papers over HTTP: which there are, and each as a PDF made from the records of the set that is served."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable
from dataclasses import replace
from threading import BoundedSemaphore

import msgspec
from litestar import Router, get
from litestar.datastructures import State
from litestar.params import FromPath, FromQuery

from showsafe.application.access import table
from showsafe.application.unit import SET
from showsafe.application.would import moment
from showsafe.entrypoints.http.api import poster, screens, views
from showsafe.entrypoints.http.api.counting import not_meanwhile
from showsafe.entrypoints.http.api.errors import Asking
from showsafe.entrypoints.http.api.node import Node
from showsafe.entrypoints.http.api.screens import ALONE
from showsafe.errors import Unusable, WrongInput
from showsafe.papers import catalogue, press
from showsafe.papers.catalogue import Paper
from showsafe.papers.source import Source
from showsafe.papers.wish import ABOUT, LANGUAGES, Wish
from showsafe.papers.words import texts

NAMED_FOR = table.SUPERVISORS
"""Who may have a paper with names on it."""

BOOKS_FOR = table.OFFICE | table.CUSTODIANS
"""Who may have a paper of a book beside the record: it names sellers and owners."""

OF_BOOKS = frozenset({"bound-book", "place-register"})

WAIT = 20
"""So many seconds a paper waits for the one that is being set."""

_ONE = BoundedSemaphore(1)
_PLAIN = re.compile(r"[^A-Za-z0-9.-]+")


@get("/papers", opt={"route": "GET /api/v1/papers"}, summary="Every paper, and what each needs")
async def the_papers(request: Asking, state: State, *, lang: FromQuery[str] = "en") -> screens.Shown:
    """Show the papers that one may have: what each needs, what it takes, and the sheets that it fits."""
    node: Node = state.node
    roles = frozenset(node.desk.roles_of(request.state.session.person))
    said = lang if lang in LANGUAGES else LANGUAGES[0]
    found = [
        {
            **paper.as_json(),
            "title": texts(paper.name, said)["title"],
            "takes": paper.takes,
            "sizes": paper.sizes,
        }
        for paper in catalogue.papers()
        if may_have(roles, paper)
    ]
    content = msgspec.json.encode({"papers": found, "names": not NAMED_FOR.isdisjoint(roles)})
    return screens.answered(request, content, "application/json", {})


ACCOUNTS = ("ammunition-account", "day-sheet", "wrap-report")
"""Papers that say how many rounds a box has."""


@get(
    "/papers/{name:str}",
    opt={"route": "GET /api/v1/papers/{name}"},
    summary="One paper, as PDF/A",
    media_type="application/pdf",
)
async def one_paper(request: Asking, state: State, name: FromPath[str]) -> screens.Shown:
    """Print a paper: the same records give the same file, to the byte.

    What it is about stands in the address: weapon, lot, day, scene, incident, person, label, start, address, view,
    hire; lang, size, and names=true.
    """
    node: Node = state.node
    paper = catalogue.paper(name)
    wish = wish_of(request.query_params.multi_items(), paper)
    if "address" in paper.takes and not wish.address:
        wish = replace(wish, address=poster.reached(request, node))
    wish = catalogue.fitting(paper, wish)
    _allowed(node, request.state.session.person, paper, names=wish.names)
    if name in ACCOUNTS:
        not_meanwhile(node, wish.lot)
    content = await asyncio.to_thread(lambda: printed(node, paper, wish))
    file = _PLAIN.sub("-", "-".join((node.desk.unit.writer.unit, name, *wish.said().values())))[:120]
    headers = {
        "Content-Security-Policy": ALONE,
        "Content-Disposition": f'attachment; filename="{file.strip("-.")}.pdf"',
    }
    return screens.answered(request, content, "application/pdf", headers)


def wish_of(said: Iterable[tuple[str, str]], paper: Paper) -> Wish:
    """Return what an address wants of a paper; raises WrongInput ``paper.wish`` for what no paper has."""
    found: dict[str, str] = {}
    for key, value in said:
        if key not in (*ABOUT, "lang", "size", "names") or key in found:
            raise WrongInput(
                "paper.wish",
                "Something in the address is no wish that a paper has, or stands there twice.",
                f"Wishes are: {', '.join((*ABOUT, 'lang', 'size', 'names'))}.",
            )
        found[key] = value
    names = found.pop("names", "").casefold() in ("true", "1")
    return Wish(**{"size": paper.sizes[0], **found}, names=names)


def _allowed(node: Node, person: str, paper: Paper, *, names: bool) -> None:
    """Let pass whoever may have this paper, so named; raises WrongInput ``access.not-allowed``."""
    roles = frozenset(node.desk.roles_of(person))
    if names and NAMED_FOR.isdisjoint(roles):
        raise WrongInput(
            "access.not-allowed",
            "Names are shown to the office and the safety advisor.",
            "Ask for it without names; people stand in it by role.",
        )
    if not may_have(roles, paper):
        raise WrongInput(
            "access.not-allowed",
            "A book is printed for the office and for those who have weapons in charge.",
            "Ask one of them for it.",
        )


def may_have(roles: frozenset[str], paper: Paper) -> bool:
    """Whether somebody with these roles may have a paper."""
    return paper.name not in OF_BOOKS or not BOOKS_FOR.isdisjoint(roles)


def printed(node: Node, paper: Paper, wish: Wish) -> bytes:
    """Return a paper, all of it as of one record; raises Unusable ``paper.busy`` where others are being set."""
    if not _ONE.acquire(timeout=WAIT):
        raise Unusable(
            "paper.busy", "Other papers are being printed just now.", "Ask for it again in a minute."
        )
    try:
        _, made = views.as_of(node.store, (), lambda: press.sheet(paper, source_of(node), wish))
        return press.printed(made, stays=True)
    finally:
        _ONE.release()


def source_of(node: Node) -> Source:
    """Return what a paper may read of a node, as it is now."""
    unit = node.desk.unit
    state = moment(unit).state
    source = Source(
        node.store,
        unit.writer.unit,
        books=node.shelf.pages,
        rules=unit.rulebooks(unit.state(SET).profile or unit.profile).profile,
        ledgers=node.shelf.ledger,
        told=False,
    )
    source.state = state
    return source


def router() -> Router:
    """Return the routes of papers."""
    return Router("/api/v1", route_handlers=[the_papers, one_paper])
