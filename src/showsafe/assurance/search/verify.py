"""The whole search of a rulebook: every bound gone through, every gate taken out, and what came of it, with a digest.

What it says holds within the bounds that it names, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field, replace
from hashlib import sha256
from multiprocessing import get_all_start_methods, get_context
from time import perf_counter
from typing import Self

from showsafe.assurance.search.bounds import SMALL, WIDE, Bound
from showsafe.assurance.search.count_bounds import COUNTS
from showsafe.assurance.search.explore import Explored, Explorer, Step, Violation
from showsafe.assurance.search.gates import Killed, explorer, killed
from showsafe.assurance.search.liveness import dead_ends, refused_in_the_safe_direction
from showsafe.assurance.search.properties import Property, all_properties
from showsafe.assurance.search.run_bounds import DEEPER, RUNS_AND_FILES
from showsafe.rules.rulebook import Rulebook

FIRST, FURTHER = 1_500, 8_000
"""So many states of each bound are gone through before a profile is used for the first time; and further where its
values count: where time passes, and where nothing is prepared."""

BOUNDS = {
    "quick": tuple(
        replace(each, most=min(each.most, FURTHER if "clock" in each.kinds and each in SMALL else FIRST))
        for each in (*SMALL, *RUNS_AND_FILES, *COUNTS)
    ),
    "small": (*SMALL, *RUNS_AND_FILES, *COUNTS),
    "wide": (*SMALL, *RUNS_AND_FILES, *COUNTS, *WIDE, *DEEPER),
}
"""The bounds by the name under which they are asked for; each takes in the one before it."""

ALIVE = Property("alive", "From every state that can be reached normal work and wrap can be reached.", ())
BACK = Property("the-way-back", "Nothing refuses the safe direction but the wait of a misfire.", ())


@dataclass(frozen=True, slots=True)
class Searched:
    """What came of one bound. ``states`` are of record and world together, ``records`` of the record alone.

    ``whole``: nothing was left that is new; else every state within ``depth`` steps was gone through.
    """

    name: str
    adversary: str
    says: str
    states: int
    records: int
    transitions: int
    depth: int
    whole: bool
    seconds: float
    digest: str
    violations: tuple[Violation, ...]
    against: Mapping[str, int] = field(default_factory=dict)
    """The gates that stood against anything in it, each with how soon it did so alone (in states of the record)."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of a whole search."""

    bound: str
    edition: str
    bounds: tuple[Searched, ...]
    gates: dict[str, Killed] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def violations(self) -> tuple[Violation, ...]:
        """Every property that can be broken, with a shortest way to it."""
        return tuple(each for bound in self.bounds for each in bound.violations)

    @property
    def ok(self) -> bool:
        """True where no property can be broken within the bounds, and every gate earned its place."""
        return not self.violations and all(each.killed for each in self.gates.values())

    @property
    def digest(self) -> str:
        """A digest of every state that was met, in every bound: the same on every machine, under the same rules."""
        said = "".join(f"{each.name}\n{each.adversary}\n{each.digest}\n" for each in self.bounds)
        return sha256(said.encode()).hexdigest()


def properties() -> dict[str, Property]:
    """Return every property that a search holds, by its name."""
    return {**all_properties(), ALIVE.name: ALIVE, BACK.name: BACK}


def searched(bound: Bound, book: Rulebook) -> Searched:
    """Go through one bound: the properties, and where it came to its end, that nothing in it is a dead end."""
    search = explorer(bound, book)
    found = search.run(most=bound.most, deepest=bound.deepest, stop_at_first=False)
    violations = [*found.violations, *_dead(search, found)]
    return Searched(
        name=bound.name,
        adversary=bound.adversary.name,
        says=bound.says,
        states=found.states,
        records=found.records,
        transitions=found.transitions,
        depth=found.depth,
        whole=found.whole,
        seconds=round(found.seconds, 1),
        digest=search.digest(),
        violations=tuple(violations),
        against=dict(search.records.against),
    )


