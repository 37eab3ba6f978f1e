"""What answers a finding: by its permanent code, the act that supplies what is missing, and who may say it.

A code that is not here is answered by no act of the product: its sentence says what to do, and who can.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from showsafe.application.next_acts import fill, people
from showsafe.application.next_acts.candidate import Candidate, Right, act_of
from showsafe.application.would import Moment
from showsafe.domain.state import ShotPlan
from showsafe.domain.things import Weapon
from showsafe.rules.decision import Finding


@dataclass(frozen=True, slots=True)
class Case:
    """A finding against an act of a weapon, and what it was found in."""

    at: Moment
    right: Right
    weapon: Weapon
    plan: ShotPlan | None
    finding: Finding

    @property
    def scene(self) -> str:
        """The scene of the act, or of its plan."""
        said = str(self.right.keys.get("scene", ""))
        return said or (self.plan.act.scene if self.plan else "")

    @property
    def receiver(self) -> str:
        """Who is to have it."""
        to = self.right.keys.get("to") or [self.right.keys.get("user", "")]
        return str(to[0]) or (self.plan.act.user if self.plan else "")


Cure = Callable[[Case], Candidate | None]


def _look(case: Case) -> Candidate:
    return fill.opening(case.at.state, case.weapon)


def _show(case: Case) -> Candidate | None:
    return fill.show(case.at.state, case.weapon.id, case.plan, case.receiver)


def _meet(case: Case) -> Candidate | None:
    state, scene = case.at.state, case.scene
    if not scene:
        return None
    meeting = state.meetings.get(scene)
    if case.finding.code != "meeting.absent" or meeting is None:
        return fill.meet(state, scene)
    return fill.meet(state, scene, absent(case.at, scene, case.right.said_by))


def absent(at: Moment, scene: str, *more: str) -> tuple[str, ...]:
    """Return whom a scene's plans name, and who of ``more`` is on record, but was not at its meeting."""
    meeting = at.state.meetings.get(scene)
    there = meeting.attendees if meeting else ()
    plans = [
        p.act for p in at.state.plans.values() if p.act.scene == scene and at.state.is_today(p.at, at.now)
    ]
    named = [who for act in plans for who in (act.user, *(act.line or ()))]
    everybody = dict.fromkeys((*named, *more))
    return tuple(who for who in everybody if who in at.state.people and who not in there)


def _plan(case: Case) -> Candidate:
    state = case.at.state
    by = (*people.custodians(state), *people.with_roles(state, "assistant-armorer", "first-ad"))
    before = case.plan.act if case.plan else None
    keys: dict[str, Any] = {"weapon": case.weapon.id}
    if before is not None:
        keys["scene"] = before.scene
        if before.user:
            keys["user"] = before.user
    asks = (
        "scene",
        "user",
        "distance_m",
        "muzzle_line_clear",
        "ammunition",
        "load",
        "shots",
        "line",
        "reason",
    )
    assumed = {} if before is not None else {"scene": "scene"}
    return Candidate(
        kind="plan", by=by, keys=keys, asks=tuple(key for key in asks if key not in keys), assumed=assumed
    )


def _lots(case: Case) -> list[str]:
    said = [
        str(case.right.keys.get("lot", "")),
        *(str(each.get("lot", "")) for each in case.right.keys.get("rounds", ())),
    ]
    inside = [c.lot for c in case.at.state.believed(case.weapon.id).contents]
    return [lot for lot in dict.fromkeys((*said, *inside)) if lot in case.at.state.lots]


def _unlock_lot(case: Case) -> Candidate | None:
    locked = [case.at.state.lots[lot] for lot in _lots(case) if case.at.state.lots[lot].container]
    return fill.unlock_lot(case.at.state, locked[0]) if locked else None


def _lock_up(case: Case) -> Candidate | None:
    """Something else is not locked: a box of rounds, or a weapon that lies somewhere."""
    state = case.at.state
    loose = [state.lots[name] for name in state.active_lots if state.lots[name].loose]
    if loose:
        return fill.lock_lot(state, loose[0])
    idle = [name for name in state.active if state.beliefs[name].place and not state.beliefs[name].holder]
    return fill.collect(state, idle[0]) if idle else None


