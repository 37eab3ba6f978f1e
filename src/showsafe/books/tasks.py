"""Deadlines as dated tasks: what is due, by when, by which clause, and which record shows it done.

A task is derived from records each time it is looked at; nothing is kept of it but what somebody says: that it was
done where no record shows that by itself (``do-task``), and that it was put off (``put-off-task``). Putting it off
moves no deadline of the law. A task tells what is due; it accuses nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from showsafe.application.records import stamp
from showsafe.books.bound import words
from showsafe.books.clauses import clause_as_json
from showsafe.books.kinds import BOUND, OFFICE, tasks
from showsafe.books.material import Material
from showsafe.books.wording import LANGUAGES, said
from showsafe.errors import WrongInput

UNIT = "unit"
OFFICE_BOOK, BOUND_BOOK = OFFICE, BOUND

DONE, PUT_OFF, OVERDUE, TODAY, SOON, LATER, UNDATED = (
    *("done", "put-off", "overdue", "today", "soon", "later", "undated"),
)
ORDER = (OVERDUE, TODAY, SOON, UNDATED, LATER, PUT_OFF, DONE)
SOON_DAYS = 7
"""Ours: so many days ahead a task is shown as due soon."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A record that shows something: of which ledger (``unit``, ``office``, ``bound-book``), and its number."""

    of: str
    record: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing that is due.

    ``id`` stays the same from look to look. ``code`` says what is to be done, ``about`` of what; its words are in
    ``wording.toml``. ``due`` is the last day in time, "" where there is none; ``moment`` the hour, where hours count.
    ``clause`` is the id of the clause behind it, "" where it is ours. ``rests`` are the records that it comes from,
    ``done`` the one that shows it done. ``ends`` is the kind of entry of the bound book that ends it where
    nobody's word does.
    """

    id: str
    code: str
    about: Mapping[str, Any] = field(default_factory=dict)
    due: str = ""
    moment: datetime | None = None
    clause: str = ""
    rests: tuple[Shown, ...] = ()
    done: Shown | None = None
    ends: str = ""


Source = Callable[[Material], Iterable[Task]]
"""Yields the tasks of one part, those that are done among them."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A task as it stands now: its state, and the entries of the office book that say that it was done or put off."""

    task: Task
    state: str
    days_left: int | None
    said_done: Mapping[str, Any] | None = None
    put_off: Mapping[str, Any] | None = None


def standing(material: Material, sources: Iterable[Source], *, everything: bool = False) -> list[Standing]:
    """Return the tasks of some sources as they stand, the most urgent first; with ``everything``, also what is done."""
    done = {kept["task"]: kept for kept in material.office.entries(tasks.DONE)}
    put_off = {kept["task"]: kept for kept in material.office.entries(tasks.PUT_OFF)}
    found = []
    for source in sources:
        for task in source(material):
            one = _stands(material, _dated(material, task), done.get(task.id), put_off.get(task.id))
            if everything or one.state != DONE:
                found.append(one)
    return sorted(found, key=lambda one: (ORDER.index(one.state), one.task.due or "9", one.task.id))


def may_be_said_done(task: Task) -> None:
    """Refuse that somebody says of a task that it was done, where only an entry of the bound book ends it.

    Raises WrongInput ``tasks.shown-by-entry``.
    """
    if task.ends:
        raise WrongInput(
            "tasks.shown-by-entry",
            f"Only an entry of the bound book ends this: {task.ends}.",
            f"Enter it, and the task goes by itself: {_HOW.get(task.ends, f'showsafe book enter DIR {task.ends} ...')}",
        )


_HOW = {
    words.CORRECT: "showsafe book correct DIR ENTRY KEY=VALUE",
    words.PRINTED: "showsafe book printed --help",
    words.BACKED_UP: "showsafe backup DIR FOLDER",
}


def _dated(material: Material, task: Task) -> Task:
    return replace(task, due=material.day_of(task.moment).isoformat()) if task.moment else task


def _stands(material: Material, task: Task, done: Any, put_off: Any) -> Standing:  # noqa: ANN401 - entries, or None
    said = _entry(done, ("on", "reference", "says")) if done is not None else None
    later = _entry(put_off, ("until", "why")) if put_off is not None else None
    days = (_day(task.due) - material.today).days if task.due else None
    if task.done is not None or (said is not None and not task.ends):
        return Standing(task, DONE, days, said, later)
    if _late(material, task, days):
        return Standing(task, OVERDUE, days, None, later)
    if later is not None and later["until"] > material.today.isoformat():
        return Standing(task, PUT_OFF, days, None, later)
    if days is None:
        return Standing(task, UNDATED, None, None, later)
    state = TODAY if days == 0 else SOON if days <= SOON_DAYS else LATER
    return Standing(task, state, days, None, later)


def _late(material: Material, task: Task, days: int | None) -> bool:
    return material.now > task.moment if task.moment else days is not None and days < 0


def _day(written: str) -> Any:  # noqa: ANN401 - a date
    return datetime.fromisoformat(written).date()


def _entry(kept: Any, keys: tuple[str, ...]) -> dict[str, Any]:  # noqa: ANN401 - an entry
    return {"entry": kept.number, "by": kept.by, **{key: kept[key] for key in keys}}


def as_json(material: Material, one: Standing) -> dict[str, Any]:
    """Return a task as plain values, in English and Spanish; a clause with how well it was read."""
    task = one.task
    clause = material.clauses.get(task.clause)
    left = None
    if task.moment is not None:
        left = int((task.moment - material.now) / timedelta(minutes=1))
    return {
        "id": task.id,
        "code": task.code,
        "about": dict(task.about),
        "says": {language: said(task.code, task.about, language) for language in LANGUAGES},
        "due": task.due,
        "at": stamp(task.moment) if task.moment else "",
        "state": one.state,
        "days_left": one.days_left,
        "minutes_left": left,
        "clause": clause_as_json(clause) if clause else None,
        "ours": not task.clause,
        "rests": [{"of": each.of, "record": each.record} for each in task.rests],
        "ends": task.ends,
        "done": {"of": task.done.of, "record": task.done.record} if task.done else None,
        "said_done": dict(one.said_done) if one.said_done else None,
        "put_off": dict(one.put_off) if one.put_off else None,
    }


def shown(material: Material, sources: Iterable[Source], *, everything: bool = False) -> dict[str, Any]:
    """Return all tasks as plain values, with how many there are of each state."""
    found = standing(material, sources, everything=everything)
    counts = {state: sum(one.state == state for one in found) for state in ORDER}
    return {
        "unit": material.unit,
        "today": material.today.isoformat(),
        "counts": counts,
        "tasks": [as_json(material, one) for one in found],
    }


def find(material: Material, sources: Iterable[Source], id_: str) -> Iterator[Standing]:
    """Yield the task of an id, if there is one."""
    yield from (one for one in standing(material, sources, everything=True) if one.task.id == id_)
