"""The production office on its screens: somebody is enrolled, gets a badge, papers, instruction, and is forgotten."""

from __future__ import annotations

import re
from datetime import timedelta

from playwright.sync_api import expect

from tests.browser.looking import axe, fits, settled, shot
from tests.browser.phones import Phone
from tests.browser.stage import Stage

SCRIPT = "<img src=x onerror='globalThis.ran=1'>"
TRIES = 5


def unfold(phone: Phone, title: str) -> None:
    """Open what is folded away under a title."""
    phone.main.locator("summary").filter(has_text=re.compile(f"^{re.escape(title)}")).first.click()


def enrol(office: Phone, who: str, *, name: str = "", age: str = "34", role: str = "Performer") -> None:
    """Put somebody on record on the screen."""
    office.goto("/enrol")
    office.page.get_by_label("Name on the set").fill(who)
    office.press(role)
    if name:
        office.page.get_by_label("Full name").fill(name)
    if age:
        office.page.get_by_label("Age in whole years").fill(age)
    office.press("Enrol")
    office.sees(f"{who} is on record.")


def let_in(phone: Phone, who: str, badge: str, pin: str) -> None:
    """Sign somebody in with the badge and the PIN that they were given."""
    phone.page.get_by_label("Badge", exact=True).wait_for()
    phone.scan(badge)
    phone.page.locator("main input[type=password]").fill(pin)
    phone.press("Sign in")
    expect(phone.page.locator(".who")).to_have_text(who)


def give_badge(office: Phone, who: str, pin: str) -> str:
    """Give somebody a badge on the screen, and return what the card shows."""
    office.goto(f"/people/{who}")
    unfold(office, "Give a badge")
    office.page.get_by_label("A PIN of 4 to 8 digits", exact=True).fill(pin)
    office.page.get_by_label("The same PIN again", exact=True).fill(pin)
    office.press("Make the badge")
    card = office.main.locator(".card")
    expect(card.get_by_role("img", name="The code of the badge")).to_be_visible()
    return card.locator("code").inner_text()


def test_a_new_performer_is_enrolled_with_a_badge_and_signs_in(stage: Stage) -> None:
    """The office enrols, the performer chooses a PIN, the card is shown once, and with it they are in."""
    moe = stage.phone("moe")
    before = stage.record
    enrol(moe, "lou", name="Lou of the second unit")
    moe.main.get_by_role("link", name="Go on").click()
    moe.sees("Lou of the second unit")
    moe.sees("No badge")
    badge = give_badge(moe, "lou", "5183")
    shot(moe.page, "people-card")
    assert axe(moe.page) + fits(moe.page) == []
    moe.press("Done")
    expect(moe.main.locator(".card")).to_have_count(0)
    assert badge not in moe.page.content()
    assert stage.state.people["lou"].roles == ("performer",)
    assert str(stage.bodies(before)).find("second unit") < 0
    cart = stage.phone(own=False)
    cart.goto("/sign-in")
    let_in(cart, "lou", badge, "5183")


def test_two_pins_that_differ_make_no_badge(stage: Stage) -> None:
    """A slip of the finger is told at once, and the badge of before still counts."""
    moe = stage.phone("moe")
    moe.goto("/people/dan")
    unfold(moe, "Give a badge")
    moe.page.get_by_label("A PIN of 4 to 8 digits", exact=True).fill("5183")
    moe.page.get_by_label("The same PIN again", exact=True).fill("5184")
    moe.press("Make the badge")
    moe.sees("The two PINs differ.")
    stage.phone("dan")


def test_only_the_card_is_printed(stage: Stage) -> None:
    """On paper there is the badge alone: no navigation, no hold, nobody else."""
    moe = stage.phone("moe")
    give_badge(moe, "dan", "5183")
    moe.page.emulate_media(media="print")
    expect(moe.main.locator(".card")).to_be_visible()
    for hidden in (".top", ".bottom", "main h1", "main .button"):
        expect(moe.page.locator(hidden).first).to_be_hidden()
    shot(moe.page, "people-print")


