"""What the program itself says in an act of a case, where nobody said it: the next id, the reading, who is a party."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from showsafe.casefile.fold import digests, reading_of
from showsafe.casefile.kinds import KINDS
from showsafe.casefile.state import CaseState
from showsafe.casefile.values import next_id


def filled(state: CaseState, kind: str, said: Mapping[str, Any], by: str) -> dict[str, Any]:
    """Return the keys of an act with those that the program fills in."""
    whole = dict(said)
    if "party" in KINDS[kind].keys and KINDS[kind].keys["party"].filled:
        whole["party"] = state.is_party(by)
    if kind == "name-person":
        whole["id"] = said["id"] or next_id("p", state.people)
    elif kind == "add-source":
        whole["id"] = said["id"] or next_id("s", state.sources)
        whole["same_as"] = said["same_as"] or same_as(state, said["original"], said["text"])
    elif kind == "read-source":
        whole["statements"] = len(said["proposals"]["statements"])
    elif kind == "review":
        source = state.sources.get(said["statement"].partition(".")[0])
        if source is not None and not said["reading"]:
            whole["reading"] = reading_of(source, said["statement"])
    elif kind == "erase":
        whole["commitments"] = []
    return whole


def same_as(state: CaseState, original: str, text: str) -> str:
    """Return the first source with the same bytes or the same words, or "": it is said, and never merged."""
    wanted = set(digests(original, text))
    found = (each.id for each in state.sources.values() if wanted.intersection(each.digests))
    return next(found, "")
