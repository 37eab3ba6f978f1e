"""A keyboard alone is enough on every screen: everything is reached, is seen to be reached, and lets go again."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser import screens
from tests.browser.looking import settled
from tests.browser.phones import Phone
from tests.browser.screens import Screen
from tests.browser.stage import Stage

MOST = 150

_WANTED = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
  .filter((node) => node.checkVisibility({ visibilityProperty: true }) && !node.disabled && node.tabIndex >= 0)
  .filter((node) => node.type !== "radio" || node.checked || !document.querySelector(
    `input[type=radio][name="${node.name}"]:checked`))
  .map((node) => { node.dataset.wanted = ""; return 1; }).length"""

_STOP = """() => {
  const node = document.activeElement;
  if (!node || node === document.body) return null;
  // The day, month and year of a date are stops of their own within one field.
  const within = node === globalThis.lastStop && ["date", "time", "datetime-local"].includes(node.type);
  const first = within || !node.hasAttribute("data-reached");
  globalThis.lastStop = node;
  node.dataset.reached = "";
  const box = node.getBoundingClientRect();
  const at = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 30));
  const label = node.labels?.[0];
  const seen = at && (node.contains(at) || at.contains(node) || (label && (label.contains(at) || at.contains(label))));
  const ringed = [node, ...(label ? [label] : [])].some((each) => {
    const style = getComputedStyle(each);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 1) || style.boxShadow !== "none";
  });
  const what = node.tagName + " " + (node.textContent || node.value || node.id).trim().slice(0, 30);
  return { first, faults: [...(seen ? [] : [what + " is hidden"]), ...(ringed ? [] : [what + " has no ring"])] };
}"""

_MISSED = """() => [...document.querySelectorAll("[data-wanted]:not([data-reached])")]
  .filter((node) => node.isConnected && node.checkVisibility())
  .map((node) => node.tagName + " " + (node.textContent || node.id).trim().slice(0, 30))"""


def tabbed(phone: Phone) -> list[str]:
    """Go once round a page with the tabulator; return what was not reached, hidden or not seen to be reached."""
    page = phone.page
    assert page.evaluate(_WANTED) > 0
    faults: list[str] = []
    for _ in range(MOST):
        page.keyboard.press("Tab")
        stop = page.evaluate(_STOP)
        if stop is None or not stop["first"]:
            break
        faults += stop["faults"]
    return faults + [f"{each} is not reached" for each in page.evaluate(_MISSED)]


@pytest.mark.parametrize("screen", screens.ALL, ids=str)
def test_everything_on_a_screen_is_reached(calm: Stage, screen: Screen) -> None:
    """The tabulator goes once round: to everything, with a ring around it, in view, and out again."""
    phone = calm.visitor(screen.person, width=412, height=915)
    phone.load(screen.path)
    settled(phone.page)
    assert tabbed(phone) == []


def test_the_first_stop_leads_past_the_head(stage: Stage) -> None:
    """Whoever tabs comes first to a way past the head, into the screen itself."""
    page = stage.phone().page
    page.goto(f"{stage.url}/")
    settled(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#screen")).to_be_focused()


def test_somebody_signs_in_by_keyboard_alone(stage: Stage) -> None:
    """A badge is typed, Enter, the PIN, Enter; the focus is in the field each time."""
    phone = stage.phone("ann", signed_in=False)
    page = phone.page
    phone.goto("/sign-in")
    field = page.locator("main input").first
    field.focus()
    page.keyboard.type(stage.scene.badges["ann"], delay=60)
    page.keyboard.press("Enter")
    page.locator("main input[type=password]").focus()
    page.keyboard.type(stage.scene.pins["ann"])
    page.keyboard.press("Enter")
    page.locator(".who", has_text="ann").wait_for()


def test_a_dialog_keeps_the_focus_and_gives_it_back(stage: Stage) -> None:
    """Escape closes what opened over a screen, and the focus is where it was."""
    page = stage.phone().page
    page.goto(f"{stage.url}/")
    settled(page)
    button = page.locator(".press .stop")
    button.focus()
    page.keyboard.press("Enter")
    page.locator("dialog[open]").wait_for()
    for _ in range(6):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
        )
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
