"""The one byte form of every record: a strict profile of RFC 8785 (JSON Canonicalization Scheme).

1. A value is an object, an array, a string, an integer, true, false or null.
2. There are no floats: a count is an integer, a time is a string.
3. Integers lie within plus or minus 2^53 - 1, so that every reader of JSON holds them exactly.
4. Keys are ASCII, sorted by byte, and never twice in one object.
5. Strings are in Unicode form NFC and hold no lone surrogate.
6. Nesting ends at 32 levels, so that no reader runs out of stack.
7. Bytes that are read must be the very bytes that writing the value again would give.

On this profile the general encoder gives the bytes of RFC 8785; the tests hold it against a reference.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from unicodedata import is_normalized

import msgspec

from showsafe.errors import WrongInput

LARGEST_INTEGER = 2**53 - 1
DEEPEST = 32

_ENCODER = msgspec.json.Encoder(order="sorted")
_DECODER: msgspec.json.Decoder[Any] = msgspec.json.Decoder()


def encode(value: object) -> bytes:
    """Return the canonical bytes of a value.

    Raises WrongInput (``record.not-canonical``) for a value outside the profile.
    """
    _check(value, 1)
    return _ENCODER.encode(value)


def decode(data: bytes) -> Any:  # noqa: ANN401 - any JSON value of the profile
    """Return the value of canonical bytes.

    Raises WrongInput (``record.not-canonical``) for bytes that are no JSON, lie outside the profile, or
    differ in a single byte from the canonical form of what they mean.
    """
    try:
        value = _DECODER.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _refused("the bytes are not JSON in UTF-8") from error
    if encode(value) != data:
        raise _refused("the same value can be written in another way")
    return value


def _check(value: object, depth: int) -> None:
    # Exact types, not isinstance: a subclass may print itself otherwise than the value it stands for.
    kind = type(value)
    if kind is dict:
        _check_depth(depth)
        for key in value:  # type: ignore[attr-defined]
            if type(key) is not str or not key.isascii():
                raise _refused("a key is not an ASCII string")
        _check_all(value.values(), depth)  # type: ignore[attr-defined]
    elif kind is list or kind is tuple:
        _check_depth(depth)
        _check_all(value, depth)  # type: ignore[arg-type]
    else:
        _check_all((value,), depth)


def _check_all(values: Iterable[object], depth: int) -> None:
    """Check the members of a value; most are plain text, and are passed without a call of their own."""
    for value in values:
        kind = type(value)
        if kind is str:
            if not value.isascii():  # type: ignore[attr-defined]
                _check_string(value)  # type: ignore[arg-type]
        elif kind is int:
            if not -LARGEST_INTEGER <= value <= LARGEST_INTEGER:  # type: ignore[operator]
                raise _refused("an integer is beyond 2^53 - 1")
        elif kind is dict or kind is list or kind is tuple:
            _check(value, depth + 1)
        elif value is not None and kind is not bool:
            raise _refused(f"a value of the kind {kind.__name__} has no canonical form")


def _check_string(text: str) -> None:
    if not is_normalized("NFC", text):
        raise _refused("a string is not in the Unicode form NFC")
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise _refused("a string holds half of a surrogate pair")


def _check_depth(depth: int) -> None:
    if depth > DEEPEST:
        raise _refused(f"it is nested deeper than {DEEPEST} levels")


def _refused(why: str) -> WrongInput:
    return WrongInput(
        "record.not-canonical",
        f"This has no canonical form: {why}.",
        "Correct the value and send it again; nothing was written.",
    )
