"""Is the thing enrolled, and the giver a qualified custodian today?

Documented in docs/rules/custodian.md; the two change together.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from operator import attrgetter
from typing import ClassVar

from showsafe.domain import words
from showsafe.domain.acts import LEAVING, Act
from showsafe.domain.state import State
from showsafe.domain.things import Credential, Person, Weapon
from showsafe.rules.decision import Finding
from showsafe.rules.facts import (
    belief_of,
    custodian_of,
    person,
    planned_pass,
    plans_of,
    receiver_of,
    weapon_of,
)
from showsafe.rules.gate import Gate, note, refuse
from showsafe.rules.profile import Profile
from showsafe.rules.table import ACT_GATES

DESCRIPTION = {
    "class_": "class_",
    "action": "action",
    "calibre": "calibre",
    "capacity": "capacity",
    "serial": "serial",
    "kind": "sort",
    "size": "load",
    "state": "state",
    "supplier": "supplier",
}
"""What describes a weapon or a lot: its field there, and the field of an act that says it."""

_SERIAL = attrgetter("serial")
_TAG = attrgetter("tag")


class Custodian(Gate):
    """Is the thing enrolled, and the giver a qualified custodian today: credential in date, class, course, age?"""

    id = "custodian"
    protects = (
        "nobody but a qualified custodian puts a weapon on its way, and no weapon that nobody enrolled moves"
    )
    codes: ClassVar = {
        "not-enrolled": refuse(
            "{weapon} is not enrolled on this production.",
            "A custodian registers it by its serial number, or isolates it: locked as it is, away from the set.",
            "MB-22/A3",
            "IWLMSC-1/NO-PERSONAL",
        ),
        "not-custodian": refuse(
            "{who} is not a custodian: armorer, property master or assistant property master.",
            "A custodian of today does this.",
            "CA-9153(a)(1)",
            "IWLMSC-1/CUSTODIAN",
        ),
        "no-credential": refuse(
            "No {kinds} paper is on record for {who}.",
            "The production office records it, or another custodian does this.",
            "IWLMSC-1/QUALIFIED",
            "ON-39(6)(1)",
            "MB-22/A1(i)",
        ),
        "expired": refuse(
            "The {kinds} paper of {who} is no longer in date.",
            "The production office records a valid one, or another custodian does this.",
            "IWLMSC-1/QUALIFIED",
            "UK-BBC/ARMOURER",
        ),
        "class": refuse(
            "The {kinds} paper of {who} does not cover {weapon}.",
            "A custodian whose paper covers this class does this.",
            "UK-BBC/ARMOURER",
            "AU-TRADE/ENGAGE",
        ),
        "under-age": refuse(
            "{who} is under age; a custodian here is {least} or over.",
            "Another custodian does this.",
            "QLD-116",
        ),
        "described-otherwise": refuse(
            "{thing} is on record with {key} {was}, and this says {said}.",
            "Look at the thing itself, both of you. Another one, or another delivery, gets a name of its own.",
            "CFR-478.125(e)-both",
        ),
        "serial-twice": refuse(
            "Serial {serial} is on record as {weapon}.",
            "Read the serial again; one weapon has one name.",
            "NSW-35A(3)(a)(i)",
        ),
        "tag-twice": refuse(
            "{weapon} has {tag} on record, as its tag or serial.",
            "Read both weapons again. No two weapons have one tag: give this one a tag of its own.",
            "NSW-35A(3)(a)(i)",
        ),
        "in-other-hands": refuse(
            "{weapon} is in the hands of {holder} by the record.",
            "A custodian collects it first.",
            "CA-9153(a)(2)-take",
        ),
        "age-not-said": note(
            "The age of {who} is not on record; a custodian here is {least} or over.",
            "The production office records it.",
            "QLD-116",
        ),
    }

    def look(self, state: State, act: Act, profile: Profile, now: datetime) -> Iterator[Finding]:
        """Yield what stands against the thing and the custodian."""
        weapon = weapon_of(state, act)
        if weapon is not None and not weapon.enrolled and act.kind != "register":
            yield self.find("not-enrolled", weapon=weapon.id)
        if self.id not in ACT_GATES.get(act.kind, ()):
            return
        if act.kind in ("register", "bring", "receive"):
            yield from self._described(state, act)
        if act.kind in LEAVING and weapon is not None:
            holder = belief_of(state, act).holder
            if holder and not state.is_custodian(holder):
                yield self.find("in-other-hands", weapon=weapon.id, holder=holder)
        for who in self._asked_of(state, act, now):
            yield from self._qualified(state, who, weapon, profile, now)

    def _described(self, state: State, act: Act) -> Iterator[Finding]:
        """A thing on record is not made another by entering it again, and nothing read on one is on two weapons."""
        known = state.weapons.get(act.weapon) if act.weapon else state.lots.get(act.lot)
        if known is not None and (act.lot or getattr(known, "enrolled", False)):
            for key, in_act in DESCRIPTION.items():
                was, said = getattr(known, key, None), getattr(act, in_act)
                if was and said and was != said:
                    yield self.find(
                        "described-otherwise", thing=known.id, key=key.rstrip("_"), was=was, said=said
                    )
        lot = state.lots.get(act.lot)
        if lot is not None and lot.total and act.count and act.count != lot.total:
            yield self.find("described-otherwise", thing=lot.id, key="count", was=lot.total, said=act.count)
        if act.weapon:
            yield from self._read_twice(state, act)

    def _read_twice(self, state: State, act: Act) -> Iterator[Finding]:
        """What is read on one enrolled weapon is on no other: its serial is nobody's serial, its tag neither."""
        known = weapon_of(state, act)
        before = known if known is not None and not known.enrolled else Weapon(id=act.weapon)
        serial, tag = act.serial or before.serial, act.tag or before.tag
        on_record = {*map(_SERIAL, state.weapons.values()), *map(_TAG, state.weapons.values())} - {""}
        if on_record.isdisjoint((serial, tag)):
            return
        for other in state.weapons.values():
            if other.id == act.weapon or not other.enrolled:
                continue
            if serial and other.serial == serial:
                yield self.find("serial-twice", serial=serial, weapon=other.id)
            if tag and tag in (other.tag, other.serial):
                yield self.find("tag-twice", weapon=other.id, tag=tag)
            elif serial and serial == other.tag:
                yield self.find("tag-twice", weapon=other.id, tag=serial)

    def _asked_of(self, state: State, act: Act, now: datetime) -> tuple[Person, ...]:
        """A scripted pass has no custodian as giver, and a preset weapon has the one who placed it."""
        who = custodian_of(state, act)
        if act.kind in ("offer", "hand-over") and not state.is_custodian(who):
            plans = plans_of(state, act, now)
            if planned_pass(plans, who, receiver_of(state, act)):
                return ()
        if act.kind == "pick-up" and belief_of(state, act).preset and not state.is_custodian(who):
            who = belief_of(state, act).preset
        people = [person(state, who)]
        if act.kind == "pass-open" and act.given_to:
            people = [person(state, act.from_ or act.by), person(state, act.given_to)]
        return tuple(people)

    def _qualified(
        self, state: State, who: Person, weapon: Weapon | None, profile: Profile, now: datetime
    ) -> Iterator[Finding]:
        if not any(role in profile.custodian_roles for role in who.roles):
            yield self.find("not-custodian", who=who.id)
            return
        today = state.local_date(now)
        for kinds in profile.custodian_credentials:
            yield from self._credential(who, kinds, weapon, today)
        least = profile.custodian_min_age
        if who.age is None:
            yield self.find("age-not-said", who=who.id, least=least)
        elif who.age < least:
            yield self.find("under-age", who=who.id, least=least)

    def _credential(
        self, who: Person, kinds: tuple[str, ...], weapon: Weapon | None, today: date
    ) -> Iterator[Finding]:
        """One of several kinds has to be held, be in date, and cover the weapon."""
        named = " or ".join(kinds)
        held = [credential for credential in who.credentials if credential.kind in kinds]
        if not held:
            yield self.find("no-credential", kinds=named, who=who.id)
            return
        in_date = [c for c in held if c.expires is None or c.expires >= today]
        if not in_date:
            yield self.find("expired", kinds=named, who=who.id)
        elif weapon is not None and weapon.fires and not any(covers(c, weapon) for c in in_date):
            yield self.find("class", kinds=named, who=who.id, weapon=weapon.id)


def covers(credential: Credential, weapon: Weapon) -> bool:
    """Whether the class on a paper covers a weapon: any, its class, its action, or the family of its action."""
    family = words.FAMILY.get(weapon.action, ())
    return credential.class_ in ("any", "all", weapon.class_, weapon.action, *family)
