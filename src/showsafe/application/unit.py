"""The one write path: from an act to an answer that is on disk.

1. Is it whole and known? It says what it has to, its time does not lie ahead, its people and things are on record.
2. Seen this ``act_id``? The first answer again.
3. Load the state of its scope: a snapshot and its tail, then kept in memory.
4. Decide and apply (``step``): permitted, held and refused asks are all recorded, and every report is.
5. Seal: canonical bytes, the device's signature, a checkpoint over the tree.
6. Append: record, tree and projections in one transaction at the expected position. Somebody was faster: back to 2,
   a bounded number of times; never last-write-wins.

A *scope* is the set itself, or one day that was told from a file; scopes share the ledger and nothing else.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from showsafe.application.keys import write_offset
from showsafe.application.nearest import did_you_mean
from showsafe.application.parse import act_as_mapping, names_its_thing, needs
from showsafe.application.ports import Clock, Project, Rulebooks
from showsafe.application.records import body_of, event_of, findings_of
from showsafe.application.snapshots import state_as_bytes, state_from_bytes
from showsafe.application.step import Stepped, step
from showsafe.domain.acts import ANONYMOUS, BY_THE_NODE, KINDS, MAY_BE_ANONYMOUS, Act
from showsafe.domain.apply import apply
from showsafe.domain.events import ASK, LATE, REPORT
from showsafe.domain.named import people_named
from showsafe.domain.state import State
from showsafe.errors import Unusable, WrongInput
from showsafe.ledger import record
from showsafe.ledger.store import Conflict, Entry, Row, Snapshot, Store
from showsafe.ledger.writer import Position, Sealed, Writer
from showsafe.rules.decision import Finding

SET = "set"
"""The scope of the set itself."""

SNAPSHOT_EVERY = 512
"""A scope is snapshot after so many of its records: what opening it costs at the most."""

TRIES = 8
"""How often an act is decided again because somebody else was faster, before it is given back."""

CLOCK_AHEAD = timedelta(minutes=2)
"""How far the clock of a device may be ahead of the node's before its time counts as in the future."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was answered and recorded: the same for the first call and for every repetition of it."""

    number: int
    act_id: str
    door: str
    outcome: str
    would: str
    deviation: bool
    findings: tuple[Finding, ...]
    repeated: bool = False


@dataclass(slots=True)
class _Scope:
    state: State
    since_snapshot: int = 0


@dataclass(slots=True)
class _Batch:
    """Steps that are decided but not yet appended: what an import gathers into one transaction."""

    bodies: list[dict[str, Any]] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    snapshots: list[Snapshot] = field(default_factory=list)
    states: dict[str, _Scope] = field(default_factory=dict)


