"""The commands of ``showsafe book`` that show something: a view, what is found, the registers of a place."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from showsafe import bootstrap
from showsafe.adapters import files
from showsafe.application.records import stamp
from showsafe.books.bound import find, flags
from showsafe.books.bound.find import Asked
from showsafe.books.bound.sheet import sheet
from showsafe.books.bound.view import BOTH, VIEWS, Viewing
from showsafe.books.kinds import BOUND
from showsafe.books.pages import Kept, Pages
from showsafe.books.registers import table as registers
from showsafe.entrypoints import materials
from showsafe.entrypoints.cli import act, say
from showsafe.entrypoints.cli.app import DONE, NO
from showsafe.entrypoints.cli.book_work import BOOK
from showsafe.entrypoints.cli.tasks import clause_in_words
from showsafe.errors import WrongInput
from showsafe.projections.numbers import counted

_VIEW = click.option(
    "--view", type=click.Choice(VIEWS), default=BOTH, help="As written, as it is now, or both."
)
_NAMES = click.option("--names", is_flag=True, help="With names and addresses, for those who may see them.")
_CSV = click.option("--csv", "out", metavar="FILE", type=act.PLACE, help="Write it as CSV.")
_NO_NAME = "(kept back)"
_FLAGS = {
    flags.AHEAD: "a day that lay ahead when it was written",
    flags.ENTERED_AHEAD: "a day of entry in an earlier book that cannot be right",
    flags.BEFORE: "it went before it came",
    flags.GONE_TWICE: "a second disposition that stands",
    flags.HELD_TWICE: "a serial that another line holds too",
    flags.STRUCK: "struck, and its disposition stands",
}


@click.command("show", short_help="show a book")
@act.DIRECTORY
@BOOK
@_VIEW
@_NAMES
@_CSV
@act.IN_JSON
def show(directory: Path, name: str, view: str, out: Path | None, **how: bool) -> int:
    """Show the bound book as it was written, as it is now, or both; or every entry of the office's book."""
    if name != BOUND:
        if out is not None:
            raise WrongInput("input.usage", "--csv belongs to the bound book.", "showsafe book show --help")
        _entries(bootstrap.read_book(directory, name), **how)
        return DONE
    _bound(directory, Asked(), view, out, **how)
    return DONE


@click.command("query", short_help="find lines of the bound book")
@act.DIRECTORY
@click.option(
    "--serial", default="", metavar="TEXT", help="A serial; spaces, hyphens and capitals do not count."
)
@click.option("--like", is_flag=True, help="With --serial: also what is read for it, such as O for 0.")
@click.option(
    "--name", "named", default="", metavar="TEXT", help="Part of a name, or the number of a licence."
)
@click.option("--weapon", default="", metavar="ID", help="A weapon by its id on set.")
@click.option("--on", default="", metavar="DAY", help="Acquired or disposed of on a day.")
@click.option("--from", "since", default="", metavar="DAY", help="... from a day on.")
@click.option("--to", "until", default="", metavar="DAY", help="... up to a day.")
@click.option("--side", type=click.Choice(("acquired", "disposed")), help="Of which of the two the days are.")
@_VIEW
@_NAMES
@_CSV
@act.IN_JSON
def query(directory: Path, view: str, out: Path | None, *, names: bool, in_json: bool, **said: Any) -> int:  # noqa: ANN401
    """Find lines by serial, name and day; what was corrected since is found by what was first written too.

    Exit status 1 where nothing is found.
    """
    said["name"] = said.pop("named")
    on = said.pop("on")
    if on and (said["since"] or said["until"]):
        raise WrongInput("input.usage", "Say --on, or --from and --to.", "showsafe book query --help")
    said = {**said, "since": on or said["since"], "until": on or said["until"], "side": said["side"] or ""}
    what = find.asked(**said)
    if not what.anything:
        raise WrongInput("input.usage", "Say what to look for.", "showsafe book query --help")
    return DONE if _bound(directory, what, view, out, names=names, in_json=in_json) else NO


@click.command("register", short_help="show the register that a place wants, made from the record")
@act.DIRECTORY
@click.argument("place", metavar="PLACE", type=click.Choice(tuple(registers.REGISTERS)))
@_NAMES
@_CSV
@act.IN_JSON
def register(directory: Path, place: str, out: Path | None, *, names: bool, in_json: bool) -> int:
    """Show who had which weapon when (au-nsw), every transaction (au-qld), or each day with the police (nz).

    Made from the record of the set: nothing is entered twice.
    """
    with materials.of_directory(directory) as material:
        found = registers.made(material, place, names=names)
        written = registers.as_csv(found) if out is not None else b""
        lines = list(registers.lines_of(found))
    if out is not None:
        _write(directory, out, written)
    if in_json:
        say.as_json(found)
        return DONE
    say.text(f"{found['title']}: {counted(len(lines), 'line')}.", style="bold")
    if not found["in_force"]:
        say.text(f"This unit does not work by the rules of {place}.")
    for line in lines if out is None else ():
        said = (f"{key.replace('_', ' ')} {value}" for key, value in line.items() if value)
        say.text(", ".join(said), indent=2, hang=4)
    for clause in found["clauses"]:
        say.text(f"{clause['says']} {clause_in_words(clause)}", style=say.QUIET)
    if out is not None:
        say.text(f"{out}: written as CSV.")
    return DONE


COMMANDS = (show, query, register)


