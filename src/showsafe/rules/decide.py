"""``decide(state, act, rulebook, now)``: every gate of the act runs, and the gravest finding wins.

Four sentences govern all gates:

1. No gates means refuse: a rulebook without a row for an act refuses it.
2. A gate that breaks means refuse, and it is named.
3. Every gate runs, so that a person sees all the reasons at once.
4. Refuse outweighs hold, hold outweighs permit.

And one stands above them: nothing ever refuses the safe direction. There a finding is at most a note; the misfire
wait alone limits *opening*. What is told rather than asked is never refused either, but for leaving a weapon to
nobody and for a weapon that nobody enrolled.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from showsafe.domain.acts import KINDS, Act, said
from showsafe.domain.events import ASK, HOLD, REFUSE, REPORT
from showsafe.domain.state import Pending, State
from showsafe.rules.decision import Decision, Finding, Weight
from showsafe.rules.gates.duty import Duty
from showsafe.rules.rulebook import Rulebook
from showsafe.rules.table import ENROLLED_ONLY, NEVER_CODES, NEVER_OVERRIDDEN

OPENING_LIMITS = ("trouble.misfire-wait", "trouble.misfire-open")
INCOMPLETE = ("rounds.part-proof", "rounds.method-missing")
"""A test of rounds that was not whole proves nothing; told as done, it is no deviation: the load will ask."""

TOLD_LIMITS = ("custodian.not-enrolled", "hands.nobody", "store.unattended")


@dataclass(frozen=True, slots=True)
class Answer:
    """A decision, and the act that happens with it where a confirm or override completes one."""

    decision: Decision
    completes: Act | None = None


def decide(state: State, act: Act, rulebook: Rulebook, now: datetime, door: str = ASK) -> Answer:
    """Answer one act. Through the door *report* the same gates run, and say what they would have said."""
    if act.kind in ("confirm", "override") and door == ASK:
        return _completing(state, act, rulebook, now)
    found = list(_run(state, act, rulebook, now))
    return Answer(Decision(tuple(_weighed(finding, act, door) for finding in found)))


def _gates_of(state: State, act: Act, rulebook: Rulebook) -> tuple[str, ...]:
    row = rulebook.acts[act.kind]
    weapon = state.weapons.get(act.weapon)
    handled = row != ("duty",) and act.kind != "release" and not KINDS[act.kind].safe
    if weapon is not None and not weapon.enrolled and ENROLLED_ONLY not in row and handled:
        return (ENROLLED_ONLY, *row)
    return row


def _run(state: State, act: Act, rulebook: Rulebook, now: datetime) -> Iterator[Finding]:
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
    yield from _incomplete(act)
    for name in _gates_of(state, act, rulebook):
        gate = rulebook.gates.get(name)
        if gate is None:
            yield _broken(name, "it is not there")
            continue
        try:
            yield from [_cited(finding, rulebook) for finding in gate.look(state, act, rulebook.profile, now)]
        except Exception as error:  # noqa: BLE001 - whatever breaks in a gate, the answer is refuse
            yield _broken(name, type(error).__name__)


def _incomplete(act: Act) -> Iterator[Finding]:
    """What an act of its kind has to say and does not; a load without rounds is asked about by gate *rounds*."""
    for group in KINDS[act.kind].needs[1:]:
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
    more = rulebook.profile.cite.get(finding.code, ())
    if not more:
        return finding
    return replace(finding, clauses=tuple(dict.fromkeys((*more, *finding.clauses))))


def _weighed(finding: Finding, act: Act, door: str) -> Finding:
    """Lower a finding to a note where nothing may refuse."""
    kind = KINDS[act.kind]
    lowered = kind.safe and finding.code not in OPENING_LIMITS
    if act.kind == "prove" and door == REPORT and finding.code in INCOMPLETE:
        lowered = True
    if kind.told and door == ASK and not kind.safe:
        lowered = finding.code not in TOLD_LIMITS
    return replace(finding, weight=Weight.NOTE) if lowered and finding.weight > Weight.NOTE else finding


def _completing(state: State, act: Act, rulebook: Rulebook, now: datetime) -> Answer:
    """A confirm or an override: the act it names is decided again, as of now, and happens if nothing is against it."""
    own = list(_run(state, act, rulebook, now))
    pending = state.pending.get(act.of_act)
    wanted = HOLD if act.kind == "confirm" else REFUSE
    if pending is None or pending.outcome != wanted:
        missing = "nothing-held" if act.kind == "confirm" else "not-refused"
        return Answer(Decision((*own, Duty().find(missing))))
    if act.kind == "confirm":
        return _confirmed(state, act, pending, own, rulebook, now)
    return _overridden(state, act, pending, own, rulebook, now)


def _confirmed(
    state: State, act: Act, pending: Pending, own: list[Finding], rulebook: Rulebook, now: datetime
) -> Answer:
    if act.by == pending.act.by:
        return Answer(Decision((*own, Duty().find("same-person", who=act.by))))
    completed = with_second(pending.act, act.by)
    if completed.kind == "override":
        return _completing(state, completed, rulebook, now)
    again = list(_run(state, completed, rulebook, now))
    found = [*own, *(_weighed(finding, completed, ASK) for finding in again)]
    decision = Decision(tuple(found))
    return Answer(decision, completed if decision.weight == Weight.NOTE else None)


def with_second(act: Act, who: str) -> Act:
    """Return a held act with its second person filled in."""
    key = KINDS[act.kind].second or "witness"
    return replace(act, **{key: who})  # type: ignore[arg-type]


def _overridden(
    state: State, act: Act, pending: Pending, own: list[Finding], rulebook: Rulebook, now: datetime
) -> Answer:
    duty = Duty()
    found = list(own)
    roles = [state.people[who].roles for who in (act.by, act.witness) if who in state.people]
    together = len(roles) == 2 and any(  # noqa: PLR2004 - two people, one of each
        "producer" in roles[a] and "safety-advisor" in roles[b] for a, b in ((0, 1), (1, 0))
    )
    if act.witness and not together:
        found.append(duty.find("override-roles"))
    again = Decision(tuple(_run(state, pending.act, rulebook, now)))
    never = [gate for gate in again.gates_against if gate in NEVER_OVERRIDDEN or gate == "rules"]
    never += [finding.code for finding in again.against if finding.code in NEVER_CODES]
    never += [finding.gate for finding in again.findings if finding.code == "rules.gate-broken"]
    if any(finding.weight == Weight.HOLD for finding in again.findings):
        found.append(duty.find("override-held"))
    if never:
        found.append(duty.find("override-never", gates=", ".join(dict.fromkeys(never))))
    found += [replace(f, weight=Weight.NOTE) for f in again.findings]
    decision = Decision(tuple(found))
    return Answer(decision, pending.act if decision.weight == Weight.NOTE else None)
