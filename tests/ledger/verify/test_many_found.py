"""Which record it is: what somebody did to a row of records is told as what it was, and of no other record."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from showsafe.ledger.verify import many_found, notes
from showsafe.ledger.verify.hashing import TILE
from showsafe.ledger.verify.many import LogName, Named, Suspect
from tests.ledger.verify.logs import NEXT, NODE, ORIGIN, PERSON, leaf_of, sealed, vkey_of

LOG = LogName("north-ridge", "main", ORIGIN)
BESIDE, STORED = "beside it", "kept for it in the tile"
KEYS = (notes.read_vkey(vkey_of(NODE)),)


def row(text: str) -> bytes:
    """Return leaf hashes, one for each letter."""
    return b"".join(leaf_of(letter.encode()) for letter in text)


def told(found: Sequence[Named]) -> list[tuple[str, int, int]]:
    """Return the code and the numbers of what was found, which is always of the log that was asked about."""
    assert {each.log for each in found} <= {LOG}
    return [(each.code.removeprefix("audit."), each.record, each.last) for each in found]


def altered(*numbers: int) -> list[tuple[str, int, int]]:
    """Return what is told of altered records."""
    return [("altered", number, 0) for number in numbers]


@pytest.mark.parametrize(
    ("ours", "theirs", "found"),
    [
        ("ABCDEF", "ABCDEF", []),
        ("xBCDEF", "ABCDEF", altered(1)),
        ("ABCDEx", "ABCDEF", altered(6)),
        ("xBCDEy", "ABCDEF", altered(1, 6)),
        ("xyzuvw", "ABCDEF", altered(1, 2, 3, 4, 5, 6)),
        ("ABCx", "ABCDEF", altered(4)),
        ("ABCDxFGH", "ABCDEF", altered(5)),
        ("AECDBF", "ABCDEF", [("swapped", 2, 5)]),
        ("BACDEF", "ABCDEF", [("swapped", 1, 2)]),
        ("ABCDFE", "ABCDEF", [("swapped", 5, 6)]),
        ("BADCFE", "ABCDEF", [("swapped", 1, 2), ("swapped", 3, 4), ("swapped", 5, 6)]),
        ("EBxDAy", "ABCDEF", [("swapped", 1, 5), *altered(3, 6)]),
        ("BADCEx", "ABCDEF", [("swapped", 1, 2), ("swapped", 3, 4), *altered(6)]),
        ("BCADEF", "ABCDEF", altered(1, 2, 3)),
        ("BxADEF", "ABCDEF", altered(1, 2, 3)),
        ("ABABEF", "ABCDEF", altered(3, 4)),
        ("ABBAEF", "ABABEF", [("swapped", 3, 4)]),
        ("ACDEF", "ABCDEF", [("removed", 2, 0)]),
        ("BCDEF", "ABCDEF", [("removed", 1, 0)]),
        ("ABCEF", "ABCDEF", [("removed", 4, 0)]),
        ("ACDE", "ABCDEF", [("removed", 2, 0)]),
        ("ACDEFx", "ABCDEF", [("removed", 2, 0)]),
        ("ABDEFx", "ABCDEF", [("removed", 3, 0)]),
        ("ACDExF", "ABCDEF", altered(2, 3, 4, 5)),
        ("ACDEx", "ABCDEF", altered(2, 3, 4, 5)),
        ("ABCDFx", "ABCDEF", altered(5, 6)),
        ("ABxCDEF", "ABCDEF", [("inserted", 3, 0)]),
        ("xABCDEF", "ABCDEF", [("inserted", 1, 0)]),
        ("AxBCDEFG", "ABCDEF", [("inserted", 2, 0)]),
        ("ABxCDE", "ABCDEF", [("inserted", 3, 0)]),
        ("ABCDxEF", "ABCDEF", [("inserted", 5, 0)]),
        ("ABxCDFE", "ABCDEF", altered(3, 4, 5)),
        ("ABCDxE", "ABCDEF", altered(5, 6)),
        ("ABCADEF", "ABCDEF", [("doubled", 4, 0)]),
        ("ABBCDEF", "ABCDEF", [("doubled", 3, 0)]),
        ("AABCDEF", "ABCDEF", [("doubled", 2, 0)]),
        ("FABCDEF", "ABCDEF", [("doubled", 1, 0)]),
    ],
)
def test_what_was_done_to_a_row(ours: str, theirs: str, found: list[tuple[str, int, int]]) -> None:
    """Altered, swapped, taken out, put in or doubled: each is told with the numbers of its records in the log."""
    for tile in (0, 3):
        shift = tile * TILE
        expected = [(code, first + shift, last and last + shift) for code, first, last in found]
        assert told(many_found.differing(LOG, Suspect(tile, row(ours), b"", b""), row(theirs))) == expected


@pytest.mark.parametrize(
    ("ours", "after", "found"),
    [
        ("ABCDFG", ("HIJKL", "GHIJKL"), [("removed", 5, 0)]),
        ("ABCDEG", ("HIJKL", "GHIJKL"), [("removed", 6, 0)]),
        ("ABCDEx", ("FGHIJK", "GHIJKL"), [("inserted", 6, 0)]),
        ("ABCDEE", ("FGHIJK", "GHIJKL"), [("doubled", 6, 0)]),
        ("ABCDEG", ("HIJxL", "GHIJKL"), altered(6)),
        ("ABCDFx", ("yHIJKL", "GHIJKL"), altered(5, 6)),
        ("ABDEFx", ("yHIJKL", "GHIJKL"), altered(3, 4, 5, 6)),
        ("ABDEFG", None, altered(3, 4, 5, 6)),
        ("ABxCDE", None, altered(3, 4, 5, 6)),
        ("ABDEFG", ("", ""), [("removed", 3, 0)]),
        ("ABxCDE", ("", ""), [("inserted", 3, 0)]),
    ],
)
def test_what_moved_goes_on_in_the_next_tile(
    ours: str, after: tuple[str, str] | None, found: list[tuple[str, int, int]]
) -> None:
    """Records that were altered to look as if they had moved are told as altered, unless those after them moved too."""
    rows = None if after is None else (row(after[0]), row(after[1]))
    assert told(many_found.differing(LOG, Suspect(0, row(ours), b"", b""), row("ABCDEF"), rows)) == found


@pytest.mark.parametrize(
    ("ours", "theirs", "says"),
    [
        ("AxC", "ABC", "record 258 was altered: its bytes do not have the leaf hash that the tree keeps"),
        ("BAC", "ABC", "records 257 and 258 are swapped: each has the bytes of the other"),
        ("ACD", "ABCD", "record 258 was removed, and those after it moved up by one"),
        ("AxBC", "ABC", "record 258 was put in, and those after it moved down by one"),
        ("ABACD", "ABCD", "record 257 is there twice, once more as record 259"),
        ("ABCBDE", "ABCDE", "record 258 is there twice, once more as record 260"),
    ],
)
def test_a_person_reads_what_was_done(ours: str, theirs: str, says: str) -> None:
    """Every sentence names the records by their numbers in the log."""
    found = many_found.differing(LOG, Suspect(1, row(ours), b"", b""), row(theirs))
    assert [each.says for each in found] == [says]


@pytest.mark.parametrize(
    ("beside", "says"),
    [
        ("", "its bytes do not have the leaf hash that the tree keeps"),
        ("A", "its bytes do not have the leaf hash that the tree keeps"),
        ("AB", "its bytes have neither the leaf hash beside them nor that in the tree"),
        ("Ay", "its bytes have neither the leaf hash beside them nor that in the tree"),
    ],
)
def test_the_hash_beside_an_altered_record(beside: str, says: str) -> None:
    """What is said of the leaf hash beside an altered record is said only where there is one."""
    found = many_found.differing(LOG, Suspect(0, row("Ax"), row(beside), b""), row("AB"))
    assert [each.says for each in found] == [f"record 2 was altered: {says}"]


def test_a_hash_that_was_altered_with_its_record() -> None:
    """Bytes that have the leaf hash beside them, where the tree keeps another, were altered together with it."""
    (found,) = many_found.differing(LOG, Suspect(0, row("Ax"), row("Ax"), b""), row("AB"))
    assert found.says == (
        "record 2 was altered, its bytes and the leaf hash beside them together: the tree keeps another"
    )


@pytest.mark.parametrize(
    ("beside", "stored", "found"),
    [
        ("ABC", "ABC", []),
        ("", "", []),
        ("xBC", "ABC", [("leaf", 513, 0, BESIDE)]),
        ("ABx", "", [("leaf", 515, 0, BESIDE)]),
        ("", "AxC", [("leaf", 514, 0, STORED)]),
        ("ABC", "AxC", [("leaf", 514, 0, STORED)]),
        ("ABx", "AxC", [("leaf", 515, 0, BESIDE), ("leaf", 514, 0, STORED)]),
        ("AB", "", [("leaf", 515, 0, BESIDE)]),
        ("", "A", [("leaf", 514, 0, STORED), ("leaf", 515, 0, STORED)]),
        ("", "ABCD", [("tile", 513, 516, "")]),
        ("", "AxCDE", [("leaf", 514, 0, STORED), ("tile", 513, 517, "")]),
    ],
)
def test_altered_copies_of_right_records(
    beside: str, stored: str, found: list[tuple[str, int, int, str]]
) -> None:
    """Where the records are right every altered copy of a leaf hash is named by its record, and no right one is."""
    named = many_found.copies(LOG, Suspect(2, row("ABC"), row(beside), row(stored)))
    assert told(named) == [each[:3] for each in found]
    texts = {
        "audit.leaf": "record {0} is right, and the leaf hash {2} was altered",
        "audit.tile": "the tile of records 513 on keeps {1} leaf hashes for 3 records",
    }
    for each, (_, number, last, what) in zip(named, found, strict=True):
        assert each.says == texts[each.code].format(number, last - 512, what)


@pytest.mark.parametrize(
    ("beside", "stored", "found"),
    [
        ("ABC", "ABC", []),
        ("", "", []),
        ("ABx", "", [(259, "the leaf hash beside it")]),
        ("", "xBC", [(257, "the tile")]),
        ("AxC", "ABC", [(258, "the leaf hash beside it")]),
        ("AxC", "Axy", [(258, "the leaf hash beside it"), (258, "the tile"), (259, "the tile")]),
        ("AB", "ABCD", []),
    ],
)
def test_nothing_leads_to_the_root(beside: str, stored: str, found: list[tuple[int, str]]) -> None:
    """Where it is not known which is right it is only said that bytes and kept hashes differ, and where."""
    named = many_found.unsure(LOG, Suspect(1, row("ABC"), row(beside), row(stored)))
    assert told(named) == altered(*(number for number, _ in found))
    assert [each.says for each in named] == [
        f"the bytes of record {number} do not have the sum in {what}" for number, what in found
    ]


@pytest.mark.parametrize(
    ("agreeing", "more"), [(True, ", and every leaf hash that is kept for it too"), (False, "")]
)
def test_between_two_records(agreeing: bool, more: str) -> None:  # noqa: FBT001 - a column of the table
    """Of kept leaf hashes it is said that they were altered only where they were seen to agree with the records."""
    found = many_found.between(LOG, 257, 300, agreeing=agreeing)
    assert told([found]) == [("between", 257, 300)]
    assert found.says == f"at least one of the records 257 to 300 was altered{more}"


def good(number: int) -> bytes:
    """Return a record signed by the node."""
    return sealed({"number": number}, [NODE])


def resigned(number: int) -> bytes:
    """Return a record whose claim to be the node's is the signature of another record."""
    claim = good(1000).partition(b'"signatures":')[2]
    return good(number).partition(b'"signatures":')[0] + b'"signatures":' + claim


