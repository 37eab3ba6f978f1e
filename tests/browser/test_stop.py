"""Hold and stop: from every screen, in two touches, with nobody signed in; who pressed is nowhere."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from tests.browser import screens
from tests.browser.looking import settled
from tests.browser.phones import Phone
from tests.browser.screens import Screen
from tests.browser.stage import Stage

KINDS = {"hold": "held", "stop": "stopped"}


def pressed(phone: Phone, kind: str) -> None:
    """Press it for the whole set, and see that it is on record."""
    phone.page.locator(f".press .{kind}").click()
    phone.page.locator(f"dialog .{kind}").first.click()
    expect(phone.page.locator("dialog .notice")).to_contain_text("on record")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("screen", screens.ALL, ids=str)
def test_two_touches_are_enough(shared: Stage, screen: Screen, kind: str) -> None:
    """Two touches from any screen, and it is on record without a name, a device or a signature."""
    stage, phone = shared, shared.visitor(screen.person)
    phone.load(screen.path)
    settled(phone.page)
    phone.forget_taps()
    size = stage.record
    pressed(phone, kind)
    assert phone.taps == 2
    assert stage.kinds(size) == [KINDS[kind]]
    said = json.dumps(stage.bodies(size))
    names = [name for name in stage.scene.badges if f'"{name}"' in said]
    keys = [
        key for key in stage.state.keys if key in said and not stage.state.keys[key].of.startswith("node")
    ]
    assert (names, keys) == ([], [])


@pytest.mark.parametrize("kind", KINDS)
def test_a_phone_that_was_never_here_can_press(stage: Stage, kind: str) -> None:
    """No key, no sign-in and no role is needed."""
    phone = stage.stranger()
    phone.goto("/")
    settled(phone.page)
    size = stage.record
    pressed(phone, kind)
    assert stage.kinds(size) == [KINDS[kind]]


@pytest.mark.parametrize(("keys", "kind"), [("Alt+Shift+H", "hold"), ("Alt+Shift+S", "stop")])
def test_a_keyboard_reaches_it_from_anywhere(stage: Stage, keys: str, kind: str) -> None:
    """Three keys at once open it, wherever the focus is; Enter presses it."""
    phone = stage.stranger()
    phone.goto("/")
    settled(phone.page)
    size = stage.record
    phone.page.keyboard.press(keys)
    phone.page.locator(f"dialog .{kind}").first.press("Enter")
    expect(phone.page.locator("dialog .notice")).to_contain_text("on record")
    assert stage.kinds(size) == [KINDS[kind]]


def test_everybody_sees_it_and_nobody_sees_who(stage: Stage) -> None:
    """A stop stands on every board at once, on the television too; neither closes the way back."""
    ann, shown = stage.phone("ann"), stage.television()
    pressed(stage.phone("gus"), "stop")
    for each in (ann, shown):
        expect(each.page.locator(".of-the-set .notice")).to_be_visible()
        assert "gus" not in each.page.locator(".of-the-set").inner_text()
    stage.ask("lock", "pat", weapon="pump-shotgun", in_="gun-safe", witness="bob")


def test_pressed_twice_in_a_hurry_it_is_there_once(stage: Stage) -> None:
    """Who taps again and again on the same button presses once."""
    phone = stage.stranger()
    phone.goto("/")
    settled(phone.page)
    size = stage.record
    phone.page.locator(".press .stop").click()
    phone.page.locator("dialog .stop").first.dblclick()
    expect(phone.page.locator("dialog .notice")).to_contain_text("on record")
    assert stage.kinds(size) == ["stopped"]
