"""What a paper may read: the records of the set, its state and views, the days, the people, and the books beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any

from showsafe.application.records import event_of, unstamp
from showsafe.application.states import loaded
from showsafe.books.pages import Pages
from showsafe.domain.events import Event
from showsafe.domain.state import State
from showsafe.errors import Unusable, WrongInput
from showsafe.ledger import record
from showsafe.ledger.store import Store
from showsafe.papers import shown
from showsafe.papers.days import Day, day_of
from showsafe.projections.project import of_this_layout, stale
from showsafe.projections.rows import SET, key_of, read, short
from showsafe.rules.profile import Profile

Books = Callable[[str], Pages]
"""Opens a book beside the unit for reading by its name; one that is not there reads as empty."""

_DIGITS = 12

MOST_ROWS = 4000
"""So many rows a table of a paper has at the most, the newest: the typesetter takes a tenth of a megabyte for each."""

REBUILD = "No answer means hot. The records are whole; make it anew: showsafe rebuild DIR"


Ledgers = Callable[[str], AbstractContextManager["tuple[Store, str] | None"]]
"""Opens the ledger of a book, with the name under which it signs; None where the book is not there."""


@contextmanager
def no_ledger(name: str) -> Iterator[tuple[Store, str] | None]:  # noqa: ARG001 - the shape of Ledgers
    """Stand in where no books were given."""
    yield None


def no_books(name: str) -> Pages:
    """Stand in where no books were given: each is empty."""
    return Pages(name)


@dataclass(slots=True)
class Line:
    """One record of the set: what it says, and the event that it is."""

    number: int
    body: dict[str, Any]
    event: Event


@dataclass
class Source:
    """One unit, opened for looking, all as of one moment; of the set itself, or of a day that was told.

    ``rules`` is the profile that the unit works by, where the program has it. ``told`` says whether papers of told days
    may be made at all.
    """

    store: Store
    unit: str
    books: Books = no_books
    rules: Profile | None = None
    ledgers: Ledgers = no_ledger
    told: bool = True
    scope: str = SET
    _who: dict[tuple[str, str], str] = field(default_factory=dict)

    @cached_property
    def size(self) -> int:
        """How many records there are."""
        return self.store.size()

    @cached_property
    def state(self) -> State:
        """The state of the set as of the last record: a snapshot and the records since."""
        return loaded(self.store, self.scope).state

    @cached_property
    def offset(self) -> int:
        """How many minutes the clock of the set is from UTC."""
        return self.state.offset_minutes

    # -- records

    def body(self, number: int) -> dict[str, Any]:
        """Return what a record says; raises WrongInput for one that is not there."""
        return dict(record.read(self.store.entry(number).raw).body)

    def line(self, number: int) -> Line:
        """Return a record with its event."""
        body = self.body(number)
        return Line(number, body, event_of(body, number, self.store.personal))

    def lines(self, numbers: Iterable[int]) -> Iterator[Line]:
        """Yield records with their events, by their numbers."""
        return (self.line(number) for number in numbers)

    def between(self, first: int, last: int) -> Iterator[Line]:
        """Yield the records of the set from one number to another, both included."""
        for entry in self.store.entries(first, last):
            if entry.scope != self.scope:
                continue
            body = dict(record.read(entry.raw).body)
            yield Line(entry.number, body, event_of(body, entry.number, self.store.personal))

    # -- views

    def rows(self, name: str, prefix: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield the lines of a view of the set, by their keys; raises Unusable where they may be old."""
        self._current(name)
        for key, value in self.store.rows(name, prefix):
            found = read(value)
            if found.get("scope", self.scope) == self.scope:
                yield key, found

    def row(self, name: str, key: str) -> dict[str, Any] | None:
        """Return one line of a view of the set, or None; raises Unusable where it may be old."""
        self._current(name)
        value = self.store.row(name, key) if key.isprintable() else None
        found = read(value) if value is not None else None
        return found if found is not None and found.get("scope", self.scope) == self.scope else None

    def since(self, name: str, key: str, number: int) -> Iterator[dict[str, Any]]:
        """Yield the lines of one thing that began after a record, the first one first, without reading those before.

        The view keeps them by key and number of the record, in twelve digits.
        """
        self._current(name)
        digits = f"{number:0{_DIGITS}}"
        for place in range(_DIGITS - 1, -1, -1):
            for digit in range(int(digits[place]) + 1, 10):
                for _, value in self.store.rows(name, f"{key}\n{digits[:place]}{digit}"):
                    yield read(value)

    def _current(self, name: str) -> None:
        if not of_this_layout(self.store):
            raise Unusable(
                "projection.other-version",
                "The views of this unit were written by another version of the program.",
                REBUILD,
            )
        if name in stale(self.store):
            raise Unusable(
                "projection.stale", f"The {name} cannot be shown: it failed, and may be old since.", REBUILD
            )

    # -- times

    def local(self, stamped: str) -> datetime:
        """Return a record's time as the clock of the set had it."""
        return unstamp(stamped).astimezone(UTC) + timedelta(minutes=self.offset)

    def date(self, stamped: str) -> str:
        """Return the date of a record's time where the set is; "" for none."""
        return self.local(stamped).strftime("%Y-%m-%d") if stamped else ""

    def time(self, stamped: str) -> str:
        """Return the time of day of a record's time where the set is; "" for none."""
        return self.local(stamped).strftime("%H:%M") if stamped else ""

    def when(self, stamped: str) -> str:
        """Return date and time of day where the set is; "" for none."""
        return self.local(stamped).strftime("%Y-%m-%d %H:%M") if stamped else ""

    # -- days

    def day(self, wanted: str) -> Day:
        """Return the shooting day of a date, or the last one where no date is given.

        Raises WrongInput ``paper.no-day``.
        """
        return day_of(self, wanted)

    # -- people and things

    def short(self, name: str) -> str:
        """Return a name as people of the set say it."""
        return short(self.scope, name)

    def who(self, person: str, lang: str, *, names: bool) -> str:
        """Return somebody by their role, numbered where several have it; with ``names`` by name, or else by id."""
        key = (person, f"{lang}{names}")
        if key not in self._who:
            self._who[key] = shown.person(self.state, person, lang, names=names)
        return self._who[key]

    def key(self, name: str) -> str:
        """Return the key under which the views keep a thing of this scope."""
        return key_of(self.scope, name)

    def masked(self, text: str, lang: str, *, names: bool) -> str:
        """Return what somebody wrote, in one line; without ``names`` everybody who is known stands in it by role."""
        said = " ".join(text.split())
        return said if names else shown.masked(self.state, said, lambda who: self.who(who, lang, names=False))

    def known(self, kind: str, name: str) -> Any:  # noqa: ANN401 - a Weapon, Lot or Person
        """Return a weapon, lot or person of the set; raises WrongInput ``paper.no-such``."""
        state = self.state
        things: Mapping[str, Any] = state.weapons if kind == "weapon" else state.lots
        if kind == "person":
            things = state.people
        if name not in things:
            seen = "".join(c if c.isprintable() else "?" for c in name[:60])
            raise WrongInput(
                "paper.no-such",
                f"No {kind} {seen!r} is on record of the set.",
                "Look for its name: showsafe board DIR",
            )
        return things[name]
