"""The books at the terminal: entered, corrected, struck, found, shown in three views, and what is due of them."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from showsafe import bootstrap
from showsafe.adapters.settings_file import UnitSettings
from tests.entrypoints.cli import Said, run

SOURCE = ("from_name=Ada Quill", "from_licence=9-88")
RIFLE = ("manufacturer=Marlow", "model=92", "serial=M-1O01", "type=rifle", "calibre=.44", *SOURCE)
LICENCE = (
    "licensee=Ridge Props",
    "number=9-99",
    "licence=dealer",
    "premises=1 Depot Road",
    "since=2024-01-01",
)


@pytest.fixture(name="made", scope="module")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a production's data directory with a weapon on set, once."""
    path = tmp_path_factory.mktemp("made") / "set"
    bootstrap.create_unit(path, UnitSettings(unit="north-ridge", profile="common", utc_offset_minutes=-360))
    weapon = ("maker=Marlow", "model=92", "serial=M-77", "calibre=.44", "action=lever-rifle")
    for words in (
        ("enrol", "by=producer", "person=producer", "roles=producer"),
        ("enrol", "by=producer", "person=armorer", "roles=armorer", "credentials=firearms,course", "age=40"),
        ("register", "by=armorer", "weapon=r1", "class=live-capable", *weapon),
    ):
        assert run("report", str(path), *words).status == 0
    return path


@pytest.fixture(name="at")
def _at(made: Path, tmp_path: Path) -> Path:
    """Return a copy of it."""
    return Path(shutil.copytree(made, tmp_path / "set"))


def today(at: Path) -> str:
    """Return the day of the set."""
    return str(run("tasks", str(at), "--json").json["today"])


def entered(at: Path, kind: str, *words: str, **more: str) -> int:
    """Enter something in the bound book, and return its number."""
    options = [each for key, value in more.items() for each in (f"--{key}", value)]
    done = run("book", "enter", str(at), kind, *words, "--as", "pat", "--json", *options)
    assert done.status == 0, done.out + done.err
    return int(done.json["entry"])


def view(at: Path, *options: str) -> dict[str, Any]:
    """Return the bound book as JSON."""
    return run("book", "show", str(at), "--json", *options).json


def code(said: Said) -> str:
    """Return the code of an error."""
    return said.err.strip().rpartition("[")[2].rstrip("]")


def test_a_line_from_entry_to_disposition(at: Path) -> None:
    """Entered from what the set says, corrected, disposed of by the id of the weapon: each view says its own."""
    entered(at, "state-licence", *LICENCE, "closed=sat,sun")
    done = run(
        "book",
        "enter",
        str(at),
        "acquire",
        f"on={today(at)}",
        "weapon=r1",
        *SOURCE,
        "--from-set",
        "--as",
        "pat",
    )
    assert (done.status, done.flat) == (0, "Entered in bound-book as 4: acquire.")
    fixed = run("book", "correct", str(at), "4", "serial=M-78", "--why", "8 for 7", "--as", "pat")
    assert fixed.status == 0, fixed.err
    entered(at, "dispose", "weapon=r1", f"on={today(at)}", "to_name=Odo Pell", "to_licence=9-77")
    serials = {
        name: view(at, "--view", name)["lines"][0]["acquired"]["facts"]["serial"]
        for name in ("original", "corrected", "both")
    }
    assert serials == {"original": "M-77", "corrected": "M-78", "both": "M-78"}
    facts = view(at)["lines"][0]["acquired"]["facts"]
    assert (facts["manufacturer"], facts["model"], facts["type"]) == ("Marlow", "92", "rifle")
    shown = run("book", "show", str(at)).flat
    assert "1 disposed, r1 on set" in shown
    assert "first written: serial M-77 corrected in entry 5 by pat: serial. 8 for 7" in shown
    assert "(kept back)" in shown
    assert "Odo Pell" not in shown
    assert "Odo Pell" in run("book", "show", str(at), "--names").flat
    assert run("verify", str(at.with_name("set.books") / "bound-book")).status == 0


def test_lines_are_found_and_a_missing_one_is_a_no(at: Path) -> None:
    """By serial, by what is read for it, by name and day; nothing found is exit status 1, nothing asked is 2."""
    entered(at, "acquire", f"on={today(at)}", *RIFLE)
    for options in (
        ("--serial", "m1o01"),
        ("--serial", "M1001", "--like"),
        ("--name", "quill"),
        ("--on", today(at)),
    ):
        done = run("book", "query", str(at), *options, "--json")
        assert (done.status, len(done.json["lines"])) == (0, 1), options
    assert run("book", "query", str(at), "--serial", "M1001").status == 1
    assert code(run("book", "query", str(at))) == "input.usage"
    assert code(run("book", "query", str(at), "--on", "soon")) == "bound.no-day"
    assert code(run("book", "query", str(at), "--on", today(at), "--from", today(at))) == "input.usage"


