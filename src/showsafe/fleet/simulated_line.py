"""An office as the node of a simulated production reaches it: through the bytes of every request, without a network."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from showsafe.application import replicating
from showsafe.application.replicating import Refusal
from showsafe.fleet.ingest import Ingest
from showsafe.fleet.refusals import Behind, Refused
from showsafe.ledger.replication import Sent, SentBranch, Shown, State, Values

T = TypeVar("T")


class DirectLine:
    """What a node calls (``replicating.Office``), answered by an office in this process."""

    def __init__(self, office: Ingest, origin: str) -> None:
        self.office = office
        self.origin = origin

    def state(self, size: int) -> State:
        """Say how many records there are here, and hear how far the office is."""
        return State.from_bytes(self.office.state(self.origin, size).to_bytes())

    def show(self, shown: Shown) -> bytes:
        """Show a checkpoint, and return the office's cosignature lines."""
        return _heard(lambda: self.office.show(self.origin, Shown.from_bytes(shown.to_bytes())))

    def send(self, sent: Sent) -> State:
        """Send records, and hear how far the office is then."""
        return _heard(lambda: self.office.take(self.origin, Sent.from_bytes(sent.to_bytes())))

    def root(self, size: int) -> bytes:
        """Return the root over the first records that the office holds."""
        return _heard(lambda: self.office.root(self.origin, size))

    def branch(self, sent: SentBranch) -> None:
        """Send records of a branch that was refused."""
        _heard(lambda: self.office.branch(self.origin, SentBranch.from_bytes(sent.to_bytes())))

    def values(self, values: Values) -> None:
        """Take openings to the office; a simulated production shows none."""
        del values


def _heard(answer: Callable[[], T]) -> T:
    """Return an answer; what the office refuses is raised as the node hears it."""
    try:
        return answer()
    except Behind as behind:
        raise replicating.Behind(behind.state) from behind
    except Refused as error:
        raise Refusal(error.code, error.says, error.now) from error
