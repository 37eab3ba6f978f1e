"""What somebody kept outside of the data and gives along: read strictly, before anything else is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeAlias

from showsafe.errors import WrongInput
from showsafe.ledger.verify import notes, policy
from showsafe.ledger.verify.notes import Kept, Vkey
from showsafe.ledger.verify.policy import Policy
from showsafe.ledger.verify.strict import Malformed

Progress: TypeAlias = Callable[[int, int], None]
"""Told now and then: records read so far, and how many there seem to be."""


@dataclass(frozen=True, slots=True)
class Outside:
    """The anchors of an audit, and how it is to be done."""

    vkey: Vkey | None = None
    policy: Policy | None = None
    seen: Kept | None = None
    since: Kept | None = None
    signatures: bool = True
    workers: int | None = None
    progress: Progress | None = None

    def tell(self, done: int, of: int) -> None:
        """Tell of progress, if anybody listens."""
        if self.progress is not None:
            self.progress(done, max(done, of))


def read_vkey(text: str | None) -> Vkey | None:
    """Return the log's key; raises WrongInput ``key.not-a-vkey``."""
    if text is None:
        return None
    try:
        return notes.read_vkey(text)
    except Malformed as error:
        raise WrongInput(
            "key.not-a-vkey",
            f"The key {error}.",
            "Give the whole line as it was printed, or the file with it.",
        ) from error


def read_policy(data: bytes | None) -> Policy | None:
    """Return the policy; raises WrongInput ``policy.malformed``, also for a trust root that does not hold."""
    if data is None:
        return None
    try:
        return policy.read(data, datetime.now(UTC))
    except Malformed as error:
        raise WrongInput(
            "policy.malformed", f"The policy {error}.", "Take it from who answers for it again."
        ) from error


def read_checkpoint(data: bytes | None) -> Kept | None:
    """Return a kept checkpoint; raises WrongInput ``checkpoint.malformed``."""
    if data is None:
        return None
    try:
        return notes.read_checkpoint(data)
    except Malformed as error:
        raise WrongInput(
            "checkpoint.malformed", f"The kept checkpoint {error}.", "Take it from where it was kept again."
        ) from error
