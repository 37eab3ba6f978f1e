"""The poster for concerns: both languages, a code that leads to the screen, the words of the screen's own poster."""

from __future__ import annotations

from pathlib import Path

import pytest

from showsafe.errors import WrongInput
from showsafe.papers.words import texts
from tests.papers.seen import Stage

SCREEN = Path(__file__).parents[2] / "web" / "src" / "screens" / "concern" / "poster.tsx"


@pytest.mark.parametrize(
    ("address", "leads"),
    [
        ("https://cart.local:7380", "https://cart.local:7380/concern"),
        ("http://10.0.0.4:7380/board#x", "http://10.0.0.4:7380/concern"),
        ("cart.local", "https://cart.local/concern"),
        ("http://[::1]:7380", "http://[::1]:7380/concern"),
    ],
)
def test_the_code_leads_to_the_screen(address: str, leads: str) -> None:
    """Whichever page of the node was named, the code is that of the concern screen, and its letters say the same."""
    page = Stage().printed("concern-poster", address=address)
    assert [each.says for each in page.codes(dpi=100)] == [leads]
    assert leads.partition("://")[2] in page.text


def test_it_says_both_languages_at_once() -> None:
    """The wished one stands first; without an address there is a line to write on, and no code."""
    page = Stage().printed("concern-poster", lang="es", size="letter")
    order = [page.text.index(texts("concern-poster", lang)["heading"]) for lang in ("es", "en")]
    assert order == sorted(order)
    assert page.codes(dpi=100) == []
    assert "Address (write)" in page.text


@pytest.mark.parametrize(
    "address",
    [
        "ftp://cart",
        "https://",
        "javascript:alert(1)",
        "https://a b",
        "https://x:0",
        "https://u@h",
        "é.local",
        "https://h:99999",
    ],
)
def test_what_is_no_address_is_refused(address: str) -> None:
    """A code that leads nowhere is not hung up."""
    with pytest.raises(WrongInput) as refused:
        Stage().built("concern-poster", address=address)
    assert refused.value.code == "paper.address"


def test_the_screen_and_the_paper_say_the_same() -> None:
    """There is one poster: every sentence of the paper stands in the screen's own, too."""
    screen = SCREEN.read_text("utf-8")
    for lang in ("en", "es"):
        for name in ("heading", "what", "stop"):
            assert f'"{texts("concern-poster", lang)[name]}"' in screen
