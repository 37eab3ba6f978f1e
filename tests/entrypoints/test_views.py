"""Board, weapon, verify, rebuild, explain and profiles: what is shown, and what is never said."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from showsafe import bootstrap
from showsafe.entrypoints.cli.explain_act import question
from showsafe.rules.gates import GATES
from showsafe.rules.rulebook import all_codes
from tests.entrypoints.cli import SCENARIOS, run, size

LOOK = (
    "check",
    "by=armorer",
    "weapon=revolver",
    "seen=6",
    "of=6",
    "bore=true",
    "found=[]",
    "witness=assistant",
)


def spoil(data: Path, sql: str) -> None:
    """Change a ledger's file behind the program's back."""
    connection = sqlite3.connect(data / "ledger.sqlite", isolation_level=None)
    assert connection.execute(sql).rowcount > 0
    connection.close()


def test_the_board_says_contents_first_and_as_of_when(data: Path) -> None:
    """The board says as of which record it is, contents before the word, and what the product itself claims."""
    run("report", data, *LOOK)
    said = run("board", data)
    assert said.status == 0
    assert f"as of record {size(data)}, " in said.out
    assert "revolver: Empty. Cold. With armorer." in said.out
    assert "It does not prove that the weapon is safe." in said.out
    assert "50 = 50 box" in said.out
    assert "\u2713" not in said.out
    assert "\u2714" not in said.out


def test_hot_is_shouted_and_cold_is_not(data: Path) -> None:
    """Only hot stands in capitals, after its contents."""
    assert "revolver: Contents not known. HOT." in run("board", data).out


def test_what_holds_the_set_is_above_the_weapons(data: Path) -> None:
    """A stop stands above all weapons, and who pressed it is not shown."""
    run("report", data, "stop", "by=performer")
    out = run("board", data).out
    assert out.index("HELD, the whole set") < out.index("revolver:")
    assert "performer" not in out
    held = run("board", data, "--json").json["scopes"][0]["held"]
    assert [stop["why"] for stop in held] == ["stop"]


def test_an_empty_board_says_so(tmp_path: Path) -> None:
    """A unit without weapons says that none is on record."""
    run("init", tmp_path / "unit", "--profile", "common")
    assert "No weapon is on record." in run("board", tmp_path / "unit").out


def test_a_weapon_is_shown_with_the_records_of_its_proof(data: Path) -> None:
    """A proof is a tree of the records that it rests on: who, when and what; and the chain follows."""
    number = run("report", data, *LOOK, "--json").json["record"]
    said = run("weapon", data, "revolver")
    assert said.status == 0
    assert f"record {number}, " in said.out
    assert "checked, by armorer and assistant" in " ".join(said.out.split())
    assert "Chain of custody:" in said.out
    shown = run("weapon", data, "revolver", "--json").json
    assert [step["record"] for step in shown["proofs"]["contents"]] == [number]
    assert shown["chain"][-1]["to"] == ""
    assert shown["out_of_store"][-1]["to_record"] == 0
    alone = "armorer: a name alone (weaker); assistant: named by the first alone (weaker)"
    assert shown["proven"][str(number)]["says"] == alone
    assert f"record {number}: {alone}" in " ".join(said.out.split())


def test_a_void_proof_says_what_voided_it(data: Path) -> None:
    """A proof that is void names the record that ended it, and why."""
    run("report", data, *LOOK)
    number = run("report", data, "lock", "by=armorer", "weapon=revolver", "in=safe", "--json").json["record"]
    assert f"void since record {number}, locked away" in " ".join(run("weapon", data, "revolver").out.split())


def test_a_weapon_of_a_told_day_is_found_by_its_name(data: Path) -> None:
    """A weapon of a told day is found by day and name, in its newest telling."""
    day = SCENARIOS / "incidents" / "rust-2021.toml"
    for _ in range(2):
        run("replay", day, "--into", data)
    shown = run("weapon", data, "rust-2021/revolver", "--json").json
    assert shown["weapon"]["scope"] == "rust-2021@2"
    assert len(shown["chain"]) > 1


def test_an_unknown_weapon_is_named_with_the_nearest(data: Path) -> None:
    """A tag that nobody put on record is wrong input."""
    said = run("weapon", data, "revolvers", "--json")
    assert (said.status, said.json["error"]["code"]) == (2, "input.unknown-weapon")
    assert "Did you mean revolver?" in said.json["error"]["now"]


def test_verified_means_records_and_views(data: Path) -> None:
    """A whole directory passes every step, with its views rebuilt and compared, and says what no check can know."""
    said = run("verify", data)
    assert said.status == 0
    assert f"All {size(data)} records hold" in said.out
    shown = run("verify", data, "--json").json
    assert (shown["ok"], shown["views_checked"], shown["differences"]) == (True, True, [])
    assert shown["could_not_know"]
    assert not any("projections" in line for line in shown["could_not_know"])


def test_a_changed_record_is_named(data: Path) -> None:
    """A record in which one byte is another is named, the views are not trusted then, and the status is 1."""
    spoil(data, "UPDATE entries SET raw = CAST(replace(raw, ':\"eyJ', ':\"eyK') AS BLOB) WHERE number = 3")
    said = run("verify", data)
    assert said.status == 1
    assert "the first bad record is 3" in said.out
    shown = run("verify", data, "--json").json
    assert (shown["ok"], shown["views_checked"], shown["first_fault"]["record"]) == (False, False, 3)


def test_a_changed_view_is_found_and_mended(data: Path) -> None:
    """A board that was changed by hand does not verify, though every record holds; a rebuild mends it."""
    spoil(data, "UPDATE rows SET value = CAST(replace(value, 'hot', 'cold') AS BLOB) WHERE name = 'board'")
    said = run("verify", data)
    assert said.status == 1
    assert "board, revolver: the records say otherwise." in said.out
    assert "showsafe rebuild" in said.out
    assert run("verify", data, "--json").json["differences"][0]["name"] == "board"
    assert run("rebuild", data, "--json").json["record"] == size(data)
    assert run("verify", data).status == 0


def test_what_was_kept_outside_is_held_against_it(data: Path, tmp_path: Path) -> None:
    """A checkpoint kept outside is one more step; one that cannot be read is wrong input."""
    connection = sqlite3.connect(data / "ledger.sqlite")
    (tmp_path / "kept").write_bytes(connection.execute("SELECT checkpoint FROM state").fetchone()[0])
    connection.close()
    run("report", data, *LOOK)
    assert run("verify", data, "--seen", tmp_path / "kept").status == 0
    said = run("verify", data, "--seen", tmp_path / "nothing", "--json")
    assert (said.status, said.json["error"]["code"]) == (2, "checkpoint.missing")


@pytest.mark.parametrize("code", [*sorted(all_codes()), "rules.no-row", "rules.gate-broken"])
def test_every_code_is_explained(code: str) -> None:
    """Each permanent code has its gate's question, the property it protects, a sentence and a next step."""
    said = run("explain", code, "--json")
    assert said.status == 0
    explained = said.json
    assert explained["question"].endswith("?")
    assert explained["protects"]
    assert [each["code"] for each in explained["codes"]] == [code]
    assert explained["codes"][0]["says"]
    assert explained["codes"][0]["next"]
    for clause in explained["codes"][0]["clauses"]:
        assert clause["sources"] or clause["grade"] == "M"
        assert bool(clause["force"]) is (clause["grade"] in "FP")


