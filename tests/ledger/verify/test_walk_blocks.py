"""The walk over single blocks: what it keeps of them, what it reads again, and what it says of a second look."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.verify import block
from showsafe.ledger.verify.block import Found, Rows, Stretch
from showsafe.ledger.verify.hashing import reduced
from showsafe.ledger.verify.report import DIRECTORY, FOLDER, Notebook
from showsafe.ledger.verify.walk import Walk
from tests.ledger.verify.logs import NEXT, NODE, OTHER, PERSON, UNIT, Log, b64, leaf_of, tree_of
from tests.ledger.verify.test_asked import asked
from tests.ledger.verify.test_walk import Source, fault, opened, people, walked

NOBODYS = "record {} carries a signature of a key that no record enrols"
REVOKED = "record {} carries a signature of a key that was revoked before it"


class Asked(Source):
    """The records of a log in memory, which remember what was read of them."""

    spans: list[tuple[int, int]]

    def rows(self, first: int, count: int, *, columns: bool = True) -> Rows:
        """Return records, and remember which."""
        self.spans.append((first, count))
        return super().rows(first, count, columns=columns)


def fresh(log: Log | None = None) -> tuple[Walk, Asked]:
    """Return a walk that has seen nothing, and what it will read."""
    source = Asked(log or Log())
    source.spans = []
    walk = Walk(Notebook(), source)
    walk.unit = UNIT
    return walk, source


def test_a_walk_that_has_seen_nothing() -> None:
    """No record, no settings, no key, and nothing said."""
    walk, _ = fresh()
    assert (walk.count, walk.edge.root(), walk.settings, walk.own_profile) == (0, b"", (0, ""), None)
    assert (walk.resumed, walk.partial, walk.history.keys, walk.book.faults) == (False, False, {}, {})
    widths = [each.width for each in (walk.prints, walk.attachments, walk.sealed, walk.erased)]
    assert widths == [24, 32, 32, 32]


def test_what_may_lie_before_where_a_walk_began() -> None:
    """In a tile folder records about keys may; in a directory they are found by a column beside them."""
    for what, partial in ((FOLDER, True), (DIRECTORY, False)):
        walk = Walk(Notebook(), Source(Log(), what))
        walk.resumed = True
        assert walk.partial is partial


KEYS_BEFORE = (
    "Keys from before the kept checkpoint are not known: what changes keys could not be checked whole."
)
ENROLS = {"key": b64(NEXT.public), "algorithm": "ed25519", "of": "person-1", "key_id": NEXT.id}
ROTATES = {"key_id": OTHER.id, "key": b64(NEXT.public), "new_key_id": NEXT.id}
KNOWN_TURNS = {**ROTATES, "key_id": PERSON.id}


@pytest.mark.parametrize(
    ("kind", "act", "changes", "said", "known"),
    [
        ("key-enrolled", ENROLS, {}, True, {PERSON.id, NEXT.id}),
        ("key-enrolled", ENROLS, {"late": True, "act_id": "asked"}, True, {PERSON.id, NEXT.id}),
        ("key-enrolled", ENROLS, {"late": True, "act_id": "before"}, True, {PERSON.id}),
        ("key-enrolled", ENROLS, {"happened": False}, False, {PERSON.id}),
        ("key-rotated", KNOWN_TURNS, {}, True, {PERSON.id, NEXT.id}),
        ("key-rotated", ROTATES, {}, True, {PERSON.id}),
        ("key-revoked", {"key_id": OTHER.id}, {}, True, {PERSON.id}),
        ("key-revoked", {"key_id": PERSON.id}, {}, True, {PERSON.id}),
        ("key-revoked", {"key_id": PERSON.id}, {"happened": False}, False, {PERSON.id}),
        ("settings-changed", {}, {}, False, {PERSON.id}),
    ],
)
def test_a_change_of_keys_in_a_folder_that_is_not_read_from_its_beginning(
    kind: str,
    act: dict[str, str],
    changes: dict[str, Any],
    said: bool,  # noqa: FBT001
    known: set[str],
) -> None:
    """What rests on records that were not read is said to be unknown, and accuses nobody; the rest counts as ever."""
    walk, _ = fresh()
    walk.history.keys = {PERSON.id: walked(people()).history.keys[PERSON.id]}
    walk.resumed = True
    walk.fold(block.Event(7, "key-enrolled", ENROLS, [], [NEXT.id], counts=False, act_id="asked"))
    walk.book = Notebook()
    walk.fold(block.Event(9, kind, act, [], [PERSON.id, NEXT.id], **changes))
    assert walk.book.faults == {}
    assert (walk.book.could_not_know, walk.book.short) == (([KEYS_BEFORE], {"keys"}) if said else ([], set()))
    assert set(walk.history.keys) == known
    ended = kind != "key-enrolled" and act.get("key_id") == PERSON.id and changes.get("happened", True)
    assert walk.history.keys[PERSON.id].until == (9 if ended else None)


def test_an_opening_that_a_stranger_signs_beside_its_key() -> None:
    """It opens the unit with its own key all the same, and the other signature is that of nobody."""
    log = Log()
    log.add("unit-opened", {"device_key": b64(NODE.public)}, NEXT)
    for known in ("none", "so far"):
        walk = walked(log, known=known)
        assert (walk.book.faults, list(walk.history.keys)) == (
            fault("signatures", NOBODYS.format(1), 1),
            [NODE.id],
        )


@pytest.mark.parametrize("tops", [0, 1, 2, 3])
@pytest.mark.parametrize("rest", [0, 1, 2, 5])
def test_the_tree_grows_by_tiles_and_leaves(tops: int, rest: int) -> None:
    """Tops of whole tiles and the leaves after them, each once and in order, make the tree of all records."""
    leaves = [number.to_bytes(32) for number in range(tops * 256 + rest)]
    tiles = [b"".join(leaves[at : at + 256]) for at in range(0, tops * 256, 256)]
    walk, _ = fresh()
    walk.take(Found(1, len(leaves), b"".join(map(reduced, tiles)), b"".join(leaves[tops * 256 :])))
    assert walk.count == len(leaves)
    assert walk.edge.root() == (tree_of(leaves) if leaves else b"")


def test_a_stored_tile_that_is_not_what_the_records_make() -> None:
    """It is named by its level, its number and the first record under it: no one record is to blame."""
    for tops, number, level, first in ((256, 0, 1, 1), (300, 1, 1, 65537), (512, 0, 1, 1)):
        walk, source = fresh()
        hashes = [place.to_bytes(32) for place in range(tops)]
        full = b"".join(hashes[:256])
        source.tile = lambda at, of, full=full: full if (at, of) == (1, 0) and number else b""  # type: ignore[method-assign,misc]  # noqa: B023
        walk.take(Found(1, tops * 256, b"".join(hashes), b""))
        walk.hold_growing()
        says = (
            f"tile {number} of level {level}, over record {first} and those after it, is not what they make"
        )
        assert walk.book.faults == fault("tiles", says, None)


def test_where_only_hashes_are_looked_at() -> None:
    """The tree grows, and nothing is taken from what a record says."""
    walk, _ = fresh()
    walk.deep = False
    found = Found(1, 1, b"", bytes(32))
    found.events.append(block.Event(1, "unit-opened", {"device_key": b64(NODE.public)}, [], [NODE.id]))
    found.attachments = bytes(32)
    assert (walk.take(found), walk.count) == ([], 1)
    assert (walk.history.keys, walk.attachments.count) == ({}, 0)


def test_settings_are_those_that_were_let_happen() -> None:
    """A record of another kind names none; a change that was refused names none; a report does."""
    walk, _ = fresh()
    for number, (kind, happened) in enumerate(
        (("settings-changed", True), ("settings-changed", False), ("attested", True)), start=2
    ):
        name = str(number) * 64
        walk.fold(block.Event(number, kind, {"settings": name}, [name], [], happened))
    assert (walk.settings, walk.own_profile, walk.book.faults) == ((2, "2" * 64), None, {})


@pytest.mark.parametrize("kind", ["settings-changed", "attested", "erased", "key-enrolled", "unit-opened"])
def test_the_first_record_opens_the_unit(kind: str) -> None:
    """Whatever else it says of the ledger, without an opening no key can be trusted."""
    walk, _ = fresh()
    act = {"device_key": b64(NODE.public), "commitments": []}
    walk.fold(block.Event(1, kind, act, [], [NODE.id]))
    says = "record 1 does not open the unit with a key that can be trusted"
    expected = {} if kind == "unit-opened" else fault("keys", says, 1)
    assert {step: each for step, each in walk.book.faults.items() if step == "keys"} == expected


@pytest.mark.parametrize("named", [{}, {"1" * 64: 0}, "", "1", (), 0])
def test_an_erasure_names_a_list(named: object) -> None:
    """Anything else that could be counted through names nothing, and is told."""
    walk, _ = fresh()
    walk.fold(block.Event(2, "erased", {"commitments": named}, [], []))
    assert walk.book.faults == fault("structure", "record 2 erases what it does not name", 2)
    assert walk.erased.count == 0


def test_what_an_erasure_takes() -> None:
    """Each sum that it names by itself, and nothing between them."""
    walk, _ = fresh()
    walk.fold(block.Event(2, "erased", {"commitments": ["1" * 64, "2" * 64]}, [], []))
    taken = sorted(one for part in walk.erased.parts() for one in part)
    assert (taken, walk.erased.count) == ([bytes.fromhex("1" * 64), bytes.fromhex("2" * 64)], 2)


def test_a_record_that_brings_a_known_key_and_is_not_signed_by_it() -> None:
    """It brings no signature of that key, so the key is not accused of having signed."""
    log = people()
    log.add("key-revoked", {"key_id": PERSON.id})
    act = {"key": b64(PERSON.public), "algorithm": "ed25519", "of": "person-1", "key_id": PERSON.id}
    log.add("key-enrolled", act)
    says = "record 5 enrols a key that is known already"
    assert walked(log).book.faults == fault("keys", says, 5)


@pytest.mark.parametrize("known", ["none", "so far", "all"])
def test_a_change_that_also_lets_another_one_happen(known: str) -> None:
    """It is none that was ever written; and the key that it names beside the other change is enrolled by nobody."""
    log = people()
    whole = {"act_kind": "revoke-key", "act_id": "act-00009", "act": {"key_id": OTHER.id}}
    act = {"key": b64(NEXT.public), "algorithm": "ed25519", "of": "person-2", "key_id": NEXT.id}
    log.add("key-enrolled", act, NEXT, completes=whole)
    both = "record 4 says something of the ledger itself, and that it completes something else as well"
    assert walked(log, known=known).book.faults == fault("structure", both, 4) | fault(
        "signatures", NOBODYS.format(4), 4
    )


@pytest.mark.parametrize("known", ["none", "all"])
def test_of_two_keys_that_sign_wrongly_each_is_held(known: str) -> None:
    """A key that nobody enrolled does not hide the one after it, whichever comes first."""
    for wrong in ((NEXT, PERSON), (PERSON, NEXT)):
        log = people()
        log.add("key-revoked", {"key_id": PERSON.id})
        log.checked()
        log.add("handed-over", {}, *wrong)
        walk = walked(log, known=known)
        assert walk.book.faults["signatures"].record == 6
        walk, _ = fresh(log)
        walk.resumed = True
        walk.history = walked(people()).history
        walk.history.keys[PERSON.id].until, walk.history.keys[PERSON.id].revoked = 4, True
        walk.again([6])
        assert walk.book.faults == fault("signatures", REVOKED.format(6), 6)


@pytest.mark.parametrize("order", [(NEXT, PERSON), (PERSON, NEXT)])
def test_of_two_uses_in_a_block_each_is_held(order: tuple[DeviceKey, ...]) -> None:
    """Where a walk goes on in the middle, a key from before excuses no key that is known to have ended."""
    log = people()
    log.add("handed-over", {}, PERSON)
    walk = walked(log)
    walk.book, walk.resumed = Notebook(), True
    walk.history.keys[PERSON.id].until = 3
    walk.take(Found(4, 0, used={key.id: [4, 4] for key in order}))
    says = "record 4 carries a signature of a key that was rotated before it"
    assert walk.book.faults == fault("signatures", says, 4)


def test_a_record_that_cannot_be_read_hides_none_after_it() -> None:
    """What is no record is told by its block; the records after it are looked at again all the same."""
    log = people()
    log.raws.append(b"{}")
    log.add("handed-over", {}, NEXT)
    walk, _ = fresh(log)
    walk.history = walked(people()).history
    walk.again([4, 5])
    assert walk.book.faults == fault("signatures", NOBODYS.format(5), 5)
    log = people()
    log.raws.append(b"{}")
    log.add("handed-over", {}, PERSON)
    log.add("handed-over", {}, PERSON)
    walk, _ = fresh(log)
    walk.history = walked(people()).history
    walk.history.keys[PERSON.id].until = 3
    walk.take(Found(4, 0, used={PERSON.id: [3, 6]}))
    assert walk.book.faults["signatures"].record == 5


def test_who_signed_is_who_signed_rightly() -> None:
    """A signature that does not hold proves nobody's possession, also where the key came after the block."""
    for known in ("none", "so far"):
        log = opened()
        number = log.enrol(PERSON)
        good = log.raws[number - 1]
        at = good.rindex(b'"sig":"') + 20
        log.raws[number - 1] = good[:at] + (b"A" if good[at : at + 1] != b"A" else b"B") + good[at + 1 :]
        walk = walked(log, 1, known)
        assert walk.book.faults == fault("signatures", "a signature of record 2 does not hold", 2) | fault(
            "keys", "record 2 is not signed by the key that it enrols", 2
        )
        assert list(walk.history.keys) == [NODE.id]


