"""Every gate earns its place: each is taken out in turn, and a shortest way to harm has to be found without it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from showsafe.assurance.search.bounds import Bound
from showsafe.assurance.search.cast import start, under
from showsafe.assurance.search.explore import Explorer, Violation
from showsafe.rules.rulebook import Rulebook


@dataclass(frozen=True, slots=True, kw_only=True)
class Killed:
    """What came of taking a gate out: was harm found, which property broke, in how many steps, in which bound."""

    gate: str
    killed: bool
    property: str = ""
    steps: int = 0
    bound: str = ""
    story: Violation | None = None


def without(book: Rulebook, gates: Iterable[str]) -> Rulebook:
    """Return a rulebook whose act table asks none of these gates; everything else stays as it is."""
    left_out = frozenset(gates)
    acts: Mapping[str, tuple[str, ...]] = {
        kind: tuple(name for name in row if name not in left_out) for kind, row in book.acts.items()
    }
    return replace(book, acts=acts)


def explorer(bound: Bound, book: Rulebook) -> Explorer:
    """Return the search of a bound under a rulebook."""
    stage = under(bound.stage, book.profile)
    return Explorer(start(stage), bound.moves(stage, bound.adversary, bound.kinds), book)


STEPS_OF_SIZE = (2_000, 20_000, 10**9)
"""So many states are searched in every bound before any is searched further: most stories are short."""


def killed(book: Rulebook, gates: tuple[str, ...], bounds: Sequence[Bound]) -> Killed:
    """Take gates out and look for harm: in every bound a little, then further, then to the end."""
    name = " + ".join(gates)
    poorer = without(book, gates)
    for most in STEPS_OF_SIZE:
        for bound in bounds:
            found = explorer(bound, poorer).run(most=min(most, bound.most), deepest=bound.deepest)
            if found.violations:
                story = found.violations[0]
                return Killed(
                    gate=name,
                    killed=True,
                    property=story.property,
                    steps=len(story.steps),
                    bound=f"{bound.name}, {bound.adversary.name}",
                    story=story,
                )
    return Killed(gate=name, killed=False)
