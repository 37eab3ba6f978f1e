"""What stands behind a sentence on a paper: the clauses that have force at this place, and how well each was read.

1. A clause that is known second-hand, or from memory, is never shown as law, and its number is not printed: a number
   on paper looks like law.
2. A clause of another place has no force here and is left out; what is behind a sentence then is practice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from showsafe.papers.source import Source
from showsafe.papers.words import texts
from showsafe.rules.clause import Clause
from showsafe.rules.profile import Profile

LAW = ("law", "licence")
"""Forces that bind by themselves."""

PLACES: Mapping[str, tuple[str, ...]] = {
    "us-ca": ("CA-", "CFR-", "ATF-"),
    "us-nm": ("CFR-", "ATF-"),
    "gb": ("UK-",),
    "ca-on": ("ON-",),
    "ca-mb": ("MB-",),
    "au-nsw": ("NSW-",),
    "au-qld": ("QLD-",),
    "nz": ("NZ-",),
}
"""Which clauses have force where: by the profile that is in force, or on which it rests, how their ids begin."""

ANYWHERE = ("IWLMSC-", "AEAA/", "STEMBRIDGE/", "JMFX/", "PRACTICE/", "STAGE/", "SAG/", "AU-TRADE/")
"""Practice of the trade, which is the same everywhere."""


def grounds(ids: Iterable[str], profile: Profile | None, lang: str) -> dict[str, Any]:
    """Return what stands behind a sentence at the place of a profile: in words, and whether any of it is law.

    Nothing that was read, and nothing known second-hand: it is practice, or our own.
    """
    words = texts("planning", lang)
    found = _here(ids, profile)
    read = sorted((each for each in found if each.was_read), key=lambda each: not binds(each))
    said = [f"{words[clause.force]} {clause.id} ({words[f'read_{clause.grade}']})" for clause in read]
    if not said:
        said = [str(words["second_hand" if found else "ours"])]
    return {"law": any(binds(clause) for clause in found), "says": "; ".join(said)}


def binds(clause: Clause) -> bool:
    """Whether a clause may be shown as law: it is one, and it was read."""
    return clause.was_read and clause.force in LAW


def _here(ids: Iterable[str], profile: Profile | None) -> list[Clause]:
    if profile is None:
        return []
    begins = (*ANYWHERE, *PLACES.get(profile.id, ()), *PLACES.get(profile.base or "", ()))
    return [profile.clauses[each] for each in ids if each in profile.clauses and each.startswith(begins)]


def least_distance(source: Source) -> int | None:
    """Return the distance from the muzzle that is asked at least where the unit works, in millimetres."""
    return source.rules.min_distance_mm if source.rules is not None else None
