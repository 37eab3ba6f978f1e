"""A production's own profile at the terminal: put into its directory, searched, decided by, changed by nobody."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from showsafe import bootstrap
from showsafe.adapters import own_profile, searched_file, settings_file
from showsafe.application.unit import Unit
from showsafe.entrypoints import backing
from showsafe.ledger import record
from tests.entrypoints.cli import Said, run, size
from tests.entrypoints.owns import OWN, Search, own_file, search

__all__ = ["search"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return the file of a production's own profile."""
    return own_file(tmp_path / "north-ridge.toml")


@pytest.fixture
def data(tmp_path: Path, file: Path, search: Search) -> Path:
    """Return a data directory under a production's own profile, with somebody of the office in it."""
    assert run("init", tmp_path / "unit", "--profile", file).status == 0
    assert len(search.asked) == 1
    assert enrolled(tmp_path / "unit", "producer", "producer").status == 0
    return tmp_path / "unit"


def enrolled(data: Path, person: str, role: str, *more: str) -> Said:
    """Put somebody on record."""
    return run("report", data, "enrol", "by=producer", f"person={person}", f"roles={role}", *more)


def code(said: Said) -> str:
    """Return the code of an error that was said in one sentence with what to do now."""
    assert "Traceback" not in said.out + said.err
    assert said.err.count("Now: ") == 1
    return said.err.rpartition("[")[2].partition("]")[0]


def test_it_lies_in_the_directory_and_is_bound_to_the_ledger(data: Path, file: Path) -> None:
    """The file is there byte for byte; the settings name its sum, the opening carries it, every record its edition."""
    assert (data / own_profile.NAME).read_bytes() == file.read_bytes()
    settings = settings_file.read(data)
    assert settings.profile == "north-ridge"
    assert settings.own_profile == own_profile.sum_of(file.read_bytes())
    with bootstrap.open_unit(data) as unit:
        bodies = [record.read(each.raw).body for each in unit.store.entries()]
        assert unit.store.attachment(settings.own_profile) == file.read_bytes()
    assert settings.own_profile in bodies[0]["attachments"]
    assert {body["rulebook"] for body in bodies} == {bootstrap.own_rules(OWN.encode()).edition}
    assert bootstrap.own_rules(OWN.encode() + b"\n").edition not in {body["rulebook"] for body in bodies}


def test_the_check_decides_by_it(data: Path) -> None:
    """Step 10 finds the profile in the directory, and every record could have happened under it."""
    said = run("verify", data, "--json")
    assert (said.status, said.json["ok"]) == (0, True)
    assert said.json["steps"][9]["state"] == "passed"
    assert said.json["steps"][9]["covered"] == size(data)


def test_whoever_opens_it_decides_by_it(data: Path, tmp_path: Path) -> None:
    """What the production allows less of than the law of its place is refused, and by the place's own it is not."""
    (tmp_path / "other").mkdir()
    place = tmp_path / "other" / "unit"
    assert run("init", place, "--profile", "us-nm").status == 0
    codes = {}
    for unit in (data, place):
        enrolled(unit, "producer", "producer")
        enrolled(unit, "armorer", "armorer", "credentials=firearms,course", "age=40")
        for name in ("one", "two"):
            what = ("class=replica", "action=none")
            assert run("report", unit, "register", "by=armorer", f"weapon={name}", *what).status == 0
        assert run("report", unit, "unlock", "by=armorer", "weapon=one").status == 0
        asked = run("ask", unit, "unlock", "by=armorer", "weapon=two", "witness=producer", "--json").json
        codes[unit] = {finding["code"] for finding in asked["findings"]}
    assert codes[data] - codes[place] == {"duty.too-many-out"}


@pytest.mark.parametrize(
    ("spoil", "expected", "fault"),
    [
        (lambda path: path.write_text(OWN + "\n"), "profile.changed", "verify.profile"),
        (lambda path: path.write_bytes(b"\xff"), "profile.changed", "verify.profile"),
        (lambda path: path.unlink(), "profile.gone", "verify.profile"),
    ],
)
def test_a_changed_file_is_noticed(
    data: Path, spoil: Callable[[Path], object], expected: str, fault: str
) -> None:
    """Changed, damaged or gone: nothing is decided, nothing is served or backed up, and the check names it."""
    before = size(data)
    spoil(data / own_profile.NAME)
    assert code(enrolled(data, "armorer", "armorer")) == expected
    assert code(run("ask", data, "take", "by=producer", "weapon=x")) == expected
    assert code(run("serve", "--data", data, "--tls", "off", "--port", "0", "--no-mdns")) == expected
    assert code(run("backup", data, data.parent / "one.backup")) == expected
    assert size(data) == before
    said = run("verify", data, "--json")
    assert (said.status, said.json["first_fault"]["code"]) == (1, fault)


