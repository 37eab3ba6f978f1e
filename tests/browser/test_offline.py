"""The Wi-Fi of the set is gone for forty minutes: what the phone shows, keeps, and sends when it is back."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.phones import Phone
from tests.browser.stage import Stage

AWAY = 40 * 60


def ready(stage: Stage) -> Phone:
    """Return the armorer's own phone, which has kept the app and the last board."""
    ann = stage.phone("ann", clock=True)
    expect(ann.page.locator("[data-weapon]")).to_have_count(8)
    ann.keeps_the_app()
    return ann


def gone(stage: Stage, phone: Phone) -> None:
    """Take the network away for forty minutes."""
    phone.offline()
    stage.pass_time(AWAY)
    expect(phone.page.get_by_role("alert").filter(has_text="No answer: treat as hot")).to_be_visible()


def press(phone: Phone, kind: str) -> None:
    """Press hold or stop for the whole set, in two touches, and close what is said of it."""
    phone.page.locator(f".press .{kind}").click()
    phone.page.locator(f"dialog .{kind}").first.click()
    expect(phone.page.locator("dialog .notice")).to_be_visible()
    phone.page.keyboard.press("Escape")


def test_the_last_board_is_shown_grey_and_dated(stage: Stage) -> None:
    """The app opens with no node in reach: every weapon as it was, greyed, with the time, and nobody's name."""
    ann = ready(stage)
    before = ann.page.evaluate("new Intl.DateTimeFormat('en-GB', {timeStyle: 'short'}).format(new Date())")
    gone(stage, ann)
    ann.page.reload()
    expect(ann.page.locator("[data-weapon]")).to_have_count(8)
    alert = ann.page.get_by_role("alert").filter(has_text="No answer: treat as hot")
    expect(alert).to_contain_text(re.compile(r"is from (\d+ \w+ \d{4}, )?\d\d:\d\d:\d\d"))
    shown = re.search(r"from (\d\d:\d\d)", alert.inner_text())
    assert shown is not None
    assert abs(_minutes(shown[1]) - _minutes(before)) <= 1
    assert ann.page.evaluate("getComputedStyle(document.querySelector('[data-weapon]')).filter") != "none"
    assert "dan" not in ann.main.inner_text()


def _minutes(face: str) -> int:
    hours, minutes = face.split(":")
    return 60 * int(hours) + int(minutes)


def test_a_stop_without_a_node_is_sent_when_it_is_back(stage: Stage) -> None:
    """Hold and stop wait on the phone, counted in view; they reach the record in order and once."""
    ann = ready(stage)
    size = stage.record
    gone(stage, ann)
    for kind in ("hold", "stop"):
        press(ann, kind)
    expect(ann.page.locator("header")).to_contain_text("2 not sent")
    assert stage.record == size
    ann.offline(away=False)
    expect(ann.page.locator("header")).to_contain_text("All sent")
    assert stage.kinds(size) == ["held", "stopped"]
    assert ann.outbox() == []


def test_the_count_is_in_view_after_a_restart(stage: Stage) -> None:
    """Who closes the app and opens it without a network still sees what was not sent, and what it is."""
    ann = ready(stage)
    gone(stage, ann)
    press(ann, "hold")
    ann.page.reload()
    ann.page.locator("header").get_by_text("1 not sent").click()
    expect(ann.page.locator("dialog")).to_contain_text("hold")


def test_a_lost_answer_makes_no_second_record(stage: Stage) -> None:
    """Where the node recorded it and only the answer was lost, it is sent again and is on record once."""
    ann = ready(stage)
    size = stage.record

    ann.lose_answers("/hold")
    press(ann, "hold")
    expect(ann.page.locator("header")).to_contain_text("1 not sent")
    assert stage.kinds(size) == ["held"]
    ann.page.reload()
    expect(ann.page.locator("header")).to_contain_text("All sent")
    assert stage.kinds(size) == ["held"]


def test_what_others_did_meanwhile_stands_before_what_comes_late(stage: Stage) -> None:
    """A hold that comes forty minutes late is recorded then, after what was recorded meanwhile, and refuses nothing."""
    ann = ready(stage)
    size = stage.record
    ann.offline()
    press(ann, "hold")
    stage.ask("lock", "pat", weapon="pump-shotgun", in_="gun-safe", witness="bob")
    stage.pass_time(AWAY)
    ann.offline(away=False)
    expect(ann.page.locator("header")).to_contain_text("All sent")
    assert stage.kinds(size) == ["locked", "held"]


def test_back_again_it_is_live(stage: Stage) -> None:
    """When the network is back the board is that of now, and no longer grey."""
    ann = ready(stage)
    gone(stage, ann)
    stage.report("drop", "pat", weapon="pump-shotgun", cause="Fell off the bench.")
    ann.offline(away=False)
    expect(ann.page.locator("[data-weapon=pump-shotgun] .held")).to_be_visible()
    expect(ann.page.locator(".frame.late")).to_have_count(0)


def test_what_was_said_with_no_pin_is_sent_only_if_its_owner_says_so(stage: Stage) -> None:
    """Somebody spoke in the name of a phone's owner: the owner signs in, sees what and when, and drops it."""
    ann = ready(stage)
    size = stage.record
    ann.put_aside(kind="collect", about="pump-shotgun", by="ann", at="2026-05-31T09:00:00Z", unproven=True)
    ann.sign_in("ann")
    ann.page.locator("header").get_by_text("1 not sent: look").click()
    expect(ann.page.locator("dialog li")).to_contain_text("collect pump-shotgun")
    expect(ann.page.locator("dialog li")).to_contain_text(re.compile(r"\d\d:\d\d:\d\d"))
    ann.press("It was not me: drop it")
    expect(ann.page.locator("header")).to_contain_text("All sent")
    assert ann.outbox() == []
    assert stage.record == size
