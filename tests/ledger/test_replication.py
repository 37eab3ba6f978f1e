"""What a node and the office say to each other comes back as it was, and anything else is refused in one sentence."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from showsafe.errors import NotVerified, ShowsafeError
from showsafe.ledger import replication
from showsafe.ledger.archive import Opening
from showsafe.ledger.replication import Rotation, Sent, SentBranch, Shown, State, Values
from showsafe.ledger.tree import Frontier, leaf_hash
from showsafe.ledger.witness import Request

HASHES = (leaf_hash(b"a"), leaf_hash(b"b"))
NOTE = b"showsafe/north-ridge\n3\n" + b"A" * 43 + b"=\n\n\xe2\x80\x94 x AAAAAAAA\n"
READERS: tuple[Callable[[bytes], object], ...] = (
    Shown.from_bytes,
    Sent.from_bytes,
    SentBranch.from_bytes,
    Values.from_bytes,
    State.from_bytes,
    replication.refusal,
)


def test_everything_comes_back_as_it_was() -> None:
    """Requests and answers, with and without their parts."""
    shown = Shown(Request(7, HASHES, NOTE), (Rotation(3, b"record", HASHES), Rotation(5, b"other", ())))
    assert Shown.from_bytes(shown.to_bytes()) == shown
    sent = Sent(5, 2, 9, HASHES, b"\0\x01a\0\x01b")
    assert Sent.from_bytes(sent.to_bytes()) == sent
    for edge in (Frontier(), Frontier(3, HASHES)):
        branch = SentBranch(NOTE, edge, 2, (), b"\0\x01a")
        assert SentBranch.from_bytes(branch.to_bytes()) == branch
    values = Values((Opening(3, "a" * 64, bytes(32), b'"x"'),), (7, 9))
    assert Values.from_bytes(values.to_bytes()) == values
    state = State("showsafe/north-ridge", 3, HASHES[0], 4, NOTE, "vkey", 2, "record 3 is wrong")
    assert State.from_bytes(state.to_bytes()) == state
    error = NotVerified("a.code", "It says.", "Do.")
    assert replication.refusal(replication.said(error)) == ("a.code", "It says.", "Do.")


@settings(max_examples=60)
@given(st.binary(max_size=200), st.integers(0, 3))
def test_any_bytes_are_refused_and_nothing_else_happens(data: bytes, frames: int) -> None:
    """Whatever comes, also where it begins as it should: one kind of error, never another."""
    framed = b"".join(len(data).to_bytes(4) + data for _ in range(frames))
    for read in READERS:
        for each in (data, framed, Sent(1, 1, 1, (), b"").to_bytes() + data):
            try:
                read(each)
            except ShowsafeError as error:
                assert error.says  # noqa: PT017 - any of ours, and no other


@pytest.mark.parametrize(
    "head",
    [
        '{"format":"showsafe-replication/2"}',
        '{"count":0,"first":1,"format":"showsafe-replication/1","proof":[],"size":1}',
        '{"count":true,"first":1,"format":"showsafe-replication/1","proof":[],"size":1}',
        '{"count":1,"first":-1,"format":"showsafe-replication/1","proof":[],"size":1}',
        '{"count":1,"first":1,"format":"showsafe-replication/1","proof":["AAAA"],"size":1}',
        '{"count":1,"first":1,"format":"showsafe-replication/1","proof":"x","size":1}',
        '{"count":99999,"first":1,"format":"showsafe-replication/1","proof":[],"size":1}',
        '{"count":1,"first":1,"format":"showsafe-replication/1","proof":['
        + ",".join(['""'] * 64)
        + '],"size":1}',
    ],
)
def test_a_head_that_says_what_cannot_be_is_refused(head: str) -> None:
    """Numbers from 1 up, hashes of 32 bytes, no more than there may be, and this format alone."""
    frames = [head.encode(), b"\0\x01a"]
    body = b"".join(len(each).to_bytes(4) + each for each in frames)
    with pytest.raises(NotVerified) as error:
        Sent.from_bytes(body)
    assert error.value.code == "replication.malformed"
