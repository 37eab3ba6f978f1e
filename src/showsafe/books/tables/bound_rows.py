"""Rows of a bound book held against the book: which are in it already, which say otherwise, and what they leave out.

A serial that the book has comes in once more only after it went, or where the row says that it is another weapon: a row
to which a word was added is no second weapon, and what is missing is not held beside itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from showsafe.books import serials
from showsafe.books.bound import flags, judging, words
from showsafe.books.bound.lines import Bound, Line
from showsafe.books.tables.cells import Fault, Row
from showsafe.books.tables.registry import BAD, KNOWN, Judged

Keys = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """What one row says: of its acquisition, of its disposition if it has one, and whether it is another weapon.

    ``entry`` and ``gone`` are the entries on record that say the same, 0 where there are none.
    """

    acquired: Keys
    disposed: Keys | None
    another: bool = False
    entry: int = 0
    gone: int = 0


class OnRecord:
    """A bound book, by its entries and by its serials."""

    def __init__(self, book: Bound) -> None:
        """Look once at every line."""
        self.book = book
        self._by_entry = {line.entry: line for line in book.lines}
        self._by_serial: dict[str, list[Line]] = defaultdict(list)
        for line in book.lines:
            serial = str(line.acquired.now["serial"])
            if line.acquired.struck is None and flags.makes(serial):
                self._by_serial[serials.plain(serial)].append(line)

    def judge(self, judged: Judged, said: Said) -> None:
        """Say whether a row is known, and refuse one that the book contradicts; a bad row stays as it is."""
        if judged.outcome == BAD:
            return
        if said.entry:
            self._known(judged, said, self._by_entry[said.entry])
            return
        for line in self._by_serial.get(serials.plain(str(said.acquired.get("serial", ""))), ()):
            self._beside(judged, said, line)

    def _known(self, judged: Judged, said: Said, line: Line) -> None:
        """Its acquisition is on record: was that struck, and does the disposition say anything new?"""
        at, more = judged.row.at, said.disposed is not None and not said.gone
        if not more:
            judged.outcome = KNOWN
        if line.acquired.struck is not None:
            entry = line.acquired.struck.number
            says = f"{at}: It is line {line.number} of the bound book, which was struck in entry {entry}."
            fault = Fault(at, "bound.struck", says, "It stays struck; enter it anew if that was wrong.")
        elif more and line.gone is not None:
            at, entry = judged.row.where("disposed"), line.gone.kept.number
            says = f"{at}: Line {line.number} of the bound book went already, by entry {entry}."
            fault = Fault(at, "bound.disposed-already", says, "Correct or strike that entry, if it is wrong.")
        else:
            return
        if more:
            judged.bad(fault)
        else:
            judged.notes.append(fault)

    def _beside(self, judged: Judged, said: Said, line: Line) -> None:
        """Its serial is in the book, and the row says something else of it."""
        at, serial = judged.row.where("serial"), said.acquired["serial"]
        state = "went" if line.gone else "missing" if line.lost else "held"
        says = f"{at}: The serial {serial} is in line {line.number} of the bound book too ({state})."
        maker, other = (
            serials.plain(str(each.get("manufacturer") or "")) for each in (said.acquired, line.acquired.now)
        )
        on, gone = said.acquired["on"], line.gone
        back = gone is not None and on >= gone.now["on"] and on != line.acquired.now["on"]
        if said.another or back or (maker and other and maker != other):
            judged.notes.append(Fault(at, "bound.serial-twice", says, "Look whether it is the same weapon."))
            return
        now = (
            "Correct that line if it is the same weapon; if it is not, say yes in a column 'another weapon'."
        )
        judged.bad(Fault(at, "bound.serial-in-book", says, now))


def notes(row: Row, said: Said, book: Bound, today: date) -> Iterator[Fault]:
    """Yield what a new row leaves out, and by how many days its entries would come late."""
    lacking = [*_lacking(said.acquired), *_lacking_out(said.disposed)]
    if lacking:
        says = f"{row.at}: It does not say {', '.join(lacking)}."
        yield Fault(row.at, "bound.lacks", says, "It is entered so; correct it when it is known.")
    for kind, keys, column in (
        (words.ACQUIRE, said.acquired, "acquired"),
        (words.DISPOSE, said.disposed, "disposed"),
    ):
        if keys is None or (kind == words.ACQUIRE and said.entry):
            continue
        carried, entered = keys.get("carried"), keys.get("entered_on")
        if carried and not entered:
            continue
        due = judging.due_on(book, kind, keys)
        days = due.late(date.fromisoformat(str(entered)) if carried else today)
        if days:
            at = row.where(column)
            says = f"{at}: It would be entered late: due {due.day}, days late: {days}."
            yield Fault(
                at, "bound.late", says, "If it stood in an earlier book, say in which, and since when."
            )


def _lacking(said: Keys) -> list[str]:
    facts = [each for each in words.ACQUIRE_FACTS if each != "manufacturer" or not said.get("private")]
    return [each for each in facts if not said.get(each)] + _whom(said, "from", "source")


def _lacking_out(said: Keys | None) -> list[str]:
    if said is None or said.get("form_4473") or said.get("how") in ("lost", "stolen", "destroyed"):
        return []
    return _whom(said, "to", "recipient")


def _whom(said: Keys, way: str, who: str) -> list[str]:
    lacking = [] if said.get(f"{way}_name") else [f"{way} whom"]
    address = said.get(f"{way}_address") or said.get(f"{way}_licence")
    return lacking if address else [*lacking, f"the address or licence of the {who}"]
