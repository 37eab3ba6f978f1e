"""One block of records: all that the auditor finds in it, whole, for blocks that hold and for each that does not."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

import pytest

from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.verify import block
from showsafe.ledger.verify.block import Event, Found, Rows, Stretch, Wanted
from showsafe.ledger.verify.report import Fault
from tests.ledger.verify.logs import NEXT, NODE, OTHER, PERSON, UNIT, Log, b64, leaf_of, tree_of

AT = "2025-03-04T05:06:07.250Z"
KEYS = {NODE.id: NODE.public}
ENROLLED = {"key": b64(PERSON.public), "algorithm": "ed25519", "of": "person-1", "key_id": PERSON.id}


def rows_of(log: Log, first: int = 1, **changes: Any) -> Rows:  # noqa: ANN401
    """Return the records of a log from one on as a source gives them, with sums that fit or others."""
    raws = log.raws[first - 1 :]
    return replace(Rows(raws, b"".join(map(leaf_of, raws))), **changes)


def examined(log: Log, first: int = 1, wanted: dict[str, Any] | None = None, **changes: Any) -> Found:  # noqa: ANN401
    """Return what a block says; the node's key is known, and signatures are looked at."""
    rows = rows_of(log, first, **changes)
    asked = {"unit": UNIT, "keys": KEYS, **(wanted or {})}
    return block.examine(rows, Wanted(first, len(rows.raws), **asked))


def fault(step: str, says: str, record: int | None) -> dict[str, Fault]:
    """Return the faults of a block in which one step has one."""
    return {step: Fault(f"verify.{step}", says, record)}


def leaf(log: Log, number: int) -> str:
    """Return the sum of a record, in hex."""
    return leaf_of(log.raws[number - 1]).hex()


def test_all_that_a_sound_block_says() -> None:
    """Its leaves, the chain of its device, which keys signed where, its first record as an event, and its times."""
    log = Log().open().checked(2)
    opened = Event(1, "unit-opened", {"device_key": b64(NODE.public)}, [], [NODE.id], act_id="act-00001")
    assert examined(log) == Found(
        1,
        3,
        rest=b"".join(map(leaf_of, log.raws)),
        devices={NODE.id: Stretch(1, 1, "", 3, leaf(log, 3))},
        used={NODE.id: [2, 3]},
        events=[replace(opened, brings=NODE.id)],
        first_time=AT,
        last_time=AT,
    )


def test_a_block_in_the_middle() -> None:
    """Records are numbered from where the block begins, and its chain begins where the one before it ended."""
    log = Log().open().checked(4)
    assert examined(log, 4) == Found(
        4,
        2,
        rest=b"".join(map(leaf_of, log.raws[3:])),
        devices={NODE.id: Stretch(4, 4, leaf(log, 3), 5, leaf(log, 5))},
        used={NODE.id: [4, 5]},
        first_time=AT,
        last_time=AT,
    )
    assert examined(log, 4).last == 5


def test_full_tiles_of_a_block() -> None:
    """Of 600 leaves two tiles are full; of each its hash is told, and the leaves after them."""
    log = Log().open()
    log.raws += [b"%d" % number for number in range(599)]
    leaves = list(map(leaf_of, log.raws))
    found = examined(log, wanted={"signatures": False}, tiles=b"".join(leaves[:512]))
    assert found == Found(
        1, 600, tree_of(leaves[:256]) + tree_of(leaves[256:512]), rest=b"".join(leaves[512:])
    )
    for tiles in (b"".join(leaves[:511]), bytes(32) + b"".join(leaves[1:512]), b"", b"".join(leaves)):
        said = examined(log, wanted={"signatures": False}, tiles=tiles)
        says = "a tile of level 0, over record 1 or those after it, is not what they make"
        assert said.faults == fault("tiles", says, None)


@pytest.mark.parametrize("number", [4, 5, 6])
def test_a_stored_sum_that_is_not_that_of_the_record(number: int) -> None:
    """The first record whose stored sum is another is named, whether the sum is wrong or missing."""
    log = Log().open().checked(5)
    fits = [leaf_of(raw) for raw in log.raws[3:]]
    says = f"the stored sum of record {number} is not that of its bytes"
    wrong = b"".join([*fits[: number - 4], bytes(32), *fits[number - 3 :]])
    assert examined(log, 4, leaves=wrong).faults == fault("tiles", says, number)
    short = b"".join(fits[: number - 4])
    assert examined(log, 4, leaves=short).faults == fault("tiles", says, number)


