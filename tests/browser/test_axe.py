"""Every screen by day and by night, in English and Spanish: for everybody, and for a phone of 360 pixels.

On the way a picture is taken of each: ``make screens`` keeps them.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser import screens
from tests.browser.looking import axe, fits, opened, settled, shot
from tests.browser.phones import Phone
from tests.browser.screens import Screen
from tests.browser.stage import Stage

WAYS = [(theme, language) for theme in ("day", "night") for language in ("en", "es")]


def on(phone: Phone, path: str, theme: str, language: str) -> Page:
    """Open a screen in a light and a language, and wait until it is there."""
    phone.load(path, theme=theme, language=language)
    opened(phone.page)
    return phone.page


@pytest.mark.parametrize("screen", screens.ALL, ids=str)
def test_a_screen_is_for_everybody(calm: Stage, screen: Screen) -> None:
    """Axe finds nothing serious, nothing is cut off or beyond the edge, and everything can be touched in gloves."""
    phone = calm.visitor(screen.person)
    found = {}
    for way in WAYS:
        page = on(phone, screen.path, *way)
        assert page.evaluate("document.documentElement.dataset.theme") == way[0]
        found[way] = axe(page) + fits(page)
        shot(page, "-".join((screen.name, *way)))
    assert found == {way: [] for way in WAYS}


@pytest.mark.parametrize("way", WAYS, ids="-".join)
def test_what_opens_over_a_screen_is_for_everybody(stage: Stage, way: tuple[str, str]) -> None:
    """So are hold and stop, the settings and what was not sent yet."""
    phone = stage.phone()
    found: list[str] = []
    for opener in (
        ".press .hold",
        ".press .stop",
        "header .button.plain >> nth=0",
        "header .button.plain >> nth=-1",
    ):
        page = on(phone, "/", *way)
        page.locator(opener).click()
        page.locator("dialog[open]").wait_for()
        found += axe(page) + fits(page)
    assert found == []


@pytest.mark.parametrize("width", [1280, 1920])
def test_the_board_fits_a_large_screen(stage: Stage, width: int) -> None:
    """On a laptop and on a television nothing is cut off, and axe finds nothing serious."""
    shown = stage.television()
    shown.page.set_viewport_size({"width": width, "height": width * 9 // 16})
    settled(shown.page)
    assert axe(shown.page) + fits(shown.page) == []
