"""The screen of hires: from the first case to the last, condition out beside in, what of an owner is where."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from playwright.sync_api import Locator, expect

from showsafe import bootstrap
from showsafe.books.book import Entry
from tests.browser.floors import on
from tests.browser.looking import axe, fits, shot
from tests.browser.phones import Phone
from tests.browser.stage import Stage

READ = "(at) => fetch(at).then((sent) => sent.arrayBuffer()).then((all) => new TextDecoder().decode(all.slice(0, 8)))"
HOUSE = "Yard Arms"
GUN, SERIAL = "police-revolver", "DA-20933"


def fold(phone: Phone, title: str) -> Locator:
    """Open what is folded, and return it."""
    found = phone.main.locator("details", has_text=title).first
    found.locator("summary").click()
    return found


def filled(form: Locator, **said: str) -> None:
    """Fill fields by their labels; an underscore stands for a space."""
    for label, value in said.items():
        field = form.get_by_label(label.replace("_", " "), exact=True)
        tag = field.evaluate("(node) => node.tagName")
        field.select_option(label=value) if tag == "SELECT" else field.fill(value)


def entered(form: Locator) -> None:
    """Press the button of a form, and wait for the number of the entry."""
    form.get_by_role("button", name="Enter", exact=True).click()
    expect(form.get_by_text("Entered:").first).to_be_visible()


def noted(phone: Phone, moment: str, mark: str) -> None:
    """Note the condition of the revolver, and wait until it is shown."""
    note = phone.main.locator("details", has_text="Note a condition").first
    if note.get_attribute("open") is None:
        note.locator("summary").click()
    filled(note, Thing=GUN, When=moment)
    filled(note, **{"Cylinder turns, locks and comes out": mark, "Hammer and sear hold": "ok"})
    entered(note)
    expect(phone.main.locator(".hire-one td", has_text=mark).first).to_be_visible()


def seeded(stage: Stage, *entries: tuple[str, dict[str, Any]]) -> None:
    """Enter something in the office book, as the office does at the node."""
    with bootstrap.open_book(stage.scene.data, "office", stage.clock) as book:
        now = stage.clock.now()
        for kind, keys in entries:
            book.enter(Entry(kind=kind, by="pru", at=now, act_id=f"{kind}-{len(book.entries())}", keys=keys))


def day(stage: Stage, ahead: int) -> str:
    """Return a day, so many after today."""
    return (stage.clock.now() + timedelta(days=ahead)).date().isoformat()


def test_a_hire_from_the_first_case_to_the_last(stage: Stage) -> None:
    """Taken in, noted, noted again, sent back: the wrong serial is refused and not told, and what is worse is named."""
    pat = on(stage, "pat", "/hire")
    form = fold(pat, "Something comes in on hire")
    filled(form, Number_of_the_hire="yard-1", **{"Rental house, owner or gunsmith": HOUSE})
    filled(form, First_day=day(stage, -9), Last_day=day(stage, -1), Day=day(stage, -9))
    form.get_by_label("Thing", exact=True).fill(GUN)
    form.get_by_label("Serial, read on it").fill("DA-20993")
    form.get_by_role("button", name="Enter", exact=True).click()
    pat.sees("Read it again, two of you.")
    assert SERIAL not in pat.main.inner_text()
    form.get_by_label("Serial, read on it").fill(SERIAL)
    entered(form)
    row = pat.main.locator(".hire-list tbody tr", has_text="yard-1")
    expect(row).to_contain_text("Overdue: 1 day")
    row.get_by_role("link", name="yard-1").click()
    noted(pat, "As it comes in", "ok")
    noted(pat, "As it leaves", "fault")
    sending = fold(pat, "Send things back")
    sending.get_by_label(f"{GUN}: 1").check()
    sending.get_by_label("Serial, read on it").fill("da 20933")
    sending.get_by_role("button", name="Enter", exact=True).click()
    pat.sees("All back on")
    pat.sees("Worse: ok, then fault.")
    pat.sees("The record of the set has it here.")
    paper = pat.main.get_by_role("link", name="Packing list").get_attribute("href") or ""
    assert pat.page.evaluate(READ, paper) == "%PDF-1.7"
    assert axe(pat.page) + fits(pat.page) == []
    shot(pat.page, "hire-one-day-en", whole=True)


def test_hires_services_and_an_owner_at_the_desk_in_spanish(stage: Stage) -> None:
    """What is late first, services that are due, an owner's things by role; nobody is named."""
    days = {"since": day(stage, -30), "on": day(stage, -30)}
    keys = {"party": HOUSE, **days}
    gun = {"thing": GUN, "sort": "weapon", "serial": SERIAL}
    seeded(
        stage,
        ("take-in", {"hire": "yard-1", "until": day(stage, 20), "items": [gun], **keys}),
        (
            "take-in",
            {
                "hire": "yard-2",
                "until": day(stage, -3),
                "items": [{"thing": "funda", "sort": "other"}],
                **keys,
            },
        ),
        ("set-interval", {"of": "weapon", "name": GUN, "days": 30}),
        ("record-service", {"weapon": GUN, "on": day(stage, -40), "result": "fit", "who": "a smith"}),
    )
    pru = on(stage, "pru", "/hire", width=1280, height=800)
    pru.load("/hire", language="es")
    rows = pru.main.locator(".hire-list tbody tr")
    expect(rows.first).to_contain_text("yard-2")
    expect(rows.first).to_contain_text("Vencido: 3 días")
    expect(rows.filter(has_text="yard-1")).to_contain_text("Quedan 20 días")
    expect(pru.main.locator(".hire-lines li", has_text=GUN).first).to_contain_text("Toca ya")
    assert axe(pru.page) + fits(pru.page) == []
    shot(pru.page, "hire-laptop-es", whole=True)
    pru.main.get_by_role("link", name=HOUSE).click()
    expect(pru.main.locator("h1")).to_have_text(HOUSE)
    pru.sees("Vencidas: 1")
    things = pru.main.locator(".hire-lines")
    expect(things).to_contain_text("DA-20\u2022\u2022\u2022")
    assert not {"ann", "pat", "bob", "smith"} & set(pru.main.inner_text().split())
    assert axe(pru.page) + fits(pru.page) == []
    shot(pru.page, "hire-owner-laptop-es", whole=True)
