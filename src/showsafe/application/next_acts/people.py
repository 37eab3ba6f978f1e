"""Who may say an act, best first, and who can be its second person. By roles and parts alone, never by a score.

Nobody is left out of these lists for having pressed hold or stop: a list that left them out would name them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from showsafe.application.access import table
from showsafe.domain import files, pairs, resets
from showsafe.domain.acts import KINDS, Act
from showsafe.domain.state import State
from showsafe.domain.things import Person
from showsafe.rules.facts import giver_of, receiver_of

MOST = 8
"""No more people are named for one act."""

FITTING = 3
"""The last place in the order of witnesses (``pairs.rank``) that is proposed: a second custodian to the 1st AD."""

WITH_THE_FLOOR = ("first-ad",)
OF_THE_OFFICE = ("producer", "production-manager")
WHO_ANSWERS = ("safety-advisor", "producer", "production-manager", "first-ad")
"""Who a concern goes to, in this order; never the one whom it is about."""


def with_roles(state: State, *roles: str) -> tuple[str, ...]:
    """Return everybody with one of these roles, in the order of the roles."""
    found = [
        who.id for role in roles for who in state.people.values() if role in who.roles and not who.erased
    ]
    return tuple(dict.fromkeys(found))


def custodians(state: State, *first: str) -> tuple[str, ...]:
    """Return the custodians, those named first where they are any."""
    known = tuple(who.id for who in state.people.values() if who.custodian and not who.erased)
    return tuple(dict.fromkeys((*(who for who in first if who in known), *known)))


def in_charge(state: State, weapon: str) -> tuple[str, ...]:
    """Return whose it is to handle a weapon: the custodian who has it, or any where nobody has."""
    file = files.file_of(state, weapon)
    holder = state.believed(weapon).holder
    if state.is_custodian(holder):
        return (holder,)
    return custodians(state, *((file.custodian,) if file else ()), state.believed(weapon).issued_by)


def may(state: State, kind: str, who: Iterable[str]) -> tuple[str, ...]:
    """Return those whose roles may say such an act, by the table of acts."""
    known = (state.people[name] for name in dict.fromkeys(who) if name in state.people)
    return tuple(each.id for each in known if not each.erased and table.may_say(each.roles, kind))


def seconds(state: State, act: Act) -> tuple[str, ...]:
    """Return who can be the second person of an act, the first choice first."""
    key = KINDS[act.kind].second
    known = [who for who in state.people.values() if not who.erased and who.roles and who.id != act.by]
    if key == "reviewed_by":
        return _named(sorted((who for who in known if who.outside_department), key=_outside))
    if key == "countersigned_by":
        return _named(sorted(known, key=pairs.rank))
    if key != "witness":
        return ()
    file = files.file_of(state, act.weapon) if act.weapon else files.open_file(state, act.file)
    if file is not None:
        return (file.watcher,) if file.watcher != act.by else ()
    run = resets.run_of(state, act)
    if act.kind == "cycle" and run is not None:
        return (run.witness,) if run.witness and run.witness != act.by else ()
    free = [who for who in known if _has_no_other_part(state, act, who)]
    fitting = [who for who in free if _fits(act, who)]
    return _named(sorted(fitting or free, key=pairs.rank))


def _fits(act: Act, who: Person) -> bool:
    """Whether somebody is in the order of witnesses; of the two who sign for the day one is of the office."""
    if "producer" in who.roles:
        return act.kind in ("assess", "open-day", "close-day")
    return pairs.rank(who) <= FITTING


def _has_no_other_part(state: State, act: Act, who: Person) -> bool:
    named = replace(act, witness=who.id)
    if act.kind in ("accept", "hand-over"):
        parts = (giver_of(state, named), receiver_of(state, named), *pairs.users_of(state, named))
        return who.id not in parts
    return not pairs.conflict(state, named)


def _outside(who: Person) -> int:
    order = ("first-ad", "safety-advisor", "producer", "production-manager")
    return next((place for place, role in enumerate(order) if role in who.roles), len(order))


def _named(people: Iterable[Person]) -> tuple[str, ...]:
    return tuple(who.id for who in people)[:MOST]


def owner_of(state: State, about: str) -> str:
    """Return who has to answer a concern: never the one whom it is about; "" where there is nobody else."""
    fitting = (who for who in with_roles(state, *WHO_ANSWERS) if who != about)
    return next(fitting, "")
