"""The commands of ``showsafe book`` that enter something: an entry, a correction, a striking, a print."""

from __future__ import annotations

import contextlib
import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from showsafe import bootstrap
from showsafe.adapters.directory import open_for_reading
from showsafe.application.states import loaded
from showsafe.application.unit import SET
from showsafe.books.book import Book, Done, Entry
from showsafe.books.bound import words
from showsafe.books.bound.lines import bound, holding
from showsafe.books.kind import Kind
from showsafe.books.kinds import BOUND, SORTS, sort_of
from showsafe.books.kinds.bound import correction
from showsafe.books.pages import Pages
from showsafe.domain.things import Weapon
from showsafe.entrypoints.cli import act, book_after, say
from showsafe.entrypoints.cli.app import DONE
from showsafe.entrypoints.cli.book_after import Next
from showsafe.errors import WrongInput

WHO = click.option(
    "--as", "who", metavar="PERSON", required=True, help="Who enters it, by their id at the node."
)
BOOK = click.option(
    "--book", "name", type=click.Choice(tuple(SORTS)), default=BOUND, help="Which book (default: bound-book)."
)
_ENTRY = click.argument("entry", metavar="ENTRY", type=int)
_WORDS = click.argument("said", nargs=-1, metavar="KEY=VALUE...", type=click.UNPROCESSED)
_LARGEST = 64 * 1024 * 1024


@click.command("enter", short_help="enter something in a book")
@act.DIRECTORY
@click.argument("kind", metavar="KIND")
@_WORDS
@WHO
@BOOK
@click.option(
    "--from-set", is_flag=True, help="With acquire: what the set says of its weapon, where unsaid here."
)
@click.option(
    "--attach", "files", multiple=True, type=act.PLACE, metavar="FILE", help="A file that belongs to it."
)
@act.IN_JSON
def enter(
    directory: Path,
    kind: str,
    said: Sequence[str],
    who: str,
    name: str,
    files: Sequence[Path],
    **how: bool,
) -> int:
    """Enter something: in the bound book acquire, dispose, find-missing, report-missing and the rest.

    dispose and find-missing may say weapon=ID in place of the number of the acquisition. What an entry takes:
    showsafe book kinds BOOK KIND
    """
    row = sort_of(name).kind(kind)
    weapon, rest = _weapon(row, said)
    keys = typed(row, rest)
    if how["from_set"]:
        keys = {**_of_the_set(directory, row, str(keys.get("weapon", ""))), **keys}
    attachments = tuple(_bytes(file) for file in files)
    act_id = str(keys.pop("act_id", _id(kind)))
    with bootstrap.open_book(directory, name) as book:
        if weapon:
            keys["acquisition"] = _line_of(book.pages(), weapon)
        done = book.enter(
            Entry(kind=kind, by=who, at=book.clock.now(), act_id=act_id, keys=keys, attachments=attachments)
        )
        worth = list(book_after.worth_saying(directory, book, done))
    return _said(done, name, worth, in_json=how["in_json"])


@click.command("correct", short_help="correct an entry of the bound book by one of its own")
@act.DIRECTORY
@_ENTRY
@_WORDS
@click.option("--why", required=True, help="Why it was wrong.")
@WHO
@act.IN_JSON
def correct(directory: Path, entry: int, said: Sequence[str], why: str, who: str, *, in_json: bool) -> int:
    """Enter what is right of an entry; what was first written stays, and both are shown with who, when and why."""
    with bootstrap.open_book(directory, BOUND) as book:
        row = _kind_of(book, entry)
        keys = correction(row.name, entry, typed(row, said), why)
        done = _enter(book, words.CORRECT, who, keys)
        worth = list(book_after.worth_saying(directory, book, done))
    return _said(done, BOUND, worth, in_json=in_json)


@click.command("strike", short_help="strike an entry of the bound book that should not be there")
@act.DIRECTORY
@_ENTRY
@click.option("--why", required=True, help="Why it should not be there.")
@WHO
@act.IN_JSON
def strike(directory: Path, entry: int, why: str, who: str, *, in_json: bool) -> int:
    """Strike an entry by one of its own. It stays readable: nothing is taken out of a bound book."""
    with bootstrap.open_book(directory, BOUND) as book:
        done = _enter(book, words.STRIKE, who, {"entry": entry, "why": why})
    return _said(done, BOUND, [], in_json=in_json)


@click.command("printed", short_help="log that the bound book was printed or exported")
@act.DIRECTORY
@click.option("--file", "file", type=act.PLACE, metavar="FILE", required=True, help="What was printed.")
@click.option(
    "--because", type=click.Choice(words.PRINTS), default=words.PRINTS[0], help="Why it was printed."
)
@click.option(
    "--request", type=int, default=0, metavar="ENTRY", help="The entry of the request that it answers."
)
@click.option("--where", default="", metavar="TEXT", help="Where the print is kept.")
@WHO
@act.IN_JSON
def printed(directory: Path, file: Path, who: str, *, in_json: bool, **said: Any) -> int:  # noqa: ANN401 - the options
    """Log a print by the sum of its file, and up to which entry it goes: as the book is now."""
    content = _bytes(file)
    with bootstrap.open_book(directory, BOUND) as book:
        keys = {"file": hashlib.sha256(content).hexdigest(), "last": book.pages().size, **said}
        done = _enter(book, words.PRINTED, who, keys)
    return _said(done, BOUND, [], in_json=in_json)


