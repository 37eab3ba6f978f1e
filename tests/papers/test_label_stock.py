"""The table of labels: everything lies on its sheet, in the middle, and apart from each other."""

from __future__ import annotations

import pytest

from showsafe.errors import WrongInput
from showsafe.papers.label_stock import Stock, stock, stocks

EVERY = pytest.mark.parametrize("of", stocks().values(), ids=stocks())


@EVERY
def test_a_sheet_is_symmetric_and_holds_its_labels(of: Stock) -> None:
    """What is left at one edge is left at the other, to a twentieth of a millimetre; no label overlaps the next."""
    last = of.place(of.each - 1)
    for edge in (0, 1):
        assert of.first[edge] >= 0
        assert of.page[edge] - last[edge] - of.label[edge] == pytest.approx(of.first[edge], abs=0.05)
        assert of.pitch[edge] >= of.label[edge]
        assert of.label[edge] > 2 * of.clear[edge]


@EVERY
def test_places_go_along_the_rows(of: Stock) -> None:
    """Every label has a place of its own, the one after the last is the first of the next sheet."""
    places = [of.place(number) for number in range(of.each)]
    assert len(set(places)) == of.each
    assert places == sorted(places, key=lambda each: (each[1], each[0]))
    assert of.place(of.each) == places[0]


@pytest.mark.parametrize(
    ("name", "size", "each"),
    [
        ("avery-5160", (66.68, 25.4), 30),
        ("5163", (101.6, 50.8), 10),
        ("L7160", (63.5, 38.1), 21),
        ("avery-l7163", (99.1, 38.1), 14),
        ("l7651", (38.1, 21.2), 65),
        ("30252", (89.0, 28.0), 1),
        ("99012", (89.0, 36.0), 1),
        ("11354", (57.0, 32.0), 1),
    ],
)
def test_sizes_are_those_of_the_maker(name: str, size: tuple[float, float], each: int) -> None:
    """Found by name or by number alone, with the size that stands on the box."""
    assert (stock(name).label, stock(name).each) == (size, each)


def test_unknown_labels_are_refused() -> None:
    """The refusal names those that there are."""
    with pytest.raises(WrongInput) as refused:
        stock("avery-9999")
    assert refused.value.code == "paper.no-such-labels"
    assert "avery-l7160" in refused.value.now
