"""The screen of one weapon: contents first, custody as a picture and as a list, the proof as a tree, photos."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.looking import axe, fits, light, settled, shot
from tests.browser.phones import Phone
from tests.browser.stage import Stage


def opened(stage: Stage, person: str, weapon: str, **options: object) -> Phone:
    """Return somebody's phone on the screen of a weapon."""
    phone = stage.phone(person, **options)  # type: ignore[arg-type] # options of a phone
    phone.goto(f"/weapons/{weapon}")
    settled(phone.page)
    return phone


def test_the_board_leads_to_the_weapon(stage: Stage) -> None:
    """Its name on the board opens it; contents come first, then the word, then who has it."""
    dan = stage.phone("dan")
    dan.main.get_by_role("link", name="colt").click()
    expect(dan.page).to_have_url(re.compile("/weapons/colt$"))
    expect(dan.page.get_by_role("heading", level=1)).to_have_text("colt")
    words = dan.main.locator(".weapon .words span")
    expect(words.first).to_contain_text("Dummies, five")
    dan.sees("With dan")


def test_the_proof_is_a_tree_of_the_records_it_rests_on(stage: Stage) -> None:
    """Each record with its two people, and how it was known who they were: a name alone is shown as weaker."""
    ann = opened(stage, "ann", "colt")
    tree = ann.main.locator(".tree").first
    expect(tree).to_contain_text("Two people said so")
    expect(tree).to_contain_text("ann with bob")
    expect(tree.locator(".weak").first).to_have_text("weaker")


def test_what_broke_a_proof_is_shown_first(stage: Stage) -> None:
    """After a fall nothing stands: the tree begins with the fall, in words, and says the record."""
    fell = stage.report("drop", "ann", weapon="colt", cause="Fell on the stairs.")
    ann = opened(stage, "ann", "colt")
    broke = ann.main.locator(".broke").first
    expect(broke).to_contain_text("What broke it")
    expect(broke).to_contain_text(f"record {fell.number}")
    expect(ann.main.locator(".held").first).to_be_visible()


def test_custody_is_a_picture_that_can_be_made_larger_and_a_list(stage: Stage) -> None:
    """The picture fills the phone and then more of it, moved by finger or keys; the list says all of it in words."""
    ann = opened(stage, "ann", "colt")
    picture = ann.main.locator(".pan img")
    expect(picture).to_have_attribute("alt", re.compile("colt: who had it when"))
    before, narrow = picture.bounding_box(), picture.get_attribute("width") or ""
    assert before is not None
    ann.press("Make the picture larger")
    expect(picture).not_to_have_attribute("width", narrow)
    expect(picture).to_have_js_property("complete", value=True)
    after = picture.bounding_box()
    assert after is not None
    assert before["width"] <= 360 < after["width"]
    assert ann.page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    spans = ann.main.locator(".chain > li")
    expect(spans.first).to_contain_text("with dan")
    expect(spans.first).to_contain_text("now")
    assert spans.count() >= 3


def test_a_picture_of_a_long_day_comes_with_a_short_list(stage: Stage) -> None:
    """The newest are listed; all of them after one press."""
    for _ in range(8):
        stage.report("leave", "dan", weapon="colt", place="chair")
        stage.report("pick-up", "dan", weapon="colt", place="chair")
    ann = opened(stage, "ann", "colt")
    expect(ann.main.locator(".chain > li")).to_have_count(12)
    ann.main.get_by_role("button", name=re.compile("Show all")).click()
    expect(ann.main.locator(".chain > li").nth(16)).to_be_attached()


def test_the_end_of_a_serial_is_nowhere_on_the_screen(stage: Stage) -> None:
    """Whoever looks as the second is asked for it: it is read on the weapon."""
    ann = opened(stage, "ann", "colt")
    ann.sees("SA-41•••")
    assert "807" not in ann.page.content()


def test_the_screen_follows_the_record(stage: Stage) -> None:
    """What changes while it is open is there without a press, and nothing jumps above it."""
    ann = opened(stage, "ann", "colt")
    stage.report("collect", "ann", weapon="colt", from_="dan")
    ann.sees("With ann")


def test_a_weapon_that_nobody_knows(stage: Stage) -> None:
    """A name that is not on record says so, and what to do."""
    ann = opened(stage, "ann", "unheard-of")
    ann.sees("No weapon of that name is on record.")


def test_a_custodian_goes_on_at_the_bench_and_a_performer_does_not(stage: Stage) -> None:
    """The way to the bench is there for whoever works at it."""
    ann = opened(stage, "ann", "colt")
    expect(ann.main.get_by_role("link", name="To the bench")).to_have_attribute("href", "/bench?w=colt")
    kim = opened(stage, "kim", "colt")
    expect(kim.main.get_by_role("link", name="To the bench")).to_have_count(0)


def test_it_is_black_on_white_on_paper(stage: Stage) -> None:
    """In print nothing of the app stands around it, and the list is there."""
    ann = opened(stage, "ann", "colt")
    ann.page.emulate_media(media="print")
    expect(ann.page.locator(".bottom")).to_be_hidden()
    expect(ann.main.locator(".chain > li").first).to_be_visible()
    expect(ann.main.get_by_role("button", name="Print")).to_be_hidden()


@pytest.mark.parametrize("width", [360, 412])
@pytest.mark.parametrize("locale", ["en-GB", "es-MX"])
def test_it_reads_well_on_a_phone_by_day_and_by_night(stage: Stage, width: int, locale: str) -> None:
    """Nothing is cut off, every button is large enough, axe finds nothing serious; the night is dark."""
    stage.report("drop", "ann", weapon="colt", cause="Fell on the stairs.")
    for scheme in ("light", "dark"):
        ann = opened(stage, "ann", "colt", width=width, locale=locale, color_scheme=scheme)
        expect(ann.main.locator(".pan img")).to_have_js_property("complete", value=True)
        assert fits(ann.page) == []
        assert axe(ann.page) == []
        shot(ann.page, f"weapon-{width}-{locale[:2]}-{scheme}", whole=True)
        if scheme == "dark":
            assert light(ann.page)[0] < 0.06
        ann.close()
