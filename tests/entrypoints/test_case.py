"""``showsafe case``: from an incident to a bundle, as somebody does it at a terminal; and what the check says of it."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import stat
import zipfile
from pathlib import Path

import pytest

from tests.casefile import cases
from tests.entrypoints.cli import Said, run, unit

OPENING = ("--title", "The bang", "--purpose", "inquiry", "--retention", "2036-12-31", "--as", "inquirer")


def said(*words: object) -> Said:
    """Run one command that has to be done."""
    found = run("case", *words)
    assert found.status == 0, found.err
    return found


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a production with one case in which there are two sources, one of them sealed."""
    folder = tmp_path_factory.mktemp("production")
    made = unit(folder / "set")
    bang = ("incident", "by=armorer", "weapon=revolver", "says=a loud bang", "act_id=bang")
    assert run("report", made, *bang).status == 0
    said("new", made, "--incident", "bang", "--id", "bang", *OPENING)
    case = folder / "set.cases" / "bang"
    for name, text in (("a.txt", cases.ARTICLE), ("b.txt", cases.OTHER)):
        (folder / name).write_text(text, "utf-8")
        said("add", case, folder / name, "--type", "article", "--published", "2024-11-04", "--as", "inquirer")
    who = ("--as", "inquirer")
    said("do", case, "name-person", "name=Wenna Tollifax", "role=armorer", "also=[]", "party=false", *who)
    said("do", case, "review", "statement=s1.2", "as=confirmed", "after=0", 'content={"who":"p1"}', *who)
    rows = said("show", case, "timeline", *who, "--json").json["rows"]
    record = next(
        each["record"] for each in rows if each["side"] == "recorded" and each["kind"] == "registered"
    )
    said("do", case, "link", "statement=s1.2", f"record={record}", "as=silent", *who)
    said("do", case, "seal-source", "source=s2", "order=By order.", "on=2024-11-14", *who)
    return case


@pytest.fixture
def case(kept: Path, tmp_path: Path) -> Path:
    """Return a copy of that case which a test may write into."""
    return Path(shutil.copytree(kept, tmp_path / "bang"))


def test_both_sides_are_there(case: Path) -> None:
    """The timeline has records of the production and statements, and nothing of the sealed source."""
    rows = said("show", case, "timeline", "--as", "inquirer", "--json").json["rows"]
    assert {each["side"] for each in rows} == {"recorded", "said"}
    assert {each["source"] for each in rows if each["side"] == "said"} == {"s1"}
    linked = next(each for each in rows if each["side"] == "recorded" and each["links"])
    assert [(each["statement"], each["as"]) for each in linked["links"]] == [("s1.2", "silent")]


def test_every_view_is_shown_without_names(case: Path) -> None:
    """Each view of a case is shown at a terminal, by roles, and every look but that at the first page is recorded."""
    views = ("overview", "sources", "timeline", "pairs", "people", "history", "access", "s1", "s2")
    for view in views:
        shown = said("show", case, view, "--as", "inquirer")
        assert shown.out or view in ("history", "pairs")
        assert "Tollifax" not in shown.out
    looks = said("show", case, "access", "--as", "inquirer", "--json").json["looks"]
    assert {*views} - {"overview"} <= {each["what"] for each in looks}


def test_a_stranger_sees_nothing(case: Path) -> None:
    """Who has no access is told so, and the case stays as it is."""
    assert run("case", "show", case, "--as", "stranger").status == 2
    assert "case.no-access" in run("case", "show", case, "--as", "stranger").err


