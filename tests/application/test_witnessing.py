"""Asking a witness: what is recorded of its answers, and which answers are not believed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showsafe.application import witnessing
from showsafe.application.witnessing import COSIGNATURE, FORK, ROLLED_BACK, Heard, Peer, Post
from showsafe.errors import Unusable
from showsafe.ledger import checkpoint, cosignature, note
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.mldsa import MlDsaKey
from showsafe.ledger.note import VerifierKey
from showsafe.ledger.witness import SIZE, Answer, Witness, parse
from tests.witnesses import AT, LOG, NAME, WITNESS_KEY, Branch, MemoryInMemory, witness

NOW = datetime.fromtimestamp(AT, UTC)
PEER = Peer(cosignature.vkey_of(NAME, WITNESS_KEY), "http://w.example")
LOGGED = Branch(60)
OTHER = Branch(60, same=5, word="other")


@dataclass
class Shown:
    """The log at one size, as a witness may ask about it."""

    branch: Branch
    size: int
    keys: Sequence[VerifierKey] = (LOG,)
    asked: list[int] = field(default_factory=list)

    @property
    def checkpoint(self) -> bytes:
        """The checkpoint at that size."""
        return self.branch.checkpoint(self.size)

    def prove(self, old: int) -> tuple[bytes, ...]:
        """Return the proof from a size, and remember that it was asked for."""
        self.asked.append(old)
        return self.branch.proof(old, self.size)

    def root(self, size: int) -> bytes:
        """Return the root at a size."""
        return checkpoint.read(self.branch.checkpoint(size)).root


def post_to(asked: Witness) -> Post:
    """Return the way to a witness without a network."""
    return lambda _, body: asked.add_checkpoint(body)


def saying(answer: Answer) -> Post:
    """Return the way to somebody who always says the same."""
    return lambda *_: answer


def hear(post: Post, size: int = 40, cosigned: int = 0, branch: Branch = LOGGED) -> Heard:
    """Ask for the log at a size."""
    return witnessing.ask(Shown(branch, size), PEER, cosigned, post, NOW)


def code(post: Post, size: int = 40, cosigned: int = 0) -> str:
    """Return the code with which an answer is not believed."""
    with pytest.raises(Unusable) as caught:
        hear(post, size, cosigned)
    return caught.value.code


def line(size: int = 40, at: int = AT, name: str = NAME, key: DeviceKey | MlDsaKey = WITNESS_KEY) -> bytes:
    """Return a cosignature line for the log at a size."""
    return cosignature.sign(LOGGED.checkpoint(size), name, key, at)


def test_a_cosignature_is_heard_with_the_checkpoint_that_carries_it() -> None:
    """What is to be recorded is the checkpoint with the one line, and it verifies under both keys."""
    heard = hear(post_to(witness()))
    assert heard == Heard(COSIGNATURE, 40, NAME, (LOGGED.checkpoint(40) + line(),))
    signed = note.parse(heard.attachments[0])
    assert signed.verified_by(LOG)
    assert cosignature.cosigned_at(signed, PEER.key) == AT


@pytest.mark.parametrize("cosigned", [0, 7, 39, 40])
def test_a_witness_that_remembers_otherwise_is_asked_from_its_size(cosigned: int) -> None:
    """Whatever we believe it last cosigned, it is asked again from what it says, and then cosigns."""
    asked = witness()
    for old, size in ((0, 3), (3, 17)):
        asked.add_checkpoint(LOGGED.request(old, size))
    shown = Shown(LOGGED, 40)
    heard = witnessing.ask(shown, PEER, cosigned, post_to(asked), NOW)
    assert (heard.what, heard.size) == (COSIGNATURE, 40)
    assert shown.asked == ([cosigned] if cosigned else []) + [17]


def test_a_witness_that_lost_its_memory_is_asked_from_nothing() -> None:
    """A new witness under the old name says 0, and gets a first checkpoint."""
    assert hear(post_to(witness()), cosigned=17).what == COSIGNATURE


def test_a_week_away_costs_one_question() -> None:
    """After any growth one question from the last cosigned size is enough."""
    asked = witness()
    asked.add_checkpoint(LOGGED.request(0, 3))
    shown = Shown(LOGGED, 60)
    assert witnessing.ask(shown, PEER, 3, post_to(asked), NOW).size == 60
    assert shown.asked == [3]


def test_an_answer_that_was_lost_is_asked_for_again() -> None:
    """Where the witness remembers what we never heard, it cosigns the same checkpoint once more."""
    asked = witness()
    asked.add_checkpoint(LOGGED.request(0, 40))
    assert hear(post_to(asked)).what == COSIGNATURE


def test_a_fork_of_our_own_is_heard_with_what_was_seen() -> None:
    """A witness that saw another past refuses, and what it shows under our key is kept beside our checkpoint."""
    asked = witness()
    asked.add_checkpoint(OTHER.request(0, 20))
    both = (OTHER.checkpoint(20), LOGGED.checkpoint(40))
    assert hear(post_to(asked)) == Heard(FORK, 40, NAME, both)
    same = hear(post_to(asked), size=20)
    assert same == Heard(FORK, 20, NAME, (OTHER.checkpoint(20), LOGGED.checkpoint(20)))


def test_a_roll_back_of_our_own_is_heard() -> None:
    """A witness that saw more records than there are says so, and its words are kept."""
    asked = witness()
    asked.add_checkpoint(LOGGED.request(0, 50))
    assert hear(post_to(asked)) == Heard(ROLLED_BACK, 40, NAME, (b"50\n", LOGGED.checkpoint(40)))


def test_a_larger_checkpoint_under_our_key_is_a_roll_back() -> None:
    """Where it shows a checkpoint of ours with more records, that is what it is, whatever the status says."""
    heard = hear(saying(Answer(422, LOGGED.checkpoint(50))))
    assert heard.what == ROLLED_BACK


def test_a_refusal_without_anything_shown_is_its_word() -> None:
    """A witness that refuses and shows nothing of ours is recorded with the bytes that it gave."""
    assert hear(saying(Answer(422, b"no"))).attachments == (b"no", LOGGED.checkpoint(40))
    assert hear(saying(Answer(409))).attachments == (b"(nothing)\n", LOGGED.checkpoint(40))
    stranger = LOGGED.checkpoint(20, DeviceKey(bytes(32)))
    assert hear(saying(Answer(422, stranger))) == Heard(FORK, 40, NAME, (stranger, LOGGED.checkpoint(40)))


LIES = {
    "refuses its own beginning": Answer(422, LOGGED.checkpoint(20)),
    "nothing": Answer(200),
    "garbage": Answer(200, b"\xff\x00garbage"),
    "a page": Answer(200, b"<html>sign in</html>\n"),
    "line of another name": Answer(200, line(name="other.example")),
    "line of another key": Answer(200, line(key=DeviceKey(bytes(32)))),
    "wrong signature": Answer(200, line(size=39)),
    "signature without a time": Answer(200, line(at=0)),
    "time after the end of time": Answer(200, line(at=2**63)),
    "time two days ahead": Answer(200, line(at=AT + 2 * 86_400)),
    "its line twice with two times": Answer(200, line() + line(at=AT - 1)),
    "a good and a bad line": Answer(200, line() + line(size=39)),
    "cut off line": Answer(200, line()[:-1]),
    "a hundred lines and one": Answer(200, line() * 101),
    "size in words": Answer(409, b"many\n", SIZE),
    "size below zero": Answer(409, b"-1\n", SIZE),
    "size without end": Answer(409, b"20", SIZE),
    "size with more": Answer(409, b"20\n\n", SIZE),
    "size of other digits": Answer(409, "\u0662\n".encode(), SIZE),
    "size beyond all": Answer(409, b"9" * 30 + b"\n", SIZE),
    "size that was just told": Answer(409, b"0\n", SIZE),
}


@pytest.mark.parametrize("case", LIES)
def test_what_cannot_be_right_is_not_believed(case: str) -> None:
    """An answer that does not hold is an error with its reason, and nothing to record."""
    assert code(saying(LIES[case])) == "witness.lying"


def test_further_lines_of_others_are_left_out() -> None:
    """Lines of keys that we do not know are ignored: only that of the witness is kept."""
    answer = Answer(200, line(name="x.example") + line() + line(key=MlDsaKey(bytes(32))))
    assert hear(saying(answer)).attachments == (LOGGED.checkpoint(40) + line(),)


def test_a_clock_a_little_ahead_is_taken() -> None:
    """The clock of another machine may differ by hours."""
    assert hear(saying(Answer(200, line(at=AT + 3600)))).what == COSIGNATURE


def test_a_witness_that_names_ever_other_sizes_is_left() -> None:
    """Asked a few times, a witness that says another size every time is not asked on."""
    sizes = iter(range(1, 40))
    asked: list[int] = []

    def post(url: str, body: bytes) -> Answer:
        del url
        asked.append(parse(body).old)
        return Answer(409, b"%d\n" % next(sizes), SIZE)

    assert code(post) == "witness.lying"
    assert len(asked) == witnessing.TRIES


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (404, "witness.unknown-log"),
        (403, "witness.unknown-key"),
        (400, "witness.refused"),
        (307, "witness.refused"),
        (500, "witness.refused"),
        (503, "witness.refused"),
        (204, "witness.refused"),
    ],
)
def test_other_answers_are_named(status: int, expected: str) -> None:
    """A witness that does not know us is told what its keeper has to do; any other status is only named."""
    with pytest.raises(Unusable) as caught:
        hear(saying(Answer(status, b"20\n", SIZE)))
    assert caught.value.code == expected
    assert (str(LOG) in caught.value.now) == (status in (403, 404))


@given(st.sampled_from([200, 409, 422]), st.binary(max_size=200), st.sampled_from([SIZE, "text/plain", ""]))
def test_any_answer_ends_in_a_record_or_an_error(status: int, body: bytes, kind: str) -> None:
    """No answer makes asking fail otherwise, and none but the right line is a cosignature."""
    try:
        what = hear(saying(Answer(status, body, kind))).what
    except Unusable as error:
        what = error.code
    assert what in {FORK, ROLLED_BACK, "witness.lying"}


@given(st.integers(1, 60), st.integers(1, 60), st.integers(0, 60), st.booleans())
def test_the_truth_comes_out(seen: int, size: int, cosigned: int, same: bool) -> None:  # noqa: FBT001
    """An honest witness makes us hear a cosignature, a fork or a roll-back exactly where it is one."""
    branch = LOGGED if same else OTHER
    asked = witness(MemoryInMemory(LOG))
    asked.add_checkpoint(branch.request(0, seen))
    heard = hear(post_to(asked), size=size, cosigned=cosigned)
    grew = seen <= size and LOGGED.leaves[:seen] == branch.leaves[:seen]
    assert heard.what == (COSIGNATURE if grew else ROLLED_BACK if seen > size else FORK)


def test_an_ml_dsa_witness_is_heard_alike() -> None:
    """A witness whose key is ML-DSA-44 is verified in the same way."""
    key = MlDsaKey(bytes(range(64, 96)))
    asked = Witness(NAME, (WITNESS_KEY, key), MemoryInMemory(LOG), lambda: AT)
    peer = Peer(cosignature.vkey_of(NAME, key), "")
    heard = witnessing.ask(Shown(LOGGED, 40), peer, 0, post_to(asked), NOW + timedelta(hours=1))
    assert cosignature.cosigned_at(note.parse(heard.attachments[0]), peer.key) == AT
    assert len(note.parse(heard.attachments[0]).signatures) == 2


def failing(url: str, body: bytes) -> Answer:
    """Be away."""
    del url, body
    raise Unusable("witness.away", "The witness does not answer.", "Wait.")


def test_one_that_is_away_is_an_error_and_nothing_else() -> None:
    """What the way to a witness raises goes through."""
    assert code(failing) == "witness.away"
