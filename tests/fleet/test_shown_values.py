"""What a set shows an office of people: held against its records, whatever these say."""

from __future__ import annotations

from typing import Any

import pytest

from showsafe.adapters.memory_archive import MemoryArchive
from showsafe.application.personal import commitment_of
from showsafe.fleet.refusals import Refused
from showsafe.fleet.shown_values import take_values
from showsafe.ledger.archive import Opening
from showsafe.ledger.replication import Values
from tests.fleet.sets import Node

SALT = b"s" * 32


@pytest.mark.parametrize(
    "lie",
    [
        {"kind": "enrolled", "act": None},
        {"kind": "enrolled", "act": {"credentials": "none"}},
        {"kind": "enrolled", "act": []},
        {"completes": {"act_kind": "enrol"}},
        {"completes": {"act_kind": ["enrol"]}},
        {"completes": [1]},
        {"kind": ["enrolled"]},
    ],
    ids=str,
)
def test_a_record_that_lies_about_its_form_commits_to_nothing(lie: dict[str, Any]) -> None:
    """A value that is shown for it is refused in a sentence, and nothing is kept."""
    node, archive = Node("north-ridge"), MemoryArchive()
    node.lie(**lie)
    node.added_to(archive, "the-ridge")
    node.sent_to(archive)
    value = Opening(len(node.raws()), commitment_of(SALT, b"[]"), SALT, b"[]")
    with pytest.raises(Refused) as refused:
        take_values(archive, node.origin, Values((value,), ()))
    assert refused.value.code == "ingest.value"
    assert list(archive.opened(node.origin)) == []
