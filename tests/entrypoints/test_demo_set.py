"""The demonstration production: whole, verified, of today, and never over anything else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from showsafe import bootstrap
from showsafe.adapters import directory
from showsafe.adapters.clock import FixedClock
from showsafe.adapters.settings_file import UnitSettings
from showsafe.application.access.proofs import OWN, SHARED
from showsafe.application.seconded import QUICK_MS
from showsafe.application.unit import SET
from showsafe.books.hire.state import hires_of
from showsafe.books.planning.now import planning_of
from showsafe.domain.state import State
from showsafe.domain.words import FIRING_CLASSES
from showsafe.entrypoints.demo_set import UNIT, cast, prepare
from showsafe.errors import Unusable
from showsafe.ledger import record
from showsafe.projections.project import VIEWS
from tests.entrypoints.cli import run, size

NOON = datetime(2026, 6, 3, 12, 0, tzinfo=UTC)
MOST_RECORDS = 120


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """Return a demonstration set, made once, with the lines that were printed."""
    data = tmp_path_factory.mktemp("demo") / "data"
    return data, prepare(data, FixedClock(NOON))


def _state(data: Path) -> State:
    with bootstrap.open_unit(data, FixedClock(NOON)) as unit:
        return unit.state(SET)


def _badges(lines: list[str]) -> dict[str, tuple[str, str]]:
    """Return PIN and badge of everybody, as they are printed."""
    words = [line.split() for line in lines[1:]]
    return {each[0]: (each[-3], each[-1]) for each in words}


def test_it_has_eight_weapons_of_different_kinds_twelve_people_and_four_lots(
    shown: tuple[Path, list[str]],
) -> None:
    """What there is to see is what was promised."""
    state = _state(shown[0])
    assert len(state.weapons) == 8
    assert len({(weapon.class_, weapon.action) for weapon in state.weapons.values()}) == 8
    assert len({weapon.serial for weapon in state.weapons.values()}) == 8
    assert len(state.people) == 12
    assert {(lot.kind, lot.size) for lot in state.lots.values()} == {
        ("dummy", ""),
        ("blank", "half"),
        ("blank", "quarter"),
        ("snap-cap", ""),
    }


def test_one_is_out_one_is_held_one_lies_checked_and_the_others_are_in_the_safe(
    shown: tuple[Path, list[str]],
) -> None:
    """The set is in the middle of its day."""
    data, _ = shown
    board = run("board", data, "--json").json
    by_name = {each["weapon"]: each for each in board["weapons"]}
    assert (by_name["colt"]["holder"], by_name["colt"]["word"]) == ("dan", "cold")
    assert by_name["colt"]["state"] == "DUMMIES"
    assert [each["why"] for each in by_name["lever-rifle"]["held"]] == ["drop"]
    assert by_name["pump-shotgun"]["state"] == "EMPTY"
    assert by_name["pump-shotgun"]["container"] == ""
    others = set(by_name) - {"colt", "pump-shotgun"}
    assert all(by_name[name]["container"] == "gun-safe" for name in others)
    assert board["scopes"][0]["day_open"]
    assert [each["about"] for each in board["scopes"][0]["concerns"]] == ["cart"]


def test_it_passes_the_audit_in_few_records(shown: tuple[Path, list[str]]) -> None:
    """It was written as every set is written, and nothing in it is a deviation."""
    data, _ = shown
    said = run("verify", data, "--json")
    assert said.status == 0, said.out
    assert size(data) <= MOST_RECORDS


def test_what_is_said_is_signed_by_a_device_and_the_second_person_says_it_too(
    shown: tuple[Path, list[str]],
) -> None:
    """From the first badge on, every act of a person is proven as on a set, some by a phone of their own."""
    with directory.open_for_reading(shown[0]) as opened:
        bodies = [record.read(each.raw).body for each in opened.store.entries()]
    acts = [body for body in bodies if body["act_id"].startswith("demonstration-")][len(cast.PEOPLE) :]
    assert {body["proof"] for body in acts} == {OWN, SHARED}
    assert all(
        body.get("second", {}).get("by") == body["act"].get("witness")
        for body in acts
        if "witness" in body["act"]
    )
    looks = [body["second"] for body in acts if body["kind"] == "checked"]
    assert all("serial" in look["says"] and look["waited_ms"] >= QUICK_MS for look in looks)
    assert run("board", shown[0]).status == 0


def test_everybodys_badge_and_pin_are_theirs(tmp_path: Path) -> None:
    """What is printed lets each of them in, at the first try."""
    data = tmp_path / "data"
    badges = _badges(prepare(data, FixedClock(NOON)))
    assert set(badges) == set(cast.PEOPLE)
    with bootstrap.open_unit(data, FixedClock(NOON)) as unit:
        kept = bootstrap.badges_of(unit, data)
        assert all(kept.prove(badge, pin) == name for name, (pin, badge) in badges.items())


def test_one_of_today_stays_with_what_was_done_in_it_and_gives_new_badges(tmp_path: Path) -> None:
    """Who begins it again on the same day goes on where they were."""
    data, later = tmp_path / "data", FixedClock(NOON + timedelta(hours=1))
    first = _badges(prepare(data, FixedClock(NOON)))
    before = size(data)
    second = _badges(prepare(data, later))
    assert size(data) == before + len(cast.PEOPLE)
    assert all(first[name][1] != second[name][1] for name in cast.PEOPLE)
    assert run("verify", data).status == 0


def test_one_of_another_day_is_made_anew(tmp_path: Path) -> None:
    """Proofs of yesterday show nothing: the day of the demonstration is the day on which it is shown."""
    data = tmp_path / "data"
    prepare(data, FixedClock(NOON))
    prepare(data, FixedClock(NOON + timedelta(days=1)))
    with bootstrap.open_unit(data) as unit:
        opened = datetime.fromisoformat(run("board", data, "--json").json["scopes"][0]["opened_at"])
        assert unit.state(SET).people
    assert opened.date() == (NOON + timedelta(days=1)).date()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["data", "data.books"]
    # The books are those of the new one: others would be refused.
    assert planning_of(bootstrap.read_book(data, "office")).schedule is not None


@pytest.mark.parametrize("minutes", [0, 1, 20, 1439])
def test_it_can_be_made_at_any_hour(tmp_path: Path, minutes: int) -> None:
    """Right after midnight its whole day is as short as the day is old, and the answers are the same."""
    moment = (NOON - timedelta(hours=12)) + timedelta(minutes=minutes)
    data = tmp_path / "data"
    prepare(data, FixedClock(moment))
    assert _state(data).weapons["colt"].class_ in FIRING_CLASSES


@pytest.mark.parametrize("unit", ["north-ridge", UNIT])
def test_a_set_of_somebody_else_is_never_touched(tmp_path: Path, unit: str) -> None:
    """Also where it has the demonstration's own name by chance."""
    data = tmp_path / "data"
    bootstrap.create_unit(data, UnitSettings(unit, bootstrap.COMMON))
    before = size(data)
    with pytest.raises(Unusable) as raised:
        prepare(data)
    assert raised.value.code == "demo.not-ours"
    assert size(data) == before