def test_a_source_that_says_why_it_ends() -> None:
    """Where records are missing the source says so; the block is at its end, and what is there is looked at."""
    why = Fault("verify.structure", "the file ends within a record", 3)
    found = examined(Log().open().checked(1), fault=why)
    assert (found.ended, found.faults, found.count) == (True, {"structure": why}, 2)
    assert not examined(Log().open()).ended


@pytest.mark.parametrize(("size", "told"), [(65_535, False), (65_536, True)])
def test_an_entry_too_large_where_only_hashes_are_looked_at(
    size: int,
    told: bool,  # noqa: FBT001 - a column of the table
) -> None:
    """The first entry of more than 65,535 bytes is named."""
    log = Log(raws=[b"x", bytes(size), bytes(size)])
    found = examined(log, wanted={"signatures": False})
    says = "record 2 is larger than 65,535 bytes"
    assert found.faults == (fault("structure", says, 2) if told else {})
    assert examined(Log(), wanted={"signatures": False}).faults == {}


def opened() -> Log:
    """Return a log with its first record."""
    return Log().open()


def another(kind: str = "weapon-checked", **changes: Any) -> Log:  # noqa: ANN401
    """Return a log whose second record is changed in some of its fields."""
    log = opened()
    log.add(kind, changes.pop("act", {}), **changes)
    return log


@pytest.mark.parametrize(
    ("log", "says"),
    [
        (another(unit="south-ridge"), "record 2 belongs to another unit"),
        (another("unit-opened"), "record 2 opens no unit where it should, or opens one again"),
        (another(received_at="yesterday"), "record 2 has no time received_at"),
    ],
)
def test_a_record_out_of_place(log: Log, says: str) -> None:
    """A record of another unit, one that opens a unit again, one that cannot be read: the structure names it."""
    assert examined(log).faults == fault("structure", says, 2)


def test_a_first_record_that_opens_nothing() -> None:
    """The first record opens the unit, and no other does."""
    log = Log()
    log.add("weapon-checked", {})
    says = "record 1 opens no unit where it should, or opens one again"
    assert examined(log).faults == fault("structure", says, 1)


@pytest.mark.parametrize("column", [(b"act-00009", b"weapon-1"), (b"act-00002", b"set")])
def test_columns_that_say_something_else(column: tuple[bytes, bytes]) -> None:
    """Act and scope in the columns of a table are those of the record."""
    log, fits = opened().checked(), [(b"act-00001", b"set"), (b"act-00002", b"weapon-1")]
    assert examined(log, columns=fits).faults == {}
    says = "the columns of record 2 do not say what the record says"
    assert examined(log, columns=[fits[0], column]).faults == fault("structure", says, 2)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"device_number": 3}, "record 3 is number 3 of its device, after number 1"),
        ({"device_number": 1}, "record 3 is number 1 of its device, after number 1"),
        ({"device_previous": "0" * 64}, "record 3 does not name its device's record before it"),
        ({"device_previous": ""}, "record 3 does not name its device's record before it"),
    ],
)
def test_a_record_that_does_not_continue_its_chain(changes: dict[str, Any], says: str) -> None:
    """Within a block each record has the next number of its device, and names the record before it."""
    log = opened()
    log.ends = {}
    log.add("weapon-checked", {})
    log.add("weapon-checked", {}, **changes)
    assert examined(log, 2).faults == fault("chains", says, 3)


def test_chains_of_two_devices_are_apart() -> None:
    """Records of two devices in turn are in two chains; each stretch knows where it begins and ends."""
    log = opened()
    for device in (NODE, PERSON, NODE, PERSON):
        log.add("weapon-checked", {}, device=device)
    found = examined(log, 2, {"keys": {NODE.id: NODE.public, PERSON.id: PERSON.public}})
    assert found.faults == {}
    assert found.devices == {
        NODE.id: Stretch(2, 2, leaf(log, 1), 3, leaf(log, 4)),
        PERSON.id: Stretch(3, 1, "", 2, leaf(log, 5)),
    }
    assert found.used == {NODE.id: [2, 4], PERSON.id: [3, 5]}


def test_a_record_that_another_key_signs_first() -> None:
    """The device that a record names signs it first, however good the other signature is."""
    log = opened()
    log.add("weapon-checked", {}, device=PERSON)
    log.add("weapon-checked", {}, NODE, device=PERSON)
    swapped = Log(raws=[log.raws[0], log.raws[1].replace(PERSON.id.encode(), NODE.id.encode())])
    both = {NODE.id: NODE.public, PERSON.id: PERSON.public}
    assert examined(log, 2, {"keys": both}).faults == {}
    assert examined(swapped, 2, {"keys": both}).faults == fault(
        "signatures", "record 2 is not signed first by its device", 2
    )


