"""Letters that the typesetter's fonts do not have: written as numbers, and no paper fails for them."""

from __future__ import annotations

import pytest

from showsafe.papers.letters import _MOST, written
from showsafe.projections import typesetting
from tests.papers.seen import planned


@pytest.mark.parametrize(
    "text", ["FA-0001", "Zoë Łódź ñ ß", "Ωμέγα", "Юрий", "שלום", "مرحبا", "प्रिया", "a\u00a0b"]
)
def test_what_the_fonts_have_stays(text: str) -> None:
    """Latin, Greek, Cyrillic, Hebrew, Arabic and Devanagari come through as they are."""
    assert written(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("拳銃", "[U+62F3][U+9283]"),
        ("Colt 😀", "Colt [U+1F600]"),
        ("a\x07b", "a[U+0007]b"),
        ("FA\u202e1000", "FA[U+202E]1000"),
        ("x\u00ady", "x[U+00AD]y"),
        ("half\ud800", "half[U+D800]"),
    ],
)
def test_what_they_do_not_have_is_written_as_a_number(text: str, shown: str) -> None:
    """So is what hides or turns letters around: on paper a serial reads in one direction."""
    assert written(text) == shown


def test_hundreds_of_odd_letters_keep_nobody_waiting() -> None:
    """So many are tried and no more; each still stands there, by itself or by its number."""
    text = "".join(map(chr, range(0x1200, 0x1310)))
    shown = written(text)
    assert all(each in shown or f"[U+{ord(each):04X}]" in shown for each in text)
    assert shown.count("[U+") >= len(text) - _MOST


def test_no_paper_fails_for_a_name() -> None:
    """A day on which everything has a hostile name is printed all the same, right to left too."""
    stage = planned()
    odd = "拳銃 😀 مرحبا " + "x" * 90
    stage.node.report("meet", "first-ad", scene="barn", attendees=("grip",), topics=(odd,), witness="armorer")
    page = stage.printed("safety-meeting-sheet", names=True)
    assert "[U+62F3][U+9283]" in page.text
    assert max(each.x + each.wide for each in page.words) < 210


def test_a_typesetter_that_breaks_inside_is_an_error_like_any_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its own kind of error would end the program; it comes out as a sentence."""

    class Broken(BaseException):
        """What the typesetter raises when it breaks inside: no Exception."""

    class Compiler:
        """A typesetter that breaks."""

        def compile(self, **_: object) -> bytes:
            raise Broken

    monkeypatch.setattr(typesetting, "_compiler", lambda *_: Compiler())
    assert not typesetting.can_set(["a"])
