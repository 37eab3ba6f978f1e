"""The page of the API lists every route as the node itself describes it, with who may."""

from __future__ import annotations

from showsafe.application.access.table import ROUTES
from tests.docs import api_pages
from tests.docs.rule_pages import blocks

PAGE = api_pages.PAGE.read_text("utf-8")
AGAIN = "the code has changed: run `python -m tests.docs.api_pages`, then read the words around it again"


def test_the_list_was_made_by_the_code() -> None:
    """The list on the page is what the schema and the table of roles make of it now."""
    assert blocks(PAGE) == api_pages.made(), AGAIN


def test_every_route_is_on_the_page() -> None:
    """No route of the table is left out."""
    assert not [route for route in ROUTES if f"| `{route}` |" not in PAGE]
