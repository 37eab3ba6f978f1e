"""Who has a part in an act, in order: who does it, the second, receiver, giver, user, and who was told."""

from __future__ import annotations

from collections.abc import Iterator

from showsafe.casefile.duties.table import table
from showsafe.casefile.duties.values import (
    ANONYMOUS,
    NOBODY,
    PERSON,
    PROGRAM,
    WITHHELD,
    Part,
    Who,
)
from showsafe.domain import acts, pairs
from showsafe.domain.acts import KINDS, LEAVING, Act
from showsafe.domain.named import FROM_HANDS, NODE
from showsafe.domain.state import State
from showsafe.rules.facts import receiver_of

SECOND_MISSING = "duty.second-person-missing"

_NEVER_SHOWN = acts.MAY_BE_ANONYMOUS
_USES = ("rehearse", "take", "discharge")


def parts_of(state: State, after: State, act: Act, codes: tuple[str, ...], *, done: bool) -> tuple[Part, ...]:
    """Return everybody's part in an act; of one that was only asked, who asked it.

    ``after`` is the state with the record in it, in which somebody just enrolled has roles.
    ``codes`` are those of its findings: where one says that the second person is missing, nobody stands there.
    """
    if table().duty(act.kind, "by") is None:
        return ()
    named = [("by", _doer(after, act))]
    if done:
        named += [(part, who_of(after, name)) for part, name in _others(state, act)]
        if SECOND_MISSING in codes and all(part != "second" for part, _ in named):
            named.insert(1, ("second", Who(what=NOBODY)))
    found = []
    for part, who in dict.fromkeys(named):
        duty = table().duty(act.kind, part, act.sort if act.kind == "record-paper" else "")
        if duty is not None:
            found.append(Part(part=part, who=who, duty=duty))
    return tuple(found)


def who_of(state: State, name: str) -> Who:
    """Return somebody by id, with the roles that they have now."""
    if name == NODE:
        return Who(what=PROGRAM)
    known = state.people.get(name)
    return Who(what=PERSON, id=name, roles=known.roles if known else ())


def _doer(state: State, act: Act) -> Who:
    if act.kind in _NEVER_SHOWN:
        return Who(what=WITHHELD)
    return Who(what=ANONYMOUS) if act.by == acts.ANONYMOUS else who_of(state, act.by)


def _others(state: State, act: Act) -> Iterator[tuple[str, str]]:
    key = KINDS[act.kind].second
    second = "" if act.kind == "show" else pairs.second_of(act)
    if act.witness and not second:
        second = act.witness
    if second:
        yield "second", second
    if act.kind not in LEAVING:
        yield from (("to", name) for name in act.to if name != second)
    if act.kind in FROM_HANDS and act.from_ and act.from_ != act.by:
        yield "from", act.from_
    user = receiver_of(state, act) if act.kind in _USES else act.user
    if user:
        yield "user", user
    yield from (("attendee", name) for name in act.attendees if name not in (act.by, second))
    yield from (("line", name) for name in act.line or ())
    yield from (("declined", name) for name in act.declined)
    if act.person and key != "person":
        yield "person", act.person
    for each in act.passes:
        yield "user", each.from_
        yield "user", each.to
