"""A PDF as text, with the page and the place that each line came from; and PDFs that mean no good."""

from __future__ import annotations

import io
import time
import zlib
from pathlib import Path

import pytest
import typst
from pypdf import PdfReader, PdfWriter

from showsafe.casefile.reading.read import read
from showsafe.casefile.reading.sources import pdf_child
from showsafe.casefile.reading.sources.pages import laid_out
from showsafe.casefile.reading.sources.pdf_child import Piece
from showsafe.casefile.reading.sources.taken import taken
from showsafe.errors import WrongInput
from tests.casefile.reading import named
from tests.entrypoints.cli import run

_REPORT = """
#set page(width: 160mm, height: 100mm, columns: 2, numbering: "1",
  header: [Fires on stages #h(1fr) A report], footer: context [page #counter(page).display()])
#set par(justify: true)
#set text(hyphenate: true, size: 10pt, lang: "en")
“The lights went out before anybody had an opportunity to find the extraordinary instructions,” said the gaffer, who was
responsible for the official office of the afternoon. A well-known officer found the offices different. It is
well-known.

“Nobody had a lamp,” she said. “It was dark, and I could not distinguish anything whatsoever within the neighbourhood
of the establishment.” #lorem(170)

The inspector told reporters: “We were never informed of it.” #lorem(150)
"""


@pytest.fixture(scope="module")
def report() -> bytes:
    """Return a report of some pages in two columns, with words broken at the ends of lines and ligatures."""
    return bytes(typst.compile(_REPORT.encode()))


def bare(*contents: bytes) -> bytes:
    """Return a PDF of pages with these compressed contents, written by hand."""
    kids = b" ".join(b"%d 0 R" % (3 + 2 * n) for n in range(len(contents)))
    parts = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(contents))]
    for number, packed in enumerate(contents):
        page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 400]/Contents %d 0 R/Resources<<>>>>"
        parts.append(page % (4 + 2 * number))
        parts.append(b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed))
    made, places = b"%PDF-1.7\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(made))
        made += b"%d 0 obj%s endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    rest = b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
    return made + rest % (len(parts) + 1, table, len(parts) + 1, len(made))


def test_words_and_quotations_are_whole(report: bytes) -> None:
    """Words broken at the end of a line are whole, ligatures are letters, and a hyphen within a line stays one."""
    found = taken(report, "a.pdf")
    assert found.kind == "pdf"
    quotes = read(found.text).quotes
    assert quotes[0].text == (
        "The lights went out before anybody had an opportunity to find the extraordinary instructions,"
    )
    assert [named(found.text, quote) for quote in quotes[:2]] == ["the gaffer, who"[:10], "she"]
    assert "A well-known officer found the offices different." in found.text
    assert "neighbourhood" in found.text
    assert not set("ﬁﬂ\u00ad") & set(found.text)


def test_head_and_foot_of_each_page_are_left_out(report: bytes) -> None:
    """What every page repeats is not read in the middle of a sentence that goes on over the page."""
    assert len(PdfReader(io.BytesIO(report)).pages) > 1
    text = taken(report).text
    assert "A report" not in text
    assert "page 1" not in text


def test_each_place_leads_back_to_its_page(report: bytes) -> None:
    """The map names the page, and where on it the line of a place begins."""
    found = taken(report)
    first, last = found.spot(found.text.index("lights")), found.spot(len(found.text) - 2)
    assert first is not None
    assert last is not None
    assert first[2] == 1
    assert last[2] == len(PdfReader(io.BytesIO(report)).pages)
    assert found.text[first[0] : first[0] + first[1]].startswith("“The lights")
    pieces = sum(length for _, length, *_ in found.spots)
    assert pieces <= len(found.text) <= pieces + 2 * len(found.spots)


def _words(*lines: tuple[str, float, float]) -> list[Piece]:
    return [(f"\n{text}" if number else text, x, y, 10.0) for number, (text, x, y) in enumerate(lines)]


def test_two_columns_that_are_written_across() -> None:
    """Where a page writes line by line across two columns, the left one is read first, and then the right one."""
    left = [f"left words of row number {row}" for row in range(6)]
    right = [f"right words of row number {row}" for row in range(6)]
    pieces: list[Piece] = []
    for row in range(6):
        pieces.append((f"\n{left[row]}", 40.0, 300.0 - 12 * row, 10.0))
        pieces.append((f" {right[row]}", 240.0, 300.0 - 12 * row, 10.0))
    text = laid_out([pieces]).text
    assert " ".join(text.split()) == " ".join([*left, *right])


