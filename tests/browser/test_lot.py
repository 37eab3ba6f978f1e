"""The screen of a lot: where every round is, its sum, its label; what comes in, and what is done with a box."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.benches import act, at_the_witness, digits, says
from tests.browser.floors import HOT, offered_hot, on
from tests.browser.looking import axe, fits, light, settled, shot
from tests.browser.phones import Phone
from tests.browser.stage import Stage
from tests.entrypoints.api.pictures import png


def of(phone: Phone, part: str) -> str:
    """Return the number in a row of the sum."""
    return phone.main.locator(".rounds tr", has_text=part).locator("td").inner_text()


def answered(phone: Phone, number: int) -> None:
    """Wait until the screen says under which number an act is on record: by then its list of acts stands still."""
    expect(phone.main.get_by_text(f"Record {number}", exact=True)).to_be_visible()


def test_every_round_has_its_place_and_the_sum_is_shown(stage: Stage) -> None:
    """Fired, in the box, in weapons: together they are those that came in, in a table and in one line."""
    total = stage.state.lots["half-blanks"].total
    ann = on(stage, "ann", "/lots/half-blanks")
    ann.sees("Where every round is")
    assert (of(ann, "Fired"), of(ann, "In the box"), of(ann, "Received")) == ("3", f"{total - 3}", f"{total}")
    ann.sees(f"{total} = {total - 3} in the box + 3 fired")
    ann.sees("In round-box")


def test_rounds_in_a_weapon_lead_to_it(stage: Stage) -> None:
    """The five dummies in the revolver are counted with it, and its name opens its screen."""
    ann = on(stage, "ann", "/lots/dummies")
    assert of(ann, "In weapons") == "5"
    ann.main.get_by_role("link", name="colt").click()
    expect(ann.page).to_have_url(re.compile("/weapons/colt$"))


def test_what_is_not_accounted_for_is_said_first(stage: Stage) -> None:
    """Two went in and one came out: one is missing, in words and with what to do."""
    offered_hot(stage)
    one = ({"lot": "quarter-blanks", "count": 1},)
    stage.report("unload", "pat", weapon=HOT, found=one, witness="bob")
    ann = on(stage, "ann", "/lots/quarter-blanks")
    ann.sees("1 not accounted for")
    ann.sees("Stop, search where it was used")
    assert of(ann, "Missing") == "1"


def test_a_box_is_taken_out_proven_and_locked_away_from_its_screen(stage: Stage) -> None:
    """Each act is there as it stands, with a second person who says so on their own phone."""
    ann, bob = on(stage, "ann", "/lots/dummies"), at_the_witness(stage)
    box = stage.state.lots["dummies"].box
    ann.main.get_by_text("Take out", exact=True).first.click()
    act(ann, "unlock")
    number = stage.record + 1
    ann.press("Take out")
    says(bob, "unlock", "dummies")
    answered(ann, number)
    ann.main.get_by_text("Prove rounds", exact=True).first.click()
    form = act(ann, "prove")
    for method in ("Primer seen", "Rattles"):
        ann.press(method)
    digits(ann, str(box))
    form.locator(".button.main").click()
    says(bob, "prove", "dummies")
    answered(ann, number + 1)
    ann.sees(f"Proven one by one by two people: {box} of the {box} in the box.")
    ann.main.get_by_text("Lock away", exact=True).first.click()
    act(ann, "lock").locator(".button.main").click()
    says(bob, "lock", "dummies")
    ann.sees("In round-box")
    assert stage.state.lots["dummies"].proven == box


def test_a_lot_is_received_with_its_label_its_seal_and_two_names(stage: Stage, tmp_path: Path) -> None:
    """What the label says, a photo of it, the count; the second person says so themselves. Then it is in the list."""
    label = tmp_path / "label.png"
    label.write_bytes(png(64, 48))
    ann, pat = on(stage, "ann", "/lots"), at_the_witness(stage, "pat")
    ann.main.get_by_text("Receive a lot").click()
    form = act(ann, "receive")
    ann.main.get_by_label("Name of the lot").fill("fresh-blanks")
    ann.main.get_by_label("Calibre").fill(".45 Colt")
    ann.press("Open, to the front")
    ann.main.get_by_label("Number of the seal").fill("0417")
    expect(form.locator(".button.main")).to_have_attribute("aria-disabled", "true")
    digits(ann, "50")
    form.locator("input[type=file]").set_input_files(label)
    expect(form.get_by_alt_text("Photo 1, to be sent")).to_be_visible()
    form.locator(".button.main").click()
    says(pat, "receive", "fresh-blanks")
    ann.sees("It is on record")
    lot = stage.state.lots["fresh-blanks"]
    assert (lot.total, lot.seal, lot.size, lot.barrel) == (50, "0417", "full", "open")
    ann.main.get_by_role("link", name="fresh-blanks").click()
    expect(ann.main.locator(".gallery img")).to_have_js_property("complete", value=True)
    assert ann.main.locator(".gallery img").evaluate("(image) => image.naturalWidth") == 64
    ann.sees("Seal: 0417.")


def test_a_weapon_is_enrolled_by_its_tag_and_serial(stage: Stage) -> None:
    """Nothing is sent before its name, its serial and its places are said; then the board has it."""
    ann = on(stage, "ann", "/lots")
    ann.main.get_by_text("Enrol a weapon").click()
    form = act(ann, "register")
    ann.main.get_by_label("Name", exact=True).fill("dragoon")
    ann.main.get_by_label("Tag").fill("FA-0042")
    expect(form.locator(".button.main")).to_have_attribute("aria-disabled", "true")
    ann.main.get_by_label("Serial, as it is stamped").fill("DR-55120")
    ann.main.get_by_label("Calibre").fill(".44")
    digits(ann, "6")
    form.locator(".button.main").click()
    ann.sees("It is on record")
    weapon = stage.state.weapons["dragoon"]
    assert (weapon.serial, weapon.tag, weapon.capacity) == ("DR-55120", "FA-0042", 6)


def test_a_lot_is_quarantined_by_one_person(stage: Stage) -> None:
    """Nothing refuses the safe direction, and one person is enough for it."""
    ann = on(stage, "ann", "/lots/dummies")
    ann.main.get_by_text("Quarantine", exact=True).first.click()
    form = act(ann, "quarantine")
    form.get_by_role("button", name="round-box").click()
    form.locator(".button.main").click()
    ann.sees("Nothing is loaded from it")
    assert stage.state.lots["dummies"].quarantined


def test_a_code_that_no_box_has(stage: Stage) -> None:
    """An unknown box says what it is: one for quarantine."""
    ann = on(stage, "ann", "/lots")
    ann.scan("mystery-box")
    ann.sees("A box that nobody knows is quarantined.")
    ann.scan("dummies")
    expect(ann.page).to_have_url(re.compile("/lots/dummies$"))


def test_a_performer_has_no_way_here(stage: Stage) -> None:
    """Rounds are the business of those in charge."""
    on(stage, "dan", "/lots/dummies").sees("This screen is not for your role")


@pytest.mark.parametrize("locale", ["en-GB", "es-MX"])
@pytest.mark.parametrize("path", ["/lots", "/lots/half-blanks"])
def test_it_reads_well_on_a_phone_by_day_and_by_night(stage: Stage, path: str, locale: str) -> None:
    """Nothing is cut off, every button is large enough, axe finds nothing serious; the night is dark."""
    for scheme, width in (("light", 360), ("dark", 412)):
        ann = on(stage, "ann", path, width=width, locale=locale, color_scheme=scheme)
        settled(ann.page)
        if path == "/lots":
            for fold in ann.main.locator("summary").all():
                fold.click()
        assert fits(ann.page) == []
        assert axe(ann.page) == []
        shot(ann.page, f"lot-{path.count('/')}-{locale[:2]}-{scheme}", whole=True)
        if scheme == "dark":
            assert light(ann.page)[0] < 0.06
        ann.close()
