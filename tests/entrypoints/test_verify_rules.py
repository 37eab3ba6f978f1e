"""``showsafe verify-rules``: what is printed, for people and programs; stories that replay; rules that do not pass."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from showsafe import bootstrap
from showsafe.adapters import searched_file
from showsafe.assurance import passed
from showsafe.assurance.search import bounds, gates, verify
from showsafe.assurance.search.explore import Violation
from showsafe.assurance.search.verify import Verified
from showsafe.entrypoints import found, stories
from tests.entrypoints.cli import run
from tests.entrypoints.owns import CHECK, OWN, Search, a_bound, own_file, search
from tests.entrypoints.owns import found as says

__all__ = ["search"]

FIRST = bounds.SMALL[0]
QUICK = ("show", "duty", "store", "check")
"""Gates without which harm is found within a tenth of a second."""


@cache
def removed(gate: str) -> gates.Killed:
    """Return what the real search says of a gate that is taken away."""
    return gates.killed(bootstrap.rules_of("common"), (gate,), bounds.SMALL[:1])


def story_of(gate: str) -> Violation:
    """Return the real story of a gate that is taken away."""
    story = removed(gate).story
    assert story is not None
    return story


def harmed(gate: str = "show") -> Verified:
    """Return what a search says that found a way to harm."""
    return says(a_bound(FIRST.name, (story_of(gate),)), a_bound())


def test_for_programs_it_is_exactly_this(search: Search) -> None:
    """The JSON has bounds, gates and the digest, with these keys and no other."""
    said = run("verify-rules", "--json")
    assert said.status == 0
    assert said.json == {
        "bounds": [
            {
                "name": "one-weapon",
                "adversary": "insider",
                "states": 1234,
                "transitions": 5678,
                "seconds": 1.5,
                "violations": [],
            }
        ],
        "gates": {"check": {"killed": True, "property": "cold-is-cold", "steps": 7}},
        "digest": search.found.digest,
    }
    assert search.asked == [(bootstrap.rules_of("common").edition, "small")]


def test_the_real_search_at_a_tiny_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A production's own rules, searched for real as far as a hundred states go: some gates are missed there."""
    tiny = (replace(FIRST, most=100),)
    monkeypatch.setattr(verify, "BOUNDS", {"small": tiny, "wide": tiny})
    file = own_file(tmp_path / "own.toml")
    said = run("verify-rules", "--profile", file, "--stories", tmp_path / "days", "--json")
    bound = said.json["bounds"][0]
    assert (bound["name"], bound["adversary"], bound["violations"]) == (FIRST.name, "insider", [])
    assert bound["states"] >= 100
    assert set(said.json["gates"]) == set(bootstrap.rules_of("common").gates)
    killed = {gate for gate, each in said.json["gates"].items() if each["killed"]}
    assert {"show", "duty", "store"} <= killed
    assert said.status == 1
    assert len(list((tmp_path / "days").iterdir())) == len(killed)
    assert run("replay", tmp_path / "days", "--profile", file).status == 0


def test_for_people_it_is_said_within_this_bound(search: Search, tmp_path: Path) -> None:
    """The tables have every bound and gate; what was not looked at is said, and nothing is called proven."""
    file = own_file(tmp_path / "own.toml")
    said = run("verify-rules", "--profile", file, "--bound", "wide")
    assert said.status == 0
    for part in ("one-weapon", "insider", "1,234", "5,678", "cold-is-cold", "No way to harm was found."):
        assert part in said.flat
    assert "Within this bound" in said.flat
    assert "proved" not in said.flat
    assert "proven" not in said.flat
    edition = bootstrap.own_rules(OWN.encode()).edition
    assert edition in said.flat
    assert search.asked == [(edition, "wide")]


def test_a_bound_that_was_cut_off_is_said_to_be(search: Search) -> None:
    """How deep it went stands in its row, and what lies deeper is said not to have been looked at."""
    assert "cut off" not in run("verify-rules").flat
    search.found = says(replace(a_bound(), whole=False, depth=11), replace(a_bound(), whole=False, depth=4))
    said = run("verify-rules").flat
    assert "11 steps" in said
    assert "2 bounds cut off before the end" in said
    assert "(4 at the least), and nothing of what is deeper" in said


def test_a_gate_that_is_for_nothing_is_no_success(search: Search) -> None:
    """A gate of which nothing comes when it is taken away is named, and the status is 1."""
    search.found = says(gates={"check": CHECK, "papers": gates.Killed(gate="papers", killed=False)})
    said = run("verify-rules")
    assert said.status == 1
    assert "Of these gates nothing comes when they are taken away: papers." in said.flat
    assert run("verify-rules", "--json").json["gates"]["papers"]["killed"] is False


def test_a_way_to_harm_is_told_as_a_day(search: Search, tmp_path: Path) -> None:
    """What was found is one line a step, with what has to hold; the status is 1, and the JSON has its steps."""
    search.found = harmed()
    said = run("verify-rules", "--stories", tmp_path / "days")
    assert said.status == 1
    assert "1 way to harm found." in said.flat
    assert "What has to hold: Everybody on the line is offered a look" in said.flat
    assert "0:00 armorer: hand-over colt to performer before assistant - nothing against it" in said.flat
    assert [each.name for each in (tmp_path / "days").iterdir()] == ["shown-before-it-is-handed.toml"]
    violation = run("verify-rules", "--json").json["bounds"][0]["violations"][0]
    assert violation["property"] == "shown-before-it-is-handed"
    assert [step["act"] for step in violation["steps"]] == ["unlock", "check", "hand-over"]


