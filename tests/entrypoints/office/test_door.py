"""The door of the office: every route, for every role, of one's own production and of another one."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from litestar.handlers import HTTPRouteHandler

from showsafe.application.office.roles import OF_PEOPLE, THINGS, roles
from showsafe.entrypoints.http.office.app import PAGES
from showsafe.errors import Unusable
from tests.entrypoints.office.offices import IN_NORTH, Answered, Browser, Served

WHO = ("", "sub-nobody", "adm-1", *IN_NORTH, "safety-of-all", "producer-of-south")
PLACES = ("north", "south", "nowhere")
OPEN = {"sign-in", "sign-in-go", "sign-in-back", "sign-out", "look", "styles", "health"}


def route_of(handler: HTTPRouteHandler) -> str:
    """Return what a route is called."""
    return str(handler.opt["route"])


ROUTES = {route_of(handler): handler for handler in PAGES}
NOTHING_YET = {"branch": {404}, "proof": {503}}
"""What is answered inside while nothing was refused yet, and while no checkpoint covers the records."""

GUARDED = [handler for name, handler in ROUTES.items() if name not in OPEN]


def paths_of(handler: HTTPRouteHandler, production: str) -> str:
    """Return the address of a route in a production."""
    path = next(iter(handler.paths)).replace("{production:str}", production).replace("{number:int}", "1")
    more = {
        "person": f"?unit={production}-1&id=yan",
        "weapon": f"?unit={production}-1&id=colt",
        "proof": f"?unit={production}-1&record=1",
    }
    return path + more.get(route_of(handler), "")


def held_by(who: str, production: str) -> list[str]:
    """Return the roles that somebody holds in a production, as the office was furnished."""
    own = {"adm-1": ["administrator"], "safety-of-all": ["safety"]}
    if who in own:
        return own[who]
    if who == "producer-of-south":
        return ["producer"] if production == "south" else []
    return [who] if who in IN_NORTH and production == "north" else []


def may(who: str, handler: HTTPRouteHandler, production: str) -> bool:
    """Whether somebody may open a route, said from the table once more, and not by the door's own code."""
    thing, of = handler.opt["sees"], handler.opt["of"]
    if production == "nowhere" and of == "production":
        return False
    where = PLACES[:2] if of == "some" else (production,)
    names = {name for place in where for name in held_by(who, place)}
    if of == "office":
        names = {name for name in names if roles()[name].whole}
    return any(thing in roles()[name].sees for name in names)


def opened(
    served: Served, who: str, handler: HTTPRouteHandler, production: str, browser: Browser | None = None
) -> Answered:
    """Open a route as somebody; a form is sent with its token and nothing in it."""
    browser = browser or served.browser(who)
    path = paths_of(handler, production)
    if "POST" in handler.http_methods:
        return browser.post(path, {"token": served.token(browser) if who else ""})
    return browser.get(path)


def test_every_route_says_what_it_shows() -> None:
    """One that is not open names a thing of the table, and of what: else nobody would ever get in."""
    assert len(ROUTES) == len(PAGES)
    assert {name for name, handler in ROUTES.items() if handler.opt.get("open")} == OPEN
    for handler in GUARDED:
        assert handler.opt["sees"] in THINGS
        assert handler.opt["of"] in ("office", "production", "some")
        assert (handler.opt["of"] == "production") == ("{production:str}" in next(iter(handler.paths)))


@pytest.mark.parametrize("who", WHO)
def test_a_page_is_opened_by_whoever_sees_it_and_nobody_else(served: Served, who: str) -> None:
    """Every route in every production: its page, the sign-in for nobody, and for all others what is not there."""
    wrong = []
    for handler, production in itertools.product(GUARDED, PLACES):
        answer = opened(served, who, handler, production)
        allowed = may(who, handler, production)
        # A form with nothing in it is let in and then not understood; there is no refused branch of that number.
        inside = {200, 400} | NOTHING_YET.get(route_of(handler), set())
        expected = inside if allowed else {404} if who else {303}
        if answer.status not in expected:
            wrong.append((route_of(handler), production, answer.status))
        if not who:
            assert answer.headers["location"].startswith("/sign-in?then=")
    assert wrong == []


