"""One step of the write path, pure: decide an act, and say which event comes of it.

Both the ledger's own path (``unit``) and the replay of told days go through here, so that there is one way in
which an act is answered.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from showsafe.domain.acts import Act
from showsafe.domain.apply import apply
from showsafe.domain.events import ASK, RECORD, Event
from showsafe.domain.state import State
from showsafe.rules.decide import decide
from showsafe.rules.decision import Decision
from showsafe.rules.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Stepped:
    """What one act led to: the decision, the event, and the state after it."""

    decision: Decision
    event: Event
    state: State


def step(
    state: State,
    act: Act,
    *,
    door: str,
    rulebook: Rulebook,
    now: datetime,
    number: int,
    sealed: tuple[tuple[str, str], ...] = (),
) -> Stepped:
    """Decide an act as of ``now`` and apply the event that comes of it under record ``number``.

    ``sealed`` are its personal keys with their commitments; an act that another one completes has its own already.
    """
    decided = decide(state, act, rulebook, now, door)
    decision = decided.decision
    pending = state.pending.get(decided.completes.act_id) if decided.completes is not None else None
    event = Event(
        number=number,
        act=act,
        door=door,
        outcome=decision.outcome if door == ASK else RECORD,
        would=decision.outcome,
        at=now,
        gates=decision.gates_against,
        codes=decision.codes_against,
        completes=decided.completes,
        did=decided.did,
        sealed=sealed if pending is None else pending.sealed,
    )
    return Stepped(decision, event, apply(state, event))
