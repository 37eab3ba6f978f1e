"""The people of a case: a role for each, what stands about them officially, what they replied, and their history."""

from __future__ import annotations

from collections import Counter
from typing import Any

from showsafe.casefile.state import Entry, Matter, Note, Person, Reply
from showsafe.casefile.views.look import Look
from showsafe.casefile.words import READER, UNCHARGED


def people(look: Look) -> dict[str, Any]:
    """Return everybody who was named in the case.

    Where nothing official says otherwise, ``no_charge_as_of`` is today: it stands beside whatever is alleged.
    """
    told = Counter(each.standing.who for each in look.kept.ordered.all(look.state))
    return {"people": [_person(look, each, told[each.id]) for each in look.state.people.values()]}


def _person(look: Look, one: Person, told: int) -> dict[str, Any]:
    shown = {**look.person(one.id), "erased": one.erased, "statements": told, **about(look, one.id)}
    if look.names:
        shown |= {"also": list(one.also), "ledger_id": one.ledger_id}
    return shown


def about(look: Look, person: str) -> dict[str, Any]:
    """Return what has to stand beside whatever is said of a person: the state of the matter, and their replies.

    Facts whose source is gone are counted in ``matters_withheld`` and not shown; where one of them was a charge, it
    is not said that there was none.
    """
    state = look.state
    hidden = {each.id for each in state.sources.values() if each.gone is not None}
    every = [each for each in state.matters if each.person == person]
    stated = [each for each in every if each.source not in hidden]
    replies = [each for each in state.replies if each.person == person]
    charged = any(each.state not in UNCHARGED for each in every)
    return {
        "matters": [_matter(look, each) for each in sorted(stated, key=lambda each: each.on)],
        "matters_withheld": len(every) - len(stated),
        "no_charge_as_of": "" if charged else look.today,
        "replies": [reply(look, each) for each in replies],
        "no_reply_recorded": not any(each.received for each in replies),
        "corrections": [look.note(each) for each in state.corrections if each.what == person],
    }


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
