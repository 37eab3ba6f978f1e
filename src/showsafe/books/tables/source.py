"""What a table reads from and writes to: the unit as it is now, its books, and who asks for what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from showsafe.application.along import ALONE, Along
from showsafe.application.unit import Unit
from showsafe.books.pages import Pages
from showsafe.domain.acts import Act
from showsafe.domain.state import State
from showsafe.errors import WrongInput
from showsafe.ledger.store import Store


def _no_book(name: str) -> Any:  # noqa: ANN401 - the book of that name
    raise WrongInput("table.no-book", f"There is no book {name} here.", "Open the unit with its books.")


def anybody(_act: Act) -> None:
    """Let every act pass, as at the node's own keyboard."""


@dataclass(frozen=True, slots=True)
class Source:
    """The unit that a table is about. ``unit`` is None where it was opened for looking only.

    ``now`` is aware. ``book`` returns a book by its name: for writing in an import, for reading otherwise. ``pages``
    returns its entries as they are now, and makes no book that is not there.
    """

    state: State
    store: Store
    now: datetime
    unit: Unit | None = None
    book: Callable[[str], Any] = _no_book
    pages: Callable[[str], Pages] = Pages


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a person wants of an import or an export.

    ``by`` says who imports. ``columns`` joins a heading of the file to a column of the table, where the person says so.
    ``second`` allows the file to name a second person; where people answer for themselves it is not allowed. ``names``
    lets names of people and what is personal of them leave. ``only_good`` takes the good rows without the bad ones.
    ``along`` comes with every act that is recorded: by what it is known who imports. ``passes`` is asked of every act
    that a row becomes, and raises WrongInput where it may not be said: then the row is bad.
    """

    by: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    sheet: str = ""
    only_good: bool = False
    second: bool = True
    names: bool = False
    along: Along = ALONE
    passes: Callable[[Act], None] = anybody