def _prove(case: Case) -> Candidate | None:
    lots = [case.at.state.lots[lot] for lot in _lots(case)]
    wanting = [lot for lot in lots if lot.tainted or lot.proven < lot.box]
    return fill.prove(case.at.state, wanting[0]) if wanting else None


def _release_lot(case: Case) -> Candidate | None:
    held = [lot for lot in _lots(case) if case.at.state.lots[lot].holds or case.at.state.lots[lot].frozen]
    return fill.release(case.at.state, lot=held[0]) if held else None


def _reconcile(case: Case) -> Candidate:
    """Close the count: of the weapon, or of everything where the day is to begin or to end."""
    if case.right.kind in ENDS:
        return Candidate(kind="reconcile", by=people.custodians(case.at.state))
    by = people.in_charge(case.at.state, case.weapon.id)
    return Candidate(kind="reconcile", by=by, keys={"weapon": case.weapon.id})


def _instruct(case: Case) -> Candidate | None:
    who, by = case.receiver, people.custodians(case.at.state, case.right.said_by)
    return Candidate(kind="instruct", by=by, keys={"person": who, "type": case.weapon.type}) if who else None


def _release_weapon(case: Case) -> Candidate:
    return fill.release(case.at.state, weapon=case.weapon.id)


def _release_set(case: Case) -> Candidate:
    return fill.release(case.at.state, set=True)


def _quarantine(case: Case) -> Candidate | None:
    state = case.at.state
    found = [find.where for find in state.live if not find.quarantined]
    bad = [lot for lot in state.active_lots if state.lots[lot].bad]
    for where in (*found, *bad):
        for key, known in (("lot", state.lots), ("weapon", state.weapons)):
            if where in known:
                return Candidate(
                    kind="quarantine", by=people.custodians(state), keys={key: where}, asks=("in",)
                )
    return None


def _answer(case: Case) -> Candidate | None:
    """The concern that has waited for longest, by its owner; never by the one whom it is about."""
    state = case.at.state
    oldest = min(state.concerns.items(), key=lambda each: each[1].at, default=None)
    if oldest is None:
        return None
    key, concern = oldest
    by = tuple(who for who in people.with_roles(state, *people.WHO_ANSWERS) if who != concern.about)
    return Candidate(
        kind="answer-concern", by=by, keys={"of": key}, asks=("says",), assumed={"says": "answered"}
    )


def _paper(kind: str, about: str = "day") -> Cure:
    def cure(case: Case) -> Candidate:
        by = (*people.with_roles(case.at.state, *people.OF_THE_OFFICE, "safety-advisor", "first-ad"),)
        asks = ("number", "expires") if about == "day" else ("about", "number")
        return Candidate(kind="record-paper", by=by, keys={"kind": kind, "about": about}, asks=asks)

    return cure


def _of_the_day(kind: str) -> Cure:
    def cure(case: Case) -> Candidate:
        state = case.at.state
        first = ("safety-advisor", "producer") if kind == "assess" else ("first-ad", "producer")
        by = (*people.with_roles(state, *first, "production-manager"), *people.custodians(state))
        asks = ("notice",) if kind == "open-day" and case.at.profile.day_notices else ()
        numbered = {"notice": {"kind": case.at.profile.day_notices[0], "number": "1"}} if asks else {}
        return Candidate(kind=kind, by=by, asks=asks, assumed=numbered)

    return cure


def _register(case: Case) -> Candidate:
    by = people.custodians(case.at.state)
    return Candidate(kind="register", by=by, keys={"weapon": case.weapon.id}, asks=("serial",))


def _declare(case: Case) -> Candidate:
    return fill.declare(case.at.state, case.weapon)


def _pass_open(case: Case) -> Candidate | None:
    holder = case.at.state.believed(case.weapon.id).holder
    to = next(iter(case.right.keys.get("to", ())), "")
    if not holder or not to:
        return None
    return Candidate(kind="pass-open", by=(holder,), keys={"weapon": case.weapon.id, "to": [to]})


