"""The walk from the first record to the last: whoever cuts the records into blocks gets the same answer, whole."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from showsafe.ledger.verify import block
from showsafe.ledger.verify.block import Rows, Wanted
from showsafe.ledger.verify.report import FOLDER, Fault, Notebook
from showsafe.ledger.verify.walk import Walk
from tests.ledger.verify.logs import NEXT, NODE, OTHER, PERSON, UNIT, Log, leaf_of, tree_of
from tests.ledger.verify.test_asked import asked, signed

LENGTHS = (1, 2, 3, 100)
KNOWN = ("none", "so far", "all")
each_way = pytest.mark.parametrize(("length", "known"), list(itertools.product(LENGTHS, KNOWN)))
Faults = dict[str, Fault]


@dataclass
class Source:
    """The records of a log in memory."""

    log: Log
    what: str = FOLDER

    def rows(self, first: int, count: int, *, columns: bool = True) -> Rows:
        """Return records by their numbers; of columns there are none, whoever asks."""
        del columns
        raws = self.log.raws[first - 1 : first - 1 + count]
        return Rows(raws, b"".join(map(leaf_of, raws)))

    def tile(self, level: int, number: int) -> bytes:
        """Return nothing: logs of less than 256 records have no tile above the leaves."""
        del level, number
        return b""

    def attachment(self, sha256: str) -> bytes | None:
        """Return an attachment."""
        return self.log.attachments.get(sha256)

    def close(self) -> None:
        """Nothing is open."""


def walked(log: Log, length: int = 100, known: str = "so far", *, resumed_after: int = 0) -> Walk:
    """Walk over a log in blocks of a length, with keys known to the blocks as an audit happens to know them."""
    everybody = {key.id: key.public for key in (NODE, NEXT, PERSON, OTHER)}
    walk = Walk(Notebook(), Source(log))
    walk.unit, walk.resumed = UNIT, bool(resumed_after)
    for raw in log.raws[:resumed_after]:
        walk.edge.add(leaf_of(raw))
    for first in range(resumed_after + 1, len(log.raws) + 1, length):
        keys = {"none": {}, "so far": walk.history.publics(), "all": everybody}[known]
        count = min(length, len(log.raws) - first + 1)
        rows = walk.source.rows(first, count)
        walk.take(block.examine(rows, Wanted(first, count, UNIT, keys)))
    walk.close()
    return walk


def fault(step: str, says: str, record: int | None) -> Faults:
    """Return the faults of a walk in which one step has one."""
    return {step: Fault(f"verify.{step}", says, record)}


def opened() -> Log:
    """Return a log with its first record."""
    return Log().open()


def people() -> Log:
    """Return a log in which a person's key and a device's are enrolled."""
    log = opened()
    log.enrol(PERSON)
    log.enrol(OTHER, "device:cart")
    return log


@each_way
def test_a_sound_log(length: int, known: str) -> None:
    """No fault, the root of its records, its keys in order, and where each device's chain ends."""
    log = people()
    log.add("handed-over", {}, PERSON)
    log.add("weapon-checked", {}, PERSON, device=OTHER)
    log.rotate(PERSON, NEXT, PERSON, NEXT)
    log.add("handed-over", {}, NEXT, OTHER)
    log.add("key-revoked", {"key_id": OTHER.id})
    log.checked()
    walk = walked(log, length, known)
    assert (walk.book.faults, walk.book.could_not_know) == ({}, [])
    assert (walk.count, walk.edge.root()) == (9, tree_of(list(map(leaf_of, log.raws))))
    lives = [(life.id, life.of, life.since, life.until, life.revoked) for life in walk.history.keys.values()]
    assert lives == [
        (NODE.id, "node", 1, None, False),
        (PERSON.id, "person-1", 2, 6, False),
        (OTHER.id, "device:cart", 3, 8, True),
        (NEXT.id, "person-1", 6, None, False),
    ]
    assert walk.history.changed == [1, 2, 3, 6, 8]
    assert walk.ends.of == {
        NODE.id: (8, leaf_of(log.raws[8]).hex()),
        OTHER.id: (1, leaf_of(log.raws[4]).hex()),
    }


