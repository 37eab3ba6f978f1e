"""A slip holds nothing but records with their proofs: whatever is changed in it is found."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from showsafe.books.consign import slip
from showsafe.errors import NotVerified, ShowsafeError, WrongInput
from showsafe.ledger import canonical
from tests.consigning import Log, two

NORTH, SOUTH = two()
SLIP = NORTH.leaves("r1", seals=("C1", "C2"), condition="grip worn")


def changed(change: Callable[[dict[str, Any]], None]) -> bytes:
    """Return the slip with something changed, in its one form again."""
    value = json.loads(SLIP)
    change(value)
    return canonical.encode(value)


def code_of(data: bytes, *keys: Log) -> str:
    """Return the code with which a slip is refused, "" where it is not."""
    try:
        slip.things_of(slip.prove(slip.read(data), [each.vkey for each in keys or (NORTH,)]))
    except ShowsafeError as error:
        return error.code
    return ""


def test_a_slip_says_what_the_records_say() -> None:
    """To whom, with whom, by when, seals and serial are read from proven records."""
    proven = slip.prove(slip.read(SLIP), [SOUTH.vkey, NORTH.vkey])
    (thing,) = slip.things_of(proven)
    assert (proven.origin, thing.left.thing, thing.left.carrier) == ("showsafe/north", "r1", "road")
    assert (thing.weapon.serial, thing.weapon.maker, thing.words["to"]) == ("OM-1042", "Uberti", "south")
    assert (thing.words["seals"], thing.words["condition"]) == (["C1", "C2"], "grip worn")
    assert slip.read(SLIP + b"\n").digest == slip.read(SLIP).digest


def test_a_slip_of_a_log_whose_key_is_not_known_is_refused() -> None:
    """Whoever has no key of that log from outside cannot tell, and is told so."""
    assert code_of(SLIP, SOUTH) == "consign.unknown-log"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda value: value.update(origin="showsafe/south"), "consign.unknown-log"),
        (lambda value: value["things"][0]["left"].update(record=5), "consign.altered"),
        (lambda value: value["things"][0]["left"]["path"].pop(), "consign.altered"),
        (lambda value: value["things"][0]["sent"].update(value["things"][0]["left"]), "consign.says-nothing"),
        (lambda value: value["things"][0]["left"].update(value["things"][0]["sent"]), "consign.says-nothing"),
        (lambda value: value["things"][0]["known"].update(value["things"][0]["left"]), "consign.altered"),
        (lambda value: value["things"][0].pop("known"), "consign.altered"),
        (lambda value: value["things"][0].pop("sent"), "consign.not-a-slip"),
        (
            lambda value: value.update(checkpoint=value["checkpoint"].replace("\n7\n", "\n8\n")),
            "consign.altered",
        ),
        (lambda value: value.update(checkpoint="no note"), "consign.altered"),
        (lambda value: value.update(sort="receipt"), "consign.not-a-slip"),
        (lambda value: value.update(driver="somebody"), "consign.not-a-slip"),
        (lambda value: value.update(things=[]), "consign.not-a-slip"),
    ],
)
def test_a_slip_with_anything_changed_is_refused(change: Callable[[dict[str, Any]], None], code: str) -> None:
    """Another log, another record, a proof that leads elsewhere, a word beside the records: each has its sentence."""
    assert code_of(changed(change)) == code


def test_what_is_said_of_a_thing_by_another_record_is_not_taken_for_it() -> None:
    """A record that registers another weapon does not say what this one is."""
    north, _ = two()
    north.has("r2", "OM-7")
    data = json.loads(north.leaves("r1", "r2"))
    data["things"][0]["known"] = data["things"][1]["known"]
    assert code_of(canonical.encode(data), north) == "consign.altered"


@settings(max_examples=30, deadline=None)
@given(st.integers(0, len(SLIP) - 1), st.integers(1, 255))
def test_no_byte_of_a_slip_can_be_another_one(place: int, flip: int) -> None:
    """Whichever byte is changed, the slip is refused with a sentence, and never taken, and nothing breaks."""
    data = bytearray(SLIP)
    data[place] ^= flip
    with pytest.raises((NotVerified, WrongInput)):
        slip.things_of(slip.prove(slip.read(bytes(data)), [NORTH.vkey]))


@settings(max_examples=25, deadline=None)
@given(st.binary(max_size=200))
def test_nothing_that_is_no_slip_breaks_the_reader(data: bytes) -> None:
    """Any other file is no slip, and that is said in a sentence."""
    with pytest.raises(WrongInput):
        slip.read(data)


def test_a_record_that_is_none_is_found() -> None:
    """A log that signs bytes that are no record of a set gets no slip taken, whatever its proofs say."""
    north, _ = two()
    number = north.say("acknowledge", about="r1", says="nothing of it").number
    north.leaves("r1")
    records = {slip.LEFT: number, slip.SENT: number}
    data = slip.write(slip.SLIP, north.store, north.origin, north.store.checkpoint(), [records])
    assert code_of(data, north) == "consign.says-nothing"
