"""``decide(state, act, rulebook, now)``: every gate of the act runs, and the gravest finding wins.

Four sentences govern all gates:

1. No gates means refuse: a rulebook without a row for an act refuses it.
2. A gate that breaks means refuse, and it is named.
3. Every gate runs, so that a person sees all the reasons at once.
4. Refuse outweighs hold, hold outweighs permit.

And one stands above them: nothing ever refuses the safe direction. There a finding is at most a note; the misfire
wait alone limits *opening*. An ask about what is told rather than asked (a cut, a shot) is never refused either, but
for leaving a weapon or a box to nobody and for a weapon that nobody enrolled.

A run is opened by all gates, asked as of the hand-over that it prepares. A cycle is the single acts that it holds, each
decided after the one before it (``cycles``): it is permitted where every one is, and the first that is not, with all
its reasons, is the answer to the whole. Refused, what it says in the safe direction counts all the same.

The issue of a file is its hand-overs, each decided by itself: one that would not be permitted drops out by name, and
the rest go on.

Two acts answer an answer. Both decide the act that they name again, as of now, and it happens only if nothing is left
against it:

5. A *confirm* comes from somebody other than who asked, and fills in the second person of an act that was held. What
   changed since it was asked is asked anew: nobody's yes is to what they have not seen.
6. An *override* comes from producer and safety advisor together, over an act that was refused. It lifts no hold, no
   gate of ``NEVER_OVERRIDDEN``, no code of ``NEVER_CODES``, and no gate that is missing or breaks; and it enrols no
   key and erases nobody, opens no run and lets no cycle pass.

What is asked is still to be done: of what is frozen it is asked as of now, whatever time it claims, and so is what was
held before; a release alone is of its own time, since nobody reviewed what came after it. Only a report tells of
before. Of a confirm and an override all gates are asked as of when they were said.

Reported (door *report*), an act meets the same gates, and what they would have said is recorded with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from showsafe.domain import files
from showsafe.domain.acts import KINDS, OF_A_RUN, OF_KEYS, OF_THE_LEDGER, Act, Sight, said
from showsafe.domain.apply import apply
from showsafe.domain.changing import replace
from showsafe.domain.events import ASK, HOLD, PERMIT, RECORD, REFUSE, REPORT, Did, Event
from showsafe.domain.named import NODE
from showsafe.domain.state import Pending, State
from showsafe.rules.cycles import OF_A_REFUSAL, Walk, cycled
from showsafe.rules.decision import Decision, Finding, Weight
from showsafe.rules.facts import frozen_of, person, receiver_of
from showsafe.rules.gates.duty import Duty
from showsafe.rules.gates.file import File
from showsafe.rules.gates.run import Run
from showsafe.rules.gates.sight import Sight as Watch
from showsafe.rules.rulebook import Rulebook
from showsafe.rules.table import (
    COUNTED_DOWN,
    ENROLLED_ONLY,
    FROZEN_ALSO,
    NEVER_CODES,
    NEVER_OVERRIDDEN,
    WRITTEN_DOWN,
)

OPENING_LIMITS = ("trouble.misfire-wait", "trouble.misfire-open")
"""All that refuses in the safe direction: a misfired weapon is opened after its wait, and first of all to clear it."""

TIDYING = ("trouble.frozen", "trouble.frozen-opened")
"""What is said of a frozen thing that is opened, cleaned or taken out. Asked, it is a note, since nothing refuses the
safe direction; told as done, it is a deviation."""

OF_THE_WAY = ("sight.word-old", "trouble.newer", "duty.overtaken", "duty.changed-since")
"""What is said of an ask that was long on its way. Told as done, the word is of when it was done."""

INCOMPLETE = ("rounds.part-proof", "rounds.method-missing")
"""A test of rounds that was not whole proves nothing; told as done, it is no deviation: the load will ask."""

TOLD_LIMITS = ("custodian.not-enrolled", "hands.nobody", "store.unattended")
"""All that refuses an ask about what is told: a weapon that nobody enrolled, a thing left to nobody."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision, and the act that happens with it where a confirm or override completes one."""

    decision: Decision
    completes: Act | None = None
    did: tuple[Did, ...] = ()


def decide(state: State, act: Act, rulebook: Rulebook, now: datetime, door: str = ASK) -> Decided:
    """Decided one act. Through the door *report* the same gates run, and say what they would have said."""
    if act.kind in ("confirm", "override") and door == ASK:
        return _completing(state, act, rulebook, now)
    found = [_weighed(finding, act, door) for finding in _run(state, act, rulebook, now, door)]
    if act.kind == "issue-file":
        return _issued(state, act, rulebook, now, found, door)
    if act.kind != "cycle":
        return Decided(Decision(tuple(found)))
    walk = Walk(
        single=lambda state, step: decide(state, step, rulebook, now, door).decision,
        now=now,
        door=door,
        number=state.last_record + 1,
    )
    everything, did = cycled(state, act, tuple(found), walk)
    return Decided(Decision(everything), did=did)


