"""What may be recorded in a case: asked before a record is written, and of every record by the audit.

Nothing here weighs what anybody said. It asks whether somebody has access, whether what an act names is there, and
whether an order or another reviewer came first. Two answers keep the asking on record: an erasure under a legal hold,
and a review of what somebody else reviewed meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any, NoReturn

from showsafe.casefile import erasing, exported, naming
from showsafe.casefile.kinds import KINDS
from showsafe.casefile.reviewing import found, last_review, statement
from showsafe.casefile.state import CaseState, Source
from showsafe.casefile.values import next_id
from showsafe.casefile.words import CONFIRMED, CORRECTED, OF_PEOPLE, OFFICIAL, OWNER, REJECTED
from showsafe.errors import WrongInput

KEPT = ("case.reviewed-meanwhile", "case.legal-hold")
"""The codes of refusals whose asking is recorded."""

_DATED = ("state-matter", "reply", "add-history")
"""Acts that say what was on a day."""

_OPEN = ("purpose", "role", "why", "reason", "by")
"""The keys in which people write words that no erasure reaches."""

Act = Mapping[str, Any]


def check(state: CaseState, kind: str, act: Act, by: str, today: str) -> None:
    """Let an act pass that may be recorded now.

    ``act`` has its keys read (``kinds.read``), with the personal values that are there. Raises WrongInput with the
    code of what stands against it.
    """
    row = KINDS[kind]
    if kind == "open-case":
        if state.opening is not None:
            _no("case.is-open", "This case is open already.", "Open another case in a directory of its own.")
        return
    if state.opening is None:
        _no("case.not-open", "This case was never opened.", "Open it first, with open-case.")
    role = state.role_of(by, today)
    if not role:
        _no("case.no-access", "You have no access to this case.", "Ask an owner of the case for it.")
    if role not in row.roles:
        _no(
            "case.not-yours",
            f"Your access, as {role}, does not reach as far as {kind}.",
            f"Ask somebody whose access does: {', '.join(row.roles)}.",
        )
    if state.closed is not None and not row.when_closed:
        _no("case.closed", "The case is closed.", "Open another case that refers to it.")
    if kind in _DATED and act["on"] > _next_day(today):
        _no("case.day-to-come", f"{act['on']} has not come yet.", "Say the day on which it was.")
    _in_the_open(state, kind, act)
    look = _CHECKS.get(kind)
    if look is not None:
        look(state, act, by)


def _next_day(today: str) -> str:
    """Return the day after one: it is that already where the set is, east of the node's clock."""
    return (date.fromisoformat(today) + timedelta(days=1)).isoformat()


def _in_the_open(state: CaseState, kind: str, act: Act) -> None:
    open_ = [act[key] for key in _OPEN if key in KINDS[kind].keys and not KINDS[kind].keys[key].sealed]
    new = (act.get("name") or "", *(act.get("also") or ())) if kind == "name-person" else ()
    nobody_in(state, kind, open_, new)


def nobody_in(state: CaseState, where: str, texts: Iterable[str], new: Iterable[str] = ()) -> None:
    """Let texts pass that name nobody of the case: they stand in the open, and could never be erased.

    ``new`` are names that come with them. Raises WrongInput ``case.name-in-the-open``.
    """
    said = [text for text in texts if text]
    if not said:
        return
    names = [*new, *(name for each in state.people.values() for name in (each.name, *each.also))]
    found = naming.finding(form for name in names for form in naming.whole(name))
    if found is not None and any(found.search(text) for text in said):
        _no(
            "case.name-in-the-open",
            f"A name of a person of the case stands in {where} where it could never be erased.",
            "Say their role, or their id in the case, such as p1.",
        )


def _no(code: str, says: str, now: str) -> NoReturn:
    raise WrongInput(code, says, now)


def _absent(what: str, name: str) -> NoReturn:
    _no("case.unknown", f"This case has no {what} {name[:40]}.", "Look at its list, and name one of those.")


def _source(state: CaseState, name: str) -> Source:
    source = state.sources.get(name)
    if source is None:
        _absent("source", name)
    return source


def _open_source(state: CaseState, name: str) -> Source:
    source = _source(state, name)
    if source.gone is not None:
        _no(
            "case.source-gone",
            f"The source {name} is {source.gone.how}: its text and statements are used no more.",
            "Leave it; that it was there stays on record.",
        )
    return source


def _statement(state: CaseState, name: str) -> Source:
    source = _open_source(state, name.partition(".")[0])
    if statement(state, name) is None:
        _absent("statement", name)
    return source


