"""Canonical bytes: equal to RFC 8785 on the profile, refused outside of it."""

from __future__ import annotations

import json
from typing import Any
from unicodedata import normalize

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from showsafe.errors import WrongInput
from showsafe.ledger import canonical
from tests.ledger.vectors import folder

TEXTS = st.text(st.characters(exclude_categories=["Cs"])).map(lambda text: normalize("NFC", text))
KEYS = st.text(st.characters(max_codepoint=127))
INTEGERS = st.integers(-canonical.LARGEST_INTEGER, canonical.LARGEST_INTEGER)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | INTEGERS | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_bytes_are_those_of_the_reference(value: object) -> None:
    """Every value of the profile has exactly the bytes that a reference for RFC 8785 gives it."""
    assert canonical.encode(value) == rfc8785.dumps(value)  # type: ignore[arg-type]


@given(VALUES)
def test_reading_gives_back_what_was_written(value: object) -> None:
    """What was encoded decodes to the same value."""
    assert canonical.decode(canonical.encode(value)) == value


@given(st.binary(max_size=40) | TEXTS.map(str.encode))
def test_bytes_that_decode_are_canonical(data: bytes) -> None:
    """Any bytes at all are either refused with a code, or are the canonical bytes of what they mean."""
    try:
        again = rfc8785.dumps(canonical.decode(data))
    except WrongInput as error:
        again, code = data, error.code
    else:
        code = "record.not-canonical"
    assert (again, code) == (data, "record.not-canonical")


@pytest.mark.parametrize("name", ["structures", "arrays"])
def test_published_vectors_of_the_profile(name: str) -> None:
    """The published vectors that lie within the profile give the published bytes."""
    vectors = folder("jcs")
    # The vectors write one integer as 56.0, which this profile cannot even say.
    text = (vectors / "input" / f"{name}.json").read_bytes()
    value = json.loads(text, parse_float=lambda digits: int(float(digits)))
    expected = (vectors / "output" / f"{name}.json").read_bytes()
    digits = bytes.fromhex((vectors / "outhex" / f"{name}.txt").read_text(encoding="ascii"))
    assert canonical.encode(value) == expected == digits
    assert canonical.decode(expected) == value


@pytest.mark.parametrize("name", ["french", "unicode", "values", "weird"])
def test_published_vectors_outside_of_the_profile(name: str) -> None:
    """Published vectors with keys beyond ASCII, strings beyond NFC or floats are refused, never adapted."""
    value = json.loads((folder("jcs") / "input" / f"{name}.json").read_bytes())
    with pytest.raises(WrongInput) as refused:
        canonical.encode(value)
    assert refused.value.code == "record.not-canonical"


class Loud(str):
    """A string that is not only a string."""

    __slots__ = ()


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        2**53,
        -(2**53),
        "e\u0301",
        "\ud800",
        {1: 2},
        {"\u00e9": 1},
        {"a": b"b"},
        {"a"},
        Loud("a"),
        object(),
    ],
)
def test_values_outside_of_the_profile(value: object) -> None:
    """Floats, large integers, open accents, half surrogates, foreign keys and foreign kinds are refused."""
    with pytest.raises(WrongInput):
        canonical.encode(value)


@pytest.mark.parametrize(
    "data",
    [
        b'{"b":1,"a":2}',
        b'{"a":1,"a":1}',
        b'{"a": 1}',
        b"[1]\n",
        b"[1.0]",
        b"[1e2]",
        b"[-0]",
        b"[01]",
        b'["\\u0061"]',
        b'["\\ud800"]',
        b'["\\/"]',
        b"[NaN]",
        b"[9007199254740992]",
        b"[" + b"9" * 5000 + b"]",
        b"",
        b"\xef\xbb\xbf[]",
        b'["\xff"]',
        b"[" * 5000 + b"]" * 5000,
    ],
)
def test_another_way_to_write_it_is_refused(data: bytes) -> None:
    """A different order, a doubled key, a blank, an escape, another number form: one value has one form."""
    with pytest.raises(WrongInput):
        canonical.decode(data)


def nested(levels: int) -> list[Any]:
    """Return a list in a list, so many levels deep."""
    value: list[Any] = []
    for _ in range(levels - 1):
        value = [value]
    return value


def test_nesting_has_an_end() -> None:
    """Thirty-two levels pass, thirty-three do not."""
    assert canonical.encode(nested(32)) == b"[" * 32 + b"]" * 32
    with pytest.raises(WrongInput):
        canonical.encode(nested(33))
