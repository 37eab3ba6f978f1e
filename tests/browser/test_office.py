"""The pages of an office in a browser: a phone and a large screen, day and night, English and Spanish.

Nothing here has a script: every page is what the server made of it. On the way pictures are taken; ``make screens``
keeps them.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from showsafe.adapters.postgres.private import PrivateServer
from showsafe.entrypoints.http import serving
from showsafe.entrypoints.http.witness import listen
from showsafe.ledger.archive import Branch
from tests.browser.looking import axe, fits, shot
from tests.entrypoints.office.offices import Served, furnish, office_in
from tests.fleet.sets import Node, open_day
from tests.openid_provider import OpenIdProvider, provider
from tests.postgres import database

WAYS = [("day", "en"), ("night", "es")]
BUTTONS = {("day", "en"): "Day", ("night", "es"): "Noche"}
WIDTHS = [360, 1920]
REFUSED = re.compile("status of 40[34]")
"""What a browser says of a page that was refused: that is the page that is meant."""

EMPTY = b"showsafe/north-2\n1\nhash\n\n"


@contextmanager
def answering(served: Served, listening: object) -> Iterator[None]:
    """Serve an office at a socket, in a thread."""
    server = serving.server(served.app, at_once=64, keep_alive=5, farewell=2)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(20)
        assert not thread.is_alive()


@pytest.fixture(scope="module")
def studio(postgres_server: PrivateServer) -> Iterator[tuple[Served, OpenIdProvider, str]]:
    """Return an office with much on its board, the provider at which its people sign in, and its address."""
    listening = listen("127.0.0.1", 0)
    address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    with (
        provider() as login,
        database(postgres_server) as made,
        office_in(made.dsn, login.url, address) as served,
    ):
        login.clock = lambda: served.clock.now().timestamp()
        furnish(served)
        second = Node("north-2")
        open_day(second)
        second.added_to(served.office.archive, "north")
        second.sent_to(served.office.archive, served.clock.now())
        served.office.archive.keep_branch(
            Branch(
                second.origin,
                "fork",
                "It signed two pasts.",
                served.clock.now(),
                seen=EMPTY,
                shown=EMPTY + b"\n",
            )
        )
        served.follow()
        with answering(served, listening):
            yield served, login, address
    listening.close()


def _complain(complaints: list[str], text: str) -> None:
    if REFUSED.search(text) is None:
        complaints.append(text)


@contextmanager
def signed_in(started: Browser, studio: tuple[Served, OpenIdProvider, str], who: str) -> Iterator[Page]:
    """Open the board in a fresh browser, by way of the provider; whatever a page complains of fails the test."""
    _, login, address = studio
    login.subject, login.name = who, f"The {who}"
    context: BrowserContext = started.new_context(service_workers="block")
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: _complain(complaints, message.text))
    page.goto(f"{address}/people")
    page.get_by_role("link", name="Sign in with the studio").click()
    page.wait_for_url(f"{address}/people")
    yield page
    context.close()
    assert complaints == []


def looked(page: Page, name: str) -> dict[tuple[str, ...], list[str]]:
    """Return what axe and the edge of the screen find of a page in every way, and keep its pictures."""
    found: dict[tuple[str, ...], list[str]] = {}
    for theme, language in WAYS:
        page.get_by_role("button", name="Español" if language == "es" else "English").click()
        page.get_by_role("button", name=BUTTONS[theme, language]).click()
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800 if width < 1000 else 1080})
            expect(page.locator("html")).to_have_attribute("lang", "es-MX" if language == "es" else "en-GB")
            expect(page.locator("html")).to_have_attribute("data-theme", theme)
            shot(page, f"office-{name}-{width}-{theme}-{language}", whole=width < 1000)
            found[theme, language, str(width)] = axe(page) + fits(page)
    page.get_by_role("button", name="English").click()
    return found


CLEAN: dict[tuple[str, ...], list[str]] = {
    (theme, language, str(width)): [] for theme, language in WAYS for width in WIDTHS
}


def test_the_fleet_board_is_for_everybody(
    started: Browser, studio: tuple[Served, OpenIdProvider, str]
) -> None:
    """Signed in by the provider, the most urgent first, each with its reason and its record; nothing cut off."""
    with signed_in(started, studio, "safety-of-all") as page:
        page.get_by_role("link", name="Fleet board", exact=True).click()
        rows = page.locator("tbody tr")
        expect(rows).to_have_count(3)
        expect(rows.first).to_have_class("is-alarm")
        expect(rows.filter(has_text="north-2")).to_contain_text("refused, and is kept as evidence")
        expect(page.locator(".banner")).to_contain_text("stands alone")
        assert looked(page, "board") == CLEAN
        page.get_by_role("navigation", name="Show only").get_by_role("link", name="Alarm").click()
        expect(page.locator("tbody tr:not(.is-alarm)")).to_have_count(0)
        expect(page.locator("tbody tr.is-alarm").first).to_be_visible()
        page.get_by_role("link", name="north", exact=True).first.click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("North Ridge")


def test_the_passport_of_a_weapon_is_for_everybody(
    started: Browser, studio: tuple[Served, OpenIdProvider, str]
) -> None:
    """From its production to where it was and what was done; whose hands, only for who sees them, and on record."""
    served, _, address = studio
    with signed_in(started, studio, "producer") as page:
        page.goto(f"{address}/productions/north/weapons")
        page.get_by_role("link", name="colt").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("colt")
        expect(page.locator("main")).to_contain_text("yan")
        assert looked(page, "weapon") == CLEAN
    looks = list(served.office.log.rows.looks("north", 1))
    assert (looks[0].by, looks[0].page, "yan" in looks[0].persons) == ("producer", "weapon", True)
    with signed_in(started, studio, "insurer") as page:
        page.goto(f"{address}/productions/north/weapon?unit=north-1&id=colt")
        expect(page.get_by_role("heading", level=1)).to_contain_text("colt")
        expect(page.locator("main")).not_to_contain_text("yan")


def test_every_other_page_is_for_everybody(
    started: Browser, studio: tuple[Served, OpenIdProvider, str]
) -> None:
    """Open matters, papers, what travels, the witness, and who looked: on a phone, by night, in Spanish."""
    _, _, address = studio
    with signed_in(started, studio, "safety") as page:
        page.set_viewport_size({"width": 360, "height": 800})
        page.get_by_role("button", name="Español").click()
        page.get_by_role("button", name="Noche").click()
        found = {}
        for path in (
            "/productions/north",
            "/productions/north/weapons",
            "/matters?only=all",
            "/people?within=365",
            "/productions/north/person?unit=north-1&id=yan",
            "/consignments",
            "/witness",
            "/productions/north/witness/1",
            "/productions/north/access",
            "/nothing-here",
        ):
            page.goto(address + path)
            shot(page, f"office{path.partition('?')[0].replace('/', '-')}-360-night-es", whole=True)
            found[path] = axe(page) + fits(page)
        assert {path: each for path, each in found.items() if each} == {}


def test_an_administrator_gives_a_role(started: Browser, studio: tuple[Served, OpenIdProvider, str]) -> None:
    """By a form without a script; a role for themselves is refused in one sentence, and that is on record."""
    served, _, address = studio
    with signed_in(started, studio, "adm-1") as page:
        page.goto(f"{address}/office/roles")
        assert axe(page) + fits(page) == []
        page.get_by_label("To whom, by their id at the sign-in service").fill("sub-new")
        page.locator("select[name=role]").select_option("reader")
        page.get_by_role("textbox", name="Production").fill("north")
        page.get_by_role("button", name="Give it").click()
        expect(page.get_by_role("row").filter(has_text="sub-new")).to_contain_text("Reader")
        assert served.office.log.held("sub-new").sees("board", "north")
        page.get_by_label("To whom, by their id at the sign-in service").fill("adm-1")
        page.locator("select[name=role]").select_option("producer")
        page.get_by_role("textbox", name="Production").fill("north")
        with page.expect_response("**/give"):
            page.get_by_role("button", name="Give it").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("two people")