def _dead(search: Explorer, found: Explored) -> Iterable[Violation]:
    """Yield what is refused in the safe direction; and, where the search came to its end, the nearest dead ends."""
    refused = refused_in_the_safe_direction(search)
    if refused:
        yield Violation(BACK.name, BACK.says, refused)
    if found.whole and not found.violations and search.moves.every_way:
        yield from (
            Violation(ALIVE.name, f"{ALIVE.says} Not: {each.goal}.", each.steps) for each in dead_ends(search)
        )


Told = Callable[[str], None]


def verify(
    book: Rulebook,
    bound: str = "small",
    *,
    workers: int = 2,
    told: Told = lambda _: None,
    bounds: tuple[Bound, ...] | None = None,
    gates: tuple[str, ...] | None = None,
) -> Verified:
    """Search a rulebook to the end of a bound, and take every gate out in turn.

    ``told`` is given a sentence for each part that is done. ``bounds`` and ``gates`` narrow it, for a trial.
    """
    began = perf_counter()
    chosen = BOUNDS[bound] if bounds is None else bounds
    names = tuple(book.gates) if gates is None else gates
    with _Workers(book, workers) as at_work:
        through = [each for each in at_work.do(chosen, told) if isinstance(each, Searched)]
        removals = [(gate, promising(gate, chosen, through)) for gate in names]
        without = [each for each in at_work.do(removals, told) if isinstance(each, Killed)]
    return Verified(
        bound=bound,
        edition=book.edition,
        bounds=tuple(through),
        gates={each.gate: each for each in without},
        seconds=round(perf_counter() - began, 1),
    )


def _sentence(result: Searched | Killed) -> str:
    if isinstance(result, Killed):
        came = f"{result.property} in {result.steps} steps" if result.killed else "nothing came of it"
        return f"Without gate {result.gate}: {came}."
    broken = ", ".join(each.property for each in result.violations)
    return f"{result.name}, {result.adversary}: {result.states} states, {broken or 'no property broken'}."


def promising(gate: str, bounds: Sequence[Bound], through: Sequence[Searched]) -> tuple[Bound, ...]:
    """Return the bounds in which a gate stood against anything, those first in which it soon did so alone.

    In the others everything would be answered the same without it, so that nothing new is there to be found.
    """
    felt = [(each.against[gate], place) for place, each in enumerate(through) if gate in each.against]
    return tuple(bounds[place] for _, place in sorted(felt))


Job = Bound | tuple[str, tuple[Bound, ...]]
"""A bound to go through; or a gate to take out, and where to look for what comes of it."""


class _Workers:
    """So many processes that do jobs under one rulebook; this one alone where there is one worker."""

    def __init__(self, book: Rulebook, workers: int) -> None:
        self._book = book
        self._pool: ProcessPoolExecutor | None = None
        if workers > 1 and "fork" in get_all_start_methods():
            self._pool = ProcessPoolExecutor(workers, get_context("fork"), _HERE.append, (book,))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        # Interrupted, nothing more is begun.
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)

    def do(self, jobs: Sequence[Job], told: Told) -> list[Searched | Killed]:
        """Do jobs and tell of each that is done; return what came of them, in their order."""
        done: dict[int, Searched | Killed] = {}
        for place, result in self._each(jobs):
            done[place] = result
            told(_sentence(result))
        return [done[place] for place in range(len(jobs))]

    def _each(self, jobs: Sequence[Job]) -> Iterable[tuple[int, Searched | Killed]]:
        if self._pool is None:
            yield from ((place, _do(job, self._book)) for place, job in enumerate(jobs))
            return
        waiting = {self._pool.submit(_there, job): place for place, job in enumerate(jobs)}
        for ended in as_completed(waiting):
            yield waiting[ended], ended.result()


_HERE: list[Rulebook] = []
"""In a worker, the rulebook of every job of it."""


def _there(job: Job) -> Searched | Killed:
    return _do(job, _HERE[-1])


def _do(job: Job, book: Rulebook) -> Searched | Killed:
    if isinstance(job, Bound):
        return searched(job, book)
    gate, bounds = job
    return killed(book, (gate,), bounds)


__all__ = ["Killed", "Searched", "Step", "Verified", "Violation", "properties", "searched", "verify"]
