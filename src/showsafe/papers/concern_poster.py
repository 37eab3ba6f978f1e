"""The poster for concerns: hung where everybody passes, in both languages whichever one is wished.

Its words are those of the poster that the screens show (``web/src/screens/concern/poster.tsx``); a test holds the two
together. The code leads to where a concern is raised without a name; without ``address`` there is a line to write on.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import SplitResult, urlsplit

from showsafe.errors import WrongInput
from showsafe.papers import press_codes
from showsafe.papers.catalogue import Paper
from showsafe.papers.source import Source
from showsafe.papers.wish import LANGUAGES, Wish
from showsafe.papers.words import texts

PATH = "/concern"
"""Where the screens let a concern be raised."""


def build(source: Source, wish: Wish) -> dict[str, Any]:
    """Return the poster's words in every language, its own first, and the code of the address.

    Raises WrongInput ``paper.address``.
    """
    address = _address(wish.address) if wish.address else ""
    languages = (wish.lang, *(each for each in LANGUAGES if each != wish.lang))
    return {
        "unit": source.unit,
        "said": [{"lang": each, **texts("concern-poster", each)} for each in languages],
        "shown": address.partition("://")[2],
        "picture": press_codes.svg(address) if address else "",
        "records": (),
    }


def _address(said: str) -> str:
    """Return the address of the screen for concerns at a node, whichever page of it was named."""
    parts = _parts(said) if said.isascii() and not set(said) & set(" @\\") else None
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
        raise WrongInput(
            "paper.address",
            f"{said[:60]!r} is no address of a node.",
            "Give the address that the phones of the set open, as https://cart.local:7380",
        )
    return f"{parts.scheme}://{parts.netloc}{PATH}"


def _parts(said: str) -> SplitResult | None:
    try:
        parts = urlsplit(said if "://" in said else f"https://{said}")
        port = parts.port
    except ValueError:
        return None
    return parts if port != 0 else None


PAPER = Paper(name="concern-poster", build=build, takes=("address",))