def test_what_was_struck_stays(at: Path) -> None:
    """Striking is an entry: the line is out of what holds now, and in both with why."""
    number = entered(at, "acquire", f"on={today(at)}", *RIFLE)
    assert run("book", "strike", str(at), str(number), "--why", "twice", "--as", "pat").status == 0
    assert view(at, "--view", "corrected")["lines"] == []
    assert view(at)["lines"][0]["acquired"]["struck"]["why"] == "twice"
    assert "struck in entry 4 by pat: twice" in run("book", "show", str(at)).flat


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("enter", "acquire", "on=27.3.2026"), "book.wrong-value"),
        (("enter", "acquire"), "book.missing-key"),
        (("enter", "acquire", "on=2026-03-27", "on=2026-03-28"), "input.not-a-pair"),
        (("enter", "acquire", "today"), "input.not-a-pair"),
        (("enter", "aquire", "on=2026-03-27"), "book.unknown-kind"),
        (("enter", "open-book", "book=x"), "book.by-the-program"),
        (("enter", "dispose", "weapon=r9", "on=2026-03-27"), "bound.no-line"),
        (("enter", "dispose", "acquisition=9", "on=2026-03-27"), "book.no-such-entry"),
        (("enter", "acquire", "weapon=r9", "on=2026-03-27", "--from-set"), "input.unknown-weapon"),
        (("enter", "dispose", "acquisition=9", "on=2026-03-27", "--from-set"), "input.usage"),
        (("enter", "acquire", "on=2026-03-27", "--attach", "nowhere"), "input.no-file"),
        (("correct", "9", "serial=x", "--why", "x"), "bound.not-correctable"),
        (("strike", "2", "--why", "x"), "book.other-kind"),
        (("printed", "--file", "nowhere"), "input.no-file"),
        (("enter", "erase-entry", "entry=2", "why=x"), "book.nothing-to-erase"),
    ],
)
def test_what_cannot_be_entered_is_said(at: Path, words: tuple[str, ...], expected: str) -> None:
    """Wrong words are exit status 2 with one sentence and a code, and nothing is entered."""
    done = run("book", words[0], str(at), *words[1:], "--as", "pat")
    assert (done.status, code(done)) == (2, expected)
    assert len(bootstrap.read_book(at, "bound-book")) <= 1


def test_what_is_worth_a_look_is_said_at_once(at: Path) -> None:
    """Whoever enters something late or lacking, or a loss, is told so at once, with the command that helps."""
    late = run("book", "enter", str(at), "acquire", "on=2026-03-27", "weapon=r1", "type=rifle", "--as", "pat")
    assert late.status == 0
    assert "late: due 2026-03-30, by CFR-478.125(e)-acq. It is entered all the same." in late.flat
    assert "It does not say manufacturer, model, serial, calibre, from_name, from_address." in late.flat
    assert "showsafe book correct" in late.out
    lost = run(
        "book",
        "enter",
        str(at),
        "find-missing",
        "weapon=r1",
        "found=2026-03-28T10:00Z",
        "as=loss",
        "--as",
        "pat",
    )
    assert f"showsafe tasks {at}" in lost.out
    assert f"showsafe report {at} freeze by=PERSON weapon=r1" in lost.out
    assert run("report", str(at), "freeze", "by=armorer", "weapon=r1").status == 0
    fine = run("book", "enter", str(at), "acquire", f"on={today(at)}", *RIFLE, "--as", "pat", "--json")
    assert fine.json["worth_a_look"] == []


def test_a_print_is_logged_by_its_sum(at: Path, tmp_path: Path) -> None:
    """The file that was printed, up to which entry it goes, and why; the task of the next print counts from it."""
    entered(at, "acquire", f"on={today(at)}", *RIFLE)
    file = tmp_path / "book.pdf"
    file.write_bytes(b"a print")
    assert run("book", "printed", str(at), "--file", str(file), "--as", "pat").status == 0
    logged = view(at)["prints"][0]
    assert (logged["file"], logged["last"], logged["because"]) == (
        hashlib.sha256(b"a print").hexdigest(),
        3,
        "semi-annual",
    )


def test_a_view_is_written_as_a_table(at: Path, tmp_path: Path) -> None:
    """One row a line and one a correction; a file that is there, or lies in the directory, is not written over."""
    number = entered(at, "acquire", f"on={today(at)}", *RIFLE, "note==1+1")
    run("book", "correct", str(at), str(number), "serial=M-2", "--why", "misread", "--as", "pat")
    out = tmp_path / "book.csv"
    assert run("book", "show", str(at), "--names", "--csv", str(out)).status == 0
    rows = list(csv.DictReader(out.read_text("utf-8-sig").splitlines()))
    assert [(row["row"], row["key"], row["was"], row["now"]) for row in rows] == [
        ("line", "", "", ""),
        ("correction", "serial", "M-1O01", "M-2"),
    ]
    assert (rows[0]["serial"], rows[0]["from_name"], rows[0]["note"]) == ("M-2", "Ada Quill", "'=1+1")
    assert code(run("book", "show", str(at), "--csv", str(out))) == "export.is-there"
    assert code(run("book", "show", str(at), "--csv", str(at / "x.csv"))) == "export.is-there"


