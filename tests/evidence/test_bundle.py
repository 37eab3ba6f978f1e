"""What goes into a bundle, and what the command says of it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from showsafe.application.records import unstamp
from showsafe.ledger import record, trust
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.note import VerifierKey
from tests.entrypoints import cli
from tests.evidence import tools, units


def _numbers(made: Path) -> list[int]:
    return list(json.loads(tools.files_of(made)["about.json"])["records"])


def test_the_same_bundle_twice_is_the_same_to_the_byte(rich: Path, tmp_path: Path) -> None:
    """Made twice from one state of the ledger, a bundle with its report is the same file."""
    for name in ("one", "other"):
        said = cli.run("bundle", rich, "--incident", "bang", "--out", tmp_path / name)
        assert said.status == 0, said.err
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()
    assert "report.pdf" in tools.same_names((tmp_path / "one").read_bytes())


def test_any_reader_of_zips_reads_it(redacted: Path) -> None:
    """The file is a plain zip: the manifest first, then what people open, then the rest by name."""
    names = tools.same_names(redacted.read_bytes())
    assert names[:3] == ["MANIFEST.sha256", "VERIFY.txt", "about.json"]
    assert names[5:] == sorted(names[5:])


def test_a_weapon_is_every_record_that_names_it(rich: Path, everything: Path, tmp_path: Path) -> None:
    """A weapon's records are those that name it and the answers to concerns among them, and no others."""
    made = tools.bundle(rich, tmp_path / "made.zip", "--weapon", "revolver")
    files = tools.files_of(made)
    bodies = _bodies(everything)
    named = {number for number, body in bodies.items() if "revolver" in json.dumps(body["act"])}
    acts = {bodies[number]["act_id"] for number in named}
    answers = {number for number, body in bodies.items() if body["act"].get("of_act") in acts}
    assert _numbers(made) == sorted(named | answers)
    assert len(answers) == 1
    assert (
        "every record of the scope set in which revolver is named" in json.loads(files["about.json"])["claim"]
    )


def _bodies(made: Path) -> dict[int, dict[str, Any]]:
    files = tools.files_of(made)
    return {
        int(name[7:]): record.read(raw[1:]).body for name, raw in files.items() if name.startswith("leaves/")
    }


def test_a_day_is_a_told_day_or_a_date_of_the_set(rich: Path, everything: Path, tmp_path: Path) -> None:
    """A told day is its scope; a date is what the set received on it by the unit's own clock."""
    told = tools.bundle(rich, tmp_path / "told.zip", "--day", "captive-1915")
    assert len(_numbers(told)) == 13
    of_set = {number: body for number, body in _bodies(everything).items() if body["scope"] == "set"}
    first = unstamp(of_set[1]["received_at"]) - timedelta(hours=6)
    dated = tools.bundle(rich, tmp_path / "date.zip", "--day", first.date())
    there = [n for n, body in of_set.items() if _day(body) == first.date()]
    assert _numbers(dated) == there
    assert there


def _day(body: dict[str, Any]) -> date:
    return (unstamp(body["received_at"]) - timedelta(hours=6)).date()


def test_an_incident_brings_what_belongs_to_it(rich: Path, everything: Path, tmp_path: Path) -> None:
    """An incident is named by its act id, its record, or the told day that carries it."""
    by_act = _numbers(tools.bundle(rich, tmp_path / "a.zip", "--incident", "bang"))
    number = next(each for each, body in _bodies(everything).items() if body["act_id"] == "bang")
    assert number in by_act
    assert _numbers(tools.bundle(rich, tmp_path / "c.zip", "--incident", number)) == by_act
    assert len(_numbers(tools.bundle(rich, tmp_path / "d.zip", "--incident", "captive-1915"))) == 13


