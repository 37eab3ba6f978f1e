"""What tests of second people share: a check with its numbers, a word that was said, and how an answer reads."""

from __future__ import annotations

from typing import Any

from showsafe.ledger import record
from tests.entrypoints.api.sets import Looked, Phone, Served

CHECK: dict[str, Any] = {
    "weapon": "revolver",
    "seen": 6,
    "of": 6,
    "found": [],
    "bore": "clear",
    "looked": ["chambers", "bore"],
}
SIX: dict[str, Any] = {"seen": 6}


def body(served: Served, answer: Any) -> dict[str, Any]:  # noqa: ANN401 - an answer of the client
    """Return what the record of an answer says."""
    assert answer.status_code == 200, answer.text
    return record.read(served.node.store.entry(answer.json()["record"]).raw).body


def code(answer: Any) -> tuple[int, str]:  # noqa: ANN401 - as above
    """Return how an answer refuses."""
    return answer.status_code, answer.json().get("code", "")


def looked(cart: Phone, second: Phone, says: dict[str, Any] | None = None, after: float = 5.0) -> Looked:
    """Open a look for a check, and let the assistant answer it."""
    look = cart.look("check", "armorer", **CHECK)
    assert look.answer.status_code == 200, look.answer.text
    cart.served.clock.advance(after)
    word = second.second(look, "assistant", says or SIX, badge="", pin="")
    assert word.status_code == 200, word.text
    return look