def test_a_signature_that_does_not_hold_counts_for_nothing() -> None:
    """It is told, its key has signed nothing there, and the signatures after it are looked at all the same."""
    log = opened()
    log.add("weapon-checked", {}, PERSON)
    good = log.raws[1]
    at = good.index(b'"sig":"') + 20
    log.raws[1] = good[:at] + (b"A" if good[at : at + 1] != b"A" else b"B") + good[at + 1 :]
    found = examined(log, 2, {"keys": {NODE.id: NODE.public, PERSON.id: PERSON.public}})
    assert found.faults == fault("signatures", "a signature of record 2 does not hold", 2)
    assert (found.used, found.unknown) == ({PERSON.id: [2, 2]}, [])


def test_a_key_that_is_not_known_yet_is_left_to_the_walk() -> None:
    """The record is remembered once, and nothing is said of it here."""
    log = opened()
    log.add("weapon-checked", {}, OTHER, PERSON)
    log.checked()
    found = examined(log, 2)
    assert (found.faults, found.unknown, found.used) == ({}, [2], {NODE.id: [2, 3]})


def happening(kind: str, act: dict[str, Any], *signers: DeviceKey, **changes: Any) -> Event:  # noqa: ANN401
    """Return the one event of a block of one record."""
    log = opened()
    log.add(kind, act, *signers, **changes)
    found = examined(log, 2)
    assert found.faults == {}
    (event,) = found.events
    return event


PLAIN = Event(2, "key-enrolled", ENROLLED, [], [NODE.id, PERSON.id], act_id="act-00002", brings=PERSON.id)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, {}),
        ({"would": "hold"}, {"counts": False}),
        ({"would": None}, {"counts": False}),
        ({"outcome": "hold"}, {}),
        ({"door": "ask", "outcome": "permit"}, {}),
        ({"door": "ask", "outcome": "record"}, {}),
        ({"door": "ask", "outcome": "hold"}, {"happened": False, "counts": False}),
        ({"door": "ask", "outcome": "refuse"}, {"happened": False, "counts": False}),
        ({"door": "other", "outcome": "refuse"}, {"happened": False, "counts": False}),
        ({"attachments": ["0" * 64]}, {"attachments": ["0" * 64]}),
    ],
)
def test_what_counts_of_a_record_about_keys(changes: dict[str, Any], expected: dict[str, Any]) -> None:
    """What was reported happened, and what was asked if it was not held; it counts if the rules permit it in full."""
    assert happening("key-enrolled", ENROLLED, PERSON, **changes) == replace(PLAIN, **expected)


def completes(act_kind: object = "enrol-key", act: object = ENROLLED) -> dict[str, Any]:
    """Return what a confirmation says of the act that it lets happen."""
    return {"act_kind": act_kind, "act_id": "act-00001", "act": act, "by": "p"}


@pytest.mark.parametrize(
    ("act_kind", "kind"),
    [("enrol-key", "key-enrolled"), ("rotate-key", "key-rotated"), ("revoke-key", "key-revoked")],
)
def test_a_confirmation_of_a_change_of_keys(act_kind: str, kind: str) -> None:
    """It is an event of the kind that it lets happen, late, under the id of what was asked, and brings no key."""
    event = happening("confirmed", {}, completes=completes(act_kind))
    expected = Event(2, kind, ENROLLED, [], [NODE.id], late=True, act_id="act-00001")
    assert event == expected


@pytest.mark.parametrize(
    "whole",
    [completes("load"), completes(7), completes(None), completes("enrol-key", []), None, [], "enrol-key", {}],
)
def test_a_confirmation_of_anything_else(whole: object) -> None:
    """What lets no change of keys happen is no event of the ledger itself."""
    log = opened()
    log.add("confirmed", {}, completes=whole)
    found = examined(log, 2)
    assert (found.events, found.used, found.faults) == ([], {NODE.id: [2, 2]}, {})


