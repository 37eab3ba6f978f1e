"""The log of a book, held against its kinds: what was entered could have happened, what is forged could not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from showsafe import bootstrap
from showsafe.application.book_words import PROFILE
from showsafe.books.book import Book
from showsafe.errors import NotVerified, WrongInput
from showsafe.ledger import record
from tests.books import ready
from tests.books.ready import enter

Change = Callable[[dict[str, Any]], None]


def forged(book: Book, change: Change) -> str:
    """Return what step 10 says of a book to which a record is added that is the last one, changed."""
    size = book.store.size()
    body = dict(record.read(book.store.entry(size).raw).body)
    for key in ("format", "unit", "device", "device_number", "device_previous"):
        del body[key]
    body = {**body, "act": dict(body["act"]), "act_id": "forged"}
    change(body)
    sealed = book.writer.seal([body], book.writer.position(book.store))
    book.store.append(size, sealed.entries, sealed.rows, (), sealed.checkpoint)
    judged = bootstrap.judged(book.store, PROFILE)
    assert judged.first is None or judged.first.number == size + 1
    return "" if judged.first is None else judged.first.why


def made() -> Book:
    """Return an office book in which a task was done."""
    book = ready.book("office")
    enter(book, "do-task", task="x", on="2026-03-31")
    return book


def test_what_was_entered_could_have_happened() -> None:
    """A book that was only written by entering holds, and every record of it was looked at."""
    book = made()
    judged = bootstrap.judged(book.store, PROFILE)
    assert judged.ok
    assert judged.checked == book.store.size() == 3


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda body: body["act"].pop("task"), "it does not say task"),
        (lambda body: body["act"].update(on="2026-02-30"), "on has to be a day"),
        (lambda body: body["act"].update(hat=1), "its key hat is none of do-task"),
        (lambda body: body["act"].update(on={"sealed": "a" * 64}), "its on is sealed"),
        (lambda body: body.update(kind="task-dreamt"), "no record of the book office is called task-dreamt"),
        (lambda body: body.update(would="refuse"), "its would is 'refuse'"),
        (lambda body: body.update(attachments=["a" * 64]), "something is attached to it"),
        (
            lambda body: body.update(kind="entry-erased", act={"entry": 3, "why": "x", "commitments": []}),
            "book.nothing-to-erase",
        ),
        (
            lambda body: body.update(
                kind="book-opened", act={"book": "office", "production": "other", "opening": "a" * 64}
            ),
            "book.is-open",
        ),
    ],
)
def test_what_is_forged_is_found(change: Change, why: str) -> None:
    """A record that the table would have refused is named, with why."""
    assert why in forged(made(), change)


def test_another_edition_is_said_and_not_judged() -> None:
    """A record under other rules than the program has is said to be undecided, and is no fault."""
    book = made()
    assert forged(book, lambda body: body.update(rulebook="book@9")) == ""
    assert bootstrap.judged(book.store, PROFILE).editions == {"book@9"}


def test_an_unknown_record_is_not_read() -> None:
    """A book with a record of a later program says so, instead of leaving it out."""
    book = made()
    forged(book, lambda body: body.update(kind="task-dreamt"))
    with pytest.raises(NotVerified, match=r"record\.unknown-kind"):
        book.entries()


def test_nothing_is_entered_before_the_book_is_open() -> None:
    """The first entry says whose book it is, and it is said once."""
    book = made()
    with pytest.raises(WrongInput, match=r"book\.is-open"):
        book.enter_own(ready.entry("open-book", book="office", production="x", opening="a" * 64))
