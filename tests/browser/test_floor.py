"""The floor: what blocks the next take and who acts next, the meeting with its latecomers, plan, take and cut."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.benches import digits, says
from tests.browser.floors import HOT, SCENE, in_a_take, in_hands_hot, offered_hot, on
from tests.browser.looking import axe, fits, settled
from tests.browser.phones import Phone
from tests.browser.stage import Stage


def test_what_blocks_the_next_take_and_who_acts_next(stage: Stage) -> None:
    """Of each planned weapon the first thing in its way stands open, with the people who may see to it."""
    eve = on(stage, "eve", "/floor")
    card = eve.main.locator("[data-weapon=pump-shotgun]")
    expect(card).to_contain_text("Before the next take: 2")
    expect(card.locator("[data-code='show.first-ad']")).to_contain_text("pat: Show it")
    expect(card.locator("[data-code='show.not-offered']")).to_have_count(0)
    card.get_by_text("And then: 1").click()
    expect(card.locator("[data-code='show.not-offered']")).to_contain_text("eve, kim")


def test_it_follows_what_is_done_and_leads_the_custodian_to_the_bench(stage: Stage) -> None:
    """What was seen to goes by itself; who looked and who did not want to is shown; a custodian goes to the bench."""
    pat = on(stage, "pat", "/floor")
    card = pat.main.locator("[data-weapon=pump-shotgun]")
    expect(card).to_contain_text("You: Show it")
    stage.ask("show", "pat", weapon="pump-shotgun", to=("eve", "kim"), declined=("kim",))
    expect(card).to_contain_text("Looked: eve. Offered, did not want to: kim.")
    expect(card).not_to_contain_text("Show it")
    other = pat.main.locator("[data-weapon=police-revolver]").get_by_role("link", name="To the bench")
    other.first.click()
    expect(pat.page).to_have_url(re.compile("/bench\\?w=police-revolver"))


def latecomer(stage: Stage) -> None:
    """Approve a plan that names somebody, hold the meeting without them, and so leave them late."""
    line = ("eve", "kim", "moe")
    said: dict[str, Any] = {
        "distance_m": "8.0",
        "muzzle_line_clear": True,
        "ammunition": "none",
        "reason": "Carried.",
    }
    stage.ask(
        "plan", "ann", scene="alley", weapon="pump-shotgun", user="kim", witness="eve", line=line, **said
    )
    stage.ask("meet", "eve", scene="alley", attendees=("eve", "kim", "ann", "pat"), witness="ann")


def test_late_crew_is_named_and_added_by_their_badge(stage: Stage) -> None:
    """Who missed the meeting is named; they are added once their badge was scanned and a second person says so."""
    latecomer(stage)
    eve, ann = on(stage, "eve", "/floor"), on(stage, "ann", "/witness")
    alley = eve.main.locator("[data-scene=alley]")
    expect(alley).to_contain_text("Missed it: moe")
    alley.get_by_text("Add those who missed it").click()
    expect(alley).to_contain_text("There: 0 of 1")
    expect(alley.locator("[data-act=meet] .button.main")).to_have_attribute("aria-disabled", "true")
    alley.get_by_label("Badge of whoever is there").fill(stage.scene.badges["moe"])
    alley.get_by_role("button", name="Use").click()
    expect(alley).to_contain_text("There: 1 of 1")
    alley.locator("[data-act=meet] .button.main").click()
    says(ann, "meet", "")
    expect(alley).not_to_contain_text("Missed it")
    assert stage.state.meetings["alley"].attendees == ("eve", "kim", "ann", "pat", "moe")


def test_nobody_is_at_a_meeting_before_they_are_tapped_or_scanned(stage: Stage) -> None:
    """A changed plan asks for the whole meeting again: everybody is on the list, and nobody counts as there yet."""
    latecomer(stage)
    stage.ask(
        "plan", "ann", scene="alley", weapon="pump-shotgun", user="dan", witness="eve", line=("eve", "dan")
    )
    eve, ann = on(stage, "eve", "/floor"), on(stage, "ann", "/witness")
    alley = eve.main.locator("[data-scene=alley]")
    expect(alley).to_contain_text("Something changed since then")
    alley.get_by_text("Hold it again").last.click()
    expect(alley.get_by_role("button", pressed=True)).to_have_count(0)
    for name in ("dan", "eve", "ann"):
        alley.get_by_role("button", name=name).first.click()
    alley.locator("[data-act=meet] .button.main").click()
    says(ann, "meet", "")
    expect(alley).not_to_contain_text("Something changed")
    assert set(stage.state.meetings["alley"].attendees) == {"dan", "eve", "ann"}


def test_a_strange_badge_adds_nobody(stage: Stage) -> None:
    """What is no badge is said in place, with what to do; the names are still there to be tapped."""
    latecomer(stage)
    eve = on(stage, "eve", "/floor")
    alley = eve.main.locator("[data-scene=alley]")
    alley.get_by_text("Add those who missed it").click()
    alley.get_by_label("Badge of whoever is there").fill("b-somebody")
    alley.get_by_role("button", name="Use").click()
    expect(alley.locator(".fault").first).to_contain_text("nobody's badge")
    expect(alley).to_contain_text("There: 0 of 1")


def test_a_shot_plan_is_made_and_approved_by_two(stage: Stage) -> None:
    """The 1st AD says it, a custodian approves it on their own phone; then it stands on the floor in words."""
    eve, ann = on(stage, "eve", "/floor"), on(stage, "ann", "/witness")
    eve.main.get_by_text("New shot plan").click()
    form = eve.main.locator("[data-act=plan]")
    form.get_by_label("Scene", exact=True).fill("rooftop")
    form.get_by_role("button", name="police-revolver").click()
    form.get_by_role("group", name="Who uses it").get_by_role("button", name="kim").click()
    form.get_by_role("button", name="blanks").click()
    form.get_by_role("button", name="Quarter", exact=True).click()
    digits(eve, "2")
    form.get_by_label("Metres to the nearest person").fill("seven")
    expect(form).to_contain_text("Metres as a number")
    form.get_by_label("Metres to the nearest person").fill("7,5")
    form.get_by_role("button", name="nobody in the muzzle line").click()
    form.get_by_role("group", name="On or near the line").get_by_role("button", name="eve").click()
    form.get_by_role("button", name="ears").click()
    form.locator(".button.main").click()
    says(ann, "plan", "police-revolver")
    card = eve.main.locator("[data-scene=rooftop] [data-weapon=police-revolver]")
    expect(card).to_contain_text("kim; blanks, quarter; shots: 2; 7.5 m; nobody in the muzzle line")
    act = stage.state.plans["rooftop\npolice-revolver"].act
    assert (act.distance_mm, act.shots, act.line, act.witness) == (7500, 2, ("eve",), "ann")


def test_a_take_that_is_refused_says_why_in_place(stage: Stage) -> None:
    """What was loaded too long ago is not taken: the floor shows it before, and offers no start of that take."""
    in_hands_hot(stage)
    eve = on(stage, "eve", "/floor")
    expect(eve.main.get_by_role("button", name=f"Start the take: {HOT}")).to_be_visible()
    stage.pass_time(310)
    stage.report("drop", "ann", weapon="rubber-rifle")
    expect(eve.main.locator(f"[data-weapon={HOT}] [data-code='load.too-long-ago']")).to_be_visible()
    expect(eve.main.get_by_role("button", name="Start the take")).to_have_count(0)
    eve.press(f"Rehearse with {HOT}")
    expect(eve.main.locator("[data-code='plan.rehearse-hot']")).to_be_visible()
    assert stage.state.beliefs[HOT].take is None


def test_shots_are_counted_from_the_floor_too(stage: Stage) -> None:
    """The 1st AD says what was heard where nobody else did; a cut makes nothing cold."""
    in_a_take(stage)
    eve = on(stage, "eve", "/floor")
    eve.press("Say what was fired")
    digits(eve, "1")
    eve.press("Say the count")
    expect(eve.main.locator(f"[data-shots={HOT}]")).to_contain_text("shots: 1 / 2")
    eve.press("CUT")
    expect(eve.main.locator(f"[data-weapon={HOT}] .words")).to_contain_text(
        "Part fired: one of two left. Hot."
    )


def test_the_day_is_opened_where_none_is(stage: Stage) -> None:
    """Without an open day the floor begins with opening it, by two."""
    stage.ask("collect", "ann", weapon="colt", from_="dan")
    stage.ask("unload", "ann", weapon="colt", found=({"lot": "dummies", "count": 5},), witness="bob")
    stage.ask("close-day", "pat", exceptions=("colt", "pump-shotgun"), witness="eve")
    eve, pat = on(stage, "eve", "/floor"), on(stage, "pat", "/witness")
    eve.sees("No day is open")
    eve.main.locator("[data-act=open-day] .button.main").click()
    says(pat, "open-day", "")
    expect(eve.main.get_by_text("No day is open")).to_have_count(0)
    assert stage.state.day.open


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("theme", ["day", "night"])
def test_what_opens_on_the_floor_is_for_everybody(stage: Stage, theme: str, language: str) -> None:
    """The plan, the meeting, a take with its count, at 360 pixels, in both languages and lights."""
    offered_hot(stage)
    eve = stage.phone("eve")
    eve.load("/floor", theme=theme, language=language)
    found = opened(eve)
    keys = {"weapon": HOT, "from_": "pat", "to": "kim", "scene": SCENE}
    stage.ask("accept", "kim", **keys, sight={"count": 2}, witness="bob")
    stage.ask("take", "eve", weapon=HOT, user="kim", scene=SCENE)
    eve.main.locator(f"[data-shots={HOT}] .button").click()
    found += axe(eve.page) + fits(eve.page)
    assert found == []


def opened(phone: Phone) -> list[str]:
    """Open everything that opens on a screen, and return what is wrong with it."""
    expect(phone.main.locator("summary").first).to_be_visible()
    settled(phone.page)
    for summary in phone.main.locator("summary").all():
        summary.click()
    settled(phone.page)
    for summary in phone.main.locator("details details summary").all():
        summary.click()
    return axe(phone.page) + fits(phone.page)
