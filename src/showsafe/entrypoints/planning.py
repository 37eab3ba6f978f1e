"""Planning for commands and routes: a script comes in, a person says what a scene has, a day is looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

from showsafe import bootstrap
from showsafe.adapters import book_directory, case_directory
from showsafe.adapters.clock import SystemClock
from showsafe.adapters.directory import open_for_reading
from showsafe.application.records import stamp
from showsafe.application.states import loaded
from showsafe.application.unit import SET
from showsafe.application.would import Moment
from showsafe.books.book import Book, Done, Entry
from showsafe.books.due import SOURCES
from showsafe.books.kinds import BOUND, OFFICE
from showsafe.books.kinds import planning as kinds
from showsafe.books.material import Material
from showsafe.books.pages import Pages
from showsafe.books.planning import entering
from showsafe.books.planning.fdx import MOST_BYTES
from showsafe.books.planning.now import planning_of
from showsafe.books.readiness.look import Looked, readiness
from showsafe.books.readiness.values import Item, Readiness, Scene, Task, Use
from showsafe.books.tasks import standing
from showsafe.domain.state import State
from showsafe.entrypoints.answers import sources
from showsafe.entrypoints.materials import places_of
from showsafe.errors import WrongInput
from showsafe.ledger.store import Store

Line = dict[str, Any]


def content_of(file: Path) -> bytes:
    """Return the bytes of a script, one byte too many where it is too large.

    Raises WrongInput ``script.no-file``.
    """
    try:
        with file.open("rb") as stream:
            return stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise WrongInput(
            "script.no-file", f"{file} cannot be read: {error.strerror}.", "Name the file that is meant."
        ) from None


def take_script(book: Book, state: State, entry: Entry) -> Done | None:
    """Enter a script; None where it is the one that holds already.

    Raises WrongInput: ``planning.nobody``, and as ``Book.enter``.
    """
    _somebody(state, entry.by)
    scripts = planning_of(book.entries()).scripts
    if scripts and scripts[-1]["sum"] == entry.keys["sum"] and not scripts[-1].erased:
        return None
    return book.enter(replace(entry, act_id=f"script-{len(scripts) + 1}-{entry.keys['sum'][:24]}"))


def decide(book: Book, state: State, kind: str, said: Mapping[str, Any], act_id: str) -> Done:
    """Enter what a person says of a scene: confirmed or dismissed.

    ``said`` has ``by`` and ``scene``, and what the kind takes beside them. Raises WrongInput: ``planning.nobody``, as
    ``entering.confirm`` and ``entering.dismiss``, and as ``Book.enter``.
    """
    keys = dict(said)
    by, scene = str(keys.pop("by", "")), str(keys.pop("scene", ""))
    _somebody(state, by)
    planning = planning_of(book.entries())
    if kind == kinds.DISMISS:
        made = entering.dismiss(planning, scene, str(keys.pop("why", "")))
        if keys:
            raise _unknown(next(iter(keys)))
    else:
        made = entering.confirm(planning, state, scene, keys)
    return book.enter(Entry(kind=kind, by=by, at=book.clock.now(), act_id=act_id, keys=made))


def _somebody(state: State, by: str) -> None:
    if not by or by not in state.people or state.people[by].erased:
        named = f"{by[:60]} is not on record" if by else "It is not said who says this"
        raise WrongInput(
            "planning.nobody", f"{named}.", "Say by whom, by the id of somebody enrolled: by=PERSON."
        )


def _unknown(key: str) -> WrongInput:
    return WrongInput(
        "planning.unknown-key", f"A dismissal has no {key[:40]!r}.", "It takes scene, by and why."
    )


def state_of(directory: Path) -> State:
    """Return the state that the record of a set leads to.

    Raises WrongInput ``case.not-a-set``, ``book.not-a-set``, and as ``directory.open_for_reading``.
    """
    with open_for_reading(directory) as opened, opened.store.reading():
        _refuse_others(opened.settings.profile)
        return loaded(opened.store, SET).state


@contextmanager
def looking(directory: Path) -> Iterator[Looked]:
    """Open a data directory with its books for looking, all of one moment; raises as ``state_of``."""
    # The books first: their directory is found by that of the set, which is never open twice at a time.
    office, book = bootstrap.read_book(directory, OFFICE), bootstrap.read_book(directory, BOUND)
    with open_for_reading(directory) as opened, opened.store.reading():
        settings = opened.settings
        _refuse_others(settings.profile)
        state = loaded(opened.store, SET).state
        rules = bootstrap.rules_in(directory, settings)(state.profile or settings.profile)
        at = Moment(state, rules, SystemClock().now())
        yield looked(at, opened.store, settings.unit, office, book)


def looked(at: Moment, store: Store, unit: str, office: Pages, book: Pages) -> Looked:
    """Return what readiness and the calendar look at: the moment, the books, and the tasks as they stand."""
    material = Material(
        state=at.state,
        store=store,
        clauses=bootstrap.clauses(),
        now=at.now,
        unit=unit,
        offset_minutes=at.state.offset_minutes,
        places=places_of(at.profile),
        office=office,
        book=book,
    )
    return Looked(at, store, office, unit, tuple(standing(material, SOURCES)))


def _refuse_others(profile: str) -> None:
    case_directory.refuse_case(profile)
    book_directory.refuse_book(profile)


def look_at(directory: Path, day: date | None = None) -> tuple[Readiness, State]:
    """Return readiness of a data directory, and the state that it was looked at in.

    Raises WrongInput as ``readiness`` and ``looking``.
    """
    with looking(directory) as found:
        return readiness(found, day), found.at.state


def ready_as_json(found: Readiness) -> Line:
    """Return readiness as a program reads it."""
    return {
        "day": found.day.isoformat(),
        "morning": stamp(found.morning),
        "assumed": found.assumed,
        "scheduled": found.scheduled,
        "unit": found.unit,
        "profile": found.profile,
        "record": found.record,
        "entry": found.entry,
        "counts": {
            "missing": len(found.missing),
            "look": len(found.to_look_at),
            "on_the_day": len(found.to_do),
            "notes": len(found.notes),
        },
        "scenes": [_scene(each) for each in found.scenes],
        "items": [item_as_json(each) for each in found.items],
        "staff": {**asdict(found.staff), "fit": list(found.staff.fit)},
        "expiring": [
            {**asdict(each), "on": each.on.isoformat(), "over": each.on < found.day}
            for each in found.expiring
        ],
        "tasks": [_task(each) for each in found.tasks],
    }


def _scene(each: Scene) -> Line:
    return {
        "scene": each.key,
        "slug": each.slug,
        "location": each.location,
        "when": each.when,
        "entry": each.entry,
        "uses": [_use(use) for use in each.uses],
    }


def _use(use: Use) -> Line:
    return {
        "weapon": use.weapon,
        "user": use.user,
        "ammunition": use.ammunition,
        "load": use.load,
        "shots": use.shots,
        "planned": use.planned,
    }


def _task(each: Task) -> Line:
    due = each.due.isoformat()
    return {
        "task": each.id,
        "says": dict(each.says),
        "due": due,
        "clause": each.clause,
        "overdue": each.overdue,
    }


def item_as_json(item: Item) -> Line:
    """Return one item; the sentences of the rules are in English alone."""
    return {
        "code": item.code,
        "gate": item.gate,
        "weight": item.weight,
        "when": item.when,
        "says": {"en": item.says, "es": item.says_es},
        "next": {"en": item.next, "es": item.next_es},
        "sources": sources(item.clauses),
        "scenes": list(item.scenes),
        "who": item.who,
        "thing": item.thing,
        "act": item.act,
        "by": list(item.by),
    }