def read(walk: Walk, source: Asked, numbers: Iterable[int]) -> tuple[list[int], list[tuple[int, int]]]:
    """Return which of the records were found at their own places, and what was read for them."""
    source.spans.clear()
    for number, raw in walk._records(numbers):
        assert raw == source.log.raws[number - 1]
    found = [number for number, _ in walk._records(numbers)]
    half = len(source.spans) // 2
    return found, source.spans[:half]


@pytest.mark.parametrize(
    ("size", "numbers", "found", "spans"),
    [
        (600, (1, 2, 256), (1, 2, 256), [(1, 256)]),
        (600, (256, 257), (256, 257), [(1, 256), (257, 256)]),
        (600, (300, 512, 513), (300, 512, 513), [(257, 256), (513, 1)]),
        (600, (513, 600), (513, 600), [(513, 1), (513, 88)]),
        (600, (600, 514), (600, 514), [(513, 88)]),
        (600, (600, 601), (600,), [(513, 88), (513, 89)]),
        (512, (512,), (512,), [(257, 256)]),
        (512, (300, 512), (300, 512), [(257, 256)]),
        (513, (300, 512), (300, 512), [(257, 256)]),
        (511, (511,), (511,), [(257, 255)]),
    ],
)
def test_records_are_read_by_tiles(
    size: int, numbers: tuple[int, ...], found: tuple[int, ...], spans: list[tuple[int, int]]
) -> None:
    """Each tile once, and beyond the last whole one no further than is known to be there."""
    log = Log(raws=[str(number).encode() for number in range(1, size + 1)])
    walk, source = fresh(log)
    for raw in log.raws:
        walk.edge.add(leaf_of(raw))
    assert read(walk, source, numbers) == (list(found), spans)


