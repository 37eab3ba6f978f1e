"""What hands do at the bench and beside it, on the phones of a stage."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.browser.phones import Phone
from tests.browser.stage import Stage

SERIAL = {"pump-shotgun": "244", "police-revolver": "933", "rubber-rifle": "018"}
"""The last three characters of a serial, as they stand on the weapon."""


def digits(phone: Phone, text: str) -> None:
    """Type on the large pad; ``>`` goes on to the next box."""
    pad = phone.main.locator(".digits").last
    for each in text:
        name = "→" if each == ">" else each
        pad.get_by_text(name, exact=True).click()


def act(phone: Phone, kind: str) -> Locator:
    """Return the form of an act, as soon as it is what is next."""
    form = phone.main.locator(f"[data-act={kind}]").first
    expect(form).to_be_visible()
    return form


def look(phone: Phone, kind: str) -> Locator:
    """Return what waits on a phone for its second person, of an act of a kind."""
    waiting = phone.main.locator(f"[data-look={kind}]")
    expect(waiting).to_be_visible()
    return waiting


def says(phone: Phone, kind: str, weapon: str, seen: str = "") -> None:
    """Have a second person say their word on their own phone: with the serial where it is asked, and one tap."""
    waiting = look(phone, kind)
    serial = phone.main.get_by_label("Last three characters of the serial")
    if serial.count():
        serial.fill(SERIAL[weapon])
    if seen:
        digits(phone, seen)
    waiting.locator(".button.main").click()


def in_the_safe(stage: Stage, weapon: str = "pump-shotgun") -> None:
    """Lock away what lies on the bench of the demonstration, so that it is taken out of the safe again."""
    stage.ask("lock", "pat", weapon=weapon, in_="gun-safe", witness="bob")


def at_the_bench(stage: Stage, custodian: str = "pat", *, own: bool = True) -> Phone:
    """Return the phone of a custodian with the bench open."""
    phone = stage.phone(custodian, own=own)
    phone.goto("/bench")
    phone.sees("Or choose")
    phone.forget_taps()
    return phone


def at_the_witness(stage: Stage, person: str = "bob", **options: bool) -> Phone:
    """Return the phone of a second person, with their screen open."""
    phone = stage.phone(person, **options)
    phone.goto("/witness")
    phone.sees("Nobody waits for you.")
    phone.forget_taps()
    return phone


def looked_and_shown(pat: Phone, bob: Phone, weapon: str = "pump-shotgun", places: str = "5") -> None:
    """Take a weapon out of the safe, look into it, the two of them, and show it."""
    act(pat, "unlock")
    pat.press("Take out")
    says(bob, "unlock", weapon)
    act(pat, "check")
    digits(pat, f"{places}0")
    pat.press("Looked: clear")
    pat.press("I looked")
    says(bob, "check", weapon, places)
    act(pat, "show")
    pat.press("I showed it")


def stands_by(cart: Phone, person: str) -> None:
    """Choose once who is the second person on a shared phone: their name, then their badge."""
    act(cart, "unlock")
    cart.press("Choose the second")
    cart.press(person)
    cart.sees("Scanned once.")
    cart.main.get_by_label(f"Badge of {person}").fill(cart.stage.scene.badges[person])
    cart.main.get_by_label(f"Badge of {person}").press("Enter")
    cart.sees(f"{person} stands by as the second on this phone.")


def says_here(cart: Phone, person: str, seen: str, button: str) -> None:
    """Have the second person say their word on the phone of the first: their count, then their PIN, and one tap."""
    cart.sees(f"Give this phone to {person}.")
    assert [box.input_value() for box in cart.main.locator(".second input").all()] == [""] * len(
        cart.main.locator(".second input").all()
    )
    serial = cart.main.get_by_label("Last three characters of the serial")
    if serial.count():
        serial.fill(SERIAL["pump-shotgun"])
    digits(cart, seen + cart.stage.scene.pins[person])
    cart.press(button)
