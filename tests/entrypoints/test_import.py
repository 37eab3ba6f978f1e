"""``showsafe import`` and ``showsafe export``: at the terminal, with the exit status that a program reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.entrypoints.cli import run, unit

GOOD = "weapon,serial,class\nx1,A-1,replica\nx2,B-2,rubber\n"


def given(path: Path, text: str, name: str = "list.csv") -> Path:
    """Return a file with a text in it."""
    file = path / name
    file.write_text(text, encoding="utf-8")
    return file


def test_a_list_is_looked_at_and_then_taken(tmp_path: Path) -> None:
    """A dry run records nothing; the import says which records; the same once more finds all of it on record."""
    data, file = unit(tmp_path / "u"), given(tmp_path, GOOD)
    dry = run("import", "weapons", data, file, "--by", "armorer", "--dry-run")
    assert (dry.status, "A dry run: nothing was imported." in dry.flat) == (0, True)
    done = run("import", "weapons", data, file, "--by", "armorer", "--json")
    assert (done.status, done.json["done"]["rows"]) == (0, 2)
    again = run("import", "weapons", data, file, "--by", "armorer")
    assert "all of it is on record already" in again.flat
    assert run("verify", data).status == 0


def test_a_bad_cell_is_named_and_nothing_taken(tmp_path: Path) -> None:
    """Status 1, the cell, and what to do; with ``--only-good`` the others come in."""
    data, file = unit(tmp_path / "u"), given(tmp_path, GOOD + "x3,C-3,cannon\n")
    said = run("import", "weapons", data, file, "--by", "armorer")
    assert said.status == 1
    assert "C4: class is 'cannon', which is not known." in said.flat
    assert "--only-good" in said.flat
    assert run("weapon", data, "x1").status == 2
    assert run("import", "weapons", data, file, "--by", "armorer", "--only-good").status == 0
    assert run("weapon", data, "x1").status == 0


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "weapon,class\nx1,cannon\nx2,mortar\n",
            "Nothing was imported: no row could be taken. Mend the rows.",
        ),
        ("weapon,class\n", "Nothing was imported: there is no row under the headings."),
    ],
)
def test_where_no_row_can_be_taken_nobody_is_told_it_is_on_record(
    tmp_path: Path, text: str, says: str
) -> None:
    """The good ones alone of a list without any: status 1, in the dry run too, and no word of what is on record."""
    data, file = unit(tmp_path / "u"), given(tmp_path, text)
    for more in ((), ("--dry-run",)):
        said = run("import", "weapons", data, file, "--by", "armorer", "--only-good", *more)
        assert (said.status, says in said.flat) == (1, True)
        assert "Nothing new" not in said.flat


def test_what_is_known_beside_what_is_bad_is_told_apart(tmp_path: Path) -> None:
    """The good ones are all on record already, and the bad ones are still not taken."""
    data = unit(tmp_path / "u")
    assert run("import", "weapons", data, given(tmp_path, GOOD), "--by", "armorer").status == 0
    file = given(tmp_path, GOOD + "x3,C-3,cannon\n")
    said = run("import", "weapons", data, file, "--by", "armorer", "--only-good")
    assert (said.status, "Nothing new: what can be taken is on record already." in said.flat) == (0, True)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("wepons", "DIR", "FILE"), "table.unknown"),
        (("weapons", "DIR", "nothing.csv"), "table.no-file"),
        (("weapons", "DIR", "FILE"), "table.nobody"),
        (("weapons", "DIR", "FILE", "--by", "armorer", "--column", "serial"), "table.not-joined"),
    ],
)
def test_what_is_typed_wrongly_is_one_sentence(tmp_path: Path, words: tuple[str, ...], code: str) -> None:
    """A table, a file or a person that is not there is named, with status 2."""
    places = {"DIR": unit(tmp_path / "u"), "FILE": given(tmp_path, GOOD)}
    said = run("import", *(places.get(word, word) for word in words), "--json")
    assert (said.status, said.json["error"]["code"]) == (2, code)


def test_a_table_is_saved_and_comes_back(tmp_path: Path) -> None:
    """The format follows from the name of the file; nothing is written over, and nothing lands in the data."""
    data = unit(tmp_path / "u")
    out = tmp_path / "weapons.xlsx"
    assert run("export", "weapons", data, "--out", out).status == 0
    assert run("import", "weapons", data, out, "--by", "armorer", "--json").json["counts"]["new"] == 0
    for words, code in (
        (("weapons", data, "--out", out), "export.occupied"),
        (("weapons", data, "--out", data / "x.csv"), "export.inside"),
        (("weapons", data, "--out", tmp_path / "x.doc"), "table.format"),
        ((data, "--out", out), "export.what"),
    ):
        said = run("export", *words, "--json")
        assert (said.status, said.json["error"]["code"]) == (2, code)
    assert (
        run("export", "weapons", data, "--out", out, "--force", "--format", "json", "--json").json["bytes"]
        > 0
    )
