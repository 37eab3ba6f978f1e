"""Counts on phones: two people count a box apart, nobody sees a number before; a difference is closed by another."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.benches import act, at_the_witness, digits, look, says
from tests.browser.floors import on
from tests.browser.looking import axe, fits, light, settled, shot
from tests.browser.phones import Phone
from tests.browser.stage import Stage

LOT = "half-blanks"


def fold(phone: Phone, title: str) -> None:
    """Open what is folded away."""
    phone.main.locator("summary", has_text=title).first.click()


def counts(phone: Phone, seen: int) -> Locator:
    """Say how many the first person counted, and ask for the second."""
    form = act(phone, "recount")
    digits(phone, str(seen))
    form.locator(".button.main").click()
    return form


def test_two_phones_count_a_box_and_nobody_sees_a_number_before(stage: Stage) -> None:
    """Neither phone nor a third one has a number of the box until both have said theirs; then the difference is out."""
    left = stage.state.lots[LOT].box
    bob, eve = at_the_witness(stage), on(stage, "eve", f"/counts/{LOT}")
    fold(eve, "The account")
    expect(eve.main.locator(".rounds")).to_be_visible()
    sent: list[str] = []
    bob.page.on("response", lambda answer: sent.append(answer.text()) if "/looks" in answer.url else None)
    ann = on(stage, "ann", f"/counts/{LOT}")
    assert ann.main.locator(".rounds").count() == 0
    expect(act(ann, "recount").get_by_role("textbox")).to_have_value("")
    counts(ann, left - 1)
    eve.sees("It is being counted: its numbers come out when both have said theirs.")
    expect(eve.main.locator(".rounds")).to_have_count(0)
    expect(look(bob, "recount").get_by_role("textbox", name="Rounds you counted")).to_have_value("")
    # One number alone would be seen by whoever confirms it: nothing offers that.
    expect(ann.main.locator(".second")).not_to_contain_text("Send with nobody")
    # As a value: the same two digits may stand inside an id.
    number = re.compile(rf"(?<![0-9A-Za-z_.-]){left - 1}(?![0-9A-Za-z_.-])")
    assert not any(number.search(text.partition('"opened_at"')[0]) for text in sent)
    says(bob, "recount", LOT, str(left - 1))
    ann.sees(f"You both counted {left - 1}. The record has it.")
    expect(eve.main.locator(".rounds")).to_be_visible()
    eve.sees("1 not accounted for")
    lot = stage.state.lots[LOT]
    assert (lot.box, lot.unaccounted) == (left - 1, 1)
    (found,) = stage.state.discrepancies.values()
    assert (found.why, found.counted_by) == ("short", ("ann", "bob"))


def test_two_numbers_that_differ_hold_the_lot(stage: Stage) -> None:
    """Both numbers are shown once both are in, and nothing is drawn from the lot until they count alike."""
    left = stage.state.lots[LOT].box
    bob, ann = at_the_witness(stage), on(stage, "ann", f"/counts/{LOT}")
    counts(ann, left)
    says(bob, "recount", LOT, str(left - 2))
    ann.sees(f"{left} and {left - 2}: not the same.")
    assert stage.state.lots[LOT].holds
    assert stage.state.lots[LOT].box == left


def test_what_was_kept_is_counted_as_such(stage: Stage) -> None:
    """A sample is kept from the screen of its lot, with two people; counted apart, the second is told which rounds."""
    stage.ask("unlock", "pat", lot=LOT, in_="round-box", witness="bob")
    bob, pat = at_the_witness(stage), on(stage, "pat", f"/counts/{LOT}")
    fold(pat, "Keep a sample")
    form = act(pat, "keep-sample")
    form.get_by_role("button", name="sue").click()
    form.get_by_label("Where they are kept").fill("envelope 3")
    form.locator(".digits").get_by_text("2", exact=True).click()
    form.locator(".button.main").click()
    says(bob, "keep-sample", LOT)
    expect(pat.main.locator("[data-act=keep-sample] input").last).to_have_value("")
    act(pat, "recount").get_by_label("Which rounds").select_option("sample")
    form = act(pat, "recount")
    form.locator(".digits").get_by_text("1", exact=True).click()
    form.locator(".button.main").click()
    expect(look(bob, "recount")).to_contain_text("kept as a sample")
    says(bob, "recount", LOT, "1")
    pat.sees("You both counted 1.")
    lot = stage.state.lots[LOT]
    assert (lot.sampled, lot.unaccounted) == (1, 1)


def test_a_difference_is_owned_and_closed_by_somebody_else(stage: Stage) -> None:
    """Whoever counted is told that they do not close it; the 1st AD names an owner and closes it, and it stays."""
    left = stage.state.lots[LOT].box - 1
    stage.ask("recount", "ann", lot=LOT, seen=left, witness="bob", witness_seen=left)
    ann = on(stage, "ann", "/counts")
    ann.sees("1 not accounted for")
    fold(ann, "Close the difference")
    ann.sees("Whoever owned or counted it does not close it.")
    eve = on(stage, "eve", "/counts")
    fold(eve, "Close the difference")
    closing = act(eve, "close-discrepancy")
    expect(closing.locator(".button.main")).to_have_attribute("aria-disabled", "true")
    closing.get_by_label("Why it is closed").fill("Searched the stage and the cart twice.")
    fold(eve, "Name who owns it")
    form = act(eve, "own-discrepancy")
    form.get_by_role("button", name="pat").click()
    form.locator(".button.main").click()
    eve.sees("Owned by pat")
    expect(eve.main.locator("[data-act=own-discrepancy]")).to_have_count(0)
    stage.ask("reconcile", "ann", lot=LOT, witness="bob")
    # What was begun beside it is still there.
    expect(closing.get_by_label("Why it is closed")).to_have_value("Searched the stage and the cart twice.")
    closing.locator(".button.main").click()
    eve.sees("No difference is open.")
    fold(eve, "Closed differences")
    eve.sees("Searched the stage and the cart twice.")
    assert stage.state.discrepancies == {}
    assert stage.state.lots[LOT].missing == 1


def test_the_day_asks_for_what_is_to_be_counted_before_it_closes(stage: Stage) -> None:
    """A box that was used today is named on the screen of the day until two people have counted it."""
    stage.ask("collect", "pat", lot=LOT)
    ann = on(stage, "ann", "/day")
    asked = ann.main.locator("[data-due-lots]").get_by_role("link", name=LOT)
    expect(asked).to_have_attribute("href", f"/counts/{LOT}")
    left = stage.state.lots[LOT].box
    stage.ask("recount", "pat", lot=LOT, seen=left, witness="bob", witness_seen=left)
    expect(asked).to_have_count(0)


@pytest.mark.parametrize("locale", ["en-GB", "es-MX"])
def test_it_reads_well_on_a_phone_by_day_and_by_night(stage: Stage, locale: str) -> None:
    """Nothing is cut off, every button is large enough, axe finds nothing serious; the night is dark."""
    left = stage.state.lots[LOT].box - 1
    stage.ask("recount", "ann", lot=LOT, seen=left, witness="bob", witness_seen=left)
    stage.ask("collect", "pat", lot=LOT)
    for path, scheme, width in (("/counts", "light", 360), (f"/counts/{LOT}", "dark", 412)):
        ann = on(stage, "ann", path, width=width, locale=locale, color_scheme=scheme)
        expect(ann.main.locator("summary").first).to_be_visible()
        settled(ann.page)
        for each in ann.main.locator("summary").all():
            each.click()
        assert fits(ann.page) == []
        assert axe(ann.page) == []
        shot(ann.page, f"counts-{path.count('/')}-{locale[:2]}-{scheme}", whole=True)
        if scheme == "dark":
            assert light(ann.page)[0] < 0.06
        ann.close()
