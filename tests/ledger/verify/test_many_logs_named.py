"""A log of an office against its signed checkpoint: each bad record is named, and no right one is accused."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest

from tests.ledger.verify.logs import (
    leaf_of,
    tree_of,
)
from tests.ledger.verify.offices import (
    MORE,
    RAWS,
    SIZE,
    TILES,
    Change,
    Office,
    altered,
    told,
)


@pytest.mark.parametrize(
    "change", [Office.bare, Office.readable, lambda o: o.without(0), lambda o: o.without(0, 1)]
)
def test_honest_log_holds(change: Change) -> None:
    """Whatever is kept beside the records of an honest log, nothing is said against it."""
    office = Office(tiles=dict(TILES))
    change(office)
    if office.tiles == {}:
        office.tiles = None
    verdict = office.judged()
    assert (told(verdict), verdict.unbound, verdict.records) == ([], "", SIZE)
    assert verdict.root == tree_of([leaf_of(raw) for raw in RAWS])
    assert office.asked == []


@pytest.mark.parametrize(
    "change",
    [
        lambda o, n: o.alter(n),
        lambda o, n: o.alter(n, beside=True),
        lambda o, n: o.alter(n, tile=True),
        lambda o, n: o.alter(n, above=True),
        lambda o, n: o.alter(n, beside=True, above=True),
        lambda o, n: o.alter(n, tile=True, above=True),
        lambda o, n: o.alter(n, beside=True).without(1),
        lambda o, n: o.alter(n).without(0),
        lambda o, n: o.alter(n).without(0, 1),
    ],
)
def test_any_right_copy_tells_which(change: Callable[[Office, int], Office]) -> None:
    """As long as one copy of its leaf hash is left the altered record is named, and no other."""
    for number in [1, 9, 256, 257, 700, 768, 769, 790, SIZE]:
        found = told(change(Office(), number).judged())
        assert [each for each in found if each[0] != "tile"] == altered(number)


WHAT_WAS_ALTERED: list[tuple[Change, list[tuple[str, int, int]]]] = [
    (lambda o: o.alter(9, 300, 800), altered(9, 300, 800)),
    (lambda o: o.alter(9, 300).alter(800, beside=True), altered(9, 300, 800)),
    (lambda o: o.alter(9, beside=True, tile=True), [("between", 1, 256)]),
    (lambda o: o.alter(700, beside=True, tile=True), [("between", 513, 768)]),
    (lambda o: o.alter(9, 10, beside=True, tile=True).readable(), altered(9, 10)),
    (lambda o: o.alter(9, beside=True, tile=True).alter(300).readable(), altered(9, 300)),
    (lambda o: o.alter(9, tile=True, above=True).hash_of(10), altered(9, 10)),
    (lambda o: o.alter(9, beside=True, tile=True).alter(300), [("between", 1, 256), *altered(300)]),
    (lambda o: o.alter(9, beside=True, tile=True, above=True), [("rewritten", 1, SIZE)]),
    (lambda o: o.alter(800, beside=True, tile=True), [("rewritten", 1, SIZE)]),
    (lambda o: o.alter(9, 800, beside=True, tile=True, above=True).readable(), altered(9, 800)),
    (lambda o: o.exchanged((9, RAWS[299]), (300, RAWS[8])), altered(9, 300)),
    (lambda o: o.exchanged((9, RAWS[19]), (20, RAWS[8])), [("swapped", 9, 20)]),
    (lambda o: o.exchanged((255, RAWS[255]), (256, RAWS[254])), [("swapped", 255, 256)]),
    (lambda o: o.exchanged((255, RAWS[255]), (256, b"x")), altered(255, 256)),
    (lambda o: o.exchanged((255, RAWS[255]), (256, b"x")).alter(300, 700), altered(255, 256, 300, 700)),
    (
        lambda o: o.exchanged((254, RAWS[254]), (255, RAWS[255]), (256, RAWS[256])),
        altered(254, 255, 256),
    ),
]


def test_what_was_altered() -> None:
    """Several records, those altered with all their hashes, and swapped ones, are named as what they are."""
    for change, found in WHAT_WAS_ALTERED:
        office = Office()
        change(office)
        assert told(office.judged()) == found


def test_removed_record() -> None:
    """A record that was taken out is named alone, wherever in its tile it was; the last number is missing for it."""
    for number in [1, 255, 256, 257, 300, 510, 511, 512, 700, 767, 768, 769, 800, 810]:
        found = told(Office().removed(number).judged())
        assert found == [("removed", number, 0), ("missing", SIZE, 0)]


def test_record_put_in() -> None:
    """A record that was put in is named alone, and the last one is beyond the checkpoint for it."""
    for number in [1, 255, 256, 300, 511, 512, 767, 768, 769, 800, 810]:
        office = Office(size=SIZE + 1).put(number, b"another")
        assert told(office.judged()) == [
            ("inserted", number, 0),
            ("beyond", SIZE + 1, SIZE + 1),
        ]


def test_record_that_is_there_twice() -> None:
    """A record that stands there once more is named by the number at which it stands for the second time."""
    for number in [1, 254, 255, 300, 511, 767, 769, 800, 810]:
        office = Office(size=SIZE + 1).put(number + 1, RAWS[number - 1])
        assert told(office.judged()) == [("doubled", number + 1, 0), ("beyond", SIZE + 1, SIZE + 1)]


KEPT: list[Change] = [Office.readable, Office.bare, lambda o: o.without(0), lambda o: o.without(1)]


def test_records_cut_off_the_end() -> None:
    """Of a log that was cut short the missing records are named, and none of those that are left is accused."""
    for count, change in product([1, 44, 255, 256, 257, 300, 512, 700, 768, 769, SIZE - 1], KEPT):
        office = Office().end(count)
        change(office)
        last = 0 if count == SIZE - 1 else SIZE
        assert told(office.judged()) == [("missing", count + 1, last)]


def test_records_beyond_the_checkpoint() -> None:
    """Under an earlier checkpoint that somebody put back, what it does not cover is named, and nothing else accused."""
    for count, change in product([1, 44, 255, 256, 257, 300, 512, 700, 768, 769, SIZE - 1], KEPT):
        office = Office().sign(count)
        change(office)
        assert told(office.judged()) == [("beyond", count + 1, SIZE)]


OTHER_NUMBERS_THAN_SIGNED: list[tuple[Change, list[tuple[str, int, int]]]] = [
    (lambda o: o.sign(300).alter(290), [*altered(290), ("beyond", 301, SIZE)]),
    (lambda o: o.sign(300).alter(290, beside=True), [*altered(290), ("beyond", 301, SIZE)]),
    (lambda o: o.sign(300).alter(310, beside=True, tile=True, above=True), [("beyond", 301, SIZE)]),
    (lambda o: o.sign(790).alter(780), [*altered(780), ("beyond", 791, SIZE)]),
    (lambda o: o.sign(790).alter(780, beside=True), [*altered(780), ("beyond", 791, SIZE)]),
    (lambda o: o.sign(790).alter(9, 780), [*altered(9, 780), ("beyond", 791, SIZE)]),
    (lambda o: o.end(700).alter(9, 690, beside=True), [*altered(9, 690), ("missing", 701, SIZE)]),
    (lambda o: o.end(790).alter(780, beside=True), [*altered(780), ("missing", 791, SIZE)]),
    (lambda o: setattr(o, "size", 500), [("size", 0, 0)]),
    (lambda o: setattr(o.alter(9), "size", 500), [("size", 0, 0), *altered(9)]),
    (lambda o: setattr(o.end(700), "signed", MORE), [("size", 0, 0), ("missing", 701, SIZE)]),
    (lambda o: o.end(0), [("missing", 1, SIZE)]),
    (lambda o: setattr(o.end(0), "size", 1), [("missing", 1, 0)]),
    (lambda o: setattr(o.end(0), "size", 0), [("nothing", 0, 0)]),
]


def test_other_numbers_than_signed() -> None:
    """What is altered is named beside what is missing, beyond the checkpoint, or listed with another number."""
    for change, found in OTHER_NUMBERS_THAN_SIGNED:
        office = Office()
        change(office)
        assert told(office.judged()) == found
