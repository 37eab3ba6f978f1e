"""Phones and tablets: two people bring one in by a code, and one that is lost can do nothing more."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from showsafe.domain import words
from tests.browser import screens
from tests.browser.looking import axe, fits, settled, shot
from tests.browser.phones import Phone
from tests.browser.stage import Stage
from tests.browser.test_people import let_in, unfold

TEN_MINUTES = 600


def invite(stage: Stage, office: Phone, name: str, whose: str = "", second: str = "sue") -> None:
    """Have the office and a second person make the code of a device on the screen."""
    office.goto("/devices")
    unfold(office, "Bring a device in")
    office.page.get_by_label("Name of the device").fill(name)
    if whose:
        office.page.get_by_label("Part of a name").fill(whose)
        office.main.get_by_role("button", name=re.compile(f"^{whose}")).click()
    else:
        office.press("It is shared")
    office.scan(stage.scene.badges[second])
    office.page.get_by_label("PIN of the second person", exact=True).fill(stage.scene.pins[second])
    office.press("Make the code")


def address(office: Phone) -> str:
    """Return where the code on the screen leads to."""
    return office.main.locator("code").inner_text()


def come_in(stage: Stage, new: Phone, link: str, who: str) -> None:
    """Open the code on a new phone, let it make its key, and sign its owner in."""
    new.page.goto(link)
    new.press("Bring this device in")
    new.sees("This device is on record.")
    new.press("Sign in")
    let_in(new, who, stage.scene.badges[who], stage.scene.pins[who])


def test_a_phone_comes_in_by_a_code_and_is_lost(stage: Stage) -> None:
    """Two people make the code, the new phone scans it and signs in; lost, it is out at once and signs nothing more."""
    moe = stage.phone("moe")
    invite(stage, moe, "phone-gus", "gus")
    expect(moe.main.get_by_role("img", name="The code for the new device")).to_be_visible()
    expect(moe.main.get_by_role("timer")).to_contain_text(re.compile(r"Good for (10:00|9:\d\d) more"))
    shot(moe.page, "devices-code")
    assert axe(moe.page) + fits(moe.page) == []
    new = stage.stranger()
    come_in(stage, new, address(moe), "gus")
    moe.sees("phone-gus is on record.")
    moe.press("Done")
    line = moe.main.get_by_role("listitem").filter(has_text="phone-gus")
    line.get_by_role("button", name="Lost", exact=True).click()
    expect(line).to_contain_text("is signed out at once, and it signs nothing from now on")
    shot(moe.page, "devices-lost")
    line.get_by_role("button", name="Yes: Lost").click()
    off = moe.main.locator("section").filter(has_text="Lost or given back")
    expect(off).to_contain_text(
        re.compile(r"phone-gus, off since record [\d,]+: what it signed before stays")
    )
    new.goto("/me")
    new.page.wait_for_url("**/sign-in?to=*")
    new.page.locator("main input[type=password]").fill(stage.scene.pins["gus"])
    new.press("Sign in")
    expect(new.main.locator(".notice.bad")).to_be_visible()
    expect(new.page.locator(".who")).to_have_text("Nobody signed in")


def test_one_person_alone_brings_no_phone_in(stage: Stage) -> None:
    """Whoever makes the code cannot be the second person too; it is said in place, and no code is shown."""
    moe = stage.phone("moe")
    invite(stage, moe, "phone-gus", "gus", second="moe")
    moe.sees("Two people answer for the key of a device.")
    assert moe.main.locator("img").count() == 0


def test_a_code_is_over_after_ten_minutes(stage: Stage) -> None:
    """The screen counts down, then says that the code is over; and it brings nothing in."""
    moe = stage.phone("moe", clock=True)
    stage.phone(own=False)
    invite(stage, moe, "cart-2")
    link = address(moe)
    stage.pass_time(TEN_MINUTES / 2)
    expect(moe.main.get_by_role("timer")).to_contain_text(re.compile(r"(4:5\d|5:00)"))
    line = moe.main.get_by_role("listitem").filter(has_text="cart")
    line.get_by_role("button", name="Lost", exact=True).click()
    line.get_by_role("button", name="Yes: Lost").click()
    moe.sees("Lost or given back")
    stage.pass_time(TEN_MINUTES / 2 + 1)
    moe.sees("The ten minutes are over.")
    new = stage.stranger()
    new.page.goto(link)
    new.press("Bring this device in")
    new.sees("This code brings no device in")


def test_the_code_of_a_device_is_in_no_history(stage: Stage) -> None:
    """The code stands behind the # of the address, is sent to nobody by it, and leaves the address at once."""
    moe = stage.phone("moe")
    invite(stage, moe, "cart-2")
    new = stage.stranger()
    new.page.goto(address(moe))
    new.page.wait_for_url("**/join-device")
    assert "#" in address(moe)