def test_a_folder_with_other_things_is_never_touched(tmp_path: Path) -> None:
    """What is no data directory is not removed either."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "novel.txt").write_text("It was a dark night.")
    with pytest.raises(Unusable) as raised:
        prepare(tmp_path / "data")
    assert raised.value.code == "demo.not-ours"
    assert (tmp_path / "data" / "novel.txt").read_text() == "It was a dark night."


def test_what_was_cut_off_in_the_middle_is_made_again(tmp_path: Path) -> None:
    """A kill leaves something beside the place, and never at it."""
    bootstrap.create_unit(tmp_path / ".data.making", UnitSettings(UNIT, bootstrap.COMMON))
    prepare(tmp_path / "data", FixedClock(NOON))
    assert sorted(each.name for each in tmp_path.iterdir()) == ["data", "data.books"]


def test_one_of_another_version_is_made_anew(tmp_path: Path) -> None:
    """What this program could not show is no demonstration of it."""
    data = tmp_path / "data"
    prepare(data, FixedClock(NOON))
    with directory.open_for_writing(data) as opened:
        opened.store.clear_rows(VIEWS)
    prepare(data, FixedClock(NOON))
    assert run("board", data).status == 0


def test_its_office_has_planned_tomorrow(shown: tuple[Path, list[str]]) -> None:
    """A script, a schedule of tomorrow, a scene that was confirmed, and one of which a person has to say."""
    planning = planning_of(bootstrap.read_book(shown[0], "office"))
    tomorrow = NOON.date() + timedelta(days=1)
    assert [each.key for each in planning.armed_on(tomorrow)] == ["23"]
    assert [each.key for each in planning.scenes_on(tomorrow) if each.wants_a_word] == ["24"]
    assert {each.proposed for each in planning.scenes.values()} == {"likely", "maybe", "unlikely", ""}


def test_two_of_its_weapons_are_hired(shown: tuple[Path, list[str]]) -> None:
    """With how they looked when they came, until a day that lies ahead, and one of them was serviced."""
    pages = bootstrap.read_book(shown[0], "office")
    (hire,) = hires_of(pages)
    assert hire.open
    assert hire.until > hire.since
    noted = {kept["thing"] for kept in pages.entries("note-condition")}
    assert set(hire.items) == noted == {"colt", "lever-rifle"}
    assert [kept["weapon"] for kept in pages.entries("record-service")] == ["colt"]


def test_books_of_somebody_else_are_never_touched(tmp_path: Path) -> None:
    """Books beside the place that are no demonstration's stay, and nothing is made there."""
    kept = tmp_path / "data.books" / "bound-book" / "pages"
    kept.parent.mkdir(parents=True)
    kept.write_text("not ours")
    with pytest.raises(Unusable) as refused:
        prepare(tmp_path / "data", FixedClock(NOON))
    assert refused.value.code == "demo.not-ours"
    assert kept.read_text() == "not ours"
