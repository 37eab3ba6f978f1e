"""What is next of one weapon: the one next right act, what the person who asks may say, and what others may.

Next is the first act on the way that nothing recorded would stand against. Before one that would be refused comes what
supplies the first thing that it misses; where nobody can supply it, the way back. One that would be refused is never
next while another would not: what the person who asks may not say and another may is next, as that other's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from showsafe.application.next_acts import cures, fill, way
from showsafe.application.next_acts.candidate import Candidate, Right, dry_run
from showsafe.application.next_acts.trouble import Wait, wait_of
from showsafe.application.would import Moment
from showsafe.domain.things import Weapon
from showsafe.errors import WrongInput

DEEP = 4
"""So many things that miss something in their turn are followed, as from a load to its box to the day."""


@dataclass(frozen=True, slots=True)
class Next:
    """The one next right act of a weapon; those that the person may say, and those that only others may."""

    weapon: str
    right: Right
    mine: tuple[Right, ...]
    others: tuple[Right, ...]
    wait: Wait | None


def next_of(at: Moment, name: str, person: str, *, been_out: bool) -> Next:
    """Return what is next of a weapon for a person.

    Raises WrongInput ``view.no-such``.
    """
    weapon = at.state.weapons.get(name)
    if weapon is None or name not in at.state.beliefs:
        raise WrongInput(
            "view.no-such", "No weapon of that name is on record.", "Look at the board for its name."
        )
    listed = sorted(_listed(at, weapon, person, been_out=been_out), key=lambda right: right.weight)
    mine = tuple(right for right in listed if person in right.who)
    others = tuple(right for right in listed if person not in right.who)
    return Next(name, listed[0], mine, others, wait_of(at, weapon))


def _listed(at: Moment, weapon: Weapon, person: str, *, been_out: bool) -> list[Right]:
    """List the first on the way with what it misses, the way back where nothing of that is open, then the rest."""
    found: dict[str, Right] = {}
    first, *rest = way.ways(at, weapon, been_out=been_out)
    for right in _with_cures(at, weapon, first, person):
        found.setdefault(key_of(right), right)
    behind = [*way.back(at, weapon)]
    open_way = any(not right.weight for right in found.values())
    for candidate in (*rest, *behind) if open_way else (*behind, *rest):
        right = _said(at, candidate, person)
        found.setdefault(key_of(right), right)
    return list(found.values())


def key_of(right: Right) -> str:
    """Return what makes two proposals one: the act and its thing."""
    thing = right.keys.get("lot") or right.keys.get("weapon") or right.keys.get("scene") or ""
    return f"{right.kind} {thing}{right.keys.get('set', '')}{right.keys.get('kind', '')}"


def _said(at: Moment, candidate: Candidate, person: str) -> Right:
    """Dry-run a candidate as said by the person; where nothing but who they are stands against it, by another."""
    right = dry_run(at, candidate, person)
    others = tuple(who for who in right.who if who != person)
    if not right.weight or not others or len(others) == len(right.who):
        return right
    said = dry_run(at, replace(candidate, by=others))
    return right if said.weight else said


def _with_cures(at: Moment, weapon: Weapon, candidate: Candidate, person: str) -> Iterator[Right]:
    """Yield a candidate, and before it what it misses, the first thing first."""
    right = _said(at, candidate, person)
    if right.weight:
        yield from missing(at, weapon, right, person)
    yield right


def missing(at: Moment, weapon: Weapon, right: Right, person: str = "", deep: int = DEEP) -> Iterator[Right]:
    """Yield the acts that supply what stands against one, each only where it would itself be permitted, or its own."""
    plan = fill.plan_of(at.state, weapon.id, at.now)
    for finding in cures.in_order(right.against):
        cure = cures.cure_of(cures.Case(at, right, weapon, plan, finding))
        if cure is None or (cure.kind == right.kind and cure.keys == right.keys):
            continue
        answer = _said(at, cure, person)
        if not answer.weight:
            yield answer
        elif deep:
            yield from missing(at, weapon, answer, person, deep - 1)
