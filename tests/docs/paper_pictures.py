"""``python -m tests.docs.paper_pictures``: pages of the papers of the record, into docs/papers."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from showsafe import bootstrap
from showsafe.adapters.clock import FixedClock
from showsafe.entrypoints import demo_set
from showsafe.entrypoints.cli.reading import looking
from showsafe.entrypoints.printing import source_of
from showsafe.papers import catalogue, press
from showsafe.papers.source import Source
from showsafe.papers.wish import Wish

FOLDER = Path(__file__).parents[2] / "docs" / "papers"
EVENING = datetime(2026, 11, 26, 18, 0, tzinfo=UTC)
PAPERS = {
    "day-sheet": Wish(),
    "custody-chain": Wish(weapon="lever-rifle"),
    "ammunition-account": Wish(size="letter"),
    "show-safe-log": Wish(lang="es"),
    "misfire-log": Wish(),
    "incident-report": Wish(incident="93"),
    "wrap-report": Wish(lang="es"),
    "shot-plan": Wish(),
    "shot-plan-es": Wish(lang="es"),
    "call-sheet-notice": Wish(),
    "risk-assessment": Wish(),
}
"""Which papers, and what is wished of each: both languages and both sheets are to be seen. One in both has two."""

WITH_LAW = ("call-sheet-notice", "risk-assessment")
"""Those on which clauses that are law are to be seen."""

PPI = 60


def main() -> None:
    """Print each, and keep its first page as a picture."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as room:
        path = Path(room) / "demo"
        demo_set.prepare(path, FixedClock(EVENING))
        with looking(path) as view:
            for name, content in pictures(source_of(view.store, view.settings, path)):
                (FOLDER / f"{name}.png").write_bytes(content)


def pictures(source: Source) -> Iterator[tuple[str, bytes]]:
    """Yield the first page of each paper with its name; of the risk assessment also that of its hazards."""
    for name, wish in PAPERS.items():
        of = source
        if name in WITH_LAW:
            of = replace(source, rules=bootstrap.rules_of("us-ca").profile)
        pages = press.pages(catalogue.paper(name.removesuffix("-es")), of, wish, PPI)
        yield name, pages[0]
        if name == "risk-assessment":
            yield f"{name}-hazards", pages[1]


if __name__ == "__main__":
    main()
