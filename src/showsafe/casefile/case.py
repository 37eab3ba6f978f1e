"""The one write path of a case: from an act of somebody to a record that is on disk.

1. Is it an act of the table, with the keys of its row?
2. Seen its ``act_id``? The first answer again.
3. May it be recorded, as the case is now (``rules``)? Of two refusals the asking itself is recorded.
4. Seal: personal values become commitments, the node signs, the tree grows.
5. Append records and values in one transaction. Somebody was faster: back to 2, a bounded number of times.
6. Fold the new record into the state that is kept; after an erasure the state is made anew from what is left.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from showsafe.application.case_words import RULEBOOK, SCOPE
from showsafe.application.personal import MOST_ERASED, SALT_BYTES
from showsafe.application.ports import Clock
from showsafe.application.records import stamp
from showsafe.application.sealing import commitments_in, opener, seal, standing_for
from showsafe.casefile import erasing, kinds, rules
from showsafe.casefile.filled import filled
from showsafe.casefile.fold import fold
from showsafe.casefile.held_to_text import held
from showsafe.casefile.kinds import KINDS, Kind
from showsafe.casefile.recorded import head_of, of_its_production
from showsafe.casefile.state import CaseState
from showsafe.errors import Unusable, WrongInput
from showsafe.ledger import record
from showsafe.ledger.store import Beside, Conflict, Entry, Personal, Store
from showsafe.ledger.writer import Writer

TRIES = 8
"""How often an act is tried again because another record came first."""

CLOCK_AHEAD = timedelta(minutes=2)
"""How far the time of an act may lie ahead of the node's clock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAct:
    """Somebody does something in a case: the act, its keys as the table has them, and what is attached to it."""

    kind: str
    by: str
    act_id: str
    at: datetime
    said: Mapping[str, Any] = field(default_factory=dict)
    attachments: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What was recorded: number and name of the record, and its keys as they stand in it.

    ``id`` is what the act made: a source, a person, an entry of the history; else "".
    """

    number: int
    act_id: str
    record: str
    act: Mapping[str, Any]
    id: str = ""
    repeated: bool = False


class Case:
    """One case: its ledger and its state. Safe to use from several threads."""

    def __init__(
        self,
        *,
        store: Store,
        writer: Writer,
        clock: Clock,
        salt: Callable[[], bytes] = lambda: secrets.token_bytes(SALT_BYTES),
    ) -> None:
        """Join a case from the ledger of its directory; its state is made from the records when it is first asked."""
        self.store = store
        self.writer = writer
        self.clock = clock
        self.salt = salt
        self.opened = opener(store.personal)
        self._lock = threading.RLock()
        self._state = CaseState()

    @property
    def id(self) -> str:
        """The id of the case, which is the unit of its ledger."""
        return self.writer.unit

    def state(self) -> CaseState:
        """Return the state as of the last record; it never changes, the next one is another."""
        with self._lock:
            return self._caught_up()

    def today(self) -> str:
        """Return the day of the node's clock, in UTC."""
        return stamp(self.clock.now())[:10]

    def do(self, act: CaseAct) -> Done:
        """Record one act; durable when it returns.

        Raises WrongInput with what stands against it (``rules``, ``kinds``); the asking of ``rules.KEPT`` is then on
        record. Raises Unusable ``ledger.busy`` where others were faster every time.
        """
        said = kinds.read(act.kind, act.said)
        if act.at > self.clock.now() + CLOCK_AHEAD:
            raise WrongInput(
                "input.in-the-future",
                "The time of this act lies ahead.",
                "Set the clock right, or leave it out.",
            )
        with self._lock:
            for _ in range(TRIES):
                state = self._caught_up()
                number = self.store.number_of(act.act_id)
                if number is not None:
                    return self._again(number, act, said)
                try:
                    return self._record(state, act, said)
                except Conflict:
                    continue
        raise Unusable(
            "ledger.busy",
            "Other acts were recorded first, again and again.",
            "Ask again; nothing of this act was recorded.",
        )

    def _caught_up(self) -> CaseState:
        size = self.store.size()
        if self._state.number < size:
            self._state = folded(self.store, self._state, size)
        return self._state

    def _record(self, state: CaseState, act: CaseAct, said: Mapping[str, Any]) -> Done:
        row = KINDS[act.kind]
        now = self.clock.now()
        whole = filled(state, act.kind, said, act.by)
        refusal = None
        try:
            rules.check(state, act.kind, whole, act.by, stamp(now)[:10])
            if act.kind != "look":  # its id is made by the program
                rules.nobody_in(state, "the id of this act", (act.act_id,))
            _attached(state, act, whole)
            if act.kind == "read-source":
                held(state, whole, self.opened)
        except WrongInput as error:
            if error.code not in rules.KEPT:
                raise
            refusal = error
        bodies, values = self._bodies(state, act, whole, now, refusal)
        number = self._append(bodies, act, values, erased=_gone(bodies, row, refusal))
        if refusal is not None:
            raise refusal
        return _done(number, bodies[0])

    def _bodies(
        self,
        state: CaseState,
        act: CaseAct,
        whole: Mapping[str, Any],
        now: datetime,
        refusal: WrongInput | None,
    ) -> tuple[list[dict[str, Any]], list[Personal]]:
        row = KINDS[act.kind]
        keys, values = self._sealed(row, whole)
        if act.kind == "erase" and refusal is None:
            sums = erasing.what_goes(state, whole["what"])
            parts = [list(sums[at : at + MOST_ERASED]) for at in range(0, len(sums), MOST_ERASED)]
        else:
            parts = [[]]
        bodies = []
        for place, part in enumerate(parts):
            own = {**keys, "commitments": part} if act.kind == "erase" else keys
            name = act.act_id if place == 0 else f"{act.act_id}.{place + 1}"
            bodies.append(body_of(row, replace(act, act_id=name, said=own), now, refusal))
        return bodies, values

    def _sealed(self, row: Kind, whole: Mapping[str, Any]) -> tuple[dict[str, Any], list[Personal]]:
        keys: dict[str, Any] = {}
        values = []
        for key, value in whole.items():
            if not row.keys[key].sealed:
                keys[key] = value
                continue
            kept = seal(value, self.salt())
            values.append(kept)
            keys[key] = standing_for(kept.commitment)
        return keys, values

    def _append(
        self, bodies: list[dict[str, Any]], act: CaseAct, values: list[Personal], erased: tuple[str, ...]
    ) -> int:
        at = self.writer.position(self.store)
        sealed = self.writer.seal(bodies, at)
        beside = Beside(attachments=act.attachments, personal=tuple(values), erased=erased)
        self.store.append(at.frontier.size, sealed.entries, sealed.rows, (), sealed.checkpoint, beside)
        # What was erased is in the state that is kept, so that state goes too.
        before = CaseState() if erased else self._state
        self._state = folded(self.store, before, self.store.size())
        return sealed.entries[0].number

    def _again(self, number: int, act: CaseAct, said: Mapping[str, Any]) -> Done:
        """Return the first answer to an act that is recorded; raises WrongInput ``case.other-act`` for another one."""
        body = record.read(self.store.entry(number).raw).body
        row = kinds.RECORDS.get(body["kind"])
        if (
            row is None
            or row.act != act.kind
            or body["by"] != act.by
            or not self._same(row, body["act"], said)
        ):
            raise WrongInput(
                "case.other-act",
                f"The id {act.act_id[:60]} is that of another act, in record {number}.",
                "Give this act an id of its own.",
            )
        if body["kind"] == row.refused:
            told = body["findings"][0]
            raise WrongInput(told["code"], told["says"], told["next"])
        return replace(_done(number, body), repeated=True)

    def _same(self, row: Kind, kept: Mapping[str, Any], said: Mapping[str, Any]) -> bool:
        """Whether the keys in a record are those that are said now; of what was erased nobody can say otherwise."""
        sealed = commitments_in(kept)
        for key, one in row.keys.items():
            if one.filled and said.get(key) == one.default:
                continue
            if key in sealed:
                value = self.opened(sealed[key])
                if value is not None and value != _plain(said.get(key)):
                    return False
            elif kept.get(key) != _plain(said.get(key)):
                return False
        return True


