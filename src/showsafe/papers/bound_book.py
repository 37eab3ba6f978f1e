"""The bound book on paper: acquisitions and dispositions of the licensee, as entered, as corrected, or both together.

It rests on the ledger of the book, never on that of the set (rules.md, section 3). Names and addresses stand on it only
where they are asked for (``--names``): an inspection needs them, and the set does not.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from showsafe.books.bound.lines import bound
from showsafe.books.bound.view import BOTH, VIEWS, Viewing
from showsafe.books.kinds import BOUND
from showsafe.errors import WrongInput
from showsafe.papers.catalogue import Paper
from showsafe.papers.source import Source
from showsafe.papers.wish import Wish
from showsafe.papers.words import texts

NAME = "bound-book"
Plain = Mapping[str, Any]


def build(source: Source, wish: Wish) -> dict[str, Any]:
    """Return every line of the book in the wished view, both where none is named; with who corrected what, and why.

    Raises WrongInput ``bound.unknown-view``.
    """
    view = wish.view or BOTH
    if view not in VIEWS:
        raise WrongInput(
            "bound.unknown-view", f"There is no view {view[:40]!r}.", f"Choose one of: {', '.join(VIEWS)}."
        )
    clauses = source.rules.clauses if source.rules is not None else {}
    seen = Viewing(bound(source.books(BOUND)), clauses, view, source.offset, names=wish.names).whole()
    said = _Said(source, wish)
    return {
        "of": BOUND,
        "view": view,
        "licences": [
            {
                **{key: said.fact(value) for key, value in each.items() if key != "entry"},
                "entry": each["entry"],
            }
            for each in seen["licences"]
        ],
        "lines": [said.line(each) for each in seen["lines"]],
        "counts": {key: seen[key] for key in ("held", "late", "lacking", "corrections", "struck")},
        "clauses": [each for each in seen["clauses"] if each["shown_as_law"]],
        "names": wish.names,
        "records": "all",
        "whole": True,
    }


class _Said:
    """The lines of a book in the words of a language."""

    def __init__(self, source: Source, wish: Wish) -> None:
        self.source = source
        self.wish = wish
        self.words = texts(NAME, wish.lang)

    def line(self, line: Plain) -> dict[str, Any]:
        """Return one line: the cells of its two sides, and what has to be said below it."""
        acquired, disposed = line["acquired"], line["disposed"]
        facts = acquired["facts"]
        return {
            "line": line["line"],
            "entry": acquired["entry"],
            "on": facts["on"],
            "how": self.words["how"].get(facts["how"], facts["how"]),
            "maker": self._lines(facts["manufacturer"], facts["importer"], facts["country"]),
            "model": facts["model"],
            "serial": facts["serial"],
            "type": self._lines(facts["type"], facts["calibre"]),
            "source": self._lines(facts["from_name"], facts["from_address"], facts["from_licence"]),
            "gone": self._gone(disposed) if disposed else None,
            "gone_again": [self._gone(each) for each in line["disposed_again"]],
            "rests": sorted(_records(line)),
            "below": [
                *self._side(acquired, "acquired"),
                *(
                    each
                    for side in (disposed, *line["disposed_again"])
                    if side
                    for each in self._side(side, "disposed")
                ),
                *(said for each in line["losses"] for said in self._loss(each)),
                *(
                    self.words["flag"][each["flag"]].format(each["entry"], each["other"])
                    for each in line["flags"]
                ),
                *(
                    [self.words["crosses"].format(", ".join(map(str, line["crosses"])))]
                    if line["crosses"]
                    else []
                ),
            ],
            "struck": line["state"] == "struck",
        }

    def fact(self, value: Any) -> str:  # noqa: ANN401 - the value of any fact
        """Return a fact as it stands on paper: kept back, not said, or itself."""
        if value is None:
            return str(self.words["kept_back"])
        if isinstance(value, bool):
            return str(self.words["yes" if value else "no"])
        return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)

    def _gone(self, side: Plain) -> dict[str, Any]:
        facts = side["facts"]
        form = self.words["form"].format(facts["form_4473"]) if facts["form_4473"] else ""
        return {
            "entry": side["entry"],
            "on": facts["on"],
            "how": self.words["how"].get(facts["how"], facts["how"]),
            "to": self._lines(facts["to_name"], facts["to_address"], facts["to_licence"], form),
            "struck": bool(side["struck"]),
        }

    def _side(self, side: Plain, which: str) -> list[str]:
        """Return what is said of an entry: late, lacking, corrected, struck."""
        words, named = self.words, self.words[which]
        said = []
        first = side["late_as_entered"] if side["late_as_entered"] != side["late"] else None
        for late, told in ((side["late"], "late"), (first, "late_first")):
            if late:
                said.append(words[told].format(named, late["days"], late["due"], late["clause"]))
        if side["carried"]:
            said.append(words["carried"].format(named, side["carried"], side["entered"]))
        lacks = [words["fact"].get(each["fact"], each["fact"]) for each in side["lacks"]]
        if lacks:
            said.append(words["lacks"].format(named, ", ".join(lacks)))
        if side["corrected"] and not side["corrections"]:
            said.append(words["corrected"].format(named, side["corrected"]))
        return said + self._changed(side, named)

    def _correction(self, each: Plain, named: str) -> str:
        changes = "; ".join(
            self.words["change"].format(
                self.words["fact"].get(key, key), self._shown(each["was"][key]), self._shown(each["now"][key])
            )
            for key in each["now"]
        )
        return str(self.words["correction"].format(named, changes, *self._made(each)))

    def _made(self, each: Plain) -> tuple[str, str, int, str]:
        """Return who made it, when, in which entry, and why."""
        who = self.source.who(each["by"], self.wish.lang, names=self.wish.names)
        return who, self.source.when(each["recorded"]), each["entry"], each["why"]

    def _loss(self, loss: Plain) -> list[str]:
        """Return what is said of a theft or loss, and what corrects or strikes it and each report of it."""
        words = self.words
        told = ", ".join(
            f"{words['told'].get(each['to'], each['to'])} {self._moment(each['told'])} {each['number']}".strip()
            for each in loss["told"]
            if not each["struck"]
        )
        again = words["found_again"].format(self._moment(loss["found_again"])) if loss["found_again"] else ""
        as_ = words["how"].get(loss["as"], loss["as"])
        found = self._moment(loss["found"])
        said = words["loss"].format(as_, found, loss["entry"], told or words["nobody_told"], again)
        reports = (
            (each, words["report"].format(words["told"].get(each["to"], each["to"]))) for each in loss["told"]
        )
        return [
            said.strip(),
            *(one for each, named in ((loss, as_), *reports) for one in self._changed(each, named)),
        ]

    def _changed(self, side: Plain, named: str) -> list[str]:
        """Return what corrects and strikes an entry."""
        said = [self._correction(each, named) for each in side["corrections"]]
        if side["struck"]:
            said.append(self.words["struck"].format(named, *self._made(side["struck"])))
        return said

    def _moment(self, said: str) -> str:
        """Return when something was, on the clock of the book's place; a day alone stays as it was said."""
        return self.source.when(said) if "T" in said else said

    def _shown(self, value: Any) -> str:  # noqa: ANN401 - the value of any fact
        return self.fact(value) or str(self.words["nothing"])

    def _lines(self, *values: Any) -> list[str]:  # noqa: ANN401 - as above
        return [said for value in values if (said := self.fact(value))]


def _records(line: Plain) -> set[int]:
    """Return every entry that a line rests on, beside those that stand in its cells."""
    losses = line["losses"]
    told = [each for loss in losses for each in loss["told"]]
    sides = [line["acquired"], line["disposed"], *line["disposed_again"], *losses, *told]
    found = {each["again_entry"] for each in losses if each["again_entry"]}
    for side in sides:
        if side:
            changes = [*side["corrections"], *([side["struck"]] if side["struck"] else [])]
            found |= {side["entry"], *(each["entry"] for each in changes)}
    return found


PAPER = Paper(name=NAME, build=build, takes=("view",), tagged=False)
