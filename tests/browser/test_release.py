"""What lifts a hold or a stop, by whom; and that the way back stays open, whatever is held."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.benches import digits, look, says
from tests.browser.floors import on
from tests.browser.looking import axe, fits
from tests.browser.phones import Phone
from tests.browser.stage import Stage

WAY_BACK = "The way back is open."


def pressed(stage: Stage, kind: str) -> None:
    """Press hold or stop for the whole set on a phone that was never here."""
    stranger = stage.stranger()
    stranger.goto("/")
    stranger.page.locator(f".press .{kind}").click()
    stranger.page.locator(f"dialog .{kind}").first.click()
    expect(stranger.page.locator("dialog .notice")).to_be_visible()


def found_out(phone: Phone, says_what: str) -> None:
    """Say what was found, and ask for the second person."""
    phone.main.get_by_label("What was found, and why it may go on").fill(says_what)
    phone.press("Release it")


def test_a_stop_is_on_every_screen_with_the_way_back(stage: Stage) -> None:
    """It shows at the foot of each screen, without a sign-in too, says that the way back is open, and leads there."""
    dan, shown = on(stage, "dan", "/hands"), stage.television()
    pressed(stage, "stop")
    for phone in (dan, shown):
        expect(phone.page.locator(".heldbar")).to_have_text(f"Stop. {WAY_BACK}")
    dan.page.locator(".heldbar").click()
    expect(dan.main.locator("[data-held=stop]")).to_contain_text("since record")
    dan.sees("You begin no release: ann, pat does.")
    expect(dan.main).to_contain_text("colt with dan")


def test_a_stop_is_released_with_a_review_from_outside(stage: Stage) -> None:
    """The custodian says what was found, the safety advisor their own word on their own phone; then it is lifted."""
    pressed(stage, "stop")
    ann, sue, size = on(stage, "ann", "/release"), on(stage, "sue", "/witness"), stage.record
    found_out(ann, "A blank went off into the ground. Looked into, nobody hurt.")
    says(sue, "release", "")
    ann.sees("Released. Everything is opened and looked into before it goes on.")
    expect(ann.page.locator(".heldbar")).to_have_count(0)
    (body,) = stage.bodies(size)
    assert (body["kind"], body["act"]["reviewed_by"], body["second"]["by"]) == ("released", "sue", "sue")
    assert stage.state.stops == ()


def test_nobody_of_the_department_reviews_a_stop(stage: Stage) -> None:
    """The assistant armorer's word does not lift it: the refusal stands in place and says who reviews."""
    pressed(stage, "stop")
    ann, bob = on(stage, "ann", "/release"), on(stage, "bob", "/witness")
    found_out(ann, "It was nothing.")
    says(bob, "release", "")
    expect(ann.main.locator("[data-code='trouble.reviewer']")).to_contain_text("outside the department")
    expect(ann.page.locator(".heldbar")).to_be_visible()


def test_a_hold_is_lifted_by_custodian_and_first_ad(stage: Stage) -> None:
    """In one line, with the badge and PIN of the 1st AD on the custodian's phone."""
    pressed(stage, "hold")
    ann = on(stage, "ann", "/release")
    expect(ann.page.locator(".heldbar")).to_have_text(f"Hold: a doubt. {WAY_BACK}")
    ann.sees("A custodian and the 1st AD lift it in one line")
    found_out(ann, "A stand-in was on the line. She is off it.")
    ann.press("Here, with badge and PIN")
    ann.press("eve")
    ann.main.get_by_label("Badge of eve").fill(stage.scene.badges["eve"])
    ann.press("Use")
    digits(ann, stage.scene.pins["eve"])
    ann.press("I am here and watching")
    ann.sees("Released.")
    assert stage.state.stops == ()


def test_the_way_back_works_while_the_set_is_stopped(stage: Stage) -> None:
    """From the list of what is out the custodian takes it back, in one touch, and nothing refuses it."""
    pressed(stage, "stop")
    ann = on(stage, "ann", "/release")
    size = stage.record
    ann.main.locator("li", has_text="colt with dan").get_by_role("button", name="I have it back").click()
    expect(ann.main.locator("li", has_text="colt with ann")).to_be_visible()
    assert stage.kinds(size) == ["collected"]


def test_who_pressed_is_named_nowhere(stage: Stage) -> None:
    """A doubt of somebody who is signed in shows no name, on no screen, and the looks that wait say none either."""
    kim = on(stage, "kim", "/hands")
    kim.page.locator(".press .hold").click()
    kim.page.locator("dialog .hold").first.click()
    expect(kim.page.locator("dialog .notice")).to_be_visible()
    ann, eve = on(stage, "ann", "/release"), on(stage, "eve", "/witness")
    assert "kim" not in ann.main.locator("[data-held]").inner_text()
    found_out(ann, "Looked into.")
    assert "kim" not in look(eve, "release").inner_text()


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("theme", ["day", "night"])
def test_a_stopped_set_is_for_everybody(stage: Stage, theme: str, language: str) -> None:
    """The release and its second person, at 360 pixels, in both languages and lights."""
    pressed(stage, "stop")
    ann = stage.phone("ann")
    ann.load("/release", theme=theme, language=language)
    form = ann.main.locator("[data-act=release]")
    form.locator("textarea").fill("x")
    found = axe(ann.page) + fits(ann.page)
    form.locator(".button.main").click()
    expect(form.locator(".second")).to_be_visible()
    assert found + axe(ann.page) + fits(ann.page) == []
