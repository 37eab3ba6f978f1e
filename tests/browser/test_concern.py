"""A concern: raised with or without a name, answered by somebody who is not the one it is about, and never lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.floors import on
from tests.browser.looking import axe, fits, settled
from tests.browser.phones import Phone
from tests.browser.stage import Stage

DAY = 24 * 3600


def worried(phone: Phone, says: str, about: str = "") -> None:
    """Write what worries somebody, about a weapon or else about the set."""
    phone.main.get_by_label("What worries you").fill(says)
    if about:
        phone.press(about)


def test_it_is_raised_without_a_name(stage: Stage) -> None:
    """From a phone that was never here: what was written and what it is about are kept, no person and no device."""
    stranger, size = stage.stranger(), stage.record
    stranger.goto("/concern")
    worried(stranger, "It was left on a chair.", "colt")
    stranger.press("Raise it without a name")
    stranger.sees("It is on record, and stays there until it is answered.")
    (body,) = stage.bodies(size)
    assert (body["kind"], body["by"], body["act"]["about"]) == ("concern-raised", "anonymous", "colt")
    assert body["proof"] == "none"
    assert body["device"] == stage.bodies(0)[0]["device"], "it is signed by the node as its own"


def test_who_is_signed_in_may_raise_it_without_a_name_too(stage: Stage) -> None:
    """Without a name is what is chosen already; nothing of the person or of their phone is in the record."""
    gus, size = on(stage, "gus", "/concern"), stage.record
    worried(gus, "Nobody counted.")
    gus.press("Raise it without a name")
    gus.sees("It is on record")
    (body,) = stage.bodies(size)
    assert "gus" not in str(body)


def test_it_is_raised_with_a_name_and_its_answer_is_read(stage: Stage) -> None:
    """Who signed it finds it as theirs; the safety advisor answers it; the answer is read where it was raised."""
    gus, sue = on(stage, "gus", "/concern"), on(stage, "sue", "/concern")
    worried(gus, "The muzzle pointed at the crane.", "colt")
    gus.press("As gus")
    gus.press("Raise it with my name")
    gus.sees("It is on record")
    mine = gus.main.locator("[data-concern]", has_text="by you").filter(has_text="crane")
    expect(mine).to_contain_text("sue answers it")
    theirs = sue.main.locator("[data-concern]", has_text="crane")
    expect(theirs).to_contain_text("raised by gus")
    theirs.get_by_label("The answer").fill("The crane has moved, the mark too.")
    theirs.get_by_role("button", name="Answer it").click()
    expect(mine).to_contain_text("sue: The crane has moved, the mark too.")
    expect(mine).to_contain_text("Answered")


def test_its_owner_is_not_the_one_complained_of(stage: Stage) -> None:
    """A concern about the safety advisor goes to the office, and says nothing to the one it is about."""
    stranger = stage.stranger()
    stranger.goto("/concern")
    stranger.press("Something or somebody else")
    stranger.main.get_by_label("What, or who").fill("sue")
    worried(stranger, "Waved it through.")
    stranger.press("Raise it without a name")
    stranger.sees("It is on record")
    sue, pru = on(stage, "sue", "/concern"), on(stage, "pru", "/concern")
    expect(pru.main.locator("[data-concern]", has_text="Waved it through.")).to_contain_text("pru answers it")
    expect(sue.main.locator("[data-concern]")).to_have_count(2)
    assert "Waved" not in sue.main.inner_text()


def test_it_is_overdue_in_words(stage: Stage) -> None:
    """After a day without an answer it says for how long it is overdue, whom it waits for, and what waits with it."""
    # The morning of the demonstration is shorter soon after midnight, and the concern younger.
    (concern,) = stage.state.concerns.values()
    stage.pass_time(DAY + 9000 - (stage.clock.now() - concern.at).total_seconds())
    dan = on(stage, "dan", "/concern")
    dan.sees("Open: 1. Overdue: 1.")
    card = dan.main.locator("[data-concern]")
    expect(card).to_contain_text("Overdue for 2 hours or more: nothing is loaded or handed over until sue")
    expect(card).to_contain_text("What it says is shown to whoever answers it")
    assert "rail" not in dan.main.inner_text()


def test_the_poster_is_printed_black_on_white_in_two_languages(stage: Stage) -> None:
    """At night it is dark on the screen; printed it is black on white and alone, with the code of this screen."""
    shown = stage.phone("moe")
    shown.load("/concern", theme="night")
    shown.main.get_by_role("link", name="Poster to print").click()
    poster = shown.main.locator(".poster")
    expect(poster).to_contain_text("Worried about a weapon?")
    expect(poster).to_contain_text("¿Te preocupa un arma?")
    picture = poster.get_by_role("img")
    expect(picture).to_have_js_property("complete", value=True)
    assert picture.evaluate("(each) => each.naturalWidth") > 0
    colours = "(each) => [getComputedStyle(each).color, getComputedStyle(each).backgroundColor]"
    assert poster.evaluate(colours)[1] == "rgb(0, 0, 0)"
    shown.page.emulate_media(media="print")
    assert poster.evaluate(colours) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    assert picture.evaluate("(each) => getComputedStyle(each).filter") == "none"
    expect(shown.page.locator(".bottom")).to_be_hidden()
    expect(shown.page.locator(".top")).to_be_hidden()
    expect(shown.main.get_by_role("button", name="Print it")).to_be_hidden()
    expect(poster).to_be_visible()


def test_no_answer_keeps_it_for_later(stage: Stage) -> None:
    """With no node in reach it waits on the phone without a name, and is sent when the node is back."""
    gus, size = on(stage, "gus", "/concern"), stage.record
    worried(gus, "No medic here.")
    gus.offline()
    gus.press("Raise it without a name")
    gus.sees("Kept on this phone")
    assert stage.record == size
    gus.offline(away=False)
    expect(gus.page.locator("header")).to_contain_text("All sent")
    assert stage.kinds(size) == ["concern-raised"]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("theme", ["day", "night"])
def test_a_concern_is_for_everybody(stage: Stage, theme: str, language: str) -> None:
    """Raising, answering and what came of it, at 360 pixels, in both languages and lights."""
    sue = stage.phone("sue")
    sue.load("/concern", theme=theme, language=language)
    settled(sue.page)
    sue.main.locator(".picks .button").nth(1).click()
    sue.main.locator("textarea").first.fill("x")
    found = axe(sue.page) + fits(sue.page)
    sue.main.locator(".button.main").click()
    expect(sue.main.locator(".notice").first).to_be_visible()
    assert found + axe(sue.page) + fits(sue.page) == []
