"""The bound book on paper: in three views, both languages, names only where asked, on the ledger of the book itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from showsafe.errors import WrongInput
from showsafe.ledger.store import Store
from showsafe.papers import proof
from tests.books.bound.ready import Desk
from tests.papers.seen import Page, Stage


def beside(desk: Desk) -> Stage:
    """Return a set with this book beside it."""

    @contextmanager
    def ledgers(name: str) -> Iterator[tuple[Store, str] | None]:
        yield desk.book.store, f"north-ridge.{name}"

    return Stage(profile="us-ca", more={"books": lambda _: desk.book.pages(), "ledgers": ledgers})


def printed(desk: Desk, **wish: Any) -> Page:  # noqa: ANN401 - as a wish has them
    """Print the book, with names unless something else is wished."""
    return beside(desk).printed("bound-book", **{"names": True, **wish})


def corrected() -> Desk:
    """Return a book with one line, of which the serial number was misread, and one that was struck."""
    desk = Desk()
    entry = desk.acquire(serial="M-1OO1", from_name="Ada Quill")
    desk.correct(entry, why="O and 0 misread", serial="M-1001")
    desk.strike(desk.acquire(serial="M-2002"), why="entered twice")
    return desk


@pytest.mark.parametrize(
    ("view", "there", "not_there"),
    [
        ("original", ["M-1OO1", "M-2002"], ["M-1001", "misread", "entered twice"]),
        ("corrected", ["M-1001", "Acquisition corrected; corrections: 1."], ["M-1OO1", "M-2002"]),
        ("both", ["M-1001", "M-1OO1 → M-1001", "Why: O and 0 misread", "M-2002", "Why: entered twice"], []),
    ],
)
def test_the_three_views_on_paper(view: str, there: list[str], not_there: list[str]) -> None:
    """Original has what was first written, corrected what holds, both has both with who, when and why."""
    text = printed(corrected(), view=view).text
    assert [each for each in there if each not in text] == []
    assert [each for each in not_there if each in text] == []


def test_names_stand_on_it_only_where_they_are_asked_for() -> None:
    """Without them names and addresses are kept back, in lines and in corrections, and the paper says so."""
    desk = corrected()
    desk.correct(desk.line()["entry"], why="name misheard", from_name="Ada Quilt")
    text = printed(desk, names=False).text
    assert not any(each in text for each in ("Quill", "Quilt", "Mill Lane"))
    assert "(kept back)" in text
    assert "print it with --names" in text
    assert "Ada Quilt" in printed(desk).text


def test_late_and_lacking_are_said_with_their_clause() -> None:
    """A late entry has its due day and the clause, in either language; what was not read is not named as law."""
    desk = Desk()
    desk.acquire(on="2026-03-20", from_address="")
    text = printed(desk).text
    assert "it was due 2026-03-23 (CFR-478.125(e)-acq)" in text
    assert "lacks: from: address" in text
    assert "Adquisición: falta de: dirección." in printed(desk, lang="es").text
    assert "ATF-2016-1(print)" not in text


def test_a_page_is_proven_by_the_ledger_of_the_book() -> None:
    """Its QR names the log of the book and its tree, never that of the set."""
    desk = corrected()
    page = printed(desk)
    claim = proof.read(page.codes()[0].says)
    assert claim.log.endswith("north-ridge.bound-book")
    proof.check_tree(desk.book.store, "north-ridge.bound-book", claim)
    assert claim.size == desk.book.store.size()


def test_a_long_book_repeats_its_head_and_keeps_in_its_columns() -> None:
    """Two hundred lines: every page has the headings, and no serial of forty letters runs into its neighbour."""
    desk = Desk()
    for number in range(60):
        desk.acquire(serial=f"SN-{number:03d}-" + "W" * 40)
    page = printed(desk)
    last = max(each.page for each in page.words)
    assert last > 1
    heads = [each.page for each in page.words if each.says == "Serial"]
    assert heads == list(range(1, last + 1))
    assert max(each.x + each.wide for each in page.words) < 297 - 14


def test_a_view_that_is_none_is_refused() -> None:
    """The refusal names the three."""
    with pytest.raises(WrongInput, match="odd") as refused:
        printed(Desk(), view="odd")
    assert "original, corrected, both" in refused.value.now


def test_an_empty_book_says_so() -> None:
    """No line is no proof that nothing was acquired; the paper says that the book has no entry."""
    assert "The bound book has no entry." in printed(Desk(stated=False)).text


def lost(desk: Desk, acquisition: int, **keys: Any) -> int:  # noqa: ANN401 - as the kind has them
    """Enter that something is missing, and return its entry."""
    return desk.enter(
        "find-missing", acquisition=acquisition, found="2026-03-27T12:00-06:00", as_="theft", **keys
    )


def test_every_disposition_stands_on_the_paper() -> None:
    """A second disposition has its own day and recipient beside the first, and one that was struck is said to be."""
    desk = Desk()
    line = desk.acquire()
    first = desk.dispose(line, to_name="Odo Pell")
    second = desk.dispose(line, to_name="Jo Marsh", how="sold")
    text = printed(desk).text
    assert all(each in text for each in ("Odo Pell", "Jo Marsh", f"entry {first}", f"entry {second}"))
    struck = desk.strike(first, why="never left")
    page = beside(desk).built("bound-book", names=True)
    assert (page["lines"][0]["gone"]["struck"], page["lines"][0]["gone_again"][0]["struck"]) == (True, False)
    assert struck in page["lines"][0]["rests"]


def test_a_theft_that_was_struck_does_not_stand() -> None:
    """What strikes and corrects a theft, and a report of it, is on the paper, in text and in its record numbers."""
    desk = Desk()
    theft = lost(desk, desk.acquire())
    corrected_in = desk.correct(theft, why="other stage", place="stage 4")
    report = desk.enter(
        "report-missing", missing=theft, to="police", told="2026-03-27T13:00-06:00", number="26-0411"
    )
    struck = [desk.strike(report, why="never told"), desk.strike(theft, why="it was in the safe")]
    text = printed(desk).text
    assert all(
        each in text for each in ("other stage", "never told", "it was in the safe", "nobody on record")
    )
    assert "26-0411" not in text
    assert "other stage" not in printed(desk, view="original").text
    rests = beside(desk).built("bound-book", names=True)["lines"][0]["rests"]
    assert {theft, corrected_in, report, *struck} <= set(rests)


def test_a_theft_is_told_on_the_clock_of_the_set() -> None:
    """When it was found missing and when the police were told stand on the clock of the set, as all times do."""
    desk = Desk()
    theft = lost(desk, desk.acquire())
    desk.enter("report-missing", missing=theft, to="police", told="2026-03-27T13:00-06:00", number="26-0411")
    text = printed(desk).text
    assert "found 2026-03-27 18:00," in text
    assert "the police 2026-03-27 19:00 26-0411" in text


def test_late_as_first_written_stays_on_the_paper() -> None:
    """A day that was corrected to a timely one takes nothing away from what was late when it was entered."""
    desk = Desk()
    desk.pass_days(4)
    desk.correct(desk.acquire(), on="2026-03-30")
    assert "was late as first written, days late: 1; it was due 2026-03-30" in printed(desk).text


def test_what_is_odd_is_said_below_its_line() -> None:
    """A disposition before its acquisition, and a second one, are to be looked at; in either language."""
    desk = Desk()
    line = desk.acquire()
    desk.dispose(line, on="2026-03-20")
    desk.dispose(line)
    text = printed(desk).text
    assert "by entry 5 it went before it came in entry 4" in text
    assert "entry 6 is a second disposition that stands, beside entry 5" in text
    assert "A revisar: el asiento 6" in printed(desk, lang="es").text
