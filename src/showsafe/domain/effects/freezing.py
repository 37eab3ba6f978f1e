"""Effects of a freeze: what an incident concerns stays as it is, and who had a part in it is kept.

1. What is named is frozen. With a weapon go the lots that its rounds came from, and the containers of those lots and
   its own: where a round came from is as much a trace as where it was found.
2. An incident that names nothing finds what is concerned: every weapon that is in the hands of a user, lies with
   nobody, is out and loaded, is in a take, has a use that nobody has closed (wherever it was put since), or has an open
   fault and is out (after an unplanned shot also where it is not). So does one that somebody without a name touched on
   a screen about one thing: nobody chose that thing. More can be frozen by name later.
3. All proofs of a frozen weapon end, and it is offered to nobody.
4. Who handled a frozen thing, that day or since, has a part in it, and so has whoever was of the weapons department
   then. Whom one of them brings in since is no outside view.
5. A release lifts it from what it names, and from nothing else. A lot comes back with nothing proven.
"""

from __future__ import annotations

from collections.abc import Iterator

from showsafe.domain.acts import ANONYMOUS, Act
from showsafe.domain.belief import Belief
from showsafe.domain.changing import replace
from showsafe.domain.counting_acts import DISPOSING
from showsafe.domain.effects.common import put, void_all, without
from showsafe.domain.events import Event
from showsafe.domain.frozen import CONTAINER, LOT, WEAPON, Frozen, key_of
from showsafe.domain.state import State, Stop

HANDLING = (
    *("check", "unload", "clear", "collect", "isolate", "quarantine", "lock", "unlock", "load", "show"),
    *("declare", "preset", "offer", "accept", "hand-over", "pass-open", "leave", "pick-up"),
    *("prove", "seal", "consign", "return-to-owner", "cycle"),
    *("recount", "count-cases", *DISPOSING),
)
"""Acts by which whoever says them, or is their witness, has a thing in their hands or looks at it there."""

TO_HANDS = ("accept", "hand-over", "pass-open")
"""Acts whose receiver gets it. Offered, it is still with the giver."""

IN_USE = ("take", "rehearse", "discharge", "unplanned-discharge", "cycle")
"""Acts whose user has it. A plan for somebody puts nothing into their hands."""

GIVING = ("enrol", "assign-role")


def freeze_concerned(state: State, event: Event) -> State:
    """Freeze what an act names, with what belongs to it; an incident that names nothing finds what is concerned."""
    act = event.act
    weapons = [act.weapon]
    if act.kind == "incident" and (act.by == ANONYMOUS or not (act.weapon or act.lot or act.in_)):
        weapons += concerned(state)
    lots = [act.lot] if act.lot else []
    lots += [lot for weapon in weapons for lot in fed_by(state.believed(weapon)) if lot in state.lots]
    boxes = [act.in_, *(state.believed(weapon).container for weapon in weapons)]
    boxes += [state.lots[lot].container or state.lots[lot].kept_in for lot in lots]
    inside = tuple(dict.fromkeys([who for weapon in weapons for who in part_in(state.believed(weapon))]))
    inside += tuple(state.lots[lot].holder for lot in lots)
    handled_then = (*(key_of(WEAPON, name) for name in weapons), *(key_of(LOT, name) for name in lots))
    inside += tuple(who for key in handled_then for who in state.handled.get(key, ()))
    inside += tuple(who.id for who in state.people.values() if who.of_department)
    for thing, names in ((WEAPON, weapons), (LOT, lots), (CONTAINER, boxes)):
        for name in dict.fromkeys(each for each in names if each):
            state = _frozen(state, event, thing, name, inside)
    return state


def concerned(state: State) -> Iterator[str]:
    """Yield the weapons that an incident may be about where nobody has said which.

    What was fired, or was in a take, and was put away before anybody looked into it, is found in its box or safe.
    """
    away = (name for name in state.beliefs if name not in state.active)
    for name in (*state.active, *away):
        belief = state.beliefs[name]
        used = belief.take or (belief.use and not belief.use.closed)
        shot = belief.open_fault("unplanned-discharge")
        if used or shot or (belief.active and _in_the_way(state, belief)):
            yield name


def _in_the_way(state: State, belief: Belief) -> bool:
    """Whether a weapon is with a user, lies with nobody, is out and loaded, or has an open fault."""
    users = bool(belief.holder) and not state.is_custodian(belief.holder)
    lying = bool(belief.place) and not belief.holder
    loaded = any(each.state != "spent" for each in belief.contents) and not belief.container
    return bool(users or lying or loaded or (belief.fault and not belief.container))


def fed_by(belief: Belief) -> tuple[str, ...]:
    """Return the lots that the rounds of a weapon came from: in it now, that came out last, or loaded last."""
    rounds = (*belief.contents, *belief.came_out)
    return tuple(dict.fromkeys((*(each.lot for each in rounds if each.lot), *belief.fed)))


