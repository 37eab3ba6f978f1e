"""What the record of a case says in keys has a word on its screens, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from showsafe.casefile import words
from showsafe.casefile.exports.table import FORMATS
from showsafe.casefile.reading import signs
from showsafe.casefile.reading.speakers import CONFIDENCE

TEXTS = Path(__file__).parents[2] / "web" / "src" / "text"

KEYS = {
    "role": words.ROLES,
    "type": words.TYPES,
    "matter": words.MATTERS,
    "state": ("proposed", *words.REVIEWS),
    "link": words.LINKS,
    "slot": words.SLOTS,
    "label": words.LABELS,
    "history": words.HISTORY,
    "rule": tuple(CONFIDENCE),
    "sign": ("speaker-unknown", "quotes-another", *signs.signs("[an editor's] [sic] ... never, always?")),
    "format": (*FORMATS, "bundle"),
    "formatSays": (*FORMATS, "bundle"),
}


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_key_has_a_word(language: str) -> None:
    """No role, type, state, label, rule, sign or format is shown as its bare key."""
    text = (TEXTS / language / "casewords.ts").read_text("utf-8")
    known = set(re.findall(r'^  "?([\w -]+?)"?:', text, re.MULTILINE))
    missing = [f"{of}_{key}" for of, keys in KEYS.items() for key in keys if f"{of}_{key}" not in known]
    assert missing == []
