"""Faults planted on purpose: one gate, one effect or one part of the write path is broken while a simulation runs.

What finds nothing where something is wrong proves nothing where all is well. Each fault names the properties by which
it may be found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from typing import Any
from unittest.mock import patch

from showsafe.adapters.memory import MemoryStore
from showsafe.application import unit as unit_module
from showsafe.application.snapshots import state_as_bytes
from showsafe.application.unit import Unit
from showsafe.domain import counting, pairs
from showsafe.domain.effects import intake
from showsafe.domain.effects.table import EFFECTS
from showsafe.domain.events import Event
from showsafe.domain.state import State
from showsafe.projections import board, project
from showsafe.rules import decide
from showsafe.rules.gates.bore import Bore
from showsafe.rules.gates.trouble import Trouble
from tests.simulation.run import ADVERSARIES, Outcome, run
from tests.simulation.screens import Screen


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: what is broken, how, and the properties that may find it."""

    name: str
    breaks: Callable[[], AbstractContextManager[Any]]
    found_by: tuple[str, ...]
    adversary: str = ""
    """Against whom it is planted; "" is whoever comes."""


def _nothing(*_: object, **__: object) -> Iterator[object]:
    return iter(())


def _holder_stays(state: State, event: Event) -> State:
    """Lock a weapon away, and let it be in the hands of whoever locked it all the same."""
    before = state.believed(event.act.weapon) if event.act.weapon else None
    state = intake.lock(state, event)
    if before is None or not before.holder:
        return state
    return state.with_belief(
        event.act.weapon, replace(state.believed(event.act.weapon), holder=before.holder)
    )


def _one_too_few(lot: Any, count: int, *, proven: bool) -> Any:  # noqa: ANN401 - as counting.put_back
    return replace(
        lot, box=lot.box + max(count - 1, 0), proven=lot.proven + (max(count - 1, 0) if proven else 0)
    )


def _without_what_waits(state: State) -> bytes:
    return state_as_bytes(replace(state, pending={}))


@contextmanager
def _forgetful() -> Iterator[None]:
    """Let the store say that it has every record, and lose every fortieth."""
    whole, calls = MemoryStore.append, [0]

    def append(self: MemoryStore, *args: Any) -> None:  # noqa: ANN401 - as the port
        calls[0] += 1
        if calls[0] % 40:
            whole(self, *args)

    with patch.object(MemoryStore, "append", append):
        yield


@contextmanager
def _only_contents() -> Iterator[None]:
    """Let the board be told of a weapon only where what is in it changed, and not of hands."""

    def projected(change: Any) -> Iterator[Any]:  # noqa: ANN401 - as board.project
        for row in board.project(change):
            names = [
                n
                for n in change.weapons
                if change.before.believed(n).contents == change.after.believed(n).contents
            ]
            if not any(row.key.endswith(name) for name in names):
                yield row

    with patch.dict(project.PROJECTIONS, {board.NAME: projected}):
        yield


def _on_screens(rule: str) -> Callable[[], AbstractContextManager[Any]]:
    return lambda: patch.object(Screen, rule, new=False)


FAULTS = (
    Fault(
        "gate bore asks nothing", lambda: patch.object(Bore, "look", _nothing), ("blocked-bore",), "hurried"
    ),
    Fault(
        "a look that finds something else contradicts nothing",
        lambda: patch.object(counting, "agrees", lambda *_: True),
        ("cold-hand-over", "lots", "cold-by-two"),
        "insider",
    ),
    Fault(
        "mud voids no bore proof",
        lambda: patch.dict(EFFECTS, {"foul": lambda state, _: state}),
        ("blocked-bore",),
    ),
    Fault(
        "an unload puts back one round too few",
        lambda: patch.object(counting, "put_back", _one_too_few),
        ("lots",),
    ),
    Fault(
        "what is locked away stays in somebody's hands too",
        lambda: patch.dict(EFFECTS, {"lock": _holder_stays}),
        ("one-custodian",),
    ),
    Fault(
        "the safe direction is weighed like anything else",
        lambda: patch.object(decide, "_weighed", lambda finding, *_: finding),
        ("safe-direction",),
    ),
    Fault(
        "a misfire need not be waited out",
        lambda: patch.object(Trouble, "_opening", _nothing),
        ("hang-fire",),
    ),
    Fault(
        "one person stands for two",
        lambda: patch.object(pairs, "pair", lambda _, act: (act.by, pairs.second_of(act) or act.by)),
        ("cold-by-two",),
    ),
    Fault(
        "an act id is not looked up",
        lambda: patch.object(Unit, "first_answer", lambda *_: None),
        ("recorded", "safe-direction"),
    ),
    Fault(
        "an act id with another body gets the old answer",
        lambda: patch.object(unit_module, "same_act", lambda *_: None),
        ("first-answer",),
    ),
    Fault("the store loses what it acknowledged", _forgetful, ("once",)),
    Fault(
        "a snapshot forgets what waits",
        lambda: patch.object(unit_module, "state_as_bytes", _without_what_waits),
        ("rebuilt",),
    ),
    Fault("the board is not told of hands", _only_contents, ("board",)),
    Fault("an older board replaces a newer one", _on_screens("keeps_the_newer"), ("screens",)),
    Fault("what was heard ages by the phone's clock alone", _on_screens("steady"), ("screens",)),
    Fault("a stream counts as heard when it begins", _on_screens("headers_say_nothing"), ("screens",)),
)
"""Every planted fault."""


def hunt(fault: Fault, seeds: int, acts: int) -> Outcome | None:
    """Run so many seeds with a fault planted until one finds something; None where none of them does."""
    first = ADVERSARIES.index(fault.adversary) if fault.adversary else 0
    step = len(ADVERSARIES) if fault.adversary else 1
    with fault.breaks():
        for seed in range(first, first + seeds * step, step):
            outcome = run(seed, acts)
            if outcome.violation is not None:
                return outcome
    return None
