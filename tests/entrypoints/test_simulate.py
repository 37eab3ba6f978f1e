"""``showsafe simulate``: a small fleet into a real office, and what is found in it at the end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from showsafe.adapters.duck import audit, writing
from showsafe.adapters.postgres import private
from showsafe.entrypoints import auditing, simulating
from showsafe.entrypoints.cli.main import main
from showsafe.entrypoints.simulating import FIRST_DAY, Wish
from showsafe.errors import Unusable
from showsafe.fleet.simulated_fleet import fleet
from tests.postgres import Database


def test_small_fleet(office_database: Database, tmp_path: Path) -> None:
    """Every act of two productions is in the office; the altered record alone is named, and is put back afterwards."""
    wish = Wish(2, 1, seed=3, dsn=office_database.owner)
    told: list[tuple[str, int, int]] = []
    figures = simulating.simulate(wish, lambda *said: told.append(said))
    assert set(figures.as_json()) == {
        "productions",
        "records",
        "act_cpu_us",
        "ingest_records_per_s",
        "audit",
    }
    assert figures.audited.altered_found
    acts = sum(shot.acts for shot in figures.shots)
    assert figures.records == figures.audited.records == acts + 2
    assert [stage.productions for stage in figures.stages] == [1, 2]
    assert ("productions", 2, 2) in told
    assert dict(figures.shots[0].answered) == dict(figures.shots[1].answered)
    try:
        assert auditing.of_office(office_database.owner).ok
        archive = auditing.archive_at(office_database.owner)
        writing.export(archive, tmp_path / "export", FIRST_DAY)
    finally:
        auditing.close_archives()
    report = audit.audit(tmp_path / "export")
    assert (report.ok, report.records) == (True, figures.records)
    try:
        with pytest.raises(Unusable, match=r"simulate\.not-empty"):
            simulating.simulate(wish, lambda *_: None)
    finally:
        auditing.close_archives()


def test_runtime_user_is_refused_at_once(office_database: Database) -> None:
    """Whoever could not alter a record at the end is told so at the beginning, and nothing is in the database."""
    try:
        with pytest.raises(Unusable, match=r"postgres\."):
            simulating.simulate(Wish(1, 1, dsn=office_database.dsn), lambda *_: None)
        assert auditing.archive_at(office_database.dsn).units() == ()
    finally:
        auditing.close_archives()


def test_last_productions_mirror_the_first() -> None:
    """Of two productions at the same distance from either end, kind, profile and story are the same, and no name is."""
    cast = fleet(9, 2, 1, ("common", "us-nm"))
    for one, other in zip(cast, reversed(cast), strict=True):
        assert (one.kind, one.profile, one.story) == (other.kind, other.profile, other.story)
    assert len({each.unit for each in cast}) == len({each.key_seed() for each in cast}) == 9
    assert fleet(9, 2, 1, ("common", "us-nm")) == cast


@pytest.mark.parametrize(
    "words",
    [
        ("--productions", "0", "--days", "1"),
        ("--productions", "1", "--days", "-4"),
        ("--productions", "1", "--days", "9999"),
        ("--productions", "200000", "--days", "1"),
        ("--productions", "1", "--days", "1", "--workers", "0"),
        ("--productions", "1", "--days", "1", "--seed", "-1"),
    ],
)
def test_wrong_numbers_are_refused(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    """A number that nothing can be simulated with is refused in one sentence, before anything is started."""
    with pytest.raises(SystemExit) as left:
        main.main(["simulate", *words, "--json"])
    assert left.value.code == 2
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "simulate.number"


def test_machine_without_postgres(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A machine without PostgreSQL is told in one sentence what to install."""
    monkeypatch.setattr(private, "_WHERE", ())
    monkeypatch.setattr("shutil.which", lambda _: None)
    with pytest.raises(SystemExit) as left:
        main.main(["simulate", "--productions", "1", "--days", "1", "--json"])
    error = json.loads(capsys.readouterr().out)["error"]
    assert (left.value.code, error["code"]) == (2, "postgres.not-installed")
    assert "postgresql" in error["now"]