def test_a_key_that_a_record_brings_proves_possession_and_is_no_use() -> None:
    """Its own signature on the record that brings it counts for the proof alone; from the next one on it is a use."""
    log = opened()
    log.enrol(PERSON)
    log.add("weapon-checked", {}, PERSON)
    found = examined(log, 2)
    assert found.used == {NODE.id: [2, 3], PERSON.id: [3, 3]}
    log.enrol(PERSON)
    found = examined(log, 2)
    assert found.used == {NODE.id: [2, 4], PERSON.id: [3, 3]}
    assert [event.signers for event in found.events] == [[NODE.id, PERSON.id]] * 2


@pytest.mark.parametrize(
    ("kind", "act", "name"),
    [
        ("unit-opened", {"device_key": b64(NODE.public)}, NODE.id),
        ("key-enrolled", {"key": b64(PERSON.public)}, PERSON.id),
        ("key-rotated", {"key": b64(NEXT.public)}, NEXT.id),
        ("key-revoked", {"key": b64(NEXT.public)}, ""),
        ("weapon-checked", {"key": b64(NEXT.public)}, ""),
        ("key-enrolled", {"key": b64(bytes(31))}, ""),
        ("key-enrolled", {"key": b64(bytes(32))}, ""),
        ("key-enrolled", {"key": "no base64"}, ""),
        ("key-enrolled", {}, ""),
        ("key-enrolled", {"device_key": b64(PERSON.public)}, ""),
        ("unit-opened", {"key": b64(PERSON.public)}, ""),
        ("key-enrolled", {"key": b64(PERSON.public), "device_key": b64(NEXT.public)}, ""),
        ("key-enrolled", {"key": b64(PERSON.public), "device_key": b64(PERSON.public)}, PERSON.id),
        ("unit-opened", {"device_key": b64(NODE.public), "key": b64(NEXT.public)}, ""),
        ("unit-opened", {"device_key": b64(NODE.public), "key": b64(NODE.public)}, NODE.id),
    ],
)
def test_which_key_a_record_brings(kind: str, act: dict[str, Any], name: str) -> None:
    """The one that it opens, enrols or rotates to, if it is one that can be trusted, and names no other beside it."""
    assert block.new_key(kind, act) == name


@pytest.mark.parametrize(
    ("before", "after", "back"),
    [
        ("2025-03-04T05:06:07Z", "2025-03-04T05:06:07Z", False),
        ("2025-03-04T05:06:07.9Z", "2025-03-04T05:06:07.1Z", False),
        ("2025-03-04T05:06:07Z", "2025-03-04T05:06:05Z", False),
        ("2025-03-04T05:06:07.5Z", "2025-03-04T05:06:05.5Z", False),
        ("2025-03-04T05:06:07.5Z", "2025-03-04T05:06:05.4Z", True),
        ("2025-03-04T05:06:07Z", "2025-03-04T05:06:04Z", True),
        ("2025-03-04T05:06:07Z", "2025-03-04T05:06:08Z", False),
    ],
)
def test_when_a_received_time_runs_back(before: str, after: str, back: bool) -> None:  # noqa: FBT001
    """By more than two seconds, and not by two: clocks are set while they run."""
    assert block.runs_back(before, after) is back


def test_times_of_a_block() -> None:
    """The first and the last are told, how often one runs back, and where first."""
    log = opened()
    for second in (30, 20, 40, 10):
        log.add("weapon-checked", {}, received_at=f"2025-03-04T05:06:{second}Z")
    found = examined(log, 2)
    assert (found.first_time, found.last_time) == ("2025-03-04T05:06:30Z", "2025-03-04T05:06:10Z")
    assert (found.backwards, found.first_backwards) == (2, 3)


def test_what_is_kept_of_each_record() -> None:
    """Prints of its act where they are asked for, and the sums of its attachments and commitments."""
    log = opened()
    one, two, sealed = "1" * 64, "2" * 64, "3" * 64
    log.add("weapon-checked", {"name": {"sealed": sealed}}, attachments=[one, two])
    log.checked()
    found = examined(log, 2, {"prints": True})
    prints = [hashlib.sha256(b"act-%05d" % n).digest()[:16] + n.to_bytes(8) for n in (2, 3)]
    assert found.prints == b"".join(prints)
    assert found.attachments == bytes.fromhex(one + two)
    assert found.sealed == bytes.fromhex(sealed)
    assert examined(log, 2).prints == b""


def test_only_the_first_fault_of_a_step_is_told() -> None:
    """Of several records with a fault in one step the first one is named."""
    log = opened()
    for _ in range(2):
        log.add("weapon-checked", {}, unit="south-ridge")
    assert examined(log).faults == fault("structure", "record 2 belongs to another unit", 2)