def test_the_office_book_is_entered_and_shown(at: Path, tmp_path: Path) -> None:
    """Its kinds and keys are listed; a list is typed with commas; what is personal is kept back."""
    listed = run("book", "kinds", "office", "--json").json["kinds"]
    assert {"do-task", "put-off-task", "state-licence"} <= {each["kind"] for each in listed}
    assert "needs: task, on" in run("book", "kinds", "office", "do-task").flat
    entered(at, "state-licence", "place=nz", "number=L-7", "since=2025-01-01", book="office")
    shown = run("book", "show", str(at), "--book", "office", "--json").json["entries"]
    assert [each["kind"] for each in shown] == ["open-book", "state-licence"]
    assert (
        "state-licence by pat: place nz, number L-7" in run("book", "show", str(at), "--book", "office").flat
    )
    assert run("book", "list", str(at), "--json").json["books"] == ["office"]
    assert (
        code(run("book", "show", str(at), "--book", "office", "--csv", str(tmp_path / "x"))) == "input.usage"
    )


def test_registers_are_shown_and_written(at: Path, tmp_path: Path) -> None:
    """A register says whether its place is that of the unit, and is written as CSV."""
    out = tmp_path / "nsw.csv"
    done = run("book", "register", str(at), "au-nsw", "--csv", str(out))
    assert done.status == 0
    assert "This unit does not work by the rules of au-nsw." in done.out
    assert "repealed in 2017" in done.flat
    assert out.read_text("utf-8-sig").startswith("what,weapon,class")
    assert run("book", "register", str(at), "au-qld", "--json").json["transactions"][0]["weapon"] == "r1"
    assert "0 lines" in run("book", "register", str(at), "nz").out


def test_tasks_are_listed_done_and_put_off(at: Path) -> None:
    """What is overdue makes the exit status 1; a task is said to be done, or put off with why."""
    found = "2026-01-01T10:00Z"
    line = entered(at, "acquire", "on=2026-01-01", *RIFLE)
    loss = entered(at, "find-missing", f"acquisition={line}", f"found={found}", "as=theft")
    done = run("tasks", str(at))
    assert done.status == 1
    assert "CFR-478.39a (law; the clause was read in full)." in done.flat
    assert "Known second-hand; not shown as law." in done.flat
    assert "ATF-2016-1(print)" not in done.out
    assert "Informe a la policía local" in run("tasks", str(at), "--language", "es").flat
    police = f"bound.report-missing:{loss}:police"
    assert code(run("tasks", str(at), "--done", police, "--as", "pat")) == "tasks.shown-by-entry"
    told = f"bound.tell-found:{entered(at, 'find-again', f'missing={loss}', 'on=2026-01-02')}"
    assert run("tasks", str(at), "--done", told, "--reference", "P-1", "--as", "pat").status == 0
    off = run(
        "tasks",
        str(at),
        "--put-off",
        "bound.print:0",
        "--until",
        "2036-01-01",
        "--why",
        "away",
        "--as",
        "pat",
    )
    assert off.status == 0
    listed = {task["id"]: task for task in run("tasks", str(at), "--all", "--json").json["tasks"]}
    assert (listed[told]["state"], listed[told]["said_done"]["reference"]) == ("done", "P-1")
    assert listed[police]["state"] == "overdue"
    assert listed["bound.print:0"]["put_off"]["why"] == "away"


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--done", "nothing", "--as", "pat"), "tasks.unknown"),
        (("--done", "x"), "input.usage"),
        (("--done", "x", "--put-off", "y"), "input.usage"),
        (("--put-off", "x", "--as", "pat"), "tasks.unknown"),
        (("--as", "pat"), "input.usage"),
    ],
)
def test_a_task_that_is_none_is_not_done(at: Path, options: tuple[str, ...], expected: str) -> None:
    """Only a task that there is can be done or put off, and somebody says so."""
    done = run("tasks", str(at), *options)
    assert (done.status, code(done)) == (2, expected)
    assert not at.with_name("set.books").exists()


def test_a_quiet_set_has_nothing_due(at: Path) -> None:
    """Where nothing is due, that is said, and the exit status is 0."""
    done = run("tasks", str(at))
    assert (done.status, done.flat) == (0, "Nothing is due by what is on record.")
    assert json.loads(run("tasks", str(at), "--json").out)["tasks"] == []
