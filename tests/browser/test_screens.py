"""Pictures of what no other test opens for each screen: televisions, and what opens over a screen.

Those of every screen on a phone are taken in ``test_axe``. ``make screens`` keeps them; a run of the tests changes
nothing in the tree.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser import screens
from tests.browser.looking import opened, settled, shot
from tests.browser.screens import Screen
from tests.browser.stage import Stage

WIDE = [screen for screen in screens.ALL if screen.wide and screen.roles is None]


@pytest.mark.parametrize("screen", WIDE, ids=str)
def test_a_picture_of_a_screen_on_a_television(stage: Stage, screen: Screen) -> None:
    """On a television, by day and by night."""
    shown = stage.television()
    for theme in ("day", "night"):
        shown.load(screen.path, theme=theme)
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
    expect(phone.page.locator(f"dialog .{kind}").first).to_be_visible()
