"""An export: a table of the unit as a file. Names of people, and what is personal of them, leave only where allowed."""

from __future__ import annotations

from showsafe.books.tables import writing
from showsafe.books.tables.registry import Table
from showsafe.books.tables.source import Source, Wish


def export(table: Table, source: Source, wish: Wish, form: str) -> bytes:
    """Return a table as a file of a format; a file of weapons or lots can be imported again as it is.

    Raises WrongInput: ``table.format``.
    """
    columns = [each.name for each in table.columns if wish.names or not each.personal]
    return writing.write(table.name, columns, table.rows(source, wish), form)
