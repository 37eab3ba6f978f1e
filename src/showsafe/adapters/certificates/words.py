"""The fingerprint of a certificate in words that can be read out across a set.

Ten words stand for the first ten bytes of the SHA-256 of the certificate, one for each, and an eleventh checks them: a
word that was misheard shows. Any two words of the list differ in three letters or more, in their first four letters and
in their last four; none of them is a word of command on a set. The list never changes: its order is the code.
"""

from __future__ import annotations

import difflib
import hashlib
from functools import cache
from importlib import resources

from showsafe.errors import WrongInput

COUNT = 10
"""Words without the one that checks: 80 bits, more than anybody can search for a second certificate with."""

_PREFIX = b"showsafe-words/1\n"


@cache
def known() -> tuple[str, ...]:
    """Return the 256 words; the place of each is the byte that it stands for."""
    return tuple(resources.files(__package__).joinpath("words.txt").read_text("ascii").split())


def spoken(certificate: bytes) -> tuple[str, ...]:
    """Return the eleven words of a certificate in DER."""
    start = hashlib.sha256(certificate).digest()[:COUNT]
    return tuple(known()[byte] for byte in (*start, _check(start)))


def heard(text: str) -> tuple[str, ...]:
    """Return eleven words as they were typed, checked among themselves.

    Raises WrongInput ``ca.words-number``, ``ca.words-unknown``, ``ca.words-misheard``.
    """
    words = tuple(text.lower().replace(",", " ").replace("-", " ").split())
    for word in words:
        if word not in known():
            near = difflib.get_close_matches(word, known(), n=1)
            shown = "".join(c if c.isprintable() else "?" for c in word[:30])
            raise WrongInput(
                "ca.words-unknown",
                f"{shown!r} is none of the words.",
                f"Did you mean {near[0]}?" if near else "Have it read out again.",
            )
    if len(words) != COUNT + 1:
        raise WrongInput(
            "ca.words-number",
            f"These are {len(words)} words; a fingerprint has {COUNT + 1}.",
            "Have all of them read out, in their order.",
        )
    *start, check = (known().index(word) for word in words)
    if _check(bytes(start)) != check:
        raise WrongInput(
            "ca.words-misheard",
            "These words do not fit together: one of them was misheard, or they are not in order.",
            "Have them read out again, slowly.",
        )
    return words


def hexadecimal(certificate: bytes) -> str:
    """Return the whole fingerprint as phones and browsers show it: pairs of hexadecimal digits."""
    return hashlib.sha256(certificate).digest().hex(":").upper()


def _check(start: bytes) -> int:
    return hashlib.sha256(_PREFIX + start).digest()[0]
