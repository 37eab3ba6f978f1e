"""The bound book as plain values, in one of three views: original, corrected, or both.

*original* has every entry as it was first written, as if nothing had been corrected or struck since. *corrected* has
what holds now, without lines that were struck. *both* has what holds now, beside it what stood there first, and every
correction with who made it, when and why (ATF Ruling 2016-1, condition 2).

Names and addresses are None unless they may be shown; so is what was erased after the business ended.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from showsafe.application.records import stamp, unstamp
from showsafe.books.bound import clock, judging, words
from showsafe.books.bound.flags import Flags
from showsafe.books.bound.judging import Late
from showsafe.books.bound.lines import Bound, Line, Loss, Version, corrected_to
from showsafe.books.clauses import clause_as_json
from showsafe.books.pages import Kept
from showsafe.errors import WrongInput
from showsafe.rules.clause import Clause

ORIGINAL, CORRECTED, BOTH = "original", "corrected", "both"
VIEWS = (ORIGINAL, CORRECTED, BOTH)

ACQUIRED_KEYS = (
    *("on", "how", "manufacturer", "importer", "country", "model", "serial", "type", "calibre"),
    *("private", "nfa", "from_name", "from_address", "from_licence", "paper", "note", "weapon"),
)
DISPOSED_KEYS = ("on", "how", "to_name", "to_address", "to_licence", "form_4473", "note")
PERSONAL = frozenset({"from_name", "from_address", "to_name", "to_address", "says", "from"})
"""Keys whose values name somebody."""

Plain = dict[str, Any]


class Viewing:
    """How a book is looked at: in which view, with or without names, by which clock and clauses."""

    def __init__(
        self,
        book: Bound,
        clauses: Mapping[str, Clause],
        view: str = BOTH,
        offset_minutes: int = 0,
        *,
        names: bool = False,
    ) -> None:
        """Choose a view; raises WrongInput ``bound.unknown-view``."""
        if view not in VIEWS:
            raise WrongInput(
                "bound.unknown-view",
                f"There is no view {view[:40]!r}.",
                f"Choose one of: {', '.join(VIEWS)}.",
            )
        self.book = book
        self.clauses = clauses
        self.view = view
        self.offset = offset_minutes
        self.names = names
        self._flags = Flags(book, offset_minutes)
        self._pointed: dict[int, set[int]] | None = None

    def whole(self, lines: Iterable[Line] | None = None) -> Plain:
        """Return the book, or some of its lines, as plain values."""
        book = self.book
        shown = [self.line(line) for line in (book.lines if lines is None else lines) if self.shows(line)]
        return {
            "view": self.view,
            "names": self.names,
            "last_entry": book.size,
            "licences": [self._licence(each) for each in book.licences],
            "lines": shown,
            "held": sum(line.held for line in book.lines),
            "late": sum(bool(_late_in(line)) for line in shown),
            "carried": sum(bool(side["carried"]) for line in shown for side in _sides(line)),
            "clock_back": len(book.behind),
            "lacking": sum(bool(_lacking_in(line)) for line in shown),
            "flagged": sum(bool(line["flags"]) for line in shown),
            "corrections": sum(len(each.corrections) for each in book.versions.values()),
            "struck": sum(each.struck is not None for each in book.versions.values()),
            "prints": [self._log(each) for each in book.prints],
            "backups": [self._log(each) for each in book.backups],
            "requests": [self._log(each) for each in book.requests],
            "ended": self._log(book.ended) if book.ended else None,
            "clauses": self._clauses(),
        }

    def shows(self, line: Line) -> bool:
        """Whether a line is in this view: one that was struck is not among what holds now."""
        return self.view != CORRECTED or line.acquired.struck is None

    def line(self, line: Line) -> Plain:
        """Return one line."""
        disposed = [each for each in line.disposed if self.view != CORRECTED or each.struck is None]
        losses = [each for each in line.losses if self.view != CORRECTED or each.version.struck is None]
        sides = [self.side(each, DISPOSED_KEYS) for each in disposed]
        return {
            "line": line.number,
            "entry": line.entry,
            "weapon": self._said(line.acquired)["weapon"],
            "state": _state(line, self.view),
            "acquired": self.side(line.acquired, ACQUIRED_KEYS),
            "disposed": sides[0] if sides else None,
            "disposed_again": sides[1:],
            "losses": [self._loss(each) for each in losses],
            "crosses": self._crosses(line),
            "flags": self._flagged(line),
        }

    def side(self, version: Version, keys: tuple[str, ...]) -> Plain:
        """Return one entry: its facts in this view, when it was entered and by whom, what corrects it."""
        said = self._said(version)
        both, written = self.view == BOTH, self.view == ORIGINAL
        late = judging.late(self.book, version, said, self.offset, as_entered=written)
        first = judging.late(self.book, version, version.first, self.offset, as_entered=True)
        return {
            "entry": version.kept.number,
            "entered": judging.entered_on(self.book, version, said, self.offset).isoformat(),
            "recorded": stamp(version.kept.received),
            "by": version.kept.by,
            "clock_back": version.kept.number in self.book.behind,
            "carried": said["carried"],
            "facts": {key: self._shown(key, said[key]) for key in keys},
            "original": self._original(version, keys) if both else {},
            "corrections": [self._correction(version, each) for each in version.corrections] if both else [],
            "corrected": len(version.corrections) if self.view != ORIGINAL else 0,
            "late": self._late(late),
            "late_as_entered": self._late(first) if both else None,
            "lacks": [
                {"fact": fact, "clause": self._clause(clause)}
                for fact, clause in judging.lacks(version, said)
            ],
            "struck": self._struck(version.struck) if both and version.struck else None,
        }

    def _said(self, version: Version) -> Mapping[str, Any]:
        return version.first if self.view == ORIGINAL else version.now

    def _shown(self, key: str, value: Any) -> Any:  # noqa: ANN401 - the value of any key
        return None if key in PERSONAL and value != "" and not self.names else value

    def _original(self, version: Version, keys: tuple[str, ...]) -> Plain:
        """Return what stood first where something else holds now."""
        return {
            key: self._shown(key, version.first[key])
            for key in keys
            if version.first[key] != version.now[key]
        }

    def _correction(self, version: Version, kept: Kept) -> Plain:
        now = corrected_to(kept)
        return {
            "entry": kept.number,
            "by": kept.by,
            "recorded": stamp(kept.received),
            "why": kept["why"],
            "was": {key: self._shown(key, version.was(kept, key)) for key in kept["keys"]},
            "now": {key: self._shown(key, now[key]) for key in kept["keys"]},
        }

    def _struck(self, kept: Kept) -> Plain:
        return {
            "entry": kept.number,
            "by": kept.by,
            "recorded": stamp(kept.received),
            "why": kept["why"],
        }

    def _late(self, late: Late | None) -> Plain | None:
        if late is None:
            return None
        return {
            "days": late.days,
            "due": late.due.day.isoformat(),
            "clause": self._clause(late.due.clause),
        }

    def _loss(self, loss: Loss) -> Plain:
        said = self._said(loss.version)
        told = [each for each in loss.told if each.struck is None or self.view != CORRECTED]
        return {
            **self._head(loss.version, _LOSS),
            "as": said["as"],
            "found": said["found"],
            "in_transit": said["in_transit"],
            "place": said["place"],
            "says": self._shown("says", said["says"]),
            "told": [self._told(each, str(said["found"])) for each in told],
            "found_again": self._said(loss.found)["on"] if loss.found else "",
            "again_entry": loss.found.kept.number if loss.found else 0,
        }

    def _told(self, version: Version, found: str) -> Plain:
        """Return that somebody was told, and by how many hours that came after its forty-eight."""
        said = self._said(version)
        late = unstamp(said["told"]) - clock.loss_report(unstamp(found))
        hours = max(0, -(-late // timedelta(hours=1)))
        return {**self._head(version, _TOLD), **{key: said[key] for key in _TOLD}, "late_hours": hours}

    def _head(self, version: Version, keys: tuple[str, ...]) -> Plain:
        """Return who wrote an entry and when, and what corrects it."""
        both = self.view == BOTH
        return {
            "entry": version.kept.number,
            "by": version.kept.by,
            "recorded": stamp(version.kept.received),
            "original": self._original(version, keys) if both else {},
            "corrections": [self._correction(version, each) for each in version.corrections] if both else [],
            "struck": self._struck(version.struck) if both and version.struck else None,
        }

    def _flagged(self, line: Line) -> list[Plain]:
        """Return what somebody has to look at; in the original view, only the days as they were first written."""
        written = self.view == ORIGINAL
        found = self._flags.days(line, lambda version: version.first) if written else self._flags.of(line)
        return [{"flag": each.what, "entry": each.entry, "other": each.other} for each in found]

    def _crosses(self, line: Line) -> list[int]:
        """Return the entries that this line points at or that point at it, in order."""
        if self._pointed is None:
            self._pointed = self._pointing()
        said = self._said(line.acquired)
        found = {said["after"], *said["duplicates"]}
        for entry in (line.entry, *(each.kept.number for each in line.disposed)):
            found |= self._pointed.get(entry, set())
        return sorted(found - {0, line.entry})

    def _pointing(self) -> dict[int, set[int]]:
        """Return which acquisitions point at an entry, by that entry."""
        found: dict[int, set[int]] = {}
        for line in self.book.lines:
            said = self._said(line.acquired)
            for entry in (said["after"], *said["duplicates"]):
                found.setdefault(entry, set()).add(line.entry)
        return found

    def _licence(self, version: Version) -> Plain:
        said = self._said(version)
        keys = ("licensee", "number", "licence", "premises", "since", "expires", "closed")
        return {"entry": version.kept.number, **{key: said[key] for key in keys}}

    def _log(self, kept: Kept) -> Plain:
        said = {key: self._shown(key, value) for key, value in kept.keys.items()}
        return {"entry": kept.number, "by": kept.by, "recorded": stamp(kept.received), **said}

    def _clause(self, name: str) -> str:
        return self.clauses[name].label if name in self.clauses else name

    def _clauses(self) -> list[Plain]:
        return [clause_as_json(self.clauses[name]) for name in _NAMED if name in self.clauses]


_LOSS = ("as", "found", "in_transit", "place", "says")
_TOLD = ("to", "told", "number", "how")
_NAMED = (
    *(words.SAYS_WHO, words.FACTS, words.CORRECTIONS, words.ACQUISITION, words.DISPOSITION, words.IMPORTED),
    *(words.MADE, words.LOSS_REPORT, words.LOSS_ENTRY, words.RETENTION, words.PRIVATELY_MADE),
)


def _state(line: Line, view: str) -> str:
    if view == ORIGINAL:
        return "disposed" if line.disposed else "missing" if line.losses else "held"
    if line.acquired.struck is not None:
        return "struck"
    if line.gone is not None:
        return "disposed"
    return "missing" if line.lost is not None else "held"


def _late_in(line: Plain) -> list[Plain]:
    return [side for side in _sides(line) if side["late"]]


def _lacking_in(line: Plain) -> list[Plain]:
    return [side for side in _sides(line) if side["lacks"]]


def _sides(line: Plain) -> list[Plain]:
    return [side for side in (line["acquired"], line["disposed"], *line["disposed_again"]) if side]
