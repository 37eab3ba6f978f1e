"""Two phones accept the same offer: one of them has it, the other is told, and it is on record once."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.benches import digits
from tests.browser.floors import HOT, offered_hot, on
from tests.browser.phones import Phone
from tests.browser.stage import Stage


def accepts(phone: Phone) -> None:
    """Say yes; the one who watched is asked then."""
    phone.goto("/hands")
    phone.main.locator(f"[data-hand={HOT}] [data-act=accept] .button.main").click()
    expect(phone.main.locator(".second")).to_be_visible()


def watched(bob: Phone) -> None:
    """Have the one who watched it say so."""
    digits(bob, "2")
    bob.main.locator("[data-look=accept] .button.main").click()
    bob.sees("kim has your word")


def test_one_wins_and_the_other_is_told(stage: Stage) -> None:
    """Both were said yes on; what arrives second is refused and that is said, and both show in whose hands it is."""
    offered_hot(stage)
    own, cart, bob = stage.phone("kim"), stage.phone("kim", own=False), on(stage, "bob", "/witness")
    size = stage.record
    accepts(cart)
    cart.hold_back("/asks")
    watched(bob)
    accepts(own)
    watched(bob)
    own.sees("With you since")
    cart.let_go()
    expect(cart.page.get_by_role("alert")).to_contain_text("Refused")
    cart.sees("With you since")
    said = [(body["kind"], body["outcome"]) for body in stage.bodies(size)]
    assert said == [("accepted", "permit"), ("accepted", "refuse")]
    assert stage.state.beliefs[HOT].holder == "kim"


def test_the_other_phone_shows_it_by_itself(stage: Stage) -> None:
    """A phone on which it was not said yet shows at once that it was accepted on another; nothing is left to accept."""
    offered_hot(stage)
    own, cart, bob = stage.phone("kim"), stage.phone("kim", own=False), on(stage, "bob", "/witness")
    accepts(cart)
    accepts(own)
    watched(bob)
    for phone in (own, cart):
        phone.sees("With you since")
        expect(phone.main.locator("[data-act=accept]")).to_have_count(0)
