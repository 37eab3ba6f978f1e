"""How fast the screens of a large case are: 2,000 sources with 50,000 statements, made by the production code.

Each view is asked anew again and again; before every other round one more statement is reviewed, as it is while people
work, so that what is kept of an older state cannot help. ``python -m bench.casefile [SOURCES]`` for another size.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from showsafe import bootstrap
from showsafe.casefile.adding import Given, add
from showsafe.casefile.case import Case, CaseAct
from showsafe.casefile.views.look import Look, look, warmed
from showsafe.casefile.views.overview import access, overview
from showsafe.casefile.views.pairs import pairs
from showsafe.casefile.views.people import history, people
from showsafe.casefile.views.sources import source, sources
from showsafe.casefile.views.timeline import timeline

SOURCES, STATEMENTS = 2000, 25
ROUNDS = 7
LIMIT_MS = 300
OWNER = "inquirer"

_NAMES = (
    "Ada Pell",
    "Bram Oddy",
    "Cleo Marl",
    "Dov Hask",
    "Esme Quell",
    "Finn Tarr",
    "Gwen Uddo",
    "Hal Visk",
)
_SAID = (
    "I loaded {n} dummy rounds into the revolver on {day} November",
    "Nobody checked the revolver before the rehearsal, and {n} people were on the set",
    "The shooting was in the church on {day} November, not in the barn",
    "We counted {n} blanks on the cart, and the box had been opened",
    "He handed the pistol to the actor at {hour} a.m. and called it cold",
    "There were {n} live rounds in the holster when the officer looked",
    "She was told that the gun was empty, and that the door was locked",
    "The meeting was on {day} November, and the permit was shown to {n} witnesses",
)


def text_of(number: int) -> str:
    """Return a source of 25 quotations or more statements, another for each number, the same for the same."""
    lines = []
    for place in range(STATEMENTS):
        seed = number * 31 + place * 17
        said = _SAID[seed % len(_SAID)].format(n=seed % 9 + 2, day=seed % 28 + 1, hour=seed % 11 + 1)
        lines.append(f"“{said},” said {_NAMES[(seed // 3) % len(_NAMES)]}.")
    return "\n\n".join(lines)


class Making:
    """A case that grows by acts, each of them durable when it returns."""

    def __init__(self, case: Case) -> None:
        """Open the case."""
        self.case = case
        self.number = 0
        self.do("open-case", title="A large case", purpose="a bench", retention="2040-01-01")
        for name in _NAMES:
            self.do("name-person", name=name, role=f"role of {name[:1]}", party=False)

    def do(self, kind: str, **said: Any) -> None:
        """Do one act; ``as_`` stands for the key ``as``."""
        self.number += 1
        keys = {key.rstrip("_"): value for key, value in said.items()}
        now = datetime.now(UTC)
        self.case.do(CaseAct(kind=kind, by=OWNER, act_id=f"act-{self.number}", at=now, said=keys))

    def grow(self, count: int) -> None:
        """Add sources, review one statement of each, and put some into the history."""
        for number in range(1, count + 1):
            content = text_of(number).encode()
            given = Given(
                content=content, name="a.txt", type="article", published=f"2024-11-{number % 28 + 1:02}"
            )
            add(self.case, given, by=OWNER, at=datetime.now(UTC), act_id=f"source-{number}")
            self.review(number, 1)
            if number % 20 == 0:
                about = {"weapon": f"r{number}"}
                self.do("add-history", about=about, type="concern", on="2024-11-01", text="A loose grip.")
                self.do("look", what=f"s{number}")

    def review(self, number: int, place: int) -> None:
        """Let somebody confirm a statement that nobody has reviewed yet."""
        self.do("review", statement=f"s{number}.{place}", as_="confirmed", after=0, content={"who": "p1"})


VIEWS: dict[str, Callable[[Look, int], Any]] = {
    "overview": lambda seen, _: overview(seen),
    "sources": lambda seen, _: sources(seen),
    "source": lambda seen, turn: source(seen, f"s{turn % len(seen.state.sources) + 1}"),
    "timeline, first page": lambda seen, _: timeline(seen),
    "timeline, last page": lambda seen, _: timeline(seen, _last(seen), 100),
    "pairs": lambda seen, _: pairs(seen),
    "people": lambda seen, _: people(seen),
    "history": lambda seen, _: history(seen),
    "access": lambda seen, _: access(seen),
}


def _last(seen: Look) -> int:
    return max(int(timeline(seen, 0, 1)["total"]) - 100, 0)


def run(count: int = SOURCES) -> dict[str, Any]:
    """Make the case and return medians and the slowest answer of each view in milliseconds, and what making it took."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "case"
        bootstrap.create_case(path, "large")
        with bootstrap.open_case(path) as case:
            begun = time.perf_counter()
            making = Making(case)
            making.grow(count)
            made = time.perf_counter() - begun
            views = measured(making, count)
            size = case.store.size()
        begun = time.perf_counter()
        with bootstrap.open_case(path) as case:
            state = case.state()
            opened = time.perf_counter() - begun
        statements = sum(len(each.reading.statements) for each in state.sources.values() if each.reading)
        assert statements >= count * STATEMENTS, statements
    return {
        "sources": count,
        "statements": statements,
        "records": size,
        "made_s": round(made, 1),
        "opened_s": round(opened, 2),
        "warmed_s": views.pop("warmed_s"),
        "first_ms": views.pop("first_ms"),
        "views_ms": views,
    }


def measured(making: Making, count: int) -> dict[str, Any]:
    """Ask every view some rounds long, with names, a review before every other round.

    ``first_ms`` is what all views together take when each is asked for the first time.
    """
    begun = time.perf_counter()
    kept = warmed(making.case)
    warm = time.perf_counter() - begun
    taken: dict[str, list[float]] = {name: [] for name in VIEWS}
    begun = time.perf_counter()
    for view in VIEWS.values():
        view(look(making.case, OWNER, kept, names=True), 0)
    first = time.perf_counter() - begun
    for turn in range(ROUNDS):
        for place, (name, view) in enumerate(VIEWS.items()):
            if turn % 2 == 0:
                making.review((turn * 97 + place * 13) % count + 1, turn + 2)
            begun = time.perf_counter()
            shown = json.dumps(view(look(making.case, OWNER, kept, names=True), turn))
            taken[name].append((time.perf_counter() - begun) * 1000)
            assert shown not in ("", "{}"), name
    return {
        "warmed_s": round(warm, 2),
        "first_ms": round(first * 1000),
        **{
            name: {"median": round(median(all_), 1), "slowest": round(max(all_), 1)}
            for name, all_ in taken.items()
        },
    }


if __name__ == "__main__":
    print(json.dumps(run(int(sys.argv[1]) if len(sys.argv) > 1 else SOURCES), indent=1))
