"""The screen of dated tasks: what is due with its clause, said to be done, put off, in English and Spanish."""

from __future__ import annotations

import re
from datetime import timedelta

from playwright.sync_api import Locator, expect

from showsafe import bootstrap
from showsafe.application.records import stamp
from showsafe.books.book import Entry
from showsafe.books.kinds import BOUND
from tests.browser.floors import on
from tests.browser.looking import axe, fits, shot
from tests.browser.phones import Phone
from tests.browser.stage import Stage


def lost(stage: Stage) -> int:
    """Enter a rifle in the bound book, and that it was found to be lost three days ago; return that entry."""
    now = stage.clock.now()
    with bootstrap.open_book(stage.scene.data, BOUND, stage.clock) as book:
        line = book.enter(
            Entry(
                kind="acquire", by="pru", at=now, act_id="rifle", keys={"on": "2026-01-05", "serial": "M-1"}
            )
        )
        ahead = {"on": "2036-01-05", "serial": "M-2"}
        book.enter(Entry(kind="acquire", by="pru", at=now, act_id="ahead", keys=ahead))
        keys = {"acquisition": line.number, "found": stamp(now - timedelta(days=3)), "as": "loss"}
        return book.enter(Entry(kind="find-missing", by="pru", at=now, act_id="loss", keys=keys)).number


def task(phone: Phone, begins: str) -> Locator:
    """Return a task by how its id begins."""
    return phone.main.locator(f"[data-task^='{begins}']")


def test_a_task_is_seen_done_and_put_off(stage: Stage) -> None:
    """What is overdue comes first with its clause; one is said to be done with a receipt, another put off with why.

    Of a report that only an entry of the bound book ends, nobody is offered to say that it is done.
    """
    loss = lost(stage)
    ann = on(stage, "ann", "/due")
    agency = task(ann, f"bound.report-missing:{loss}:agency")
    expect(agency).to_have_attribute("data-state", "overdue")
    expect(agency).to_contain_text("Was due by")
    expect(agency).to_contain_text("CFR-478.39a (law, read in full).")
    expect(task(ann, "bound.print")).to_contain_text(
        re.compile("^(?!.*ATF).*Known second-hand; not shown as law.")
    )
    assert axe(ann.page) + fits(ann.page) == []
    shot(ann.page, "due-en", whole=True)
    odd = task(ann, "bound.ahead")
    odd.locator("summary").click()
    odd.get_by_label("Receipt, or number of a letter").fill("IC-9")
    odd.get_by_role("button", name="It is done").click()
    expect(odd).to_have_count(0)
    police = task(ann, f"bound.report-missing:{loss}:police")
    police.locator("summary").click()
    expect(police.get_by_text("Only an entry of the bound book ends this: report-missing.")).to_be_visible()
    expect(police.get_by_role("button", name="It is done")).to_have_count(0)
    police.get_by_role("button", name="Put it off").click()
    expect(police.get_by_text("Needed", exact=True).first).to_be_visible()
    police.get_by_label("Until").fill("2036-01-01")
    police.get_by_label("Why").fill("station closed")
    police.get_by_role("button", name="Put it off").click()
    expect(police).to_contain_text("station closed")
    expect(police).to_have_attribute("data-state", "overdue")
    ann.page.get_by_role("button", name="Also what is done").click()
    expect(odd).to_contain_text(re.compile("Said to be done on.*IC-9"))
    kept = bootstrap.read_book(stage.scene.data, "office").entries()
    assert [(each.kind, each.by) for each in kept[1:]] == [("do-task", "ann"), ("put-off-task", "ann")]


def test_tasks_in_spanish_for_who_only_looks(stage: Stage) -> None:
    """The 1st AD reads the same in Spanish, on a phone, and has nothing to say it with."""
    lost(stage)
    eve = on(stage, "eve", "/due", locale="es-MX")
    police = task(eve, "bound.report-missing")
    expect(police.first).to_contain_text("Vencía el")
    expect(eve.main.get_by_text("Informe a la policía local")).to_be_visible()
    expect(eve.main.locator("summary")).to_have_count(0)
    assert axe(eve.page) + fits(eve.page) == []
    shot(eve.page, "due-es", whole=True)