@pytest.mark.parametrize("gate", GATES, ids=lambda gate: gate.id)
def test_a_gate_alone_explains_all_its_codes(gate: object) -> None:
    """The id of a gate explains it with all of its codes, in text."""
    known = next(each for each in GATES if each is gate)
    said = run("explain", known.id)
    assert said.status == 0
    assert question(known) in said.flat
    assert all(f"{known.id}.{name} (" in said.flat for name in known.codes)


def test_profiles_are_listed() -> None:
    """Every profile is listed with its title, the common one first."""
    said = run("profiles", "--json").json
    assert [each["id"] for each in said["profiles"]] == list(bootstrap.profiles())
    assert "common" in run("profiles").out


@pytest.mark.parametrize("name", bootstrap.profiles())
def test_a_profile_shows_every_value_with_its_ground(name: str) -> None:
    """Every value is shown with its clause or basis, and what differs from common is marked."""
    said = run("profiles", name, "--json").json
    profile = bootstrap.profile(name)
    assert {value["name"] for value in said["values"]} == set(profile.values)
    assert all(value["label"] for value in said["values"])
    own = {value["name"] for value in said["values"] if value["own"]}
    assert own == (set(profile.own) if profile.base else set())
    text = run("profiles", name).out
    assert ("in common: " in text) is bool(own)


def test_a_clause_is_explained_by_its_id() -> None:
    """The id of a clause prints what it says, its force, how well it was read, and where."""
    said = run("explain", "CA-9153(a)(1)")
    assert said.status == 0
    assert said.flat.startswith("CA-9153(a)(1) (")
    assert "How it was read: " in said.flat
    shown = run("explain", "CA-9153(a)(1)", "--json").json["clause"]
    assert shown["id"] == "CA-9153(a)(1)"
    assert shown["sources"]


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [
        ("chek", "check"),
        ("check.nonne", "check.none"),
        ("hand-ovr", "hand-over"),
        ("CA-9153(a)(11)", "CA-9153(a)(1)"),
    ],
)
def test_what_is_mistyped_is_shown_the_nearest(typed: str, nearest: str) -> None:
    """A name that is none of a code, a gate, an act or a clause is shown the nearest of all of them."""
    said = run("explain", typed, "--json")
    assert said.status == 2
    assert said.json["error"]["now"] == f"Did you mean {nearest}?"
