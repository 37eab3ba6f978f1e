"""What starts an older Patroni: a standby that died while it was chosen holds the primary up no longer."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

GUARDED = Path(__file__).resolve().parents[2] / "deploy" / "templates" / "guarded-patroni.py.j2"


class Ha:
    """What Patroni has of it: the way to choose who confirms, which is content while nobody may and nobody can."""

    def __init__(self, members: list[str], there: list[str], *, strict: bool = False) -> None:
        self.strict, self.there = strict, there
        self.waits_for, self.chose = ["pg3"], 0
        self.cluster = SimpleNamespace(sync=SimpleNamespace(members=members))
        self.patroni = SimpleNamespace(config={"synchronous_node_count": 1, "maximum_lag_on_syncnode": -1})
        self.state_handler = SimpleNamespace(sync_handler=self)

    def is_synchronous_mode(self) -> bool:
        """Say that somebody has to confirm."""
        return True

    def is_synchronous_mode_strict(self) -> bool:
        """Say whether nothing is taken where nobody can."""
        return self.strict

    def current_state(self, _cluster: Any, _count: int, _lag: int) -> tuple[list[str], list[str]]:  # noqa: ANN401
        """Return who could be chosen, and who confirms."""
        return self.there, []

    def set_synchronous_standby_names(self, names: list[str]) -> None:
        """Tell PostgreSQL whom to wait for."""
        self.waits_for = names

    def process_sync_replication(self) -> None:
        """Choose, as Patroni does."""
        self.chose += 1


@pytest.fixture
def released(monkeypatch: pytest.MonkeyPatch) -> type[Ha]:
    """Return the class with the way that the file gives it."""
    parts = {"patroni": ModuleType("patroni"), "patroni.__main__": ModuleType("patroni.__main__")}
    ha = ModuleType("patroni.ha")
    for module, name, value in (
        (parts["patroni"], "version", SimpleNamespace(__version__="3.0.2")),
        (parts["patroni.__main__"], "main", lambda: 0),
        (ha, "Ha", Ha),
    ):
        setattr(module, name, value)
    for name, each in (*parts.items(), ("patroni.ha", ha)):
        monkeypatch.setitem(sys.modules, name, each)
    kind, way = runpy.run_path(str(GUARDED))["released"]()
    monkeypatch.setattr(kind, "process_sync_replication", way)
    return Ha


def test_who_died_while_chosen_is_waited_for_no_longer(released: type[Ha]) -> None:
    """Nobody may confirm and nobody can: PostgreSQL is told to wait for nobody, and Patroni's own way follows."""
    one = released([], [])
    one.process_sync_replication()
    assert (one.waits_for, one.chose) == ([], 1)


@pytest.mark.parametrize(
    ("members", "there", "strict"), [(["pg3"], [], False), ([], ["pg1"], False), ([], [], True)]
)
def test_whoever_confirms_or_could_is_still_waited_for(
    released: type[Ha], members: list[str], there: list[str], *, strict: bool
) -> None:
    """Where somebody may become primary, or can be chosen, or nothing may be taken alone, nothing is let go of."""
    one = released(members, there, strict=strict)
    one.process_sync_replication()
    assert (one.waits_for, one.chose) == (["pg3"], 1)
