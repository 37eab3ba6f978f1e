"""Books on the disk: made beside their production, audited as every ledger, and never mixed up."""

from __future__ import annotations

import hashlib
import shutil
import threading
from pathlib import Path

import pytest

from showsafe import bootstrap
from showsafe.adapters import book_directory, book_pages
from showsafe.adapters.settings_file import UnitSettings
from showsafe.books import turning
from showsafe.books.kinds import Sort
from showsafe.books.pages import Pages
from showsafe.errors import NotVerified, Unusable, WrongInput
from showsafe.ledger.store import Store
from showsafe.ledger.verify import verify
from tests.books.ready import entry
from tests.entrypoints.cli import run


def made(path: Path, unit: str = "north-ridge") -> Path:
    """Return a production's data directory, with an office book in which a task was done."""
    bootstrap.create_unit(path, UnitSettings(unit=unit, profile="common", utc_offset_minutes=-360))
    with bootstrap.open_book(path, "office") as book:
        book.enter(entry("do-task", task="x", on="2026-03-31"))
    return path


def test_a_book_lies_beside_its_production_and_is_audited(tmp_path: Path) -> None:
    """The whole audit passes of a book, views and rules included, and nothing went into the record of the set."""
    path = made(tmp_path / "set")
    place = tmp_path / "set.books" / "office"
    assert book_directory.books(path) == ["office"]
    done = run("verify", str(place))
    assert done.status == 0, done.out
    assert "10  rules         passed, 3 records" in done.out
    assert verify(path).records == 1
    assert place.stat().st_mode & 0o077 == 0


def test_an_absent_book_has_no_entries(tmp_path: Path) -> None:
    """Reading makes nothing: no folder, no book; and there are no entries."""
    path = tmp_path / "set"
    bootstrap.create_unit(path, UnitSettings(unit="north-ridge", profile="common"))
    assert bootstrap.read_book(path, "office").entries() == ()
    assert bootstrap.book_attachment(path, "office", "a" * 64) is None
    assert not (tmp_path / "set.books").exists()
    with pytest.raises(WrongInput, match=r"book\.unknown"):
        bootstrap.read_book(path, "diary")


def test_the_book_of_another_production_is_refused(tmp_path: Path) -> None:
    """A book that was put beside another production is neither read nor written; its own, put back elsewhere, is."""
    path, other = made(tmp_path / "set"), made(tmp_path / "other", "south-ridge")
    shutil.rmtree(book_directory.folder_of(other))
    shutil.copytree(book_directory.folder_of(path), book_directory.folder_of(other))
    with pytest.raises(WrongInput, match=r"book\.of-another"):
        bootstrap.read_book(other, "office")
    with pytest.raises(WrongInput, match=r"book\.of-another"), bootstrap.open_book(other, "office"):
        pass
    moved = tmp_path / "moved"
    shutil.move(path, moved)
    shutil.move(book_directory.folder_of(path), book_directory.folder_of(moved))
    assert len(bootstrap.read_book(moved, "office").entries("do-task")) == 1


def test_a_set_and_a_book_are_not_mixed_up(tmp_path: Path) -> None:
    """No act of the set is asked of a book, and no book lies beside a book."""
    path = made(tmp_path / "set")
    place = book_directory.place(path, "office")
    with pytest.raises(WrongInput, match=r"book\.not-a-set"), bootstrap.open_unit(place):
        pass
    with pytest.raises(WrongInput, match=r"book\.not-a-set"), bootstrap.open_book(place, "office"):
        pass
    with pytest.raises(WrongInput, match=r"case\.not-a-case"), bootstrap.open_case(place):
        pass


def test_a_book_whose_making_ended_early_is_made_again(tmp_path: Path) -> None:
    """Killed before its first entry, a book says whose it is when it is next opened."""
    path = tmp_path / "set"
    bootstrap.create_unit(path, UnitSettings(unit="north-ridge", profile="common"))
    place = book_directory.place(path, "office")
    book_directory.create(place, book_directory.production_at(path).settings)
    with bootstrap.open_book(path, "office") as book:
        assert [each.kind for each in book.entries()] == ["open-book"]


def test_a_changed_book_is_not_read(tmp_path: Path) -> None:
    """A ledger that was cut is refused at the door, as that of a set is."""
    path = made(tmp_path / "set")
    (book_directory.place(path, "office") / "ledger.sqlite").unlink()
    with pytest.raises(NotVerified, match=r"ledger\.missing"):
        bootstrap.read_book(path, "office")


def test_a_program_that_serves_enters_and_reads(tmp_path: Path) -> None:
    """While the data directory is held open, its books are opened one at a time by any thread; nothing is lost."""
    path = made(tmp_path / "set")
    faults: list[BaseException] = []

    def work(mark: str) -> None:
        try:
            for place in range(3):
                with bootstrap.open_book(path, "office") as book:
                    book.enter(entry("do-task", act_id=f"{mark}-{place}", task=mark, on="2026-03-31"))
                bootstrap.read_book(path, "office")
        except Unusable as error:
            faults.append(error)

    with bootstrap.open_unit(path):
        threads = [threading.Thread(target=work, args=(mark,)) for mark in "abc"]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert not faults
    assert len(bootstrap.read_book(path, "office").entries("do-task")) == 10


