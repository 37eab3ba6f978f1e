"""What a rule rests on: one clause, how well its source was read, and what force it has.

The clauses themselves are data (``sources.toml``); somebody else reads the text, and it comes in as a parsed
mapping.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from showsafe.errors import WrongInput

GRADES: Final = {
    "F": "the clause was read in full",
    "P": "the document was read in part, and the point was inside that part",
    "S": "known from a second-hand account",
    "M": "recollection, not read",
}
CLASSES: Final = {
    "H": "decided from what the record holds",
    "HA": "rests on a fresh statement by a named person",
    "A": "a statement that is wanted, and is no blocker",
    "R": "a reminder, a deadline, or a duty after the fact",
}
FORCES: Final = ("law", "guideline", "industry", "trade", "licence")

SECOND_HAND: Final = "known second-hand; not shown as law"

_CLAUSE_KEYS: Final = frozenset({"says", "grade", "class", "from", "force", "note"})
_SOURCE_KEYS: Final = frozenset({"url", "title"})


class ProfileError(WrongInput, ValueError):
    """A profile or the list of clauses is not what it has to be; ``key`` names the place in the file."""

    def __init__(self, key: str, says: str, now: str) -> None:
        super().__init__("profile.invalid", f"{key}: {says}", now)
        self.key = key


@dataclass(frozen=True, slots=True)
class Source:
    """Where a clause was read: ``key`` as in the lists, the page's ``title``, its ``url``."""

    key: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Clause:
    """One written rule, in our own words, with its ``grade``, class (``klass``), ``force`` and ``sources``.

    ``note`` says what a reader must know about the copy that was read, such as its age; it is often empty.
    """

    id: str
    says: str
    grade: str
    klass: str
    force: str
    sources: tuple[Source, ...]
    note: str = ""

    @property
    def was_read(self) -> bool:
        """Say whether the clause itself was read, in full or in the part that matters."""
        return self.grade in {"F", "P"}

    @property
    def label(self) -> str:
        """Return what is shown beside the clause: its id, or that it is known second-hand only."""
        return self.id if self.was_read else SECOND_HAND


def clauses_from(mapping: Mapping[str, object]) -> dict[str, Clause]:
    """Return every clause of a parsed ``sources.toml`` by its id.

    Raises:
        ProfileError: an unknown or missing key, a wrong word, or a source that is not listed.
    """
    refuse_unknown("sources", mapping, frozenset({"clause", "source"}))
    listed = table("source", mapping.get("source", {}))
    sources = {key: _source(key, table(f"source.{key}", entry)) for key, entry in listed.items()}
    entries = table("clause", mapping.get("clause", {}))
    return {id_: _clause(id_, table(f"clause.{id_}", entry), sources) for id_, entry in entries.items()}


def _source(key: str, entry: Mapping[str, object]) -> Source:
    place = f"source.{key}"
    refuse_unknown(place, entry, _SOURCE_KEYS)
    return Source(key, text(f"{place}.title", entry.get("title")), text(f"{place}.url", entry.get("url")))


def _clause(id_: str, entry: Mapping[str, object], sources: Mapping[str, Source]) -> Clause:
    place = f"clause.{id_}"
    refuse_unknown(place, entry, _CLAUSE_KEYS)
    grade = one_of(f"{place}.grade", entry.get("grade"), tuple(GRADES))
    keys = words(f"{place}.from", entry.get("from"))
    for key in keys:
        if key not in sources:
            raise ProfileError(f"{place}.from", f"the source {key} is not listed.", f"Add [source.{key}].")
    if not keys and grade != "M":
        raise ProfileError(f"{place}.from", "no source is named.", "Name one, or grade the clause M.")
    return Clause(
        id=id_,
        says=text(f"{place}.says", entry.get("says")),
        grade=grade,
        klass=one_of(f"{place}.class", entry.get("class"), tuple(CLASSES)),
        force=one_of(f"{place}.force", entry.get("force"), FORCES),
        sources=tuple(sources[key] for key in keys),
        note=text(f"{place}.note", entry["note"]) if "note" in entry else "",
    )


def refuse_unknown(key: str, entry: Mapping[str, object], known: frozenset[str]) -> None:
    """Raise ``ProfileError`` if ``entry`` has a key that is not ``known``: it is refused, never guessed."""
    for name in sorted(set(entry) - known):
        says = f"the key {name} is not known."
        raise ProfileError(f"{key}.{name}", says, f"Use one of: {', '.join(sorted(known))}.")


def table(key: str, value: object) -> Mapping[str, object]:
    """Return ``value`` as a table of named entries, or raise ``ProfileError``."""
    if not isinstance(value, Mapping) or not all(isinstance(name, str) for name in value):
        raise ProfileError(key, "a table is wanted here.", f"Write it as [{key}].")
    return value


def text(key: str, value: object) -> str:
    """Return ``value`` as a text that is not empty, or raise ``ProfileError``."""
    if not isinstance(value, str) or not value.strip():
        raise ProfileError(key, "a text is wanted here.", "Write one short sentence or word in quotes.")
    return value


def one_of(key: str, value: object, allowed: tuple[str, ...]) -> str:
    """Return ``value`` if it is one of the ``allowed`` words, or raise ``ProfileError``."""
    word = text(key, value)
    if word not in allowed:
        raise ProfileError(key, f"{word} is not a word for this.", f"Use one of: {', '.join(allowed)}.")
    return word


def words(key: str, value: object) -> tuple[str, ...]:
    """Return ``value`` as a list of words in which none is empty and none comes twice."""
    if not isinstance(value, list | tuple):
        raise ProfileError(key, "a list is wanted here.", 'Write it as ["one", "two"].')
    found = tuple(text(key, item) for item in value)
    if len(set(found)) != len(found):
        raise ProfileError(key, "a word is listed twice.", "List each word once.")
    return found
