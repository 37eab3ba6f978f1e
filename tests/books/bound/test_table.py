"""The bound book as a table: rows of an earlier book come in once, and what leaves can come in again."""

from __future__ import annotations

import csv
import io

import pytest

from showsafe.books.tables import exporting, importing, registry
from showsafe.books.tables.importing import Import
from showsafe.books.tables.source import Source, Wish
from showsafe.errors import WrongInput
from tests.books.office import Office

TABLE = registry.table("bound-book")
HEAD = (
    "Date acquired;Maker;Model;Serial number;Type;Caliber;Acquired from;Source FFL;"
    "Date out;Disposed to;Recipient FFL"
)
CARRIED = ";Carried from;Entered"
RIFLE = "2024-03-27;Marlow;92;M-1;rifle;.44;Ada Quill;9-88"


def office() -> Office:
    """Return a set whose bound book is empty."""
    return Office(bound=True)


def judged(at: Office, text: str, wish: Wish | None = None) -> Import:
    """Judge a file of rows."""
    source = Source(at.node.state, at.node.store, at.clock.now(), None, lambda _: at.bound.book)
    return importing.judge(TABLE, text.encode(), source, wish or Wish(by="pat"))


def outcomes(found: Import) -> list[tuple[str, list[str], list[str]]]:
    """Return what becomes of each row, with the codes of its faults and notes."""
    return [
        (each.outcome, [fault.code for fault in each.faults], [note.code for note in each.notes])
        for each in found.judged
    ]


def exported(at: Office, *, names: bool = True) -> str:
    """Return the book as CSV."""
    source = Source(at.node.state, at.node.store, at.clock.now(), None, lambda _: at.bound.book.pages())
    return exporting.export(TABLE, source, Wish(names=names), "csv").decode("utf-8-sig")


def taken(at: Office, text: str) -> tuple[int, int]:
    """Import a file whose rows are good; return how many rows were taken, and how many entries there are."""
    done = judged(at, text).take()
    return done.rows, len(at.bound.book.entries("acquire")) + len(at.bound.book.entries("dispose"))


def test_rows_are_entered_once() -> None:
    """Each row is an acquisition, and a disposition where it says one; the same file again adds nothing."""
    at = office()
    other = f"{RIFLE.replace('M-1', 'M-2')};2024-05-01;Odo Pell;9-77;;"
    text = f"{HEAD}{CARRIED}\n{RIFLE};;;;book 3 line 1;2024-03-28\n{other}\n"
    assert taken(at, text) == (2, 3)
    assert outcomes(judged(at, text)) == [("known", [], []), ("known", [], [])]
    line = at.bound.line()
    assert (line["acquired"]["facts"]["from_name"], line["acquired"]["carried"]) == (
        "Ada Quill",
        "book 3 line 1",
    )
    assert line["acquired"]["late"] is None
    assert at.bound.line(number=2)["disposed"]["facts"]["to_name"] == "Odo Pell"


def test_a_row_that_gained_a_disposition_adds_only_that() -> None:
    """The acquisition that is there is found by what it says, also after it was corrected."""
    at = office()
    taken(at, f"{HEAD}\n{RIFLE};;;\n")
    at.bound.correct(at.bound.bound().lines[0].entry, serial="M-7")
    for row in (RIFLE, RIFLE.replace("M-1", "M-7")):
        assert outcomes(judged(at, f"{HEAD}\n{row};;;\n")) == [("known", [], [])]
    assert taken(at, f"{HEAD}\n{RIFLE};2024-05-01;Odo Pell;9-77\n") == (1, 2)
    assert at.bound.line()["state"] == "disposed"


