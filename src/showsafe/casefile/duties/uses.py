"""What a use of a weapon ought to rest on, by the gates of the rules, and what of it is on record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from showsafe.casefile.duties.evidence import Seen, evidence, nearest
from showsafe.casefile.duties.table import Ought, table
from showsafe.casefile.duties.values import IN_PART, NO_RECORD, RECORDED, Answered, Said
from showsafe.domain.acts import Act
from showsafe.domain.belief import Use as Used
from showsafe.domain.state import State
from showsafe.domain.things import Weapon
from showsafe.rules.decision import Finding
from showsafe.rules.rulebook import Rulebook

NOT_ASKED_AGAIN = ("duty", "file", "hands")
"""Gates about the two people of one act: nobody asked that act here, so nobody can be missing in it."""

OF_PEOPLE = ("custodian", "receiver", "papers")
"""Gates that ask about papers and ages of people."""

_CLOSING: Mapping[str, dict[str, bool]] = {
    "return.not-back": {"back": True},
    "return.not-cleared": {"cleared": True},
    "return.bore": {"bore_looked": True},
    "return.open": {"counted": True},
}
"""What is done once the gate *return* no longer says that it is open."""

_STAYS = ("trouble.frozen", "trouble.quarantined")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """One use as it is asked about: the act, the state before it, the rules of then, and what was recorded with it.

    ``silent`` are people of whom something is sealed or erased: no gate about people is asked of them again.
    """

    act: Act
    state: State
    rulebook: Rulebook
    at: datetime
    said: tuple[Said, ...]
    silent: frozenset[str] = frozenset()


def answers(asking: Asking, seen: Seen) -> tuple[Answered, ...]:
    """Return what a use ought to rest on with what is on record; nothing that its gates did not ask."""
    own = _own_gates(asking)
    more = dict(_asked_as(asking, own))
    found = []
    for ought in table().oughts:
        if ought.gate in own:
            found.append(_answered(asking, ought, asking.said, asking.act, seen))
        elif ought.gate in more:
            act, said = more[ought.gate]
            found.append(_answered(asking, ought, said, act, seen))
    return tuple(answer for answer in found if answer is not None)


def _answered(asking: Asking, ought: Ought, said: Iterable[Said], act: Act, seen: Seen) -> Answered | None:
    none = tuple(each for each in said if each.code in ought.none)
    if none:
        near = nearest(seen, ought, asking.state, act)
        return Answered(ought=ought, found=IN_PART if near else NO_RECORD, evidence=near, said=none)
    there = evidence(seen, ought, asking.state, act)
    short = tuple(each for each in said if each.code in ought.short)
    if short:
        return Answered(ought=ought, found=IN_PART, evidence=there, said=short)
    return Answered(ought=ought, found=RECORDED, evidence=there) if there else None


def _own_gates(asking: Asking) -> frozenset[str]:
    """Return the gates that were asked when it was recorded: those of its row, and of the steps that it holds."""
    rows = asking.rulebook.acts
    kinds = [asking.act.kind, *(step.kind for step in asking.act.steps)]
    return frozenset(gate for kind in kinds for gate in rows.get(kind, ()))


def _asked_as(asking: Asking, own: frozenset[str]) -> Iterator[tuple[str, tuple[Act, tuple[Said, ...]]]]:
    """Yield the gates that were not asked of it, with what they say of it as of the acts that it stands for."""
    act, belief = asking.act, asking.state.believed(asking.act.weapon)
    if act.kind == "discharge" and belief.take is not None:
        return
    user = act.user or belief.holder or act.by
    giver = belief.issued_by or act.by
    met = {*own, *(OF_PEOPLE if asking.silent & {user, giver} else ())}
    for kind in table().asked_as.get(act.kind, ()):
        asked = replace(
            act, kind=kind, user=user, by=user if kind == "take" else giver, to=(user,), from_=giver
        )
        for gate in asking.rulebook.acts.get(kind, ()):
            if gate not in met and gate not in NOT_ASKED_AGAIN:
                met.add(gate)
                yield gate, (asked, ask_gate(asking, gate, asked))


def ask_gate(asking: Asking, gate: str, act: Act) -> tuple[Said, ...]:
    """Return what a gate of the rules says of an act in the state before it."""
    state = asking.state
    if act.weapon and act.weapon not in state.weapons:
        state = replace(state, weapons={**state.weapons, act.weapon: Weapon(id=act.weapon)})
    profile = asking.rulebook.profile
    findings = asking.rulebook.gates[gate].look(state, act, profile, asking.at)
    return tuple(_said(finding, profile.cite) for finding in findings)


def left_open(asking: Asking) -> tuple[Answered, ...]:
    """Return what ought to follow a last use and is not on record; nothing of a weapon that has to stay as it is."""
    state, weapon = asking.state, asking.act.weapon
    if any(each.code in _STAYS for each in ask_gate(asking, "trouble", asking.act)):
        return ()
    found: list[Answered] = []
    belief = state.believed(weapon)
    use = belief.use
    while use is not None and not use.closed:
        said = _return_says(asking, state.with_belief(weapon, replace(belief, use=use, uncounted=())))
        after = _done(use, said[0].code) if said else use
        if after == use:
            break
        found += [
            Answered(ought=ought, found=NO_RECORD, said=said[:1])
            for ought in table().oughts
            if said[0].code in ought.none
        ]
        use = after
    return tuple(found)


def _return_says(asking: Asking, state: State) -> tuple[Said, ...]:
    said = ask_gate(replace(asking, state=state), "return", asking.act)
    return tuple(each for each in said if each.code in _CLOSING)


def _done(use: Used, code: str) -> Used:
    return replace(use, **_CLOSING[code])


def _said(finding: Finding, cite: Mapping[str, tuple[str, ...]]) -> Said:
    ids = (*cite.get(finding.code, ()), *finding.clauses)
    weight = finding.weight.name.lower()
    return Said(code=finding.code, says=finding.says, weight=weight, clauses=tuple(dict.fromkeys(ids)))
