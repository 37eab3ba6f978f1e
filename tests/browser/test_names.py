"""Texts that are scripts, and names as long as they may be: on every screen they are text, and it fits."""

from __future__ import annotations

import pytest

from tests.browser import screens
from tests.browser.looking import fits, settled
from tests.browser.screens import Screen
from tests.browser.stage import Stage

SCRIPT = "<img src=x onerror='globalThis.ran=1'><script>globalThis.ran=1</script>"
LONG = "maximiliana-wolfeschlegelsteinhausenbergerdorff-of-the-second-unit-on-the-north-ridge"


def told(stage: Stage) -> None:
    """Say things in which every free text is a script, and every name is long."""
    stage.report("enrol", "pru", person=LONG, roles=("performer",), age=30)
    stage.report("register", "ann", weapon=f"{LONG}-rifle", **{"class": "rubber", "tag": "FA-0099"})
    stage.report("drop", "ann", weapon="pump-shotgun", cause=SCRIPT)
    stage.report("drop", "ann", weapon="colt", cause=SCRIPT)
    stage.report("raise-concern", "gus", about="cart", says=SCRIPT)
    stage.ask("meet", "eve", scene=SCRIPT, attendees=("ann", "dan", LONG), witness="ann")
    stage.report("hold", "gus", about="set", says=SCRIPT)


@pytest.fixture(scope="module")
def scripted(shared: Stage) -> Stage:
    """Return the stage on which it was said, once for all screens."""
    told(shared)
    return shared


@pytest.mark.parametrize("screen", screens.ALL, ids=str)
def test_what_people_typed_is_only_text(scripted: Stage, screen: Screen) -> None:
    """No markup of anybody's becomes an element or runs, and the longest name breaks no screen of 360 pixels."""
    phone = scripted.visitor(screen.person)
    phone.load(screen.path)
    settled(phone.page)
    assert phone.page.locator("img[src=x], main script").count() == 0
    assert phone.page.evaluate("globalThis.ran") is None
    assert fits(phone.page) == []


def test_the_board_shows_the_script_as_it_was_typed(stage: Stage) -> None:
    """What was typed is shown to the letter, to whoever may see it."""
    told(stage)
    ann = stage.phone("ann")
    ann.sees(LONG)


def test_an_address_that_is_a_script_is_nothing(stage: Stage) -> None:
    """An address with markup in it opens nothing, and says so."""
    ann = stage.phone("ann")
    ann.goto("/weapon/%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    ann.page.locator("main").get_by_role("link").or_(ann.page.locator("main .notice")).first.wait_for()
    assert ann.page.locator("img[src=x]").count() == 0


def test_the_policy_of_the_page_refuses_a_script(stage: Stage) -> None:
    """Even if markup got in, the page runs nothing that is not its own, and sends nothing elsewhere."""
    page = stage.stranger().page
    page.goto(f"{stage.url}/")
    refused = page.evaluate(
        """async () => {
          const tries = [];
          addEventListener("securitypolicyviolation", (event) => tries.push(event.effectiveDirective));
          document.body.append(Object.assign(document.createElement("script"), { textContent: "globalThis.ran = 1" }));
          document.body.insertAdjacentHTML("beforeend", "<p style='color: red' onclick='globalThis.ran = 1'>x</p>");
          await fetch("https://elsewhere.example/").catch(() => 0);
          // Each is told of when the browser has a moment for it.
          for (let times = 0; new Set(tries).size < 4 && times < 600; times += 1) {
            await new Promise((resume) => setTimeout(resume, 50));
          }
          return [...new Set(tries)].sort().join(" ") + (globalThis.ran ?? "");
        }"""
    )
    stage.phones[-1].complaints.clear()
    assert refused == "connect-src script-src-attr script-src-elem style-src-attr"