def folded(store: Store, state: CaseState, size: int) -> CaseState:
    """Return the state after the records up to a number, from that of an earlier one."""
    opened = opener(store.personal)
    for entry in store.entries(state.number + 1, size):
        state = fold(state, entry.number, body_in(entry), opened)
    return state


def body_in(entry: Entry) -> dict[str, Any]:
    """Return the body of a record."""
    return record.read(entry.raw).body


def body_of(row: Kind, act: CaseAct, now: datetime, refusal: WrongInput | None) -> dict[str, Any]:
    """Return the body of the record of an act, without its place in the ledger."""
    findings = [] if refusal is None else [_finding(refusal)]
    body: dict[str, Any] = {
        "scope": SCOPE,
        "act_id": act.act_id,
        "kind": row.refused if refusal is not None else row.record,
        "version": 1,
        "by": act.by,
        "act": dict(act.said),
        "door": "report",
        "outcome": "record",
        "would": "permit" if refusal is None else "refuse",
        "deviation": False,
        "findings": findings,
        "rulebook": RULEBOOK,
        "claimed_at": stamp(act.at),
        "received_at": stamp(now),
        "as_of": stamp(now),
    }
    if act.attachments and refusal is None:
        body["attachments"] = sorted({hashlib.sha256(each).hexdigest() for each in act.attachments})
    return body


