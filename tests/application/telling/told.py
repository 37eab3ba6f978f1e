"""A unit in memory that tells somebody, and what it says to them."""

from __future__ import annotations

from typing import Any

from showsafe.application.telling.destinations import HOOK, Destination
from showsafe.application.telling.message import Message, Speaker
from showsafe.application.telling.subscribed import Subscribed
from showsafe.application.telling.topics import TOPICS
from showsafe.ledger.outbox import WAITING, Line
from tests.application.units import Node, a_node

SUM = "a" * 64


def to(name: str = "board", **said: Any) -> Destination:  # noqa: ANN401 - any word of a destination
    """Return a destination that is told of everything, but for what is said."""
    whole: dict[str, Any] = {"kind": HOOK, "topics": TOPICS, "by": "producer", "host": "board.example.org"}
    return Destination(**{**whole, "name": name, "url_sum": SUM, **said})


def a_teller(*destinations: Destination) -> Node:
    """Return a unit that tells these destinations."""
    node = a_node()
    node.unit.telling = Subscribed(destinations or (to(),))
    return node


def waiting(node: Node, name: str = "board") -> list[Line]:
    """Return what waits for a destination."""
    return node.store.outbox(name, WAITING)


def said(node: Node, destination: Destination | None = None) -> Message:
    """Return the newest message to a destination."""
    whom = destination or to()
    speaker = Speaker("north-ridge", node.store, node.state)
    return speaker.message(waiting(node, whom.name)[-1], whom)
