"""Are the papers there that this place asks for before a weapon is used?

Documented in docs/rules/papers.md; the two change together.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import ClassVar

from showsafe.domain.acts import LEAVING, Act
from showsafe.domain.described import weapon_from
from showsafe.domain.state import State
from showsafe.domain.things import Paper
from showsafe.rules.decision import Finding
from showsafe.rules.facts import ISSUING, minor_papers, person, receiver_of, weapon_of
from showsafe.rules.gate import Gate, note, refuse
from showsafe.rules.profile import Profile

INTAKE = ("register", "bring", "receive", *LEAVING)


IN_USE = ("take", "rehearse")
"""What was handed over by all papers is asked of the day alone: one that is over, or was never closed, has no takes."""


class Papers(Gate):
    """Jurisdiction preconditions: permission and event number, a minor's papers, certificates, contact, assessment."""

    id = "papers"
    protects = "no weapon is used on a day for which the place's own preconditions are not met"
    codes: ClassVar = {
        "no-risk-assessment": refuse(
            "No risk assessment is on record.",
            "The producer approves one, with a second person.",
            "UK-ETIS20/RA",
            "CA-9152(pilot)",
        ),
        "no-contact": refuse(
            "No compliance contact is named.",
            "The production office records it: record-paper kind=compliance-contact about=PERSON.",
            "CA-9153(a)(5)",
        ),
        "day-not-open": refuse(
            "The shooting day is not open.",
            "Open the day, with a second person.",
            "IWLMSC-1/MEETING-DAILY",
            "NZ-SS/POLICE-DAY",
        ),
        "day-open-already": refuse(
            "The shooting day is open already.",
            "Close it first; then open the new one.",
            "IWLMSC-1/MEETING-DAILY",
        ),
        "day-too-long": refuse(
            "The shooting day was opened more than {most} hours ago.",
            "Close it, and open the new one.",
            "IWLMSC-1/MEETING-DAILY",
        ),
        "notice": refuse(
            "The {kind} number is missing.",
            "Notify, write down the number that is given, and record it.",
            "NZ-SS/POLICE-DAY",
        ),
        "permission": refuse(
            "No {kind} permission in date is on record.",
            "The production office records it: record-paper kind={kind} number=....",
            "NZ-SS/POLICE-PERM",
        ),
        "first-aid": refuse(
            "No named first-aider is on record.",
            "Name one, with a stocked kit: record-paper kind=first-aid about=PERSON.",
            "UK-ETIS20/FIRST-AID",
        ),
        "certificate": refuse(
            "{weapon} has no {kind} certificate in date on record.",
            "Record the certificate, or take another weapon.",
            "UK-DEAC",
        ),
        "modified": refuse(
            "{weapon} was modified, and no certificate for it is on record.",
            "Record who converted it and their certificate, or take another weapon.",
            "STAGE/CONVERT",
        ),
        "minor": refuse(
            "{who} is a minor; of the papers for one these are missing here: {what}.",
            "The production office records them.",
            "NSW-P634/MINOR",
        ),
        "minor-none": note("{who} is a minor, and no paper for one is on record.", "See gate receiver."),
        "acquisition": refuse(
            "No acquisition record of {owner} for {weapon} is on record.",
            "The owner enters it in their book; record its number here.",
            "CFR-478.125(e)-acq",
        ),
        "acquisition-unknown": note(
            "The owner of {weapon} is not said; a licensed owner's acquisition record is asked for here.",
            "Say who owns it.",
            "CFR-478.125(e)-acq",
        ),
        "weapon-class": refuse(
            "A {kind} weapon may not be supplied to a production here.",
            "Take one that is blank-firing, a replica, or permanently inoperable.",
            "QLD-WR-39",
        ),
    }

    def look(self, state: State, act: Act, profile: Profile, now: datetime) -> Iterator[Finding]:
        """Yield what is missing: for the thing, for the day, and for a minor."""
        if act.kind in IN_USE:
            yield from self._day(state, act, profile, now)
            return
        yield from self._weapon(state, act, profile, now)
        if act.kind in INTAKE:
            return
        yield from self._standing(state, act, profile, now)
        yield from self._day(state, act, profile, now)
        if act.kind in ISSUING:
            yield from self._minor(state, act, profile, now)

    def _standing(self, state: State, act: Act, profile: Profile, now: datetime) -> Iterator[Finding]:
        if act.kind == "close-day":
            return
        if profile.needs_risk_assessment and not _held(state, "risk-assessment", now):
            yield self.find("no-risk-assessment")
        if profile.needs_compliance_contact and not _held(state, "compliance-contact", now):
            yield self.find("no-contact")
        for kind in profile.permissions:
            if not _held(state, kind, now):
                yield self.find("permission", kind=kind)
        if profile.needs_first_aid and not _held(state, "first-aid", now):
            yield self.find("first-aid")

    def _day(self, state: State, act: Act, profile: Profile, now: datetime) -> Iterator[Finding]:
        if act.kind in ("open-day", "close-day"):
            said = act.notice.kind if act.notice and act.notice.number else ""
            for kind in profile.day_notices:
                if kind != said:
                    yield self.find("notice", kind=kind)
            if act.kind == "open-day" and state.day.open:
                yield self.find("day-open-already")
            if act.kind == "close-day" and not state.day.open:
                yield self.find("day-not-open")
            return
        if profile.needs_open_day and not state.day.open:
            yield self.find("day-not-open")
            return
        for kind in profile.day_notices:
            if kind not in state.day.notices:
                yield self.find("notice", kind=kind)
        opened = state.day.opened_at
        if opened is not None and now - opened > timedelta(hours=profile.day_max_h):
            yield self.find("day-too-long", most=profile.day_max_h)

    def _weapon(self, state: State, act: Act, profile: Profile, now: datetime) -> Iterator[Finding]:
        known = weapon_of(state, act)
        if not act.weapon:
            return
        weapon = weapon_from(act, known, enrolled=True) if act.kind in ("register", "bring") else known
        if weapon is None:
            return
        if weapon.class_ not in profile.weapon_classes:
            yield self.find("weapon-class", kind=weapon.class_)
        today = state.local_date(now)
        in_date = [c.kind for c in weapon.certificates if c.expires is None or c.expires >= today]
        lapsed = [c.kind for c in weapon.certificates if c.kind not in in_date]
        papers = [p.kind for p in state.papers.values() if p.about == weapon.id and _valid(p, state, now)]
        held = [*in_date, *papers]
        if (
            profile.deactivation_certificate
            and weapon.class_ == "deactivated"
            and not _any(held, "deactivat", "proof")
        ):
            yield self.find("certificate", weapon=weapon.id, kind="deactivation")
        for kind in lapsed:
            if kind not in papers:
                yield self.find("certificate", weapon=weapon.id, kind=kind)
        if weapon.modified and not held:
            yield self.find("modified", weapon=weapon.id)
        if profile.acquisition_record and weapon.fires:
            yield from self._acquired(weapon.id, weapon.owner, held)

    def _acquired(self, weapon: str, owner: str, held: list[str]) -> Iterator[Finding]:
        if not owner:
            yield self.find("acquisition-unknown", weapon=weapon)
        elif not _any(held, "acqui"):
            yield self.find("acquisition", weapon=weapon, owner=owner)

    def _minor(self, state: State, act: Act, profile: Profile, now: datetime) -> Iterator[Finding]:
        who = person(state, receiver_of(state, act))
        if who.age is None or who.age >= profile.receiver_min_age:
            return
        papers = minor_papers(state, who, now)
        if not papers:
            yield self.find("minor-none", who=who.id)
            return
        missing = [stem for stem in profile.minor_papers if not _any(list(papers), stem)]
        if missing:
            yield self.find("minor", who=who.id, what=", ".join(missing))


def _held(state: State, kind: str, now: datetime) -> bool:
    """Whether a paper of a kind is in date, about the day or about the person it names."""
    about = [state.papers.get(f"day/{kind}")]
    if kind != "risk-assessment":
        about += [p for p in state.papers.values() if p.kind == kind and p.about in state.people]
    return any(paper is not None and _valid(paper, state, now) for paper in about)


def _valid(paper: Paper, state: State, now: datetime) -> bool:
    return paper.expires is None or paper.expires >= state.local_date(now)


def _any(kinds: list[str], *stems: str) -> bool:
    return any(stem in kind for kind in kinds for stem in stems)
