"""What a row of a table of entry kinds says: the name of an entry, its record, its keys, and what it may refer to.

An entry has a name in the imperative, its record one in the past tense. Every key is in the row, with how its value is
read, whether it has to be there, and whether it is personal: of a personal value only a commitment stands in the
record, the value itself lies beside it. What is not in the table is refused with its name, and nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from showsafe.application.nearest import did_you_mean
from showsafe.books.pages import Pages
from showsafe.books.values import Read
from showsafe.errors import WrongInput

Check = Callable[[Pages, Mapping[str, Any], str], None]
"""Lets an entry pass: the book before it, its keys, and who enters it. Raises WrongInput with what stands against it.

It is asked again of every record by the audit, with the book as it was then. It may look at nothing else; values that
were erased since are None.
"""


@dataclass(frozen=True, slots=True)
class Key:
    """One key of an entry: how it is read, whether it has to be there, whether it is personal, and its default."""

    read: Read
    needed: bool = False
    sealed: bool = False
    default: Any = None


def must(read: Read) -> Key:
    """Return a key that every entry of the kind says."""
    return Key(read, needed=True)


def may(read: Read, default: Any = "") -> Key:  # noqa: ANN401 - the value of any key
    """Return a key that may be left out; ``default`` stands for what was not said."""
    return Key(read, default=default)


def personal(read: Read, *, needed: bool = False, default: Any = "") -> Key:  # noqa: ANN401 - as above
    """Return a key whose value is sealed: names, addresses, and texts of any length."""
    return Key(read, needed=needed, sealed=True, default=default)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of entry.

    ``second`` names the key that holds the second person, who is never the one that enters. ``about`` says which keys
    hold numbers of earlier entries, and of which kinds these may be; 0 and an empty list are of none. ``attached``: an
    entry brings the files whose sums stand in the record. ``by_node``: only the program itself enters it. ``check`` is
    asked last.
    """

    name: str
    record: str
    keys: Mapping[str, Key]
    second: str = ""
    about: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    attached: bool = False
    by_node: bool = False
    check: Check | None = None


def read(kind: Kind, said: Mapping[str, Any]) -> dict[str, Any]:
    """Return the keys of an entry, each in its one form, with the defaults of the open ones that were not said.

    Raises WrongInput: ``book.unknown-key``, ``book.missing-key``, ``book.wrong-value``.
    """
    for key in said:
        if key not in kind.keys:
            meant = did_you_mean(str(key), kind.keys, f"Its keys: {', '.join(kind.keys)}.")
            raise WrongInput("book.unknown-key", f"{kind.name} has no key {str(key)[:40]!r}.", meant)
    whole: dict[str, Any] = {}
    for key, row in kind.keys.items():
        if key in said and not (said[key] == row.default and not row.needed):
            whole[key] = row.read(said[key], f"{key} of {kind.name}")
        elif row.needed:
            needs = ", ".join(name for name, each in kind.keys.items() if each.needed)
            raise WrongInput(
                "book.missing-key", f"{kind.name} does not say {key}.", f"Add {key}; it needs: {needs}."
            )
        elif not row.sealed:
            whole[key] = row.default
    return whole


def allow(kind: Kind, pages: Pages, said: Mapping[str, Any], by: str) -> None:
    """Let an entry pass that may be made in a book as it is now.

    Raises WrongInput: ``book.same-person``, ``book.no-such-entry``, ``book.other-kind``, and as ``Kind.check``.
    """
    if kind.second and said.get(kind.second) == by:
        raise WrongInput(
            "book.same-person",
            f"{kind.second} of {kind.name} is {by}, who enters it.",
            "Two people, and never one twice: name another one.",
        )
    for key, kinds in kind.about.items():
        _refers(kind, pages, said.get(key), key, kinds)
    if kind.check is not None:
        kind.check(pages, said, by)


def _refers(kind: Kind, pages: Pages, value: Any, key: str, kinds: tuple[str, ...]) -> None:  # noqa: ANN401 - of any key
    for number in value if isinstance(value, list) else [value]:
        if not number:
            continue
        found = pages.at(number)
        if found is None:
            raise WrongInput(
                "book.no-such-entry",
                f"{key} of {kind.name} says entry {number}, and this book has none of that number.",
                "Look for the entry that is meant, and give its number.",
            )
        if found.kind not in kinds:
            raise WrongInput(
                "book.other-kind",
                f"{key} of {kind.name} says entry {number}, which is of the kind {found.kind}.",
                f"Give the number of an entry of: {', '.join(kinds)}.",
            )


def fault_of(kind: Kind, act: Mapping[str, Any], sealed: Iterable[str]) -> str:
    """Say why the keys of a record are not those of its kind, or nothing.

    ``act`` has the values that are opened; ``sealed`` names the keys that stand as commitments, opened or not. A key
    that a later version of the program knows with a default may be missing.
    """
    closed = set(sealed)
    for key in (*act, *closed):
        if key not in kind.keys:
            return f"its key {str(key)[:40]} is none of {kind.name}"
    for key, row in kind.keys.items():
        if row.needed and key not in act and key not in closed:
            return f"it does not say {key}"
        if row.sealed != (key in closed) and (key in act or key in closed):
            return f"its {key} stands in the open" if row.sealed else f"its {key} is sealed"
        if key in act and (row.needed or act[key] != row.default):
            try:
                row.read(act[key], key)
            except WrongInput as error:
                return error.says.rstrip(".")
    return ""
