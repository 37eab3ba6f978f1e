"""The phone made room and emptied what the app had kept: that is said, and nothing is claimed as sent."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.phones import Phone
from tests.browser.stage import Stage
from tests.browser.test_offline import press, ready


def evict(phone: Phone) -> None:
    """Empty the store as a browser does under pressure; the cookies of the site stay."""
    phone.load("/icon.svg")
    phone.page.evaluate(
        """() => new Promise((fulfil, fail) => {
          const asked = indexedDB.deleteDatabase("showsafe");
          asked.onsuccess = fulfil; asked.onerror = fail; asked.onblocked = () => fail(new Error("blocked"));
        })"""
    )


def test_what_was_lost_is_said_loud(stage: Stage) -> None:
    """Two acts that waited are gone: the phone says how many, and whom to tell; none is said to be sent."""
    ann = ready(stage)
    size = stage.record
    ann.offline()
    press(ann, "hold")
    press(ann, "stop")
    expect(ann.page.locator("header")).to_contain_text("2 not sent")
    ann.context.route("**/api/v1/*", lambda route: route.abort())
    ann.offline(away=False)
    evict(ann)
    ann.context.unroute("**/api/v1/*")
    ann.load("/")
    lost = ann.page.locator(".notice.bad").filter(has_text="lost 2 that were not sent")
    expect(lost).to_be_visible()
    assert stage.record == size
    lost.get_by_role("button").click()
    expect(lost).to_have_count(0)


def test_the_device_has_to_be_enrolled_again(stage: Stage) -> None:
    """With its key gone the phone says that it is not enrolled, and where a code comes from."""
    ann = ready(stage)
    evict(ann)
    ann.load("/sign-in")
    expect(ann.main).to_contain_text("This device is not enrolled")
    ann.main.get_by_role("link").first.click()
    ann.page.wait_for_url("**/join-device")


def test_it_comes_in_anew_with_another_code(stage: Stage) -> None:
    """The office shows a new code; the phone makes a new key, and the person signs in again with badge and PIN."""
    ann = ready(stage)
    evict(ann)
    code = stage.process.desk.enrolling.invite(name="phone-ann-2", person="ann", by="moe", witness="sue")
    ann.load(f"/join-device#{code}")
    ann.main.get_by_role("button", name="Bring this device in").click()
    expect(ann.main).to_contain_text("on record")
    assert code not in ann.page.url
    ann.sign_in("ann")
    assert any(key.of == "device:phone-ann-2@ann" for key in stage.state.keys.values())
