"""Asking, reporting and confirming: what is answered, and how."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.entrypoints.cli import SCENARIOS, run, size

LOOK = ("check", "by=armorer", "weapon=revolver", "seen=6", "of=6", "bore=true", "found=[]")


def test_permit_claims_nothing_about_the_weapon(data: Path) -> None:
    """An ask that nothing stands against says just that; the words safe, empty and clear are not said of it."""
    run("ask", data, *LOOK, "witness=assistant")
    said = run("ask", data, "show", "by=armorer", "weapon=revolver", "to=performer")
    assert said.status == 0
    record = f"Recorded as done, record {size(data)}: do not report it again."
    assert said.flat.startswith(f"Nothing recorded stands against it. {record}")
    assert not {"safe", "certified", "clear"} & set(said.out.lower().replace(".", " ").split())


def test_a_refusal_helps(data: Path) -> None:
    """A refusal names every finding with its sentence, next step, code and clauses, and leaves with 1."""
    said = run("ask", data, "take", "by=performer", "weapon=revolver")
    assert said.status == 1
    assert said.out.startswith(f"Refused. Recorded as asked, record {size(data)}.\n")
    assert "[check.none] MB-22/A2(i); second-hand: IWLMSC-1/CHECK-USE" in said.flat
    assert "Next: A custodian opens it and looks, with a second person." in said.flat
    assert "More on a reason: showsafe explain receiver.not-instructed" in said.out
    assert "known second-hand; not shown as law" not in said.flat


def test_why_shows_every_clause_in_full(data: Path) -> None:
    """With --why every clause stands with its force and how well it was read, and second-hand ones as such."""
    said = run("ask", data, "take", "by=performer", "weapon=revolver", "--why")
    assert "MB-22/A2(i) (guideline; " in said.flat
    assert "IWLMSC-1/CHECK-USE (known second-hand; not shown as law)" in said.flat


def test_json_has_every_finding_with_its_sources(data: Path) -> None:
    """With --json an answer is one object; a clause that was not read itself has no force in it."""
    said = run("ask", data, "take", "by=performer", "weapon=revolver", "act_id=t1", "--json").json
    keys = {"record", "act_id", "door", "outcome", "would", "deviation", "repeated"}
    assert set(said) == {*keys, "flags", "counts", "findings"}
    assert (said["act_id"], said["outcome"], said["record"]) == ("t1", "refuse", size(data))
    finding = next(each for each in said["findings"] if each["code"] == "check.none")
    assert set(finding) == {"gate", "code", "weight", "says", "next", "sources"}
    assert {"F": True, "P": True, "S": False, "M": False}[finding["sources"][0]["grade"]] is bool(
        finding["sources"][0]["force"]
    )


def test_a_repeated_act_gets_the_first_answer(data: Path) -> None:
    """The same act_id again is answered the same, says so, and writes nothing."""
    first = run("ask", data, "take", "by=performer", "weapon=revolver", "act_id=t1", "--json").json
    before = size(data)
    again = run("ask", data, "take", "by=performer", "weapon=revolver", "act_id=t1", "--json").json
    assert again == {**first, "repeated": True}
    assert size(data) == before
    assert "answered before" in run("ask", data, "take", "by=performer", "weapon=revolver", "act_id=t1").out


def test_a_held_act_is_confirmed_by_its_second_person(data: Path) -> None:
    """A held act prints the command for the second person; the same one twice is refused, another lets it happen."""
    words = ("assess", "by=armorer", "scene=church", "act_id=a1")
    held = run("ask", data, *words)
    assert held.status == 1
    number = size(data)
    assert f"showsafe confirm {data} {number} by=PERSON\n" in held.out
    assert run("confirm", data, "a1", "by=armorer", "--json").json["outcome"] == "refuse"
    done = run("confirm", data, number, "by=assistant", "--json")
    assert (done.status, done.json["outcome"]) == (0, "permit")


def test_a_report_is_always_recorded(data: Path) -> None:
    """What has happened is recorded and leaves with 0, and is marked where it would have been refused."""
    said = run("report", data, "take", "by=performer", "weapon=revolver")
    assert said.status == 0
    assert said.out.startswith("Recorded, as a deviation")
    assert run("report", data, "drop", "by=performer", "weapon=revolver", "--json").json["door"] == "report"


def test_small_values_have_short_forms_and_json(data: Path) -> None:
    """Rounds are said as lot:count, or as JSON; both mean the same."""
    short = run("report", data, "load", "by=armorer", "weapon=revolver", "rounds=blanks:2", "--json")
    assert short.status == 0
    long = 'rounds=[{"lot": "blanks", "count": 2}]'
    assert run("report", data, "load", "by=armorer", "weapon=revolver", long, "--json").status == 0
    board = run("board", data, "--json").json
    assert board["lots"][0]["in_weapons"] == 4


def test_a_time_with_its_zone_is_kept(data: Path) -> None:
    """A claimed time with its zone is taken; what was said late is answered as of now, and moves nothing back."""
    sabre, late = ("weapon=sabre", "class=blade"), "at=2026-03-31T11:30-06:00"
    assert run("report", data, "register", "by=armorer", *sabre, late, "--json").status == 0
    assert run("report", data, "lock", *LOOK[1:3], "in=safe", late, "--json").status == 0
    assert [one["holder"] for one in run("weapon", data, "revolver", "--json").json["chain"]] == ["armorer"]
    chain = run("weapon", data, "sabre", "--json").json["chain"]
    assert chain[-1]["claimed"] == "2026-03-31T17:30:00Z"
    assert chain[-1]["from"] > chain[-1]["claimed"]


def test_names_of_a_told_day_belong_to_its_newest_telling(data: Path) -> None:
    """An act that names people and things of a told day is asked of that day, as it was told last."""
    day = SCENARIOS / "days" / "dummies-close-up.toml"
    for _ in range(2):
        assert run("replay", day, "--into", data).status == 0
    board = run("board", data, "--json").json
    weapon = next(line["weapon"] for line in board["weapons"] if line["scope"] == "dummies-close-up@2")
    assert run("report", data, "raise-concern", "by=dummies-close-up/armorer", f"about={weapon}").status == 0
    scopes = {line["scope"]: line for line in run("board", data, "--json").json["scopes"]}
    assert len(scopes["dummies-close-up@2"]["concerns"]) == 1
    assert scopes["dummies-close-up"]["concerns"] == []


def test_names_of_two_days_are_wrong_input(data: Path) -> None:
    """An act cannot join people of the set with things of a told day."""
    assert run("replay", SCENARIOS / "days" / "dummies-close-up.toml", "--into", data).status == 0
    weapon = run("board", data, "--day", "dummies-close-up", "--json").json["weapons"][0]["weapon"]
    before = size(data)
    said = run("ask", data, "check", "by=armorer", f"weapon={weapon}", "--json")
    assert (said.status, said.json["error"]["code"]) == (2, "input.two-scopes")
    assert size(data) == before


@pytest.mark.parametrize("kind", ["open-unit", "begin", "describe"])
def test_what_only_the_program_records_cannot_be_asked(data: Path, kind: str) -> None:
    """Acts of the program itself are no acts of people."""
    said = run("report", data, kind, "by=armorer", "--json")
    assert (said.status, said.json["error"]["code"]) == (2, "input.unknown-act")
