"""The commands of ``showsafe hire`` that enter something: out, in, extend, condition, service, interval."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from showsafe import bootstrap
from showsafe.adapters.clock import SystemClock
from showsafe.application import pictures
from showsafe.application.states import loaded
from showsafe.application.unit import SET
from showsafe.books.book import Done
from showsafe.books.hire import checklists, entering, views
from showsafe.books.hire.source import Source
from showsafe.books.kinds import OFFICE
from showsafe.entrypoints.cli import act, hire_shown, say, tags
from showsafe.entrypoints.cli.app import DONE
from showsafe.entrypoints.cli.hire_words import BOOK_KEYS, consigned, marked, said
from showsafe.entrypoints.cli.reading import looking
from showsafe.errors import WrongInput
from showsafe.projections import custody, shots

HIRE = click.argument("name", metavar="HIRE")
THING = click.argument("thing", metavar="THING")


@contextmanager
def looking_at(directory: Path) -> Iterator[Source]:
    """Open a unit for looking, with its office book, all as of now."""
    with looking(directory, custody.NAME, shots.NAME) as view:
        state = loaded(view.store, SET).state
        today = state.local_date(SystemClock().now())
        yield Source(state, view.store, bootstrap.read_book(directory, OFFICE), today)


def enter(directory: Path, kind: str, keys: dict[str, Any], photos: Sequence[bytes] = ()) -> Done:
    """Enter one entry of hire in the office book; ``keys`` then name things by their ids."""
    by, act_id = str(keys.pop("by", "")), str(keys.pop("act_id", "")) or f"hire-{secrets.token_hex(8)}"
    clock = SystemClock()
    with looking_at(directory) as source, bootstrap.open_book(directory, OFFICE, clock) as book:
        source.pages = book.pages()
        tags.in_keys(keys, source.state.weapons)
        made = entering.entry(source, kind, keys, by=by, at=clock.now(), act_id=act_id, photos=photos)
        return book.enter(made)


_CONSIGNING = f"""
    WORDS say what is in it and how it travels:

    \b
    thing=NAME[:SERIAL]   one thing, with the serial as it is read on it; once for each
    count=NAME:N          how many of it (rounds of a lot; default 1)
    used=NAME:N           how many of it were used up, where it comes back
    seal=NAME:NUMBER      the seal on it
    differs=NAME          the serial read on it is another one: another thing came back
    seals=N,N  absent=X   seals on the cases; what the packing list has and no case
    by=PERSON witness=PERSON on=DATE carrier= packing= contract= driver= contact= says=

    The first consignment of a hire also says {", ".join(f"{key}=" for key in ("party", "since", "until"))}
    and, where it goes to a gunsmith, purpose=service. One of the other way brings things back.
    """


def _consign(directory: Path, kind: str, name: str, words: Sequence[str], *, in_json: bool) -> int:
    done = enter(directory, kind, {"hire": name, **consigned(words)})
    with looking_at(directory) as source:
        found = source.hires.hires[name]
        shown = {"entry": done.number, "repeated": done.repeated, **views.one(source, found)}
    if in_json:
        say.as_json(shown)
    else:
        say.text(f"Entry {done.number} of the office book.")
        hire_shown.one(shown)
    return DONE


@click.command(
    "out", short_help="a consignment leaves", help=f"Enter a consignment that leaves.\n{_CONSIGNING}"
)
@act.DIRECTORY
@HIRE
@act.WORDS
@act.IN_JSON
def out(directory: Path, name: str, words: tuple[str, ...], *, in_json: bool) -> int:
    """Enter a consignment that leaves."""
    return _consign(directory, "send-out", name, words, in_json=in_json)


@click.command(
    "in", short_help="a consignment comes in", help=f"Enter a consignment that comes in.\n{_CONSIGNING}"
)
@act.DIRECTORY
@HIRE
@act.WORDS
@act.IN_JSON
def in_(directory: Path, name: str, words: tuple[str, ...], *, in_json: bool) -> int:
    """Enter a consignment that comes in."""
    return _consign(directory, "take-in", name, words, in_json=in_json)


@click.command("extend", short_help="a hire ends later")
@act.DIRECTORY
@HIRE
@act.WORDS
@act.IN_JSON
def extend(directory: Path, name: str, words: tuple[str, ...], *, in_json: bool) -> int:
    """Enter that a hire ends later: until=DATE by=PERSON, and agreed= (the paper that says so), says=."""
    done = enter(directory, "extend-hire", {"hire": name, **said(words, BOOK_KEYS["extend-hire"])})
    if in_json:
        say.as_json({"entry": done.number, "hire": name, "until": done.kept["until"]})
    else:
        say.text(f"Hire {name} runs until {done.kept['until']}: entry {done.number} of the office book.")
    return DONE


@click.command("condition", short_help="how a thing looks, point by point")
@act.DIRECTORY
@THING
@act.WORDS
@click.option("--photo", "photos", multiple=True, type=act.PLACE, metavar="FILE", help="A photo of it.")
@act.IN_JSON
def condition(
    directory: Path, thing: str, words: tuple[str, ...], photos: tuple[Path, ...], *, in_json: bool
) -> int:
    """Enter how a thing looks: moment=out|in|look POINT:MARK... by=PERSON, and witness=, hire=, serial=, says=.

    Without words it prints the checklist of the thing. Marks: ok, worn, fault, missing, not-looked.
    """
    if not words:
        return _checklist(directory, thing, in_json=in_json)
    keys = {"thing": thing, **marked(words)}
    done = enter(directory, "note-condition", keys, [_photo(each) for each in photos])
    with looking_at(directory) as source:
        shown = {"thing": keys["thing"], **(views.condition(source, source.pages.at(done.number)) or {})}
    if in_json:
        say.as_json(shown)
    else:
        hire_shown.condition(shown)
    return DONE


def _checklist(directory: Path, thing: str, *, in_json: bool) -> int:
    with looking_at(directory) as source:
        checklist = checklists.of(views.checklist_of(source, thing))
    if in_json:
        points = [{"point": point, "says": dict(text)} for point, text in checklist.points.items()]
        say.as_json({"thing": thing, "list": checklist.id, "points": points})
        return DONE
    say.text(f"Checklist {checklist.id} for {thing}:")
    for point, text in checklist.points.items():
        say.text(f"{point:<12}{text['en']}", indent=2, hang=12)
    return DONE


def _photo(file: Path) -> bytes:
    try:
        content = file.read_bytes()
    except OSError as error:
        raise WrongInput(
            "input.no-file", f"{file} cannot be read: {error.strerror}.", "Name the file that is meant."
        ) from None
    pictures.media_type(content)
    return content


@click.command("service", short_help="a weapon was serviced")
@act.DIRECTORY
@click.argument("weapon", metavar="WEAPON")
@act.WORDS
@act.IN_JSON
def service(directory: Path, weapon: str, words: tuple[str, ...], *, in_json: bool) -> int:
    """Enter a service: result=fit|limited|unfit who=WHO by=PERSON, and on=DATE, certificate=, firm=, expires=, says=.

    It proves nothing of what is in the weapon: whoever had it open, two people look again before it is used.
    """
    keys = {"weapon": weapon, **said(words, BOOK_KEYS["record-service"])}
    done = enter(directory, "record-service", keys)
    with looking_at(directory) as source:
        shown = hire_shown.service_of(source, str(keys["weapon"]))
    if in_json:
        say.as_json({"entry": done.number, **shown})
    else:
        say.text(f"Entry {done.number} of the office book.")
        hire_shown.services([shown])
    return DONE


@click.command("interval", short_help="after how many days or rounds a service is due")
@act.DIRECTORY
@act.WORDS
@act.IN_JSON
def interval(directory: Path, words: tuple[str, ...], *, in_json: bool) -> int:
    """State an interval: weapon=NAME, action=ACTION or class=CLASS, then days=N and rounds=N, by=PERSON.

    That of a weapon outweighs that of its action, and that of its class. With why= alone there is none any more.
    """
    done = enter(directory, "set-interval", said(words, BOOK_KEYS["set-interval"]))
    kept = {key: done.kept[key] for key in ("of", "name", "days", "rounds", "why")}
    if in_json:
        say.as_json({"entry": done.number, **kept})
    else:
        say.text(f"Entry {done.number} of the office book: {hire_shown.interval(kept)}.")
    return DONE