def _new(table: Mapping[str, Any], name: str, what: str) -> None:
    if name in table:
        _no("case.known-id", f"There is a {what} {name} already.", "Leave the id out; the next one is given.")
    if name != next_id(name[0], table):
        _no(
            "case.not-next",
            f"{name} is not the id that comes next.",
            "Leave the id out; the next one is given.",
        )


def _take(state: CaseState, act: Act, _: str) -> None:
    if state.taken and act["size"] < state.taken[-1].size:
        _no(
            "case.older-record",
            "A bundle of a longer ledger is in the case already.",
            "Take the record as it is now.",
        )


def _give_access(state: CaseState, act: Act, _: str) -> None:
    if act["role"] != OWNER and not state.owned(but=act["person"]):
        _last_owner()


def _last_owner() -> NoReturn:
    _no(
        "case.last-owner",
        "Nobody would own this case any more.",
        "Give somebody else access as owner first, without an end.",
    )


def _end_access(state: CaseState, act: Act, _: str) -> None:
    mine = [each for each in state.access if each.ended is None]
    if not any(each.person == act["person"] for each in mine):
        _absent("access of", act["person"])
    if not state.owned(but=act["person"]):
        _last_owner()


def _person(state: CaseState, act: Act, _: str) -> None:
    _new(state.people, act["id"], "person")


def _add(state: CaseState, act: Act, _: str) -> None:
    _new(state.sources, act["id"], "source")
    for key in ("same_as", "corrects"):
        if act[key]:
            _source(state, act[key])
    _places(act)


def _places(act: Act) -> None:
    """Hold a map, pages and turns against the length of their text: a place that is not there shows nothing."""
    text = act.get("text")
    if text is None:
        return
    ends = [row[0] + row[1] for key in ("map", "pages") for row in act.get(key) or ()]
    ends += [place[1] for turn in act.get("turns") or () for place in turn if place is not None]
    if ends and max(ends) > len(text):
        _no(
            "case.outside",
            "A place lies behind the end of the text.",
            "Take map, pages and turns of this very text.",
        )


def _read(state: CaseState, act: Act, _: str) -> None:
    source = _open_source(state, act["source"])
    proposals = act.get("proposals")
    if proposals is None:
        return
    if len(proposals["statements"]) != act["statements"]:
        _no("case.not-so-many", "The reading has another number of statements.", "Count them again.")
    for each in (*proposals["quotes"], *proposals["statements"], *proposals["dates"]):
        if not (0 <= each.get("start", -1) <= each.get("end", -1) <= source.length):
            _no("case.outside", "A place of the reading is not in the text.", "Read this very text again.")


def _review(state: CaseState, act: Act, _: str) -> None:
    name = act["statement"]
    source = _open_source(state, name.partition(".")[0])
    content = act.get("content")
    new = ".x" in name and name not in source.reviews
    if not new and statement(state, name) is None:
        _absent("statement", name)
    now = 0 if ".x" in name or source.reading is None else source.reading.by.number
    if act["reading"] != now:
        _no(
            "case.read-meanwhile",
            f"The source {source.id} was read anew meanwhile, and {name} may be another statement now.",
            "Look at the source again; reviews of the reading before are kept with it.",
        )
    _says(act, content, new=new)
    if content is not None:
        _content(state, source, content, new=new)
    standing = last_review(source, name)
    last = 0 if standing is None else standing.by.number
    if act["after"] != last:
        _no(
            "case.reviewed-meanwhile",
            f"Somebody else reviewed {name} meanwhile, in record {last}."
            if last
            else f"There is no review of {name}.",
            "Look at theirs, and review again; yours is kept beside it.",
        )


def _says(act: Act, content: Act | None, *, new: bool) -> None:
    """Hold what a review says of its own against what it is: a confirmation may say who is meant, and no more."""
    kind = act["as"]
    if kind == REJECTED and "content" in act:
        _no("case.content", "A rejection says nothing of its own.", "Say corrected, or leave it out.")
    if kind == CONFIRMED and content is not None and set(content) != {"who"}:
        _no("case.content", "A confirmation says at most who is meant.", "Say corrected for the rest.")
    if (kind == CORRECTED or new) and "content" not in act:
        _no("case.content", "What the statement should be is missing.", "Say its content.")
    if kind != CORRECTED and new:
        _no("case.content", "A statement that nobody proposed is added as a correction.", "Say corrected.")