COMMANDS = (enter, correct, strike, printed)


def typed(kind: Kind, said: Sequence[str]) -> dict[str, Any]:
    """Return the keys of an entry as they were typed: what is not a text in the table is read as JSON or as a list.

    Raises WrongInput ``input.not-a-pair``.
    """
    keys: dict[str, Any] = {}
    for word in said:
        key, equals, value = word.partition("=")
        if not equals or key in keys:
            raise WrongInput(
                "input.not-a-pair", f"{say.plain(word)!r} is no KEY=VALUE.", "Write each key once."
            )
        row = kind.keys.get(key)
        keys[key] = value if row is None else _value(row.read, value)
    return keys


def _value(read: Any, value: str) -> Any:  # noqa: ANN401 - the value of any key
    """Return the first reading of a typed value that its key takes: text, JSON, a list with commas."""
    readings: list[Any] = [value]
    with contextlib.suppress(ValueError, RecursionError):
        readings.append(json.loads(value))
    parts: list[Any] = []
    for part in value.split(",") if value else []:
        try:
            parts.append(json.loads(part))
        except (ValueError, RecursionError):
            parts.append(part)
    readings += [value.split(","), parts]
    for reading in readings:
        with contextlib.suppress(WrongInput):
            read(reading, "it")
            return reading
    return value


def _weapon(row: Kind, said: Sequence[str]) -> tuple[str, list[str]]:
    """Return the weapon that stands for an acquisition, and what else was said."""
    if row.name not in (words.DISPOSE, words.MISSING):
        return "", list(said)
    named = [word.removeprefix("weapon=") for word in said if word.startswith("weapon=")]
    return (named[0] if named else ""), [word for word in said if not word.startswith("weapon=")]


def _line_of(pages: Pages, weapon: str) -> int:
    lines = holding(bound(pages).lines).get(weapon, [])
    if len(lines) != 1:
        many = "no line" if not lines else f"{len(lines)} lines"
        raise WrongInput(
            "bound.no-line",
            f"The bound book holds {say.plain(weapon)} in {many}.",
            "Give the number of its acquisition: acquisition=N. Find it: showsafe book query DIR",
        )
    return lines[0].entry


def _of_the_set(directory: Path, row: Kind, weapon: str) -> dict[str, Any]:
    """Return what the record of the set says of a weapon, in the keys of an acquisition."""
    if row.name != words.ACQUIRE or not weapon:
        raise WrongInput(
            "input.usage", "--from-set belongs to acquire weapon=ID.", "showsafe book enter --help"
        )
    with open_for_reading(directory) as opened:
        found = loaded(opened.store, SET).state.weapons.get(weapon)
    if found is None:
        raise WrongInput(
            "input.unknown-weapon",
            f"The record of the set knows no {say.plain(weapon)}.",
            "All weapons: showsafe board DIR",
        )
    said = {
        "manufacturer": found.maker,
        "model": found.model,
        "serial": found.serial,
        "type": _type(found),
        "calibre": found.calibre,
    }
    return {key: value for key, value in said.items() if value}


def _type(weapon: Weapon) -> str:
    last = weapon.action.rpartition("-")[2]
    return last if last in ("revolver", "pistol", "rifle", "shotgun") else ""


def _kind_of(book: Book, entry: int) -> Kind:
    kept = book.pages().at(entry)
    if kept is None or kept.kind not in words.CORRECTABLE:
        raise WrongInput(
            "bound.not-correctable",
            f"There is no entry {entry} in the bound book that can be corrected.",
            "Find it: showsafe book query DIR",
        )
    return book.sort.kind(kept.kind)


def _enter(book: Book, kind: str, who: str, keys: Mapping[str, Any]) -> Done:
    return book.enter(Entry(kind=kind, by=who, at=book.clock.now(), act_id=_id(kind), keys=keys))


def _said(done: Done, name: str, worth: Sequence[Next], *, in_json: bool) -> int:
    if in_json:
        about = {"book": name, "entry": done.number, "kind": done.kept.kind, "repeated": done.repeated}
        say.as_json({**about, "worth_a_look": [each.says for each in worth]})
        return DONE
    again = " already" if done.repeated else ""
    say.text(f"Entered{again} in {name} as {done.number}: {done.kept.kind}.")
    for each in worth:
        say.text(each.says)
        if each.command:
            say.command(each.command)
    return DONE


def _id(kind: str) -> str:
    return f"{kind}-{secrets.token_hex(8)}"


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except OSError:
        raise WrongInput("input.no-file", f"The file {path} cannot be read.", "Check the path.") from None
    if len(content) > _LARGEST:
        raise WrongInput("input.too-long", f"The file {path} is larger than 64 MB.", "Give a smaller one.")
    return content
