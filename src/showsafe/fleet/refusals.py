"""How the office refuses a node: one sentence about what happened, and what to do now."""

from __future__ import annotations

from showsafe.errors import NotVerified, ShowsafeError
from showsafe.ledger.checkpoint import Checkpoint
from showsafe.ledger.replication import State
from showsafe.ledger.witness import Seen


class Refused(NotVerified):
    """What was shown is not taken, however often it is sent."""


class Behind(ShowsafeError):
    """What was sent does not go on from where the office is; it says where that is."""

    def __init__(self, state: State) -> None:
        super().__init__(
            "ingest.behind",
            f"The office holds {state.size} records of {state.origin} and has seen {state.seen}.",
            "Go on from there.",
        )
        self.state = state


_CALL = "Go on recording: the set refuses nothing for it. Keep every copy of this node, and call the office."
_SAYS = {
    "ingest.other-log": (
        "This is a checkpoint of the log {other}, and not of {origin}.",
        "Check which unit this is.",
    ),
    "ingest.other-key": (
        "The checkpoint of {size} records of {origin} is not signed by the key that the office knows for it.",
        "Compare the vkey of this node (showsafe vkey DIR) with that of the office, by voice.",
    ),
    "ingest.replaced-key": (
        "The checkpoint of {size} records of {origin} is signed by a key that was replaced before that record.",
        f"This is an older copy, put back and worked on, or somebody has the old key; the office keeps it. {_CALL}",
    ),
    "ingest.fork": (
        "This node shows another past of {size} records of {origin} than it showed the office before.",
        f"Two copies of it were in use, or its records were written anew; the office keeps both. {_CALL}",
    ),
    "ingest.not-consistent": (
        "This node shows {size} records of {origin}, and the {seen} that the office saw before do not begin them.",
        f"It was put back from a backup and worked on, or its records were written anew; the office keeps it. {_CALL}",
    ),
    "ingest.rolled-back": (
        "This node shows {size} records of {origin}, and the office has seen {seen}: it is an older copy, put back.",
        f"Put the newest copy there is in its place, or go on in a new unit (showsafe init). {_CALL}",
    ),
    "ingest.not-bound": (
        "Records {first} to {last} of {origin} are not those that its checkpoint of {size} records binds.",
        "Nothing of them was taken; they are sent again. Where that does not help, run: showsafe verify DIR",
    ),
    "ingest.no-branch": (
        "The office has refused no such checkpoint of {origin}, so there is no evidence to add records to.",
        "Nothing more is needed.",
    ),
}


def refused(
    code: str, origin: str, read: Checkpoint | None, seen: Seen | None = None, first: int = 0, last: int = 0
) -> Refused:
    """Return the refusal of this code, with its sentence and what to do now."""
    says, now = _SAYS[code]
    told = {
        "origin": origin,
        "other": read.origin if read else "",
        "size": read.size if read else 0,
        "seen": seen.read().size if seen else 0,
        "first": first,
        "last": last,
    }
    return Refused(code, says.format_map(told), now)
