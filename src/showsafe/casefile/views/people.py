"""The people of a case: a role for each, what stands about them officially, what they replied, and their history."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from showsafe.casefile.placed import Placed
from showsafe.casefile.state import Entry, Matter, Note, Person, Reply
from showsafe.casefile.views.look import Look, cover_of, cover_of_people
from showsafe.casefile.words import READER, UNCHARGED

NO_CHARGE = "no-charge"
_HOW = {
    "proposed-speaker": ", proposed as who said it and confirmed by nobody",
    "in-the-words": ", named in the words",
}
_WORDS = {NO_CHARGE: "no charge", "under-investigation": "under investigation"}


def people(look: Look) -> dict[str, Any]:
    """Return everybody who was named in the case, each with what stands beside whatever is said of them."""
    told = Counter(each.standing.who for each in look.kept.ordered.all(look.state))
    return {"people": [_person(look, each, told[each.id]) for each in look.state.people.values()]}


def _person(look: Look, one: Person, told: int) -> dict[str, Any]:
    shown = {**look.person(one.id), "erased": one.erased, "statements": told, **about(look, one.id)}
    if look.names:
        shown |= {"also": list(one.also), "ledger_id": one.ledger_id}
    return shown


def about(look: Look, person: str) -> dict[str, Any]:
    """Return what has to stand beside whatever is said of a person, and what was said against that, in the record."""
    notes = [look.note(each) for each in look.state.corrections if each.what == person]
    return {**stands(look, person), "corrections": notes}


def stands(look: Look, person: str) -> dict[str, Any]:
    """Return what has to stand beside every statement by a person and about them: the matter, and their replies.

    Facts whose source is gone are counted in ``matters_withheld`` and not shown; where one of them was a charge, it
    is not said that there was none. ``no_charge_as_of`` is the day up to which somebody of the case has looked: that of
    the last record which states that there is no charge, else the last day on which anybody recorded something.
    Made once for a look.
    """
    if person not in look.stood:
        look.stood[person] = _stands(look, person)
    return dict(look.stood[person])


def _stands(look: Look, person: str) -> dict[str, Any]:
    state = look.state
    hidden = {each.id for each in state.sources.values() if each.gone is not None}
    every = [each for each in state.matters if each.person == person]
    stated = [each for each in every if each.source not in hidden]
    replies = [each for each in state.replies if each.person == person]
    charged = any(each.state not in UNCHARGED for each in every)
    return {
        "matters": [_matter(look, each) for each in sorted(stated, key=lambda each: each.on)],
        "matters_withheld": len(every) - len(stated),
        "no_charge_as_of": "" if charged else _looked(look, stated),
        "replies": [reply(look, each) for each in replies],
        "no_reply_recorded": not any(each.received for each in replies),
    }


def _looked(look: Look, stated: list[Matter]) -> str:
    """Return the day up to which somebody of the case looked for a charge, as far as the records say."""
    said = [each.by for each in stated if each.state == NO_CHARGE]
    last = said[-1] if said else look.state.last
    return "" if last is None else last.at[:10]


def with_stands(look: Look, person: str) -> dict[str, Any]:
    """Return a person of the case with what stands beside whatever is said by and about them."""
    shown = look.person(person)
    return {**shown, "stands": stands(look, person)} if person in look.state.people else shown


def named_in(look: Look, placed: Placed, proposed: str) -> list[dict[str, Any]]:
    """Return the people of the case whom a statement may be by, or whose name stands in its words.

    ``as`` says which: proposed-speaker, or in-the-words. Whom a reviewer said that it is by stands in its ``who``.
    """
    found = [{**with_stands(look, proposed), "as": "proposed-speaker"}] if proposed else []
    every, each_own = _names(look)
    text = placed.standing.statement.text
    if every is None or not every.search(text):
        return found
    words = [person for person, own in each_own.items() if own.search(text)]
    return found + [{**with_stands(look, each), "as": "in-the-words"} for each in words]


def _names(look: Look) -> tuple[re.Pattern[str] | None, dict[str, re.Pattern[str]]]:
    """Return what finds the names of all people of the case, and of each; made once for these people."""
    people, known = look.state.people, look.kept.names
    if known is None or known[0] is not people:
        own = {name: found for name, each in people.items() if (found := cover_of_people([each])) is not None}
        known = look.kept.names = (people, (cover_of(look.state), own))
    made: tuple[re.Pattern[str] | None, dict[str, re.Pattern[str]]] = known[1]
    return made


def lines(statement: dict[str, Any]) -> list[str]:
    """Return what has to stand beside a statement, as ``views.sources`` shows it: a line for each person in it."""
    who = [statement["who"]] if statement["who"] else []
    people: dict[str, dict[str, Any]] = {}
    for each in (*who, *statement["named"]):
        if "stands" in each:
            people.setdefault(each["id"], each)
    return [line(each) for each in people.values()]


def line(person: dict[str, Any]) -> str:
    """Return what stands beside a person, as one line for those formats that hold words alone."""
    how = _HOW.get(person.get("as", ""), "")
    return f"{person['id']} ({person['role']}){how}: {'; '.join(said_of(person['stands']))}"


def said_of(beside: dict[str, Any]) -> list[str]:
    """Return what stands beside a person in words: each fact, no charge on record, and each reply or that none is."""
    said = [
        f"{_WORDS.get(each['state'], each['state'])} on {each['on']}, source {each['source']}"
        for each in beside["matters"]
    ]
    if beside["matters_withheld"]:
        said.append(f"facts withheld with their source: {beside['matters_withheld']}")
    if beside["no_charge_as_of"]:
        said.append(f"no charge on record as of {beside['no_charge_as_of']}")
    for each in beside["replies"]:
        if each["received"]:
            words = f": “{' '.join(each['text'].split())}”" if each["text"] else ""
            source = f", source {each['source']}" if each["source"] else ""
            said.append(f"replied to {each['to']} on {each['on']}{source}{words}")
    if beside["no_reply_recorded"]:
        said.append("no reply recorded")
    return said


def _matter(look: Look, one: Matter) -> dict[str, Any]:
    return {
        "state": one.state,
        "on": one.on,
        "source": one.source,
        "matter": None if one.matter is None else look.covered(one.matter),
        **look.said(one.by),
    }


def reply(look: Look, one: Reply) -> dict[str, Any]:
    """Return a reply; ``received`` is false where somebody was asked and nothing came."""
    return {
        "to": one.to,
        "person": look.person(one.person),
        "on": one.on,
        "received": one.received,
        "text": None if one.text is None or _hidden(look, one) else look.covered(one.text),
        "source": one.source,
        **look.said(one.by),
    }


def _hidden(look: Look, one: Reply) -> bool:
    """Whether a reply would show what may not be seen: words of what is gone, or of an entry about a person."""
    entry = look.state.history.get(one.to)
    if entry is not None and not _may_see(look, entry):
        return True
    names = {one.source, one.to.partition(".")[0], "" if entry is None else entry.source}
    sources = [look.state.sources[name] for name in names if name in look.state.sources]
    return any(each.gone is not None for each in sources)


def history(look: Look) -> dict[str, Any]:
    """Return the safety history: of weapons and lots for everybody, of people for all but readers.

    An expired entry shows that it was there, and no more; so does one whose source is gone.
    """
    own = [each for each in look.state.history.values() if _may_see(look, each)]
    return {
        "entries": [_entry(look, each) for each in own],
        "left_out": len(look.state.history) - len(own),
    }


def _note(look: Look, one: Note, *, hidden: bool) -> dict[str, Any]:
    return {**look.note(one), **({"text": None} if hidden else {})}


def _may_see(look: Look, entry: Entry) -> bool:
    return entry.about[0] != "person" or look.role != READER


def _entry(look: Look, one: Entry) -> dict[str, Any]:
    what, which = one.about
    source = look.state.sources.get(one.source)
    expired = bool(one.expires) and one.expires < look.today
    hidden = expired or one.erased or (source is not None and source.gone is not None)
    shown: dict[str, Any] = {
        "id": one.id,
        "about": {"person": look.person(which)} if what == "person" else {what: which},
        "type": one.type,
        "on": one.on,
        "source": one.source,
        "expires": one.expires,
        "expired": expired,
        "erased": one.erased,
        "text": None if hidden or one.text is None else look.covered(one.text),
        "contested": [_note(look, each, hidden=hidden) for each in one.contested],
        "corrections": [
            _note(look, each, hidden=hidden) for each in look.state.corrections if each.what == one.id
        ],
        "replies": [reply(look, each) for each in look.state.replies if each.to == one.id],
        **look.said(one.by),
    }
    if what == "person":
        shown["beside"] = about(look, which)
    return shown
