"""What a reading of a text consists of. Every place is counted in code points of the text that was read."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from showsafe.casefile.reading.dates.find import Date
from showsafe.casefile.reading.others import Other
from showsafe.casefile.reading.people import Person

Place = tuple[int, int]


_SIMPLE = frozenset((int, str, bool, type(None)))
_NAMES: dict[type, tuple[str, ...]] = {}


def _names(kind: type) -> tuple[str, ...]:
    """Return the names of what a part of a reading consists of; none where it is a plain value."""
    if kind not in _NAMES:
        _NAMES[kind] = tuple(each.name for each in fields(kind)) if is_dataclass(kind) else ()
    return _NAMES[kind]


def plain(value: Any) -> Any:  # noqa: ANN401 - any part of a reading
    """Return a part of a reading as plain values; they cannot change, so none is copied."""
    names = _names(type(value))
    if names:
        parts = [(name, getattr(value, name)) for name in names]
        return {name: each if type(each) in _SIMPLE else plain(each) for name, each in parts}
    if isinstance(value, tuple) and value and _names(type(value[0])):
        return [plain(each) for each in value]
    return value


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that stand in quotation marks or after a label, as somebody's own."""

    start: int
    end: int
    text: str
    speaker: tuple[Place, ...]
    person: Person | None
    cue: Place | None
    verb: str | None
    to: Place | None
    confidence: int
    rule: str
    marks: str
    closed: bool
    depth: int
    continues: bool
    kind: str


@dataclass(frozen=True, slots=True)
class When:
    """When something was said: ``stated``, ``not-after`` the day of publication, or ``unknown``; and how exactly."""

    kind: str
    precision: str
    edtf: str | None = None
    date: int | None = None
    """The number of the date in the list of dates that says so."""


@dataclass(frozen=True, slots=True)
class About:
    """What a statement is about, as far as the text shows it: the dates and the words for events that stand in it.

    Which event is meant is for a person to say.
    """

    dates: tuple[int, ...] = ()
    events: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """Something that the text reports somebody to have said: a proposal, until a person confirms it."""

    kind: str
    start: int
    end: int
    text: str
    spans: tuple[Place, ...]
    who: tuple[Place, ...]
    person: Person | None
    cue: Place | None
    verb: str | None
    when: When
    about: About
    depth: int
    """How many people it went through: 1 told by the one who is named, 2 told by one of another, and so on."""

    signs: tuple[str, ...]
    confidence: int
    rule: str
    quote: int | None = None
    """The number of the quotation that it consists of, where it does."""

    to: Place | None = None
    """Where the person or outlet is named that it was said to, or that only heard it."""

    addressee: Person | None = None
    """The fullest name that the text has for them."""

    alternatives: tuple[Other, ...] = ()
    """Who else may have said it, and why; the text allows them, and none is likelier for standing first."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that was found in one text."""

    quotes: tuple[Quote, ...]
    dates: tuple[Date, ...]
    statements: tuple[Statement, ...]

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values."""
        return dict(plain(self))
