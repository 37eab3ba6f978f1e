"""The pages on witnesses and trust roots show what the code makes, to the byte."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from showsafe.ledger import checkpoint, cosignature, note, policy, trust
from showsafe.ledger.note import VerifierKey
from showsafe.ledger.witness import parse
from tests.docs import witness_pages
from tests.docs.rule_pages import blocks

WITNESS = witness_pages.WITNESS.read_text("utf-8")
TRUST = witness_pages.TRUST.read_text("utf-8")
AGAIN = "the code has changed: run `python -m tests.docs.witness_pages`, then read the words around it again"


def shown(page: str, name: str) -> bytes:
    """Return the bytes of one example as a reader would take them from the page."""
    return blocks(page)[name].removeprefix("```text\n").removesuffix("```\n").encode()


def test_the_examples_were_made_by_the_code() -> None:
    """Every example on both pages is what the code makes of it now."""
    assert blocks(WITNESS) == witness_pages.made_witness(), AGAIN
    assert blocks(TRUST) == witness_pages.made_trust(), AGAIN


def test_the_example_of_a_cosignature_holds() -> None:
    """The answer on the page verifies over the checkpoint on the page, under the vkey on the page."""
    log, witness = (VerifierKey.parse(line) for line in shown(WITNESS, "keys").decode().splitlines())
    request = parse(shown(WITNESS, "request"))
    signed = note.parse(request.checkpoint + shown(WITNESS, "answer"))
    assert (request.old, checkpoint.of_text(signed.text).size) == (4, 7)
    assert signed.verified_by(log)
    assert cosignature.cosigned_at(signed, witness) is not None


def test_the_example_of_a_trust_root_holds() -> None:
    """The trust root on the page is signed by enough roots, and its policy judges the checkpoint of the other page."""
    got = trust.check(shown(TRUST, "root"), datetime(2026, 3, 1, tzinfo=UTC))
    assert (got.threshold, len(got.roots)) == (2, 3)
    data = parse(shown(WITNESS, "request")).checkpoint + shown(WITNESS, "answer")
    assert set(policy.judge(data, got.policy).witnessed) == {"studio"}


def test_every_status_of_a_witness_is_on_the_page() -> None:
    """Each status that the code can answer with has its line in the table."""
    table = WITNESS.partition("## The answers\n")[2].partition("\nThe cosignature")[0]
    named = {
        int(number)
        for row in re.findall(r"^\| ([\d, ]+) \|", table, re.MULTILINE)
        for number in row.split(",")
    }
    assert named == {200, 400, 403, 404, 408, 409, 413, 415, 422, 503}
