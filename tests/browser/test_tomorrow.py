"""The screen of a day to come: what is missing, what a person says of a scene, in English and Spanish, on a phone."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from playwright.sync_api import Locator, expect

from showsafe import bootstrap
from showsafe.books.kinds import OFFICE
from showsafe.books.planning import entering
from tests.books.planning.scripts import RIDGE, action, script
from tests.browser.floors import on
from tests.browser.looking import axe, fits, shot
from tests.browser.phones import Phone
from tests.browser.stage import Stage


def planned(stage: Stage) -> None:
    """Bring in a script, and a schedule of tomorrow with a scene that is likely to have weapons, and one that may."""
    now = stage.clock.now()
    day = stage.state.local_date(now) + timedelta(days=1)
    rows = [{"day": day.isoformat(), "scenes": "12, A15", "location": "Ridge", "call": "07:30"}]
    with bootstrap.open_book(stage.scene.data, OFFICE, stage.clock) as book:
        book.enter(replace(entering.script(script(*RIDGE), "ridge.fdx", "eve", now), act_id="script"))
        book.enter(replace(entering.schedule(rows, "s.csv", "eve", now), act_id="schedule"))


def proposed(phone: Phone, scene: str) -> Locator:
    """Return what is proposed of a scene."""
    return phone.main.locator(f".proposed[data-scene='{scene}']")


def part(phone: Phone, name: str) -> Locator:
    """Return a part of the list."""
    return phone.main.locator(f"[data-part={name}]")


def test_scenes_are_decided_and_the_day_says_what_it_lacks(stage: Stage) -> None:
    """An armorer reads the words, confirms one scene and dismisses the other; what is missing then comes and goes."""
    stage.report("enrol", "pru", person="gil", roles=("performer",), age=35)
    planned(stage)
    ann = on(stage, "ann", "/tomorrow")
    expect(ann.main.locator(".proposed")).to_have_count(2)
    expect(proposed(ann, "12").locator("mark").first).to_have_text("REVOLVER")
    assert axe(ann.page) + fits(ann.page) == []
    shot(ann.page, "tomorrow-open-day-en", whole=True)
    confirm(proposed(ann, "12"))
    expect(ann.main.locator("li[data-scene='12']")).to_contain_text("colt for gil: quarter blanks")
    expect(proposed(ann, "12")).to_have_count(0)
    dismiss(proposed(ann, "A15"))
    expect(proposed(ann, "A15")).to_have_count(0)
    assert axe(ann.page) + fits(ann.page) == []
    shot(ann.page, "tomorrow-missing-day-en", whole=True)
    expect(part(ann, "on-the-day").locator("[data-code='plan.none']")).to_contain_text("colt")
    missing = part(ann, "missing").locator("[data-code='receiver.not-instructed']")
    expect(missing).to_contain_text("gil has not been instructed on single-action-revolver")
    expect(missing.get_by_role("link")).to_have_attribute("href", "/people/gil")
    stage.report("instruct", "ann", person="gil", type="single-action-revolver")
    expect(missing).to_have_count(0)
    brought(ann)
    with ann.page.expect_download() as taken:
        ann.main.get_by_role("link", name=re.compile("calendar")).click()
    assert "SUMMARY:Weapons: scenes 12" in taken.value.path().read_text()


def brought(phone: Phone) -> None:
    """Bring in a new script, in which a scene that was dismissed is another: it waits for a word again."""
    content = script(*RIDGE[:3], action("A15", "EXT. ROAD - DAY", "The COP draws his gun."))
    phone.main.get_by_text("Bring in a script or schedule").click()
    phone.main.get_by_label("Script of Final Draft (.fdx)").set_input_files(
        {"name": "blue.fdx", "mimeType": "application/xml", "buffer": content}
    )
    phone.main.get_by_role("button", name="Bring it in").click()
    expect(proposed(phone, "A15").locator("mark").first).to_have_text("gun")
    expect(proposed(phone, "A15")).to_contain_text("Its text changed since something was said of it.")
    assert axe(phone.page) + fits(phone.page) == []


def confirm(form: Locator) -> None:
    """Say that a scene has a weapon, whose, and with what rounds."""
    form.get_by_text("It has weapons", exact=True).click()
    form.get_by_label("Weapon", exact=True).select_option("colt")
    form.get_by_label("Who uses it").select_option("gil")
    form.get_by_label("Rounds").select_option("blank")
    form.get_by_label("Load").select_option("quarter")
    form.get_by_label("Shots").fill("3")
    form.get_by_role("button", name="Say it").click()


def dismiss(form: Locator) -> None:
    """Say that a scene has none: first without a reason, which is asked for."""
    form.get_by_text("It has none", exact=True).click()
    form.get_by_role("button", name="Say it").click()
    expect(form).to_contain_text("Say why it has none.")
    form.get_by_label("Why not").fill("he only leans on the car")
    form.get_by_role("button", name="Say it").click()


def test_in_spanish_and_for_whoever_only_looks(stage: Stage) -> None:
    """In Spanish nothing is left in English but what the rules say; an assistant reads, and is not asked to say."""
    planned(stage)
    bob = on(stage, "bob", "/tomorrow", locale="es-MX")
    expect(proposed(bob, "12")).to_contain_text("draws her REVOLVER")
    expect(proposed(bob, "12").get_by_text("Tiene armas", exact=True)).to_have_count(0)
    bob.main.get_by_role("button", name="Hoy").click()
    expect(part(bob, "look").locator("[data-code='readiness.not-scheduled']")).to_be_visible()
    expect(bob.main.locator("li[data-scene='saloon']")).to_contain_text("colt para dan: inertes, en el plan")
    assert axe(bob.page) + fits(bob.page) == []
    shot(bob.page, "tomorrow-today-es", whole=True)
