"""``showsafe duties``: who had a duty, from the ledger alone, for a weapon and a time or for an incident."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import click

from showsafe.adapters import files
from showsafe.adapters.directory import open_for_reading
from showsafe.application.states import loaded
from showsafe.bootstrap import rules_among, rules_in
from showsafe.casefile.duties import lines, select, words
from showsafe.casefile.duties.bundled import LARGEST, bundled
from showsafe.casefile.duties.document import Document, Of
from showsafe.casefile.duties.index import Index
from showsafe.casefile.duties.made import Ledger, made
from showsafe.casefile.duties.table import LANGUAGES
from showsafe.casefile.duties.values import NO_RECORD, RECORDED, Asked
from showsafe.entrypoints.cli import act, say, tags
from showsafe.entrypoints.cli.app import DONE
from showsafe.entrypoints.cli.line import newest_scope
from showsafe.errors import WrongInput
from showsafe.ledger import record
from showsafe.ledger.store import Entry
from showsafe.projections import whole_set
from showsafe.projections.rows import SET, day_of, read

_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_DIGITS = 15


@dataclass(frozen=True, slots=True)
class Wish:
    """What was typed: an incident or a weapon, a time, a scope, and whether people are named."""

    incident: str
    weapon: str
    since: str
    until: str
    scope: str
    names: bool


@click.command("duties", short_help="who had a duty, from the ledger alone, and the record or none")
@act.DIRECTORY
@click.option(
    "--incident", default="", metavar="N", help="The record, or the act id, that opens an incident."
)
@click.option("--weapon", default="", metavar="TAG", help="A weapon; one of a told day as DAY/TAG.")
@click.option(
    "--from", "since", default="", metavar="T", help="From a time with its zone, or a date of the set."
)
@click.option("--to", "until", default="", metavar="T", help="To a time with its zone, or a date of the set.")
@click.option("--scope", default="", metavar="DAY", help="The told day that the weapon is of.")
@click.option("--names", is_flag=True, help="With ids and names; without it people stand by role.")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", help="Of text, CSV and PDF.")
@click.option("--csv", "csv", metavar="FILE", type=act.PLACE, help="Write it as CSV.")
@click.option("--pdf", "pdf", metavar="FILE", type=act.PLACE, help="Write it as PDF/A.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@act.IN_JSON
def duties(directory: Path, *, language: str, in_json: bool, **said: object) -> int:
    """Show everybody who had a part, in order, with the duty, the clause behind it, and the record or none.

    DIR is a data directory, or an evidence bundle. Exactly one of --incident and --weapon says what it is about.
    It says what is on record; it judges nobody.
    """
    for name in ("csv", "pdf"):
        _refuse_place(directory, said[name], force=bool(said["force"]))
    texts = {key: str(said[key]) for key in ("incident", "weapon", "since", "until", "scope")}
    wish = Wish(names=bool(said["names"]), **texts)
    if bool(wish.incident) == bool(wish.weapon):
        raise WrongInput(
            "input.usage",
            "Say what the table is about, with one of --incident and --weapon.",
            "See how it is used: showsafe duties --help",
        )
    table = of_bundle(directory, wish) if directory.is_file() else of_directory(directory, wish)
    written = list(_written(table, language, said))
    if in_json:
        say.as_json(table)
    elif written:
        for place in written:
            say.text(f"{place}: {lines.title(language, table)}.")
    else:
        show(table, language)
    return DONE


def of_directory(directory: Path, wish: Wish) -> Document:
    """Return the table of a data directory, all from one moment."""
    with open_for_reading(directory) as opened, opened.store.reading():
        store, settings = opened.store, opened.settings
        size = store.size()
        if wish.weapon and _scope(wish, store.scopes()) == SET:
            wish = replace(wish, weapon=tags.named(wish.weapon, loaded(store, SET).state.weapons))

        def offset(scope: str) -> int:
            value = store.row(whole_set.NAME, scope)
            return int(read(value)["utc_offset_minutes"]) if value else settings.utc_offset_minutes

        number = store.number_of(wish.incident) or _number(wish.incident)
        body = record.read(store.entry(number).raw).body if wish.incident else {}
        scope = body["scope"] if wish.incident else _scope(wish, store.scopes())
        asked_index = Index()
        asked_index.grow(store.scope_entries(scope, 0))
        asked = _asked(wish, scope, number, body, offset(scope), asked_index)
        of = Of(unit=settings.unit, size=size, as_of=_as_of(store.entry(size)), offset_minutes=offset(scope))
        rules = rules_in(directory, settings)
        return made(Ledger(store, store.personal, rules), asked_index, asked, of, names=wish.names)


def of_bundle(file: Path, wish: Wish) -> Document:
    """Return the table of the records in an evidence bundle."""
    with _readable(file):
        size = file.stat().st_size
        content = file.read_bytes() if size <= LARGEST else b""
    held = bundled(content)
    number = _number(wish.incident) or next(
        (each.number for each in held.held.values() if each.act_id == wish.incident), 0
    )
    body = record.read(held.entry(number).raw).body if wish.incident else {}
    scope = body["scope"] if wish.incident else _scope(wish, held.scopes())
    index = Index()
    index.grow(held.scope_entries(scope))
    asked = _asked(wish, scope, number, body, 0, index)
    last = held.entry(held.size)
    of = Of(unit=held.unit, size=held.size, as_of=_as_of(last), offset_minutes=0, whole=False)
    return made(Ledger(held, lambda _: None, rules_among(held.opening)), index, asked, of, names=wish.names)


@contextmanager
def _readable(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError:
        raise WrongInput("input.no-file", f"The file {file} cannot be read.", "Check the path.") from None


def _number(named: str) -> int:
    return int(named) if named.isascii() and named.isdecimal() and len(named) <= _DIGITS else 0


def _scope(wish: Wish, scopes: tuple[str, ...]) -> str:
    day, slash, _ = wish.weapon.partition("/")
    named = wish.scope or (day if slash else SET)
    scope = SET if named == SET else newest_scope(named, scopes)
    if scope not in scopes:
        raise WrongInput(
            "input.unknown-day",
            f"No day {say.plain(named)} is told in this unit.",
            "All days and weapons: showsafe board DIR",
        )
    return scope


def _asked(wish: Wish, scope: str, number: int, body: dict[str, object], offset: int, index: Index) -> Asked:
    since, until = _moment(wish.since, offset, end=False), _moment(wish.until, offset, end=True)
    if wish.incident:
        return select.of_incident(number, body, offset, since=since, until=until)
    day = f"{day_of(scope)}/" if day_of(scope) else ""
    tag = wish.weapon.partition("/")[2] if "/" in wish.weapon and day else wish.weapon
    return select.of_weapon(f"{day}{tag}", scope, index, since=since, until=until)


def _moment(said: str, offset: int, *, end: bool) -> datetime | None:
    """Return the time that was typed; a date is a whole day where the set is."""
    if not said:
        return None
    try:
        if _DATE.fullmatch(said):
            day = datetime.combine(date.fromisoformat(said), time.max if end else time.min, UTC)
            return day - timedelta(minutes=offset)
        moment = datetime.fromisoformat(said)
        if moment.tzinfo is not None:
            return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise WrongInput(
        "input.wrong-value",
        f"{say.plain(said)!r} is neither a date nor a time with its zone.",
        "Write it as 2026-03-31 or 2026-03-31T11:30-06:00.",
    )


def _as_of(entry: Entry) -> str:
    return str(record.read(entry.raw).body["received_at"])


def _refuse_place(directory: Path, out: object, *, force: bool) -> None:
    if not isinstance(out, Path):
        return
    if directory.is_dir() and out.resolve().is_relative_to(directory.resolve()):
        raise WrongInput(
            "export.inside",
            "The file to write lies in the data directory itself.",
            "Choose a place somewhere else.",
        )
    if out.is_dir() or (out.exists() and not force):
        raise WrongInput(
            "duties.is-there",
            f"There is something at {out} already.",
            "Choose another name, or say --force to write over it.",
        )


def _written(table: Document, language: str, said: dict[str, object]) -> Iterator[Path]:
    if isinstance(said["csv"], Path):
        from showsafe.casefile.duties.sheet import sheet  # noqa: PLC0415 - as below

        yield _write(said["csv"], sheet(table, language))
    if isinstance(said["pdf"], Path):
        # Only here: the typesetter is large, and little else needs it.
        from showsafe.casefile.duties.paper import paper  # noqa: PLC0415

        yield _write(said["pdf"], paper(table, language))


def _write(place: Path, content: bytes) -> Path:
    with files.translated(place):
        files.write(place, content)
    return place


def show(table: Document, language: str) -> None:
    """Print the table for a person."""
    say.text(f"{words.said(language, 'title')}. {lines.title(language, table)}.", style="bold")
    for name, value in lines.facts(language, table):
        say.text(f"{name}: {value}")
    for caution in lines.cautions(language, table):
        say.text(caution, style=say.QUIET)
    say.text()
    say.text(words.said(language, "uses"), style="bold")
    for use in table["uses"]:
        _show_use(use, language, table["utc_offset_minutes"])
    say.text()
    say.text(words.said(language, "entries"), style="bold")
    for entry in table["entries"]:
        _show_entry(entry, language, table["utc_offset_minutes"])


def _show_use(use: Document, language: str, offset: int) -> None:
    after = f"{words.said(language, 'after')}: " if use["after"] else ""
    at = lines.local(use["at"], offset)
    say.text(f"{after}{use['record']}, {at}, {use['name'][language]}, {use['weapon']}", indent=2)
    for answer in use["ought"]:
        style = "bold" if answer["found"] == NO_RECORD else ""
        whose = "" if answer["found"] == RECORDED else f" ({answer['whose'][language]})"
        say.text(f"{answer['name'][language]}{whose}: {lines.found(language, answer)}", style=style, indent=4)
        for each in answer["said"]:
            say.text(f"{each['says']} [{each['code']}]", style=say.QUIET, indent=6)


def _show_entry(entry: Document, language: str, offset: int) -> None:
    about = f", {entry['about']}" if entry["about"] else ""
    stands = "; ".join(lines.stands(language, entry, offset))
    at = lines.local(entry["at"], offset)
    say.text(
        f"{entry['record']}, {at}, {entry['name'][language]}{about}{f' ({stands})' if stands else ''}",
        indent=2,
    )
    for part in entry["parts"]:
        duty = part["duty"]
        say.text(f"{lines.who(language, part['who'])}: {duty[language]}", indent=4)
        say.text(
            "; ".join(lines.clauses(language, duty["clauses"], duty["basis"])), style=say.QUIET, indent=6
        )
