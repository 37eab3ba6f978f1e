"""The files of a bundle that have a form of their own: the one form is read whole, and every other one is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from showsafe.ledger.verify import bundle_parts
from showsafe.ledger.verify.bundle_parts import Proof, Span
from showsafe.ledger.verify.strict import Malformed
from tests.ledger.verify.logs import b64, canonical

A, B, C = "a" * 64, "b" * 64, "0123456789abcdef" * 4
ONE, TWO = bytes(range(32)), bytes(range(1, 33))
NOT_PLAIN = "holds letters that are not plain"


def refused(read: Callable[[bytes], object], data: bytes) -> str:
    """Return why something is refused."""
    with pytest.raises(Malformed) as error:
        read(data)
    return str(error.value)


def test_a_manifest_in_its_one_form() -> None:
    """Each name once, in order, each with its sum: that is what a person can hold against the files by sha256sum."""
    assert bundle_parts.manifest(b"") == {}
    assert bundle_parts.manifest(f"{C}  a/b.c\n{A}  b\n".encode()) == {"a/b.c": C, "b": A}


def test_a_manifest_in_another_form() -> None:
    """What two readers could read as two lists is no list."""
    other = "lists files in another form than it should (MANIFEST.sha256)"
    for data in (
        f"{A} b\n",
        f"{A}  b c\n",
        f"{A}  \n",
        f"{A[1:]}  b\n",
        f"{A.upper()}  b\n",
        f"{A}  c\n{B}  b\n",
        f"{A}  b\n{B}  b\n",
        f"{A}  b\n\n",
        f"# a list\n{A}  b\n",
        f"{A}  b\r\n\n",
    ):
        assert refused(bundle_parts.manifest, data.encode()) == other, data
    cut = "lists files, and its last line does not end (MANIFEST.sha256)"
    assert refused(bundle_parts.manifest, f"{A}  b".encode()) == cut
    assert refused(bundle_parts.manifest, f"{A}  \u00e9\n".encode()) == NOT_PLAIN


ATTESTED = {"record": 8, "what": "cosignature", "who": "studio.example/w", "size": 7}
ABOUT: dict[str, Any] = {
    "format": "showsafe-bundle/1",
    "unit": "u",
    "origin": "showsafe/u",
    "records": [4, 6],
    "keys": [1, 3],
    "size": 7,
    "later": 0,
    "attestations": [ATTESTED],
}
WHICH = "does not say which records it holds (about.json)"
WHOSE = "does not say whose log it is about (about.json)"
OTHERS = "does not say what others attested (about.json)"


def test_what_a_bundle_says_of_itself() -> None:
    """All that is held against the rest is there, in its kind; what else it says is left alone."""
    for said in (ABOUT, {**ABOUT, "claim": "x"}, {**ABOUT, "attestations": []}, {**ABOUT, "keys": []}):
        assert bundle_parts.about(canonical(said)) == said


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ([{"format": "showsafe-bundle/2"}, {"format": None}], "is not of a known format (about.json)"),
        ([{"unit": 1}, {"unit": None}, {"origin": ["x"]}, {"origin": None}], WHOSE),
        ([{"size": "7"}, {"size": True}, {"size": None}, {"later": "0"}, {"later": False}], WHICH),
        ([{"records": None}, {"records": {}}, {"records": "46"}, {"records": [4, "6"]}], WHICH),
        ([{"records": [6, 4]}, {"records": [4, 4]}, {"records": [0, 4]}, {"records": [-1, 4]}], WHICH),
        ([{"records": [True, 4]}, {"keys": [3, 1]}, {"keys": None}, {"keys": [0]}], WHICH),
        ([{"attestations": None}, {"attestations": {}}, {"attestations": [8]}], OTHERS),
        ([{"attestations": [{**ATTESTED, name: None}]} for name in ATTESTED], OTHERS),
        ([{"attestations": [ATTESTED, {**ATTESTED, "record": True}]}], OTHERS),
        ([{"attestations": [ATTESTED, {**ATTESTED, "who": 7}]}], OTHERS),
    ],
)
def test_what_a_bundle_must_not_say_of_itself(changes: list[dict[str, object]], why: str) -> None:
    """Whatever is missing, of another kind or out of order is refused before anything is held against it."""
    for change in changes:
        assert refused(bundle_parts.about, canonical({**ABOUT, **change})) == why, change
        left = {name: value for name, value in {**ABOUT, **change}.items() if value is not None}
        assert refused(bundle_parts.about, canonical(left)) == why, change


def test_a_bundle_that_says_no_object() -> None:
    """A list says nothing."""
    assert refused(bundle_parts.about, b"[]") == "is not of a known format (about.json)"


NO_SUMS: tuple[object, ...] = (None, A, {}, [A.upper()])
RANGE: dict[str, Any] = {
    "format": "showsafe-range/1",
    "first": 2,
    "last": 3,
    "size": 3,
    "left": [A],
    "leaves": [B, C],
    "right": [],
}


def test_a_stretch_in_its_one_form() -> None:
    """Its numbers and its sums, each in its list."""
    read = bytes.fromhex
    assert bundle_parts.span(canonical(RANGE)) == Span(2, 3, 3, [read(A)], [read(B), read(C)], [])
    one = {**RANGE, "first": 1, "last": 1, "left": [], "leaves": [C], "right": [A, B]}
    assert bundle_parts.span(canonical(one)) == Span(1, 1, 3, [], [read(C)], [read(A), read(B)])


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ([{"format": "showsafe-range/2"}, {"more": 1}], "is not of a known format"),
        (
            [
                {"first": "2"},
                {"first": True, "last": 2},
                {"size": "3"},
                {"last": None},
                {"first": 0},
                {"first": -1},
                {"first": 4},
                {"size": 2},
            ],
            "does not say which records it is about",
        ),
        (
            [{name: it} for name in ("left", "leaves", "right") for it in NO_SUMS],
            "holds something that is not a sum",
        ),
        ([{"left": [A, 1]}, {"right": [A[1:]]}], "holds something that is not a sum"),
        ([{"leaves": [B]}, {"leaves": [B, C, A]}, {"leaves": []}], "has too few or too many hashes"),
    ],
)  # fmt: skip
def test_a_stretch_in_another_form(changes: list[dict[str, object]], why: str) -> None:
    """Other fields, numbers that are none or out of order, sums that are none, or not one sum for each record."""
    for change in changes:
        assert refused(bundle_parts.span, canonical({**RANGE, **change})) == why, change


def test_a_stretch_that_is_none() -> None:
    """A list is no stretch, and neither is one that leaves a field out."""
    assert refused(bundle_parts.span, b"[]") == "is not of a known format"
    assert refused(bundle_parts.span, canonical(list(RANGE))) == "is not of a known format"
    for name in RANGE:
        left = {key: value for key, value in RANGE.items() if key != name}
        assert refused(bundle_parts.span, canonical(left)) == "is not of a known format"


def test_hashes_one_in_each_line() -> None:
    """Each line is one hash of 32 bytes in base64, and each line ends."""
    one, two = b64(ONE), b64(TWO)
    assert bundle_parts.hashes(b"") == []
    assert bundle_parts.hashes(f"{one}\n{two}\n".encode()) == [ONE, TWO]
    assert refused(bundle_parts.hashes, f"{one}\n{two}".encode()) == "does not end with a line"
    for short in (ONE[1:], ONE + b"x", b""):
        assert refused(bundle_parts.hashes, f"{b64(short)}\n".encode()) == "holds a hash of a wrong length"
    assert refused(bundle_parts.hashes, f"{one}\n\u00e9\n".encode()) == NOT_PLAIN


HEAD = "c2sp.org/tlog-proof@v1\nindex 16"
GAP = "\n\nnorth-ridge\n7\n\nsigned\n"


def test_a_proof_in_its_one_form() -> None:
    """The place, counted from 0, the path, and behind the first empty line the checkpoint as it is."""
    rest = GAP.removeprefix("\n\n").encode()
    path = f"\n{b64(ONE)}\n{b64(TWO)}"
    assert bundle_parts.proof(f"{HEAD}{path}{GAP}".encode()) == Proof(16, [ONE, TWO], rest)
    assert bundle_parts.proof(f"{HEAD[:-2]}0{GAP}".encode()) == Proof(0, [], rest)
    most = "9" * 16
    assert bundle_parts.proof(f"{HEAD[:-2]}{most}{GAP}".encode()) == Proof(int(most), [], rest)


@pytest.mark.parametrize(
    ("heads", "why"),
    [
        (["c2sp.org/tlog-proof@v2\nindex 16", "c2sp.org/tlog-proof@v1", ""], "is not a proof of the known form"),
        (
            [f"{HEAD[:-2]}{number}" for number in ("016", "-1", "", "x", "1 ", "9" * 17)],
            "does not say of which place it is",
        ),
        ([HEAD.replace("index", "Index"), HEAD.replace("\n", "\nextra eA==\n")], "does not say of which place it is"),
        ([f"{HEAD}\n{b64(ONE[1:])}"], "holds a hash of a wrong length"),
        ([f"{HEAD}\n\u00e9"], NOT_PLAIN),
    ],
)  # fmt: skip
def test_a_proof_in_another_form(heads: list[str], why: str) -> None:
    """Another version, no place or one in other digits, a line more, or a hash that is none."""
    for head in heads:
        assert refused(bundle_parts.proof, f"{head}{GAP}".encode()) == why, head


def test_a_proof_without_a_checkpoint() -> None:
    """Without an empty line there is no checkpoint that it leads to."""
    assert refused(bundle_parts.proof, f"{HEAD}\n".encode()) == "is not a proof of the known form"


OPENED = {"record": 4, "commitment": A, "salt": B, "value": {"name": "Jo Doe"}}


def test_opened_values_in_their_one_form() -> None:
    """Each names its record, its commitment and the salt; the value can be anything."""
    for items in ([], [OPENED], [OPENED, {**OPENED, "value": None}]):
        assert bundle_parts.personal(canonical(items)) == items


def test_opened_values_in_another_form() -> None:
    """What is no list, or holds anything but values with a record, a commitment and a salt, opens nothing."""
    assert refused(bundle_parts.personal, b"{}") == "is not a list"
    less = [{key: value for key, value in OPENED.items() if key != name} for name in OPENED]
    kinds = [
        {**OPENED, name: value}
        for name, value in (("record", "4"), ("record", True), ("salt", 1), ("commitment", 1))
    ]
    for item in (*less, *kinds, {**OPENED, "more": 1}, [], 4):
        why = "holds something else than opened values"
        assert refused(bundle_parts.personal, canonical([OPENED, item])) == why, item
    for changes in (
        {"commitment": A[1:]},
        {"commitment": A.upper()},
        {"salt": B[1:]},
        {"salt": B + "b"},
        {"salt": "x" * 64},
    ):
        why = "holds a commitment or a salt of a wrong form"
        assert refused(bundle_parts.personal, canonical([OPENED, {**OPENED, **changes}])) == why, changes
