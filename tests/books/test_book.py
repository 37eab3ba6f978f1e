"""What can be entered in a book, what comes of it, and what never does."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from showsafe.application.sealing import commitments_in
from showsafe.books import values
from showsafe.books.book import Book, Entry
from showsafe.books.kind import Kind, may, must, personal
from showsafe.books.kinds import SORTS, Sort, sort_of
from showsafe.books.pages import Pages
from showsafe.books.turning import turned
from showsafe.errors import WrongInput
from showsafe.ledger import record
from tests.books import ready
from tests.books.ready import AT, enter, entry


def _not_seven(pages: Pages, said: Mapping[str, Any], by: str) -> None:
    if said["count"] == 7:
        raise WrongInput("test.seven", f"{by} says seven, as entry {len(pages)}.", "Say another number.")


NOTES = Sort(
    "notes",
    (
        Kind(
            "note",
            "noted",
            {
                "what": must(values.line),
                "who": personal(values.line),
                "text": personal(values.whole_text),
                "count": may(values.count, 0),
                "witness": may(values.or_none(values.name)),
            },
            second="witness",
            attached=True,
            check=_not_seven,
        ),
        Kind(
            "answer-note",
            "note-answered",
            {"note": must(values.entry), "others": may(values.many(values.entry), [])},
            about={"note": ("note",), "others": ("note",)},
        ),
    ),
)


def refused(book: Book, kind: str, by: str = "pat", **keys: Any) -> str:  # noqa: ANN401 - of any key
    """Return the code under which an entry is refused, after which the book is as it was."""
    before = book.store.size()
    with pytest.raises(WrongInput) as error:
        enter(book, kind, by, **keys)
    assert book.store.size() == before
    return error.value.code


def test_an_entry_is_kept_with_its_keys() -> None:
    """What was entered is read back whole, with the defaults of what was not said, and again from the records alone."""
    book = ready.book(NOTES)
    done = enter(book, "note", what="boots", who="Pat Moor")
    kept = book.entries("note")[0]
    assert kept == done.kept
    assert (kept["what"], kept["who"], kept["count"], kept["text"]) == ("boots", "Pat Moor", 0, "")
    assert (kept.by, kept.at, kept.number) == ("pat", AT, 3)
    assert turned(book.store, NOTES, Pages("notes")).entries() == book.entries()


def test_personal_values_do_not_stand_in_the_record() -> None:
    """A sealed value is not in the bytes of its record: only a commitment is."""
    book = ready.book(NOTES)
    number = enter(book, "note", what="boots", who="Pat Moor", text="x" * 200_000).number
    raw = book.store.entry(number).raw
    body = record.read(raw).body
    assert set(commitments_in(body["act"])) == {"who", "text"}
    assert "Pat Moor" not in str(body)


@pytest.mark.parametrize(
    ("kind", "keys", "code"),
    [
        ("jump", {}, "book.unknown-kind"),
        ("open-book", {}, "book.by-the-program"),
        ("note", {}, "book.missing-key"),
        ("note", {"what": "x", "hat": 1}, "book.unknown-key"),
        ("note", {"what": 7}, "book.wrong-value"),
        ("note", {"what": " "}, "book.wrong-value"),
        ("note", {"what": "x\u202ey"}, "input.hidden-characters"),
        ("note", {"what": "x", "count": 1.5}, "book.wrong-value"),
        ("note", {"what": "x", "count": True}, "book.wrong-value"),
        ("note", {"what": "x", "witness": "pat"}, "book.same-person"),
        ("note", {"what": "x", "count": 7}, "test.seven"),
        ("answer-note", {"note": 2}, "book.other-kind"),
        ("answer-note", {"note": 99}, "book.no-such-entry"),
        ("answer-note", {"note": 3, "others": [3, 99]}, "book.no-such-entry"),
        ("erase-entry", {"entry": 2, "why": "asked"}, "book.nothing-to-erase"),
        ("erase-entry", {"entry": 99, "why": "asked"}, "book.no-such-entry"),
        ("erase-entry", {"entry": 3, "why": "asked", "commitments": ["a" * 64]}, "book.by-the-program"),
    ],
)
def test_what_is_not_in_the_table_is_refused(kind: str, keys: dict[str, Any], code: str) -> None:
    """An unknown kind or key, a wrong value, a wrong reference and the same person twice are refused with a code."""
    book = ready.book(NOTES)
    enter(book, "note", what="first", who="Pat Moor")
    assert refused(book, kind, **keys) == code


def test_an_entry_that_comes_again_is_the_first_one() -> None:
    """The same act id gives the first answer; another entry under it is refused, also by another person."""
    book = ready.book(NOTES)
    first = enter(book, "note", act_id="mine", what="boots", who="Pat Moor")
    again = enter(book, "note", act_id="mine", what="boots", who="Pat Moor")
    assert (again.number, again.repeated, first.repeated) == (first.number, True, False)
    assert refused(book, "note", act_id="mine", what="hats", who="Pat Moor") == "book.other-act"
    assert refused(book, "note", by="bob", act_id="mine", what="boots", who="Pat Moor") == "book.other-act"
    assert refused(book, "note", act_id="book-opened", what="boots") == "book.other-act"


def test_many_are_entered_together_or_none() -> None:
    """One wrong entry keeps out all that came with it, and a repeated one among new ones is answered again."""
    book = ready.book(NOTES)
    before = book.store.size()
    with pytest.raises(WrongInput, match=r"test\.seven"):
        book.enter_all([entry("note", what="a"), entry("note", what="b", count=7)])
    assert book.store.size() == before
    same = entry("note", what="a")
    done = book.enter_all([same, same, entry("answer-note", note=before + 1)])
    assert [each.number for each in done] == [before + 1, before + 1, before + 2]
    assert [each.repeated for each in done] == [False, True, False]


def test_what_is_attached_is_kept_by_its_sum() -> None:
    """A file goes beside the record under its SHA-256, and a kind that takes none refuses it."""
    book = ready.book(NOTES)
    note = Entry(kind="note", by="pat", at=AT, act_id="n", keys={"what": "x"}, attachments=(b"scan",))
    kept = book.enter(note).kept
    assert book.store.attachment(kept.attachments[0]) == b"scan"
    assert book.enter(note).repeated
    other = Entry(kind="answer-note", by="pat", at=AT, act_id="o", keys={"note": 3}, attachments=(b"scan",))
    with pytest.raises(WrongInput, match=r"book\.attachments"):
        book.enter(other)


def test_what_lies_ahead_is_refused() -> None:
    """The time of an entry is not later than the clock of the node, but for what clocks differ."""
    book = ready.book(NOTES)
    enter(book, "note", what="x", at=AT + timedelta(minutes=1))
    assert refused(book, "note", what="x", at=AT + timedelta(minutes=3)) == "input.in-the-future"


def test_an_erased_entry_keeps_what_is_not_personal() -> None:
    """Erasing takes the personal values of one entry away for good; the entry, its record and all others stay."""
    book = ready.book(NOTES)
    first = enter(book, "note", act_id="mine", what="boots", who="Pat Moor").number
    second = enter(book, "note", what="hats", who="Eve Carr").number
    commitments = set(book.entries("note")[0].sealed.values())
    enter(book, "erase-entry", entry=first, why="asked for")
    kept = book.pages().at(first)
    assert kept is not None
    assert (kept["who"], kept["what"], kept.erased) == (None, "boots", frozenset({"who"}))
    assert all(book.store.personal(each) is None for each in commitments)
    assert turned(book.store, NOTES, Pages("notes")).entries() == book.entries()
    other = book.pages().at(second)
    assert other is not None
    assert other["who"] == "Eve Carr"
    assert refused(book, "erase-entry", entry=first, why="again") == "book.nothing-to-erase"
    assert enter(book, "note", act_id="mine", what="boots", who="whoever").repeated


def test_two_books_on_one_ledger_do_not_write_over_each_other() -> None:
    """Two writers that join the same ledger, from several threads, lose nothing and number without a gap."""
    one = ready.book(NOTES)
    two = Book(NOTES, store=one.store, writer=one.writer, clock=one.clock)

    def work(book: Book, mark: str) -> None:
        for place in range(10):
            enter(book, "note", act_id=f"{mark}-{place}", what=mark)

    threads = [threading.Thread(target=work, args=(book, mark)) for book, mark in ((one, "a"), (one, "b"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    work(two, "c")
    assert len(one.entries("note")) == 30
    assert one.entries() == two.entries()
    assert [each.number for each in one.entries()] == list(range(2, 33))


def test_pages_that_were_read_stay_as_they_are() -> None:
    """Whoever looks at a book sees it as it was then, whatever is entered meanwhile."""
    book = ready.book(NOTES)
    number = enter(book, "note", what="x", who="Pat Moor").number
    seen = book.pages()
    enter(book, "note", what="y")
    enter(book, "erase-entry", entry=number, why="asked")
    assert [each["what"] for each in seen.entries("note")] == ["x"]
    assert seen.entries("note")[0]["who"] == "Pat Moor"


@pytest.mark.parametrize("name", sorted(SORTS))
def test_tables_of_kinds_are_sound(name: str) -> None:
    """In every book: records are told apart, defaults are readable, and keys that are referred to are there."""
    for kind in sort_of(name).kinds.values():
        assert kind.record != kind.name
        assert not kind.second or kind.second in kind.keys
        assert set(kind.about) <= set(kind.keys)
        assert {each for kinds in kind.about.values() for each in kinds} <= set(sort_of(name).kinds)
        for key, row in kind.keys.items():
            assert not (row.needed and row.default is not None and row.default != ""), (kind.name, key)


def test_an_unknown_book_is_named() -> None:
    """A book that nobody keeps is refused, with the nearest that there is."""
    with pytest.raises(WrongInput, match=r"book\.unknown") as error:
        sort_of("offce")
    assert "office" in error.value.now
