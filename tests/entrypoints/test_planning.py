"""Planning at the terminal: script and schedule in, scenes confirmed, a day looked at, a calendar out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from tests.books.planning.scripts import RIDGE, action, script
from tests.entrypoints.cli import run, size, unit


@pytest.fixture(name="ridge", scope="module")
def _ridge(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a unit whose office has a script and a schedule of the day after next."""
    return planned(tmp_path_factory.mktemp("planning"))


def planned(where: Path) -> Path:
    """Return a new unit in a folder, with script and schedule."""
    made = unit(where / "ridge")
    (where / "ridge.fdx").write_bytes(script(*RIDGE, revision="White"))
    (where / "plan.csv").write_text(f'Date,Scenes,Location,Call\n{DAY},"12, A15",Ridge,07:30\n')
    assert run("import", "script", made, where / "ridge.fdx", "--by", "armorer").status == 0
    assert run("import", "schedule", made, where / "plan.csv", "--by", "producer").status == 0
    return made


DAY = datetime.now(UTC).date() + timedelta(days=2)


def test_script_comes_in_once_and_a_new_one_says_what_it_changes(ridge: Path, tmp_path: Path) -> None:
    """The same script again is known, a dry run enters nothing, and a revision is held against the last one."""
    same = tmp_path / "same.fdx"
    same.write_bytes(script(*RIDGE, revision="White"))
    assert run("import", "script", ridge, same, "--by", "armorer", "--json").json["known"] is True
    blue = tmp_path / "blue.fdx"
    blue.write_bytes(script(*RIDGE[:2], action("15", "EXT. YARD", "Nothing."), revision="Blue"))
    dry = run("import", "script", ridge, blue, "--dry-run")
    assert (dry.status, "3 scenes of North Ridge, Blue" in dry.flat) == (0, True)
    assert run("schedule", ridge, "--json").json["script"]["revision"] == "White"
    own = unit(tmp_path / "own")
    assert run("import", "script", own, same, "--by", "armorer").status == 0
    changed = run("import", "script", own, blue, "--by", "armorer", "--json").json
    assert {(each["what"], each["scene"]) for each in changed["changes"]} == {
        ("added", "15"),
        ("gone", "14"),
        ("gone", "A15"),
    }
    assert "Scene 15: new" in run("schedule", own).flat


def test_scenes_are_shown_with_their_words_and_a_person_says(tmp_path: Path) -> None:
    """What waits stands with the words that were found; once it is said, readiness asks for what it lacks."""
    ridge = planned(tmp_path)
    before = size(ridge)
    shown = run("schedule", ridge).flat
    assert "The DUELIST draws her *REVOLVER* and fires two shots." in shown
    assert "Scene A15, EXT. ROAD - DAY: waits for a word (maybe)" in shown
    said = ("uses=revolver:performer", "ammunition=blank", "shots=3")
    assert "has weapons" in run("schedule", ridge, "confirm", "12", "by=armorer", *said).flat
    assert "dismissed" in run("schedule", ridge, "dismiss", "a15", "by=armorer", "why=he only leans").flat
    plan = run("schedule", ridge, "--json").json
    assert [(each["scene"], each["standing"]) for each in plan["days"][0]["scenes"]] == [
        ("12", "confirmed"),
        ("A15", "dismissed"),
    ]
    assert (plan["counts"]["waiting"], plan["prepared"][0]["day"]) == (0, DAY.isoformat())
    found = run("readiness", ridge, "--day", DAY, "--json")
    codes = {each["code"] for each in found.json["items"]}
    assert {"receiver.not-instructed", "papers.no-risk-assessment", "plan.none", "meeting.none"} <= codes
    assert found.status == 1
    assert size(ridge) == before


def test_readiness_in_words_and_as_a_message(ridge: Path) -> None:
    """A person reads what is missing and who can supply it; the message says it by roles, in two languages."""
    assert run("schedule", ridge, "confirm", "12", "by=armorer", "uses=revolver:performer").status == 0
    shown = run("readiness", ridge, "--day", DAY)
    assert "Missing before the day" in shown.flat
    assert "Who can: armorer" in shown.flat
    for language, words in (("en", "MISSING BEFORE THE DAY"), ("es", "FALTA ANTES DEL DÍA")):
        told = run("readiness", ridge, "--day", DAY, "--message", language)
        assert words in told.out
        assert "is on record" in told.out


