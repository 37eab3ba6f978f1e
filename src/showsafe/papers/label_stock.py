"""Labels as they are sold: the table of their sizes (``label_stock.toml``), and where each one lies on its sheet."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from showsafe.errors import WrongInput

Pair = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Stock:
    """One kind of labels; lengths in millimetres, pairs are across and down. ``code`` is *qr* or *micro*."""

    name: str
    title: str
    page: Pair
    grid: tuple[int, int]
    label: Pair
    first: Pair
    pitch: Pair
    clear: Pair
    code: str
    says: tuple[str, ...]

    @property
    def each(self) -> int:
        """How many labels one sheet has; 1 on a roll."""
        return self.grid[0] * self.grid[1]

    def place(self, number: int) -> Pair:
        """Return the left and upper edge of a label by its number, from 0, along the rows of its sheet."""
        row, column = divmod(number % self.each, self.grid[0])
        return (
            round(self.first[0] + column * self.pitch[0], 2),
            round(self.first[1] + row * self.pitch[1], 2),
        )


@cache
def stocks() -> Mapping[str, Stock]:
    """Return every kind of labels by its name."""
    text = (resources.files("showsafe.papers") / "label_stock.toml").read_text("utf-8")
    return {name: _stock(name, said) for name, said in tomllib.loads(text)["stock"].items()}


def stock(name: str) -> Stock:
    """Return a kind of labels, by its name or by its number alone.

    Raises WrongInput ``paper.no-such-labels``.
    """
    wanted = name.strip().lower()
    for each in stocks().values():
        if wanted in (each.name, each.name.partition("-")[2]):
            return each
    raise WrongInput(
        "paper.no-such-labels",
        f"There are no labels {name.strip()!r} in the table.",
        f"Choose one of: {', '.join(stocks())}.",
    )


def _stock(name: str, said: Mapping[str, object]) -> Stock:
    return Stock(name=name, **{key: _value(value) for key, value in said.items()})  # type: ignore[arg-type]


def _value(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value
