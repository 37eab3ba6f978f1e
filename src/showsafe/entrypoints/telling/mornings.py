"""What is told in the morning: how ready the scenes of the day are, and which tasks are due. It names nobody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from showsafe import bootstrap
from showsafe.application.telling import topics
from showsafe.application.unit import Unit
from showsafe.application.would import moment
from showsafe.books.kinds import BOUND, OFFICE
from showsafe.books.readiness.look import Looked, readiness
from showsafe.books.readiness.message import message, subject
from showsafe.books.roles import Unnamed
from showsafe.books.tasks import OVERDUE, SOON, TODAY, Task
from showsafe.books.wording import said
from showsafe.entrypoints import planning
from showsafe.entrypoints.telling.daily import Looking, Source, Text

MOST_TASKS = 60
"""So many tasks are in a message; 'showsafe tasks' has all of them."""

_TITLES = {"en": "{unit}: tasks that are due", "es": "{unit}: tareas con plazo"}
_OTHER = {"en": "the other party", "es": "la otra parte"}
_HEADS: Mapping[str, Mapping[str, str]] = {
    "en": {OVERDUE: "OVERDUE", TODAY: "Today", SOON: "Soon"},
    "es": {OVERDUE: "FUERA DE PLAZO", TODAY: "Hoy", SOON: "Pronto"},
}


def of_today(looked: Looked, language: str) -> Text:
    """Return how ready the scenes of today are, also where no schedule says what is shot."""
    state = looked.at.state
    today = (looked.at.now + timedelta(minutes=state.offset_minutes)).date()
    found = readiness(looked, today)
    # The first line of the message is its subject, which is the title here.
    lines = message(found, state, language).splitlines()[1:]
    return Text(subject(found, language), tuple(lines))


def of_tasks(looked: Looked, language: str) -> Text | None:
    """Return the tasks that are overdue, due today and soon; None where there are none."""
    people, heads = Unnamed(looked.at.state, language), _HEADS[language]
    lines = [
        f"{heads[each.state]}: {_says(each.task, people)}" + (f" ({each.task.due})" if each.task.due else "")
        for each in looked.tasks
        if each.state in heads
    ]
    if not lines:
        return None
    return Text(_TITLES[language].format(unit=looked.unit), tuple(lines[:MOST_TASKS]))


def _says(task: Task, people: Unnamed) -> str:
    """Return what is to be done, without the number of anybody's paper, and without whom something was hired from."""
    covered = {"number": "", "party": _OTHER[people.language]}
    about = {key: covered.get(key, value) for key, value in task.about.items()}
    return " ".join(people.sentence(said(task.code, about, people.language)).replace(" .", ".").split())


SOURCES: Mapping[str, Source] = {topics.MORNING: of_today, topics.TASKS: of_tasks}
"""The texts of a day by their topic."""


def served(unit: Unit, path: Path) -> Looking:
    """Return what looks at a unit that this program serves, with its books."""

    @contextmanager
    def looking() -> Iterator[Looked]:
        office, book = bootstrap.read_book(path, OFFICE), bootstrap.read_book(path, BOUND)
        yield planning.looked(moment(unit), unit.store, unit.writer.unit, office, book)

    return looking


def of_directory(path: Path) -> Looking:
    """Return what looks at a data directory and its books, beside whoever writes."""
    return lambda: planning.looking(path)
