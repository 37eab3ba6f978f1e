"""What every memory of a witness has to do: one suite, and each memory only supplies itself.

A subclass gives the fixture ``memory``: one that serves the log of ``LOG`` and has seen nothing.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from showsafe.ledger import checkpoint
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.note import VerifierKey
from showsafe.ledger.tree import Frontier, leaf_hash
from showsafe.ledger.witness import FORK, Evidence, Memory, Seen

ORIGIN = checkpoint.origin_of("north-ridge")
KEY = DeviceKey(bytes(range(32)))
LOG = VerifierKey(ORIGIN, KEY.public)


def seen(size: int, word: str = "record") -> Seen:
    """Return a signed checkpoint of so many records."""
    frontier = Frontier().extend(leaf_hash(f"{word} {number}".encode()) for number in range(size))
    return Seen(checkpoint.sign(ORIGIN, frontier, KEY))


class WitnessMemoryContract:
    """The suite; see the module."""

    def test_a_log_that_is_not_served_has_no_keys(self, memory: Memory) -> None:
        """Only what was trusted is served, under exactly its own name."""
        assert memory.keys_of(ORIGIN) == (LOG,)
        assert memory.keys_of(ORIGIN + "x") == ()
        assert memory.seen(ORIGIN) is None

    def test_a_memory_goes_on_from_what_it_saw(self, memory: Memory) -> None:
        """What was put there is there, and takes the place of what was seen before it."""
        assert memory.advance(ORIGIN, None, seen(1))
        assert memory.seen(ORIGIN) == seen(1)
        assert memory.advance(ORIGIN, seen(1), seen(3))
        assert memory.seen(ORIGIN) == seen(3)

    def test_a_memory_takes_nothing_on_a_wrong_before(self, memory: Memory) -> None:
        """What was decided on another state changes nothing, also where the state was none."""
        assert not memory.advance(ORIGIN, seen(1), seen(2))
        assert memory.seen(ORIGIN) is None
        assert memory.advance(ORIGIN, None, seen(2))
        assert not memory.advance(ORIGIN, None, seen(3))
        assert not memory.advance(ORIGIN, seen(2, "other"), seen(3))
        assert memory.seen(ORIGIN) == seen(2)

    def test_of_many_at_once_one_is_taken(self, memory: Memory) -> None:
        """Eight threads that saw the same state put eight others: one is taken, and it is the one that is there."""
        barrier = Barrier(8)

        def put(size: int) -> bool:
            barrier.wait()
            return memory.advance(ORIGIN, None, seen(size))

        with ThreadPoolExecutor(8) as pool:
            taken = list(pool.map(put, range(1, 9)))
        assert sum(taken) == 1
        assert memory.seen(ORIGIN) == seen(taken.index(True) + 1)

    def test_keeping_evidence_changes_no_state(self, memory: Memory) -> None:
        """A refused branch is kept, twice without harm, and what was seen stays."""
        memory.advance(ORIGIN, None, seen(2))
        for _ in range(2):
            memory.keep(ORIGIN, Evidence(FORK, seen(2).checkpoint, seen(2, "other").checkpoint))
        assert memory.seen(ORIGIN) == seen(2)
