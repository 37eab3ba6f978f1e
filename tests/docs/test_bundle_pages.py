"""The page on evidence bundles names every file, and what it shows was made by the code."""

from __future__ import annotations

import re

from tests.docs import bundle_pages
from tests.docs.rule_pages import blocks

PAGE = bundle_pages.BUNDLE.read_text("utf-8")
AGAIN = "the code has changed: run `python -m tests.docs.bundle_pages`, then read the words around it again"


def test_the_bundle_on_the_page_was_made_by_the_code() -> None:
    """Every file of the example is, to the byte, what the code writes."""
    assert blocks(PAGE) == bundle_pages.made(), AGAIN


def test_every_file_of_a_bundle_is_on_its_page() -> None:
    """Every file that the code puts into a bundle has its line in the table of files."""
    table = PAGE.partition("## The files\n")[2].partition("\n## ")[0]
    named = {
        word
        for row in re.findall(r"^\| ([^|]*) \|", table, re.MULTILINE)
        for word in re.findall(r"`([^`]+)`", row)
    }
    plain = {name for name in bundle_pages.example().files if "/" not in name}
    assert plain - named == set()
    below = {name.partition("/")[0] for name in bundle_pages.example().files if "/" in name}
    assert below <= {name.partition("/")[0] for name in named}


def test_every_field_of_about_is_on_its_page() -> None:
    """Every field of ``about.json`` has its line, and the page has no other."""
    table = PAGE.partition("## about.json\n")[2].partition("\n## ")[0]
    named = {
        word
        for row in re.findall(r"^\| ([^|]*) \|", table, re.MULTILINE)
        for word in re.findall(r"`([^`]+)`", row)
    }
    assert named == set(bundle_pages.example().about)
