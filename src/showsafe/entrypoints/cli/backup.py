"""``showsafe backup``: the whole unit in one file, also while it is served."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import Any

import click

from showsafe.adapters import book_directory
from showsafe.adapters.clock import SystemClock
from showsafe.entrypoints import book_backing
from showsafe.entrypoints.backing import Made
from showsafe.entrypoints.book_backing import BookMade
from showsafe.entrypoints.cli import act, say
from showsafe.entrypoints.cli.app import DONE
from showsafe.projections.numbers import counted


@click.command("backup", short_help="copy the whole unit into one file")
@act.DIRECTORY
@click.argument("out", metavar="OUT", type=act.PLACE)
@act.IN_JSON
def backup(directory: Path, out: Path, *, in_json: bool) -> int:
    """Copy records, settings, badges and the node's key into the file OUT, or into a new file in the folder OUT.

    It works beside a program that serves DIR, which waits for nothing. The copy is checked whole before it counts.
    In a folder OUT each book beside DIR gets a file of its own too.
    Whoever has the file can sign as this node: keep it as you keep the key.
    """
    made, books, left = book_backing.taken(directory, out, SystemClock())
    if in_json:
        others = [{"book": each.name, "logged": each.logged, **_as_json(each.made)} for each in books]
        say.as_json({**_as_json(made), "books": others, "books_left_out": list(left)})
        return DONE
    say.text(f"{made.file}: {counted(made.size, 'record')}, checked whole.", style="bold")
    say.text(
        "It holds the node's private key. Keep it where nobody else can read it, and not on this machine."
    )
    if made.open_to_others:
        say.text("This disk keeps no rights: whoever has it can read the file. Encrypt it, or lock it away.")
    for each in books:
        _show_book(each, alone=each.made is made)
    for name in left:
        say.text(f"The book {name} is not in it. Back it up too:")
        say.command(f"showsafe backup {quote(str(book_directory.place(directory, name)))} FOLDER")
    say.text("Certificates for HTTPS are not in it; they have a copy of their own. To put it back:")
    say.command(f"showsafe restore {quote(str(made.file))} DIR --seen CHECKPOINT")
    return DONE


def _as_json(made: Made) -> dict[str, Any]:
    return {
        "file": str(made.file),
        "records": made.size,
        "root": made.root,
        "open_to_others": made.open_to_others,
    }


def _show_book(book: BookMade, *, alone: bool) -> None:
    if not alone:
        say.text(
            f"{book.made.file}: {counted(book.made.size, 'record')} of the book {book.name}, checked whole."
        )
    if book.logged:
        say.text(f"Logged in the bound book as {book.logged}.")
    elif book.why:
        say.text(f"It could not be logged in the bound book: {book.why}")
