"""Every told day comes out as its file expects; every incident is told; every day and gate has its twins."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from showsafe.bootstrap import rules_of
from showsafe.domain.events import REFUSE
from showsafe.rules.gates import GATES
from tests.scenarios.days import ALL, files, name_of, scenario, told

INCIDENTS = (
    "rust-2021",
    "crow-1993",
    "coverup-1984",
    "ofner-2017",
    "tombstone-2015",
    "hillcity-2011",
    "carcassonne-2008",
    "captive-1915",
    "donmar-2010",
    "rsc-2010",
    "wadala-2012",
    "soo-1918",
    "frayne-1882",
    "volksbuehne-2007",
    "voronezh",
    "ivano-frankivsk",
    "burgtheater-2008",
    "freedomspath-2019",
    "gettysburg-2008",
)
TWINS_OF_A_DAY = 4
TWINS_OF_A_GATE = 2


def parsed(path: Path) -> dict[str, Any]:
    """Return a file as it stands."""
    return tomllib.loads(path.read_text("utf-8"))


@pytest.mark.parametrize("path", ALL, ids=name_of)
def test_every_expectation_is_met(path: Path) -> None:
    """Each step of the day is answered as its file expects."""
    steps = told(path)
    missed = [f"step {each.step.n}, {each.step.act.kind}: {miss}" for each in steps for miss in each.missed]
    assert not missed, missed
    assert len(steps) == len(scenario(path).steps)


@pytest.mark.parametrize("path", ALL, ids=name_of)
def test_the_id_is_the_name_of_the_file(path: Path) -> None:
    """A day is called as its file is."""
    assert scenario(path).id == path.stem


def test_no_two_days_share_a_name() -> None:
    """The name of a day is its own."""
    assert [name for name, count in Counter(path.stem for path in ALL).items() if count > 1] == []


def test_every_incident_is_told() -> None:
    """Every incident of the catalogue has its file, and there is no other file among them."""
    assert {path.stem for path in files("incidents")} == set(INCIDENTS)


@pytest.mark.parametrize("path", files("incidents"), ids=name_of)
def test_an_incident_says_where_it_was_read(path: Path) -> None:
    """What is told of a real matter names its sources and its legal state."""
    day = scenario(path)
    assert day.sources
    assert all(source.startswith("http") for source in day.sources)
    assert day.status


@pytest.mark.parametrize("path", files("days"), ids=name_of)
def test_an_ordinary_day_is_refused_nothing(path: Path) -> None:
    """An ordinary day is permitted from its first step to its last."""
    refused = [each.step.n for each in told(path) if each.outcome == REFUSE]
    assert not refused


@pytest.mark.parametrize("path", files("days"), ids=name_of)
def test_a_day_has_its_twins(path: Path) -> None:
    """Every ordinary day has at least four twins in which one thing is wrong, and each says what."""
    twins = [parsed(twin) for twin in files("twins") if twin.parent.name == path.stem]
    assert len(twins) >= TWINS_OF_A_DAY
    assert {twin["twin_of"] for twin in twins} == {path.stem}
    assert all(twin["wrong"] for twin in twins)


@pytest.mark.parametrize("path", files("twins"), ids=name_of)
def test_a_twin_is_refused_where_its_day_is_not(path: Path) -> None:
    """A twin has a step that its ordinary day does not have refused."""
    assert any(each.outcome == REFUSE or each.deviation for each in told(path))


def alone() -> Counter[str]:
    """Return in how many twins each gate refuses alone."""
    counts: Counter[str] = Counter()
    for path in files("twins"):
        day = scenario(path)
        counts.update(
            {gate for step in day.steps if step.only and step.expect == REFUSE for gate in step.gates}
        )
    return counts


def test_every_gate_refuses_alone_in_two_twins() -> None:
    """Every gate has at least two twins in which it and no other gate refuses."""
    counts = alone()
    assert {gate.id: counts[gate.id] for gate in GATES if counts[gate.id] < TWINS_OF_A_GATE} == {}


@pytest.mark.parametrize("path", ALL, ids=name_of)
def test_refusals_help(path: Path) -> None:
    """Whatever is refused in a told day says what to do now, and names only clauses that are listed."""
    known = rules_of(scenario(path).profile).profile.clauses
    for each in told(path):
        for finding in each.findings:
            assert finding.says
            assert finding.next
            assert set(finding.clauses) <= set(known)
