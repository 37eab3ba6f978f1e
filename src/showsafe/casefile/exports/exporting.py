"""Handing something out of a case: its files, and the record that says who did so, with the sum of each of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from showsafe.casefile.case import Case, CaseAct, Done
from showsafe.casefile.duties.walk import RulesOf
from showsafe.casefile.exported import kept as kept_of
from showsafe.casefile.exports.material import WHOLE, Material, material
from showsafe.casefile.exports.table import format_of
from showsafe.casefile.exports.written import Files
from showsafe.casefile.views.look import Kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked for: a format, of the whole case or one source, with names or by role alone."""

    format: str
    of: str = WHOLE
    names: bool = False


def files_of(case: Case, wanted: Wanted, *, by: str, kept: Kept, rules_of: RulesOf) -> tuple[Material, Files]:
    """Return the files of an export, and what they were made of; nothing is recorded.

    Raises WrongInput as ``format_of`` and ``material``.
    """
    made = format_of(wanted.format, wanted.of)
    whole = material(case, by, kept, of=wanted.of, names=wanted.names, rules_of=rules_of)
    return whole, made.make(whole)


def export(
    case: Case,
    wanted: Wanted,
    *,
    by: str,
    at: datetime,
    act_id: str,
    kept: Kept,
    rules_of: RulesOf,
) -> tuple[Done, Files]:
    """Record an export and return its files; they lie salted beside the record, so that an erasure reaches them too.

    The same state gives the same bytes.
    Raises WrongInput as ``files_of`` and ``Case.do``.
    """
    _, files = files_of(case, wanted, by=by, kept=kept, rules_of=rules_of)
    sums, inside = kept_of(files)
    said: dict[str, Any] = {
        "what": wanted.of,
        "format": wanted.format,
        "sums": sums,
        "opened": wanted.names,
        "files": inside,
    }
    return case.do(CaseAct(kind="export", by=by, at=at, act_id=act_id, said=said)), files
