"""The second person's own screen: what waits for them, blind, with one button, and what their word was worth."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.benches import (
    act,
    at_the_bench,
    at_the_witness,
    digits,
    in_the_safe,
    look,
    looked_and_shown,
    says,
    says_here,
    stands_by,
)
from tests.browser.looking import axe, fits
from tests.browser.phones import Phone
from tests.browser.stage import Stage


def asked_to_look(stage: Stage, bob: Phone, *, serial: bool = False) -> Phone:
    """Return the phone of a custodian who has counted five places, and waits for the second person."""
    stage.process.desk.looks._chance = lambda: serial
    pat = at_the_bench(stage)
    pat.scan("FA-0005")
    act(pat, "show")
    open_check(pat)
    look(bob, "check")
    return pat


def open_check(pat: Phone) -> None:
    """Look into it once more: say five places, nothing in them, the bore clear."""
    pat.main.locator(".acts summary").get_by_text("Open it and look").click()
    form = act(pat, "check")
    for digit in "50":
        form.locator(".digits").get_by_text(digit, exact=True).click()
    form.get_by_role("button", name="Looked: clear").click()
    form.get_by_role("button", name="I looked").click()


def test_what_waits_shows_at_once_and_blind(stage: Stage) -> None:
    """One screen with one button: what is asked, no number of the first person, neither shown nor sent."""
    bob = at_the_witness(stage)
    sent: list[str] = []
    bob.page.on(
        "response", lambda answer: sent.append(answer.text()) if answer.url.endswith("/looks") else None
    )
    pat = asked_to_look(stage, bob)
    expect(bob.main.locator("h1")).to_have_text("pat asks for a second person")
    expect(bob.main.locator(".asked")).to_contain_text("pump-shotgun")
    expect(bob.main.locator(".button.main")).to_have_count(1)
    expect(bob.main.get_by_role("textbox", name="Places you looked into")).to_have_value("")
    assert sent
    assert not any("seen" in text.replace('"asks":["seen"]', "") for text in sent)
    expect(pat.main.locator(".second")).to_contain_text("Your own count is not on it.")
    says(bob, "check", "pump-shotgun", "5")
    pat.sees("pat counted 5; bob, without seeing it: 5")
    bob.sees("Said: 5. pat has your word.")


def test_a_word_said_faster_than_one_can_look_is_told_as_such(stage: Stage) -> None:
    """The second person is told how fast it was, and the first that it is shown with the weapon."""
    bob = at_the_witness(stage)
    stage.clock.stand_still()
    pat = asked_to_look(stage, bob)
    says(bob, "check", "pump-shotgun", "5")
    bob.sees("Nobody looks and counts that fast: it is on record as quick.")
    pat.sees("The second person answered faster than one can look.")


def test_who_takes_the_time_to_look_is_not_told_so(stage: Stage) -> None:
    """After some seconds nobody is told of quickness."""
    bob = at_the_witness(stage, clock=True)
    pat = asked_to_look(stage, bob)
    stage.pass_time(6)
    says(bob, "check", "pump-shotgun", "5")
    bob.sees("Said: 5. pat has your word.")
    pat.sees("pat counted 5; bob, without seeing it: 5")
    assert "fast" not in bob.main.inner_text() + pat.main.inner_text()


def test_the_serial_is_read_on_the_weapon(stage: Stage) -> None:
    """Where the node asks for its last characters, other ones are turned away with what that means."""
    bob = at_the_witness(stage)
    pat = asked_to_look(stage, bob, serial=True)
    field = bob.main.get_by_label("Last three characters of the serial, read on pump-shotgun")
    field.fill("999")
    digits(bob, "5")
    bob.press("Say my count")
    bob.sees("If they stay so, it is another weapon: stop.")
    field.fill("244")
    bob.press("Say my count")
    pat.sees("pat counted 5; bob, without seeing it: 5, 244")


def test_several_looks_wait_in_a_row(stage: Stage) -> None:
    """The oldest comes first, and how many wait after it; what one cannot do is passed over."""
    bob = at_the_witness(stage)
    asked_to_look(stage, bob)
    ann = stage.hand("ann")
    assert ann.look("unlock", "ann", thing="bolt-rifle", weapon="bolt-rifle").answer.status_code == 200
    bob.sees("1 more wait after this one.")
    bob.press("Not me: next one")
    look(bob, "unlock")
    expect(bob.main.locator("[data-claimed]")).to_contain_text("weapon: bolt-rifle")
    expect(bob.main.locator("h1")).to_have_text("ann asks for a second person")
    says(bob, "unlock", "bolt-rifle")
    bob.sees("Nobody waits for you.")


def test_a_look_that_was_ended_goes_away(stage: Stage) -> None:
    """Where the first person begins anew, nothing is left to say on the phone of the second."""
    bob = at_the_witness(stage)
    pat = asked_to_look(stage, bob)
    pat.press("Cancel")
    bob.sees("Nobody waits for you.")
    expect(act(pat, "check").get_by_role("button", name="I looked")).to_be_visible()


def test_from_every_screen_a_look_is_one_tap_away(stage: Stage) -> None:
    """On the board of the second person it says who waits; a performer, who would be no second, is not called."""
    eve, dan = stage.phone("eve"), stage.phone("dan")
    in_the_safe(stage)
    pat = at_the_bench(stage)
    pat.scan("FA-0005")
    act(pat, "unlock")
    pat.press("Take out")
    eve.page.get_by_role("link", name="pat waits for a second person: pump-shotgun").click()
    says(eve, "unlock", "pump-shotgun")
    act(pat, "check")
    assert dan.page.locator(".look-waits").count() == 0


def test_a_seal_or_a_count_may_be_said_with_the_watch(stage: Stage) -> None:
    """At the hand-over who watched it says how many are in it, where they know; another number is refused in place."""
    in_the_safe(stage)
    pat, bob = at_the_bench(stage), at_the_witness(stage)
    pat.scan("FA-0005")
    looked_and_shown(pat, bob)
    pat.press("I said it aloud")
    act(pat, "hand-over")
    pat.press("Read back: handed over")
    look(bob, "hand-over")
    digits(bob, "1")
    bob.press("I watched it all the time")
    pat.sees("The watcher says 1, and the record says 0.")
    pat.sees("A custodian opens it and looks, with a second person.")
    assert stage.state.beliefs["pump-shotgun"].holder == "pat"


def test_a_wrong_pin_on_the_phone_of_the_first_is_said_there(stage: Stage) -> None:
    """The second person's word on another's phone needs their own PIN; a wrong one is turned away, and tried again."""
    in_the_safe(stage)
    cart = at_the_bench(stage, own=False)
    cart.scan("FA-0005")
    stands_by(cart, "bob")
    cart.press("Take out")
    cart.sees("Give this phone to bob.")
    digits(cart, "0000")
    cart.press("I am here and watching")
    cart.sees("This badge and this PIN do not belong together.")
    digits(cart, "CCC")
    cart.sees("Give this phone to bob.")
    says_here(cart, "bob", "", "I am here and watching")
    act(cart, "check")


@pytest.mark.parametrize("way", [("day", "en"), ("night", "es")], ids="-".join)
def test_the_second_person_s_screen_is_for_everybody(stage: Stage, way: tuple[str, str]) -> None:
    """With a look that asks for a count and the serial, nothing serious is found."""
    bob = stage.phone("bob")
    bob.load("/witness", theme=way[0], language=way[1])
    asked_to_look(stage, bob, serial=True)
    assert axe(bob.page) + fits(bob.page) == []


def test_what_cannot_fire_is_looked_at_by_its_identity(stage: Stage) -> None:
    """Nobody is asked for chambers of a rubber rifle: tag, press or flex, and that one lies there."""
    bob = at_the_witness(stage)
    stage.process.desk.looks._chance = lambda: False
    pat = at_the_bench(stage)
    pat.scan("FA-0008")
    act(pat, "unlock")
    pat.press("Take out")
    says(bob, "unlock", "rubber-rifle")
    form = act(pat, "check")
    expect(form).to_contain_text("It holds no cartridge.")
    pat.press("I looked")
    look(bob, "check")
    bob.sees("read its tag, then press, flex or see the solid muzzle yourself.")
    digits(bob, "1")
    bob.press("Say my count")
    expect(pat.main.locator(".weapon.head")).to_contain_text("Inert.")
