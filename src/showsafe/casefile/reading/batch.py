"""A folder of texts read at once, into the form in which readings are scored.

Gold for quotations in news is made for what stands in the double marks of print, “...” and "...". Only those are listed
as ``quotes``; what stands in other marks, or within other words, is beside them as ``other_quotes``. Nothing is lost.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from showsafe.casefile.reading.kinds import QUOTE
from showsafe.casefile.reading.marks import DOUBLE
from showsafe.casefile.reading.read import read
from showsafe.casefile.reading.shape import Quote, plain
from showsafe.casefile.reading.trees import Parser


def predictions(text: str, published: date | None, parser: Parser | None = None) -> dict[str, Any]:
    """Return the reading of one text as a row of a file of predictions."""
    found = read(text, published, parser=parser)
    own = [each for each in found.quotes if _is_printed(each)]
    others = [each for each in found.quotes if not _is_printed(each)]
    return {
        "quotes": [plain(each) for each in own],
        "other_quotes": [plain(each) for each in others],
        "dates": [plain(each) for each in found.dates],
        "statements": [plain(each) for each in found.statements],
    }


def _is_printed(each: Quote) -> bool:
    return each.marks in DOUBLE and each.kind == QUOTE and not each.depth
