"""One look at a case: as of which record, by whom, and whether names may be shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from showsafe.application.sealing import Opened
from showsafe.casefile import naming
from showsafe.casefile.case import Case
from showsafe.casefile.kinds import KINDS
from showsafe.casefile.placed import Placed
from showsafe.casefile.recorded import Recorded, Row, recorded
from showsafe.casefile.state import CaseState, Note, Person, Said, Source
from showsafe.casefile.views.ordered import Ordered
from showsafe.casefile.words import OWNER, REVIEWER
from showsafe.errors import WrongInput

NAMES = (OWNER, REVIEWER)
"""The roles that may see names where they ask for them."""

_COVER = "█"
_NOTHING = Recorded()


@dataclass(slots=True)
class Kept:
    """What is made once of a case and used by every look at it: orders of statements, the production's side."""

    ordered: Ordered = field(default_factory=Ordered)
    recorded: dict[str, Recorded] = field(default_factory=dict)
    rows: dict[tuple[str, bool], tuple[tuple[Placed, ...], Recorded, list[Row | Placed]]] = field(
        default_factory=dict
    )
    names: tuple[Mapping[str, Person], Any] | None = None
    """What finds the names of the people of the case, of each, made of these people."""

    erasures: int = 0

    def forget(self, state: CaseState) -> None:
        """Let go of everything that was made before the last erasure: nothing of what was erased stays in memory."""
        if self.erasures != len(state.erasures):
            self.erasures = len(state.erasures)
            self.ordered = Ordered()
            self.rows = {}
            self.names = None


@dataclass(frozen=True, slots=True)
class Look:
    """A look at a case: its state, how values are opened, and who looks; ``names`` only where they may see them."""

    id: str
    state: CaseState
    opened: Opened
    by: str
    role: str
    names: bool
    today: str
    kept: Kept
    side: Recorded
    cover: re.Pattern[str] | None
    corrected: Mapping[str, str]
    """By which source each source is corrected that is."""

    stood: dict[str, Any] = field(default_factory=dict, init=False, compare=False)
    """What stands beside each person, made once for this look."""

    def person(self, name: str) -> dict[str, Any]:
        """Return how a person of the case is shown: by role, and by name where that was asked for and may be."""
        found = self.state.people.get(name)
        if found is None:
            return {"id": name, "role": "", "party": False}
        shown: dict[str, Any] = {"id": name, "role": found.role, "party": found.party}
        if self.names:
            shown["name"] = found.name
        return shown

    def covered(self, text: str) -> str:
        """Return a text with every name of a person of the case covered, unless names are shown; as long as before."""
        if self.cover is None:
            return text
        return self.cover.sub(lambda found: _COVER * len(found.group()), text)

    def said(self, by: Said) -> dict[str, Any]:
        """Return by whom and when something was recorded, and as which record of the case."""
        return {
            "record": by.number,
            "at": by.at,
            "by": by.by,
            "party": self.state.is_party(by.by),
        }

    def flagged(self, by: Said, *, party: bool) -> dict[str, Any]:
        """Return by whom and when something was said; a party where they were one then, or are known as one now."""
        shown = self.said(by)
        return {**shown, "party": party or shown["party"]}

    def note(self, one: Note) -> dict[str, Any]:
        """Return words that contest or correct something; whose they are, if not the recorder's, only with names."""
        text = None if one.text is None else self.covered(one.text)
        return {"what": one.what, "text": text, "of": one.of if self.names else "", **self.said(one.by)}

    def may(self) -> list[str]:
        """Return the acts that this access reaches now."""
        closed = self.state.closed is not None
        return [
            row.act
            for row in KINDS.values()
            if self.role in row.roles and row.act != "open-case" and (row.when_closed or not closed)
        ]

    def shown(self) -> list[Source]:
        """Return the sources that are not sealed, withdrawn or erased."""
        return [each for each in self.state.sources.values() if each.gone is None]


def warmed(case: Case) -> Kept:
    """Return what every look at a case uses, made already: so that not the first screen waits for it."""
    kept, state = Kept(), case.state()
    kept.forget(state)
    kept.ordered.all(state)
    kept.ordered.pairs(state, limit=0)
    _side(case, state, kept)
    return kept


def look(case: Case, by: str, kept: Kept, *, names: bool = False) -> Look:
    """Return a look of somebody at a case.

    Raises WrongInput: ``case.no-access``, and ``case.no-names`` where names are asked for and may not be seen.
    """
    state, today = case.state(), case.today()
    role = state.role_of(by, today)
    if not role:
        raise WrongInput(
            "case.no-access", "You have no access to this case.", "Ask an owner of the case for it."
        )
    if names and role not in NAMES:
        raise WrongInput(
            "case.no-names", f"Access as {role} does not show names.", "Ask without names: roles are shown."
        )
    kept.forget(state)
    side = _side(case, state, kept)
    cover = None if names else cover_of(state)
    corrected = {each.corrects: each.id for each in state.sources.values() if each.corrects}
    return Look(case.id, state, case.opened, by, role, names, today, kept, side, cover, corrected)


def _side(case: Case, state: CaseState, kept: Kept) -> Recorded:
    if not state.taken:
        return _NOTHING
    digest = state.taken[-1].bundle
    if digest not in kept.recorded:
        kept.recorded[digest] = recorded(case.store.attachment(digest) or b"")
    return kept.recorded[digest]


def cover_of(state: CaseState) -> re.Pattern[str] | None:
    """Return what finds the names of the people of a case in a text: whole, and their single words with a capital."""
    return cover_of_people(state.people.values())


def cover_of_people(people: Iterable[Person]) -> re.Pattern[str] | None:
    """Return what finds the names of some people, as ``cover_of``."""
    names = [name for person in people for name in (person.name, *person.also)]
    return naming.finding(form for name in names for form in naming.whole(name) | naming.parts(name))


def words(values: Mapping[str, str] | None, shown: Look) -> dict[str, str]:
    """Return what a source says of itself; its author, and an address that may spell a name, only with names."""
    said = dict(values or {})
    if not shown.names:
        said = {key: value for key, value in said.items() if key not in ("author", "address")}
    return {key: shown.covered(value) for key, value in said.items()}
