"""The frame of every page: who is signed in, where one can go, the banner of the database, day or night, the language.

Pages that name people go through ``shown`` with who is on them: it is written down first, and only then is the page
made. Where it cannot be written down, there is no page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from litestar import Request, Response
from litestar.datastructures import Cookie

from showsafe.application.office.roles import OF_PEOPLE, THINGS
from showsafe.application.office.words import OFFICE
from showsafe.entrypoints.http.office.office import Office, Visit
from showsafe.entrypoints.http.office.words import LANGUAGES, Words, chosen

Asking = Request[Any, Any, Any]

LOOK = "showsafe-look"
THEMES = ("day", "night")
A_YEAR = 365 * 86_400


@dataclass(frozen=True, slots=True)
class Look:
    """How somebody wants their pages: the words, and by day or by night; "" leaves that to their machine."""

    words: Words
    theme: str


@dataclass(frozen=True, slots=True)
class Seen:
    """Who is on a page: a thing of ``OF_PEOPLE``, the production, the people, and which page that is."""

    thing: str
    production: str
    persons: Sequence[str]
    page: str


def look_of(asking: Asking) -> Look:
    """Return how whoever asks wants their pages."""
    language, _, theme = asking.cookies.get(LOOK, "").partition(".")
    words = Words(chosen(language, asking.headers.get("accept-language", "")))
    return Look(words, theme if theme in THEMES else "")


def look_cookie(language: str, theme: str, *, secure: bool) -> Cookie:
    """Return the cookie that keeps how somebody wants their pages."""
    value = f"{language if language in LANGUAGES else ''}.{theme if theme in THEMES else ''}"
    return Cookie(
        key=LOOK, value=value, path="/", httponly=True, secure=secure, samesite="lax", max_age=A_YEAR
    )


@cache
def templates() -> Environment:
    """Return the templates: what is put into one is never taken for markup, and what is missing is a fault."""
    made = Environment(
        loader=PackageLoader("showsafe.entrypoints.http.office"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["part"] = quoted
    return made


def quoted(value: str) -> str:
    """Return a value as a part of an address."""
    return quote(value, safe="")


def office_of(asking: Asking) -> Office:
    """Return the office that answers."""
    office: Office = asking.app.state.office
    return office


def visit_of(asking: Asking) -> Visit:
    """Return who is at the door; it let them in."""
    visit: Visit = asking.scope["visit"]  # type: ignore[typeddict-item] # put there by the door
    return visit


def shown(
    asking: Asking,
    template: str,
    seen: Sequence[Seen] | None = None,
    status: int = 200,
    **values: Any,  # noqa: ANN401 - what a template takes
) -> Response[str]:
    """Return a page for whoever is signed in, after everybody who is on it was written down.

    Raises what the log raises: then nobody is shown.
    """
    office, visit = office_of(asking), visit_of(asking)
    thing = asking.route_handler.opt["sees"]
    if thing in OF_PEOPLE and seen is None:
        raise AssertionError(template)
    for each in seen or ():
        if each.thing not in OF_PEOPLE or not visit.held.sees(each.thing, each.production):
            raise AssertionError(template)
        office.log.looked(visit.subject, each.production, each.thing, each.page, each.persons)
    return _rendered(asking, template, status, {}, visit, values)


def plain(
    asking: Asking,
    template: str,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    **values: Any,  # noqa: ANN401 - as above
) -> Response[str]:
    """Return a page that names nobody, also where nobody is signed in."""
    visit: Any = asking.scope.get("visit")
    return _rendered(asking, template, status, headers or {}, visit, values)


def _rendered(
    asking: Asking,
    template: str,
    status: int,
    headers: Mapping[str, str],
    visit: Visit | None,
    values: Mapping[str, Any],
) -> Response[str]:
    office, look = office_of(asking), look_of(asking)
    everything = {
        "t": look.words,
        "lang": LANGUAGES[look.words.language],
        "theme": look.theme,
        "visit": visit,
        "token": visit.session.token if visit else "",
        "path": asking.url.path,
        "here": own_path(f"{asking.url.path}?{asking.url.query}" if asking.url.query else asking.url.path),
        "menu": _menu(visit) if visit else [],
        "lone": office.lone(),
        "moment": office.clock.now(),
        **values,
    }
    text = templates().get_template(template).render(everything)
    return Response(text, status_code=status, media_type="text/html", headers=dict(headers))


def _menu(visit: Visit) -> list[tuple[str, str]]:
    """Return where somebody can go: the address, and the key of its word. What they do not see is not there."""
    held = visit.held
    entries = [
        ("/", "board"),
        ("/matters", "deviations"),
        ("/people", "people"),
        ("/consignments", "consignments"),
        ("/witness", "witness"),
        ("/office/productions", "productions"),
        ("/office/roles", "roles"),
        ("/office/access", "access"),
    ]
    return [
        (path, thing)
        for path, thing in entries
        if thing in THINGS and (held.sees(thing, OFFICE) or held.anywhere(thing) or held.named(thing))
    ]


def elsewhere(asking: Asking, path: str, cookies: Sequence[Cookie] = ()) -> Response[str]:
    """Send a browser to another page of this office, or to the sign-in service."""
    del asking
    made: Response[str] = Response("", status_code=303, media_type="text/html", headers={"Location": path})
    for each in cookies:
        made.set_cookie(each)
    return made


def own_path(value: str) -> str:
    """Return a path of this office; the board where it is an address of another place."""
    fine = value.startswith("/") and not value.startswith("//") and "\\" not in value and value.isprintable()
    return value if fine and value.isascii() and len(value) <= 500 else "/"  # noqa: PLR2004 - long enough for any page
