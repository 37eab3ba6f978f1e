"""``showsafe book``: the books beside the record: entered, corrected, found, shown, and printed."""

from __future__ import annotations

from pathlib import Path

import click

from showsafe.adapters import book_directory
from showsafe.books.kinds import SORTS, sort_of
from showsafe.entrypoints.cli import act, book_show, book_work, say
from showsafe.entrypoints.cli.app import DONE
from showsafe.projections.numbers import counted


@click.group(
    "book",
    short_help="the bound book and the office's book, beside the record of the set",
    epilog="Every command has --json.",
)
def book() -> None:
    """Enter, correct, find and show what lies beside the record of the set.

    There are two books: bound-book, of what a licensee acquires and disposes of, and office, of everything else. Each
    is a data directory of its own in DIR.books: showsafe verify DIR.books/bound-book checks it.
    """


@book.command("list", short_help="list the books of a production")
@act.DIRECTORY
@act.IN_JSON
def listed(directory: Path, *, in_json: bool) -> int:
    """List the books that there are; one that nobody entered anything in yet is not made."""
    names = book_directory.books(directory)
    if in_json:
        say.as_json({"books": names, "folder": str(book_directory.folder_of(directory))})
        return DONE
    for name in names:
        say.text(name)
    say.text(f"{counted(len(names), 'book')} in {book_directory.folder_of(directory)}.")
    return DONE


@book.command("kinds", short_help="say what can be entered, and with which keys")
@click.argument("name", metavar="BOOK", type=click.Choice(tuple(SORTS)))
@click.argument("kind", metavar="[KIND]", required=False)
@act.IN_JSON
def kinds(name: str, kind: str | None, *, in_json: bool) -> int:
    """List the kinds of entries of a book, or the keys of one: which it needs, and which are personal."""
    sort = sort_of(name)
    rows = [sort.kind(kind)] if kind is not None else list(sort.kinds.values())
    shown = [
        {
            "kind": row.name,
            "record": row.record,
            "by_the_program": row.by_node,
            "keys": [
                {"key": key, "needed": each.needed, "personal": each.sealed} for key, each in row.keys.items()
            ],
        }
        for row in rows
    ]
    if in_json:
        say.as_json({"book": name, "kinds": shown})
        return DONE
    for row in rows:
        if row.by_node:
            continue
        needs = [key for key, each in row.keys.items() if each.needed]
        others = [f"{key}*" if each.sealed else key for key, each in row.keys.items() if not each.needed]
        say.text(row.name, style="bold")
        say.text(f"needs: {', '.join(needs) or 'nothing'}", indent=2)
        if others:
            say.text(f"may say: {', '.join(others)}", indent=2)
    say.text()
    say.text("* personal: it lies beside the record, not in it.", style=say.QUIET)
    return DONE


for each in (*book_work.COMMANDS, *book_show.COMMANDS):
    book.add_command(each)