def test_five_wrong_pins_lock_a_badge_and_a_supervisor_unlocks_it(stage: Stage) -> None:
    """The safety advisor sees the locked one first, unlocks it, and its owner is in again."""
    dan = stage.phone("dan", signed_in=False)
    dan.goto("/sign-in")
    dan.page.get_by_label("Badge", exact=True).wait_for()
    dan.scan(stage.scene.badges["dan"])
    for _ in range(TRIES):
        expect(dan.page.locator("main input[type=password]")).to_have_value("")
        dan.page.locator("main input[type=password]").fill("9999")
        with dan.page.expect_response("**/api/v1/session"):
            dan.press("Sign in")
    dan.sees("This badge is locked")
    sue = stage.phone("sue")
    sue.goto("/people")
    first = sue.main.locator("section").first
    expect(first).to_contain_text("Badge locked")
    shot(sue.page, "people-locked")
    assert axe(sue.page) + fits(sue.page) == []
    first.get_by_role("link", name="dan").click()
    sue.press("Unlock dan")
    expect(sue.main.get_by_text("Badge locked")).to_have_count(0)
    assert sue.main.get_by_text("Give a badge").count() == 0
    dan.sign_in("dan")


def test_a_badge_that_is_taken_back_opens_nothing(stage: Stage) -> None:
    """Two touches take it back; whoever was signed in with it is out."""
    dan = stage.phone("dan")
    moe = stage.phone("moe")
    moe.goto("/people/dan")
    unfold(moe, "Take the badge back")
    moe.press("Take the badge back")
    moe.sees("Whoever is signed in with it is signed out.")
    moe.press("Yes: Take the badge back")
    moe.sees("No badge")
    dan.goto("/me")
    dan.page.wait_for_url("**/sign-in?to=*")


def test_a_grip_sees_no_papers_but_their_own(stage: Stage) -> None:
    """Everybody sees their own papers, marked as theirs; of others only that the office sees them."""
    stage.ask("record-paper", "moe", kind="course", about="gus", number="C-11")
    stage.ask("record-paper", "moe", kind="course", about="dan", number="C-12")
    gus = stage.phone("gus")
    sent: list[str] = []
    gus.page.on("response", lambda answer: sent.append(answer.url) if answer.status == 403 else None)
    gus.goto("/people/dan")
    gus.sees("The production office sees these papers, and dan.")
    assert gus.main.locator("summary").count() == 0
    assert gus.main.get_by_text("Safety course").count() == 0
    gus.goto("/me")
    gus.sees("Papers: yours")
    gus.sees("Safety course")
    shot(gus.page, "me")
    assert axe(gus.page) + fits(gus.page) == []
    assert sent == []


def test_papers_that_end_soon_are_told_to_the_office(stage: Stage) -> None:
    """What ends within two weeks, or has ended, stands above everybody, the first to end first; the rest does not."""
    today = stage.state.local_date(stage.clock.now())
    for who, days in (("dan", 12), ("kim", -3), ("bea", 200)):
        last = (today + timedelta(days=days)).isoformat()
        stage.report("record-paper", "moe", kind="course", about=who, expires=last)
    moe = stage.phone("moe")
    moe.goto("/people")
    soon = moe.main.locator("section").filter(has_text="Papers that end within 14 days")
    lines = soon.get_by_role("listitem")
    expect(lines).to_have_count(2)
    expect(lines.first).to_contain_text(re.compile(r"kim *Safety course: ended on \d+ \w+ \d{4}"))
    expect(lines.last).to_contain_text(re.compile("dan *Safety course: ends in 12 days"))
    shot(moe.page, "people")
    assert axe(moe.page) + fits(moe.page) == []
    sue = stage.phone("sue")
    sue.goto("/people")
    sue.sees("gus")
    assert sue.main.get_by_text("ends in 12 days").count() == 0


def test_a_paper_is_recorded_and_its_number_is_in_no_record(stage: Stage) -> None:
    """The office records a paper with its last day; the number lies beside the record, under a commitment."""
    moe = stage.phone("moe")
    moe.goto("/people/dan")
    unfold(moe, "Record a paper")
    moe.page.get_by_label("Which paper").select_option("course")
    moe.page.get_by_label("Number").fill("C-9000")
    moe.page.get_by_label("Last day").fill("2099-05-31")
    before = stage.record
    moe.press("Record the paper")
    moe.sees("Nothing recorded stands against it")
    moe.sees("Safety course: until 31 May 2099")
    assert "C-9000" not in str(stage.bodies(before))
    assert "sealed" in str(stage.bodies(before))


