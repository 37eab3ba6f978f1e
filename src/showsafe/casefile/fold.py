"""From records to the state of a case, one record at a time: the only way in which anything comes to be in it.

A fold never refuses; whether a record may be there is asked by ``rules`` before it is written, and by the audit after.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from showsafe.application.case_words import SCOPE
from showsafe.application.sealing import Opened, commitments_in
from showsafe.casefile import erasing
from showsafe.casefile.kinds import RECORDS
from showsafe.casefile.pairs import place_of
from showsafe.casefile.parties import flagged
from showsafe.casefile.proposed import statements
from showsafe.casefile.reviewing import joined
from showsafe.casefile.state import (
    Access,
    CaseState,
    Entry,
    Erased,
    Exported,
    Gone,
    Hold,
    Labelled,
    Link,
    Looked,
    Matter,
    Note,
    Opening,
    Person,
    Reading,
    Reply,
    Review,
    Said,
    Source,
    Taken,
)
from showsafe.casefile.values import normal
from showsafe.casefile.words import OWNER


@dataclass(frozen=True, slots=True)
class Folding:
    """One record on its way into the state: its keys, with the personal values that are still there, and the rest."""

    number: int
    kind: str
    by: Said
    act: Mapping[str, Any]
    sealed: Mapping[str, str]
    opened: Opened

    def value(self, key: str) -> Any:  # noqa: ANN401 - the value of any key
        """Return a personal value, or None where it was not said or was erased."""
        commitment = self.sealed.get(key)
        return None if commitment is None else self.opened(commitment)


def fold(state: CaseState, number: int, body: Mapping[str, Any], opened: Opened) -> CaseState:
    """Return the state after a record; a record of another scope or an unknown kind changes nothing but the number."""
    row = _FOLDS.get(body["kind"]) if body["scope"] == SCOPE else None
    if row is None:
        return replace(state, number=number)
    act = body["act"]
    by = Said(number, body["claimed_at"], body["by"])
    folding = Folding(number, body["kind"], by, act, commitments_in(act), opened)
    last = state.last if body["kind"] in ("looked", "exported") else by
    return replace(row(state, folding), number=number, last=last)


def _with(table: Mapping[Any, Any], key: Any, value: Any) -> dict[Any, Any]:  # noqa: ANN401 - tables of the state
    return {**table, key: value}


def _keep(state: CaseState, one: Folding, *subjects: str) -> CaseState:
    """Remember the commitments of a record as those of what they are about."""
    new = tuple(one.sealed.values())
    if not new:
        return state
    table = dict(state.sealed)
    for subject in dict.fromkeys(subjects):
        if subject:
            table[subject] = (*table.get(subject, ()), *new)
    return replace(state, sealed=table)


def _opened_case(state: CaseState, one: Folding) -> CaseState:
    act = one.act
    opening = Opening(
        one.by,
        act["production"],
        act["origin"],
        act["incident"],
        act["purpose"],
        act["retention"],
        tuple(act["languages"]),
        one.value("title"),
    )
    access = Access(one.by, one.by.by, OWNER, act["purpose"])
    return replace(state, opening=opening, access=(*state.access, access))


def _taken(state: CaseState, one: Folding) -> CaseState:
    taken = Taken(one.by, one.act["bundle"], one.act["size"], one.act["root"])
    return replace(state, taken=(*state.taken, taken))


def _access_given(state: CaseState, one: Folding) -> CaseState:
    act = one.act
    given = Access(one.by, act["person"], act["role"], act["purpose"], act["until"])
    return flagged(replace(state, access=(*state.access, given)))


def _access_ended(state: CaseState, one: Folding) -> CaseState:
    access = tuple(
        replace(each, ended=one.by, why=one.act["why"])
        if each.person == one.act["person"] and each.ended is None
        else each
        for each in state.access
    )
    return replace(state, access=access)


def _person(state: CaseState, one: Folding) -> CaseState:
    act = one.act
    name = one.value("name")
    person = Person(
        act["id"],
        one.by,
        act["role"],
        name or "",
        tuple(one.value("also") or ()),
        act["ledger_id"],
        act["party"],
        erased=name is None,
    )
    state = flagged(replace(state, people=_with(state.people, act["id"], person)))
    return _keep(state, one, act["id"])


def _source(state: CaseState, one: Folding) -> CaseState:
    act = one.act
    original, text = one.value("original"), one.value("text")
    source = Source(
        act["id"],
        one.by,
        act["type"],
        act["format"],
        act["published"],
        one.value("about"),
        dict(one.sealed),
        len(text or ""),
        act["same_as"],
        act["corrects"],
        digests(original, text) if text is not None and original is not None else (),
        tuple(act["unread"]),
    )
    return _keep(replace(state, sources=_with(state.sources, source.id, source)), one, source.id)


def digests(original: str, text: str) -> tuple[str, ...]:
    """Return the sums of an original in base64 and of the words of a text, by which the same source is noticed."""
    words = normal(text)
    found = (original.encode(), words.encode()) if words else (original.encode(),)
    return tuple(hashlib.sha256(each).hexdigest() for each in found)


def _read(state: CaseState, one: Folding) -> CaseState:
    act = one.act
    source = state.sources[act["source"]]
    said = one.value("proposals")
    text = None if said is None else one.opened(source.sealed["text"])
    found = () if said is None or text is None else statements(source.id, text, said)
    reading = Reading(
        one.by, act["reader"], act["edition"], act["statements"], one.sealed.get("proposals", ""), found
    )
    source = replace(source, readings=(*source.readings, reading))
    return _keep(_put(state, source), one, source.id)


def _put(state: CaseState, source: Source) -> CaseState:
    return replace(state, sources=_with(state.sources, source.id, source))


def _of(statement: str) -> str:
    return statement.partition(".")[0]


def _reviewed(state: CaseState, one: Folding) -> CaseState:
    act = one.act
    source = state.sources[_of(act["statement"])]
    content = one.value("content")
    review = Review(
        one.by,
        act["statement"],
        act["as"],
        act["after"],
        act["reading"],
        act["party"],
        content,
        _words(one, source, content),
        refused=one.kind == RECORDS[one.kind].refused,
    )
    reviews = (*source.reviews.get(review.statement, ()), review)
    source = replace(source, reviews=_with(source.reviews, review.statement, reviews))
    return _keep(_put(state, source), one, source.id)


def _words(one: Folding, source: Source, content: Mapping[str, Any] | None) -> str:
    if not content or not content.get("spans"):
        return ""
    text = one.opened(source.sealed["text"])
    return "" if text is None else joined(text, content["spans"])


def _linked(state: CaseState, one: Folding) -> CaseState:
    act = one.act
    source = state.sources[_of(act["statement"])]
    link = Link(
        one.by,
        act["statement"],
        reading_of(source, act["statement"]),
        act["record"],
        act["as"],
        act["party"],
        one.value("why"),
    )
    return _keep(_put(state, replace(source, links=(*source.links, link))), one, source.id)


def reading_of(source: Source, statement: str) -> int:
    """Return the record of the reading whose statement this is now; 0 for one that a person added."""
    reading = source.reading
    return 0 if ".x" in statement or reading is None else reading.by.number


def _paired(state: CaseState, one: Folding) -> CaseState:
    act = one.act
    a, b = act["a"], act["b"]
    readings = tuple(reading_of(state.sources[_of(each)], each) for each in (a, b))
    label = Labelled(
        one.by,
        a,
        b,
        act["slot"],
        act["as"],
        act["party"],
        (readings[0], readings[1]),
        one.value("why"),
    )
    first, second = sorted((a, b), key=place_of)
    key = (first, second, act["slot"])
    state = replace(state, pairs=_with(state.pairs, key, (*state.pairs.get(key, ()), label)))
    return _keep(state, one, _of(a), _of(b))


def _matter(state: CaseState, one: Folding) -> CaseState:
    act = one.act
    matter = Matter(one.by, act["person"], act["state"], act["on"], act["source"], one.value("matter"))
    return _keep(replace(state, matters=(*state.matters, matter)), one, act["person"], act["source"])


def _reply(state: CaseState, one: Folding) -> CaseState:
    act = one.act
    received = "text" in one.sealed or bool(act["source"])
    reply = Reply(one.by, act["to"], act["person"], act["on"], act["source"], received, one.value("text"))
    state = replace(state, replies=(*state.replies, reply))
    return _keep(state, one, act["person"], *_rests_on(state, act["to"]), act["source"])


def _history(state: CaseState, one: Folding) -> CaseState:
    act = one.act
    ((what, which),) = act["about"].items()
    entry = Entry(
        f"h{one.number}",
        one.by,
        (what, which),
        act["type"],
        act["on"],
        act["source"],
        act["expires"],
        one.value("text"),
        erased=one.value("text") is None,
    )
    state = replace(state, history=_with(state.history, entry.id, entry))
    return _keep(state, one, entry.id, which if what == "person" else "", act["source"])


def _contested(state: CaseState, one: Folding) -> CaseState:
    act = one.act
    entry = state.history[act["entry"]]
    note = Note(one.by, act["entry"], act["by"], one.value("text"))
    entry = replace(entry, contested=(*entry.contested, note))
    state = replace(state, history=_with(state.history, entry.id, entry))
    return _keep(state, one, *_rests_on(state, entry.id))


def _rests_on(state: CaseState, what: str) -> tuple[str, ...]:
    """Return with what words about something go: of an entry that is its person and its source as well."""
    entry = state.history.get(what)
    if entry is None:
        return (_of(what),)
    return what, entry.about[1] if entry.about[0] == "person" else "", entry.source


def _corrected(state: CaseState, one: Folding) -> CaseState:
    act = one.act
    note = Note(one.by, act["what"], act["by"], one.value("text"))
    state = replace(state, corrections=(*state.corrections, note))
    return _keep(state, one, *_rests_on(state, act["what"]))


def _gone(state: CaseState, one: Folding) -> CaseState:
    act = one.act
    how = "sealed" if one.kind == "source-sealed" else "withdrawn"
    why = one.value("order" if how == "sealed" else "why")
    source = state.sources[act["source"]]
    gone = Gone(how, one.by, act.get("on", ""), why)
    if source.gone is not None and source.gone.how == "sealed":
        gone = source.gone  # an order of a court outlasts whoever withdraws it later
    return _keep(_put(state, replace(source, gone=gone)), one, source.id)


def _hold(state: CaseState, one: Folding) -> CaseState:
    hold = Hold(one.by, one.act["by"], one.act["on"], one.value("order"))
    return replace(state, holds=(*state.holds, hold))


def _hold_ended(state: CaseState, one: Folding) -> CaseState:
    holds = tuple(
        replace(each, ended=one.by, ended_on=one.act["on"], ended_order=one.value("order"))
        if each.by.number == one.act["hold"] and each.ended is None
        else each
        for each in state.holds
    )
    return replace(state, holds=holds)


def _erased(state: CaseState, one: Folding) -> CaseState:
    refused = one.kind == RECORDS[one.kind].refused
    erased = Erased(one.by, one.act["what"], one.act["reason"], refused)
    state = replace(state, erasures=(*state.erasures, erased))
    return state if refused else erasing.erased(state, one.by, one.act["what"], set(one.act["commitments"]))


def _looked(state: CaseState, one: Folding) -> CaseState:
    look = Looked(one.number, one.by.at, one.by.by, one.act["what"])
    return replace(state, looks=state.looks.with_item(look))


def _exported(state: CaseState, one: Folding) -> CaseState:
    act = one.act
    export = Exported(
        one.by, act["what"], act["format"], act["sums"], act["opened"], one.sealed.get("files", "")
    )
    return replace(state, exports=(*state.exports, export))


def _closed(state: CaseState, one: Folding) -> CaseState:
    return replace(state, closed=(one.by, one.act["why"]))


_FOLDS: Mapping[str, Callable[[CaseState, Folding], CaseState]] = {
    "case-opened": _opened_case,
    "record-taken": _taken,
    "access-given": _access_given,
    "access-ended": _access_ended,
    "person-named": _person,
    "source-added": _source,
    "source-read": _read,
    "statement-reviewed": _reviewed,
    "review-refused": _reviewed,
    "statement-linked": _linked,
    "pair-labelled": _paired,
    "matter-stated": _matter,
    "reply-recorded": _reply,
    "history-added": _history,
    "history-contested": _contested,
    "entry-corrected": _corrected,
    "source-sealed": _gone,
    "source-withdrawn": _gone,
    "hold-placed": _hold,
    "hold-ended": _hold_ended,
    "erased": _erased,
    "erasure-refused": _erased,
    "looked": _looked,
    "exported": _exported,
    "case-closed": _closed,
}
