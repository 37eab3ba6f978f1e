"""Is a typed or sent text fit for the record? Names are short and plain; free text has no hidden characters.

Hidden characters can make one name look like another, or make a line read backwards; none of them enters the record.
"""

from __future__ import annotations

import re
import unicodedata

from showsafe.errors import WrongInput

NAME_MAX = 120
TEXT_MAX = 4000

_BIDI = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_INVISIBLE = set("\u200b\u200c\u200d\u2060\ufeff\u00ad")
_IN_NAMES = set("-_./#@")
_PLAIN_NAME = re.compile(rf"[A-Za-z0-9_./#@-]{{1,{NAME_MAX}}}")
_PLAIN_LABEL = re.compile(rf"[!-~](?:[ -~]{{0,{NAME_MAX - 2}}}[!-~])?")
"""Most names and labels are plain: they are let in at one look."""


def _shown(value: str) -> str:
    plain = "".join(c if c.isprintable() and c not in _BIDI | _INVISIBLE else "?" for c in value[:40])
    return f"{plain}..." if len(value) > 40 else plain  # noqa: PLR2004 - as above


def free_text(value: str, where: str) -> str:
    """Return a text in NFC that has no control, direction or invisible character and is short enough.

    Raises WrongInput: ``input.too-long``, ``input.hidden-characters``.
    """
    if len(value) <= TEXT_MAX and value.isascii() and value.isprintable():
        return value
    text = unicodedata.normalize("NFC", value)
    if len(text.encode("utf-8", "surrogatepass")) > TEXT_MAX:
        raise WrongInput(
            "input.too-long",
            f"The text of {where} is longer than {TEXT_MAX} bytes.",
            "Write it shorter, or attach it as a document.",
        )
    for character in text:
        odd = unicodedata.category(character) in ("Cc", "Cs", "Co", "Cn") and character not in "\n\t"
        if odd or character in _BIDI or character in _INVISIBLE:
            raise WrongInput(
                "input.hidden-characters",
                f"{where} holds a character that nobody can see: {_shown(text)!r}.",
                "Type it again by hand, without control or direction marks.",
            )
    return text


def label(value: str, where: str) -> str:
    """Return a short text of one line: a scene, a place, a number."""
    if _PLAIN_LABEL.fullmatch(value):
        return value
    text = free_text(value, where).strip()
    if len(text) > NAME_MAX or "\n" in text or "\t" in text:
        raise WrongInput(
            "input.too-long", f"{where} is too long for a label.", f"Use at most {NAME_MAX} characters."
        )
    return text


def name(value: str, where: str) -> str:
    """Return the name of a person or thing: letters, digits and ``- _ . / # @``.

    Raises WrongInput: ``input.empty-name``, ``input.not-a-name``.
    """
    if _PLAIN_NAME.fullmatch(value):
        return value
    text = free_text(value, where)
    if not text:
        raise WrongInput("input.empty-name", f"{where} is empty.", "Say who or what is meant.")
    if len(text) > NAME_MAX or not all(c.isalnum() or c in _IN_NAMES for c in text):
        raise WrongInput(
            "input.not-a-name",
            f"{where} is no name: {_shown(text)!r}.",
            f"Use letters, digits and - _ . / with at most {NAME_MAX} characters.",
        )
    return text