def _issued(
    state: State, act: Act, rulebook: Rulebook, now: datetime, found: list[Finding], door: str
) -> Decided:
    """Decide each hand-over of an issue by itself: one that is not permitted drops out, and the rest go on."""
    if door == ASK and any(finding.weight > Weight.NOTE for finding in found):
        return Decided(Decision(tuple(found)))
    did: list[Did] = []
    number = state.last_record + 1
    for scan in act.scans:
        single = files.hand_over(state, act, scan)
        decision = decide(state, single, rulebook, now, door).decision
        did.append(Did(decision.outcome, decision.gates_against))
        weighed = decision.findings if door == REPORT else _as_notes(decision.findings)
        found += [replace(each, says=f"{scan.weapon}: {each.says}") for each in weighed]
        if door == ASK and decision.weight > Weight.NOTE:
            why = decision.against[0].code
            found.append(File().find("drops-out", weapon=scan.weapon, why=why))
            continue
        event = Event(
            number=number,
            act=single,
            door=door,
            outcome=PERMIT if door == ASK else RECORD,
            would=decision.outcome,
            at=now,
            gates=decision.gates_against,
        )
        state = apply(state, event)
    if door == ASK and not any(each.would == PERMIT for each in did):
        found.append(File().find("nobody"))
    return Decided(Decision(tuple(found)), did=tuple(did))


def _as_notes(findings: tuple[Finding, ...]) -> list[Finding]:
    return [replace(each, weight=Weight.NOTE) for each in findings]


def _gates_of(state: State, act: Act, rulebook: Rulebook) -> tuple[str, ...]:
    """Return the row of the act; where it handles a weapon that nobody enrolled, gate *custodian* comes before it.

    Where it touches something frozen, gate *trouble* comes after it.
    """
    row = rulebook.acts[act.kind]
    if FROZEN_ALSO not in row and frozen_of(state, act):
        row = (*row, FROZEN_ALSO)
    weapon = state.weapons.get(act.weapon)
    stranger = weapon is not None and not weapon.enrolled
    written = rulebook.acts[act.kind] in (WRITTEN_DOWN, COUNTED_DOWN)
    handled = not written and act.kind != "release" and not KINDS[act.kind].safe
    return (ENROLLED_ONLY, *row) if stranger and handled and ENROLLED_ONLY not in row else row


def _run(state: State, act: Act, rulebook: Rulebook, now: datetime, door: str = ASK) -> Iterator[Finding]:
    if act.kind not in rulebook.acts:
        yield Finding(
            code="rules.no-row",
            gate="rules",
            weight=Weight.REFUSE,
            says=f"These rules say nothing of {act.kind}.",
            next="Nothing that the rules do not know is permitted; report what happened.",
            clauses=(),
        )
        return
    if _of_the_node(state, act):
        return
    yield from _incomplete(act)
    for name in _gates_of(state, act, rulebook):
        gate = rulebook.gates.get(name)
        if gate is None:
            yield _broken(name, "it is not there")
            continue
        try:
            asked = _as_hand_over(act) if act.kind == "open-run" and name != Run.id else act
            if door == ASK and name == FROZEN_ALSO and asked.at < now and asked.kind != "release":
                asked = replace(asked, at=now)
            yield from [
                _cited(finding, rulebook) for finding in gate.look(state, asked, rulebook.profile, now)
            ]
        except Exception as error:  # noqa: BLE001 - whatever breaks in a gate, the answer is refuse
            yield _broken(name, type(error).__name__)


def _as_hand_over(act: Act) -> Act:
    """Return the hand-over that a run prepares: what all gates are asked when it is opened."""
    return replace(act, kind="hand-over", from_=act.by, to=(act.user,) if act.user else (), rounds=None)


def _of_the_node(state: State, act: Act) -> bool:
    """Whether the node itself records something of its own key: whoever has the node has that key."""
    key = state.keys.get(act.key_id)
    return act.kind in OF_KEYS and act.by == NODE and NODE in (act.key_of, key.of if key else "")


def _incomplete(act: Act) -> Iterator[Finding]:
    """What an act of its kind has to say and does not, beyond its thing, without which it is not read at all.

    A load without rounds is asked about by gate *rounds*.
    """
    for group in KINDS[act.kind].needs:
        if act.kind != "load" and not any(said(act, key) for key in group):
            yield Duty().find("incomplete", what=" or ".join(group))


def _broken(gate: str, why: str) -> Finding:
    return Finding(
        code="rules.gate-broken",
        gate=gate,
        weight=Weight.REFUSE,
        says=f"Gate {gate} could not answer ({why}).",
        next="Treat it as hot. Tell whoever looks after this program; report what happens on paper.",
        clauses=(),
    )


def _cited(finding: Finding, rulebook: Rulebook) -> Finding:
    more = rulebook.profile.cite.get(finding.code)
    if not more:
        return finding
    return replace(finding, clauses=tuple(dict.fromkeys((*more, *finding.clauses))))


