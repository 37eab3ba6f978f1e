"""A picture of every screen, by day and by night, in English and Spanish: ``make screens`` keeps them.

Every run opens them, since a screen that cannot be shown fails here; pictures are kept only where that is asked for:
a run of the tests changes nothing in the tree.
"""

from __future__ import annotations

import pytest

from tests.browser import screens
from tests.browser.looking import opened, settled, shot
from tests.browser.screens import Screen
from tests.browser.stage import Stage

WAYS = [("day", "en"), ("night", "en"), ("day", "es"), ("night", "es")]
WIDE = [screen for screen in screens.ALL if screen.wide]


@pytest.mark.parametrize("screen", screens.ALL, ids=str)
def test_a_picture_of_a_screen_on_a_phone(stage: Stage, screen: Screen) -> None:
    """On a phone of 360 pixels, in every light and language."""
    phone = stage.phone(screen.person)
    for theme, language in WAYS:
        phone.page.evaluate(
            "(each) => Object.assign(localStorage, each)", {"theme": theme, "language": language}
        )
        phone.goto(screen.path)
        opened(phone.page)
        assert phone.page.locator("main h1").first.inner_text()
        assert phone.page.evaluate("document.documentElement.dataset.theme") == theme
        shot(phone.page, f"{screen.name}-{theme}-{language}")


@pytest.mark.parametrize("screen", WIDE, ids=str)
def test_a_picture_of_a_screen_on_a_television(stage: Stage, screen: Screen) -> None:
    """On a television, by day and by night."""
    shown = stage.television()
    for theme in ("day", "night"):
        shown.page.evaluate("(theme) => Object.assign(localStorage, { theme })", theme)
        shown.goto(screen.path)
        opened(shown.page)
        assert shown.page.locator("main h1").first.inner_text()
        shot(shown.page, f"{screen.name}-television-{theme}")


@pytest.mark.parametrize("kind", ["hold", "stop"])
def test_a_picture_of_what_opens_from_everywhere(stage: Stage, kind: str) -> None:
    """Hold and stop, and a board that the network has left."""
    phone = stage.phone("ann")
    settled(phone.page)
    phone.page.locator(f".press .{kind}").click()
    phone.page.locator("dialog[open]").wait_for()
    shot(phone.page, f"{kind}-day-en")
    assert phone.page.locator(f"dialog .{kind}").count() >= 1