def part_in(belief: Belief) -> tuple[str, ...]:
    """Return who has handled a weapon, as far as the record still believes it."""
    watched, said, taking = belief.watched, belief.said, belief.take
    people = (
        *(belief.holder, belief.issued_by, belief.preset),
        *((belief.loaded.by,) if belief.loaded else ()),
        *(belief.proof.people if belief.proof else ()),
        *(belief.bore.people if belief.bore else ()),
        *((watched.user, watched.watcher) if watched else ()),
        *((said.by,) if said else ()),
        *((taking.user,) if taking else ()),
        *((belief.offer.from_, belief.offer.to) if belief.offer else ()),
        *(who for fault in (belief.fault.all if belief.fault else ()) for who in fault.involved),
    )
    return tuple(dict.fromkeys(who for who in people if who))


def _frozen(state: State, event: Event, thing: str, name: str, inside: tuple[str, ...]) -> State:
    known = state.frozen.get(key_of(thing, name))
    opened = (*known.opened_by, event.act.by) if known else (event.act.by,)
    within = (*known.inside, *inside) if known else inside
    frozen = Frozen(
        thing=thing,
        name=name,
        record=known.record if known else event.number,
        at=known.at if known else event.at,
        again=event.at if known else None,
        opened_by=tuple(sorted(set(opened))),
        inside=tuple(sorted({who for who in within if who})),
        brought=known.brought if known else (),
    )
    state = replace(state, frozen=put(state.frozen, key_of(thing, name), frozen))
    if thing == WEAPON:
        belief = void_all(state.believed(name), event, "frozen after an incident")
        return state.with_belief(name, replace(belief, frozen=True))
    return state.with_lot(replace(state.lots[name], frozen=True)) if thing == LOT else state


def handled(state: State, event: Event) -> State:
    """Keep who handled a thing that day, and a frozen one ever since: that is no outside view when it is released."""
    act = event.act
    people = _hands_of(state, event) if event.happened else ()
    if not people:
        return state
    lots = (act.lot, *(each.lot for each in act.rounds or ()))
    for thing, name in ((WEAPON, act.weapon), *((LOT, lot) for lot in lots)):
        key = key_of(thing, name)
        known = state.handled.get(key, ())
        if name and not people <= set(known):
            state = replace(state, handled=put(state.handled, key, tuple(sorted({*known, *people}))))
        frozen = state.frozen.get(key)
        if frozen is not None and not people <= set(frozen.inside):
            inside = tuple(sorted({*frozen.inside, *people}))
            state = replace(state, frozen=put(state.frozen, key, replace(frozen, inside=inside)))
    return state


def _hands_of(state: State, event: Event) -> set[str]:
    act = event.act
    people = {act.by, act.witness} if act.kind in HANDLING else set()
    people |= set(act.to) if act.kind in TO_HANDS else set()
    people |= {act.user} if act.kind in IN_USE else set()
    return {who for who in people if who in state.people}


def brought(before: State, state: State, event: Event) -> State:
    """Keep of what is frozen whom somebody with a part in it puts on record, or gives a role, so that they may release.

    Somebody without a part who gives them such a role answers for them.
    """
    act = event.act
    now, then = state.people.get(act.person), before.people.get(act.person)
    if act.kind not in GIVING or not event.happened or now is None or not now.may_release_frozen:
        return state
    new = then is None or not then.may_release_frozen
    frozen = {
        key: replace(each, brought=_brought_to(each, act, new=new)) for key, each in state.frozen.items()
    }
    stops = tuple(replace(each, brought=_brought_to(each, act, new=new)) for each in state.stops)
    return replace(state, frozen=frozen, stops=stops)


def _brought_to(known: Frozen | Stop, act: Act, *, new: bool) -> tuple[str, ...]:
    by_inside = act.by in (*known.inside, *known.brought)
    if by_inside and not new:
        return known.brought
    others = {who for who in known.brought if who != act.person}
    return tuple(sorted(others | {act.person} if by_inside else others))


def with_department(state: State) -> State:
    """Keep with the last stop, a freeze of the whole set, who is of the weapons department at that moment."""
    inside = tuple(sorted(who.id for who in state.people.values() if who.of_department))
    return replace(state, stops=(*state.stops[:-1], replace(state.stops[-1], inside=inside)))


def thaw(state: State, event: Event) -> State:
    """Lift the freeze from what a release names; a lot comes back with nothing proven."""
    act = event.act
    for thing, name in ((WEAPON, act.weapon), (LOT, act.lot), (CONTAINER, act.in_)):
        known = state.frozen.get(key_of(thing, name))
        if known is None or known.frozen_after(act.at):
            continue
        state = replace(state, frozen=without(state.frozen, key_of(thing, name)))
        if thing == WEAPON:
            state = state.with_belief(name, replace(state.believed(name), frozen=False))
        elif thing == LOT:
            lot = state.lots[name]
            because = lot.tainted or f"frozen until record {event.number}"
            state = state.with_lot(replace(lot, frozen=False, proven=0, tainted=because))
    return state
