"""The report for people: one form, to the byte, and nothing personal in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from showsafe.adapters.directory import open_for_reading
from showsafe.evidence import bundle, report, select
from showsafe.evidence.bundle import Asked, Made


@pytest.fixture(scope="module")
def told(rich: Path) -> Made:
    """Return what goes into a bundle of everything."""
    with open_for_reading(rich) as opened, opened.store.reading():
        store = opened.store
        return bundle.gather(store, "north-ridge", select.everything(store.size()), Asked())


def _said(made: Made) -> dict[str, Any]:
    return dict(json.loads(report.as_json(made, lambda _: -360)))


def test_it_is_an_archive_pdf_and_the_same_twice(told: Made) -> None:
    """The report is PDF/A with tags, and made twice it has the same bytes."""
    one, other = (report.report(told, lambda _: -360) for _ in range(2))
    assert one == other
    assert one.startswith(b"%PDF-1.7")
    assert b"pdfaid:part" in one
    assert b"Libertinus" in one


def test_every_record_is_a_sentence_with_its_answer(told: Made) -> None:
    """Who says that they did what, as people of that day name it; what was refused or a deviation is set apart."""
    lines = _said(told)["records"]
    assert [line["number"] for line in lines] == [str(number) for number in told.about["records"]]
    says = {line["says"]: line for line in lines}
    assert says["armorer opens an incident revolver, says a loud bang"]["answer"] == "Recorded"
    fired = next(line for line in lines if line["says"].startswith("extra fires rifle"))
    assert (fired["loud"], fired["answer"]) == (True, "Recorded, as a deviation")
    assert not any("captive-1915/" in note for note in fired["notes"])


def test_times_are_those_of_the_set(told: Made) -> None:
    """Times are shown by the clock of the set; what was received later than it was claimed says so."""
    lines = _said(told)["records"]
    told_day = next(line for line in lines if line["says"].startswith("extra fires rifle"))
    assert told_day["received"] > told_day["claimed"]
    assert lines[0]["received"] == ""


def test_it_says_the_claim_and_its_limits_before_anything_else(told: Made) -> None:
    """The first page has the claim, what it proves and what it cannot, and the key to compare."""
    said = _said(told)
    assert said["claim"] == "This bundle holds every record of the ledger."
    assert said["proves"] == told.about["proves"]
    assert said["cannot"] == told.about["cannot_prove"]
    assert said["vkey"] == told.files["origin.vkey"].decode().strip()


def test_it_holds_no_personal_value(told: Made) -> None:
    """Ages, papers and names of people are commitments in the records, and not in the report at all."""
    said = report.as_json(told, lambda _: 0)
    assert '"age 40' not in said
    assert "age 40" not in said
    assert "sealed, none opened" in said


def test_its_pages_can_be_looked_at(told: Made) -> None:
    """The same report comes as pictures, page by page."""
    pages = report.pages(told, lambda _: 0)
    assert len(pages) >= 2
    assert all(page.startswith(b"\x89PNG") for page in pages)
