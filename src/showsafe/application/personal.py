"""Personal values: what a record holds instead of them, and how they are found again.

In the record stands ``{"sealed": commitment}``, where the commitment is the SHA-256 of ``showsafe-commitment/1`` and a
line feed, a salt of 32 random bytes, and the value in canonical JSON. Value and salt lie beside the ledger, where they
can be erased: the record then still proves what was said, to whoever was given value and salt, and tells nobody else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from showsafe.application.parse import act_as_mapping
from showsafe.domain.acts import Act
from showsafe.domain.effects.forgetting import personal_keys
from showsafe.domain.state import State
from showsafe.errors import NotVerified
from showsafe.ledger import canonical
from showsafe.ledger.store import Personal

DOMAIN = b"showsafe-commitment/1\n"
SALT_BYTES = 32
SEALED = "sealed"

MOST_ERASED = 400
"""How many commitments one record of an erasure names: an entry has an end."""

MAY_SEAL = ("enrol", "describe", "record-paper")
"""Acts whose records may hold commitments."""

Opened = Callable[[str], Personal | None]
"""Returns the value behind a commitment, or None where it was erased."""


@dataclass(frozen=True, slots=True)
class Sealing:
    """The personal keys of one act with their commitments, and what lies behind these."""

    names: tuple[tuple[str, str], ...] = ()
    values: tuple[Personal, ...] = ()


NOTHING = Sealing()


def commitment_of(salt: bytes, value: bytes) -> str:
    """Return the commitment to a value in canonical JSON, as 64 hex digits."""
    return hashlib.sha256(DOMAIN + salt + value).hexdigest()


def seal(
    act: Act, state: State, salt: Callable[[], bytes], own: Callable[[str], bytes] | None = None
) -> Sealing:
    """Return what stands in the record of an act for its personal values, by key, each under a salt of its own.

    ``own`` gives the salts that the device of the person took, which has signed the commitments already.
    """
    keys = personal_keys(act, state)
    if not keys:
        return NOTHING
    said = act_as_mapping(act)
    sealed = {
        key: _personal(canonical.encode(said[key]), own(key) if own else salt())
        for key in sorted(keys)
        if key in said
    }
    return Sealing(
        names=tuple((key, value.commitment) for key, value in sealed.items()), values=tuple(sealed.values())
    )


def _personal(value: bytes, salt: bytes) -> Personal:
    return Personal(commitment_of(salt, value), salt, value)


def without_values(said: dict[str, Any], names: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    """Return the keys of an act as they go into its record."""
    return {**said, **{key: {SEALED: commitment} for key, commitment in names}}


def with_values(
    said: Mapping[str, Any], opened: Opened
) -> tuple[dict[str, Any], tuple[tuple[str, str], ...]]:
    """Return the keys of an act of a record with its personal values, and its commitments; what was erased is not said.

    Raises NotVerified: ``personal.damaged`` where a value is not the one that the record commits to.
    """
    whole: dict[str, Any] = {}
    names = []
    for key, value in sorted(said.items()):
        commitment = sealed_in(value)
        if not commitment:
            whole[key] = value
            continue
        names.append((key, commitment))
        found = opened(commitment)
        if found is not None:
            whole[key] = _checked(found, commitment)
    return whole, tuple(names)


def sealed_in(value: object) -> str:
    """Return the commitment that stands for a value, or ""."""
    if isinstance(value, dict) and set(value) == {SEALED} and isinstance(value[SEALED], str):
        return str(value[SEALED])
    return ""


def same(said: Mapping[str, Any], act: Act, opened: Opened) -> bool:
    """Whether the keys in a record are those of an act; of a value that was erased nobody can say otherwise."""
    now = act_as_mapping(act)
    then, names = with_values(said, opened)
    gone = {key for key, _ in names if key not in then}
    listed = {"commitments"} if act.kind == "erase" else set()
    left = gone | listed
    return gone <= set(now) and _but(then, left) == _but(now, left)


def naming_what_goes(act: Act, state: State) -> Act:
    """Return an erasure with the commitments that it erases, as many as fit; any other act as it is."""
    if act.kind != "erase":
        return act
    return replace(act, commitments=state.sealed.get(act.person, ())[:MOST_ERASED])


def where_more_is(act: Act, scope: str, scopes: Iterable[str]) -> tuple[str, ...]:
    """Return the scopes that may hold more of somebody erased: this one, and other tellings of the same day."""
    day, slash, _ = act.person.partition("/")
    return (scope, *(each for each in scopes if slash and (each == day or each.startswith(f"{day}@"))))


def _but(said: Mapping[str, Any], left: set[str]) -> dict[str, Any]:
    return {key: value for key, value in said.items() if key not in left}


def _checked(found: Personal, commitment: str) -> Any:  # noqa: ANN401 - a value of any key
    if commitment_of(found.salt, found.value) != commitment:
        raise NotVerified(
            "personal.damaged",
            "A personal value is not the one that its record commits to.",
            "Keep it as it is, run the check, and open a copy that was kept elsewhere.",
        )
    return canonical.decode(found.value)
