"""Accounts as nobody wrote them for a program: each is read as far as it goes, and nothing is invented."""

from __future__ import annotations

import socket
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from showsafe.casefile.reading.parser import parser
from showsafe.casefile.reading.read import read
from showsafe.casefile.reading.shape import Quote
from showsafe.casefile.reading.sources.taken import taken
from tests.casefile.reading import named, read_on_saturday, spoken
from tests.casefile.reading.test_invariants import whole


def quotes(text: str) -> list[Quote]:
    """Return the quotations of a text, the same and whole with the parser and without."""
    found, parsed = read(text), read(text, parser=parser())
    whole(text, found)
    whole(text, parsed)
    assert [quote.text for quote in found.quotes] == [quote.text for quote in parsed.quotes]
    return list(found.quotes)


@pytest.mark.parametrize(
    ("text", "said", "closed"),
    [
        ("The grip said: “It was dark, and nobody had any.", "It was dark, and nobody had any.", False),
        ('The grip said: “It was dark," and left.', "It was dark,", True),
        ('The grip said: "It was dark,” and left.', "It was dark,", True),
        ("The grip said: „It was dark“ and left.", "It was dark", True),
        ("The grip said: »It was dark« and left.", "It was dark", True),
        ("The grip said: 「It was dark」 and left.", "It was dark", True),
        ("The grip said: ‹It was dark› and left.", "It was dark", True),
    ],
)  # fmt: skip
def test_marks_unbalanced_mixed_and_foreign(text: str, said: str, closed: bool) -> None:  # noqa: FBT001
    """A mark that is never closed runs to the end of its paragraph and says so; mixed and foreign ones are pairs."""
    assert [(quote.text, quote.closed) for quote in quotes(text)] == [(said, closed)]


def test_a_mark_too_many_spoils_only_its_own_paragraph() -> None:
    """An unbalanced mark in one paragraph changes nothing in the next."""
    text = "He left.” It was late.\n\n“It was dark,” said the grip.\n\nThe 12” pipe fell."
    assert spoken(text) == [("It was dark,", "the grip")]


def test_one_speaker_quotes_another() -> None:
    """The outer words are the one's, the inner ones the other's, and what was told so went through two people."""
    text = "“The loader told me, ‘It is clear,’ and I believed her,” said the grip."
    outer, inner = quotes(text)
    assert (named(text, outer), named(text, inner)) == ("the grip", "The loader")
    statement = next(each for each in read_on_saturday(text).statements if each.kind == "direct")
    assert (statement.depth, "quotes-another" in statement.signs) == (2, True)


def test_five_paragraphs_in_one_quotation() -> None:
    """Each paragraph begins with a mark and the last one ends with one: one speech of one speaker, in five pieces."""
    each = "It went on like this for the whole of a long day, as far as I could see."
    text = "The grip said: “" + "\n\n“".join([each] * 5) + "”\n\n“It did not,” said the loader."
    found = quotes(text)
    assert [named(text, quote) for quote in found] == [*["The grip"] * 5, "the loader"]
    assert [quote.continues for quote in found] == [False, True, True, True, True, False]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The so-called “safe” room stood open.", "term"),
        ("Its “cold” weapons lay on a table.", "term"),
        ("They met on the “Morning Light” show.", "title"),
    ],
)
def test_scare_quotes_are_nobodys_words(text: str, kind: str) -> None:
    """What a writer holds at arm's length, and a title, is kept as such and is said by nobody."""
    found = quotes(text)[0]
    assert (found.kind, found.speaker, found.person) == (kind, (), None)
    assert not [each for each in read(text).statements if each.quote is not None]


def test_a_headline_in_quotation_marks() -> None:
    """Words in marks that stand as a headline by themselves are nobody's statement: no text there says whose."""
    text = "‘Nobody had a lamp’\n\nThe county looked into a fire on Monday.\n"
    found = quotes(text)[0]
    assert not found.speaker
    assert found.person is None
    assert not [each for each in read(text).statements if each.kind == "direct"]


def test_no_date_at_all() -> None:
    """Without a day of publication and without a date nothing is reckoned, and when it was said is unknown."""
    found = read("“It was dark,” said the grip. It was on Thursday.")
    assert [each.when.kind for each in found.statements] == ["unknown"]
    assert [(each.value, each.edtf) for each in found.dates] == [("XXXX-WXX-4", None)]


