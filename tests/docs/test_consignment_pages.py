"""The page on consignments shows what the code writes, and its table is that of the code."""

from __future__ import annotations

import re

from showsafe.application import consigned
from tests.docs.consignment_pages import PAGE, made
from tests.docs.rule_pages import blocks

TEXT = PAGE.read_text("utf-8")
AGAIN = (
    "the code has changed: run `python -m tests.docs.consignment_pages`, then read the words around it again"
)


def test_the_examples_were_made_by_the_code() -> None:
    """Words and slip on the page are those that the code writes today, to the letter."""
    assert blocks(TEXT) == made(), AGAIN


def test_the_table_has_every_kind_of_words_with_its_keys() -> None:
    """What can be said, what it needs and what it may say, as the reader of records has it."""
    rows = re.findall(r"^\| `(\w+)` \| [^|]+ \| ([^|]+) \| ([^|]*)\|$", TEXT, re.MULTILINE)
    found = {
        what: (set(re.findall(r"`(\w+)`", needs)), set(re.findall(r"`(\w+)`", may)))
        for what, needs, may in rows
        if what in consigned.KEYS
    }
    values = {"unit", "owner", "receipt", "paper", "loss", "theft"}
    for what, (needs, may) in consigned.KEYS.items():
        assert found[what][0] - (values - set(needs)) == set(needs), what
        assert found[what][1] == set(may), what
