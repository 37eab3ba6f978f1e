"""Rows that become acts of the unit: asked one after the other by the rules, and recorded together or not at all.

Every row is an act of the one write path, by the person who imports. Each is decided on top of those before it, so that
a file is held against itself too. Where an act needs a second person, it is held until that person says so: nothing is
filled in for them. A file that was imported already adds nothing when it comes again: what is on record is told by the
state of the unit, and the id of an act follows from what its row says.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from showsafe.application.admission import know_names
from showsafe.application.along import Along
from showsafe.application.keys import plain
from showsafe.application.parse import act_from, needs
from showsafe.application.unit import SET, Gathering, Unit
from showsafe.books.tables.cells import Fault
from showsafe.books.tables.registry import BAD, GOOD, WAITS, Done, Judged, Plan
from showsafe.books.tables.source import Source, Wish
from showsafe.domain.acts import Act
from showsafe.domain.apply import PENDING_KEPT
from showsafe.domain.changing import replace
from showsafe.domain.events import ASK, HOLD, REFUSE
from showsafe.domain.state import State
from showsafe.domain.things import Certificate, Credential
from showsafe.errors import Unusable, WrongInput
from showsafe.ledger.store import Conflict
from showsafe.rules.decision import Decision, Finding, Weight

TRIES = 5
"""So often an import is decided again because others recorded meanwhile."""

_COLUMNS = {
    "custodian.serial-twice": "serial",
    "custodian.tag-twice": "tag",
    "live.arriving": "kind",
    "rounds.not-sealed": "state",
    "papers.weapon-class": "class",
    "papers.certificate": "certificates",
    "papers.modified": "modified",
}
"""Which cell of a row a finding is about, where it is about one."""


@dataclass(slots=True)
class Draft:
    """One row on its way to an act: how it is judged so far, the kind of the act, and its keys by their names.

    ``known`` says that all of it is on record already.
    """

    judged: Judged
    kind: str
    keys: Mapping[str, Any]
    known: bool = False
    act: Act | None = None


@dataclass(slots=True)
class _Import:
    """The acts of one import, decided and not recorded."""

    unit: Unit
    drafts: list[Draft]
    along: Along
    said: dict[str, list[tuple[Judged, Fault]]] = field(default_factory=dict)
    gathering: Gathering | None = None

    def decide(self) -> None:
        """Decide every act on top of those before it, and write down what the rules say of its row."""
        self.said.clear()
        self.gathering = self.unit.gather()
        room = PENDING_KEPT - len(self.unit.state(SET).pending)
        for draft in self.drafts:
            if draft.act is None or draft.judged.outcome == BAD:
                continue
            now = self.unit.clock.now()
            stepped = self.gathering.record(draft.act, ASK, SET, now, self.along)
            self._judge(draft.judged, stepped.decision)
            room -= draft.judged.outcome == WAITS
            if draft.judged.outcome == WAITS and room < 0:
                draft.judged.bad(_no_room(draft.judged.row.at))

    def _judge(self, judged: Judged, decision: Decision) -> None:
        outcome = decision.outcome
        judged.outcome = BAD if outcome == REFUSE else WAITS if outcome == HOLD else GOOD
        for finding in decision.findings:
            at = judged.row.where(_COLUMNS.get(finding.code, ""))
            if finding.weight == Weight.REFUSE:
                judged.faults.append(_fault(at, finding))
            elif finding.weight == Weight.NOTE:
                fault = _fault(at, finding)
                self.said.setdefault(f"{finding.says} {finding.next}", []).append((judged, fault))

    def of_all(self) -> list[str]:
        """Return what the rules note of many rows, each once; what they note of one row alone is written down there."""
        shared: list[str] = []
        for text, noted in self.said.items():
            if len(noted) > 1:
                shared.append(f"{text} ({len(noted)} rows)")
            else:
                judged, fault = noted[0]
                judged.notes.append(fault)
        return shared

    def commit(self) -> Done:
        """Record what is good in one transaction; what changed meanwhile is decided again.

        Raises WrongInput ``table.moved-on`` where a row is not what it was, Unusable ``ledger.busy``.
        """
        if any(draft.judged.outcome == BAD and draft.act is not None for draft in self.drafts):
            self.drafts = [draft for draft in self.drafts if draft.judged.outcome != BAD]
            self._again()
        for _ in range(TRIES):
            gathering = self.gathering
            if gathering is None:
                break
            first, count = gathering.batch.base + 1, len(gathering.batch.entries)
            try:
                gathering.close()
            except Conflict:
                self._again()
                continue
            return Done(count, tuple(range(first, first + count)))
        raise Unusable(
            "ledger.busy",
            "Others recorded acts all the time while this was imported.",
            "Import it when the set is quiet; nothing of it was recorded.",
        )

    def _again(self) -> None:
        before = [draft.judged.outcome for draft in self.drafts]
        self.decide()
        if before != [draft.judged.outcome for draft in self.drafts]:
            raise WrongInput(
                "table.moved-on",
                "The record changed meanwhile, and a row is not what it was in the dry run.",
                "Look at the dry run again; nothing was imported.",
            )


def plan(drafts: Sequence[Draft], source: Source, wish: Wish) -> Plan:
    """Return the plan of an import whose rows become acts; nothing is recorded.

    Raises WrongInput: ``table.nobody`` where nobody says who imports, ``input.unknown-person``; Unusable
    ``table.only-looking`` where the unit was opened for looking only.
    """
    unit = source.unit
    if unit is None:
        raise Unusable(
            "table.only-looking", "This was opened for looking only.", "Open the unit for writing."
        )
    if not wish.by:
        raise WrongInput("table.nobody", "Nobody says who imports this.", "Say who it is: --by PERSON.")
    for draft in drafts:
        if not draft.known and draft.judged.outcome != BAD:
            _make(draft, source, wish)
    _names(drafts, source.state)
    running = _Import(unit, list(drafts), wish.along)
    running.decide()
    return Plan([draft.judged for draft in drafts], running.commit, running.of_all())


def _make(draft: Draft, source: Source, wish: Wish) -> None:
    keys = {key: _as_said(value) for key, value in draft.keys.items()}
    try:
        act = act_from(
            draft.kind, keys, act_id="import", by=wish.by, at=source.now, where=draft.judged.row.at
        )
        needs(act)
        wish.passes(act)
    except WrongInput as error:
        at = draft.judged.row.at
        draft.judged.bad(Fault(at, error.code, f"{at}: {error.says}", error.now))
        return
    draft.act = _with_id(act, keys, source)


def _as_said(value: Any) -> Any:  # noqa: ANN401 - of any key
    """Return a value in the form in which an act is told it: papers as tables."""
    if isinstance(value, tuple):
        return [_as_said(each) for each in value]
    return plain(value) if isinstance(value, (Certificate, Credential)) else value


def _with_id(act: Act, keys: Mapping[str, Any], source: Source) -> Act:
    """Give an act the id that follows from what its row says; one that is taken by then has a number behind it."""
    said = json.dumps([act.kind, keys], sort_keys=True, default=str)
    base = f"import-{hashlib.sha256(said.encode()).hexdigest()[:24]}"
    act_id, number = base, 1
    while source.store.number_of(act_id) is not None:
        number += 1
        act_id = f"{base}-{number}"
    return replace(act, act_id=act_id)


def _names(drafts: Sequence[Draft], state: State) -> None:
    """Nobody and nothing that is not on record is named: the first act that does says so for all."""
    for draft in drafts:
        if draft.act is None or draft.judged.outcome == BAD:
            continue
        try:
            know_names(draft.act, state)
        except WrongInput as error:
            at = draft.judged.row.at
            draft.judged.bad(Fault(at, error.code, f"{at}: {error.says}", error.now))


def twice(drafts: Sequence[Draft], what: str, value: Callable[[Draft], str]) -> None:
    """Mark rows that name one thing twice, all but the first as bad."""
    first: dict[str, Judged] = {}
    for draft in drafts:
        said = value(draft)
        if not said:
            continue
        if said in first:
            at = draft.judged.row.where(what)
            before = first[said].row.where(what)
            draft.judged.bad(
                Fault(
                    at, "table.twice", f"{at}: {what} {said} is in {before} too.", "One row for each thing."
                )
            )
        else:
            first[said] = draft.judged


def differs(draft: Draft, known: Mapping[str, Any], *, fixed: Sequence[str]) -> None:
    """Hold a row against what is on record of the same thing: what describes it may not differ; the rest is a note.

    ``known`` has what is on record, by column; what the row does not say is not asked.
    """
    judged = draft.judged
    for column, said in draft.keys.items():
        was = known.get(column)
        if column not in known or was in (None, "", (), 0) or said in (None, "", ()) or was == said:
            continue
        at = judged.row.where(column)
        says = f"{at}: {judged.name} is on record with {column} {_shown(was)}, and this says {_shown(said)}."
        if column in fixed:
            now = "Look at the thing itself. Another one, or another delivery, gets a name of its own."
            judged.bad(Fault(at, "custodian.described-otherwise", says, now))
        else:
            judged.notes.append(Fault(at, "table.kept", says, "The record keeps what it has."))


def _shown(value: Any) -> str:  # noqa: ANN401 - of any column
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _no_room(at: str) -> Fault:
    """Older asks would lapse to make room, and nobody could confirm them any more."""
    says = (
        f"{at}: No more than {PENDING_KEPT} acts wait for a second person at once, and this is one too many."
    )
    return Fault(
        at, "table.too-many-wait", says, "Import the good rows, let them be confirmed, then the list again."
    )


def _fault(at: str, finding: Finding) -> Fault:
    return Fault(at, finding.code, f"{at}: {finding.says}", finding.next)