@pytest.mark.parametrize(
    ("text", "value", "asked"),
    [
        ("It was on 7/8/2024.", "2024-07-08", True),
        ("It was on 25/8/2024.", "2024-08-25", False),
        ("It was on 8/25/2024.", "2024-08-25", False),
        ("It was on 7/8/2024, after 25/7/2024.", "2024-08-07", False),
        ("It was on 7.8.2024.", "2024-08-07", False),
        ("It was on 2024-08-07.", "2024-08-07", False),
    ],
)
def test_a_date_in_another_calendar_order(text: str, value: str, asked: bool) -> None:  # noqa: FBT001
    """Day and month change places from one country to another; where nothing in the text decides, it is asked."""
    found = read(text, date(2024, 11, 2)).dates[0]
    assert (found.value, bool(found.conflict)) == (value, asked)
    assert found.alternatives or not asked


def test_last_week_and_last_thursday_are_not_cut_to_one_day() -> None:
    """Stamped on a Saturday, last Thursday is not inside last week: both stay, they conflict, and nothing is cut."""
    text = "He was asked about it in last week’s interview. In the interview last Thursday he said nothing of it."
    week, thursday = read_on_saturday(text).dates
    assert (week.value, thursday.value, thursday.alternatives) == ("2024-W43", "2024-10-31", ("2024-10-24",))
    assert week.conflict == thursday.conflict
    assert "has to be asked" in str(week.conflict)


def test_nothing_of_a_page_is_ever_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Scripts, styles, pictures of one point, frames and links are left out, and no connection is so much as tried."""

    def connect(*_: object) -> None:
        raise AssertionError("A connection was tried.")

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket, "getaddrinfo", connect)
    page = (
        '<html><head><link rel="stylesheet" href="https://a.invalid/a.css"><base href="https://a.invalid/">'
        '<script>document.write("“I did it,” said nobody.")</script>'
        '<meta http-equiv="refresh" content="0;url=//a"></head>'
        '<body onload="go()"><p>“It was <img src="https://a.invalid/p.gif">dark,” said the grip.</p>'
        '<iframe src="https://a.invalid/">“No,” said a frame.</iframe>'
        "<noscript>“No,” said another.</noscript></body></html>"
    )
    found = taken(page.encode(), "a.html")
    assert found.text == "“It was dark,” said the grip.\n"
    assert spoken(found.text) == [("It was dark,", "the grip")]


_READER = """
import pathlib, resource, sys, time
from showsafe.casefile.reading.sources.taken import taken
taken(b"<p>No.</p>", "a.html")
source = pathlib.Path(sys.argv[1]).read_bytes()
status = pathlib.Path("/proc/self/status")
def most():
    if status.exists():  # of this program alone; the other figure may be that of whoever started it
        return 1024 * next(int(line.split()[1]) for line in status.read_text().splitlines() if "VmHWM" in line)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
before, start = most(), time.process_time()
found = taken(source, "a.html")
grown = most() - before
print(len(source), grown, round(time.process_time() - start, 1), found.text.strip())
"""


@pytest.mark.slow
def test_a_page_of_forty_megabytes_is_bounded(tmp_path: Path) -> None:
    """Forty megabytes of page, most of it script and marks that never close, take bounded time and memory.

    A process of its own reads it, so that what others took before it hides nothing of what it takes.
    """
    script = "<script>" + "var x = '“no”';" * 1_000_000 + "</script>"
    said = "<p>“It was dark,” said the grip.</p>"
    source = f"<html><body>{script}{'<div><b>' * 400_000}{said}{'<!-- ' * 2_000_000}".encode()
    page = tmp_path / "a.html"
    page.write_bytes(source + b" " * max(40_000_000 - len(source), 0))
    done = subprocess.run([sys.executable, "-c", _READER, str(page)], check=True, capture_output=True)
    size, grown, took, text = done.stdout.decode("utf-8").strip().split(" ", 3)
    assert text == "“It was dark,” said the grip."
    assert int(size) >= 40_000_000
    assert float(took) < 60
    assert 1_000_000 < int(grown) < 600_000_000, grown


def test_what_somebody_does_always_is_no_event() -> None:
    """A habit is marked as one, and never as something that happened on a day."""
    for said in ("I check it 99 percent of the time,", "We always check it,", "She usually looks twice,"):
        statement = read_on_saturday(f"“{said}” said the grip.").statements[0]
        assert "habit" in statement.signs
        assert not statement.about.dates


def test_what_a_newspaper_found_is_no_finding() -> None:
    """A paper's *found* is what a paper tells, in other words, and nothing in a reading is called a finding or true."""
    for reader in (None, parser()):
        found = read("The newspaper found that the door was open.", parser=reader)
        assert [each.kind for each in found.statements] == ["indirect"]
        assert found.statements[0].person is None