def test_a_table_is_read_row_by_row() -> None:
    """Short words beside each other are a row of a table, and stay together."""
    rows = [
        piece
        for n in range(8)
        for piece in ((f"\nlamp {n}", 40.0, 300.0 - 12 * n, 10.0), (f" {n}", 240.0, 300.0 - 12 * n, 10.0))
    ]
    assert "lamp 3 3" in laid_out([rows]).text


def test_numbers_of_lines_are_no_words() -> None:
    """A transcript that numbers its lines at the margin is read without the numbers."""
    said = [
        "Q. Who held",
        "the lamp that",
        "night?",
        "A. I did.",
        "Q. Are you",
        "sure of it?",
        "A. Yes, I am",
        "sure of it.",
        "Q. Thank you.",
    ]
    pieces = _words(*((f"{n} {text}", 40.0, 300.0 - 20 * n) for n, text in enumerate(said, 1)))
    text = laid_out([pieces]).text
    assert not any(sign.isdigit() for sign in text)
    assert "Q. Who held" in text


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("an extraordi-", "nary day", "an extraordinary day"),
        ("a well-known and a well-", "known day", "a well-known and a well-known day"),
        ("in October-", "November it was", "in October- November it was"),
        ("the neighbour\u00ad", "hood of it", "the neighbourhood of it"),
    ],
)
def test_a_word_broken_at_the_end_of_a_line(first: str, second: str, whole: str) -> None:
    """A broken word is made whole; a hyphen that the text itself uses in that word stays."""
    assert laid_out([_words((first, 40.0, 300.0), (second, 40.0, 288.0))]).text == f"{whole}\n"


def test_a_page_without_text_is_named(report: bytes) -> None:
    """Of a PDF in which one page is a picture, the others are read, and that page is said to have been left out."""
    writer = PdfWriter(clone_from=io.BytesIO(report))
    writer.insert_blank_page(index=1)
    made = io.BytesIO()
    writer.write(made)
    assert taken(made.getvalue()).unread == (2,)


def test_a_pdf_without_text_says_so() -> None:
    """A PDF of pictures is not an empty text: the error says that it has none, and what to do."""
    with pytest.raises(WrongInput, match=r"no text.*recognised.*reading\.pdf-no-text"):
        taken(bare(zlib.compress(b"0 0 m 10 10 l S")))


def test_a_locked_pdf(report: bytes) -> None:
    """A PDF with a password is said to be locked; one that only forbids printing is read."""
    for password, locked in (("secret", True), ("", False)):
        writer = PdfWriter(clone_from=io.BytesIO(report))
        writer.encrypt(password, owner_password="owner", algorithm="AES-256")  # noqa: S106 - of a test
        made = io.BytesIO()
        writer.write(made)
        if locked:
            with pytest.raises(WrongInput, match=r"reading\.pdf-locked"):
                taken(made.getvalue())
        else:
            assert "The lights went out" in taken(made.getvalue()).text


@pytest.mark.parametrize("source", [b"%PDF-1.7", b"%PDF-1.7\n%%EOF", b"%PDF-" + bytes(range(256)) * 40])
def test_a_damaged_pdf(source: bytes) -> None:
    """What only begins like a PDF is said to be damaged, and is not read as if its bytes were words."""
    with pytest.raises(WrongInput, match=r"reading\.pdf-broken"):
        taken(source)


def test_a_pdf_that_unpacks_to_more_than_there_is() -> None:
    """A stream of some kilobytes that unpacks to hundreds of megabytes is turned away in seconds."""
    bomb = zlib.compress(bytes(200_000_000), 9)
    assert len(bomb) < 300_000
    start = time.monotonic()
    with pytest.raises(WrongInput, match=r"reading\.pdf-(too-much|no-text)"):
        taken(bare(bomb))
    assert time.monotonic() - start < 60


def test_a_pdf_that_never_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """A child that does not answer in its time is stopped, and the PDF is said to be too much."""
    monkeypatch.setattr(pdf_child, "SECONDS", 0.01)
    with pytest.raises(WrongInput, match=r"reading\.pdf-too-much"):
        taken(bare(zlib.compress(b"0 0 m")))


def test_a_pdf_at_the_terminal(report: bytes, tmp_path: Path) -> None:
    """The command reads a PDF, and names the page with each place."""
    file = tmp_path / "a.pdf"
    file.write_bytes(report)
    assert "p. 1" in run("read", file).flat
    found = run("read", file, "--json").json
    assert found["spots"][0][2] == 1
    assert found["unread"] == []