def test_what_leaves_comes_in_again_as_known() -> None:
    """An export of the book adds nothing to it, corrected and struck lines and all."""
    at = office()
    first = at.bound.acquire(on="2026-03-01", weapon="revolver", importer="Northway", nfa=True)
    at.bound.correct(first, serial="M-7", from_licence="9-1")
    at.bound.dispose(first, on="2026-03-01")
    at.bound.strike(at.bound.acquire(on="2026-03-01"))
    lost = at.bound.acquire(on="2026-03-01", serial="K-3")
    at.bound.enter("find-missing", acquisition=lost, found="2026-03-02T10:00Z", as_="loss")
    text = exported(at)
    assert "M-7" in text
    assert [row["state"] for row in csv.DictReader(io.StringIO(text))] == ["disposed", "struck", "missing"]
    assert outcomes(judged(at, text)) == [
        ("known", [], []),
        ("known", [], ["bound.struck"]),
        ("known", [], []),
    ]


def test_names_leave_only_where_they_may() -> None:
    """Without leave the columns of names and addresses are not in an export."""
    at = office()
    at.bound.dispose(at.bound.acquire(on="2026-03-01"), on="2026-03-01")
    bare = exported(at, names=False)
    assert not any(name in bare for name in ("Ada Quill", "Odo Pell", "2 Mill Lane"))
    assert "M-1001" in bare


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (f"{RIFLE};2024-03-01;Odo Pell;9-77", "bound.before"),
        (f"{RIFLE.replace('2024', '2031')};;;", "bound.ahead"),
        (f"{RIFLE};03/04/2024;Odo Pell;9-77", "table.two-dates"),
        (f"{RIFLE.replace('2024-03-27', '45378')};;;", "input.wrong-value"),
        (RIFLE.replace("M-1", "M\u202e1") + ";;;", "input.hidden-characters"),
        (f"{RIFLE.replace('M-1', '1,23E+11')};;;", "table.shortened"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_entered(row: str, code: str) -> None:
    """A day that is none, lies ahead or comes before the other, and a serial that is spoilt keep all rows out."""
    at = office()
    good = RIFLE.replace("M-1", "M-2")
    found = judged(at, f"{HEAD}\n{good};;;\n{row}\n")
    assert [(outcome, codes) for outcome, codes, _ in outcomes(found)] == [("new", []), ("bad", [code])]
    assert found.judged[1].faults[0].at
    with pytest.raises(WrongInput):
        found.take()
    assert at.bound.book.entries("acquire") == ()


def test_what_is_worth_a_look_is_noted_and_taken() -> None:
    """A serial that is there twice, a row that says the same as another, and missing facts are notes, no refusals."""
    at = office()
    taken(at, f"{HEAD}\n{RIFLE};;;\n")
    rows = [RIFLE.replace("Marlow", "Northway"), RIFLE.replace("M-1", "M-2"), RIFLE.replace("M-1", "M-2")]
    rows.append("2024-03-27;;92;;rifle;;Ada Quill;9-88")
    found = judged(at, "\n".join([HEAD, *(f"{row};;;" for row in rows)]))
    assert outcomes(found) == [
        ("new", [], ["bound.serial-twice", "bound.late"]),
        ("new", [], ["bound.late"]),
        ("known", [], ["bound.row-twice"]),
        ("new", [], ["bound.lacks", "bound.late"]),
    ]


def test_somebody_says_who_enters_them() -> None:
    """Nobody is no one who enters a line of the bound book."""
    with pytest.raises(WrongInput, match=r"table\.nobody"):
        judged(office(), f"{HEAD}\n{RIFLE};;;\n", Wish())


def test_many_rows_are_one_transaction() -> None:
    """A book of many lines comes in whole, each acquisition followed by its own disposition."""
    at = office()
    rows = [f"{RIFLE.replace('M-1', f'S-{number}')};2024-05-01;Odo Pell;9-77" for number in range(200)]
    done = judged(at, "\n".join([HEAD, *rows])).take()
    assert (done.rows, len(done.records)) == (200, 400)
    lines = at.bound.bound().lines
    assert all(line.gone is not None and line.gone.kept.number == line.entry + 1 for line in lines)


def test_a_struck_line_is_said_to_be_struck() -> None:
    """Its list again adds nothing and says in which entry it was struck; a disposition of it is refused."""
    at = office()
    taken(at, f"{HEAD}\n{RIFLE};;;\n")
    struck = at.bound.strike(at.bound.bound().lines[0].entry)
    found = judged(at, f"{HEAD}\n{RIFLE};;;\n{RIFLE};2024-05-01;Odo Pell;9-77\n")
    assert outcomes(found) == [("known", [], ["bound.struck"]), ("bad", ["bound.struck"], [])]
    assert f"struck in entry {struck}" in found.judged[0].notes[0].says


@pytest.mark.parametrize("state", ["held", "missing"])
def test_a_serial_that_is_in_the_book_comes_in_once(state: str) -> None:
    """A row to which a note was added is no second weapon, held or missing; one that says so is."""
    at = office()
    taken(at, f"{HEAD}\n{RIFLE};;;\n")
    if state == "missing":
        line = at.bound.bound().lines[0].entry
        at.bound.enter("find-missing", acquisition=line, found="2026-03-02T10:00Z", as_="loss")
    found = judged(at, f"{HEAD};Note\n{RIFLE};;;;seen\n")
    assert outcomes(found) == [("bad", ["bound.serial-in-book"], [])]
    assert f"({state})" in found.judged[0].faults[0].says
    other = f"{HEAD};Note;Another weapon\n{RIFLE};;;;seen;yes\n"
    assert taken(at, other) == (1, 2)
    assert outcomes(judged(at, other)) == [("known", [], [])]


def test_what_went_may_come_back_and_goes_once() -> None:
    """After its disposition a serial is acquired again, with a note; a second disposition of one line is refused."""
    at = office()
    taken(at, f"{HEAD}\n{RIFLE};2024-05-01;Odo Pell;9-77\n")
    back = RIFLE.replace("2024-03-27", "2024-06-01")
    rows = [f"{back};;;", f"{RIFLE};2024-05-02;Jo Marsh;9-78", f"{RIFLE.replace('.44', '.45')};;;"]
    assert outcomes(judged(at, "\n".join([HEAD, *rows]))) == [
        ("new", [], ["bound.serial-twice", "bound.late"]),
        ("bad", ["bound.disposed-already"], []),
        ("bad", ["bound.serial-in-book"], []),
    ]


def test_the_headings_of_the_regulation_are_known() -> None:
    """From and to whom are taken by the words of the form, and what a row leaves out is said before it is entered."""
    at = office()
    head = (
        "Receipt date;Manufacturer and/or importer;Model;Serial No.;Type;Caliber or gauge;"
        "Name and address or name and license No.;Disposition date;To whom;Address or license no. or form 4473"
    )
    rows = ["2026-03-01;Marlow;92;M-1;rifle;.44;Ada Quill;2026-03-01;Odo Pell;2 Mill Lane"]
    rows.append("2026-03-01;Marlow;92;M-2;rifle;.44;;2026-03-01;;")
    found = judged(at, "\n".join([head, *rows]))
    said = [[note.says for note in each.notes if note.code == "bound.lacks"] for each in found.judged]
    assert said[0][0].endswith("does not say the address or licence of the source.")
    assert "from whom" in said[1][0]
    assert "to whom" in said[1][0]
    found.take()
    facts = at.bound.line()["disposed"]["facts"]
    assert (facts["to_name"], facts["to_address"], facts["how"]) == ("Odo Pell", "2 Mill Lane", "")


def test_rows_that_said_how_by_default_are_known_again() -> None:
    """A book that wrote *bought* where nobody said it knows the same rows, which do not say it."""
    at = office()
    at.bound.dispose(at.bound.acquire(on="2026-03-01", how="bought"), on="2026-03-02", how="sold")
    text = exported(at).replace("bought", "").replace("sold", "")
    assert outcomes(judged(at, text)) == [("known", [], [])]
