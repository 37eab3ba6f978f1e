"""What a case holds as of its last record: frozen values, made of records alone.

A value that is personal is None, or empty, once it was erased; that there was one still shows. Nothing here says what
is true: sources say what they say, readers propose, and people confirm, correct or reject with their name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Grown(Generic[T]):
    """A list that only grows; each of its states stays as it was, and all of them share one list."""

    __slots__ = ("_items", "_length")

    def __init__(self, items: list[T] | None = None, length: int = 0) -> None:
        """Begin with nothing, or share a list up to a length."""
        self._items: list[T] = [] if items is None else items
        self._length = length

    def with_item(self, item: T) -> Grown[T]:
        """Return it with one item more."""
        items = self._items
        if len(items) != self._length:
            items = items[: self._length]
        items.append(item)
        return Grown(items, self._length + 1)

    def __len__(self) -> int:
        """Return how many items there are."""
        return self._length

    def __iter__(self) -> Iterator[T]:
        """Yield the items in order."""
        return iter(self._items[: self._length])

    def last(self, most: int, skip: int = 0) -> list[T]:
        """Return up to so many of the last items, the newest first, after skipping some."""
        end = max(self._length - skip, 0)
        return self._items[max(end - most, 0) : end][::-1]

    def __eq__(self, other: object) -> bool:
        """Whether both hold the same items."""
        return isinstance(other, Grown) and list(self) == list(other)

    def __hash__(self) -> int:
        """Return a number that is equal for equal lists of hashable items."""
        return hash(tuple(self))


@dataclass(frozen=True, slots=True)
class Said:
    """Who recorded something in the case, when, and as which record."""

    number: int
    at: str
    by: str


@dataclass(frozen=True, slots=True)
class Statement:
    """What a source reports somebody to have said, as a reader proposed it or a person added it.

    ``mention`` are the words that name the speaker, ``name`` the fullest name the source has for them; both are empty
    where nobody is named, and both of ``to`` so too. ``about`` are its dates, ``events`` its words for events.
    """

    id: str
    start: int
    end: int
    text: str
    spans: tuple[tuple[int, int], ...]
    kind: str
    mention: str = ""
    name: str = ""
    said: tuple[str, str, str] = ("", "unknown", "")
    """When it was said: the date in EDTF, its kind, its precision."""

    about: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    depth: int = 1
    signs: tuple[str, ...] = ()
    confidence: int = 0
    rule: str = ""
    to: tuple[str, str] = ("", "")
    alternatives: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """What a person said of a proposed statement; ``party`` where they are a party to the matter.

    ``content`` is what they put in its place, None where there is none or it was erased; ``text`` the words at its
    spans. ``reading`` is the record of the reading whose statement this is.
    """

    by: Said
    statement: str
    as_: str
    after: int
    reading: int
    party: bool
    content: Mapping[str, Any] | None = None
    text: str = ""
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a source: the reader, and the statements that it proposed; none where they were erased."""

    by: Said
    reader: str
    edition: str
    count: int
    proposals: str
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A statement beside a record of the production, as a person put them."""

    by: Said
    statement: str
    reading: int
    record: int
    as_: str
    party: bool
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Gone:
    """How a source left the views: ``sealed`` by an order, ``withdrawn``, or ``erased``; the words may be erased."""

    how: str
    by: Said
    on: str = ""
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One source, stored whole; ``original``, ``text``, ``map`` are commitments to what lies beside the record.

    ``added`` are the reviews that add a statement, by their ids; ``digests`` are sums of the original and of its words,
    in memory alone, by which the same source is noticed when it comes again. ``unread`` are its pages without text.
    """

    id: str
    by: Said
    type: str
    format: str
    published: str
    about: Mapping[str, str] | None
    sealed: Mapping[str, str]
    length: int = 0
    same_as: str = ""
    corrects: str = ""
    digests: tuple[str, ...] = ()
    unread: tuple[int, ...] = ()
    readings: tuple[Reading, ...] = ()
    reviews: Mapping[str, tuple[Review, ...]] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    gone: Gone | None = None

    @property
    def reading(self) -> Reading | None:
        """The last reading, if there is one."""
        return self.readings[-1] if self.readings else None


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the case: a role for everybody, a name for those who may see it; "" once it was erased."""

    id: str
    by: Said
    role: str
    name: str = ""
    also: tuple[str, ...] = ()
    ledger_id: str = ""
    party: bool = False
    erased: bool = False


@dataclass(frozen=True, slots=True)
class Access:
    """That somebody may use the case in a role, for a purpose, until a day or until it is ended."""

    by: Said
    person: str
    role: str
    purpose: str
    until: str = ""
    ended: Said | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """An evidence bundle of the production's ledger that was taken into the case: its sum, and of how many records."""

    by: Said
    bundle: str
    size: int
    root: str


