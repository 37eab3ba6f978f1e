"""Three auditors know, each by a table of its own, what act stands behind a record; none may be behind the acts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from showsafe.domain.acts import EVENTS
from showsafe.ledger.verify.kinds import ACTS

ROOT = Path(__file__).resolve().parents[2]


def test_the_auditor_knows_every_act() -> None:
    """The table of the auditor in Python is that of the acts."""
    assert ACTS == EVENTS


@pytest.mark.parametrize("name", ["src/showsafe/evidence/verifier/kinds.mjs", "conformance/go/kinds.go"])
def test_the_others_know_the_same(name: str) -> None:
    """So are the ones in the checker for Node and in the auditor in Go."""
    joined = "".join(re.findall(r'^\s+"([^"]*)"', (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))
    pairs = [tuple(pair.split()) for pair in joined.split(", ")]
    assert pairs == list(EVENTS.items())