def _content(state: CaseState, source: Source, content: Act, *, new: bool) -> None:
    who = content.get("who", "unknown")
    if who != "unknown" and who not in state.people:
        _absent("person", who)
    spans = content.get("spans", ())
    if new and not spans:
        _no("case.content", "Where an added statement stands is missing.", "Say its spans in the text.")
    if any(end > source.length for _, end in spans):
        _no("case.outside", "A span lies behind the end of the text.", "Mark the words again.")


def _link(state: CaseState, act: Act, _: str) -> None:
    _statement(state, act["statement"])
    if not state.taken:
        _no("case.no-record", "No record of the production is in this case.", "Take it first: take-record.")
    if not 0 < act["record"] <= state.taken[-1].size:
        _absent("record of the production", str(act["record"]))


def _pair(state: CaseState, act: Act, _: str) -> None:
    _statement(state, act["a"])
    _statement(state, act["b"])
    if act["a"] == act["b"]:
        _no("case.one-statement", "A statement is not compared with itself.", "Name two statements.")


def _matter(state: CaseState, act: Act, _: str) -> None:
    _known_person(state, act["person"])
    _official(_open_source(state, act["source"]), "The state of a matter")


def _official(source: Source, what: str) -> None:
    if source.type not in OFFICIAL:
        _no(
            "case.not-official",
            f"{what} rests on an official source, and {source.id} is of the type {source.type}.",
            f"Add the document itself, of one of the types {', '.join(OFFICIAL)}.",
        )


def _known_person(state: CaseState, name: str) -> None:
    if name not in state.people:
        _absent("person", name)


def _reply(state: CaseState, act: Act, _: str) -> None:
    _found(state, act["to"])
    _known_person(state, act["person"])
    if act["source"]:
        _open_source(state, act["source"])


def _found(state: CaseState, what: str) -> None:
    if not found(state, what):
        _absent("entry", what)


def _history(state: CaseState, act: Act, _: str) -> None:
    if act["source"]:
        _open_source(state, act["source"])
    who = act["about"].get("person")
    if who is None:
        return
    _known_person(state, who)
    if act["type"] not in OF_PEOPLE:
        _no(
            "case.not-of-people",
            f"A person's history holds no {act['type']}.",
            f"Say what it is: {', '.join(OF_PEOPLE)}.",
        )
    if not act["source"] or not act["expires"]:
        _no(
            "case.unsourced",
            "What is kept about a person rests on a source, and ends on a day.",
            "Name the source, and the day on which the entry expires.",
        )
    if act["expires"] <= act["on"]:
        _no("case.expires", "The entry would expire before it begins.", "Give a later day.")
    if state.opening is not None and act["expires"] > state.opening.retention:
        _no(
            "case.expires",
            "What is kept about a person ends no later than the case.",
            f"Give a day up to {state.opening.retention}.",
        )
    if act["type"] == "finding":
        _official(_source(state, act["source"]), "What is found about a person")


def _contest(state: CaseState, act: Act, _: str) -> None:
    if act["entry"] not in state.history:
        _absent("entry of the history", act["entry"])


def _correct(state: CaseState, act: Act, _: str) -> None:
    _found(state, act["what"])


def _seal(state: CaseState, act: Act, _: str) -> None:
    _source(state, act["source"])


def _hold_ended(state: CaseState, act: Act, _: str) -> None:
    if not any(each.by.number == act["hold"] for each in state.held()):
        _absent("open hold of record", str(act["hold"]))


def _erase(state: CaseState, act: Act, _: str) -> None:
    what = act["what"]
    if "." in what or not found(state, what):
        _absent("source, person or entry", what)
    if state.held():
        _no(
            "case.legal-hold",
            f"A legal hold is open, so {what} may not be erased. That it was asked is recorded.",
            "Ask again when the hold has ended.",
        )
    if not erasing.what_goes(state, what):
        _no("case.nothing-to-erase", f"Nothing personal of {what} is left.", "Nothing more is needed.")


def _export(_: CaseState, act: Act, __: str) -> None:
    files = act.get("files")
    if files is not None and exported.sums_of(files) != act["sums"]:
        _no("case.not-its-files", "The sums are not those of the files.", "Export again.")


_CHECKS: Mapping[str, Callable[[CaseState, Act, str], None]] = {
    "take-record": _take,
    "give-access": _give_access,
    "end-access": _end_access,
    "name-person": _person,
    "add-source": _add,
    "read-source": _read,
    "review": _review,
    "link": _link,
    "pair": _pair,
    "state-matter": _matter,
    "reply": _reply,
    "add-history": _history,
    "contest": _contest,
    "correct": _correct,
    "seal-source": _seal,
    "withdraw-source": _seal,
    "end-hold": _hold_ended,
    "erase": _erase,
    "export": _export,
}
