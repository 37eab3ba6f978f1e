"""The Promela model: as many states as the program has, and an assertion that fails is an error."""

from __future__ import annotations

from pathlib import Path

import pytest

from showsafe.assurance.twin.graph import explore
from showsafe.bootstrap import COMMON, rules_of
from tools.assurance import machines
from tools.assurance.machines import MissingError, spin


def test_as_many_states_as_the_program(tmp_path: Path) -> None:
    """On the usual way SPIN stores exactly as many states as the program comes to, seen through the world map."""
    try:
        spun = spin(tmp_path, {"BUDGET": 0}, quick=True)
    except MissingError as missing:
        pytest.skip(str(missing))
    assert spun.states == len(explore(rules_of(COMMON), 0).nodes)


def test_a_failing_assertion_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A model in which a hot weapon may be locked away does not come to a clean end, and says so."""
    text = machines.spec("showsafe.pml").replace("ACT(PROVEN_EMPTY && s.holder != PERFORMER,", "ACT(s.proof,")
    monkeypatch.setattr(machines, "spec", lambda _: text)
    try:
        with pytest.raises(RuntimeError, match="clean end"):
            spin(tmp_path, {"BUDGET": 1}, quick=True)
    except MissingError as missing:
        pytest.skip(str(missing))
