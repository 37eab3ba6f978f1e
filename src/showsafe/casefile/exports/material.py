"""What every export of a case is made of: the case as of its last record; what may not leave is left out and named.

Sources that are sealed, withdrawn or erased are left out, and so are statements that somebody rejected who is
no party; both are counted. Without names, the names of the people of the case and those that a reader found in its
sources are covered with a sign of the same length, so that places hold.
"""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from showsafe.casefile.case import Case
from showsafe.casefile.duties.walk import RulesOf
from showsafe.casefile.placed import Placed
from showsafe.casefile.reviewing import PROPOSED
from showsafe.casefile.state import CaseState, Said, Source
from showsafe.casefile.views.look import Kept, Look, look
from showsafe.casefile.views.people import lines
from showsafe.casefile.views.sources import statement
from showsafe.casefile.words import PARTY
from showsafe.domain.named import NODE
from showsafe.errors import WrongInput
from showsafe.projections.numbers import counted

WHOLE = "case"
"""What an export is of, where it is not of one source."""

_PARTS = 2
_SHORTEST, _LONGEST = 3, 80


@dataclass(frozen=True)
class Material:
    """A case, or one source of it, ready to be written in any format: ``number`` is the last record that counts here.

    What was looked at or handed out changes nothing in it, so that the same state gives the same bytes.
    """

    look: Look
    of: str
    number: int
    at: str
    bundle: bytes = b""
    rules_of: RulesOf | None = None

    @property
    def names(self) -> bool:
        """Whether names are shown."""
        return self.look.names

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """The sources that may leave, in the order of the case."""
        return tuple(each for each in self.look.shown() if self.of in (WHOLE, each.id))

    @cached_property
    def statements(self) -> dict[str, tuple[Placed, ...]]:
        """The statements that nobody rejected, by source, in the order of its text."""
        return {
            each.id: tuple(one for one in self.look.kept.ordered.of(each) if not one.dropped)
            for each in self.sources
        }

    @cached_property
    def texts(self) -> dict[str, str]:
        """The text of each source as it is quoted here: with names covered, unless they are shown."""
        return {
            each.id: self.look.covered(self.look.opened(each.sealed["text"]) or "") for each in self.sources
        }

    @cached_property
    def people(self) -> dict[str, dict[str, Any]]:
        """The people of the case by role, and by name where names are shown."""
        return {name: self.look.person(name) for name in self.look.state.people}

    @cached_property
    def left_out(self) -> list[dict[str, Any]]:
        """What is in the case and not in the export: sources that are gone, and how many statements were rejected."""
        gone = [
            {"source": each.id, "type": each.type, "why": each.gone.how, "on": each.gone.on}
            for each in self.look.state.sources.values()
            if each.gone is not None and self.of in (WHOLE, each.id)
        ]
        rejected = [
            {"source": each.id, "why": "rejected", "statements": count}
            for each in self.sources
            if (count := len(self.look.kept.ordered.of(each)) - len(self.statements[each.id]))
        ]
        return [*gone, *rejected]

    @property
    def left_out_says(self) -> list[str]:
        """What is left out, a line each."""
        return [left_out_line(each) for each in self.left_out]

    @cached_property
    def links(self) -> dict[str | int, list[tuple[str, str | int]]]:
        """What a person linked: to each statement records of the production, and to each record statements."""
        found: dict[str | int, list[tuple[str, str | int]]] = {}
        for source in self.sources:
            now = source.reading.by.number if source.reading else 0
            for each in source.links:
                if each.reading in (0, now):
                    found.setdefault(each.statement, []).append((each.as_, each.record))
                    found.setdefault(each.record, []).append((each.as_, each.statement))
        return found

    @cached_property
    def _stand_ins(self) -> dict[str, str]:
        """What stands for the id of everybody in the production's record: their role in the case, or a number."""
        roles = {each.ledger_id: each.role for each in self.look.state.people.values() if each.ledger_id}
        ids = dict.fromkeys(who for row in self.look.side.rows for who in row.people if who != NODE)
        return {who: roles.get(who) or f"person {place}" for place, who in enumerate(ids, start=1)}

    def stand_in(self, who: str) -> str:
        """Return what stands for the id of somebody in the production's record, as in the timeline."""
        return self._stand_ins.get(who, "somebody")

    def retold(self, sentence: str, people: Iterable[str]) -> str:
        """Return what a record of the production says; without names nobody stands in it by their id there."""
        if self.names:
            return sentence
        sentence = self.look.covered(sentence)
        for who in sorted(set(people) - {NODE}, key=lambda name: (-len(name), name)):
            short = re.escape(who.rpartition("/")[2])
            stands = self._stand_ins[who]
            sentence = re.sub(rf"(?<![\w-]){short}(?![\w-])", lambda _: stands, sentence)  # noqa: B023 - used at once
        return sentence

    @cached_property
    def _known_as(self) -> dict[str, str]:
        """How everybody who works in the case is called: by role, with a number where a role is shared."""
        roles: dict[str, list[str]] = {}
        for each in self.look.state.access:
            held = roles.setdefault(each.role, [])
            if all(each.person not in others for others in roles.values()):
                held.append(each.person)
        return {
            person: f"{role} {place}" if len(held) > 1 else role
            for role, held in roles.items()
            for place, person in enumerate(held, start=1)
        }

    def worker(self, by: Said | str) -> str:
        """Return how somebody who works in the case is called here: their role, or their id where names are shown."""
        who = by if isinstance(by, str) else by.by
        return who if self.names else self._known_as.get(who, "somebody")

    def signed(self, by: Said | str, *, party: bool) -> str:
        """Return who did something in the case, and that they are a party to the matter, where they are."""
        who = self.worker(by)
        if not self.party(by, party=party):
            return who
        return "a party to the matter" if who == PARTY else f"{who}, a party to the matter"

    def party(self, by: Said | str, *, party: bool) -> bool:
        """Whether somebody was a party to the matter when they did something, or is known as one now."""
        return party or self.look.state.is_party(by if isinstance(by, str) else by.by)

    def digest(self, source: str) -> str:
        """Return the SHA-256 of the text of a source as it is quoted here, in hex."""
        return hashlib.sha256(self.texts[source].encode()).hexdigest()

    def iri(self, *name: str | int) -> str:
        """Return the name of a thing of this case for other programs; always the same, and nothing can be read off."""
        return f"urn:uuid:{self.uuid(*name)}"

    def uuid(self, *name: str | int) -> str:
        """Return the UUID of a thing of this case."""
        whole = uuid.uuid5(uuid.NAMESPACE_URL, f"urn:showsafe:case:{self.look.id}:{self.root}")
        return str(uuid.uuid5(whole, "/".join(map(str, name))))

    @property
    def root(self) -> str:
        """When the case was opened, to tell it from another of the same id."""
        opening = self.look.state.opening
        return "" if opening is None else opening.by.at

    def speaker(self, one: Placed) -> dict[str, Any] | None:
        """Return who said something as a person of the case, as people said; None where nobody has said or knows."""
        return self.people.get(one.standing.who)

    def beside(self, one: Placed) -> list[str]:
        """Return what has to stand beside a statement: a line for each person of the case in it."""
        return lines(statement(self.look, one))

    def head(self) -> dict[str, Any]:
        """Return what stands at the top of an export: of what it is, as of when, and what is not in it."""
        told = [each.standing.state for row in self.statements.values() for each in row]
        return {
            "case": self.look.id,
            "of": self.of,
            "as_of": self.number,
            "at": self.at,
            "names": "shown" if self.names else "covered",
            "statements": len(told),
            "proposed_and_confirmed_by_nobody": told.count(PROPOSED),
            "left_out": self.left_out,
        }