def late() -> Log:
    """A revoked key signs beside the device."""
    log = people()
    log.add("handed-over", {}, PERSON)
    log.add("key-revoked", {"key_id": PERSON.id})
    log.checked()
    log.add("handed-over", {}, PERSON)
    log.add("handed-over", {}, PERSON)
    return log


def at_once() -> Log:
    """A revoked key signs in the very next record, and once more."""
    log = people()
    log.add("handed-over", {}, PERSON)
    log.add("key-revoked", {"key_id": PERSON.id})
    log.add("handed-over", {}, PERSON)
    log.add("handed-over", {}, PERSON)
    return log


def rotated() -> Log:
    """The node's old key records after its rotation."""
    log = opened()
    log.rotate(NODE, NEXT, NEXT)
    log.checked()
    log.add("weapon-checked", {}, device=NODE)
    return log


def early() -> Log:
    """A key signs in the very record before the one that enrols it."""
    log = opened()
    log.add("handed-over", {}, PERSON)
    log.enrol(PERSON)
    return log


def nobodys() -> Log:
    """A key that no record enrols signs beside the device."""
    log = people()
    log.add("handed-over", {}, NEXT)
    return log


def no_device() -> Log:
    """A person's key is a device of its own."""
    log = people()
    log.checked()
    log.add("weapon-checked", {}, device=PERSON)
    return log


def unknown_device() -> Log:
    """A record under a device that no record enrols."""
    log = people()
    log.add("weapon-checked", {}, device=NEXT)
    return log


def broken() -> Log:
    """A second signature does not hold."""
    log = people()
    log.add("handed-over", {}, PERSON)
    good = log.raws[3]
    at = good.rindex(b'"sig":"') + 20
    log.raws[3] = good[:at] + (b"A" if good[at : at + 1] != b"A" else b"B") + good[at + 1 :]
    return log


def again() -> Log:
    """A key that has ended is brought once more, and proves itself by a signature that counts no more."""
    log = people()
    log.add("key-revoked", {"key_id": PERSON.id})
    log.enrol(PERSON)
    return log


def skipped() -> Log:
    """A device leaves out a number."""
    log = opened().checked(2)
    log.add("weapon-checked", {}, device_number=5)
    return log


def otherwise() -> Log:
    """A record names another one before it than there is."""
    log = opened().checked(2)
    log.add("weapon-checked", {}, device_previous="0" * 64)
    return log


def begun() -> Log:
    """A device begins its chain in the middle."""
    log = people()
    log.ends[OTHER.id] = (7, "0" * 64)
    log.add("weapon-checked", {}, device=OTHER)
    return log


def first_in_chain() -> Log:
    """A device begins its chain with a record that names one before it."""
    log = people()
    log.add("weapon-checked", {}, device=OTHER, device_previous="0" * 64)
    return log


def act_after(act: Callable[[Log], Any]) -> Log:
    """A device whose key is revoked signs an act."""
    log = people()
    log.add("key-revoked", {"key_id": OTHER.id})
    log.checked()
    act(log)
    act(log)
    return log


def act_again() -> Log:
    """A device signs an act, loses its key, and signs acts again."""
    log = people()
    asked(log, OTHER)
    log.add("key-revoked", {"key_id": OTHER.id})
    log.checked()
    asked(log, OTHER)
    asked(log, OTHER)
    return log


def nobodys_act() -> Log:
    """A device that no record enrols signs an act."""
    log = people()
    asked(log, NEXT)
    return log


ENDED = "carries a signature of a key that was {} before it"


