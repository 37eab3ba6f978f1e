"""How it is known who said a record: the weaker proof is shown as weaker, and nobody's word is made up."""

from __future__ import annotations

from typing import Any

import pytest

from showsafe.projections import proven

SECOND: dict[str, Any] = {
    "by": "assistant",
    "proof": "badge-pin-shared-device",
    "says": {"seen": 6},
    "waited_ms": 5000,
}
BODY: dict[str, Any] = {
    "by": "armorer",
    "proof": "badge-pin-own-device",
    "act": {"weapon": "revolver", "witness": "assistant"},
    "second": SECOND,
}


@pytest.mark.parametrize(
    ("proof", "weaker"),
    [("passkey", False), ("badge-pin-own-device", False), ("badge-pin-shared-device", True), ("none", True)],
)
def test_each_proof_has_its_words(proof: str, weaker: bool) -> None:  # noqa: FBT001 - a column of the table
    """What rests on nothing of the person's own is called weaker."""
    first = proven.of({**BODY, "proof": proof})["first"]
    assert (first["person"], first["weaker"]) == ("armorer", weaker)
    assert first["by"] == proven.WORDS[proof]


def test_first_and_second_stand_beside_each_other() -> None:
    """One sentence names both, each with what proved them."""
    found = proven.of(BODY)
    assert found["says"] == (
        "armorer: badge and PIN on their own device; assistant: badge and PIN on a shared device (weaker)"
    )
    assert found["second"][0]["said"] == {"seen": 6}


def test_whoever_is_only_named_has_not_said_it() -> None:
    """A second person without a word of their own is shown as named by the first, also in a step, each once."""
    act = {"weapon": "revolver", "reviewed_by": "safety", "steps": [{"witness": "grip"}, {"witness": "grip"}]}
    found = proven.of({"by": "armorer", "act": act})
    assert found["first"]["weaker"]
    assert [(each["person"], each["by"], each["weaker"]) for each in found["second"]] == [
        ("safety", proven.NAMED, True),
        ("grip", proven.NAMED, True),
    ]


@pytest.mark.parametrize(("waited", "flags"), [(2999, ["second.quick"]), (3000, [])])
def test_a_quick_word_is_flagged(waited: int, flags: list[str]) -> None:
    """Under three seconds nobody has looked and counted; the sentence says so."""
    found = proven.of({**BODY, "second": {**SECOND, "waited_ms": waited}})
    assert found["flags"] == flags
    assert (proven.QUICK in found["says"]) == bool(flags)


def test_a_word_without_a_count_is_never_too_quick() -> None:
    """Who only says that they were there need not look first."""
    assert proven.of({**BODY, "second": {**SECOND, "says": {}, "waited_ms": 1}})["flags"] == []


def test_the_way_it_came_is_shown() -> None:
    """What came over a network in the open says so."""
    assert proven.of(BODY)["unprotected"] is False
    found = proven.of({**BODY, "unprotected": True})
    assert found["unprotected"] is True
    assert found["says"].endswith("; unprotected transport")
