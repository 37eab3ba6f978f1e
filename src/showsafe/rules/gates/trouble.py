"""Is nothing open: misfire, drop, unplanned discharge, overdue concern, hold, stop?

Documented in docs/rules/trouble.md; the two change together.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import ClassVar

from showsafe.domain.acts import Act
from showsafe.domain.effects import counts
from showsafe.domain.state import State
from showsafe.domain.things import Weapon
from showsafe.rules import frozen
from showsafe.rules.decision import Finding
from showsafe.rules.facts import belief_of, lot_of, person, weapon_of
from showsafe.rules.gate import Gate, hold, note, refuse
from showsafe.rules.profile import Profile
from showsafe.rules.table import ACT_GATES

OPENING = ("check", "unload", "clear")
REVIEWED = ("stop", "live", "incident", "missing-dummy", "freeze")
"""Stops that need a review by somebody outside the department; a hold is lifted by custodian and 1st AD."""


class Trouble(Gate):
    """Is nothing open: misfire, drop, unplanned discharge awaiting review, overdue concern, hold, stop?"""

    id = "trouble"
    protects = "no hang-fire is opened, and nothing goes on over an open fault, doubt or stop"
    codes: ClassVar = {
        "misfire": refuse(
            "A misfire of {weapon} is open.",
            "Clear it after the wait, then a custodian and a second person release it.",
            "IWLMSC-1/JAM",
            "UK-NOS-SKSAR8/report",
        ),
        "misfire-wait": refuse(
            "{weapon} misfired {seconds} seconds ago; it stays shut, muzzle safe, for {wait}.",
            "Hold it in a safe direction and wait; or lock it away as it is.",
            "JMFX/MISFIRE-15S",
            "UK-BBC/HAZARDS",
        ),
        "misfire-open": refuse(
            "The misfire of {weapon} is still open.",
            "Clear it after the wait; that takes the faulty round out. Then release it, and check it.",
            "IWLMSC-1/JAM",
        ),
        "fault": refuse(
            "{weapon} is locked out: {what}.",
            "A custodian and a reviewer release it.",
            "IWLMSC-1/JAM",
            "UK-NOS-SKSAR8/report",
        ),
        "unreviewed": refuse(
            "An unplanned discharge of {weapon} awaits review.",
            "Somebody outside the department reviews it; then the custodian releases it.",
            "UK-NOS-SKSAR8/report",
            "UK-NOS-SKSAR8/cause",
        ),
        "held": refuse(
            "{thing} is held: {why}.",
            "A custodian and a second person release it.",
            "UK-NOS-SKSAR8/cause",
        ),
        "frozen": refuse(
            "{thing} is frozen after an incident; it stays as it is.",
            "Leave it. Isolating it unopened stays possible; two people from outside the department release it.",
        ),
        "frozen-opened": refuse(
            "{thing} is frozen after an incident; it is opened only where it cannot be isolated safely.",
            "Isolate it as it is. If that is not safe, open it before a witness, keep cylinder and rounds in order, "
            "and say what was found, and what was where.",
        ),
        "made-safe": note(
            "{thing} is frozen, and was opened before a witness who says with {who} what was where: made safe.",
            "Keep cylinder and rounds in the order in which they were, and isolate all of it.",
        ),
        "told-after": note(
            "This is said to have been done before {thing} was frozen by record {record}, and is told after it.",
            "Both times are kept, and shown as they are.",
        ),
        "frozen-part": note(
            "{who} has a part in what is frozen: {things}.",
            "What is erased is name and papers; the records stay. Ask whoever leads the inquiry first.",
        ),
        "outside": refuse(
            "What is frozen is released by two people from outside the department that handled it.",
            "Safety advisor, producer, production manager or 1st AD: one asks, another reviews; neither handled it, or "
            "was brought in since by one who did. Whoever opened the incident does not review it.",
            "UK-NOS-SKSAR8/cause",
        ),
        "quarantined": refuse(
            "{thing} is quarantined.", "Take another; a review releases it.", "IWLMSC-1/LIVE"
        ),
        "hold": refuse(
            "The set is on hold: somebody has a doubt.",
            "Look at what it is; then custodian and 1st AD lift it together.",
            "CA-9151(advisor)",
        ),
        "stop": refuse(
            "The set is stopped: {what}.",
            "Make safe. Somebody outside the department reviews; then the custodian releases the set.",
            "UK-NOS-SKSAR8/report",
        ),
        "concern-overdue": refuse(
            "A concern about {about} has had no answer for {hours} hours; the limit is {most}.",
            "Its owner answers it.",
            "FI-GUIDE",
        ),
        "who-may": refuse("{who} is not a custodian.", "A custodian asks for the release.", "IWLMSC-1/JAM"),
        "reviewer": refuse(
            "This release needs another reviewer.",
            "Somebody outside the department, with no part in what happened, reviews it.",
            "UK-NOS-SKSAR8/cause",
        ),
        "newer": refuse(
            "{what} came on record after this was reviewed, by the time that it says.",
            "Look at that too; then ask for the release again, as of now.",
            "UK-NOS-SKSAR8/cause",
        ),
        "not-cleared": refuse(
            "The misfire of {weapon} has not been cleared yet.",
            "The custodian clears it after the wait; then it is released.",
            "IWLMSC-1/JAM",
        ),
        "cause": refuse(
            "No cause is given, and this place asks for one.",
            "Say what was found, and tell those concerned.",
            "UK-NOS-SKSAR8/cause",
        ),
        "review-missing": hold(
            "Nobody has reviewed it yet.", "A second person reviews it and confirms.", "UK-NOS-SKSAR8/cause"
        ),
        "cause-not-said": note(
            "No cause is given for this release.", "Say what was found.", "UK-NOS-SKSAR8/cause"
        ),
    }

    def look(self, state: State, act: Act, profile: Profile, now: datetime) -> Iterator[Finding]:
        """Yield what is open; for a release, who may and who reviewed."""
        weapon = weapon_of(state, act)
        yield from frozen.against(self, state, act)
        if act.kind in OPENING:
            if weapon is not None:
                yield from self._opening(state, act, weapon, profile, now)
        elif act.kind == "release":
            yield from self._release(state, act, profile)
        elif act.kind == "erase" or self.id not in ACT_GATES.get(act.kind, ()):
            return
        elif act.kind != "pick-up" or not state.is_custodian(act.by):
            yield from self._of_the_set(state, profile, now)
            yield from self._of_the_thing(state, act, weapon)

    def _opening(
        self, state: State, act: Act, weapon: Weapon, profile: Profile, now: datetime
    ) -> Iterator[Finding]:
        fault = belief_of(state, act).open_fault("misfire")
        if fault is None:
            return
        slow = weapon.action in ("muzzle-loader", "percussion-revolver")
        wait = profile.misfire_wait_muzzle_loader_s if slow else profile.misfire_wait_s
        seconds = (now - fault.at).total_seconds()
        if seconds < wait and not fault.cleared:
            yield self.find("misfire-wait", weapon=weapon.id, seconds=int(seconds), wait=wait)
        elif act.kind != "clear":
            yield self.find("misfire-open", weapon=weapon.id)

    def _of_the_set(self, state: State, profile: Profile, now: datetime) -> Iterator[Finding]:
        for stop in state.stops:
            if stop.kind == "hold":
                yield self.find("hold")
            else:
                yield self.find(
                    "stop", what=stop.kind.replace("-", " ") if stop.kind != "stop" else "stop was pressed"
                )
        for name, belief in state.beliefs.items():  # wherever it is, or went
            if belief.open_fault("unplanned-discharge"):
                yield self.find("unreviewed", weapon=name)
        deadline = timedelta(hours=profile.concern_deadline_h)
        for concern in state.concerns.values():
            if now - concern.at > deadline:
                hours = int((now - concern.at).total_seconds() // 3600)
                about = concern.about or "weapons"
                yield self.find("concern-overdue", about=about, hours=hours, most=profile.concern_deadline_h)

    def _of_the_thing(self, state: State, act: Act, weapon: Weapon | None) -> Iterator[Finding]:
        if weapon is not None:
            belief = belief_of(state, act)
            if belief.open_fault("misfire"):
                yield self.find("misfire", weapon=weapon.id)
            elif belief.fault is not None and not belief.open_fault("unplanned-discharge"):
                yield self.find("fault", weapon=weapon.id, what=belief.fault.kind.replace("-", " "))
            if belief.holds:
                yield self.find(
                    "held", thing=weapon.id, why=f"{belief.holds[-1].why}, record {belief.holds[-1].record}"
                )
            if belief.quarantined:
                yield self.find("quarantined", thing=weapon.id)
        yield from self._of_the_lot(state, act)

    def _of_the_lot(self, state: State, act: Act) -> Iterator[Finding]:
        lot = lot_of(state, act)
        if lot is None:
            return
        if lot.holds:
            yield self.find("held", thing=lot.id, why=lot.holds[-1])
        if lot.quarantined:
            yield self.find("quarantined", thing=lot.id)

    def _release(self, state: State, act: Act, profile: Profile) -> Iterator[Finding]:
        """By the custodian; reviewed by somebody else, from outside where it was grave. Who pressed is never said."""
        if not (state.is_custodian(act.by) or frozen.released_from_outside(state, act)):
            yield self.find("who-may", who=act.by)
        reviewer = act.reviewed_by or act.witness
        grave = self._grave(state, act)
        pressed = {stop.pressed_by for stop in state.stops} if act.set_ else set()
        doubted = {stop.pressed_by for stop in state.stops if stop.kind == "hold"} if act.set_ else set()
        if not reviewer:
            yield self.find("reviewer" if grave else "review-missing")
        elif (
            reviewer in pressed
            or act.witness in doubted
            or reviewer == act.by
            or (act.set_ and frozen.inside_of_any(state, reviewer))
            or not self._may_review(state, reviewer, act, grave=grave)
        ):
            yield self.find("reviewer")
        if reviewer and act.set_ and act.by in pressed and self._needs_another(state, act):
            yield self.find("reviewer")
        fault = belief_of(state, act).open_fault("misfire") if act.weapon else None
        if fault is not None and not fault.cleared:
            yield self.find("not-cleared", weapon=act.weapon)
        for what in dict.fromkeys(_newer(state, act)):
            yield self.find("newer", what=what)
        if not act.cause:
            yield self.find("cause" if profile.release_cause else "cause-not-said")

    def _needs_another(self, state: State, act: Act) -> bool:
        """Whether the custodian who had the doubt needs another to lift it.

        Where each of them had one, or there is no other, one of them may, with two others.
        """
        pressed = {stop.pressed_by for stop in state.stops}
        others = [p for p in state.people.values() if p.custodian and p.id not in pressed]
        two = act.reviewed_by and act.witness and act.reviewed_by != act.witness
        return any(stop.kind == "hold" for stop in state.stops) and (bool(others) or not two)

    def _grave(self, state: State, act: Act) -> bool:
        if act.set_ and any(stop.kind in REVIEWED for stop in state.stops):
            return True
        lot = lot_of(state, act)
        if lot is not None and (lot.quarantined or lot.frozen):
            return True
        if not act.weapon:
            return False
        belief = belief_of(state, act)
        return belief.open_fault("unplanned-discharge") is not None or belief.quarantined or belief.frozen

    def _may_review(self, state: State, reviewer: str, act: Act, *, grave: bool) -> bool:
        who = person(state, reviewer)
        if act.set_ and not grave:
            return who.outside_department and self._first_ad_lifts(state, act)
        if (
            act.set_
            and any(stop.kind == "hold" for stop in state.stops)
            and not self._first_ad_lifts(state, act)
        ):
            return False
        if not grave:
            return who.outside_department
        fault = belief_of(state, act).fault if act.weapon else None
        return who.outside_department and all(
            reviewer not in (each.by, *each.involved) for each in (fault.all if fault else ())
        )

    def _first_ad_lifts(self, state: State, act: Act) -> bool:
        """A hold is lifted by custodian and 1st AD; where every 1st AD pressed it, by somebody else from outside."""
        pressed = {stop.pressed_by for stop in state.stops}
        ads = [who.id for who in state.people.values() if "first-ad" in who.roles and who.id not in pressed]
        return not ads or act.reviewed_by in ads or act.witness in ads


def _newer(state: State, act: Act) -> Iterator[str]:
    """Name what a release cannot have been about: it came later than the time that the release says."""
    at = act.at
    if act.set_:
        yield from (f"A {stop.kind.replace('-', ' ')}" for stop in state.stops if stop.at > at)
    if act.weapon:
        belief = belief_of(state, act)
        yield from (
            f"A {fault.kind.replace('-', ' ')}"
            for fault in (belief.fault.all if belief.fault else ())
            if fault.at > at
        )
        held = any(hold.at is not None and hold.at > at for hold in belief.holds)
        if held or (belief.quarantined and belief.seen_before(at)):
            yield f"Something about {act.weapon}"
    if act.lot and counts.lot_doubted_after(state, act.lot, at):
        yield f"Something about {act.lot}"
    for known in state.frozen.values():
        if known.name in (act.weapon, act.lot, act.in_) and known.frozen_after(at):
            yield f"A freeze of {known.name}"