def material(
    case: Case, by: str, kept: Kept, *, of: str = WHOLE, names: bool = False, rules_of: RulesOf | None = None
) -> Material:
    """Return what an export is made of; ``rules_of`` gives the rules that a table of duties is made with.

    Raises WrongInput: ``case.no-access``, ``case.no-names``, ``export.no-such-source``, ``case.source-gone``.
    """
    seen = look(case, by, kept, names=names)
    if of != WHOLE:
        _refuse(seen.state, of)
    number, at = last_of(seen.state)
    seen = replace(seen, cover=None if names else _cover(seen))
    taken = seen.state.taken
    bundle = (case.store.attachment(taken[-1].bundle) or b"") if taken else b""
    return Material(seen, of, number, at, bundle, rules_of)


def left_out_line(each: dict[str, Any]) -> str:
    """Return what is left out as a line."""
    if "statements" in each:
        return f"{each['source']}: {counted(each['statements'], 'statement')} that a reviewer rejected"
    return f"{each['source']} ({each['type']}): {each['why']} {each['on']}".strip()


def _refuse(state: CaseState, name: str) -> None:
    source = state.sources.get(name)
    if source is None:
        raise WrongInput(
            "export.no-such-source",
            f"This case has no source {name[:40]}.",
            "Name one of its sources, or none for the whole case.",
        )
    if source.gone is not None:
        raise WrongInput(
            "case.source-gone", f"The source {name} is {source.gone.how}: nothing of it leaves.", "Leave it."
        )


def last_of(state: CaseState) -> tuple[int, str]:
    """Return number and time of the last record that an export can show; looks and exports are none."""
    return (0, "") if state.last is None else (state.last.number, state.last.at)


def _cover(seen: Look) -> re.Pattern[str] | None:
    """Return what finds names that may not leave: those of the people of the case, and those that a reader found."""
    found = _found(seen)
    own = [seen.cover.pattern] if seen.cover is not None else []
    if found:
        own.append(rf"\b{any_of(found)}\b")
    return re.compile("|".join(own)) if own else None


def any_of(names: Iterable[str]) -> str:
    """Return a pattern that finds one of many names, the longest that is there; letter by letter, however many."""
    root: dict[str, Any] = {}
    for name in names:
        node = root
        for sign in name:
            node = node.setdefault(sign, {})
        node[""] = {}
    return _pattern(root)


def _pattern(node: dict[str, Any]) -> str:
    parts = [re.escape(sign) + _pattern(node[sign]) for sign in sorted(node) if sign]
    if not parts:
        return ""
    return f"(?:{'|'.join(parts)}){'?' if '' in node else ''}"


def _found(seen: Look) -> set[str]:
    """Return the names of speakers as the readers of the sources took them from the text.

    In capitals too. A last name alone is one, unless its word also stands in small letters somewhere, as *union* does.
    What a text calls *the Courier* is nobody's name.
    """
    texts = [seen.opened(each.sealed["text"]) or "" for each in seen.shown()]
    small = {word for text in texts for word in re.findall(r"\b[^\W\d_A-Z][^\W\d_]*", text)}
    names: set[str] = set()
    for source in seen.shown():
        for each in source.reading.statements if source.reading else ():
            parts = (each.name or each.mention).split()
            if (
                each.mention[:4].lower() == "the "
                or not parts
                or not all(part[:1].isupper() for part in parts)
            ):
                continue
            if len(parts) >= _PARTS:
                names.add(" ".join(parts))
            if len(parts[-1]) >= _SHORTEST and parts[-1].lower() not in small:
                names.add(parts[-1])
    return {form for name in names if len(name) <= _LONGEST for form in (name, name.upper())}
