"""The report on paper: an archive's PDF, with what people confirmed in it, and none of what may not leave."""

from __future__ import annotations

import io

from pypdf import PdfReader

from showsafe.casefile.exports.material import material
from showsafe.casefile.exports.report import as_json
from showsafe.casefile.views.look import Kept
from tests.casefile import cases
from tests.casefile.exports.handed import NAMES, WITHHELD, case, files


def test_it_is_a_pdf_for_archives_that_says_what_people_confirmed() -> None:
    """Roles, the state of the matter, sources with what is left out, and no name."""
    content = files(case(), "report")["report.pdf"]
    assert b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" in content
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())
    assert [each for each in NAMES if each in text] == []
    assert WITHHELD not in text
    for words in (
        "A shot at the mill",
        "never says what is true",
        "under investigation (negligence), source s3",
        "No charge on record as of 2024-11-20",
        "No reply recorded",
        "left out: sealed 2024-11-12",
        "The cart was never locked",
        "confirmed by a party to the matter",
        "No table of duties can be made",
    ):
        assert words in text, words


def test_what_nobody_confirmed_is_counted_and_not_told() -> None:
    """A proposal is not on paper, where nothing would remind of what it is."""
    made = case()
    said = as_json(material(made, cases.OWNER, Kept()))
    assert "Two people were hurt" not in said
    assert '"proposed": 3' in said
