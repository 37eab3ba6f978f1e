"""What the record has of somebody in commitments alone, and how that is forgotten.

1. No personal value is in a record: a commitment stands for it, and the value lies beside the ledger.
2. Once erased, no value of that person is in the state: nor in an ask that was held or refused, nor in a paper.
3. Who was erased has no role and may be given no weapon until they are enrolled anew. Nothing that they give back, make
   safe or raise is kept from them: the id stays known.
"""

from __future__ import annotations

from showsafe.domain.acts import Act
from showsafe.domain.changing import replace
from showsafe.domain.effects.common import put, without
from showsafe.domain.events import Event
from showsafe.domain.state import State
from showsafe.domain.things import Person

DESCRIBING = ("enrol", "describe")
"""Acts that describe a person."""

PERSONAL = ("name", "contact", "age", "credentials", "papers", "prohibited")
"""What they say of a person and no record holds."""


def subject_of(act: Act) -> str:
    """Return whose personal values an act may say: the person it describes, or whom its paper is about; or ""."""
    if act.kind in DESCRIBING:
        return act.person
    return act.about if act.kind == "record-paper" else ""


def personal_keys(act: Act, state: State) -> tuple[str, ...]:
    """Return the keys of an act whose values are personal: they never go into a record."""
    subject = subject_of(act)
    if act.kind == "record-paper":
        return ("number",) if subject in state.people or subject in state.sealed else ()
    return PERSONAL if subject else ()


def sealed_values(state: State, event: Event) -> State:
    """Keep which commitments are about whom, so that all of them can be found again."""
    subject = subject_of(event.completes or event.act)
    known = state.sealed.get(subject, ())
    commitments = tuple(dict.fromkeys((*known, *(commitment for _, commitment in event.sealed))))
    return replace(state, sealed=put(state.sealed, subject, commitments))


def erase(state: State, event: Event) -> State:
    """Everything personal of somebody is gone, but for what has a commitment that the record does not name."""
    who = event.act.person
    left = tuple(each for each in state.sealed.get(who, ()) if each not in event.act.commitments)
    before = state.people.get(who)
    people = state.people
    if before is not None:
        gone = Person(
            id=who, duties=before.duties, instructed=before.instructed, prohibited=True, erased=True
        )
        people = put(people, who, gone)
    return replace(
        state,
        people=people,
        papers={key: paper for key, paper in state.papers.items() if paper.about != who},
        pending={key: asked for key, asked in state.pending.items() if subject_of(asked.act) != who},
        sealed=put(state.sealed, who, left) if left else without(state.sealed, who),
    )
