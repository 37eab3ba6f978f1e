"""A reading is held against the text that it is of: it says only what stands at its places, in the shape of a reading.

Readers that come with the program invent nothing, and their tests show that. A reading that was made elsewhere, or by
hand, is asked for the same before it is recorded, and again by the audit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from showsafe.application.sealing import Opened
from showsafe.casefile.state import CaseState
from showsafe.errors import WrongInput

_KINDS = ("direct", "indirect", "mixed")
_TEXTS = ("edtf", "kind", "precision")


def held(state: CaseState, act: Mapping[str, Any], opened: Opened) -> None:
    """Let a reading pass that its source bears out; one whose source or words were erased is passed by.

    Raises WrongInput ``case.not-its-words``.
    """
    source, said = state.sources.get(act["source"]), act.get("proposals")
    text = None if source is None else opened(source.sealed["text"])
    if text is None or said is None:
        return
    words = _bare(text)
    for each in said["quotes"]:
        _let("quote", each, _is_slice(each, text))
    for each in said["dates"]:
        _let("date", each, _is_slice(each, text) and _or_none(each.get("edtf")))
    for each in said["statements"]:
        _let("statement", each, _is_statement(each, text, words))


def _let(what: str, each: Mapping[str, Any], sound: bool) -> None:  # noqa: FBT001 - what was found
    if not sound:
        raise WrongInput(
            "case.not-its-words",
            f"A {what} of this reading, at {each.get('start')!r:.20}, is not what stands in the text there.",
            "Read the source again: showsafe case read CASE SOURCE",
        )


def _bare(text: str) -> str:
    return "".join(text.replace("…", "").split())


def _is_place(value: Any, length: int) -> bool:  # noqa: ANN401 - what a reading has there
    if not isinstance(value, list | tuple) or len(value) != 2:  # noqa: PLR2004 - from, to
        return False
    start, end = value
    return type(start) is int and type(end) is int and 0 <= start <= end <= length


def _are(value: Any, sound: Callable[[Any], bool]) -> bool:  # noqa: ANN401 - as above
    return isinstance(value, list | tuple) and all(map(sound, value))


def _or_none(value: Any) -> bool:  # noqa: ANN401 - as above
    return value is None or isinstance(value, str)


def _is_slice(each: Mapping[str, Any], text: str) -> bool:
    place = (each.get("start"), each.get("end"))
    return _is_place(place, len(text)) and each.get("text") == text[place[0] : place[1]]


def _is_statement(each: Mapping[str, Any], text: str, words: str) -> bool:
    length = len(text)
    return (
        _is_place((each.get("start"), each.get("end")), length)
        and _are(each.get("spans"), lambda span: _is_place(span, length))
        and _has_words(each, text)
        and each.get("kind") in _KINDS
        and _is_said(each)
        and _has_speaker(each, length, words)
        and _has_dates(each, length)
    )


def _has_words(each: Mapping[str, Any], text: str) -> bool:
    """Whether the words are those of the spans, or all from the first to the last of them."""
    if not isinstance(each.get("text"), str):
        return False
    said = _bare(each["text"])
    whole = text[each["start"] : each["end"]]
    return said in (_bare(whole), _bare("".join(text[start:end] for start, end in each["spans"])))


def _is_said(each: Mapping[str, Any]) -> bool:
    whole = all(type(each.get(key, 0)) is int for key in ("depth", "confidence"))
    signs = _are(each.get("signs", ()), lambda sign: isinstance(sign, str))
    when = each.get("when") or {}
    dated = isinstance(when, dict) and all(_or_none(when.get(key)) for key in _TEXTS)
    return whole and signs and dated and isinstance(each.get("rule", ""), str)


def _has_speaker(each: Mapping[str, Any], length: int, words: str) -> bool:
    person = each.get("person")
    if not _are(each.get("who") or (), lambda place: _is_place(place, length)):
        return False
    if person is None:
        return True
    name = person.get("name") if isinstance(person, dict) else None
    return isinstance(name, str) and _bare(name) in words


def _has_dates(each: Mapping[str, Any], length: int) -> bool:
    about = each.get("about") or {}
    return (
        isinstance(about, dict)
        and _are(about.get("dates", ()), lambda place: type(place) is int)
        and _are(about.get("events", ()), lambda place: _is_place(place, length))
    )
