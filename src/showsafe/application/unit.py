"""The one write path: from an act to an answer that is on disk.

1. Is it whole and known? It says what it has to, its time does not lie ahead, its people and things are on record.
2. Seen this ``act_id``? The first answer again.
3. Load the state of its scope: a snapshot and its tail, then kept in memory.
4. Decide and apply (``step``): permitted, held and refused asks are all recorded, and every report is.
5. Seal: canonical bytes, the device's signature, and those of the people who sign with it.
6. Append: records, tree, checkpoint and projections in one transaction at the expected position (``group``: acts that
   come at the same moment share it). Somebody was faster: back to 2, a bounded number of times; never last-write-wins.

A *scope* is the set itself, or one day that was told from a file; scopes share the ledger and nothing else.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from showsafe.application import admission, personal, spans
from showsafe.application.admission import as_opened, know_keys, know_names, may_sign, same_act
from showsafe.application.along import ALONE, Along
from showsafe.application.group import Batch, Group
from showsafe.application.parse import names_its_thing, needs
from showsafe.application.ports import Clock, Project, Rulebooks
from showsafe.application.records import body_of, counts_of, findings_of
from showsafe.application.seconded import flags
from showsafe.application.snapshots import state_as_bytes
from showsafe.application.states import Scope, loaded
from showsafe.application.step import Stepped, step
from showsafe.application.telling.subscribed import Subscribed, Telling
from showsafe.domain.acts import BY_THE_NODE, Act
from showsafe.domain.events import ASK, LATE, REPORT
from showsafe.domain.named import NODE
from showsafe.domain.state import State
from showsafe.errors import Unusable, WrongInput
from showsafe.ledger import base64text, record
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.store import Conflict, Snapshot, Store
from showsafe.ledger.writer import Position, Sealed, Writer, node_key_row
from showsafe.rules.decision import Finding

SET = admission.SET
"""The scope of the set itself."""

SNAPSHOT_EVERY = 512
"""A scope is snapshot after so many of its records: what opening it costs at the most."""

GRAVE = ("incident", "freeze", "stop", "find-live", "unplanned-discharge")
"""After these, ``Unit.grave`` is called: it returns at once, and has witnesses and time authorities asked."""

TRIES = 8
"""How often an act is decided again because somebody else was faster, before it is given back."""

CLOCK_AHEAD = timedelta(minutes=2)
"""How far the clock of a device may be ahead of the node's before its time counts as in the future."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was answered and recorded: the same for the first call and for every repetition of it.

    ``counts`` are the places, from 1, of the steps of a refused cycle that count as done.
    """

    number: int
    act_id: str
    door: str
    outcome: str
    would: str
    deviation: bool
    findings: tuple[Finding, ...]
    repeated: bool = False
    flags: tuple[str, ...] = ()
    counts: tuple[int, ...] = ()


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
        salt: Callable[[], bytes] = lambda: secrets.token_bytes(personal.SALT_BYTES),
    ) -> None:
        self.store = store
        self.writer = writer
        self.clock = clock
        self.rulebooks = rulebooks
        self.profile = profile
        self.project = project
        self.salt = salt
        self.grave: Callable[[], None] = lambda: None
        self.telling: Telling = Subscribed()
        self._scopes: dict[str, Scope] = {}
        self._position: Position | None = None
        self._group = Group(self._append, self._begin, self.forget)

    def open(
        self, *, device_key: str, offset_minutes: int, settings: bytes = b"", own_profile: bytes = b""
    ) -> None:
        """Record the opening of the unit, once: profile (its bytes where it is an own one), place, key, settings."""
        if self.store.size():
            as_opened(record.read(self.store.entry(1).raw).body, self.profile, offset_minutes)
            return
        act = Act(
            kind="open-unit",
            act_id="unit-opened",
            by=NODE,
            at=self.clock.now(),
            profile=self.profile,
            offset_minutes=offset_minutes,
            device_key=device_key,
            settings=hashlib.sha256(settings).hexdigest() if settings else "",
        )
        self.record(act, REPORT, along=Along(tuple(each for each in (settings, own_profile) if each)))

    def ask(self, act: Act, scope: str = SET, along: Along = ALONE) -> Answer:
        """Ask before it happens: the gates may permit, hold or refuse. The answer is durable when it returns."""
        needs(act)
        if self.clock.now() - act.at > LATE:
            raise WrongInput(
                "input.in-the-past",
                f"The time of this act, {act.at.isoformat()}, is past: it cannot be asked for any more.",
                "Report it; or leave the time out to ask for it now.",
            )
        return self._by_a_person(act, ASK, scope, along)

    def report(self, act: Act, scope: str = SET, along: Along = ALONE) -> Answer:
        """Report what has happened: always recorded, and a deviation where a gate would have refused it."""
        names_its_thing(act)
        return self._by_a_person(act, REPORT, scope, along)

    @spans.of_an_act
    def _by_a_person(self, act: Act, door: str, scope: str, along: Along) -> Answer:
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
        return self._recorded(act, door, scope, None, along, named=True)

    def record(
        self, act: Act, door: str, scope: str = SET, as_of: datetime | None = None, along: Along = ALONE
    ) -> Answer:
        """Decide, seal and append one act.

        Raises Unusable: ``ledger.busy`` when others were faster every time; and what the store raises.
        """
        return self._recorded(act, door, scope, as_of, along)

    def _recorded(
        self, act: Act, door: str, scope: str, as_of: datetime | None, along: Along, *, named: bool = False
    ) -> Answer:
        for _ in range(TRIES):
            with self._group.turn():
                if named:
                    know_names(act, self.state(scope))
                known = self.first_answer(act.act_id)
                if known is not None:
                    body = record.read(self.store.entry(known.number).raw).body
                    same_act(body, known.number, (act, door, scope), self.store.personal)
                    return known
                if named:
                    keys = self.state(SET).keys
                    know_keys(act, scope, keys)
                    may_sign(act, along.cosigners, keys)
                batch = self._group.holding(act.act_id)
                stepped = None
                if batch is None:
                    batch = self._group.open()
                    stepped = self._step(batch, act, door, scope, as_of, along)
                    self._scopes.update(batch.states)
            try:
                self._group.commit(batch)
            except Conflict:
                continue
            if stepped is not None:
                if act.kind in GRAVE:
                    self.grave()
                return replace(_answer(stepped), flags=along.flags())
        raise _busy()

    def gather(self) -> Gathering:
        """Return a gathering: many acts, one transaction. For imports; each is still decided one after the other."""
        self._group.drain()
        return Gathering(self)

    def _step(
        self, batch: Batch, act: Act, door: str, scope: str, as_of: datetime | None, along: Along = ALONE
    ) -> Stepped:
        received = along.received_at or self.clock.now()
        before = batch.states.get(scope) or self._scope(scope)
        book = self.rulebooks(before.state.profile or act.profile or self.profile)
        now, number = as_of or received, batch.base + len(batch.entries) + 1
        sealing = personal.seal(act, before.state, self.salt, along.salts)

        def decided(act: Act) -> Stepped:
            return step(
                before.state, act, door=door, rulebook=book, now=now, number=number, sealed=sealing.names
            )

        stepped = decided(personal.naming_what_goes(act, before.state))
        if act.kind == "erase" and not stepped.event.good:
            stepped = decided(act)
        body = body_of(
            stepped.event, stepped.decision.findings, scope=scope, rulebook=book.edition, received_at=received
        )
        along.put(body, self.writer.unit, batch.states.get(SET, before).state.keys)
        entry, at = self.writer.seal_one(body, batch.at, along.cosigners)
        rows = self.project(scope, before.state, stepped.state, stepped.event)
        batch.take(entry, at, rows)
        batch.tell += self.telling.of(scope, before.state, stepped.state, stepped.event)
        batch.attachments.extend(along.attachments)
        batch.personal.extend(sealing.values)
        if act.kind == "open-unit":
            batch.put(node_key_row(act.device_key, number))
        after = Scope(stepped.state, before.since_snapshot + 1)
        if after.since_snapshot >= SNAPSHOT_EVERY:
            batch.snapshots[scope] = Snapshot(scope, number, state_as_bytes(stepped.state))
            after.since_snapshot = 0
        batch.states[scope] = after
        if act.kind == "erase":
            self._erase(batch, stepped, scope, as_of)
        return stepped

    def _erase(self, batch: Batch, stepped: Stepped, scope: str, as_of: datetime | None) -> None:
        """What an erasure names goes, and no snapshot keeps it; where one record cannot name all, another follows.

        A day that was told twice has the same people in both tellings.
        """
        act = stepped.event.act
        if not stepped.event.good:
            return
        batch.erased.extend(act.commitments)
        batch.states[scope].since_snapshot = 0
        batch.snapshots[scope] = Snapshot(scope, stepped.event.number, state_as_bytes(stepped.state))
        for other in personal.where_more_is(act, scope, self.store.scopes()):
            known = batch.states.get(other) or self._scope(other)
            if known.state.sealed.get(act.person):
                again = replace(act, act_id=f"{act.act_id}.{stepped.event.number}", commitments=())
                self._step(batch, again, REPORT, other, as_of)
                return

    def take_over(self, key: DeviceKey) -> Answer:
        """Record that another key of this node signs from now on; the checkpoint over that record is its first.

        Raises Unusable: ``ledger.busy``.
        """
        old = self.writer.key
        act = Act(
            kind="rotate-key",
            act_id=f"node-key-{key.id}",
            by=NODE,
            at=self.clock.now(),
            key_id=old.id,
            key=base64text.encode(key.public),
            new_key_id=key.id,
        )
        for _ in range(TRIES):
            self._group.drain()
            batch = self._begin()
            stepped = self._step(batch, act, REPORT, SET, None, Along(cosigners=(key,)))
            batch.put(node_key_row(act.key, stepped.event.number))
            batch.next_key = key
            try:
                self._close(batch)
            except Conflict:
                continue
            return _answer(stepped)
        raise _busy()

    def _close(self, batch: Batch) -> None:
        """Append what was gathered, and go on from its states."""
        self._group.commit_alone(batch, lambda: self._scopes.update(batch.states))

    def _begin(self) -> Batch:
        at = self._at()
        return Batch(at.frontier.size, at)

    def _append(self, batch: Batch) -> None:
        if not batch.entries:
            return
        sealed: Sealed = self.writer.finish(batch.entries, batch.at, batch.next_key)
        rows = {**batch.rows, **{(row.name, row.key): row for row in sealed.rows}}
        self.store.append(
            batch.base,
            sealed.entries,
            tuple(rows.values()),
            tuple(batch.snapshots.values()),
            sealed.checkpoint,
            batch.beside(),
        )
        self._position = sealed.after
        if batch.tell:
            self.telling.wake()
        if batch.next_key is not None:
            self.writer, self._position = Writer(self.writer.unit, batch.next_key), None

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
            flags=flags(body),
            counts=counts_of(body),
        )

    def state(self, scope: str = SET) -> State:
        """Return the state of a scope as of the last record."""
        return self._scope(scope).state

    def settle(self) -> None:
        """Return when nothing that was decided before is still on its way to the disk."""
        self._group.drain()

    def forget(self) -> None:
        """Drop what is kept in memory; the next act reads the store again."""
        self._scopes.clear()
        self._position = None

    def _at(self) -> Position:
        if self._position is None:
            self._position = self.writer.position(self.store)
        return self._position

    def _scope(self, scope: str) -> Scope:
        if scope not in self._scopes:
            self._scopes[scope] = loaded(self.store, scope)
        return self._scopes[scope]


class Gathering:
    """Acts of one import: decided one after the other, appended together when it is closed without an error."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self.batch = unit._begin()  # noqa: SLF001 - the unit's own helper

    def record(self, act: Act, door: str, scope: str, as_of: datetime, along: Along = ALONE) -> Stepped:
        """Decide one act on top of those before it."""
        return self.unit._step(self.batch, act, door, scope, as_of, along)  # noqa: SLF001 - as above

    def snapshot(self, scope: str) -> None:
        """Keep the state of a scope as it is after the acts so far."""
        state = self.batch.states[scope].state
        number = self.batch.base + len(self.batch.entries)
        self.batch.snapshots[scope] = Snapshot(scope, number, state_as_bytes(state))

    def close(self) -> None:
        """Append everything in one transaction."""
        self.unit._close(self.batch)  # noqa: SLF001
        self.batch = self.unit._begin()  # noqa: SLF001


def _busy() -> Unusable:
    return Unusable(
        "ledger.busy",
        "Other acts were recorded first, again and again.",
        "Ask again; nothing of this act was recorded.",
    )


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
        counts=event.counts,
    )
