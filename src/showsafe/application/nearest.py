"""*Did you mean ...?* Whoever mistypes a word is shown the nearest one that is known; nothing is guessed for them."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return the question with the one word that is nearest, or ``otherwise`` where none is near."""
    near = difflib.get_close_matches(word, list(known), n=1)
    return f"Did you mean {near[0]}?" if near else otherwise
