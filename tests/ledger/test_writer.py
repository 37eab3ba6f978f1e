"""Sealing: a body gets its place in the device's chain, and nothing is sealed that no auditor could read."""

from __future__ import annotations

from typing import Any

import pytest

from showsafe.adapters.memory import MemoryStore
from showsafe.errors import WrongInput
from showsafe.ledger import checkpoint, record
from showsafe.ledger.note import VerifierKey
from showsafe.ledger.writer import Position, Writer, is_time
from tests.ledger.ledgers import KEY, UNIT, append, bodies, body

WRITER = Writer(UNIT, KEY)


def test_a_batch_is_one_chain() -> None:
    """Three bodies become three records that count on and name each other, under one checkpoint."""
    sealed = WRITER.seal(bodies(3), Position())
    read = [record.read(entry.raw).body for entry in sealed.entries]
    assert [item["device_number"] for item in read] == [1, 2, 3]
    assert [item["device_previous"] for item in read] == ["", *(e.leaf.hex() for e in sealed.entries[:2])]
    assert {item["device"] for item in read} == {KEY.id}
    assert {item["unit"] for item in read} == {UNIT}
    signed = checkpoint.verify(sealed.checkpoint, VerifierKey(WRITER.origin, KEY.public))
    assert (signed.size, signed.root) == (3, sealed.after.frontier.root())


def test_the_position_comes_from_the_store() -> None:
    """After each append the store gives the position that the sealing before it ended at."""
    store = MemoryStore()
    assert WRITER.position(store) == Position()
    append(store, WRITER, bodies(2))
    sealed = WRITER.seal([body(2)], WRITER.position(store))
    append(store, WRITER, [body(2)])
    assert WRITER.position(store) == sealed.after
    assert store.entry(3) == sealed.entries[0]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("scope", ""),
        ("act_id", None),
        ("kind", 7),
        ("version", True),
        ("version", "1"),
        ("claimed_at", "2025-03-04 05:06:07Z"),
        ("received_at", "2025-03-04T05:06:07+00:00"),
        ("as_of", "2025-02-30T05:06:07Z"),
        ("findings", ()),
        ("act", "x"),
        ("door", None),
    ],
)
def test_what_every_record_says_is_needed(field: str, value: object) -> None:
    """A body with a field missing or in another form is refused before anything is signed."""
    for bad in (body(1, **{field: value}), {k: v for k, v in body(1).items() if k != field}):
        with pytest.raises(WrongInput) as refused:
            WRITER.seal([bad], Position())
        assert refused.value.code == "record.incomplete"
        assert field in refused.value.says


def test_deviation_is_always_named() -> None:
    """A body that does not say whether there was a deviation is refused."""
    bad: dict[str, Any] = body(1)
    del bad["deviation"]
    with pytest.raises(WrongInput):
        WRITER.seal([bad], Position())


@pytest.mark.parametrize("field", ["format", "unit", "device", "device_number", "device_previous"])
def test_a_body_does_not_claim_a_place(field: str) -> None:
    """A body that brings a field of the sealing is refused, not silently overwritten."""
    with pytest.raises(WrongInput) as refused:
        WRITER.seal([body(1, **{field: "x"})], Position())
    assert refused.value.code == "record.reserved"


def test_nothing_cannot_be_sealed() -> None:
    """Sealing no body at all is refused."""
    with pytest.raises(WrongInput):
        WRITER.seal([], Position())


@pytest.mark.parametrize(
    "text", ["2025-03-04T05:06:07Z", "2025-03-04T05:06:07.5Z", "2024-02-29T23:59:59.123456Z"]
)
def test_times_of_the_profile(text: str) -> None:
    """RFC 3339 in UTC, with up to six decimals, is a time."""
    assert is_time(text)


@pytest.mark.parametrize(
    "text",
    ["2025-03-04T05:06:07", "2025-03-04T25:06:07Z", "2025-03-04T05:06:07.1234567Z", "2025-3-4T5:6:7Z", 7],
)
def test_times_outside_of_the_profile(text: object) -> None:
    """A time without Z, an hour that is not, too many decimals or short fields are no time."""
    assert not is_time(text)
