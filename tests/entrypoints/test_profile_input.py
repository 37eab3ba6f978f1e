"""Wrong profiles at the terminal: one sentence that names the key, what to do now, and nothing is made."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.entrypoints.cli import Said, run
from tests.entrypoints.owns import OWN, Search, own_file, search

__all__ = ["search"]


def value(name: str, is_: str, more: str = "") -> str:
    """Return a profile that states one more value."""
    entry = f'\n[value.{name}]\nis = {is_}\nbasis = "ours"\nwhy = "A made-up reason."\n{more}\n'
    return OWN + entry


WRONG = {
    # a key that is not known
    "profile.gates": "gates = { check = false }\n" + OWN,
    "profile.titel": 'titel = "North Ridge"\n' + OWN,
    "value.load_to_cut_s": value("load_to_cut_s", "300"),
    "value.max_hot_out.unit": value("max_hot_out", "0", 'unit = "weapons"'),
    # a gate, or a part of one, switched off
    "value.check": value("check", "false"),
    "value.gates": value("gates", '["check"]'),
    "value.needs_risk_assessment": value("needs_risk_assessment", "false"),
    "value.muzzle_line_must_be_clear": value("muzzle_line_must_be_clear", "false"),
    "value.custodian_credentials.is": value("custodian_credentials", "[]"),
    # a value of the wrong type
    "value.file_max.is": value("file_max", '"2"'),
    "value.day_max_h.is": value("day_max_h", "true"),
    "value.needs_open_day.is": value("needs_open_day", '"no"'),
    "value.proof_good_s.is": value("proof_good_s", "[60]"),
    "value.run_max_s.is": value("run_max_s", "-1"),
    "value.day_notices.is": value("day_notices", '"police-event"'),
    "value.weapon_classes.is": value("weapon_classes", "[1, 2]"),
    # a value of the wrong unit: lengths are whole millimetres, times whole seconds, and each says so in its name
    "value.min_distance_mm.is": value("min_distance_mm", "6.1"),
    "value.min_distance_m": value("min_distance_m", "9"),
    "value.load_to_take_s.is": value("load_to_take_s", '"5 min"'),
    "value.misfire_wait_s.is": value("misfire_wait_s", "00:01:00"),
    "value.concern_deadline_h.is": value("concern_deadline_h", "2026-03-02"),
    # a clause that does not exist, or no ground at all
    "value.ppe_list.clauses": value("ppe_list", "true", 'clauses = ["CA-0000"]'),
    "cite.hands.giver": OWN + '\n[cite]\n"hands.giver" = ["CA-0000"]\n',
    "value.near_course": OWN + '\n[value.near_course]\nis = true\nwhy = "A made-up reason."\n',
    "value.release_cause.why": OWN + '\n[value.release_cause]\nis = true\nbasis = "ours"\n',
    "value.needs_first_aid.basis": OWN + '\n[value.needs_first_aid]\nis = true\nbasis = "law"\nwhy = "x"\n',
    # laxer without its decision, the same as its base, or a decision for what is stricter
    "value.max_hot_out": value("max_hot_out", "2"),
    "value.custodian_min_age": value("custodian_min_age", "17"),
    "value.custodian_roles": value("custodian_roles", '["armorer", "grip"]'),
    "value.acquisition_record": value("acquisition_record", "true"),
    "value.receiver_min_age.adr": value("receiver_min_age", "21", 'adr = "0042"'),
    "value.run_max_cycles.adr": value("run_max_cycles", "20", 'adr = "42"'),
    "value.pass_empty.adr": value("pass_empty", "true", "adr = 42"),
    # the head
    "id": OWN.replace('"north-ridge"', '"North Ridge"', 1),
    "title": OWN.replace('"North Ridge, the film"', '" "'),
    "value": OWN.partition("[value")[0] + "value = 1\n",
    "cite": OWN.partition("[value")[0] + "cite = []\n",
}
"""Wrong profiles, each by the key that the answer names."""

OTHERWISE = {
    "profile.own-id": [OWN.replace('"north-ridge"', '"us-ca"', 1), OWN.replace('"north-ridge"', '"case"', 1)],
    "profile.own-base": [
        OWN.replace('"us-nm"', '"us-xx"'),
        OWN.replace('"us-nm"', "7"),
        OWN.replace('base = "us-nm"\n', ""),
        OWN.replace('"us-nm"', '"north-ridge"'),
    ],
    "profile.not-toml": ["id = ", "[value\n", "", "a = " + "[" * 5000, "a = " + "9" * 5000, "\x00"],
    "settings.not-an-id": [OWN.replace('"north-ridge"', f'"{"x" * 64}"', 1)],
}
"""Wrong profiles by the code of the answer."""


def told(said: Said, code: str) -> str:
    """Return the sentence of an error, which is one, with what to do now and its code, and no traceback."""
    assert said.status == 2
    assert "Traceback" not in said.out + said.err
    error = said.json["error"]
    assert (error["code"], bool(error["now"])) == (code, True)
    return str(error["says"])


def everywhere(file: Path, room: Path) -> list[tuple[str, ...]]:
    """Return every command that takes the file of a profile."""
    day = Path(__file__).parents[1] / "scenarios" / "days" / "performer-declines.toml"
    return [
        ("init", str(room / "unit"), "--profile", str(file)),
        ("profiles", str(file)),
        ("verify-rules", "--profile", str(file)),
        ("replay", str(day), "--profile", str(file)),
    ]


@pytest.mark.parametrize("key", WRONG)
def test_a_wrong_profile_is_refused_by_its_key(key: str, tmp_path: Path, search: Search) -> None:
    """Each wrong entry is named, by every command alike; nothing is searched, and nothing is written."""
    file = own_file(tmp_path / "own.toml", WRONG[key])
    for words in everywhere(file, tmp_path):
        assert told(run(*words, "--json"), "profile.invalid").startswith(f"{key}: "), words
    said = run(*everywhere(file, tmp_path)[0])
    assert (said.out, said.err.count("Now: ")) == ("", 1)
    assert search.asked == []
    assert [each.name for each in tmp_path.iterdir()] == ["own.toml"]


@pytest.mark.parametrize(
    ("code", "text"), [(code, text) for code, texts in OTHERWISE.items() for text in texts]
)
def test_a_file_that_is_no_own_profile_is_refused(
    code: str, text: str, tmp_path: Path, search: Search
) -> None:
    """What is not TOML, has the name of a profile of the program or rests on none of them, makes nothing."""
    file = own_file(tmp_path / "own.toml", text)
    expected = code if text else "profile.own-base"
    told(run("init", tmp_path / "unit", "--profile", file, "--json"), expected)
    assert search.asked == []
    assert [each.name for each in tmp_path.iterdir()] == ["own.toml"]


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, search: Search) -> None:
    """A path that leads nowhere, a folder, a file of the wrong letters and one that is far too large are each named."""
    (tmp_path / "letters.toml").write_bytes(b'id = "\xff"')
    (tmp_path / "large.toml").write_bytes(b"# " + b"x" * (1 << 18))
    (tmp_path / "folder.toml").mkdir()
    for name, code in (
        ("nowhere.toml", "profile.unreadable"),
        ("folder.toml", "profile.unreadable"),
        ("letters.toml", "profile.not-toml"),
        ("large.toml", "profile.too-large"),
    ):
        for words in everywhere(tmp_path / name, tmp_path):
            told(run(*words, "--json"), code)
    assert not (tmp_path / "unit").exists()
    assert search.asked == []


def test_an_id_that_is_no_profile_is_answered_with_the_list() -> None:
    """A word that is neither the id of a profile nor the path of a file is answered with the ids."""
    for words in (("profiles", "us-xx"), ("verify-rules", "--profile", "us-xx")):
        error = run(*words, "--json").json["error"]
        assert error["code"] == "profile.unknown"
        assert "us-ca" in error["now"]