def test_a_backup_takes_the_books_along(tmp_path: Path) -> None:
    """In a folder each book has a backup of its own, and that of the bound book is logged in it by its sum."""
    path, shelf = made(tmp_path / "set"), tmp_path / "shelf"
    shelf.mkdir()
    with bootstrap.open_book(path, "bound-book") as book:
        book.enter(entry("acquire", on="2026-03-31", serial="M-1"))
    done = run("backup", str(path), str(shelf), "--json")
    assert done.status == 0, done.err
    books = {each["book"]: each for each in done.json["books"]}
    assert set(books) == {"bound-book", "office"}
    assert len(list(shelf.iterdir())) == 3
    (log,) = bootstrap.read_book(path, "bound-book").entries("log-backup")
    file = Path(books["bound-book"]["file"])
    assert (log.number, log["file"]) == (
        books["bound-book"]["logged"],
        hashlib.sha256(file.read_bytes()).hexdigest(),
    )
    assert log["last"] == books["bound-book"]["records"] == 3
    back = tmp_path / "back"
    assert run("restore", books["office"]["file"], str(back)).status == 0
    assert run("verify", str(back)).status == 0
    assert "Logged in the bound book as 5." in run("backup", str(path), str(shelf / "..")).out


def test_a_backup_in_one_file_says_what_is_not_in_it(tmp_path: Path) -> None:
    """Where a file is named, the books are not in it, and the command for each is; one book alone is backed up too."""
    path = made(tmp_path / "set")
    done = run("backup", str(path), str(tmp_path / "one"))
    assert done.status == 0
    assert "The book office is not in it. Back it up too:" in done.out
    assert run("backup", str(path), str(tmp_path / "two"), "--json").json["books_left_out"] == ["office"]
    with bootstrap.open_book(path, "bound-book"):
        pass
    alone = run("backup", str(book_directory.place(path, "bound-book")), str(tmp_path / "three"), "--json")
    assert alone.json["books"][0]["logged"] == 3


def test_a_look_at_a_long_book_costs_what_is_new_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was read is not read again while the ledger goes on from it; another ledger is read from its start."""
    path = made(tmp_path / "set")
    place = book_directory.place(path, "office")
    begun: list[int] = []

    def turned(store: Store, sort: Sort, pages: Pages) -> Pages:
        begun.append(pages.size)
        return turning.turned(store, sort, pages)

    monkeypatch.setattr(book_pages, "turned", turned)
    bootstrap.read_book(path, "office")
    with bootstrap.open_book(path, "office") as book:
        number = book.enter(entry("do-task", task="y", on="2026-03-31")).number
    seen = bootstrap.read_book(path, "office")
    assert begun[1:] == [number - 1, number]
    assert [kept["task"] for kept in seen.entries("do-task")] == ["x", "y"]
    shutil.copytree(place, tmp_path / "kept")
    with bootstrap.open_book(path, "office") as book:
        book.enter(entry("do-task", task="z", on="2026-03-31"))
    shutil.rmtree(place)
    shutil.copytree(tmp_path / "kept", place)
    assert bootstrap.read_book(path, "office").entries() == seen.entries()
    assert begun[-1] == 0


def test_a_book_is_put_back_beside_its_set(tmp_path: Path) -> None:
    """The folder of books is made with the first book that is put back into it, and the set knows the book again."""
    path, shelf = made(tmp_path / "set"), tmp_path / "shelf"
    shelf.mkdir()
    books = run("backup", str(path), str(shelf), "--json").json
    new = tmp_path / "new"
    assert run("restore", books["file"], str(new)).status == 0
    assert run("restore", books["books"][0]["file"], str(tmp_path / "new.books" / "office")).status == 0
    assert [kept["task"] for kept in bootstrap.read_book(new, "office").entries("do-task")] == ["x"]
    with bootstrap.open_book(new, "office") as book:
        book.enter(entry("do-task", task="y", on="2026-03-31"))
    assert run("verify", str(tmp_path / "new.books" / "office")).status == 0


def test_a_book_that_is_open_already_is_that_one(tmp_path: Path) -> None:
    """Whoever has a book open and opens or reads it once more, in the same thread, has the same book."""
    path = made(tmp_path / "set")
    with bootstrap.open_book(path, "office") as book:
        with bootstrap.open_book(path, "office") as same:
            number = same.enter(entry("do-task", task="y", on="2026-03-31")).number
        assert bootstrap.read_book(path, "office").at(number) is book.pages().at(number)
        assert bootstrap.book_attachment(path, "office", "a" * 64) is None
        book.enter(entry("do-task", task="z", on="2026-03-31"))
    assert len(bootstrap.read_book(path, "office").entries("do-task")) == 3
