"""What the documents name is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.links import ROOT, documents, functions, links, named

PAGES = [pytest.param(page, id=str(page.relative_to(ROOT))) for page in documents()]
NEVER_CLAIMED = re.compile(
    r"\b(certified|compliant|guarante\w+|foolproof|tamper-proof|unhackable)\b", re.IGNORECASE
)


def defined(name: str, source: str) -> bool:
    """Say whether a function, class or name is defined in a source."""
    return bool(re.search(rf"^\s*(?:def|class) {name}\b|^{name}\s*(?::[^=\n]+)?=", source, re.MULTILINE))


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_to_a_file(page: Path) -> None:
    """Every link of a document to a file of the repository leads to one."""
    assert [str(target) for target in links(page) if not target.exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_path_is_there(page: Path) -> None:
    """Every path that a document names in code marks exists."""
    assert [path for path in named(page) if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_function_stands_in_its_file(page: Path) -> None:
    """A function, class or table that a document gives with its file is defined there."""
    missing = [
        f"{path}:{name}"
        for path, name in functions(page)
        for part in name.split(".")
        if not defined(part, (ROOT / path).read_text("utf-8"))
    ]
    assert missing == []


@pytest.mark.parametrize("page", PAGES)
def test_no_document_claims_what_a_record_cannot_show(page: Path) -> None:
    """No document calls the product or a weapon certified, compliant or guaranteed."""
    assert NEVER_CLAIMED.findall(page.read_text("utf-8")) == []