def stretch(**changes: Any) -> Found:  # noqa: ANN401
    """Return a block of one device's first record in it, with changes."""
    plain = {"record": 9, "number": 1, "previous": "", "last_number": 1, "last_leaf": "1" * 64}
    return Found(9, 1, devices={OTHER.id: Stretch(**{**plain, **changes})})


@pytest.mark.parametrize(
    ("resumed", "changes", "says"),
    [
        (False, {}, ""),
        (False, {"number": 7}, "record 9 is number 7 of its device, after number 0"),
        (False, {"previous": "2" * 64}, "record 9 does not name its device's record before it"),
        (True, {}, ""),
        (True, {"number": 7, "previous": "2" * 64}, ""),
    ],
)
def test_where_a_chain_begins(resumed: bool, changes: dict[str, Any], says: str) -> None:  # noqa: FBT001
    """At number 1 after nothing; anywhere else only where the records before were not read."""
    walk = walked(people())
    walk.resumed = resumed
    walk.chains(stretch(**changes))
    assert walk.book.faults == (fault("chains", says, 9) if says else {})
    assert walk.ends.begun_late == int(resumed)
    if resumed:
        walk.ends.of.clear()
        walk.chains(stretch(**changes))
        assert walk.ends.begun_late == 2
        walk.chains(stretch(number=3, previous="1" * 64))
        says = "record 9 is number 3 of its device, after number 1"
        assert walk.book.faults == fault("chains", says, 9)


def test_blocks_without_a_time_of_their_own() -> None:
    """A block in which nothing could be read says nothing of times, and the next is held against the last one known."""
    walk, _ = fresh()
    walk.take(Found(1))
    walk.take(Found(1, first_time="2025-03-04T05:07:30Z", last_time="2025-03-04T05:07:40Z"))
    walk.take(Found(2))
    walk.take(Found(3, first_time="2025-03-04T05:07:35Z", last_time="2025-03-04T05:07:50Z"))
    assert (walk.backwards, walk.first_backwards) == (1, 3)


def test_an_act_of_a_later_word_that_does_not_hold() -> None:
    """A second look at what a device signed names the record, whoever's word it is."""
    log = people()
    asked(log, NEXT)
    walk = walked(log, known="none")
    assert walk.book.faults == fault("signatures", NOBODYS.format(4), 4)