def _finding(refusal: WrongInput) -> dict[str, Any]:
    return {
        "code": refusal.code,
        "gate": SCOPE,
        "weight": "refuse",
        "says": refusal.says,
        "next": refusal.now,
        "clauses": [],
    }


def _plain(value: Any) -> Any:  # noqa: ANN401 - the value of any key
    """Return a value with lists in the place of tuples, as it comes back from beside a record."""
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return value


def _gone(bodies: list[dict[str, Any]], row: Kind, refusal: WrongInput | None) -> tuple[str, ...]:
    if row.act != "erase" or refusal is not None:
        return ()
    return tuple(each for body in bodies for each in body["act"]["commitments"])


def _attached(state: CaseState, act: CaseAct, whole: Mapping[str, Any]) -> None:
    """Let an act pass whose attachments are those that it names.

    Raises WrongInput ``case.attachments``, ``case.not-its-bundle``, ``case.another-ledger``.
    """
    sums = {hashlib.sha256(each).hexdigest() for each in act.attachments}
    named = {whole["bundle"]} if act.kind == "take-record" else set()
    if sums != named:
        raise WrongInput(
            "case.attachments",
            "What is attached is not what the act names.",
            "Attach the bundle that is taken, and nothing else: files of an export go into its key files.",
        )
    for bundle in act.attachments:
        if head_of(bundle) != (whole["size"], whole["root"]):
            raise WrongInput(
                "case.not-its-bundle",
                "Size and root are not those of the checkpoint in this bundle.",
                "Give an evidence bundle, with the size and root that its checkpoint says.",
            )
        if not of_its_production(state, bundle):
            raise WrongInput(
                "case.another-ledger",
                "This bundle is of another ledger than that of the production of this case.",
                "Open a case of its own for it.",
            )


def _done(number: int, body: Mapping[str, Any]) -> Done:
    act = body["act"]
    made = act.get("id", "") or (f"h{number}" if body["kind"] == "history-added" else "")
    return Done(number=number, act_id=body["act_id"], record=body["kind"], act=act, id=made)
