"""After an incident: one touch keeps the time; what a custodian, a witness and people from outside then see and do."""

from __future__ import annotations

from datetime import datetime

from playwright.sync_api import expect

from tests.browser.benches import act, digits, says
from tests.browser.floors import on
from tests.browser.looking import axe, fits
from tests.browser.stage import Stage


def touched(stage: Stage) -> None:
    """Say on a phone that was never here that somebody is hurt: in the dialog of the stop, and nothing else."""
    stranger = stage.stranger()
    stranger.goto("/")
    stranger.page.locator(".press .stop").click()
    stranger.page.get_by_role("button", name="Somebody is hurt, or nearly").click()
    expect(stranger.page.locator("dialog .notice")).to_contain_text("The time is kept. People first.")
    stranger.page.get_by_role("link", name="What stays as it is").click()
    stranger.sees("Nobody is asked for an entry now")
    expect(stranger.main.locator("[data-frozen=colt]")).to_be_visible()


def test_from_the_touch_to_the_release(stage: Stage) -> None:
    """A stranger's touch; another custodian takes it and isolates it; two from outside let it go, and no custodian."""
    size = stage.record
    touched(stage)
    (body,) = stage.bodies(size)
    assert (body["kind"], body["by"]) == ("incident-opened", "anonymous")
    assert datetime.fromisoformat(body["claimed_at"]) < datetime.fromisoformat(body["received_at"])
    pat = on(stage, "pat", "/incident")
    thing = pat.main.locator("[data-frozen=colt]")
    thing.locator("[data-act=collect] .button.main").click()
    expect(thing).to_contain_text("with pat")
    isolate = thing.locator("[data-act=isolate]")
    isolate.get_by_role("textbox").fill("box-9")
    isolate.get_by_role("button", name="Use").click()
    isolate.locator(".button.main").click()
    expect(thing).to_contain_text("box-9")
    expect(pat.main.get_by_text("What was found, and why it may go on")).to_have_count(0)
    pru, eve = on(stage, "pru", "/incident"), on(stage, "eve", "/witness")
    pru.main.locator("summary", has_text="colt").last.click()
    form = act(pru, "release")
    form.locator("textarea").fill("Seen by the inspector: a burr at the muzzle.")
    form.locator(".button.main").click()
    says(eve, "release", "")
    expect(pru.main.locator("[data-frozen=colt]")).to_have_count(0)
    (body,) = stage.bodies(stage.record - 1)
    assert (body["kind"], body["by"], body["act"]["reviewed_by"]) == ("released", "pru", "eve")


def test_made_safe_before_a_witness(stage: Stage) -> None:
    """Where it cannot be isolated safely it is opened before a witness, and says what was where: no deviation."""
    touched(stage)
    stage.ask("collect", "ann", weapon="colt", from_="dan")
    ann, bob = stage.phone("ann"), on(stage, "bob", "/witness")
    ann.load("/incident", language="es")
    thing = ann.main.locator("[data-frozen=colt]")
    thing.get_by_text("No se puede aislar con seguridad", exact=True).click()
    form = act(ann, "clear")
    digits(ann, "0")
    form.locator("textarea").fill("Cylinder at two; all six empty.")
    assert axe(ann.page) + fits(ann.page) == []
    form.locator(".button.main").click()
    says(bob, "clear", "colt")
    expect(thing.locator("[data-code='trouble.made-safe']")).to_be_visible()
    (body,) = stage.bodies(stage.record - 1)
    assert (body["kind"], body["deviation"], body["act"]["witness"]) == ("cleared", False, "bob")
