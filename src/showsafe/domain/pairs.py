"""Who the second person of an act is, and whether they can be one. Two people, never one twice.

They are never the actor, and a witness is never the receiver, the user or a supplier. Who has a weapon in their hands
and is no custodian is its user, whether a plan names anybody or not. A second custodian comes before a
safety advisor, an assistant armorer and the 1st AD. Whether a witness has their hands free is for gate *sight* to ask.
"""

from __future__ import annotations

from showsafe.domain.acts import KINDS, Act
from showsafe.domain.state import State
from showsafe.domain.things import Person

ORDER = ("safety-advisor", "assistant-armorer", "first-ad")


def second_of(act: Act) -> str:
    """Return who stands in as the second person of an act, or ""."""
    key = KINDS[act.kind].second
    if key == "to":
        return act.given_to
    if key == "witness":
        return act.witness or (
            next((p for p in act.attendees if p != act.by), "") if act.kind == "meet" else ""
        )
    if key == "reviewed_by":
        return act.reviewed_by or act.witness
    return str(getattr(act, key)) if key else ""


def users_of(state: State, act: Act) -> tuple[str, ...]:
    """Return who is to use the weapon of an act, or does: receiver, named user, users of its plans, and who has it.

    Of a plan that is whom it names, and whom a scripted pass brings it to. A custodian who has it is no user of it.
    """
    users = [act.user, *(act.to if act.kind in ("offer", "hand-over", "accept") else ())]
    if act.kind == "accept" and not act.to:
        users.append(act.by)
    if act.weapon:
        for plan in (each.act for each in state.plans.values() if each.act.weapon == act.weapon):
            users += [plan.user, *(each.to for each in plan.passes)]
        holder = state.believed(act.weapon).holder
        users += [] if state.is_custodian(holder) else [holder]
    return tuple(user for user in dict.fromkeys(users) if user)


def rank(person: Person) -> int:
    """Return the place of a witness in the order of preference, from 0 (a second custodian) to 4 (anybody else)."""
    if person.custodian:
        return 0
    for place, role in enumerate(ORDER, start=1):
        if role in person.roles:
            return place
    return len(ORDER) + 1


def conflict(state: State, act: Act) -> str:
    """Say why the second person of an act cannot be one: ``actor``, ``user``, ``supplier``, or "" if they can."""
    second = second_of(act)
    if second == act.by:
        return "actor"
    if KINDS[act.kind].second != "witness":
        return ""
    person = state.people.get(second)
    if act.kind in ("check", "load", "unload", "clear", "accept", "hand-over") and second in users_of(
        state, act
    ):
        return "user"
    if person is not None and "supplier" in person.roles and not person.custodian:
        return "supplier"
    return ""


def pair(state: State, act: Act) -> tuple[str, ...]:
    """Return the two people of an act, or () where there are not two who can be.

    At least one of them has to be a custodian where the act opens a weapon or proves rounds.
    """
    second = second_of(act)
    if not second or second not in state.people or act.by not in state.people or conflict(state, act):
        return ()
    people = (act.by, second)
    if act.kind in ("check", "load", "unload", "clear", "prove") and not any(
        state.people[person].custodian for person in people
    ):
        return ()
    return people