def test_a_case_verifies(case: Path) -> None:
    """The check of a set is the check of a case, with every step asked."""
    found = run("verify", case, "--json")
    assert (found.status, found.json["ok"], found.json["views_checked"]) == (0, True, True)
    assert found.json["steps"][9]["state"] == "passed"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("UPDATE entries SET scope = 'set' WHERE number = 4", "verify.structure"),
        ("DELETE FROM personal WHERE commitment = (SELECT max(commitment) FROM personal)", "verify.personal"),
        (
            "UPDATE personal SET value = x'226e6f22' WHERE commitment = (SELECT max(commitment) FROM personal)",
            "verify.personal",
        ),
        ("DELETE FROM attachments", "verify.attachment"),
    ],
)
def test_a_tampered_case_does_not(case: Path, change: str, code: str) -> None:
    """Whatever is changed in a case beside its signed bytes is found."""
    with contextlib.closing(sqlite3.connect(case / "ledger.sqlite")) as ledger, ledger:
        assert ledger.execute(change).rowcount
    found = run("verify", case, "--json")
    assert found.status == 1
    assert found.json["first_fault"]["code"] == code


def test_the_bundle_holds_and_shows_no_more_than_it_may(case: Path, tmp_path: Path) -> None:
    """Both bundles verify; names are in the one that asked for them, and a sealed or whole source in neither."""
    vkey = run("vkey", case).out
    for name, words in (("redacted.zip", ()), ("restricted.zip", ("--names",))):
        said("bundle", case, "--out", tmp_path / name, "--as", "inquirer", *words)
        assert run("verify", tmp_path / name, "--vkey", vkey.strip()).status == 0
        with zipfile.ZipFile(tmp_path / name) as archive:
            whole = b"".join(archive.read(each) for each in archive.namelist())
        assert (b"Wenna Tollifax" in whole) is bool(words)
        assert (b"six dummy rounds" in whole) is bool(words)
        assert b"Four dummy rounds" not in whole
        assert b"who looks after the weapons" not in whole
    assert run("verify", case).status == 0


def test_a_later_record_is_taken(kept: Path, case: Path, tmp_path: Path) -> None:
    """The production goes on, and its record comes in again; a file that is no bundle does not."""
    production = tmp_path / "set"
    shutil.copytree(kept.parents[1] / "set", production)
    assert run("report", production, "hold", "by=armorer", "says=wait").status == 0
    before = said("show", case, "--as", "inquirer", "--json").json["taken"][0]["size"]
    assert said("take", case, "--from", production, "--as", "inquirer", "--json").json["size"] == before + 1
    (tmp_path / "no.zip").write_bytes(b"PK")
    refused = run("case", "take", case, "--bundle", tmp_path / "no.zip", "--as", "inquirer")
    assert refused.status in (1, 2)
    bundle = tmp_path / "made.zip"
    assert run("bundle", production, "--all", "--no-pdf", "--out", bundle).status == 0
    vkey = run("vkey", production).out.strip()
    taken = said("take", case, "--bundle", bundle, "--vkey", vkey, "--as", "inquirer", "--json").json
    assert taken["size"] == before + 1


def test_a_link_of_an_earlier_reading_is_kept_apart(case: Path) -> None:
    """A link stands beside the statement that it was made of; after another reading it is among the earlier ones."""
    assert len(said("show", case, "s1", "--as", "inquirer", "--json").json["links"]) == 1
    said("read", case, "s1", "--as", "inquirer")
    shown = said("show", case, "s1", "--as", "inquirer", "--json").json
    assert (shown["links"], [each["as"] for each in shown["earlier_links"]]) == ([], ["silent"])


