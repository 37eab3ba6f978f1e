"""What can be done in a case, and what each record of it says: one table, read strictly.

An act has a name in the imperative, its record one in the past tense. Every key of an act is in its row, with how its
value is read, whether it has to be there, and whether it is personal: of a personal value only a commitment stands in
the record. What is not in the table is refused with its name, and nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from showsafe.application.nearest import did_you_mean
from showsafe.casefile import values
from showsafe.casefile.values import Read
from showsafe.casefile.words import (
    HISTORY,
    LABELS,
    LINKS,
    MATTERS,
    OWNER,
    REVIEWER,
    REVIEWS,
    ROLES,
    SLOTS,
    TYPES,
    WORKING,
)
from showsafe.errors import WrongInput


@dataclass(frozen=True, slots=True)
class Key:
    """One key of an act: how it is read, whether it has to be there, and whether it is personal.

    ``filled`` keys are set by the program where nobody says them; ``default`` stands for what was not said.
    """

    read: Read
    needed: bool = False
    sealed: bool = False
    filled: bool = False
    default: Any = None


@dataclass(frozen=True, slots=True)
class Kind:
    """One act: the name of its record, its keys, who may do it, and whether it may be done when the case is closed.

    ``refused`` is the record that keeps an asking which was refused, where one is kept.
    """

    act: str
    record: str
    keys: Mapping[str, Key]
    roles: tuple[str, ...] = (OWNER, REVIEWER)
    when_closed: bool = False
    refused: str = ""


def _must(read: Read) -> Key:
    return Key(read, needed=True)


def _may(read: Read, default: Any = None) -> Key:  # noqa: ANN401 - the value of any key
    return Key(read, default=default)


def _sealed(read: Read, *, needed: bool = True) -> Key:
    return Key(read, needed=needed, sealed=True)


def _filled(read: Read, default: Any) -> Key:  # noqa: ANN401 - as above
    return Key(read, filled=True, default=default)


_TEXT, _LINE, _NAME, _DAY = values.text, values.line, values.name, values.day
_STATEMENT, _SOURCE, _PERSON, _ENTRY = values.statement, values.source, values.person, values.entry
_WHOSE = _may(values.line_or_none, "")

_ROWS = (
    Kind(
        "open-case",
        "case-opened",
        {
            "title": _sealed(_LINE),
            "production": _may(values.line_or_none, ""),
            "origin": _may(values.line_or_none, ""),
            "incident": _may(values.count, 0),
            "purpose": _must(_LINE),
            "retention": _must(_DAY),
            "languages": _may(values.languages, ["en"]),
        },
    ),
    Kind(
        "take-record",
        "record-taken",
        {"bundle": _must(values.sha256), "size": _must(values.count), "root": _must(values.sha256)},
        roles=(OWNER,),
    ),
    Kind(
        "give-access",
        "access-given",
        {
            "person": _must(_NAME),
            "role": _must(values.one_of(ROLES)),
            "purpose": _must(_LINE),
            "until": _may(values.day_or_none, ""),
        },
        roles=(OWNER,),
        when_closed=True,
    ),
    Kind(
        "end-access",
        "access-ended",
        {"person": _must(_NAME), "why": _must(_LINE)},
        roles=(OWNER,),
        when_closed=True,
    ),
    Kind(
        "name-person",
        "person-named",
        {
            "id": _filled(_PERSON, ""),
            "name": _sealed(_LINE),
            "also": _sealed(values.lines, needed=False),
            "role": _must(_LINE),
            "ledger_id": _may(values.line_or_none, ""),
            "party": _must(values.flag),
        },
    ),
    Kind(
        "add-source",
        "source-added",
        {
            "id": _filled(_SOURCE, ""),
            "type": _must(values.one_of(TYPES)),
            "format": _must(_LINE),
            "published": _may(values.day_or_none, ""),
            "about": _sealed(values.about),
            "original": _sealed(values.base64_bytes),
            "text": _sealed(values.whole_text),
            "map": _sealed(values.places),
            "turns": _sealed(values.turns, needed=False),
            "pages": _sealed(values.pages, needed=False),
            "unread": _may(values.counts, []),
            "same_as": _filled(values.source_or_none, ""),
            "corrects": _may(values.source_or_none, ""),
        },
    ),
    Kind(
        "read-source",
        "source-read",
        {
            "source": _must(_SOURCE),
            "reader": _must(_LINE),
            "edition": _may(values.line_or_none, ""),
            "proposals": _sealed(values.proposals),
            "statements": _filled(values.count, 0),
        },
    ),
    Kind(
        "review",
        "statement-reviewed",
        {
            "statement": _must(_STATEMENT),
            "as": _must(values.one_of(REVIEWS)),
            "after": _must(values.count),
            "reading": _filled(values.count, 0),
            "content": _sealed(values.content, needed=False),
            "party": _filled(values.flag, default=False),
        },
        roles=WORKING,
        refused="review-refused",
    ),
    Kind(
        "link",
        "statement-linked",
        {
            "statement": _must(_STATEMENT),
            "record": _must(values.count),
            "as": _must(values.one_of(LINKS)),
            "why": _sealed(_TEXT, needed=False),
            "party": _filled(values.flag, default=False),
        },
        roles=WORKING,
    ),
    Kind(
        "pair",
        "pair-labelled",
        {
            "a": _must(_STATEMENT),
            "b": _must(_STATEMENT),
            "slot": _must(values.one_of(SLOTS)),
            "as": _must(values.one_of(LABELS)),
            "why": _sealed(_TEXT, needed=False),
            "party": _filled(values.flag, default=False),
        },
        roles=WORKING,
    ),
    Kind(
        "state-matter",
        "matter-stated",
        {
            "person": _must(_PERSON),
            "matter": _sealed(_TEXT),
            "state": _must(values.one_of(MATTERS)),
            "on": _must(_DAY),
            "source": _must(_SOURCE),
        },
    ),
    Kind(
        "reply",
        "reply-recorded",
        {
            "to": _must(values.anything),
            "person": _must(_PERSON),
            "on": _must(_DAY),
            "text": _sealed(_TEXT, needed=False),
            "source": _may(values.source_or_none, ""),
        },
        roles=WORKING,
        when_closed=True,
    ),
    Kind(
        "add-history",
        "history-added",
        {
            "about": _must(values.about_what),
            "type": _must(values.one_of(HISTORY)),
            "on": _must(_DAY),
            "text": _sealed(_TEXT),
            "source": _may(values.source_or_none, ""),
            "expires": _may(values.day_or_none, ""),
        },
    ),
    Kind(
        "contest",
        "history-contested",
        {"entry": _must(_ENTRY), "text": _sealed(_TEXT), "by": _WHOSE},
        roles=WORKING,
        when_closed=True,
    ),
    Kind(
        "correct",
        "entry-corrected",
        {"what": _must(values.anything), "text": _sealed(_TEXT), "by": _WHOSE},
        roles=WORKING,
        when_closed=True,
    ),
    Kind(
        "seal-source",
        "source-sealed",
        {"source": _must(_SOURCE), "order": _sealed(_TEXT), "on": _must(_DAY)},
        when_closed=True,
    ),
    Kind(
        "withdraw-source",
        "source-withdrawn",
        {"source": _must(_SOURCE), "why": _sealed(_TEXT)},
        when_closed=True,
    ),
    Kind(
        "place-hold",
        "hold-placed",
        {"order": _sealed(_TEXT), "by": _WHOSE, "on": _must(_DAY)},
        when_closed=True,
    ),
    Kind(
        "end-hold",
        "hold-ended",
        {
            "hold": _must(values.count),
            "order": _sealed(_TEXT, needed=False),
            "by": _WHOSE,
            "on": _must(_DAY),
        },
        roles=(OWNER,),
        when_closed=True,
    ),
    Kind(
        "erase",
        "erased",
        {
            "what": _must(values.anything),
            "reason": _must(_LINE),
            "commitments": _filled(values.sums, []),
        },
        roles=(OWNER,),
        when_closed=True,
        refused="erasure-refused",
    ),
    Kind("look", "looked", {"what": _must(_LINE)}, roles=ROLES, when_closed=True),
    Kind(
        "export",
        "exported",
        {
            "what": _must(_LINE),
            "format": _must(_LINE),
            "sums": _must(values.named_sums),
            "opened": _must(values.flag),
            "files": _sealed(values.named_files, needed=False),
        },
        when_closed=True,
    ),
    Kind("close-case", "case-closed", {"why": _must(_LINE)}, roles=(OWNER,)),
)

KINDS: Mapping[str, Kind] = {row.act: row for row in _ROWS}
"""Every act by its name."""

RECORDS: Mapping[str, Kind] = {row.record: row for row in _ROWS} | {
    row.refused: row for row in _ROWS if row.refused
}
"""Every act by the name of its record, and by that of the record which keeps a refused asking."""


def kind_of(name: str) -> Kind:
    """Return the row of an act; raises WrongInput ``case.unknown-act``."""
    if name not in KINDS:
        meant = did_you_mean(name, KINDS, f"Acts of a case: {', '.join(KINDS)}.")
        raise WrongInput("case.unknown-act", f"A case knows no act {name[:40]!r}.", meant)
    return KINDS[name]


def read(name: str, said: Mapping[str, Any]) -> dict[str, Any]:
    """Return the keys of an act, each in its one form, with what stands for those that were not said.

    A personal value that was not said is left out. Raises WrongInput: ``case.unknown-act``, ``case.unknown-key``,
    ``case.missing-key``, ``case.wrong-value``.
    """
    kind = kind_of(name)
    for key in said:
        if key not in kind.keys:
            raise _unknown(key, kind.keys, name)
    whole: dict[str, Any] = {}
    for key, row in kind.keys.items():
        if key in said:
            whole[key] = row.read(said[key], f"{key} of {name}")
        elif row.needed:
            raise WrongInput(
                "case.missing-key", f"{name} does not say {key}.", f"Add {key}; it needs: {_needs(kind)}."
            )
        elif not row.sealed:
            whole[key] = row.default
    return whole


def fault_of(record: str, act: Mapping[str, Any], sealed: Iterable[str]) -> str:
    """Say why the keys of a record are not those of its kind, or nothing.

    ``act`` has the values that are opened; ``sealed`` names the keys that stand as commitments, opened or not.
    """
    kind = RECORDS.get(record)
    if kind is None:
        return f"no record of a case is called {record[:40]}"
    closed = set(sealed)
    for key in (*act, *closed):
        if key not in kind.keys:
            return f"its key {key[:40]} is none of {kind.act}"
    for key, row in kind.keys.items():
        if key not in act and key not in closed and (row.needed or not row.sealed):
            return f"it does not say {key}"
        if row.sealed and key in act and key not in closed:
            return f"its {key} stands in the open"
        if not row.sealed and key in closed:
            return f"its {key} is sealed"
        if key in act and (row.sealed or key == "id" or act[key] != row.default):
            try:
                row.read(act[key], key)
            except WrongInput as error:
                return error.says.rstrip(".")
    return ""


def _unknown(key: str, keys: Mapping[str, Key], name: str) -> WrongInput:
    meant = did_you_mean(key, keys, f"Its keys: {', '.join(keys)}.")
    return WrongInput("case.unknown-key", f"{name} has no key {str(key)[:40]!r}.", meant)


def _needs(kind: Kind) -> str:
    return ", ".join(key for key, row in kind.keys.items() if row.needed)
