"""The ledger of a case passes the auditors that were written for the ledger of a set, in Node and in Go."""

from __future__ import annotations

from pathlib import Path

import pytest

from showsafe import bootstrap
from showsafe.adapters.clock import FixedClock
from showsafe.entrypoints import case_bundles
from tests.casefile import cases
from tests.casefile.cases import OWNER, do
from tests.conformance.go import audited
from tests.entrypoints.cli import run
from tests.evidence import tools


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the directory of a case with a source, a review, an erasure and a hold; beside it its bundles and key."""
    path = tmp_path_factory.mktemp("case") / "bang"
    clock = FixedClock(cases.AT)
    bootstrap.create_case(path, "bang", clock)
    with bootstrap.open_case(path, clock) as made:
        do(made, "open-case", title="A shot", purpose="inquiry", retention="2034-12-31")
        do(made, "name-person", name="Wenna Tollifax", role="armorer", party=False)
        cases.source(made)
        cases.source(made, cases.OTHER)
        do(made, "review", statement="s1.2", as_="confirmed", after=0, content={"who": "p1"})
        do(made, "erase", what="s2", reason="asked")
        do(made, "place-hold", order="Keep everything.", on="2024-11-19")
        do(made, "look", OWNER, what="s1")
        for name in (False, True):
            (path.parent / f"{name}.zip").write_bytes(case_bundles.of_case(made, names=name))
    (path.parent / "kept.vkey").write_text(run("vkey", path).out)
    return path


@pytest.mark.parametrize("bundle", ["False.zip", "True.zip"])
def test_node_passes_a_case(case: Path, tmp_path: Path, bundle: str) -> None:
    """The check that a bundle carries passes that of a case, redacted or opened."""
    judged = tools.node(tmp_path, case.parent / bundle, "--vkey", case.parent / "kept.vkey")
    assert (judged.status, judged.json["ok"]) == (0, True)


def test_a_bent_value_does_not_pass(case: Path, tmp_path: Path) -> None:
    """An opened value of a case that is not the one in its commitment is found by both auditors."""

    def bent(files: tools.Files) -> None:
        files["personal.json"] = files["personal.json"].replace(b"Wenna", b"Venna")

    made = tools.tampered(case.parent / "True.zip", tmp_path / "bent.zip", bent)
    assert tools.node(tmp_path, made, "--vkey", case.parent / "kept.vkey").failed == ["keys"]
    assert run("verify", made, "--vkey", case.parent / "kept.vkey").status == 1


def test_go_passes_a_case(case: Path, tmp_path: Path, go_auditor: Path) -> None:
    """The auditor in Go passes the exported ledger of a case."""
    assert run("export", case, "--tiles", tmp_path / "tiles").status == 0
    status, line = audited(go_auditor, tmp_path / "tiles", (case.parent / "kept.vkey").read_text().strip())
    assert status == 0, line