def _bound(directory: Path, what: Asked, view: str, out: Path | None, *, names: bool, in_json: bool) -> int:
    """Show the lines that are found; return how many."""
    with materials.of_directory(directory) as material:
        book = material.bound
        lines = find.find(book.lines, what) if what.anything else book.lines
        found = Viewing(book, material.clauses, view, material.offset_minutes, names=names).whole(lines)
    if out is not None:
        _write(directory, out, sheet(found))
    if in_json:
        say.as_json(found)
    else:
        _show(found, shown=out is None)
    return len(found["lines"])


def _write(directory: Path, out: Path, content: bytes) -> None:
    if out.resolve().is_relative_to(directory.resolve()) or out.exists():
        raise WrongInput(
            "export.is-there",
            f"There is something at {out}, or it is the directory itself.",
            "Choose another name.",
        )
    with files.translated(out):
        files.write(out, content)


def _show(found: Mapping[str, Any], *, shown: bool) -> None:
    for licence in found["licences"]:
        say.text(
            f"{licence['licensee']}, {licence['licence']} {licence['number']}, {licence['premises']}, "
            f"since {licence['since']}",
            style="bold",
        )
    for line in found["lines"] if shown else ():
        say.text(f"{line['line']:>4}  {line['state']}{_about(line)}", style="bold", hang=6)
        _side("in", line["acquired"])
        for side in (line["disposed"], *line["disposed_again"]):
            if side is not None:
                _side("out", side)
        for flag in line["flags"]:
            other = f", see entry {flag['other']}" if flag["other"] else ""
            say.text(f"to be looked at: {_FLAGS[flag['flag']]}, entry {flag['entry']}{other}", indent=6)
        for loss in line["losses"]:
            stands = (each for each in loss["told"] if not each["struck"])
            told = ", ".join(map(_told, stands)) or "nobody told"
            say.text(f"{loss['as']} found {loss['found']}, entry {loss['entry']}; {told}", indent=6)
            for each in (loss, *loss["told"]):
                _changes(each, f"entry {each['entry']} ")
    say.text(
        f"{counted(len(found['lines']), 'line')}, view {found['view']}; {found['held']} held, "
        f"{found['late']} late, {found['lacking']} lacking, {counted(found['corrections'], 'correction')}, "
        f"{found['struck']} struck. Up to entry {found['last_entry']}."
    )


def _about(line: Mapping[str, Any]) -> str:
    weapon = f", {line['weapon']} on set" if line["weapon"] else ""
    crosses = f", see entries {', '.join(map(str, line['crosses']))}" if line["crosses"] else ""
    return weapon + crosses


def _told(told: Mapping[str, Any]) -> str:
    late = f" ({counted(told['late_hours'], 'hour')} late)" if told["late_hours"] else ""
    return f"{told['to']} {told['told']}{late}"


def _side(way: str, side: Mapping[str, Any]) -> None:
    facts = [f"{key} {_cell(value)}" for key, value in side["facts"].items() if value not in ("", False)]
    say.text(
        f"{way} {side['entry']}, entered {side['entered']} by {side['by']}: {', '.join(facts)}", indent=6
    )
    for key, value in side["original"].items():
        say.text(f"first written: {key} {_cell(value)}", indent=8)
    first = side["late_as_entered"] if side["late_as_entered"] != side["late"] else None
    for late, words in ((side["late"], "late"), (first, "late as first written")):
        if late:
            say.text(
                f"{words} by {counted(late['days'], 'day')}, due {late['due']} [{late['clause']}]", indent=8
            )
    for lack in side["lacks"]:
        say.text(f"does not say {lack['fact']} [{lack['clause']}]", indent=8)
    if side["clock_back"]:
        say.text("the clock of the node had gone back when it was entered", indent=8)
    if side["carried"]:
        say.text(f"carried over from {side['carried']}", indent=8)
    _changes(side)


def _changes(side: Mapping[str, Any], of: str = "") -> None:
    """Print what corrects an entry, and what strikes it; ``of`` which entry, where that is not plain."""
    for each in side["corrections"]:
        keys = ", ".join(each["now"])
        say.text(f"{of}corrected in entry {each['entry']} by {each['by']}: {keys}. {each['why']}", indent=8)
    if side["struck"]:
        struck = side["struck"]
        say.text(f"{of}struck in entry {struck['entry']} by {struck['by']}: {struck['why']}", indent=8)


def _cell(value: Any) -> str:  # noqa: ANN401 - any value of a view
    if value is None:
        return _NO_NAME
    return "yes" if value is True else str(value)


def _entries(pages: Pages, *, names: bool, in_json: bool) -> None:
    """Show every entry of a book; personal values only where they may be seen."""
    shown = [_entry(kept, names=names) for kept in pages]
    if in_json:
        say.as_json({"book": pages.book, "entries": shown})
        return
    for each in shown:
        keys = ", ".join(
            f"{key} {_cell(value)}" for key, value in each["keys"].items() if value not in ("", [], 0)
        )
        say.text(f"{each['entry']}  {each['recorded']} {each['kind']} by {each['by']}: {keys}", hang=6)
    say.text(f"Entries in {pages.book}: {len(shown)}.")


def _entry(kept: Kept, *, names: bool) -> dict[str, Any]:
    keys = {key: None if key in kept.sealed and not names else value for key, value in kept.keys.items()}
    return {
        "entry": kept.number,
        "kind": kept.kind,
        "by": kept.by,
        "at": stamp(kept.at),
        "recorded": stamp(kept.received),
        "keys": keys,
        "erased": sorted(kept.erased),
        "attachments": list(kept.attachments),
    }