def test_who_is_instructed_says_so_too(stage: Stage) -> None:
    """The armorer instructs somebody, who acknowledges it with their own badge and PIN: two records, two people."""
    ann = stage.phone("ann")
    ann.goto("/people/gus")
    unfold(ann, "Instruct")
    ann.page.get_by_label("On which kind of weapon").select_option("lever-rifle")
    before = stage.record
    ann.press("I instructed gus")
    ann.sees("Now gus says it too")
    ann.scan(stage.scene.badges["gus"])
    ann.page.get_by_label("PIN", exact=True).fill(stage.scene.pins["gus"])
    ann.press("I was instructed on it and had my questions answered")
    expect(ann.main.get_by_text("Record", exact=False).last).to_be_visible()
    expect(ann.main.locator(".notice")).to_have_count(2)
    assert stage.kinds(before) == ["instructed", "acknowledged"]
    assert [body["by"] for body in stage.bodies(before)] == ["ann", "gus"]
    assert "lever-rifle" in stage.state.people["gus"].instructed


def test_jobs_and_roles_are_given_on_the_screen(stage: Stage) -> None:
    """Somebody's jobs of the day and their roles are two acts; nobody is offered to give themselves a role."""
    moe = stage.phone("moe")
    moe.goto("/people/gus")
    unfold(moe, "Jobs of today")
    moe.page.get_by_label("Jobs of today").fill("doors, radio")
    moe.press("Record these jobs")
    moe.sees("Today: doors, radio")
    unfold(moe, "Roles")
    moe.press("Camera")
    moe.press("Record these roles")
    moe.sees("Crew, Camera")
    assert set(stage.state.people["gus"].roles) == {"crew", "camera"}
    moe.goto("/people/moe")
    moe.sees("(you)")
    assert moe.main.locator("summary").filter(has_text="Roles").count() == 0


def test_somebody_is_forgotten_in_two_steps(stage: Stage) -> None:
    """First it is said what goes and what stays; then what is personal is gone, and so are role and badge."""
    moe = stage.phone("moe")
    enrol(moe, "lou", name="Lou of the second unit")
    give_badge(moe, "lou", "5183")
    moe.goto("/people/lou")
    unfold(moe, "Erase")
    moe.sees("Name, contact, age and papers are gone from this node for good")
    moe.sees("What lou did stays on record under this name.")
    moe.press("Erase for good")
    shot(moe.page, "people-erase")
    assert stage.state.people["lou"].name != ""
    moe.press("Yes: Erase for good")
    expect(moe.main.locator("strong").filter(has_text="erased")).to_be_visible()
    assert moe.main.get_by_text("Lou of the second unit").count() == 0
    gone = stage.state.people["lou"]
    assert (gone.erased, gone.name, gone.roles) == (True, "", ())
    assert "lou" not in stage.process.desk.badges.locked()


def test_a_name_that_is_a_script_is_only_text(stage: Stage) -> None:
    """Markup in a full name is shown to the letter, and runs nowhere; in the name on the set it is refused in place."""
    moe = stage.phone("moe")
    enrol(moe, "lou", name=SCRIPT)
    moe.goto("/people/lou")
    moe.sees(SCRIPT)
    moe.goto("/enrol")
    moe.page.get_by_label("Name on the set").fill(SCRIPT)
    moe.press("Crew")
    moe.press("Enrol")
    moe.sees("is no name")
    assert moe.page.locator("main img[src=x]").count() == 0
    assert moe.page.evaluate("globalThis.ran") is None


def test_an_age_is_asked_of_whoever_handles_weapons(stage: Stage) -> None:
    """Without an age a performer cannot be enrolled, a driver can; nothing about health, gender or belief is asked."""
    moe = stage.phone("moe")
    moe.goto("/enrol")
    moe.sees("Nothing about health, gender or belief is asked.")
    labels = moe.main.locator("label").all_inner_texts()
    assert labels == ["Name on the set", "Full name", "Contact", "Age in whole years"]
    moe.page.get_by_label("Name on the set").fill("Lou Park")
    expect(moe.page.get_by_label("Name on the set")).to_have_value("lou-park")
    moe.press("Performer")
    assert moe.main.get_by_role("button", name="Enrol", exact=True).count() == 0
    moe.press("Performer")
    moe.press("Crew")
    settled(moe.page)
    shot(moe.page, "enrol")
    moe.press("Enrol")
    moe.sees("lou-park is on record.")


def test_i_lock_my_phone(stage: Stage) -> None:
    """From the name at the top it is one touch to oneself, and one more to lock the phone."""
    dan = stage.phone("dan")
    dan.page.locator(".who").click()
    dan.sees("badge and PIN, on your own phone")
    with dan.page.expect_response("**/api/v1/session/end"):
        dan.press("Lock this phone")
    expect(dan.page.locator(".who")).to_have_text("Nobody signed in")
    assert dan.page.evaluate("fetch('/api/v1/session').then((r) => r.json())")["signed_in"] is False
