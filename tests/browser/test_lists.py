"""The screen of lists: a file is looked at row by row, then imported whole or without its bad rows, and saved again."""

from __future__ import annotations

import io
import re
from typing import Any

from openpyxl import Workbook, load_workbook
from playwright.sync_api import FilePayload, expect

from tests.browser.floors import on
from tests.browser.looking import axe, fits, shot
from tests.browser.phones import Phone
from tests.browser.stage import Stage

RENTAL = (
    ("Asset No", "Serial No.", "Make", "Model", "Cal.", "Type", "Class", "Capacity", "Daily rate"),
    ("nr-1", "AB-1023", "Colt", "SAA", ",45 Colt", "single action revolver", "live", 6, "12,50"),
    ("nr-2", "AB-1O23", "Colt", "SAA", ",45 Colt", "single action revolver", "live", 6, "12,50"),
    ("nr-3", "77", "Winchester", "1894", ".38-40", "lever action", "live", "1.200", "12,50"),
)


def workbook(*rows: tuple[Any, ...]) -> bytes:
    """Return a workbook with these rows, below a line of its own as rental houses have one."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Guns"
    sheet.append(("NORTH RIDGE RENTALS",))
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def given(phone: Phone, name: str, content: bytes, *, table: str = "") -> None:
    """Choose a file, and have it looked at."""
    if table:
        phone.main.get_by_label("What is in it").select_option(table)
    file = FilePayload(name=name, mimeType="application/octet-stream", buffer=content)
    phone.main.get_by_label("The list: CSV, Excel (.xlsx) or JSON").set_input_files(files=[file])
    phone.press("Look at the list")


def test_a_rental_list_comes_in_without_its_bad_row(stage: Stage) -> None:
    """The bad cell is named, look-alike serials are flagged, and nothing is on record before somebody says so."""
    ann = on(stage, "ann", "/lists")
    given(ann, "rental.xlsx", workbook(*RENTAL))
    ann.sees("Guns!H5: capacity can be read as two numbers: 1.200.")
    ann.sees("Guns!B3: AB-1023 looks like the serial of nr-2, of the same make.")
    ann.sees("Cannot be taken: 1")
    assert "nr-1" not in stage.state.weapons
    expect(ann.main.get_by_role("button", name=re.compile("Import all"))).to_have_count(0)
    ann.main.get_by_text("Which heading means what").click()
    expect(ann.main.get_by_label("Asset No", exact=True)).to_have_value("weapon")
    expect(ann.main.get_by_label("Daily rate", exact=True)).to_have_value("")
    assert axe(ann.page) + fits(ann.page) == []
    shot(ann.page, "lists-looked-day-en", whole=True)
    ann.press("Import the 2 good ones, leave out 1")
    ann.sees("Imported: 2")
    assert stage.state.weapons["nr-2"].serial == "AB-1O23"
    assert "nr-3" not in stage.state.weapons
    ann.main.get_by_role("link", name="nr-1", exact=True).click()
    expect(ann.page).to_have_url(re.compile("/weapons/nr-1$"))


def test_a_box_from_a_list_waits_for_a_second_person(stage: Stage) -> None:
    """Whoever imports answers for themselves alone; the second person confirms on the screen of witnesses."""
    ann = on(stage, "ann", "/lists", locale="es-MX", width=360, height=740)
    text = "lote;tipo;calibre;cantidad;segunda persona\nbx-9;blank;.45 Colt;50;bob\n"
    ann.main.get_by_label("Qué contiene").select_option("lots")
    file = FilePayload(name="lotes.csv", mimeType="text/csv", buffer=text.encode("utf-16"))
    ann.main.get_by_label("La lista: CSV, Excel (.xlsx) o JSON").set_input_files(files=[file])
    ann.press("Mirar la lista")
    ann.sees("Nuevas, en espera de que una segunda persona confirme: 1")
    ann.sees("The list names a second person, who has to say it themselves.")
    assert axe(ann.page) + fits(ann.page) == []
    shot(ann.page, "lists-lots-day-es", whole=True)
    ann.press("Importar todo: 1")
    ann.sees("Cada caja espera a una segunda persona")
    assert "bx-9" not in stage.state.lots
    bob = on(stage, "bob", "/witness")
    bob.main.locator("li", has_text="bx-9").get_by_role("button").click()
    expect(bob.main.locator("li", has_text="bx-9")).to_have_count(0)
    assert stage.state.lots["bx-9"].total == 50


def test_a_heading_is_joined_and_a_table_saved(stage: Stage) -> None:
    """A heading that means nothing here is joined to its column by hand; every table is saved as a file again."""
    ann = on(stage, "ann", "/lists", width=1280, height=800)
    given(ann, "own.csv", b"Weapon,Stamped,Class\nown-1,Z-5,replica\n")
    ann.sees("New: 1")
    ann.main.get_by_text("Which heading means what").click()
    ann.main.get_by_label("Stamped", exact=True).select_option("serial")
    expect(ann.main.get_by_label("Stamped", exact=True)).to_have_value("serial")
    ann.press("Import all: 1")
    ann.sees("Imported: 1")
    assert stage.state.weapons["own-1"].serial == "Z-5"
    ann.main.get_by_text("A list leaves").click()
    assert axe(ann.page) + fits(ann.page) == []
    shot(ann.page, "lists-leave-laptop-en", whole=True)
    with ann.page.expect_download() as saved:
        ann.main.get_by_role("link", name="Weapons as Excel", exact=True).click()
    sheet = load_workbook(io.BytesIO(saved.value.path().read_bytes())).active
    assert sheet is not None
    assert "own-1" in [row[0] for row in sheet.iter_rows(values_only=True)]


def test_what_is_scanned_and_unknown_goes_into_the_form(stage: Stage) -> None:
    """An unknown code is the name of the box and the tag of the weapon; a calibre that fits nothing is warned of."""
    ann = on(stage, "ann", "/lots")
    ann.main.get_by_label("Code of the box").fill("NB-77")
    ann.main.get_by_label("Code of the box").press("Enter")
    ann.sees("No lot on record is called NB-77.")
    ann.main.get_by_text("Receive a lot").click()
    expect(ann.main.get_by_label("Name of the lot")).to_have_value("NB-77")
    ann.main.get_by_label("Calibre").fill(".32 S&W")
    ann.sees("No weapon on record takes .32 S&W.")
    ann.main.get_by_label("Calibre").fill(".45 Colt")
    expect(ann.main.get_by_text("No weapon on record takes")).to_have_count(0)
    assert axe(ann.page) + fits(ann.page) == []
    ann.main.get_by_text("Enrol a weapon").click()
    expect(ann.main.get_by_label("Tag")).to_have_value("NB-77")
    serial = stage.state.weapons["colt"].serial
    ann.main.get_by_label("Serial, as it is stamped").fill(serial.lower())
    ann.sees(f"{serial.lower()} is the serial of colt too.")
