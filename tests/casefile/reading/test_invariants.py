"""What holds for every text whatever: places are true, nothing is invented, the same text gives the same answer."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showsafe.casefile.reading.read import read
from showsafe.casefile.reading.shape import Reading
from showsafe.casefile.reading.sources.taken import taken
from showsafe.errors import WrongInput

_MARKS = ("“", "”", '"', "‘", "’", "'", "''", "``", "«", "»", "„", "[", "]", "—")
_SPACES = ("\n", "\n\n", " ", ", ", ". ", "? ", ": ", "\u2028", "\r")
_WORDS = (
    "the officer",
    "Wenna Tollifax",
    "she",
    "who",
    "said",
    "told",
    "according to",
    "was told",
    "that",
    "of",
    "saying",
    "0",
    "é",
    "😀",
)
_TIMES = (
    "last week",
    "on Thursday",
    "in May",
    "two years ago",
    "7/8/2024",
    "interview",
    "I saw it there",
    "THE COURT: ",
    "1999",
)
_PIECES = st.sampled_from((*_MARKS, *_SPACES, *_WORDS, *_TIMES))
TEXTS = st.one_of(st.lists(_PIECES, max_size=40).map("".join), st.text(max_size=300))
DAYS = st.one_of(st.none(), st.dates())


def documents() -> list[Path]:
    """Return the pages of this repository, and the texts under the folder that SHOWSAFE_READING names, if it does."""
    root = Path(__file__).parents[3]
    given_too = os.environ.get("SHOWSAFE_READING")
    more = sorted(Path(given_too).rglob("*.txt")) if given_too else []
    return [*sorted((root / "docs").glob("*.md")), root / "README.md", *more]


def whole(text: str, found: Reading) -> None:
    """Fail unless every part of a reading is a piece of the text at the place that it names."""
    for quote in found.quotes:
        assert text[quote.start : quote.end] == quote.text
        places = [*quote.speaker, *((quote.cue,) if quote.cue else ()), *((quote.to,) if quote.to else ())]
        assert all(0 <= start < end <= len(text) for start, end in places)
        assert quote.person is None or text[quote.person.start : quote.person.end] == quote.person.name
        assert quote.speaker or quote.person is None
    for each in found.dates:
        assert text[each.start : each.end] == each.text
        assert each.value
    for statement in found.statements:
        assert text[statement.start : statement.end] == statement.text
        assert statement.spans[0][0] == statement.start
        assert statement.who or statement.person is None
        assert all(number < len(found.dates) for number in statement.about.dates)


@given(TEXTS, DAYS)
def test_every_part_is_a_piece_of_the_text(text: str, published: date | None) -> None:
    """Whatever stands in a text, what is proposed is a slice of it, byte for byte."""
    whole(text, read(text, published))


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.name)
def test_documents_at_hand(path: Path) -> None:
    """What holds for made texts holds for every page of this repository, and for every text that is given."""
    text = path.read_text("utf-8", errors="replace")
    found = read(text, date(2024, 11, 2))
    whole(text, found)
    assert found == read(text, date(2024, 11, 2))


@given(TEXTS, DAYS)
def test_the_same_text_gives_the_same_answer(text: str, published: date | None) -> None:
    """Reading twice gives the same."""
    assert read(text, published) == read(text, published)


@given(
    st.one_of(st.binary(max_size=400), TEXTS.map(str.encode)),
    st.sampled_from(["a.txt", "a.html", "a.vtt", "a.srt", "a.json", ""]),
)
def test_no_bytes_break_it(source: bytes, name: str) -> None:
    """Any bytes under any name are read, or turned away with a sentence."""
    try:
        found = taken(source, name)
    except WrongInput as error:
        assert error.code.startswith("reading.pdf-")  # noqa: PT017 - the only kind that is turned away
        return
    whole(found.text, read(found.text, None, found.turns))
