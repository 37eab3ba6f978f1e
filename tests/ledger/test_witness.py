"""The decisions of a witness: every answer of C2SP tlog-witness, and what is kept as evidence."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showsafe.errors import NotVerified, Unusable
from showsafe.ledger import checkpoint, cosignature, note
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.mldsa import MlDsaKey
from showsafe.ledger.witness import (
    FORK,
    NOT_CONSISTENT,
    ROLLED_BACK,
    SIZE,
    Answer,
    Evidence,
    Seen,
    Witness,
    parse,
)
from tests.witnesses import AT, KEY, LOG, NAME, ORIGIN, WITNESS_KEY, Branch, MemoryInMemory, witness

LOGGED = Branch(40)
OTHER = Branch(40, same=5, word="other")


def after(*sizes: int, memory: MemoryInMemory | None = None) -> Witness:
    """Return a witness that has cosigned the log at these sizes."""
    asked = witness(memory)
    old = 0
    for size in sizes:
        assert asked.add_checkpoint(LOGGED.request(old, size)).status == 200
        old = size
    return asked


def test_a_first_checkpoint_is_cosigned() -> None:
    """A log that is served and was never seen gets a cosignature line that holds over its checkpoint."""
    answer = witness().add_checkpoint(LOGGED.request(0, 7))
    assert answer.status == 200
    vkey = cosignature.vkey_of(NAME, WITNESS_KEY)
    assert cosignature.cosigned_at(note.parse(LOGGED.checkpoint(7) + answer.body), vkey) == AT


@pytest.mark.parametrize("old", range(1, 40))
def test_growth_is_cosigned_from_every_size(old: int) -> None:
    """From any size to any later one, a right proof is cosigned and remembered."""
    asked = after(old)
    assert asked.add_checkpoint(LOGGED.request(old, 40)).status == 200
    seen = asked.memory.seen(ORIGIN)
    assert seen is not None
    assert seen.read().size == 40


def test_the_same_checkpoint_is_cosigned_again() -> None:
    """A log that lost the answer asks from its own size, without a proof, and gets a line again."""
    assert after(7).add_checkpoint(LOGGED.request(7, 7)).status == 200


def test_a_witness_with_two_keys_gives_two_lines() -> None:
    """With an ML-DSA key beside the first, both cosign."""
    keys = (WITNESS_KEY, MlDsaKey(bytes(32)))
    asked = Witness(NAME, keys, MemoryInMemory(LOG), lambda: AT)
    signed = note.parse(LOGGED.checkpoint(7) + asked.add_checkpoint(LOGGED.request(0, 7)).body)
    assert [cosignature.cosigned_at(signed, key) for key in asked.vkeys()] == [AT, AT]


BAD = {
    "nothing": b"",
    "no empty line": b"old 0\n",
    "no old line": b"\n\n" + LOGGED.checkpoint(7),
    "old without number": b"old \n\n" + LOGGED.checkpoint(7),
    "old with a zero before": b"old 00\n\n" + LOGGED.checkpoint(7),
    "old below zero": b"old -1\n\n" + LOGGED.checkpoint(7),
    "old of other digits": "old \u0661\n\n".encode() + LOGGED.checkpoint(7),
    "old beyond all sizes": b"old 99999999999999999\n\n" + LOGGED.checkpoint(7),
    "carriage return": b"old 0\r\n\r\n" + LOGGED.checkpoint(7),
    "proof of 31 bytes": b"old 0\n" + b"A" * 40 + b"\n\n" + LOGGED.checkpoint(7),
    "proof not base64": b"old 0\n!\n\n" + LOGGED.checkpoint(7),
    "proof not UTF-8": b"old 0\n\xff\n\n" + LOGGED.checkpoint(7),
    "too many hashes": b"old 0\n" + (b"A" * 43 + b"=\n") * 64 + b"\n" + LOGGED.checkpoint(7),
    "no checkpoint": b"old 0\n\n",
    "no signature": b"old 0\n\nshowsafe/north-ridge\n1\nAA==\n",
    "not a checkpoint": b"old 0\n\n" + note.sign("something\n", ORIGIN, KEY),
    "size of zero": b"old 0\n\n" + note.sign(f"{ORIGIN}\n0\n{'A' * 43}=\n", ORIGIN, KEY),
    "too long": b"old 0\n\n" + LOGGED.checkpoint(7) + b"\xe2\x80\x94 x " + b"A" * 70_000 + b"\n",
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_no_request_is_400(case: str) -> None:
    """Whatever does not have the form of a request is answered with 400 and one sentence."""
    answer = witness().add_checkpoint(BAD[case])
    assert answer.status == 400
    assert answer.body.endswith(b".\n")


def test_a_log_that_is_not_served_is_404() -> None:
    """An unknown origin is 404, whoever signed."""
    other = LOGGED.checkpoint(7, origin="showsafe/elsewhere")
    assert witness().add_checkpoint(b"old 0\n\n" + other).status == 404


def test_a_signature_of_nobody_known_is_403() -> None:
    """A checkpoint under another key, or with a broken line of the right one, is 403 and changes nothing."""
    asked = witness()
    assert asked.add_checkpoint(LOGGED.request(0, 7, DeviceKey(bytes(32)))).status == 403
    broken = LOGGED.checkpoint(7).replace(b"\n7\n", b"\n8\n")
    assert asked.add_checkpoint(b"old 0\n\n" + broken).status == 403
    assert asked.memory.seen(ORIGIN) is None


def test_signatures_of_others_are_ignored_and_not_kept() -> None:
    """A further line of an unknown key does no harm, and is not remembered with the checkpoint."""
    asked = witness()
    more = cosignature.sign(LOGGED.checkpoint(7), "x.example", DeviceKey(bytes(32)), AT)
    assert asked.add_checkpoint(LOGGED.request(0, 7) + more).status == 200
    assert asked.memory.seen(ORIGIN) == Seen(LOGGED.checkpoint(7))


def test_an_old_size_above_the_new_one_is_400() -> None:
    """The old size is never above that of the checkpoint."""
    assert after(7).add_checkpoint(b"old 8\n\n" + LOGGED.checkpoint(7)).status == 400


@pytest.mark.parametrize(("seen", "old"), [((), 3), ((7,), 0), ((7,), 6), ((7,), 8)])
def test_another_old_size_is_409_with_the_right_one(seen: tuple[int, ...], old: int) -> None:
    """Where the old size is not what was cosigned last, the answer is that size, in its own content type."""
    answer = after(*seen).add_checkpoint(LOGGED.request(old, 9))
    assert (answer.status, answer.content_type) == (409, SIZE)
    assert answer.body == (b"7\n" if seen else b"0\n")


def test_a_proof_for_a_first_checkpoint_is_422() -> None:
    """From nothing there is nothing to prove, so a proof is refused."""
    body = b"old 0\n" + b"A" * 43 + b"=\n\n" + LOGGED.checkpoint(7)
    assert witness().add_checkpoint(body).status == 422


def test_a_fork_of_one_size_is_409_and_kept() -> None:
    """Another root at the size that was seen is refused, from every old size, with what was seen; and it is kept."""
    memory = MemoryInMemory(LOG)
    asked = after(20, memory=memory)
    for old in (20, 0, 12):
        answer = asked.add_checkpoint(OTHER.request(old, 20))
        assert answer == Answer(409, LOGGED.checkpoint(20))
    assert memory.kept == [Evidence(FORK, LOGGED.checkpoint(20), OTHER.checkpoint(20))]
    assert memory.seen(ORIGIN) == Seen(LOGGED.checkpoint(20))


def test_a_branch_that_grew_is_422_and_kept() -> None:
    """A longer log that does not contain what was seen is refused, with its proof as evidence."""
    memory = MemoryInMemory(LOG)
    asked = after(20, memory=memory)
    assert asked.add_checkpoint(OTHER.request(20, 30)) == Answer(422, LOGGED.checkpoint(20))
    proof = OTHER.proof(20, 30)
    assert memory.kept == [Evidence(NOT_CONSISTENT, LOGGED.checkpoint(20), OTHER.checkpoint(30), proof)]
    assert memory.seen(ORIGIN) == Seen(LOGGED.checkpoint(20))


def test_a_log_rolled_back_is_refused_and_kept() -> None:
    """Fewer records than were seen are refused with the size that was seen, whatever the old size says."""
    memory = MemoryInMemory(LOG)
    asked = after(20, memory=memory)
    assert asked.add_checkpoint(LOGGED.request(3, 9)) == Answer(409, b"20\n", SIZE)
    assert asked.add_checkpoint(b"old 20\n\n" + LOGGED.checkpoint(9)).status == 400
    assert memory.kept == [Evidence(ROLLED_BACK, LOGGED.checkpoint(20), LOGGED.checkpoint(9))]


def test_nothing_unsigned_is_ever_evidence() -> None:
    """What the log did not sign is refused and forgotten: nobody else can fill the memory."""
    memory = MemoryInMemory(LOG)
    asked = after(20, memory=memory)
    asked.add_checkpoint(OTHER.request(20, 20, DeviceKey(bytes(32))))
    asked.add_checkpoint(OTHER.request(20, 30, DeviceKey(bytes(32))))
    assert memory.kept == []


def test_a_second_key_of_a_log_is_as_good() -> None:
    """Where a log has rotated its key, checkpoints under either are taken."""
    new = DeviceKey(bytes([7]) * 32)
    memory = MemoryInMemory(LOG, note.VerifierKey(ORIGIN, new.public))
    asked = after(7, memory=memory)
    assert asked.add_checkpoint(LOGGED.request(7, 9, new)).status == 200
    assert asked.add_checkpoint(LOGGED.request(9, 12)).status == 200


def test_many_at_once_never_go_back() -> None:
    """Forty requests at once from sizes that race leave the largest cosigned size, and no evidence of a branch."""
    memory = MemoryInMemory(LOG)
    asked = witness(memory)

    def push(size: int) -> int:
        old, answer = 0, asked.add_checkpoint(LOGGED.request(0, size))
        while answer.status == 409:
            old = int(answer.body)
            if old > size:
                return 0
            answer = asked.add_checkpoint(LOGGED.request(old, size))
        assert answer.status == 200
        return size

    with ThreadPoolExecutor(8) as pool:
        pushed = list(pool.map(push, range(1, 41)))
    seen = memory.seen(ORIGIN)
    assert seen is not None
    assert seen.read().size == max(pushed) == 40
    assert {kept.kind for kept in memory.kept} <= {ROLLED_BACK}


class Elusive(MemoryInMemory):
    """A memory in which somebody else is always faster."""

    def advance(self, origin: str, before: Seen | None, after: Seen) -> bool:  # noqa: D102 - as the port
        del origin, before, after
        return False


def test_a_witness_that_is_always_too_late_says_so() -> None:
    """Where other requests win every time, no cosignature is given, and the error says to come again."""
    with pytest.raises(Unusable) as caught:
        witness(Elusive(LOG)).add_checkpoint(LOGGED.request(0, 7))
    assert caught.value.code == "witness.busy"


@given(st.binary(max_size=400))
def test_any_bytes_get_an_answer(data: bytes) -> None:
    """No bytes make a witness fail: it answers 400, or what the checkpoint behind them deserves."""
    assert witness().add_checkpoint(data).status == 400
    assert witness().add_checkpoint(data + b"\n\n" + LOGGED.checkpoint(3)).status in {400, 404, 403}


@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 40), st.booleans())
def test_only_growth_of_the_same_log_is_ever_cosigned(seen: int, size: int, old: int, same: bool) -> None:  # noqa: FBT001
    """Whatever is asked, 200 means that the new checkpoint contains what was seen before it."""
    asked = after(seen)
    branch = LOGGED if same else OTHER
    answer = asked.add_checkpoint(branch.request(min(old, size), size))
    contained = size >= seen and branch.leaves[:seen] == LOGGED.leaves[:seen]
    assert (answer.status == 200) == (contained and min(old, size) == seen)


def test_a_request_is_read_as_it_was_written() -> None:
    """A request written and read again is the same."""
    body = LOGGED.request(5, 31)
    assert parse(body).to_bytes() == body
    assert checkpoint.read(parse(body).checkpoint).size == 31
    with pytest.raises(NotVerified) as caught:
        parse(b"")
    assert caught.value.code == "witness.bad-request"
