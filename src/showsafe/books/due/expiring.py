"""Tasks where a paper ends: of the day, of a person, of a weapon, and licences that the office stated."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from datetime import date
from typing import Protocol, TypeVar

from showsafe.books.kinds.tasks import LICENCE
from showsafe.books.material import Material
from showsafe.books.tasks import OFFICE_BOOK, UNIT, Shown, Task


def due(material: Material) -> Iterator[Task]:
    """Yield every paper with a last day that is on record, and that no later one follows; people by their id."""
    yield from _papers(material)
    for person in material.state.people.values():
        for paper in _last(person.credentials, lambda each: (each.kind, each.class_)):
            about = {"person": person.id, "paper": paper.kind, "class": paper.class_}
            name = f"credential:{person.id}:{paper.kind}:{paper.class_}:{paper.expires}"
            yield _task(name, "expiring.credential", about, paper.expires)
    for weapon in material.state.weapons.values():
        if material.state.believed(weapon.id).gone:
            continue
        for one in _last(weapon.certificates, lambda each: each.kind):
            about = {"weapon": weapon.id, "paper": one.kind, "number": one.number}
            name = f"certificate:{weapon.id}:{one.kind}:{one.number}:{one.expires}"
            yield _task(name, "expiring.certificate", about, one.expires)
    yield from _licences(material)


def _papers(material: Material) -> Iterator[Task]:
    for paper in _last(material.state.papers.values(), lambda each: (each.kind, each.about)):
        about = {"paper": paper.kind, "number": paper.number, "of": paper.about}
        name = f"paper:{paper.record}:{paper.kind}"
        yield _task(name, "expiring.paper", about, paper.expires, paper.record)


class Ending(Protocol):
    """Something with a last day, or without one."""

    @property
    def expires(self) -> date | None:
        """The last day."""


_T = TypeVar("_T", bound=Ending)


def _last(papers: Iterable[_T], sort: Callable[[_T], Hashable]) -> Iterator[_T]:
    """Yield of each sort the paper that ends last; none of a sort of which one never ends."""
    found: dict[Hashable, _T] = {}
    for paper in papers:
        before = found.get(sort(paper))
        if before is None or _later(paper, before):
            found[sort(paper)] = paper
    yield from (paper for paper in found.values() if paper.expires is not None)


def _later(paper: Ending, before: Ending) -> bool:
    if before.expires is None:
        return False
    return paper.expires is None or paper.expires >= before.expires


def _licences(material: Material) -> Iterator[Task]:
    """The last licence that was stated for a place counts."""
    last = {kept["place"]: kept for kept in material.office.entries(LICENCE)}
    for place, kept in last.items():
        if kept["expires"]:
            yield Task(
                id=f"expiring.licence:{kept.number}",
                code="expiring.licence",
                about={"place": place, "number": kept["number"]},
                due=kept["expires"],
                rests=(Shown(OFFICE_BOOK, kept.number),),
            )


def _task(name: str, code: str, about: Mapping[str, str], expires: date | None, record: int = 0) -> Task:
    return Task(
        id=f"expiring.{name}"[:120],
        code=code,
        about=about,
        due=expires.isoformat() if expires else "",
        rests=(Shown(UNIT, record),) if record else (),
    )
