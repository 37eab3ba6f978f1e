"""The screen of the day: what its opening misses and who supplies it, what keeps it from closing, and its close."""

from __future__ import annotations

from datetime import timedelta

from playwright.sync_api import Locator, expect

from showsafe.application.records import stamp
from showsafe.ledger.outbox import ToTell
from tests.browser.benches import act, at_the_witness, says
from tests.browser.floors import HOT, offered_hot, on
from tests.browser.looking import axe, fits
from tests.browser.phones import Phone
from tests.browser.stage import Stage


def off(phone: Phone, thing: str) -> Locator:
    """Return what is said of a thing that is out, off or unknown."""
    return phone.main.locator(f"[data-off={thing}]")


def closed(stage: Stage, *more: str) -> None:
    """Have the day closed over what is out, by name."""
    left = ("colt", "pump-shotgun", "dummies", *more)
    stage.ask("close-day", "ann", witness="eve", exceptions=left)


def test_what_keeps_a_day_from_closing_is_said_with_what_to_do(stage: Stage) -> None:
    """Two weapons are out, and rounds in one of them; each is said once, and leads to where it is seen to."""
    ann = on(stage, "ann", "/day")
    ann.sees("The day is open")
    expect(off(ann, "colt")).to_contain_text("with dan")
    expect(off(ann, "colt")).to_contain_text(
        "Take it back, open it and look, the two of you, and lock it away."
    )
    ann.sees("5 rounds of dummies are in weapons.")
    ann.sees("Unload, count them back into the box")
    assert ann.main.inner_text().count("with dan") == 1
    expect(off(ann, "colt").get_by_role("link")).to_have_attribute("href", "/bench?w=colt")


def test_a_box_that_is_out_is_named_and_leads_to_its_screen(stage: Stage) -> None:
    """An open lot is out like a weapon: lock it away, on its own screen; then it is off the list."""
    stage.ask("unlock", "pat", lot="quarter-blanks", in_="round-box", witness="bob")
    ann = on(stage, "ann", "/day")
    expect(off(ann, "quarter-blanks")).to_contain_text("Lock it away.")
    expect(off(ann, "quarter-blanks").get_by_role("link")).to_have_attribute("href", "/lots/quarter-blanks")
    stage.ask("lock", "pat", lot="quarter-blanks", in_="round-box", witness="bob")
    expect(off(ann, "quarter-blanks")).to_have_count(0)


def test_a_day_does_not_close_over_what_nobody_named(stage: Stage) -> None:
    """With one of three named it is refused in place, the others are said, and the day stays open."""
    ann, eve = on(stage, "ann", "/day"), at_the_witness(stage, "eve")
    form = act(ann, "close-day")
    form.get_by_role("button", name="colt", exact=True).click()
    form.locator(".button.main").click()
    says(eve, "close-day", "")
    expect(form).to_contain_text("pump-shotgun is with pat")
    assert stage.state.day.open


def test_a_day_closes_with_what_is_left_open_named_by_two_people(stage: Stage) -> None:
    """Weapons and the lot in them are named; they stand in the record, with both names, and the day is closed."""
    ann, eve = on(stage, "ann", "/day"), at_the_witness(stage, "eve")
    form = act(ann, "close-day")
    for thing in ("colt", "pump-shotgun", "dummies"):
        form.get_by_role("button", name=thing, exact=True).click()
    form.locator(".button.main").click()
    says(eve, "close-day", "")
    ann.sees("No day is open")
    assert not stage.state.day.open
    (body,) = stage.bodies(stage.record - 1)
    assert set(body["act"]["exceptions"]) == {"colt", "pump-shotgun", "dummies"}
    assert (body["by"], body["act"]["witness"]) == ("ann", "eve")


def test_before_it_opens_it_says_what_is_missing_and_who_supplies_it(stage: Stage) -> None:
    """A round is missing: who can close the count does it there, who cannot is told who can."""
    offered_hot(stage)
    one = ({"lot": "quarter-blanks", "count": 1},)
    stage.report("unload", "pat", weapon=HOT, found=one, witness="bob")
    closed(stage, HOT, "quarter-blanks")
    ann, moe = on(stage, "ann", "/day"), on(stage, "moe", "/day")
    for phone in (ann, moe):
        phone.sees("No day is open")
        phone.sees("What is missing before it opens")
        phone.sees("1 rounds of quarter-blanks are not accounted for.")
    moe.sees("Close the count: ann, pat.")
    ann.main.get_by_text("Close the count", exact=True).click()
    act(ann, "reconcile")


def test_a_day_is_opened_again_by_two_people(stage: Stage) -> None:
    """Nothing stands against it: one tap, the second person's word, and the day is open."""
    closed(stage)
    ann, eve = on(stage, "ann", "/day"), at_the_witness(stage, "eve")
    ann.sees("Nothing recorded stands against it.")
    act(ann, "open-day").locator(".button.main").click()
    says(eve, "open-day", "")
    ann.sees("The day is open")
    assert stage.state.day.open


def test_a_closed_day_fits_and_is_for_everybody(stage: Stage) -> None:
    """The screen before the opening is as readable as the one before the close, by night and in Spanish too."""
    closed(stage)
    for locale, scheme in (("en-GB", "light"), ("es-MX", "dark")):
        ann = on(stage, "ann", "/day", locale=locale, color_scheme=scheme)
        assert axe(ann.page) + fits(ann.page) == []
        ann.close()


def test_what_could_not_be_told_outside_is_said(stage: Stage) -> None:
    """Where somebody outside could not be told for hours the day says for whom; else it says nothing of it."""
    then = stamp(stage.unit.clock.now() - timedelta(hours=30))
    ann = on(stage, "ann", "/day")
    ann.sees("The day is open")
    expect(ann.main.get_by_text("could not be sent")).to_have_count(0)
    stage.unit.store.tell([ToTell("office", "record 1", "stop", then, 1)])
    moe = on(stage, "moe", "/day", locale="es-MX", color_scheme="dark")
    moe.sees("no se pudieron enviar a office: 1, desde")
    assert axe(moe.page) + fits(moe.page) == []