@pytest.mark.parametrize("who", ["producer", "insurer", "reader", "adm-1", "sub-nobody"])
def test_another_production_is_as_if_it_were_not_there(served: Served, who: str) -> None:
    """To the byte: whoever asks for another one's people learns no more than of a name that nobody has."""
    browser = served.browser(who)
    for handler in GUARDED:
        if handler.opt["of"] != "production" or may(who, handler, "south"):
            continue
        there, not_there = (opened(served, who, handler, place, browser) for place in ("south", "zouth"))
        assert there.status == not_there.status == 404
        assert there.body.replace(b"south", b"zouth") == not_there.body.replace(b"south", b"zouth")
        assert {**there.headers} == {**not_there.headers}


def test_nothing_of_another_production_is_on_a_page(served: Served) -> None:
    """Lists hold one's own productions alone: neither the name of another one, nor of its unit, nor its counts."""
    for who in IN_NORTH:
        browser = served.browser(who)
        for handler in GUARDED:
            if "POST" not in handler.http_methods and may(who, handler, "north"):
                page = browser.get(paths_of(handler, "north")).text
                assert "south" not in page.lower(), (who, route_of(handler))


PEOPLE = ("zoe", "yan")
"""People who have papers, a weapon and a concern; nobody has a role that is called so."""


@pytest.mark.parametrize("who", ["adm-1", "reader", "insurer"])
def test_a_role_that_sees_nobody_is_shown_nobody(served: Served, who: str) -> None:
    """Whatever page it opens, in either language, no person of the production stands on it."""
    browser = served.browser(who)
    # What the table of roles and the log of the office are about stands on their own pages.
    about_roles = {"roles", "access"}
    for handler in GUARDED:
        if (
            "POST" in handler.http_methods
            or route_of(handler) in about_roles
            or not may(who, handler, "north")
        ):
            continue
        page = browser.get(paths_of(handler, "north")).text
        assert not [name for name in PEOPLE if name in page], route_of(handler)


def looks(served: Served) -> int:
    """Return how many looks at people are on record."""
    size = served.office.log.store.size()
    return sum(1 for line in served.office.log.lines(size, size) if line.kind == "looked")


@pytest.mark.parametrize("who", ["producer", "safety-of-all", "custodian"])
def test_every_look_at_people_is_on_record_before_it_is_shown(served: Served, who: str) -> None:
    """Every page that names people of a production writes down who looked, and where it cannot, shows nobody."""
    append = served.office.log.store.append

    def full(*_: Any, **__: Any) -> None:  # noqa: ANN401 - as the store's own
        raise Unusable("postgres.full", "The disk of the database is full.", "Make room.")

    for handler in GUARDED:
        if "POST" in handler.http_methods or not may(who, handler, "north"):
            continue
        browser, path, before = served.browser(who), paths_of(handler, "north"), looks(served)
        page = browser.get(path)
        named = any(name in page.text for name in PEOPLE) and route_of(handler) != "production-access"
        of_people = handler.opt["sees"] in OF_PEOPLE or named
        assert looks(served) > before or not of_people, route_of(handler)
        if of_people:
            served.office.log.store.append = full  # type: ignore[method-assign] # the disk is full now
            try:
                refused = browser.get(path)
            finally:
                served.office.log.store.append = append  # type: ignore[method-assign] # and has room again
            assert refused.status == 503
            # The address that was asked for stands in the form of the language, as it was typed.
            shown = refused.text.partition("<main")[2].partition("<footer")[0]
            assert not [name for name in PEOPLE if name in shown]


def test_a_role_that_is_taken_away_is_gone_at_once(served: Served) -> None:
    """The next page of a browser that is signed in is not there any more."""
    served.give("producer", "sub-soon", "north")
    browser = served.browser("sub-soon")
    assert browser.get("/productions/north/people").status == 200
    served.office.log.say(
        "take-role", "adm-1", role="producer", to="sub-soon", production="north", through="web"
    )
    assert browser.get("/productions/north/people").status == 404