class Unit:
    """One production unit: its ledger, its rules, its scopes. Safe to call from several threads."""

    def __init__(
        self,
        *,
        store: Store,
        writer: Writer,
        clock: Clock,
        rulebooks: Rulebooks,
        profile: str,
        project: Project,
    ) -> None:
        self.store = store
        self.writer = writer
        self.clock = clock
        self.rulebooks = rulebooks
        self.profile = profile
        self.project = project
        self._scopes: dict[str, _Scope] = {}
        self._position: Position | None = None
        self._one_at_a_time = threading.RLock()

    def open(self, *, device_key: str, offset_minutes: int) -> None:
        """Record the opening of the unit, once: its profile, its place in time, the key of this node."""
        if self.store.size():
            self._as_opened(offset_minutes)
            return
        act = Act(
            kind="open-unit",
            act_id="unit-opened",
            by="node",
            at=self.clock.now(),
            profile=self.profile,
            offset_minutes=offset_minutes,
            device_key=device_key,
        )
        self.record(act, REPORT)

    def _as_opened(self, offset_minutes: int) -> None:
        """The settings beside the ledger still say what the unit was opened with: the rules are not changed by hand."""
        said = record.read(self.store.entry(1).raw).body["act"]
        if said.get("profile") != self.profile or said.get("utc_offset") != write_offset(offset_minutes):
            raise Unusable(
                "settings.changed",
                "The settings of this unit are not those that its first record says.",
                f"Put back profile {said.get('profile')} and offset {said.get('utc_offset')}, or open a new unit.",
            )

    def ask(self, act: Act, scope: str = SET) -> Answer:
        """Ask before it happens: the gates may permit, hold or refuse. The answer is durable when it returns."""
        needs(act)
        if self.clock.now() - act.at > LATE:
            raise WrongInput(
                "input.in-the-past",
                f"The time of this act, {act.at.isoformat()}, is past: it cannot be asked for any more.",
                "Report it; or leave the time out to ask for it now.",
            )
        return self._by_a_person(act, ASK, scope)

    def report(self, act: Act, scope: str = SET) -> Answer:
        """Report what has happened: always recorded, and a deviation where a gate would have refused it."""
        names_its_thing(act)
        return self._by_a_person(act, REPORT, scope)

    def _by_a_person(self, act: Act, door: str, scope: str) -> Answer:
        if act.kind in BY_THE_NODE:
            raise WrongInput(
                "input.unknown-act",
                f"The act {act.kind} is recorded by the program alone.",
                "Use enrol or register.",
            )
        if act.at > self.clock.now() + CLOCK_AHEAD:
            raise WrongInput(
                "input.in-the-future",
                f"The time of this act, {act.at.isoformat()}, is in the future.",
                "Set the clock right, or leave the time out.",
            )
        with self._one_at_a_time:
            self._know_names(act, self.state(scope))
            return self.record(act, door, scope)

    def record(self, act: Act, door: str, scope: str = SET, as_of: datetime | None = None) -> Answer:
        """Decide, seal and append one act.

        Raises Unusable: ``ledger.busy`` when others were faster every time; and what the store raises.
        """
        with self._one_at_a_time:
            for _ in range(TRIES):
                known = self.first_answer(act.act_id)
                if known is not None:
                    self._same_act(known.number, act, door, scope)
                    return known
                try:
                    return self._once(act, door, scope, as_of)
                except Conflict:
                    self.forget()
            raise Unusable(
                "ledger.busy",
                "Other acts were recorded first, again and again.",
                "Ask again; nothing of this act was recorded.",
            )

    def _same_act(self, number: int, act: Act, door: str, scope: str) -> None:
        """An act id stands for one act: what is asked under it again has to be the same."""
        body = record.read(self.store.entry(number).raw).body
        was = (body["kind"], body["by"], body["act"], body["door"], body["scope"])
        if was != (KINDS[act.kind].event, act.by, act_as_mapping(act), door, scope):
            raise WrongInput(
                "input.act-id-taken",
                f"The act id {act.act_id} stands for another act, record {number}.",
                "Give this act an id of its own.",
            )

    def _once(self, act: Act, door: str, scope: str, as_of: datetime | None) -> Answer:
        batch = _Batch()
        stepped = self._step(batch, act, door, scope, as_of)
        self._append(batch)
        return _answer(stepped)

    def gather(self) -> Gathering:
        """Return a gathering: many acts, one transaction. For imports; each is still decided one after the other."""
        return Gathering(self)

    def _step(self, batch: _Batch, act: Act, door: str, scope: str, as_of: datetime | None) -> Stepped:
        received = self.clock.now()
        now = as_of or received
        before = batch.states.get(scope) or self._scope(scope)
        book = self.rulebooks(before.state.profile or act.profile or self.profile)
        number = self._at().frontier.size + len(batch.bodies) + 1
        stepped = step(before.state, act, door=door, rulebook=book, now=now, number=number)
        body = body_of(
            stepped.event, stepped.decision.findings, scope=scope, rulebook=book.edition, received_at=received
        )
        batch.bodies.append(body)
        batch.rows.extend(self.project(scope, before.state, stepped.state, stepped.event))
        after = _Scope(stepped.state, before.since_snapshot + 1)
        if after.since_snapshot >= SNAPSHOT_EVERY:
            batch.snapshots.append(Snapshot(scope, number, state_as_bytes(stepped.state)))
            after.since_snapshot = 0
        batch.states[scope] = after
        return stepped

    def _append(self, batch: _Batch) -> None:
        if not batch.bodies:
            return
        at = self._at()
        sealed: Sealed = self.writer.seal(batch.bodies, at)
        rows = _last_of_each((*batch.rows, *sealed.rows))
        self.store.append(at.frontier.size, sealed.entries, rows, batch.snapshots, sealed.checkpoint)
        self._position = sealed.after
        self._scopes.update(batch.states)

    def first_answer(self, act_id: str) -> Answer | None:
        """Return the answer that an act was given when it was first recorded, or None."""
        number = self.store.number_of(act_id)
        if number is None:
            return None
        body = record.read(self.store.entry(number).raw).body
        return Answer(
            number=number,
            act_id=act_id,
            door=body["door"],
            outcome=body["outcome"],
            would=body["would"],
            deviation=body["deviation"],
            findings=findings_of(body),
            repeated=True,
        )

    def state(self, scope: str = SET) -> State:
        """Return the state of a scope as of the last record."""
        return self._scope(scope).state

    def forget(self) -> None:
        """Drop what is kept in memory; the next act reads the store again."""
        self._scopes.clear()
        self._position = None

    def _at(self) -> Position:
        if self._position is None:
            self._position = self.writer.position(self.store)
        return self._position

    def _scope(self, scope: str) -> _Scope:
        if scope not in self._scopes:
            self._scopes[scope] = _loaded(self.store, scope)
        return self._scopes[scope]

    def _know_names(self, act: Act, state: State) -> None:
        for _key, who in people_named(act):
            if who == ANONYMOUS and act.kind in MAY_BE_ANONYMOUS:
                continue
            if who not in state.people and not (act.kind == "enrol" and who == act.person):
                raise _unknown("person", who, state.people, "Enrol them first.")
        if act.weapon and act.weapon not in state.weapons and act.kind not in ("register", "bring"):
            raise _unknown("weapon", act.weapon, state.weapons, "Register it, or report that it was brought.")
        lots = [act.lot, *(draw.lot for draw in (*(act.rounds or ()), *(act.found or ())))]
        for lot in lots:
            if lot and lot not in state.lots and act.kind not in ("register", "bring", "receive"):
                raise _unknown("lot", lot, state.lots, "Receive it, or report that it was brought.")