def test_calendar_is_written_where_it_may_be(ridge: Path, tmp_path: Path) -> None:
    """A calendar is a file of its own, outside of the directory; what is there is not written over."""
    assert run("schedule", ridge, "confirm", "12", "by=armorer").status == 0
    out = tmp_path / "weapons.ics"
    assert run("export", "calendar", ridge, "--out", out, "--json").json["names"] is False
    titles = {str(each["summary"]) for each in Calendar.from_ical(out.read_bytes()).walk("VEVENT")}
    assert titles == {"Weapons: scenes 12", "Safety meeting: scenes 12"}
    assert "[export.occupied]" in run("export", "calendar", ridge, "--out", out).err
    assert run("export", "calendar", ridge, "--out", out, "--force", "--language", "es").status == 0
    assert "[export.inside]" in run("export", "calendar", ridge, "--out", ridge / "x.ics").err


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("schedule", "erase", "12"), "input.usage"),
        (("schedule", "confirm"), "input.usage"),
        (("schedule", "confirm", "12", "uses=revolver:performer"), "planning.nobody"),
        (("schedule", "confirm", "12", "by=somebody"), "planning.nobody"),
        (("schedule", "confirm", "12", "by=armorer", "uses=cannon"), "planning.unknown-weapon"),
        (("schedule", "confirm", "12", "by=armorer", "uses=:nobody"), "planning.unknown-person"),
        (("schedule", "confirm", "12", "by=armorer", "ammunition=live"), "planning.unknown-rounds"),
        (("schedule", "confirm", "12", "by=armorer", "shots=many"), "input.wrong-value"),
        (("schedule", "confirm", "12", "by=armorer", "colour=red"), "book.unknown-key"),
        (("schedule", "confirm", "12", "by=armorer", "by=armorer"), "input.not-a-key"),
        (("schedule", "dismiss", "12", "by=armorer"), "planning.no-reason"),
        (("schedule", "dismiss", "404", "by=armorer", "why=x"), "planning.unknown-scene"),
        (("schedule", "dismiss", "12", "by=armorer", "why=x", "says=y"), "planning.unknown-key"),
        (("readiness", "--day", "tomorrow"), "input.wrong-value"),
        (("readiness", "--day", "2001-01-01"), "readiness.past"),
    ],
)
def test_what_is_not_understood_is_named(ridge: Path, words: tuple[str, ...], code: str) -> None:
    """Every wrong word comes out as one sentence with a code, and enters nothing."""
    before = run("schedule", ridge, "--json").json["counts"]
    found = run(words[0], ridge, *words[1:])
    assert (found.status, f"[{code}]" in found.err) == (2, True), found.err
    assert run("schedule", ridge, "--json").json["counts"] == before


def test_files_that_are_no_script(ridge: Path, tmp_path: Path) -> None:
    """A missing file, another format, nobody who imports it, and a directory of something else are refused in words."""
    pdf = tmp_path / "script.fdx"
    pdf.write_bytes(b"%PDF-1.7")
    good = tmp_path / "good.fdx"
    good.write_bytes(script(*RIDGE))
    assert "[script.not-fdx]" in run("import", "script", ridge, pdf, "--by", "armorer").err
    assert "[script.no-file]" in run("import", "script", ridge, tmp_path / "none.fdx", "--by", "armorer").err
    assert "[planning.nobody]" in run("import", "script", ridge, good).err
    assert run("import", "script", tmp_path, good, "--by", "armorer").status == 2
    assert "[book.not-a-set]" in run("readiness", ridge.with_name("ridge.books") / "office").err


def test_unit_without_an_office_book(tmp_path: Path) -> None:
    """Where nothing was planned yet, that is said, with how to import it."""
    bare = unit(tmp_path / "bare")
    assert "[readiness.not-scheduled]" in run("readiness", bare).flat
    assert "No schedule is on record" in run("schedule", bare).flat
