"""People are listed with roles, duties, papers and their last day; never with a score."""

from __future__ import annotations

from typing import Any

from showsafe.projections.rows import read
from tests.projections.units import Set


def line(on: Set, person: str) -> dict[str, Any]:
    """Return the line of a person."""
    value = on.unit.store.row("people", person)
    assert value is not None
    return read(value)


def test_roles_papers_and_instruction() -> None:
    """A line says what is on record of a person: roles, papers, what they were instructed on."""
    said = line(Set(), "armorer")
    assert said["roles"] == ["armorer"]
    assert [paper["kind"] for paper in said["papers"]] == ["firearms", "course"]
    assert line(Set(), "assistant")["instructed"] == ["single-action-revolver"]


def test_a_paper_has_its_last_day() -> None:
    """A paper that is recorded later shows the last day on which it holds."""
    on = Set()
    on.say("record-paper", kind="firearms", about="armorer", expires="2026-12-31")
    papers = {paper["kind"]: paper["expires"] for paper in line(on, "armorer")["papers"]}
    assert papers["firearms"] == "2026-12-31"


def test_only_those_of_whom_something_is_new_are_written() -> None:
    """An act about one person leaves the lines of the others as they were."""
    on = Set()
    before = line(on, "assistant")
    number = on.say("staff", person="performer", duties="acting").number
    assert line(on, "assistant") == before
    assert line(on, "performer")["record"] == number