class Gathering:
    """Acts of one import: decided one after the other, appended together when it is closed without an error."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self.batch = _Batch()

    def record(self, act: Act, door: str, scope: str, as_of: datetime) -> Stepped:
        """Decide one act on top of those before it."""
        return self.unit._step(self.batch, act, door, scope, as_of)  # noqa: SLF001 - the unit's own helper

    def snapshot(self, scope: str) -> None:
        """Keep the state of a scope as it is after the acts so far."""
        state = self.batch.states[scope].state
        number = self.unit._at().frontier.size + len(self.batch.bodies)  # noqa: SLF001
        self.batch.snapshots = [s for s in self.batch.snapshots if s.scope != scope]
        self.batch.snapshots.append(Snapshot(scope, number, state_as_bytes(state)))

    def close(self) -> None:
        """Append everything in one transaction."""
        self.unit._append(self.batch)  # noqa: SLF001
        self.batch = _Batch()


def rebuilt(entries: Iterable[Entry]) -> State:
    """Return the state that the records of one scope lead to, from the first on."""
    state = State()
    for entry in entries:
        state = apply(state, event_of(record.read(entry.raw).body, entry.number))
    return state


def _loaded(store: Store, scope: str) -> _Scope:
    kept = store.snapshot(scope)
    state = state_from_bytes(kept.state) if kept is not None else None
    after = kept.number if kept is not None and state is not None else 0
    state = state or State()
    tail = 0
    for entry in store.scope_entries(scope, after):
        state = apply(state, event_of(record.read(entry.raw).body, entry.number))
        tail += 1
    return _Scope(state, tail)


def _last_of_each(rows: Sequence[Row]) -> tuple[Row, ...]:
    return tuple({(row.name, row.key): row for row in rows}.values())


def _answer(stepped: Stepped) -> Answer:
    event = stepped.event
    return Answer(
        number=event.number,
        act_id=event.act.act_id,
        door=event.door,
        outcome=event.outcome,
        would=event.would,
        deviation=event.deviation,
        findings=stepped.decision.findings,
    )


def _unknown(what: str, name: str, known: Iterable[str], now: str) -> WrongInput:
    meant = f"{did_you_mean(name, known)} {now}".strip()
    return WrongInput(f"input.unknown-{what}", f"No {what} {name} is on record.", meant)
