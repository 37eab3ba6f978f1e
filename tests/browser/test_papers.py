"""The screen of papers: one is chosen, what it is about is said, and the browser keeps a PDF of it."""

from __future__ import annotations

import io
from pathlib import Path

from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.looking import axe, fits, shot
from tests.browser.stage import Stage


def test_a_paper_is_chosen_and_kept(calm: Stage) -> None:
    """The chain of the colt comes as a PDF under its own name; without a weapon it is said what is missing."""
    ann = calm.visitor("ann")
    ann.load("/papers")
    paper = ann.main.get_by_label("Paper", exact=True)
    expect(paper.locator("option").first).to_have_text("Day sheet")
    assert axe(ann.page) + fits(ann.page) == []
    paper.select_option("custody-chain")
    ann.main.get_by_role("button", name="Make the PDF").click()
    expect(ann.main).to_contain_text("is about a weapon, and none is named")
    ann.main.get_by_label("Weapon", exact=True).select_option("colt")
    shot(ann.page, "papers-chain-day-en", whole=True)
    with ann.page.expect_download() as waiting:
        ann.main.get_by_role("button", name="Make the PDF").click()
    kept = waiting.value
    assert kept.suggested_filename == "demonstration-set-custody-chain-colt.pdf"
    content = Path(kept.path()).read_bytes()
    assert "Weapon colt" in PdfReader(io.BytesIO(content)).pages[0].extract_text()


def test_the_office_may_have_names_and_the_screen_speaks_spanish(calm: Stage) -> None:
    """In Spanish; who supervises is asked by role or by name, and gets the paper in either language."""
    pru = calm.visitor("pru", width=1280, height=800)
    pru.load("/papers", language="es")
    expect(pru.main.get_by_label("Papel", exact=True).locator("option").first).to_have_text("Hoja de jornada")
    pru.main.get_by_label("Personas", exact=True).select_option("true")
    assert axe(pru.page) + fits(pru.page) == []
    shot(pru.page, "papers-laptop-es", whole=True)
    with pru.page.expect_download() as waiting:
        pru.main.get_by_role("button", name="Hacer el PDF").click()
    content = Path(waiting.value.path()).read_bytes()
    assert "Hoja de jornada" in PdfReader(io.BytesIO(content)).pages[0].extract_text()