WRONG = {
    "nothing": ((), "input.usage"),
    "two things": (("--all", "--weapon", "revolver"), "input.usage"),
    "an unknown weapon": (("--weapon", "revolvr"), "input.unknown-weapon"),
    "an unknown day": (("--day", "captive"), "input.unknown-day"),
    "no such date": (("--day", "2026-02-31"), "input.unknown-day"),
    "a date without records": (("--day", "2001-01-01"), "bundle.nothing-selected"),
    "no incident": (("--incident", "1"), "bundle.no-such-incident"),
    "nobody to open": (("--all", "--open", "nobody"), "bundle.nothing-to-open"),
    "no policy": (("--all", "--policy", "nothing-here"), "input.no-file"),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_input_is_told_in_a_sentence(name: str, rich: Path, tmp_path: Path) -> None:
    """Whatever is asked for wrongly is answered with a code and what to do, and no file is made."""
    words, code = WRONG[name]
    said = cli.run("bundle", rich, *words, "--out", tmp_path / "made.zip", "--json")
    assert said.status == 2
    assert said.json["error"]["code"] == code
    assert not (tmp_path / "made.zip").exists()


def test_no_file_is_written_over_and_none_into_the_data(rich: Path, tmp_path: Path) -> None:
    """A file that is there stays as it is, unless one says --force; and a data directory holds nothing else."""
    out = tmp_path / "made.zip"
    out.write_text("mine")
    said = cli.run("bundle", rich, "--all", "--no-pdf", "--out", out, "--json")
    assert said.json["error"]["code"] == "bundle.is-there"
    assert out.read_text() == "mine"
    assert cli.run("bundle", rich, "--all", "--no-pdf", "--out", out, "--force").status == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["made.zip"]
    assert (
        cli.run("bundle", rich, "--all", "--out", rich / "x.zip", "--json").json["error"]["code"]
        == "export.inside"
    )


def test_personal_values_stay_sealed_unless_they_are_opened(rich: Path, vkey: Path, tmp_path: Path) -> None:
    """A bundle holds no personal value; opened on purpose, it holds those of one person, and each fits its record."""
    sealed = tools.files_of(tools.bundle(rich, tmp_path / "sealed.zip", "--all"))
    assert sealed["personal.json"] == b"[]"
    opened = tools.bundle(rich, tmp_path / "opened.zip", "--all", "--open", "armorer")
    items = json.loads(tools.files_of(opened)["personal.json"])
    assert 40 in [item["value"] for item in items]
    judged = tools.node(tmp_path, opened, "--vkey", vkey)
    assert (judged.status, judged.json["opened"]) == (0, len(items))

    def another(files: tools.Files) -> None:
        files["personal.json"] = files["personal.json"].replace(b'"value":40', b'"value":41')

    made = tools.tampered(opened, tmp_path / "made.zip", another)
    assert tools.node(tmp_path, made, "--vkey", vkey).failed == ["keys"]


def test_a_bundle_leads_to_a_checkpoint_that_was_kept(tmp_path: Path) -> None:
    """With --at, proofs lead to the checkpoint that somebody kept, and from it to the newest one."""
    unit = units.told(tmp_path / "north-ridge")
    kept = tmp_path / "kept"
    kept.write_bytes(cli.run("checkpoint", unit).out.encode())
    size = cli.size(unit)
    assert cli.run("report", unit, "cut", "by=armorer", "weapon=revolver").status == 0
    made = tools.bundle(unit, tmp_path / "made.zip", "--weapon", "revolver", "--at", kept)
    files = tools.files_of(made)
    about = json.loads(files["about.json"])
    assert (about["size"], about["later"]) == (size, size + 1)
    assert files["checkpoint"] == kept.read_bytes()
    assert tools.node(tmp_path, made, "--seen", kept).status == 0
    other = units.told(tmp_path / "other" / "north-ridge")
    kept.write_bytes(cli.run("checkpoint", other).out.encode())
    said = cli.run("bundle", unit, "--all", "--at", kept, "--out", tmp_path / "x.zip", "--json")
    assert (said.status, said.json["error"]["code"]) == (1, "verify.forked")


def test_a_policy_may_name_time_authorities(rich: Path, policy: Path, tmp_path: Path) -> None:
    """The file that ``showsafe verify`` takes serves for a bundle: with lines for authorities, or a trust root."""
    root = VerifierKey("office", DeviceKey(b"r" * 32).public)
    authorities, about = {"clock": "0" * 64}, ("--weapon", units.RIFLE, "--no-pdf")
    for content in (
        policy.read_bytes() + b"authority clock " + b"0" * 64 + b"\n",
        trust.text_of(datetime(2030, 1, 1, tzinfo=UTC), 1, [root], policy.read_text(), authorities).encode(),
    ):
        (tmp_path / "policy").write_bytes(content)
        out = tmp_path / f"{len(content)}.zip"
        said = cli.run("bundle", rich, *about, "--policy", tmp_path / "policy", "--out", out)
        assert said.status == 0, said.out


def test_a_policy_that_no_checkpoint_meets_makes_no_bundle(rich: Path, policy: Path, tmp_path: Path) -> None:
    """Where the witnesses have not seen the last record asked for, that is said instead of a weaker bundle."""
    said = cli.run("bundle", rich, "--all", "--policy", policy, "--out", tmp_path / "x.zip", "--json")
    assert said.json["error"]["code"] == "bundle.no-quorum"


def test_proofs_are_small(rich: Path, redacted: Path) -> None:
    """A proof is its index, one hash a level, and the checkpoint: no more than 1.5 kB at a million records."""
    files = tools.files_of(redacted)
    proofs = [content for name, content in files.items() if name.startswith("proofs/")]
    levels = (cli.size(rich) - 1).bit_length()
    more = 45 * (20 - levels)
    assert max(map(len, proofs)) + more < 1500