def _another(case: Case) -> Candidate | None:
    """Another custodian takes it over, whose papers are in date: out of these hands into theirs."""
    state = case.at.state
    holder = state.believed(case.weapon.id).holder
    collect = fill.collect(state, case.weapon.id)
    others = [who for who in people.custodians(state) if who != case.right.said_by]
    fit = [who for who in others if not _unfit(case.at, collect, who)]
    return replace(collect, by=tuple(fit)) if fit and holder == case.right.said_by else None


def _unfit(at: Moment, collect: Candidate, who: str) -> bool:
    found = at.would(act_of(at, collect, who, {})).findings
    return any(each.gate == "custodian" and each.code != "custodian.age-not-said" for each in found)


ENDS = ("open-day", "close-day")

CURES: Mapping[str, Cure] = {
    "custodian.not-enrolled": _register,
    "custodian.no-credential": _another,
    "custodian.expired": _another,
    "custodian.class": _another,
    "custodian.under-age": _another,
    "hands.locked": _look,
    "hands.unattended": _look,
    "hands.not-held": _look,
    "hands.user": _look,
    "hands.pass-open": _pass_open,
    "live.found": _quarantine,
    "live.bad-lot": _quarantine,
    "rounds.locked": _unlock_lot,
    "rounds.tainted": _prove,
    "rounds.not-proven": _prove,
    "rounds.held": _release_lot,
    "rounds.not-summing": _reconcile,
    "rounds.over-plan": _look,
    "rounds.unidentified": _look,
    "check.none": _look,
    "check.void": _look,
    "check.too-old": _look,
    "check.not-empty": _look,
    "bore.none": _look,
    "bore.void": _look,
    "meeting.none": _meet,
    "meeting.absent": _meet,
    "meeting.changed": _meet,
    "receiver.not-named": _plan,
    "receiver.not-instructed": _instruct,
    "show.first-ad": _show,
    "show.not-offered": _show,
    "load.not-by-custodian": _look,
    "load.too-long-ago": _look,
    "load.not-announced": _declare,
    "plan.none": _plan,
    "plan.ammunition": _look,
    "plan.size": _look,
    "plan.distance": _plan,
    "plan.muzzle-line": _plan,
    "plan.ppe": _plan,
    "return.not-back": _look,
    "return.not-cleared": _look,
    "return.bore": _look,
    "return.open": _reconcile,
    "trouble.held": _release_weapon,
    "trouble.fault": _release_weapon,
    "trouble.frozen": _release_weapon,
    "trouble.quarantined": _release_weapon,
    "trouble.hold": _release_set,
    "trouble.stop": _release_set,
    "trouble.concern-overdue": _answer,
    "store.not-locked": _lock_up,
    "papers.no-risk-assessment": _of_the_day("assess"),
    "papers.day-not-open": _of_the_day("open-day"),
    "papers.day-too-long": _of_the_day("close-day"),
    "papers.no-contact": _paper("compliance-contact"),
    "papers.first-aid": _paper("first-aid"),
    "sight.not-said": _look,
    "sight.seal-differs": _look,
}
"""Every code that an act answers, with how that act is made."""

ORDER = (
    *(
        "papers",
        "trouble",
        "live",
        "custodian",
        "file",
        "duty",
        "meeting",
        "plan",
        "receiver",
        "check",
        "bore",
    ),
    *("return", "rounds", "show", "load", "store", "hands", "sight"),
)
"""In which order what is missing is best supplied: the day before the weapon, the weapon before its load."""


def in_order(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return findings in the order in which they are best answered."""
    place = {gate: number for number, gate in enumerate(ORDER)}
    return tuple(sorted(findings, key=lambda each: place.get(each.gate, len(ORDER))))


def cure_of(case: Case) -> Candidate | None:
    """Return the act that answers a finding, or None where no act of the product does."""
    cure = CURES.get(case.finding.code)
    if case.right.kind in ENDS and case.finding.gate == "return" and cure is not _reconcile:
        return None  # It is about some other weapon, and said by name.
    if case.finding.code.startswith("papers.permission"):
        return _paper(next(iter(case.at.profile.permissions), "permission"))(case)
    return cure(case) if cure is not None else None
