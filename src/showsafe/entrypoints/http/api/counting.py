"""What is hidden while two people count a lot apart: every number of it, on every screen, until both have spoken."""

from __future__ import annotations

from typing import Any

from showsafe.entrypoints.http.api.node import Node
from showsafe.errors import Unusable

Line = dict[str, Any]

KIND = "recount"

OPEN_TO_SEE = (
    *(
        "lot",
        "short",
        "scope",
        "kind",
        "size",
        "calibre",
        "state",
        "where",
        "tainted",
        "held",
        "record",
        "at",
    ),
    *("container", "holder", "supplier", "maker", "seal", "closure", "quarantined"),
)
"""What of the line of a lot is seen while it is counted: nothing that says how many."""


def being_counted(node: Node) -> frozenset[str]:
    """Return the lots that are counted apart now: the first of two has counted, and the act is not on record yet."""
    return frozenset(look.thing for look in node.desk.looks.list() if look.kind == KIND)


def covered(line: Line, *, counting: bool = True) -> Line:
    """Return the line of a lot without any number."""
    return {**{part: line[part] for part in OPEN_TO_SEE if part in line}, "counting": counting}


def without(line: Line, counting: frozenset[str]) -> Line:
    """Return a line with the name of a lot and how many are in its box, without that number while it is counted."""
    return {**line, "box": None} if line["lot"] in counting else line


def not_meanwhile(node: Node, lot: str = "") -> None:
    """Let pass what says how many rounds a lot has, or every lot; raises Unusable ``count.going-on`` meanwhile."""
    counting = sorted(being_counted(node))
    if counting and lot in ("", *counting):
        raise Unusable(
            "count.going-on",
            f"Two people are counting {counting[0]} apart; its numbers come out when both have said theirs.",
            "Ask for it again when they are done.",
        )