def test_the_list_of_devices_is_for_everybody(stage: Stage) -> None:
    """Whose it is and since when, with this device marked; axe finds nothing serious, by day and by night."""
    moe = stage.phone("moe", color_scheme="dark", locale="es-MX")
    stage.phone(own=False)
    moe.goto("/devices")
    moe.sees("De moe")
    moe.sees("(este)")
    settled(moe.page)
    shot(moe.page, "devices-night-es")
    assert axe(moe.page) + fits(moe.page) == []


def test_a_node_with_no_badge_says_what_to_do(stage: Stage) -> None:
    """On the board and where one signs in it is said in a sentence that the keyboard of the node comes first."""
    stage.process.desk.badges.kept.keep("None yet.", badges={})
    new = stage.stranger()
    for path in ("/", "/sign-in"):
        new.goto(path)
        new.sees("Nobody can sign in here yet")
        new.sees("showsafe badge DIR PERSON")
        assert new.main.get_by_text("showsafe device").count() == 0
        settled(new.page)
        assert axe(new.page) + fits(new.page) == []
    shot(new.page, "first-run")


def _alike() -> list[tuple[str, ...]]:
    """Return the roles, those together that open the same screens and are let to the same routes and acts."""
    from showsafe.application.access import table  # noqa: PLC0415 - only here

    found: dict[object, list[str]] = {}
    for role in words.ROLES:
        routes = tuple(route for route in table.ROUTES if table.may_reach([role], route))
        acts = tuple(kind for kind in table.ACTS if table.may_say([role], kind))
        opens = tuple(
            each.path for each in screens.ALL if each.roles is None or not each.roles or role in each.roles
        )
        found.setdefault((routes, acts, opens), []).append(role)
    return [tuple(each) for each in found.values()]


@pytest.mark.parametrize("alike", _alike(), ids=lambda alike: alike[0])
def test_nobody_is_offered_a_screen_that_refuses_them(stage: Stage, alike: tuple[str, ...]) -> None:
    """Whatever screen a role may open, no route that it asks turns the role away; nor does the screen itself."""
    stage.report("enrol", "moe", person="lou", roles=(alike[0],), age=30)
    badge = stage.process.desk.badges.issue("lou", "5183", "moe")
    lou = stage.phone("lou", signed_in=False)
    lou.goto("/sign-in")
    let_in(lou, "lou", badge, "5183")
    refused: list[str] = []
    lou.page.on(
        "response", lambda answer: refused.append(answer.url) if answer.status in (401, 403) else None
    )
    for screen in screens.ALL:
        if screen.roles and alike[0] not in screen.roles:
            continue
        lou.goto(screen.path)
        settled(lou.page)
        assert lou.main.get_by_text("This screen is not for your role").count() == 0, screen.path
    offered = lou.page.locator("nav a").evaluate_all("all => all.map((each) => each.getAttribute('href'))")
    known = {each.path: each for each in screens.ALL}
    assert offered
    allowed = {path: known[path].roles or alike for path in offered}
    assert [path for path, roles in allowed.items() if alike[0] not in roles] == []
    assert refused == []