def test_settings_and_profile_changed_together_are_noticed(data: Path) -> None:
    """Whoever changes the profile and the sum in the settings meets the record that names the settings."""
    changed = OWN.replace("is = 1", "is = 0")
    (data / own_profile.NAME).write_text(changed)
    said = json.loads((data / settings_file.NAME).read_text())
    said["own_profile"] = own_profile.sum_of(changed.encode())
    (data / settings_file.NAME).write_text(json.dumps(said, sort_keys=True, separators=(",", ":")))
    assert code(enrolled(data, "armorer", "armorer")) == "settings.changed"
    assert run("verify", data).status == 1


def test_a_profile_in_a_directory_that_names_none_is_noticed(tmp_path: Path) -> None:
    """A file that is called so and that no record names changes nothing, and the check says that it is there."""
    unit = tmp_path / "unit"
    assert run("init", unit, "--profile", "common").status == 0
    own_file(unit / own_profile.NAME)
    assert enrolled(unit, "producer", "producer").status == 0
    said = run("verify", unit, "--json")
    assert (said.status, said.json["first_fault"]["code"]) == (1, "verify.profile")


@pytest.mark.parametrize(
    ("profile", "carried"), [("own", b""), ("own", b"id = 1\n"), ("common", OWN.encode())]
)
def test_the_opening_carries_the_profile_that_the_settings_name(
    profile: str, carried: bytes, tmp_path: Path, file: Path, search: Search, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A node that opened its unit with another profile than it says, or with one it does not name, is found out."""
    assert not search.asked
    opened = Unit.open

    def another(unit: Unit, **said: Any) -> None:  # noqa: ANN401 - what the opening takes
        opened(unit, **{**said, "own_profile": carried})

    monkeypatch.setattr(Unit, "open", another)
    wish = file if profile == "own" else profile
    assert run("init", tmp_path / "unit", "--profile", wish).status == 0
    said = run("verify", tmp_path / "unit", "--json")
    assert (said.status, said.json["first_fault"]["code"]) == (1, "verify.profile")
    assert "record 1 does not carry the profile" in said.json["first_fault"]["says"]


def test_what_the_search_said_is_kept_and_asked_again(data: Path, search: Search) -> None:
    """A note of this edition spares the search; one of another, a damaged or a missing one does not."""
    kept = (data / searched_file.NAME).read_bytes()
    for note in (None, b"", b"{}", kept.replace(b"north-ridge@", b"another@"), kept.replace(b"1234", b"-1")):
        before = len(search.asked)
        (data / searched_file.NAME).unlink()
        if note is not None:
            (data / searched_file.NAME).write_bytes(note)
        assert enrolled(data, "grip", "crew").status == 0
        assert enrolled(data, "grip", "crew").status == 0
        assert len(search.asked) == before + 1
        assert (data / searched_file.NAME).read_bytes() == kept
    assert run("verify", data).status == 0
    assert {edition for edition, _ in search.asked} == {bootstrap.own_rules(OWN.encode()).edition}


def test_how_the_search_goes_on_is_told(data: Path) -> None:
    """Whoever waits for a search reads on the terminal that it goes on; what is printed for programs stays apart."""
    (data / searched_file.NAME).unlink()
    said = enrolled(data, "grip", "crew", "--json")
    assert "searching north-ridge@" in said.err
    assert said.json["outcome"] == "record"


def test_it_goes_with_a_backup_and_comes_back(data: Path, tmp_path: Path, search: Search) -> None:
    """A backup has the profile and what the search said of it; what is put back goes on by it, unsearched."""
    with bootstrap.open_unit(data) as unit:
        backing.make(data, tmp_path / "one.backup", unit.clock)
    asked = len(search.asked)
    assert run("restore", tmp_path / "one.backup", tmp_path / "again").status == 0
    assert enrolled(tmp_path / "again", "grip", "crew").status == 0
    assert len(search.asked) == asked
    for name in (own_profile.NAME, searched_file.NAME):
        assert (tmp_path / "again" / name).read_bytes() == (data / name).read_bytes()
    assert run("verify", tmp_path / "again").status == 0


def test_a_bundle_carries_it(data: Path, tmp_path: Path) -> None:
    """From a bundle alone, a table of duties is made by the production's own rules."""
    raised = run("report", data, "incident", "by=producer", "harm=a bruise", "--json").json["record"]
    out = tmp_path / "one.zip"
    assert run("bundle", data, "--incident", raised, "--out", out).status == 0
    assert run("verify", out, "--json").json["first_fault"] is None
    tables = [run("duties", place, "--incident", raised, "--json").json for place in (data, out)]
    assert [table["profiles"] for table in tables] == [["north-ridge"], ["north-ridge"]]
    assert [table["other_editions"] for table in tables] == [[], []]


def test_a_told_day_can_be_told_by_it(data: Path, file: Path, tmp_path: Path) -> None:
    """A day is told by any profile, or written into the unit under the unit's own one."""
    source = Path(__file__).parents[1] / "scenarios" / "days" / "performer-declines.toml"
    said = run("replay", source, "--profile", file, "--json")
    assert said.status in (0, 1)
    day = tmp_path / "performer-declines.toml"
    day.write_text(source.read_text().replace('profile = "common"', 'profile = "north-ridge"'))
    assert run("replay", day).err.endswith("[profile.unknown]\n")
    assert run("replay", day, "--into", data, "--json").status in (0, 1)
    assert run("verify", data).status == 0
    assert code(run("replay", day, "--into", data, "--profile", file)) == "replay.profile-into"


def test_what_it_asks_for_can_be_looked_at(file: Path) -> None:
    """Every value of the file is shown, and what differs from the profile that it rests on comes first."""
    said = run("profiles", file)
    assert said.status == 0
    assert "Differs from us-nm: max_out: 1" in said.flat
    assert "in us-nm: 2" in said.flat
    shown = run("profiles", file, "--json").json
    assert (shown["id"], shown["base"]) == ("north-ridge", "us-nm")
    assert {value["name"] for value in shown["values"] if value["own"]} == {"max_out"}


def test_a_laxer_value_is_said_loudly(tmp_path: Path, search: Search) -> None:
    """What a decision lets a production do less strictly is said where the unit is made, with its number."""
    lax = own_file(tmp_path / "lax.toml", OWN.replace("is = 1\n", 'is = 3\nadr = "0042"\n'))
    said = run("init", tmp_path / "unit", "--profile", lax)
    assert said.status == 0
    assert "max_out is LAXER than in us-nm; decision 0042 allows it." in said.flat
    assert len(search.asked) == 1
    shown = "Under profile north-ridge, max_out is LAXER than in what it rests on; decision 0042 allows it."
    assert shown in run("board", tmp_path / "unit").flat
    (tmp_path / "unit" / own_profile.NAME).write_text(OWN)
    said = run("board", tmp_path / "unit", "--json")
    assert (said.status, said.json["rules"]) == (
        0,
        ["The profile in profile.toml is not the one that the records name."],
    )


def test_a_directory_that_is_there_is_not_searched_for(data: Path, file: Path, search: Search) -> None:
    """Where no directory can be made, that is said at once, and not after minutes of searching."""
    asked = len(search.asked)
    assert code(run("init", data, "--profile", file)) == "directory.already-initialised"
    assert len(search.asked) == asked


def test_the_profile_on_the_page_is_one() -> None:
    """What the page shows can be read as it stands, and is stricter than what it rests on in just what it says."""
    page = (Path(__file__).parents[2] / "docs" / "own-profile.md").read_text("utf-8")
    profile = bootstrap.own_rules(page.partition("```toml\n")[2].partition("```")[0].encode()).profile
    assert (profile.own, profile.laxer) == (("max_out", "min_distance_mm"), {})


def test_a_later_version_that_cannot_read_it_says_so(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A value that this version does not know is one sentence about the version, and not a wrong input."""
    shutil.copytree(data, data.parent / "copy")
    monkeypatch.setattr("showsafe.adapters.rulebooks.profiles", lambda: ("common",))
    assert code(enrolled(data.parent / "copy", "grip", "crew")) == "profile.not-for-this-version"
