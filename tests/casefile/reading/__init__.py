"""Who says what in a text, and of which dates. Every text here was written for its test; nobody in it exists."""

from __future__ import annotations

from datetime import date

from showsafe.casefile.reading.read import read
from showsafe.casefile.reading.shape import Quote, Reading

SATURDAY = date(2024, 11, 2)


def read_on_saturday(text: str) -> Reading:
    """Read a text that was published on Saturday, 2 November 2024."""
    return read(text, SATURDAY)


def spoken(text: str) -> list[tuple[str, str | None]]:
    """Return each quotation of a text with the words that name its speaker."""
    return [
        (quote.text, named(text, quote)) for quote in read_on_saturday(text).quotes if quote.kind == "quote"
    ]


def named(text: str, quote: Quote) -> str | None:
    """Return the words that name the speaker of a quotation."""
    return text[slice(*quote.speaker[0])] if quote.speaker else None


def times(text: str) -> dict[str, str]:
    """Return the value of each expression of time in a text."""
    return {each.text: each.value for each in read_on_saturday(text).dates}
