"""Text on labels: smaller, in more lines, or refused; never cut, never smaller than can be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showsafe.errors import WrongInput
from showsafe.papers.label_fit import LEAST, Line, fit

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=60)


def fitted(texts: tuple[str, ...], wide: float, high: float) -> tuple[Line, ...] | str:
    """Return the texts as they are set, or the code of the refusal."""
    try:
        return fit(texts, wide, high)
    except WrongInput as error:
        return error.code


@given(st.lists(TEXT, min_size=1, max_size=4), st.floats(5, 80), st.floats(4, 60))
def test_nothing_is_cut_and_nothing_too_small(texts: list[str], wide: float, high: float) -> None:
    """What fits has every letter of every text, in the height that there is; what does not is refused."""
    found = fitted(tuple(texts), wide, high)
    if isinstance(found, str):
        assert found == "paper.label-room"
        return
    assert ["".join(line.lines) for line in found] == texts
    assert all(line.size >= LEAST for line in found)
    assert sum(line.high for line in found) <= high


def test_a_long_tag_shrinks_before_it_breaks() -> None:
    """A tag stays in one line as long as that can be read; only then does it go over two."""
    (short,) = fit(("FA-0001",), 30, 20)
    (long,) = fit(("FA-0001-SECOND-UNIT",), 30, 20)
    (broken,) = fit(("FA-0001-SECOND-UNIT-" * 3,), 30, 20)
    assert short.lines == ("FA-0001",)
    assert (long.lines, long.size < short.size) == (("FA-0001-SECOND-UNIT",), True)
    assert len(broken.lines) > 1


def test_words_stay_whole_where_they_can() -> None:
    """A text breaks at its spaces."""
    assert fit(("M-1", "single-action revolver, live-capable"), 45, 20)[1].lines == (
        "single-action revolver,",
        "live-capable",
    )


def test_no_room_is_said() -> None:
    """The refusal names the text and says what to do."""
    with pytest.raises(WrongInput, match="FA-1") as refused:
        fit(("FA-1" * 40,), 10, 5)
    assert "larger label" in refused.value.now
