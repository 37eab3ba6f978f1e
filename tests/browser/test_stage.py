"""The stage of the browser tests itself: phones that are signed in, a television, and time that passes."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.browser.looking import axe, fits, light
from tests.browser.stage import Stage


def test_a_phone_is_signed_in_by_badge_and_pin(stage: Stage) -> None:
    """The armorer's own phone shows their name, and the board with everybody's."""
    ann = stage.phone("ann")
    expect(ann.page.locator("[data-weapon=colt]")).to_contain_text("dan")
    assert ann.taps == 0


def test_the_television_names_nobody(stage: Stage) -> None:
    """A television at which nobody is signed in shows every weapon, and hears of the next record by itself."""
    shown = stage.television()
    cards = shown.page.locator("[data-weapon]")
    expect(cards).to_have_count(8)
    assert "dan" not in shown.page.inner_text("main")
    stage.report("drop", "ann", weapon="pump-shotgun", cause="Fell off the bench.")
    expect(shown.page.locator("[data-weapon=pump-shotgun] .held")).to_be_visible()


def test_acts_are_said_without_a_screen(stage: Stage) -> None:
    """A device over the API signs as a phone does, with the second person's own word."""
    pat = stage.hand("pat")
    answer = pat.together("lock", "pat", "bob", thing="pump-shotgun", weapon="pump-shotgun", in_="gun-safe")
    assert answer.json().get("outcome") == "permit", answer.text


def test_over_plain_http_a_script_keeps_the_key(plain_stage: Stage) -> None:
    """A page under a name and without TLS is no secure place; people sign in there all the same."""
    ann = plain_stage.phone("ann")
    assert ann.page.evaluate("isSecureContext") is False
    assert ann.page.evaluate("document.cookie.includes('showsafe')") is False


def test_what_is_wrong_with_a_page_is_found(started: Browser) -> None:
    """A picture with no words, a small button, and what is too wide or cut off are each told of."""
    page = started.new_page(viewport={"width": 360, "height": 740})
    page.set_content(
        """<html lang="en"><title>Bad</title><main><h1>Bad</h1><img src="data:,"><button>x</button>
        <p style="width: 500px">wide</p><p style="width: 20px; overflow: hidden">unbreakable</p></main>"""
    )
    assert any(each.startswith("image-alt (critical)") for each in axe(page))
    found = " ".join(fits(page))
    assert all(each in found for each in ("the page is", "small to touch", "beyond the edge", "cut off"))
    assert light(page)[0] > 0.8
    page.close()
