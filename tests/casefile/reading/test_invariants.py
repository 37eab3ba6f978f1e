"""What holds for every text whatever: places are true, nothing is invented, the same text gives the same answer."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showsafe.casefile.reading.parser import parser
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


SIGNS = {
    "insertion",
    "omission",
    "sic",
    "habit",
    "negation",
    "question",
    "quotes-another",
    "speaker-unknown",
}
_INSERTED = re.compile(r"\[[a-z][a-z ]{2,40}\]")


def documents() -> list[Path]:
    """Return the pages and annotated texts of this repository, and the texts that SHOWSAFE_READING leads to, if any."""
    root = Path(__file__).parents[3]
    given_too = os.environ.get("SHOWSAFE_READING")
    more = sorted(Path(given_too).rglob("*.txt")) if given_too else []
    gold = sorted((root / "conformance" / "reading").glob("*.json"))
    return [*sorted((root / "docs").glob("*.md")), root / "README.md", *gold, *more]


def text_of(path: Path) -> str:
    """Return the text of a document; of an annotated one, what was annotated."""
    text = path.read_text("utf-8", errors="replace")
    return str(json.loads(text)["text"]) if path.suffix == ".json" else text


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


def neutral(found: Reading) -> None:
    """Fail if a reading says more of anybody than who is said to have said what, how and when."""
    for statement in found.statements:
        assert statement.kind in ("direct", "indirect", "mixed")
        assert set(statement.signs) <= SIGNS
        if statement.kind != "indirect" and _INSERTED.search(statement.text):
            assert "insertion" in statement.signs, statement.text
    for quote in found.quotes:
        assert quote.kind in ("quote", "title", "nickname", "term")
        assert quote.kind == "quote" or not quote.speaker
    people = [*(each.person for each in found.quotes), *(each.person for each in found.statements)]
    assert all(0 < person.confidence < 100 for person in people if person is not None)
    sure = [*(each.confidence for each in found.quotes), *(each.confidence for each in found.statements)]
    assert all(0 < confidence < 100 for confidence in sure)


@given(TEXTS, DAYS)
def test_every_part_is_a_piece_of_the_text(text: str, published: date | None) -> None:
    """Whatever stands in a text, what is proposed is a slice of it, byte for byte."""
    whole(text, read(text, published))


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.name)
def test_documents_at_hand(path: Path) -> None:
    """What holds for made texts holds for every page of this repository, and for every text that is given."""
    text = text_of(path)
    found = read(text, date(2024, 11, 2))
    whole(text, found)
    neutral(found)
    assert found == read(text, date(2024, 11, 2))


def test_documents_at_hand_with_the_parser() -> None:
    """What holds for every document without the parser holds with it; the words in marks are the same."""
    for path in documents():
        if path.suffix == ".json":
            text = text_of(path)
            found = read(text, date(2024, 11, 2), parser=parser())
            whole(text, found)
            neutral(found)
            plain = read(text, date(2024, 11, 2))
            assert [quote.text for quote in found.quotes] == [quote.text for quote in plain.quotes]
            assert found.dates == plain.dates


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


@given(
    st.sampled_from(("The loader", "She", "Wenna Tollifax", "A grip who was there", "They")),
    st.sampled_from(
        ("was told", "has been told", "was handed a note that said", "had been warned", "is called")
    ),
    st.sampled_from(
        ("not to touch anything at all.", "it was clear and safe to use.", "a danger to everybody here.")
    ),
)
def test_nobody_is_made_up(who: str, verb: str, said: str) -> None:
    """Who told, warned or called is nobody in the text, and so nobody in a reading, with the parser or not."""
    text = f"{who} {verb} “{said}”"
    for reader in (None, parser()):
        for quote in read(text, parser=reader).quotes:
            assert not quote.speaker or text[slice(*quote.speaker[0])] != who
            assert quote.person is None


@given(st.integers(2, 100), st.sampled_from(("percent", "per cent", "%")))
def test_a_habit_is_no_event(share: int, sign: str) -> None:
    """What somebody does in so many parts of a hundred of the time is marked as a habit, whatever the number."""
    text = f"“I check it {share} {sign} of the time,” said Wenna Tollifax."
    assert "habit" in read(text).statements[0].signs


@given(
    st.sampled_from(("door", "my own lamp", "the other one")), st.sampled_from(("said", "wrote", "told us"))
)
def test_an_insertion_is_marked(inserted: str, verb: str) -> None:
    """An editor's words in brackets within somebody's own are marked on what they said."""
    text = f"“I opened it [{inserted}] myself,” Wenna Tollifax {verb}."
    statement = read(text).statements[0]
    assert "insertion" in statement.signs
    assert statement.text == f"I opened it [{inserted}] myself,"


def test_the_same_whatever_the_seed() -> None:
    """Another seed of Python's hashes gives the same readings to the byte, with the parser and without."""
    program = (
        "import hashlib, json, pathlib, sys\n"
        "from showsafe.casefile.reading.batch import predictions\n"
        "from showsafe.casefile.reading.parser import parser\n"
        "texts = [pathlib.Path(name).read_text('utf-8') for name in sys.argv[1:]]\n"
        "made = [predictions(text, None, reader) for reader in (None, parser()) for text in texts]\n"
        "print(hashlib.sha256(json.dumps(made).encode()).hexdigest())\n"
    )
    names = [str(path) for path in documents() if path.suffix == ".json"][:6]
    made = {
        subprocess.run(
            [sys.executable, "-c", program, *names],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "4711")
    }
    assert len(made) == 1
