"""Quick resets between takes: few taps, one scan, every step as it is by itself, and what counts of a refused one."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Route, expect

from tests.browser import runs
from tests.browser.benches import SERIAL, at_the_witness
from tests.browser.looking import axe, fits, shot
from tests.browser.phones import Phone
from tests.browser.stage import Stage

MOST_TAPS = 7


def at_the_run(stage: Stage, person: str = "ann", **options: Any) -> Phone:  # noqa: ANN401 - as Stage.phone takes them
    """Return the phone of a custodian with the runs open."""
    phone = stage.phone(person, **options)
    phone.goto("/run")
    expect(phone.main.get_by_role("heading", level=1)).to_be_visible()
    phone.forget_taps()
    return phone


def test_a_reset_takes_seven_taps_and_one_scan(stage: Stage) -> None:
    """Counted over both phones: the second person is on their own, and says both numbers in one word."""
    runs.fired(stage)
    ann, bob = at_the_run(stage), at_the_witness(stage)
    size = stage.record
    ann.scan(runs.TAG)
    runs.out_and_counted(ann)
    runs.looked(ann)
    runs.part(ann, 3)
    runs.loaded_and_handed_over(ann)
    runs.second_says(bob)
    ann.sees("2 of 10 resets done.")
    assert stage.kinds(size) == ["cycled"]
    assert stage.bodies(size)[0]["outcome"] == "permit"
    assert stage.bodies(size)[0]["second"]["says"]["sight"] == {"count": 2}
    assert stage.state.believed(runs.GUN).holder == "kim"
    ann.sees("Now: eve")
    assert ann.taps + bob.taps <= MOST_TAPS


def test_with_the_second_person_on_the_same_phone_it_is_as_quick(stage: Stage) -> None:
    """Whose badge was scanned once says their numbers with their PIN on the phone of the cart."""
    runs.fired(stage)
    ann = at_the_run(stage)
    ann.scan(runs.TAG)
    runs.out_and_counted(ann)
    runs.looked(ann)
    runs.part(ann, 3)
    runs.loaded_and_handed_over(ann)
    ann.press("Here, with badge and PIN")
    ann.press("bob")
    ann.sees("Scanned once.")
    ann.scan(stage.scene.badges["bob"])
    ann.sees("Give this phone to bob.")
    assert "Blanks" not in ann.main.inner_text()
    serial = ann.main.get_by_label("Last three characters of the serial")
    if serial.count():
        serial.fill(SERIAL[runs.GUN])
    runs.type_in(ann, f"6>2>{stage.scene.pins['bob']}")
    ann.press("Say my count")
    ann.sees("2 of 10 resets done.")


def test_a_run_is_opened_from_the_bench_and_loaded_for_the_first_time(stage: Stage) -> None:
    """It stands among what is possible there, for whom the plan names; its first load has no way back in it."""
    runs.shown(stage)
    ann, bob = stage.phone("ann"), at_the_witness(stage)
    ann.goto(f"/bench?w={runs.GUN}")
    ann.main.locator("summary", has_text="Open a run").click()
    ann.sees("For kim, saloon.")
    box = ann.main.get_by_role("textbox", name="Rounds each time, from quarter-blanks")
    expect(box).to_have_value("2")
    ann.press("Open a run")
    bob.main.locator("[data-look=open-run] .button.main").click()
    ann.sees("Open a run: nothing recorded stood against it.")
    ann.main.get_by_role("link", name="Reset: go on there").first.click()
    ann.sees("0 of 10 resets done. 60 minutes left.")
    ann.press("Reset it")
    expect(ann.main.get_by_role("heading", name="1 of 4: Open it and look")).to_be_visible()
    type_in = runs.type_in
    type_in(ann, "60")
    ann.press("Looked: clear")
    ann.press("We looked")
    ann.press("They were shown it")
    type_in(ann, "2")
    ann.press("They are in, the box is away")
    expect(ann.main.locator(".aloud:visible")).to_have_text("Blanks, two, quarter. Hot.")
    ann.press("Read back: handed over")
    runs.second_says(bob)
    ann.sees("1 of 10 resets done.")
    ann.sees("Now: eve")


def test_a_reset_that_is_refused_in_the_middle_says_what_counts(stage: Stage) -> None:
    """The two counts differ: what came out counts, and its box is proven again; the rest is left."""
    runs.fired(stage)
    ann, bob = at_the_run(stage), at_the_witness(stage)
    ann.scan(runs.TAG)
    runs.out_and_counted(ann)
    runs.looked(ann)
    runs.part(ann, 3)
    runs.loaded_and_handed_over(ann)
    runs.second_says(bob, seen="5")
    ann.sees("The reset was refused.")
    ann.sees("It stops at 7: Show it.")
    expect(ann.main.locator("[data-step=check]")).to_contain_text("One counted 6 and the other 5")
    expect(ann.main.locator("[data-step=show]")).to_contain_text("Does not count as done")
    expect(ann.main.locator(".steps > .counts")).to_have_count(4)
    assert axe(ann.page) == fits(ann.page) == []
    shot(ann.page, "run-refused", whole=True)
    runs.proven_again(stage)
    runs.gone_on(ann)
    expect(ann.main.locator("[data-step=unload]")).to_have_count(0)
    runs.type_in(ann, "60")
    ann.press("Looked: clear")
    ann.press("We looked")
    ann.press("They were shown it")
    runs.type_in(ann, "2")
    ann.press("They are in, the box is away")
    ann.press("Read back: handed over")
    runs.second_says(bob)
    ann.sees("2 of 10 resets done.")
    assert stage.state.believed(runs.GUN).holder == "kim"


def test_a_live_round_in_a_reset_stops_everything_at_once(stage: Stage) -> None:
    """One tap says what was found: nobody is asked for the rest, the set is stopped, and the run is over."""
    runs.fired(stage)
    ann = at_the_run(stage)
    size = stage.record
    ann.scan(runs.TAG)
    runs.part(ann, 1)
    runs.type_in(ann, "2>>1>>1")
    ann.sees("Stop. Muzzle safe, nobody touches the round.")
    expect(ann.main.get_by_role("button", name="It is out and counted")).to_have_count(0)
    ann.press("Say at once what was found")
    ann.sees("It counts at once")
    expect(ann.main.locator(".found")).to_contain_text("the set is stopped")
    assert stage.kinds(size) == ["cycled"]
    assert stage.state.stops
    expect(ann.main.locator("[data-step=unload]")).to_contain_text("Counts as done")
    ann.sees("It ended:")
    expect(ann.main.get_by_role("button", name="Reset it")).to_have_count(0)
    expect(ann.main.get_by_role("link", name="To the bench")).to_be_visible()
    assert axe(ann.page) == []
    shot(ann.page, "run-live-round", whole=True)


def breaking_off(stage: Stage) -> Phone:
    """Return the phone of who took it back and out, and is about to break off."""
    runs.fired(stage)
    ann = at_the_run(stage)
    ann.scan(runs.TAG)
    runs.part(ann, 1)
    runs.type_in(ann, "2>>1>1")
    ann.main.locator("summary:visible", has_text="Break off here").click()
    return ann


def test_whoever_breaks_off_has_said_what_was_done(stage: Stage) -> None:
    """It is back and out, and then somebody is called away: that much counts, and the run goes on."""
    ann = breaking_off(stage)
    ann.press("Send what was done")
    ann.sees("The reset was refused.")
    expect(ann.main.locator(".steps > .counts")).to_have_count(3)
    assert stage.state.believed(runs.GUN).holder == "ann"
    ann.press("Go on with what is left")
    expect(ann.main.get_by_role("heading", name="1 of 4: Open it and look")).to_be_visible()


def test_news_before_the_first_tap_begins_it_as_it_is_now(stage: Stage) -> None:
    """With nothing done yet a reset is as of now, whatever it was begun from; after a tap, the phone asks first."""
    ann = breaking_off(stage)
    ann.press("Send what was done")
    ann.press("Go on with what is left")
    unlock, changed = ann.main.locator("[data-step=unlock]"), ann.main.get_by_text("The record has changed")
    expect(unlock).to_have_count(1)
    stage.ask("unlock", "ann", lot="quarter-blanks", witness="bob")
    expect(unlock).to_have_count(0)
    expect(changed).to_have_count(0)
    runs.type_in(ann, "6")
    stage.ask("lock", "ann", lot="quarter-blanks", in_="round-box", witness="bob")
    expect(changed).to_be_visible()
    expect(unlock).to_have_count(0)
    expect(ann.main.locator(".pad:visible input").first).to_have_value("6")
    ann.press("Begin again")
    expect(unlock).to_have_count(1)


def test_nothing_begins_from_what_was_read_before(stage: Stage) -> None:
    """Until what is left of a reset is read again, nothing can be begun from the screen of before."""
    ann = breaking_off(stage)
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    ann.page.route("**/next", hold)
    ann.press("Send what was done")
    ann.sees("The reset was refused.")
    goes_on = ann.main.get_by_role("button", name="Go on with what is left")
    expect(goes_on).to_have_count(0)
    assert waiting
    ann.page.unroute("**/next")  # which lets go what waits
    expect(goes_on).to_be_visible()


def test_a_hold_shows_in_the_middle_of_a_reset(stage: Stage) -> None:
    """Somebody doubts while it is walked through: what stands against it is there before anything more is done."""
    runs.fired(stage)
    ann = at_the_run(stage)
    ann.scan(runs.TAG)
    runs.out_and_counted(ann)
    runs.part(ann, 2)
    stage.report("hold", "gus", reason="A doubt.")
    ann.sees("The record has changed since you began.")
    ann.press("Begin again")
    ann.sees("It ended: the set is held.")


def test_a_run_is_ended_by_anybody_and_says_why(stage: Stage) -> None:
    """The assistant ends it for a meal: it is listed as ended, and another is opened with single acts first."""
    runs.fired(stage)
    bob = at_the_run(stage, "bob")
    bob.main.get_by_role("link", name=runs.GUN).click()
    bob.sees("ann resets it, and nobody else.")
    bob.main.locator("summary", has_text="End the run").click()
    bob.main.get_by_label("Why: a meal, another set-up").fill("meal")
    bob.press("End the run")
    bob.sees("It ended: meal.")
    bob.press("Another weapon")
    expect(bob.main.locator(f"[data-run={runs.GUN}]")).to_contain_text("It ended: meal.")
    assert axe(bob.page) == []


@pytest.mark.parametrize(("scheme", "locale"), [("light", "en-GB"), ("dark", "es-MX")])
def test_every_part_of_a_reset_fits_a_small_phone(stage: Stage, scheme: str, locale: str) -> None:
    """By day and by night, in English and in Spanish: nothing is cut off, and axe finds nothing serious."""
    runs.fired(stage)
    ann = at_the_run(stage, color_scheme=scheme, locale=locale)
    found = []

    def seen(name: str) -> None:
        expect(ann.main.locator(".button.main:visible, [data-run]").first).to_be_visible()
        found.extend([*axe(ann.page), *fits(ann.page)])
        shot(ann.page, f"run-{name}-{scheme}", whole=True)

    seen("list")
    ann.scan(runs.TAG)
    main = ann.main.locator(".button.main:visible")
    runs.type_in(ann, "2>>1>1")
    seen("back")
    main.click()
    runs.type_in(ann, "60")
    ann.main.locator(".choices:visible .button").first.click()
    seen("look")
    main.click()
    seen("shown")
    main.click()
    runs.type_in(ann, "2")
    seen("rounds")
    main.click()
    seen("over")
    assert found == []