@each_way
@pytest.mark.parametrize(
    ("log", "faults"),
    [
        (late(), fault("signatures", f"record 7 {ENDED.format('revoked')}", 7)),
        (act_again(), fault("signatures", f"record 7 {ENDED.format('revoked')}", 7)),
        (
            nobodys_act(),
            fault("signatures", "record 4 carries a signature of a key that no record enrols", 4),
        ),
        (at_once(), fault("signatures", f"record 6 {ENDED.format('revoked')}", 6)),
        (rotated(), fault("signatures", f"record 4 {ENDED.format('rotated')}", 4)),
        (nobodys(), fault("signatures", "record 4 carries a signature of a key that no record enrols", 4)),
        (no_device(), fault("signatures", "record 5 is recorded under a key that is not a device's", 5)),
        (
            unknown_device(),
            fault("signatures", "record 4 carries a signature of a key that no record enrols", 4),
        ),
        (broken(), fault("signatures", "a signature of record 4 does not hold", 4)),
        (
            again(),
            fault("signatures", f"record 5 {ENDED.format('revoked')}", 5)
            | fault("keys", "record 5 enrols a key that is known already", 5),
        ),
        (skipped(), fault("chains", "record 4 is number 5 of its device, after number 3", 4)),
        (otherwise(), fault("chains", "record 4 does not name its device's record before it", 4)),
        (begun(), fault("chains", "record 4 is number 8 of its device, after number 0", 4)),
        (first_in_chain(), fault("chains", "record 4 does not name its device's record before it", 4)),
        (
            act_after(lambda log: asked(log, OTHER)),
            fault("signatures", f"record 6 {ENDED.format('revoked')}", 6),
        ),
    ],
    ids=lambda value: "" if isinstance(value, Log) else None,
)
def test_what_does_not_hold_is_found_however_the_records_are_cut(
    log: Log, faults: Faults, length: int, known: str
) -> None:
    """The first record that is wrong is named, and in the words for what is wrong with it."""
    found = walked(log, length, known).book.faults
    assert found == faults


@pytest.mark.parametrize("number", [255, 256, 257, 258, 512, 513])
def test_a_record_far_on_is_found_again(number: int) -> None:
    """A record that a block left to the walk is read again at its own place, around the edge of a tile too."""
    log = people()
    while len(log.raws) < number - 1:
        log.checked()
    log.add("handed-over", {}, NEXT)
    log.checked(2)
    says = f"record {number} carries a signature of a key that no record enrols"
    for length in (100, 256):
        assert walked(log, length).book.faults == fault("signatures", says, number)


@each_way
def test_a_signature_before_the_enrolment(length: int, known: str) -> None:
    """The record is named; whether its key comes later is known where both stand in one block."""
    says = {
        True: "record 2 carries a signature of a key that was not enrolled before it",
        False: "record 2 carries a signature of a key that no record enrols",
    }[length >= len(early().raws)]
    assert walked(early(), length, known).book.faults == fault("signatures", says, 2)


@each_way
@pytest.mark.parametrize(
    ("of", "faults"),
    [
        ("device:cart", {}),
        ("armorer", {}),
        (
            "partner",
            fault("signatures", "record 3 holds the word of somebody under a key that is not theirs", 3),
        ),
    ],
)
def test_whose_key_an_act_is_signed_with(of: str, faults: Faults, length: int, known: str) -> None:
    """A person's word is signed under a device's key, or under their own."""
    log = opened()
    log.enrol(PERSON, of)
    asked(log)
    found = walked(log, length, known).book.faults
    assert found == faults


@each_way
def test_an_act_that_was_not_signed_so(length: int, known: str) -> None:
    """What a device signed of another act does not hold, whether its key was known to the block or not."""
    log = people()
    asked(log, OTHER, asked=signed(log, OTHER, {"weapon": "rifle"}))
    says = "what the device of record 4 signed does not hold, or is another act"
    assert walked(log, length, known).book.faults == fault("signatures", says, 4)


def test_a_walk_that_goes_on_in_the_middle() -> None:
    """Keys and chains from before are not known, and that is said; what is known is held as ever."""
    log = people()
    log.checked(3)
    walk = walked(log, 2, resumed_after=4)
    says = "Signatures of keys that were enrolled before the kept checkpoint could not be checked."
    assert (walk.book.faults, walk.book.could_not_know, walk.book.short) == ({}, [says], {"signatures"})
    assert walk.ends.begun_late == 1
    log.add("weapon-checked", {}, device_number=9)
    assert walked(log, 2, resumed_after=4).book.faults == fault(
        "chains", "record 7 is number 9 of its device, after number 6", 7
    )


@pytest.mark.parametrize("length", LENGTHS)
def test_received_times_over_blocks(length: int) -> None:
    """How often they run back, and where first, is the same however the records are cut."""
    log = opened()
    for second in (30, 20, 40, 10, 50):
        log.add("weapon-checked", {}, received_at=f"2025-03-04T05:07:{second}Z")
    walk = walked(log, length)
    assert (walk.backwards, walk.first_backwards) == (2, 3)
