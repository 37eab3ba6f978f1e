"""What somebody kept outside of the data: read strictly, and refused in words before anything else is read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from showsafe.errors import WrongInput
from showsafe.ledger.verify import outside
from showsafe.ledger.verify.notes import PLAIN, Vkey
from showsafe.ledger.verify.outside import Outside
from tests.ledger.verify.logs import NODE, ORIGIN, Log, note_of, vkey_of


def test_nothing_given_is_nothing_kept() -> None:
    """Who keeps nothing outside gives nothing along, and that is no fault of the input."""
    assert outside.read_vkey(None) is None
    assert outside.read_policy(None) is None
    assert outside.read_checkpoint(None) is None


def test_what_was_kept_is_read() -> None:
    """A key, a policy and a checkpoint are those that were given."""
    assert outside.read_vkey(vkey_of(NODE)) == Vkey(ORIGIN, PLAIN, NODE.public)
    policy = outside.read_policy(f"log {vkey_of(NODE)}\nquorum none\n".encode())
    assert policy is not None
    assert policy.logs == [Vkey(ORIGIN, PLAIN, NODE.public)]
    kept = outside.read_checkpoint(Log().open().checked(2).checkpoint())
    assert kept is not None
    assert (kept.origin, kept.size) == (ORIGIN, 3)


READERS: list[tuple[Callable[[Any], object], object, str, str, str]] = [
    (
        outside.read_vkey,
        "",
        "key.not-a-vkey",
        "The key is not a verifier key.",
        "Give the whole line as it was printed, or the file with it.",
    ),
    (
        outside.read_policy,
        b"",
        "policy.malformed",
        "The policy has a last line without an end, so it may have been cut off.",
        "Take it from who answers for it again.",
    ),
    (
        outside.read_checkpoint,
        b"",
        "checkpoint.malformed",
        "The kept checkpoint is not a signed note, or is too long.",
        "Take it from where it was kept again.",
    ),
]


@pytest.mark.parametrize(("read", "given", "code", "says", "then"), READERS)
def test_what_cannot_be_read_is_refused(
    read: Callable[[Any], object], given: object, code: str, says: str, then: str
) -> None:
    """An empty or broken anchor is refused with what to do now: it is never taken for one that was not given."""
    with pytest.raises(WrongInput) as found:
        read(given)
    assert (found.value.code, found.value.says, found.value.now) == (code, says, then)


@pytest.mark.parametrize(("ahead", "holds"), [(60, True), (-60, False)])
def test_a_trust_root_holds_until_it_expires(ahead: int, holds: bool) -> None:  # noqa: FBT001
    """A trust root that expired a minute ago is trusted by nobody, and one that expires in a minute still is."""
    until = (datetime.now(UTC) + timedelta(seconds=ahead)).strftime("%Y-%m-%dT%H:%M:%SZ")
    text = f"showsafe-trust/1\nexpires {until}\nthreshold 1\nroot {vkey_of(NODE, 'root')}\nquorum none\n"
    data = note_of(text, "root", NODE)
    if holds:
        policy = outside.read_policy(data)
        assert policy is not None
        assert policy.roots == ("root",)
    else:
        with pytest.raises(WrongInput, match=f"The policy expired at {until}"):
            outside.read_policy(data)


def test_progress_never_runs_past_its_end() -> None:
    """Who listens hears how far it is, of no fewer than were read; where nobody listens, nothing is told."""
    heard: list[tuple[int, int]] = []
    given = Outside(progress=lambda done, of: heard.append((done, of)))
    given.tell(3, 7)
    given.tell(9, 7)
    assert heard == [(3, 7), (9, 9)]
    Outside().tell(3, 7)
