"""Weapons on their way, as pages of an office show them."""

from __future__ import annotations

from tests.entrypoints.office.offices import Served

_MANY = """INSERT INTO facts_line (origin, production, kind, key, record, said, arrived, open, until, who, owner, value)
SELECT origin, production, kind, 'many-' || n, record, said, arrived - interval '1 day', open, until, who, owner, value
FROM facts_line, generate_series(1, 1000) n WHERE kind = 'consignment' AND production = 'north'"""


def test_nobody_hides_what_travels_behind_many_consignments(served: Served) -> None:
    """However much one production sent before, what left another one is on the page of all of them."""
    pool = served.office.facts.pool  # type: ignore[attr-defined] # of the facts in PostgreSQL
    pool.run(lambda connection: connection.execute(_MANY))
    page = served.browser("safety-of-all").get("/consignments")
    assert page.status == 200
    assert "south" in page.text
    assert "north" in page.text
    assert "south" not in served.browser("producer").get("/consignments").text
