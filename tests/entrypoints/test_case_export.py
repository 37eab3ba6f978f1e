"""`showsafe case export` and `import-brat` at the terminal: files where they were asked for, and a record of each."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from showsafe import bootstrap
from showsafe.adapters.clock import FixedClock
from showsafe.casefile.exports.table import FORMATS
from tests.casefile import cases
from tests.entrypoints.cli import run, size


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return the directory of a case with one source."""
    path = tmp_path / "bang"
    clock = FixedClock(cases.AT)
    bootstrap.create_case(path, "bang", clock)
    with bootstrap.open_case(path, clock) as made:
        cases.do(made, "open-case", title="A shot", purpose="inquiry", retention="2034-12-31")
        cases.do(made, "give-access", person=cases.READER, role="reader", purpose="inquiry")
        cases.do(made, "name-person", name="Wenna Tollifax", role="armorer", party=False)
        cases.source(made)
    return path


def test_one_file_goes_to_its_place_and_is_on_record(place: Path, tmp_path: Path) -> None:
    """The sum on record is that of the file; without names none is in it, with names they are."""
    out = tmp_path / "annotations.jsonld"
    said = run("case", "export", place, "web-annotation", "--as", cases.OWNER, "--out", out, "--json").json
    assert said["sums"] == {"annotations.jsonld": hashlib.sha256(out.read_bytes()).hexdigest()}
    assert (said["record"], said["opened"]) == (size(place), False)
    assert b"Tollifax" not in out.read_bytes()
    named = tmp_path / "named.jsonld"
    told = run("case", "export", place, "web-annotation", "--as", cases.OWNER, "--out", named, "--names")
    assert told.status == 0
    assert "with names" in told.flat
    assert b"Tollifax" in named.read_bytes()


def test_several_files_go_into_a_folder_and_what_was_marked_comes_back(place: Path, tmp_path: Path) -> None:
    """Marks go out, one more statement marked by hand, and in again: it is proposed, and only that."""
    out = tmp_path / "marked"
    assert (
        run("case", "export", place, "brat", "--as", cases.OWNER, "--out", out, "--source", "s1").status == 0
    )
    assert sorted(each.name for each in out.iterdir()) == ["annotation.conf", "s1.ann", "s1.txt"]
    words = "who looks after the weapons"
    start = cases.ARTICLE.index(words)
    with (out / "s1.ann").open("a", encoding="utf-8") as file:
        file.write(f"T99\tStatement {start} {start + len(words)}\t{words}\n")
    arguments = ("case", "import-brat", place, out / "s1.ann", "--source", "s1", "--as", cases.OWNER)
    said = run(*arguments)
    assert said.status == 0
    assert "1 new statement of s1 proposed" in said.flat
    assert words in said.flat
    assert run(*arguments, "--json").json["new"] == 0


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("prof", "--as", cases.OWNER), "export.unknown-format"),
        (("timeline", "--as", cases.OWNER, "--source", "s1"), "export.whole-case"),
        (("prov", "--as", cases.READER, "--names"), "case.no-names"),
        (("prov", "--as", "stranger"), "case.no-access"),
    ],
)
def test_what_may_not_leave_leaves_nothing(
    place: Path, tmp_path: Path, words: tuple[str, ...], code: str
) -> None:
    """Neither a file nor a record."""
    before = size(place)
    said = run("case", "export", place, *words, "--out", tmp_path / "out", "--json")
    assert (said.status, said.json["error"]["code"]) == (2, code)
    assert size(place) == before
    assert not (tmp_path / "out").exists()


def test_nothing_is_written_over_and_nothing_into_the_case(place: Path, tmp_path: Path) -> None:
    """A file that is there stays as it is."""
    there = tmp_path / "there"
    there.write_text("mine", encoding="utf-8")
    for out in (there, place / "out"):
        said = run("case", "export", place, "prov", "--as", cases.OWNER, "--out", out, "--json")
        assert said.json["error"]["code"] == "export.is-there"
    assert there.read_text("utf-8") == "mine"


def test_a_file_that_cannot_be_read_is_said_to_be_none(place: Path, tmp_path: Path) -> None:
    """No traceback, and no record."""
    said = run(
        "case", "import-brat", place, tmp_path / "no.ann", "--source", "s1", "--as", cases.OWNER, "--json"
    )
    assert said.json["error"]["code"] == "input.no-file"


def test_the_help_lists_every_format() -> None:
    """Whoever asks how it is used sees what there is."""
    said = run("case", "export", "--help")
    assert all(name in said.out for name in FORMATS)
