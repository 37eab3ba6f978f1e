"""What holds for every text whatever: places are true, nothing is invented, the same text gives the same answer."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import fields
from datetime import date
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showsafe.casefile.reading.parser import parser
from showsafe.casefile.reading.read import read
from showsafe.casefile.reading.shape import Quote, Reading, Statement, plain
from showsafe.casefile.reading.sources.taken import taken
from showsafe.errors import WrongInput
from tests.casefile.reading.documents import AWAY, KINDS, LEAST, ROOT, at_hand, documents

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
        assert all(0 <= start < end <= len(text) for start, end in statement.who)
        assert statement.to is None or 0 <= statement.to[0] < statement.to[1] <= len(text)
        assert all(text[other.start : other.end] == other.name for other in statement.alternatives)
        addressee = statement.addressee
        assert addressee is None or text[addressee.start : addressee.end] == addressee.name
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


_DATES = (date(2024, 11, 2), None, date(2024, 2, 29), date(2019, 12, 31), date(1999, 1, 1), date(2027, 6, 6))
_HEARS = re.compile(
    r"\b(?:was|were|been|being|got)(?: (?:\w+ly|also|never|not|already|then|once|twice|later))* "
    r"(?:told|informed|assured|reminded|notified|handed|shown|sent|given)\b"
)
_HABIT = re.compile(
    r"\b(?:\d+ ?(?:percent|per cent|%) of the time|always|usually|routinely)\b", re.IGNORECASE
)
_PART = {each.name for each in fields(Statement)}
_PLANTED = """

Wenna Tollifax was told that the pistol was cold and clear. The loader was handed a note: “Do not touch it at all.”

The newspaper found that the door was open all day.

“I check it 99 percent of the time, [the door] too,” said Orrin Vale.

“We always look,” he said.
"""
"""What is put behind every document, so that no check is empty: hearers, habits, an insertion, a paper's found."""


def hearers(text: str, found: Reading) -> int:
    """Fail if whoever is told, handed or shown something is proposed as who said it; return how many were looked at."""
    heard = {each.end(): each.start() for each in _HEARS.finditer(text)}
    seen = 0
    said: list[Quote | Statement] = [*found.quotes, *found.statements]
    for each in said:
        speaker = each.speaker if isinstance(each, Quote) else each.who
        if each.cue is None or each.cue[1] not in heard:
            continue
        seen += 1
        assert not speaker or text[: speaker[0][0]].endswith("by "), each
        if isinstance(each, Statement) and not speaker:
            assert "speaker-unknown" in each.signs
            assert each.to is None or all(other.start != each.to[0] for other in each.alternatives)
    return seen


def habits(found: Reading) -> int:
    """Fail if what somebody does so often is not marked as a habit; return how many were looked at."""
    marked = [each for each in found.statements if _HABIT.search(each.text) and each.kind == "direct"]
    assert all("habit" in each.signs for each in marked)
    return len(marked)


def planted(text: str, first: int, found: Reading) -> None:
    """Fail unless what was put behind a document is read in it as anywhere, whoever and whatever stands before it."""
    own = [each for each in found.statements if each.start >= first]
    told, note, paper, often, always = own
    assert (told.text, told.who, told.person) == ("the pistol was cold and clear", (), None)
    assert (note.text, note.who, note.person) == ("Do not touch it at all.", (), None)
    assert told.to is not None
    assert text[slice(*told.to)] == "Wenna Tollifax"
    assert (paper.kind, paper.text, paper.person) == ("indirect", "the door was open all day", None)
    assert [text[slice(*place)] for place in paper.who] == ["The newspaper"]
    assert {"habit", "insertion"} <= set(often.signs)
    assert often.person is not None
    assert often.person.name == "Orrin Vale"
    assert "habit" in always.signs


def checked(name: str, text: str, first: int, found: Reading) -> tuple[int, int]:
    """Fail unless everything that holds for every document holds for this one; return what was looked at in it."""
    try:
        whole(text, found)
        neutral(found)
        planted(text, first, found)
        assert all(set(plain(each)) == _PART for each in found.statements)
        return hearers(text, found), habits(found)
    except AssertionError as error:
        error.add_note(name)
        raise


@pytest.mark.parametrize("kind", KINDS)
def test_documents_at_hand(kind: str) -> None:
    """What holds for made texts holds for every document at hand, on its own day and on others; twice the same."""
    if not at_hand(kind):
        pytest.skip(AWAY)
    seen = []
    for number, (name, own, published) in enumerate(documents(kind)):
        text, first = own + _PLANTED, len(own)
        other = _DATES[number % len(_DATES)]
        if published is not None:
            checked(name, text, first, read(text, published))
        found = read(text, other)
        seen.append(checked(name, text, first, found))
        assert found == read(text, other), name
    assert len(seen) >= LEAST[kind]
    assert all(hears >= 1 and does >= 2 for hears, does in seen)


@pytest.mark.parametrize("kind", KINDS)
def test_documents_at_hand_with_the_parser(kind: str) -> None:
    """What holds for every document without the parser holds with it; the words in marks and the dates are the same.

    Every annotated text is read, and every tenth of the rest.
    """
    if not at_hand(kind):
        pytest.skip(AWAY)
    seen = []
    for name, own, published in islice(documents(kind), 0, None, 1 if kind == "annotated" else 10):
        text, first = own + _PLANTED, len(own)
        found, without = read(text, published, parser=parser()), read(text, published)
        seen.append(checked(name, text, first, found))
        assert [quote.text for quote in found.quotes] == [quote.text for quote in without.quotes], name
        assert found.dates == without.dates, name
    assert len(seen) >= LEAST[kind] / 10
    assert all(hears >= 1 and does >= 2 for hears, does in seen)


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


_WHO = st.sampled_from(("The loader", "She", "Wenna Tollifax", "A grip who was there", "They"))
_SAID = st.sampled_from(
    ("nothing at all should be touched.", "it was clear and safe to use.", "the yard was shut to all.")
)


@given(
    _WHO,
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
        found = read(text, parser=reader)
        assert len(found.quotes) == 1
        for quote in found.quotes:
            assert not quote.speaker or text[slice(*quote.speaker[0])] != who
            assert quote.person is None
        for each in found.statements:
            assert not each.who or text[slice(*each.who[0])] != who
            assert each.person is None


@given(_WHO, st.sampled_from(("was told", "has been told", "had been warned", "was then informed")), _SAID)
def test_nobody_is_made_up_in_other_words(who: str, verb: str, said: str) -> None:
    """What somebody was told in other words is one statement of nobody, told to them, with the parser or not."""
    text = f"{who} {verb} that {said}"
    for reader in (None, parser()):
        statements = read(text, parser=reader).statements
        assert [(each.text, each.who, each.person) for each in statements] == [(said[:-1], (), None)]
        to = statements[0].to
        assert to is not None or "who" in who
        assert to is None or text[slice(*to)] in who


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
    names = [str(path) for path in sorted((ROOT / "conformance" / "reading").glob("*.json"))][:6]
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
