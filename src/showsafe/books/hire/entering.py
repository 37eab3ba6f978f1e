"""From what a person says of a hire to an entry: what the unit's record knows is filled in, slips are named at once.

What the check of a kind cannot see is asked here, since it looks at the book alone: whether who enters it and who stood
by are on record, whether a day lies ahead, and whether a serial is that of the weapon as it was registered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from showsafe.application.nearest import did_you_mean
from showsafe.books import serials
from showsafe.books.book import Entry
from showsafe.books.hire import rules
from showsafe.books.hire.source import Source, known
from showsafe.books.hire.state import MOVES
from showsafe.books.hire.views import checklist_of
from showsafe.books.hire.words import BACK, WAYS
from showsafe.domain.things import Weapon
from showsafe.errors import WrongInput

KINDS = (*MOVES, "extend-hire", "note-condition", "set-interval", "record-service")
"""Every kind of entry of hire."""

_ABOUT_A_WEAPON = ("record-service",)
_DONE_ON = (*MOVES, "note-condition", "record-service")


def entry(
    source: Source,
    kind: str,
    said: Mapping[str, Any],
    *,
    by: str,
    at: datetime,
    act_id: str,
    photos: Sequence[bytes] = (),
) -> Entry:
    """Return the entry that somebody makes, with what the record knows filled in; ``photos`` are attached to it.

    Raises WrongInput: ``hire.unknown-kind``, ``hire.nobody``, ``hire.not-yet``, ``hire.unknown-weapon``,
    ``hire.other-serial``. The book asks the rest.
    """
    if kind not in KINDS:
        raise WrongInput(
            "hire.unknown-kind",
            f"{kind[:40]!r} is no entry of hire.",
            did_you_mean(kind, KINDS, f"Entries of hire: {', '.join(KINDS)}."),
        )
    _people(source, by, said)
    keys = dict(said)
    if kind in _DONE_ON:
        _day(source, keys)
    if kind in MOVES and isinstance(keys.get("items"), list):
        keys["items"] = [_item(source, kind, keys, each) for each in keys["items"]]
    if kind == "note-condition":
        keys.setdefault("list", checklist_of(source, str(keys.get("thing", ""))))
    if kind in _ABOUT_A_WEAPON:
        _a_weapon(source, str(keys.get("weapon", "")))
    if kind == "set-interval" and keys.get("of") == "weapon":
        _a_weapon(source, str(keys.get("name", "")))
    return Entry(kind=kind, by=by, at=at, act_id=act_id, keys=keys, attachments=tuple(photos))


def _people(source: Source, by: str, said: Mapping[str, Any]) -> None:
    people = source.state.people
    for who in (by, said.get("witness") or by):
        if not isinstance(who, str) or who not in people or people[who].erased:
            raise WrongInput(
                "hire.nobody",
                f"{str(who)[:60] or 'Nobody'} is not on record as a person.",
                did_you_mean(
                    str(who), people, "Name somebody by their id; who is: showsafe report DIR enrol"
                ),
            )


def _day(source: Source, keys: dict[str, Any]) -> None:
    keys.setdefault("on", source.day)
    if isinstance(keys["on"], str) and keys["on"] > source.day:
        raise WrongInput(
            "hire.not-yet",
            f"{keys['on'][:20]} lies ahead, and what is entered here has happened.",
            "Read the day again, or enter it when it has happened.",
        )


def _a_weapon(source: Source, name: str) -> Weapon:
    if name not in source.state.weapons:
        raise WrongInput(
            "hire.unknown-weapon",
            f"No weapon {name[:60]!r} is on record.",
            did_you_mean(name, source.state.weapons, "Register it first, with: showsafe ask DIR register"),
        )
    return source.state.weapons[name]


def _item(source: Source, kind: str, keys: Mapping[str, Any], each: Any) -> Any:  # noqa: ANN401 - as it was said
    """Fill in what a thing is; its serial only where it goes for the first time, never where it comes back."""
    if not isinstance(each, dict) or not isinstance(each.get("thing"), str):
        return each
    thing = each["thing"]
    says = known(source.state, thing)
    hire = source.hires.get(str(keys.get("hire", "")))
    back = hire is not None and hire.way == BACK[WAYS[kind]]
    filled: dict[str, Any] = {"sort": says["sort"], **each}
    if back and hire is not None and thing in hire.items:
        filled["sort"] = each.get("sort", hire.items[thing].sort)
    read = each.get("serial", "")
    if not back and not read and says["serial"]:
        filled["serial"] = says["serial"]
    elif not back and read and says["serial"] and serials.plain(str(read)) != serials.plain(says["serial"]):
        raise rules.other_serial(thing, str(read), says["serial"], "is on record", first=True)
    record = source.moved_in(thing)
    if record:
        filled.setdefault("record", record)
    return filled