@pytest.mark.parametrize("gate", QUICK)
def test_the_story_of_a_gate_is_a_day_that_replays(gate: str, tmp_path: Path) -> None:
    """The real search finds harm without a gate; its day is answered as its file says, by that gate too."""
    said = run("verify-rules", "--without", gate, "--stories", tmp_path / "days")
    assert said.status == 0
    written = next((tmp_path / "days").iterdir())
    assert "Written: " in said.flat
    replayed = run("replay", written, "--json")
    assert replayed.status == 0
    assert {step["met"] for step in replayed.lines} == {True}
    against = {finding["gate"] for step in replayed.lines for finding in step["findings"]}
    assert gate in against


@pytest.mark.parametrize("gate", QUICK)
def test_a_story_is_answered_as_the_search_said(gate: str) -> None:
    """Told through the write path under the rules without the gate, every step is answered as the search said."""
    book = bootstrap.rules_of("common")
    poorer = gates.without(book, (gate,))
    told = says(gates={gate: removed(gate)})
    story = next(found.removals(book, told))
    assert story.without == (gate,)
    assert stories.holds(stories.text_of(story, poorer), poorer)
    assert not stories.holds(stories.text_of(story, poorer), book)
    assert stories.holds(stories.text_of(story, book), book)


def test_every_story_is_written_on_request(search: Search, tmp_path: Path) -> None:
    """Of each gate that was taken away a day is written, too."""
    search.found = says(gates={gate: removed(gate) for gate in QUICK})
    assert run("verify-rules", "--stories", tmp_path / "days", "--json").status == 0
    assert len(list((tmp_path / "days").glob("without-*.toml"))) == len(QUICK)
    assert run("replay", tmp_path / "days").status == 0


def test_gates_taken_away_together(tmp_path: Path) -> None:
    """Several gates are taken away at once; a name that is none, or no name, is wrong input."""
    said = run("verify-rules", "--without", "show, duty", "--json")
    assert list(said.json["gates"]) == ["show,duty"]
    assert said.json["gates"]["show,duty"]["killed"] is True
    for wish in ("shwo", ",", "show,"):
        error = run("verify-rules", "--without", wish, "--stories", tmp_path / "none", "--json")
        if wish == "show,":
            assert error.status == 0
        else:
            assert error.json["error"]["code"] == "input.unknown-gate"


def test_where_nothing_comes_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A removal of which nothing comes is said, and is no success."""
    monkeypatch.setattr(gates, "killed", lambda *_: gates.Killed(gate="show", killed=False))
    said = run("verify-rules", "--without", "show")
    assert said.status == 1
    assert "Without show no way to harm was found." in said.flat


def test_a_profile_that_fails_makes_no_unit(search: Search, tmp_path: Path) -> None:
    """Nothing is made under rules that the search did not pass: the story is told, and written beside."""
    search.found = harmed()
    file = own_file(tmp_path / "own.toml")
    said = run("init", tmp_path / "unit", "--profile", file)
    assert said.status == 2
    assert said.err.endswith("[rules.not-passed]\n")
    assert "0:00 armorer: hand-over colt to performer before assistant" in said.flat
    assert not (tmp_path / "unit").exists()
    day = tmp_path / "unit.stories" / "shown-before-it-is-handed.toml"
    assert 'profile = "north-ridge"' in day.read_text()
    assert run("replay", day, "--profile", file).status == 0
    error = run("init", tmp_path / "unit", "--profile", file, "--json").json["error"]
    assert error["code"] == "rules.not-passed"
    assert "north-ridge (shown-before-it-is-handed)" in error["says"]


def test_a_unit_whose_rules_fail_now_does_not_open(search: Search, tmp_path: Path) -> None:
    """A new version searches again, and refuses whatever would write; it can be looked at and checked all the same."""
    data = tmp_path / "unit"
    assert run("init", data, "--profile", own_file(tmp_path / "own.toml")).status == 0
    kept = (data / searched_file.NAME).read_bytes()
    (data / searched_file.NAME).write_bytes(kept.replace(b"@", b"@9"))
    search.found = harmed("duty")
    enrol = ("report", data, "enrol", "by=producer", "person=producer", "roles=producer")
    for words in (enrol, ("ask", data, "take", "by=x", "weapon=y"), ("serve", "--data", data)):
        said = run(*words)
        assert (said.status, said.err.endswith("[rules.not-passed]\n")) == (2, True), words
        assert "What has to hold: " in said.flat
        assert "Now: Treat every weapon as hot, go on on paper" in said.err
    assert (tmp_path / "unit.stories" / "two-people.toml").exists()
    assert run("board", data).status == 0
    assert run("verify", data).status == 0
    search.found = says()
    assert run(*enrol).status == 0


def test_a_story_that_cannot_be_written_is_told_all_the_same(search: Search, tmp_path: Path) -> None:
    """Where no room is for the file, that is said, and the story is told."""
    search.found = harmed()
    (tmp_path / "unit.stories").write_text("in the way")
    said = run("init", tmp_path / "unit", "--profile", own_file(tmp_path / "own.toml"))
    assert said.err.endswith("[rules.not-passed]\n")
    assert "could not be written" in " ".join(said.err.split())
    assert "hand-over colt" in said.flat


def test_packaged_rules_that_were_not_searched_open_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rules of the program that were changed after they were searched decide nothing."""
    assert run("init", tmp_path / "before", "--profile", "common").status == 0
    kept: dict[str, Any] = {"nothing@1.000000000000": None}
    monkeypatch.setattr(passed, "packaged", lambda: kept)
    said = run("init", tmp_path / "unit", "--profile", "common", "--json")
    assert said.json["error"]["code"] == "rules.not-searched"
    assert not (tmp_path / "unit").exists()
    said = run("report", tmp_path / "before", "stop", "by=x", "--json")
    assert said.json["error"]["code"] == "rules.not-searched"
    assert run("board", tmp_path / "before").status == 0
