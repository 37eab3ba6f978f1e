"""The bench: from the safe to the performer and back, in few taps, with every refusal in its place."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.benches import (
    act,
    at_the_bench,
    at_the_witness,
    digits,
    in_the_safe,
    looked_and_shown,
    says,
    says_here,
    stands_by,
)
from tests.browser.looking import axe, fits, settled
from tests.browser.stage import Stage

MOST_TAPS = 9


def test_a_cold_hand_over_takes_nine_taps_and_one_scan(stage: Stage) -> None:
    """From the safe to the performer, counted over both phones, with the second person on their own."""
    in_the_safe(stage)
    pat, bob = at_the_bench(stage), at_the_witness(stage)
    pat.scan("FA-0005")
    looked_and_shown(pat, bob)
    act(pat, "declare")
    expect(pat.main.locator(".aloud")).to_have_text("Empty. Cold.")
    pat.press("I said it aloud")
    act(pat, "hand-over")
    pat.press("Read back: handed over")
    says(bob, "hand-over", "pump-shotgun")
    act(pat, "take")
    assert stage.state.beliefs["pump-shotgun"].holder == "kim"
    assert pat.taps + bob.taps <= MOST_TAPS


def test_a_cold_hand_over_on_one_phone_takes_nine_taps_and_two_scans(stage: Stage) -> None:
    """So it is with a second person who has no phone, once their badge was scanned on that of the cart."""
    in_the_safe(stage)
    cart = at_the_bench(stage, own=False)
    cart.scan("FA-0005")
    stands_by(cart, "bob")
    cart.forget_taps()
    cart.press("Take out")
    says_here(cart, "bob", "", "I am here and watching")
    act(cart, "check")
    digits(cart, "50")
    cart.press("Looked: clear")
    cart.press("I looked")
    says_here(cart, "bob", "5>", "Say my count")
    act(cart, "show")
    cart.press("I showed it")
    act(cart, "declare")
    cart.press("I said it aloud")
    act(cart, "hand-over")
    cart.press("Read back: handed over")
    says_here(cart, "bob", ">>", "I watched it all the time")
    act(cart, "take")
    assert stage.state.beliefs["pump-shotgun"].holder == "kim"
    assert cart.taps <= MOST_TAPS


def test_who_accepts_on_their_own_phone_makes_it_nine_taps_over_three(stage: Stage) -> None:
    """The word and the offer are one tap, the yes of the performer one, the watch of the second person one."""
    in_the_safe(stage)
    pat, bob, kim = at_the_bench(stage), at_the_witness(stage), stage.phone("kim")
    kim.goto("/hands")
    kim.forget_taps()
    pat.scan("FA-0005")
    looked_and_shown(pat, bob)
    act(pat, "declare")
    pat.press("I said it aloud: offer it to kim")
    act(kim, "accept").locator(".button.main").click()
    says(bob, "accept", "pump-shotgun")
    act(pat, "take")
    assert stage.state.beliefs["pump-shotgun"].holder == "kim"
    assert pat.taps + bob.taps + kim.taps <= MOST_TAPS


def test_who_declines_gives_no_reason(stage: Stage) -> None:
    """A no by word or an open hand is told in one tap; it stays with the custodian, and nobody asks why."""
    in_the_safe(stage)
    pat, bob = at_the_bench(stage), at_the_witness(stage)
    pat.scan("FA-0005")
    looked_and_shown(pat, bob)
    act(pat, "declare")
    pat.press("I said it aloud: offer it to kim")
    pat.sees("kim does this: Accept.")
    pat.main.get_by_text("For others").click()
    pat.main.get_by_text("Decline", exact=True).click()
    box = pat.main.locator(".acts details[open]")
    expect(box.get_by_role("button", name="Here, with the badge of kim")).to_be_visible()
    assert box.locator("textarea").count() == 0
    pat.press("They said no, or put out a hand")
    pat.sees("Decline: recorded.")
    expect(pat.main.locator(".weapon.head")).to_contain_text("with pat")
    assert stage.state.beliefs["pump-shotgun"].offer is None


def test_it_comes_back_to_the_safe(stage: Stage) -> None:
    """After the take: taken back, looked into by two, locked away."""
    in_the_safe(stage)
    pat, bob = at_the_bench(stage), at_the_witness(stage)
    pat.scan("FA-0005")
    looked_and_shown(pat, bob)
    pat.press("I said it aloud")
    act(pat, "hand-over")
    pat.press("Read back: handed over")
    says(bob, "hand-over", "pump-shotgun")
    act(pat, "take")
    stage.ask("take", "eve", weapon="pump-shotgun", user="kim", scene="saloon")
    stage.report("cut", "eve")
    act(pat, "collect")
    pat.sees("From kim, into your hands.")
    pat.press("I have it back")
    act(pat, "check")
    digits(pat, "50")
    pat.press("Looked: clear")
    pat.press("I looked")
    says(bob, "check", "pump-shotgun", "5")
    act(pat, "lock")
    pat.sees("Into gun-safe")
    pat.press("Lock away")
    says(bob, "lock", "pump-shotgun")
    expect(pat.main.locator(".weapon.head")).to_contain_text("in gun-safe")
    assert stage.state.beliefs["pump-shotgun"].container == "gun-safe"


def test_blanks_go_in_by_lot_and_the_receiver_says_yes_by_badge(stage: Stage) -> None:
    """The box comes out, is counted in by two, is locked again; the performer accepts on this phone, and is watched."""
    pat, bob = at_the_bench(stage), at_the_witness(stage)
    pat.scan("FA-0002")
    looked_and_shown(pat, bob, "police-revolver", "6")
    expect(pat.main.locator("h2").first).to_have_text("Next: Take out quarter-blanks")
    pat.press("Take out")
    says(bob, "unlock", "police-revolver")
    act(pat, "load")
    pat.sees("From quarter-blanks")
    digits(pat, "2")
    pat.press("They are in")
    says(bob, "load", "police-revolver", "2")
    act(pat, "lock")
    pat.press("Lock away")
    says(bob, "lock", "police-revolver")
    act(pat, "declare")
    expect(pat.main.locator(".aloud")).to_have_text("Blanks, two, quarter. Hot.")
    pat.press("I said it aloud: offer it to kim")
    pat.press("Here, with the badge of kim")
    expect(pat.main.get_by_label("Badge of kim")).to_be_visible()
    pat.main.get_by_label("Badge of kim").fill(stage.scene.badges["kim"])
    pat.press("Use")
    digits(pat, stage.scene.pins["kim"])
    pat.press("kim: Accept")
    pat.sees("Accept: waits for its second person.")
    bob.press("I watched it: confirm")
    digits(bob, "2")
    bob.press("I watched it: confirm")
    act(pat, "take")
    assert stage.state.beliefs["police-revolver"].holder == "kim"


def test_counts_that_do_not_agree_are_said_so(stage: Stage) -> None:
    """A look that two count differently proves nothing; rounds that two count differently are not recorded as in."""
    pat, bob = at_the_bench(stage), at_the_witness(stage)
    pat.scan("FA-0002")
    act(pat, "unlock")
    pat.press("Take out")
    says(bob, "unlock", "police-revolver")
    act(pat, "check")
    digits(pat, "60")
    pat.press("Looked: clear")
    pat.press("I looked")
    says(bob, "check", "police-revolver", "5")
    pat.sees("Open it and look: the two counts do not agree.")
    pat.sees("pat counted 6; bob, without seeing it: 5")
    pat.sees("Look again, both of you, one after the other.")
    expect(pat.main.locator(".weapon.head")).to_contain_text("Contents not known.")
    act(pat, "check")


def test_rounds_that_two_count_differently_are_not_in(stage: Stage) -> None:
    """Nothing is recorded of such a load; both numbers are shown, and what to do now."""
    pat, bob = at_the_bench(stage), at_the_witness(stage)
    pat.scan("FA-0002")
    looked_and_shown(pat, bob, "police-revolver", "6")
    pat.press("Take out")
    says(bob, "unlock", "police-revolver")
    act(pat, "load")
    digits(pat, "2")
    pat.press("They are in")
    before = stage.record
    says(bob, "load", "police-revolver", "3")
    pat.sees("Not recorded. pat counted 2; bob, without seeing it: 3.")
    pat.sees("Muzzle safe. Open it, take everything out")
    assert stage.record == before


def test_a_refusal_says_what_to_do_next(stage: Stage) -> None:
    """What is refused as it stands is folded, with each reason and what supplies it; asked for, it is refused."""
    pat = at_the_bench(stage)
    pat.scan("FA-0005")
    act(pat, "show")
    pat.main.get_by_text("Refused or held as it stands").click()
    pat.main.get_by_text("Hand it over").click()
    form = act(pat, "hand-over")
    expect(form).to_contain_text("It would be refused now:")
    expect(form.locator("[data-code='show.first-ad']")).to_contain_text("shows it to the 1st AD")
    form.get_by_role("button", name="Read back: handed over").click()
    form.get_by_role("button", name="Send with nobody: it will wait").click()
    expect(form.locator(".notice.bad")).to_contain_text("It is on record as asked, and not as done.")
    assert stage.state.beliefs["pump-shotgun"].holder == "pat"


def test_a_weapon_that_nobody_knows_is_hot(stage: Stage) -> None:
    """A tag that is not on record opens nothing, and the screen says so."""
    pat = at_the_bench(stage)
    pat.scan("FA-9999")
    pat.sees("an unknown weapon is hot")


def test_after_a_misfire_it_stays_shut_but_is_taken_back(stage: Stage) -> None:
    """The wait stands in place of opening it, and counts down; taking it from the performer does not wait."""
    pat = at_the_bench(stage)
    stage.report("misfire", "dan", weapon="colt")
    pat.scan("FA-0001")
    expect(pat.main.get_by_role("timer")).to_contain_text("seconds")
    act(pat, "collect")
    pat.press("I have it back")
    expect(pat.main.locator("[data-act=collect]")).to_have_count(0)
    expect(pat.main.get_by_role("timer")).to_be_visible()
    expect(pat.main.locator("[data-act=clear]")).to_have_count(0)
    stage.pass_time(60)
    pat.load("/bench?w=colt")
    act(pat, "clear")


def test_whatever_happens_can_be_said_here(stage: Stage) -> None:
    """A fall is told from the bench in words of its own; a live round in it too, and each holds what it has to."""
    pat = at_the_bench(stage)
    pat.scan("FA-0005")
    pat.main.get_by_text("Something else is done, or happened").click()
    pat.main.get_by_text("It fell").click()
    form = act(pat, "drop")
    form.get_by_label("What happened, in a few words").fill("Slid off the bench.")
    form.get_by_role("button", name="It fell").click()
    pat.sees("It fell: recorded.")
    expect(pat.main.locator(".weapon.head")).to_contain_text("Locked out: drop.")


def test_with_nobody_else_there_it_proves_nothing(stage: Stage) -> None:
    """In the safe direction nobody has to wait for a second person, and the weapon stays unknown."""
    in_the_safe(stage)
    pat = at_the_bench(stage)
    pat.scan("FA-0005")
    act(pat, "unlock")
    pat.press("Take out")
    pat.press("Send with nobody: it will wait")
    pat.sees("Take out: waits for its second person.")
    bob = stage.phone("bob")
    bob.goto("/witness")
    bob.press("I was there: confirm")
    act(pat, "check")
    digits(pat, "50")
    pat.press("Looked: clear")
    pat.press("I looked")
    pat.press("Nobody is here: it proves nothing")
    pat.sees("Open it and look: nothing recorded stood against it.")
    expect(pat.main.locator(".weapon.head")).to_contain_text("Contents not known.")


@pytest.mark.parametrize("way", [("day", "en"), ("night", "es")], ids="-".join)
def test_the_bench_is_for_everybody(stage: Stage, way: tuple[str, str]) -> None:
    """With a weapon open, everything unfolded and a second person waited for, nothing serious is found."""
    pat = stage.phone("pat")
    pat.load("/bench?w=pump-shotgun", theme=way[0], language=way[1])
    act(pat, "show")
    settled(pat.page)
    for each in pat.main.locator("summary").all():
        each.click()
    found = axe(pat.page) + fits(pat.page)
    pat.goto("/bench?w=bolt-rifle")
    take_out = act(pat, "unlock").locator(".button.main")
    expect(take_out).to_have_text("Take out" if way[1] == "en" else "Sacar")
    take_out.click()
    expect(pat.main.locator(".second")).to_be_visible()
    assert found + axe(pat.page) + fits(pat.page) == []
