"""From what the search says to stories: each way to harm, and what comes of each gate that is taken away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from showsafe.assurance.search import gates, verify
from showsafe.assurance.search.cast import start, under
from showsafe.assurance.search.explore import Violation
from showsafe.assurance.search.gates import Killed
from showsafe.assurance.search.verify import Verified
from showsafe.domain.acts import Act
from showsafe.entrypoints.stories import Story
from showsafe.rules.rulebook import Rulebook


def violations(book: Rulebook, found: Verified) -> Iterator[Story]:
    """Yield the story of every way to harm."""
    for searched in found.bounds:
        for violation in searched.violations:
            yield _story(book, violation, f"{searched.name}, {searched.adversary}")


def removals(book: Rulebook, found: Verified) -> Iterator[Story]:
    """Yield the story of every gate that was taken away, where harm came of it."""
    for gate, killed in found.gates.items():
        if killed.story is not None:
            yield _story(book, killed.story, killed.bound, (gate,))


def violation_as_json(violation: Violation) -> dict[str, Any]:
    """Return a way to harm as it is for programs."""
    steps = [
        {
            "act": step.act.kind if step.act else "",
            "door": step.door,
            "outcome": step.outcome,
            "gates": list(step.gates),
            "remark": step.remark,
        }
        for step in violation.steps
    ]
    return {"property": violation.property, "sentence": violation.sentence, "steps": steps}


def without(book: Rulebook, bound: str, names: tuple[str, ...]) -> tuple[Killed, Story | None]:
    """Take gates away together, and return what came of it, with its story where harm did."""
    killed = gates.killed(book, names, verify.BOUNDS[bound])
    return killed, None if killed.story is None else _story(book, killed.story, killed.bound, names)


def _story(book: Rulebook, violation: Violation, bound: str, without: tuple[str, ...] = ()) -> Story:
    return Story(
        broken=violation.property,
        sentence=violation.sentence,
        head=_head(book, bound),
        steps=violation.steps,
        bound=bound,
        without=without,
    )


def _head(book: Rulebook, label: str) -> tuple[Act, ...]:
    """Return what was on record before the search of a bound began."""
    for each in verify.BOUNDS["wide"]:
        if f"{each.name}, {each.adversary.name}" == label:
            return start(under(each.stage, book.profile)).head
    raise LookupError(label)
