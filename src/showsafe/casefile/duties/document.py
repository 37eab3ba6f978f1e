"""A table of duties as plain values: the one form that every output is made of (docs/formats/duties.md)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from showsafe.application.records import stamp
from showsafe.casefile.duties.choosing import chosen
from showsafe.casefile.duties.people import Blanking, Cast, cast
from showsafe.casefile.duties.table import LANGUAGES, Duty, act_name, clauses_of, table
from showsafe.casefile.duties.values import (
    PERSON,
    Answered,
    Asked,
    Entry,
    Found,
    Part,
    Said,
    Use,
    Who,
)
from showsafe.projections.numbers import agreed
from showsafe.projections.rows import day_of, short
from showsafe.rules.clause import Clause
from showsafe.rules.profile import Profile

FORMAT = "showsafe-duties/1"

Document = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Of:
    """Whose records a table is made from: the unit, as of which record and time, and whether they are ``whole``.

    Of a bundle they are not: what has no record in it may have one elsewhere.
    """

    unit: str
    size: int
    as_of: str
    offset_minutes: int
    whole: bool = True


@dataclass(frozen=True, slots=True)
class _Writing:
    scope: str
    people: Cast
    blanked: Callable[[str], str]
    names: Mapping[str, str] | None

    def who(self, who: Who) -> Document:
        """Return somebody by role; with names, by id and name too."""
        said: Document = {"is": who.what}
        if who.what == PERSON:
            said |= {"roles": list(who.roles), "letter": self.people.letters.get(who.id, "")}
            if self.names is not None:
                said |= {"id": short(self.scope, who.id), "name": self.names.get(who.id, "")}
        return said

    def said(self, said: Iterable[Said], profile: Profile) -> list[Document]:
        """Return findings: code, sentence, and the clauses that were recorded with them."""
        return [
            {
                "code": each.code,
                "says": agreed(each.says if self.names is not None else self.blanked(each.says)),
                "clauses": clauses(_known(each.clauses, profile), profile),
            }
            for each in said
        ]


def document(asked: Asked, found: Found, of: Of, *, names: bool = False) -> Document:
    """Return the table; without ``names`` people stand in it by their roles alone."""
    entries, uses = chosen(asked, found)
    people = cast(entries)
    day = f"{day_of(asked.scope)}/" if day_of(asked.scope) else ""
    ids = {*found.names, *(who for entry in found.entries for who in entry.people)}
    writing = _Writing(asked.scope, people, Blanking(people, ids, day), found.names if names else None)
    return {
        "format": FORMAT,
        "unit": of.unit,
        "scope": asked.scope,
        "about": {
            "kind": asked.kind,
            "name": short(asked.scope, asked.name),
            "record": asked.incident,
            "things": [short(asked.scope, thing) for thing in asked.things],
        },
        "from": stamp(asked.since) if asked.since else "",
        "to": stamp(asked.until) if asked.until else "",
        "record": of.size,
        "as_of": of.as_of,
        "whole": of.whole,
        "utc_offset_minutes": of.offset_minutes,
        "names": names,
        "profiles": _profiles(entries, uses),
        "sealed": found.sealed,
        "other_editions": sorted(found.editions),
        "entries": [_entry(writing, entry) for entry in entries],
        "uses": [_use(writing, use) for use in uses],
        "without_duty": list(table().without),
    }


def clauses(found: Iterable[Clause], profile: Profile) -> list[Document]:
    """Return clauses; one that was not read itself has no force and is never shown as law.

    ``here`` says whether it holds where the profile does.
    """
    return [
        {
            "id": clause.id,
            "grade": clause.grade,
            "force": clause.force if clause.was_read else "",
            "label": clause.label,
            "says": clause.says,
            "here": table().holds(clause.id, profile.id),
        }
        for clause in found
    ]


def _profiles(entries: Iterable[Entry], uses: Iterable[Use]) -> list[str]:
    ids = [*(entry.profile.id for entry in entries), *(use.profile.id for use in uses)]
    return list(dict.fromkeys(ids))


def _known(ids: Iterable[str], profile: Profile) -> list[Clause]:
    return [profile.clauses[id_] for id_ in ids if id_ in profile.clauses]


def _entry(writing: _Writing, entry: Entry) -> Document:
    return {
        "record": entry.record,
        "act": entry.act,
        "name": dict(act_name(entry.act)),
        "about": short(writing.scope, entry.thing or entry.scene),
        "at": stamp(entry.at),
        "received": stamp(entry.received),
        "stands": entry.stands,
        "late": entry.late,
        "profile": entry.profile.id,
        "parts": [_part(writing, part, entry.profile) for part in entry.parts],
        "deviations": writing.said(entry.deviations, entry.profile),
        "notes": writing.said(entry.notes, entry.profile),
    }


def _part(writing: _Writing, part: Part, profile: Profile) -> Document:
    return {"part": part.part, "who": writing.who(part.who), "duty": _duty(part.duty, profile)}


def _duty(duty: Duty, profile: Profile) -> Document:
    shown = clauses(clauses_of(duty.codes, profile), profile)
    return {
        **{language: duty.says[language] for language in LANGUAGES},
        "codes": list(duty.codes),
        "clauses": shown,
        "basis": "" if any(each["here"] for each in shown) else duty.basis,
    }


def _use(writing: _Writing, use: Use) -> Document:
    return {
        "record": use.record,
        "act": use.act,
        "name": dict(act_name(use.act)),
        "weapon": short(writing.scope, use.weapon),
        "at": stamp(use.at),
        "profile": use.profile.id,
        "after": use.after,
        "ought": [_answer(writing, answer, use.profile) for answer in use.answers],
    }


def _answer(writing: _Writing, answer: Answered, profile: Profile) -> Document:
    ought = answer.ought
    codes = [each.code for each in answer.said] or ought.none
    return {
        "gate": ought.gate,
        "acts": list(ought.acts),
        "name": dict(ought.name),
        "whose": dict(ought.whose),
        "clauses": clauses(clauses_of(codes, profile), profile),
        "found": answer.found,
        "records": [{"record": each.record, "act": each.act} for each in answer.evidence],
        "said": writing.said(answer.said, profile),
    }
