"""The pages on checkpoints, tiles and time stamps show what the code makes, to the byte."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from showsafe.adapters.tile_export import export
from showsafe.ledger import checkpoint, timestamp
from showsafe.ledger.note import VerifierKey
from tests.adapters.test_tile_export import ledger
from tests.docs import tile_pages
from tests.docs.rule_pages import ROOT, blocks

AGAIN = "the code has changed: run `python -m tests.docs.tile_pages`, then read the words around it again"


def shown(page: Path, name: str) -> bytes:
    """Return the bytes of one example as a reader would take them from the page."""
    return blocks(page.read_text("utf-8"))[name].removeprefix("```text\n").removesuffix("```\n").encode()


@pytest.mark.parametrize("number", range(len(tile_pages.PAGES)))
def test_the_examples_were_made_by_the_code(number: int) -> None:
    """Every example on the page is what the code makes of it now."""
    page, made = tile_pages.PAGES[number]
    assert blocks(page.read_text("utf-8")) == made(), AGAIN


def test_the_checkpoint_on_the_page_holds() -> None:
    """The checkpoint verifies under the vkey on the page, and its root is the last node that the page shows."""
    key = VerifierKey.parse(shown(tile_pages.CHECKPOINT, "vkey").decode())
    read = checkpoint.verify(shown(tile_pages.CHECKPOINT, "checkpoint"), key)
    assert read.size == 3
    assert read.root.hex() == shown(tile_pages.CHECKPOINT, "nodes").decode().split()[-1]


def test_the_question_on_the_page_is_the_one_that_is_asked() -> None:
    """With the nonce that was drawn, the request written out by hand is the very one that the code sends."""
    note = tile_pages.signed()
    imprint = hashlib.sha256(note).digest()
    for _ in range(20):
        asked = timestamp.question(note)
        assert asked.der == tile_pages.question(imprint, asked.nonce)


def test_every_refusal_of_an_answer_is_on_the_page() -> None:
    """Every code with which an answer is refused stands in the table, and no other code does."""
    page = tile_pages.TIME.read_text("utf-8")
    source = ROOT / "src" / "showsafe"
    code = (source / "ledger" / "timestamp.py").read_text() + (
        source / "adapters" / "time_client.py"
    ).read_text()
    raised = set(re.findall(r'"(time\.[a-z-]+)"', code)) - {"time.certificates", "time.address"}
    table = set(re.findall(r"^\| `(time\.[a-z-]+)` \|", page, re.MULTILINE))
    assert table == raised


def test_an_export_has_the_files_that_the_page_lists(tmp_path: Path) -> None:
    """An export of 600 records has exactly the paths of the example, and the checkpoint."""
    export(ledger(tile_pages.SIZE), tmp_path)
    listed = {line.split("  ")[1] for line in shown(tile_pages.TILES, "files").decode().splitlines()}
    there = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    assert there == {*listed, "checkpoint"}
