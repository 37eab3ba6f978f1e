"""The page on tables: every table and every column of those that become acts, as the program has them."""

from __future__ import annotations

import re
from pathlib import Path

from showsafe.books.tables import registry

PAGE = (Path(__file__).parents[2] / "docs" / "tables.md").read_text("utf-8")


def test_every_table_is_on_its_page() -> None:
    """No table comes or goes that the page does not know."""
    for name in registry.names():
        assert f"`{name}`" in PAGE, name


def test_the_columns_are_those_of_the_program() -> None:
    """For each table whose columns the page lists, they are all there, in their order."""
    listed = 0
    for name in ("weapons", "lots", "people", "certificates", "ammunition-match"):
        (row,) = re.findall(rf"^\| `{name}` \| [^|]*\| (.*) \|$", PAGE, re.MULTILINE)
        said = [each.split()[0] for each in re.sub(r"\([^)]*\)", "", row).split(",")]
        columns = [each.name for each in registry.table(name).columns]
        assert said == [each for each in columns if each != "grade"], name
        listed += len(said)
    assert listed > 40
