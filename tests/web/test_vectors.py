"""What the web app signs is what the product verifies: the vectors that both are held against are current."""

from __future__ import annotations

import base64

import pytest

from showsafe.application import asked
from showsafe.application.access.desk import session_message
from showsafe.domain.acts import BY_THE_NODE, KINDS, OF_KEYS
from tests.entrypoints.api.sets import UNIT
from tests.web import vectors

FILED = vectors.vectors()


def test_the_files_are_current() -> None:
    """The kinds and vectors that the app has are those of today; else: python -m tests.web.vectors."""
    assert vectors.KINDS_FILE.read_text(encoding="utf-8") == vectors.kinds()
    assert vectors.VECTORS_FILE.read_text(encoding="utf-8") == vectors.vectors_text()


@pytest.mark.parametrize("number", range(len(vectors.ACTS)))
def test_an_act_is_signed_as_it_is_verified(number: int) -> None:
    """The bytes that the app signs of an act are those that are made again from its record."""
    message = asked.message(vectors.act_body(number), UNIT, FILED["device"])
    assert base64.b64decode(FILED["acts"][number]["message"]) == message


def test_a_session_is_signed_as_it_is_verified() -> None:
    """The bytes that the app signs to show that it has its key are those that the desk verifies."""
    message = session_message(UNIT, FILED["device"], "c-text")
    assert base64.b64decode(FILED["session"]["message"]) == message


def test_what_may_wait_on_a_phone_is_safe_or_was_done() -> None:
    """A phone keeps for later only what no gate may refuse, and nothing about keys or of the node itself."""
    lines = {line.strip().partition(":")[0].strip('"'): line for line in vectors.kinds().splitlines()}
    for name, kind in KINDS.items():
        assert (name in lines) == (name not in BY_THE_NODE)
        waits = (kind.safe or kind.told) and name not in (*OF_KEYS, *BY_THE_NODE)
        assert ("safe: true" in lines.get(name, "")) == waits
