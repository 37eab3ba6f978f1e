"""What an erasure names, and what it leaves in the state: that something was there, by whom, and under which record.

The values themselves go from beside the records; a state that was made of them is made anew (see ``case``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from showsafe.casefile.state import CaseState, Gone, Said


def what_goes(state: CaseState, what: str) -> tuple[str, ...]:
    """Return the commitments that an erasure of a source, person or entry erases.

    Files that were handed out with names in them were made of all of it, so what was kept of them goes too.
    """
    own = state.sealed.get(what, ())
    files = tuple(each.files for each in state.exports if each.files) if own else ()
    return tuple(dict.fromkeys((*files, *own)))


def erased(state: CaseState, by: Said, what: str, gone: set[str]) -> CaseState:
    """Return the state after the erasure of some commitments of one source, person or entry."""
    state = replace(
        state,
        sealed=_without(state.sealed, gone),
        exports=tuple(replace(each, files="") if each.files in gone else each for each in state.exports),
    )
    if what in state.sources:
        source = replace(state.sources[what], gone=Gone("erased", by))
        return replace(state, sources={**state.sources, what: source})
    if what in state.people:
        person = replace(state.people[what], erased=True)
        return replace(state, people={**state.people, what: person})
    entry = replace(state.history[what], erased=True)
    return replace(state, history={**state.history, what: entry})


def _without(sealed: Mapping[str, tuple[str, ...]], gone: set[str]) -> Mapping[str, tuple[str, ...]]:
    left = {
        name: tuple(each for each in sums if each not in gone) if gone.intersection(sums) else sums
        for name, sums in sealed.items()
    }
    return {name: sums for name, sums in left.items() if sums}
