"""Background rifles in a file: each by its own scan and two people's look, what drops out first and in words, flags."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser import files
from tests.browser.benches import at_the_witness
from tests.browser.files import at_the_file, rifle, second_there, tag
from tests.browser.looking import axe, fits, shot
from tests.browser.runs import type_in
from tests.browser.stage import Stage

A_RIFLE = 5
"""Taps for a rifle until it is ready, over both phones: drawn in, bore, looked, the watcher's count, shown and said."""
TOGETHER = 2
"""Taps for all of them together, to hand out or to take back: one of each person."""


def test_eight_rifles_and_one_drops_out(stage: Stage) -> None:
    """Five taps and a scan each, then two for all to go out: the one that fell stays hot and stays here, by name."""
    files.planned(stage)
    stage.ask("open-file", "pat", file="ford", scene="ford", witness="bob")
    pat, bob = at_the_file(stage), at_the_witness(stage)
    for number in range(1, 9):
        files.made_ready(pat, bob, number)
    assert pat.taps + bob.taps <= 8 * A_RIFLE
    stage.report("drop", "pat", weapon=rifle(3), cause="Fell on its muzzle.")
    pat.press("Hand out")
    pat.sees("Draw in and look")
    size = stage.record
    pat.forget_taps()
    bob.forget_taps()
    for number in range(1, 9):
        pat.scan(tag(number))
        pat.sees(f"Scanned: {number} of 8")
    type_in(pat, "8")
    pat.press("Issue the file")
    second_there(bob, "issue-file")
    pat.sees("rifle-3 stays hot and stays here.")
    pat.sees("7 of 8 went out.")
    assert pat.taps + bob.taps <= TOGETHER
    first = pat.main.locator("[data-file=ford] > *").first
    expect(first).to_contain_text("rifle-3 stays hot and stays here.")
    expect(first).to_contain_text("Locked out: drop.")
    expect(pat.main.locator("[data-came]")).to_contain_text("rifle-3 is locked out")
    assert axe(pat.page) == []
    assert fits(pat.page) == []
    shot(pat.page, "file-dropped", whole=True)
    assert stage.bodies(size)[0]["outcome"] == "permit"
    holders = {number: stage.state.believed(rifle(number)).holder for number in range(1, 9)}
    assert holders == {number: "pat" if number == 3 else f"rider-{number}" for number in range(1, 9)}


def test_a_flag_too_few_is_refused_and_counted_again(stage: Stage) -> None:
    """How they add up shows once the count is typed, and never before; nothing goes out until it does."""
    files.ready(stage, 3)
    pat, bob = at_the_file(stage), at_the_witness(stage)
    for number in range(1, 4):
        pat.scan(tag(number))
    pat.sees("Scanned: 3 of 3")
    assert "loaded are" not in pat.main.inner_text()
    type_in(pat, "2")
    pat.sees("2 flags and 0 loaded are 2; 3 are scanned. It does not add up. Count again.")
    pat.press("Issue the file")
    second_there(bob, "issue-file")
    pat.sees("2 bore flags are said, and 3 of these weapons have to have one.")
    assert stage.state.believed(rifle(1)).holder == "pat"
    pat.main.get_by_role("textbox", name="Bore flags, counted in them").fill("3")
    pat.press("Issue the file")
    second_there(bob, "issue-file")
    pat.sees("All 3 went out.")


def test_flags_that_do_not_add_up_on_the_way_back_hold_the_file(stage: Stage) -> None:
    """Nothing refuses the way back; the file holds until a count agrees, and is closed by both then."""
    files.issued(stage, 3)
    pat, bob = at_the_file(stage), at_the_witness(stage)
    for number in range(1, 4):
        pat.scan(tag(number))
    pat.sees("Scanned: 3 of 3")
    type_in(pat, "2")
    pat.press("Take the file back")
    second_there(bob, "return-file")
    pat.sees("3 came back.")
    pat.sees("The file holds: 2 flags counted, and 3 expected")
    assert {stage.state.believed(rifle(number)).holder for number in (1, 2, 3)} == {"pat"}
    for number in range(1, 4):
        pat.scan(tag(number))
    pat.sees("Scanned: 3 of 3")
    type_in_first = pat.main.get_by_role("textbox", name="Bore flags, counted in them").first
    type_in_first.fill("3")
    pat.press("Take the file back")
    second_there(bob, "return-file")
    expect(pat.main.get_by_text("The file holds:")).to_have_count(0)
    pat.main.get_by_role("textbox", name="Bore flags, counted in them").last.fill("3")
    pat.press("Close the file")
    second_there(bob, "close-file")
    pat.sees("The file is closed.")


def test_a_file_is_opened_and_a_stranger_is_not_drawn_in(stage: Stage) -> None:
    """Its custodian opens it with its watcher; a tag that nobody knows is hot and stays out of it."""
    files.planned(stage, 1)
    pat, bob = stage.phone("pat"), at_the_witness(stage)
    pat.goto("/file")
    pat.sees("No file is open.")
    pat.main.get_by_label("Its name").fill("ford")
    pat.press("ford")
    pat.press("Open a file")
    second_there(bob, "open-file")
    expect(
        pat.main.get_by_label("Tag, read on the weapon")
    ).to_be_visible()  # the list of all files says the same word
    pat.sees("Nothing is drawn in yet: treat it as hot.")
    pat.scan("FA-0999")
    pat.sees("an unknown weapon is hot")
    files.made_ready(pat, bob, 1)
    pat.sees("All of them are ready to be handed out.")
    pat.press("Hand out")
    pat.scan("FA-0001")
    pat.sees("colt is not in this file. It stays out of it, and it stays hot.")


def test_somebody_else_sees_what_dropped_out_and_can_do_nothing_there(stage: Stage) -> None:
    """It stands first, also in the list of all files; another custodian is told whose it is."""
    files.ready(stage, 2)
    stage.ask("drop-out", "pat", weapon=rifle(2), file="ford", reason="Its lever sticks.")
    ann = stage.phone("ann")
    ann.goto("/file")
    expect(ann.main.locator("[data-dropped=ford]")).to_contain_text("rifle-2 stays hot and stays here.")
    ann.main.get_by_role("link", name="ford").click()
    ann.sees("pat does this, and nobody in their place.")
    expect(ann.main.locator("[data-dropped=ford]")).to_be_visible()
    expect(ann.main.locator("[data-act]")).to_have_count(0)


@pytest.mark.parametrize(("scheme", "locale"), [("light", "en-GB"), ("dark", "es-MX")])
def test_every_part_of_a_file_fits_a_small_phone(stage: Stage, scheme: str, locale: str) -> None:
    """By day and by night, in English and in Spanish: nothing is cut off, and axe finds nothing serious."""
    files.ready(stage, 2)
    stage.report("drop", "pat", weapon=rifle(1), cause="Fell.")
    pat = at_the_file(stage, color_scheme=scheme, locale=locale)
    found = []
    for number, name in enumerate(("look", "out", "back")):
        pat.main.locator(".modes .button").nth(number).click()
        pat.scan(tag(1 if name == "look" else 2))
        expect(pat.main.locator("[data-act], .counts, .notice").first).to_be_visible()
        found += [*axe(pat.page), *fits(pat.page)]
        shot(pat.page, f"file-{name}-{scheme}", whole=True)
    assert found == []
