"""Personal values of a case or a book: what stands for them in a record, and what lies beside it.

A value whose strings are not all in the one Unicode form of records is kept in base64, so that a source stays as it
was to the letter.
"""

from __future__ import annotations

import base64
import contextlib
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import msgspec

from showsafe.application.personal import SEALED, commitment_of, sealed_in
from showsafe.errors import NotVerified, WrongInput
from showsafe.ledger import canonical
from showsafe.ledger.store import Personal

AS_BYTES = "json-in-base64"
"""The one key of a value that is kept in base64."""

Opened: TypeAlias = Callable[[str], Any]
"""Returns the value behind a commitment, or None where it was erased."""


def encoded(value: object) -> bytes:
    """Return the bytes that a value is kept as."""
    if not (isinstance(value, dict) and set(value) == {AS_BYTES}):
        with contextlib.suppress(WrongInput):
            return canonical.encode(value)
    plain = msgspec.json.encode(value, order="sorted")
    return canonical.encode({AS_BYTES: base64.b64encode(plain).decode()})


def decoded(data: bytes) -> Any:  # noqa: ANN401 - any value
    """Return the value of such bytes; they were held against their commitment before."""
    value = msgspec.json.decode(data)
    if isinstance(value, dict) and set(value) == {AS_BYTES}:
        return msgspec.json.decode(base64.b64decode(value[AS_BYTES]))
    return value


def seal(value: object, salt: bytes) -> Personal:
    """Return a value under a salt, with its commitment."""
    kept = encoded(value)
    return Personal(commitment_of(salt, kept), salt, kept)


def opener(personal: Callable[[str], Personal | None]) -> Opened:
    """Return how the values of a store are opened.

    What is opened raises NotVerified ``personal.damaged`` where a value is not the one that its record commits to.
    """

    def opened(commitment: str) -> Any:  # noqa: ANN401 - any value
        found = personal(commitment)
        if found is None:
            return None
        if commitment_of(found.salt, found.value) != commitment:
            raise NotVerified(
                "personal.damaged",
                "A personal value is not the one that its record commits to.",
                "Keep it as it is, run the check, and open a copy that was kept elsewhere.",
            )
        return decoded(found.value)

    return opened


def commitments_in(act: Mapping[str, Any]) -> dict[str, str]:
    """Return the commitments that stand in the keys of a record, by key."""
    return {key: name for key, value in act.items() if (name := sealed_in(value))}


def standing_for(commitment: str) -> dict[str, str]:
    """Return what stands in a record for a personal value."""
    return {SEALED: commitment}