@pytest.fixture(scope="module")
def doctored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return another production of the same name, longer than the true one, in which something else happened."""
    other = unit(tmp_path_factory.mktemp("doctored") / "set")
    bang = ("incident", "by=armorer", "weapon=revolver", "says=nothing at all", "act_id=bang")
    assert run("report", other, *bang).status == 0
    assert run("report", other, "hold", "by=armorer", "says=wait").status == 0
    return other


def test_the_record_that_was_taken_is_swapped_for_no_other(
    case: Path, doctored: Path, tmp_path: Path
) -> None:
    """A ledger of the same name that does not go on from the one that was taken is refused, in a bundle or not."""
    bundle = tmp_path / "doctored.zip"
    assert run("bundle", doctored, "--all", "--no-pdf", "--out", bundle).status == 0
    assert run("verify", bundle).status == 0
    before = said("show", case, "--as", "inquirer", "--json").json["taken"]
    for way in (("--bundle", bundle), ("--from", doctored)):
        assert run("case", "take", case, *way, "--as", "inquirer").status in (1, 2)
    assert said("show", case, "--as", "inquirer", "--json").json["taken"] == before


def test_a_ledger_of_another_name_is_not_that_of_the_case(case: Path, tmp_path: Path) -> None:
    """The first bundle, too, is of the production that the case is about."""
    other = unit(tmp_path / "elsewhere")
    assert run("report", other, "hold", "by=armorer", "says=wait").status == 0
    for _ in range(3):
        assert run("report", other, "hold", "by=armorer", "says=wait").status == 0
    bundle = tmp_path / "elsewhere.zip"
    assert run("bundle", other, "--all", "--no-pdf", "--out", bundle).status == 0
    assert run("case", "take", case, "--bundle", bundle, "--as", "inquirer").status in (1, 2)


@pytest.mark.parametrize("kind", ["open-case", "take-record", "add-source", "read-source", "look", "export"])
def test_what_the_program_saw_is_said_by_nobody_else(case: Path, kind: str) -> None:
    """Sources, readings, looks and exports are recorded by the commands that make them, and never as somebody types."""
    refused = run("case", "do", case, kind, "what=s1", "--as", "inquirer")
    assert refused.status == 2
    assert "case.not-here" in refused.err


def test_names_are_shown_only_on_record(case: Path) -> None:
    """Also the first page: who asked for names stands in the log of access, with what they were shown."""
    for view in ("overview", "people"):
        said("show", case, view, "--names", "--as", "inquirer")
    looks = said("show", case, "access", "--as", "inquirer", "--json").json["looks"]
    assert {"overview, with names", "people, with names"} <= {each["what"] for each in looks}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such bits.")
def test_a_case_is_for_its_owner_alone(kept: Path) -> None:
    """The directory of a case can be read by nobody else who uses the machine."""
    assert stat.S_IMODE(kept.stat().st_mode) == stat.S_IRWXU


def test_what_is_no_case_is_said(kept: Path, tmp_path: Path) -> None:
    """The directory of a set is no case, and that of a case no set; an incident has one case of an id."""
    production = kept.parents[1] / "set"
    assert "case.not-a-case" in run("case", "show", production, "--as", "inquirer").err
    assert "case.not-a-set" in run("report", kept, "cut", "by=armorer", "weapon=revolver").err
    assert (
        "case.is-open" in run("case", "new", production, "--incident", "bang", "--id", "bang", *OPENING).err
    )
    assert "bundle.no-such-incident" in run("case", "new", production, "--incident", "999", *OPENING).err
    assert run("case", "list", production, "--json").json["cases"] == ["bang"]
    assert run("case", "list", tmp_path / "other", "--json").json["cases"] == []


def test_a_case_is_kept_as_a_set_is(case: Path, tmp_path: Path) -> None:
    """A case is backed up and put back, its node gets another key, its views are made anew, and all of it verifies."""
    assert run("keys", "rotate", case, "--node").status == 0
    assert run("rebuild", case).status == 0
    said("do", case, "correct", "what=s1", "text=It was another day.", "--as", "inquirer")
    assert said("read", case, "s1", "--as", "inquirer", "--json").json["reader"] == "rules"
    made = tmp_path / "case.zip"
    assert run("backup", case, made).status == 0
    assert run("restore", made, tmp_path / "back").status == 0
    found = run("verify", tmp_path / "back", "--json")
    assert (found.status, found.json["ok"]) == (0, True)
    counts = said("show", tmp_path / "back", "--as", "inquirer", "--json").json["counts"]
    assert counts["sources"] == 2
