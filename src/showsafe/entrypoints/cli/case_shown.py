"""The views of a case on a terminal: one line for each row; everything that was said comes cleaned of hidden signs."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from showsafe.application.nearest import did_you_mean
from showsafe.casefile.views.look import Look
from showsafe.casefile.views.overview import access, overview
from showsafe.casefile.views.pairs import pairs
from showsafe.casefile.views.people import history, lines, people, said_of
from showsafe.casefile.views.sources import source, sources
from showsafe.casefile.views.timeline import timeline
from showsafe.entrypoints.cli import say
from showsafe.errors import WrongInput

VIEWS: Mapping[str, Callable[[Look], dict[str, Any]]] = {
    "overview": overview,
    "sources": sources,
    "timeline": timeline,
    "pairs": pairs,
    "people": people,
    "history": history,
    "access": access,
}

_SOURCE = re.compile(r"s[1-9]\d*")
_CUT = 140


def view_of(what: str) -> Callable[[Look], dict[str, Any]]:
    """Return what makes a view by its name, or that of one source; raises WrongInput ``case.no-view``."""
    if _SOURCE.fullmatch(what):
        return lambda look: source(look, what)
    if what not in VIEWS:
        raise WrongInput(
            "case.no-view",
            f"There is no view {say.plain(what)!r}.",
            did_you_mean(what, VIEWS, f"Views: {', '.join(VIEWS)}; or a source, such as s3."),
        )
    return VIEWS[what]


def show(what: str, shown: Mapping[str, Any]) -> None:
    """Print a view."""
    if _SOURCE.fullmatch(what):
        _source(shown)
    else:
        _SHOWN[what](shown)


def _line(*parts: Any) -> None:  # noqa: ANN401 - any values of a view
    said = " ".join(" ".join(str(each).split()) for each in parts if each not in ("", None))
    plain = "".join(each if each.isprintable() else "?" for each in said)
    say.text(plain if len(plain) <= _CUT else f"{plain[:_CUT]}…")


def _person(shown: Mapping[str, Any] | None) -> str:
    if shown is None:
        return ""
    name = f" ({shown['name']})" if shown.get("name") else ""
    return f"{shown['role']}{name}{', a party' if shown['party'] else ''}"


def _overview(shown: Mapping[str, Any]) -> None:
    counts = shown["counts"]
    _line(f"Case {shown['id']}, as of record {shown['as_of']}:", shown["title"])
    _line(
        f"For: {shown['purpose']}. Kept until {shown['retention']}{', which is over' * shown['retention_over']}."
    )
    _line(f"You are {shown['role']} here{', and a party to the matter' * shown['party']}.")
    _line(f"Recorded: {counts['recorded']}. Sources: {counts['sources']}, of which gone: {counts['gone']}.")
    _line(f"Statements: {counts['statements']}, reviewed: {counts['reviewed']}. Links: {counts['links']}.")
    for each in shown["gone"]:
        same = f"The same words are shown still, in {', '.join(each['copies'])}." if each["copies"] else ""
        _line(f"{each['source']} is {each['how']} since record {each['record']}.", same)
    for each in shown["holds"]:
        _line(f"Legal hold of record {each['hold']}, on {each['on']}: {'open' if each['open'] else 'ended'}.")


def _sources(shown: Mapping[str, Any]) -> None:
    for each in shown["sources"]:
        gone = f"{each['gone']['how']} since record {each['gone']['record']}" if each["gone"] else ""
        read = "" if gone else f"{each['reviewed']} of {each['statements']} reviewed"
        _line(each["id"], each["type"], each["published"], each.get("about", {}).get("title", ""), gone, read)


def _source(shown: Mapping[str, Any]) -> None:
    told = shown.get("statements", ())
    _sources({"sources": [{**shown, "statements": len(told)}]})
    for each in told:
        _statement(each)


def _statement(each: Mapping[str, Any]) -> None:
    who = (
        _person(each["who"]) or each["mention"] or ("somebody" if each["names_somebody"] else "nobody named")
    )
    _line(f"{each['id']} [{each['state']}]", f"{who}:", each["text"])
    for line in lines(dict(each)):
        _line(f"  {line}.")


def _timeline(shown: Mapping[str, Any]) -> None:
    for each in shown["rows"]:
        if each["side"] == "recorded":
            _line(each["at"], f"record {each['record']}:", each["sentence"])
        else:
            _line(each["at"] or "at an unknown time", f"({each['rests'] or 'no date'})")
            _statement(each)


def _pairs(shown: Mapping[str, Any]) -> None:
    for each in shown["rows"]:
        _line(f"{each['slot']}:", each["as"] or "proposed", ", ".join(each["on"]))
        _statement(each["a"])
        _statement(each["b"])


def _people(shown: Mapping[str, Any]) -> None:
    for each in shown["people"]:
        _line(each["id"], _person(each), f"statements: {each['statements']}")
        _beside(each)


def _beside(each: Mapping[str, Any]) -> None:
    for said in said_of(dict(each)):
        _line(f"  {said[:1].upper()}{said[1:]}.")


def _history(shown: Mapping[str, Any]) -> None:
    for each in shown["entries"]:
        ((what, which),) = each["about"].items()
        about = _person(which) if what == "person" else which
        _line(
            each["id"],
            each["type"],
            each["on"],
            f"about {what} {about}:",
            each["text"] or "not shown any more",
        )
        if "beside" in each:
            _beside(each["beside"])


def _access(shown: Mapping[str, Any]) -> None:
    for each in shown["given"]:
        _line(
            f"{each['person']}{', a party' * each['is_party']}",
            each["role"],
            each["purpose"],
            "" if each["valid"] else "(ended)",
        )
    for each in shown["looks"]:
        _line(each["at"], f"{each['by']}{', a party,' * each['party']} looked at", each["what"])


_SHOWN: Mapping[str, Callable[[Mapping[str, Any]], None]] = {
    "overview": _overview,
    "sources": _sources,
    "timeline": _timeline,
    "pairs": _pairs,
    "people": _people,
    "history": _history,
    "access": _access,
}
