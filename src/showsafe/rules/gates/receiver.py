"""Is the receiver named for this weapon, of age, instructed on its action, not prohibited, and willing?

Documented in docs/rules/receiver.md; the two change together.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar

from showsafe.domain.acts import Act
from showsafe.domain.state import State
from showsafe.domain.things import Person
from showsafe.rules import agreement
from showsafe.rules.decision import Finding, Weight
from showsafe.rules.facts import (
    belief_of,
    is_user,
    minor_papers,
    names_user,
    person,
    plans_of,
    receiver_of,
    weapon_of,
)
from showsafe.rules.gate import Gate, note, refuse
from showsafe.rules.profile import Profile


class Receiver(Gate):
    """The one it is offered to: named for it, of age, instructed on its type, not prohibited, willing."""

    id = "receiver"
    protects = "no performer holds a weapon they were not instructed on"
    codes: ClassVar = {
        "not-named": refuse(
            "{who} is not the user named for {weapon} today.",
            "Hand it to the user named in the plan, or approve a plan that names {who}.",
            "IWLMSC-1/AIM-PLAN",
            "NSW-35A(3)(a)(ii)",
        ),
        "not-instructed": refuse(
            "{who} has not been instructed on {type}.",
            "The custodian instructs them and records it; then offer again.",
            "IWLMSC-1/TRAIN",
            "NZ-SS/INSTRUCT",
            "MB-22/A2(iv)",
        ),
        "under-age": refuse(
            "{who} is under {least}, and no paper for a minor is on record.",
            "The production office records the papers, or somebody of age does it.",
            "NSW-P634/MINOR",
        ),
        "age-not-said": note(
            "The age of {who} is not on record; a receiver is {least} or over, or a minor with papers.",
            "The production office records it.",
            "NSW-P634/MINOR",
        ),
        "prohibited": refuse(
            "{who} may not be given a weapon.",
            "Somebody else takes the part, or it is done with nothing in the hands.",
            "NSW-WPR17-19",
        ),
        "declined": refuse(
            "{who} said no to {weapon}.",
            "Leave it at that. If they ask for it themselves, show it to them first.",
            "IWLMSC-1/NO-COERCION",
        ),
        "no-course": refuse(
            "{who} has no firearms safety course in date, and is to handle it or be near it.",
            "They take the course, or stay away from the weapon.",
            "CA-9156",
        ),
    }

    def look(self, state: State, act: Act, profile: Profile, now: datetime) -> Iterator[Finding]:
        """Yield what stands against the receiver and, where a profile asks for it, those near."""
        weapon = weapon_of(state, act)
        if weapon is None or (act.kind == "pick-up" and state.is_custodian(act.by)):
            return
        who = person(state, receiver_of(state, act))
        plans = plans_of(state, act, now)
        if plans and not any(names_user(plan, who.id) for plan in plans):
            weight = None if is_user(who) or act.kind not in ("offer", "hand-over") else Weight.NOTE
            yield self.find("not-named", weight, who=who.id, weapon=weapon.id)
        by_class = not weapon.fires and weapon.class_ in who.instructed
        if weapon.type not in who.instructed and not by_class and not _taught(who):
            yield self.find("not-instructed", who=who.id, type=weapon.type)
        yield from self._age(state, who, profile, now)
        if who.prohibited:
            yield self.find("prohibited", who=who.id)
        if who.id in belief_of(state, act).declined_by:
            yield self.find("declined", who=who.id, weapon=weapon.id)
        if profile.near_course:
            yield from self._near(state, act, profile, now)

    def _age(self, state: State, who: Person, profile: Profile, now: datetime) -> Iterator[Finding]:
        if who.age is None:
            yield self.find("age-not-said", who=who.id, least=profile.receiver_min_age)
        elif who.age < profile.receiver_min_age and not minor_papers(state, who, now):
            yield self.find("under-age", who=who.id, least=profile.receiver_min_age)

    def _near(self, state: State, act: Act, profile: Profile, now: datetime) -> Iterator[Finding]:
        """Everybody who handles it or stands near: the receiver, the 1st AD, and the line as planned."""
        plan, _ = agreement.best(state, act, profile, now)
        near = [receiver_of(state, act)]
        if plan is not None and plan.act.line is not None:
            near.extend(plan.act.line)
        else:
            near.extend(_first_ads(state))
        today = state.local_date(now)
        for name in dict.fromkeys(near):
            who = person(state, name)
            if not any(
                c.kind == "course" and (c.expires is None or c.expires >= today) for c in who.credentials
            ):
                yield self.find("no-course", who=name)


def _taught(who: Person) -> bool:
    """Whether somebody was instructed on every type there is."""
    return "any" in who.instructed


def _first_ads(state: State) -> Iterator[str]:
    """Yield those 1st ADs who were at a meeting on record; where none was at any, all of them."""
    ads = [p.id for p in state.people.values() if "first-ad" in p.roles]
    there = [ad for ad in ads if any(ad in meeting.attendees for meeting in state.meetings.values())]
    yield from there or ads
