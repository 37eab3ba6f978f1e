"""``showsafe duties``: of a set, of a told day and of a bundle; as text, JSON, CSV and PDF."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.entrypoints import cli

CAPTIVE = cli.SCENARIOS / "incidents" / "captive-1915.toml"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a set with a told day, an incident and a shot; no test writes into it."""
    path = cli.unit(tmp_path_factory.mktemp("duties") / "north-ridge")
    assert cli.run("replay", CAPTIVE, "--into", path).status == 0
    look = ("by=armorer", "weapon=revolver", "witness=assistant", "seen=6", "of=6")
    assert cli.run("report", path, "check", *look).status == 0
    assert cli.run("report", path, "discharge", "by=performer", "weapon=revolver", "count=1").status == 0
    assert cli.run("report", path, "incident", "by=armorer", "weapon=revolver", "act_id=bang").status == 0
    return path


def test_of_an_incident(told: Path) -> None:
    """Named by its act id or its record it is the same table, and it says what is not on record."""
    by_act = cli.run("duties", told, "--incident", "bang", "--json").json
    assert cli.run("duties", told, "--incident", by_act["about"]["record"], "--json").json == by_act
    assert by_act["about"]["things"] == ["revolver"]
    shot = next(use for use in by_act["uses"] if use["act"] == "discharge")
    assert {each["gate"] for each in shot["ought"] if each["found"] == "no-record"} >= {"meeting", "show"}
    text = cli.run("duties", told, "--incident", "bang")
    assert text.status == 0
    assert "safety meeting (the employer, with everybody involved): no record" in text.flat


def test_of_a_weapon_of_a_told_day(told: Path) -> None:
    """Its name with the day before it, or the day as a scope, gives the same; in Spanish it reads in Spanish."""
    whole = cli.run("duties", told, "--weapon", "captive-1915/rifle", "--json").json
    assert cli.run("duties", told, "--weapon", "rifle", "--scope", "captive-1915", "--json").json == whole
    assert whole["scope"] == "captive-1915"
    assert whole["uses"]
    assert (
        "sin registro" in cli.run("duties", told, "--weapon", "captive-1915/rifle", "--language", "es").flat
    )


def test_a_period(told: Path) -> None:
    """Only what was done in the time that is given is there; a date is a whole day of the set."""
    now = cli.run("duties", told, "--weapon", "revolver", "--json").json
    day = now["entries"][-1]["at"][:10]
    assert (
        cli.run("duties", told, "--weapon", "revolver", "--to", "2020-01-01", "--json").json["entries"] == []
    )
    since = cli.run("duties", told, "--weapon", "revolver", "--from", "2020-01-01", "--json").json
    assert [each["record"] for each in since["entries"]] == [each["record"] for each in now["entries"]]
    assert day > "2020-01-01"


def test_files(told: Path, tmp_path: Path) -> None:
    """CSV and PDF are written, the same bytes each time; what is there is not written over."""
    ask = ("duties", told, "--weapon", "revolver")
    names = [tmp_path / name for name in ("a.csv", "b.csv", "a.pdf", "b.pdf")]
    for kind, name in zip(("--csv", "--csv", "--pdf", "--pdf"), names, strict=True):
        assert cli.run(*ask, kind, name).status == 0
    contents = [name.read_bytes() for name in names]
    assert contents[0] == contents[1]
    assert contents[2] == contents[3]
    assert contents[2].startswith(b"%PDF")
    again = cli.run(*ask, "--csv", names[0], "--json")
    assert (again.status, again.json["error"]["code"]) == (2, "duties.is-there")
    inside = cli.run(*ask, "--csv", told / "a.csv", "--json")
    assert (inside.status, inside.json["error"]["code"]) == (2, "export.inside")


def test_of_a_bundle(told: Path, tmp_path: Path) -> None:
    """From the records of a bundle it says that it is not whole, and lists the acts of the weapon that are in it."""
    bundle = tmp_path / "colt.zip"
    assert cli.run("bundle", told, "--all", "--out", bundle, "--no-pdf").status == 0
    of_bundle = cli.run("duties", bundle, "--weapon", "revolver", "--json").json
    of_set = cli.run("duties", told, "--weapon", "revolver", "--json").json
    assert (of_bundle["whole"], of_set["whole"]) == (False, True)
    assert [each["record"] for each in of_bundle["entries"]] == [each["record"] for each in of_set["entries"]]
    assert "none in this bundle" in cli.run("duties", bundle, "--weapon", "revolver").flat


def test_nobody_is_named_but_on_request(told: Path) -> None:
    """By default roles alone; with --names the ids, too."""
    assert '"id": "armorer"' not in json.dumps(cli.run("duties", told, "--weapon", "revolver", "--json").json)
    named = cli.run("duties", told, "--weapon", "revolver", "--names", "--json").json
    assert '"id": "armorer"' in json.dumps(named)
    assert named["names"] is True


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), "input.usage"),
        (("--weapon", "revolver", "--incident", "3"), "input.usage"),
        (("--weapon", "nothing"), "duties.no-such-weapon"),
        (("--weapon", "no-day/rifle"), "input.unknown-day"),
        (("--incident", "1"), "duties.no-such-incident"),
        (("--incident", "99999"), "ledger.no-such-record"),
        (("--incident", "never"), "ledger.no-such-record"),
        (("--weapon", "revolver", "--from", "soon"), "input.wrong-value"),
        (("--weapon", "revolver", "--from", "2026-03-31T10:00"), "input.wrong-value"),
    ],
)
def test_what_is_typed_wrongly(told: Path, words: tuple[str, ...], code: str) -> None:
    """What cannot be answered is one sentence with a code."""
    said = cli.run("duties", told, *words, "--json")
    assert (said.status, said.json["error"]["code"]) == (2, code)


def test_a_file_that_is_no_bundle(tmp_path: Path) -> None:
    """Neither a directory nor a bundle is said to be that."""
    file = tmp_path / "notes.zip"
    file.write_bytes(b"PK nothing of the kind")
    said = cli.run("duties", file, "--weapon", "r1", "--json")
    assert (said.status, said.json["error"]["code"]) == (2, "duties.no-bundle")
