"""My hands: what a performer is handed, the read-back, a no, and whatever happens while they hold it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.benches import act, digits, says
from tests.browser.floors import HOT, SCENE, in_a_take, in_hands_hot, offered_hot, on
from tests.browser.looking import axe, fits
from tests.browser.stage import Stage


def test_a_hot_take_with_its_count(stage: Stage) -> None:
    """Accepted with the word of who watched, taken, two shots counted by whoever fired them, cut by the 1st AD."""
    offered_hot(stage)
    kim, bob, eve = on(stage, "kim", "/hands"), on(stage, "bob", "/witness"), on(stage, "eve", "/floor")
    hand = kim.main.locator(f"[data-hand={HOT}]")
    expect(hand.locator(".words")).to_have_text("Blanks, two, quarter. Hot.")
    expect(hand).to_contain_text("pat hands it to you, for saloon")
    expect(hand).to_contain_text("pat, witness bob")
    expect(hand).to_contain_text("Ask to see it: this screen cannot show it.")
    hand.locator("[data-act=accept] .button.main").click()
    says(bob, "accept", HOT, "2")
    kim.sees("With you since")
    size = stage.record
    eve.main.get_by_role("button", name=f"Start the take: {HOT}").click()
    expect(eve.main.locator("[data-take=on]")).to_contain_text(f"Take on: {HOT}")
    kim.press("Shots were fired")
    digits(kim, "2")
    kim.press("Say it: shots were fired")
    expect(eve.main.locator(f"[data-shots={HOT}]")).to_contain_text("shots: 2 / 2")
    eve.press("CUT")
    expect(eve.main.locator("[data-take=on]")).to_have_count(0)
    assert stage.kinds(size) == ["take-started", "discharged", "cut-called"]
    expect(hand.locator(".words")).to_contain_text("Part fired: none of two left.")


def test_a_performer_says_no_in_one_touch(stage: Stage) -> None:
    """No reason is asked and no second touch; the offer is over, and nothing else is."""
    offered_hot(stage)
    kim, size = on(stage, "kim", "/hands"), stage.record
    kim.forget_taps()
    kim.press("No, I decline")
    kim.sees("By the record nothing is in your hands")
    assert kim.taps == 1
    assert stage.kinds(size) == ["declined"]
    belief = stage.state.beliefs[HOT]
    assert (belief.offer, belief.holder, belief.holds) == (None, "pat", ())


def test_an_offer_comes_by_itself_and_is_announced(stage: Stage) -> None:
    """An empty screen says that nothing is known, and to treat what one holds as loaded; an offer shows up live."""
    kim = on(stage, "kim", "/hands")
    kim.sees("If you do hold something, treat it as loaded")
    offered_hot(stage)
    expect(kim.main.locator(f"[data-hand={HOT}]")).to_be_visible()
    expect(kim.page.get_by_role("alert")).to_contain_text(f"pat offers you {HOT}. Blanks, two, quarter. Hot.")


@pytest.mark.parametrize(
    ("button", "told", "kind"),
    [
        ("It misfired", "Do not open it.", "misfired"),
        ("Odd sound or feel", "Fire no more.", "misfired"),
        ("It fell", "Leave it where it lies", "dropped"),
        ("A shot nobody planned", "Say STOP aloud.", "discharged-unplanned"),
    ],
)
def test_what_goes_wrong_is_said_in_two_touches(stage: Stage, button: str, told: str, kind: str) -> None:
    """What to do at once stands first; then it is on record, and the weapon is locked out on every screen."""
    in_a_take(stage)
    kim, size = on(stage, "kim", "/hands"), stage.record
    kim.forget_taps()
    kim.press(button)
    kim.sees(told)
    kim.press(f"Say it: {button.lower()}")
    expect(kim.main.locator(".words")).to_contain_text("Locked out")
    expect(kim.main.locator(".thumbs .button")).to_have_count(7)
    kim.sees(told)
    assert kim.taps == 2
    assert stage.kinds(size) == [kind]
    eve = on(stage, "eve", "/floor")
    expect(eve.main.locator(f"[data-weapon={HOT}] .words")).to_contain_text("Locked out")


def test_giving_it_back_tells_the_custodian(stage: Stage) -> None:
    """It stays with the performer until the custodian has it; the custodian's next act is to take it back."""
    in_hands_hot(stage)
    kim, pat = on(stage, "kim", "/hands"), on(stage, "pat", f"/bench?w={HOT}")
    kim.press("Give it back")
    kim.sees("say: coming back")
    kim.press("Say it: give it back")
    act(pat, "collect")
    assert stage.state.beliefs[HOT].holder == "kim"
    pat.press("I have it back")
    kim.sees("By the record nothing is in your hands")


def test_a_void_look_is_hot(stage: Stage) -> None:
    """Where nobody's look stands any more, the screen says so before anything else of it."""
    stage.report("foul", "dan", weapon="colt")
    stage.report("discharge", "dan", weapon="colt", count=0)
    stage.report("misfire", "dan", weapon="colt")
    dan = on(stage, "dan", "/hands")
    dan.sees("Nobody's look stands. Treat it as loaded.")


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("theme", ["day", "night"])
def test_what_is_offered_and_what_is_open_is_for_everybody(stage: Stage, theme: str, language: str) -> None:
    """In both languages and lights: an offer with its second person, and each form of what happened."""
    offered_hot(stage)
    kim = stage.phone("kim")
    kim.load("/hands", theme=theme, language=language)
    hand = kim.main.locator(f"[data-hand={HOT}]")
    expect(hand.locator("[data-act=accept]")).to_be_visible()
    found = axe(kim.page) + fits(kim.page)
    hand.locator("[data-act=accept] .button.main").click()
    expect(hand.locator(".second")).to_be_visible()
    found += axe(kim.page) + fits(kim.page)
    keys = {"weapon": HOT, "from_": "pat", "to": "kim", "scene": SCENE}
    stage.ask("accept", "kim", **keys, sight={"count": 2}, witness="bob")
    for at in range(7):
        hand.locator(".thumbs .button").nth(at).click()
        expect(hand.locator("[data-happened]")).to_be_visible()
        found += axe(kim.page) + fits(kim.page)
        hand.locator("[data-happened] .button.whole").click()
    assert found == []
