"""Every book by its name, with the kinds of its entries.

A part of the office has a file of its own here, with its ``ROWS``; it stands in ``OFFICE`` in one line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from showsafe.application.nearest import did_you_mean
from showsafe.books.kind import Kind
from showsafe.books.kinds import bound, hire, intake, own, planning, tasks, templates
from showsafe.books.pages import Pages
from showsafe.errors import WrongInput

OFFICE, BOUND = "office", "bound-book"


def _never_kept_back(pages: Pages, number: int) -> None:
    """Let everything personal be erased."""
    del pages, number


@dataclass(frozen=True, slots=True)
class Sort:
    """One sort of book: its kinds by name and by record; ``erasable`` raises where the law keeps an entry."""

    name: str
    rows: tuple[Kind, ...]
    erasable: Callable[[Pages, int], None] = _never_kept_back
    kinds: Mapping[str, Kind] = field(init=False)
    records: Mapping[str, Kind] = field(init=False)

    def __post_init__(self) -> None:
        rows = (*own.ROWS, *self.rows)
        object.__setattr__(self, "kinds", {row.name: row for row in rows})
        object.__setattr__(self, "records", {row.record: row for row in rows})
        if len(self.kinds) < len(rows) or len(self.records) < len(rows):
            raise ValueError(self.name)

    def kind(self, name: str) -> Kind:
        """Return a kind by its name; raises WrongInput ``book.unknown-kind``."""
        if name not in self.kinds:
            meant = did_you_mean(name, self.kinds, f"Kinds of entries: {', '.join(self.kinds)}.")
            raise WrongInput("book.unknown-kind", f"The book {self.name} knows no {name[:40]!r}.", meant)
        return self.kinds[name]


_OFFICE: tuple[Kind, ...] = (*tasks.ROWS, *hire.ROWS, *planning.ROWS, *intake.ROWS, *templates.ROWS)
"""The rows of the office book: one line for each part."""

SORTS: Mapping[str, Sort] = {
    sort.name: sort
    for sort in (
        Sort(OFFICE, _OFFICE),
        Sort(BOUND, bound.ROWS, bound.kept_by_law),
    )
}
"""Every book that a production keeps."""


def sort_of(name: str) -> Sort:
    """Return the sort of a book by its name; raises WrongInput ``book.unknown``."""
    if name not in SORTS:
        meant = did_you_mean(name, SORTS, f"Books: {', '.join(SORTS)}.")
        raise WrongInput("book.unknown", f"There is no book {name[:40]!r}.", meant)
    return SORTS[name]
