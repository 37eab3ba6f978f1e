"""Photos on the phone: one that goes with a check is shown with the weapon; a file that is none gets a sentence."""

from __future__ import annotations

import random
import struct

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.benches import act, at_the_bench, at_the_witness, digits, in_the_safe, says
from tests.browser.floors import on
from tests.browser.phones import Phone
from tests.browser.stage import Stage

WEAPON = "pump-shotgun"


def picture(width: int = 640, height: int = 480) -> bytes:
    """Return a bitmap of noise, its width a multiple of four: a large photo even when it is made small."""
    noise = random.Random(1).randbytes(width * height * 3)  # noqa: S311 - a picture, and no secret
    head = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, len(noise), 0, 0, 0, 0)
    return b"BM" + struct.pack("<IHHI", 54 + len(noise), 0, 0, 54) + head + noise


def checking(stage: Stage) -> tuple[Phone, Locator]:
    """Return the phone of a custodian who is about to look into a weapon, and the form of that."""
    in_the_safe(stage)
    stage.ask("unlock", "pat", weapon=WEAPON, in_="gun-safe", witness="bob")
    pat = at_the_bench(stage)
    pat.scan("FA-0005")
    return pat, act(pat, "check")


def given(form: Locator, content: bytes, name: str = "photo.jpg", kind: str = "image/jpeg") -> None:
    """Take a photo in a form."""
    form.locator("input[type=file]").set_input_files({"name": name, "mimeType": kind, "buffer": content})


def test_a_photo_at_a_check_is_shown_with_the_weapon(stage: Stage) -> None:
    """It is taken while they look, made small on the phone, sent with the check, and there for who asks."""
    bob = at_the_witness(stage)
    pat, form = checking(stage)
    given(form, picture(), "chamber.bmp", "image/bmp")
    expect(form.get_by_alt_text("Photo 1, to be sent")).to_be_visible()
    digits(pat, "50")
    pat.press("Looked: clear")
    pat.press("I looked")
    says(bob, "check", WEAPON, "5")
    act(pat, "show")
    record = stage.record
    assert len(stage.bodies(record - 1)[0]["act"]["photos"]) == 1
    ann = on(stage, "ann", f"/weapons/{WEAPON}")
    shown = ann.main.get_by_alt_text(f"Photo of {WEAPON}, with record {record}, check")
    shown.scroll_into_view_if_needed()
    expect(shown).to_have_js_property("naturalWidth", 640)


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7 no picture", picture()[:40]], ids=["empty", "paper", "cut"]
)
def test_a_file_that_is_no_photo_gets_a_sentence(stage: Stage, content: bytes) -> None:
    """It is said in place, nothing of it is sent, and a photo can be taken all the same."""
    pat, form = checking(stage)
    given(form, content)
    pat.sees("This is no picture that this phone can read. Take another one.")
    expect(form.get_by_alt_text("Photo 1, to be sent")).to_have_count(0)
    given(form, picture(80, 60), "chamber.bmp", "image/bmp")
    expect(form.get_by_alt_text("Photo 1, to be sent")).to_be_visible()
    expect(pat.main.locator(".photos .fault")).to_have_count(0)


def test_a_photo_can_be_taken_back_before_it_is_sent(stage: Stage) -> None:
    """Whoever sees a face in it removes it; three are the most."""
    _, form = checking(stage)
    for size in (40, 44, 48):
        given(form, picture(size, size), "chamber.bmp", "image/bmp")
        expect(form.locator(".photos img")).to_have_count((size - 36) // 4)
    expect(form.locator("input[type=file]")).to_have_count(0)
    form.get_by_role("button", name="Remove photo 2").click()
    expect(form.locator(".photos img")).to_have_count(2)
    expect(form.locator("input[type=file]")).to_have_count(1)