def stranger(number: int) -> bytes:
    """Return a record that is signed, but not by the node."""
    return sealed({"number": number}, [PERSON])


def nothing(_: int) -> bytes:
    """Return what is no record."""
    return b"another"


def half(number: int) -> bytes:
    """Return a record that a person signed, with a claim of the node that does not hold."""
    claim = resigned(number).partition(b'"signatures":[')[2].removesuffix(b"]}")
    return sealed({"number": number}, [PERSON]).removesuffix(b"]}") + b"," + claim + b"]}"


def both(number: int) -> bytes:
    """Return a record that a person and the node signed."""
    return sealed({"number": number}, [PERSON, NODE])


Make = Callable[[int], bytes]


@pytest.mark.parametrize(
    ("records", "bad", "wide"),
    [
        ([good, good, resigned, good], [3], False),
        ([resigned, good, good, good], [1], False),
        ([good, good, good, nothing], [4], False),
        ([nothing, resigned, good, half], [1, 2, 4], False),
        ([good, both, nothing, both], [3], False),
        ([good, good, good, good], [], True),
        ([stranger, stranger, stranger, stranger], [], True),
        ([resigned, resigned, resigned, resigned], [], True),
        ([nothing, nothing, nothing, nothing], [], True),
        ([nothing, stranger, stranger, stranger], [], True),
        ([], [], True),
        ([good, good, nothing, stranger], [3], True),
        ([stranger, nothing, good, good], [2], True),
        ([good, nothing, good], [2], True),
    ],
)
def test_whose_signature_does_not_hold(records: list[Make], bad: list[int], *, wide: bool) -> None:
    """A record whose signature is broken is named; a stretch stays in doubt while one of it is vouched for by nobody.

    So a record that was broken on purpose does not draw the eye from another that a forger put beside it.
    """
    rows = [(256 + place, make(place)) for place, make in enumerate(records, start=1)]
    doubt = many_found.between(LOG, 257, 260, agreeing=True)
    found = many_found.by_signature(LOG, KEYS, doubt, iter(rows))
    assert told(found) == [*([("between", 257, 260)] if wide else []), *altered(*(256 + at for at in bad))]


def test_why_a_signature_tells() -> None:
    """A person reads whether the record is no record, or is one that the node did not sign."""
    doubt = many_found.between(LOG, 1, 3, agreeing=True)
    rows = [(1, nothing(1)), (2, resigned(2)), (3, good(3))]
    assert [each.says for each in many_found.by_signature(LOG, KEYS, doubt, rows)] == [
        "record 1 was altered: it is in no form that a record has",
        "record 2 was altered: the signature of its node does not hold over it any more",
    ]


def test_keys_that_sign_no_records() -> None:
    """A key of another kind, as a witness has one, vouches for no record; one of several keys of the log does."""
    doubt = many_found.between(LOG, 1, 2, agreeing=True)
    rows = [(1, nothing(1)), (2, good(2))]
    witness = notes.read_vkey(vkey_of(NODE, kind=notes.COSIGNER), notes.COSIGNER)
    assert many_found.by_signature(LOG, [witness], doubt, rows) == [doubt]
    several = [notes.read_vkey(vkey_of(NEXT)), witness, *KEYS]
    assert told(many_found.by_signature(LOG, several, doubt, rows)) == altered(1)