@dataclass(frozen=True, slots=True)
class Labelled:
    """What a person said of two statements that share an event and a slot: a neutral label."""

    by: Said
    a: str
    b: str
    slot: str
    as_: str
    party: bool
    readings: tuple[int, int] = (0, 0)
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Matter:
    """A dated procedural fact about a person, on an official source."""

    by: Said
    person: str
    state: str
    on: str
    source: str
    matter: str | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What somebody replied, or that they were asked on a day and nothing was received."""

    by: Said
    to: str
    person: str
    on: str
    source: str
    received: bool
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """Words that contest or correct an entry; ``of`` is whose they are, where that is not who recorded them."""

    by: Said
    what: str
    of: str
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the safety history of a weapon, a lot, or a person of the case."""

    id: str
    by: Said
    about: tuple[str, str]
    type: str
    on: str
    source: str
    expires: str
    text: str | None = None
    contested: tuple[Note, ...] = ()
    erased: bool = False


@dataclass(frozen=True, slots=True)
class Hold:
    """A legal hold: while it is open, nothing is erased."""

    by: Said
    of: str
    on: str
    order: str | None = None
    ended: Said | None = None
    ended_on: str = ""
    ended_order: str | None = None


@dataclass(frozen=True, slots=True)
class Erased:
    """That something was erased, or that it was asked and a hold refused it."""

    by: Said
    what: str
    reason: str
    refused: bool


@dataclass(frozen=True, slots=True)
class Looked:
    """Who looked at what, and when."""

    number: int
    at: str
    by: str
    what: str


@dataclass(frozen=True, slots=True)
class Exported:
    """What was handed out, in which format, under which sums; ``opened`` where personal values were in it.

    ``files`` is the commitment to the files, which lie beside the record so that they can be erased; "" where none were
    kept, or they are erased.
    """

    by: Said
    what: str
    format: str
    sums: Mapping[str, str]
    opened: bool
    files: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """How the case was opened; the title is None once it was erased."""

    by: Said
    production: str
    origin: str
    incident: int
    purpose: str
    retention: str
    languages: tuple[str, ...]
    title: str | None = None


_NEVER = "9999-12-31"


def _none() -> Mapping[Any, Any]:
    return {}


@dataclass(frozen=True, slots=True)
class CaseState:
    """Everything that the records of a case say, as of the last of them.

    ``sealed`` are the commitments of each source, person and entry, by its id: what an erasure of it erases. ``last``
    is who recorded something last, looks and exports apart.
    """

    number: int = 0
    opening: Opening | None = None
    taken: tuple[Taken, ...] = ()
    access: tuple[Access, ...] = ()
    people: Mapping[str, Person] = field(default_factory=_none)
    sources: Mapping[str, Source] = field(default_factory=_none)
    pairs: Mapping[tuple[str, str, str], tuple[Labelled, ...]] = field(default_factory=_none)
    matters: tuple[Matter, ...] = ()
    replies: tuple[Reply, ...] = ()
    history: Mapping[str, Entry] = field(default_factory=_none)
    corrections: tuple[Note, ...] = ()
    holds: tuple[Hold, ...] = ()
    erasures: tuple[Erased, ...] = ()
    exports: tuple[Exported, ...] = ()
    looks: Grown[Looked] = field(default_factory=Grown)
    sealed: Mapping[str, tuple[str, ...]] = field(default_factory=_none)
    last: Said | None = None
    closed: tuple[Said, str] | None = None

    def role_of(self, who: str, today: str) -> str:
        """Return the role in which somebody has access on a day, or "" where they have none."""
        now = [each for each in self.access if each.person == who and each.ended is None]
        valid = [each for each in now if not each.until or each.until >= today]
        return valid[-1].role if valid else ""

    def is_party(self, who: str) -> bool:
        """Whether somebody at the node is a party to the matter: a person of the case, or with access as a party ever.

        Nobody has to say it of them, and nobody is less of one for the access that they were given since.
        """
        own = who.rpartition("/")[2]
        named = any(each.ledger_id.rpartition("/")[2] == own for each in self.people.values() if own)
        return named or any(each.person == who and each.role == "party" for each in self.access)

    def owned(self, but: str) -> bool:
        """Whether somebody else than one person owns the case, without an end."""
        others = {each.person for each in self.access if each.ended is None} - {but}
        return any(self.role_of(each, _NEVER) == "owner" for each in others)

    def held(self) -> tuple[Hold, ...]:
        """Return the legal holds that are open."""
        return tuple(each for each in self.holds if each.ended is None)
