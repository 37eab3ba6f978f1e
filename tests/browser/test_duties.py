"""The screen of duties: by role, with clause and record; on a phone one under the other, on a laptop a table."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from showsafe.entrypoints.demo_set import cast
from tests.browser.looking import axe, fits, shot
from tests.browser.phones import Phone
from tests.browser.stage import Stage


def of_colt(phone: Phone, weapon: str, show: str, language: str = "en") -> None:
    """Ask for the table of the colt, and wait until it is there."""
    phone.load("/duties", language=language)
    phone.main.get_by_label(weapon, exact=True).select_option("colt")
    phone.main.get_by_role("button", name=show, exact=True).click()
    expect(phone.main.locator("table tbody").first).to_be_visible()


def test_a_custodian_sees_who_had_a_duty_by_role(calm: Stage) -> None:
    """Roles, duties, clauses and records, and nobody named; a record leads to the proofs of its weapon."""
    ann = calm.visitor("ann")
    of_colt(ann, "Weapon", "Show")
    table = ann.main.locator("table")
    expect(table).to_contain_text("Opens it, looks and feels into every place, and says what is there.")
    expect(table).to_contain_text(re.compile(r"IWLMSC-1/CHECK-USE \(second-hand; not shown as law\)"))
    expect(table).to_contain_text("Armorer")
    shown = ann.main.inner_text()
    assert not [name for name in cast.PEOPLE if re.search(rf"\b{name}\b", shown)]
    expect(ann.main.locator(".use a").first).to_have_attribute("href", "/weapons/colt")
    assert axe(ann.page) + fits(ann.page) == []
    shot(ann.page, "duties-colt-day-en", whole=True)


def test_on_a_laptop_it_is_a_table_in_spanish(calm: Stage) -> None:
    """With room it has columns with their heads; in Spanish, too; what is not found is said."""
    ann = calm.visitor("ann", width=1280, height=800)
    of_colt(ann, "Arma", "Mostrar", "es")
    expect(ann.main.get_by_role("columnheader", name="Quién, por cargo")).to_be_visible()
    expect(ann.main.locator("table")).to_contain_text("La abre, mira y palpa cada lugar, y dice qué hay.")
    assert axe(ann.page) + fits(ann.page) == []
    shot(ann.page, "duties-colt-laptop-es", whole=True)
    ann.main.get_by_label("O un incidente: su registro").fill("1")
    ann.main.get_by_role("button", name="Mostrar", exact=True).click()
    expect(ann.main).to_contain_text("opens no incident")
