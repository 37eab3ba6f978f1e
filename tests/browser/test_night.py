"""Night on the set: no screen is bright, and none flashes white before it is there."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser import screens
from tests.browser.looking import light, opened, settled
from tests.browser.screens import Screen
from tests.browser.stage import Stage

AVERAGE, BRIGHTEST = 0.06, 0.65
"""Relative luminance; white paper is 1. The brightest is a letter."""


def dark(page: Page) -> bool:
    """Whether a page is dark all over."""
    average, brightest = light(page)
    return average < AVERAGE and brightest < BRIGHTEST


@pytest.mark.parametrize("screen", screens.ALL, ids=str)
def test_no_screen_is_bright_at_night(calm: Stage, screen: Screen) -> None:
    """Its mean luminance is far below that of any lit surface, and no pixel is white."""
    phone = calm.visitor(screen.person, color_scheme="dark")
    phone.load(screen.path)
    opened(phone.page)
    average, brightest = light(phone.page)
    assert average < AVERAGE
    assert brightest < BRIGHTEST


def test_what_opens_over_a_screen_is_dark(stage: Stage) -> None:
    """So are a dialog, and the veil behind it."""
    page = stage.phone(color_scheme="dark").page
    page.goto(f"{stage.url}/")
    for kind in ("hold", "stop"):
        page.locator(f".press .{kind}").click()
        page.locator("dialog[open]").wait_for()
        assert dark(page)
        page.keyboard.press("Escape")


def test_it_is_dark_before_any_script_ran(stage: Stage) -> None:
    """On a phone that is set to dark, the bare page is dark already while its scripts are on the way."""
    phone = stage.stranger(color_scheme="dark")
    phone.context.route("**/assets/*.js", lambda route: route.abort())
    phone.load("/")
    assert dark(phone.page)


def test_who_chose_night_gets_no_white_flash(stage: Stage) -> None:
    """Where somebody chose night on a phone that is set to light, nothing white is shown on the way either."""
    phone = stage.stranger(color_scheme="light")
    phone.load("/")
    phone.page.evaluate("localStorage.setItem('theme', 'night')")
    phone.context.route("**/assets/*.js", lambda route: route.abort())
    phone.load("/sign-in")
    assert dark(phone.page)


def test_day_is_bright(stage: Stage) -> None:
    """By day, in the sun, the ground is white."""
    phone = stage.stranger(color_scheme="light")
    phone.load("/")
    settled(phone.page)
    assert light(phone.page)[0] > 0.5