def _weighed(finding: Finding, act: Act, door: str) -> Finding:
    """Lower a finding to a note where nothing may refuse: the safe direction, and what is told and not asked."""
    kind = KINDS[act.kind]
    lowered = kind.safe and finding.code not in OPENING_LIMITS
    if door == REPORT and finding.code in TIDYING:
        lowered = False
    if door == REPORT and finding.code in OF_THE_WAY:
        lowered = True
    if act.kind == "prove" and door == REPORT and finding.code in INCOMPLETE:
        lowered = True
    if kind.told and door == ASK and not kind.safe:
        lowered = finding.code not in TOLD_LIMITS
    return replace(finding, weight=Weight.NOTE) if lowered else finding


def _completing(state: State, act: Act, rulebook: Rulebook, now: datetime) -> Decided:
    """A confirm or an override: find the act that it names among those still open (sentences 5 and 6)."""
    own = list(_run(state, act, rulebook, now))
    pending = state.pending.get(act.of_act)
    wanted = HOLD if act.kind == "confirm" else REFUSE
    if pending is None or pending.outcome != wanted:
        missing = "nothing-held" if act.kind == "confirm" else "not-refused"
        return Decided(Decision((*own, Duty().find(missing))))
    if act.kind == "confirm":
        return _confirmed(state, act, pending, own, rulebook, now)
    return _overridden(state, act, pending, own, rulebook, now)


def _confirmed(
    state: State, act: Act, pending: Pending, own: list[Finding], rulebook: Rulebook, now: datetime
) -> Decided:
    if act.by == pending.act.by:
        return Decided(Decision((*own, Duty().find("same-person", who=act.by))))
    completed = with_second(pending.act, act.by, act.sight)
    if completed.kind == "override":
        # It only waited for its second signature; what it may lift is asked now.
        return _completing(state, completed, rulebook, now)
    # What the second person says is of when they say it.
    again = decide(state, replace(completed, at=act.at), rulebook, now)
    said = tuple(each for each in again.decision.findings if each.code not in OF_A_REFUSAL)
    decision = Decision((*own, *said))
    if pending.stale and decision.weight == Weight.NOTE:
        decision = Decision((*decision.findings, Duty().find("changed-since")))
    passes = decision.weight == Weight.NOTE
    return Decided(decision, completed if passes else None, again.did if passes else ())


def with_second(act: Act, who: str, sight: Sight | None = None) -> Act:
    """Return a held act with its second person filled in, and what they say they saw."""
    key = KINDS[act.kind].second or "witness"
    return replace(act, sight=sight or act.sight, **{key: who})


def _overridden(
    state: State, act: Act, pending: Pending, own: list[Finding], rulebook: Rulebook, now: datetime
) -> Decided:
    duty = Duty()
    found = list(own)
    if act.witness and not _by_producer_and_advisor(state, act.by, act.witness):
        found.append(duty.find("override-roles"))
    user = receiver_of(state, pending.act)
    if user and user in (act.by, act.witness):
        found.append(duty.find("override-own", who=user))
    again = Decision(tuple(_run(state, replace(pending.act, at=act.at), rulebook, now)))
    if any(finding.weight == Weight.HOLD for finding in again.findings):
        found.append(duty.find("override-held"))
    # The word of who watched is of when they said it: nobody's override makes it a word of now.
    watch = tuple(each for each in _run(state, pending.act, rulebook, now) if each.gate == Watch.id)
    never = tuple(dict.fromkeys((*_never(again), *_never(Decision(watch)))))
    if pending.act.kind in (*OF_THE_LEDGER, *OF_A_RUN):
        never = again.gates_against or (Duty.id,)
    if never:
        found.append(duty.find("override-never", gates=", ".join(never)))
    # What refuses now and did not when it was asked, nobody has seen.
    newer = pending.stale or not set(again.codes_against) <= set(pending.codes)
    if newer and not any(each.weight > Weight.NOTE for each in found):
        found.append(duty.find("changed-since"))
    found += [replace(finding, weight=Weight.NOTE) for finding in again.findings]
    decision = Decision(tuple(found))
    return Decided(decision, pending.act if decision.weight == Weight.NOTE else None)


def _by_producer_and_advisor(state: State, one: str, other: str) -> bool:
    """Whether one of two people is the producer and the other the safety advisor, either way round."""
    return any(
        "producer" in person(state, a).roles and "safety-advisor" in person(state, b).roles
        for a, b in ((one, other), (other, one))
    )


def _never(again: Decision) -> Iterator[str]:
    """Name what stands against an act and cannot be overridden by anybody."""
    yield from (gate for gate in again.gates_against if gate in NEVER_OVERRIDDEN or gate == "rules")
    yield from (finding.code for finding in again.against if finding.code in NEVER_CODES)
    yield from (finding.gate for finding in again.findings if finding.code == "rules.gate-broken")
