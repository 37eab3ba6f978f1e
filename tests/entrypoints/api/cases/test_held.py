"""The cases of a folder: opened with the node, each by its one writer; what cannot be opened stops nothing."""

from __future__ import annotations

from pathlib import Path

from showsafe import bootstrap
from showsafe.adapters.directory import LEDGER
from showsafe.casefile.case import CaseAct
from showsafe.entrypoints.http.api.cases.held import Cases
from tests.casefile.cases import AT
from tests.entrypoints.api.cases.conftest import desk_of
from tests.entrypoints.api.sets import serving


def made(folder: Path, name: str) -> Path:
    """Make a case that is open, with the safety advisor as its owner."""
    path = folder / name
    bootstrap.create_case(path, name)
    said = {"title": "A shot", "purpose": "safety inquiry", "retention": "2034-12-31"}
    with bootstrap.open_case(path) as case:
        case.do(CaseAct(kind="open-case", by="safety", act_id="open", at=AT, said=said))
    return path


def test_a_case_that_cannot_be_opened_is_told_and_stops_nothing(tmp_path: Path) -> None:
    """One is damaged: the set and the other case are served; the office and the safety advisor see why, others not."""
    made(tmp_path, "whole")
    made(tmp_path, "broken")
    (tmp_path / "broken" / LEDGER).write_bytes(b"no database at all, but long enough to be one" * 40)
    (tmp_path / "no-case").mkdir()
    with Cases(tmp_path) as cases, serving(cases=cases) as served:
        desk = desk_of(served, "safety")
        listed = desk.get("cases").json()
        assert [each["id"] for each in listed["cases"]] == ["whole"]
        assert [each["id"] for each in listed["not_open"]] == ["broken"]
        assert listed["not_open"][0]["says"]
        assert desk.get("cases/broken").status_code == 404
        assert desk.get("cases/no-case").status_code == 404
        assert desk.get("board").status_code == 200
        assert desk_of(served, "grip").get("cases").json() == {"cases": [], "not_open": []}


def test_a_case_that_comes_while_the_node_serves_is_opened(tmp_path: Path) -> None:
    """A case that is made later, or that another program had open, is there at the next look."""
    folder = tmp_path / "set.cases"
    with Cases(folder) as cases:
        assert (cases.all(), cases.not_open()) == ([], [])
        path = made(folder, "later")
        with bootstrap.open_case(path):
            cases.look_again()
            assert cases.held("later") is None
            assert [name for name, _ in cases.not_open()] == ["later"]
        cases.look_again()
        assert cases.held("later") is not None
        assert cases.not_open() == []
    with bootstrap.open_case(path) as case:
        assert case.state().opening is not None
