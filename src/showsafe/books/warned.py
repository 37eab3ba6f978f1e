"""A warning that stops nothing: said while somebody is still at the thing itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning: its permanent code, one sentence, what to do now."""

    code: str
    says: str
    now: str
